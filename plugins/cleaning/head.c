/*
 * head.c -- the head of a scraped article, its title, who wrote it and when,
 * into META.
 *
 * All of it is looked for in blocks, which are lines as a reader sees them,
 * around the title and behind the article; what stands closest to the title and
 * says most plainly what it is wins.
 */
#include "clean.h"
#include "metadata.h"

#define ORIGIN "text"
enum { WEIGHT = 50, TITLE_WEIGHT = 60 };

/* Blocks before the title and after it, at the end of the article and behind it
 * that are read. */
enum { ABOVE = 12, BELOW = 16, LAST = 6, BEHIND = 12 };
enum { LINE = 400 }; /* bytes of a line that are read */
#define SIGNED_NEAR 0.8f /* nearness of a line that a body may sign */
enum { LINE_MOST = 40 }; /* words of a line that may be of the head */

struct head {
	struct page *page;
	const struct blocks *blocks;
	uint32_t title; /* the block of the title, or where it would be */
	uint32_t last; /* the last block that is kept */
	size_t titled; /* the piece of the title; page->count: there is none */
};

/* The best that was found of one kind. */
struct finding {
	float score;
	uint32_t block;
	bool alone; /* it is all that its block says */
};

/* --- lines ---------------------------------------------------------------- */

/* The text of a block, cut at LINE bytes. */
static size_t
line_of(const struct head *h, uint32_t block, char line[LINE + 1])
{
	const struct article_blocks *a = &h->page->cut;
	const struct block *b = &h->blocks->list[block];
	size_t n = 0, start = 0;

	for (uint32_t i = b->first; i <= b->last && n < LINE; i++) {
		uint32_t kind = a->api->kind(a->nodes[i]);
		oct_str s = { "\n", 1 };

		if (!(kind & OCT_LEAF))
			continue;
		if (kind != OCT_BR)
			s = a->api->get_str(a->nodes[i], OCT_P_TEXT);
		if (s.n > LINE - n)
			s.n = LINE - n;
		memcpy(line + n, s.p, s.n);
		n += s.n;
	}
	while (n > 0 && (unsigned char)line[n - 1] <= ' ')
		n--;
	while (start < n && strchr(" \n_*|-", line[start]) != NULL)
		start++;
	memmove(line, line + start, n - start);
	line[n - start] = '\0';
	return n - start;
}

/* Where a block stands: near the title, 1 and less, behind the article, or 0
 * where nothing of the head is looked for. */
static float
nearness(const struct head *h, uint32_t block)
{
	if (block <= h->title)
		return h->title - block <= ABOVE
		    ? 0.6f - 0.02f * (float)(h->title - block)
		    : 0;
	if (block - h->title <= BELOW)
		return 1 - 0.02f * (float)(block - h->title);
	return block + LAST > h->last && block <= h->last + BEHIND ? 0.2f : 0;
}

/* META says now what the block says. */
static void
take_block(struct head *h, uint32_t block)
{
	struct page *page = h->page;

	h->page->cut.blocks.list[block].reason = DROP_METADATA;
	for (size_t i = 0; i < page->count; i++) {
		struct piece *p = &page->pieces[i];

		if (block < p->first || block >= p->end)
			continue;
		if (p->end - p->first == 1) {
			p->reason = OCT_REASON_METADATA;
			p->fact = true;
		}
		return;
	}
}

/* --- parts of lines
 * ---------------------------------------------------------------- */

/* The date in a line, where it starts and ends. */
struct dated {
	struct date date;
	enum date_label label;
	size_t start, end;
};

static bool
date_of(const char *line, size_t n, struct dated *d)
{
	if (!date_find(line, n, DATE_UNSURE, &d->date, &d->start, &d->end) ||
	    d->end - d->start < 8)
		return false;
	d->label = date_label_of(line, d->start);
	return d->label != DATE_OTHER;
}

/* Pages glue them: "Ann LeePublished". */
static size_t
without_glued(const char *line, size_t n)
{
	static const char *const words[] = { "Published", "Updated", "Posted" };

	for (size_t i = 0; i < sizeof(words) / sizeof(char *); i++) {
		size_t len = strlen(words[i]);

		if (n > len && memcmp(line + n - len, words[i], len) == 0)
			return n - len;
	}
	return n;
}

/* Words between a name and a date: "Ann Lee Updated on May 3". */
static size_t
without_label(const char *line, size_t n)
{
	static const char *const words[] = { "published", "updated", "posted",
		"on", "last", "date", "modified", "reviewed", "at" };

	for (;;) {
		size_t start, i;

		while (n > 0 && strchr(" \n,;:-|(", line[n - 1]) != NULL)
			n--;
		n = without_glued(line, n);
		for (start = n;
		     start > 0 && strchr(" \n", line[start - 1]) == NULL;)
			start--;
		for (i = 0; i < sizeof(words) / sizeof(char *); i++)
			if (strlen(words[i]) == n - start &&
			    strncasecmp(words[i], line + start, n - start) == 0)
				break;
		if (i == sizeof(words) / sizeof(char *) || start == 0)
			return n;
		n = start;
	}
}

/* Bytes of a line before what parts it: "By Ann Lee | 3 May", "By Ann . 5 min".
 */
static size_t
first_part(const char *line, size_t n)
{
	static const char *const marks[] = { "|", "\xe2\x80\xa2", "\xc2\xb7",
		"\xe2\x8b\x85", "\xe2\x80\x94", " - ", " on ", "\n" };
	struct dated d;

	if (date_of(line, n, &d))
		n = d.start;
	for (size_t i = 0; i < sizeof(marks) / sizeof(char *); i++) {
		const char *p = memmem(line, n, marks[i], strlen(marks[i]));

		if (p != NULL && p > line)
			n = (size_t)(p - line);
	}
	return without_label(line, n);
}

/* --- the title ------------------------------------------------------------ */

/* Does a byline follow within three lines? */
static bool
is_signed(const struct page *page, size_t i)
{
	struct byline byline;

	for (size_t k = i + 1; k <= i + 3 && k < page->count; k++) {
		const struct piece *p = &page->pieces[k];

		if (clean_is_line(p) && !p->fact && p->words <= LINE_MOST &&
		    byline_labelled(p->text.p, first_part(p->text.p, p->text.n),
			&byline) > 0)
			return true;
	}
	return false;
}

/* How much a piece looks like the title; `most` does the best so far. */
static float
title_score(const struct page *page, size_t i, float most)
{
	const struct piece *p = &page->pieces[i];
	size_t away = i < page->start ? page->start - i : i - page->start;
	bool heading = p->kind == OCT_HEADING;
	float score = 2;

	if (!clean_is_line(p) || p->words == 0 || p->words > 40 ||
	    p->says & (SAYS_END | SAYS_MENU | SAYS_COPYRIGHT) || p->fact)
		return 0;
	if (heading)
		score =
		    9 - 2 * (float)page->api->get_int(p->node, OCT_P_LEVEL, 1);
	else if (p->words < 4 || p->sentence || p->repeats > 2 ||
	    clean_link_density(p) > 0.5f)
		return 0;
	if (p->words < 3)
		score -= 2;
	if (p->repeats > 1 && p->words < 4)
		score -= 2;
	score += 2 - 0.15f * (float)(away < 40 ? away : 40);
	if (score <= most || is_signed(page, i))
		return score;
	return heading ? score - 1 : 0;
}

/* Bytes of a title before the name of the site: "Title | Site". */
static size_t
without_site(oct_str s)
{
	const char *bar = memmem(s.p, s.n, " | ", 3);
	size_t words = 1;

	if (bar == NULL)
		return s.n;
	for (const char *p = s.p; p < bar; p++)
		words += *p == ' ';
	return words >= 3 ? (size_t)(bar - s.p) : s.n;
}

static void
take_title(struct head *h)
{
	struct page *page = h->page;
	size_t best = page->count, end = page->start + 12;
	float most = 0;

	for (size_t i = 0; i < end && i < page->end; i++) {
		float score = title_score(page, i, most);

		if (score > most) {
			most = score;
			best = i;
		}
	}
	h->title = page->pieces[page->start].first;
	h->titled = best;
	if (best == page->count)
		return;
	h->title = page->pieces[best].first;
	page->api->add_field(page->job, page->article, OCT_M_TITLE,
	    page->pieces[best].text.p, without_site(page->pieces[best].text),
	    ORIGIN, TITLE_WEIGHT);
	page->pieces[best].reason = OCT_REASON_METADATA;
	page->pieces[best].fact = true;
}

/* --- dates ---------------------------------------------------------------- */

static float
date_score(const struct head *h, uint32_t block, const struct dated *d)
{
	const struct block *b = &h->blocks->list[block];
	float near = nearness(h, block);

	if (b->text.words > LINE_MOST || near <= 0 ||
	    (b->text.last == 's' && b->text.words > 12 &&
		d->label == DATE_PLAIN))
		return 0;
	if (near < 0.3f && d->label == DATE_PLAIN)
		return 0;
	return near + (d->label == DATE_PUBLISHED ? 0.5f : 0) -
	    0.01f * (float)b->text.words;
}

static void
add_date(struct head *h, uint32_t key, const struct finding *found)
{
	const oct_api *api = h->page->api;
	char line[LINE + 1], text[DATE_TEXT];
	struct dated d;

	if (found->score <= 0 ||
	    !date_of(line, line_of(h, found->block, line), &d))
		return;
	api->add_field(h->page->job, h->page->article, key, text,
	    date_format(&d.date, text), ORIGIN, WEIGHT);
	if (h->blocks->list[found->block].text.words <= 8)
		take_block(h, found->block);
}

static void
take_dates(struct head *h)
{
	struct finding published = { 0 }, modified = { 0 };
	char line[LINE + 1];

	for (uint32_t b = 0; b < h->blocks->count; b++) {
		struct finding *best = &published;
		struct dated d;
		float score;

		if (nearness(h, b) <= 0 || h->blocks->list[b].text.digits < 4 ||
		    !date_of(line, line_of(h, b, line), &d))
			continue;
		if (d.label == DATE_MODIFIED)
			best = &modified;
		score = date_score(h, b, &d);
		if (score > best->score)
			*best = (struct finding){ score, b, false };
	}
	add_date(h, OCT_M_PUBLISHED, &published);
	add_date(h, OCT_M_MODIFIED, &modified);
}

/* --- authors -------------------------------------------------------------- */

/* Bytes of a line up to what comes after its date and the marks behind. */
static size_t
after_date(const char *line, size_t n)
{
	struct dated d;

	if (!date_of(line, n, &d))
		return 0;
	while (d.end < n && strchr(" \n*|-,.)", line[d.end]) != NULL)
		d.end++;
	return d.end;
}

/* Is a date in the block, or in one of the two before and after it? */
static bool
is_dated(const struct head *h, uint32_t block)
{
	char line[LINE + 1];
	struct dated d;

	for (uint32_t b = block > 2 ? block - 2 : 0;
	     b < h->blocks->count && b <= block + 2; b++)
		if (h->blocks->list[b].text.digits >= 4 &&
		    h->blocks->list[b].text.words <= LINE_MOST &&
		    date_of(line, line_of(h, b, line), &d))
			return true;
	return false;
}

/* A picture in the block or right before it that is described by the name the
 * line begins with: bytes of the name, or 0. */
static size_t
portrayed(const struct head *h, uint32_t block, const char *line)
{
	const struct article_blocks *a = &h->page->cut;
	const struct block *b = &h->blocks->list[block];
	uint32_t n = block > 0 ? b[-1].last + 1 : 1;

	for (; n <= b->last; n++) {
		oct_str alt;

		if (a->api->kind(a->nodes[n]) != OCT_IMAGE)
			continue;
		alt = a->api->get_str(a->nodes[n], OCT_P_ALT);
		if (alt.n > 0 && strncasecmp(line, alt.p, alt.n) == 0 &&
		    name_is_personal(alt.p, alt.n))
			return alt.n;
	}
	return 0;
}

/* A name that stands by itself, beside a date or a portrait. */
static float
read_name(const struct head *h, uint32_t block, const char *line, size_t n,
    struct byline *out)
{
	const struct block *b = &h->blocks->list[block];
	float near = nearness(h, block);
	size_t part = portrayed(h, block, line);

	if (b->links > 0 || 2 * b->text.title_words >= b->text.words)
		return 0;
	if (part > 0 && !(h->blocks->elements[b->leaf].in & IN_HEADING) &&
	    byline_parse(line, part, out) > 0)
		return near + 0.1f;
	part = first_part(line, n);
	if (block <= h->title || near < 0.8f ||
	    h->blocks->list[block].links > 0 || !name_is_personal(line, part) ||
	    !is_dated(h, block))
		return 0;
	return byline_parse(line, part, out) > 0 ? near - 0.2f : 0;
}

/* What the block says of who wrote the article, by its own words. */
static float
read_byline(const struct head *h, uint32_t block, struct byline *out)
{
	char line[LINE + 1], before[LINE + 1];
	size_t n = line_of(h, block, line), rest = after_date(line, n);
	float near = nearness(h, block);

	if (n == 0 || h->blocks->list[block].text.words > LINE_MOST ||
	    h->blocks->elements[h->blocks->list[block].leaf].out)
		return 0;
	if (byline_labelled(line, first_part(line, n), out) > 0 ||
	    byline_labelled(
		line + rest, first_part(line + rest, n - rest), out) > 0)
		return near + 0.5f;
	if (block > h->title && near > SIGNED_NEAR &&
	    byline_signed(line, first_part(line, n), out) > 0)
		return near + 0.3f;
	if (block > 0 &&
	    byline_is_label(before, line_of(h, block - 1, before)) &&
	    byline_parse(line, first_part(line, n), out) > 0)
		return near + 0.5f;
	near = read_name(h, block, line, n, out);
	return near > 0 || rest == 0
	    ? near
	    : read_name(h, block, line + rest, n - rest, out);
}

/* The target without its host. */
static oct_str
path_of(oct_str href)
{
	const char *p = memmem(href.p, href.n, "//", 2);

	p = p != NULL ? memchr(p + 2, '/', href.n - (size_t)(p + 2 - href.p))
		      : href.p;
	return p != NULL ? (oct_str){ p, href.n - (size_t)(p - href.p) }
			 : (oct_str){ "", 0 };
}

/* Does the target name one of the words, in whatever case? */
static bool
names_word(oct_str href, oct_str text)
{
	for (size_t start = 0, i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != ' ')
			continue;
		for (size_t at = 0;
		     i - start >= 3 && at + (i - start) <= href.n; at++)
			if (strncasecmp(
				href.p + at, text.p + start, i - start) == 0)
				return true;
		start = i + 1;
	}
	return false;
}

/* A link to the page of a person, whose text is a name. */
static bool
links_to_author(const struct page *page, const struct element *e, oct_str *name)
{
	static const char *const paths[] = { "/author", "/contributor",
		"/writer", "/people/", "/staff/", "/profile", "/by/", "/bio",
		"/team/", "/user/", "/users/", "/autor", "/auteur",
		"/columnist", "/reporter", "/journalist", "/expert",
		"author=" };
	oct_node *link = page->cut.nodes[e->node];
	oct_str href = page->api->get_str(link, OCT_P_HREF);
	oct_str path = path_of(href);

	for (size_t i = 0; i < sizeof(paths) / sizeof(char *); i++) {
		if (memmem(path.p, path.n, paths[i], strlen(paths[i])) ==
			NULL &&
		    strncmp(path.p, "/@", 2) != 0)
			continue;
		*name = page->api->text_of(page->job, link);
		while (name->n > 0 && strchr(" _\n", *name->p) != NULL) {
			name->p++;
			name->n--;
		}
		return name->n < BYLINE_TEXT &&
		    name_is_plausible(name->p, name->n) &&
		    (names_word(path, *name) ||
			(name_is_personal(name->p, name->n) &&
			    !names_word(href, *name)));
	}
	return false;
}

static void
find_linked(const struct head *h, struct finding *best, struct byline *out)
{
	for (uint32_t i = 1; i < h->blocks->element_count; i++) {
		const struct element *e = &h->blocks->elements[i];
		struct byline byline;
		oct_str name;
		float score;

		if (e->name != DOM_A || e->node == 0 || e->first == e->end)
			continue;
		score = nearness(h, e->first) + 0.1f;
		if (score <= 0.1f || score <= best->score ||
		    !links_to_author(h->page, e, &name) ||
		    byline_parse(name.p, name.n, &byline) == 0)
			continue;
		*out = byline;
		*best = (struct finding){ score, e->first,
			h->blocks->list[e->first].text.words <= 6 };
	}
}

static void
take_authors(struct head *h)
{
	const oct_api *api = h->page->api;
	struct finding best = { 0 };
	struct byline byline, found = { .count = 0 };

	for (uint32_t b = 0; b < h->blocks->count; b++) {
		float score =
		    nearness(h, b) > 0 ? read_byline(h, b, &byline) : 0;

		if (score <= best.score)
			continue;
		best = (struct finding){ score, b, true };
		found = byline;
	}
	find_linked(h, &best, &found);
	for (size_t i = 0; i < found.count; i++) {
		const struct person *p = &found.people[i];
		oct_node *field = api->add_field(h->page->job, h->page->article,
		    OCT_M_AUTHOR, p->name, strlen(p->name), ORIGIN, WEIGHT);

		if (p->affiliation[0] != '\0')
			oct_set(api, h->page->job, field, OCT_P_AFFILIATION,
			    p->affiliation);
	}
	if (found.count > 0 && best.alone)
		take_block(h, best.block);
}

/* --- the picture that leads the article ----------------------------------- */

/* Is the piece a picture alone, and not that of an author, or an icon? */
static bool
is_lead(const struct page *page, const struct piece *p)
{
	const oct_api *api = page->api;
	oct_node *image = api->first(p->node);
	oct_str alt;

	if (p->kind != OCT_P || p->words > 0 || p->pictures != 1 ||
	    api->kind(image) != OCT_IMAGE)
		return false;
	alt = api->get_str(image, OCT_P_ALT);
	return memchr(alt.p, ' ', alt.n) != NULL &&
	    !name_is_personal(alt.p, alt.n);
}

/* It stands between the title and the text, among lines of the head. */
static void
keep_lead(struct head *h)
{
	struct page *page = h->page;

	for (size_t i = h->titled + 1; i < page->start; i++)
		if (is_lead(page, &page->pieces[i])) {
			page->pieces[i].reason = NULL;
			page->start = i;
		}
}

void
clean_take_head(struct page *page)
{
	struct head h = { .page = page, .blocks = &page->cut.blocks };

	h.last = page->pieces[page->end - 1].end;
	take_title(&h);
	take_dates(&h);
	take_authors(&h);
	keep_lead(&h);
}
