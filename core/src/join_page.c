#include "join.h"
#include "settings.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { KEY_MAX = 2048 };

/* FNV-1a; never 0. */
static uint64_t
hash(const char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (n-- != 0)
		h = (h ^ (unsigned char)*p++) * 0x100000001b3u;
	return h != 0 ? h : 1;
}

struct key {
	char p[KEY_MAX];
	size_t n;
};

static void
put(struct key *k, const char *p, size_t n)
{
	if (n > KEY_MAX - k->n)
		n = KEY_MAX - k->n;
	memcpy(k->p + k->n, p, n);
	k->n += n;
}

/* The address without what differs between two that mean one page: scheme,
 * "www.", fragment, a slash at the end.  False: it is none. */
static bool
url_key(oct_str url, struct key *k)
{
	const char *p = strstr(url.p, "://");
	size_t host;

	k->n = 0;
	if (p == NULL || strncasecmp(url.p, "http", 4) != 0)
		return false;
	p += 3;
	if (strncasecmp(p, "www.", 4) == 0)
		p += 4;
	put(k, "//", 2);
	host = strcspn(p, "/?#");
	put(k, p, host);
	for (size_t i = 2; i < k->n; i++)
		k->p[i] = (char)tolower((unsigned char)k->p[i]);
	put(k, p + host, strcspn(p + host, "#"));
	while (k->n > 2 && k->p[k->n - 1] == '/')
		k->n--;
	return k->n > 2;
}

/* A file's name without "./" and "a/../"; the way it was said, not where it
 * lies: inputs of one run are named alike. */
static void
file_key(
    const char *folder, size_t n, const char *name, size_t len, struct key *k)
{
	char path[KEY_MAX];
	size_t total = n < KEY_MAX ? n : KEY_MAX, i, part;

	path[0] = '\0';
	memcpy(path, folder, total);
	if (len > KEY_MAX - total)
		len = KEY_MAX - total;
	memcpy(path + total, name, len);
	total += len;
	k->n = 0;
	put(k, path[0] == '/' ? "f/" : "f", path[0] == '/' ? 2 : 1);
	for (i = 0; i < total; i += part + 1) {
		const char *slash = memchr(path + i, '/', total - i);

		part = slash != NULL ? (size_t)(slash - path) - i : total - i;
		if (part == 0 || (part == 1 && path[i] == '.'))
			continue;
		if (part == 2 && memcmp(path + i, "..", 2) == 0 && k->n > 1 &&
		    memchr(k->p + 1, '/', k->n - 1) != NULL) {
			for (k->n--; k->n > 1 && k->p[k->n - 1] != '/';)
				k->n--;
			continue;
		}
		put(k, path + i, part);
		put(k, "/", 1);
	}
}

static size_t
digits_before(const char *p, size_t n)
{
	size_t i = n;

	while (i > 0 && p[i - 1] >= '0' && p[i - 1] <= '9')
		i--;
	return n - i;
}

static bool
ends(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	return n >= len && strncasecmp(p + n - len, word, len) == 0;
}

/* Cuts what numbers the page off the end of p: "?page=2", "/page/2", "/2",
 * "-p2", "-2".  The length that is left; n where there is no number. */
static size_t
cut_number(const char *p, size_t n)
{
	static const char *const marks[] = { "?page=", "&page=", "?p=", "&p=",
		"?pg=", "&pg=", "?seite=", "?pagina=", "?paged=", "/page/",
		"/page-", "/page", "/p/", "-page-", "_page_", "-page", "_page",
		"-p", "_p", "/", "-", "_", "," };
	size_t digits = digits_before(p, n);

	if (digits == 0 || digits > 3)
		return n;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (ends(p, n - digits, marks[i]))
			return n - digits - strlen(marks[i]);
	return n;
}

/* The same of an address or a name that may end in ".html" or "/". */
static uint64_t
stem_of(const struct key *k)
{
	struct key stem = { .n = 0 };
	size_t n = k->n, dot, cut;

	while (n > 0 && k->p[n - 1] == '/')
		n--;
	for (dot = n; dot > 0 && n - dot < 6 && k->p[dot - 1] != '.' &&
	     isalnum((unsigned char)k->p[dot - 1]);)
		dot--;
	if (dot > 0 && k->p[dot - 1] == '.' && n - dot < 6) {
		cut = cut_number(k->p, dot - 1);
		if (cut < dot - 1) {
			put(&stem, k->p, cut);
			put(&stem, k->p + dot - 1, k->n - dot + 1);
			return hash(stem.p, stem.n);
		}
	}
	cut = cut_number(k->p, n);
	if (cut == n)
		return 0;
	put(&stem, k->p, cut);
	if (k->n > n)
		put(&stem, "/", 1);
	return hash(stem.p, stem.n);
}

/* The title in small letters without "(2/3)", "- Page 2 of 3" at its end. */
static uint64_t
title_key(oct_str title)
{
	static const char *const words[] = { "page", "seite", "pagina",
		"p\xc3\xa1gina", "p.", "pg.", "(" };
	struct key k = { .n = 0 };
	size_t n, digits, cut;

	put(&k, title.p, title.n);
	for (size_t i = 0; i < k.n; i++)
		k.p[i] = (char)tolower((unsigned char)k.p[i]);
	n = k.n;
	while (n > 0 && strchr(" )]", k.p[n - 1]) != NULL)
		n--;
	for (int times = 0; times < 2; times++) {
		digits = digits_before(k.p, n);
		if (digits == 0 || digits > 3)
			break;
		n -= digits;
		while (n > 0 && k.p[n - 1] == ' ')
			n--;
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			if (!ends(k.p, n, words[i]))
				continue;
			cut = n - strlen(words[i]);
			while (cut > 0 &&
			    strchr(" -|,:([/\x93\x94\x80\xe2", k.p[cut - 1]))
				cut--;
			return cut > 0 ? hash(k.p, cut) : 0;
		}
		if (ends(k.p, n, "/"))
			n--;
		else if (ends(k.p, n, " of") || ends(k.p, n, " de") ||
		    ends(k.p, n, "von"))
			n -= 3;
		while (n > 0 && k.p[n - 1] == ' ')
			n--;
	}
	return k.n > 0 ? hash(k.p, k.n) : 0;
}

static void
add(uint64_t *list, size_t room, const struct key *k)
{
	uint64_t h = hash(k->p, k->n);
	size_t i = 0;

	while (i < room && list[i] != 0 && list[i] != h)
		i++;
	if (i < room)
		list[i] = h;
}
#define ADD(list, key) add(list, sizeof(list) / sizeof((list)[0]), key)

static size_t
folder_length(const char *input)
{
	const char *slash = strrchr(input, '/');

	return slash != NULL ? (size_t)(slash + 1 - input) : 0;
}

/* "%20" in a link is a space in a file's name. */
static size_t
decode(const char *p, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		int a, b;

		if (p[i] == '%' && i + 2 < n &&
		    isxdigit((unsigned char)p[i + 1]) &&
		    isxdigit((unsigned char)p[i + 2])) {
			a = tolower((unsigned char)p[i + 1]);
			b = tolower((unsigned char)p[i + 2]);
			a = a > '9' ? a - 'a' + 10 : a - '0';
			b = b > '9' ? b - 'a' + 10 : b - '0';
			out[len++] = (char)(a * 16 + b);
			i += 2;
		} else {
			out[len++] = p[i];
		}
	}
	return len;
}

/* A link's file beside the page: the path of a relative one, the last part of
 * an absolute one. */
static void
add_files(uint64_t *list, size_t room, oct_str link, const char *input)
{
	const char *p = link.p, *scheme = strstr(p, "://"), *slash;
	size_t n = strcspn(p, "#"), bare;
	char name[KEY_MAX];
	struct key k;

	if (scheme != NULL || *p == '/') {
		bare = strcspn(p, "?#");
		slash = memrchr(p, '/', bare);
		if (slash == NULL ||
		    memchr(slash, '.', bare - (size_t)(slash - p)) == NULL)
			return;
		n -= (size_t)(slash + 1 - p);
		p = slash + 1;
	}
	bare = strcspn(p, "?#");
	for (int with_query = 1; with_query >= 0; with_query--) {
		size_t len = with_query ? n : bare;

		if (len == 0 || len > sizeof(name) ||
		    (!with_query && n == bare))
			continue;
		len = decode(p, len, name);
		file_key(input, folder_length(input), name, len, &k);
		add(list, room, &k);
	}
}

static void
add_links(const oct_node *article, uint32_t key, const char *input,
    uint64_t *list, size_t room, uint64_t *stem)
{
	const oct_node *f = field_first(article, key);
	oct_str text;
	char name[KEY_MAX];
	struct key k;
	size_t n;

	if (f == NULL)
		return;
	text = node_str(f, OCT_P_TEXT);
	if (url_key(node_str(f, OCT_P_HREF), &k)) {
		add(list, room, &k);
		if (stem != NULL)
			stem[0] = stem_of(&k);
	}
	add_files(list, room, text, input);
	if (stem != NULL && strstr(text.p, "://") == NULL && text.p[0] != '/') {
		n = strcspn(text.p, "#");
		n = decode(text.p, n < sizeof(name) ? n : 0, name);
		file_key(input, folder_length(input), name, n, &k);
		stem[1] = stem_of(&k);
	}
}

void
join_file(const char *input, oct_page *page)
{
	struct key k;

	if (strcmp(input, "-") == 0)
		return;
	file_key("", 0, input, strlen(input), &k);
	ADD(page->self, &k);
}

/* The addresses in the fields of that key, but for `not`, which is the same for
 * all inputs. */
static void
add_own(const oct_node *meta, uint32_t key, const char * not, oct_page *page)
{
	struct key k;

	for (const oct_node *f = meta->first; f != NULL; f = f->next) {
		oct_str url = node_str(f, OCT_P_HREF);

		if ((uint32_t)node_int(f, OCT_P_KEY, 0) != key)
			continue;
		if (url.n == 0)
			url = node_str(f, OCT_P_TEXT);
		if ((not == NULL || strcmp(url.p, not ) != 0) &&
		    url_key(url, &k))
			ADD(page->self, &k);
	}
}

void
join_page(
    oct_job *j, const oct_node *article, const char *input, oct_page *page)
{
	const char *base = j->settings->base_url;
	const oct_node *meta = node_part(article, OCT_META), *f;

	memset(page, 0, sizeof(*page));
	/* what a browser noted, then the file, then what the page says, which
	 * may well be the address of the first page */
	add_own(meta, OCT_M_SOURCE, base, page);
	join_file(input, page);
	add_own(meta, OCT_M_CANONICAL, NULL, page);
	add_links(article, OCT_M_NEXT_PAGE, input, page->next,
	    sizeof(page->next) / sizeof(page->next[0]), page->stem);
	add_links(article, OCT_M_SINGLE_PAGE, input, page->single,
	    sizeof(page->single) / sizeof(page->single[0]), NULL);
	f = field_first(article, OCT_M_NEXT_PAGE);
	page->by_rule =
	    f != NULL && strcmp(node_str(f, OCT_P_FROM).p, "rule") == 0;
	f = field_first(article, OCT_M_TITLE);
	if (f != NULL)
		page->title = title_key(node_str(f, OCT_P_TEXT));
}
