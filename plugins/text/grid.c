#include "grid.h"

struct reading {
	struct grid *grid;
	struct inlines *in;
	const oct_api *a;
	size_t row;
	int in_head;
	/* by column: up to which row a cell from above reaches */
	size_t taken[GRID_COLUMNS];
};

static size_t
count_cells(const oct_api *a, oct_node *table)
{
	struct oct_walk w = oct_walk_start(table);
	size_t n = 0;

	while (oct_walk_next(a, &w)) {
		if (!w.enter || a->kind(w.node) != OCT_CELL)
			continue;
		n++;
		w.skip = 1;
	}
	return n;
}

static int
align_of(const oct_api *a, const oct_node *cell)
{
	oct_str align = a->get_str(cell, OCT_P_ALIGN);

	if (oct_is(align, "right"))
		return GRID_RIGHT;
	return oct_is(align, "center") ? GRID_CENTER : GRID_LEFT;
}

/* The text of a cell, without blanks and newlines at its ends. */
static void
read_text(struct reading *r, struct grid_cell *cell, oct_node *node)
{
	struct text_buf *text = &r->in->text;
	size_t from = 0;

	inlines_clear(r->in);
	inlines_add(r->in, node, 0);
	while (text->n > 0 && strchr(" \n", text->p[text->n - 1]) != NULL)
		text->n--;
	while (from < text->n && strchr(" \n", text->p[from]) != NULL)
		from++;
	cell->start = r->grid->text.n;
	cell->n = text->n - from;
	if (cell->n == 0)
		return;
	buf_add(&r->grid->text, text->p + from, cell->n);
	wrap_measure(text->p + from, cell->n, &cell->natural, &cell->least);
}

static size_t
clamp(int64_t n, size_t most)
{
	if (n < 1)
		return 1;
	return (uint64_t)n > most ? most : (size_t)n;
}

/* Places a cell at the first free column from `column`; returns the one after
 * it. */
static size_t
read_cell(struct reading *r, oct_node *node, size_t column)
{
	struct grid *g = r->grid;
	struct grid_cell *cell = &g->cells[g->n_cells++];
	size_t rows = clamp(r->a->get_int(node, OCT_P_ROWSPAN, 1), 65534);

	while (column < GRID_COLUMNS && r->taken[column] > r->row)
		column++;
	if (column >= GRID_COLUMNS) {
		g->is_clipped = 1;
		column = GRID_COLUMNS - 1;
	}
	*cell = (struct grid_cell){ .row = r->row, .column = column };
	cell->align = align_of(r->a, node);
	cell->colspan =
	    clamp(r->a->get_int(node, OCT_P_COLSPAN, 1), GRID_COLUMNS - column);
	for (size_t i = column; i < column + cell->colspan; i++)
		r->taken[i] = r->row + rows;
	column += cell->colspan;
	if (column > g->columns)
		g->columns = column;
	read_text(r, cell, node);
	return column;
}

static void
read_row(struct reading *r, const oct_node *row)
{
	size_t column = 0;

	for (oct_node *n = r->a->first(row); n != NULL; n = r->a->next(n))
		if (r->a->kind(n) == OCT_CELL)
			column = read_cell(r, n, column);
	r->row++;
	if (r->in_head)
		r->grid->head_rows++;
}

/* The spans of header cells end with the header. */
static void
read_head(struct reading *r, const oct_node *head)
{
	r->in_head = 1;
	for (oct_node *n = r->a->first(head); n != NULL; n = r->a->next(n))
		read_row(r, n);
	r->in_head = 0;
	memset(r->taken, 0, sizeof(r->taken));
}

/* Columns that no cell stands in alone come from spans that are wider than
 * the table; cut the spans off there. */
static void
trim_columns(struct grid *g)
{
	size_t most = 0;

	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].column + 1 > most)
			most = g->cells[i].column + 1;
	for (size_t i = 0; i < g->n_cells; i++)
		if (g->cells[i].column + g->cells[i].colspan > most)
			g->cells[i].colspan = most - g->cells[i].column;
	g->columns = most;
}

/* Cells of the header that all are empty are none: Markdown can't do without.
 */
static void
drop_empty_head(struct grid *g)
{
	for (size_t i = 0; i < g->n_cells && g->cells[i].row < g->head_rows;
	     i++)
		if (g->cells[i].n > 0)
			return;
	g->head_rows = 0;
}

const char *
grid_text(const struct grid *g, const struct grid_cell *c)
{
	return g->text.p + c->start;
}

int
grid_read(struct grid *g, struct inlines *in, oct_node *table)
{
	struct reading r = { .grid = g, .in = in, .a = in->a };
	size_t n = count_cells(in->a, table);

	*g = (struct grid){ .text = { .a = in->a, .j = in->j } };
	g->cells = in->a->scratch(in->j, (n + 1) * sizeof(*g->cells));
	if (g->cells == NULL || n == 0)
		return 0;
	for (oct_node *c = in->a->first(table); c != NULL; c = in->a->next(c)) {
		if (in->a->kind(c) == OCT_HEAD)
			read_head(&r, c);
		else if (in->a->kind(c) == OCT_ROW)
			read_row(&r, c);
	}
	trim_columns(g);
	drop_empty_head(g);
	return in->a->status(in->j) == OCT_OK && g->columns > 0;
}
