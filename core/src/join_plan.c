#include "join.h"

#include <stdlib.h>
#include <string.h>

enum { SELVES = sizeof(((oct_page *)0)->self) / sizeof(uint64_t) };

/* What pages go by, to their numbers: the first that claims it has it. */
struct index {
	struct slot {
		uint64_t key;
		size_t page;
	} * slots;
	size_t mask;
};

static struct slot *
slot_of(const struct index *x, uint64_t key)
{
	size_t i = (size_t)(key ^ key >> 29) & x->mask;

	while (x->slots[i].key != 0 && x->slots[i].key != key)
		i = (i + 1) & x->mask;
	return &x->slots[i];
}

/* Surer names first: a canonical address may be that of another page. */
static bool
index_make(struct index *x, const oct_page *pages, size_t n)
{
	size_t room = 64, names = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < SELVES; k++)
			names += pages[i].self[k] != 0;
	while (room < names * 2)
		room *= 2;
	x->mask = room - 1;
	if ((x->slots = calloc(room, sizeof(*x->slots))) == NULL)
		return false;
	for (size_t k = 0; k < SELVES; k++)
		for (size_t i = 0; i < n; i++) {
			uint64_t key = pages[i].self[k];
			struct slot *s = key != 0 ? slot_of(x, key) : NULL;

			if (s == NULL || s->key != 0)
				continue;
			s->key = key;
			s->page = i;
		}
	return true;
}

/* The page of that name that is another one. */
static size_t
find(const struct index *x, const uint64_t *keys, size_t n, size_t self)
{
	for (size_t i = 0; i < n; i++) {
		const struct slot *s = slot_of(x, keys[i]);

		if (keys[i] != 0 && s->key != 0 && s->page != self)
			return s->page;
	}
	return JOIN_NONE;
}

static bool
goes_by(const oct_page *page, uint64_t key)
{
	for (size_t i = 0; key != 0 && i < SELVES; i++)
		if (page->self[i] == key)
			return true;
	return false;
}

/* Is what `from` names as next the same article that began with `first`? */
static bool
is_same(const oct_page *first, const oct_page *from, const oct_page *to)
{
	return from->by_rule ||
	    (first->title != 0 && first->title == to->title) ||
	    goes_by(first, from->stem[0]) || goes_by(first, from->stem[1]);
}

/* Where the first page says that another has all of it, and that is there, all
 * pages of the article are in that one. */
static void
take_whole(struct join_plan *p, size_t first)
{
	size_t whole = p->single[first], at = first, next;

	if (whole == JOIN_NONE || p->fate[whole] == JOIN_WHOLE)
		return;
	for (; at != JOIN_NONE && at != whole; at = p->after[at])
		continue;
	if (at == JOIN_NONE && p->fate[whole] != JOIN_FIRST)
		return;
	for (at = first; at != JOIN_NONE; at = next) {
		next = p->after[at];
		p->after[at] = JOIN_NONE;
		p->fate[at] = at == whole ? JOIN_FIRST : JOIN_WHOLE;
		p->before[at] = whole;
	}
}

bool
join_plan_make(struct join_plan *p, const oct_page *pages, size_t n)
{
	struct index x = { NULL, 0 };
	bool *taken = calloc(n + 1, sizeof(*taken));

	p->fate = calloc(n + 1, sizeof(*p->fate));
	p->before = calloc(n + 1, sizeof(*p->before));
	p->after = calloc(n + 1, sizeof(*p->after));
	p->meant = calloc(n + 1, sizeof(*p->meant));
	p->single = calloc(n + 1, sizeof(*p->single));
	if (taken == NULL || p->fate == NULL || p->before == NULL ||
	    p->after == NULL || p->meant == NULL || p->single == NULL ||
	    !index_make(&x, pages, n)) {
		free(taken);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		p->before[i] = i;
		p->after[i] = JOIN_NONE;
		p->meant[i] = find(&x, pages[i].next, 4, i);
		p->single[i] = find(&x, pages[i].single, 4, i);
		if (p->meant[i] != JOIN_NONE)
			taken[p->meant[i]] = true;
	}
	free(x.slots);
	/* First those that no other names as next, then what is left: rings,
	 * and pages whose link turned out to be to another article. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++) {
			size_t at = i, next;

			if (p->before[i] != i || (pass == 0 && taken[i]))
				continue;
			while ((next = p->meant[at]) != JOIN_NONE &&
			    next != i && p->after[at] == JOIN_NONE &&
			    p->before[next] == next &&
			    is_same(&pages[i], &pages[at], &pages[next])) {
				p->after[at] = next;
				p->before[next] = at;
				p->fate[next] = JOIN_PART;
				at = next;
			}
		}
	free(taken);
	for (size_t i = 0; i < n; i++)
		if (p->fate[i] == JOIN_FIRST)
			take_whole(p, i);
	return true;
}

void
join_plan_free(struct join_plan *p)
{
	free(p->fate);
	free(p->before);
	free(p->after);
	free(p->meant);
	free(p->single);
}

oct_status
oct_pages_join(const oct_page *pages, size_t n, size_t *into, size_t *named)
{
	struct join_plan plan;
	bool made = join_plan_make(&plan, pages, n);

	for (size_t i = 0; i < n; i++) {
		into[i] = made ? plan.before[i] : i;
		named[i] =
		    made && plan.meant[i] != JOIN_NONE ? plan.meant[i] : n;
	}
	join_plan_free(&plan);
	return made ? OCT_OK : OCT_ENOMEM;
}
