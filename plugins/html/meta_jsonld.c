/* meta_jsonld.c -- schema.org's vocabulary in JSON-LD. */
#include "meta.h"
#include "meta_json.h"

#include <octavo/sugar.h>
#include <string.h>
#include <strings.h>

#define NODES 512 /* objects with a type that are looked at */
#define STACK 4096 /* values yet to be looked into */
#define ARTICLE_RANK 90 /* of what has a headline */
#define VALUES 32 /* of a property that repeats */

#define DATA_LAYER 4096 /* bytes of a script that may be one */
#define DATA_WEIGHT 62 /* of what it says */

struct ranked_type {
	const char *names; /* parted by spaces */
	int rank; /* how likely a page is about it */
	int weight; /* of its metadata */
};

static const struct ranked_type types[] = {
	{ "Article NewsArticle BlogPosting ReportageNewsArticle TechArticle "
	  "ScholarlyArticle OpinionNewsArticle AnalysisNewsArticle "
	  "LiveBlogPosting SocialMediaPosting Report AdvertiserContentArticle "
	  "ReviewNewsArticle BackgroundNewsArticle MedicalScholarlyArticle",
	    100, 90 },
	{ "DiscussionForumPosting Question Recipe Review HowTo", 90, 89 },
	{ "Product VideoObject Event Course Book Movie SoftwareApplication "
	  "Dataset JobPosting PodcastEpisode CreativeWork",
	    70, 74 },
	{ "WebPage FAQPage ItemPage AboutPage CollectionPage MedicalWebPage "
	  "CheckoutPage ContactPage",
	    50, 68 },
};

struct graph {
	struct meta *m;
	json_t *nodes[NODES];
	size_t count;
};

/* The string that a value comes down to: itself, the first of a list, the
 * name, value or URL of an object. */
static struct dom_str
text_of(const json_t *v)
{
	static const char *const keys[] = { "@value", "name", "url", "@id" };
	const json_t *inner = NULL;

	if (json_is_array(v))
		v = json_array_get(v, 0);
	for (size_t i = 0; json_is_object(v) && inner == NULL &&
	     i < sizeof(keys) / sizeof(keys[0]);
	     i++)
		inner = json_object_get(v, keys[i]);
	if (inner != NULL)
		v = json_is_array(inner) ? json_array_get(inner, 0) : inner;
	return json_is_string(v)
	    ? (struct dom_str){ json_string_value(v), json_string_length(v) }
	    : (struct dom_str){ "", 0 };
}

static bool
has_type(const json_t *node, const char *names)
{
	const json_t *type = json_object_get(node, "@type");
	size_t n = json_is_array(type) ? json_array_size(type) : 1;

	for (size_t i = 0; i < n && i < VALUES; i++) {
		const char *name = json_string_value(
		    json_is_array(type) ? json_array_get(type, i) : type);
		const char *p = names;
		size_t len;

		if (name == NULL)
			continue;
		if (strncasecmp(name, "http://schema.org/", 18) == 0)
			name += 18;
		for (; *p != '\0'; p += len + (p[len] == ' ')) {
			len = strcspn(p, " ");
			if (strlen(name) == len && memcmp(name, p, len) == 0)
				return true;
		}
	}
	return false;
}

static const struct ranked_type *
rank_of(const json_t *node)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (has_type(node, types[i].names))
			return &types[i];
	return NULL;
}

/* Lists the objects that have a type, wherever a page may put them. */
static void
collect(struct graph *g, json_t *root)
{
	static const char *const inner[] = { "mainEntityOfPage", "mainEntity",
		"@graph" };
	json_t **stack =
	    g->m->page->api->scratch(g->m->page->job, STACK * sizeof(json_t *));
	size_t depth = 0;

	if (stack == NULL)
		return;
	stack[depth++] = root;
	while (depth > 0 && g->count < NODES) {
		json_t *v = stack[--depth];

		for (size_t i = json_array_size(v); i-- > 0 && depth < STACK;)
			stack[depth++] = json_array_get(v, i);
		if (!json_is_object(v))
			continue;
		if (json_object_get(v, "@type") != NULL)
			g->nodes[g->count++] = v;
		for (size_t i = 0; i < sizeof(inner) / sizeof(inner[0]); i++) {
			json_t *w = json_object_get(v, inner[i]);

			if (w != NULL && depth < STACK)
				stack[depth++] = w;
		}
	}
}

/* The object that {"@id": ...} stands for, or the value itself. */
static const json_t *
look_up(const struct graph *g, const json_t *v)
{
	const char *id = json_string_value(json_object_get(v, "@id")), *other;

	if (id == NULL || json_object_get(v, "name") != NULL)
		return v;
	for (size_t i = 0; i < g->count; i++) {
		other = json_string_value(json_object_get(g->nodes[i], "@id"));
		if (other != NULL && strcmp(id, other) == 0 &&
		    json_object_get(g->nodes[i], "name") != NULL)
			return g->nodes[i];
	}
	return v;
}

/* Authors that are bodies weigh less: the name of a person may stand
 * elsewhere. */
static void
add_authors(const struct graph *g, const json_t *node, int weight)
{
	const json_t *list = json_object_get(node, "author"), *v;
	size_t n;

	if (list == NULL)
		list = json_object_get(node, "creator");
	n = json_is_array(list) ? json_array_size(list) : 1;
	for (size_t i = 0; i < n && i < VALUES; i++) {
		v = look_up(
		    g, json_is_array(list) ? json_array_get(list, i) : list);
		if (json_is_object(v) && json_object_get(v, "name") == NULL)
			continue; /* nothing but a link */
		if (has_type(
			v, "Organization NewsMediaOrganization Corporation"))
			meta_add_authors(
			    g->m, text_of(v), "json-ld", weight - 22);
		else if (has_type(node, "DiscussionForumPosting Question"))
			meta_add_poster(g->m, text_of(v), "json-ld", weight);
		else
			meta_add_authors(g->m, text_of(v), "json-ld", weight);
	}
}

static void
add_each(struct meta *m, uint32_t key, const json_t *list, int weight)
{
	size_t n = json_is_array(list) ? json_array_size(list) : 1;

	for (size_t i = 0; i < n && i < VALUES; i++) {
		const json_t *v =
		    json_is_array(list) ? json_array_get(list, i) : list;

		if (key == OCT_M_KEYWORD)
			meta_add_list(m, key, text_of(v), "json-ld", weight);
		else
			meta_add(m, key, text_of(v), "json-ld", weight);
	}
}

static struct dom_str
image_url(const json_t *v)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v) && json_object_get(v, "url") != NULL)
		v = json_object_get(v, "url");
	return text_of(v);
}

static struct dom_str
text_at(const json_t *node, const char *key)
{
	return text_of(json_object_get(node, key));
}

/* What the node calls the page, for the choice of a title. */
static void
note_title(struct meta *m, const json_t *node, const struct ranked_type *type)
{
	struct dom_str s = text_at(node, "headline");

	if (s.n == 0 && type->rank > 50)
		s = text_at(node, "name");
	if (m->titles.structured.n == 0)
		m->titles.structured = meta_clean(m, s.p, s.n, META_TEXT);
}

static void
add_node(
    const struct graph *g, const json_t *node, const struct ranked_type *type)
{
	struct meta *m = g->m;
	int w = type->weight;

	note_title(m, node, type);
	meta_add_language(m, text_at(node, "inLanguage"), "json-ld", w - 15);
	add_authors(g, node, w);
	if (!meta_add_date(m, OCT_M_PUBLISHED, text_at(node, "datePublished"),
		"json-ld", w))
		meta_add_date(m, OCT_M_PUBLISHED, text_at(node, "dateCreated"),
		    "json-ld", w - 10);
	meta_add_date(
	    m, OCT_M_MODIFIED, text_at(node, "dateModified"), "json-ld", w);
	meta_add(m, OCT_M_SUBTITLE, text_at(node, "alternativeHeadline"),
	    "json-ld", w);
	meta_add(m, OCT_M_DESCRIPTION, text_at(node, "description"), "json-ld",
	    w - 17);
	meta_add(m, OCT_M_SECTION, text_at(node, "articleSection"), "json-ld",
	    w - 10);
	add_each(m, OCT_M_KEYWORD, json_object_get(node, "keywords"), w - 10);
	meta_add(m, OCT_M_PUBLISHER,
	    text_of(look_up(g, json_object_get(node, "publisher"))), "json-ld",
	    w - 5);
	meta_add_url(m, OCT_M_IMAGE, image_url(json_object_get(node, "image")),
	    "json-ld", w - 10);
	meta_add_licence(m, text_at(node, "license"), "json-ld", w);
	meta_add(
	    m, OCT_M_RIGHTS, text_at(node, "copyrightNotice"), "json-ld", w);
	meta_add(m, OCT_M_LOCATION, text_at(node, "dateline"), "json-ld", w);
	meta_add(m, OCT_M_LOCATION, text_at(node, "contentLocation"), "json-ld",
	    w - 10);
}

/* The objects of one script: the one that the page is most likely about, and
 * the names of its site. */
static void
read_graph(struct graph *g)
{
	const struct ranked_type *type, *best_type = NULL;
	const json_t *best = NULL;

	for (size_t i = 0; i < g->count; i++) {
		if (has_type(g->nodes[i],
			"WebSite Organization NewsMediaOrganization"))
			meta_site(g->m, text_at(g->nodes[i], "name"));
		type = rank_of(g->nodes[i]);
		if (type != NULL &&
		    (best_type == NULL || type->rank > best_type->rank)) {
			best = g->nodes[i];
			best_type = type;
		}
	}
	/* What a page says of itself comes first, teasers follow. */
	if (best != NULL && best_type->rank > g->m->graph_rank) {
		g->m->graph_rank = best_type->rank;
		g->m->is_article |= best_type->rank >= ARTICLE_RANK;
		add_node(g, best, best_type);
	}
}

static void
read_value(struct meta *m, json_t *root)
{
	struct graph *g =
	    m->page->api->scratch(m->page->job, sizeof(struct graph));

	if (g == NULL)
		return;
	g->m = m;
	collect(g, root);
	read_graph(g);
}

/* All values of a text, two objects in a row included; false if there is
 * something else. */
static bool
read_values(struct meta *m, const char *p, size_t n)
{
	size_t used;
	json_t *value;
	bool any = false;

	while (n > 0) {
		while (n > 0 &&
		    ((unsigned char)*p <= ' ' || *p == ',' || *p == ';')) {
			p++;
			n--;
		}
		if (n == 0 || (value = json_next(p, n, &used)) == NULL)
			break;
		read_value(m, value);
		json_decref(value);
		any = true;
		p += used;
		n -= used;
	}
	return any || n == 0;
}

bool
meta_is_jsonld(const struct dom *d, uint32_t n)
{
	struct dom_str type = dom_attr(d, n, DOM_ATTR_TYPE);

	return dom_is(d, n, DOM_SCRIPT) && type.n >= 19 &&
	    strncasecmp(type.p, "application/ld+json", 19) == 0;
}

void
meta_jsonld(struct meta *m, uint32_t script)
{
	const struct dom *d = m->page->dom;
	struct dom_str text = dom_text(d, dom_first(d, script));
	char *mended;
	size_t n;

	if (text.n == 0 || read_values(m, text.p, text.n))
		return;
	if ((mended = m->page->api->scratch(m->page->job, text.n + 1)) == NULL)
		return;
	n = json_mend(text.p, text.n, mended);
	if (read_values(m, mended, n))
		oct_reportf(m->page->api, m->page->job, OCT_INFO,
		    "html.json-ld", dom_line(d, script),
		    "JSON-LD is not valid JSON; read after mending it");
	else
		oct_reportf(m->page->api, m->page->job, OCT_INFO,
		    "html.json-ld", dom_line(d, script),
		    "JSON-LD is not valid JSON; left unread");
}

/* dataLayer_content = {"pagePostAuthor":"Ann Lee"}, of a plug-in that a good
 * many WordPress sites have. */
void
meta_data_layer(struct meta *m, uint32_t script)
{
	struct dom_str text =
	    dom_text(m->page->dom, dom_first(m->page->dom, script));
	const char *key, *open;
	json_t *value;
	size_t used;

	if (text.n == 0 || text.n > DATA_LAYER ||
	    (key = memmem(text.p, text.n, "\"pagePostAuthor\"", 16)) == NULL ||
	    (open = memrchr(text.p, '{', (size_t)(key - text.p))) == NULL)
		return;
	value = json_next(open, text.n - (size_t)(open - text.p), &used);
	meta_add_authors(m, text_of(json_object_get(value, "pagePostAuthor")),
	    "data", DATA_WEIGHT);
	json_decref(value);
}
