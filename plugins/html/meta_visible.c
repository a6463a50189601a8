/*
 * meta_visible.c -- what a reader sees of author, date and the like.
 *
 * Elements whose class says what they hold are tried first, then lines of text
 * near the title.  Of several the one that follows the title is taken: those of
 * teasers and comments stand elsewhere.
 */
#include "meta.h"

#include <octavo/sugar.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"

#define MEMOS 512 /* a power of two */
#define TRIES 64 /* elements of a kind that are read */
#define AROUND 60 /* ancestors that are looked at */
#define NEAR 400 /* nodes behind the title that are read as lines */
#define BEFORE 60 /* and in front of it */
#define OPENINGS 5 /* paragraphs whose first words are read */
#define OPENING 80 /* bytes of them */
#define PLACE 48 /* bytes of a dateline's place */

enum {
	AUTHOR = 1,
	DATE = 2,
	MODIFIED = 4,
	AUTHOR_NOT = 8, /* about the author, but not the name */
	DATE_NOT = 16,
	ELSEWHERE = 32, /* a part of the page with facts of its own */
	HIGHLIGHTS = 64,
	COMMENTS = 128, /* what readers wrote */
	STORY = 256 /* with HIGHLIGHTS: those of an article, not of goods */
};

/* Parts of the words of class and id, in the order of strcmp(). */
struct hint {
	const char *word;
	uint16_t says;
};

static const struct hint hints[] = {
	{ "about", AUTHOR_NOT },
	{ "article", STORY },
	{ "auteur", AUTHOR },
	{ "author", AUTHOR },
	{ "authors", AUTHOR },
	{ "autor", AUTHOR },
	{ "autore", AUTHOR },
	{ "avatar", AUTHOR_NOT },
	{ "bigusername", AUTHOR },
	{ "bio", AUTHOR_NOT },
	{ "byline", AUTHOR },
	{ "bylines", AUTHOR },
	{ "comment", COMMENTS },
	{ "commentlist", COMMENTS },
	{ "comments", COMMENTS },
	{ "contributor", AUTHOR },
	{ "creator", AUTHOR },
	{ "data", DATE },
	{ "date", DATE },
	{ "dateline", DATE },
	{ "datetime", DATE },
	{ "datum", DATE },
	{ "desc", AUTHOR_NOT },
	{ "description", AUTHOR_NOT },
	{ "email", AUTHOR_NOT },
	{ "event", DATE_NOT },
	{ "events", DATE_NOT },
	{ "fecha", DATE },
	{ "follow", AUTHOR_NOT },
	{ "footer", ELSEWHERE },
	{ "highlights", HIGHLIGHTS },
	{ "icon", AUTHOR_NOT | DATE_NOT },
	{ "image", AUTHOR_NOT | DATE_NOT },
	{ "img", AUTHOR_NOT | DATE_NOT },
	{ "job", AUTHOR_NOT },
	{ "keypoints", HIGHLIGHTS | STORY },
	{ "menu", ELSEWHERE },
	{ "modified", DATE | MODIFIED },
	{ "news", STORY },
	{ "newsletter", ELSEWHERE },
	{ "photo", AUTHOR_NOT | DATE_NOT },
	{ "popular", ELSEWHERE },
	{ "position", AUTHOR_NOT },
	{ "posted", DATE },
	{ "pubdate", DATE },
	{ "publish", DATE },
	{ "published", DATE },
	{ "reading", DATE_NOT },
	{ "recommendations", ELSEWHERE },
	{ "recommended", ELSEWHERE },
	{ "related", ELSEWHERE },
	{ "respond", COMMENTS },
	{ "role", AUTHOR_NOT },
	{ "sidebar", ELSEWHERE },
	{ "social", AUTHOR_NOT | DATE_NOT },
	{ "story", STORY },
	{ "storyhighlights", HIGHLIGHTS | STORY },
	{ "time", DATE },
	{ "timestamp", DATE },
	{ "trending", ELSEWHERE },
	{ "updated", DATE | MODIFIED },
	{ "username", AUTHOR },
	{ "writer", AUTHOR },
};

/* An element that says a fact: the one that follows the title most closely,
 * else the last one before it. */
struct find {
	uint32_t node;
	int tries;
	bool after;
	bool doubtful; /* in a part of the page that is not the article's */
	bool part; /* there is more in the element than the fact */
};

/* What was found of a word, as pages use the same ones over and over. */
struct memo {
	uint32_t hash;
	uint16_t says;
	bool known;
};

struct finder {
	struct meta *m;
	struct memo memos[MEMOS];
	struct find author, published, modified;
	struct byline byline;
	struct date published_date, modified_date;
	uint32_t rights; /* the last copyright line */
};

static int
by_word(const void *word, const void *hint)
{
	return strcmp(word, ((const struct hint *)hint)->word);
}

static uint16_t
hint_of(struct dom_str part)
{
	char low[24];
	const struct hint *hint;

	if (part.n >= sizeof(low) - 4)
		return 0;
	uni_fold(part.p, part.n, low, sizeof(low));
	hint = bsearch(low, hints, sizeof(hints) / sizeof(hints[0]),
	    sizeof(hints[0]), by_word);
	return hint != NULL ? hint->says : 0;
}

static uint16_t
hints_of_word(struct finder *f, const struct dom_token *token)
{
	struct memo *memo = &f->memos[token->hash % MEMOS];
	struct dom_str rest = { token->p, token->n }, part;

	if (memo->known && memo->hash == token->hash)
		return memo->says;
	*memo = (struct memo){ token->hash, 0, true };
	while (token->n <= 80 && dom_split(&rest, &part))
		memo->says |= hint_of(part);
	return memo->says;
}

/* What the words of class and id say. */
static uint16_t
hints_of(struct finder *f, uint32_t n)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(f->m->page->dom, n, &count);
	uint16_t says = 0;

	for (; count > 0; count--, token++)
		says |= hints_of_word(f, token);
	return says;
}

/* Does it stand in a part of the page that has authors and dates of its own?
 * COMMENTS: surely; ELSEWHERE: perhaps; 0: no. */
static uint8_t
place_of(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	uint8_t place = 0;
	uint16_t says;

	for (int i = 0; n != 0 && i < AROUND; i++, n = dom_parent(d, n)) {
		uint32_t name = dom_name(d, n);

		if (name == DOM_BODY || name == DOM_ARTICLE)
			break;
		says = hints_of(f, n);
		if (says & COMMENTS)
			return COMMENTS;
		if ((says & ELSEWHERE) || name == DOM_FOOTER ||
		    name == DOM_NAV || name == DOM_ASIDE)
			place = ELSEWHERE;
	}
	return place;
}

/* Is a find at n better than the one there is?  Numbers of nodes go by the
 * order of the source. */
static bool
is_better(
    const struct finder *f, const struct find *old, uint32_t n, bool doubtful)
{
	uint32_t title = f->m->page->facts.title_node;

	if (old->node == 0 || (old->doubtful && !doubtful))
		return true;
	return !old->after && n > title && old->doubtful == doubtful;
}

static void
take(struct finder *f, struct find *find, uint32_t n, bool doubtful)
{
	find->node = n;
	find->after = n > f->m->page->facts.title_node;
	find->doubtful = doubtful;
	find->part = false;
}

static void
try_author(struct finder *f, uint32_t n)
{
	struct dom_str text;
	struct byline b;
	uint8_t place;

	if (f->author.tries >= TRIES || !is_better(f, &f->author, n, false))
		return;
	f->author.tries++;
	place = place_of(f, n);
	text = meta_lines(f->m, n, 200);
	if (text.n == 0 || place == COMMENTS ||
	    !is_better(f, &f->author, n, place != 0) ||
	    byline_parse(text.p, text.n, &b) == 0)
		return;
	f->byline = b;
	take(f, &f->author, n, place != 0);
}

/* Which of the two dates an element tells. */
static bool
is_modified(uint16_t says, struct dom_str text)
{
	enum date_label label = date_label_of(text.p, text.n);

	return label == DATE_MODIFIED ||
	    (label != DATE_PUBLISHED && (says & MODIFIED));
}

static void
try_date(struct finder *f, uint32_t n, uint16_t says)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str text, machine;
	struct find *find;
	struct date date;
	bool modified;
	uint8_t place;

	if (f->published.tries >= TRIES)
		return;
	text = meta_text(f->m, n, 120);
	modified = is_modified(says, text);
	find = modified ? &f->modified : &f->published;
	if (!is_better(f, find, n, false))
		return;
	f->published.tries++;
	place = place_of(f, n);
	machine = dom_attr(d, n, DOM_ATTR_DATETIME);
	if ((!date_parse(machine.p, machine.n, f->m->order, &date) &&
		!date_parse(text.p, text.n, f->m->order, &date)) ||
	    date.day == DATE_NONE || place == COMMENTS ||
	    !is_better(f, find, n, place != 0))
		return;
	*(modified ? &f->modified_date : &f->published_date) = date;
	take(f, find, n, place != 0);
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

/* A link to the page of an author: "/author/ann-lee". */
static bool
is_author_link(const struct dom *d, uint32_t n)
{
	static const char *const folders[] = { "/author/", "/authors/",
		"/contributors/", "/contributor/", "/writers/", "/profile/",
		"/byline/", "/members/", "/users/" };
	struct dom_str href = dom_attr(d, n, DOM_ATTR_HREF);
	const char *p = href.p, *end;

	if (href.n == 0)
		return false;
	end = href.p + href.n;
	for (; (p = memchr(p, '/', (size_t)(end - p))) != NULL; p++)
		for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]);
		     i++) {
			size_t len = strlen(folders[i]);

			if ((size_t)(end - p) >= len &&
			    memcmp(p, folders[i], len) == 0)
				return true;
		}
	return false;
}

static void
read_element(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str rel = dom_attr(d, n, DOM_ATTR_REL);
	uint16_t says = hints_of(f, n);

	if (((says & AUTHOR) && !(says & AUTHOR_NOT)) ||
	    (rel.n == 6 && strncasecmp(rel.p, "author", 6) == 0) ||
	    (dom_is(d, n, DOM_A) && is_author_link(d, n)))
		try_author(f, n);
	if (dom_is(d, n, DOM_TIME) || ((says & DATE) && !(says & DATE_NOT)))
		try_date(f, n, says);
	if ((says & HIGHLIGHTS) && (says & STORY))
		try_highlights(f, n);
}

/* "© 2016 The Example" */
static void
read_text(struct finder *f, uint32_t n)
{
	struct dom_str s = dom_text(f->m->page->dom, n);

	while (s.n > 0 && (uint8_t)*s.p <= ' ') {
		s.p++;
		s.n--;
	}
	if ((s.n > 2 && memcmp(s.p, "\u00a9", 2) == 0) ||
	    (s.n > 9 && strncasecmp(s.p, "copyright", 9) == 0))
		f->rights = n;
}

/* Does everything of the line go into what was read from it? */
static bool
is_short(struct dom_str text)
{
	return text.n > 0 && text.n <= 120;
}

static bool
is_open(const struct find *find)
{
	return find->node == 0 || find->doubtful;
}

/* A line of text near the title: "By Ann Lee", "June 24, 2016". */
static void
read_line(struct finder *f, uint32_t n)
{
	struct dom_str text = meta_text(f->m, n, 160);
	struct byline b;
	struct date date;
	size_t end;
	bool modified;

	if (!is_short(text))
		return;
	if (is_open(&f->author) && byline_labelled(text.p, text.n, &b) > 0) {
		f->byline = b;
		take(f, &f->author, n, false);
	}
	if (!date_find(text.p, text.n, f->m->order, &date, NULL, &end))
		return;
	/* "Published on 3 May 2015 by Ann Lee" */
	if (is_open(&f->author) &&
	    byline_labelled(text.p + end, text.n - end, &b) > 0) {
		f->byline = b;
		take(f, &f->author, n, false);
	}
	modified = is_modified(0, text);
	if (modified && is_open(&f->modified)) {
		f->modified_date = date;
		take(f, &f->modified, n, false);
	} else if (!modified && is_open(&f->published)) {
		f->published_date = date;
		take(f, &f->published, n, false);
	}
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
	struct dom_str text = dom_text(d, dom_first(d, n));
	struct date date;
	size_t place;

	while (text.n > 0 && (uint8_t)*text.p <= ' ') {
		text.p++;
		text.n--;
	}
	if ((place = place_length(text)) > 0)
		meta_add(f->m, OCT_M_LOCATION,
		    (struct dom_str){ text.p, place }, "text", 50);
	if (text.n < 10 || !is_open(&f->published) ||
	    !date_find(text.p, text.n < OPENING ? text.n : OPENING, f->m->order,
		&date, &place, NULL) ||
	    date_label_of(text.p, place) == DATE_MODIFIED)
		return;
	f->published_date = date;
	take(f, &f->published, n, false);
	f->published.part = true;
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

static bool
wants_lines(const struct finder *f)
{
	return is_open(&f->author) || is_open(&f->published);
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
	uint32_t title = f->m->page->facts.title_node, n;

	if (title == 0)
		return;
	n = dom_skip(d, title, DOM_ROOT);
	for (int i = 0; i < NEAR && n != 0 && wants_lines(f); i++) {
		if (is_line(d, n))
			read_line(f, n);
		n = dom_walk(d, n, DOM_ROOT);
	}
	n = dom_skip(d, title, DOM_ROOT);
	for (int i = 0; i < OPENINGS && (n = next_paragraph(d, n)) != 0; i++)
		read_opening(f, n);
	for (n = title; n > DOM_ROOT && n + BEFORE > title && wants_lines(f);
	     n--)
		if (is_line(d, n) && dom_parent(d, n) != 0)
			read_line(f, n);
}

static void
add_date(const struct finder *f, uint32_t key, const struct find *find,
    const struct date *date)
{
	const struct page *page = f->m->page;
	const struct dom *d = page->dom;
	bool is_time = dom_is(d, find->node, DOM_TIME);
	char text[DATE_TEXT];

	if (find->node != 0)
		page->api->add_field(page->job, page->article, key, text,
		    date_format(date, text), is_time ? "time" : "text",
		    is_time ? 66 : 62);
}

/* People; the site, where it stands behind them, is whom they write for. */
static void
add_authors(const struct finder *f)
{
	const struct page *page = f->m->page;
	const char *site = "";
	oct_node *field;

	if (f->author.node == 0)
		return;
	for (size_t i = 1; i < f->byline.count; i++)
		if (meta_is_site(f->m, f->byline.people[i].name))
			site = f->byline.people[i].name;
	for (size_t i = 0; i < f->byline.count; i++) {
		const struct person *p = &f->byline.people[i];
		bool personal = name_is_personal(p->name, strlen(p->name));
		const char *from =
		    p->affiliation[0] != '\0' ? p->affiliation : site;

		if (strcmp(p->name, site) == 0)
			continue;
		field =
		    page->api->add_field(page->job, page->article, OCT_M_AUTHOR,
			p->name, strlen(p->name), "byline", personal ? 72 : 57);
		if (from[0] != '\0')
			oct_set(page->api, page->job, field, OCT_P_AFFILIATION,
			    from);
	}
}

/* Tells extraction which elements hold nothing but what META has now. */
static void
note_nodes(const struct finder *f)
{
	struct page_facts *facts = &f->m->page->facts;
	size_t dates = 0;

	if (f->author.node != 0)
		facts->byline[0] = f->author.node;
	if (f->published.node != 0 && !f->published.part)
		facts->dateline[dates++] = f->published.node;
	if (f->modified.node != 0 && f->modified.node != f->published.node)
		facts->dateline[dates++] = f->modified.node;
}

void
meta_visible(struct meta *m)
{
	const struct dom *d = m->page->dom;
	struct finder *f =
	    m->page->api->scratch(m->page->job, sizeof(struct finder));

	if (f == NULL)
		return;
	f->m = m;
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT))
		if (dom_is_element(d, n))
			read_element(f, n);
		else if (dom_is_text(d, n))
			read_text(f, n);
	read_lines(f);
	add_authors(f);
	add_date(f, OCT_M_PUBLISHED, &f->published, &f->published_date);
	add_date(f, OCT_M_MODIFIED, &f->modified, &f->modified_date);
	if (f->rights != 0)
		meta_add(m, OCT_M_RIGHTS,
		    meta_text(m, dom_parent(d, f->rights), 300), "text", 50);
	note_nodes(f);
}
