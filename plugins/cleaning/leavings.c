/*
 * leavings.c -- what scripts, and pages made for screens of several widths,
 * leave in a text: pictures that stood until others were loaded, what is said
 * and shown once for each width, menus that were set in too far to be lists,
 * the signs of a table or a link that was torn apart.
 */
#include "clean.h"
#include "unicode.h"

enum {
	NEAR = 12, /* pieces to look back at */
	WORDS = 12, /* fewer may be a refrain */
	WAITING = 1500 /* bytes of a data: URL; of a real picture more */
};

/* A picture that waits for another has a description at most. */
static void
drop_waiting(const struct page *page)
{
	const oct_api *api = page->api;
	struct oct_walk w = oct_walk_start(api->part(page->article, OCT_BODY));
	oct_resource r = { .struct_size = sizeof(r) };

	while (oct_walk_next(api, &w)) {
		int64_t id = api->get_int(w.node, OCT_P_RESOURCE, 0);

		if (api->kind(w.node) != OCT_IMAGE || id == 0 ||
		    api->resource(page->job, (uint32_t)id, 0, &r) != OCT_OK)
			continue;
		if (r.url.n < WAITING && strncmp(r.url.p, "data:", 5) == 0)
			api->unset(page->job, w.node, OCT_P_RESOURCE);
	}
}

/* The picture that the piece has besides nothing; 0: it has words or none. */
static int64_t
only_picture(const struct page *page, const struct piece *b)
{
	const oct_api *api = page->api;
	struct oct_walk w;

	if (b->words != 0 || b->pictures != 1 || b->node == NULL)
		return 0;
	w = oct_walk_start(b->node);
	while (oct_walk_next(api, &w))
		if (api->kind(w.node) == OCT_IMAGE)
			return api->get_int(w.node, OCT_P_RESOURCE, 0);
	return 0;
}

static bool
is_repeated(const struct page *page, const struct piece *b)
{
	const struct piece *first = page->pieces + page->start, *a = b;
	int64_t picture = only_picture(page, b);
	bool says = b->kind == OCT_P && b->words >= WORDS && b->text.n != 0;

	for (int i = 0; (says || picture != 0) && i < NEAR && a-- > first; i++)
		if (a->reason != NULL)
			continue;
		else if (picture != 0 && picture == only_picture(page, a))
			return true;
		else if (says && a->kind == OCT_P && a->text.n == b->text.n &&
		    memcmp(a->text.p, b->text.p, b->text.n) == 0)
			return true;
	return false;
}

bool
clean_is_sunk_menu(const struct page *page, const struct piece *b)
{
	oct_str code = page->api->get_str(b->node, OCT_P_TEXT);
	const char *p = code.p, *end = p + code.n, *stop;
	size_t lines = 0;

	if (b->kind != OCT_CODEBLOCK)
		return false;
	for (; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		while (p < stop && *p == ' ')
			p++;
		if (p == stop)
			continue;
		if (stop - p < 6 || strchr("*+-", *p) == NULL ||
		    memcmp(p + 1, " [", 2) != 0 || stop[-1] != ')' ||
		    memmem(p, (size_t)(stop - p), "](", 2) == NULL)
			return false;
		lines++;
	}
	return lines != 0;
}

/* Signs of Markdown's that mark nothing, or nothing that shows: "---|---". */
static bool
is_torn(const struct page *page, const struct piece *b)
{
	static const char signs[] = "|[]()*_-:#>`~\\";
	const char *p, *end;
	size_t len;
	oct_str s;

	if (b->kind != OCT_P || b->words != 0 || b->pictures != 0)
		return false;
	s = page->api->text_of(page->job, b->node);
	for (p = s.p, end = s.p + s.n; p < end; p += len)
		if (!uni_is_invisible(uni_char(p, end, &len)) &&
		    memchr(signs, *p, sizeof(signs) - 1) == NULL)
			return false;
	return s.n != 0;
}

void
clean_leavings(struct page *page)
{
	drop_waiting(page);
	for (size_t i = page->start; i < page->end; i++) {
		struct piece *b = &page->pieces[i];

		if (b->reason != NULL || b->node == NULL)
			continue;
		if (clean_is_sunk_menu(page, b))
			b->reason = OCT_REASON_NAVIGATION;
		else if (is_torn(page, b))
			b->reason = OCT_REASON_BOILERPLATE;
		else if (is_repeated(page, b))
			b->reason = OCT_REASON_REPEATED;
	}
}
