#include "job.h"
#include "normalise.h"
#include "schema.h"

#include <string.h>

/* Replaces all below a node by its text. */
static void
flatten(oct_job *j, oct_node *n)
{
	oct_str s = node_text(j, n);
	uint32_t kind = n->kind & OCT_INLINE ? OCT_TEXT : OCT_P;
	oct_node *flat = node_new(j, kind), *text = flat;

	if (kind == OCT_P && flat != NULL &&
	    (text = node_new(j, OCT_TEXT)) != NULL)
		node_link(text, flat, NULL);
	if (text == NULL)
		return;
	node_set_str(j, text, OCT_P_TEXT, s.p, s.n);
	flat->line = n->line;
	node_link(flat, n->parent, n);
	node_unlink(n);
}

/* May a P or a TEXT stand in the node's place? */
static bool
is_free(const oct_node *n)
{
	return n->parent != NULL &&
	    schema_may_hold(
		n->parent->kind, n->kind & OCT_INLINE ? OCT_TEXT : OCT_P);
}

static size_t
deepest(const oct_job *j)
{
	uint64_t limit = j->limits[OCT_LIMIT_DEPTH];

	return limit != 0 && limit < DEPTH_MAX ? (size_t)limit : DEPTH_MAX;
}

static void
bound_depth(oct_job *j, oct_node *root)
{
	const size_t limit = deepest(j);
	oct_node *n = root, *next;
	size_t depth = 0, flattened = 0;

	while (n != NULL) {
		if (depth >= limit && n->first != NULL && is_free(n)) {
			next = node_walk(root, n, true);
			/* up to the sibling of an ancestor */
			for (oct_node *up = n; next != NULL && up->next == NULL;
			     up = up->parent)
				depth--;
			flatten(j, n);
			flattened++;
			n = next;
			continue;
		}
		if (n->first != NULL) {
			n = n->first;
			depth++;
			continue;
		}
		for (; n != root && n->next == NULL; n = n->parent)
			depth--;
		n = n == root ? NULL : n->next;
	}
	if (flattened != 0)
		job_report(j, OCT_LOSS, "model.depth", 0, 0,
		    "the mark-up is nested too deeply; "
		    "the innermost parts are kept as text alone");
}

/* A link inside a link stays as its text. */
static void
unnest_links(oct_node *root)
{
	oct_node *n, *next, *end = NULL;
	bool inside = false;

	for (n = root; n != NULL; n = next) {
		if (n == end)
			inside = false;
		next = node_walk(root, n, false);
		if (n->kind != OCT_LINK)
			continue;
		if (inside || !node_prop(n, OCT_P_HREF)) {
			if (n->first != NULL)
				next = n->first;
			node_dissolve(n);
		} else {
			inside = true;
			end = node_walk(root, n, true);
		}
	}
}

static bool
holds_block(const oct_node *n)
{
	const oct_node *c;

	for (c = n->first; c != NULL; c = c->next)
		if (c->kind & OCT_BLOCK)
			return true;
	return false;
}

/* Puts each run of inlines into a P. */
static void
wrap_inlines(oct_job *j, oct_node *n)
{
	oct_node *c, *next, *p = NULL;

	for (c = n->first; c != NULL; c = next) {
		next = c->next;
		if (!(c->kind & OCT_INLINE)) {
			p = NULL;
			continue;
		}
		if (p == NULL) {
			if ((p = node_new(j, OCT_P)) == NULL)
				return;
			p->line = c->line;
			node_link(p, n, c);
		}
		node_link(c, p, NULL);
	}
}

static bool
is_marked(const oct_node *n)
{
	return node_prop(n, OCT_P_ID) || node_prop(n, OCT_P_LANG) ||
	    node_prop(n, OCT_P_DIR);
}

/* Spaces of any kind, U+200B to U+200D, U+FEFF. */
static bool
is_invisible(oct_str s)
{
	for (size_t i = 0; i < s.n;) {
		const char *p = s.p + i;

		if (strchr(" \t\n", *p) != NULL)
			i++;
		else if (s.n - i >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
			i += 2;
		else if (s.n - i >= 3 &&
		    ((memcmp(p, "\xe2\x80", 2) == 0 && (uint8_t)p[2] <= 0x8d) ||
			memcmp(p, "\xef\xbb\xbf", 3) == 0))
			i += 3;
		else
			return false;
	}
	return true;
}

/* A link that nobody can see. */
static bool
is_nameless_link(const oct_node *n)
{
	oct_node *c;

	if (n->kind != OCT_LINK)
		return false;
	for (c = n->first; c != NULL; c = node_walk(n, c, false))
		if (c->kind & OCT_LEAF &&
		    (c->kind != OCT_TEXT ||
			!is_invisible(node_str(c, OCT_P_TEXT))))
			return false;
	return true;
}

/* A SPAN that says nothing, an EM in an EM, whatever such spans are between, a
 * link without words. */
static bool
is_idle(const oct_node *n)
{
	const oct_node *around = n->parent;

	if (!(n->kind & OCT_INLINE) || n->kind & OCT_LEAF || is_marked(n))
		return false;
	if (is_nameless_link(n))
		return true;
	while (around->kind == OCT_SPAN && !is_marked(around))
		around = around->parent;
	return n->kind == OCT_SPAN ||
	    (around->kind == n->kind && n->kind <= OCT_SUB);
}

void
normalise_idle(oct_node *root)
{
	oct_node *n, *next;

	for (n = post_first(root); n != NULL; n = next) {
		next = post_next(root, n);
		if (is_idle(n))
			node_dissolve(n);
	}
}

void
normalise_shape(oct_job *j, oct_node *root)
{
	oct_node *n, *next;

	bound_depth(j, root);
	unnest_links(root);
	for (n = post_first(root); n != NULL; n = next) {
		enum content content = schema_content(n->kind);

		next = post_next(root, n);
		if (is_idle(n))
			node_dissolve(n);
		else if (content == CONTENT_BLOCKS ||
		    (content == CONTENT_FLOW && holds_block(n)))
			wrap_inlines(j, n);
	}
}
