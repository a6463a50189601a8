/*
 * table.c -- tables drawn in columns, a rule under the header.  Columns are as
 * wide as their cells want to be; where the page is too narrow they share the
 * room, and cells are filled.  A table that does not fit even so is written as
 * records, "Header: value" a line.
 */
#include "writer.h"

#include "grid.h"
#include "width.h"

enum { GUTTER = 2 }; /* blanks between columns */

struct layout {
	struct grid grid;
	size_t *widths; /* of the columns */
	struct text_buf lines; /* of struct line: those of all cells */
	int is_tall; /* a cell of the body has more than one line */
};

struct line {
	const char *p;
	size_t n, columns;
};

static void
on_line(void *data, const char *p, size_t n, size_t columns)
{
	struct text_buf *lines = data;
	struct line line = { p, n, columns };

	buf_add(lines, &line, sizeof(line));
}

/* The columns of a cell, with the gutters that it spans. */
static size_t
cell_width(const struct layout *l, const struct grid_cell *c)
{
	size_t width = (c->colspan - 1) * GUTTER;

	for (size_t i = c->column; i < c->column + c->colspan; i++)
		width += l->widths[i];
	return width;
}

/* Widens the last column that a cell spans to what the cell wants. */
static void
widen(struct layout *l, const struct grid_cell *c, size_t wanted)
{
	size_t width = cell_width(l, c);

	if (wanted > width)
		l->widths[c->column + c->colspan - 1] += wanted - width;
}

/* The widths that all cells want (`least`: with which they can live); cells
 * of one column first, then what spans several. */
static size_t
ask(struct layout *l, int least)
{
	struct grid_cell *c;
	size_t total = 0;

	memset(l->widths, 0, l->grid.columns * sizeof(*l->widths));
	for (int spans = 0; spans < 2; spans++)
		for (size_t i = 0; i < l->grid.n_cells; i++) {
			c = &l->grid.cells[i];
			if ((c->colspan > 1) == spans)
				widen(l, c, least ? c->least : c->natural);
		}
	for (size_t i = 0; i < l->grid.columns; i++)
		total += l->widths[i];
	return total;
}

/* Shares out what is left of the room among the columns that want more than
 * they have: first to those that want little, the rest in equal parts. */
static void
share(const struct layout *l, const size_t *wanted, size_t room)
{
	size_t n = l->grid.columns, lacking, part, lack, before;

	do {
		before = room;
		lacking = 0;
		for (size_t i = 0; i < n; i++)
			lacking += wanted[i] > l->widths[i];
		part = lacking > 0 ? room / lacking : 0;
		for (size_t i = 0; i < n; i++) {
			lack = wanted[i] - l->widths[i];
			if (wanted[i] <= l->widths[i] || lack > part)
				continue;
			l->widths[i] += lack;
			room -= lack;
		}
	} while (room != before);
	for (size_t i = 0; i < n; i++)
		if (wanted[i] > l->widths[i])
			l->widths[i] += part;
}

/* Sets the widths; 0 if the table does not fit. */
static int
fit(struct writer *w, struct layout *l)
{
	size_t n = l->grid.columns, room = page_room(&w->page);
	size_t gutters = (n - 1) * GUTTER, least, *wanted;

	if (ask(l, 0) + gutters <= room)
		return 1;
	wanted = w->a->scratch(w->j, n * sizeof(*wanted));
	if (wanted == NULL)
		return 0;
	memcpy(wanted, l->widths, n * sizeof(*wanted));
	least = ask(l, 1);
	if (least + gutters > room)
		return 0;
	share(l, wanted, room - least - gutters);
	return 1;
}

static void
fill_cells(struct writer *w, struct layout *l)
{
	struct grid_cell *c;
	struct wrap wrap = { .line = on_line, .data = &l->lines };

	wrap.breaks.a = w->a;
	wrap.breaks.j = w->j;
	for (size_t i = 0; i < l->grid.n_cells; i++) {
		c = &l->grid.cells[i];
		c->first_line = l->lines.n / sizeof(struct line);
		wrap.columns = cell_width(l, c);
		if (c->n > 0)
			wrap_text(&wrap, grid_text(&l->grid, c), c->n, NULL, 0);
		c->n_lines = l->lines.n / sizeof(struct line) - c->first_line;
		if (c->n_lines > 1 && c->row >= l->grid.head_rows)
			l->is_tall = 1;
	}
}

/* Blanks before a line of a cell, by the cell's alignment. */
static size_t
lead(const struct grid_cell *c, size_t width, size_t columns)
{
	if (columns >= width)
		return 0;
	switch (c->align) {
	case GRID_RIGHT: return width - columns;
	case GRID_CENTER: return (width - columns) / 2;
	default: return 0;
	}
}

/* One line of a row: the k-th line of each of its cells. */
static void
draw_line(struct writer *w, struct layout *l, size_t from, size_t to, size_t k)
{
	struct text_buf *out = &w->in.text;
	const struct grid_cell *c;
	const struct line *line;
	size_t column = 0, at = 0, start = 0, skip;

	out->n = 0;
	for (size_t i = from; i < to; i++) {
		c = &l->grid.cells[i];
		for (; column < c->column; column++)
			start += l->widths[column] + GUTTER;
		if (k >= c->n_lines)
			continue;
		line = (const struct line *)(const void *)l->lines.p +
		    c->first_line + k;
		skip = start + lead(c, cell_width(l, c), line->columns);
		if (skip > at)
			buf_fill(out, ' ', skip - at);
		buf_add(out, line->p, line->n);
		at = (skip > at ? skip : at) + line->columns;
	}
	page_line(&w->page, out->p, out->n);
}

static void
draw_rule(struct writer *w, const struct layout *l)
{
	struct text_buf *out = &w->in.text;

	out->n = 0;
	for (size_t i = 0; i < l->grid.columns; i++) {
		if (i > 0)
			buf_fill(out, ' ', GUTTER);
		buf_fill(out, '-', l->widths[i]);
	}
	page_line(&w->page, out->p, out->n);
}

static void
draw(struct writer *w, struct layout *l)
{
	const struct grid *g = &l->grid;
	size_t to, height;

	for (size_t from = 0; from < g->n_cells; from = to) {
		height = 0;
		for (to = from;
		     to < g->n_cells && g->cells[to].row == g->cells[from].row;
		     to++)
			if (g->cells[to].n_lines > height)
				height = g->cells[to].n_lines;
		for (size_t k = 0; k < height; k++)
			draw_line(w, l, from, to, k);
		if (to == g->n_cells)
			break;
		if (g->cells[from].row < g->head_rows &&
		    g->cells[to].row >= g->head_rows)
			draw_rule(w, l);
		else if (l->is_tall && g->cells[from].row >= g->head_rows)
			page_gap(&w->page);
	}
}

/* The header cell above each column: that of the last header row. */
static const struct grid_cell **
find_headers(struct writer *w, const struct grid *g)
{
	const struct grid_cell **headers, *c;

	headers = w->a->scratch(w->j, (g->columns + 1) * sizeof(*headers));
	if (headers == NULL)
		return NULL;
	for (size_t i = 0; i < g->n_cells && g->cells[i].row < g->head_rows;
	     i++) {
		c = &g->cells[i];
		for (size_t k = 0; k < c->colspan; k++)
			headers[c->column + k] = c;
	}
	return headers;
}

static void
write_record(struct writer *w, const struct grid *g, const struct grid_cell *c,
    const struct grid_cell *header)
{
	struct inlines *in = &w->in;
	size_t mark;

	inlines_clear(in);
	if (header != NULL && header->n > 0) {
		buf_add(&in->text, grid_text(g, header), header->n);
		buf_adds(&in->text, ": ");
	}
	buf_add(&in->text, grid_text(g, c), c->n);
	mark = page_push(&w->page, "", "");
	page_text(&w->page, in->text.p, in->text.n, NULL, 0);
	page_pop(&w->page, mark);
}

static void
write_records(struct writer *w, const struct grid *g)
{
	const struct grid_cell **headers = find_headers(w, g), *c;
	size_t row = SIZE_MAX;

	if (headers == NULL)
		return;
	for (size_t i = 0; i < g->n_cells; i++) {
		c = &g->cells[i];
		if (c->row < g->head_rows)
			continue;
		if (c->row != row)
			page_gap(&w->page);
		row = c->row;
		if (c->n > 0)
			write_record(w, g, c, headers[c->column]);
	}
}

void
table_write(struct writer *w, oct_node *table)
{
	const oct_api *a = w->a;
	struct layout l = { .lines = { .a = a, .j = w->j } };
	oct_node *first = a->first(table);

	if (a->kind(first) == OCT_CAPTION) {
		blocks_write_lines(w, first);
		page_gap(&w->page);
	}
	if (!grid_read(&l.grid, &w->in, table))
		return;
	l.widths = a->scratch(w->j, l.grid.columns * sizeof(*l.widths));
	if (l.widths == NULL)
		return;
	if (l.grid.is_clipped || !fit(w, &l)) {
		write_records(w, &l.grid);
		return;
	}
	fill_cells(w, &l);
	draw(w, &l);
}
