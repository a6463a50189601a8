/*
 * clean.h -- from blocks back to the nodes of the DOM: what goes, and why.
 */
#ifndef HTML_CLEAN_H
#define HTML_CLEAN_H

#include "blocks.h"
#include "html.h"

/* The innermost element (a number of page->elements) with all that is kept. */
uint32_t clean_root(const struct blocks *page);

/* Sets reason and step of the nodes to drop: elements without any block that
 * is kept, text of blocks that are not, pictures that stand among such.  Marks
 * that are there stay. */
void clean_nodes(const struct blocks *page, struct extraction *x);

/* The outermost elements with the reason DROP_COMMENTS, at most `room`; how
 * many. */
size_t clean_comments(const struct blocks *page, const struct extraction *x,
    uint32_t *nodes, size_t room);

#endif
