#include "writer.h"

static enum links
links_wanted(const oct_api *a, const oct_options *o)
{
	if (a->opt_int(o, "reference-links") ||
	    oct_is(a->opt_str(o, "links"), "reference"))
		return LINKS_REFERENCE;
	return oct_is(a->opt_str(o, "links"), "inline") ? LINKS_INLINE
							: LINKS_NONE;
}

void
write_str(struct writer *w, oct_str s)
{
	if (s.n > 0)
		page_text(&w->page, s.p, s.n, NULL, 0);
}

void
write_verbatim(struct writer *w, oct_str s)
{
	const char *p = s.p, *end = s.p + s.n, *stop;

	if (s.n > 0 && end[-1] == '\n')
		end--;
	for (; p <= end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		page_line(&w->page, p, (size_t)(stop - p));
	}
}

void
write_underline(struct writer *w, char c, size_t columns)
{
	struct text_buf line = { .a = w->a, .j = w->j };
	size_t room = page_room(&w->page);

	if (room == SIZE_MAX)
		room = 72;
	buf_fill(&line, c, columns < room ? columns : room);
	page_line(&w->page, line.p, line.n);
}

/* The title of a part of the book, between two lines across the page. */
static void
write_part(struct writer *w, oct_str title)
{
	page_gap(&w->page);
	write_underline(w, '#', SIZE_MAX);
	write_str(w, title);
	write_underline(w, '#', SIZE_MAX);
	page_gap(&w->page);
}

/* A line across the page between the articles of a book. */
static void
write_break(struct writer *w)
{
	page_gap(&w->page);
	write_underline(w, '=', SIZE_MAX);
	page_gap(&w->page);
}

oct_status
text_write(void *inst, const oct_api *a, oct_job *j)
{
	const oct_options *o = a->options(j);
	oct_node *book = a->book(j);
	struct writer w = { .a = a, .j = j };
	oct_str part = { "", 0 };
	size_t columns = SIZE_MAX;

	(void)inst;
	if (!oct_is(a->opt_str(o, "wrap"), "none"))
		columns = (size_t)a->opt_int(o, "columns");
	w.lists.a = w.marks.a = a;
	w.lists.j = w.marks.j = j;
	page_init(&w.page, a, j, columns);
	inlines_init(&w.in, a, j, links_wanted(a, o));
	write_title(&w, book);
	for (oct_node *n = a->first(book); n != NULL; n = a->next(n)) {
		if (a->kind(n) != OCT_ARTICLE)
			continue;
		if (!oct_is(part, a->get_str(n, OCT_P_PART).p)) {
			part = a->get_str(n, OCT_P_PART);
			if (part.n > 0)
				write_part(&w, part);
			else
				write_break(&w);
		} else if (w.page.has_line) {
			write_break(&w);
		}
		inlines_start_article(&w.in, a->part(n, OCT_NOTES));
		write_title(&w, n);
		page_gap(&w.page);
		blocks_write(&w, a->part(n, OCT_BODY));
		write_end(&w, n);
	}
	return a->status(j);
}
