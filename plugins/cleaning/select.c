/*
 * select.c -- which blocks are the article.
 *
 * Each block gets a weight, for what reads as prose and against what looks like
 * a page's furniture.  The article is the run of blocks with the greatest sum;
 * it begins no earlier than the page's title and ends where the page goes on to
 * comments, related articles and the like.  Of what lies inside, blocks that
 * are furniture beyond doubt are dropped as well.
 *
 * The numbers were found by trial on 237 scraped pages in English and are
 * round on purpose: small changes make little difference.
 */
#include "clean.h"

/* An ending counts once this much of the article's weight lies before it. */
static const float ending_after[] = {
	[CLEAN_AUTO] = 0.3f,
	[CLEAN_PRECISION] = 0.15f,
	[CLEAN_RECALL] = 0.8f,
};
#define TITLE_BEFORE 0.4f /* of the weight, at most, lies before the title */
#define LEAST_WEIGHT 10.0f /* of an article: a sentence */

static float
least(uint32_t words, float most)
{
	return (float)words < most ? (float)words : most;
}

static float
weigh_list(const struct block *b)
{
	if (clean_link_density(b) > 0.5f)
		return -0.6f * least(b->words, 30) - 3;
	if (b->words >= 8 * b->items || 2 * b->sentences >= b->items)
		return 0.6f * least(b->words, 60);
	return -2;
}

static float
weigh_heading(const struct block *b)
{
	if (b->says & (SAYS_END | SAYS_MENU))
		return -12;
	return clean_link_density(b) < 0.5f ? 1 : -3;
}

static float
weigh_prose(const struct block *b)
{
	float density = clean_link_density(b);

	/* a sentence that is a link but for its first words */
	if (density > 0.6f && b->sentence && b->words >= 8 &&
	    b->link_words + 3 <= b->words)
		return 5;
	if (density > 0.6f)
		return -least(b->words, 15) - 2;
	if (b->words >= 10 && b->sentence && density < 0.4f &&
	    !(b->words < 25 && (b->says & SAYS_FURNITURE)))
		return least(b->words, 80);
	if (b->words >= 25 && density < 0.4f)
		return 0.8f * least(b->words, 80);
	if (b->says & (SAYS_END | SAYS_MENU))
		return -8;
	if (b->says & SAYS_FURNITURE)
		return -6;
	return -1.5f;
}

static float
weigh(const struct block *b)
{
	if (b->words == 0)
		return 0;
	if (b->says & SAYS_CONSENT)
		return -8;
	switch (b->kind) {
	case OCT_LIST:
	case OCT_DEFLIST: return weigh_list(b);
	case OCT_TABLE:
		return clean_link_density(b) < 0.3f ? 0.4f * least(b->words, 50)
						    : -5;
	case OCT_CODEBLOCK:
		return b->links >= 2 ? weigh_list(b) : least(b->words, 40);
	case OCT_HEADING: return weigh_heading(b);
	default: return weigh_prose(b);
	}
}

/* The run of the greatest sum (Kadane). */
static float
find_run(struct page *page)
{
	float best = 0, sum = 0;
	size_t start = 0;

	page->start = page->end = 0;
	for (size_t i = 0; i < page->count; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += page->blocks[i].weight;
		if (sum <= best)
			continue;
		best = sum;
		page->start = start;
		page->end = i + 1;
	}
	return best;
}

static float
prose_in(const struct page *page, size_t from, size_t to)
{
	float sum = 0;

	for (size_t i = from; i < to; i++)
		if (page->blocks[i].weight > 0)
			sum += page->blocks[i].weight;
	return sum;
}

static bool
is_title(const struct page *page, const struct block *b)
{
	return b->kind == OCT_HEADING &&
	    page->api->get_int(b->node, OCT_P_LEVEL, 0) == 1;
}

static void
start_at_title(struct page *page, float total)
{
	float before = 0;

	for (size_t i = page->start; i < page->end; i++) {
		const struct block *b = &page->blocks[i];

		if (before > TITLE_BEFORE * total)
			return;
		if (is_title(page, b))
			page->start = i;
		if (b->weight > 0)
			before += b->weight;
	}
}

static bool
is_ending(const struct block *b)
{
	return (b->says & SAYS_END) && b->words <= 14 && b->kind != OCT_LIST &&
	    b->kind != OCT_TABLE && b->kind != OCT_CODEBLOCK;
}

static void
stop_at_ending(struct page *page)
{
	float total = prose_in(page, page->start, page->end), before = 0;

	for (size_t i = page->start; i < page->end; i++) {
		const struct block *b = &page->blocks[i];

		if (is_ending(b) && before >= LEAST_WEIGHT &&
		    before >= ending_after[page->mode] * total) {
			page->end = i;
			return;
		}
		if (b->weight > 0)
			before += b->weight;
	}
}

/* Headings right above the article belong to it. */
static void
take_headings_above(struct page *page)
{
	while (page->start > 0) {
		const struct block *b = &page->blocks[page->start - 1];

		if (b->kind != OCT_HEADING || b->weight <= 0 ||
		    is_title(page, b))
			return;
		page->start--;
	}
}

/* Why a block inside the article is none of it; NULL if it is. */
static const char *
judge_inside(const struct page *page, const struct block *b)
{
	if (b->words == 0)
		return b->links > 0 && b->images == 0 ? OCT_REASON_NAVIGATION
						      : NULL;
	if (b->says & SAYS_CONSENT)
		return OCT_REASON_CONSENT;
	if (b->repeats >= 2 && b->words < 25 && !b->sentence &&
	    b->kind != OCT_CODEBLOCK && b->kind != OCT_TABLE)
		return OCT_REASON_REPEATED;
	if (b->kind == OCT_HEADING && (b->says & (SAYS_END | SAYS_MENU)))
		return OCT_REASON_RELATED;
	if (page->mode == CLEAN_RECALL)
		return NULL;
	if (b->weight > -2 || b->kind == OCT_HEADING)
		return NULL;
	if (b->says & SAYS_END)
		return OCT_REASON_RELATED;
	if (b->says & SAYS_FURNITURE)
		return OCT_REASON_BOILERPLATE;
	if (b->kind == OCT_LIST && b->weight >= -2.5f)
		return NULL;
	return b->links > 0 ? OCT_REASON_NAVIGATION : OCT_REASON_BOILERPLATE;
}

/* Why a block outside the article is there. */
static const char *
judge_outside(const struct block *b, bool before, const char *ending)
{
	if (b->says & SAYS_CONSENT)
		return OCT_REASON_CONSENT;
	if (b->repeats >= 3 && b->words <= 8)
		return OCT_REASON_REPEATED;
	if (b->kind == OCT_LIST && clean_link_density(b) > 0.5f)
		return OCT_REASON_NAVIGATION;
	if (before)
		return OCT_REASON_HEADER;
	return b->says & SAYS_COPYRIGHT ? OCT_REASON_FOOTER : ending;
}

/* What the page goes on to after the article. */
static const char *
reason_of_ending(const struct block *b, const char *now)
{
	if (!is_ending(b))
		return now;
	if (memmem(b->text.p, b->text.n, "omment", 6) != NULL ||
	    memmem(b->text.p, b->text.n, "eply", 4) != NULL)
		return OCT_REASON_COMMENTS;
	if (memmem(b->text.p, b->text.n, "hare", 4) != NULL)
		return OCT_REASON_SHARE;
	return OCT_REASON_RELATED;
}

static void
judge(struct page *page)
{
	const char *ending = OCT_REASON_FOOTER;

	for (size_t i = 0; i < page->count; i++) {
		struct block *b = &page->blocks[i];

		if (i >= page->end)
			ending = reason_of_ending(b, ending);
		if (b->reason != NULL)
			continue;
		if (i >= page->start && i < page->end)
			b->reason = judge_inside(page, b);
		else
			b->reason = judge_outside(b, i < page->start, ending);
	}
}

void
clean_select(struct page *page)
{
	float total;

	for (size_t i = 0; i < page->count; i++) {
		struct block *b = &page->blocks[i];

		b->weight = b->reason != NULL ? 0 : weigh(b);
	}
	if (find_run(page) < LEAST_WEIGHT) {
		page->end = page->start;
		return;
	}
	total = prose_in(page, page->start, page->end);
	start_at_title(page, total);
	stop_at_ending(page);
	take_headings_above(page);
	judge(page);
}
