/*
 * streamed.c -- what a server that runs React sent late goes to its place.
 *
 * Such a server sends a page as far as it is done.  In the place of what is not
 * stands <template id="P:1">, or <!--$?--><template id="B:1">, what to show
 * meanwhile, and <!--/$-->.  What is late follows as a child of the body, in
 * <div hidden id="S:1">, and a script moves it.  No script runs here, so this
 * does the same, but keeps what was shown meanwhile: in the hidden element.
 */
#include <string.h>

#include "html.h"

/* What is put in its place, at most: real pages have some dozens. */
#define PARTS 256

/* html, body, the holder. */
#define HOLDER_DEPTH 3

struct part {
	uint32_t number; /* that of its ids: 0x1f of "S:1f" */
	uint32_t place; /* the template */
	uint32_t holder; /* the hidden element; 0: not met */
	bool meanwhile; /* something is shown until it comes */
};

static bool
part_number(struct dom_str id, char kind, uint32_t *number)
{
	static const char digits[] = "0123456789abcdef";

	*number = 0;
	if (id.n < 3 || id.n > 9 || id.p[0] != kind || id.p[1] != ':')
		return false;
	for (size_t i = 2; i < id.n; i++) {
		const char *digit = memchr(digits, id.p[i], 16);

		if (digit == NULL)
			return false;
		*number = *number << 4 | (uint32_t)(digit - digits);
	}
	return true;
}

static size_t
find_places(const struct dom *d, struct part *parts)
{
	size_t count = 0;

	for (uint32_t n = 1; n < d->node_count && count < PARTS; n++) {
		struct part *part = &parts[count];
		struct dom_str id;

		if (!dom_is(d, n, DOM_TEMPLATE))
			continue;
		id = dom_attr(d, n, DOM_ATTR_ID);
		*part = (struct part){ .place = n };
		part->meanwhile = part_number(id, 'B', &part->number);
		if (part->meanwhile || part_number(id, 'P', &part->number))
			count++;
	}
	return count;
}

static void
find_holders(
    const struct dom *d, uint32_t body, struct part *parts, size_t count)
{
	uint32_t number;

	for (uint32_t n = dom_first(d, body); n != 0; n = dom_next(d, n)) {
		if (!dom_is(d, n, DOM_DIV) ||
		    !dom_has_attr(d, n, DOM_ATTR_HIDDEN) ||
		    !part_number(dom_attr(d, n, DOM_ATTR_ID), 'S', &number))
			continue;
		for (size_t i = 0; i < count; i++)
			if (parts[i].number == number && parts[i].holder == 0) {
				parts[i].holder = n;
				break;
			}
	}
}

/* How deep an element is in the body, itself included; 0: it is not in it, or
 * in a template, where no script would find a place. */
static uint32_t
depth_in(const struct dom *d, uint32_t body, uint32_t n)
{
	uint32_t depth = 1;

	for (; n != 0 && n != body; n = dom_parent(d, n), depth++)
		if (dom_is(d, n, DOM_TEMPLATE))
			return 0;
	return n == body ? depth : 0;
}

/* How far below an element its deepest node lies. */
static uint32_t
height_of(const struct dom *d, uint32_t top)
{
	uint32_t depth = 1, height = 0, n = dom_first(d, top);

	while (n != 0 && n != top) {
		if (depth > height)
			height = depth;
		if (dom_first(d, n) != 0) {
			n = dom_first(d, n);
			depth++;
			continue;
		}
		while (n != top && dom_next(d, n) == 0) {
			n = dom_parent(d, n);
			depth--;
		}
		if (n != top)
			n = dom_next(d, n);
	}
	return height;
}

static bool
is_comment(const struct dom *d, uint32_t n, const char *text)
{
	return dom_type(d, n) == DOM_NODE_COMMENT &&
	    dom_str_is(dom_text(d, n), text);
}

/* The comment that ends what is shown meanwhile; 0: there is none before the
 * part itself, or what is shown is too deep to be in its stead. */
static uint32_t
find_end(const struct dom *d, const struct part *part)
{
	uint32_t open = 0, n = part->place;

	while ((n = dom_next(d, n)) != 0)
		if (n == part->holder ||
		    height_of(d, n) + HOLDER_DEPTH >= d->options.max_depth)
			return 0;
		else if (is_comment(d, n, "/$") && open-- == 0)
			break;
		else if (is_comment(d, n, "$") || is_comment(d, n, "$?") ||
		    is_comment(d, n, "$!"))
			open++;
	return n;
}

/* A holder that is no child of the body any more was shown meanwhile itself. */
static bool
put_part(struct dom *d, uint32_t body, const struct part *part)
{
	uint32_t up = dom_parent(d, part->place), end, n;
	uint32_t depth = depth_in(d, body, up);

	if (part->holder == 0 || depth == 0 ||
	    dom_parent(d, part->holder) != body ||
	    dom_contains(d, part->holder, part->place) ||
	    depth + 1 + height_of(d, part->holder) > d->options.max_depth)
		return false;
	end = part->meanwhile ? find_end(d, part) : 0;
	while ((n = dom_first(d, part->holder)) != 0) {
		dom_remove(d, n);
		dom_insert(d, up, n, part->place);
	}
	while (end != 0 && (n = dom_next(d, part->place)) != end) {
		dom_remove(d, n);
		dom_append(d, part->holder, n);
	}
	return true;
}

unsigned
page_settle(struct dom *d)
{
	struct part parts[PARTS];
	size_t count = find_places(d, parts);
	uint32_t html = dom_child(d, DOM_ROOT, DOM_HTML);
	uint32_t body = dom_child(d, html, DOM_BODY);
	unsigned put = 0;

	if (count != 0 && body != 0)
		find_holders(d, body, parts, count);
	for (size_t i = 0; i < count; i++)
		put += put_part(d, body, &parts[i]);
	return put;
}
