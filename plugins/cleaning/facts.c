/*
 * facts.c -- what a page says of its article in lines of their own, into META.
 */
#include "clean.h"

#define ORIGIN "text"
enum { WEIGHT = 50 };

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
set_fact(struct piece *b)
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
first_link(const struct page *page, const struct piece *b)
{
	struct oct_walk w = oct_walk_start(b->node);

	while (oct_walk_next(page->api, &w))
		if (w.enter && page->api->kind(w.node) == OCT_LINK)
			return page->api->get_str(w.node, OCT_P_HREF);
	return (oct_str){ "", 0 };
}

static void
take_related(struct page *page, struct piece *b)
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
take_highlight_items(struct page *page, struct piece *list)
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
	struct piece *b = &page->pieces[i], *end = page->pieces + page->count;
	struct piece *heading = b++;

	if (b < end && b->kind == OCT_LIST && b->words < LINE_WORDS) {
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

	while (i > 0 && !(page->pieces[i - 1].says & SAYS_COPYRIGHT))
		i--;
	while (i > 1 && (page->pieces[i - 2].says & SAYS_COPYRIGHT))
		i--;
	for (i = i > 0 ? i - 1 : 0; i < page->count; i++) {
		struct piece *b = &page->pieces[i];

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
		struct piece *b = &page->pieces[i];

		take_related(page, b);
		if (b->says & SAYS_HIGHLIGHTS)
			take_highlights(page, i);
	}
	take_rights(page);
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
take_piece_dateline(struct page *page, struct piece *b)
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
clean_take_dateline(struct page *page)
{
	for (size_t i = page->start; i < page->end; i++)
		if (page->pieces[i].reason == NULL &&
		    page->pieces[i].words >= 15) {
			take_piece_dateline(page, &page->pieces[i]);
			return;
		}
}
