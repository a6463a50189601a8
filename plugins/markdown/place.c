/*
 * place.c -- where the blocks of a document stood, for those that the cleaning
 * drops: a path of elements, "body/p[3]", as in the HTML of the document.
 */
#include <octavo/article.h>
#include <stdio.h>
#include <string.h>

#include "markdown.h"

enum {
	NAMES = 16, /* of elements that a document has at most, see names[] */
	MISSES = 16 /* dropped blocks that are looked for in vain at most */
};

static const struct {
	uint32_t kind;
	const char *name;
} names[] = {
	{ OCT_P, "p" },
	{ OCT_QUOTE, "blockquote" },
	{ OCT_CODEBLOCK, "pre" },
	{ OCT_PRE, "pre" },
	{ OCT_TABLE, "table" },
	{ OCT_RULE, "hr" },
	{ OCT_DEFLIST, "dl" },
	{ OCT_FIGURE, "figure" },
	{ OCT_ASIDE, "aside" },
};

static const char *
name_of(const oct_api *api, const oct_node *n)
{
	static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5",
		"h6" };
	uint32_t kind = api->kind(n);
	int64_t level = api->get_int(n, OCT_P_LEVEL, 1);

	if (kind == OCT_HEADING)
		return headings[level < 1 ? 0 : level > 6 ? 5 : level - 1];
	if (kind == OCT_LIST)
		return api->get_int(n, OCT_P_ORDERED, 0) ? "ol" : "ul";
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].kind == kind)
			return names[i].name;
	return "div";
}

/* The name's number among those met; the last for what is too many. */
static size_t
number_of(const char **met, const char *name)
{
	size_t i = 0;

	while (i < NAMES - 1 && met[i] != NULL && strcmp(met[i], name) != 0)
		i++;
	met[i] = name;
	return i;
}

void
places_note(struct markdown *md)
{
	const oct_api *api = md->api;
	oct_node *body = api->part(md->article, OCT_BODY);
	const char *met[NAMES] = { NULL };
	uint32_t counts[NAMES] = { 0 };
	size_t n = 0;

	for (oct_node *c = api->first(body); c != NULL; c = api->next(c))
		n++;
	md->places = api->scratch(md->job, (n + 1) * sizeof(*md->places));
	if (md->places == NULL)
		return;
	for (oct_node *c = api->first(body); c != NULL; c = api->next(c)) {
		const char *name = name_of(api, c);

		md->places[md->place_count++] =
		    (struct place){ c, name, ++counts[number_of(met, name)] };
	}
}

/* The drops stand in the order of their blocks. */
void
places_tell(struct markdown *md)
{
	const oct_api *api = md->api;
	oct_node *drop = api->first(api->part(md->article, OCT_DROPPED));
	size_t next = 0, misses = 0, at;
	char path[64];

	for (; drop != NULL && misses < MISSES; drop = api->next(drop)) {
		if (api->has(drop, OCT_P_PATH) || api->first(drop) == NULL)
			continue;
		for (at = next; at < md->place_count; at++)
			if (md->places[at].node == api->first(drop))
				break;
		if (at == md->place_count) {
			misses++;
			continue;
		}
		next = at + 1;
		snprintf(path, sizeof(path), "body/%s[%u]", md->places[at].name,
		    md->places[at].number);
		api->set_str(md->job, drop, OCT_P_PATH, path, strlen(path));
	}
}
