/*
 * Style sheets: our own, then fonts, then the user's.  A sheet in a book may
 * not refer to anything outside of it (EPUB 3.3, 3.6), so url()s and imports
 * are taken out of the user's, and said.
 */
#include "epub.h"

static struct file *
add_sheet(struct book *b, oct_str name, const char *p, size_t n)
{
	if (b->n_sheets == sizeof(b->sheets) / sizeof(b->sheets[0]))
		return NULL;
	b->sheets[b->n_sheets++] = name;
	return book_add(b, name, "text/css", p, n);
}

/* The end of a comment or string that begins at p; a string ends with its
 * line at the latest (CSS Syntax 3, 4.3.5). */
static const char *
skip_opaque(const char *p, const char *end)
{
	const char *close;
	char quote = *p;

	if (quote == '/') {
		close = memmem(p + 2, (size_t)(end - p) - 2, "*/", 2);
		return close != NULL ? close + 2 : end;
	}
	for (p++; p < end && *p != quote && *p != '\n'; p++)
		if (*p == '\\' && p + 1 < end)
			p++;
	return p < end ? p + 1 : end;
}

static int
is_opaque(const char *p, const char *end)
{
	return *p == '"' || *p == '\'' ||
	    (*p == '/' && end - p > 1 && p[1] == '*');
}

/* The end of what leads out of the book at p, or p: an @import up to its
 * semicolon, a url() other than a data: one. */
static const char *
skip_remote(const char *p, const char *end)
{
	const char *q = p + 4;

	if (end - p > 7 && strncasecmp(p, "@import", 7) == 0) {
		for (q = p + 7; q < end && *q != ';';)
			q = is_opaque(q, end) ? skip_opaque(q, end) : q + 1;
		return q < end ? q + 1 : end;
	}
	if (end - p < 5 || strncasecmp(p, "url(", 4) != 0)
		return p;
	q += strspn(q, " \t\n'\"");
	if (strncasecmp(q, "data:", 5) == 0)
		return p;
	q = memchr(q, ')', (size_t)(end - q));
	return q != NULL ? q + 1 : end;
}

static void
write_user_style(struct book *b, size_t number, oct_str css)
{
	const char *p = css.p, *end = css.p + css.n;
	int removed = 0;
	oct_str clean;

	while (p < end) {
		const char *q = skip_remote(p, end);

		if (q > p) {
			if (*p != '@')
				out_puts(&b->out, "none");
			removed++;
		} else {
			q = is_opaque(p, end) ? skip_opaque(p, end) : p + 1;
			out_put(&b->out, p, (size_t)(q - p));
		}
		p = q;
	}
	if (removed > 0)
		oct_reportf(b->api, b->job, OCT_LOSS, "epub.css", 0,
		    "style sheet %zu refers to %d files outside of the book;"
		    " these references were taken out",
		    number, removed);
	clean = out_keep(&b->out);
	add_sheet(b, out_strf(b->api, b->job, "css/user-%zu.css", number),
	    clean.p, clean.n);
}

static void
write_own_style(struct book *b)
{
	oct_str style = b->api->opt_str(b->options, "epub-style");
	struct file *f;

	for (size_t i = 0; i < n_styles; i++) {
		if (!oct_is(style, styles[i].name))
			continue;
		f = add_sheet(b, str_of("css/book.css"), NULL, 0);
		if (f != NULL)
			f->deflated = &styles[i].sheet;
	}
}

void
styles_write(struct book *b)
{
	oct_str css;

	write_own_style(b);
	fonts_write(b);
	if (b->out.n > 0) { /* what the fonts have to say */
		css = out_keep(&b->out);
		add_sheet(b, str_of("css/fonts.css"), css.p, css.n);
	}
	for (size_t i = 0;; i++) {
		css = b->api->opt_nth(b->options, "css", i);
		if (css.n == 0)
			return;
		b->restyled = 1;
		write_user_style(b, i + 1, css);
	}
}
