/*
 * model.h -- what was learned from labelled pages, as tables.
 *
 * train/train.py learns model.txt, of which make_model.py makes model.c.
 */
#ifndef EXTRACT_MODEL_H
#define EXTRACT_MODEL_H

#include <stdint.h>

/* How much a word speaks for content: a part of a class or id, the name of an
 * element, or a word of the text. */
struct token_weight {
	uint32_t hash; /* dom_hash() of the part; 0: free slot */
	float weight; /* log-odds */
};

/* Open addressing, mask + 1 slots; of mark-up by dom_hash(), of text by
 * lexicon_hash(). */
struct token_table {
	const struct token_weight *slots;
	uint32_t mask;
};

static inline float
token_weight(const struct token_table *table, uint32_t hash)
{
	uint32_t i = hash & table->mask;

	while (table->slots[i].hash != 0 && table->slots[i].hash != hash)
		i = (i + 1) & table->mask;
	return table->slots[i].hash != 0 ? table->slots[i].weight : 0;
}

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
	struct token_table markup;
	struct token_table words;
	struct forest forest;
};

extern const struct model extract_model;

#endif
