/*
 * comments.h -- the readers' discussion.
 */
#ifndef HTML_COMMENTS_H
#define HTML_COMMENTS_H

#include "blocks.h"
#include "html.h"

/* Fills x->comments with the elements that are discussions, each once and with
 * all in it: they get DROP_COMMENTS, which keeps them out of the article, and
 * lose what clean_nodes() said of their parts.  Forms and buttons in them are
 * marked as such.  After clean_nodes(); there is room for all elements.  False:
 * out of memory. */
bool comments_take(struct blocks *page, struct extraction *x);

#endif
