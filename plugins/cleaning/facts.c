/*
 * facts.c -- what a page says of its article in lines of their own, into META.
 */
#include "clean.h"
#include "metadata.h"

#define ORIGIN "text"
enum { WEIGHT = 50, TITLE_WEIGHT = 60 };

/* Blocks around the start of the article in which its head stands. */
enum { HEAD_ABOVE = 15, HEAD_BELOW = 12 };

static oct_node *
add(struct page *page, uint32_t key, const char *p, size_t n)
{
	while (n > 0 && (unsigned char)*p <= ' ') {
		p++;
		n--;
	}
	while (n > 0 && (unsigned char)p[n - 1] <= ' ')
		n--;
	return page->api->add_field(
	    page->job, page->article, key, p, n, ORIGIN, WEIGHT);
}

static void
set_fact(struct block *b)
{
	b->reason = OCT_REASON_METADATA;
	b->fact = true;
}

/* --- boxes and lines that may stand anywhere ----------------------------- */

/* "Related Article: China orders ...": bytes up to the title, or 0. */
static size_t
related_label(oct_str s)
{
	static const char *const labels[] = { "related article:",
		"related story:", "related:", "related video:", "read more:",
		"read also:", "also read:", "see also:", "more:" };

	for (size_t i = 0; i < sizeof(labels) / sizeof(char *); i++) {
		size_t n = strlen(labels[i]);

		if (s.n > n && strncasecmp(s.p, labels[i], n) == 0)
			return n;
	}
	return 0;
}

static oct_str
first_link(const struct page *page, const struct block *b)
{
	struct oct_walk w = oct_walk_start(b->node);

	while (oct_walk_next(page->api, &w))
		if (w.enter && page->api->kind(w.node) == OCT_LINK)
			return page->api->get_str(w.node, OCT_P_HREF);
	return (oct_str){ "", 0 };
}

static void
take_related(struct page *page, struct block *b)
{
	size_t label = related_label(b->text);
	oct_str href = first_link(page, b);
	oct_node *field;

	if (label == 0 || b->words > 30 || !clean_is_line(b))
		return;
	field = add(page, OCT_M_RELATED, b->text.p + label, b->text.n - label);
	if (href.n > 1)
		page->api->set_str(
		    page->job, field, OCT_P_HREF, href.p, href.n);
	b->reason = OCT_REASON_RELATED;
}

static void
take_highlight_items(struct page *page, struct block *list)
{
	const oct_api *api = page->api;

	for (oct_node *n = api->first(list->node); n != NULL;
	     n = api->next(n)) {
		oct_str s = api->text_of(page->job, n);

		add(page, OCT_M_HIGHLIGHT, s.p, s.n);
	}
	set_fact(list);
}

/* Below "Story highlights" stand a list, or lines without full stops. */
static void
take_highlights(struct page *page, size_t i)
{
	struct block *b = &page->blocks[i], *end = page->blocks + page->count;
	struct block *heading = b++;

	if (b < end && b->kind == OCT_LIST && b->words < 40 * b->items) {
		take_highlight_items(page, b);
		set_fact(heading);
		return;
	}
	for (; b < end && b->kind == OCT_P && !b->sentence && b->words > 2 &&
	     b->words < 40;
	     b++) {
		add(page, OCT_M_HIGHLIGHT, b->text.p, b->text.n);
		set_fact(b);
		set_fact(heading);
	}
}

/* The last copyright notice of the page; lines that touch are one. */
static void
take_rights(struct page *page)
{
	char notice[1000] = "";
	size_t i = page->count, n = 0;

	while (i > 0 && !(page->blocks[i - 1].says & SAYS_COPYRIGHT))
		i--;
	while (i > 1 && (page->blocks[i - 2].says & SAYS_COPYRIGHT))
		i--;
	for (i = i > 0 ? i - 1 : 0; i < page->count; i++) {
		struct block *b = &page->blocks[i];

		if (!(b->says & SAYS_COPYRIGHT) || !clean_is_line(b) ||
		    b->words > 60 || n + b->text.n + 2 > sizeof(notice))
			break;
		n += (size_t)sprintf(
		    notice + n, "%s%s", n > 0 ? " " : "", b->text.p);
		b->reason = OCT_REASON_FOOTER;
	}
	add(page, OCT_M_RIGHTS, notice, n);
}

void
clean_take_facts(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct block *b = &page->blocks[i];

		take_related(page, b);
		if (b->says & SAYS_HIGHLIGHTS)
			take_highlights(page, i);
	}
	take_rights(page);
}

/* --- the head of the article --------------------------------------------- */

static size_t
head_start(const struct page *page)
{
	return page->start > HEAD_ABOVE ? page->start - HEAD_ABOVE : 0;
}

static size_t
head_end(const struct page *page)
{
	size_t end = page->start + HEAD_BELOW;

	return end < page->end ? end : page->end;
}

static bool
is_heading_of(const struct page *page, const struct block *b, int64_t level)
{
	return b->kind == OCT_HEADING && b->words > 0 &&
	    !(b->says & (SAYS_END | SAYS_MENU)) &&
	    page->api->get_int(b->node, OCT_P_LEVEL, 0) <= level;
}

/* A line above the byline that may be the title where no heading is. */
static bool
may_be_title(const struct block *b)
{
	return clean_is_line(b) && !b->fact && b->words >= 3 &&
	    b->words <= 30 && b->repeats == 1 && b->says == 0 &&
	    clean_link_density(b) < 0.5f;
}

/* Bytes of a line before what parts it: "By Ann Lee | 3 May", "By Ann . 5 min".
 */
static size_t
first_part(oct_str s)
{
	static const char *const marks[] = { "|", "\xe2\x80\xa2", "\xc2\xb7",
		"\n" };
	size_t n = s.n;

	for (size_t i = 0; i < sizeof(marks) / sizeof(char *); i++) {
		const char *p = memmem(s.p, n, marks[i], strlen(marks[i]));

		if (p != NULL)
			n = (size_t)(p - s.p);
	}
	return n;
}

/* A link to the page of a person, whose text is a name. */
static bool
links_to_author(struct page *page, const struct block *b, struct byline *out)
{
	static const char *const paths[] = { "/author/", "/authors/",
		"/contributor/", "/contributors/", "/writer/", "/writers/",
		"/people/", "/staff/", "/profile/", "/by/" };
	oct_str href = first_link(page, b);

	for (size_t i = 0; i < sizeof(paths) / sizeof(char *); i++)
		if (memmem(href.p, href.n, paths[i], strlen(paths[i])) != NULL)
			return b->links == 1 && b->link_words == b->words &&
			    name_is_plausible(b->text.p, b->text.n) &&
			    byline_parse(b->text.p, b->text.n, out) > 0;
	return false;
}

static bool
says_by(const struct block *b)
{
	return b->text.n >= 2 && b->text.n <= 4 &&
	    strncasecmp(b->text.p, "by", 2) == 0;
}

/* "By" and a name, in one line or in two; or a name that links to its bearer's
 * page. */
static bool
is_byline(struct page *page, size_t i, struct byline *out)
{
	const struct block *b = &page->blocks[i];

	if (b->fact || b->words == 0 || b->words > 24)
		return false;
	if (clean_is_line(b) &&
	    byline_labelled(b->text.p, first_part(b->text), out) > 0)
		return true;
	if (i > 0 && says_by(b - 1) && b->words <= 6)
		return byline_parse(b->text.p, b->text.n, out) > 0;
	return b->words <= 6 && links_to_author(page, b, out);
}

static size_t
find_byline(struct page *page, struct byline *out)
{
	for (size_t i = head_start(page); i < head_end(page); i++)
		if (is_byline(page, i, out))
			return i;
	return page->count;
}

/* The heading that the article begins with, or the nearest above; else a line
 * right above the byline. */
static struct block *
find_title(const struct page *page, size_t byline)
{
	struct block *first = &page->blocks[page->start];

	if (is_heading_of(page, first, 1))
		return first;
	for (struct block *b = first; b-- > page->blocks;)
		if (is_heading_of(page, b, 1))
			return b;
	if (byline < page->count)
		for (size_t i = byline; i > 0 && i + 4 > byline; i--)
			if (may_be_title(&page->blocks[i - 1]))
				return &page->blocks[i - 1];
	for (struct block *b = first; b-- > page->blocks + head_start(page);)
		if (is_heading_of(page, b, 3))
			return b;
	return NULL;
}

static void
add_authors(struct page *page, const struct byline *byline)
{
	for (size_t i = 0; i < byline->count; i++) {
		const struct person *p = &byline->people[i];
		oct_node *field =
		    add(page, OCT_M_AUTHOR, p->name, strlen(p->name));

		if (p->affiliation[0] != '\0')
			oct_set(page->api, page->job, field, OCT_P_AFFILIATION,
			    p->affiliation);
	}
}

/* A line that is a date, or a few words around one. */
static void
take_date(struct page *page, struct block *b)
{
	struct date date;
	char text[DATE_TEXT];
	enum date_label label;
	size_t start, end;

	if (!(clean_is_line(b) || b->kind == OCT_LIST) || b->words > 14 ||
	    !date_find(b->text.p, b->text.n, DATE_UNSURE, &date, &start, &end))
		return;
	if (end - start < 8 || (b->sentence && b->words > 8))
		return;
	label = date_label_of(b->text.p, start);
	if (label == DATE_OTHER)
		return;
	add(page, label == DATE_MODIFIED ? OCT_M_MODIFIED : OCT_M_PUBLISHED,
	    text, date_format(&date, text));
	if (b->kind != OCT_HEADING && b->words <= 8)
		set_fact(b);
}

/* Does one of the authors write for this body? */
static bool
is_affiliation(struct page *page, const char *p, size_t n)
{
	oct_node *author = page->api->field(page->article, OCT_M_AUTHOR);

	for (; author != NULL; author = page->api->next_field(author)) {
		oct_str s = page->api->get_str(author, OCT_P_AFFILIATION);

		if (s.n == n && memcmp(s.p, p, n) == 0)
			return true;
	}
	return false;
}

static size_t
dash_length(const char *p)
{
	static const char *const dashes[] = { "\xe2\x80\x94", "\xe2\x80\x93",
		"--", "-" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(char *); i++)
		if (strncmp(p, dashes[i], strlen(dashes[i])) == 0)
			return strlen(dashes[i]);
	return 0;
}

static bool
has_small_letters(const char *p, const char *end)
{
	for (; p < end; p++)
		if (*p >= 'a' && *p <= 'z')
			return true;
	return false;
}

/* "(CNN) -- ", "LONDON (Reuters) - ": a place in capitals, or in any letters
 * where the agency is the author's; then a dash. */
struct dateline {
	const char *open, *close; /* of the agency */
	size_t len; /* of it all, with the dash and the spaces */
};

static bool
dateline_of(struct page *page, oct_str s, struct dateline *d)
{
	const char *p;

	d->close = memchr(s.p, ')', s.n < 60 ? s.n : 60);
	d->open = d->close != NULL ? memchr(s.p, '(', (size_t)(d->close - s.p))
				   : NULL;
	if (d->open == NULL)
		return false;
	if (has_small_letters(s.p, d->open) &&
	    !is_affiliation(
		page, d->open + 1, (size_t)(d->close - d->open - 1)))
		return false;
	p = d->close + 1 + strspn(d->close + 1, " ");
	if (dash_length(p) == 0)
		return false;
	p += dash_length(p);
	d->len = (size_t)(p + strspn(p, " ") - s.p);
	return true;
}

/* Where the agency is the one that the author writes for, it publishes. */
static void
take_dateline(struct page *page, struct block *b)
{
	const oct_api *api = page->api;
	oct_node *text = api->first(b->node);
	oct_str s = api->get_str(text, OCT_P_TEXT);
	struct dateline d;
	size_t agency;

	if (b->kind != OCT_P || !dateline_of(page, s, &d))
		return;
	agency = (size_t)(d.close - d.open - 1);
	if (is_affiliation(page, d.open + 1, agency))
		add(page, OCT_M_PUBLISHER, d.open + 1, agency);
	if (d.open == s.p)
		add(page, OCT_M_LOCATION, d.open + 1, agency);
	else
		add(page, OCT_M_LOCATION, s.p, (size_t)(d.open - s.p));
	api->set_str(page->job, text, OCT_P_TEXT, s.p + d.len, s.n - d.len);
}

void
clean_take_title(struct page *page)
{
	struct byline byline = { .count = 0 };
	size_t at = find_byline(page, &byline);
	struct block *title = find_title(page, at);

	if (title != NULL) {
		page->api->add_field(page->job, page->article, OCT_M_TITLE,
		    title->text.p, title->text.n, ORIGIN, TITLE_WEIGHT);
		set_fact(title);
	}
	if (at < page->count) {
		add_authors(page, &byline);
		take_date(page, &page->blocks[at]);
		set_fact(&page->blocks[at]);
	}
	for (size_t i = head_start(page); i < head_end(page); i++)
		if (!page->blocks[i].fact)
			take_date(page, &page->blocks[i]);
	for (size_t i = page->start; i < page->end; i++)
		if (page->blocks[i].reason == NULL &&
		    page->blocks[i].words >= 15) {
			take_dateline(page, &page->blocks[i]);
			return;
		}
}
