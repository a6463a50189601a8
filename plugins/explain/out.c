/* out.c: escaped output. */
#include "explain.h"

void
out_puts(struct explain *x, const char *s)
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
out_text(struct explain *x, oct_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (strchr("&<>\"'", s.p[i]) == NULL || s.p[i] == '\0')
			continue;
		x->a->emit(x->j, s.p + from, i - from);
		out_puts(x, entity(s.p[i]));
		from = i + 1;
	}
	x->a->emit(x->j, s.p + from, s.n - from);
}

void
out_attr(struct explain *x, const char *name, oct_str s)
{
	out_puts(x, " ");
	out_puts(x, name);
	out_puts(x, "=\"");
	out_text(x, s);
	out_puts(x, "\"");
}

/* With a thin space between thousands. */
void
out_number(struct explain *x, size_t n)
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
out_count(struct explain *x, size_t n, const char *one, const char *many)
{
	out_number(x, n);
	out_puts(x, "\xc2\xa0");
	out_puts(x, n == 1 ? one : many);
}

void
out_share(struct explain *x, int64_t thousandths)
{
	char text[32];
	int hundredths = (int)((thousandths + 5) / 10);

	hundredths = hundredths < 0 ? 0 : hundredths > 100 ? 100 : hundredths;
	snprintf(
	    text, sizeof(text), "%d.%02d", hundredths / 100, hundredths % 100);
	out_puts(x, text);
}

void
out_id(struct explain *x, const char *name)
{
	char text[64];

	snprintf(text, sizeof(text), "%s-%u", name, x->number);
	out_puts(x, text);
}
