/*
 * meta_visible.c -- what a reader sees of author, date and the like.
 *
 * Elements whose class says what they hold are noted first, then lines of text
 * near the title.  Which of them are the page's own is for meta_finds.c to say.
 */
#include "meta_visible.h"

#include <string.h>
#include <strings.h>

#define AROUND 60 /* ancestors that are looked at */
#define LABELLED_DATE 60 /* bytes of a text with one */
#define TWIN 40 /* nodes from a picture to the name that it shows */
#define ICON 4 /* and from the picture of a person to the name */
#define DATES 3 /* in a line: published, updated, read */

/* Does it stand in a part of the page that has authors and dates of its own?
 * HINT_COMMENTS: surely; HINT_ELSEWHERE: perhaps; 0: no. */
static uint8_t
place_of(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	uint8_t place = 0, foot = 0;
	uint16_t says;

	for (int i = 0; n != 0 && i < AROUND; i++, n = dom_parent(d, n)) {
		uint32_t name = dom_name(d, n);

		if (name == DOM_ARTICLE)
			return place; /* its own foot tells of it */
		if (name == DOM_BODY)
			break;
		says = hints_of(&f->memos, d, n);
		if (says & HINT_COMMENTS)
			return HINT_COMMENTS;
		if (name == DOM_FOOTER)
			foot = HINT_ELSEWHERE;
		if ((says & HINT_ELSEWHERE) || name == DOM_NAV ||
		    name == DOM_ASIDE)
			place = HINT_ELSEWHERE;
	}
	return place | foot;
}

static bool
are_personal(const struct byline *b)
{
	for (size_t i = 0; i < b->count; i++)
		if (!name_is_personal(
			b->people[i].name, strlen(b->people[i].name)))
			return false;
	return b->count > 0;
}

/* Reads the byline of a find again. */
size_t
visible_read_byline(
    const struct finder *f, const struct find *find, struct byline *b)
{
	struct dom_str text;
	struct date date;
	size_t end;

	if (find->how & FIND_LABEL) {
		text = meta_lines(f->m, find->node, 160);
		if (byline_labelled(text.p, text.n, b) == 0 &&
		    date_find(text.p, text.n, f->m->order, &date, NULL, &end))
			byline_labelled(text.p + end, text.n - end, b);
		return b->count;
	}
	if (find->how & FIND_SIGNED) {
		text = meta_lines(f->m, find->node, LINE_BYTES);
		return byline_signed(text.p, text.n, b);
	}
	text = meta_lines(f->m, find->node, 200);
	return byline_parse(text.p, text.n, b);
}

void
visible_try_author(struct finder *f, uint32_t n, uint16_t how)
{
	struct find find = { .node = n, .how = how };
	struct byline b;
	uint8_t place;

	if (f->authors.count == FINDS ||
	    (place = place_of(f, n)) == HINT_COMMENTS ||
	    visible_read_byline(f, &find, &b) == 0)
		return;
	find.personal = are_personal(&b);
	if ((how & (FIND_TWIN | FIND_ICON | FIND_DATED)) && !find.personal)
		return;
	find.doubtful = place != 0;
	find_add(&f->authors, f->m->page->dom, find);
}

void
visible_add_date(struct finder *f, uint32_t n, const struct date *date,
    uint16_t how, bool modified)
{
	struct find find = {
		.node = n, .how = how, .date = *date, .modified = modified
	};
	uint8_t place;

	if (date->day == DATE_NONE || (place = place_of(f, n)) == HINT_COMMENTS)
		return;
	find.doubtful = place != 0;
	find.in_url =
	    f->url_date.year != 0 && date_compare(date, &f->url_date) == 0;
	find_add(&f->dates, f->m->page->dom, find);
}

/* Notes the dates of a text, each by the label in front of it.  False: there
 * are none. */
bool
visible_read_dates(struct finder *f, uint32_t n, struct dom_str text,
    uint16_t how, bool modified)
{
	struct date date;
	size_t at = 0, start, end;
	enum date_label label;
	int i;

	for (i = 0; i < DATES &&
	     date_find(
		 text.p + at, text.n - at, f->m->order, &date, &start, &end);
	     i++, at += end) {
		label = date_label_of(text.p + at, start);
		if (label == DATE_PLAIN && i == 0)
			label = modified ? DATE_MODIFIED : DATE_PLAIN;
		if (label != DATE_OTHER)
			visible_add_date(
			    f, n, &date, how, label == DATE_MODIFIED);
	}
	return i > 0;
}

static void
try_date(struct finder *f, uint32_t n, uint16_t says)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str text, machine = dom_attr(d, n, DOM_ATTR_DATETIME);
	uint16_t how = (dom_is(d, n, DOM_TIME) ? FIND_TIME : 0) |
	    (says & HINT_DATE ? FIND_CLASS : 0);
	enum date_label label;
	struct date date;
	bool modified;

	if (f->dates.count == FINDS)
		return;
	text = meta_text(f->m, n, 120);
	label = date_label_of(text.p, text.n);
	modified = label == DATE_MODIFIED ||
	    (label != DATE_PUBLISHED && (says & HINT_MODIFIED));
	if (date_parse(machine.p, machine.n, f->m->order, &date))
		visible_add_date(f, n, &date, how, modified);
	else if (!visible_read_dates(
		     f, n, text, how, (says & HINT_MODIFIED) != 0) &&
	    date_parse(text.p, text.n, f->m->order, &date))
		visible_add_date(f, n, &date, how, modified);
}

/* A list of at least two short points. */
static void
try_highlights(struct finder *f, uint32_t n)
{
	struct meta *m = f->m;
	const struct dom *d = m->page->dom;
	uint32_t *facts = m->page->facts.highlights;
	uint32_t list = dom_is(d, n, DOM_UL) ? n : dom_find(d, n, n, DOM_UL);
	struct dom_str points[12];
	size_t count = 0;

	if (list == 0 || facts[0] != 0 || place_of(f, list) != 0)
		return;
	for (uint32_t i = dom_first(d, list); i != 0; i = dom_next(d, i))
		if (dom_is(d, i, DOM_LI) && count < 12)
			points[count++] = meta_text(m, i, 400);
	for (size_t i = 0; i < count; i++)
		if (points[i].n < 20)
			return;
	if (count < 2 || count == 12)
		return;
	for (size_t i = 0; i < count; i++)
		meta_add(m, OCT_M_HIGHLIGHT, points[i], "text", 70);
	facts[0] = n;
}

static bool
starts_with(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && memcmp(p, word, n) == 0;
}

/* The forms by which users come in; "login", but not "login-berg". */
static bool
is_door(const char *p, const char *end)
{
	static const char *const doors[] = { "login", "log-in", "log_in",
		"logout", "signin", "sign-in", "sign_in", "signup", "sign-up",
		"sign_up", "register", "password" };

	for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++) {
		const char *behind = p + strlen(doors[i]);

		if (starts_with(p, end, doors[i]) &&
		    (behind == end || strchr("/?#.", *behind) != NULL))
			return true;
	}
	return false;
}

/* A link to the page of an author: "/author/ann-lee". */
static bool
is_author_link(const struct dom *d, uint32_t n)
{
	static const char *const folders[] = { "author/", "authors/",
		"contributors/", "contributor/", "writers/", "profile/",
		"profiles/", "byline/", "members/", "users/" };
	struct dom_str href = dom_attr(d, n, DOM_ATTR_HREF);
	const char *p = href.p, *end;

	if (href.n == 0)
		return false;
	end = href.p + href.n;
	while ((p = memchr(p, '/', (size_t)(end - p))) != NULL && ++p < end)
		for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]);
		     i++)
			if (*p == folders[i][0] &&
			    starts_with(p, end, folders[i]))
				return !is_door(p + strlen(folders[i]), end);
	return false;
}

/* A picture with somebody's name, or that stands for a person. */
static void
note_picture(struct finder *f, uint32_t n, uint16_t says)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str alt;

	switch (dom_name(d, n)) {
	case DOM_IMG:
		alt = dom_attr(d, n, DOM_ATTR_ALT);
		if (alt.n > 4 && alt.n < 40 && name_is_personal(alt.p, alt.n))
			f->picture = n;
		break;
	case DOM_I:
	case DOM_SVG:
		if (says & HINT_PERSON)
			f->icon = n;
		break;
	}
}

static uint16_t
author_hints(struct finder *f, uint32_t n, uint16_t says)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str rel = dom_attr(d, n, DOM_ATTR_REL);
	uint16_t how = 0;

	if ((says & HINT_NAME) && !(says & HINT_AUTHOR))
		says |= hints_of(&f->memos, d, dom_parent(d, n)) & HINT_AUTHOR;
	if ((says & HINT_AUTHOR) && !(says & (HINT_AUTHOR_NOT | HINT_REVIEW)))
		how |= FIND_CLASS | (says & HINT_NAME ? FIND_NAME : 0);
	if ((rel.n == 6 && strncasecmp(rel.p, "author", 6) == 0) ||
	    (dom_is(d, n, DOM_A) && is_author_link(d, n)))
		how |= FIND_LINK;
	return how;
}

static void
read_element(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	uint16_t says = hints_of(&f->memos, d, n);
	uint16_t how = author_hints(f, n, says);

	if (how != 0)
		visible_try_author(f, n, how);
	if (dom_is(d, n, DOM_TIME) ||
	    ((says & HINT_DATE) && !(says & HINT_DATE_NOT)))
		try_date(f, n, says);
	if ((says & HINT_HIGHLIGHTS) && (says & HINT_STORY))
		try_highlights(f, n);
	note_picture(f, n, says);
}

struct dom_str
visible_trim(struct dom_str s)
{
	while (s.n > 0 && (uint8_t)*s.p <= ' ') {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && (uint8_t)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

static bool
same(struct dom_str a, struct dom_str b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* Is the node all there is in the one around it? */
bool
visible_is_alone(const struct dom *d, uint32_t n)
{
	for (uint32_t i = dom_first(d, dom_parent(d, n)); i != 0;
	     i = dom_next(d, i))
		if (i != n && !dom_is_blank(d, i))
			return false;
	return true;
}

/* "Last updated: June 24, 2016": a text that says what its date is of counts
 * wherever it stands. */
static void
read_labelled_date(struct finder *f, uint32_t n, struct dom_str s)
{
	const struct dom *d = f->m->page->dom;
	enum date_label label;
	struct date date;
	size_t start;

	if (s.n < 12 || s.n > LABELLED_DATE ||
	    !date_find(s.p, s.n, f->m->order, &date, &start, NULL))
		return;
	label = date_announced(s, start);
	if (label == DATE_PUBLISHED || label == DATE_MODIFIED)
		visible_add_date(f, dom_parent(d, n), &date,
		    FIND_LINE | (visible_is_alone(d, n) ? 0 : FIND_PART),
		    label == DATE_MODIFIED);
}

/* An element may be long and empty at its front: only so many are read. */
static void
try_announced(struct finder *f, uint32_t n)
{
	if (f->announced++ < FINDS)
		visible_try_author(f, n, FIND_LABEL);
}

static void
read_text(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str s = visible_trim(dom_text(d, n));
	uint32_t parent = dom_parent(d, n);

	if (s.n == 0)
		return; /* controls that are no white space */
	if (f->picture != 0 && n - f->picture < TWIN &&
	    same(s, visible_trim(dom_attr(d, f->picture, DOM_ATTR_ALT))))
		visible_try_author(f, parent, FIND_TWIN);
	if (f->icon != 0 && n - f->icon < ICON)
		visible_try_author(f, parent, FIND_ICON);
	f->icon = 0;
	if (announces_author(s))
		try_announced(f, parent);
	read_labelled_date(f, n, s);
	if (s.n > 4 && byline_is_label(s.p, s.n)) /* "by" is of goods, too */
		try_announced(f, dom_parent(d, parent));
	if (f->title == 0 && same(s, f->m->title) &&
	    !dom_is(d, parent, DOM_TITLE))
		f->title = n;
	/* "© 2016 The Example" */
	if ((s.n > 2 && memcmp(s.p, "\u00a9", 2) == 0) ||
	    (s.n > 9 && strncasecmp(s.p, "copyright", 9) == 0))
		f->rights = n;
}

void
meta_visible(struct meta *m)
{
	const struct dom *d = m->page->dom;
	oct_str url = m->page->facts.url;
	struct finder *f =
	    m->page->api->scratch(m->page->job, sizeof(struct finder));

	if (f == NULL)
		return;
	f->m = m;
	hints_init(&f->memos);
	f->title = m->page->facts.title_node;
	date_in_url(url.p, url.n, &f->url_date);
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT))
		if (dom_is_element(d, n))
			read_element(f, n);
		else if (dom_is_text(d, n) && !dom_is_blank(d, n))
			read_text(f, n);
	if (f->title != 0)
		visible_read_lines(f);
	visible_put_authors(f);
	visible_put_dates(f);
	if (f->rights != 0)
		meta_add(m, OCT_M_RIGHTS,
		    meta_text(m, dom_parent(d, f->rights), 300), "text", 50);
}
