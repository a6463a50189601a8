/*
 * meta_visible.h -- for the files that find what a reader sees of author, date
 * and the like.
 *
 *	meta_visible.c		elements that say what they hold, and texts
 *	meta_visible_lines.c	lines near the title
 *	meta_visible_put.c	what of all that is the page's own
 *	meta_hints.c		what classes say
 *	meta_finds.c		which find is the best
 */
#ifndef META_VISIBLE_H
#define META_VISIBLE_H

#include "meta_finds.h"

#define LINE_BYTES 120 /* bytes of a line that may be a byline or a date */

struct finder {
	struct meta *m;
	struct hint_memos memos;
	struct finds authors, dates;
	struct date url_date; /* year 0: none */
	uint32_t title; /* the node that shows it, or 0 */
	uint32_t picture, icon; /* the last picture with a name; of a person */
	uint32_t rights; /* the last copyright line */
	uint32_t announced; /* how often a text announced an author */
	uint32_t silent; /* the last line that says nothing of author or date */
};

/* Reads the byline of a find again; how many people it names. */
size_t visible_read_byline(
    const struct finder *, const struct find *, struct byline *);

/* Notes an author, a date, the dates of a text, if that is what is there. */
void visible_try_author(struct finder *, uint32_t node, uint16_t how);
void visible_add_date(struct finder *, uint32_t node, const struct date *,
    uint16_t how, bool modified);
bool visible_read_dates(struct finder *, uint32_t node, struct dom_str text,
    uint16_t how, bool modified);

struct dom_str visible_trim(struct dom_str);
bool visible_is_alone(const struct dom *, uint32_t node); /* in its parent */

void visible_read_lines(struct finder *); /* f->title is known */

void visible_put_authors(struct finder *);
void visible_put_dates(struct finder *);

#endif
