/*
 * tab.c: the text behind tabs.  Tabs stand in a row, and what they show one
 * upon the other; in a book it comes one after the other, each part below the
 * words of its tab.
 */
#include "map.h"

/* More is no label, and tabs may be asked for often. */
enum { LABEL_BYTES = 120, LABEL_NODES = 32 };

static bool
is_left_out(const struct map *m, uint32_t n)
{
	if (m->source.skip == NULL)
		return false;
	for (; n != 0; n = dom_parent(m->dom, n))
		if (m->source.skip[n] != 0)
			return true;
	return false;
}

/* The text in the tab or behind it, after node n; 0: there is none near. */
static uint32_t
next_text(const struct map *m, uint32_t n, uint32_t within)
{
	for (int i = 0; n != 0 && i < LABEL_NODES; i++) {
		n = dom_walk(m->dom, n, within);
		if (n != 0 && dom_is_text(m->dom, n) && m->facts[n].text != 0)
			return n;
	}
	return 0;
}

/* Are the tab's words read right before the panel, as in a list that folds? */
static bool
stands_before(const struct map *m, uint32_t tab, uint32_t panel)
{
	const struct dom *d = m->dom;
	uint32_t n = tab, last = 0;

	while ((n = next_text(m, n, tab)) != 0)
		last = n;
	if (last == 0 || is_left_out(m, last))
		return false;
	n = next_text(m, last, DOM_ROOT);
	return n != 0 && dom_contains(d, panel, n);
}

void
map_label_panel(struct map *m, uint32_t panel)
{
	const struct dom *d = m->dom;
	struct named *tab = map_survey_name(
	    m, map_trim(dom_attr(d, panel, DOM_ATTR_ARIA_LABELLEDBY)));

	if (tab == NULL || m->facts[tab->n].text == 0 ||
	    m->facts[tab->n].text > LABEL_BYTES ||
	    dom_contains(d, panel, tab->n) || stands_before(m, tab->n, panel))
		return;
	map_out_end_line(m);
	map_push_inline(m, tab->n, OCT_STRONG);
	for (uint32_t n = tab->n; (n = next_text(m, n, tab->n)) != 0;)
		map_out_text(m, n, dom_text(d, n));
	map_pop_frames(m, tab->n);
	map_out_end_line(m);
}
