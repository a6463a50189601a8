/* list.c: lists of items, of terms and their definitions. */
#include "map.h"

static bool
is_list(const struct dom *d, uint32_t n)
{
	return dom_is(d, n, DOM_UL) || dom_is(d, n, DOM_OL);
}

/* The first from n on, among its siblings, that is no white space. */
static uint32_t
seen_from(const struct dom *d, uint32_t n)
{
	return dom_is_blank(d, n) ? dom_next(d, n) : n;
}

/* An <li> that is there to set a list in: it has nothing else, and no mark. */
static bool
sets_in(const struct dom *d, uint32_t li)
{
	uint32_t only = seen_from(d, dom_first(d, li));

	return dom_is(d, li, DOM_LI) && is_list(d, only) &&
	    seen_from(d, dom_next(d, only)) == 0 &&
	    map_has_word(dom_attr(d, li, DOM_ATTR_STYLE), "none");
}

static int32_t
count_items(const struct dom *d, uint32_t list)
{
	int32_t count = 0;

	for (uint32_t c = dom_first(d, list); c != 0; c = dom_next(d, c))
		count += dom_is(d, c, DOM_LI) && !sets_in(d, c);
	return count;
}

static oct_node *
new_list(struct map *m, oct_node *node, bool ordered, int32_t start)
{
	if (ordered)
		m->api->set_int(m->job, node, OCT_P_ORDERED, 1);
	if (ordered && start != 1)
		m->api->set_int(m->job, node, OCT_P_START, start);
	return node;
}

/* Does the list follow another that is set in likewise? */
static bool
is_next(const struct dom *d, uint32_t n)
{
	uint32_t li = dom_parent(d, n);
	uint32_t before = dom_prev(d, dom_is(d, li, DOM_LI) ? li : n);

	if (dom_is_blank(d, before))
		before = dom_prev(d, before);
	return is_list(d, before) || sets_in(d, before);
}

/* A list in one that has no items of its own is set in by that, no more: it is
 * the outer one, or comes next to it. */
static oct_node *
list_node(struct map *m, uint32_t n)
{
	oct_node *outer = m->place.box;

	if (!m->place.itemless)
		return map_out_block(m, n, OCT_LIST);
	if (m->api->first(outer) == NULL) {
		m->api->unset(m->job, outer, OCT_P_ORDERED);
		m->api->unset(m->job, outer, OCT_P_START);
		return outer;
	}
	return is_next(m->dom, n)
	    ? m->api->add(m->job, m->api->parent(outer), OCT_LIST)
	    : map_out_block(m, n, OCT_LIST);
}

bool
map_enter_list(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	int32_t items = count_items(m->dom, n), start;
	bool ordered = kind != 0, reversed;

	(void)look;
	reversed = dom_has_attr(m->dom, n, DOM_ATTR_REVERSED);
	start = reversed && ordered ? items : 1;
	start = map_to_int(dom_attr(m->dom, n, DOM_ATTR_START), start);
	map_push_box(m, n, new_list(m, list_node(m, n), ordered, start));
	m->place.itemless = items == 0;
	m->place.ordinal = start;
	m->place.step = !ordered ? 0 : reversed ? -1 : 1;
	return true;
}

/* The checkbox that begins a task. */
static uint32_t
find_checkbox(const struct dom *d, uint32_t item)
{
	uint32_t c = dom_first(d, item);

	for (int depth = 0; c != 0 && depth < 8; depth++) {
		if (dom_is(d, c, DOM_INPUT) &&
		    map_is_nocase(dom_attr(d, c, DOM_ATTR_TYPE), "checkbox"))
			return c;
		if (dom_is_text(d, c) && !dom_is_blank(d, c))
			return 0;
		if (dom_is(d, c, DOM_P) || dom_is(d, c, DOM_LABEL) ||
		    dom_is(d, c, DOM_SPAN))
			c = dom_first(d, c);
		else
			c = dom_next(d, c);
	}
	return 0;
}

/* The model numbers a list on from its start.  An item that breaks the count
 * (value, reversed) begins a list of its own. */
static void
number_item(struct map *m, uint32_t n)
{
	struct place *place = &m->place;
	int32_t expected = place->ordinal, now;
	oct_node *list = place->box;

	now = map_to_int(dom_attr(m->dom, n, DOM_ATTR_VALUE), expected);
	place->ordinal = now + place->step;
	if (m->api->first(list) == NULL) {
		if (now != expected)
			new_list(m, list, true, now);
		return;
	}
	if (place->step == 1 && now == expected)
		return;
	list = m->api->add(m->job, m->api->parent(list), OCT_LIST);
	place->box = new_list(m, list, true, now);
}

bool
map_enter_item(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	uint32_t box;
	oct_node *item;

	(void)look;
	(void)kind;
	map_out_end_line(m);
	if (map_out_in(m, OCT_LIST) && sets_in(m->dom, n))
		return true; /* the list is of the item before */
	if (map_out_in(m, OCT_LIST) && m->place.step != 0)
		number_item(m, n);
	item = map_out_block(m, n, OCT_ITEM);
	box = find_checkbox(m->dom, n);
	if (box != 0)
		m->api->set_int(m->job, item, OCT_P_CHECKED,
		    dom_has_attr(m->dom, box, DOM_ATTR_CHECKED));
	map_push_box(m, n, item);
	return true;
}

/* Does the list name things and say what they are?  A <dl> of one kind alone
 * is one for the looks of it: indented text, a heading. */
static bool
defines(const struct dom *d, uint32_t list)
{
	uint32_t found = 0;

	for (uint32_t c = dom_first(d, list); c != 0; c = dom_next(d, c)) {
		uint32_t n = dom_is(d, c, DOM_DIV) ? dom_first(d, c) : c;

		for (; n != 0; n = n == c ? 0 : dom_next(d, n))
			found |= dom_is(d, n, DOM_DT) ? 1u
			    : dom_is(d, n, DOM_DD)    ? 2u
						      : 0;
		if (found == 3)
			return true;
	}
	return false;
}

bool
map_enter_deflist(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	map_out_end_line(m);
	if (defines(m->dom, n))
		map_push_box(m, n, map_out_block(m, n, OCT_DEFLIST));
	return true;
}

bool
map_enter_term(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	map_out_end_line(m);
	if (map_out_in(m, OCT_DEFLIST))
		map_push_box(m, n, map_out_block(m, n, kind));
	return true;
}
