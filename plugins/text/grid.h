/*
 * grid.h -- a TABLE as a grid: each cell with its place, spans resolved, and
 * its text.
 */
#ifndef TEXT_GRID_H
#define TEXT_GRID_H

#include "inlines.h"

enum { GRID_LEFT, GRID_RIGHT, GRID_CENTER };

struct grid_cell {
	size_t row, column, colspan;
	size_t start, n; /* of its text: grid_text() */
	size_t natural, least; /* columns of text (wrap_measure()) */
	size_t first_line, n_lines; /* for the layout */
	int align; /* GRID_* */
};

struct grid {
	struct text_buf text;
	struct grid_cell *cells; /* by row, then by column */
	size_t n_cells;
	size_t columns; /* at least 1 */
	size_t head_rows;
	int is_clipped; /* more columns than GRID_COLUMNS */
};

enum { GRID_COLUMNS = 256 }; /* more are not drawn as columns */

/* Reads a table, with `in` for the text of its cells; 0 if it has no cells.
 * Time and memory are linear in the table; cells past GRID_COLUMNS are all in
 * the last column. */
int grid_read(struct grid *, struct inlines *in, oct_node *table);

const char *grid_text(const struct grid *, const struct grid_cell *);

#endif /* TEXT_GRID_H */
