/*
 * extract.c -- which nodes of a page are the article: the steps in order, those
 * without a folder in plugins/extract.
 *
 *	html/cut.c   cuts the page into blocks, runs of text that no block-level
 *	             element interrupts, and (blocks.c) counts what is in them
 *	score.c      how likely each block is content: features, and trees that
 *	             were learned from labelled pages (model.c, by train/)
 *	decide.c     the set of blocks with the highest expected F-measure
 *	html/clean.c back to nodes: what goes, and for what reason
 */
#include "clean.h"
#include "comments.h"
#include "cut.h"
#include "decide.h"
#include "html.h"
#include "score.h"

#define PRUNED_WORDS 30

/* What the user or the metadata step has marked is not judged again. */
static void
take_marks(struct blocks *page, const struct extraction *x)
{
	for (uint32_t i = 1; i < page->element_count; i++) {
		struct element *e = &page->elements[i];

		e->out = page->elements[e->parent].out ||
		    x->reason[e->node] != DROP_NOT;
	}
}

/* Nothing outside of the roots that the user chose. */
static void
take_roots(struct blocks *page, const struct extraction *x)
{
	size_t next = 0;

	for (uint32_t i = 1; i < page->element_count; i++) {
		struct element *e = &page->elements[i];

		if (next < x->root_count && x->roots[next] == e->node) {
			next++;
			i = e->last;
			continue;
		}
		/* An element around a root is none, nor is it out. */
		e->out = true;
	}
	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];

		if (page->elements[b->leaf].out)
			b->score = 0;
	}
}

/* All of the page for EXTRACT_NONE, what holds the chosen blocks otherwise. */
static uint32_t
article_root(const struct page *p, const struct blocks *page)
{
	if (p->mode == EXTRACT_NONE)
		for (uint32_t i = 1; i < page->element_count; i++)
			if (page->elements[i].name == DOM_BODY)
				return page->elements[i].node;
	return page->elements[clean_root(page)].node;
}

/* What is named as none of an article, and is short or mostly links, goes out
 * of chosen roots. */
static void
prune_roots(const struct blocks *page, struct extraction *x)
{
	size_t next = 0;
	uint32_t end = 0;

	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];
		struct block_sums sums = blocks_between(page, e->first, e->end);

		if (next < x->root_count && x->roots[next] == e->node) {
			next++;
			end = e->last;
			continue;
		}
		if (i > end || e->reason == DROP_NOT ||
		    x->reason[e->node] != DROP_NOT ||
		    (sums.words > PRUNED_WORDS &&
			sums.link_words * 2 <= sums.words))
			continue;
		x->reason[e->node] = e->reason;
		x->step[e->node] = STEP_CLEAN;
	}
}

/* A block's score to its texts and to the elements that begin with it. */
static void
note_scores(const struct blocks *page, const struct dom *d, int16_t *scores)
{
	for (uint32_t i = 0; i < page->count; i++) {
		const struct block *b = &page->list[i];
		int16_t score = (int16_t)(b->score * 1000 + 0.5f);

		if (page->elements[b->leaf].out)
			continue;
		for (uint32_t t = 0; (t = blocks_text(page, b, t)) != 0;) {
			scores[t] = score;
			for (uint32_t n = dom_parent(d, t);
			     n != 0 && scores[n] < 0; n = dom_parent(d, n))
				scores[n] = score;
		}
	}
}

static bool
judge(const struct page *p, struct blocks *page, struct extraction *x)
{
	bool chosen = x->root_count != 0;
	float hope = 1;

	if (chosen && x->prune)
		prune_roots(page, x);
	take_marks(page, x);
	if (chosen)
		take_roots(page, x);
	if (chosen || p->mode == EXTRACT_NONE) {
		decide_all(page);
	} else {
		score_blocks(page);
		if (x->scores != NULL)
			note_scores(page, p->dom, x->scores);
		if (!decide_blocks(page, p->mode, &hope))
			return false;
	}
	if (!chosen && p->mode != EXTRACT_NONE)
		x->confidence = decide_confidence(page->model, hope);
	if (hope > 0 && !chosen) {
		x->roots[0] = article_root(p, page);
		x->root_count = 1;
	}
	clean_nodes(page, x);
	return !p->keep_comments || comments_take(page, x);
}

void
extract_page(const struct page *p, struct extraction *x)
{
	struct blocks page;

	if (!blocks_cut(&page, p->dom, &extract_model) || !judge(p, &page, x))
		p->api->fail(p->job, OCT_ENOMEM, "html.memory",
		    "out of memory while looking for the article");
	blocks_free(&page);
}
