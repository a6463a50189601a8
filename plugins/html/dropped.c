/* dropped.c -- what is not in the article, with the reasons. */
#include "html.h"

#include <octavo/article.h>

#include "mapping.h"

static const char *const reason_names[DROP_REASONS] = {
	[DROP_NAVIGATION] = OCT_REASON_NAVIGATION,
	[DROP_HEADER] = OCT_REASON_HEADER,
	[DROP_FOOTER] = OCT_REASON_FOOTER,
	[DROP_RELATED] = OCT_REASON_RELATED,
	[DROP_COMMENTS] = OCT_REASON_COMMENTS,
	[DROP_ADVERTISEMENT] = OCT_REASON_ADVERTISEMENT,
	[DROP_SHARE] = OCT_REASON_SHARE,
	[DROP_CONSENT] = OCT_REASON_CONSENT,
	[DROP_HIDDEN] = OCT_REASON_HIDDEN,
	[DROP_FORM] = OCT_REASON_FORM,
	[DROP_REPEATED] = OCT_REASON_REPEATED,
	[DROP_METADATA] = OCT_REASON_METADATA,
	[DROP_BOILERPLATE] = OCT_REASON_BOILERPLATE,
	[DROP_SELECTOR] = OCT_REASON_SELECTOR,
};

static const char *const step_names[STEP_COUNT] = {
	[STEP_NONE] = "extract",
	[STEP_SELECTOR] = "selector",
	[STEP_METADATA] = "metadata",
	[STEP_EXTRACT] = "extract",
	[STEP_CLEAN] = "clean",
};

/* What is known of each node, as bits. */
enum {
	HOLDS_ROOT = 1, /* a root is below it */
	HOLDS_REASON = 2, /* a node with a reason of its own is below it */
	IN_ROOT = 4, /* it is a root, or below one */
	INVISIBLE = 8 /* no reader ever sees it: head, script, style */
};

static bool
is_invisible(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_HEAD:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_NOSCRIPT: return true;
	}
	return false;
}

/* Sets a bit on all nodes around n. */
static void
mark_around(const struct dom *d, uint8_t *known, uint32_t n, uint8_t bit)
{
	for (n = dom_parent(d, n); n != 0 && !(known[n] & bit);
	     n = dom_parent(d, n))
		known[n] |= bit;
}

static void
mark(const struct page *page, const struct extraction *x, uint8_t *known)
{
	const struct dom *d = page->dom;
	uint32_t n;

	for (size_t i = 0; i < x->root_count; i++) {
		known[x->roots[i]] |= IN_ROOT;
		mark_around(d, known, x->roots[i], HOLDS_ROOT);
	}
	for (n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		known[n] |= known[dom_parent(d, n)] & (IN_ROOT | INVISIBLE);
		if (is_invisible(d, n))
			known[n] |= INVISIBLE;
		if (x->reason[n] != DROP_NOT)
			mark_around(d, known, n, HOLDS_REASON);
	}
}

/* The reason of a node outside the roots: its own, or its surroundings'. */
static uint8_t
reason_of(
    const struct dom *d, const struct extraction *x, uint32_t n, uint8_t *step)
{
	for (; n != 0; n = dom_parent(d, n))
		if (x->reason[n] != DROP_NOT) {
			*step = x->step[n];
			return x->reason[n];
		}
	*step = STEP_EXTRACT;
	return DROP_BOILERPLATE;
}

void
dropped_write(
    const struct page *page, const struct extraction *x, struct map *map)
{
	const struct dom *d = page->dom;
	uint8_t *known = page->api->scratch(page->job, d->node_count), step;
	uint32_t n = DOM_ROOT;

	if (known == NULL)
		return;
	mark(page, x, known);
	while (n != 0) {
		bool kept = (known[n] & IN_ROOT) && x->reason[n] == DROP_NOT;
		bool open = dom_type(d, n) == DOM_NODE_DOCUMENT || kept ||
		    (known[n] & (HOLDS_ROOT | HOLDS_REASON));

		if (known[n] & INVISIBLE) {
			n = dom_skip(d, n, DOM_ROOT);
		} else if (open && (known[n] & (HOLDS_ROOT | HOLDS_REASON))) {
			n = dom_walk(d, n, DOM_ROOT);
		} else {
			if (!kept) {
				uint8_t why = reason_of(d, x, n, &step);

				map_dropped(map, n, reason_names[why],
				    step_names[step]);
			}
			n = dom_skip(d, n, DOM_ROOT);
		}
	}
}
