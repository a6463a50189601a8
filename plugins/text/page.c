#include "page.h"

static void
put_marks(struct page *p, const struct text_buf *marks, size_t n)
{
	while (n > 0 && marks->p[n - 1] == ' ')
		n--;
	p->a->emit(p->j, marks->p, n);
}

static void
put_gap(struct page *p)
{
	if (p->wants_gap && p->has_line && !p->has_gap) {
		put_marks(p, &p->rest, p->rest.n);
		p->a->emit(p->j, "\n", 1);
		p->has_gap = 1;
	}
	p->wants_gap = 0;
}

void
page_line(struct page *p, const char *text, size_t n)
{
	put_gap(p);
	if (n == 0) {
		put_marks(p, &p->first, p->first.n);
	} else {
		p->a->emit(p->j, p->first.p, p->first.n);
		p->a->emit(p->j, text, n);
	}
	p->a->emit(p->j, "\n", 1);
	p->has_line = 1;
	p->has_gap = 0;
	if (p->rest.n == p->first.n && p->rest.n > 0)
		memcpy(p->first.p, p->rest.p, p->rest.n);
}

static void
on_line(void *data, const char *text, size_t n, size_t columns)
{
	(void)columns;
	page_line(data, text, n);
}

void
page_init(struct page *p, const oct_api *a, oct_job *j, size_t columns)
{
	*p = (struct page){ .a = a, .j = j, .columns = columns };
	p->rest.a = p->first.a = p->wrap.breaks.a = a;
	p->rest.j = p->first.j = p->wrap.breaks.j = j;
	p->wrap.line = on_line;
	p->wrap.data = p;
}

size_t
page_room(const struct page *p)
{
	return p->columns == SIZE_MAX ? SIZE_MAX : p->columns - p->rest.n;
}

void
page_text(struct page *p, const char *text, size_t n, const struct solid *solid,
    size_t n_solid)
{
	p->wrap.columns = page_room(p);
	wrap_text(&p->wrap, text, n, solid, n_solid);
}

void
page_gap(struct page *p)
{
	p->wants_gap = 1;
}

void
page_no_gap(struct page *p)
{
	p->wants_gap = 0;
}

size_t
page_push(struct page *p, const char *first, const char *rest)
{
	size_t before = p->rest.n, n = strlen(first);
	size_t most = p->columns == SIZE_MAX ? 512 : p->columns;

	put_gap(p);
	if (before + n + PAGE_LEAST <= most) {
		buf_add(&p->first, first, n);
		buf_add(&p->rest, rest, n);
	}
	return before;
}

void
page_bullet(struct page *p)
{
	if (p->first.n > 0 && memcmp(p->first.p, p->rest.p, p->rest.n) != 0)
		page_line(p, "", 0);
}

void
page_pop(struct page *p, size_t before)
{
	if (p->a->status(p->j) != OCT_OK)
		return;
	p->rest.n = p->first.n = before;
}
