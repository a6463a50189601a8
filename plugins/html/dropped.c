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
	[STEP_RULE] = "rule",
	[STEP_METADATA] = "metadata",
	[STEP_EXTRACT] = "extract",
	[STEP_CLEAN] = "clean",
};

#define STEP_MAP "map"

/* What becomes of each node, with what it has from the nodes around it. */
struct fate {
	uint8_t reason, step; /* DROP_NOT: it is in the article */
	bool mixed; /* something below it has another fate */
	bool seen; /* by a reader: not in head, script, style */
};

static bool
is_seen(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_HEAD:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_NOSCRIPT: return false;
	}
	return true;
}

/* Why nothing was made of words. */
static const char *
reason_unsaid(const struct dom *d, const struct fate *fates, uint32_t n)
{
	const char *reason = NULL;

	for (uint32_t up = n; up != 0; up = dom_parent(d, up))
		switch (dom_name(d, up)) {
		case DOM_NOSCRIPT: return OCT_REASON_HIDDEN;
		case DOM_SELECT:
		case DOM_BUTTON:
		case DOM_TEXTAREA: reason = OCT_REASON_FORM; break;
		}
	if (reason != NULL)
		return reason;
	return fates[n].reason != DROP_NOT ? reason_names[fates[n].reason]
					   : OCT_REASON_MARKUP;
}

/* Has what is dropped around a node more to say than the node's own reason?  So
 * it has when it was decided before extraction, or the reason is the one for
 * want of a better. */
static bool
says_more(const struct fate *around, uint8_t reason)
{
	return around->reason != DROP_NOT &&
	    (around->step == STEP_SELECTOR || around->step == STEP_RULE ||
		around->step == STEP_METADATA || reason == DROP_BOILERPLATE);
}

static void
mark_mixed(const struct dom *d, struct fate *fates, uint32_t n)
{
	for (n = dom_parent(d, n); n != 0 && !fates[n].mixed;
	     n = dom_parent(d, n))
		fates[n].mixed = true;
}

/* Parents come before their children, so one walk hands all down. */
static void
decide_fates(
    const struct page *page, const struct extraction *x, struct fate *fates)
{
	const struct dom *d = page->dom;
	size_t root = 0, talk = 0;

	fates[DOM_ROOT] =
	    (struct fate){ DROP_BOILERPLATE, STEP_EXTRACT, false, true };
	for (uint32_t n = dom_walk(d, DOM_ROOT, DOM_ROOT); n != 0;
	     n = dom_walk(d, n, DOM_ROOT)) {
		const struct fate *around = &fates[dom_parent(d, n)];

		fates[n] = (struct fate){ around->reason, around->step, false,
			around->seen && is_seen(d, n) };
		if (root < x->root_count && n == x->roots[root]) {
			fates[n].reason = DROP_NOT;
			root++;
		}
		if (x->reason[n] != DROP_NOT &&
		    !says_more(around, x->reason[n])) {
			fates[n].reason = x->reason[n];
			fates[n].step = x->step[n];
		}
		if (talk < x->comment_count && n == x->comments[talk]) {
			fates[n].reason = DROP_NOT; /* kept, apart */
			talk++;
		}
		if (fates[n].reason != around->reason)
			mark_mixed(d, fates, n);
	}
}

void
dropped_write(
    const struct page *page, const struct extraction *x, struct map *map)
{
	const struct dom *d = page->dom;
	struct fate *fates;
	uint32_t n = DOM_ROOT;

	if (OCT_HAS(page->api, wanted) &&
	    !page->api->wanted(page->job, OCT_DROPPED))
		return;
	fates =
	    page->api->scratch(page->job, d->node_count * sizeof(struct fate));
	if (fates == NULL)
		return;
	decide_fates(page, x, fates);
	while (n != 0) {
		const struct fate *fate = &fates[n];

		if (fate->seen && fate->mixed) {
			n = dom_walk(d, n, DOM_ROOT);
			continue;
		}
		if (fate->seen && fate->reason != DROP_NOT)
			map_dropped(map, n, reason_names[fate->reason],
			    step_names[fate->step]);
		n = dom_skip(d, n, DOM_ROOT);
	}
	for (n = 0; (n = map_unsaid(map, n)) != 0;)
		map_dropped_words(map, n, reason_unsaid(d, fates, n), STEP_MAP);
}
