/*
 * cutter.h -- how blocks are cut: whoever walks over a source, a DOM or a tree
 * of the model, says what is met, in the order of the document.
 *
 *	cut_begin(&cut, &page, &extract_model)
 *	... page.hints, if the source has any
 *	cut_enter(&cut, &element), cut_text(), cut_break(), cut_leave() ...
 *	cut_end(&cut)
 *
 * Nodes of the source are numbers that grow in that order; 0 is none.  What
 * returns false is out of memory; blocks_free() then, too.
 */
#ifndef EXTRACT_CUTTER_H
#define EXTRACT_CUTTER_H

#include "blocks.h"

struct cutter {
	struct blocks *page;
	uint32_t current; /* number of the innermost open element */
	uint32_t box; /* of the innermost block-level one */
	uint32_t breaks; /* lines broken since the last text */
	uint32_t texts; /* text nodes met */
	uint32_t pictures; /* images, videos, frames met: the walk counts */
	uint32_t heading; /* the last block in a heading */
	bool open; /* is page->list[count - 1] still taking text? */
	struct text_scan scan;
};

bool
cut_begin(struct cutter *cut, struct blocks *page, const struct model *model);

/* Opens an element inside the current one: `e` has node, name, block, in,
 * reason, weight and signature, which are its own alone. */
bool cut_enter(struct cutter *cut, const struct element *e);
void cut_leave(struct cutter *cut);

/* A text node that is not blank. */
bool cut_text(struct cutter *cut, uint32_t node, const char *p, size_t n);

/* That many lines are broken; two or more end a block.  None: blank text. */
void cut_break(struct cutter *cut, uint32_t lines);

/* Leaves what is open, and counts what only the whole tells. */
bool cut_end(struct cutter *cut);

#endif
