/*
 * meta_visible.c -- what a reader sees of author, date and the like.
 *
 * Elements whose class says what they hold are noted first, then lines of text
 * near the title.  Which of them are the page's own is for meta_finds.c to say.
 */
#include "meta_finds.h"

#include <octavo/sugar.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"

#define AROUND 60 /* ancestors that are looked at */
#define BEHIND 400 /* nodes behind the title that are read as lines */
#define BEFORE 60 /* and in front of it */
#define OPENINGS 5 /* paragraphs whose first words are read */
#define OPENING 80 /* bytes of them */
#define PLACE 48 /* bytes of a dateline's place */
#define LINE 120 /* bytes of a line that may be a byline or a date */
#define LABELLED_DATE 60 /* bytes of a text with one */
#define TWIN 40 /* nodes from a picture to the name that it shows */
#define ICON 4 /* and from the picture of a person to the name */
#define DATED 20 /* and from a name to a date */
#define BYLINE_WEIGHT 72
#define SIGNED 10 /* points of a full name that stands right at the title */
#define SIGNED_WEIGHT \
	91 /* which is better than who put the page into a system */
#define UPDATED_WEIGHT 30 /* of a date of change as that of publishing */
#define SIGNED_NEAR 60 /* nodes from the title to whoever signs */
#define BESIDE 12 /* and from one author to the next */
#define BOX 4 /* elements around a name */
#define LISTED 4 /* other names that look like one of a list's articles */
#define TITLED 20 /* nodes from the title to the name of its own author */
#define DATES 3 /* in a line: published, updated, read */

struct finder {
	struct meta *m;
	struct hint_memos memos;
	struct finds authors, dates;
	struct date url_date; /* year 0: none */
	uint32_t title; /* the node that shows it, or 0 */
	uint32_t picture, icon; /* the last picture with a name; of a person */
	uint32_t rights; /* the last copyright line */
	uint32_t announced; /* how often a text announced an author */
	uint32_t silent; /* the last line that says nothing of author or date */
};

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
static size_t
read_byline(const struct finder *f, const struct find *find, struct byline *b)
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
		text = meta_lines(f->m, find->node, LINE);
		return byline_signed(text.p, text.n, b);
	}
	text = meta_lines(f->m, find->node, 200);
	return byline_parse(text.p, text.n, b);
}

static void
try_author(struct finder *f, uint32_t n, uint16_t how)
{
	struct find find = { .node = n, .how = how };
	struct byline b;
	uint8_t place;

	if (f->authors.count == FINDS ||
	    (place = place_of(f, n)) == HINT_COMMENTS ||
	    read_byline(f, &find, &b) == 0)
		return;
	find.personal = are_personal(&b);
	if ((how & (FIND_TWIN | FIND_ICON | FIND_DATED)) && !find.personal)
		return;
	find.doubtful = place != 0;
	find_add(&f->authors, f->m->page->dom, find);
}

static void
add_date(struct finder *f, uint32_t n, const struct date *date, uint16_t how,
    bool modified)
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
static bool
read_dates(struct finder *f, uint32_t n, struct dom_str text, uint16_t how,
    bool modified)
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
			add_date(f, n, &date, how, label == DATE_MODIFIED);
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
		add_date(f, n, &date, how, modified);
	else if (!read_dates(f, n, text, how, (says & HINT_MODIFIED) != 0) &&
	    date_parse(text.p, text.n, f->m->order, &date))
		add_date(f, n, &date, how, modified);
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

/* The forms by which users come in. */
static bool
is_door(const char *p, const char *end)
{
	return starts_with(p, end, "log") || starts_with(p, end, "sign") ||
	    starts_with(p, end, "register") || starts_with(p, end, "password");
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
		try_author(f, n, how);
	if (dom_is(d, n, DOM_TIME) ||
	    ((says & HINT_DATE) && !(says & HINT_DATE_NOT)))
		try_date(f, n, says);
	if ((says & HINT_HIGHLIGHTS) && (says & HINT_STORY))
		try_highlights(f, n);
	note_picture(f, n, says);
}

static struct dom_str
trim(struct dom_str s)
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
static bool
is_alone(const struct dom *d, uint32_t n)
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
		add_date(f, dom_parent(d, n), &date,
		    FIND_LINE | (is_alone(d, n) ? 0 : FIND_PART),
		    label == DATE_MODIFIED);
}

/* An element may be long and empty at its front: only so many are read. */
static void
try_announced(struct finder *f, uint32_t n)
{
	if (f->announced++ < FINDS)
		try_author(f, n, FIND_LABEL);
}

static void
read_text(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str s = trim(dom_text(d, n));
	uint32_t parent = dom_parent(d, n);

	if (s.n == 0)
		return; /* controls that are no white space */
	if (f->picture != 0 && n - f->picture < TWIN &&
	    same(s, trim(dom_attr(d, f->picture, DOM_ATTR_ALT))))
		try_author(f, parent, FIND_TWIN);
	if (f->icon != 0 && n - f->icon < ICON)
		try_author(f, parent, FIND_ICON);
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

/* Does everything of the line go into what was read from it? */
static bool
is_short(struct dom_str text)
{
	return text.n > 0 && text.n <= LINE;
}

/* A line of text near the title: "By Ann Lee", "June 24, 2016", "Ann Lee |
 * Reporter | June 24, 2016".  False: it says nothing of the kind. */
static bool
read_line(struct finder *f, uint32_t n)
{
	struct dom_str text = meta_lines(f->m, n, LINE);
	struct byline b;
	struct date date;
	size_t end;
	bool dated, labelled;

	if (!is_short(text))
		return false;
	dated = date_find(text.p, text.n, f->m->order, &date, NULL, &end);
	labelled = byline_labelled(text.p, text.n, &b) > 0 ||
	    (dated && byline_labelled(text.p + end, text.n - end, &b) > 0);
	if (labelled)
		try_author(f, n, FIND_LABEL);
	else if (dated && n > f->title)
		try_author(f, n, FIND_DATED);
	else if (n > f->title && n - f->title < SIGNED_NEAR &&
	    byline_signed(text.p, text.n, &b) > 0)
		try_author(f, n, FIND_SIGNED);
	if (dated)
		read_dates(f, n, text, FIND_LINE, false);
	return dated || labelled;
}

/* Reads it, unless it stands alone in a line that says nothing. */
static void
look_at_line(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;

	if ((f->silent != 0 && dom_parent(d, n) == f->silent &&
		is_alone(d, n)) ||
	    !read_line(f, n))
		f->silent = n;
}

/* The place of a dateline at the front of a paragraph: capitals up to a dash or
 * to the agency in brackets, "LONDON (Reuters) --"; its length, or 0. */
static size_t
place_length(struct dom_str s)
{
	static const char *const ends[] = { " (", " — ", " – ", " -- ", " - ",
		"— " };
	size_t len, letters = 0;

	for (size_t i = 0; i < s.n && i < PLACE; i += len) {
		uint32_t c = uni_char(s.p + i, s.p + s.n, &len);

		for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
			size_t n = strlen(ends[k]);

			if (s.n - i > n && memcmp(s.p + i, ends[k], n) == 0)
				return letters > 2 ? i : 0;
		}
		if (uni_is_letter(c) && !uni_is_upper(c))
			return 0;
		if (!uni_is_letter(c) && c != ' ' && c != ',' && c != '.' &&
		    c != '-' && c != '\'')
			return 0;
		letters += uni_is_letter(c);
	}
	return 0;
}

/* "Press release of 25 January 2022 | Berlin -- The ...", "LONDON -- The ...":
 * how a paragraph begins. */
static void
read_opening(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str text = trim(dom_text(d, dom_first(d, n)));
	struct date date;
	size_t place = place_length(text);

	if (place > 0)
		meta_add(f->m, OCT_M_LOCATION,
		    (struct dom_str){ text.p, place }, "text", 50);
	if (text.n < 10 ||
	    !date_find(text.p, text.n < OPENING ? text.n : OPENING, f->m->order,
		&date, &place, NULL) ||
	    date_label_of(text.p, place) == DATE_MODIFIED)
		return;
	add_date(f, n, &date, FIND_LINE | FIND_PART, false);
}

/* Blocks without blocks in them. */
static bool
is_line(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_P:
	case DOM_DIV:
	case DOM_SPAN:
	case DOM_LI:
	case DOM_TD:
	case DOM_DD:
	case DOM_B:
	case DOM_FONT:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6:
	case DOM_SMALL:
	case DOM_EM:
	case DOM_I: return true;
	}
	return false;
}

/* Is one of author and date not yet found for sure? */
static bool
wants_lines(const struct finder *f)
{
	int author = 0, date = 0;

	find_author(&f->authors, f->title, &author);
	find_date(&f->dates, f->title, false, &date);
	return author < AUTHOR_SURE || date < DATE_SURE;
}

static uint32_t
next_paragraph(const struct dom *d, uint32_t n)
{
	return n != 0 ? dom_find(d, n, DOM_ROOT, DOM_P) : 0;
}

static void
read_lines(struct finder *f)
{
	const struct dom *d = f->m->page->dom;
	uint32_t title = f->title, n = dom_skip(d, title, DOM_ROOT);

	for (int i = 0; i < OPENINGS && (n = next_paragraph(d, n)) != 0; i++)
		read_opening(f, n);
	if (!wants_lines(f))
		return;
	n = dom_skip(d, title, DOM_ROOT);
	for (int i = 0; i < BEHIND && n != 0; i++) {
		if (is_line(d, n))
			look_at_line(f, n);
		n = dom_walk(d, n, DOM_ROOT);
	}
	for (n = title; n > DOM_ROOT && n + BEFORE > title; n--)
		if (is_line(d, n) && dom_parent(d, n) != 0)
			look_at_line(f, n);
}

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

static void
put_dates(struct finder *f)
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
		    read_byline(f, find, &other) > b->count) {
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
static void
put_authors(struct finder *f)
{
	uint32_t *nodes = f->m->page->facts.byline;
	int points;
	const struct find *best = find_author(&f->authors, f->title, &points);
	const struct find *find = f->authors.list;
	struct byline b;
	size_t count = 0;
	uint32_t last;
	int weight = BYLINE_WEIGHT;

	if (best == NULL || read_byline(f, best, &b) == 0 ||
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
		    read_byline(f, find, &b) > 0) {
			add_people(f, &b, weight);
			nodes[count++] = last = find->node;
		}
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
		read_lines(f);
	refuse_pictured(f);
	put_authors(f);
	put_dates(f);
	if (f->rights != 0)
		meta_add(m, OCT_M_RIGHTS,
		    meta_text(m, dom_parent(d, f->rights), 300), "text", 50);
}
