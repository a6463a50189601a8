#include "normalise.h"

#include "job.h"

#include <string.h>

bool
walker_next(struct walker *w)
{
	oct_node *n = w->node;

	if (n == NULL) {
		w->node = w->root;
		w->enter = true;
		return w->root != NULL;
	}
	if (w->enter && n->first != NULL) {
		w->node = n->first;
		return true;
	}
	if (w->enter && !(n->kind & OCT_LEAF)) {
		w->enter = false;
		return true;
	}
	if (n == w->root)
		return false;
	w->enter = n->next != NULL;
	w->node = n->next != NULL ? n->next : n->parent;
	return true;
}

oct_node *
post_first(oct_node *n)
{
	while (n->first != NULL)
		n = n->first;
	return n;
}

oct_node *
post_next(const oct_node *root, const oct_node *n)
{
	if (n == root)
		return NULL;
	return n->next != NULL ? post_first(n->next) : n->parent;
}

oct_node *
node_dissolve(oct_node *n)
{
	oct_node *first = n->first != NULL ? n->first : n->next;

	while (n->first != NULL)
		node_link(n->first, n->parent, n);
	node_unlink(n);
	return first;
}

/* Merges texts that touch. */
static void
join_texts(oct_job *j, oct_node *root)
{
	oct_node *n, *next;
	oct_str s;

	for (n = root; n != NULL; n = next) {
		next = node_walk(root, n, false);
		if (n->kind != OCT_TEXT || n->prev == NULL ||
		    n->prev->kind != OCT_TEXT)
			continue;
		s = node_str(n, OCT_P_TEXT);
		node_append(j, n->prev, s.p, s.n);
		node_unlink(n);
	}
}

/* An article whose reader found no title is called after its first heading,
 * else after its input. */
static void
set_title(oct_job *j, oct_node *article)
{
	oct_node *body = node_part(article, OCT_BODY), *n;
	const char *name = strrchr(j->input, '/');
	oct_str s;

	if (field_first(article, OCT_M_TITLE) != NULL)
		return;
	for (n = body; n != NULL; n = node_walk(body, n, false))
		if (n->kind == OCT_HEADING) {
			s = node_title(j, n);
			field_add(
			    j, article, OCT_M_TITLE, s.p, s.n, "heading", 1);
			return;
		}
	name = name != NULL ? name + 1 : j->input;
	field_add(j, article, OCT_M_TITLE, name,
	    strrchr(name, '.') > name ? (size_t)(strrchr(name, '.') - name)
				      : strlen(name),
	    "name", 0);
}

void
normalise_article(oct_job *j, oct_node *article)
{
	static const uint32_t shown[] = { OCT_BODY, OCT_NOTES, OCT_DROPPED };
	size_t i;

	normalise_refs(j, article);
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		oct_node *part = node_part(article, shown[i]);

		normalise_shape(j, part);
		normalise_space(j, part);
		normalise_prune(j, part);
	}
	normalise_sections(j, node_part(article, OCT_BODY));
	normalise_ids(j, article);
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		join_texts(j, node_part(article, shown[i]));
	fields_decide(j, article);
	set_title(j, article);
}
