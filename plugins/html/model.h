/*
 * model.h -- what was learned from labelled pages, as tables.
 *
 * model.c is written by train/train.py; no text of any page is in it.
 */
#ifndef HTML_MODEL_H
#define HTML_MODEL_H

#include <stdint.h>

/* How much a part of a class or id, or a name, speaks for content. */
struct token_weight {
	uint32_t hash; /* dom_hash() of the part; 0: free slot */
	float weight; /* log-odds */
};

/* A fork asks whether features[feature] <= threshold: yes, the next node; no,
 * the one `skip` further on.  A leaf has skip 0 and adds its threshold. */
struct tree_node {
	float threshold;
	uint8_t feature;
	uint8_t skip;
};

struct forest {
	const struct tree_node *nodes;
	const uint16_t *roots;
	uint32_t trees;
	float base; /* log-odds before any tree */
};

struct model {
	const struct token_weight *tokens; /* open addressing */
	uint32_t token_mask;
	struct forest local; /* by the block and what is around it */
	struct forest context; /* by those, and the first forest's view */
};

extern const struct model extract_model;

#endif
