/*
 * score.c -- the trees, asked about many blocks at once.
 *
 * Nobody walks down a tree: it costs a wrong guess of the processor at nearly
 * each step.  Instead all forks of all trees that ask for a feature stand in a
 * row, by threshold.  A fork whose answer is no puts out the leaves on its yes
 * side; the first leaf of each tree that is left when all have been asked is
 * the one that a walk would have come to.  (Lucchese and others, "QuickScorer",
 * SIGIR 2015.)
 */
#include "score.h"

#include <string.h>

#include "block_features.h"

/* What has less at first sight is no content. */
#define LEAST_GUESS 0.05f

/* So many blocks at once, in vectors of four. */
#define LANES 16
#define VECTORS (LANES / 4)
typedef float float4 __attribute__((vector_size(16)));
typedef int32_t int4 __attribute__((vector_size(16)));

union floats {
	float lane[LANES];
	float4 v[VECTORS];
};

union masks {
	int32_t lane[LANES];
	int4 v[VECTORS];
};

/* What the trees are asked about some blocks, and what is left of the trees. */
struct batch {
	const struct forest *forest;
	uint32_t block[LANES];
	uint32_t count;
	union floats features[FEATURES];
	union masks leaves[FOREST_TREES];
};

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

static void
ask_forks(struct batch *batch, const struct fork *fork, const struct fork *end,
    const union floats *value)
{
	float most = value->lane[0];

	for (int i = 1; i < LANES; i++)
		most = value->lane[i] > most ? value->lane[i] : most;
	for (; fork < end && fork->threshold < most; fork++) {
		union masks *leaves = &batch->leaves[fork->tree];
		float threshold = fork->threshold;
		int32_t yes = fork->yes;

#pragma GCC unroll 4
		for (int i = 0; i < VECTORS; i++)
			leaves->v[i] &= ~((value->v[i] > threshold) & yes);
	}
}

static void
score_batch(struct blocks *page, struct batch *batch)
{
	const struct forest *forest = batch->forest;

	memset(batch->leaves, 0xff, forest->trees * sizeof batch->leaves[0]);
	for (uint32_t i = 0; i < forest->features; i++)
		ask_forks(batch, &forest->forks[forest->first[i]],
		    &forest->forks[forest->first[i + 1]], &batch->features[i]);
	for (uint32_t i = 0; i < batch->count; i++) {
		const float *leaves = forest->leaves;
		float sum = forest->base;

		for (uint32_t t = 0; t < forest->trees; t++, leaves += 32)
			sum += leaves[__builtin_ctz(
			    (uint32_t)batch->leaves[t].lane[i])];
		page->list[batch->block[i]].score = logistic(sum);
	}
	batch->count = 0;
}

/* Takes a block to be scored, by its features. */
static void
add_block(
    struct blocks *page, struct batch *batch, uint32_t block, const float *v)
{
	for (uint32_t f = 0; f < batch->forest->features; f++)
		batch->features[f].lane[batch->count] = v[f];
	batch->block[batch->count++] = block;
	if (batch->count == LANES)
		score_batch(page, batch);
}

static void
guess_blocks(struct blocks *page, struct batch *batch)
{
	float v[FEATURES];

	batch->forest = &page->model->first;
	for (uint32_t i = 0; i < page->count; i++) {
		page->list[i].score = 0;
		if (page->elements[page->list[i].leaf].out)
			continue;
		block_features(page, i, v);
		add_block(page, batch, i, v);
	}
	score_batch(page, batch);
	for (uint32_t i = 0; i < page->count; i++)
		page->list[i].guess = page->list[i].score;
}

void
score_blocks(struct blocks *page)
{
	struct batch batch = { .count = 0 };
	float v[FEATURES];

	guess_blocks(page, &batch);
	if (page->model->second.trees == 0)
		return;
	context_prepare(page);
	batch.forest = &page->model->second;
	for (uint32_t i = 0; i < page->count; i++) {
		if (page->list[i].guess < LEAST_GUESS)
			continue;
		block_features(page, i, v);
		context_features(page, i, v);
		add_block(page, &batch, i, v);
	}
	score_batch(page, &batch);
}
