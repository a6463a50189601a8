/* proof_find.c: pictures and links of all articles. */
#include "proof.h"
#include "xhtml/value.h"

#include <octavo/article.h>

/* Fewer pixels across than a phone's screen has look soft there; icons are
 * meant to be small. */
enum { FEW_PIXELS = 600, ICON_PIXELS = 64 };

int
proof_is_low(const struct shown *s)
{
	return s->r.data != NULL && s->r.width > ICON_PIXELS &&
	    s->r.height > ICON_PIXELS && s->r.width < FEW_PIXELS;
}

int
proof_is_missing(const struct shown *s)
{
	return s->r.data == NULL;
}

int
proof_lacks_words(const struct shown *s)
{
	return s->r.data != NULL && s->described != DESCRIBED;
}

static int
has_caption(const oct_api *a, const oct_node *n)
{
	const oct_node *c, *figure = a->parent(n);

	while (figure != NULL && a->kind(figure) != OCT_FIGURE)
		figure = a->parent(figure);
	for (c = a->first(figure); c != NULL; c = a->next(c))
		if (a->kind(c) == OCT_CAPTION)
			return 1;
	return 0;
}

/* As the writer of books decides it (plugins/xhtml). */
static enum described
describe(const oct_api *a, const oct_node *n)
{
	if (value_is_description(a->get_str(n, OCT_P_ALT)) ||
	    value_is_description(a->get_str(n, OCT_P_TITLE)))
		return DESCRIBED;
	if (a->has(n, OCT_P_ALT) && a->get_str(n, OCT_P_ALT).n == 0)
		return DECORATION;
	return has_caption(a, n) ? BY_CAPTION : UNDESCRIBED;
}

static void
take_picture(struct proof *p, const oct_node *article, const oct_node *n)
{
	const oct_api *a = p->x.a;
	uint32_t id = (uint32_t)a->get_int(n, OCT_P_RESOURCE, 0);
	struct shown *s;

	if (id == 0)
		return;
	if (p->pictures != NULL) {
		s = &p->pictures[p->n_pictures];
		*s = (struct shown){ n, article,
			{ .struct_size = sizeof(s->r) }, describe(a, n) };
		a->resource(p->x.j, id, 1, &s->r);
	}
	p->n_pictures++;
}

static void
take_link(struct proof *p, const oct_node *article, const oct_node *n)
{
	oct_str href = p->x.a->get_str(n, OCT_P_HREF);

	if (href.n == 0 || href.p[0] == '#' ||
	    links_find(&p->links, article, href) != SIZE_MAX)
		return;
	if (p->away != NULL)
		p->away[p->n_away] = (struct away){ n, article };
	p->n_away++;
}

static void
walk(struct proof *p, const oct_node *article, uint32_t part)
{
	const oct_api *a = p->x.a;
	struct oct_walk w = oct_walk_start(a->part(article, part));

	while (oct_walk_next(a, &w)) {
		if (w.enter && a->kind(w.node) == OCT_IMAGE)
			take_picture(p, article, w.node);
		if (w.enter && a->kind(w.node) == OCT_LINK)
			take_link(p, article, w.node);
	}
}

static void
walk_all(struct proof *p)
{
	const oct_api *a = p->x.a;

	p->n_articles = p->n_pictures = p->n_away = 0;
	for (const oct_node *n = a->first(a->book(p->x.j)); n != NULL;
	     n = a->next(n)) {
		if (a->kind(n) != OCT_ARTICLE)
			continue;
		p->n_articles++;
		walk(p, n, OCT_BODY);
		walk(p, n, OCT_NOTES);
	}
}

void
proof_find(struct proof *p)
{
	const oct_api *a = p->x.a;

	links_make(&p->links, a, p->x.j);
	walk_all(p);
	p->pictures =
	    a->scratch(p->x.j, (p->n_pictures + 1) * sizeof(*p->pictures));
	p->away = a->scratch(p->x.j, (p->n_away + 1) * sizeof(*p->away));
	if (a->status(p->x.j) == OCT_OK)
		walk_all(p);
}
