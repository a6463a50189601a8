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

/* Counts the markers that a line opens with, to one past the limit: each looks
 * at the rest of the line. */
static size_t
markers(const char *p, size_t n)
{
	size_t count = 0, i = 0, step;

	while (count <= MARKDOWN_DEPTH) {
		i += blanks(p + i, n - i);
		step = marker(p + i, n - i);
		if (step == 0 || (p[i] != '>' && is_rule(p + i, n - i)))
			return count;
		i += step;
		count++;
	}
	return count;
}

/*
 * libcmark 0.30.2 and libcmark-gfm 0.29.0.gfm.6 look at the rest of a paragraph
 * anew for each of these, so their time grows with the product of the two.
 */
static const struct {
	const char *mark;
	unsigned weight;
} costly[] = { { "![", 1 }, { "<!", 1 }, { "<?", 1 }, { "www.", 8 } };
#define PRODUCT_LIMIT ((uint64_t)500 << 20)

/* And each use of a link definition copies it. */
#define COPY_LIMIT ((uint64_t)64 << 20)

struct survey {
	uint64_t bytes, marks; /* of the paragraph, and of `costly` in it */
	uint64_t definition, longest; /* bytes: of this one; of any */
	uint64_t brackets;
	const char *why; /* not to read on */
};

static uint64_t
occurrences(const char *p, const char *end, const char *what)
{
	uint64_t count = 0;
	size_t n = strlen(what);

	while ((p = memmem(p, (size_t)(end - p), what, n)) != NULL) {
		count++;
		p += n;
	}
	return count;
}

/* "- item", which ends a paragraph wherever it stands. */
static bool
opens_item(const char *p, size_t n, size_t indent)
{
	size_t after = indent + 2;

	return indent < 4 && memchr(p, '\t', indent) == NULL && after < n &&
	    memchr("-+*", p[indent], 3) != NULL && p[indent + 1] == ' ' &&
	    blanks(p + after, n - after) < n - after;
}

/* "[label]: ..." */
static bool
defines_link(const char *p, const char *end)
{
	const char *close = memchr(p, ']', (size_t)(end - p));

	return *p == '[' && close != NULL && close + 1 < end && close[1] == ':';
}

static void
look_at(struct survey *s, const char *p, const char *end)
{
	size_t n = (size_t)(end - p), indent = blanks(p, n);

	if (indent == n || opens_item(p, n, indent))
		s->bytes = s->marks = s->definition = 0;
	if (indent == n)
		return;
	s->bytes += n + 1;
	for (size_t i = 0; i < sizeof(costly) / sizeof(costly[0]); i++)
		s->marks +=
		    costly[i].weight * occurrences(p, end, costly[i].mark);
	if (defines_link(p + indent, end))
		s->definition = n;
	else if (s->definition > 0)
		s->definition += n;
	if (s->definition > s->longest)
		s->longest = s->definition;
	s->brackets += occurrences(p, end, "[");
	if (markers(p, n) > MARKDOWN_DEPTH)
		s->why =
		    "a line opens more than 100 quotes and lists inside of "
		    "one another; the text is refused";
	else if (s->bytes * s->marks > PRODUCT_LIMIT)
		s->why = "a paragraph is too long for the images, links and "
			 "tags that it seems to open; the text is refused";
}

/* Memory is bounded by memory.h. */
bool
limits_allow(const struct markdown *md)
{
	const char *p = md->text, *end = p + md->len, *eol;
	struct survey s = { 0 };

	if (md->len > MARKDOWN_INPUT)
		s.why = "the text is longer than 256 MiB; it is refused";
	for (; p < end && s.why == NULL; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		look_at(&s, p, eol);
	}
	/* a definition ends no later than the paragraph that it stands in */
	if (s.why == NULL && s.longest > 4096 &&
	    s.longest * s.brackets > COPY_LIMIT + 16 * md->len)
		s.why = "long link definitions may be used too often; the text "
			"is refused";
	if (s.why != NULL)
		md->api->fail(md->job, OCT_ELIMIT, "markdown.limit", s.why);
	return s.why == NULL;
}
