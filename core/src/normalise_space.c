#include "job.h"
#include "normalise.h"

#include <string.h>

/* Where a line stands (CSS Text 3, 4.1.1 and 4.1.2, for "normal"). */
struct line {
	struct prop *last; /* text that ends in a space which may hang */
	bool start; /* nothing but spaces so far */
};

/* The text without what collapses; in place, for it only shrinks. */
static void
collapse(struct line *l, struct prop *text)
{
	char *p = (char *)text->v.p;
	size_t i, n = 0;

	for (i = 0; i < text->n; i++) {
		if (p[i] != ' ' && p[i] != '\n' && p[i] != '\t') {
			p[n++] = p[i];
			l->start = false;
			l->last = NULL;
		} else if (!l->start && l->last == NULL) {
			p[n++] = ' ';
			l->last = text;
		}
	}
	text->n = (uint32_t)n;
	p[n] = '\0';
}

/* Ends the line: a space at its end is none. */
static void
end_line(struct line *l)
{
	if (l->last != NULL)
		((char *)l->last->v.p)[--l->last->n] = '\0';
	l->last = NULL;
	l->start = true;
}

static void
take_inline(struct line *l, oct_node *n, bool verbatim)
{
	struct prop *text = (struct prop *)node_prop(n, OCT_P_TEXT);

	if (n->kind == OCT_BR) {
		end_line(l);
	} else if (n->kind == OCT_TEXT && !verbatim) {
		if (text != NULL)
			collapse(l, text);
	} else if (n->kind & OCT_LEAF && !normalise_is_empty(n)) {
		l->start = false;
		l->last = NULL;
	}
}

void
normalise_space(oct_job *j, oct_node *root)
{
	struct walker w = { root, NULL, false };
	struct line line = { NULL, true };
	size_t verbatim = 0;

	(void)j;
	while (walker_next(&w)) {
		uint32_t kind = w.node->kind;

		if (kind == OCT_PRE || kind == OCT_CODE || kind == OCT_KBD)
			verbatim += w.enter ? 1 : (size_t)-1;
		if (kind & OCT_INLINE)
			take_inline(&line, w.node, verbatim != 0);
		else
			end_line(&line);
	}
	end_line(&line);
}
