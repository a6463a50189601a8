/* join.c: which inputs of a batch are pages of one article.  Workers look into
 * them, like those that convert: one that dies costs the page it had, which
 * then stays an article of its own. */
#include "batch.h"
#include "record.h"
#include "supervisor.h"

#include <stdlib.h>
#include <string.h>

enum { WANTED = 2, NAMES = 6 };

/* What a page says of itself and of others.  Most name no other: of those no
 * more is kept than what they go by, until another names one. */
struct linked {
	uint32_t item;
	oct_page page;
};

struct scan {
	const struct items *items;
	struct record *record; /* or NULL */
	size_t next;
	bool quick; /* a glance at all; else those are looked into that others
		name */
	/* by item: where its names begin, and how many there are */
	struct {
		uint32_t at, n;
	} * known;
	uint64_t *names;
	size_t nnames;
	struct linked *linked; /* in order of items once all are known */
	size_t nlinked;
};

static void
add_linked(struct scan *s, size_t item, const oct_page *page)
{
	s->linked = scratch_grow(
	    s->items->scratch, s->linked, s->nlinked, sizeof(*s->linked));
	s->linked[s->nlinked++] = (struct linked){ (uint32_t)item, *page };
}

static void
add_names(struct scan *s, size_t item, const oct_page *page)
{
	if (s->nnames + NAMES > UINT32_MAX)
		return; /* what has no name is named by nobody */
	s->known[item].at = (uint32_t)s->nnames;
	for (size_t i = 0; i < NAMES; i++) {
		if (page->self[i] == 0)
			continue;
		s->names = scratch_grow(
		    s->items->scratch, s->names, s->nnames, sizeof(*s->names));
		s->names[s->nnames++] = page->self[i];
	}
	s->known[item].n = (uint32_t)s->nnames - s->known[item].at;
}

static bool
names_others(const oct_page *page)
{
	uint64_t any = page->by_rule;

	for (size_t i = 0; i < 4; i++)
		any |= page->next[i] | page->single[i];
	return any != 0;
}

static void
take_page(struct scan *s, size_t item, const oct_page *page)
{
	if (names_others(page))
		add_linked(s, item, page);
	else
		add_names(s, item, page);
}

/* --- looking -------------------------------------------------------------- */

static bool
next_page(void *data, struct task *t)
{
	struct scan *s = data;
	oct_page page;

	for (; s->next < s->items->n; s->next++) {
		scratch_rest(s->items->scratch, s->next);
		if (strcmp(s->items->list[s->next].input, "-") == 0)
			continue;
		if (!record_page(s->record, s->next, &page))
			break;
		take_page(s, s->next, &page);
	}
	if (s->next == s->items->n)
		return false;
	t->work = WORK_GLANCE;
	t->item = s->next++;
	return true;
}

static bool
next_named(void *data, struct task *t)
{
	struct scan *s = data;

	while (s->next < s->nlinked && s->linked[s->next].page.looked != WANTED)
		s->next++;
	if (s->next == s->nlinked)
		return false;
	t->work = WORK_SCAN;
	t->item = s->linked[s->next++].item;
	return true;
}

static int
by_item(const void *a, const void *b)
{
	const struct linked *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

static void
page_done(void *data, const struct task *t, oct_status status,
    const struct wire_result *r, int memory)
{
	struct linked key = { .item = (uint32_t)t->item }, *at;
	struct scan *s = data;

	(void)memory;
	if (status != OCT_OK)
		return;
	record_keep_page(s->record, t->item, &r->page);
	if (s->quick) {
		take_page(s, t->item, &r->page);
		return;
	}
	at = bsearch(&key, s->linked, s->nlinked, sizeof(*s->linked), by_item);
	if (at != NULL)
		at->page = r->page;
}

/* Its conversion will say what is wrong with it. */
static void
page_lost(void *data, const struct task *t, oct_status status, const char *why)
{
	(void)data;
	(void)t;
	(void)status;
	(void)why;
}

static void
look(struct scan *s, struct supervisor *v, bool quick)
{
	const struct plan plan = { .data = s,
		.next = quick ? next_page : next_named,
		.done = page_done,
		.lost = page_lost };

	s->next = 0;
	s->quick = quick;
	supervisor_run(v, &plan);
}

/* --- linking -------------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* What pages name, in order; *n of them.  Scratch. */
static uint64_t *
list_named(const struct scan *s, size_t *n)
{
	uint64_t *list =
	    scratch_take(s->items->scratch, s->nlinked * 8, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < s->nlinked; i++)
		for (size_t k = 0; k < 4; k++) {
			if (s->linked[i].page.next[k] != 0)
				list[(*n)++] = s->linked[i].page.next[k];
			if (s->linked[i].page.single[k] != 0)
				list[(*n)++] = s->linked[i].page.single[k];
		}
	qsort(list, *n, sizeof(*list), by_value);
	return list;
}

/* Adds those that others name to those that name others. */
static void
find_named(struct scan *s)
{
	size_t n;
	uint64_t *list = list_named(s, &n);

	for (size_t i = 0; i < s->items->n && n != 0; i++) {
		const uint64_t *names = s->names + s->known[i].at;
		oct_page page = { .looked = 0 };
		bool named = false;

		scratch_rest(s->items->scratch, i);
		for (uint32_t k = 0; k < s->known[i].n; k++) {
			page.self[k] = names[k];
			named |= bsearch(&names[k], list, n, sizeof(*list),
				     by_value) != NULL;
		}
		if (named)
			add_linked(s, i, &page);
	}
	scratch_drop(s->items->scratch, list);
	qsort(s->linked, s->nlinked, sizeof(*s->linked), by_item);
}

static size_t
root_of(const size_t *into, size_t i, size_t n)
{
	for (size_t steps = 0; into[i] != i && steps < n; steps++)
		i = into[i];
	return i;
}

static void
link_items(struct items *items, const struct scan *s, const size_t *into,
    const size_t *named)
{
	size_t n = s->nlinked;
	uint32_t *last = xcalloc(n + 1, sizeof(*last));

	for (size_t i = 0; i < n; i++)
		last[i] = s->linked[i].item;
	for (size_t i = 0; i < n; i++) {
		size_t root = root_of(into, i, n);
		struct item *item = &items->list[s->linked[i].item];

		item->root = s->linked[root].item;
		item->apart = named[i] != n;
		if (root == i)
			continue;
		items->list[last[root]].next = s->linked[i].item;
		last[root] = s->linked[i].item;
	}
	free(last);
}

static bool
plan(const struct scan *s, size_t *into, size_t *named)
{
	oct_page *pages =
	    scratch_take(s->items->scratch, s->nlinked, sizeof(*pages));
	bool ok;

	for (size_t i = 0; i < s->nlinked; i++) {
		scratch_rest(s->items->scratch, i);
		pages[i] = s->linked[i].page;
	}
	ok = oct_pages_join(pages, s->nlinked, into, named) == OCT_OK;
	scratch_drop(s->items->scratch, pages);
	return ok;
}

/* Those that others name, and that only had a glance: their titles decide. */
static bool
want_named(struct scan *s, const size_t *named)
{
	bool any = false;

	for (size_t i = 0; i < s->nlinked; i++) {
		oct_page *page;

		if (named[i] == s->nlinked)
			continue;
		page = &s->linked[named[i]].page;
		any |= page->looked == 0;
		if (page->looked == 0)
			page->looked = WANTED;
	}
	return any;
}

/* Which of those that are linked are one article. */
static void
join(struct items *items, struct scan *s, struct supervisor *v)
{
	size_t *into = xcalloc(s->nlinked * 2, sizeof(*into));
	size_t *named = into + s->nlinked;
	bool found = plan(s, into, named);

	if (found && want_named(s, named)) {
		look(s, v, false);
		found = plan(s, into, named);
	}
	if (found)
		link_items(items, s, into, named);
	free(into);
}

void
items_join(struct items *items, struct supervisor *v, struct record *record)
{
	struct scan s = { .items = items, .record = record };

	s.known = scratch_take(items->scratch, items->n, sizeof(*s.known));
	look(&s, v, true);
	if (s.nlinked != 0)
		find_named(&s);
	scratch_drop(items->scratch, s.known);
	scratch_drop(items->scratch, s.names);
	if (s.nlinked != 0)
		join(items, &s, v);
	record_flush(record);
	scratch_drop(items->scratch, s.linked);
}
