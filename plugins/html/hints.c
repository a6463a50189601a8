#include <stdlib.h>
#include <string.h>

#include "cut.h"

/* Words of schema.org types and og:type, the more telling ones first. */
static const struct {
	const char *word;
	enum page_type type;
} types[] = {
	{ "DiscussionForumPosting", TYPE_FORUM },
	{ "QAPage", TYPE_FORUM },
	{ "NewsArticle", TYPE_ARTICLE },
	{ "BlogPosting", TYPE_ARTICLE },
	{ "Article", TYPE_ARTICLE },
	{ "Recipe", TYPE_ARTICLE },
	{ "article", TYPE_ARTICLE },
	{ "CollectionPage", TYPE_LIST },
	{ "ItemList", TYPE_LIST },
	{ "SearchResultsPage", TYPE_LIST },
	{ "ProductGroup", TYPE_PRODUCT },
	{ "Product", TYPE_PRODUCT },
	{ "product", TYPE_PRODUCT },
	{ "WebPage", TYPE_PAGE },
	{ "website", TYPE_PAGE },
};
#define TYPES (sizeof types / sizeof types[0])

/* The value of the next "key": "..." at or after *at, escapes and all. */
static struct dom_str
json_string(struct dom_str json, const char *key, size_t *at)
{
	const char *end = json.p + json.n, *p, *q;
	size_t n = strlen(key);

	p = memmem(json.p + *at, json.n - *at, key, n);
	*at = json.n;
	if (p == NULL)
		return (struct dom_str){ 0 };
	*at = (size_t)(p - json.p) + n;
	for (p += n; p < end && strchr(" \t\r\n:[", *p) != NULL;)
		p++;
	if (p == end || *p != '"')
		return (struct dom_str){ 0 };
	for (q = ++p; q < end && *q != '"'; q++)
		q += *q == '\\' && q + 1 < end;
	*at = (size_t)(q - json.p);
	return (struct dom_str){ p, (size_t)(q - p) };
}

static size_t
put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | c >> 12);
	out[1] = (char)(0x80 | (c >> 6 & 0x3F));
	out[2] = (char)(0x80 | (c & 0x3F));
	return 3;
}

/* Resolves the escapes of RFC 8259, section 7.  A pair of surrogates becomes a
 * space: no word has one.  `out` has room for s.n bytes. */
static size_t
json_unescape(struct dom_str s, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char hex[5] = "";
		uint32_t c;

		if (s.p[i] != '\\' || i + 1 == s.n) {
			out[n++] = s.p[i];
			continue;
		}
		if (s.p[++i] != 'u' || s.n - i < 5) {
			out[n++] = s.p[i] == '"' ? '"' : ' ';
			continue;
		}
		memcpy(hex, s.p + i + 1, 4);
		c = (uint32_t)strtoul(hex, NULL, 16);
		n += put_utf8(out + n, c >= 0xD800 && c < 0xE000 ? ' ' : c);
		i += 4;
	}
	return n;
}

/* Texts of the article, or of what the page is about. */
static const char *const texts[] = { "\"articleBody\"", "\"description\"",
	"\"text\"" };
#define TEXTS (sizeof texts / sizeof texts[0])

/* Shorter ones are labels, longer ones no article. */
#define TEXT_LEAST 60
#define TEXT_MOST (1u << 21)

static bool
learn_text(struct hints *hints, struct dom_str value)
{
	char *text;
	bool ok;

	if (value.n < TEXT_LEAST || value.n > hints->room)
		return true;
	text = malloc(value.n);
	if (text == NULL)
		return false;
	hints->room -= (uint32_t)value.n;
	ok = text_learn(&hints->body, text, json_unescape(value, text));
	free(text);
	return ok;
}

static bool
read_texts(struct hints *hints, struct dom_str json)
{
	for (size_t i = 0; i < TEXTS; i++)
		for (size_t at = 0; at < json.n;)
			if (!learn_text(
				hints, json_string(json, texts[i], &at)))
				return false;
	return true;
}

/* The first of `types` that is named wins. */
static void
note_type(struct hints *hints, struct dom_str name, size_t *best)
{
	for (size_t i = 0; i < *best; i++)
		if (dom_str_is(name, types[i].word)) {
			hints->type = types[i].type;
			*best = i;
		}
}

static bool
read_script(
    struct hints *hints, const struct dom *dom, uint32_t n, size_t *best)
{
	struct dom_str json = dom_text(dom, dom_first(dom, n));

	if (json.n == 0)
		return true;
	for (size_t at = 0; at < json.n;)
		note_type(hints, json_string(json, "\"@type\"", &at), best);
	return read_texts(hints, json);
}

/* The word of a host's name that names the site: the longest but for the last,
 * which is "com" or the like. */
static void
mark_host(struct hints *hints, struct dom_str url)
{
	const char *p, *end;
	struct dom_str longest = { 0 };

	if (url.n == 0 || (p = memmem(url.p, url.n, "://", 3)) == NULL)
		return;
	end = url.p + url.n;
	for (const char *q = p += 3; q < end && *q != '/'; q++) {
		if (*q != '.')
			continue;
		if ((size_t)(q - p) > longest.n)
			longest = (struct dom_str){ p, (size_t)(q - p) };
		p = q + 1;
	}
	text_mark(&hints->lexicon, longest.p, longest.n, WORD_SITE);
}

static void
read_meta(struct hints *hints, const struct dom *dom, uint32_t n, size_t *best)
{
	struct dom_str name = dom_attr(dom, n, DOM_ATTR_PROPERTY);
	struct dom_str content = dom_attr(dom, n, DOM_ATTR_CONTENT);

	if (name.n == 0)
		name = dom_attr(dom, n, DOM_ATTR_NAME);
	if (dom_str_is(name, "og:title"))
		text_mark(&hints->lexicon, content.p, content.n, WORD_TITLE);
	if (dom_str_is(name, "og:description") ||
	    dom_str_is(name, "description"))
		text_mark(&hints->lexicon, content.p, content.n, WORD_ABOUT);
	if (dom_str_is(name, "og:site_name"))
		text_mark(&hints->lexicon, content.p, content.n, WORD_SITE);
	if (dom_str_is(name, "og:url"))
		mark_host(hints, content);
	if (dom_str_is(name, "og:type"))
		note_type(hints, content, best);
}

static bool
is_json(const struct dom *dom, uint32_t n)
{
	return dom_is(dom, n, DOM_SCRIPT) &&
	    dom_str_is(dom_attr(dom, n, DOM_ATTR_TYPE), "application/ld+json");
}

/* Room for all that the page's JSON-LD from node n on can say. */
static bool
make_set(struct hints *hints, const struct dom *dom, uint32_t n)
{
	size_t bytes = 0;

	for (; n < dom->node_count; n++)
		if (is_json(dom, n))
			bytes += dom_text(dom, dom_first(dom, n)).n;
	hints->room = bytes < TEXT_MOST ? (uint32_t)bytes : TEXT_MOST;
	return bytes < TEXT_LEAST ||
	    text_set_init(&hints->body, hints->room / 2);
}

bool
hints_read(struct hints *hints, const struct dom *dom)
{
	size_t best = TYPES;
	bool titled = false, made = false;

	for (uint32_t n = DOM_ROOT; n < dom->node_count; n++) {
		struct dom_str title;

		switch (dom_name(dom, n)) {
		case DOM_TITLE:
			title = dom_text(dom, dom_first(dom, n));
			if (!titled)
				text_mark(&hints->lexicon, title.p, title.n,
				    WORD_TITLE);
			titled = true;
			break;
		case DOM_META: read_meta(hints, dom, n, &best); break;
		case DOM_LINK:
			if (dom_str_is(
				dom_attr(dom, n, DOM_ATTR_REL), "canonical"))
				mark_host(
				    hints, dom_attr(dom, n, DOM_ATTR_HREF));
			break;
		case DOM_SCRIPT:
			if (!is_json(dom, n))
				break;
			if ((!made && !make_set(hints, dom, n)) ||
			    !read_script(hints, dom, n, &best))
				return false;
			made = true;
			break;
		}
	}
	return true;
}
