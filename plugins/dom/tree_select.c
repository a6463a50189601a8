/* 4.10.7: a select shows its chosen option in its selectedcontent element. */
#include "tree.h"

/* Copies what is in `from` into `to`, in the order of the document. */
static void
copy_contents(struct tree *t, uint32_t from, uint32_t to)
{
	struct dom *d = t->d;
	uint32_t n = dom_first(d, from), into = to, copy;

	while (n != 0 && tree_may_copy(t)) {
		copy = dom_clone(d, n);
		dom_append(d, into, copy);
		if (dom_first(d, n) != 0) {
			into = copy;
			n = dom_first(d, n);
			continue;
		}
		while (n != from && dom_next(d, n) == 0) {
			n = dom_parent(d, n);
			into = into == to ? to : dom_parent(d, into);
		}
		n = n == from ? 0 : dom_next(d, n);
	}
}

/* The last option that is marked as selected, or else the first. */
static uint32_t
chosen_option(const struct dom *d, uint32_t select)
{
	uint32_t chosen = 0, first = 0, n = select;

	while ((n = dom_find(d, n, select, DOM_OPTION)) != 0) {
		if (first == 0)
			first = n;
		if (dom_has_attr(d, n, DOM_ATTR_SELECTED))
			chosen = n;
	}
	return chosen != 0 ? chosen : first;
}

void
tree_fill_selectedcontent(struct tree *t)
{
	struct dom *d = t->d;
	uint32_t made = d->node_count, content, option, old;

	for (uint32_t n = 1; n < made; n++) {
		if (!dom_is(d, n, DOM_SELECT) ||
		    dom_has_attr(d, n, DOM_ATTR_MULTIPLE))
			continue;
		content = dom_find(d, n, n, DOM_SELECTEDCONTENT);
		option = chosen_option(d, n);
		if (content == 0 || option == 0 ||
		    dom_contains(d, option, content))
			continue;
		while ((old = dom_first(d, content)) != 0)
			dom_remove(d, old);
		copy_contents(t, option, content);
	}
}
