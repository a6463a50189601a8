#include "path.h"

#include <string.h>

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

/* Behind the bracket that belongs to the one at p; NULL: there is none. */
static const char *
skip_bracket(const char *p)
{
	size_t depth = 0;

	for (; *p != '\0'; p++) {
		if (*p == '[' || *p == '(') {
			depth++;
		} else if (*p == ']' || *p == ')') {
			if (--depth == 0)
				return p + 1;
		} else if (*p == '"' || *p == '\'') {
			p = strchr(p + 1, *p);
			if (p == NULL)
				return NULL;
		}
	}
	return NULL;
}

static bool
starts(const char *p, size_t n, const char *word)
{
	return n >= strlen(word) && memcmp(p, word, strlen(word)) == 0;
}

static size_t
name_length(const char *p)
{
	size_t n = 0;

	while ((p[n] >= 'a' && p[n] <= 'z') || (p[n] >= 'A' && p[n] <= 'Z') ||
	    (p[n] >= '0' && p[n] <= '9') || (p[n] & 0x80) != 0 ||
	    (p[n] != '\0' && strchr("-._:*", p[n]) != NULL))
		n++;
	return n;
}

/* May two nodes lead to the same one? */
static bool
overlaps(const char *name, size_t n)
{
	const char *axis = memmem(name, n, "::", 2);

	return (n == 2 && memcmp(name, "..", 2) == 0) ||
	    (axis != NULL && !starts(name, n, "child::") &&
		!starts(name, n, "self::") && !starts(name, n, "attribute::"));
}

/* text() and its like; other parentheses are calls of functions. */
static bool
is_node_type(const char *name, size_t n)
{
	static const char *const types[] = { "text", "node", "comment",
		"processing-instruction" };

	for (size_t i = n; i > 1; i--)
		if (name[i - 1] == ':') {
			name += i;
			n -= i;
			break;
		}
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (n == strlen(types[i]) && memcmp(name, types[i], n) == 0)
			return true;
	return false;
}

/* Behind one step with its predicates; NULL: it is none. */
static const char *
skip_step(const char *p, bool *apart)
{
	size_t n;

	if (*p == '@')
		p = skip_space(p + 1);
	if ((n = name_length(p)) == 0)
		return NULL;
	*apart = overlaps(p, n);
	if (*skip_space(p + n) == '(') {
		if (!is_node_type(p, n))
			return NULL;
		p = skip_bracket(skip_space(p + n));
	} else {
		p += n;
	}
	while (p != NULL && *skip_space(p) == '[')
		p = skip_bracket(skip_space(p));
	return p != NULL ? skip_space(p) : NULL;
}

struct cutter {
	struct path_piece *pieces;
	size_t n, room;
};

static bool
cut(struct cutter *c, const char *p, bool first, bool below)
{
	if (c->n == c->room)
		return false;
	c->pieces[c->n++] = (struct path_piece){ p, 0, first, below };
	return true;
}

/* One path up to "|" or the end; NULL: it is no plain path. */
static const char *
split_path(struct cutter *c, const char *p)
{
	const char *step, *slash = p;
	bool apart = false;
	size_t slashes = strspn(p, "/");

	if (slashes > 2 || !cut(c, p, true, false))
		return NULL;
	step = skip_space(p + slashes);
	for (bool first = true;; first = false) {
		p = skip_step(step, &apart);
		if (p == NULL)
			return NULL;
		if (!first && (slashes == 2 || apart)) {
			c->pieces[c->n - 1].n =
			    (size_t)(slash - c->pieces[c->n - 1].p);
			if (!cut(c, slashes == 2 ? slash : step, false,
				slashes == 2))
				return NULL;
		}
		if (*p == '\0' || *p == '|')
			break;
		slash = p;
		slashes = strspn(p, "/");
		if (slashes == 0 || slashes > 2)
			return NULL;
		step = skip_space(p + slashes);
	}
	c->pieces[c->n - 1].n = (size_t)(p - c->pieces[c->n - 1].p);
	return p;
}

size_t
path_split(const char *expression, struct path_piece *pieces, size_t room)
{
	struct cutter c = { pieces, 0, room };
	const char *p = skip_space(expression);

	while ((p = split_path(&c, p)) != NULL && *p == '|')
		p = skip_space(p + 1);
	return p != NULL ? c.n : 0;
}
