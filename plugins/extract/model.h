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

/* What the classes of a page tell of its kind: each one that occurs adds its
 * weights, log-odds times 16, to the base. */
enum page_kind {
	KIND_ARTICLE,
	KIND_SERVICE,
	KIND_PRODUCT,
	KIND_COLLECTION,
	KIND_FORUM,
	KIND_LISTING,
	KIND_DOCUMENTATION,
	PAGE_KINDS
};

struct kind_weights {
	uint32_t hash; /* dom_hash(); 0: free slot */
	int8_t weights[PAGE_KINDS];
};

#define KIND_SLOTS 4096

struct kind_table {
	const struct kind_weights *slots; /* KIND_SLOTS of them */
	int16_t base[PAGE_KINDS];
};

/* The slot of a token, or KIND_SLOTS. */
static inline uint32_t
kind_slot(const struct kind_table *table, uint32_t hash)
{
	uint32_t i = hash % KIND_SLOTS;

	while (table->slots[i].hash != 0 && table->slots[i].hash != hash)
		i = (i + 1) % KIND_SLOTS;
	return table->slots[i].hash != 0 ? i : KIND_SLOTS;
}

/* A fork asks whether features[feature] <= threshold. */
struct fork {
	float threshold;
	int32_t yes; /* bits of the tree's leaves that a yes leads to */
	uint32_t tree;
};

#define FOREST_TREES 512 /* at most, with 32 leaves each */

struct forest {
	const struct fork *forks; /* by feature, then threshold */
	const uint16_t *first; /* forks of each feature, and the end */
	const float *leaves; /* 32 for each tree, from yes to no: log-odds */
	uint32_t features, trees;
	float base; /* log-odds before any tree */
};

struct model {
	struct token_table markup;
	struct token_table words;
	struct kind_table kinds;
	struct forest first, second;
	/* The F1 to hope for where 0, 1/10 ... 10/10 is expected, in 1000ths.
	 */
	int16_t confidence[11];
};

extern const struct model extract_model; /* for pages of HTML */
extern const struct model markdown_model; /* for what was made from them */

#endif
