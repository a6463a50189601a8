#include "registry.h"

#include "descriptor.h"
#include "file.h"
#include "job.h"
#include "loader.h"
#include "manifest.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANIFEST_MAX = 256 << 10 };

/*
 * Plug-ins whose init() has run, with how many registries use each: init() and
 * fini() happen once in a process, however many engines there are.  The only
 * mutable state at file scope.
 */
struct started {
	struct started *next;
	const oct_plugin *origin;
	size_t users;
};
static struct started *started;
static pthread_mutex_t started_lock = PTHREAD_MUTEX_INITIALIZER;

static struct started **
find_started(const oct_plugin *origin)
{
	struct started **s = &started;

	while (*s != NULL && (*s)->origin != origin)
		s = &(*s)->next;
	return s;
}

static oct_status
start_plugin(const struct plugin *p)
{
	struct started **s, *new;
	oct_status status = OCT_OK;

	pthread_mutex_lock(&started_lock);
	s = find_started(p->origin);
	if (*s == NULL) {
		if ((new = calloc(1, sizeof(*new))) == NULL)
			status = OCT_ENOMEM;
		else if (p->code->init != NULL)
			status = p->code->init(&job_api);
		if (status == OCT_OK) {
			new->origin = p->origin;
			*s = new;
		} else {
			free(new);
		}
	}
	if (status == OCT_OK)
		(*s)->users++;
	pthread_mutex_unlock(&started_lock);
	return status;
}

static void
stop_plugin(const struct plugin *p)
{
	struct started **s, *old;

	pthread_mutex_lock(&started_lock);
	s = find_started(p->origin);
	if (*s != NULL && --(*s)->users == 0) {
		old = *s;
		*s = old->next;
		free(old);
		if (p->code->fini != NULL)
			p->code->fini();
	}
	pthread_mutex_unlock(&started_lock);
}

bool
registry_init(struct registry *r)
{
	memset(r, 0, sizeof(*r));
	return pthread_mutex_init(&r->lock, NULL) == 0;
}

void
registry_free(struct registry *r)
{
	for (struct plugin *p = r->plugins; p != NULL; p = p->next)
		if (atomic_load(&p->state) == PLUGIN_READY)
			stop_plugin(p);
	free(r->formats);
	arena_free(&r->arena);
	pthread_mutex_destroy(&r->lock);
}

/* The lock is held. */
static void
refuse(struct registry *r, const char *file, const char *reason)
{
	struct refusal *f = arena_alloc(&r->arena, sizeof(*f)), **at;

	if (f == NULL)
		return;
	f->file = arena_copy(&r->arena, file, strlen(file));
	f->reason = arena_copy(&r->arena, reason, strlen(reason));
	if (f->file == NULL || f->reason == NULL)
		return;
	for (at = &r->refusals; *at != NULL; at = &(*at)->next)
		;
	*at = f;
}

void
registry_refuse(struct registry *r, const char *file, const char *reason)
{
	pthread_mutex_lock(&r->lock);
	refuse(r, file, reason);
	pthread_mutex_unlock(&r->lock);
}

/* --- finding -------------------------------------------------------------- */

const struct format *
registry_find(const struct registry *r, const char *name, uint32_t roles)
{
	for (size_t i = 0; i < r->n_formats; i++)
		if (strcmp(r->formats[i]->f.name, name) == 0 &&
		    (roles == 0 || (r->formats[i]->f.roles & roles)))
			return r->formats[i];
	return NULL;
}

/* --- adding --------------------------------------------------------------- */

static bool
has_plugin(const struct registry *r, const char *id)
{
	for (const struct plugin *p = r->plugins; p != NULL; p = p->next)
		if (strcmp(p->id, id) == 0)
			return true;
	return false;
}

static struct plugin *
find_extension(const struct registry *r, const char *id)
{
	for (struct plugin *p = r->plugins; p != NULL; p = p->next)
		for (const char *const *e = p->extensions; *e != NULL; e++)
			if (strcmp(*e, id) == 0)
				return p;
	return NULL;
}

/* No two formats may share a name and a role, no two plug-ins an extension. */
static bool
check_unique(const struct registry *r, const struct plugin *p, char *reason)
{
	const struct format *other;

	for (size_t i = 0; i < p->n_formats; i++) {
		const oct_format *f = &p->formats[i].f;

		if ((other = registry_find(r, f->name, f->roles)) == NULL)
			continue;
		snprintf(reason, REASON_MAX,
		    "it brings the format \"%s\", which %s brings already",
		    f->name, other->plugin->id);
		return false;
	}
	for (const char *const *id = p->extensions; *id != NULL; id++) {
		const struct plugin *has = find_extension(r, *id);

		if (has == NULL)
			continue;
		snprintf(reason, REASON_MAX,
		    "it brings the extension \"%s\", which %s brings already",
		    *id, has->id);
		return false;
	}
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct format *f = *(struct format *const *)a;
	const struct format *g = *(struct format *const *)b;
	int c = strcmp(f->f.name, g->f.name);

	return c != 0 ? c : strcmp(f->plugin->id, g->plugin->id);
}

static bool
link_plugin(struct registry *r, struct plugin *p)
{
	struct plugin **at;
	struct format **list = realloc(r->formats,
	    (r->n_formats + p->n_formats + 1) * sizeof(struct format *));

	if (list == NULL)
		return false;
	r->formats = list;
	for (size_t i = 0; i < p->n_formats; i++)
		list[r->n_formats++] = &p->formats[i];
	qsort(list, r->n_formats, sizeof(struct format *), by_name);
	for (at = &r->plugins; *at != NULL; at = &(*at)->next)
		;
	*at = p;
	return true;
}

/* Takes a plug-in that is known in, or refuses it. */
static oct_status
add_plugin(struct registry *r, struct plugin *p, bool *added)
{
	char reason[REASON_MAX];

	if (has_plugin(r, p->id))
		return OCT_OK; /* the one found first hides it */
	if (!check_unique(r, p, reason)) {
		registry_refuse(r, p->file != NULL ? p->file : p->id, reason);
		return OCT_EPLUGIN;
	}
	if (!link_plugin(r, p))
		return OCT_ENOMEM;
	*added = true;
	return OCT_OK;
}

/* FILE.so -> FILE.plugin */
static char *
manifest_name(const char *file)
{
	const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
	int n = dot != NULL && (slash == NULL || dot > slash)
	    ? (int)(dot - file)
	    : (int)strlen(file);
	char *name;

	return asprintf(&name, "%.*s.plugin", n, file) >= 0 ? name : NULL;
}

/* The text of the manifest beside a library; NULL without one. */
static const char *
read_manifest(struct registry *r, const char *file)
{
	char *name = manifest_name(file);
	struct buf b = { .limit = MANIFEST_MAX };
	const char *text = NULL;

	if (name != NULL && file_read(name, &b, NULL) == OCT_OK)
		buf_puts(&b, ""); /* an empty one is one, and wrong */
	if (b.p != NULL && b.status == OCT_OK)
		text = arena_copy(&r->arena, b.p, b.n);
	buf_free(&b);
	free(name);
	return text;
}

static bool
load_plugin(struct arena *a, struct plugin *p, char *reason)
{
	int entered;
	const oct_plugin *d =
	    loader_open(p->file, &entered, reason, REASON_MAX);

	if (!entered || !descriptor_read(a, d, p, reason))
		return false;
	atomic_store(&p->state, PLUGIN_LOADED);
	return true;
}

oct_status
registry_add_file(struct registry *r, const char *file, bool load, bool *added)
{
	struct plugin *p = arena_alloc(&r->arena, sizeof(*p));
	char reason[REASON_MAX];
	oct_status status;
	bool known;

	*added = false;
	if (p == NULL ||
	    (p->file = arena_copy(&r->arena, file, strlen(file))) == NULL)
		return OCT_ENOMEM;
	if ((p->manifest = read_manifest(r, file)) != NULL)
		known = manifest_parse(&r->arena, p->manifest, p, reason);
	else
		known = load_plugin(&r->arena, p, reason);
	if (r->arena.status != OCT_OK)
		return OCT_ENOMEM;
	if (!known) {
		registry_refuse(r, file, reason);
		return OCT_EPLUGIN;
	}
	if ((status = add_plugin(r, p, added)) == OCT_OK && *added && load &&
	    registry_need(r, p) != NULL)
		status = OCT_EPLUGIN;
	return status;
}

oct_status
registry_add_builtin(struct registry *r, const oct_plugin *d)
{
	struct plugin *p = arena_alloc(&r->arena, sizeof(*p));
	char reason[REASON_MAX];
	bool added;

	if (p == NULL)
		return OCT_ENOMEM;
	if (!descriptor_read(&r->arena, d, p, reason)) {
		registry_refuse(r, "a built-in plug-in", reason);
		return OCT_EPLUGIN;
	}
	atomic_store(&p->state, PLUGIN_LOADED);
	return add_plugin(r, p, &added);
}

static int
is_library(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return e->d_name[0] != '.' && n > 3 &&
	    strcmp(e->d_name + n - 3, ".so") == 0;
}

/* The order of bytes, whatever the locale. */
static int
by_file(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int32_t
registry_add_folder(struct registry *r, const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, is_library, by_file);
	int32_t count = 0;
	bool nomem = false, added;
	char *file;

	for (int i = 0; i < n; i++) {
		if (asprintf(&file, "%s/%s", folder, names[i]->d_name) >= 0) {
			nomem |= registry_add_file(r, file, false, &added) ==
			    OCT_ENOMEM;
			count += added;
			free(file);
		} else {
			nomem = true;
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return nomem ? OCT_ENOMEM : count;
}

bool
registry_describe(struct registry *r, const char *file, struct buf *b)
{
	struct plugin p = { .file = file };
	char reason[REASON_MAX];

	if (!load_plugin(&r->arena, &p, reason)) {
		registry_refuse(r, file, reason);
		return false;
	}
	manifest_print(&p, b);
	return b->status == OCT_OK;
}

/* --- loading -------------------------------------------------------------- */

/* Does the loaded library say what its manifest says? */
static bool
matches_manifest(const struct plugin *loaded, const char *manifest)
{
	struct buf b = { 0 };
	bool same;

	manifest_print(loaded, &b);
	same = b.status == OCT_OK && strcmp(b.p, manifest) == 0;
	buf_free(&b);
	return same;
}

/* Gives the formats known from a manifest their functions. */
static bool
load_known(struct registry *r, struct plugin *p, char *reason)
{
	struct plugin loaded = { .file = p->file };

	if (!load_plugin(&r->arena, &loaded, reason))
		return false;
	if (!matches_manifest(&loaded, p->manifest)) {
		snprintf(reason, REASON_MAX,
		    "its manifest does not match it: one of them is of "
		    "another version");
		return false;
	}
	p->code = loaded.code;
	p->origin = loaded.origin;
	for (size_t i = 0; i < p->n_formats; i++) {
		oct_format *f = &p->formats[i].f;
		const oct_format *g = &loaded.formats[i].f;

		f->bid = g->bid;
		f->open = g->open;
		f->close = g->close;
		f->read = g->read;
		f->edit = g->edit;
		f->write = g->write;
		f->scan = g->scan;
		f->validate = g->validate;
	}
	return true;
}

/* The lock is held. */
static void
make_ready(struct registry *r, struct plugin *p)
{
	char reason[REASON_MAX];
	bool ok = true;

	if (atomic_load(&p->state) == PLUGIN_KNOWN)
		ok = load_known(r, p, reason);
	if (ok && start_plugin(p) != OCT_OK) {
		snprintf(reason, REASON_MAX,
		    "it could not be initialised: its init() failed");
		ok = false;
	}
	if (!ok) {
		p->why = arena_copy(&r->arena, reason, strlen(reason));
		if (p->why == NULL)
			p->why = "out of memory";
		refuse(r, p->file != NULL ? p->file : p->id, p->why);
	}
	atomic_store_explicit(&p->state, ok ? PLUGIN_READY : PLUGIN_REFUSED,
	    memory_order_release);
}

const char *
registry_need(struct registry *r, struct plugin *p)
{
	int state = atomic_load_explicit(&p->state, memory_order_acquire);

	if (state != PLUGIN_READY && state != PLUGIN_REFUSED) {
		pthread_mutex_lock(&r->lock);
		state = atomic_load(&p->state);
		if (state != PLUGIN_READY && state != PLUGIN_REFUSED)
			make_ready(r, p);
		pthread_mutex_unlock(&r->lock);
	}
	return atomic_load_explicit(&p->state, memory_order_acquire) ==
		PLUGIN_READY
	    ? NULL
	    : p->why;
}

void
registry_preload(struct registry *r)
{
	for (struct plugin *p = r->plugins; p != NULL; p = p->next)
		if (registry_need(r, p) == NULL && p->code->preload != NULL)
			p->code->preload();
}

const void *
registry_extension(struct registry *r, const char *id, const char **why)
{
	struct plugin *p = find_extension(r, id);

	*why = NULL;
	if (p == NULL || (*why = registry_need(r, p)) != NULL)
		return NULL;
	return p->code->extension(id);
}

const char *
registry_nth_extension(
    const struct registry *r, size_t n, const struct plugin **plugin)
{
	for (const struct plugin *p = r->plugins; p != NULL; p = p->next)
		for (const char *const *id = p->extensions; *id != NULL; id++)
			if (n-- == 0) {
				*plugin = p;
				return *id;
			}
	return NULL;
}
