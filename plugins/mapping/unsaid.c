/*
 * unsaid.c: what nothing was made of.  Each text that is written somewhere is
 * marked; what has no mark in the end -- the other options of a choice, line
 * numbers of code, the second form of a formula -- is found here, so that the
 * list of what was left out is whole by its making.
 */
#include "map.h"

/* Text that no browser shows: not of the page, or a title that waits for a
 * mouse. */
static bool
is_unseen(const struct dom *d, uint32_t n)
{
	if (!dom_is_element(d, n))
		return !dom_is_text(d, n) &&
		    dom_type(d, n) != DOM_NODE_DOCUMENT;
	switch (dom_local_name(d, n)) {
	case DOM_HEAD:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_TITLE:
	case DOM_IFRAME:
	case DOM_NOEMBED:
	case DOM_NOFRAMES:
	case DOM_DATALIST: return true;
	case DOM_DESC:
	case DOM_METADATA:
	case DOM_ANNOTATION:
	case DOM_ANNOTATION_XML: return dom_ns(d, n) != DOM_NS_HTML;
	default: return false;
	}
}

/* Letters or digits; of what is not ASCII all but arrows, bullets and the like
 * (U+0080..U+00BF, U+2000..U+2BFF, variation selectors). */
static bool
has_words(struct dom_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char next =
		    i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if ((c >= '0' && c <= '9') ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			return true;
		if (c >= 0xC3 && !(c == 0xE2 && next >= 0x80 && next <= 0xAF) &&
		    !(c == 0xEF && next == 0xB8))
			return true;
	}
	return false;
}

/* The text after n below `top` that a reader sees; 0 at the end. */
static uint32_t
next_text(const struct dom *d, uint32_t n, uint32_t top)
{
	n = n == top && dom_is_text(d, n) ? 0 : dom_walk(d, n, top);
	while (n != 0 && !dom_is_text(d, n))
		n = is_unseen(d, n) ? dom_skip(d, n, top) : dom_walk(d, n, top);
	return n;
}

static void
mark_up(struct map *m, uint32_t n, uint8_t mark)
{
	m->said[n] |= mark;
	for (n = dom_parent(m->dom, n); n != 0 && !(m->said[n] & mark);
	     n = dom_parent(m->dom, n))
		m->said[n] |= mark;
	m->said[DOM_ROOT] |= mark;
}

static void
find_unsaid(struct map *m)
{
	const struct dom *d = m->dom;

	m->looked = true;
	for (uint32_t n = DOM_ROOT; (n = next_text(d, n, DOM_ROOT)) != 0;) {
		if (m->said[n] & IS_SAID)
			mark_up(m, n, IS_SAID);
		else if (has_words(dom_text(d, n)))
			mark_up(m, n, IS_UNSAID);
	}
}

uint32_t
map_unsaid(struct map *m, uint32_t n)
{
	if (m == NULL)
		return 0;
	if (!m->looked)
		find_unsaid(m);
	n = n == 0 ? DOM_ROOT : dom_skip(m->dom, n, DOM_ROOT);
	while (n != 0 && (m->said[n] & (IS_SAID | IS_UNSAID)) != IS_UNSAID)
		n = m->said[n] & IS_UNSAID ? dom_walk(m->dom, n, DOM_ROOT)
					   : dom_skip(m->dom, n, DOM_ROOT);
	return n;
}

/* The block around a text, for words of one not to touch those of another. */
static uint32_t
block_of(const struct dom *d, uint32_t n, uint32_t top)
{
	for (; n != top && n != 0; n = dom_parent(d, n))
		if (dom_is_element(d, n) &&
		    !map_element_is_inline(dom_name(d, n)))
			break;
	return n;
}

void
map_add_words(struct map *m, uint32_t top, oct_node *to)
{
	const struct dom *d = m->dom;
	uint32_t last = 0, block;
	uint32_t n = dom_is_text(d, top) ? top : next_text(d, top, top);

	for (; n != 0; n = next_text(d, n, top)) {
		struct dom_str s = dom_text(d, n);

		if (dom_is_blank(d, n)) {
			m->api->add_text(m->job, to, " ", 1);
			continue;
		}
		block = block_of(d, n, top);
		if (last != 0 && block != last)
			m->api->add_text(m->job, to, " ", 1);
		m->api->add_text(m->job, to, s.p, s.n);
		last = block;
	}
}
