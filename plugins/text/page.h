/*
 * page.h -- lines of output under the marks that stand before them: quotes,
 * indentations, bullets.  Blank lines are asked for and come out when a next
 * line does, so there is never one too many.
 */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "wrap.h"

struct page {
	const oct_api *a;
	oct_job *j;
	size_t columns; /* of the page; SIZE_MAX: lines are not filled */
	struct text_buf rest; /* what stands before each line */
	struct text_buf first; /* ... before the next one: as long */
	int has_line, has_gap, wants_gap; /* has_gap: the last line is blank */
	struct wrap wrap;
};

enum { PAGE_LEAST = 20 }; /* columns that marks leave to the text */

void page_init(struct page *, const oct_api *, oct_job *, size_t columns);

/* Columns for text between the marks and the right edge. */
size_t page_room(const struct page *);

/* One line, as it is. */
void page_line(struct page *, const char *, size_t n);

/* A text, filled (wrap.h). */
void page_text(struct page *, const char *, size_t n, const struct solid *,
    size_t n_solid);

/* At least one blank line before the next line; none after all. */
void page_gap(struct page *);
void page_no_gap(struct page *);

/* Puts marks before the lines from here on: `first` before the next one,
 * `rest` before the others; both ASCII and equally long.  When no room would
 * be left for text they are left out.  Returns what page_pop() needs. */
size_t page_push(struct page *, const char *first, const char *rest);
void page_pop(struct page *, size_t);

/* A line for marks that no line has shown yet: those of an empty item. */
void page_bullet(struct page *);

#endif /* TEXT_PAGE_H */
