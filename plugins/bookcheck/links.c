/* links.c -- references from file to file, and to places in them. */
#include "check.h"

/* Letters before ":", as "http" (RFC 3986, 3.1); 0: the reference has none. */
static size_t
scheme_length(const char *href)
{
	size_t n = 0;

	while ((href[n] | 0x20) >= 'a' && (href[n] | 0x20) <= 'z')
		n++;
	if (n == 0)
		return 0;
	n += strspn(href + n,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789+-.");
	return href[n] == ':' ? n : 0;
}

static int
hex(char c)
{
	return c >= '0' && c <= '9'                  ? c - '0'
	    : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
						     : -1;
}

/* The path of a reference without its percent-encoding, into `out`, which has
 * room for it. */
static size_t
decode(char *out, const char *path, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		if (path[i] == '%' && n - i > 2 && hex(path[i + 1]) >= 0 &&
		    hex(path[i + 2]) >= 0) {
			out[used++] =
			    (char)(hex(path[i + 1]) * 16 + hex(path[i + 2]));
			i += 2;
		} else {
			out[used++] = path[i];
		}
	}
	return used;
}

/* Takes "." and ".." out of a path; its new length, or SIZE_MAX where it leads
 * out of the container. */
static size_t
tidy(char *path, size_t n)
{
	size_t used = 0, len;

	for (size_t i = 0; i < n; i += len + 1) {
		const char *slash = memchr(path + i, '/', n - i);

		len = slash != NULL ? (size_t)(slash - path) - i : n - i;
		if (len == 1 && path[i] == '.')
			continue;
		if (len == 2 && path[i] == '.' && path[i + 1] == '.') {
			if (used == 0)
				return SIZE_MAX;
			for (used--; used > 0 && path[used - 1] != '/';)
				used--;
			continue;
		}
		memmove(path + used, path + i, len);
		used += len;
		if (slash != NULL)
			path[used++] = '/';
	}
	return used;
}

/* Where the reference leads, without its fragment: a path in the container;
 * NULL where it leads out. */
static const char *
path_of(struct check *c, const struct entry *from, const char *href, size_t *n)
{
	const char *slash = strrchr(from->name, '/');
	size_t folder = slash != NULL ? (size_t)(slash - from->name) + 1 : 0;
	size_t len = strcspn(href, "#?");
	char *path = c->api->scratch(c->job, folder + len + 1);

	if (path == NULL)
		return NULL;
	memcpy(path, from->name, folder);
	*n = tidy(path, folder + decode(path + folder, href, len));
	return *n != SIZE_MAX ? path : NULL;
}

struct entry *
href_target(struct check *c, const struct entry *from, const char *href,
    const char **fragment)
{
	const char *hash = strchr(href, '#'), *path;
	size_t n;

	*fragment = hash != NULL && hash[1] != '\0' ? hash + 1 : NULL;
	if (href[0] == '#')
		return container_find(c, from->name, strlen(from->name));
	path = path_of(c, from, href, &n);
	return path != NULL ? container_find(c, path, n) : NULL;
}

/* What names another place than the book. */
static void
judge_scheme(struct check *c, enum reference kind, const char *href, size_t n,
    uint32_t line)
{
	bool http = (n == 4 || n == 5) && strncasecmp(href, "https", n) == 0;

	if (n == 4 && strncasecmp(href, "file", n) == 0)
		found(c, OCT_ERROR, "RSC-030", line,
		    "it refers to a file of somebody's machine: \"%.80s\"",
		    href);
	else if ((n == 10 && strncasecmp(href, "javascript", n) == 0) ||
	    (n == 8 && strncasecmp(href, "vbscript", n) == 0))
		found(c, OCT_ERROR, "OCT-SCRIPT", line,
		    "a link runs a script: \"%.80s\"", href);
	else if (kind == REF_RESOURCE && http)
		found(c, OCT_ERROR, "RSC-006", line,
		    "it needs a file from the network: \"%.80s\"", href);
	else if (kind == REF_LINK && n == 4 &&
	    strncasecmp(href, "data", n) == 0)
		found(c, OCT_ERROR, "RSC-029", line,
		    "a link holds its data in itself");
	else if (kind == REF_NAV)
		found(c, OCT_ERROR, "RSC-010", line,
		    "the contents lead out of the book: \"%.80s\"", href);
}

void
link_note(struct check *c, enum reference kind, const char *href, uint32_t line)
{
	size_t n;
	struct link *link;

	if (href == NULL || *href == '\0')
		return;
	if ((n = scheme_length(href)) > 0) {
		judge_scheme(c, kind, href, n, line);
		return;
	}
	if (href[0] == '/') {
		found(c, OCT_ERROR, "RSC-026", line,
		    "\"%.80s\" leads out of the book: links in it are relative",
		    href);
		return;
	}
	if ((link = c->api->scratch(c->job, sizeof(*link))) == NULL)
		return;
	*link = (struct link){ .from = c->here,
		.line = line,
		.kind = kind,
		.href = keep(c, href, strlen(href)) };
	*c->links_end = link;
	c->links_end = &link->next;
}

static uint32_t
hash_of(const char *s)
{
	uint32_t hash = 2166136261u;

	while (*s != '\0')
		hash = (hash ^ (uint8_t)*s++) * 16777619u;
	return hash;
}

struct anchor **
anchor_slot(const struct entry *e, const char *id)
{
	return &e->anchors[hash_of(id) % ANCHORS];
}

struct anchor *
anchor_find(const struct entry *e, const char *id)
{
	struct anchor *a = e->anchors != NULL ? *anchor_slot(e, id) : NULL;

	while (a != NULL && strcmp(a->id, id) != 0)
		a = a->next;
	return a;
}

static bool
is_text(const struct item *item)
{
	return strcmp(item->media_type, "application/xhtml+xml") == 0 ||
	    strcmp(item->media_type, "image/svg+xml") == 0;
}

static const struct anchor *
find_place(struct check *c, const struct link *link, const struct entry *to,
    const char *fragment)
{
	char *id;
	const struct anchor *a;

	if (fragment == NULL || to->anchors == NULL ||
	    (id = c->api->scratch(c->job, strlen(fragment) + 1)) == NULL)
		return NULL;
	decode(id, fragment, strlen(fragment));
	if ((a = anchor_find(to, id)) == NULL)
		found(c, OCT_ERROR, "RSC-012", link->line,
		    "\"%.80s\": there is no such id in that file", link->href);
	return a;
}

/* The place of the last entry of the contents: they go with the text. */
struct order {
	uint32_t spine, anchor;
	bool told;
};

static void
check_order(struct check *c, struct order *last, const struct link *link,
    const struct entry *to, const struct anchor *anchor)
{
	uint32_t at = anchor != NULL ? anchor->order : 0;
	uint32_t spine = to->item != NULL ? to->item->spine : 0;

	if (spine == 0 || last->told)
		return;
	if (spine < last->spine ||
	    (spine == last->spine && at < last->anchor)) {
		found(c, OCT_WARNING, "NAV-011", link->line,
		    "\"%.80s\" stands in the contents behind what comes after "
		    "it in the text",
		    link->href);
		last->told = true;
	}
	last->spine = spine;
	last->anchor = at;
}

static void
resolve(struct check *c, const struct link *link, struct order *last)
{
	const char *fragment;
	const struct anchor *anchor;
	const struct entry *to;

	c->here = link->from;
	to = href_target(c, link->from, link->href, &fragment);
	if (to == NULL) {
		found(c, OCT_ERROR, "RSC-007", link->line,
		    "\"%.80s\" is not in the book", link->href);
		return;
	}
	if (to->item == NULL) {
		found(c, OCT_ERROR, "RSC-008", link->line,
		    "\"%.80s\" is not in the manifest", link->href);
		return;
	}
	if (link->kind != REF_RESOURCE && is_text(to->item) &&
	    to->item->spine == 0)
		found(c, OCT_ERROR, "RSC-011", link->line,
		    "\"%.80s\" is a text that the spine does not name",
		    link->href);
	if (link->kind != REF_RESOURCE && !is_text(to->item))
		found(c, OCT_ERROR, "RSC-010", link->line,
		    "\"%.80s\" is a link to what is no text (%.40s)",
		    link->href, to->item->media_type);
	anchor = find_place(c, link, to, fragment);
	if (link->kind == REF_NAV)
		check_order(c, last, link, to, anchor);
}

void
links_resolve(struct check *c)
{
	struct order nav = { 0 }, ncx = { 0 };

	for (const struct link *link = c->links; link != NULL;
	     link = link->next)
		resolve(c, link, link->from == c->ncx ? &ncx : &nav);
}
