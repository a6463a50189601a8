/* block.c: paragraphs, headings, quotes, asides, rules. */
#include <octavo/sugar.h>

#include "map.h"

bool
map_enter_skip(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)m;
	(void)n;
	(void)look;
	(void)kind;
	return false;
}

bool
map_enter_callout(struct map *m, uint32_t n, const struct look *look)
{
	uint32_t hints = look->hints;
	const char *role;
	oct_node *aside;

	if (dom_str_is(look->role, "note"))
		hints |= HINT_ASIDE_NOTE;
	if (hints & HINT_PULLQUOTE)
		role = OCT_ROLE_PULLQUOTE;
	else if (hints & HINT_ASIDE_WARNING)
		role = OCT_ROLE_WARNING;
	else if (hints & HINT_ASIDE_TIP)
		role = OCT_ROLE_TIP;
	else if (hints & HINT_ASIDE_NOTE)
		role = OCT_ROLE_NOTE;
	else
		return false;
	aside = map_out_block(m, n, OCT_ASIDE);
	map_out_set(
	    m, aside, OCT_P_ROLE, (struct dom_str){ role, strlen(role) });
	map_push_box(m, n, aside);
	return true;
}

bool
map_enter_block(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)kind;
	map_out_end_line(m);
	if (look->hints != 0 || look->role.n != 0)
		map_enter_callout(m, n, look);
	return true;
}

/* A <p> in a heading that has its words already is none of the heading. */
bool
map_enter_p(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)kind;
	map_out_end_line(m);
	if (map_out_in(m, OCT_HEADING) && m->api->first(m->place.box) != NULL)
		map_push_box(m, n, m->api->parent(m->place.box));
	else if (!map_enter_callout(m, n, look))
		map_push_place(m, n);
	m->place.in_p = true;
	return true;
}

/* No page has so long a heading: the tag makes a paragraph large.  Chapters of
 * old novels have. */
static bool
is_large_print(const struct map *m, uint32_t n)
{
	enum { HEADING = 400 }; /* bytes, with what indents its lines */

	return m->facts[n].text > HEADING &&
	    !(map_flags_of(m, n) & HAS_BLOCK) && !m->source.blank_lines;
}

bool
map_enter_heading(
    struct map *m, uint32_t n, const struct look *look, uint32_t level)
{
	oct_node *heading;

	if (is_large_print(m, n))
		return map_enter_p(m, n, look, 0);
	map_out_end_line(m);
	if (m->facts[n].text == 0)
		return true; /* a picture, perhaps */
	heading = map_out_block(m, n, OCT_HEADING);
	m->api->set_int(m->job, heading, OCT_P_LEVEL,
	    level < 1       ? 1
		: level > 6 ? 6
			    : level);
	map_push_box(m, n, heading);
	return true;
}

/* The link of an embedded post: the last one, which its date carries. */
static struct dom_str
post_link(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	struct dom_str href = dom_attr(d, n, DOM_ATTR_CITE);

	for (uint32_t a = n; (a = dom_find(d, a, n, DOM_A)) != 0;)
		href = dom_attr(d, a, DOM_ATTR_HREF);
	return href;
}

bool
map_enter_quote(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str cite = dom_attr(m->dom, n, DOM_ATTR_CITE);
	oct_node *quote;
	oct_str url;

	(void)kind;
	map_out_end_line(m);
	if (map_out_in(m, OCT_ASIDE) &&
	    oct_is(
		m->api->get_str(m->place.box, OCT_P_ROLE), OCT_ROLE_PULLQUOTE))
		return true;
	if (map_enter_callout(m, n, look))
		return true;
	if (look->hints & HINT_TWEET)
		cite = post_link(m, n);
	quote = map_out_block(m, n, OCT_QUOTE);
	if (cite.n != 0) {
		url = m->api->resolve(m->job, cite.p, cite.n);
		if (url.n != 0)
			m->api->set_str(
			    m->job, quote, OCT_P_CITE_URL, url.p, url.n);
	}
	map_push_box(m, n, quote);
	return true;
}

bool
map_enter_rule(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	map_out_block(m, n, OCT_RULE);
	return false;
}

bool
map_enter_aside(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct look as = *look;

	(void)kind;
	map_out_end_line(m);
	if (!map_enter_callout(m, n, &as)) {
		as.hints = HINT_ASIDE_NOTE;
		map_enter_callout(m, n, &as);
	}
	return true;
}

/* Shown in bold: it names what follows, but is no heading of the article. */
bool
map_enter_summary(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	map_out_end_line(m);
	if (!(map_flags_of(m, n) & (HAS_HEADING | HAS_BLOCK)))
		map_push_inline(m, n, OCT_STRONG);
	return true;
}

/* "Warning" above a box's text: bold wherever it is shown. */
bool
map_enter_aside_title(struct map *m, uint32_t n)
{
	map_out_end_line(m);
	if (!(map_flags_of(m, n) & HAS_HEADING))
		map_push_inline(m, n, OCT_STRONG);
	return true;
}

bool
map_enter_pre(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	uint32_t flags = map_flags_of(m, n);
	oct_node *pre;

	(void)kind;
	if (!(look->hints & HINT_VERSE) && !(flags & HAS_IMAGE) &&
	    (!(flags & HAS_LINK) || flags & HAS_CODE))
		return map_enter_code(m, n);
	pre = map_out_block(m, n, OCT_PRE);
	map_push_box(m, n, pre);
	m->place.pre = true;
	return true;
}
