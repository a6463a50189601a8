/* meta_text.c -- strings of metadata, made fit to be shown. */
#include "meta.h"

#include <string.h>
#include <strings.h>

#include "unicode.h"

struct entity {
	const char *name;
	const char *text;
};

/* What writers of metadata escape once too often. */
static const struct entity entities[] = {
	{ "amp", "&" },
	{ "lt", "<" },
	{ "gt", ">" },
	{ "quot", "\"" },
	{ "apos", "'" },
	{ "nbsp", " " },
	{ "rsquo", "\u2019" },
	{ "lsquo", "\u2018" },
	{ "rdquo", "\u201d" },
	{ "ldquo", "\u201c" },
	{ "ndash", "\u2013" },
	{ "mdash", "\u2014" },
	{ "hellip", "\u2026" },
	{ "copy", "\u00a9" },
	{ "reg", "\u00ae" },
	{ "trade", "\u2122" },
	{ "eacute", "\u00e9" },
	{ "auml", "\u00e4" },
	{ "ouml", "\u00f6" },
	{ "uuml", "\u00fc" },
	{ "szlig", "\u00df" },
};

struct cleaner {
	char *p;
	size_t n, max;
	bool space; /* white space is due before the next character */
	bool edge; /* and the edge of a block */
	bool mark_edges; /* as " | " */
};

static void
put(struct cleaner *c, const char *s, size_t n)
{
	if (c->n + n + 3 > c->max) {
		c->max = c->n; /* full: nothing more */
		return;
	}
	if (c->edge && c->mark_edges && c->n > 0) {
		memcpy(c->p + c->n, " |", 2);
		c->n += 2;
		c->space = true;
	}
	c->edge = false;
	if (c->space && c->n > 0)
		c->p[c->n++] = ' ';
	c->space = false;
	memcpy(c->p + c->n, s, n);
	c->n += n;
}

static void
put_char(struct cleaner *c, uint32_t ch)
{
	char buf[4];

	/* Zero-width marks say nothing in a title. */
	if (ch == 0x200b || ch == 0xfeff || ch == 0xad)
		return;
	if (uni_is_space(ch) || ch < ' ')
		c->space = true;
	else
		put(c, buf, uni_put(buf, ch));
}

/* How many bytes put() takes yet. */
static size_t
room(const struct cleaner *c)
{
	size_t before = c->n == 0 ? 0 : c->edge && c->mark_edges ? 3 : c->space;
	size_t used = c->n + before + 3;

	return used < c->max ? c->max - used : 0;
}

static inline bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '&' && c != '<';
}

/* Most text is white space and words of ASCII with a space between them: takes
 * as much of each as it can at once.
 * Returns the bytes read. */
static size_t
put_plain(struct cleaner *c, const char *s, const char *end)
{
	const char *p = s, *word;
	size_t most;

	while (p < end && (uint8_t)*p <= ' ')
		p++;
	c->space |= p > s;
	word = p;
	most = room(c);
	if ((size_t)(end - p) > most)
		end = p + most;
	while (p < end && is_plain(*p)) {
		p++;
		if (end - p > 1 && *p == ' ' && is_plain(p[1]))
			p++;
	}
	if (p > word)
		put(c, word, (size_t)(p - word));
	return (size_t)(p - s);
}

/* "&#8217;" and "&rsquo;" at s; returns the bytes read, 0 for none. */
static size_t
read_reference(struct cleaner *c, const char *s, size_t n)
{
	const char *semicolon = memchr(s, ';', n < 12 ? n : 12);
	size_t len = semicolon != NULL ? (size_t)(semicolon - s) : 0;
	uint32_t ch = 0;

	if (len < 3)
		return 0;
	if (s[1] == '#') {
		bool hex = (s[2] | 0x20) == 'x';

		for (size_t i = hex ? 3 : 2; i < len; i++) {
			int digit = s[i] >= '0' && s[i] <= '9' ? s[i] - '0'
			    : hex && (s[i] | 0x20) >= 'a' &&
				(s[i] | 0x20) <= 'f'
			    ? (s[i] | 0x20) - 'a' + 10
			    : -1;

			if (digit < 0 || ch > 0x10ffff)
				return 0;
			ch = ch * (hex ? 16 : 10) + (uint32_t)digit;
		}
		if (ch == 0 || ch > 0x10ffff || (ch >= 0xd800 && ch < 0xe000))
			return 0;
		put_char(c, ch);
		return len + 1;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (strlen(entities[i].name) == len - 1 &&
		    memcmp(s + 1, entities[i].name, len - 1) == 0) {
			if (strcmp(entities[i].text, " ") == 0)
				c->space = true;
			else
				put(c, entities[i].text,
				    strlen(entities[i].text));
			return len + 1;
		}
	return 0;
}

/* A tag at s, "<em>" or "</p>": its length, else 0. */
static size_t
skip_tag(const char *s, size_t n)
{
	const char *end;

	if (n < 3 ||
	    (((s[1] | 0x20) < 'a' || (s[1] | 0x20) > 'z') && s[1] != '/'))
		return 0;
	end = memchr(s, '>', n < 200 ? n : 200);
	return end != NULL ? (size_t)(end - s) + 1 : 0;
}

struct dom_str
meta_clean(const struct meta *m, const char *s, size_t n, size_t max)
{
	struct cleaner c = { .max = n < max ? n : max };
	size_t len;

	/* A reference is never shorter than its text. */
	if (n == 0 ||
	    (c.p = m->page->api->scratch(m->page->job, c.max + 4)) == NULL)
		return (struct dom_str){ "", 0 };
	c.max += 3;
	for (size_t i = 0; i < n && c.n < c.max; i += len) {
		if ((len = put_plain(&c, s + i, s + n)) != 0)
			continue;
		if ((s[i] == '&' &&
			(len = read_reference(&c, s + i, n - i)) != 0))
			continue;
		if (s[i] == '<' && (len = skip_tag(s + i, n - i)) != 0)
			continue;
		put_char(&c, uni_char(s + i, s + n, &len));
	}
	return (struct dom_str){ c.p, c.n };
}

static bool
is_silent(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_NOSCRIPT:
	case DOM_TEMPLATE:
	case DOM_SVG:
	case DOM_BUTTON: return true;
	}
	return dom_has_attr(d, n, DOM_ATTR_HIDDEN);
}

/* Elements whose edges do not part words. */
static bool
is_inline(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_A:
	case DOM_B:
	case DOM_I:
	case DOM_EM:
	case DOM_STRONG:
	case DOM_SPAN:
	case DOM_SUP:
	case DOM_SUB:
	case DOM_MARK:
	case DOM_SMALL:
	case DOM_CODE:
	case DOM_U: return true;
	}
	return !dom_is_element(d, n);
}

/* Links and spans without text between them, "<a>Ann Lee</a><a>Bo Ek</a>",
 * stand apart by style alone. */
static bool
is_beside(const struct dom *d, uint32_t n)
{
	uint32_t before;

	if (!dom_is(d, n, DOM_A) && !dom_is(d, n, DOM_SPAN))
		return false;
	before = dom_prev(d, n);
	if (dom_is_blank(d, before))
		before = dom_prev(d, before);
	return dom_is(d, before, DOM_A) || dom_is(d, before, DOM_SPAN);
}

static struct dom_str
read_text(const struct meta *m, uint32_t node, size_t max, bool mark_edges)
{
	const struct dom *d = m->page->dom;
	struct cleaner c = { .max = max + 3, .mark_edges = mark_edges };
	struct dom_str none = { "", 0 }, text;
	const char *p, *end;
	uint32_t n = node;
	size_t len;

	if ((c.p = m->page->api->scratch(m->page->job, max + 4)) == NULL)
		return none;
	while (n != 0) {
		if (is_silent(d, n)) {
			n = dom_skip(d, n, node);
			continue;
		}
		if (!is_inline(d, n) || (mark_edges && is_beside(d, n)))
			c.space = c.edge = true;
		text = dom_is_text(d, n) ? dom_text(d, n) : none;
		end = text.p + text.n;
		for (p = text.p; p < end; p += len) {
			if ((len = put_plain(&c, p, end)) == 0)
				put_char(&c, uni_char(p, end, &len));
			if (c.n >= c.max)
				return none;
		}
		n = dom_walk(d, n, node);
	}
	return (struct dom_str){ c.p, c.n };
}

struct dom_str
meta_text(const struct meta *m, uint32_t node, size_t max)
{
	return read_text(m, node, max, false);
}

struct dom_str
meta_lines(const struct meta *m, uint32_t node, size_t max)
{
	return read_text(m, node, max, true);
}
