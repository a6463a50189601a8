#include "job.h"
#include "normalise.h"
#include "schema.h"

#include <string.h>
#include <strings.h>

static bool
has_text(const oct_node *n, uint32_t prop)
{
	return node_str(n, prop).n != 0;
}

bool
normalise_is_empty(const oct_node *n)
{
	switch (n->kind) {
	case OCT_TEXT:
	case OCT_CODEBLOCK:
	case OCT_MATH:
	case OCT_MATHBLOCK:
	case OCT_RAW:
	case OCT_RAWBLOCK: return !has_text(n, OCT_P_TEXT);
	case OCT_IMAGE:
		return !has_text(n, OCT_P_ALT) &&
		    node_int(n, OCT_P_RESOURCE, 0) == 0;
	case OCT_MEDIA:
		return !has_text(n, OCT_P_HREF) && !has_text(n, OCT_P_TITLE) &&
		    !has_text(n, OCT_P_TEXT);
	case OCT_NOTEREF: return !has_text(n, OCT_P_REF);
	case OCT_CELL:
	case OCT_DEFINITION:
	case OCT_BODY:
	case OCT_NOTES:
	case OCT_DROPPED: return false;
	default: return !(n->kind & OCT_LEAF) && n->first == NULL;
	}
}

/* Text that a program made of a file's name describes no picture. */
static bool
is_file_name(oct_str s)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif",
		".webp", ".svg", ".avif", ".bmp" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t n = strlen(endings[i]);

		if (s.n > n && strcasecmp(s.p + s.n - n, endings[i]) == 0)
			return strpbrk(s.p, " \t\n") == NULL;
	}
	return false;
}

static void
drop_file_names(oct_node *image)
{
	static const uint32_t props[] = { OCT_P_ALT, OCT_P_TITLE };

	for (size_t i = 0; i < sizeof(props) / sizeof(props[0]); i++)
		if (is_file_name(node_str(image, props[i])))
			node_unset(image, props[i]);
}

/* Drops an empty node.  If a link may point to it, its neighbour takes over. */
static void
drop_empty(oct_job *j, oct_node *n)
{
	oct_str id = node_str(n, OCT_P_ID);
	oct_node *heir = n->next != NULL && n->next->kind != OCT_TEXT ? n->next
	    : n->parent->kind & OCT_PART                              ? n->prev
					 : n->parent;

	if (id.n != 0 && heir != NULL && !node_prop(heir, OCT_P_ID))
		node_set_str(j, heir, OCT_P_ID, id.p, id.n);
	node_unlink(n);
}

/* Line breaks at the edge of a block break nothing. */
static void
trim_breaks(oct_node *n)
{
	while (n->first != NULL && n->first->kind == OCT_BR)
		node_unlink(n->first);
	while (n->last != NULL && n->last->kind == OCT_BR)
		node_unlink(n->last);
}

/* Moves the children of that kind into the first of them, and that one in
 * front of `before` (or to the end). */
static void
gather(oct_job *j, oct_node *n, uint32_t kind, bool front)
{
	oct_node *first = NULL, *c, *next, *br;

	for (c = n->first; c != NULL; c = next) {
		next = c->next;
		if (c->kind != kind)
			continue;
		if (first == NULL) {
			first = c;
			continue;
		}
		if (schema_content(kind) == CONTENT_LINES &&
		    (br = node_new(j, OCT_BR)) != NULL)
			node_link(br, first, NULL);
		while (c->first != NULL)
			node_link(c->first, first, NULL);
		node_unlink(c);
	}
	if (first == NULL || (front && n->first == first))
		return;
	node_link(first, n, front ? n->first : NULL);
}

/* Header, then body: no cell reaches over the end of its group of rows. */
static void
clamp_spans(oct_job *j, oct_node *group)
{
	oct_node *row, *cell;
	int64_t left = 0;

	for (row = group->first; row != NULL; row = row->next)
		left += row->kind == OCT_ROW;
	for (row = group->first; row != NULL; row = row->next) {
		if (row->kind != OCT_ROW)
			continue;
		for (cell = row->first; cell != NULL; cell = cell->next) {
			if (node_int(cell, OCT_P_ROWSPAN, 1) > left)
				node_set_int(j, cell, OCT_P_ROWSPAN, left);
			if (node_int(cell, OCT_P_ROWSPAN, 1) <= 1)
				node_unset(cell, OCT_P_ROWSPAN);
			if (node_int(cell, OCT_P_COLSPAN, 1) > 1000)
				node_set_int(j, cell, OCT_P_COLSPAN, 1000);
			if (node_int(cell, OCT_P_COLSPAN, 1) <= 1)
				node_unset(cell, OCT_P_COLSPAN);
		}
		left--;
	}
}

/* HTML wants terms before definitions, and some of both. */
static void
complete_deflist(oct_job *j, oct_node *n)
{
	oct_node *made;

	if (n->first->kind == OCT_DEFINITION &&
	    (made = node_new(j, OCT_TERM)) != NULL)
		node_link(made, n, n->first);
	if (n->last->kind == OCT_TERM &&
	    (made = node_new(j, OCT_DEFINITION)) != NULL)
		node_link(made, n, NULL);
}

/* A caption may have lost its picture, as in a page that was printed; a credit
 * by itself is a paragraph. */
static void
complete_figure(oct_node *n)
{
	if (n->first->kind != OCT_CREDIT)
		return;
	n->first->kind = OCT_P;
	node_dissolve(n);
}

static void
order_parts(oct_job *j, oct_node *n)
{
	switch (n->kind) {
	case OCT_TABLE:
		gather(j, n, OCT_HEAD, true);
		gather(j, n, OCT_CAPTION, true);
		clamp_spans(j, n);
		break;
	case OCT_HEAD: clamp_spans(j, n); break;
	case OCT_FIGURE:
		gather(j, n, OCT_CAPTION, false);
		gather(j, n, OCT_CREDIT, false);
		complete_figure(n);
		break;
	case OCT_DEFLIST: complete_deflist(j, n); break;
	default: break;
	}
}

static int64_t
count_items(const oct_node *list)
{
	int64_t count = 0;

	for (const oct_node *item = list->first; item != NULL;
	     item = item->next)
		count++;
	return count;
}

/* Is the next list the same one, which an editor opened anew for its item, or
 * to count on behind something that is not there any more? */
static bool
goes_on(const oct_node *list, int64_t count)
{
	const oct_node *next = list->next;
	int64_t ordered = node_int(list, OCT_P_ORDERED, 0);

	if (next == NULL || next->kind != OCT_LIST ||
	    node_int(next, OCT_P_ORDERED, 0) != ordered ||
	    node_prop(next, OCT_P_ID) || node_prop(next, OCT_P_LANG) ||
	    node_prop(next, OCT_P_DIR))
		return false;
	return ordered ? node_int(next, OCT_P_START, 1) ==
		node_int(list, OCT_P_START, 1) + count
		       : count_items(next) == 1;
}

/* Lists of one item each that follow one another are one list; so are numbered
 * ones that count on. */
static void
join_lists(oct_node *list)
{
	int64_t count = count_items(list);

	if (count != 1 && !node_int(list, OCT_P_ORDERED, 0))
		return;
	while (goes_on(list, count)) {
		count += count_items(list->next);
		while (list->next->first != NULL)
			node_link(list->next->first, list, NULL);
		node_unlink(list->next);
	}
}

static bool
is_rule(const oct_node *n)
{
	return n != NULL && n->kind == OCT_RULE;
}

/* What stands beside its like, now that nothing empty is between.  A break of
 * thought has a thought on either side. */
static void
settle_neighbours(oct_job *j, oct_node *root)
{
	oct_node *n, *next;

	while (root->kind == OCT_BODY && is_rule(root->first))
		drop_empty(j, root->first);
	while (root->kind == OCT_BODY && is_rule(root->last))
		drop_empty(j, root->last);
	for (n = root; n != NULL; n = next) {
		if (n->kind == OCT_LIST)
			join_lists(n);
		next = node_walk(
		    root, n, n->kind == OCT_P || n->kind & OCT_INLINE);
		if (is_rule(n) && is_rule(n->prev))
			drop_empty(j, n);
	}
}

void
normalise_prune(oct_job *j, oct_node *root)
{
	oct_node *n, *next;

	for (n = post_first(root); n != NULL; n = next) {
		next = post_next(root, n);
		if (n->kind & OCT_BLOCK && n->kind != OCT_PRE)
			trim_breaks(n);
		if (n->kind == OCT_IMAGE)
			drop_file_names(n);
		if (n != root && normalise_is_empty(n))
			drop_empty(j, n);
		else
			order_parts(j, n);
	}
	settle_neighbours(j, root);
}
