/* meta_head.c -- what the head of a page declares. */
#include "meta.h"

#include <string.h>
#include <strings.h>

enum kind { TEXT, LIST, DATE, AUTHOR, URL, LANGUAGE, LICENCE, TITLE, SITE };

struct tag {
	const char *name; /* in lower case */
	uint8_t length;
	uint8_t weight;
	uint32_t key;
	enum kind kind;
	const char *from;
};

/* name= or property= of <meta>. */
#define TAG(name, key, kind, from, weight)                              \
	{                                                               \
		name, sizeof(name) - 1, weight, OCT_M_##key, kind, from \
	}
static const struct tag tags[] = {
	/* clang-format off */
	TAG("og:title", TITLE, TITLE, "opengraph", 0),
	TAG("twitter:title", TITLE, TITLE, "twitter", 0),
	TAG("citation_title", TITLE, TEXT, "citation", 60),
	TAG("dc.title", TITLE, TEXT, "dublin-core", 50),
	TAG("dcterms.title", TITLE, TEXT, "dublin-core", 50),
	TAG("dc:title", TITLE, TEXT, "dublin-core", 50),
	TAG("parsely-title", TITLE, TEXT, "parsely", 50),
	TAG("sailthru.title", TITLE, TEXT, "parsely", 50),
	TAG("citation_author", AUTHOR, AUTHOR, "citation", 92),
	TAG("citation_authors", AUTHOR, AUTHOR, "citation", 92),
	TAG("parsely-author", AUTHOR, AUTHOR, "parsely", 80),
	TAG("sailthru.author", AUTHOR, AUTHOR, "parsely", 80),
	TAG("dc.creator", AUTHOR, AUTHOR, "dublin-core", 78),
	TAG("dcterms.creator", AUTHOR, AUTHOR, "dublin-core", 78),
	TAG("dc:creator", AUTHOR, AUTHOR, "dublin-core", 78),
	TAG("dc.contributor", AUTHOR, AUTHOR, "dublin-core", 78),
	TAG("author", AUTHOR, AUTHOR, "meta", 76),
	TAG("byl", AUTHOR, AUTHOR, "meta", 76),
	TAG("article:author_name", AUTHOR, AUTHOR, "meta", 76),
	TAG("shareaholic:article_author_name", AUTHOR, AUTHOR, "meta", 76),
	TAG("cxenseparse:author", AUTHOR, AUTHOR, "meta", 76),
	TAG("article:author", AUTHOR, AUTHOR, "opengraph", 74),
	TAG("og:article:author", AUTHOR, AUTHOR, "opengraph", 74),
	TAG("book:author", AUTHOR, AUTHOR, "opengraph", 74),
	TAG("article:published_time", PUBLISHED, DATE, "opengraph", 88),
	TAG("og:article:published_time", PUBLISHED, DATE, "opengraph", 88),
	TAG("article:published", PUBLISHED, DATE, "opengraph", 88),
	TAG("og:pubdate", PUBLISHED, DATE, "opengraph", 88),
	TAG("og:published_time", PUBLISHED, DATE, "opengraph", 88),
	TAG("citation_publication_date", PUBLISHED, DATE, "citation", 84),
	TAG("citation_online_date", PUBLISHED, DATE, "citation", 84),
	TAG("citation_date", PUBLISHED, DATE, "citation", 84),
	TAG("prism.publicationdate", PUBLISHED, DATE, "citation", 84),
	TAG("parsely-pub-date", PUBLISHED, DATE, "parsely", 82),
	TAG("sailthru.date", PUBLISHED, DATE, "parsely", 82),
	TAG("article.published", PUBLISHED, DATE, "parsely", 82),
	TAG("cxenseparse:recs:publishtime", PUBLISHED, DATE, "parsely", 82),
	TAG("dc.date.issued", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dcterms.issued", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dc.date.created", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dcterms.created", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dcterms.date", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dc.date", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dc:date", PUBLISHED, DATE, "dublin-core", 58),
	TAG("dcterms.available", PUBLISHED, DATE, "dublin-core", 58),
	TAG("datepublished", PUBLISHED, DATE, "meta", 60),
	TAG("publishdate", PUBLISHED, DATE, "meta", 60),
	TAG("publish-date", PUBLISHED, DATE, "meta", 60),
	TAG("pubdate", PUBLISHED, DATE, "meta", 60),
	TAG("publication_date", PUBLISHED, DATE, "meta", 60),
	TAG("date_published", PUBLISHED, DATE, "meta", 60),
	TAG("published-date", PUBLISHED, DATE, "meta", 60),
	TAG("article_date_original", PUBLISHED, DATE, "meta", 60),
	TAG("publishtime", PUBLISHED, DATE, "meta", 60),
	TAG("originalpublicationdate", PUBLISHED, DATE, "meta", 60),
	TAG("published", PUBLISHED, DATE, "meta", 60),
	TAG("ms.date", PUBLISHED, DATE, "meta", 60),
	TAG("ptime", PUBLISHED, DATE, "meta", 60),
	TAG("date", PUBLISHED, DATE, "meta", 60),
	TAG("shareaholic:article_published_time", PUBLISHED, DATE, "meta", 60),
	TAG("article:modified_time", MODIFIED, DATE, "opengraph", 88),
	TAG("og:updated_time", MODIFIED, DATE, "opengraph", 88),
	TAG("og:article:modified_time", MODIFIED, DATE, "opengraph", 88),
	TAG("article:modified", MODIFIED, DATE, "opengraph", 88),
	TAG("dcterms.modified", MODIFIED, DATE, "dublin-core", 78),
	TAG("dc.date.modified", MODIFIED, DATE, "dublin-core", 78),
	TAG("last-modified", MODIFIED, DATE, "meta", 70),
	TAG("lastmod", MODIFIED, DATE, "meta", 70),
	TAG("revised", MODIFIED, DATE, "meta", 70),
	TAG("datemodified", MODIFIED, DATE, "meta", 70),
	TAG("shareaholic:article_modified_time", MODIFIED, DATE, "meta", 70),
	TAG("og:description", DESCRIPTION, TEXT, "opengraph", 75),
	TAG("description", DESCRIPTION, TEXT, "meta", 72),
	TAG("twitter:description", DESCRIPTION, TEXT, "twitter", 60),
	TAG("dc.description", DESCRIPTION, TEXT, "dublin-core", 55),
	TAG("dcterms.description", DESCRIPTION, TEXT, "dublin-core", 55),
	TAG("dcterms.abstract", DESCRIPTION, TEXT, "dublin-core", 55),
	TAG("citation_abstract", DESCRIPTION, TEXT, "dublin-core", 55),
	TAG("article:tag", KEYWORD, LIST, "opengraph", 85),
	TAG("news_keywords", KEYWORD, LIST, "meta", 75),
	TAG("keywords", KEYWORD, LIST, "meta", 70),
	TAG("citation_keywords", KEYWORD, LIST, "citation", 80),
	TAG("dc.subject", KEYWORD, LIST, "dublin-core", 60),
	TAG("dcterms.subject", KEYWORD, LIST, "dublin-core", 60),
	TAG("article:section", SECTION, TEXT, "opengraph", 85),
	TAG("parsely-section", SECTION, TEXT, "parsely", 75),
	TAG("sailthru.section", SECTION, TEXT, "parsely", 75),
	TAG("og:site_name", PUBLISHER, SITE, "opengraph", 80),
	TAG("citation_journal_title", PUBLISHER, TEXT, "citation", 78),
	TAG("citation_publisher", PUBLISHER, TEXT, "citation", 78),
	TAG("dc.publisher", PUBLISHER, TEXT, "dublin-core", 70),
	TAG("dcterms.publisher", PUBLISHER, TEXT, "dublin-core", 70),
	TAG("application-name", PUBLISHER, SITE, "meta", 40),
	TAG("apple-mobile-web-app-title", PUBLISHER, SITE, "meta", 40),
	TAG("og:locale", LANGUAGE, LANGUAGE, "opengraph", 70),
	TAG("content-language", LANGUAGE, LANGUAGE, "meta", 72),
	TAG("language", LANGUAGE, LANGUAGE, "meta", 72),
	TAG("dc.language", LANGUAGE, LANGUAGE, "meta", 72),
	TAG("dcterms.language", LANGUAGE, LANGUAGE, "meta", 72),
	TAG("og:image", IMAGE, URL, "opengraph", 85),
	TAG("og:image:url", IMAGE, URL, "opengraph", 85),
	TAG("og:image:secure_url", IMAGE, URL, "opengraph", 85),
	TAG("twitter:image", IMAGE, URL, "twitter", 75),
	TAG("twitter:image:src", IMAGE, URL, "twitter", 75),
	TAG("og:url", CANONICAL, URL, "opengraph", 80),
	TAG("citation_doi", IDENTIFIER, TEXT, "citation", 80),
	TAG("dc.identifier", IDENTIFIER, TEXT, "citation", 80),
	TAG("dcterms.identifier", IDENTIFIER, TEXT, "citation", 80),
	TAG("prism.doi", IDENTIFIER, TEXT, "citation", 80),
	TAG("copyright", RIGHTS, TEXT, "meta", 75),
	TAG("dcterms.rights", RIGHTS, TEXT, "meta", 75),
	TAG("dc.rights", RIGHTS, TEXT, "meta", 75),
	TAG("rights", RIGHTS, TEXT, "meta", 75),
	TAG("dcterms.license", LICENCE, LICENCE, "dublin-core", 75),
	TAG("dc.rights.license", LICENCE, LICENCE, "dublin-core", 75),
	TAG("geo.placename", LOCATION, TEXT, "meta", 40),
	TAG("dateline", LOCATION, TEXT, "meta", 40),
	/* clang-format on */
};
#undef TAG

static const struct tag *
find_tag(struct dom_str name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (tags[i].length == name.n &&
		    (name.p[0] | 0x20) == tags[i].name[0] &&
		    strncasecmp(tags[i].name, name.p, name.n) == 0)
			return &tags[i];
	return NULL;
}

static void
add_tag(struct meta *m, const struct tag *tag, struct dom_str value)
{
	struct dom_str *title = &m->titles.open_graph;

	switch (tag->kind) {
	case TEXT: meta_add(m, tag->key, value, tag->from, tag->weight); break;
	case LIST:
		meta_add_list(m, tag->key, value, tag->from, tag->weight);
		break;
	case DATE:
		meta_add_date(m, tag->key, value, tag->from, tag->weight);
		break;
	case AUTHOR: meta_add_authors(m, value, tag->from, tag->weight); break;
	case URL:
		meta_add_url(m, tag->key, value, tag->from, tag->weight);
		break;
	case LANGUAGE:
		meta_add_language(m, value, tag->from, tag->weight);
		break;
	case LICENCE: meta_add_licence(m, value, tag->from, tag->weight); break;
	case TITLE: /* the first of og:title and twitter:title */
		if (title->n == 0)
			*title = meta_clean(m, value.p, value.n, META_TEXT);
		break;
	case SITE:
		meta_site(m, value);
		meta_add(m, tag->key, value, tag->from, tag->weight);
		break;
	}
}

/* Does the label say that an author follows: "Written by", "Verfasst von"? */
static bool
labels_author(struct dom_str label)
{
	static const char *const labels[] = { "Written by", "Author",
		"Verfasst von", "Geschrieben von", "Autor", "Écrit par",
		"Auteur", "Rédigé par", "Escrito por", "Scritto da",
		"Geschreven door", "Skrivet av", "Skrevet av", "Skrevet af",
		"Napisane przez", "Napisal", "Автор", "Написано автором",
		"Yazan", "投稿者", "執筆者", "著者", "作者", "글쓴이",
		"Interview by" };

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (dom_str_is(label, labels[i]))
			return true;
	return false;
}

/* "Written by" and its value are twitter:label1 and twitter:data1. */
static bool
is_labelled_author(const struct dom *d, uint32_t data)
{
	char want[] = "twitter:label1";
	struct dom_str name = dom_attr(d, data, DOM_ATTR_NAME);

	want[sizeof(want) - 2] = name.p[name.n - 1];
	for (uint32_t n = dom_prev_element(d, data); n != 0;
	     n = dom_prev_element(d, n))
		if (dom_str_is(dom_attr(d, n, DOM_ATTR_NAME), want))
			return labels_author(dom_attr(d, n, DOM_ATTR_CONTENT));
	return false;
}

static bool
has_part(struct dom_str name, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i + len <= name.n; i++)
		if ((name.p[i] | 0x20) == part[0] &&
		    strncasecmp(name.p + i, part, len) == 0)
			return true;
	return false;
}

/* Names that are not in the table, but speak: "w-published-date". */
static void
read_other(struct meta *m, struct dom_str name, struct dom_str content)
{
	bool date = has_part(name, "date") || has_part(name, "time");

	if (date && has_part(name, "publish"))
		meta_add_date(m, OCT_M_PUBLISHED, content, "meta", 59);
	else if (date && (has_part(name, "modif") || has_part(name, "update")))
		meta_add_date(m, OCT_M_MODIFIED, content, "meta", 60);
}

static void
read_meta(struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;
	struct dom_str content = dom_attr(d, n, DOM_ATTR_CONTENT);
	const uint32_t attrs[] = { DOM_ATTR_PROPERTY, DOM_ATTR_NAME,
		DOM_ATTR_HTTP_EQUIV };
	const struct tag *tag;
	struct dom_str name;

	if (content.n == 0)
		return;
	for (size_t a = 0; a < sizeof(attrs) / sizeof(attrs[0]); a++) {
		if ((name = dom_attr(d, n, attrs[a])).n == 0)
			continue;
		if (dom_str_is(name, "twitter:data1") ||
		    dom_str_is(name, "twitter:data2")) {
			if (a == 1 && is_labelled_author(d, n))
				meta_add_authors(m, content, "twitter", 77);
			continue;
		}
		if (dom_str_is(name, "og:type"))
			m->is_article |= dom_str_is(content, "article");
		if ((tag = find_tag(name)) != NULL) {
			add_tag(m, tag, content);
			return;
		}
		read_other(m, name, content);
	}
}

/* Is the word among those of rel=""? */
static bool
has_rel(struct dom_str rel, const char *word)
{
	size_t len = strlen(word), i = 0, k;

	for (; i < rel.n; i += k + 1) {
		for (k = 0; i + k < rel.n && (uint8_t)rel.p[i + k] > ' '; k++)
			;
		if (k == len && strncasecmp(rel.p + i, word, k) == 0)
			return true;
	}
	return false;
}

/* By its "v", which few addresses have: memmem() takes longer to begin. */
static bool
names_licence(struct dom_str href)
{
	static const char site[] = "creativecommons.org/";
	const char *p = href.p + 5, *end = href.p + href.n;

	if (href.n < sizeof(site) - 1)
		return false;
	while ((p = memchr(p, 'v', (size_t)(end - p))) != NULL &&
	    end - p >= (ptrdiff_t)sizeof(site) - 6) {
		if (memcmp(p - 5, site, sizeof(site) - 1) == 0)
			return true;
		p++;
	}
	return false;
}

static void
read_link(struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;
	struct dom_str href = dom_attr(d, n, DOM_ATTR_HREF);
	struct dom_str rel = dom_attr(d, n, DOM_ATTR_REL);

	if (href.n == 0)
		return;
	if (rel.n == 0) {
		if (m->tags < META_TAGS && names_licence(href))
			meta_add_licence(m, href, "link", 60);
		return;
	}
	if (dom_is(d, n, DOM_LINK)) {
		if (has_rel(rel, "canonical"))
			meta_add_url(m, OCT_M_CANONICAL, href, "canonical", 90);
		if (has_rel(rel, "image_src"))
			meta_add_url(m, OCT_M_IMAGE, href, "link", 60);
	}
	if (m->tags >= META_TAGS)
		return;
	if (has_rel(rel, "next") && m->tags++ < META_TAGS)
		meta_add_link(m, OCT_M_NEXT_PAGE, href,
		    dom_is(d, n, DOM_LINK) ? "link" : "rel",
		    dom_is(d, n, DOM_LINK) ? 60 : 50);
	if (has_rel(rel, "license"))
		meta_add_licence(m, href, "rel", 80);
	else if (names_licence(href))
		meta_add_licence(m, href, "link", 60);
	if (dom_is(d, n, DOM_A) && has_rel(rel, "tag") && m->tags++ < META_TAGS)
		meta_add(m, OCT_M_KEYWORD, meta_text(m, n, 100), "rel", 50);
}

static void
read_html(struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;
	struct dom_str lang = dom_attr(d, n, DOM_ATTR_LANG);
	struct dom_str dir = dom_attr(d, n, DOM_ATTR_DIR);

	if (lang.n == 0)
		lang = dom_attr(
		    d, n, dom_name_find(d, "xml:lang", strlen("xml:lang")));
	if (lang.n > 0)
		meta_add_language(m, lang, "html", 90);
	if (dir.n == 3 &&
	    (strncasecmp(dir.p, "rtl", 3) == 0 ||
		strncasecmp(dir.p, "ltr", 3) == 0))
		m->page->api->add_field(m->page->job, m->page->article,
		    OCT_M_DIRECTION, (dir.p[0] | 0x20) == 'r' ? "rtl" : "ltr",
		    3, "html", 90);
}

static void
read_element(struct meta *m, uint32_t n)
{
	const struct dom *d = m->page->dom;
	struct meta_titles *titles = &m->titles;

	switch (dom_name(d, n)) {
	case DOM_META:
		if (m->tags++ < META_TAGS)
			read_meta(m, n);
		break;
	case DOM_SCRIPT:
		if (meta_is_jsonld(d, n)) {
			m->script = m->script != 0 ? m->script : n;
			m->last_script = n;
		} else {
			meta_data_layer(m, n);
		}
		break;
	case DOM_LINK:
	case DOM_A: read_link(m, n); break;
	case DOM_HTML:
	case DOM_BODY: read_html(m, n); break;
	case DOM_TITLE:
		if (titles->document.n == 0)
			titles->document = meta_text(m, n, META_TEXT);
		break;
	case DOM_H1:
		if (titles->heading_count < META_HEADINGS)
			titles->headings[titles->heading_count++] = n;
		break;
	}
}

/* Has it an attribute of microdata or RDFa? */
static bool
is_item(const struct dom *d, uint32_t n)
{
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(d, n, &count);

	for (; count > 0; count--, attr++)
		if (attr->name == DOM_ATTR_ITEMPROP ||
		    (attr->name == DOM_ATTR_PROPERTY &&
			!dom_is(d, n, DOM_META)))
			return true;
	return false;
}

void
meta_head(struct meta *m)
{
	const struct dom *d = m->page->dom;

	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		if (!dom_is_element(d, n))
			continue;
		read_element(m, n);
		if (m->item == 0 && is_item(d, n))
			m->item = n;
	}
}
