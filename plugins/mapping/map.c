/* map.c: the walk, and the functions that mapping.h describes. */
#include "map.h"

enum { POLL = 1024 }; /* nodes between two looks at the job's status */

struct map *
map_open(const struct map_source *source)
{
	struct map *m = source->api->scratch(source->job, sizeof(*m));

	if (m == NULL)
		return NULL;
	m->api = source->api;
	m->job = source->job;
	m->dom = source->dom;
	m->source = *source;
	m->said = source->api->scratch(
	    source->job, (size_t)source->dom->node_count + 1);
	map_hints_index(m);
	return m->said != NULL && map_survey(m) ? m : NULL;
}

/* Goes through `top` (or what is inside it), entering and leaving. */
void
map_walk(struct map *m, uint32_t top, bool inside)
{
	const struct dom *d = m->dom;
	uint32_t n = inside ? dom_first(d, top) : top, seen = 0;

	while (n != 0) {
		if (++seen % POLL == 0 && m->api->status(m->job) != OCT_OK)
			return;
		if (map_element_enter(m, n)) {
			if (dom_first(d, n) != 0) {
				n = dom_first(d, n);
				continue;
			}
			map_element_leave(m, n);
		}
		while (n != top && dom_next(d, n) == 0) {
			n = dom_parent(d, n);
			if (n == top && inside)
				return;
			map_element_leave(m, n);
		}
		n = n == top ? 0 : dom_next(d, n);
	}
}

static void
map_part(struct map *m, uint32_t n, oct_node *to, bool inside)
{
	if (m == NULL || n == 0 || to == NULL)
		return;
	map_out_start(m, inside ? n : dom_parent(m->dom, n), to);
	map_walk(m, n, inside);
	map_out_end(m);
}

void
map_node(struct map *m, uint32_t n, oct_node *to)
{
	map_part(m, n, to, false);
}

void
map_children(struct map *m, uint32_t n, oct_node *to)
{
	map_part(m, n, to, true);
}

oct_node *
map_inline(struct map *m, uint32_t n, oct_node *to)
{
	oct_node *inner;

	if (m == NULL || to == NULL ||
	    !map_element_is_inline(dom_name(m->dom, n)))
		return to;
	map_out_start(m, dom_parent(m->dom, n), to);
	m->line = to;
	map_element_enter(m, n);
	inner =
	    m->inline_count != 0 || m->breaks != 0 ? map_out_cursor(m, n) : to;
	map_out_end(m);
	return inner;
}
