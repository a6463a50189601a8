/*
 * walk.h -- an article of the model as plugins/extract wants it: its BODY cut
 * into blocks.
 *
 * The model's kinds go by the names of the HTML elements that they stand for.
 * What Markdown has instead of classes is where links lead: the words of a
 * link's target speak for or against it, each marked with "/".
 */
#ifndef CLEANING_WALK_H
#define CLEANING_WALK_H

#include <octavo/plugin.h>

#include "blocks.h"

struct article_blocks {
	struct blocks blocks;
	const oct_api *api;
	oct_node **nodes; /* by number; 0 is none */
	uint32_t node_count, node_room;
};

/* Cuts BODY up.  False: out of memory; article_free() either way. */
bool article_cut(struct article_blocks *, const oct_api *, oct_job *,
    oct_node *article, const struct model *);
void article_free(struct article_blocks *);

/* The next word of a link's target, as a token of the model: with a mark before
 * it, in small letters.  False: no more.  `rest` begins as the whole target. */
#define TARGET_WORD 24
#define TARGET_WORDS 16 /* that are looked at */
struct target {
	const char *p, *end;
	bool begun;
};
bool target_word(struct target *rest, char word[TARGET_WORD + 1], size_t *n);

#endif
