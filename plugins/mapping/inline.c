/* inline.c: emphasis, links, ruby, breaks and the like. */
#include "map.h"

/* Once strong, text does not get stronger. */
static bool
is_once(uint32_t kind)
{
	return kind >= OCT_EM && kind <= OCT_KBD && kind != OCT_SUP &&
	    kind != OCT_SUB;
}

bool
map_enter_inline(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	if (!is_once(kind) || !map_inline_has(m, kind))
		map_push_inline(m, n, kind);
	return true;
}

/* <sup><a href="#fn1">1</a></sup>: the reference is raised by itself. */
bool
map_enter_sup(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	const struct dom *d = m->dom;

	if (m->dropping || !map_is_links_only(m, n, IS_NOTEREF))
		return map_enter_inline(m, n, look, kind);
	for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
		if (map_flags_of(m, c) & IS_NOTEREF)
			map_enter_noteref(m, c);
	return false;
}

static bool
has_declaration(struct dom_str style, const char *name, const char *values)
{
	size_t n = strlen(name), i;

	for (i = 0; i + n < style.n; i++)
		if (memcmp(style.p + i, name, n) == 0)
			break;
	for (i += n; i < style.n && strchr(": ", style.p[i]) != NULL; i++)
		;
	return i < style.n && strchr(values, style.p[i]) != NULL;
}

/* <span style="font-weight:700">, as word processors write it. */
bool
map_enter_span(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str style = dom_attr(m->dom, n, DOM_ATTR_STYLE);

	(void)kind;
	if (dom_name(m->dom, n) == 0 && dom_ns(m->dom, n) != DOM_NS_HTML)
		return false;
	if (m->in_note && map_is_links_only(m, n, IS_BACKLINK))
		return false;
	if (style.n < 11)
		return true;
	if (has_declaration(style, "font-weight", "b6789"))
		map_enter_inline(m, n, look, OCT_STRONG);
	if (has_declaration(style, "font-style", "i"))
		map_enter_inline(m, n, look, OCT_EM);
	return true;
}

/* "#" or a pilcrow beside a heading, which leads to the heading itself. */
static bool
is_permalink(const struct map *m, uint32_t n, struct dom_str target)
{
	const struct fact *fact = &m->facts[n];

	if (!map_out_in(m, OCT_HEADING) || target.p == NULL || fact->text > 4 ||
	    fact->flags & HAS_IMAGE)
		return false;
	for (uint32_t c = n; (c = dom_walk(m->dom, c, n)) != 0;) {
		struct dom_str s = dom_text(m->dom, c);

		for (size_t i = 0; i < s.n; i++)
			if ((s.p[i] >= '0' && s.p[i] <= '9') ||
			    ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'))
				return false;
	}
	return true;
}

/* Where the link leads; empty for nowhere. */
static oct_str
address_of(struct map *m, uint32_t n, struct dom_str target)
{
	struct dom_str href = map_trim(dom_attr(m->dom, n, DOM_ATTR_HREF));
	struct named *name = map_survey_name(m, target);
	oct_str nowhere = { "", 0 };
	char *p;

	if (target.p == NULL)
		return m->api->resolve(m->job, href.p, href.n);
	if (target.n == 0 || (name == NULL && !m->source.fragment))
		return nowhere;
	if (name != NULL)
		target = name->id; /* the link may have it percent-encoded */
	p = m->api->scratch(m->job, target.n + 2);
	if (p == NULL)
		return nowhere;
	p[0] = '#';
	memcpy(p + 1, target.p, target.n);
	return (oct_str){ p, target.n + 1 };
}

static void
push_link(struct map *m, uint32_t n, oct_str url)
{
	struct inlined *in;

	map_push_inline(m, n, OCT_LINK);
	in = map_inline_top(m);
	if (in != NULL && in->n == n)
		in->href = url;
}

/* A link whose address is hidden from scrapers. */
static bool
enter_email_link(struct map *m, uint32_t n, struct dom_str email)
{
	struct dom_str shown = map_email_shown(m, n);
	oct_str url;

	m->buf_len = 0;
	map_buf_puts(m, "mailto:");
	map_buf_add(m, email.p, email.n);
	url = m->api->resolve(m->job, m->buf, m->buf_len);
	if (url.n != 0 && !map_inline_has(m, OCT_LINK))
		push_link(m, n, url);
	if (shown.n != 0)
		map_out_text(m, n, shown);
	return shown.n == 0;
}

bool
map_enter_link(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str target = map_survey_target(m, n);
	struct dom_str email = map_email_of(m, n);
	oct_str url;

	(void)look;
	(void)kind;
	if (email.n != 0)
		return enter_email_link(m, n, email);
	if (map_is_email_page(dom_attr(m->dom, n, DOM_ATTR_HREF)))
		return true;
	if (map_flags_of(m, n) & IS_NOTEREF && !m->dropping)
		return map_enter_noteref(m, n);
	if (is_permalink(m, n, target))
		return false;
	if (map_inline_has(m, OCT_LINK) ||
	    !dom_has_attr(m->dom, n, DOM_ATTR_HREF))
		return true;
	url = address_of(m, n, target);
	if (url.n == 0)
		return true;
	push_link(m, n, url);
	return true;
}

bool
map_enter_ruby(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	if (!map_inline_has(m, OCT_RUBY))
		map_push_inline(m, n, kind);
	return true;
}

/* The model has RT in RUBY alone; elsewhere the reading is set off by its
 * position, as in a browser without ruby. */
bool
map_enter_rt(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct inlined *in = map_inline_top(m);

	(void)look;
	if (in != NULL && in->kind == OCT_RUBY)
		map_push_inline(m, n, kind);
	else if (!map_inline_has(m, OCT_RT))
		map_out_space(m, n);
	return true;
}

bool
map_enter_br(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	(void)look;
	(void)kind;
	if (m->place.pre)
		map_out_text(m, n, (struct dom_str){ "\n", 1 });
	else
		map_out_break(m);
	return false;
}

/* Of a choice only what shows: the selected option, else the first.  Of one
 * that is dropped all, as of all that is dropped. */
bool
map_enter_select(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	const struct dom *d = m->dom;
	uint32_t shown = 0;

	(void)look;
	(void)kind;
	if (m->dropping)
		return true;
	for (uint32_t o = n; (o = dom_find(d, o, n, DOM_OPTION)) != 0;)
		if (shown == 0 || dom_has_attr(d, o, DOM_ATTR_SELECTED))
			shown = o;
	if (shown == 0)
		return false;
	map_out_space(m, n);
	for (uint32_t c = shown; (c = dom_walk(d, c, shown)) != 0;)
		if (dom_is_text(d, c) && m->facts[c].text != 0) {
			map_out_text(m, c, dom_text(d, c));
			map_say(m, c);
		}
	map_out_space(m, n);
	return false;
}
