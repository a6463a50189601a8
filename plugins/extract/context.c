/*
 * context.c -- the features of a block by what was guessed of all the others.
 */
#include "block_features.h"

/* Below this log-odds are cut off. */
#define LEAST_ODDS (-10)

/* log(p / (1 - p)), by straight lines between the powers of two. */
static float
log_odds(float p)
{
	float odds = p / (1 - p + 1e-4f);
	uint32_t scaled = (uint32_t)(odds * 1024);

	return scaled == 0 ? LEAST_ODDS : feature_log(scaled) - 10;
}

static uint32_t
likely_words(const struct block *b)
{
	return (uint32_t)(b->guess * 256 * (float)b->text.words);
}

static void
find_likely(struct blocks *page)
{
	uint32_t last = NO_BLOCK, section = page->count;

	for (uint32_t i = 0; i < page->count; i++) {
		page->list[i].likely = last;
		if (page->list[i].guess > 0.5f)
			last = i;
	}
	last = NO_BLOCK;
	for (uint32_t i = page->count; i-- > 0;) {
		struct block *b = &page->list[i];

		b->likely_next = last;
		b->section_end = section;
		if (b->guess > 0.5f)
			last = i;
		if (b->heading == i)
			section = i;
	}
}

void
context_prepare(struct blocks *page)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i <= page->group_mask; i++)
		page->groups[i].likely = 0;
	for (uint32_t i = 0; i <= page->count; i++) {
		struct block *b = &page->list[i];
		uint32_t likely = i < page->count ? likely_words(b) : 0;

		b->before.likely = sum;
		sum += likely;
		if (i < page->count)
			page->groups[b->group].likely += likely;
	}
	find_likely(page);
}

/* Of the words of some blocks, that share is likely content. */
static float
likely_share(struct block_sums sums)
{
	return feature_share(sums.likely, sums.words) / 256;
}

static float
guess_of(const struct blocks *page, uint32_t block, int away)
{
	int64_t i = (int64_t)block + away;

	return i >= 0 && i < page->count ? log_odds(page->list[i].guess)
					 : LEAST_ODDS;
}

static float
share_near(const struct blocks *page, uint32_t block, uint32_t reach)
{
	uint32_t first = block > reach ? block - reach : 0;
	uint32_t end =
	    page->count - block > reach ? block + reach + 1 : page->count;

	return likely_share(blocks_between(page, first, end));
}

static void
describe_guesses(const struct blocks *page, uint32_t block, feature_row *v)
{
	uint32_t heading = page->list[block].heading;

	*v[F_GUESS] = guess_of(page, block, 0);
	*v[F_GUESS_P1] = guess_of(page, block, -1);
	*v[F_GUESS_P2] = guess_of(page, block, -2);
	*v[F_GUESS_N1] = guess_of(page, block, 1);
	*v[F_GUESS_N2] = guess_of(page, block, 2);
	*v[F_NEAR] = share_near(page, block, 3);
	*v[F_AROUND] = share_near(page, block, 8);
	*v[F_GUESS_HEADING] =
	    heading != NO_BLOCK ? guess_of(page, heading, 0) : LEAST_ODDS - 1;
}

static void
describe_likely(
    const struct blocks *page, const struct block *b, feature_row *v)
{
	const struct block_sums *all = &page->list[page->count].before;
	const struct path_group *group = &page->groups[b->group];
	uint32_t e = b->box;

	for (size_t i = 0, level = 0; i < FEATURE_LEVELS; i++) {
		struct block_sums sums;

		for (; level < feature_levels[i]; level++)
			e = page->elements[e].parent;
		sums = blocks_between(
		    page, page->elements[e].first, page->elements[e].end);
		*v[F_UP1_LIKELY + 2 * i] = likely_share(sums);
		*v[F_UP1_CONTENT + 2 * i] =
		    feature_share(sums.likely, all->likely);
	}
	*v[F_GROUP_LIKELY] = feature_share(group->likely, group->words) / 256;
	*v[F_GROUP_CONTENT] = feature_share(group->likely, all->likely);
	*v[F_CONTENT_BEFORE] = feature_share(b->before.likely, all->likely);
}

/* The sections before, around and after a block. */
static void
describe_sections(
    const struct blocks *page, const struct block *b, feature_row *v)
{
	uint32_t start = b->heading != NO_BLOCK ? b->heading : 0;
	uint32_t end = b->section_end;
	struct block_sums sums = blocks_between(page, start, end);

	*v[F_SECTION_LIKELY] = likely_share(sums);
	*v[F_SECTION_WORDS] = feature_log(sums.words);
	*v[F_SECTION_P_LIKELY] = *v[F_SECTION_N_LIKELY] = -1;
	if (start > 0) {
		uint32_t before = page->list[start - 1].heading;

		*v[F_SECTION_P_LIKELY] = likely_share(blocks_between(
		    page, before != NO_BLOCK ? before : 0, start));
	}
	if (end < page->count)
		*v[F_SECTION_N_LIKELY] = likely_share(
		    blocks_between(page, end, page->list[end].section_end));
}

static void
describe_nearest(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block *b = &page->list[block];

	*v[F_LIKELY_P] = *v[F_LIKELY_P_WORDS] = -1;
	*v[F_LIKELY_N] = *v[F_LIKELY_N_WORDS] = -1;
	if (b->likely != NO_BLOCK) {
		*v[F_LIKELY_P] = feature_log(block - b->likely);
		*v[F_LIKELY_P_WORDS] = feature_log(
		    blocks_between(page, b->likely + 1, block).words);
	}
	if (b->likely_next != NO_BLOCK) {
		*v[F_LIKELY_N] = feature_log(b->likely_next - block);
		*v[F_LIKELY_N_WORDS] = feature_log(
		    blocks_between(page, block + 1, b->likely_next).words);
	}
}

void
context_features(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block *b = &page->list[block];

	describe_guesses(page, block, v);
	describe_likely(page, b, v);
	describe_sections(page, b, v);
	describe_nearest(page, block, v);
}
