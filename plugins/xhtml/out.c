#include "out.h"

static int
grow(struct out *o, size_t more)
{
	size_t cap = o->cap ? o->cap : 256;
	char *p;

	if (more > SIZE_MAX / 4 - o->n)
		more = SIZE_MAX / 4; /* the host refuses it */
	while (cap < o->n + more + 1)
		cap *= 2;
	if ((p = o->api->scratch(o->job, cap)) == NULL)
		return 0;
	if (o->n > 0)
		memcpy(p, o->p, o->n);
	o->p = p;
	o->cap = cap;
	return 1;
}

void
out_put(struct out *o, const char *s, size_t n)
{
	if (n == 0 || (o->cap - o->n <= n && !grow(o, n)))
		return;
	memcpy(o->p + o->n, s, n);
	o->n += n;
}

void
out_puts(struct out *o, const char *s)
{
	out_put(o, s, strlen(s));
}

void
out_putf(struct out *o, const char *fmt, ...)
{
	char s[1001];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, sizeof(s), fmt, ap);
	va_end(ap);
	out_puts(o, s);
}

/* Writes s, with what is in the string `special` replaced. */
static void
escape(struct out *o, oct_str s, const char *special)
{
	static const char *const entity[128] = {
		['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;",
		['\n'] = "&#10;",
		['\t'] = "&#9;",
	};
	size_t plain;

	while (s.n > 0) {
		plain = strcspn(s.p, special);
		if (plain > s.n)
			plain = s.n;
		out_put(o, s.p, plain);
		s.p += plain;
		s.n -= plain;
		if (s.n == 0)
			break;
		if (*s.p != '\0')
			out_puts(o, entity[(unsigned char)*s.p]);
		s.p++;
		s.n--;
	}
}

void
out_text(struct out *o, oct_str s)
{
	escape(o, s, "&<>");
}

void
out_attr(struct out *o, const char *name, oct_str value)
{
	out_put(o, " ", 1);
	out_puts(o, name);
	out_puts(o, "=\"");
	escape(o, value, "&<>\"\n\t");
	out_puts(o, "\"");
}

void
out_element(struct out *o, const char *tag, oct_str text)
{
	if (text.n == 0)
		return;
	out_putf(o, "<%s>", tag);
	out_text(o, text);
	out_putf(o, "</%s>\n", tag);
}

oct_str
out_keep(struct out *o)
{
	oct_str s = { "", 0 };
	char *p = o->api->scratch(o->job, o->n + 1);

	if (p != NULL && o->n > 0) {
		memcpy(p, o->p, o->n);
		s.p = p;
		s.n = o->n;
	}
	o->n = 0;
	return s;
}

oct_str
out_strf(const oct_api *api, oct_job *job, const char *fmt, ...)
{
	char s[1001];
	struct out o = { api, job, s, 0, 0 };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, sizeof(s), fmt, ap);
	va_end(ap);
	o.n = strlen(s);
	return out_keep(&o);
}
