#include "clean.h"

/*
 * Parts of class and id words that name what an element is for.  Only asked
 * once it is clear that the element goes.
 */
static const struct {
	uint32_t hash;
	enum drop_reason reason;
} parts[] = {
	{ DOM_HASH("comment"), DROP_COMMENTS },
	{ DOM_HASH("comments"), DROP_COMMENTS },
	{ DOM_HASH("commentlist"), DROP_COMMENTS },
	{ DOM_HASH("commenting"), DROP_COMMENTS },
	{ DOM_HASH("disqus"), DROP_COMMENTS },
	{ DOM_HASH("respond"), DROP_COMMENTS },
	{ DOM_HASH("replies"), DROP_COMMENTS },
	{ DOM_HASH("discussion"), DROP_COMMENTS },
	{ DOM_HASH("share"), DROP_SHARE },
	{ DOM_HASH("sharing"), DROP_SHARE },
	{ DOM_HASH("sharedaddy"), DROP_SHARE },
	{ DOM_HASH("addtoany"), DROP_SHARE },
	{ DOM_HASH("social"), DROP_SHARE },
	{ DOM_HASH("ad"), DROP_ADVERTISEMENT },
	{ DOM_HASH("ads"), DROP_ADVERTISEMENT },
	{ DOM_HASH("advert"), DROP_ADVERTISEMENT },
	{ DOM_HASH("advertisement"), DROP_ADVERTISEMENT },
	{ DOM_HASH("adsbygoogle"), DROP_ADVERTISEMENT },
	{ DOM_HASH("sponsor"), DROP_ADVERTISEMENT },
	{ DOM_HASH("sponsored"), DROP_ADVERTISEMENT },
	{ DOM_HASH("promo"), DROP_ADVERTISEMENT },
	{ DOM_HASH("taboola"), DROP_ADVERTISEMENT },
	{ DOM_HASH("outbrain"), DROP_ADVERTISEMENT },
	{ DOM_HASH("cookie"), DROP_CONSENT },
	{ DOM_HASH("cookies"), DROP_CONSENT },
	{ DOM_HASH("consent"), DROP_CONSENT },
	{ DOM_HASH("gdpr"), DROP_CONSENT },
	{ DOM_HASH("onetrust"), DROP_CONSENT },
	{ DOM_HASH("cookiebot"), DROP_CONSENT },
	{ DOM_HASH("related"), DROP_RELATED },
	{ DOM_HASH("recommended"), DROP_RELATED },
	{ DOM_HASH("recommendations"), DROP_RELATED },
	{ DOM_HASH("recent"), DROP_RELATED },
	{ DOM_HASH("popular"), DROP_RELATED },
	{ DOM_HASH("trending"), DROP_RELATED },
	{ DOM_HASH("latest"), DROP_RELATED },
	{ DOM_HASH("readmore"), DROP_RELATED },
	{ DOM_HASH("teaser"), DROP_RELATED },
	{ DOM_HASH("teasers"), DROP_RELATED },
	{ DOM_HASH("nav"), DROP_NAVIGATION },
	{ DOM_HASH("navbar"), DROP_NAVIGATION },
	{ DOM_HASH("navigation"), DROP_NAVIGATION },
	{ DOM_HASH("menu"), DROP_NAVIGATION },
	{ DOM_HASH("breadcrumb"), DROP_NAVIGATION },
	{ DOM_HASH("breadcrumbs"), DROP_NAVIGATION },
	{ DOM_HASH("pagination"), DROP_NAVIGATION },
	{ DOM_HASH("pager"), DROP_NAVIGATION },
	{ DOM_HASH("toc"), DROP_NAVIGATION },
	{ DOM_HASH("footer"), DROP_FOOTER },
	{ DOM_HASH("copyright"), DROP_FOOTER },
	{ DOM_HASH("header"), DROP_HEADER },
	{ DOM_HASH("masthead"), DROP_HEADER },
	{ DOM_HASH("newsletter"), DROP_FORM },
	{ DOM_HASH("subscribe"), DROP_FORM },
	{ DOM_HASH("signup"), DROP_FORM },
	{ DOM_HASH("login"), DROP_FORM },
	{ DOM_HASH("search"), DROP_FORM },
	{ DOM_HASH("byline"), DROP_METADATA },
	{ DOM_HASH("dateline"), DROP_METADATA },
	{ DOM_HASH("author"), DROP_METADATA },
	{ DOM_HASH("timestamp"), DROP_METADATA },
};

static enum drop_reason
reason_of_part(uint32_t hash)
{
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (parts[i].hash == hash)
			return parts[i].reason;
	return DROP_NOT;
}

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
	uint32_t count;
	const struct dom_token *token = dom_tokens(page->dom, e->node, &count);
	enum drop_reason reason = DROP_NOT, found;

	for (uint32_t i = 0; i < count; i++) {
		struct dom_str rest = { token[i].p, token[i].n }, part;

		while (dom_split(&rest, &part)) {
			found = reason_of_part(dom_hash(part.p, part.n));
			if (found != DROP_NOT &&
			    (reason == DROP_NOT || found < reason))
				reason = found;
		}
	}
	found = reason_of_name(e, &page->elements[e->parent]);
	if (found == DROP_HIDDEN || reason == DROP_NOT)
		return found;
	return reason;
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

/* Drops the element and names what is in it. */
static void
drop_element(
    struct extraction *x, struct blocks *page, uint32_t number, uint32_t root)
{
	const struct element *top = &page->elements[number];
	enum drop_reason reason = own_reason(page, top);

	if (reason == DROP_NOT)
		reason = text_reason(page, top->first, top->end);
	drop(x, page, top->node, reason, top, root);
	page->elements[number].out = true;
	for (uint32_t i = number + 1; i <= top->last; i++) {
		struct element *e = &page->elements[i];

		e->out = true;
		if (!e->block || e->first == e->end)
			continue;
		reason = own_reason(page, e);
		if (reason != DROP_NOT &&
		    reason != x->reason[page->elements[e->parent].node])
			drop(x, page, e->node, reason, e, root);
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

	if (e->in & (IN_NAV | IN_FOOTER | IN_ASIDE | IN_HIDDEN | IN_CONTROL) &
	    ~within->in)
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
		bool shows = e->first == e->end || decide_picture(page, e);

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

size_t
clean_comments(
    const struct blocks *page, const struct extraction *x, uint32_t *nodes)
{
	size_t count = 0;

	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];

		if (x->reason[e->node] != DROP_COMMENTS)
			continue;
		nodes[count++] = e->node;
		i = e->last;
	}
	return count;
}
