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

#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__) && defined(__GLIBC__)
#include <immintrin.h>
#include <sys/platform/x86.h>
#endif

#include "block_features.h"

/* What has less at first sight is no content. */
#define LEAST_GUESS 0.05f

/* FEATURE_LANES blocks at once, in vectors of eight. */
#define VECTORS (FEATURE_LANES / 8)
typedef float float8 __attribute__((vector_size(32)));
typedef int32_t int8 __attribute__((vector_size(32)));
typedef uint32_t uint8 __attribute__((vector_size(32)));

union floats {
	feature_row lane;
	float8 v[VECTORS];
};

union masks {
	int32_t lane[FEATURE_LANES];
	int8 v[VECTORS];
};

/* What the trees are asked about some blocks, and what is left of the trees. */
struct batch {
	const struct forest *forest;
	uint32_t block[FEATURE_LANES];
	uint32_t count;
	union floats features[FEATURES];
	union masks leaves[FOREST_TREES];
	int32_t left[FOREST_TREES]; /* by what is true of the whole page */
	union floats sum;
	float (*kept)[FIRST_FEATURES]; /* of blocks worth a second judgement */
	uint32_t kept_count;
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

/* Leaves in `most` the greater of two in each place. */
static inline __attribute__((always_inline)) void
raise(float8 *most, const float8 *other)
{
	int8 more = *other > *most;

	*most = (float8)(((int8)*other & more) | ((int8)*most & ~more));
}

static inline __attribute__((always_inline)) float
greatest(const float8 *low, const float8 *high)
{
	float8 most = *low, turned;

	raise(&most, high);
	turned = __builtin_shufflevector(most, most, 4, 5, 6, 7, 0, 1, 2, 3);
	raise(&most, &turned);
	turned = __builtin_shufflevector(most, most, 2, 3, 0, 1, 6, 7, 4, 5);
	raise(&most, &turned);
	return most[0] > most[1] ? most[0] : most[1];
}

static inline __attribute__((always_inline)) void
ask_forks(union masks *leaves, const struct fork *fork, const struct fork *end,
    const union floats *value)
{
	float8 low = value->v[0], high = value->v[1];
	float most = greatest(&low, &high);

	for (; fork < end && fork->threshold < most; fork++) {
		union masks *left = &leaves[fork->tree];

		left->v[0] &= ~((low > fork->threshold) & fork->yes);
		left->v[1] &= ~((high > fork->threshold) & fork->yes);
	}
}

/* Adds the first leaf that is left of a tree, for each of eight blocks. */
static inline __attribute__((always_inline)) void
add_leaves(float8 *sum, const float *leaves, const int8 *left)
{
	for (int i = 0; i < 8; i++)
		(*sum)[i] += leaves[__builtin_ctz((uint32_t)(*left)[i])];
}

static inline __attribute__((always_inline)) void
ask_forest(struct batch *batch,
    void add(float8 *sum, const float *leaves, const int8 *left))
{
	const struct forest *forest = batch->forest;
	const uint16_t *first = forest->first;

	for (uint32_t t = 0; t < forest->trees; t++)
		batch->leaves[t].v[0] = batch->leaves[t].v[1] =
		    (int8){ 0 } + batch->left[t];
	for (uint32_t i = 0; i < forest->features; i++)
		if (first[i] != first[i + 1] && !feature_of_page(i))
			ask_forks(batch->leaves, &forest->forks[first[i]],
			    &forest->forks[first[i + 1]], &batch->features[i]);
	for (int v = 0; v < VECTORS; v++) {
		float8 sum = (float8){ 0 } + forest->base;

		for (uint32_t t = 0; t < forest->trees; t++)
			add(&sum, &forest->leaves[32 * t],
			    &batch->leaves[t].v[v]);
		batch->sum.v[v] = sum;
	}
}

/* The same once more for processors whose vectors are as wide as ours.  The C
 * library knows; asking the processor itself is slow in virtual machines. */
#ifdef CPU_FEATURE_ACTIVE
/* The lowest bit alone is a power of two, and as a float has its number for an
 * exponent; that the last is below zero as an int does not matter to it. */
static inline __attribute__((always_inline, target("avx2"))) void
add_leaves_avx2(float8 *sum, const float *leaves, const int8 *left)
{
	uint8 bits = (uint8)*left;
	float8 power = __builtin_convertvector((int8)(bits & -bits), float8);
	int8 leaf = ((int8)power >> 23 & 0xff) - 127;

	*sum += (float8)_mm256_i32gather_ps(leaves, (__m256i)leaf, 4);
}

static __attribute__((target("avx2"))) void
ask_forest_avx2(struct batch *batch)
{
	ask_forest(batch, add_leaves_avx2);
}

static void
ask(struct batch *batch)
{
	if (CPU_FEATURE_ACTIVE(AVX2))
		ask_forest_avx2(batch);
	else
		ask_forest(batch, add_leaves);
}
#else
static void
ask(struct batch *batch)
{
	ask_forest(batch, add_leaves);
}
#endif

static void
score_batch(struct blocks *page, struct batch *batch)
{
	if (batch->count == 0)
		return;
	ask(batch);
	for (uint32_t i = 0; i < batch->count; i++)
		page->list[batch->block[i]].score =
		    logistic(batch->sum.lane[i]);
	batch->count = 0;
}

/* The first judgement; what it may let pass keeps its features. */
static void
guess_batch(struct blocks *page, struct batch *batch)
{
	uint32_t count = batch->count;

	score_batch(page, batch);
	for (uint32_t i = 0; i < count; i++) {
		struct block *b = &page->list[batch->block[i]];
		float *kept;

		b->guess = b->score;
		if (b->guess < LEAST_GUESS || batch->kept == NULL)
			continue;
		kept = batch->kept[batch->kept_count++];
#pragma GCC unroll 16
		for (int f = 0; f < FIRST_FEATURES; f++)
			kept[f] = batch->features[f].lane[i];
	}
}

static void
recall(const float *kept, feature_row *v)
{
#pragma GCC unroll 16
	for (int f = 0; f < FIRST_FEATURES; f++)
		*v[f] = kept[f];
}

/* Begins with a forest: asks what is true of the whole page but once. */
static void
begin_batch(
    const struct blocks *page, struct batch *batch, const struct forest *forest)
{
	batch->forest = forest;
	memset(batch->left, 0xff, sizeof batch->left);
	page_features(page, &batch->features[0].lane);
	for (uint32_t i = 0; i < forest->features; i++) {
		const struct fork *fork = &forest->forks[forest->first[i]];
		const struct fork *end = &forest->forks[forest->first[i + 1]];

		if (!feature_of_page(i))
			continue;
		for (; fork < end && fork->threshold < *batch->features[i].lane;
		     fork++)
			batch->left[fork->tree] &= ~fork->yes;
	}
}

/* A place for the features of one more block. */
static feature_row *
add_block(struct batch *batch, uint32_t block)
{
	batch->block[batch->count] = block;
	return (feature_row *)&batch->features[0].lane[batch->count++];
}

static void
guess_blocks(struct blocks *page, struct batch *batch)
{
	begin_batch(page, batch, &page->model->first);
	for (uint32_t i = 0; i < page->count; i++) {
		page->list[i].score = page->list[i].guess = 0;
		if (page->elements[page->list[i].leaf].out)
			continue;
		block_features(page, i, add_block(batch, i));
		if (batch->count == FEATURE_LANES)
			guess_batch(page, batch);
	}
	guess_batch(page, batch);
}

/* With the guesses known, judges what is not hopeless again. */
static void
judge_blocks(struct blocks *page, struct batch *batch)
{
	uint32_t next = 0;

	context_prepare(page);
	begin_batch(page, batch, &page->model->second);
	for (uint32_t i = 0; i < page->count; i++) {
		feature_row *v;

		if (page->list[i].guess < LEAST_GUESS)
			continue;
		v = add_block(batch, i);
		if (batch->kept != NULL)
			recall(batch->kept[next++], v);
		else
			block_features(page, i, v);
		context_features(page, i, v);
		if (batch->count == FEATURE_LANES)
			score_batch(page, batch);
	}
	score_batch(page, batch);
}

void
score_blocks(struct blocks *page)
{
	bool twice = page->model->second.trees != 0;
	struct batch batch;

	batch.count = batch.kept_count = 0;
	memset(batch.features, 0, sizeof batch.features);
	/* without the room, they are computed twice */
	batch.kept =
	    twice ? malloc((size_t)page->count * sizeof *batch.kept) : NULL;
	guess_blocks(page, &batch);
	if (twice)
		judge_blocks(page, &batch);
	free(batch.kept);
}
