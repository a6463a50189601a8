/* state_key.c -- what the names of things in a page's data mean. */
#include "state.h"

/* What a part of a key says, "bodyHtml" having the parts "body" and "Html". */
enum {
	SMALL = -1, /* it is a small thing about something else */
	OTHER = -2 /* and all below it as well */
};

struct word {
	uint32_t hash;
	int16_t weight;
};

#define W(word, weight)                \
	{                              \
		DOM_HASH(word), weight \
	}

static const struct word words[] = { W("articlebody", STATE_SURE),
	W("cooked", STATE_SURE),
	/* text that may be long */
	W("body", 24), W("bodyhtml", 24), W("bodytext", 24), W("content", 24),
	W("contenthtml", 24), W("contents", 24), W("fulltext", 24),
	W("html", 24), W("markdown", 24), W("rendered", 24), W("paragraph", 20),
	W("paragraphs", 20), W("story", 20), W("text", 20), W("answer", 16),
	W("children", 16), W("data", 16), W("instructions", 16), W("json", 16),
	W("post", 16), W("value", 16), W("description", 12), W("details", 12),
	W("longdescription", 12), W("message", 12),
	/* text about what stands elsewhere */
	W("abstract", 5), W("blurb", 5), W("dek", 5), W("excerpt", 5),
	W("intro", 5), W("lead", 5), W("shortdescription", 5), W("subtitle", 5),
	W("summary", 5),
	/* text that is none of the article */
	W("alt", SMALL), W("aria", SMALL), W("bio", SMALL), W("button", SMALL),
	W("caption", SMALL), W("class", SMALL), W("copyright", SMALL),
	W("credit", SMALL), W("css", SMALL), W("cta", SMALL),
	W("disclaimer", SMALL), W("error", SMALL), W("headline", SMALL),
	W("href", SMALL), W("icon", SMALL), W("image", SMALL),
	W("label", SMALL), W("legal", SMALL), W("link", SMALL),
	W("name", SMALL), W("placeholder", SMALL), W("script", SMALL),
	W("slug", SMALL), W("style", SMALL), W("svg", SMALL), W("terms", SMALL),
	W("title", SMALL), W("tooltip", SMALL), W("type", SMALL),
	W("uri", SMALL), W("url", SMALL),
	/* whole parts of a page that are none of it */
	W("ad", OTHER), W("ads", OTHER), W("author", OTHER),
	W("authors", OTHER), W("banner", OTHER), W("config", OTHER),
	W("consent", OTHER), W("cookie", OTHER), W("cookies", OTHER),
	W("experiments", OTHER), W("footer", OTHER), W("i18n", OTHER),
	W("locale", OTHER), W("locales", OTHER), W("menu", OTHER),
	W("messages", OTHER), W("meta", OTHER), W("modal", OTHER),
	W("nav", OTHER), W("navigation", OTHER), W("newsletter", OTHER),
	W("parent", OTHER), W("popular", OTHER), W("privacy", OTHER),
	W("promo", OTHER), W("promotions", OTHER), W("publisher", OTHER),
	W("recommendations", OTHER), W("recommended", OTHER),
	W("related", OTHER), W("review", OTHER), W("reviews", OTHER),
	W("reviewbody", OTHER), W("seo", OTHER), W("settings", OTHER),
	W("sidebar", OTHER), W("suggested", OTHER), W("translations", OTHER),
	W("trending", OTHER) };

static const uint32_t name_keys[] = { DOM_HASH("title"), DOM_HASH("headline"),
	DOM_HASH("heading"), DOM_HASH("name"), DOM_HASH("rendered"),
	DOM_HASH("basic"), DOM_HASH("description"), DOM_HASH("excerpt"),
	DOM_HASH("summary"), DOM_HASH("subtitle"), DOM_HASH("dek"),
	DOM_HASH("seotitle"), DOM_HASH("metatitle"),
	DOM_HASH("metadescription"), DOM_HASH("seodescription"), 0 };

static const uint32_t type_keys[] = { DOM_HASH("type"), DOM_HASH("_type"),
	DOM_HASH("nodetype"), DOM_HASH("style"), DOM_HASH("tag"),
	DOM_HASH("tagname"), DOM_HASH("element"), DOM_HASH("blocktype"), 0 };

static const struct word types[] = { W("heading", STATE_HEADING),
	W("header", STATE_HEADING), W("item", STATE_ITEM), W("li", STATE_ITEM),
	W("blockquote", STATE_QUOTE), W("quote", STATE_QUOTE),
	W("pre", STATE_PRE), W("codeblock", STATE_PRE), W("p", STATE_P),
	W("block", STATE_P), W("normal", STATE_P), W("paragraph", STATE_P) };

static int
look_up(const struct word *list, size_t n, struct dom_str word)
{
	uint32_t hash = dom_hash(word.p, word.n);

	for (size_t i = 0; i < n; i++)
		if (list[i].hash == hash)
			return list[i].weight;
	return 0;
}

static bool
is_in(const uint32_t *list, uint32_t hash)
{
	while (*list != 0 && *list != hash)
		list++;
	return *list != 0;
}

int
state_key_weight(struct dom_str key, bool *bad)
{
	struct dom_str part;
	int most = 0, least = 0, w;

	while (dom_split(&key, &part)) {
		w = look_up(words, sizeof(words) / sizeof(words[0]), part);
		most = w > most ? w : most;
		least = w < least ? w : least;
	}
	*bad = *bad || least == OTHER;
	return least < 0 ? 0 : most;
}

bool
state_key_is_name(uint32_t key)
{
	return is_in(name_keys, key);
}

bool
state_key_is_type(uint32_t key)
{
	return is_in(type_keys, key);
}

uint8_t
state_block_of(struct dom_str type)
{
	char last = type.n > 0 ? type.p[type.n - 1] : '\0';
	int level = last >= '1' && last <= '6' ? last - '0' : 2;
	struct dom_str part;
	int block;

	if (type.n == 2 && (type.p[0] | 0x20) == 'h' && level == last - '0')
		return (uint8_t)(STATE_HEADING + level);
	while (dom_split(&type, &part)) {
		block = look_up(types, sizeof(types) / sizeof(types[0]), part);
		if (block == STATE_HEADING)
			block += level;
		if (block != STATE_NO_BLOCK)
			return (uint8_t)block;
	}
	return STATE_NO_BLOCK;
}
