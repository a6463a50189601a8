/* meta_json.c -- JSON as pages hold it. */
#include "meta_json.h"

#include <stdbool.h>
#include <string.h>

json_t *
json_next(const char *text, size_t n, size_t *used)
{
	json_error_t error;
	json_t *value = json_loadb(
	    text, n, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);

	*used =
	    value != NULL && error.position > 0 ? (size_t)error.position : n;
	return value;
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* Line ends and tabs as spaces, which may stand in a string. */
static char
plain(char c)
{
	if (is_blank(c))
		return ' ';
	return c;
}

/* Does the quote at p end its string?  Then a comma, a colon or a closing
 * bracket comes next, or nothing. */
static bool
ends_string(const char *p, const char *end)
{
	for (p++; p < end && is_blank(*p);)
		p++;
	return p == end || strchr(",:]}", *p) != NULL;
}

/* The length of what stands around the JSON at p: "<!--", "<![CDATA[", "//" in
 * front of those, a comment; 0 for none. */
static size_t
wrapping(const char *p, const char *end)
{
	static const char *const marks[] = { "<!--", "-->", "<![CDATA[", "]]>",
		"//<![CDATA[", "//]]>", "// <![CDATA[", "// ]]>", "//-->",
		"/*<![CDATA[*/", "/*]]>*/" };
	const char *close;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t n = strlen(marks[i]);

		if ((size_t)(end - p) >= n && memcmp(p, marks[i], n) == 0)
			return n;
	}
	if (end - p > 3 && p[0] == '/' && p[1] == '*' &&
	    (close = memmem(p + 2, (size_t)(end - p) - 2, "*/", 2)) != NULL)
		return (size_t)(close - p) + 2;
	return 0;
}

/* A comma that a closing bracket follows. */
static bool
is_spare_comma(const char *p, const char *end)
{
	for (p++; p < end && is_blank(*p);)
		p++;
	return p == end || *p == ']' || *p == '}' || *p == ',';
}

/* A string's character; returns the bytes read. */
static size_t
mend_in_string(const char *p, const char *end, char **out)
{
	if (*p == '\\' && p + 1 < end) {
		if (strchr("\"\\/bfnrtu", p[1]) != NULL && p[1] != '\0') {
			*(*out)++ = '\\';
			*(*out)++ = p[1];
		} else if (!is_blank(p[1]))
			*(*out)++ = p[1];
		return 2;
	}
	if (*p == '"')
		*(*out)++ = '\''; /* one that should have had a backslash */
	else
		*(*out)++ = plain(*p);
	return 1;
}

size_t
json_mend(const char *text, size_t n, char *out)
{
	const char *p = text, *end = text + n;
	char *start = out;
	bool in_string = false;
	size_t skip;

	while (p < end) {
		if (in_string && !(*p == '"' && ends_string(p, end))) {
			p += mend_in_string(p, end, &out);
			continue;
		}
		if (*p == '"')
			in_string = !in_string;
		else if ((skip = wrapping(p, end)) != 0) {
			p += skip;
			continue;
		} else if (*p == ';' || (*p == ',' && is_spare_comma(p, end))) {
			p++;
			continue;
		}
		*out++ = plain(*p);
		p++;
	}
	return (size_t)(out - start);
}
