/*
 * meta_title.c -- the title of the article.
 *
 * <title> and og:title often carry the site's name, and the first <h1> may be
 * the site's logo.  What two of them agree upon is the title; measured over
 * labelled pages, in this order: a heading that is a part of <title> or
 * og:title, one that og:title or JSON-LD repeats, one that shares words with
 * the URL, a long heading that shares most of its words with the titles,
 * og:title, <title>, each without the site's name and what is behind a bar.
 */
#include "meta.h"

#include <octavo/sugar.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"

#define SEGMENTS 8

struct segment {
	size_t start, end;
};

/* A heading with its text and that text as words alone. */
struct heading {
	uint32_t node;
	struct dom_str text, words;
};

/* A title with the words of each of its segments. */
struct source {
	struct dom_str text;
	struct segment segments[SEGMENTS];
	struct dom_str words[SEGMENTS];
	size_t count;
};

struct chooser {
	struct meta *m;
	struct source document, open_graph;
	struct dom_str path; /* words of the path of the page's URL */
	struct heading headings[META_HEADINGS];
	size_t count;
	struct heading lower; /* one of lower rank */
	struct dom_str host; /* of the page's URL, without "www." */
};

/* Letters and digits in lower case, runs of all else as one space. */
static struct dom_str
words_of(const struct meta *m, struct dom_str s)
{
	char *out = m->page->api->scratch(m->page->job, s.n * 2 + 8);
	bool space = false;
	size_t n = 0, len;

	if (out == NULL)
		return (struct dom_str){ "", 0 };
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = uni_char(s.p + i, s.p + s.n, &len);

		if (!uni_is_letter(c) && uni_digit(c) < 0) {
			space = n > 0;
			continue;
		}
		if (space)
			out[n++] = ' ';
		space = false;
		n += uni_put(out + n, uni_lower(c));
	}
	return (struct dom_str){ out, n };
}

static bool
same(struct dom_str a, struct dom_str b)
{
	return a.n > 0 && a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* Between letters of a script without spaces: Chinese and Japanese titles have
 * their parts so. */
static bool
is_bare_separator(struct dom_str s, size_t i)
{
	return (s.p[i] == '_' || s.p[i] == '-') && i > 0 && i + 1 < s.n &&
	    (uint8_t)s.p[i - 1] >= 0x80 && (uint8_t)s.p[i + 1] >= 0xe3 &&
	    (uint8_t)s.p[i + 1] <= 0xef;
}

/* The length of a separator at s[i]: one of "|", bullets and angles, or a dash,
 * colon or slash with spaces around it, or a colon before a space. */
static size_t
separator(struct dom_str s, size_t i)
{
	static const char *const always[] = { "|", "•", "·", "»", "›", "«",
		"｜", "丨" };
	static const char *const spaced[] = { " - ", " – ", " — ", " ~ ", " : ",
		" / ", ": " };
	size_t len;

	if ((uint8_t)s.p[i] < 0x80 && strchr(" :|-_", s.p[i]) == NULL)
		return 0;
	for (size_t k = 0; k < sizeof(spaced) / sizeof(spaced[0]); k++) {
		len = strlen(spaced[k]);
		if (s.n - i >= len && memcmp(s.p + i, spaced[k], len) == 0)
			return len;
	}
	for (size_t k = 0; k < sizeof(always) / sizeof(always[0]); k++) {
		len = strlen(always[k]);
		if (s.n - i >= len && memcmp(s.p + i, always[k], len) == 0)
			return len;
	}
	return is_bare_separator(s, i) ? 1 : 0;
}

static size_t
split_segments(struct dom_str s, struct segment out[SEGMENTS])
{
	size_t count = 0, start = 0, len;

	for (size_t i = 0; i < s.n && count + 1 < SEGMENTS; i++) {
		if ((len = separator(s, i)) == 0)
			continue;
		out[count].start = start;
		out[count++].end = i;
		start = i + len;
		i += len - 1;
	}
	out[count].start = start;
	out[count++].end = s.n;
	return count;
}

static struct dom_str
slice(struct dom_str s, size_t start, size_t end)
{
	if (s.p == NULL)
		return s;
	while (start < end && s.p[start] == ' ')
		start++;
	while (end > start && s.p[end - 1] == ' ')
		end--;
	return (struct dom_str){ s.p + start, end - start };
}

static struct dom_str
host_of(oct_str url)
{
	const char *p = strstr(url.p, "://");
	size_t n;

	if (p == NULL)
		return (struct dom_str){ "", 0 };
	p += 3;
	if (strncasecmp(p, "www.", 4) == 0)
		p += 4;
	n = strcspn(p, "/:?#");
	return (struct dom_str){ p, n };
}

/* Is the text, run together, a label of the host or nearly so? */
static bool
is_host(struct dom_str words, struct dom_str host)
{
	char run[64], label[64];
	size_t n = 0, len;

	for (size_t i = 0; i < words.n; i++)
		if (words.p[i] != ' ') {
			if (n == sizeof(run) - 1)
				return false;
			run[n++] = words.p[i];
		}
	run[n] = '\0';
	for (size_t i = 0; n > 2 && i < host.n; i += len + 1) {
		size_t k = 0;

		for (len = 0; i + len < host.n && host.p[i + len] != '.'; len++)
			if (host.p[i + len] != '-' && k < sizeof(label) - 1)
				label[k++] = host.p[i + len];
		label[k] = '\0';
		if (i + len >= host.n)
			break; /* the top-level domain */
		if (k > 3 && n < 2 * k + 3 && strstr(run, label) != NULL)
			return true;
		if (n * 2 >= k && strstr(label, run) != NULL)
			return true;
	}
	return false;
}

bool
meta_is_host(const struct meta *m, struct dom_str name)
{
	return is_host(words_of(m, name), host_of(m->page->facts.url));
}

/* Is it nothing but a name of the site? */
static bool
is_site(const struct chooser *c, struct dom_str text)
{
	struct dom_str words = words_of(c->m, text);

	if (words.n == 0)
		return true;
	for (size_t i = 0; i < c->m->site_count; i++)
		if (same(words, words_of(c->m, c->m->sites[i])))
			return true;
	return is_host(words, c->host);
}

/* Cuts the site's name off either end. */
static struct dom_str
cut_site(const struct chooser *c, struct dom_str s)
{
	struct segment segments[SEGMENTS];
	size_t first = 0, count = split_segments(s, segments);

	while (count - first > 1) {
		struct segment *head = &segments[first];
		struct segment *tail = &segments[count - 1];

		if (is_site(c, slice(s, tail->start, tail->end)))
			count--;
		else if (is_site(c, slice(s, head->start, head->end)))
			first++;
		else
			break;
	}
	return slice(s, segments[first].start, segments[count - 1].end);
}

static void
read_source(const struct chooser *c, struct source *s, struct dom_str text)
{
	s->text = text;
	s->count = split_segments(text, s->segments);
	for (size_t i = 0; i < s->count; i++)
		s->words[i] = words_of(c->m,
		    slice(text, s->segments[i].start, s->segments[i].end));
}

/* Do the words make up a run of whole segments that begins with segment i? */
static bool
begins_at(const struct source *s, size_t i, struct dom_str words)
{
	size_t at = 0;

	for (; i < s->count && at < words.n; i++) {
		const struct dom_str *w = &s->words[i];

		if (w->n == 0)
			continue;
		if (at > 0 && words.p[at++] != ' ')
			return false;
		if (w->n > words.n - at ||
		    memcmp(words.p + at, w->p, w->n) != 0)
			return false;
		at += w->n;
	}
	return at > 0 && at == words.n;
}

/* The number of the segment that the words begin with; SEGMENTS: none. */
static size_t
span_at(const struct source *s, struct dom_str words)
{
	for (size_t i = 0; i < s->count; i++)
		if (begins_at(s, i, words))
			return i;
	return SEGMENTS;
}

/* Without the site's name and what <title> has behind the first bar, which is
 * meant for search engines. */
static struct dom_str
cut_title(const struct chooser *c, struct dom_str title)
{
	struct dom_str s = cut_site(c, title);
	const char *bar = s.n != 0 ? memchr(s.p, '|', s.n) : NULL;

	if (bar != NULL && bar > s.p)
		s = slice(s, 0, (size_t)(bar - s.p));
	return s;
}

static size_t
count_words(struct dom_str words)
{
	size_t n = words.n > 0;

	for (size_t i = 0; i < words.n; i++)
		n += words.p[i] == ' ';
	return n;
}

/* How many of the words are in the text (words, too), in hundredths? */
static size_t
overlap(struct dom_str words, struct dom_str text)
{
	size_t shared = 0, total = 0, len;

	for (size_t i = 0; i < words.n; i += len + 1, total++) {
		const char *p = text.p, *hit;

		for (len = 0; i + len < words.n && words.p[i + len] != ' ';)
			len++;
		while ((hit = memmem(p, (size_t)(text.p + text.n - p),
			    words.p + i, len)) != NULL) {
			bool left = hit == text.p || hit[-1] == ' ';
			bool right =
			    hit + len == text.p + text.n || hit[len] == ' ';

			if (left && right) {
				shared++;
				break;
			}
			p = hit + 1;
		}
	}
	return total > 0 ? shared * 100 / total : 0;
}

/* Does the heading link to the front page? */
static bool
is_home_link(const struct chooser *c, uint32_t n)
{
	const struct dom *d = c->m->page->dom;
	uint32_t a = dom_find(d, n, n, DOM_A);
	struct dom_str href = dom_attr(d, a, DOM_ATTR_HREF);
	const char *p;

	if (a == 0 || href.n == 0 || c->path.n == 0)
		return false;
	p = memmem(href.p, href.n, "://", 3);
	if (p == NULL)
		return dom_str_is(href, "/");
	p = memchr(p + 3, '/', (size_t)(href.p + href.n - p - 3));
	return p == NULL || p + 1 == href.p + href.n;
}

/* Without the sign that links to the heading itself, "Middleware¶". */
static struct dom_str
cut_anchor(struct dom_str s)
{
	static const char *const signs[] = { "¶", "§" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t n = strlen(signs[i]);

		if (s.n > n && memcmp(s.p + s.n - n, signs[i], n) == 0)
			return slice(s, 0, s.n - n);
	}
	return s;
}

static void
read_headings(struct chooser *c)
{
	const struct meta_titles *t = &c->m->titles;

	for (size_t i = 0; i < t->heading_count; i++) {
		struct heading *h = &c->headings[c->count];

		h->node = t->headings[i];
		h->text = cut_anchor(meta_text(c->m, h->node, 400));
		h->words = words_of(c->m, h->text);
		c->count += h->words.n > 0 && !is_site(c, h->text) &&
		    !is_home_link(c, h->node);
	}
}

/* The heading that the source has as a part; the one furthest in front, as
 * chapters stand before their book; of those the longest. */
static const struct heading *
heading_in(const struct chooser *c, const struct source *s)
{
	const struct heading *best = NULL, *h;
	size_t least = SEGMENTS, at;

	for (h = c->headings; h < c->headings + c->count; h++) {
		at = span_at(s, h->words);
		if (at < least ||
		    (best != NULL && at == least &&
			h->words.n > best->words.n)) {
			least = at;
			best = h;
		}
	}
	return best;
}

/* The words of the path of the page's URL. */
static struct dom_str
path_words(const struct chooser *c)
{
	const char *p = strstr(c->m->page->facts.url.p, "://");

	if (p == NULL || (p = strchr(p + 3, '/')) == NULL)
		return (struct dom_str){ "", 0 };
	return words_of(c->m, (struct dom_str){ p, strcspn(p, "?#") });
}

/* Is the heading what the site or the book is called, which <title> has behind
 * the page's own name?  The URL has words of what is in front, then. */
static bool
is_behind(const struct chooser *c, const struct heading *h)
{
	const struct source *s = &c->document;
	size_t at = span_at(s, h->words);

	if (at == 0 || at == SEGMENTS)
		return false;
	return overlap(c->path, s->words[0]) > overlap(c->path, h->words);
}

/* A heading of the second or third rank that <title> begins with. */
static const struct heading *
lower_heading(struct chooser *c)
{
	const struct dom *d = c->m->page->dom;
	struct heading *h = &c->lower;
	int seen = 0;

	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		if (dom_name(d, n) != DOM_H2 && dom_name(d, n) != DOM_H3)
			continue;
		if (seen++ == META_HEADINGS)
			break;
		h->node = n;
		h->text = cut_anchor(meta_text(c->m, n, 400));
		h->words = words_of(c->m, h->text);
		if (h->words.n > 0 && begins_at(&c->document, 0, h->words) &&
		    !is_site(c, h->text))
			return h;
	}
	return NULL;
}

/* The heading that <title>, else og:title has as a part. */
static const struct heading *
heading_in_title(struct chooser *c)
{
	const struct heading *best = heading_in(c, &c->document), *lower;
	struct dom_str open_graph;

	if (best == NULL && (best = heading_in(c, &c->open_graph)) != NULL)
		return best;
	if (best == NULL || span_at(&c->document, best->words) > 0) {
		if ((lower = lower_heading(c)) != NULL)
			return lower;
		if (best == NULL)
			return NULL;
		if (is_behind(c, best)) {
			meta_site(c->m, best->text);
			return NULL;
		}
	}
	open_graph = words_of(c->m, c->open_graph.text);
	/* "science", where the page is one post of that name's forum */
	if (count_words(best->words) == 1 && count_words(open_graph) > 3 &&
	    !begins_at(&c->open_graph, 0, best->words) &&
	    span_at(&c->document, open_graph) != SEGMENTS)
		return NULL;
	return best;
}

/* The heading that og:title or JSON-LD repeats. */
static const struct heading *
heading_repeated(const struct chooser *c)
{
	const struct meta_titles *t = &c->m->titles;
	struct dom_str open_graph = words_of(c->m, t->open_graph);
	struct dom_str cut = words_of(c->m, cut_site(c, t->open_graph));
	struct dom_str structured = words_of(c->m, t->structured);
	const struct heading *h;

	for (h = c->headings; h < c->headings + c->count; h++)
		if (same(h->words, open_graph) || same(h->words, cut) ||
		    same(h->words, structured))
			return h;
	return NULL;
}

/* A heading with words of the URL's path: what an article is called, whatever
 * <title> says to search engines.  Pages of shops and services are called what
 * <title> says unless the heading is nearer to the URL. */
static const struct heading *
heading_in_url(const struct chooser *c)
{
	struct dom_str rival;
	const struct heading *h;
	size_t shared;

	rival = words_of(c->m, cut_site(c, c->open_graph.text));
	if (rival.n == 0)
		rival = words_of(c->m, cut_site(c, c->document.text));
	for (h = c->headings; h < c->headings + c->count; h++) {
		shared = overlap(c->path, h->words);
		if (shared >= 35 &&
		    (c->m->is_article || shared >= overlap(c->path, rival)))
			return h;
	}
	return NULL;
}

/* A heading of four words and more that says much the same; or, with an
 * article of JSON-LD's, the only heading there is. */
static const struct heading *
heading_alike(const struct chooser *c)
{
	const struct meta_titles *t = &c->m->titles;
	struct dom_str document = words_of(c->m, t->document);
	struct dom_str open_graph = words_of(c->m, t->open_graph);
	const struct heading *h;

	for (h = c->headings; h < c->headings + c->count; h++)
		if (count_words(h->words) >= 4 &&
		    (overlap(h->words, document) >= 60 ||
			overlap(h->words, open_graph) >= 60))
			return h;
	h = c->headings;
	return c->count == 1 && t->structured.n > 0 &&
		count_words(h->words) >= 4
	    ? h
	    : NULL;
}

/* The title, with its origin. */
static struct dom_str
choose(struct chooser *c, const char **from)
{
	const struct meta_titles *t = &c->m->titles;
	const struct heading *h = heading_in_title(c);
	struct dom_str cut;

	*from = "heading";
	if (h == NULL)
		h = heading_repeated(c);
	if (h == NULL)
		h = heading_in_url(c);
	if (h == NULL)
		h = heading_alike(c);
	if (h != NULL)
		return cut_site(c, h->text);
	*from = "opengraph";
	cut = cut_title(c, t->open_graph);
	if (cut.n > 0 && !is_site(c, cut))
		return cut;
	*from = "title";
	cut = cut_title(c, t->document);
	if (cut.n > 0)
		return cut;
	*from = "json-ld";
	if (t->structured.n > 0)
		return t->structured;
	*from = "heading";
	return c->count > 0 ? c->headings[0].text : t->open_graph;
}

/* The heading whose text is the title: <h1>, or one of lower rank. */
static uint32_t
find_heading(const struct chooser *c, struct dom_str title)
{
	const struct dom *d = c->m->page->dom;
	struct dom_str words = words_of(c->m, title);
	const struct heading *h;
	int seen = 0;

	for (h = c->headings; h < c->headings + c->count; h++)
		if (same(h->words, words) ||
		    same(words_of(c->m, title),
			words_of(c->m, cut_site(c, h->text))))
			return h->node;
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT))
		if (dom_name(d, n) == DOM_H2 || dom_name(d, n) == DOM_H3) {
			if (seen++ == META_HEADINGS)
				return 0;
			if (same(
				words, words_of(c->m, meta_text(c->m, n, 400))))
				return n;
		}
	return 0;
}

void
meta_title(struct meta *m)
{
	const struct meta_titles *t = &m->titles;
	struct chooser c = { .m = m, .host = host_of(m->page->facts.url) };
	const char *from;
	struct dom_str title;

	read_source(&c, &c.document, t->document);
	read_source(&c, &c.open_graph, t->open_graph);
	c.path = path_words(&c);
	read_headings(&c);
	title = choose(&c, &from);
	m->title = title;
	meta_add(m, OCT_M_TITLE, title, from, 95);
	meta_add(m, OCT_M_TITLE, t->structured, "json-ld", 70);
	meta_add(m, OCT_M_TITLE, t->open_graph, "opengraph", 68);
	if (c.count > 0)
		meta_add(m, OCT_M_TITLE, c.headings[0].text, "heading", 50);
	meta_add(m, OCT_M_TITLE, t->document, "title", 45);
	m->page->facts.title_node = title.n > 0 ? find_heading(&c, title) : 0;
}
