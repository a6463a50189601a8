/*
 * score.h -- how likely is each block content?
 */
#ifndef HTML_SCORE_H
#define HTML_SCORE_H

#include "blocks.h"

/* Sets block.score, a probability: the first forest judges each block by
 * itself and its surroundings, the second one all of them again in the light of
 * the first one's view of the page.  False: out of memory. */
bool score_blocks(struct blocks *page);

/* The first forest alone. */
void score_first(struct blocks *page);

#endif
