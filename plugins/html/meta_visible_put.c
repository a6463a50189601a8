/* meta_visible_put.c -- what a reader sees of author and date, as fields. */
#include "meta_visible.h"

#include <octavo/sugar.h>
#include <string.h>

#define DATED 20 /* nodes from a name to its date */
#define BYLINE_WEIGHT 72
#define SIGNED 10 /* points of a full name that stands right at the title */
/* ... which is better than who put the page into a system. */
#define SIGNED_WEIGHT 91
#define UPDATED_WEIGHT 30 /* of a date of change as that of publishing */
#define BESIDE 12 /* nodes from one author to the next */
#define BOX 4 /* elements around a name */
#define LISTED 4 /* other names that look like one of a list's articles */
#define TITLED 20 /* nodes from the title to the name of its own author */

/* What a reader sees is the day where the page is made; a day earlier or later
 * in what is declared is that of another time zone, and gives way. */
static int
date_weight(const struct finder *f, const struct find *find, int points)
{
	const struct meta *m = f->m;
	int weight = find->how & FIND_TIME ? 66 : 62;
	int32_t days;

	if (find->modified || m->declared_weight == 0 || points < DATE_SURE ||
	    m->declared.day == DATE_NONE)
		return weight;
	days = date_days_between(&find->date, &m->declared);
	return days == 1 || days == -1 ? m->declared_weight + 1 : weight;
}

static const char *
date_origin(const struct find *find)
{
	return find->how & FIND_TIME ? "time" : "text";
}

static void
put_field(const struct finder *f, uint32_t key, const struct find *find,
    const char *from, int weight)
{
	const struct page *page = f->m->page;
	char text[DATE_TEXT];

	page->api->add_field(page->job, page->article, key, text,
	    date_format(&find->date, text), from, weight);
}

static void
note_dateline(struct finder *f, const struct find *find)
{
	uint32_t *nodes = f->m->page->facts.dateline;

	if (find->how & FIND_PART)
		return;
	while (*nodes != 0 && *nodes != find->node)
		nodes++;
	*nodes = find->node;
}

void
visible_put_dates(struct finder *f)
{
	int points;
	const struct find *find =
	    find_date(&f->dates, f->title, false, &points);
	bool any = find != NULL;

	if (any) {
		put_field(f, OCT_M_PUBLISHED, find, date_origin(find),
		    date_weight(f, find, points));
		note_dateline(f, find);
	}
	if ((find = find_date(&f->dates, f->title, true, &points)) == NULL)
		return;
	put_field(f, OCT_M_MODIFIED, find, date_origin(find),
	    date_weight(f, find, points));
	note_dateline(f, find);
	/* "Updated June 24, 2016", and no other date: better than none. */
	if (!any)
		put_field(f, OCT_M_PUBLISHED, find, "modified", UPDATED_WEIGHT);
}

/* The find around the best one that names more people, such as "By Ann Lee and
 * Bo Ek" around the link of Ann Lee. */
static const struct find *
widest(const struct finder *f, const struct find *best, struct byline *b)
{
	const struct find *find = f->authors.list, *wide = best;
	struct byline other;

	for (; find < f->authors.list + f->authors.count; find++)
		if (find != best && find->personal &&
		    dom_contains(f->m->page->dom, find->node, best->node) &&
		    visible_read_byline(f, find, &other) > b->count) {
			*b = other;
			wide = find;
		}
	return wide;
}

/* People; the site, where it stands behind them, is whom they write for. */
static void
add_people(const struct finder *f, const struct byline *b, int weight)
{
	const struct page *page = f->m->page;
	const char *site = "";
	oct_node *field;

	for (size_t i = 1; i < b->count; i++)
		if (meta_is_site(f->m, b->people[i].name))
			site = b->people[i].name;
	for (size_t i = 0; i < b->count; i++) {
		const struct person *p = &b->people[i];
		const char *from =
		    p->affiliation[0] != '\0' ? p->affiliation : site;

		if (strcmp(p->name, site) == 0)
			continue;
		field = page->api->add_field(page->job, page->article,
		    OCT_M_AUTHOR, p->name, strlen(p->name), "byline",
		    meta_author_weight(f->m, p->name, weight));
		if (from[0] != '\0')
			oct_set(page->api, page->job, field, OCT_P_AFFILIATION,
			    from);
	}
}

/* Does an element close around it say that it is about an author? */
static bool
in_author(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;

	for (int i = 0; i < BOX && n != 0; i++, n = dom_parent(d, n))
		if (hints_of(&f->memos, d, n) & HINT_AUTHOR)
			return true;
	return false;
}

/* A name at a picture is one of goods, of a guest, unless a date stands near
 * as well: then it is a byline. */
static void
refuse_pictured(struct finder *f)
{
	struct find *find = f->authors.list;

	for (; find < f->authors.list + f->authors.count; find++) {
		bool dated = false;

		if ((find->how & ~(FIND_TWIN | FIND_ICON)) ||
		    in_author(f, find->node) ||
		    (find->how == FIND_ICON && f->title != 0 &&
			find->node > f->title && find->node - f->title < DATED))
			continue;
		for (size_t i = 0; i < f->dates.count && !dated; i++) {
			uint32_t n = f->dates.list[i].node;

			dated = n < find->node ? find->node - n < DATED
					       : n - find->node < DATED;
		}
		if (!dated)
			find->how = 0;
	}
}

/* Does a part of the page that nobody sees name the same author, and no other?
 */
static bool
is_declared_too(const struct finder *f, const char *name)
{
	const struct page *page = f->m->page;
	const oct_api *api = page->api;
	oct_node *n = api->field(page->article, OCT_M_AUTHOR);
	oct_str from, last = { "", 0 };
	bool same = false, alone = false;

	for (; n != NULL; n = api->next_field(n)) {
		from = api->get_str(n, OCT_P_FROM);
		if (alone && strcmp(from.p, last.p) != 0)
			return true;
		same = strcmp(api->get_str(n, OCT_P_TEXT).p, name) == 0;
		alone = same && strcmp(from.p, last.p) != 0;
		last = from;
	}
	return alone;
}

/* Is it of an article that a list shows: do many that look like it stand far
 * from it and from each other, and it not right behind the page's title? */
static bool
is_listed(const struct finder *f, const struct find *best)
{
	const struct find *find = f->authors.list;
	uint32_t last = best->node;
	int others = 0;

	if (f->title != 0 && best->node > f->title &&
	    best->node - f->title < TITLED)
		return false;
	for (; find < f->authors.list + f->authors.count; find++)
		if (find->look == best->look && find->personal &&
		    find->node > last && find->node - last > BESIDE) {
			last = find->node;
			others++;
		}
	return others >= LISTED;
}

/* The best byline, and those beside it that look the same. */
void
visible_put_authors(struct finder *f)
{
	uint32_t *nodes = f->m->page->facts.byline;
	int points;
	const struct find *best, *find = f->authors.list;
	struct byline b;
	size_t count = 0;
	uint32_t last;
	int weight = BYLINE_WEIGHT;

	refuse_pictured(f);
	best = find_author(&f->authors, f->title, &points);
	if (best == NULL || visible_read_byline(f, best, &b) == 0 ||
	    (is_listed(f, best) && !is_declared_too(f, b.people[0].name)))
		return;
	if (best->personal && points >= SIGNED)
		weight = SIGNED_WEIGHT;
	best = widest(f, best, &b);
	if (b.count == 1 && best->personal &&
	    is_declared_too(f, b.people[0].name))
		add_people(f, &b, SIGNED_WEIGHT);
	else
		add_people(f, &b, weight);
	nodes[count++] = last = best->node;
	for (; find < f->authors.list + f->authors.count; find++)
		if (find != best && count < FACT_NODES && find->personal &&
		    best->personal && find->doubtful == best->doubtful &&
		    find->look == best->look && find->how == best->how &&
		    find->node > last && find->node - last < BESIDE &&
		    visible_read_byline(f, find, &b) > 0) {
			add_people(f, &b, weight);
			nodes[count++] = last = find->node;
		}
}
