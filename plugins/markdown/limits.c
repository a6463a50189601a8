#include <string.h>

#include "markdown.h"

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

/* Memory is bounded by memory.h. */
bool
limits_allow(const struct markdown *md)
{
	const char *p = md->text, *end = p + md->len, *eol;

	if (md->len > MARKDOWN_INPUT) {
		md->api->fail(md->job, OCT_ELIMIT, "markdown.length",
		    "the text is longer than 256 MiB; it is refused");
		return false;
	}
	for (; p < end; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		if (markers(p, (size_t)(eol - p)) <= MARKDOWN_DEPTH)
			continue;
		md->api->fail(md->job, OCT_ELIMIT, "markdown.depth",
		    "a line opens more than 100 quotes and lists inside of "
		    "one another; the text is refused");
		return false;
	}
	return true;
}
