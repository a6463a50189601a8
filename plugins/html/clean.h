/*
 * clean.h -- from blocks back to the nodes of the DOM: what goes, and why.
 */
#ifndef HTML_CLEAN_H
#define HTML_CLEAN_H

#include "blocks.h"
#include "html.h"

/* The innermost element (a number of page->elements) with all that is kept,
 * and whose own tag need not be. */
uint32_t clean_root(const struct blocks *page);

/* Sets reason and step of the nodes to drop: elements without any block that
 * is kept, text of blocks that are not, pictures that stand among such.  Marks
 * that are there stay.  Sets ->out of the elements that go. */
void clean_nodes(struct blocks *page, struct extraction *x);

#endif
