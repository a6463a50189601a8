/* meta.c -- the metadata of a page: the sources in turn. */
#include "meta.h"

#include <octavo/sugar.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "unicode.h"

#define SITE_WEIGHT 45 /* of an author who is the site itself */
#define HOST_WEIGHT 60 /* of one whom the site is called after */
#define POSTER 60 /* most bytes of a user's name */
#define BODY_LESS 18 /* what it costs not to look like a person */

oct_node *
meta_add(struct meta *m, uint32_t key, struct dom_str value, const char *from,
    int weight)
{
	struct dom_str s = meta_clean(m, value.p, value.n, META_LONG);

	if (s.n == 0 ||
	    (key == OCT_M_PUBLISHER && memmem(s.p, s.n, "://", 3) != NULL))
		return NULL; /* an "@id" of JSON-LD is no name */
	return m->page->api->add_field(
	    m->page->job, m->page->article, key, s.p, s.n, from, weight);
}

bool
meta_add_date(struct meta *m, uint32_t key, struct dom_str value,
    const char *from, int weight)
{
	struct date d;
	char text[DATE_TEXT];
	struct dom_str s = meta_clean(m, value.p, value.n, META_TEXT);

	if (!date_parse(s.p, s.n, m->order, &d))
		return false;
	if (key == OCT_M_PUBLISHED && weight > m->declared_weight) {
		m->declared = d;
		m->declared_weight = weight;
	}
	m->page->api->add_field(m->page->job, m->page->article, key, text,
	    date_format(&d, text), from, weight);
	return true;
}

bool
meta_is_site(const struct meta *m, const char *name)
{
	if (strchr(name, ' ') == NULL && strchr(name, '.') != NULL)
		return true; /* "example.org" */
	for (size_t i = 0; i < m->site_count; i++)
		if (m->sites[i].n == strlen(name) &&
		    strncasecmp(m->sites[i].p, name, m->sites[i].n) == 0)
			return true;
	return false;
}

int
meta_author_weight(const struct meta *m, const char *name, int weight)
{
	if (meta_is_site(m, name) || name_is_desk(name, strlen(name)))
		return SITE_WEIGHT;
	if (weight > HOST_WEIGHT &&
	    meta_is_host(m, (struct dom_str){ name, strlen(name) }))
		return HOST_WEIGHT;
	return name_is_personal(name, strlen(name)) ? weight
						    : weight - BODY_LESS;
}

bool
meta_add_authors(
    struct meta *m, struct dom_str value, const char *from, int weight)
{
	const oct_api *api = m->page->api;
	struct dom_str s = meta_clean(m, value.p, value.n, META_TEXT);
	struct byline b;

	if (byline_parse(s.p, s.n, &b) == 0)
		return false;
	for (size_t i = 0; i < b.count; i++) {
		const struct person *p = &b.people[i];
		oct_node *field = api->add_field(m->page->job, m->page->article,
		    OCT_M_AUTHOR, p->name, strlen(p->name), from,
		    meta_author_weight(m, p->name, weight));

		if (p->affiliation[0] != '\0')
			oct_set(api, m->page->job, field, OCT_P_AFFILIATION,
			    p->affiliation);
	}
	return true;
}

void
meta_add_poster(
    struct meta *m, struct dom_str name, const char *from, int weight)
{
	struct dom_str s = meta_clean(m, name.p, name.n, META_TEXT);

	if (s.n > 0 && s.n <= POSTER)
		m->page->api->add_field(m->page->job, m->page->article,
		    OCT_M_AUTHOR, s.p, s.n, from, weight);
}

void
meta_add_list(struct meta *m, uint32_t key, struct dom_str value,
    const char *from, int weight)
{
	const char *p = value.p, *end = p + value.n;
	size_t n;

	for (int i = 0; i < 64 && p < end; i++, p += n + 1) {
		for (n = 0; p + n < end && p[n] != ',' && p[n] != ';'; n++)
			;
		meta_add(m, key, (struct dom_str){ p, n }, from, weight);
	}
}

void
meta_add_url(struct meta *m, uint32_t key, struct dom_str value,
    const char *from, int weight)
{
	const oct_api *api = m->page->api;
	struct dom_str s = meta_clean(m, value.p, value.n, META_LONG);
	oct_str url;

	if (s.n == 0)
		return;
	url = api->resolve(m->page->job, s.p, s.n);
	if (url.n < 8 || strncasecmp(url.p, "http", 4) != 0)
		return;
	api->add_field(
	    m->page->job, m->page->article, key, url.p, url.n, from, weight);
}

void
meta_add_language(
    struct meta *m, struct dom_str value, const char *from, int weight)
{
	char tag[LANGUAGE_TEXT];

	if (!language_canonical(value.p, value.n, tag))
		return;
	if (m->order == DATE_UNSURE)
		m->order = date_order_of(tag, strlen(tag));
	m->page->api->add_field(m->page->job, m->page->article, OCT_M_LANGUAGE,
	    tag, strlen(tag), from, weight);
	if (language_is_rtl(tag, strlen(tag)))
		m->page->api->add_field(m->page->job, m->page->article,
		    OCT_M_DIRECTION, "rtl", 3, from, weight - 20);
}

void
meta_add_link(struct meta *m, uint32_t key, struct dom_str value,
    const char *from, int weight)
{
	const oct_api *api = m->page->api;
	struct dom_str s = meta_clean(m, value.p, value.n, META_LONG);
	oct_str url = api->resolve(m->page->job, s.p, s.n);
	oct_node *field;

	if (s.n == 0 || url.n == 0 || url.p[0] == '#')
		return;
	field = api->add_field(
	    m->page->job, m->page->article, key, s.p, s.n, from, weight);
	api->set_str(m->page->job, field, OCT_P_HREF, url.p, url.n);
}

/* "CC BY-SA 4.0" of "https://creativecommons.org/licenses/by-sa/4.0/". */
static size_t
name_licence(oct_str url, char name[64])
{
	const char *p = strstr(url.p, "creativecommons.org/");
	size_t n = 0;

	if (p == NULL)
		return 0;
	p += strlen("creativecommons.org/");
	if (strncmp(p, "publicdomain/zero/", 18) == 0)
		return (size_t)snprintf(name, 64, "CC0 1.0");
	if (strncmp(p, "licenses/", 9) != 0)
		return 0;
	n = (size_t)snprintf(name, 64, "CC ");
	for (p += 9; *p != '\0' && *p != '/' && n < 20; p++)
		name[n++] = (char)(*p >= 'a' && *p <= 'z' ? *p - 0x20 : *p);
	if (*p == '/' && p[1] >= '1' && p[1] <= '9') {
		name[n++] = ' ';
		for (p++; *p != '\0' && *p != '/' && n < 40; p++)
			name[n++] = *p;
	}
	name[n] = '\0';
	return n;
}

void
meta_add_licence(
    struct meta *m, struct dom_str link, const char *from, int weight)
{
	const oct_api *api = m->page->api;
	oct_str url = api->resolve(m->page->job, link.p, link.n);
	char name[64];
	size_t n;
	oct_node *field;

	if (url.n == 0 || url.p[0] == '#')
		return;
	n = name_licence(url, name);
	field = api->add_field(m->page->job, m->page->article, OCT_M_LICENCE,
	    n > 0 ? name : url.p, n > 0 ? n : url.n, from, weight);
	api->set_str(m->page->job, field, OCT_P_HREF, url.p, url.n);
}

void
meta_site(struct meta *m, struct dom_str name)
{
	struct dom_str s = meta_clean(m, name.p, name.n, META_TEXT);

	if (s.n > 1 && m->site_count < META_SITES)
		m->sites[m->site_count++] = s;
}

/* What a browser noted that saved the page: its address, and with SingleFile
 * "saved date: ..." on a line of its own. */
static void
read_capture(struct meta *m, struct dom_str text)
{
	const oct_api *api = m->page->api;
	const char *date, *end = text.p + text.n;
	const char *from;
	struct dom_str url = address_in_comment(text, &from);
	struct date d;
	char captured[DATE_TEXT];
	size_t n;
	oct_node *source;

	if (url.n == 0)
		return;
	if (m->page->facts.url.n == 0) {
		api->set_base(m->page->job, url.p, url.n);
		m->page->facts.url = api->resolve(m->page->job, url.p, url.n);
	}
	source = api->add_field(m->page->job, m->page->article, OCT_M_SOURCE,
	    url.p, url.n, from, 60);
	api->set_str(m->page->job, source, OCT_P_HREF, url.p, url.n);
	date = memmem(text.p, text.n, "saved date: ", 12);
	if (date == NULL)
		return;
	date += 12;
	for (n = 0;
	     date + n < end && date[n] != '\n' && date[n] != '(' && n < 60; n++)
		;
	if (date_parse(date, n, DATE_UNSURE, &d)) {
		n = date_format(&d, captured);
		api->set_str(m->page->job, source, OCT_P_CAPTURED, captured, n);
	}
}

/* Settles the base of links before any is resolved. */
static void
find_base(struct meta *m)
{
	const struct dom *d = m->page->dom;
	const oct_api *api = m->page->api;
	struct dom_str own = address_declared(d), s;

	m->page->facts.url = m->input->url;
	for (uint32_t n = dom_first(d, DOM_ROOT); n != 0; n = dom_next(d, n))
		if (dom_type(d, n) == DOM_NODE_COMMENT)
			read_capture(m, dom_text(d, n));
	for (uint32_t n = dom_first(d, dom_child(d, DOM_ROOT, DOM_HTML));
	     n != 0; n = dom_next(d, n))
		if (dom_type(d, n) == DOM_NODE_COMMENT)
			read_capture(m, dom_text(d, n));
	if (m->page->facts.url.n == 0 && own.n > 0) {
		api->set_base(m->page->job, own.p, own.n);
		m->page->facts.url = api->resolve(m->page->job, own.p, own.n);
	}
	s = dom_attr(d, d->base, DOM_ATTR_HREF);
	if (s.n > 0) {
		oct_str url = api->resolve(m->page->job, s.p, s.n);

		if (url.n > 0)
			api->set_base(m->page->job, url.p, url.n);
	}
}

/* All that says what it means: the head, JSON-LD, microdata. */
static void
read_declared(struct meta *m)
{
	const struct dom *d = m->page->dom;
	uint32_t n;

	meta_head(m);
	for (n = m->page->skip_json_ld ? 0 : m->script; n != 0;
	     n = n != m->last_script ? dom_walk(d, n, DOM_ROOT) : 0)
		if (meta_is_jsonld(d, n))
			meta_jsonld(m, n);
	meta_items(m);
}

/* A date in the page's URL is better than none. */
static void
read_url(struct meta *m)
{
	oct_str url = m->page->facts.url;
	struct date d;
	char text[DATE_TEXT];

	if (url.n > 0 && date_in_url(url.p, url.n, &d))
		m->page->api->add_field(m->page->job, m->page->article,
		    OCT_M_PUBLISHED, text, date_format(&d, text), "url", 40);
}

void
meta_collect(struct page *page, const oct_input *input)
{
	struct meta m = { .page = page, .input = input };

	find_base(&m);
	read_declared(&m);
	meta_title(&m);
	meta_visible(&m);
	read_url(&m);
}

void
meta_scan(struct page *page, const oct_input *input)
{
	struct meta m = { .page = page, .input = input };

	find_base(&m);
	read_declared(&m);
	meta_title(&m);
}
