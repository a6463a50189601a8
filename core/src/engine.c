/* engine.c: the part of octavo.h about engines. */
#include "engine.h"

#include "job.h"
#include "loader.h"
#include "manifest.h"
#include "pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STR_(x) #x
#define STR(x) STR_(x)

const char *
oct_version(void)
{
	return STR(OCT_VERSION_MAJOR) "." STR(OCT_VERSION_MINOR) "." STR(
	    OCT_VERSION_PATCH);
}

const char *
oct_status_text(oct_status status)
{
	static const char *const texts[] = {
		[-OCT_OK] = "all well",
		[-OCT_ENOMEM] = "out of memory",
		[-OCT_EFORMAT] = "not in the format",
		[-OCT_EUNSUPPORTED] = "not supported",
		[-OCT_ELIMIT] = "a limit was reached",
		[-OCT_EIO] = "reading or writing failed",
		[-OCT_ECANCELLED] = "cancelled",
		[-OCT_EOPTION] = "a wrong option",
		[-OCT_EBUG] = "a fault in a plug-in or its host",
		[-OCT_ENOARTICLE] = "no article found",
		[-OCT_EPLUGIN] = "a plug-in could not be loaded",
		[-OCT_EINVALID] = "the output is not valid",
	};

	if (status > 0 || status < OCT_EINVALID)
		return "an unknown failure";
	return texts[-status];
}

oct_engine *
oct_engine_new(void)
{
	oct_engine *e = calloc(1, sizeof(*e));

	if (e == NULL || !registry_init(&e->registry)) {
		free(e);
		return NULL;
	}
	for (size_t i = 0; engine_builtins[i] != NULL; i++)
		if (registry_add_builtin(&e->registry, engine_builtins[i]()) ==
		    OCT_ENOMEM) {
			oct_engine_free(e);
			return NULL;
		}
	return e;
}

void
oct_engine_free(oct_engine *e)
{
	if (e == NULL)
		return;
	registry_free(&e->registry);
	free(e);
}

/* The folders of a colon-separated list. */
static int32_t
search_list(struct registry *r, const char *list)
{
	int32_t total = 0, n;
	const char *p = list, *end;
	char *folder;

	for (; *p != '\0'; p = end + (*end == ':')) {
		end = p + strcspn(p, ":");
		if (end == p)
			continue;
		if ((folder = strndup(p, (size_t)(end - p))) == NULL)
			return OCT_ENOMEM;
		if (folder[0] == '/') {
			n = registry_add_folder(r, folder);
		} else {
			n = 0;
			registry_refuse(r, folder,
			    "a folder of $OCTAVO_PLUGIN_PATH must be "
			    "absolute; it was not searched");
		}
		free(folder);
		if (n < 0)
			return n;
		total += n;
	}
	return total;
}

int32_t
oct_engine_search(oct_engine *e, const char *folder)
{
	const char *list = getenv("OCTAVO_PLUGIN_PATH");
	char *installed;
	int32_t n = 0, more;

	if (atomic_load(&e->frozen))
		return 0;
	if (folder != NULL) {
		if ((installed = realpath(folder, NULL)) == NULL)
			return 0;
	} else {
		if (list != NULL && (n = search_list(&e->registry, list)) < 0)
			return n;
		if ((installed = loader_plugin_folder()) == NULL)
			return OCT_ENOMEM;
	}
	more = registry_add_folder(&e->registry, installed);
	free(installed);
	return more < 0 ? more : n + more;
}

oct_status
oct_engine_load(oct_engine *e, const char *file)
{
	char *path;
	bool added;
	oct_status status;

	if (atomic_load(&e->frozen))
		return OCT_EBUG;
	if ((path = realpath(file, NULL)) == NULL) {
		registry_refuse(&e->registry, file, "there is no such file");
		return OCT_EPLUGIN;
	}
	status = registry_add_file(&e->registry, path, true, &added);
	free(path);
	return status;
}

int32_t
oct_engine_refusal(
    oct_engine *e, size_t n, const char **file, const char **reason)
{
	const struct refusal *f;

	pthread_mutex_lock(&e->registry.lock);
	for (f = e->registry.refusals; f != NULL && n != 0; n--)
		f = f->next;
	if (f != NULL) {
		*file = f->file;
		*reason = f->reason;
	}
	pthread_mutex_unlock(&e->registry.lock);
	return f != NULL;
}

/* As much of what is known as the caller's struct has room for. */
static int32_t
give_info(const struct format *f, oct_format_info *out)
{
	static const char *const no_strings[] = { NULL };
	static const oct_option no_options[] = { { NULL } };
	oct_format_info all = {
		.struct_size = out->struct_size,
		.name = f->f.name,
		.summary = f->f.summary,
		.roles = f->f.roles,
		.extensions = f->f.extensions ? f->f.extensions : no_strings,
		.media_types = f->f.media_types ? f->f.media_types : no_strings,
		.options = f->f.options ? f->f.options : no_options,
		.plugin_id = f->plugin->id,
		.plugin_version = f->plugin->version,
		.plugin_licence = f->plugin->licence,
		.file = f->plugin->file,
		.loaded = atomic_load(&f->plugin->state) == PLUGIN_READY ||
		    atomic_load(&f->plugin->state) == PLUGIN_LOADED,
	};

	memcpy(out, &all,
	    out->struct_size < sizeof(all) ? out->struct_size : sizeof(all));
	return 1;
}

int32_t
oct_engine_format(oct_engine *e, size_t n, oct_format_info *out)
{
	if (n >= e->registry.n_formats)
		return 0;
	return give_info(e->registry.formats[n], out);
}

void
oct_engine_preload(oct_engine *e)
{
	registry_preload(&e->registry);
}

int32_t
oct_engine_extension(oct_engine *e, size_t n, oct_extension_info *out)
{
	const struct plugin *p;
	oct_extension_info all = { .struct_size = out->struct_size };

	all.id = registry_nth_extension(&e->registry, n, &p);
	if (all.id == NULL)
		return 0;
	all.plugin_id = p->id;
	all.plugin_version = p->version;
	all.plugin_licence = p->licence;
	all.file = p->file;
	memcpy(out, &all,
	    out->struct_size < sizeof(all) ? out->struct_size : sizeof(all));
	return 1;
}

int32_t
oct_engine_find(
    oct_engine *e, const char *name, uint32_t role, oct_format_info *out)
{
	const struct format *f = registry_find(&e->registry, name, role);

	if (f == NULL && role == OCT_READS)
		f = pick_by_family(&e->registry, name);
	return f != NULL ? give_info(f, out) : 0;
}

int32_t
oct_engine_format_for(
    oct_engine *e, const char *file, uint32_t role, oct_format_info *out)
{
	const struct format *f = pick_by_name(&e->registry, file, role);

	return f != NULL ? give_info(f, out) : 0;
}

char *
oct_engine_describe(oct_engine *e, const char *file)
{
	char *path = realpath(file, NULL);
	struct buf b = { 0 };
	bool ok;

	if (path == NULL) {
		registry_refuse(&e->registry, file, "there is no such file");
		return NULL;
	}
	ok = registry_describe(&e->registry, path, &b);
	free(path);
	if (ok)
		return b.p;
	buf_free(&b);
	return NULL;
}
