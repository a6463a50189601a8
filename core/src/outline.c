/* outline.c: the contents of an article, from its sections. */
#include "job.h"
#include "node.h"

static bool
is_section(const oct_node *n)
{
	return n->kind == OCT_SECTION && n->first != NULL &&
	    n->first->kind == OCT_HEADING;
}

/* The next section in reading order; sections lie in BODY and each other, so
 * what is below anything else is passed over. */
static oct_node *
next_section(const oct_node *body, const oct_node *n)
{
	do
		n = node_walk(
		    body, n, n != NULL && n != body && n->kind != OCT_SECTION);
	while (n != NULL && !is_section(n));
	return (oct_node *)n;
}

const oct_entry *
outline_article(oct_job *j, const oct_node *article, size_t *n)
{
	const oct_node *body = node_part(article, OCT_BODY), *s;
	oct_entry *list, *e;

	*n = 0;
	if (body == NULL)
		return NULL;
	for (s = next_section(body, NULL); s != NULL; s = next_section(body, s))
		++*n;
	if (*n == 0 ||
	    (list = arena_alloc(&j->arena, *n * sizeof(*list))) == NULL) {
		*n = 0;
		return NULL;
	}
	e = list;
	for (s = next_section(body, NULL); s != NULL;
	     s = next_section(body, s)) {
		e->level = (uint32_t)node_int(s->first, OCT_P_LEVEL, 1);
		e->id = node_str(s, OCT_P_ID);
		e->title = node_title(j, s->first);
		e->section = s;
		e++;
	}
	return list;
}
