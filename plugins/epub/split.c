/*
 * Where an article is cut into files.  Old readers get slow on chapters of
 * more than some 300 KB, so files aim at 200: a cut comes before a section
 * that would take the file beyond that; before any other block only when
 * there are no sections to cut at.
 */
#include "epub.h"

#define AIM (200u << 10)
#define LEAST (AIM / 4) /* no file is smaller for the sake of the next */

struct piece {
	const oct_node *node; /* a block in BODY or in its chain of sections */
	size_t start, end; /* in bytes of output, roughly */
	struct piece *outer; /* the piece around it */
};

struct measure {
	const oct_api *api;
	struct piece *pieces; /* NULL: only count them */
	struct piece *open; /* the innermost one */
	size_t n, at;
	const oct_node *inside; /* a piece that holds no further ones */
};

static int
is_piece(const oct_api *api, const oct_node *n)
{
	uint32_t parent = api->kind(api->parent(n));

	return parent == OCT_BODY || parent == OCT_SECTION;
}

static void
piece_enter(struct measure *m, const oct_node *n)
{
	uint32_t kind = m->api->kind(n);
	struct piece *p;

	if (kind != OCT_SECTION && !(kind & OCT_LEAF))
		m->inside = n;
	if (m->pieces != NULL) {
		p = &m->pieces[m->n];
		*p = (struct piece){ n, m->at, m->at, m->open };
		if (!(kind & OCT_LEAF))
			m->open = p;
	}
	m->n++;
}

static void
piece_leave(struct measure *m, const oct_node *n)
{
	if (n == m->inside)
		m->inside = NULL;
	if (m->open != NULL && n == m->open->node) {
		m->open->end = m->at;
		m->open = m->open->outer;
	}
}

/* Walks BODY adding up sizes; returns the number of pieces. */
static size_t
measure(const struct book *b, oct_node *body, struct piece *pieces)
{
	struct measure m = { .api = b->api, .pieces = pieces };
	struct oct_walk w = oct_walk_start(body);

	while (oct_walk_next(b->api, &w)) {
		if (!w.enter) {
			piece_leave(&m, w.node);
			continue;
		}
		if (m.inside == NULL && is_piece(b->api, w.node))
			piece_enter(&m, w.node);
		m.at += 16 + b->api->get_str(w.node, OCT_P_TEXT).n;
	}
	return m.n;
}

static int
is_break(const struct book *b, const struct piece *p, size_t start)
{
	if (b->api->kind(p->node) == OCT_SECTION)
		return p->end - start > AIM && p->start - start > LEAST;
	return p->start - start > AIM &&
	    b->api->kind(b->api->prev(p->node)) != OCT_HEADING;
}

void
split_article(struct book *b, struct article *a)
{
	oct_node *body = b->api->part(a->node, OCT_BODY);
	size_t n = measure(b, body, NULL), start = 0;
	struct piece *p = b->api->scratch(b->job, (n + 1) * sizeof(*p));

	a->breaks = b->api->scratch(b->job, (n + 1) * sizeof(const oct_node *));
	if (p == NULL || a->breaks == NULL)
		return;
	measure(b, body, p);
	for (size_t i = 1; i < n; i++) {
		if (is_break(b, &p[i], start)) {
			a->breaks[a->n_breaks++] = p[i].node;
			start = p[i].start;
		}
	}
}
