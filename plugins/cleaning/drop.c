/* drop.c -- moves what is none of the article to DROPPED. */
#include "clean.h"

/* The DROP that was made last. */
struct dropping {
	oct_node *dropped, *drop;
	const char *reason;
	oct_node *list, *from; /* the LIST in it, and that of its items */
	size_t count;
};

static void
make_drop(
    struct page *page, struct dropping *d, const char *reason, uint32_t line)
{
	const oct_api *api = page->api;

	d->drop = api->add(page->job, d->dropped, OCT_DROP);
	d->reason = reason;
	d->list = d->from = NULL;
	oct_set(api, page->job, d->drop, OCT_P_REASON, reason);
	oct_set(api, page->job, d->drop, OCT_P_STEP, "clean");
	if (line > 0)
		api->set_int(page->job, d->drop, OCT_P_LINE, line);
}

/* Neighbours with the same reason become one. */
static void
drop_node(
    struct page *page, struct dropping *d, oct_node *n, const char *reason)
{
	const oct_api *api = page->api;
	oct_node *to = NULL;

	if (d->reason == NULL || strcmp(d->reason, reason) != 0)
		make_drop(
		    page, d, reason, (uint32_t)api->get_int(n, OCT_P_LINE, 0));
	to = d->drop;
	if (api->kind(n) == OCT_ITEM) {
		if (d->from != api->parent(n))
			d->list = api->add(page->job, d->drop, OCT_LIST);
		d->from = api->parent(n);
		to = d->list;
	}
	api->move(page->job, n, to, NULL);
	d->count++;
}

static bool
is_kept(const struct blocks *blocks, const struct element *e)
{
	return blocks_between(blocks, e->first, e->end).kept != 0;
}

/* May it go from where it stands, without what is around it? */
static bool
may_go(const oct_api *api, const oct_node *n)
{
	switch (api->kind(api->parent(n))) {
	case OCT_LIST:
	case OCT_ITEM:
	case OCT_QUOTE:
	case OCT_ASIDE: return true;
	}
	return false;
}

static const char *
reason_inside(const struct blocks *blocks, const struct element *e)
{
	struct block_sums sums = blocks_between(blocks, e->first, e->end);

	if (blocks->list[e->first].reason == DROP_METADATA)
		return OCT_REASON_METADATA;
	return 2 * sums.link_words > sums.words ? OCT_REASON_NAVIGATION
						: OCT_REASON_BOILERPLATE;
}

/* What is dropped inside of a node that stays. */
static void
drop_inside(struct page *page, struct dropping *d, const struct piece *p)
{
	const struct blocks *blocks = &page->cut.blocks;

	if (p->element == 0)
		return;
	for (uint32_t i = p->element + 1;
	     i <= blocks->elements[p->element].last; i++) {
		const struct element *e = &blocks->elements[i];

		if (!e->block || e->first == e->end || is_kept(blocks, e) ||
		    !may_go(page->api, page->cut.nodes[e->node]))
			continue;
		drop_node(page, d, page->cut.nodes[e->node],
		    reason_inside(blocks, e));
		i = e->last;
	}
}

static bool
is_comment(const struct page *page, const struct piece *p)
{
	return page->keep_comments && !(p->says & SAYS_FURNITURE) &&
	    strcmp(p->reason, OCT_REASON_COMMENTS) == 0;
}

static void
keep_comment(struct page *page, oct_node **aside, oct_node *n)
{
	const oct_api *api = page->api;

	if (*aside == NULL) {
		*aside = api->add(
		    page->job, api->part(page->article, OCT_BODY), OCT_ASIDE);
		oct_set(api, page->job, *aside, OCT_P_ROLE, OCT_ROLE_COMMENTS);
	}
	api->move(page->job, n, *aside, NULL);
}

size_t
clean_drop(struct page *page)
{
	struct dropping d = { .dropped =
				  page->api->part(page->article, OCT_DROPPED) };
	oct_node *aside = NULL;

	for (size_t i = 0; i < page->count; i++) {
		const struct piece *p = &page->pieces[i];

		if (p->reason != NULL && is_comment(page, p)) {
			keep_comment(page, &aside, p->node);
			continue;
		}
		if (p->reason != NULL) {
			drop_node(page, &d, p->node, p->reason);
			continue;
		}
		d.reason = NULL;
		if (p->node != NULL && p->kind != OCT_FIGURE)
			drop_inside(page, &d, p);
		d.reason = NULL;
	}
	return d.count;
}
