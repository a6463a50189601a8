/*
 * mend.c -- what printing a page and reading it back breaks: sentences torn by
 * a page break, headings and captions that have become plain lines.
 */
#include "clean.h"

/* The next block that stays, or NULL. */
static struct piece *
next_kept(const struct page *page, const struct piece *b)
{
	while (++b < page->pieces + page->end)
		if (b->reason == NULL && b->node != NULL && b->words > 0)
			return (struct piece *)b;
	return NULL;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Does the line's last word say that more must come: a name, or a word that no
 * sentence ends with? */
static bool
is_open_ended(oct_str s)
{
	static const char *const words[] = { "a", "an", "the", "of", "in", "on",
		"at", "to", "by", "and", "or", "for", "with", "from", "that",
		"is", "was", "were", "has", "had", "his", "her", "their" };
	size_t start = s.n;

	while (start > 0 && s.p[start - 1] != ' ')
		start--;
	if (is_upper(s.p[start]))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(char *); i++)
		if (strcmp(s.p + start, words[i]) == 0)
			return true;
	return false;
}

/* Joined is only what is safe: a sentence that breaks off, and one that goes on
 * with a small letter or, behind an open end, ends as sentences do. */
static bool
is_torn(const struct piece *a, const struct piece *b, bool print)
{
	char last = a->text.n > 0 ? a->text.p[a->text.n - 1] : '.';
	char first = b->text.p[0];

	if (a->kind != OCT_P || b->kind != OCT_P || a->words < 8 ||
	    a->sentence || strchr(".:;!?\"')", last) != NULL)
		return false;
	if (first >= 'a' && first <= 'z')
		return b->sentence || b->words >= 2;
	return print && is_upper(first) && b->sentence && b->words >= 6 &&
	    is_open_ended(a->text);
}

static void
move_children(const struct page *page, oct_node *from, oct_node *to)
{
	oct_node *n;

	while ((n = page->api->first(from)) != NULL &&
	    page->api->status(page->job) == OCT_OK)
		page->api->move(page->job, n, to, NULL);
}

static void
join(struct page *page, struct piece *a, struct piece *b)
{
	page->api->add_text(page->job, a->node, " ", 1);
	move_children(page, b->node, a->node);
	page->api->drop(page->job, b->node);
	b->node = NULL;
	a->words += b->words;
	a->sentence = b->sentence;
	a->text = b->text; /* its end is what the next is judged by */
}

static void
join_torn(struct page *page, bool print)
{
	struct piece *a = page->pieces + page->start, *b;

	if (a->reason != NULL)
		a = next_kept(page, a);
	while (a != NULL && (b = next_kept(page, a)) != NULL)
		if (is_torn(a, b, print))
			join(page, a, b);
		else
			a = b;
}

/* Puts a node of that kind in the block's place, with all that was in it. */
static oct_node *
replace(struct page *page, struct piece *b, uint32_t kind)
{
	const oct_api *api = page->api;
	oct_node *body = api->parent(b->node), *n;

	n = api->add(page->job, body, kind);
	if (b->line > 0)
		api->set_int(page->job, n, OCT_P_LINE, b->line);
	api->move(page->job, n, body, b->node);
	return n;
}

static bool
starts_as_heading(const char *p)
{
	while (strchr("\"'", *p) != NULL && *p != '\0')
		p++;
	return (unsigned char)*p >= 0x80 || is_upper(*p) ||
	    (*p >= '0' && *p <= '9');
}

/* A short line that does not end as a sentence, between one that does and a
 * paragraph. */
static bool
reads_as_heading(const struct piece *before, const struct piece *b,
    const struct piece *after)
{
	return b->kind == OCT_P && b->words >= 1 && b->words <= 9 &&
	    !b->sentence && b->links == 0 && b->pictures == 0 &&
	    b->repeats == 1 && b->says == 0 && b->text.n > 2 &&
	    strchr(":,;-", b->text.p[b->text.n - 1]) == NULL &&
	    starts_as_heading(b->text.p) &&
	    (before == NULL || before->sentence) && after != NULL &&
	    after->kind == OCT_P && after->words >= 15 && after->sentence;
}

static bool
has_headings(const struct page *page)
{
	for (size_t i = page->start; i < page->end; i++)
		if (page->pieces[i].kind == OCT_HEADING &&
		    page->pieces[i].reason == NULL)
			return true;
	return false;
}

static void
promote_headings(struct page *page)
{
	struct piece *before = NULL, *b, *after;

	if (has_headings(page))
		return;
	for (b = page->pieces + page->start; b != NULL; b = after) {
		after = next_kept(page, b);
		if (b->reason != NULL || b->node == NULL)
			continue;
		if (reads_as_heading(before, b, after)) {
			oct_node *heading = replace(page, b, OCT_HEADING);

			page->api->set_int(page->job, heading, OCT_P_LEVEL, 2);
			move_children(page, b->node, heading);
			page->api->drop(page->job, b->node);
			b->node = heading;
			b->kind = OCT_HEADING;
		}
		before = b;
	}
}

/* In print a picture leaves its caption behind: one sentence or two by
 * themselves, after empty lines or the head of a sheet, before a heading. */
static void
find_captions(struct page *page)
{
	for (size_t i = page->start + 1; i < page->end; i++) {
		struct piece *b = &page->pieces[i], *after;
		oct_node *figure, *caption;

		if (b->reason != NULL || b->node == NULL || b->kind != OCT_P ||
		    b->words > 30 || b->words < 5 || !b->sentence ||
		    b->links > 0 || !is_upper(b->text.p[0]))
			continue;
		after = next_kept(page, b);
		if (after == NULL || after->kind != OCT_HEADING ||
		    (b->gap < 3 && b[-1].reason == NULL))
			continue;
		figure = replace(page, b, OCT_FIGURE);
		caption = page->api->add(page->job, figure, OCT_CAPTION);
		move_children(page, b->node, caption);
		page->api->drop(page->job, b->node);
		b->node = figure;
		b->kind = OCT_FIGURE;
	}
}

void
clean_mend(struct page *page)
{
	join_torn(page, page->print);
	promote_headings(page);
	if (page->print)
		find_captions(page);
}
