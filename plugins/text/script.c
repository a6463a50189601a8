#include "script.h"

#include <ctype.h>

enum { MAX_SCRIPT = 32 }; /* bytes; more is no exponent or index */

/* Unicode's superscripts and subscripts, "Superscripts and Subscripts" and
 * Latin-1. */
static const struct {
	char c;
	const char *sup, *sub;
} scripts[] = {
	{ '0', "\xe2\x81\xb0", "\xe2\x82\x80" },
	{ '1', "\xc2\xb9", "\xe2\x82\x81" },
	{ '2', "\xc2\xb2", "\xe2\x82\x82" },
	{ '3', "\xc2\xb3", "\xe2\x82\x83" },
	{ '4', "\xe2\x81\xb4", "\xe2\x82\x84" },
	{ '5', "\xe2\x81\xb5", "\xe2\x82\x85" },
	{ '6', "\xe2\x81\xb6", "\xe2\x82\x86" },
	{ '7', "\xe2\x81\xb7", "\xe2\x82\x87" },
	{ '8', "\xe2\x81\xb8", "\xe2\x82\x88" },
	{ '9', "\xe2\x81\xb9", "\xe2\x82\x89" },
	{ '+', "\xe2\x81\xba", "\xe2\x82\x8a" },
	{ '-', "\xe2\x81\xbb", "\xe2\x82\x8b" },
	{ '=', "\xe2\x81\xbc", "\xe2\x82\x8c" },
};

static const char *
script_of(char c, int is_sup)
{
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (scripts[i].c == c)
			return is_sup ? scripts[i].sup : scripts[i].sub;
	return NULL;
}

/* Text that is raised for its looks: ordinals, the marks of notes. */
static int
is_ornament(const char *p, size_t n)
{
	if (*p == '[' || *p == '*')
		return 1;
	for (size_t i = 0; i < n; i++)
		if (!isalpha((unsigned char)p[i]) && (signed char)p[i] >= 0)
			return 0;
	return 1;
}

void
script_raise(struct text_buf *text, size_t start, int is_sup)
{
	char raised[3 * MAX_SCRIPT + 1] = "", plain[MAX_SCRIPT];
	size_t n = text->n - start;
	const char *s;

	if (n > MAX_SCRIPT || (is_sup && is_ornament(text->p + start, n)))
		return;
	memcpy(plain, text->p + start, n);
	text->n = start;
	for (size_t i = 0; i < n; i++) {
		if ((s = script_of(plain[i], is_sup)) == NULL) {
			buf_adds(text, is_sup ? "^(" : "_(");
			buf_add(text, plain, n);
			buf_adds(text, ")");
			return;
		}
		strcat(raised, s);
	}
	buf_adds(text, raised);
}
