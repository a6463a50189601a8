/*
 * score.h -- how likely is each block content?
 */
#ifndef EXTRACT_SCORE_H
#define EXTRACT_SCORE_H

#include "blocks.h"

/* Sets block.score, a probability, by the trees of page->model: gradient
 * boosting over the block's features, so the scores of all trees add up to the
 * log-odds.  What is out for another reason has 0. */
void score_blocks(struct blocks *page);

#endif
