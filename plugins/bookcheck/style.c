/* style.c -- what style sheets refer to (CSS Syntax 3, 4.3: url and strings).
 */
#include "check.h"

/* Past a comment that begins at p, or p. */
static const char *
skip_comment(const char *p, const char *end)
{
	const char *close;

	if (end - p < 2 || p[0] != '/' || p[1] != '*')
		return p;
	close = memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);
	return close != NULL ? close + 2 : end;
}

static bool
begins(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && strncasecmp(p, word, n) == 0;
}

/* The quoted string at p, or what stands there up to `stop`; *next is set
 * behind it. */
static const char *
value_at(struct check *c, const char *p, const char *end, char stop,
    const char **next)
{
	char quote;
	const char *start;

	while (p < end && strchr(" \t\r\n", *p) != NULL)
		p++;
	if (p < end && (*p == '"' || *p == '\'')) {
		quote = *p++;
		for (start = p; p < end && *p != quote && *p != '\n'; p++)
			p += *p == '\\' && end - p > 1;
	} else {
		for (start = p; p < end && *p != stop && *p != ')' &&
		     strchr(" \t\r\n;", *p) == NULL;
		     p++)
			;
	}
	*next = p;
	return keep_briefly(c, start, (size_t)(p - start));
}

void
style_text(struct check *c, const char *css, size_t n, uint32_t line)
{
	const char *p = css, *end = css + n, *next;
	bool counted = line == 0;

	if (counted)
		line = 1;
	while (p < end) {
		if (counted)
			c->brief_n = 0;
		if ((next = skip_comment(p, end)) != p) {
			for (; p < next; p++)
				line += counted && *p == '\n';
			continue;
		}
		if (begins(p, end, "url(")) {
			link_note(c, REF_RESOURCE,
			    value_at(c, p + 4, end, ')', &p), line);
		} else if (begins(p, end, "@import") &&
		    !begins(p + 8 < end ? p + 8 : end, end, "url(")) {
			link_note(c, REF_RESOURCE,
			    value_at(c, p + 7, end, ';', &p), line);
		} else {
			line += counted && *p == '\n';
			p++;
		}
	}
}

void
style_read(struct check *c, struct entry *e)
{
	c->here = e;
	if (container_load(c, e))
		style_text(c, (const char *)e->data, e->size, 0);
	container_drop(e);
}
