/* drop.c: what was left out, and where it stood. */
#include <stdio.h>

#include "map.h"

#define ALONE 0x80000000u /* in nth: the only one of its name */

/* Numbers the elements of each name below each parent, all at once: a path is
 * asked for many times, and a page may have many siblings. */
static bool
number_all(struct map *m)
{
	const struct dom *d = m->dom;
	uint32_t names = DOM_NAMES, n;
	struct seen {
		uint32_t parent, count, first;
	} * seen;

	for (n = 1; n < d->node_count; n++)
		if (dom_is_element(d, n) && dom_local_name(d, n) >= names)
			names = dom_local_name(d, n) + 1;
	m->nth = m->api->scratch(
	    m->job, ((size_t)d->node_count + 1) * sizeof(*m->nth));
	seen = m->api->scratch(m->job, names * sizeof(*seen));
	if (m->nth == NULL || seen == NULL)
		return false;
	for (uint32_t up = DOM_ROOT; up < d->node_count; up++)
		for (n = dom_first(d, up); n != 0; n = dom_next(d, n)) {
			struct seen *s = &seen[dom_local_name(d, n)];

			if (!dom_is_element(d, n))
				continue;
			if (s->parent != up)
				*s = (struct seen){ up, 0, n };
			m->nth[n] = ++s->count;
			if (s->count == 1)
				m->nth[n] |= ALONE;
			else
				m->nth[s->first] &= ~ALONE;
		}
	return true;
}

/* "html/body/div[2]/ul", written backwards from the end of the buffer. */
static void
set_path(struct map *m, uint32_t n, oct_node *drop)
{
	enum { LONGEST = 2000 };
	const struct dom *d = m->dom;
	char path[LONGEST], index[16];
	size_t at = LONGEST;

	if (!dom_is_element(d, n))
		n = dom_parent(d, n);
	for (; dom_is_element(d, n); n = dom_parent(d, n)) {
		struct dom_str name = dom_name_text(d, dom_local_name(d, n));
		size_t length = 0;

		if (!(m->nth[n] & ALONE))
			length = (size_t)snprintf(
			    index, sizeof(index), "[%u]", m->nth[n]);
		if (name.n + length + 1 > at)
			break;
		if (at != LONGEST)
			path[--at] = '/';
		at -= length;
		memcpy(path + at, index, length);
		at -= name.n;
		memcpy(path + at, name.p, name.n);
	}
	m->api->set_str(m->job, drop, OCT_P_PATH, path + at, LONGEST - at);
}

static bool
says_nothing(const struct map *m, uint32_t n)
{
	const struct fact *fact = &m->facts[n];

	return fact->text == 0 &&
	    !(fact->flags & (HAS_IMAGE | HAS_MEDIA | HAS_MATH));
}

static oct_node *
add_drop(struct map *m, uint32_t n, const char *reason, const char *step)
{
	const oct_api *api = m->api;
	oct_node *drop;
	uint32_t line;

	if (m->nth == NULL && !number_all(m))
		return NULL;
	drop = api->add(
	    m->job, api->part(m->source.article, OCT_DROPPED), OCT_DROP);
	api->set_str(m->job, drop, OCT_P_REASON, reason, strlen(reason));
	api->set_str(m->job, drop, OCT_P_STEP, step, strlen(step));
	set_path(m, n, drop);
	map_out_origin(m, drop, n);
	line = dom_line(m->dom, n);
	if (line != 0)
		api->set_int(m->job, drop, OCT_P_LINE,
		    (int64_t)line + (m->source.line ? m->source.line - 1 : 0));
	return drop;
}

void
map_dropped(struct map *m, uint32_t n, const char *reason, const char *step)
{
	oct_node *drop;

	if (m == NULL || n == 0 || says_nothing(m, n) ||
	    map_note_is_written(m, n))
		return;
	drop = add_drop(m, n, reason, step);
	m->dropping = true;
	map_node(m, n, drop);
	m->dropping = false;
	if (m->api->first(drop) == NULL)
		m->api->drop(m->job, drop);
}

void
map_dropped_words(
    struct map *m, uint32_t n, const char *reason, const char *step)
{
	oct_node *drop, *p;

	if (m == NULL || n == 0)
		return;
	drop = add_drop(m, n, reason, step);
	p = m->api->add(m->job, drop, OCT_P);
	map_out_origin(m, p, n);
	map_add_words(m, n, p);
}
