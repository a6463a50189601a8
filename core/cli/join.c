/* join.c: which inputs of a batch are pages of one article.  Workers look into
 * them, like those that convert: one that dies costs the page it had, which
 * then stays an article of its own. */
#include "batch.h"
#include "record.h"
#include "supervisor.h"

#include <stdlib.h>
#include <string.h>

enum { WANTED = 2 };

struct scan {
	const struct items *items;
	struct record *record; /* or NULL */
	size_t next;
	bool quick; /* no more than a glance at pages that name no other */
	oct_page *pages;
};

static bool
next_page(void *data, struct task *t)
{
	struct scan *s = data;

	for (; s->next < s->items->n; s->next++)
		if (strcmp(s->items->list[s->next].input, "-") != 0 &&
		    s->pages[s->next].looked == (s->quick ? 0 : WANTED) &&
		    !(s->quick &&
			record_page(s->record, s->next, &s->pages[s->next])))
			break;
	if (s->next == s->items->n)
		return false;
	t->work = s->quick ? WORK_GLANCE : WORK_SCAN;
	t->item = s->next++;
	return true;
}

static void
page_done(void *data, const struct task *t, oct_status status,
    const struct wire_result *r, int memory)
{
	struct scan *s = data;

	(void)memory;
	if (status != OCT_OK)
		return;
	s->pages[t->item] = r->page;
	record_keep_page(s->record, t->item, &r->page);
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
look_into_all(struct scan *s, struct supervisor *v)
{
	const struct plan plan = { .data = s,
		.next = next_page,
		.done = page_done,
		.lost = page_lost };

	s->next = 0;
	supervisor_run(v, &plan);
}

static size_t
root_of(const size_t *into, size_t i, size_t n)
{
	for (size_t steps = 0; into[i] != i && steps < n; steps++)
		i = into[i];
	return i;
}

static void
link_items(struct items *items, const size_t *into, const size_t *named)
{
	size_t *last = xcalloc(items->n, sizeof(*last));

	for (size_t i = 0; i < items->n; i++)
		last[i] = i;
	for (size_t i = 0; i < items->n; i++) {
		size_t root = root_of(into, i, items->n);

		items->list[i].root = root;
		items->list[i].apart = named[i] != items->n;
		if (root == i)
			continue;
		items->list[last[root]].next = i;
		last[root] = i;
	}
	free(last);
}

/* Those that others name, and that only had a glance: their titles decide. */
static bool
want_named(struct scan *s, const size_t *named, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (named[i] == n || s->pages[named[i]].looked != 0)
			continue;
		s->pages[named[i]].looked = WANTED;
		any = true;
	}
	return any;
}

void
items_join(struct items *items, struct supervisor *v, struct record *record)
{
	struct scan s = { .items = items, .record = record, .quick = true };
	size_t *into = xcalloc(items->n * 2, sizeof(*into));
	size_t *named = into + items->n;
	bool found;

	s.pages = xcalloc(items->n, sizeof(*s.pages));
	look_into_all(&s, v);
	found = oct_pages_join(s.pages, items->n, into, named) == OCT_OK;
	if (found && want_named(&s, named, items->n)) {
		s.quick = false;
		look_into_all(&s, v);
		found =
		    oct_pages_join(s.pages, items->n, into, named) == OCT_OK;
	}
	if (found)
		link_items(items, into, named);
	record_flush(record);
	free(s.pages);
	free(into);
}
