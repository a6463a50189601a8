#include <stdlib.h>

#include "block_features.h"

/* The kinds of elements, from the least likely to hold content to the most. */
static const uint8_t name_ranks[256] = {
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
	uint8_t known = name_ranks[e->name];

	return known != 0 ? known : 5;
}

/* log2(1 + n), by straight lines between the powers of two. */
static float
log_of(uint32_t n)
{
	uint32_t whole;

	if (n >= UINT32_MAX / 2)
		return 31;
	whole = 31 - (uint32_t)__builtin_clz(n + 1);
	return (float)whole +
	    (float)(n + 1 - (1u << whole)) / (float)(1u << whole);
}

static float
share(uint32_t part, uint32_t whole)
{
	return whole != 0 ? (float)part / (float)whole : 0;
}

static void
describe_text(const struct block *b, float *v)
{
	const struct text_counts *t = &b->text;

	v[F_WORDS] = log_of(t->words);
	v[F_WORD_LENGTH] = share(t->letters, t->words);
	v[F_LINK_SHARE] = share(b->link_words, t->words);
	v[F_LINKS] = log_of(b->links);
	v[F_COMMAS] = share(t->commas, t->words + 1);
	v[F_STOPS] = share(t->stops, t->words + 1);
	v[F_FUNCTION_SHARE] = share(t->function_words, t->words);
	v[F_DIGIT_SHARE] = share(t->digits, t->letters);
	v[F_CAPITAL_SHARE] = share(t->upper, t->words);
	v[F_TITLE_SHARE] = share(t->title_words, t->words);
	v[F_ABOUT_SHARE] = share(t->about_words, t->words);
	v[F_KNOWN_SHARE] = t->triples != 0 ? share(t->known, t->triples) : -1;
	v[F_FIRST] = t->first == 'U' ? 3
	    : t->first == 'l'        ? 2
	    : t->first == 'd'        ? 1
				     : 0;
	v[F_LAST] = t->last == 's' ? 2 : t->last == ':' ? 1 : 0;
	v[F_REPEATED] = log_of(b->alike);
}

static void
describe_path(const struct blocks *page, const struct block *b, float *v)
{
	const struct element *leaf = &page->elements[b->leaf];
	const struct element *box = &page->elements[b->box];
	const struct element *parent = &page->elements[box->parent];

	v[F_LEAF_NAME] = rank(leaf);
	v[F_BOX_NAME] = rank(box);
	v[F_PARENT_NAME] = rank(parent);
	v[F_LEAF_WEIGHT] = leaf->weight;
	v[F_BOX_WEIGHT] = box->weight;
	v[F_PARENT_WEIGHT] = parent->weight;
	v[F_PATH_SUM] = leaf->sum;
	v[F_PATH_LEAST] = leaf->least;
	v[F_PATH_MOST] = leaf->most;
	v[F_DEPTH] = box->depth;
	for (int i = 0; i <= F_DIALOG - F_LINK; i++)
		v[F_LINK + i] = (float)(leaf->in >> i & 1);
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
describe_repetition(const struct blocks *page, const struct block *b, float *v)
{
	const struct path_group *group =
	    blocks_group(page, page->elements[b->leaf].path);
	uint32_t level, item = item_around(page, b, &level);
	const struct element *e = &page->elements[item];
	struct block_sums sums = blocks_between(page, e->first, e->end);

	v[F_GROUP_BLOCKS] = log_of(group->blocks);
	v[F_GROUP_WORDS] =
	    share(group->words, page->list[page->count].before.words);
	v[F_GROUP_MEAN] = share(group->words, group->blocks);
	v[F_GROUP_LINK_SHARE] = share(group->link_words, group->words);
	v[F_BOX_ALIKE] = log_of(page->elements[b->box].alike);
	v[F_ITEM_ALIKE] = item != 0 ? log_of(e->alike) : -1;
	v[F_ITEM_WORDS] = item != 0 ? log_of(sums.words) : -1;
	v[F_ITEM_LEVEL] = item != 0 ? (float)level : -1;
	v[F_ITEM_LINK_SHARE] =
	    item != 0 ? share(sums.link_words, sums.words) : -1;
}

static const struct block *
neighbour(const struct blocks *page, uint32_t block, int away)
{
	int64_t i = (int64_t)block + away;

	return i >= 0 && i < page->count ? &page->list[i] : NULL;
}

static void
describe_neighbours(const struct blocks *page, uint32_t block, float *v)
{
	static const struct {
		int away;
		enum feature words, link_share, name, sum;
	} ways[] = {
		{ -1, F_WORDS_P1, F_LINK_SHARE_P1, F_NAME_P1, F_SUM_P1 },
		{ 1, F_WORDS_N1, F_LINK_SHARE_N1, F_NAME_N1, F_SUM_N1 },
		{ -2, F_WORDS_P2, 0, 0, 0 },
		{ 2, F_WORDS_N2, 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		const struct block *b = neighbour(page, block, ways[i].away);

		v[ways[i].words] = b != NULL ? log_of(b->text.words) : -1;
		if (ways[i].name == 0)
			continue;
		v[ways[i].link_share] =
		    b != NULL ? share(b->link_words, b->text.words) : -1;
		v[ways[i].name] =
		    b != NULL ? rank(&page->elements[b->box]) : -1;
		v[ways[i].sum] = b != NULL ? page->elements[b->leaf].sum : 0;
	}
}

/* Which elements around a box are looked at, counted from it. */
static const uint8_t levels[] = { 1, 2, 3, 4, 6 };
#define LEVELS (sizeof levels / sizeof levels[0])

static void
describe_surroundings(
    const struct blocks *page, const struct block *b, float *v)
{
	const struct block_sums *all = &page->list[page->count].before;
	uint32_t e = b->box;

	for (size_t i = 0, level = 0; i < LEVELS; i++) {
		struct block_sums sums;
		float *up = &v[F_UP1_WORDS + 4 * i];

		for (; level < levels[i]; level++)
			e = page->elements[e].parent;
		sums = blocks_between(
		    page, page->elements[e].first, page->elements[e].end);
		up[0] = log_of(sums.words);
		up[1] = share(sums.link_words, sums.words);
		up[2] = share(sums.long_words, sums.words);
		up[3] = share(sums.long_words, all->long_words);
	}
}

static void
describe_place(const struct blocks *page, uint32_t block, float *v)
{
	const struct block_sums *all = &page->list[page->count].before;
	const struct block_sums *here = &page->list[block].before;
	bool after = block >= page->heading;
	uint32_t first = after ? page->heading : block;
	uint32_t end = after ? block : page->heading;
	struct block_sums between = blocks_between(page, first, end);

	v[F_BLOCKS_BEFORE] = share(block, page->count);
	v[F_WORDS_BEFORE] = share(here->words, all->words);
	if (page->heading == page->count) {
		v[F_FROM_HEADING] = v[F_FROM_HEADING_W] = -99;
	} else {
		v[F_FROM_HEADING] = log_of(end - first) * (after ? 1 : -1);
		v[F_FROM_HEADING_W] = log_of(between.words) * (after ? 1 : -1);
	}
	v[F_PAGE_WORDS] = log_of(all->words);
	v[F_PAGE_LINK_SHARE] = share(all->link_words, all->words);
	v[F_PAGE_LONG] = share(all->long_words, all->words);
	v[F_PAGE_BLOCKS] = log_of(page->count);
	v[F_PAGE_TYPE] = (float)page->hints.type;
	v[F_PAGE_FUNCTION_SHARE] = share(all->function_words, all->words);
}

void
features_local(const struct blocks *page, uint32_t block, float *v)
{
	const struct block *b = &page->list[block];

	describe_text(b, v);
	describe_path(page, b, v);
	describe_repetition(page, b, v);
	describe_neighbours(page, block, v);
	describe_surroundings(page, b, v);
	describe_place(page, block, v);
}

/* Downwards from the whole page, as long as one element inside has most. */
static uint32_t
find_root(const struct blocks *page, float content)
{
	uint32_t root = 0, child = 1;

	while (child <= page->elements[root].last) {
		const struct element *e = &page->elements[child];

		if (blocks_between(page, e->first, e->end).content >=
		    content * 0.75f) {
			root = child;
			child = root + 1;
		} else {
			child = e->last + 1;
		}
	}
	return root;
}

bool
outlook_make(struct outlook *outlook, struct blocks *page)
{
	uint32_t strong = page->count, n = page->count + 1;
	float content = 0;

	outlook->strong = malloc(2 * (size_t)n * sizeof *outlook->strong);
	if (outlook->strong == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		struct block *b = &page->list[i];
		float mass = (float)b->text.words * b->score;

		b->before.content = content;
		content += mass;
		blocks_group(page, page->elements[b->leaf].path)->content +=
		    mass;
		if (b->text.words > 9 && b->score > 0.5f)
			strong = i;
		outlook->strong[2 * i] = strong;
	}
	strong = n - 1;
	for (uint32_t i = n; i-- > 0;) {
		const struct block *b = &page->list[i];

		if (b->text.words > 9 && b->score > 0.5f)
			strong = i;
		outlook->strong[2 * i + 1] = strong;
	}
	outlook->content = content;
	outlook->root = find_root(page, content);
	return true;
}

void
outlook_free(struct outlook *outlook)
{
	free(outlook->strong);
}

/* The mean score of the words in a range. */
static float
mean_score(const struct blocks *page, uint32_t first, uint32_t end)
{
	struct block_sums sums = blocks_between(page, first, end);

	return sums.words != 0 ? sums.content / (float)sums.words : 0;
}

static float
mean_around(const struct blocks *page, uint32_t block, uint32_t reach)
{
	uint32_t first = block > reach ? block - reach : 0;
	uint32_t end =
	    page->count - block > reach + 1 ? block + reach + 1 : page->count;

	return mean_score(page, first, end);
}

static float
mean_inside(const struct blocks *page, uint32_t e)
{
	return mean_score(page, page->elements[e].first, page->elements[e].end);
}

static void
describe_scores(const struct blocks *page, uint32_t block, float *v)
{
	const struct block *b = &page->list[block];
	const struct path_group *group =
	    blocks_group(page, page->elements[b->leaf].path);
	uint32_t level = 0, e = b->box, item;

	v[F_SCORE] = b->score;
	for (int away = 1; away <= 3; away++) {
		const struct block *p = neighbour(page, block, -away);
		const struct block *n = neighbour(page, block, away);

		v[F_SCORE_P1 + away - 1] = p != NULL ? p->score : 0;
		v[F_SCORE_N1 + away - 1] = n != NULL ? n->score : 0;
	}
	v[F_SCORE_NEAR] = mean_around(page, block, 3);
	v[F_SCORE_WIDE] = mean_around(page, block, 12);
	v[F_SCORE_GROUP] =
	    group->words != 0 ? group->content / (float)group->words : 0;
	v[F_SCORE_BOX] = mean_inside(page, e);
	for (size_t i = 0; i < LEVELS; i++) {
		for (; level < levels[i]; level++)
			e = page->elements[e].parent;
		v[F_SCORE_UP1 + i] = mean_inside(page, e);
	}
	item = item_around(page, b, &level);
	v[F_SCORE_ITEM] = item != 0 ? mean_inside(page, item) : -1;
	v[F_SCORE_ITEMS] =
	    item != 0 ? mean_inside(page, page->elements[item].parent) : -1;
}

/* How far up from the root of the content is the element that holds both? */
static uint32_t
levels_to(const struct blocks *page, uint32_t root, uint32_t block)
{
	uint32_t up = 0;

	while (block < page->elements[root].first ||
	    block >= page->elements[root].end) {
		if (root == 0)
			break;
		root = page->elements[root].parent;
		up++;
	}
	return up;
}

void
features_context(const struct blocks *page, const struct outlook *outlook,
    uint32_t block, float *v)
{
	const struct block *b = &page->list[block];
	const uint32_t *strong = &outlook->strong[(size_t)2 * block];
	float all = outlook->content > 1 ? outlook->content : 1;
	uint32_t up = levels_to(page, outlook->root, block);
	uint32_t words = page->list[page->count].before.words;

	describe_scores(page, block, v);
	v[F_IN_ROOT] = up == 0;
	v[F_TO_ROOT] = (float)up;
	v[F_ROOT_SCORE] = mean_inside(page, outlook->root);
	v[F_CONTENT_BEFORE] = b->before.content / all;
	v[F_CONTENT_AFTER] = page->list[block + 1].before.content / all;
	v[F_FROM_STRONG] = strong[0] <= block ? log_of(block - strong[0]) : 15;
	v[F_TO_STRONG] =
	    strong[1] < page->count ? log_of(strong[1] - block) : 15;
	v[F_CONTENT_PAGE] = log_of((uint32_t)outlook->content);
	v[F_CONTENT_SHARE] = words != 0 ? outlook->content / (float)words : 0;
}
