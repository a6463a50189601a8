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
score_first(struct blocks *page)
{
	float v[FEATURES];

	for (uint32_t i = 0; i < page->count; i++) {
		features_local(page, i, v);
		page->list[i].score = forest_score(&page->model->local, v);
	}
}

bool
score_blocks(struct blocks *page)
{
	struct outlook outlook;
	float v[FEATURES];

	score_first(page);
	if (!outlook_make(&outlook, page))
		return false;
	for (uint32_t i = 0; i < page->count; i++) {
		features_local(page, i, v);
		features_context(page, &outlook, i, v);
		page->list[i].rating = forest_score(&page->model->context, v);
	}
	for (uint32_t i = 0; i < page->count; i++)
		page->list[i].score = page->list[i].rating;
	outlook_free(&outlook);
	return true;
}
