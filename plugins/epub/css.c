/*
 * Is the style inside of a drawing plain enough to be kept?  Rules and
 * declarations of CSS 2.1 without at-rules, escapes, or anything that leads
 * out of the file; what EPUBCheck can't parse is an error there.
 */
#include "epub.h"

#include <ctype.h>

static const char *
skip_blank(const char *p)
{
	for (;;) {
		p += strspn(p, " \t\r\n");
		if (strncmp(p, "/*", 2) != 0)
			return p;
		p = strstr(p + 2, "*/");
		if (p == NULL)
			return "*"; /* an open comment: no rule begins so */
		p += 2;
	}
}

/* A parenthesis with its contents: numbers, names, or a reference into the
 * drawing.  Behind it, or NULL. */
static const char *
skip_function(const char *p, int is_url)
{
	if (is_url && p[1 + strspn(p + 1, " '\"")] != '#')
		return NULL;
	p += strcspn(p, ")<{};\\@");
	return *p == ')' ? p + 1 : NULL;
}

/* Behind the value of a declaration, or NULL. */
static const char *
skip_value(const char *p)
{
	const char *start = p;

	while (p != NULL && *p != '\0' && *p != ';' && *p != '}') {
		size_t name = strspn(p,
		    "abcdefghijklmnopqrstuvwxyz"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");

		if (name > 0) {
			int is_url = name == 3 && strncasecmp(p, "url", 3) == 0;

			p += name;
			p = *p == '(' ? skip_function(p, is_url) : p;
		} else if (*p == '\'' || *p == '"') {
			char end[] = { *p, '\n', '\\', '\0' };
			size_t n = strcspn(p + 1, end);

			p = p[1 + n] == *p ? p + n + 2 : NULL;
		} else if (*p == '#') {
			size_t n = strspn(p + 1, "0123456789abcdefABCDEF");

			p = n == 3 || n == 6 ? p + 1 + n : NULL;
		} else if (isdigit((unsigned char)*p) ||
		    strchr(" \t\r\n.,%", *p) != NULL) {
			p++;
		} else {
			p = NULL;
		}
	}
	return p != NULL && p > start ? p : NULL;
}

/* Behind "name: value; ..." and the blank after it, or NULL. */
static const char *
skip_declarations(const char *p)
{
	p = skip_blank(p);
	while (p != NULL && (isalpha((unsigned char)*p) || *p == '-')) {
		while (isalpha((unsigned char)*p) || *p == '-')
			p++;
		p = skip_blank(p);
		if (*p != ':')
			return NULL;
		p = skip_value(skip_blank(p + 1));
		if (p != NULL)
			p = skip_blank(p + (*p == ';'));
	}
	return p;
}

int
css_is_declarations(const char *css)
{
	css = skip_declarations(css);
	return css != NULL && *css == '\0';
}

/* Behind a list of simple selectors, or NULL. */
static const char *
skip_selectors(const char *p)
{
	do {
		p = skip_blank(p);
		if (*p == '.' || *p == '#')
			p++;
		if (!isalpha((unsigned char)*p) && *p != '_')
			return NULL;
		while (isalnum((unsigned char)*p) || *p == '-' || *p == '_')
			p++;
		p = skip_blank(p);
	} while (*p++ == ',');
	return p - 1;
}

int
css_is_rules(const char *css)
{
	css = skip_blank(css);
	while (*css != '\0') {
		css = skip_selectors(css);
		if (css == NULL || *css != '{')
			return 0;
		css = skip_declarations(css + 1);
		if (css == NULL || *css != '}')
			return 0;
		css = skip_blank(css + 1);
	}
	return 1;
}
