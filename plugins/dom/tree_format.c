/* 13.2.4.3 The list of active formatting elements, and 13.2.6.4.7 the adoption
 * agency algorithm, which puts misnested ones right. */
#include "tree.h"

/* The most attributes that are compared in any order. */
enum { UNORDERED_MAX = 32 };

static bool
same_attr(const struct dom_attr *a, const struct dom_attr *b)
{
	return a->name == b->name && a->ns == b->ns && a->length == b->length &&
	    memcmp(a->value, b->value, a->length) == 0;
}

static bool
has_same_attr(
    const struct dom_attr *attrs, uint32_t count, const struct dom_attr *attr)
{
	for (uint32_t i = 0; i < count; i++)
		if (same_attr(&attrs[i], attr))
			return true;
	return false;
}

static bool
same_attributes(const struct dom *d, uint32_t m, uint32_t n)
{
	uint32_t count, other;
	const struct dom_attr *a = dom_attrs(d, m, &count);
	const struct dom_attr *b = dom_attrs(d, n, &other);

	if (count != other)
		return false;
	if (a == b)
		return true;
	for (uint32_t i = 0; i < count; i++)
		if (!same_attr(&a[i], &b[i]) &&
		    (count > UNORDERED_MAX || !has_same_attr(b, count, &a[i])))
			return false;
	return true;
}

static void
append(struct tree *t, struct format entry)
{
	struct format *grown;

	if (t->format_count == t->format_room) {
		grown = dom_grow(
		    t->d, t->formats, &t->format_room, 0, sizeof(*grown));
		if (grown == NULL)
			return;
		t->formats = grown;
	}
	t->formats[t->format_count++] = entry;
}

void
tree_format_remove(struct tree *t, uint32_t index)
{
	t->format_count--;
	memmove(&t->formats[index], &t->formats[index + 1],
	    (t->format_count - index) * sizeof(*t->formats));
}

static void
insert_at(struct tree *t, uint32_t index, struct format entry)
{
	append(t, entry);
	memmove(&t->formats[index + 1], &t->formats[index],
	    (t->format_count - 1 - index) * sizeof(*t->formats));
	t->formats[index] = entry;
}

/* "The Noah's Ark clause": no more than three of a kind since the last marker.
 * So many and no more are looked at, and kept: a page that leaves more open
 * loses the outermost. */
void
tree_format_push(struct tree *t, uint32_t node, uint32_t name)
{
	uint32_t kin = 0, oldest = 0, seen = 0;

	for (uint32_t i = t->format_count;
	     i-- > 0 && t->formats[i].node != 0;) {
		seen++;
		if (t->formats[i].name == name &&
		    same_attributes(t->d, t->formats[i].node, node)) {
			kin++;
			oldest = i;
		}
		if (seen == FORMATS_MAX) {
			oldest = i;
			break;
		}
	}
	if (kin >= 3 || seen == FORMATS_MAX)
		tree_format_remove(t, oldest);
	append(t, (struct format){ node, name });
}

void
tree_format_marker(struct tree *t)
{
	append(t, (struct format){ 0 });
}

void
tree_format_clear_to_marker(struct tree *t)
{
	while (t->format_count > 0 && t->formats[--t->format_count].node != 0)
		;
}

uint32_t
tree_format_find(const struct tree *t, uint32_t node)
{
	uint32_t i = t->format_count;

	while (i > 0 && t->formats[i - 1].node != node)
		i--;
	return i;
}

uint32_t
tree_format_find_name(const struct tree *t, uint32_t name)
{
	for (uint32_t i = t->format_count; i > 0 && t->formats[i - 1].node != 0;
	     i--)
		if (t->formats[i - 1].name == name)
			return i;
	return 0;
}

/* "Reconstruct the active formatting elements". */
void
tree_reconstruct_formatting(struct tree *t)
{
	uint32_t i = t->format_count, node;
	struct place place;

	while (i > 0 && t->formats[i - 1].node != 0 &&
	    tree_find(t, t->formats[i - 1].node) == 0)
		i--;
	for (; i < t->format_count; i++) {
		if (!tree_may_copy(t)) {
			t->format_count = i;
			return;
		}
		tree_make_room(t);
		node = dom_clone(t->d, t->formats[i].node);
		place = tree_place(t, t->depth - 1);
		dom_insert(t->d, place.parent, node, place.before);
		tree_push(t, node, t->formats[i].name);
		t->formats[i].node = node;
	}
}

/*
 * The adoption agency algorithm.  Positions are indexes: `format` into the
 * list, `at` (the formatting element) and `furthest` (the furthest block) into
 * the stack.
 */
struct adoption {
	uint32_t format, at, furthest;
	uint32_t bookmark; /* where the formatting element's heir goes */
};

/* Steps 4.3 to 4.8: what is to be moved where.  False: nothing is, *handled
 * telling whether the tag has been dealt with. */
static bool
find_furthest_block(struct tree *t, uint32_t subject, struct adoption *a,
    struct token *token, bool *handled)
{
	uint32_t found = tree_format_find_name(t, subject), position;

	*handled = found != 0;
	if (found == 0)
		return false;
	a->format = found - 1;
	position = tree_find(t, t->formats[a->format].node);
	if (position == 0) {
		tree_error(t, DOM_ERR_MISNESTED_TAG, token);
		tree_format_remove(t, a->format);
		return false;
	}
	a->at = position - 1;
	for (uint32_t i = t->depth - 1; i > a->at; i--)
		if (t->stack[i].traits & SCOPE) {
			tree_error(t, DOM_ERR_MISNESTED_TAG, token);
			return false;
		}
	if (a->at != t->depth - 1)
		tree_error(t, DOM_ERR_MISNESTED_TAG, token);
	for (a->furthest = a->at + 1; a->furthest < t->depth; a->furthest++)
		if (t->stack[a->furthest].traits & SPECIAL)
			return true;
	tree_pop_to(t, a->at);
	tree_format_remove(t, a->format);
	return false;
}

/* Step 4.13, the inner loop: the elements between the two are copied one inside
 * the other, the furthest block innermost.  Returns the outermost. */
static uint32_t
copy_between(struct tree *t, struct adoption *a)
{
	struct dom *d = t->d;
	uint32_t block = t->stack[a->furthest].node, last = block, copy;

	for (uint32_t i = a->furthest - 1, round = 1; i > a->at; i--, round++) {
		uint32_t found = tree_format_find(t, t->stack[i].node);

		if (found != 0 && (round > 3 || !tree_may_copy(t))) {
			tree_format_remove(t, found - 1);
			a->bookmark -= found - 1 < a->bookmark;
			a->format -= found - 1 < a->format;
			found = 0;
		}
		if (found == 0) {
			tree_remove(t, i);
			a->furthest--;
			continue;
		}
		copy = dom_clone(d, t->stack[i].node);
		t->stack[i].node = t->formats[found - 1].node = copy;
		if (last == block)
			a->bookmark = found;
		dom_remove(d, last);
		dom_append(d, copy, last);
		last = copy;
	}
	return last;
}

/* Steps 4.14 to 4.19: the formatting element's heir takes over what is in the
 * furthest block, and its places in list and stack. */
static void
settle(struct tree *t, struct adoption *a, uint32_t last)
{
	struct dom *d = t->d;
	struct place place = tree_place(t, a->at - 1);
	struct open old = t->stack[a->at];
	uint32_t block = t->stack[a->furthest].node;
	uint32_t heir = dom_clone(d, old.node);

	dom_remove(d, last);
	dom_insert(d, place.parent, last, place.before);
	dom_move_children(d, block, heir);
	dom_append(d, block, heir);

	tree_format_remove(t, a->format);
	a->bookmark -= a->format < a->bookmark;
	insert_at(t, a->bookmark, (struct format){ heir, old.key });

	memmove(&t->stack[a->at], &t->stack[a->at + 1],
	    (a->furthest - a->at) * sizeof(*t->stack));
	old.node = heir;
	t->stack[a->furthest] = old;
}

bool
tree_adoption_agency(struct tree *t, struct token *token)
{
	uint32_t subject = token->name, last;
	struct adoption a;
	bool handled;

	if (current(t)->key == subject &&
	    tree_format_find(t, current(t)->node) == 0) {
		tree_pop(t);
		return true;
	}
	for (int round = 0; round < 8; round++) {
		if (!find_furthest_block(t, subject, &a, token, &handled))
			return handled;
		if (!tree_may_copy(t))
			return true;
		a.bookmark = a.format;
		last = copy_between(t, &a);
		settle(t, &a, last);
	}
	return true;
}
