/*
 * scraped.c -- was this made from a web page, furniture and all?
 *
 * The evidence is what people do not write in a document of their own.  Each
 * kind counts once however often it occurs; two strong kinds, or one strong
 * and two weak ones, are enough:
 *
 *	strong	short lines that come three times or more
 *		links that lead nowhere, two or more
 *		links around nothing, two or more
 *		two lines or more that ask to sign in, subscribe, skip, accept
 *		headings of what sites put behind an article
 *	weak	a copyright line
 *		a list of nothing but short links before the first text
 *		a byline or a dateline as a line of its own
 */
#include "clean.h"


enum { STRONG = 2, WEAK = 1, ENOUGH = 4 };

/* Words around which a line counts as short. */
enum { SHORT = 8 };

struct tally {
	unsigned repeated, dead, empty, furniture, ends, copyright, menus, rooted, late, h1;
	bool text; /* a paragraph of the article has been seen */
};

static bool
is_menu(const struct block *b)
{
	return b->kind == OCT_LIST && b->items >= 4 && b->links >= 4 &&
	    clean_link_density(b) > 0.8f && b->words <= 6 * b->links;
}

static bool
leads_inside(const struct page *page, const struct block *b)
{
	struct oct_walk w = oct_walk_start(b->node);

	while (oct_walk_next(page->api, &w)) {
		oct_str href = page->api->get_str(w.node, OCT_P_HREF);

		if (w.enter && href.n > 1 && href.p[0] == '#')
			return true;
	}
	return false;
}

static void
look_at(const struct page *page, const struct block *b, struct tally *t)
{
	if (b->words > 0 && b->words <= SHORT && !b->sentence &&
	    clean_is_line(b) && b->kind != OCT_HEADING)
		t->repeated += b->repeats >= 3;
	t->dead += b->dead_links;
	t->empty += b->links > 0 && b->words == 0 && b->images == 0;
	if (b->words < 40 && b->kind != OCT_CODEBLOCK) {
		t->furniture +=
		    (b->says & (SAYS_FURNITURE | SAYS_CONSENT)) != 0 &&
		    !(b->says & SAYS_COPYRIGHT);
		t->copyright += (b->says & SAYS_COPYRIGHT) != 0;
	}
	if (b->words <= SHORT && clean_is_line(b))
		t->ends += (b->says & SAYS_END) != 0;
	if (!t->text && is_menu(b) && !leads_inside(page, b))
		t->menus++;
	if (b == page->blocks) t->h1 = b->kind == OCT_HEADING;
	t->rooted += b->rooted_links;
	if (!t->text) t->late++;
	t->text |= b->kind == OCT_P && b->words >= 25 && b->sentence;
}

bool
clean_is_scraped(const struct page *page)
{
	struct tally t = { 0 };
	int score;

	for (size_t i = 0; i < page->count; i++)
		look_at(page, &page->blocks[i], &t);
