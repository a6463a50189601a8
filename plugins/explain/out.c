/* out.c: escaped output. */
#include "explain.h"

void
put_puts(struct explain *x, const char *s)
{
	x->a->emit(x->j, s, strlen(s));
}

/* The five that mean something in HTML, in text and in quoted attributes. */
static const char *
entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return "&#39;";
	}
}

void
put_text(struct explain *x, oct_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (strchr("&<>\"'", s.p[i]) == NULL || s.p[i] == '\0')
			continue;
		x->a->emit(x->j, s.p + from, i - from);
		put_puts(x, entity(s.p[i]));
		from = i + 1;
	}
	x->a->emit(x->j, s.p + from, s.n - from);
}

void
put_attr(struct explain *x, const char *name, oct_str s)
{
	put_puts(x, " ");
	put_puts(x, name);
	put_puts(x, "=\"");
	put_text(x, s);
	put_puts(x, "\"");
}

/* With a thin space between thousands. */
void
put_number(struct explain *x, size_t n)
{
	char digits[24], text[64];
	int len = snprintf(digits, sizeof(digits), "%zu", n), at = 0;

	for (int i = 0; i < len; i++) {
		if (i != 0 && (len - i) % 3 == 0)
			at += sprintf(text + at, "\xe2\x80\xaf");
		text[at++] = digits[i];
	}
	x->a->emit(x->j, text, (size_t)at);
}

void
put_count(struct explain *x, size_t n, const char *one, const char *many)
{
	put_number(x, n);
	put_puts(x, "\xc2\xa0");
	put_puts(x, n == 1 ? one : many);
}

void
put_share(struct explain *x, int64_t thousandths)
{
	char text[32];
	int hundredths = (int)((thousandths + 5) / 10);

	hundredths = hundredths < 0 ? 0 : hundredths > 100 ? 100 : hundredths;
	snprintf(
	    text, sizeof(text), "%d.%02d", hundredths / 100, hundredths % 100);
	put_puts(x, text);
}

void
put_id(struct explain *x, const char *name)
{
	char text[64];

	snprintf(text, sizeof(text), "%s-%u", name, x->number);
	put_puts(x, text);
}
