#include "block_features.h"

/* The kinds of elements, from the least likely to hold content to the most. */
static const uint8_t name_ranks[DOM_ELEMENTS] = {
	[DOM_BUTTON] = 1,
	[DOM_LABEL] = 1,
	[DOM_OPTION] = 1,
	[DOM_SELECT] = 1,
	[DOM_NAV] = 2,
	[DOM_FOOTER] = 2,
	[DOM_ASIDE] = 2,
	[DOM_HEADER] = 2,
	[DOM_FORM] = 2,
	[DOM_A] = 3,
	[DOM_LI] = 4,
	[DOM_UL] = 4,
	[DOM_DIV] = 6,
	[DOM_SPAN] = 7,
	[DOM_TIME] = 8,
	[DOM_TD] = 9,
	[DOM_TH] = 9,
	[DOM_DT] = 10,
	[DOM_H6] = 11,
	[DOM_H5] = 11,
	[DOM_H4] = 12,
	[DOM_H1] = 13,
	[DOM_SECTION] = 14,
	[DOM_ARTICLE] = 14,
	[DOM_MAIN] = 14,
	[DOM_BODY] = 14,
	[DOM_SMALL] = 15,
	[DOM_B] = 16,
	[DOM_STRONG] = 16,
	[DOM_EM] = 17,
	[DOM_I] = 17,
	[DOM_H3] = 18,
	[DOM_H2] = 19,
	[DOM_FIGCAPTION] = 20,
	[DOM_DD] = 21,
	[DOM_CODE] = 22,
	[DOM_PRE] = 22,
	[DOM_BLOCKQUOTE] = 23,
	[DOM_P] = 24,
};

static float
rank(const struct element *e)
{
	uint8_t known = e->name < DOM_ELEMENTS ? name_ranks[e->name] : 0;

	return known != 0 ? known : 5;
}

static void
describe_text(const struct block *b, feature_row *v)
{
	const struct text_counts *t = &b->text;

	*v[F_WORDS] = feature_log(t->words);
	*v[F_WORD_LENGTH] = feature_share(t->letters, t->words);
	*v[F_LINK_SHARE] = feature_share(b->link_words, t->words);
	*v[F_LINKS] = feature_log(b->links);
	*v[F_COMMAS] = feature_share(t->commas, t->words + 1);
	*v[F_STOPS] = feature_share(t->stops, t->words + 1);
	*v[F_FUNCTION_SHARE] = feature_share(t->function_words, t->words);
	*v[F_DIGIT_SHARE] = feature_share(t->digits, t->letters);
	*v[F_CAPITAL_SHARE] = feature_share(t->upper, t->words);
	*v[F_TITLE_SHARE] = feature_share(t->title_words, t->words);
	*v[F_ABOUT_SHARE] = feature_share(t->about_words, t->words);
	*v[F_SITE_SHARE] = feature_share(t->site_words, t->words);
	*v[F_WE_SHARE] = feature_share(t->we_words, t->words);
	*v[F_KNOWN_SHARE] =
	    t->triples != 0 ? feature_share(t->known, t->triples) : -1;
	*v[F_FIRST] = t->first == 'U' ? 3
	    : t->first == 'l'         ? 2
	    : t->first == 'd'         ? 1
				      : 0;
	*v[F_LAST] = t->last == 's' ? 2 : t->last == ':' ? 1 : 0;
	*v[F_REPEATED] = feature_log(b->alike);
	*v[F_SAME] = feature_log(b->same);
	*v[F_WEIGHT] = t->weight;
	*v[F_WEIGHT_MEAN] = t->words == 0 ? 0
					  : t->weight /
		(float)(t->words < TEXT_WEIGHED ? t->words : TEXT_WEIGHED);
}

static void
describe_heading(const struct blocks *page, uint32_t block, feature_row *v)
{
	uint32_t heading = page->list[block].heading;
	const struct block *h;

	*v[F_HEADING_WEIGHT] = *v[F_HEADING_SUM] = 0;
	*v[F_HEADING_BLOCKS] = -1;
	if (heading == NO_BLOCK)
		return;
	h = &page->list[heading];
	*v[F_HEADING_WEIGHT] = h->text.weight;
	*v[F_HEADING_SUM] = page->elements[h->leaf].sum;
	*v[F_HEADING_BLOCKS] = feature_log(block - heading);
}

static void
describe_path(const struct blocks *page, const struct block *b, feature_row *v)
{
	const struct element *leaf = &page->elements[b->leaf];
	const struct element *box = &page->elements[b->box];
	const struct element *parent = &page->elements[box->parent];

	*v[F_LEAF_NAME] = rank(leaf);
	*v[F_BOX_NAME] = rank(box);
	*v[F_PARENT_NAME] = rank(parent);
	*v[F_LEAF_WEIGHT] = leaf->weight;
	*v[F_BOX_WEIGHT] = box->weight;
	*v[F_PARENT_WEIGHT] = parent->weight;
	*v[F_PATH_SUM] = leaf->sum;
	*v[F_PATH_LEAST] = leaf->least;
	*v[F_PATH_MOST] = leaf->most;
	*v[F_DEPTH] = box->depth;
#pragma GCC unroll 32
	for (int i = 0; i <= F_DIALOG - F_LINK; i++)
		*v[F_LINK + i] = (float)(leaf->in >> i & 1);
}

/* The innermost element around a block that has siblings like it: an entry of
 * a list, whatever it is made of. */
static uint32_t
item_around(const struct blocks *page, const struct block *b, uint32_t *level)
{
	uint32_t e = b->box;

	for (*level = 0; e != 0 && *level < 8; ++*level) {
		if (page->elements[e].alike >= 3 &&
		    page->elements[e].end - page->elements[e].first > 1)
			return e;
		e = page->elements[e].parent;
	}
	return 0;
}

static void
describe_repetition(
    const struct blocks *page, const struct block *b, feature_row *v)
{
	const struct path_group *group = &page->groups[b->group];
	uint32_t level, item = item_around(page, b, &level);
	const struct element *e = &page->elements[item];
	struct block_sums sums = blocks_between(page, e->first, e->end);

	*v[F_GROUP_BLOCKS] = feature_log(group->blocks);
	*v[F_GROUP_WORDS] =
	    feature_share(group->words, page->list[page->count].before.words);
	*v[F_GROUP_MEAN] = feature_share(group->words, group->blocks);
	*v[F_GROUP_LINK_SHARE] = feature_share(group->link_words, group->words);
	*v[F_BOX_ALIKE] = feature_log(page->elements[b->box].alike);
	*v[F_ITEM_ALIKE] = item != 0 ? feature_log(e->alike) : -1;
	*v[F_ITEM_WORDS] = item != 0 ? feature_log(sums.words) : -1;
	*v[F_ITEM_LEVEL] = item != 0 ? (float)level : -1;
	*v[F_ITEM_LINK_SHARE] =
	    item != 0 ? feature_share(sums.link_words, sums.words) : -1;
}

static const struct block *
neighbour(const struct blocks *page, uint32_t block, int away)
{
	int64_t i = (int64_t)block + away;

	return i >= 0 && i < page->count ? &page->list[i] : NULL;
}

static void
describe_neighbours(const struct blocks *page, uint32_t block, feature_row *v)
{
	static const struct {
		int away;
		enum feature words, link_share, name, sum, weight;
	} ways[] = {
		{ -1, F_WORDS_P1, F_LINK_SHARE_P1, F_NAME_P1, F_SUM_P1,
		    F_WEIGHT_P1 },
		{ 1, F_WORDS_N1, F_LINK_SHARE_N1, F_NAME_N1, F_SUM_N1,
		    F_WEIGHT_N1 },
		{ -2, F_WORDS_P2, 0, 0, 0, 0 },
		{ 2, F_WORDS_N2, 0, 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		const struct block *b = neighbour(page, block, ways[i].away);

		*v[ways[i].words] = b != NULL ? feature_log(b->text.words) : -1;
		if (ways[i].name == 0)
			continue;
		*v[ways[i].link_share] = b != NULL
		    ? feature_share(b->link_words, b->text.words)
		    : -1;
		*v[ways[i].name] =
		    b != NULL ? rank(&page->elements[b->box]) : -1;
		*v[ways[i].weight] = b != NULL ? b->text.weight : 0;
		*v[ways[i].sum] = b != NULL ? page->elements[b->leaf].sum : 0;
	}
}

static void
describe_surroundings(
    const struct blocks *page, const struct block *b, feature_row *v)
{
	const struct block_sums *all = &page->list[page->count].before;
	uint32_t e = b->box;

	for (size_t i = 0, level = 0; i < FEATURE_LEVELS; i++) {
		struct block_sums sums;
		feature_row *up = &v[F_UP1_WORDS + 4 * i];

		for (; level < feature_levels[i]; level++)
			e = page->elements[e].parent;
		sums = blocks_between(
		    page, page->elements[e].first, page->elements[e].end);
		*up[0] = feature_log(sums.words);
		*up[1] = feature_share(sums.link_words, sums.words);
		*up[2] = feature_share(sums.long_words, sums.words);
		*up[3] = feature_share(sums.long_words, all->long_words);
	}
}

static void
describe_place(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block_sums *all = &page->list[page->count].before;
	const struct block_sums *here = &page->list[block].before;
	bool after = block >= page->heading;
	uint32_t first = after ? page->heading : block;
	uint32_t end = after ? block : page->heading;
	struct block_sums between = blocks_between(page, first, end);

	*v[F_BLOCKS_BEFORE] = feature_share(block, page->count);
	*v[F_WORDS_BEFORE] = feature_share(here->words, all->words);
	if (page->heading == page->count) {
		*v[F_FROM_HEADING] = *v[F_FROM_HEADING_W] = -99;
	} else {
		*v[F_FROM_HEADING] =
		    feature_log(end - first) * (after ? 1 : -1);
		*v[F_FROM_HEADING_W] =
		    feature_log(between.words) * (after ? 1 : -1);
	}
}

static float
before_share(const struct blocks *page, uint32_t block, uint32_t e)
{
	const struct element *around = &page->elements[e];
	struct block_sums before = blocks_between(page, around->first, block);
	struct block_sums all =
	    blocks_between(page, around->first, around->end);

	return feature_share(before.words, all.words);
}

/* How many levels up from the block `from` is an element with both? */
static float
levels_between(const struct blocks *page, uint32_t from, uint32_t block)
{
	uint32_t e = page->list[from].box, up = 0;

	while (up < 12 &&
	    (block < page->elements[e].first ||
		block >= page->elements[e].end)) {
		e = page->elements[e].parent;
		up++;
	}
	return (float)up;
}

static void
describe_prose(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block *b = &page->list[block];
	uint32_t e = page->elements[b->box].parent;

	*v[F_UP1_BEFORE] = before_share(page, block, e);
	e = page->elements[e].parent;
	*v[F_UP2_BEFORE] = before_share(page, block, e);
	e = page->elements[page->elements[e].parent].parent;
	*v[F_UP4_BEFORE] = before_share(page, block, e);
	*v[F_PROSE_P] = *v[F_PROSE_N] = 20;
	*v[F_PROSE_LEVELS_P] = *v[F_PROSE_LEVELS_N] = 20;
	if (b->prose != NO_BLOCK) {
		*v[F_PROSE_P] = feature_log(block - b->prose);
		*v[F_PROSE_LEVELS_P] = levels_between(page, b->prose, block);
	}
	if (b->prose_next != NO_BLOCK) {
		*v[F_PROSE_N] = feature_log(b->prose_next - block);
		*v[F_PROSE_LEVELS_N] =
		    levels_between(page, b->prose_next, block);
	}
}

static void
describe_window(
    const struct blocks *page, uint32_t first, uint32_t end, feature_row *v)
{
	struct block_sums sums = blocks_between(page, first, end);

	*v[0] = feature_log(sums.words);
	*v[1] = feature_share(sums.long_words, sums.words);
	*v[2] = feature_share(sums.link_words, sums.words);
}

static void
describe_flow(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block *b = &page->list[block];
	static const struct {
		uint32_t reach;
		enum feature before, after;
	} windows[] = { { 4, F_NEAR_WORDS_P, F_NEAR_WORDS_N },
		{ 12, F_FAR_WORDS_P, F_FAR_WORDS_N } };

	*v[F_LINK_WEIGHT] = b->link_weight;
	*v[F_LINK_WEIGHT_MEAN] =
	    b->links != 0 ? b->link_weight / (float)b->links : 0;
	*v[F_PICTURES] = feature_log(page->elements[b->box].pictures);
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		uint32_t reach = windows[i].reach, left = page->count - block;

		describe_window(page, block > reach ? block - reach : 0, block,
		    &v[windows[i].before]);
		describe_window(page, block + 1,
		    left > reach + 1 ? block + 1 + reach : page->count,
		    &v[windows[i].after]);
	}
	*v[F_LONG_BEFORE] = feature_share(
	    b->before.long_words, page->list[page->count].before.long_words);
}

void
page_features(const struct blocks *page, feature_row *v)
{
	const struct block_sums *all = &page->list[page->count].before;

	*v[F_PAGE_WORDS] = feature_log(all->words);
	*v[F_PAGE_LINK_SHARE] = feature_share(all->link_words, all->words);
	*v[F_PAGE_LONG] = feature_share(all->long_words, all->words);
	*v[F_PAGE_BLOCKS] = feature_log(page->count);
	*v[F_PAGE_TYPE] = (float)page->hints.type;
	*v[F_PAGE_FUNCTION_SHARE] =
	    feature_share(all->function_words, all->words);
	for (int kind = 0; kind < PAGE_KINDS; kind++)
		*v[F_KIND_ARTICLE + kind] = (float)page->kinds[kind];
	*v[F_CONTENT] = feature_log(all->likely / 256);
	*v[F_PAGE_LIKELY] = feature_share(all->likely, all->words) / 256;
}

void
block_features(const struct blocks *page, uint32_t block, feature_row *v)
{
	const struct block *b = &page->list[block];

	describe_text(b, v);
	describe_heading(page, block, v);
	describe_path(page, b, v);
	describe_repetition(page, b, v);
	describe_neighbours(page, block, v);
	describe_surroundings(page, b, v);
	describe_place(page, block, v);
	describe_prose(page, block, v);
	describe_flow(page, block, v);
}
