/*
 * cut.h -- a page of HTML as plugins/extract wants it: its DOM cut into blocks,
 * with what its head says.
 */
#ifndef HTML_CUT_H
#define HTML_CUT_H

#include "blocks.h"
#include "dom.h"

/* Cuts a page up.  False: out of memory; blocks_free() either way. */
bool blocks_cut(
    struct blocks *page, const struct dom *dom, const struct model *model);

/* The text node of a block after node n, or its first for 0; 0 at the end. */
uint32_t
blocks_text(const struct blocks *page, const struct block *b, uint32_t n);

/* Reads what the head says; the lexicon is there.  False: out of memory. */
bool hints_read(struct hints *hints, const struct dom *dom);

#endif
