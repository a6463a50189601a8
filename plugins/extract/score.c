#include "score.h"

#include "block_features.h"

/* 1 / (1 + exp(-x)), by (1 + x/1024)^1024: to four digits, and to the same bits
 * on every machine. */
static float
logistic(float x)
{
	double power;

	if (x > 20)
		return 1;
	if (x < -20)
		return 0;
	power = 1 - (double)x / 1024;
	for (int i = 0; i < 10; i++)
		power *= power;
	return (float)(1 / (1 + power));
}

static float
forest_score(const struct forest *forest, const float *v)
{
	float sum = forest->base;

	for (uint32_t i = 0; i < forest->trees; i++) {
		const struct tree_node *node = &forest->nodes[forest->roots[i]];

		while (node->skip != 0)
			node += v[node->feature] <= node->threshold
			    ? 1
			    : node->skip;
		sum += node->threshold;
	}
	return logistic(sum);
}

void
score_blocks(struct blocks *page)
{
	float v[FEATURES];

	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];

		b->score = 0;
		if (page->elements[b->leaf].out)
			continue;
		block_features(page, i, v);
		b->score = forest_score(&page->model->forest, v);
	}
}
