/*
 * meta_items.c -- microdata (itemprop) and RDFa Lite (property) in the body.
 *
 * Of nested items only the one that a property belongs to matters: what is
 * inside an item of another kind (a comment, an offer, a related article) says
 * nothing of the page.
 */
#include "meta.h"

#include <string.h>
#include <strings.h>

enum kind { TEXT, DATE, AUTHOR, URL, HEADLINE };

struct property {
	const char *name;
	uint32_t key;
	enum kind kind;
	uint8_t weight;
};

static const struct property properties[] = {
	{ "headline", OCT_M_TITLE, HEADLINE, 0 },
	{ "alternativeHeadline", OCT_M_SUBTITLE, TEXT, 75 },
	{ "author", OCT_M_AUTHOR, AUTHOR, 84 },
	{ "creator", OCT_M_AUTHOR, AUTHOR, 80 },
	{ "datePublished", OCT_M_PUBLISHED, DATE, 85 },
	{ "dateCreated", OCT_M_PUBLISHED, DATE, 75 },
	{ "dateModified", OCT_M_MODIFIED, DATE, 85 },
	{ "articleSection", OCT_M_SECTION, TEXT, 75 },
	{ "image", OCT_M_IMAGE, URL, 70 },
};

/* Items that have authors and dates of their own. */
static const char *const foreign[] = { "Comment", "UserComments", "Review",
	"ListItem", "Offer", "ImageObject", "WPSideBar", "WPFooter",
	"SiteNavigationElement", "Organization", "Answer" };

/* The last part of "https://schema.org/NewsArticle" or "schema:headline". */
static struct dom_str
local_name(struct dom_str s)
{
	for (size_t i = s.n; i-- > 0;)
		if (s.p[i] == '/' || s.p[i] == ':' || s.p[i] == '#')
			return (struct dom_str){ s.p + i + 1, s.n - i - 1 };
	return s;
}

static bool
is_foreign(const struct meta *m, uint32_t item)
{
	struct dom_str type = dom_attr(m->page->dom, item, DOM_ATTR_ITEMTYPE);

	if (type.n == 0)
		type = dom_attr(m->page->dom, item, DOM_ATTR_TYPEOF);
	type = local_name(type);
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (dom_str_is(type, foreign[i]))
			return true;
	return false;
}

/* Is the element inside a foreign item, not counting itself? */
static bool
in_foreign(const struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;

	while ((n = dom_parent(d, n)) != 0)
		if ((dom_has_attr(d, n, DOM_ATTR_ITEMSCOPE) ||
			dom_has_attr(d, n, DOM_ATTR_TYPEOF)) &&
		    is_foreign(m, n))
			return true;
	return false;
}

/* Is the element's own item a question or the first post of a thread? */
static bool
in_thread(const struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;
	struct dom_str type;

	while ((n = dom_parent(d, n)) != 0 &&
	    !dom_has_attr(d, n, DOM_ATTR_ITEMSCOPE))
		;
	type = local_name(dom_attr(d, n, DOM_ATTR_ITEMTYPE));
	return dom_str_is(type, "DiscussionForumPosting") ||
	    dom_str_is(type, "Question");
}

/* The value by HTML's microdata rules: content, datetime, href, src, text. */
static struct dom_str
value_of(const struct meta *m, uint32_t n, enum kind kind)
{
	static const uint32_t attrs[] = { DOM_ATTR_CONTENT, DOM_ATTR_DATETIME,
		DOM_ATTR_SRC, DOM_ATTR_HREF };
	const struct dom *d = m->page->dom;
	struct dom_str value;

	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++) {
		if (i >= 2 && kind != URL)
			break;
		value = dom_attr(d, n, attrs[i]);
		if (value.n > 0)
			return value;
	}
	return kind == AUTHOR ? meta_lines(m, n, META_TEXT)
			      : meta_text(m, n, META_TEXT);
}

/* An author is an item with a name, or the name itself. */
static struct dom_str
author_of(const struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;

	for (uint32_t i = n; (i = dom_walk(d, i, n)) != 0;)
		if (dom_str_is(dom_attr(d, i, DOM_ATTR_ITEMPROP), "name") ||
		    dom_str_is(
			local_name(dom_attr(d, i, DOM_ATTR_PROPERTY)), "name"))
			return value_of(m, i, TEXT);
	return value_of(m, n, AUTHOR);
}

static void
add_property(struct meta *m, const struct property *p, uint32_t n)
{
	struct dom_str value;

	switch (p->kind) {
	case AUTHOR:
		value = author_of(m, n);
		if (in_thread(m, n))
			meta_add_poster(m, value, "microdata", p->weight);
		else
			meta_add_authors(m, value, "microdata", p->weight);
		return;
	case HEADLINE:
		value = value_of(m, n, TEXT);
		if (m->titles.structured.n == 0)
			m->titles.structured =
			    meta_clean(m, value.p, value.n, META_TEXT);
		return;
	case DATE:
		meta_add_date(
		    m, p->key, value_of(m, n, DATE), "microdata", p->weight);
		return;
	case URL:
		meta_add_url(
		    m, p->key, value_of(m, n, URL), "microdata", p->weight);
		return;
	case TEXT:
		meta_add(
		    m, p->key, value_of(m, n, TEXT), "microdata", p->weight);
		return;
	}
}

/* Another author beside the last one? */
static bool
is_further(
    const struct dom *d, const struct property *p, uint32_t before, uint32_t n)
{
	return p->kind == AUTHOR && dom_parent(d, before) == dom_parent(d, n);
}

/* The first of each property: later ones belong to teasers. */
void
meta_items(struct meta *m)
{
	const struct dom *d = m->page->dom;
	uint32_t seen[sizeof(properties) / sizeof(properties[0])] = { 0 };
	struct dom_str name;
	int looked_at = 0;

	for (uint32_t n = m->item; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		if (!dom_is_element(d, n))
			continue;
		name = dom_attr(d, n, DOM_ATTR_ITEMPROP);
		if (name.n == 0 && !dom_is(d, n, DOM_META))
			name = local_name(dom_attr(d, n, DOM_ATTR_PROPERTY));
		if (name.n == 0)
			continue;
		for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
			if (dom_str_is(name, properties[i].name) &&
			    (seen[i] == 0 ||
				is_further(d, &properties[i], seen[i], n)) &&
			    looked_at++ < 200 && !in_foreign(m, n)) {
				add_property(m, &properties[i], n);
				seen[i] = n;
			}
	}
}
