#include "evidence.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What a line shows. */
enum sign {
	SIGN_NONE,
	SIGN_HEADING, /* "## " */
	SIGN_ITEM, /* "- ", "3. " */
	SIGN_FENCE, /* three backquotes */
	SIGN_LINK, /* "](" */
	SIGN_QUOTE, /* "> " */
	SIGN_EMPHASIS, /* "**word" */
	SIGN_TABLE, /* a row of dashes and bars below one with a bar */
	SIGN_STRIKE, /* "~~word" */
	SIGN_TASK, /* "- [x] " */
	SIGN_NOTE, /* "[^1]" */
	SIGN_COUNT
};

struct line {
	const char *p;
	size_t n;
};

static bool
line_next(struct line *rest, struct line *line)
{
	const char *end;

	if (rest->n == 0)
		return false;
	end = memchr(rest->p, '\n', rest->n);
	line->p = rest->p;
	line->n = end != NULL ? (size_t)(end - rest->p) : rest->n;
	rest->n -= line->n + (end != NULL);
	rest->p += line->n + (end != NULL);
	while (line->n > 0 && line->p[line->n - 1] <= ' ')
		line->n--;
	return true;
}

static bool
holds(struct line line, const char *s)
{
	return memmem(line.p, line.n, s, strlen(s)) != NULL;
}

static size_t
indent_of(struct line line)
{
	size_t i = 0;

	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of a list marker with its space, or 0. */
static size_t
marker_of(struct line line)
{
	size_t i = 0;

	while (i < line.n && i < 9 && is_digit(line.p[i]))
		i++;
	if (i > 0 ? i < line.n && (line.p[i] == '.' || line.p[i] == ')')
		  : line.n > 0 && strchr("-*+", line.p[0]) != NULL)
		i++;
	else
		return 0;
	return i < line.n && line.p[i] == ' ' ? i + 1 : 0;
}

static enum sign
start_sign(struct line line)
{
	size_t i = 0;

	if (line.n >= 3 && memcmp(line.p, "```", 3) == 0)
		return SIGN_FENCE;
	while (i < line.n && line.p[i] == '#')
		i++;
	if (i >= 1 && i <= 6 && i < line.n && line.p[i] == ' ')
		return SIGN_HEADING;
	if (line.n >= 2 && line.p[0] == '>' && line.p[1] == ' ')
		return SIGN_QUOTE;
	i = marker_of(line);
	if (i == 0)
		return SIGN_NONE;
	if (line.n >= i + 4 && line.p[i] == '[' && line.p[i + 2] == ']' &&
	    strchr(" xX", line.p[i + 1]) != NULL && line.p[i + 3] == ' ')
		return SIGN_TASK;
	return SIGN_ITEM;
}

/* "| --- | :-: |": dashes and bars and colons, and some of the first two. */
static bool
is_delimiter_row(struct line line)
{
	bool bar = false, dash = false;

	for (size_t i = 0; i < line.n; i++) {
		bar |= line.p[i] == '|';
		dash |= line.p[i] == '-';
		if (memchr("|-: \t", line.p[i], 5) == NULL)
			return false;
	}
	return bar && dash;
}

/* Marks the signs that the lines show. */
static void
find_signs(const uint8_t *head, size_t len, unsigned found[SIGN_COUNT])
{
	struct line rest = { (const char *)head, len }, line, above = { "", 0 };

	while (line_next(&rest, &line)) {
		size_t indent = indent_of(line);

		line.p += indent;
		line.n -= indent;
		found[start_sign(line)]++;
		found[SIGN_LINK] += holds(line, "](");
		found[SIGN_EMPHASIS] += holds(line, "**");
		found[SIGN_STRIKE] += holds(line, "~~");
		found[SIGN_NOTE] += holds(line, "[^");
		found[SIGN_TABLE] +=
		    holds(above, "|") && is_delimiter_row(line);
		above = line;
	}
}

static bool
starts_with(const uint8_t *head, size_t len, const char *s)
{
	return len >= strlen(s) &&
	    strncasecmp((const char *)head, s, strlen(s)) == 0;
}

/* Text of any kind may be Markdown, so without a sign the bid is 0.  Each kind
 * of sign counts six, so that one alone is less than a name says. */
int32_t
evidence_of_markdown(const uint8_t *head, size_t len)
{
	unsigned found[SIGN_COUNT] = { 0 };
	int32_t bid = 0;

	if (memchr(head, '\0', len) != NULL ||
	    starts_with(head, len, "<?xml") ||
	    starts_with(head, len, "<!doctype") ||
	    starts_with(head, len, "<html"))
		return -1;
	find_signs(head, len, found);
	for (int i = SIGN_HEADING; i < SIGN_COUNT; i++)
		bid += found[i] > 0 ? 6 : 0;
	return bid < 40 ? bid : 40;
}

/* What CommonMark would show as it is written. */
int32_t
evidence_of_gfm(const uint8_t *head, size_t len)
{
	unsigned found[SIGN_COUNT] = { 0 };

	find_signs(head, len, found);
	return (found[SIGN_TABLE] > 0 ? 4 : 0) +
	    (found[SIGN_STRIKE] > 0 ? 2 : 0) + (found[SIGN_TASK] > 0 ? 2 : 0) +
	    (found[SIGN_NOTE] > 0 ? 2 : 0);
}
