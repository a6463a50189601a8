#include "resource.h"

#include "dataurl.h"
#include "file.h"
#include "files.h"
#include "settings.h"
#include "sniff.h"
#include "strmap.h"
#include "url.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Above this many pixels a reading device, not the page, is what breaks. */
#define PIXELS_MAX ((uint64_t)100000000)

enum state { STATE_NEW, STATE_LOADED, STATE_FAILED };

struct entry {
	oct_resource r;
	enum state state;
	oct_str said; /* as the article says it */
	const char *base; /* of the input that named it */
	const char *folder; /* of that input; NULL: none */
	const char *input; /* its name, for messages */
};

struct folder {
	struct folder *next;
	const char *path;
};

struct resource_table {
	struct entry **entries;
	uint32_t n, cap;
	struct strmap by_url;
	const char *folder; /* of the input being read; NULL: none */
	struct folder *folders; /* further ones, in the order given */
};

/* --- naming --------------------------------------------------------------- */

static struct resource_table *
table_of(oct_job *j)
{
	struct resource_table *t = j->resources;

	if (t == NULL && (t = arena_alloc(&j->arena, sizeof(*t))) != NULL) {
		t->by_url.arena = &j->arena;
		j->resources = t;
	}
	return t;
}

static bool
is_data(oct_str url)
{
	return url.n > 5 && strncasecmp(url.p, "data:", 5) == 0;
}

/* What two mentions of one resource have in common: the absolute URL, or the
 * relative one and the folder it is relative to. */
static oct_str
key_of(oct_job *j, const struct entry *e)
{
	size_t folder = e->folder != NULL ? strlen(e->folder) : 0;
	oct_str key = e->r.url;
	char *p;

	if (folder == 0 || is_data(key) || url_scheme(key.p, key.n) != 0)
		return key;
	p = arena_alloc(&j->arena, folder + key.n + 2);
	if (p == NULL)
		return (oct_str){ "", 0 };
	memcpy(p, e->folder, folder + 1);
	memcpy(p + folder + 1, key.p, key.n);
	return (oct_str){ p, folder + 1 + key.n };
}

static bool
append(oct_job *j, struct resource_table *t, struct entry *e)
{
	struct entry **grown;

	if (t->n == t->cap) {
		t->cap = t->cap * 2 + 16;
		grown = arena_alloc(&j->arena, t->cap * sizeof(struct entry *));
		if (grown == NULL)
			return false;
		if (t->n != 0)
			memcpy(
			    grown, t->entries, t->n * sizeof(struct entry *));
		t->entries = grown;
	}
	t->entries[t->n++] = e;
	return true;
}

static struct entry *
new_entry(oct_job *j, const struct resource_table *t, const char *url, size_t n)
{
	struct entry *e = arena_alloc(&j->arena, sizeof(*e));

	if (e == NULL)
		return NULL;
	e->said = node_clean(j, url, n);
	e->r.url = url_resolve(j, url, n);
	if (e->r.url.n == 0)
		e->r.url = e->said;
	e->r.media_type.p = "";
	e->base = j->settings->base;
	e->folder = t->folder;
	e->input = j->input;
	return j->arena.status == OCT_OK ? e : NULL;
}

static struct entry *
entry_of(oct_job *j, uint32_t id)
{
	struct resource_table *t = j->resources;

	return t != NULL && id != 0 && id <= t->n ? t->entries[id - 1] : NULL;
}

uint32_t
resource_add(oct_job *j, const char *url, size_t n)
{
	struct resource_table *t = table_of(j);
	struct entry *e = t != NULL ? new_entry(j, t, url, n) : NULL;
	struct strmap_slot *slot;
	oct_str key;

	if (e == NULL || e->said.n == 0)
		return 0;
	key = key_of(j, e);
	slot = key.n != 0 ? strmap_put(&t->by_url, key.p, key.n) : NULL;
	if (slot == NULL)
		return 0;
	if (slot->count == 0 && append(j, t, e))
		slot->count = t->n;
	return slot->count;
}

/* --- loading -------------------------------------------------------------- */

/* Says once that a resource is left out, and why. */
static void
give_up(oct_job *j, struct entry *e, const char *code, const char *why)
{
	const char *input = j->input;
	char msg[700];

	e->state = STATE_FAILED;
	snprintf(msg, sizeof(msg),
	    "image \"%.300s\"%s %s; its description stands in its place",
	    e->said.p, e->said.n > 300 ? "..." : "", why);
	j->input = e->input;
	/* that scraped pages name pictures elsewhere is no news */
	job_report(j,
	    url_scheme(e->said.p, e->said.n) != 0 ? OCT_INFO : OCT_LOSS, code,
	    0, 0, msg);
	j->input = input;
}

/* Takes bytes that are in the arena for the entry's, if they are an image. */
static void
take_bytes(oct_job *j, struct entry *e, const uint8_t *data, size_t n)
{
	struct image image;
	struct sha256_ctx sha;

	if (!sniff_image(data, n, &image)) {
		give_up(j, e, "resource.type",
		    n == 0 ? "is empty" : "is no image of a known type");
	} else if (image.cut) {
		give_up(j, e, "resource.cut", "is cut off before its end");
	} else if ((uint64_t)image.width * image.height > PIXELS_MAX) {
		give_up(j, e, "resource.size", "has too many pixels to show");
	} else {
		sha256_init(&sha);
		sha256_update(&sha, n, data);
		sha256_digest(&sha, sizeof(e->r.sha256), e->r.sha256);
		e->r.media_type =
		    (oct_str){ image.media_type, strlen(image.media_type) };
		e->r.width = image.width;
		e->r.height = image.height;
		e->r.data = data;
		e->r.len = n;
		e->state = STATE_LOADED;
	}
}

static void
take_buffer(oct_job *j, struct entry *e, struct buf *b)
{
	const char *p = NULL;

	if (b->status == OCT_ELIMIT)
		give_up(
		    j, e, "resource.size", "is larger than the limit for one");
	else if (b->status == OCT_OK)
		p = arena_copy(&j->arena, b->p != NULL ? b->p : "", b->n);
	else
		j->arena.status = b->status;
	if (p != NULL)
		take_bytes(j, e, (const uint8_t *)p, b->n);
	buf_free(b);
}

static void
load_data(oct_job *j, struct entry *e)
{
	struct buf b = { .limit = j->limits[OCT_LIMIT_RESOURCE] };

	if (dataurl_decode(e->said.p, e->said.n, &b)) {
		take_buffer(j, e, &b);
		return;
	}
	buf_free(&b);
	give_up(j, e, "resource.data", "is a malformed data: URL");
}

/* --- looking up files ----------------------------------------------------- */

/* How near the search came: the last of these is what is said. */
enum found { FOUND_NONE, FOUND_OUTSIDE, FOUND_ODD, FOUND_FILE };

struct search {
	oct_job *job;
	struct entry *entry;
	struct buf bytes;
	enum found found;
};

static bool
try_open(struct search *s, const char *folder, const char *path)
{
	int fd = job_open(s->job, OCT_FILE_RESOURCE, folder, path);
	enum found found = FOUND_NONE;

	if (fd >= 0) {
		found = FOUND_FILE;
		if (file_read_fd(fd, &s->bytes, NULL) == OCT_EIO)
			found = FOUND_ODD;
		close(fd);
	} else if (errno == EXDEV || errno == ELOOP) {
		found = FOUND_OUTSIDE;
	} else if (errno == EINVAL || errno == EACCES) {
		found = FOUND_ODD;
	} else if (errno == ENOMEM) {
		s->job->arena.status = OCT_ENOMEM;
	}
	if (found > s->found)
		s->found = found;
	return found == FOUND_FILE;
}

/* In the folder of the input, then in the further ones. */
static bool
try_path(struct search *s, const char *path)
{
	const struct folder *f = s->job->resources->folders;

	while (*path == '/')
		path++;
	if (*path == '\0')
		return false;
	if (s->entry->folder != NULL && try_open(s, s->entry->folder, path))
		return true;
	for (; f != NULL; f = f->next)
		if (try_open(s, f->path, path))
			return true;
	return false;
}

/* A part of a URL as the name of a file. */
static bool
try_part(struct search *s, const char *p, size_t n)
{
	struct buf b = { 0 };
	bool ok;

	percent_decode(p, n, &b);
	ok = b.n != 0 && b.status == OCT_OK && memchr(b.p, '\0', b.n) == NULL &&
	    try_path(s, b.p);
	if (b.status != OCT_OK)
		s->job->arena.status = b.status;
	buf_free(&b);
	return ok;
}

/* The path with its query, as crawlers name files, then without. */
static bool
try_reference(struct search *s, const char *p, size_t n)
{
	const char *mark = memchr(p, '#', n), *query;

	if (mark != NULL)
		n = (size_t)(mark - p);
	query = memchr(p, '?', n);
	return try_part(s, p, n) ||
	    (query != NULL && try_part(s, p, (size_t)(query - p)));
}

/* Bytes of the base up to its last slash if the URL begins with them. */
static size_t
common_folder(const char *url, const char *base)
{
	size_t end = strcspn(base, "?#");

	while (end != 0 && base[end - 1] != '/')
		end--;
	return strncmp(url, base, end) == 0 ? end : 0;
}

/* Under the same folder as the page; from the root of the site; under the name
 * of the host, as mirrors are laid out. */
static bool
try_absolute(struct search *s, oct_str url)
{
	size_t scheme = url_scheme(url.p, url.n), common;
	const char *host = url.p + scheme + 3, *path;

	if (url.n < scheme + 3 || memcmp(url.p + scheme, "://", 3) != 0)
		return false;
	common = common_folder(url.p, s->entry->base);
	if (common > scheme + 3 &&
	    try_reference(s, url.p + common, url.n - common))
		return true;
	path = strchr(host, '/');
	return (path != NULL &&
		   try_reference(s, path, url.n - (size_t)(path - url.p))) ||
	    try_reference(s, host, url.n - scheme - 3);
}

static const char *
reason(const struct search *s, const char **code)
{
	const struct entry *e = s->entry;
	size_t scheme = url_scheme(e->said.p, e->said.n);

	if (scheme == 4 && strncasecmp(e->said.p, "file", 4) == 0) {
		*code = "resource.outside";
		return "is a file: URL, which is never opened";
	}
	if (s->found == FOUND_OUTSIDE) {
		*code = "resource.outside";
		return "lies outside the folder of its page and was not read";
	}
	if (s->found == FOUND_ODD) {
		*code = "resource.unreadable";
		return "is no file that can be read";
	}
	*code = "resource.missing";
	return url_scheme(e->r.url.p, e->r.url.n) != 0
	    ? "is not at hand, and nothing is fetched from the network"
	    : "is missing";
}

static void
load_file(oct_job *j, struct entry *e)
{
	struct search s = { .job = j,
		.entry = e,
		.bytes = { .limit = j->limits[OCT_LIMIT_RESOURCE] } };
	const char *code, *why;
	bool relative = url_scheme(e->said.p, e->said.n) == 0;

	if ((relative && try_reference(&s, e->said.p, e->said.n)) ||
	    try_absolute(&s, e->r.url)) {
		take_buffer(j, e, &s.bytes);
		return;
	}
	buf_free(&s.bytes);
	if (j->arena.status != OCT_OK)
		return;
	why = reason(&s, &code);
	give_up(j, e, code, why);
}

uint32_t
resource_add_data(
    oct_job *j, const char *url, size_t n, const void *data, size_t len)
{
	uint32_t id = resource_add(j, url, n);
	struct entry *e = entry_of(j, id);
	const char *copy;

	if (e == NULL || e->state != STATE_NEW)
		return id;
	if ((copy = arena_copy(&j->arena, data, len)) != NULL)
		take_bytes(j, e, (const uint8_t *)copy, len);
	return id;
}

bool
resource_find(oct_job *j, uint32_t id, bool load, oct_resource *out)
{
	struct entry *e = entry_of(j, id);
	size_t size = out->struct_size;

	if (e == NULL)
		return false;
	if (load && e->state == STATE_NEW) {
		if (is_data(e->said))
			load_data(j, e);
		else
			load_file(j, e);
	}
	memcpy(out, &e->r, size < sizeof(e->r) ? size : sizeof(e->r));
	out->struct_size = size;
	return true;
}

uint32_t
resource_count(const oct_job *j)
{
	return j->resources != NULL ? j->resources->n : 0;
}

void
resource_rename(oct_job *j, uint32_t id, oct_str url)
{
	entry_of(j, id)->r.url = url;
}

/* --- folders -------------------------------------------------------------- */

void
resource_set_folder(oct_job *j, const char *folder)
{
	struct resource_table *t = table_of(j);

	if (t != NULL)
		t->folder = folder != NULL
		    ? arena_copy(&j->arena, folder, strlen(folder))
		    : NULL;
}

void
resource_add_folder(oct_job *j, const char *folder)
{
	struct resource_table *t = table_of(j);
	struct folder *f = arena_alloc(&j->arena, sizeof(*f)), **at;

	if (t == NULL || f == NULL ||
	    (f->path = arena_copy(&j->arena, folder, strlen(folder))) == NULL)
		return;
	for (at = &t->folders; *at != NULL; at = &(*at)->next)
		;
	*at = f;
}
