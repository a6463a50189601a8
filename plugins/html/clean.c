#include "clean.h"

#include "cut.h"
#include "decide.h"

static enum drop_reason
reason_of_name(const struct element *e, const struct element *parent)
{
	if (e->in & ~parent->in & IN_HIDDEN)
		return DROP_HIDDEN;
	switch (e->name) {
	case DOM_NAV: return DROP_NAVIGATION;
	case DOM_FOOTER: return DROP_FOOTER;
	case DOM_HEADER: return DROP_HEADER;
	case DOM_FORM:
	case DOM_BUTTON:
	case DOM_SELECT: return DROP_FORM;
	}
	return DROP_NOT;
}

/* What an element's own name and words say. */
static enum drop_reason
own_reason(const struct blocks *page, const struct element *e)
{
	enum drop_reason found = reason_of_name(e, &page->elements[e->parent]);

	if (found == DROP_HIDDEN || e->reason == DROP_NOT)
		return found;
	return (enum drop_reason)e->reason;
}

/* What its text says, where nobody named it. */
static enum drop_reason
text_reason(const struct blocks *page, uint32_t first, uint32_t end)
{
	struct block_sums sums = blocks_between(page, first, end);

	if (end - first == 1 && page->list[first].reason == DROP_REPEATED)
		return DROP_REPEATED;
	if (sums.words != 0 && sums.link_words * 2 > sums.words)
		return DROP_NAVIGATION;
	return DROP_BOILERPLATE;
}

static void
drop(struct extraction *x, const struct blocks *page, uint32_t node,
    enum drop_reason reason, const struct element *e, uint32_t root)
{
	bool inside = e >= &page->elements[root] &&
	    e <= &page->elements[page->elements[root].last];

	if (x->reason[node] != DROP_NOT)
		return;
	x->reason[node] = (uint8_t)reason;
	x->step[node] = inside ? STEP_CLEAN : STEP_EXTRACT;
}

/* Drops the element.  Where nobody named it, what is in it may have names. */
static void
drop_element(
    struct extraction *x, struct blocks *page, uint32_t number, uint32_t root)
{
	const struct element *top = &page->elements[number];
	enum drop_reason reason = own_reason(page, top);
	uint32_t named = reason != DROP_NOT ? top->last : number;

	if (reason == DROP_NOT)
		reason = text_reason(page, top->first, top->end);
	drop(x, page, top->node, reason, top, root);
	page->elements[number].out = true;
	for (uint32_t i = number + 1; i <= top->last; i++) {
		struct element *e = &page->elements[i];

		e->out = true;
		if (i <= named || !e->block || e->first == e->end)
			continue;
		reason = own_reason(page, e);
		if (reason == DROP_NOT)
			continue;
		drop(x, page, e->node, reason, e, root);
		named = e->last;
	}
}

/* Does what stands next to a picture, or to what has no text, belong to the
 * article? */
static bool
among_kept(const struct blocks *page, const struct element *e, uint32_t root)
{
	const struct element *within = &page->elements[root];
	uint32_t reach = 4;
	uint32_t first =
	    e->first > within->first + reach ? e->first - reach : within->first;
	uint32_t end =
	    e->end + reach < within->end ? e->end + reach : within->end;
	uint32_t never = IN_NAV | IN_FOOTER | IN_ASIDE;

	if (!(e->in & IN_FIGURE)) /* there a button makes it larger */
		never |= IN_CONTROL;
	if (e->in & never & ~within->in)
		return false;
	if (e->in & IN_UNSEEN & ~within->in)
		return false;
	/* pictures of those who write in a forum */
	if (e->reason == DROP_METADATA && page->kinds[KIND_FORUM] == 0)
		return false;
	return first >= end || blocks_between(page, first, end).kept != 0;
}

/* Text of dropped blocks that stands beside kept ones, not in elements of its
 * own. */
static void
drop_text(struct extraction *x, const struct blocks *page, uint32_t number,
    uint32_t root)
{
	const struct block *b = &page->list[number];
	enum drop_reason reason = text_reason(page, number, number + 1);

	if (page->elements[b->leaf].out)
		return;
	for (uint32_t n = 0; (n = blocks_text(page, b, n)) != 0;)
		drop(x, page, n, reason, &page->elements[b->leaf], root);
}

/* May an article be what is inside of such an element?  A list or a table means
 * nothing without its own tag. */
static bool
is_container(const struct element *e)
{
	switch (e->name) {
	case DOM_HTML:
	case DOM_BODY:
	case DOM_MAIN:
	case DOM_ARTICLE:
	case DOM_SECTION:
	case DOM_DIV:
	case DOM_TD:
	case DOM_FORM:
	case DOM_CENTER:
	case NAME_OTHER: return true;
	}
	return false;
}

uint32_t
clean_root(const struct blocks *page)
{
	uint32_t kept = page->list[page->count].before.kept;
	uint32_t root = 0, child = 1;

	while (child <= page->elements[root].last) {
		const struct element *e = &page->elements[child];

		if (e->block &&
		    blocks_between(page, e->first, e->end).kept == kept) {
			root = child;
			child = root + 1;
		} else {
			child = e->last + 1;
		}
	}
	while (root != 0 && !is_container(&page->elements[root]))
		root = page->elements[root].parent;
	return root;
}

void
clean_nodes(struct blocks *page, struct extraction *x)
{
	uint32_t root = clean_root(page);

	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];
		bool shows = e->first == e->end || decide_picture(e) ||
		    decide_illustration(page, e);

		if (blocks_between(page, e->first, e->end).kept != 0 ||
		    (shows && among_kept(page, e, root)))
			continue;
		drop_element(x, page, i, root);
		i = e->last;
	}
	for (uint32_t i = 0; i < page->count; i++)
		if (page->list[i].reason != DROP_NOT)
			drop_text(x, page, i, root);
}
