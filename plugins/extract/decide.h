/*
 * decide.h -- which blocks are the article.
 *
 * Given how likely each block is content, the best guess at the whole is the
 * set with the highest expected F-measure.  That set is all blocks above a
 * threshold, and the threshold is F / (1 + beta^2) for the F that it gives
 * (Lipton, Elkan, Naryanaswamy: Thresholding Classifiers to Maximize F1 Score,
 * 2014).  So the threshold fits the page, and F says how sure we can be.
 */
#ifndef EXTRACT_DECIDE_H
#define EXTRACT_DECIDE_H

#include "blocks.h"

/* --extract */
enum extract_mode {
	EXTRACT_AUTO,
	EXTRACT_NONE, /* all of <body>; only what no reader sees is dropped */
	EXTRACT_PRECISION, /* in doubt, drop */
	EXTRACT_RECALL /* in doubt, keep */
};

/* Sets the reason of each block, 0 for content, and the sums before.kept.
 * Content that a page says twice, as those do that serve one text to telephones
 * and another to desks, is kept once.  Into *f goes the F-measure to expect,
 * 0..1; 0 where there is nothing worth keeping.  False: out of memory. */
bool decide_blocks(struct blocks *page, enum extract_mode mode, float *f);

/* Sums anew what is kept; for those who change a reason afterwards. */
void decide_sum(struct blocks *page);

/* How sure to be of what was found where F is expected: the word F1 of such
 * pages, as labelled ones had it that were not learned from; 0..1000.  Below
 * DECIDE_DOUBTFUL it is worth a warning. */
#define DECIDE_DOUBTFUL 500
int32_t decide_confidence(const struct model *model, float f);

/* Takes all blocks but those that nobody reads (IN_UNREAD): for pages that are
 * to be read whole, and for elements the user has chosen. */
void decide_all(struct blocks *page);

/* Is the element a figure that shows something? */
bool decide_picture(const struct element *e);

/* Does it show something amid what is kept, with some words of no kind of their
 * own?  Whether they are its caption nobody knows: the picture stays, they go.
 */
bool decide_illustration(const struct blocks *page, const struct element *e);

#endif
