/*
 * prescan.c -- "prescan a byte stream to determine its encoding", WHATWG HTML
 * 13.2.3.2, step by step, and "get an XML encoding".
 */
#include "charset.h"

#include <string.h>
#include <strings.h>

struct scan {
	const uint8_t *p, *end;
};

/* An attribute as "get an attribute" gives it; what is longer is cut, which
 * no label and no name that matters is. */
struct attr {
	char name[32], value[1024];
	size_t name_n, value_n;
};

static bool
is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool
is_letter(int c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char
lower(int c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* The byte at the position; -1 at the end, which ends the whole algorithm. */
static int
peek(const struct scan *s)
{
	return s->p < s->end ? *s->p : -1;
}

static bool
looking_at(const struct scan *s, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(s->end - s->p) >= n &&
	    strncasecmp((const char *)s->p, word, n) == 0;
}

static void
skip_spaces(struct scan *s)
{
	while (is_space(peek(s)))
		s->p++;
}

static void
put(char *buf, size_t cap, size_t *n, int c)
{
	if (*n + 1 < cap)
		buf[(*n)++] = lower(c);
	buf[*n] = '\0';
}

/* Steps 9 to 11 of "get an attribute"; false at the end of the bytes. */
static bool
get_value(struct scan *s, struct attr *a)
{
	int c, quote = 0;

	skip_spaces(s);
	c = peek(s);
	if (c == '"' || c == '\'') {
		quote = c;
		s->p++;
	}
	for (; (c = peek(s)) >= 0; s->p++) {
		if (quote != 0 && c == quote) {
			s->p++;
			return true;
		}
		if (quote == 0 && (is_space(c) || c == '>'))
			return true;
		put(a->value, sizeof(a->value), &a->value_n, c);
	}
	return false;
}

/* "Get an attribute": 1 for one, 0 for none, -1 at the end of the bytes. */
static int
get_attr(struct scan *s, struct attr *a)
{
	int c;

	memset(a, 0, sizeof(*a));
	while (is_space(peek(s)) || peek(s) == '/')
		s->p++;
	if (peek(s) == '>')
		return 0;
	for (; (c = peek(s)) >= 0; s->p++) {
		if ((c == '=' && a->name_n > 0) || is_space(c))
			break;
		if (c == '/' || c == '>')
			return 1;
		put(a->name, sizeof(a->name), &a->name_n, c);
	}
	skip_spaces(s);
	if (peek(s) < 0)
		return -1;
	if (peek(s) != '=')
		return 1;
	s->p++;
	return get_value(s, a) ? 1 : -1;
}

/* "Extracting a character encoding from a meta element". */
static const struct charset *
content_charset(const char *p)
{
	const char *end;

	for (;;) {
		if ((p = strstr(p, "charset")) == NULL)
			return NULL;
		p += strlen("charset");
		while (is_space(*p))
			p++;
		if (*p == '=')
			break;
	}
	p++;
	while (is_space(*p))
		p++;
	if (*p == '"' || *p == '\'') {
		if ((end = strchr(p + 1, *p)) == NULL)
			return NULL;
		p++;
	} else
		end = p + strcspn(p, " \t\n\f\r;");
	return charset_find(p, (size_t)(end - p));
}

/* Steps for "<meta": 1 with an encoding, 0 without, -1 at the end. */
static int
read_meta(struct scan *s, const struct charset **found)
{
	const struct charset *charset = NULL;
	bool seen_http_equiv = false, seen_content = false;
	bool seen_charset = false, got_pragma = false;
	enum { UNSET, NO, YES } need_pragma = UNSET;
	struct attr a;
	int r;

	while ((r = get_attr(s, &a)) == 1) {
		if (strcmp(a.name, "http-equiv") == 0 && !seen_http_equiv) {
			seen_http_equiv = true;
			got_pragma = strcmp(a.value, "content-type") == 0;
		} else if (strcmp(a.name, "content") == 0 && !seen_content) {
			seen_content = true;
			if (charset == NULL && !seen_charset &&
			    (charset = content_charset(a.value)) != NULL)
				need_pragma = YES;
		} else if (strcmp(a.name, "charset") == 0 && !seen_charset) {
			seen_charset = true;
			charset = charset_find(a.value, a.value_n);
			need_pragma = NO;
		}
	}
	if (r < 0)
		return -1;
	if (need_pragma == UNSET || (need_pragma == YES && !got_pragma))
		return 0;
	*found = charset;
	return charset != NULL;
}

/* Past the next '>' that has `before` in front of it; false at the end. */
static bool
skip_to_gt(struct scan *s, const char *before)
{
	size_t n = strlen(before);
	const uint8_t *from = s->p;

	for (; s->p < s->end; s->p++)
		if (*s->p == '>' && (size_t)(s->p - from) >= n &&
		    memcmp(s->p - n, before, n) == 0)
			return true;
	return false;
}

/* What stands at a '<': 1 with an encoding, 0 to go on, -1 at the end. */
static int
read_tag(struct scan *s, const struct charset **found)
{
	struct attr a;
	int c, r;

	if (looking_at(s, "<!--")) {
		s->p += 2; /* "the two 0x2D bytes can be the same as those" */
		return skip_to_gt(s, "--") ? 0 : -1;
	}
	if (looking_at(s, "<meta") && s->end - s->p > 5 &&
	    (is_space(s->p[5]) || s->p[5] == '/')) {
		s->p += 5;
		return read_meta(s, found);
	}
	c = s->end - s->p > 1 ? s->p[1] : -1;
	if (is_letter(c) ||
	    (c == '/' && s->end - s->p > 2 && is_letter(s->p[2]))) {
		while ((c = peek(s)) >= 0 && !is_space(c) && c != '>')
			s->p++;
		while ((r = get_attr(s, &a)) == 1)
			;
		return r;
	}
	if (c == '!' || c == '/' || c == '?')
		return skip_to_gt(s, "") ? 0 : -1;
	return 0;
}

/* "Get an XML encoding": of <?xml ... encoding="..." ...?>. */
static const struct charset *
xml_encoding(const uint8_t *data, size_t n)
{
	const uint8_t *p, *end, *gt;

	if (n < 5 || memcmp(data, "<?xml", 5) != 0 ||
	    (gt = memchr(data, '>', n)) == NULL ||
	    (p = memmem(data, (size_t)(gt - data), "encoding", 8)) == NULL)
		return NULL;
	for (p += 8; p < gt && *p <= ' '; p++)
		;
	if (*p != '=')
		return NULL;
	for (p++; p < gt && *p <= ' '; p++)
		;
	if ((*p != '"' && *p != '\'') ||
	    (end = memchr(p + 1, *p, (size_t)(gt - p - 1))) == NULL)
		return NULL;
	return charset_find((const char *)p + 1, (size_t)(end - p - 1));
}

/* No declaration that was read as ASCII can be right in naming UTF-16, and
 * x-user-defined is no encoding of pages. */
static const struct charset *
readable(const struct charset *c)
{
	if (c != NULL && strncmp(c->name, "UTF-16", 6) == 0)
		return charset_find("utf-8", 5);
	if (c != NULL && strcmp(c->name, "x-user-defined") == 0)
		return charset_find("windows-1252", 12);
	return c;
}

const struct charset *
charset_prescan(const uint8_t *data, size_t n)
{
	struct scan s = { data, data + n };
	const struct charset *found = NULL;
	int r = 0;

	for (; r == 0 && s.p < s.end; s.p++) {
		if ((s.p = memchr(s.p, '<', (size_t)(s.end - s.p))) == NULL)
			break;
		if ((r = read_tag(&s, &found)) != 0)
			break;
	}
	if (found == NULL)
		found = xml_encoding(data, n);
	return readable(found);
}
