/* block.c: paragraphs, headings, quotes, asides, rules. */
#include <octavo/sugar.h>

#include "map.h"

bool
enter_skip(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)m;
	(void)n;
	(void)look;
	(void)kind;
	return false;
}

bool
enter_callout(struct map *m, uint32_t n, const struct look *look)
{
	uint32_t hints = look->hints;
	const char *role;
	oct_node *aside;

	if (str_equals(look->role, "note"))
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
	aside = out_block(m, n, OCT_ASIDE);
	out_set(m, aside, OCT_P_ROLE, (struct dom_str){ role, strlen(role) });
	push_box(m, n, aside);
	return true;
}

bool
enter_block(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)kind;
	out_end_line(m);
	if (look->hints != 0 || look->role.n != 0)
		enter_callout(m, n, look);
	return true;
}

/* A <p> in a heading that has its words already is none of the heading. */
bool
enter_p(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)kind;
	out_end_line(m);
	if (out_in(m, OCT_HEADING) && m->api->first(m->place.box) != NULL)
		push_box(m, n, m->api->parent(m->place.box));
	else if (!enter_callout(m, n, look))
		push_place(m, n);
	m->place.in_p = true;
	return true;
}

bool
enter_heading(
    struct map *m, uint32_t n, const struct look *look, uint32_t level)
{
	oct_node *heading;

	(void)look;
	out_end_line(m);
	if (m->facts[n].text == 0)
		return true; /* a picture, perhaps */
	heading = out_block(m, n, OCT_HEADING);
	m->api->set_int(m->job, heading, OCT_P_LEVEL,
	    level < 1       ? 1
		: level > 6 ? 6
			    : level);
	push_box(m, n, heading);
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
enter_quote(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str cite = dom_attr(m->dom, n, DOM_ATTR_CITE);
	oct_node *quote;
	oct_str url;

	(void)kind;
	out_end_line(m);
	if (out_in(m, OCT_ASIDE) &&
	    oct_is(
		m->api->get_str(m->place.box, OCT_P_ROLE), OCT_ROLE_PULLQUOTE))
		return true;
	if (enter_callout(m, n, look))
		return true;
	if (look->hints & HINT_TWEET)
		cite = post_link(m, n);
	quote = out_block(m, n, OCT_QUOTE);
	if (cite.n != 0) {
		url = m->api->resolve(m->job, cite.p, cite.n);
		if (url.n != 0)
			m->api->set_str(
			    m->job, quote, OCT_P_CITE_URL, url.p, url.n);
	}
	push_box(m, n, quote);
	return true;
}

bool
enter_rule(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	out_block(m, n, OCT_RULE);
	return false;
}

bool
enter_aside(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct look as = *look;

	(void)kind;
	out_end_line(m);
	if (!enter_callout(m, n, &as)) {
		as.hints = HINT_ASIDE_NOTE;
		enter_callout(m, n, &as);
	}
	return true;
}

/* Shown in bold: it names what follows, but is no heading of the article. */
bool
enter_summary(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	out_end_line(m);
	if (!(flags_of(m, n) & (HAS_HEADING | HAS_BLOCK)))
		push_inline(m, n, OCT_STRONG);
	return true;
}

bool
enter_pre(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	uint32_t flags = flags_of(m, n);
	oct_node *pre;

	(void)kind;
	if (!(look->hints & HINT_VERSE) && !(flags & HAS_IMAGE) &&
	    (!(flags & HAS_LINK) || flags & HAS_CODE))
		return enter_code(m, n);
	pre = out_block(m, n, OCT_PRE);
	push_box(m, n, pre);
	m->place.pre = true;
	return true;
}
