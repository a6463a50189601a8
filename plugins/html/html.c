/*
 * html.c -- the reader of web pages.
 */
#include "html.h"

#include <octavo/sugar.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "charset.h"
#include "html_reader.h"
#include "mapping.h"
#include "meta.h"
#include "rules.h"
#include "rules_format.h"
#include "state.h"

static const oct_option html_options[] = {
	{ "extract", "auto", "auto|none|precision|recall",
	    "how to find the article: none takes the whole page, precision and "
	    "recall decide doubtful blocks",
	    OCT_OPT_CHOICE, 0 },
	{ "content-selector", NULL, "CSS",
	    "take the elements that match as the article", OCT_OPT_STR, 0 },
	{ "remove-selector", NULL, "CSS", "leave out the elements that match",
	    OCT_OPT_STR, OCT_OPT_MANY },
	{ "rules", NULL, "FILE|DIR",
	    "rules for sites: a file, or a folder with one for each host",
	    OCT_OPT_STR, OCT_OPT_MANY | OCT_OPT_FOLDER },
	{ "trace-rules", "false", NULL, "note what each rule matches",
	    OCT_OPT_BOOL, 0 },
	{ "comments", "drop", "drop|keep",
	    "what to do with the readers' discussion of an article",
	    OCT_OPT_CHOICE, 0 },
	{ "images", "embed", "embed|link|drop", "what to do with images",
	    OCT_OPT_CHOICE, 0 },
	{ "places", "false", NULL,
	    "note where in the source each block stood and how likely it is "
	    "the article, as -t explain shows it",
	    OCT_OPT_BOOL, OCT_OPT_ASIDE },
	{ "dump-dom", "false", NULL,
	    "instead of an article, the page's tree as the parser built it, in "
	    "a code block",
	    OCT_OPT_BOOL, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};

/* The value's place in a list parted by "|"; 0 when it is not there. */
static int
option_choice(const struct page *page, const char *name, const char *list)
{
	const oct_api *api = page->api;
	oct_str value = api->opt_str(api->options(page->job), name);
	int place = 0;

	for (;; list++, place++) {
		size_t n = strcspn(list, "|");

		if (n == value.n && memcmp(list, value.p, n) == 0)
			return place;
		if (list[n] == '\0')
			return 0;
		list += n;
	}
}

/* Marks the elements that a selector matches, or lists them. */
static size_t
select_elements(
    const struct page *page, oct_str text, uint32_t *list, struct extraction *x)
{
	const char *error = NULL;
	struct selector *s =
	    selector_compile(page->api, page->job, text.p, text.n, &error);
	const struct dom *d = page->dom;
	size_t count = 0;
	uint32_t n = DOM_ROOT;

	if (s == NULL) {
		if (error != NULL)
			page->api->fail(
			    page->job, OCT_EOPTION, "html.selector", error);
		return 0;
	}
	while (n != 0) {
		if (!selector_matches(s, d, n)) {
			n = dom_walk(d, n, DOM_ROOT);
			continue;
		}
		if (x != NULL) {
			x->reason[n] = DROP_SELECTOR;
			x->step[n] = STEP_SELECTOR;
		}
		if (list != NULL)
			list[count] = n;
		count++;
		n = dom_skip(d, n, DOM_ROOT);
	}
	return count;
}

/* What the user decides before extraction. */
static void
mark_selected(const struct page *page, struct extraction *x)
{
	const oct_api *api = page->api;
	const oct_options *options = api->options(page->job);
	oct_str css;

	for (size_t i = 0;
	     (css = api->opt_nth(options, "remove-selector", i)).n > 0; i++)
		if (select_elements(page, css, NULL, x) == 0)
			oct_reportf(api, page->job, OCT_INFO, "html.selector",
			    0, "--remove-selector \"%s\" matches nothing",
			    css.p);
	css = api->opt_str(options, "content-selector");
	if (css.n == 0)
		return;
	x->root_count = select_elements(page, css, x->roots, NULL);
	if (x->root_count == 0)
		oct_reportf(api, page->job, OCT_WARNING, "html.selector", 0,
		    "--content-selector \"%s\" matches nothing; the article is "
		    "looked for as if it were not given",
		    css.p);
}

/* What rules for the site decide, where the user did not. */
static void
mark_ruled(struct rules_run *run, struct extraction *x)
{
	struct page *page = run->page;
	bool must = false;

	rules_strip(run, x);
	if (x->root_count == 0 && rules_body(run, &must))
		x->prune = page->mode != EXTRACT_NONE &&
		    rules_flag(run->rules, RULE_PRUNE, true);
	if (must)
		page->api->fail(page->job, OCT_ENOARTICLE, "rules.body",
		    "no body rule matches, and the rules say "
		    "autodetect_on_failure: no");
}

/* Takes what META now says out of the body. */
static void
mark_facts(const struct page *page, struct extraction *x)
{
	const struct page_facts *f = &page->facts;
	const uint32_t *lists[] = { f->byline, f->dateline, f->highlights };

	if (page->mode == EXTRACT_NONE)
		return;
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++)
		for (const uint32_t *n = lists[l]; *n != 0; n++)
			if (x->reason[*n] == DROP_NOT) {
				x->reason[*n] = DROP_METADATA;
				x->step[*n] = STEP_METADATA;
			}
	if (f->title_node != 0 && x->reason[f->title_node] == DROP_NOT) {
		x->reason[f->title_node] = DROP_METADATA;
		x->step[f->title_node] = STEP_METADATA;
	}
}

/* Is the element nothing but a frame around what is chosen with it? */
static bool
is_frame(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_HTML:
	case DOM_BODY:
	case DOM_MAIN:
	case DOM_ARTICLE:
	case DOM_SECTION:
	case DOM_DIV:
	case DOM_HEADER:
	case DOM_FOOTER:
	case DOM_NAV:
	case DOM_ASIDE:
	case DOM_TD:
	case DOM_TH:
	case DOM_LI:
	case DOM_FORM:
	case DOM_CENTER:
	case DOM_SPAN: return true;
	}
	return n != 0 && dom_name(d, n) >= DOM_NAMES;
}

/* Each node's number in the order of the document, where --places asks. */
static const uint32_t *
places_of(const struct page *page)
{
	const oct_api *api = page->api;
	const struct dom *d = page->dom;
	uint32_t *places, place = 0;

	if (!api->opt_int(api->options(page->job), "places"))
		return NULL;
	places = api->scratch(page->job, d->node_count * sizeof(*places));
	for (uint32_t n = DOM_ROOT; places != NULL && n != 0;
	     n = dom_walk(d, n, DOM_ROOT))
		places[n] = ++place;
	return places;
}

/* The article's roots and, when asked for, its discussion, into BODY; unless
 * the user chose the roots, from the page's data where the roots hold none. */
static void
map_article(const struct page *page, struct extraction *x, oct_str url)
{
	static const char images[] = "embed|link|drop";
	const oct_api *api = page->api;
	oct_node *body = api->part(page->article, OCT_BODY), *aside;
	struct map_source source = {
		.api = api,
		.job = page->job,
		.article = page->article,
		.dom = page->dom,
		.skip = x->reason,
		.places = places_of(page),
		.scores = x->scores,
		.url = url,
		.fragment = page->keep_ids,
		.blank_lines = page->keep_ids,
		.images =
		    (enum map_images)option_choice(page, "images", images),
	};
	struct map *map;

	if (!x->chosen)
		state_fill(page, x, &source);
	if (api->first(body) == NULL && x->root_count == 0) {
		api->fail(page->job, OCT_ENOARTICLE, "html.empty",
		    "the page has no article; --extract=none takes all of it");
		return;
	}
	map = map_open(&source);
	for (size_t i = 0; i < x->root_count; i++)
		if (x->chosen && !is_frame(page->dom, x->roots[i]))
			map_node(map, x->roots[i], body);
		else
			map_children(map, x->roots[i], body);
	if (page->keep_comments && x->comment_count > 0) {
		aside = api->add(page->job, body, OCT_ASIDE);
		oct_set(api, page->job, aside, OCT_P_ROLE, OCT_ROLE_COMMENTS);
		for (size_t i = 0; i < x->comment_count; i++) {
			/* The article, which must not have it, is mapped. */
			x->reason[x->comments[i]] = DROP_NOT;
			map_node(map, x->comments[i], aside);
		}
	}
	map_notes(map);
	if (!page->keep_ids) /* a book says it once for all chapters */
		map_guess_language(api, page->job, page->article);
	dropped_write(page, x, map);
}

static void
read_article(struct page *page, struct rules_run *run, oct_str url)
{
	const oct_api *api = page->api;
	size_t n = page->dom->node_count;
	struct extraction x = {
		.reason = api->scratch(page->job, n),
		.step = api->scratch(page->job, n),
		.roots = api->scratch(page->job, n * sizeof(uint32_t)),
		.comments = api->scratch(page->job, n * sizeof(uint32_t)),
		.confidence = -1,
	};

	if (x.reason == NULL || x.step == NULL || x.roots == NULL ||
	    x.comments == NULL)
		return;
	if (api->opt_int(api->options(page->job), "places") &&
	    (x.scores = api->scratch(page->job, n * sizeof(int16_t))) == NULL)
		return;
	if (x.scores != NULL)
		memset(x.scores, 0xff, n * sizeof(int16_t)); /* -1 each */
	mark_selected(page, &x);
	if (run != NULL)
		mark_ruled(run, &x);
	mark_facts(page, &x);
	if (api->status(page->job) != OCT_OK)
		return;
	x.chosen = x.root_count != 0;
	extract_page(page, &x);
	if (x.root_count != 0 && x.confidence >= 0 &&
	    x.confidence < DECIDE_DOUBTFUL)
		oct_reportf(api, page->job, OCT_WARNING, "html.doubtful", 0,
		    "what was taken for the article is in doubt, with a "
		    "confidence of 0.%02d; --audit=FILE lists what was left out",
		    (int)x.confidence / 10);
	if (x.confidence >= 0)
		api->set_int(
		    page->job, page->article, OCT_P_CONFIDENCE, x.confidence);
	map_article(page, &x, url);
}

/* The rules for the page, by the address that the user or the page says. */
static struct rules *
find_rules(const struct page *page, const oct_input *in)
{
	struct dom_str url = { in->url.p, in->url.n };

	if (url.n == 0)
		url = address_saved(page->dom);
	if (url.n == 0)
		url = address_declared(page->dom);
	return rules_choose(page,
	    url.n == in->url.n && url.p == in->url.p
		? in->url
		: page->api->resolve(page->job, url.p, url.n));
}

/* Parses the page, and again where its rules replace something in the text. */
static struct dom *
parse_ruled(struct page *page, const oct_input *in,
    const struct charset_text *text, struct rules **rules)
{
	struct dom *dom = page_parse(page->api, page->job, text->p, text->n);
	char *rewritten = NULL;
	size_t n;

	page->dom = dom;
	if (dom == NULL || (*rules = find_rules(page, in)) == NULL)
		return dom;
	page->skip_json_ld = rules_flag(*rules, RULE_SKIP_JSON_LD, false);
	rewritten = rules_rewrite(*rules, text->p, text->n, &n);
	if (rewritten != NULL) {
		dom_free(dom);
		page->dom = dom =
		    page_parse(page->api, page->job, rewritten, n);
	}
	return dom;
}

static void
read_ruled(struct page *page, const oct_input *in, struct dom *dom,
    struct rules *rules)
{
	struct rules_run run;

	rules_open(&run, page, dom, rules);
	rules_facts(&run, in);
	rules_change(&run);
	read_article(page, &run, page->facts.url);
	if (rules->trace)
		rules_test(&run);
	rules_close(&run);
}

static void
settle(const struct page *page, struct dom *dom)
{
	unsigned parts = page_settle(dom);

	if (parts != 0)
		oct_reportf(page->api, page->job, OCT_INFO, "html.streamed", 0,
		    "%u parts that the server sent late were put where a "
		    "script would have put them",
		    parts);
}

static oct_status
html_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	static const char modes[] = "auto|none|precision|recall";
	struct page page = { .api = api, .job = job, .keep_ids = inst != NULL };
	struct charset_text text;
	struct rules *rules = NULL;
	struct dom *dom;

	if (charset_read(api, job, in, CHARSET_HTML, &text) != OCT_OK)
		return api->status(job);
	dom = parse_ruled(&page, in, &text, &rules);
	if (dom == NULL)
		return api->status(job);
	page.article = api->add_article(job);
	page.mode = (enum extract_mode)option_choice(&page, "extract", modes);
	page.keep_comments = option_choice(&page, "comments", "drop|keep") == 1;
	if (api->opt_int(api->options(job), "dump-dom")) {
		page_dump(&page);
	} else {
		settle(&page, dom);
		meta_collect(&page, in);
		if (rules != NULL)
			read_ruled(&page, in, dom, rules);
		else
			read_article(&page, NULL, page.facts.url);
	}
	dom_free(dom);
	return api->status(job);
}

/* Of a page without a link to others only so much is looked at. */
#define SCAN_BYTES ((size_t)128 << 10)

/* Might the page say rel="next" or rel="prev"? */
static bool
names_others(const char *text, size_t n)
{
	static const char *const marks[] = { "rel=", "REL=" };
	const char *end = text + n;

	for (size_t i = 0; i < 2; i++)
		for (const char *p = text;
		     (p = memmem(p, (size_t)(end - p), marks[i], 4)) != NULL;) {
			const char *stop = p + 40 < end ? p + 40 : end;

			for (p += 4; p + 4 <= stop && *p != '>'; p++)
				if (strncasecmp(p, "next", 4) == 0 ||
				    strncasecmp(p, "prev", 4) == 0)
					return true;
		}
	return false;
}

/* A page that names no other: its address, without parsing it. */
static oct_status
scan_alone(struct page *page, const oct_input *in)
{
	size_t n = in->len < SCAN_BYTES ? in->len : SCAN_BYTES;
	struct dom_str url = address_guess((const char *)in->data, n);

	page->article = page->api->add_article(page->job);
	if (url.n != 0)
		page->api->add_field(page->job, page->article, OCT_M_CANONICAL,
		    url.p, url.n, "guess", 1);
	return page->api->status(page->job);
}

/* What says which page of an article it is: metadata, and rules about links. */
static oct_status
html_scan(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	struct page page = { .api = api, .job = job };
	struct charset_text text;
	struct rules *rules = NULL;
	struct rules_run run;
	struct dom *dom;
	bool alone;

	(void)inst;
	alone = api->opt_str(api->options(job), "rules").n == 0 &&
	    !names_others((const char *)in->data, in->len);
	if (alone && in->quick)
		return scan_alone(&page, in);
	if (charset_read(api, job, in, CHARSET_HTML, &text) != OCT_OK)
		return api->status(job);
	if (alone && text.n > SCAN_BYTES)
		text.n = SCAN_BYTES;
	dom = parse_ruled(&page, in, &text, &rules);
	if (dom == NULL)
		return api->status(job);
	page.article = api->add_article(job);
	meta_scan(&page, in);
	if (rules != NULL) {
		rules_open(&run, &page, dom, rules);
		rules_facts(&run, in);
		rules_close(&run);
	}
	dom_free(dom);
	return api->status(job);
}

/* Does the tag stand there, with what may follow a tag's name? */
static bool
is_tag(const uint8_t *p, const uint8_t *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - p) > n &&
	    strncasecmp((const char *)p, name, n) == 0 &&
	    (p[n] == '>' || p[n] == '/' || p[n] <= ' ');
}

/*
 * "<!doctype html" or "<html": the format's own first words; no other begins
 * so (100).  <head>, <body>: as rare elsewhere, but XML may have them (60).
 * <p>, <div> and the like in front of everything else: HTML, but Markdown may
 * begin so too (20).
 */
static int32_t
html_bid(const uint8_t *head, size_t len)
{
	const uint8_t *p = head, *end = head + len;
	bool other = false;

	for (; p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL;
	     p++) {
		if (is_tag(p, end, "<!doctype") && (size_t)(end - p) > 14 &&
		    strncasecmp((const char *)p + 10, "html", 4) == 0)
			return 100;
		if (is_tag(p, end, "<html"))
			return 100;
		if (is_tag(p, end, "<head") || is_tag(p, end, "<body"))
			return 60;
		other = other || is_tag(p, end, "<p") ||
		    is_tag(p, end, "<div") || is_tag(p, end, "<title") ||
		    is_tag(p, end, "<meta") || is_tag(p, end, "<article");
	}
	for (p = head; p < end && *p <= ' '; p++)
		;
	return other && p < end && *p == '<' ? 20 : -1;
}

static const char *const html_media_types[] = { "text/html",
	"application/xhtml+xml", NULL };
static const char *const html_extensions[] = { "html", "htm", "xhtml", "shtml",
	NULL };
static const char *const html_signatures[] = { "<!doctype html", "<html",
	"<head", "<body", "<title", "<meta", "<div", "<article", "<p", NULL };

static const oct_format html = {
	.struct_size = sizeof(html),
	.name = "html",
	.summary = "web pages, as browsers, crawlers and archives save them",
	.roles = OCT_READS,
	.media_types = html_media_types,
	.extensions = html_extensions,
	.options = html_options,
	.signatures = html_signatures,
	.bid = html_bid,
	.read = html_read,
	.scan = html_scan,
};

static const oct_format *const formats[] = { &html, &rules_format, NULL };

static const struct html_reader reader = {
	.struct_size = sizeof(reader),
	.read = html_read,
};

static const void *
extension(const char *id)
{
	return strcmp(id, HTML_EXTENSION) == 0 ? &reader : NULL;
}

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.html",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = formats,
	.preload = charset_preload,
	.extension = extension,
	.extensions = (const char *const[]){ HTML_EXTENSION, NULL },
};

OCT_PLUGIN_ENTRY(html)
{
	return &plugin;
}
