#include "job.h"
#include "normalise.h"

#include <string.h>

/* Where a line stands (CSS Text 3, 4.1.1 and 4.1.2, for "normal"). */
struct line {
	struct prop *last; /* text that ends in a space which may hang */
	bool start; /* nothing but spaces so far */
};

#define ONES 0x0101010101010101u
#define HIGH_BITS (ONES * 0x80)

/* How many bytes from p on, which is no space, are words with one space between
 * them; a few less than there are. */
static size_t
settled(const char *p, size_t n)
{
	uint64_t w, spaces;
	size_t i = 0;

	while (n - i >= sizeof(w)) {
		memcpy(&w, p + i, sizeof(w));
		if (((w - ONES * ' ') & ~w & HIGH_BITS) != 0)
			break;
		/* may have bits too many, never too few */
		spaces =
		    ((w ^ ONES * ' ') - ONES) & ~(w ^ ONES * ' ') & HIGH_BITS;
		if ((spaces & spaces << 8) != 0)
			break;
		i += p[i + 7] == ' ' ? 7 : 8;
	}
	return i;
}

/* The text without what collapses; in place, for it only shrinks. */
static void
collapse(struct line *l, struct prop *text)
{
	char *p = (char *)text->v.p;
	size_t i = 0, n = 0, run;

	while (i < text->n) {
		if (p[i] != ' ' && p[i] != '\n' && p[i] != '\t') {
			run = settled(p + i, text->n - i);
			run = run != 0 ? run : 1;
			if (n != i)
				memmove(p + n, p + i, run);
			n += run;
			i += run;
			l->start = false;
			l->last = NULL;
			continue;
		}
		if (!l->start && l->last == NULL) {
			p[n++] = ' ';
			l->last = text;
		}
		i++;
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
