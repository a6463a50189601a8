/* table.c: tables of data; tables that merely lay out a page are dissolved. */
#include <strings.h>

#include "map.h"

enum { LONG_CELL = 800 /* bytes of text; more than figures and names need */ };

struct shape {
	uint32_t rows, cells, columns;
	uint32_t heads; /* th, thead, caption */
	bool tables, headings, blocks, long_cells;
};

static void
measure_row(const struct map *m, uint32_t row, struct shape *shape)
{
	const struct dom *d = m->dom;
	uint32_t columns = 0;

	for (uint32_t c = dom_first(d, row); c != 0; c = dom_next(d, c)) {
		uint32_t flags = map_flags_of(m, c);

		if (!dom_is(d, c, DOM_TD) && !dom_is(d, c, DOM_TH))
			continue;
		columns++;
		shape->heads += dom_is(d, c, DOM_TH);
		shape->tables |= (flags & HAS_TABLE) != 0;
		shape->headings |= (flags & HAS_HEADING) != 0;
		shape->blocks |= (flags & (HAS_BLOCK | HAS_IMAGE)) != 0;
		shape->long_cells |= m->facts[c].text > LONG_CELL;
	}
	shape->rows++;
	shape->cells += columns;
	if (columns > shape->columns)
		shape->columns = columns;
}

static struct shape
measure(const struct map *m, uint32_t table)
{
	const struct dom *d = m->dom;
	struct shape shape = { 0 };

	for (uint32_t g = dom_first(d, table); g != 0; g = dom_next(d, g)) {
		if (dom_is(d, g, DOM_CAPTION) || dom_is(d, g, DOM_THEAD))
			shape.heads++;
		if (dom_is(d, g, DOM_TR))
			measure_row(m, g, &shape);
		for (uint32_t r = dom_first(d, g); r != 0; r = dom_next(d, r))
			if (dom_is(d, r, DOM_TR) && !dom_is(d, g, DOM_TR))
				measure_row(m, r, &shape);
	}
	return shape;
}

static bool
is_layout(const struct map *m, uint32_t n, const struct look *look)
{
	struct shape shape;

	if (map_is_nocase(look->role, "presentation") ||
	    map_is_nocase(look->role, "none"))
		return true;
	if (map_is_nocase(look->role, "table"))
		return false;
	shape = measure(m, n);
	if (shape.cells <= 1 || shape.tables)
		return true;
	if (shape.heads != 0 || dom_has_attr(m->dom, n, DOM_ATTR_SUMMARY))
		return false;
	return shape.headings || shape.long_cells || shape.columns == 1 ||
	    (shape.rows == 1 && shape.blocks);
}

bool
map_enter_table(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)kind;
	map_out_end_line(m);
	if (map_is_code_table(m, n))
		return map_enter_code(m, n);
	if (!is_layout(m, n, look))
		map_push_box(m, n, map_out_block(m, n, OCT_TABLE));
	return true;
}

bool
map_enter_caption(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	map_out_end_line(m);
	if (map_out_in(m, OCT_TABLE))
		map_push_box(m, n, map_out_block(m, n, OCT_CAPTION));
	return true;
}

bool
map_enter_rows(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	map_out_end_line(m);
	if (kind != 0 && map_out_in(m, OCT_TABLE))
		map_push_box(m, n, map_out_block(m, n, kind));
	return true;
}

/* Is all that the cell says in one <b> or <strong>? */
static bool
is_bold(const struct map *m, uint32_t cell)
{
	const struct dom *d = m->dom;
	uint32_t n = cell, text = m->facts[cell].text;

	for (int i = 0; i < 4 && n != 0; i++) {
		n = dom_first_element(d, n);
		if (m->facts[n].text != text)
			return false;
		if (dom_is(d, n, DOM_B) || dom_is(d, n, DOM_STRONG))
			return text != 0;
	}
	return false;
}

/* A row of header cells; or of bold ones, where no header cell is used. */
static bool
is_head_row(const struct map *m, uint32_t row)
{
	const struct dom *d = m->dom;
	uint32_t heads = 0, plain = 0;

	for (uint32_t c = dom_first_element(d, row); c != 0;
	     c = dom_next_element(d, c)) {
		if (dom_is(d, c, DOM_TH) || is_bold(m, c))
			heads++;
		else if (m->facts[c].text != 0 ||
		    map_flags_of(m, c) & HAS_IMAGE)
			plain++;
	}
	return heads > 1 && plain == 0;
}

/* Is the row, the first one, the head of rows that are none? */
static bool
is_head(const struct map *m, uint32_t row)
{
	uint32_t next = dom_next_element(m->dom, row);

	return next != 0 && is_head_row(m, row) && !is_head_row(m, next);
}

static bool
has_row(const struct map *m, oct_node *table)
{
	return m->api->kind(m->api->last(table)) == OCT_ROW;
}

bool
map_enter_row(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	oct_node *head;

	(void)look;
	(void)kind;
	map_out_end_line(m);
	if (map_out_in(m, OCT_TABLE) && !has_row(m, m->place.box) &&
	    is_head(m, n)) {
		head = m->api->last(m->place.box);
		if (m->api->kind(head) != OCT_HEAD)
			head = map_out_block(m, n, OCT_HEAD);
		map_push_box(m, n, head);
	}
	if (map_out_in(m, OCT_TABLE) || map_out_in(m, OCT_HEAD))
		map_push_box(m, n, map_out_block(m, n, OCT_ROW));
	return true;
}

/* rowspan=0 is "to the end"; the host cuts off what is too long. */
static int32_t
row_span(const struct dom *d, uint32_t n)
{
	int32_t span = map_to_int(dom_attr(d, n, DOM_ATTR_ROWSPAN), 1);

	return span < 0 ? 1 : span == 0 || span > 65534 ? 65534 : span;
}

/* The value of text-align in a style, and what follows it. */
static struct dom_str
text_align(struct dom_str style)
{
	static const char name[] = "text-align";
	size_t at = map_find_word(style, name) + strlen(name);

	if (at >= style.n)
		return (struct dom_str){ 0 };
	for (; at < style.n; at++)
		if (style.p[at] != ':' && style.p[at] != ' ')
			break;
	return (struct dom_str){ style.p + at, style.n - at };
}

static const char *
align_of(const struct map *m, uint32_t n)
{
	static const char *const sides[] = { "center", "right", "left" };
	const struct dom *d = m->dom;
	struct dom_str align = text_align(dom_attr(d, n, DOM_ATTR_STYLE));

	if (align.n == 0)
		align = map_trim(dom_attr(d, n, DOM_ATTR_ALIGN));
	if (align.n == 0)
		align = map_trim(dom_attr(d, dom_parent(d, n), DOM_ATTR_ALIGN));
	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
		if (align.n >= strlen(sides[i]) &&
		    strncasecmp(align.p, sides[i], strlen(sides[i])) == 0)
			return sides[i];
	return NULL;
}

bool
map_enter_cell(
    struct map *m, uint32_t n, const struct look *look, uint32_t header)
{
	int32_t columns, rows;
	const char *align;
	oct_node *cell;

	(void)look;
	map_out_end_line(m);
	if (!map_out_in(m, OCT_ROW))
		return true;
	cell = map_out_block(m, n, OCT_CELL);
	columns = map_to_int(dom_attr(m->dom, n, DOM_ATTR_COLSPAN), 1);
	rows = row_span(m->dom, n);
	align = align_of(m, n);
	if (header || m->api->kind(m->api->parent(m->place.box)) == OCT_HEAD)
		m->api->set_int(m->job, cell, OCT_P_HEADER, 1);
	if (columns > 1)
		m->api->set_int(m->job, cell, OCT_P_COLSPAN,
		    columns > 1000 ? 1000 : columns);
	if (rows > 1)
		m->api->set_int(m->job, cell, OCT_P_ROWSPAN, rows);
	if (align != NULL)
		map_out_set(m, cell, OCT_P_ALIGN,
		    (struct dom_str){ align, strlen(align) });
	map_push_box(m, n, cell);
	return true;
}
