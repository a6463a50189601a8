/* check.c: proves what normalise_article() promises to writers. */
#include "job.h"
#include "normalise.h"
#include "schema.h"
#include "strmap.h"
#include "utf8.h"

#include <string.h>

/* What one node shows by itself and beside its neighbours. */
static const char *
check_node(const oct_node *n)
{
	oct_str text = node_str(n, OCT_P_TEXT);
	const struct prop *p;

	if (n->parent != NULL && !schema_may_hold(n->parent->kind, n->kind) &&
	    n->kind != OCT_SECTION)
		return "a node stands where it may not";
	if (n->first != NULL && n->kind & OCT_LEAF)
		return "a leaf has children";
	if (n->kind == OCT_TEXT && text.n == 0)
		return "a text is empty";
	if (n->kind == OCT_TEXT && n->prev != NULL && n->prev->kind == OCT_TEXT)
		return "two texts touch";
	if (utf8_clean_prefix(text.p, text.n) != text.n)
		return "a text has bytes that no text may have";
	if (n->kind == OCT_LINK && !node_prop(n, OCT_P_HREF))
		return "a link leads nowhere";
	for (p = n->props; p != NULL; p = p->next)
		if (!schema_may_have(n->kind, p->key))
			return "a node has a property of another kind";
	return NULL;
}

static const char *
check_children(const oct_node *n)
{
	enum content content = schema_content(n->kind);
	bool blocks = false, inlines = false;
	const oct_node *c;

	if (n->kind & OCT_LEAF)
		return NULL;
	for (c = n->first; c != NULL; c = c->next) {
		if (c->parent != n || (c->next != NULL && c->next->prev != c))
			return "the links of the tree disagree";
		blocks = blocks || c->kind & OCT_BLOCK;
		inlines = inlines || c->kind & OCT_INLINE;
	}
	if (content == CONTENT_BLOCKS && inlines)
		return "an inline stands among blocks";
	if (content == CONTENT_FLOW && blocks && inlines)
		return "blocks and inlines are mixed";
	return NULL;
}

/* The first heading of BODY is of level 1, none skips a level. */
static const char *
check_levels(const oct_node *body)
{
	struct walker w = { (oct_node *)body, NULL, false };
	int64_t depth = 0;

	while (walker_next(&w)) {
		if (w.node->kind == OCT_SECTION)
			depth += w.enter ? 1 : -1;
		if (w.enter && w.node->kind == OCT_HEADING &&
		    w.node->parent->kind == OCT_SECTION &&
		    node_int(w.node, OCT_P_LEVEL, 0) != depth)
			return "a heading's level is not its depth";
	}
	return NULL;
}

static const char *
collect_ids(struct strmap *ids, const oct_node *part)
{
	const oct_node *n;
	struct strmap_slot *s;
	oct_str id;

	for (n = part; n != NULL; n = node_walk(part, n, false)) {
		id = node_str(n, OCT_P_ID);
		if (id.n == 0)
			continue;
		if ((s = strmap_put(ids, id.p, id.n)) == NULL)
			return NULL;
		if (s->node != NULL)
			return "an id is given twice";
		s->node = (oct_node *)n;
	}
	return NULL;
}

static const char *
check_refs(const struct strmap *ids, const oct_node *part)
{
	const oct_node *n;
	const struct strmap_slot *s;
	oct_str to;

	for (n = part; n != NULL; n = node_walk(part, n, false)) {
		to = node_str(n, OCT_P_HREF);
		if (n->kind == OCT_LINK && to.p[0] == '#' &&
		    strmap_find(ids, to.p + 1, to.n - 1) == NULL)
			return "an internal link has no target";
		to = node_str(n, OCT_P_REF);
		if (n->kind != OCT_NOTEREF)
			continue;
		s = strmap_find(ids, to.p, to.n);
		if (s == NULL || ((oct_node *)s->node)->kind != OCT_NOTE)
			return "a note reference has no note";
	}
	return NULL;
}

const char *
check_article(oct_job *j, const oct_node *article)
{
	struct strmap ids = { .arena = &j->arena };
	const oct_node *body = node_part(article, OCT_BODY);
	const oct_node *notes = node_part(article, OCT_NOTES), *n;
	const char *broken;

	for (n = article; n != NULL; n = node_walk(article, n, false))
		if ((broken = check_node(n)) != NULL ||
		    (broken = check_children(n)) != NULL)
			return broken;
	if ((broken = check_levels(body)) != NULL ||
	    (broken = collect_ids(&ids, body)) != NULL ||
	    (broken = collect_ids(&ids, notes)) != NULL ||
	    (broken = check_refs(&ids, body)) != NULL)
		return broken;
	return check_refs(&ids, notes);
}
