#include "walk.h"

#include <octavo/article.h>
#include <octavo/sugar.h>
#include <stdlib.h>

#include "cutter.h"

/* The element that a kind stands for. */
struct trait {
	uint16_t name;
	bool block;
	uint32_t in;
};

static struct trait
block_trait(uint32_t kind)
{
	switch (kind) {
	case OCT_P: return (struct trait){ DOM_P, true, 0 };
	case OCT_LIST: return (struct trait){ DOM_UL, true, IN_LIST };
	case OCT_ITEM: return (struct trait){ DOM_LI, true, 0 };
	case OCT_DEFLIST: return (struct trait){ DOM_DL, true, IN_LIST };
	case OCT_TERM: return (struct trait){ DOM_DT, true, 0 };
	case OCT_DEFINITION: return (struct trait){ DOM_DD, true, 0 };
	case OCT_QUOTE: return (struct trait){ DOM_BLOCKQUOTE, true, IN_QUOTE };
	case OCT_PRE:
	case OCT_CODEBLOCK: return (struct trait){ DOM_PRE, true, IN_CODE };
	case OCT_FIGURE: return (struct trait){ DOM_FIGURE, true, IN_FIGURE };
	case OCT_CREDIT:
	case OCT_CAPTION: return (struct trait){ DOM_FIGCAPTION, true, 0 };
	case OCT_TABLE: return (struct trait){ DOM_TABLE, true, IN_TABLE };
	case OCT_HEAD: return (struct trait){ DOM_THEAD, true, 0 };
	case OCT_ROW: return (struct trait){ DOM_TR, true, 0 };
	case OCT_CELL: return (struct trait){ DOM_TD, true, 0 };
	case OCT_ASIDE: return (struct trait){ DOM_ASIDE, true, IN_ASIDE };
	default: return (struct trait){ NAME_OTHER, true, 0 };
	}
}

static struct trait
trait_of(const oct_api *api, const oct_node *n)
{
	uint32_t kind = api->kind(n);

	switch (kind) {
	case OCT_HEADING:
		return (struct trait){ (uint16_t)(DOM_H1 +
					   api->get_int(n, OCT_P_LEVEL, 1) - 1),
			true, IN_HEADING };
	case OCT_LINK: return (struct trait){ DOM_A, false, IN_LINK };
	case OCT_EM: return (struct trait){ DOM_EM, false, 0 };
	case OCT_STRONG: return (struct trait){ DOM_STRONG, false, 0 };
	case OCT_CODE: return (struct trait){ DOM_CODE, false, IN_CODE };
	case OCT_TIME: return (struct trait){ DOM_TIME, false, 0 };
	default: break;
	}
	return kind & OCT_BLOCK ? block_trait(kind)
				: (struct trait){ DOM_SPAN, false, 0 };
}

/* Where the walk stands. */
struct walk {
	struct cutter cut;
	struct article_blocks *a;
	const oct_api *api;
	uint32_t levels[6]; /* of the headings whose sections are open */
	uint32_t sections;
};

static uint32_t
number(struct walk *walk, oct_node *n)
{
	struct article_blocks *a = walk->a;

	if (a->node_count == a->node_room) {
		uint32_t room = a->node_room != 0 ? 2 * a->node_room : 1024;
		oct_node **nodes = realloc(a->nodes, room * sizeof(*nodes));

		if (nodes == NULL)
			return 0;
		a->nodes = nodes;
		a->node_room = room;
	}
	a->nodes[a->node_count] = n;
	return a->node_count++;
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* What the target is, before its words: "#" for one that leads nowhere, "#x"
 * for a place in the document, "/" for one on the same site, ":" for others. */
static size_t
target_kind(const struct target *t, char word[TARGET_WORD + 1])
{
	size_t n = (size_t)(t->end - t->p);

	if (n == 0 || (n == 1 && *t->p == '#'))
		word[1] = '#';
	else if (*t->p == '#')
		word[1] = '.';
	else if (memchr(t->p, ':', n < 12 ? n : 12) == NULL)
		word[1] = '/';
	else
		word[1] = ':';
	return 2;
}

bool
target_word(struct target *t, char word[TARGET_WORD + 1], size_t *n)
{
	word[0] = '/';
	*n = 1;
	if (!t->begun) {
		t->begun = true;
		*n = target_kind(t, word);
		return true;
	}
	while (t->p < t->end && !is_word_byte(*t->p))
		t->p++;
	for (; t->p < t->end && is_word_byte(*t->p); t->p++)
		if (*n < TARGET_WORD)
			word[(*n)++] = *t->p >= 'A' && *t->p <= 'Z'
			    ? (char)(*t->p | 0x20)
			    : *t->p;
	return *n > 1;
}

static float
target_weight(const struct token_table *markup, oct_str href)
{
	struct target t = { href.p, href.p + href.n, false };
	char word[TARGET_WORD + 1];
	float weight = 0;
	size_t n;

	for (int i = 0; i < TARGET_WORDS && target_word(&t, word, &n); i++)
		weight += token_weight(markup, dom_hash(word, n));
	return weight;
}

/* Things that look alike have it in common what they begin with, and whether
 * that is all there is in them. */
static uint32_t
shape_of(const oct_api *api, const oct_node *n)
{
	const oct_node *first = api->first(n);
	uint32_t shape = 0;

	for (int depth = 0; depth < 3 && first != NULL; depth++) {
		shape = shape * 31 + api->kind(first) +
		    (api->next(first) == NULL ? 7919 : 0);
		first = api->first(first);
	}
	return shape;
}

static bool
enter(struct walk *walk, oct_node *n)
{
	const oct_api *api = walk->api;
	struct trait trait = trait_of(api, n);
	struct element e = { .name = trait.name,
		.block = trait.block,
		.in = trait.in,
		.node = number(walk, n) };

	if (e.node == 0)
		return false;
	e.signature = e.name + shape_of(api, n) * 0x85EBCA6Bu;
	if (trait.in & IN_LINK)
		e.weight = target_weight(&walk->cut.page->model->markup,
		    api->get_str(n, OCT_P_HREF));
	return cut_enter(&walk->cut, &e);
}

/* Links that a converter took for code, since it indented the list. */
static bool
is_link_code(oct_str s)
{
	const char *p = memmem(s.p, s.n, "](", 2);

	return p != NULL && memmem(p + 2, s.n - (size_t)(p + 2 - s.p), "](", 2);
}

static bool
take_text(struct walk *walk, oct_node *n)
{
	oct_str text = walk->api->get_str(n, OCT_P_TEXT);
	uint32_t node = number(walk, n);

	if (node == 0)
		return false;
	if (!dom_str_is_blank((struct dom_str){ text.p, text.n }))
		return cut_text(&walk->cut, node, text.p, text.n);
	cut_break(&walk->cut, 0);
	return true;
}

static bool
take_code(struct walk *walk, oct_node *n)
{
	oct_str text = walk->api->get_str(n, OCT_P_TEXT);
	bool links = is_link_code(text);
	struct element e = { .name = DOM_A, .in = IN_LINK };

	if (!enter(walk, n) || (links && !cut_enter(&walk->cut, &e)) ||
	    !take_text(walk, n))
		return false;
	if (links)
		cut_leave(&walk->cut);
	cut_leave(&walk->cut);
	return true;
}

static bool
take_leaf(struct walk *walk, oct_node *n)
{
	switch (walk->api->kind(n)) {
	case OCT_TEXT: return take_text(walk, n);
	case OCT_CODEBLOCK: return take_code(walk, n);
	case OCT_IMAGE:
	case OCT_MEDIA: walk->cut.pictures++; return number(walk, n) != 0;
	case OCT_BR: cut_break(&walk->cut, 1); return number(walk, n) != 0;
	case OCT_RULE: cut_break(&walk->cut, 2); break;
	}
	return true;
}

static void
leave_sections(struct walk *walk, uint32_t level)
{
	while (
	    walk->sections > 0 && walk->levels[walk->sections - 1] >= level) {
		cut_leave(&walk->cut);
		walk->sections--;
	}
}

/* A heading of BODY begins a section, which the model does not say yet. */
static bool
enter_section(struct walk *walk, oct_node *n)
{
	struct element e = { .name = DOM_SECTION, .block = true };
	uint32_t level;

	if (walk->api->kind(n) != OCT_HEADING)
		return true;
	level = (uint32_t)walk->api->get_int(n, OCT_P_LEVEL, 1);
	leave_sections(walk, level);
	if (walk->sections == 6)
		return true;
	walk->levels[walk->sections++] = level;
	e.signature = e.name + level;
	return cut_enter(&walk->cut, &e);
}

static bool
walk_over(struct walk *walk, oct_node *body)
{
	const oct_api *api = walk->api;

	for (oct_node *n = api->first(body); n != NULL; n = api->next(n)) {
		struct oct_walk w = oct_walk_start(n);

		if (!enter_section(walk, n))
			return false;
		while (oct_walk_next(api, &w))
			if (!w.enter)
				cut_leave(&walk->cut);
			else if (api->kind(w.node) & OCT_LEAF
				? !take_leaf(walk, w.node)
				: !enter(walk, w.node))
				return false;
	}
	return true;
}

/* The heading that most text stands under, of those of the highest level, is
 * the title as far as anyone can tell; its words are marked. */
static void
mark_title(struct article_blocks *a, oct_job *job, oct_node *body)
{
	const oct_api *api = a->api;
	oct_node *heading = NULL, *best = NULL;
	size_t under = 0, most = 0;
	int64_t level, highest = 7;
	oct_str text;

	for (oct_node *n = api->first(body); n != NULL; n = api->next(n)) {
		if (api->kind(n) == OCT_P) {
			under += api->text_of(job, n).n;
		} else if (api->kind(n) == OCT_HEADING) {
			level = api->get_int(n, OCT_P_LEVEL, 1);
			if (level > highest)
				continue;
			if (level < highest)
				best = NULL, most = 0;
			else if (under >= most)
				best = heading, most = under;
			highest = level;
			heading = n;
			under = 0;
		}
	}
	if (best == NULL || under >= most)
		best = heading;
	if (best == NULL)
		return;
	text = api->text_of(job, best);
	text_mark(&a->blocks.hints.lexicon, text.p, text.n, WORD_TITLE);
}

bool
article_cut(struct article_blocks *a, const oct_api *api, oct_job *job,
    oct_node *article, const struct model *model)
{
	struct walk walk = { .a = a, .api = api };
	oct_node *body = api->part(article, OCT_BODY);

	*a = (struct article_blocks){ .api = api };
	if (!cut_begin(&walk.cut, &a->blocks, model))
		return false;
	a->blocks.source = a;
	mark_title(a, job, body);
	number(&walk, body);
	return a->nodes != NULL && walk_over(&walk, body) && cut_end(&walk.cut);
}

void
article_free(struct article_blocks *a)
{
	blocks_free(&a->blocks);
	free(a->nodes);
	a->nodes = NULL;
}
