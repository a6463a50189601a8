#include <octavo/sugar.h>

#include "job.h"
#include "normalise.h"

#define LEVELS 6

static int64_t
level_of(const oct_node *heading)
{
	int64_t level = node_int(heading, OCT_P_LEVEL, 1);

	return level < 1 ? 1 : level > LEVELS ? LEVELS : level;
}

void
dissolve_sections(oct_job *j, oct_node *body)
{
	oct_node *n, *next;

	for (n = body->first; n != NULL; n = next) {
		oct_str id = node_str(n, OCT_P_ID);

		next = n->next;
		if (n->kind != OCT_SECTION)
			continue;
		/* the heading had it before */
		if (id.n != 0 && n->first != NULL &&
		    n->first->kind == OCT_HEADING)
			node_set_str(j, n->first, OCT_P_ID, id.p, id.n);
		next = node_dissolve(n);
	}
}

static oct_node *
new_section(oct_job *j, oct_node *heading)
{
	oct_node *section = node_new(j, OCT_SECTION);
	oct_str id = node_str(heading, OCT_P_ID);

	if (section == NULL)
		return NULL;
	section->line = heading->line;
	if (id.n != 0) {
		node_set_str(j, section, OCT_P_ID, id.p, id.n);
		node_unset(heading, OCT_P_ID);
	}
	return section;
}

/* What readers say is said of all of the article. */
static bool
is_discussion(const oct_node *n)
{
	return n->kind == OCT_ASIDE &&
	    oct_is(node_str(n, OCT_P_ROLE), OCT_ROLE_COMMENTS);
}

/* Each heading of BODY opens a section, closed by the next one that is not
 * lower, and by a discussion.  The level becomes the depth, so that none is
 * skipped. */
static void
nest(oct_job *j, oct_node *body)
{
	oct_node *open[LEVELS + 1] = { body }, *n, *next, *section;
	int64_t source[LEVELS + 1] = { 0 }, level;
	size_t depth = 0;

	for (n = body->first; n != NULL; n = next) {
		next = n->next;
		if (n->kind == OCT_HEADING) {
			level = level_of(n);
			while (depth > 0 && source[depth] >= level)
				depth--;
			if ((section = new_section(j, n)) == NULL)
				return;
			node_link(
			    section, open[depth], depth == 0 ? next : NULL);
			source[++depth] = level;
			open[depth] = section;
			node_set_int(j, n, OCT_P_LEVEL, (int64_t)depth);
		}
		if (is_discussion(n))
			depth = 0;
		if (depth != 0)
			node_link(n, open[depth], NULL);
	}
}

/* A heading within a quote, an aside or a cell is one level below the section
 * around it. */
static void
level_inner(oct_job *j, oct_node *body)
{
	struct walker w = { body, NULL, false };
	int64_t depth = 0;

	while (walker_next(&w)) {
		if (w.node->kind == OCT_SECTION)
			depth += w.enter ? 1 : -1;
		if (w.enter && w.node->kind == OCT_HEADING &&
		    w.node->parent->kind != OCT_SECTION)
			node_set_int(j, w.node, OCT_P_LEVEL,
			    depth < LEVELS ? depth + 1 : LEVELS);
	}
}

void
normalise_sections(oct_job *j, oct_node *body)
{
	dissolve_sections(j, body);
	nest(j, body);
	level_inner(j, body);
}
