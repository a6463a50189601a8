#include <string.h>

#include "markdown.h"

/* What cmark makes of input may be far larger than the input: each short row
 * of a table is filled up to the width of the first, and each use of a link
 * definition copies what that says.  Cells and bytes, beside a few for each
 * byte of input. */
#define CELL_LIMIT ((size_t)4 << 20)
#define COPY_LIMIT ((size_t)256 << 20)

struct survey {
	size_t depth; /* of markers in one line */
	size_t columns; /* of the table that the line may be in */
	size_t cells;
	size_t definition, longest; /* bytes: of this one; of any */
	size_t brackets;
};

static size_t
blanks(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i;
}

/* Bytes of a marker that opens a quote or a list item, or 0. */
static size_t
marker(const char *p, size_t n)
{
	size_t i = 0;

	if (n > 0 && p[0] == '>')
		return 1;
	while (i < n && i < 9 && p[i] >= '0' && p[i] <= '9')
		i++;
	if (i >= n || memchr(i > 0 ? ".)" : "-+*", p[i], i > 0 ? 2 : 3) == NULL)
		return 0;
	i++;
	return i == n || p[i] == ' ' || p[i] == '\t' ? i : 0;
}

/* "* * * *" is no list of lists. */
static bool
is_rule(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != p[0] && p[i] != ' ' && p[i] != '\t')
			return false;
	return n > 0 && memchr("-*_", p[0], 3) != NULL;
}

static size_t
markers(const char *p, size_t n)
{
	size_t count = 0, i = 0, step;

	for (;;) {
		i += blanks(p + i, n - i);
		step = marker(p + i, n - i);
		if (step == 0 || (p[i] != '>' && is_rule(p + i, n - i)))
			return count;
		i += step;
		count++;
	}
}

static size_t
occurrences(const char *p, size_t n, char c)
{
	size_t count = 0;

	for (const char *q = p; (q = memchr(q, c, n - (size_t)(q - p))); q++)
		count++;
	return count;
}

static bool
is_delimiter_row(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memchr("|-: \t\r", p[i], 6) == NULL)
			return false;
	return memchr(p, '|', n) != NULL;
}

static void
look_at(struct survey *s, const char *p, size_t n)
{
	size_t indent = blanks(p, n), depth;

	if (indent == n) {
		s->columns = s->definition = 0;
		return;
	}
	depth = markers(p, n);
	s->depth = depth > s->depth ? depth : s->depth;
	if (is_delimiter_row(p, n))
		s->columns = occurrences(p, n, '|') + 1;
	s->cells += s->columns;
	if (p[indent] == '[' || s->definition > 0)
		s->definition = (p[indent] == '[' ? 0 : s->definition) + n;
	s->longest = s->definition > s->longest ? s->definition : s->longest;
	s->brackets += occurrences(p, n, '[');
}

bool
limits_allow(const struct markdown *md)
{
	const char *p = md->text, *end = p + md->len, *eol;
	struct survey s = { 0 };
	const char *why = NULL;

	for (; p < end; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		look_at(&s, p, (size_t)(eol - p));
	}
	if (md->len > MARKDOWN_INPUT)
		why = "the text is longer than 256 MiB; it is refused";
	else if (s.depth > MARKDOWN_DEPTH)
		why = "a line opens more than 100 quotes and lists inside of "
		      "one another; the text is refused";
	else if (s.cells > CELL_LIMIT + md->len)
		why = "tables of more than four million cells; the text is "
		      "refused";
	else if (s.longest > 4096 &&
	    s.brackets > (COPY_LIMIT + 16 * md->len) / s.longest)
		why = "long link definitions that are used too often; the "
		      "text is refused";
	if (why != NULL)
		md->api->fail(md->job, OCT_ELIMIT, "markdown.limit", why);
	return why == NULL;
}
