#include "act.h"

/* That many columns need small letters on a phone, whose pages don't scroll. */
enum { WIDE = 5 };

/* Columns of a table, as its rows with the most cells have them. */
static int
is_wide(const struct xhtml *x, const oct_node *table)
{
	struct oct_walk w = oct_walk_start((oct_node *)table);
	int64_t columns = 0;

	while (columns < WIDE && oct_walk_next(x->api, &w)) {
		uint32_t kind = x->api->kind(w.node);

		if (w.enter && kind == OCT_ROW)
			columns = 0;
		else if (w.enter && kind == OCT_CELL)
			columns += prop_int(x, w.node, OCT_P_COLSPAN, 1);
		w.skip = w.enter && kind != OCT_TABLE && kind != OCT_HEAD &&
		    kind != OCT_ROW;
	}
	return columns >= WIDE;
}

int
table_enter(struct xhtml *x, const oct_node *n)
{
	const oct_node *caption = act_child(x, n, OCT_CAPTION);

	act_open(x, "table", n);
	if (is_wide(x, n))
		out_attr(x->out, "class", str_of("wide"));
	out_puts(x->out, ">\n");
	if (caption != NULL) {
		act_open(x, "caption", caption);
		out_put(x->out, ">", 1);
		act_lines(x, caption);
		act_close_block(x, "caption");
	}
	return DESCEND;
}

/* HTML wants the head before the rows; one behind them is rows itself. */
static const char *
head_tag(const struct xhtml *x, const oct_node *n)
{
	for (n = x->api->prev(n); n != NULL; n = x->api->prev(n))
		if (x->api->kind(n) != OCT_CAPTION)
			return "tbody";
	return "thead";
}

int
head_enter(struct xhtml *x, const oct_node *n)
{
	act_open(x, head_tag(x, n), n);
	out_puts(x->out, ">\n");
	return DESCEND;
}

void
head_leave(struct xhtml *x, const oct_node *n)
{
	act_close_block(x, head_tag(x, n));
}

/* Header cells head their column in a row of nothing but headers, else their
 * row. */
static const char *
row_scope(const struct xhtml *x, const oct_node *row)
{
	if (x->api->kind(x->api->parent(row)) == OCT_HEAD)
		return "col";
	for (const oct_node *n = x->api->first(row); n; n = x->api->next(n))
		if (!prop_int(x, n, OCT_P_HEADER, 0))
			return "row";
	return "col";
}

/* Is the neighbour of a table's row (in or out of a HEAD) another one? */
static int
is_body_row(const struct xhtml *x, const oct_node *n)
{
	return x->api->kind(n) == OCT_ROW &&
	    x->api->kind(x->api->parent(n)) == OCT_TABLE;
}

int
row_enter(struct xhtml *x, const oct_node *n)
{
	if (is_body_row(x, n) && !is_body_row(x, x->api->prev(n)))
		out_puts(x->out, "<tbody>\n");
	x->frames[x->blocks].scope = row_scope(x, n);
	act_open(x, "tr", n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

void
row_leave(struct xhtml *x, const oct_node *n)
{
	act_close_block(x, "tr");
	if (is_body_row(x, n) && !is_body_row(x, x->api->next(n)))
		out_puts(x->out, "</tbody>\n");
}

/* A header cell without contents heads nothing. */
static const char *
cell_tag(const struct xhtml *x, const oct_node *n)
{
	return prop_int(x, n, OCT_P_HEADER, 0) && x->api->first(n) ? "th"
								   : "td";
}

int
cell_enter(struct xhtml *x, const oct_node *n)
{
	const char *tag = cell_tag(x, n);
	int64_t columns = prop_int(x, n, OCT_P_COLSPAN, 1);
	int64_t rows = prop_int(x, n, OCT_P_ROWSPAN, 1);
	oct_str align = prop_str(x, n, OCT_P_ALIGN);

	act_open(x, tag, n);
	if (tag[1] == 'h') {
		out_attr(
		    x->out, "scope", str_of(x->frames[x->blocks - 1].scope));
		if (x->th == 0)
			x->th = x->blocks;
	}
	if (columns > 1 && columns <= 1000)
		out_putf(x->out, " colspan=\"%d\"", (int)columns);
	if (rows > 1 && rows <= 65534)
		out_putf(x->out, " rowspan=\"%d\"", (int)rows);
	if (oct_is(align, "right") || oct_is(align, "center"))
		out_attr(x->out, "class", align);
	out_put(x->out, ">", 1);
	return DESCEND;
}

void
cell_leave(struct xhtml *x, const oct_node *n)
{
	if (x->th == x->blocks)
		x->th = 0;
	act_close(x, cell_tag(x, n));
}
