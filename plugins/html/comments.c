/*
 * comments.c -- --comments=keep: the readers' discussion, apart from the
 * article.
 *
 * An element whose classes name it so is one, when most of what was kept does
 * not lie in it and it has more to say than a form and a few buttons.  Parts of
 * it that were taken for the article go with it; forms and buttons stay out.
 */
#include "comments.h"

#include <stdlib.h>

#include "cut.h"

enum {
	LEAST_WORDS = 8, /* of a discussion, its forms left out */
	FORM_WORDS = 150, /* of a form at most; longer ones hold a page */
	AROUND_FORM = 12 /* words of a heading and a hint beside a form */
};

struct discussion {
	struct blocks *page;
	struct extraction *x;
	uint32_t *kept; /* words of kept blocks before each block */
	uint32_t form; /* number of the next <form> */
};

static uint32_t
words_in(const struct blocks *page, const struct element *e)
{
	return blocks_between(page, e->first, e->end).words;
}

/* Is it a form, with no more around it than its heading? */
static bool
is_form(struct discussion *d, uint32_t number)
{
	const struct element *all = d->page->elements, *e = &all[number];
	uint32_t words;

	if (d->form < number)
		d->form = number;
	while (
	    d->form < d->page->element_count && all[d->form].name != DOM_FORM)
		d->form++;
	if (d->form > e->last)
		return false;
	words = words_in(d->page, &all[d->form]);
	return words <= FORM_WORDS &&
	    words_in(d->page, e) <= words + AROUND_FORM;
}

/* Why a part of a discussion is none of it. */
static enum drop_reason
reason_of(struct discussion *d, uint32_t number)
{
	const struct element *e = &d->page->elements[number];

	if (e->in & IN_UNREAD)
		return DROP_HIDDEN;
	switch (e->name) {
	case DOM_NAV: return DROP_NAVIGATION;
	case DOM_BUTTON:
	case DOM_SELECT:
	case DOM_TEXTAREA: return DROP_FORM;
	}
	if (e->reason == DROP_SHARE || e->reason == DROP_ADVERTISEMENT ||
	    e->reason == DROP_CONSENT)
		return (enum drop_reason)e->reason;
	return e->block && is_form(d, number) ? DROP_FORM : DROP_NOT;
}

/* Has the user, a rule or the metadata decided on the node? */
static bool
is_settled(const struct extraction *x, uint32_t node)
{
	return x->reason[node] != DROP_NOT && x->step[node] != STEP_CLEAN &&
	    x->step[node] != STEP_EXTRACT;
}

/* The words that are left without what is no discussion; with `mark`, that is
 * marked. */
static struct block_sums
look_through(struct discussion *d, uint32_t number, bool mark)
{
	const struct element *top = &d->page->elements[number];
	struct block_sums left = blocks_between(d->page, top->first, top->end);

	d->form = number;
	for (uint32_t i = number + 1; i <= top->last; i++) {
		const struct element *e = &d->page->elements[i];
		enum drop_reason reason = reason_of(d, i);
		struct block_sums sums;

		if (reason == DROP_NOT || is_settled(d->x, e->node))
			continue;
		sums = blocks_between(d->page, e->first, e->end);
		left.words -= sums.words;
		left.link_words -= sums.link_words;
		if (mark) {
			d->x->reason[e->node] = (uint8_t)reason;
			d->x->step[e->node] = STEP_CLEAN;
		}
		i = e->last;
	}
	return left;
}

/* May the element be a discussion? */
static bool
is_candidate(const struct discussion *d, const struct element *e)
{
	uint32_t kept = d->kept[e->end] - d->kept[e->first];

	if (!e->block || e->first == e->end || e->in & IN_UNREAD)
		return false;
	if (d->x->reason[e->node] == DROP_COMMENTS)
		return true;
	return e->reason == DROP_COMMENTS && 2 * kept < d->kept[d->page->count];
}

/* What was decided below the element no longer holds. */
static void
take(struct discussion *d, uint32_t number)
{
	const struct dom *dom = d->page->source;
	uint32_t top = d->page->elements[number].node;

	for (uint32_t n = top; n != 0; n = dom_walk(dom, n, top))
		if (!is_settled(d->x, n))
			d->x->reason[n] = DROP_NOT;
	d->x->reason[top] = DROP_COMMENTS;
	d->x->step[top] = STEP_CLEAN;
	look_through(d, number, true);
}

static bool
sum_kept(struct discussion *d)
{
	const struct blocks *page = d->page;

	d->kept = malloc(((size_t)page->count + 1) * sizeof(*d->kept));
	if (d->kept == NULL)
		return false;
	d->kept[0] = 0;
	for (uint32_t i = 0; i < page->count; i++)
		d->kept[i + 1] = d->kept[i] +
		    (page->list[i].reason == DROP_NOT ? page->list[i].text.words
						      : 0);
	return true;
}

bool
comments_take(struct blocks *page, struct extraction *x)
{
	struct discussion d = { .page = page, .x = x };

	if (!sum_kept(&d))
		return false;
	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];
		struct block_sums left;

		if (is_settled(x, e->node)) {
			i = e->last;
			continue;
		}
		if (!is_candidate(&d, e))
			continue;
		left = look_through(&d, i, false);
		if (left.words >= LEAST_WORDS &&
		    2 * left.link_words < left.words) {
			take(&d, i);
			x->comments[x->comment_count++] = e->node;
			i = e->last;
		} else if (x->reason[e->node] == DROP_COMMENTS) {
			i = e->last;
		}
	}
	free(d.kept);
	return true;
}
