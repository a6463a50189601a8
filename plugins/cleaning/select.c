/*
 * select.c -- which blocks are the article, by plugins/extract, and what that
 * means for the nodes they stand in.
 */
#include "clean.h"
#include "decide.h"
#include "score.h"

/* What facts.c has taken is not judged again. */
static void
mark_out(struct page *page)
{
	struct element *elements = page->cut.blocks.elements;

	for (size_t i = 0; i < page->count; i++) {
		const struct piece *p = &page->pieces[i];

		if (p->reason == NULL || p->element == 0)
			continue;
		for (uint32_t e = p->element; e <= elements[p->element].last;
		     e++)
			elements[e].out = true;
	}
}

static uint32_t
kept_words(const struct blocks *blocks, const struct element *e)
{
	uint32_t words = 0;

	for (uint32_t i = e->first; i < e->end; i++)
		if (blocks->list[i].reason == DROP_NOT)
			words += blocks->list[i].text.words;
	return words;
}

/* A list of which most stays stays whole; so does a table, which is nothing
 * without all of its cells. */
static void
keep_whole(struct blocks *blocks)
{
	for (uint32_t i = 1; i < blocks->element_count; i++) {
		const struct element *e = &blocks->elements[i];
		bool table = e->name == DOM_TABLE || e->name == DOM_DL;
		bool keep;

		if ((!table && e->name != DOM_UL) || e->out)
			continue;
		keep = 2 * kept_words(blocks, e) >=
		    blocks_between(blocks, e->first, e->end).words;
		if (!keep && !table)
			continue;
		for (uint32_t b = e->first; b < e->end; b++)
			blocks->list[b].reason =
			    keep ? DROP_NOT : DROP_BOILERPLATE;
		i = e->last;
	}
}

/* Words of a request to accept cookies, at most. */
#define CONSENT_WORDS 60

static void
mark_consent(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct piece *p = &page->pieces[i];

		if (p->says & SAYS_CONSENT && p->words <= CONSENT_WORDS &&
		    p->kind != OCT_CODEBLOCK && p->reason == NULL)
			p->reason = OCT_REASON_CONSENT;
	}
}

static bool
is_kept(const struct blocks *blocks, const struct piece *p)
{
	return blocks_between(blocks, p->first, p->end).kept != 0;
}

static bool
is_ending(const struct piece *p)
{
	return (p->says & SAYS_END) && p->words <= 14 && clean_is_line(p);
}

/* What the page goes on to after the article. */
static const char *
reason_of_ending(const struct piece *p, const char *now)
{
	if (!is_ending(p))
		return now;
	if (p->says & SAYS_FORM)
		return OCT_REASON_FORM;
	if (memmem(p->text.p, p->text.n, "omment", 6) != NULL ||
	    memmem(p->text.p, p->text.n, "eply", 4) != NULL)
		return OCT_REASON_COMMENTS;
	if (memmem(p->text.p, p->text.n, "hare", 4) != NULL)
		return OCT_REASON_SHARE;
	return OCT_REASON_RELATED;
}

static const char *
reason_for(const struct piece *p, const char *otherwise)
{
	if (p->says & SAYS_CONSENT)
		return OCT_REASON_CONSENT;
	if (p->says & SAYS_COPYRIGHT)
		return OCT_REASON_FOOTER;
	if (p->repeats >= 3 && p->words <= 8)
		return OCT_REASON_REPEATED;
	if (clean_link_density(p) > 0.5f)
		return OCT_REASON_NAVIGATION;
	return otherwise;
}

/* Does a piece without words stand in the article: a picture before what stays,
 * or, as a rule or a picture with more to come, after it? */
static bool
stands_inside(const struct page *page, size_t i)
{
	const struct piece *pieces = page->pieces;
	size_t before = i, after = i + 1;

	while (before > 0 && pieces[before - 1].words == 0)
		before--;
	while (after < page->count && pieces[after].words == 0)
		after++;
	if (after >= page->end || before == 0 || after <= page->start)
		return false;
	return pieces[i].pictures > 0
	    ? pieces[after].reason == NULL || pieces[before - 1].reason == NULL
	    : pieces[after].reason == NULL && pieces[before - 1].reason == NULL;
}

static void
judge_wordless(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct piece *p = &page->pieces[i];

		if (p->words == 0 && p->reason == NULL &&
		    !stands_inside(page, i))
			p->reason = i < page->start ? OCT_REASON_HEADER
			    : i < page->end         ? OCT_REASON_BOILERPLATE
						    : OCT_REASON_FOOTER;
	}
}

/* Print has no mark-up: a line inside of the article may be a heading or a
 * caption, and prose right behind it goes on with it, unless it says that it is
 * something else. */
static bool
is_print_line(const struct page *page, size_t i)
{
	const struct piece *p = &page->pieces[i];

	if (!page->print || p->kind != OCT_P || p->repeats > 1 || p->says != 0)
		return false;
	return i < page->end
	    ? i > page->start && p->links == 0
	    : i == page->end && p->words >= 20 && clean_link_density(p) < 0.4f;
}

static bool
heads_comments(const struct piece *p)
{
	return p->words <= 2 && is_ending(p) &&
	    strcmp(reason_of_ending(p, ""), OCT_REASON_COMMENTS) == 0;
}

/* The heading "Comments", below which even prose is none of the article.  Not
 * so where a heading of its rank follows: the page writes about comments. */
static size_t
find_comments(const struct page *page)
{
	size_t found = page->count;
	int64_t highest = INT64_MAX, level;

	for (size_t i = page->count; i-- > 0;) {
		const struct piece *p = &page->pieces[i];

		if (p->kind != OCT_HEADING || p->reason != NULL)
			continue;
		level = page->api->get_int(p->node, OCT_P_LEVEL, 1);
		if (heads_comments(p) && level < highest)
			found = i;
		else if (level < highest && !is_ending(p) &&
		    is_kept(&page->cut.blocks, p))
			highest = level;
	}
	return found;
}

/* A heading as "Related articles" and links right below it, wherever. */
static void
mark_related(struct page *page)
{
	struct piece *last = NULL;

	for (size_t i = 0; i < page->end; i++) {
		struct piece *p = &page->pieces[i];

		if (p->words == 0)
			continue;
		if (last != NULL && p->reason == NULL && is_ending(last) &&
		    clean_link_density(p) > 0.5f)
			p->reason = last->reason = reason_of_ending(last, NULL);
		last = p;
	}
}

static void
judge(struct page *page)
{
	const struct blocks *blocks = &page->cut.blocks;
	size_t comments = find_comments(page);
	const char *otherwise = OCT_REASON_FOOTER;

	page->start = page->end = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct piece *p = &page->pieces[i];

		if (i == comments && page->end > 0)
			break;
		if (p->words == 0 || p->reason != NULL || !is_kept(blocks, p))
			continue;
		page->start = page->end == 0 ? i : page->start;
		page->end = i + 1;
	}
	mark_related(page);
	for (size_t i = 0; i < page->count; i++) {
		struct piece *p = &page->pieces[i];

		if (i >= page->end)
			otherwise = reason_of_ending(p, otherwise);
		if (p->words == 0 || p->reason != NULL ||
		    (i < page->end && is_kept(blocks, p)))
			continue;
		if (is_print_line(page, i)) {
			page->end = i >= page->end ? i + 1 : page->end;
			continue;
		}
		p->reason = reason_for(p,
		    i < page->start     ? OCT_REASON_HEADER
			: i < page->end ? OCT_REASON_BOILERPLATE
					: otherwise);
	}
	judge_wordless(page);
}

bool
clean_select(struct page *page, float *hope)
{
	struct blocks *blocks = &page->cut.blocks;

	mark_consent(page);
	mark_out(page);
	score_blocks(blocks);
	if (!decide_blocks(blocks, page->mode, hope))
		return false;
	keep_whole(blocks);
	decide_sum(blocks);
	judge(page);
	if (page->start == page->end)
		*hope = 0;
	return true;
}
