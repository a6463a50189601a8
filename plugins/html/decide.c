#include "decide.h"

/* Below this many likely words, and below this hope, it is no article. */
#define LEAST_WORDS 12
#define LEAST_F 0.30f

/* Precision counts twice, or recall. */
static float
weight_of(enum extract_mode mode)
{
	switch (mode) {
	case EXTRACT_PRECISION: return 0.25f;
	case EXTRACT_RECALL: return 4;
	case EXTRACT_AUTO:
	case EXTRACT_NONE: break;
	}
	return 1;
}

static float
mass(const struct block *b)
{
	return (float)(b->text.words != 0 ? b->text.words : 1);
}

/* F of the set above the threshold, `beta` being the square of the usual one
 * and `all` the words that are likely content. */
static float
measure(const struct blocks *page, float threshold, float beta, float all)
{
	float right = 0, size = 0;

	for (uint32_t i = 0; i < page->count; i++) {
		const struct block *b = &page->list[i];

		if (b->score > threshold) {
			right += mass(b) * b->score;
			size += mass(b);
		}
	}
	return size > 0 ? (1 + beta) * right / (size + beta * all) : 0;
}

static void
sum_kept(struct blocks *page)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i <= page->count; i++) {
		page->list[i].before.kept = kept;
		kept += i < page->count && page->list[i].reason == DROP_NOT;
	}
}

static void
keep_above(struct blocks *page, float threshold)
{
	for (uint32_t i = 0; i < page->count; i++)
		page->list[i].reason = page->list[i].score > threshold
		    ? DROP_NOT
		    : DROP_BOILERPLATE;
	sum_kept(page);
}

float
decide_blocks(struct blocks *page, enum extract_mode mode)
{
	float beta = weight_of(mode), all = 0, f = 0, better;

	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];

		if (page->elements[b->leaf].out)
			b->score = 0;
		all += mass(b) * b->score;
	}
	/* Each step raises F; a handful of them reach the top. */
	for (int step = 0; step < 30; step++) {
		better = measure(page, f / (1 + beta), beta, all);
		if (better <= f)
			break;
		f = better;
	}
	if (all < LEAST_WORDS || f < LEAST_F)
		f = 0;
	keep_above(page, f > 0 ? f / (1 + beta) : 1);
	return f;
}

void
decide_all(struct blocks *page)
{
	for (uint32_t i = 0; i < page->count; i++) {
		const struct element *leaf =
		    &page->elements[page->list[i].leaf];

		page->list[i].reason =
		    leaf->out || (leaf->in & (IN_HIDDEN | IN_CONTROL)) != 0
		    ? DROP_BOILERPLATE
		    : DROP_NOT;
	}
	sum_kept(page);
}
