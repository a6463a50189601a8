#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "reasons.h"

enum {
	FLAG_INLINE = 1, /* its text runs on in the line */
	FLAG_SKIP = 2 /* no text of it is ever seen */
};

static const struct {
	uint32_t in;
	uint8_t flags;
} traits[DOM_ELEMENTS] = {
	[DOM_A] = { IN_LINK, FLAG_INLINE },
	[DOM_ABBR] = { 0, FLAG_INLINE },
	[DOM_ACRONYM] = { 0, FLAG_INLINE },
	[DOM_ARTICLE] = { IN_ARTICLE, 0 },
	[DOM_ASIDE] = { IN_ASIDE, 0 },
	[DOM_AUDIO] = { 0, FLAG_SKIP },
	[DOM_B] = { 0, FLAG_INLINE },
	[DOM_BDI] = { 0, FLAG_INLINE },
	[DOM_BDO] = { 0, FLAG_INLINE },
	[DOM_BIG] = { 0, FLAG_INLINE },
	[DOM_BLINK] = { 0, FLAG_INLINE },
	[DOM_BLOCKQUOTE] = { IN_QUOTE, 0 },
	[DOM_BUTTON] = { IN_CONTROL, 0 },
	[DOM_CANVAS] = { 0, FLAG_SKIP },
	[DOM_CITE] = { 0, FLAG_INLINE },
	[DOM_CODE] = { IN_CODE, FLAG_INLINE },
	[DOM_DATA] = { 0, FLAG_INLINE },
	[DOM_DATALIST] = { 0, FLAG_SKIP },
	[DOM_DEL] = { 0, FLAG_INLINE },
	[DOM_DFN] = { 0, FLAG_INLINE },
	[DOM_DIALOG] = { IN_DIALOG, 0 },
	[DOM_DL] = { IN_LIST, 0 },
	[DOM_EM] = { 0, FLAG_INLINE },
	[DOM_FIGURE] = { IN_FIGURE, 0 },
	[DOM_FONT] = { 0, FLAG_INLINE },
	[DOM_FOOTER] = { IN_FOOTER, 0 },
	[DOM_FORM] = { IN_FORM, 0 },
	[DOM_H1] = { IN_HEADING, 0 },
	[DOM_H2] = { IN_HEADING, 0 },
	[DOM_H3] = { IN_HEADING, 0 },
	[DOM_H4] = { IN_HEADING, 0 },
	[DOM_H5] = { IN_HEADING, 0 },
	[DOM_H6] = { IN_HEADING, 0 },
	[DOM_HEAD] = { 0, FLAG_SKIP },
	[DOM_HEADER] = { IN_HEADER, 0 },
	[DOM_I] = { 0, FLAG_INLINE },
	[DOM_IFRAME] = { 0, FLAG_SKIP },
	[DOM_IMG] = { 0, FLAG_INLINE },
	[DOM_INPUT] = { 0, FLAG_INLINE },
	[DOM_INS] = { 0, FLAG_INLINE },
	[DOM_KBD] = { 0, FLAG_INLINE },
	[DOM_LABEL] = { IN_CONTROL, FLAG_INLINE },
	[DOM_MAIN] = { IN_MAIN, 0 },
	[DOM_MARK] = { 0, FLAG_INLINE },
	[DOM_MATH] = { 0, FLAG_INLINE },
	[DOM_MENU] = { IN_LIST, 0 },
	[DOM_METER] = { 0, FLAG_INLINE },
	[DOM_NAV] = { IN_NAV, 0 },
	[DOM_NOBR] = { 0, FLAG_INLINE },
	[DOM_NOEMBED] = { 0, FLAG_SKIP },
	[DOM_NOFRAMES] = { 0, FLAG_SKIP },
	[DOM_NOSCRIPT] = { IN_HIDDEN | IN_NOSCRIPT, 0 },
	[DOM_OBJECT] = { 0, FLAG_INLINE },
	[DOM_OL] = { IN_LIST, 0 },
	[DOM_OPTION] = { IN_CONTROL, 0 },
	[DOM_OUTPUT] = { 0, FLAG_INLINE },
	[DOM_PICTURE] = { 0, FLAG_INLINE },
	[DOM_PRE] = { IN_CODE, 0 },
	[DOM_Q] = { 0, FLAG_INLINE },
	[DOM_RB] = { 0, FLAG_INLINE },
	[DOM_RP] = { 0, FLAG_INLINE },
	[DOM_RT] = { 0, FLAG_INLINE },
	[DOM_RTC] = { 0, FLAG_INLINE },
	[DOM_RUBY] = { 0, FLAG_INLINE },
	[DOM_S] = { 0, FLAG_INLINE },
	[DOM_SAMP] = { 0, FLAG_INLINE },
	[DOM_SCRIPT] = { 0, FLAG_SKIP },
	[DOM_SELECT] = { IN_CONTROL, 0 },
	[DOM_SLOT] = { 0, FLAG_INLINE },
	[DOM_SMALL] = { 0, FLAG_INLINE },
	[DOM_SPAN] = { 0, FLAG_INLINE },
	[DOM_STRIKE] = { 0, FLAG_INLINE },
	[DOM_STRONG] = { 0, FLAG_INLINE },
	[DOM_STYLE] = { 0, FLAG_SKIP },
	[DOM_SUB] = { 0, FLAG_INLINE },
	[DOM_SUP] = { 0, FLAG_INLINE },
	[DOM_SVG] = { 0, FLAG_SKIP },
	[DOM_TABLE] = { IN_TABLE, 0 },
	[DOM_TEMPLATE] = { 0, FLAG_SKIP },
	[DOM_TEXTAREA] = { IN_CONTROL, FLAG_SKIP },
	[DOM_TIME] = { 0, FLAG_INLINE },
	[DOM_TITLE] = { 0, FLAG_SKIP },
	[DOM_TT] = { 0, FLAG_INLINE },
	[DOM_U] = { 0, FLAG_INLINE },
	[DOM_UL] = { IN_LIST, 0 },
	[DOM_VAR] = { 0, FLAG_INLINE },
	[DOM_VIDEO] = { 0, FLAG_SKIP },
	[DOM_WBR] = { 0, FLAG_INLINE },
};

static uint8_t
flags_of(uint32_t name)
{
	return name < DOM_ELEMENTS ? traits[name].flags : 0;
}

#define WORDS 256

struct word {
	uint32_t hash;
	float weight;
	uint8_t reason; /* enum drop_reason */
};

/* Where the walk stands. */
struct cutter {
	struct blocks *page;
	const struct dom *dom;
	uint32_t current; /* number of the innermost open element */
	uint32_t box; /* of the innermost block-level one */
	uint32_t breaks; /* <br> since the last text */
	uint32_t texts; /* text nodes met */
	uint32_t pictures; /* and images, videos, frames */
	uint32_t heading; /* the last block in a heading */
	bool open; /* is page->list[count - 1] still taking text? */
	struct text_scan scan;
	struct word words[WORDS]; /* those met last */
};

/* Grows an array that holds `count` to take one more. */
static bool
grow(void **array, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t wanted = *room < 256 ? 256 : *room * 2;
	void *grown;

	if (count < *room)
		return true;
	if (wanted <= *room || (grown = realloc(*array, wanted * size)) == NULL)
		return false;
	*array = grown;
	*room = wanted;
	return true;
}

/* What a class or id says: the weights of its parts, and the first reason that
 * they name. */
static const struct word *
know_word(struct cutter *cut, const struct dom_token *token)
{
	struct word *word =
	    &cut->words[(token->hash ^ token->hash >> 8) % WORDS];
	struct dom_str rest = { token->p, token->n }, part;

	if (word->hash == token->hash)
		return word;
	*word = (struct word){ .hash = token->hash };
	while (dom_split(&rest, &part)) {
		uint32_t hash = dom_hash(part.p, part.n);

		word->weight += token_weight(&cut->page->model->markup, hash);
		if (word->reason == DROP_NOT)
			word->reason = (uint8_t)reason_of_part(hash);
	}
	return word;
}

/* Names and roles are tokens, too: "<nav", "=navigation". */
static uint32_t
marked_hash(char mark, struct dom_str word)
{
	char marked[24] = { mark };

	if (word.n > sizeof marked - 1)
		word.n = sizeof marked - 1;
	memcpy(marked + 1, word.p, word.n);
	return dom_hash(marked, word.n + 1);
}

static bool
is_hidden(const struct dom *dom, uint32_t n)
{
	struct dom_str hidden = dom_attr(dom, n, DOM_ATTR_ARIA_HIDDEN);
	struct dom_str style = dom_attr(dom, n, DOM_ATTR_STYLE);
	const char *p;

	if (dom_has_attr(dom, n, DOM_ATTR_HIDDEN) ||
	    (hidden.n == 4 && memcmp(hidden.p, "true", 4) == 0))
		return true;
	if (style.n < 12)
		return false;
	p = memmem(style.p, style.n, "display", 7);
	return p != NULL &&
	    memmem(p, style.n - (size_t)(p - style.p), "none", 4) != NULL;
}

/* What its own attributes say of an element. */
static void
weigh(struct cutter *cut, struct element *e)
{
	const struct dom *dom = cut->dom;
	const struct model *model = cut->page->model;
	struct dom_str role = dom_attr(dom, e->node, DOM_ATTR_ROLE);
	struct dom_str prop = dom_attr(dom, e->node, DOM_ATTR_ITEMPROP);
	uint32_t count, signature = e->name;
	const struct dom_token *token = dom_tokens(dom, e->node, &count);

	e->weight =
	    e->name < DOM_ELEMENTS ? cut->page->name_weights[e->name] : 0;
	for (uint32_t i = 0; i < count; i++, token++) {
		const struct word *word = know_word(cut, token);

		e->weight += word->weight;
		if (e->reason == DROP_NOT)
			e->reason = word->reason;
		if (!token->is_id)
			signature += token->hash * 0x85EBCA6Bu;
	}
	if (role.n != 0)
		e->weight +=
		    token_weight(&model->markup, marked_hash('=', role));
	if (prop.n != 0)
		e->weight +=
		    token_weight(&model->markup, marked_hash('.', prop));
	e->signature = signature;
	if (is_hidden(dom, e->node))
		e->in |= IN_HIDDEN;
}

static void
inherit(struct element *e, const struct element *parent)
{
	e->in |= parent->in;
	e->depth = parent->depth < UINT16_MAX ? parent->depth + 1 : UINT16_MAX;
	e->sum = parent->sum + e->weight;
	e->least = e->weight < parent->least ? e->weight : parent->least;
	e->most = e->weight > parent->most ? e->weight : parent->most;
	e->path = (parent->path ^ e->signature) * 0x9E3779B1u | 1;
}

static void
close_block(struct cutter *cut)
{
	struct blocks *page = cut->page;
	struct block *b;

	cut->breaks = 0;
	if (!cut->open)
		return;
	b = &page->list[page->count - 1];
	text_end(&cut->scan);
	cut->open = false;
	if (page->elements[b->leaf].in & IN_HEADING)
		cut->heading = page->count - 1;
	b->heading = cut->heading;
	if (page->heading >= page->count - 1 && b->text.title_words > 1 &&
	    page->elements[b->leaf].in & IN_HEADING &&
	    b->text.title_words * 2 >= b->text.words)
		page->heading = page->count - 1;
}

/* Opens the element `node` inside the current one. */
static bool
enter(struct cutter *cut, uint32_t node)
{
	struct blocks *page = cut->page;
	uint32_t name = dom_name(cut->dom, node);
	bool inlined = flags_of(name) & FLAG_INLINE;
	struct element *e;

	if (!grow((void **)&page->elements, page->element_count,
		&page->element_room, sizeof *page->elements))
		return false;
	if (!inlined)
		close_block(cut);
	e = &page->elements[page->element_count];
	*e = (struct element){ .node = node,
		.parent = cut->current,
		.name = name != 0 && name < DOM_ELEMENTS ? (uint16_t)name
							 : NAME_OTHER,
		.block = !inlined,
		.first = page->count - cut->open,
		.end = cut->texts, /* this and the next until it is left */
		.pictures = cut->pictures };
	if (name < DOM_ELEMENTS)
		e->in = traits[name].in;
	weigh(cut, e);
	inherit(e, &page->elements[cut->current]);
	cut->current = page->element_count++;
	if (!inlined)
		cut->box = cut->current;
	return true;
}

static void
leave(struct cutter *cut)
{
	struct blocks *page = cut->page;
	struct element *e = &page->elements[cut->current];

	if (e->block)
		close_block(cut);
	e->end = cut->texts != e->end ? page->count : e->first;
	e->pictures = cut->pictures - e->pictures;
	e->last = page->element_count - 1;
	cut->current = e->parent;
	cut->box = cut->current;
	while (!page->elements[cut->box].block)
		cut->box = page->elements[cut->box].parent;
}

static bool
is_blank(struct dom_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && (s.p[i] < '\t' || s.p[i] > '\r'))
			return false;
	return true;
}

static bool
open_block(struct cutter *cut, uint32_t node)
{
	struct blocks *page = cut->page;
	struct block *b;

	/* Room for one more, that closes the sums. */
	if (!grow((void **)&page->list, page->count + 1, &page->room,
		sizeof *page->list))
		return false;
	b = &page->list[page->count++];
	memset(b, 0, sizeof *b);
	b->first = node;
	b->leaf = cut->current;
	b->box = cut->box;
	text_begin(&cut->scan, &page->hints.lexicon, &b->text);
	cut->scan.weights = &page->model->words;
	if (page->hints.body.slots != NULL)
		cut->scan.set = &page->hints.body;
	cut->open = true;
	return true;
}

static bool
take_text(struct cutter *cut, uint32_t node)
{
	struct blocks *page = cut->page;
	struct dom_str text = dom_text(cut->dom, node);
	struct block *b;
	uint32_t words;

	if (is_blank(text)) {
		if (cut->open)
			text_feed(&cut->scan, " ", 1);
		return true;
	}
	if (cut->open && cut->breaks > 1)
		close_block(cut);
	cut->breaks = 0;
	if (!cut->open && !open_block(cut, node))
		return false;
	b = &page->list[page->count - 1];
	b->last = node;
	cut->texts++;
	while (
	    page->elements[b->leaf].depth > page->elements[cut->current].depth)
		b->leaf = page->elements[b->leaf].parent;
	for (uint32_t e = cut->current; b->leaf != e;) {
		if (page->elements[e].depth > page->elements[b->leaf].depth)
			e = page->elements[e].parent;
		else
			b->leaf = page->elements[b->leaf].parent;
	}
	words = b->text.words;
	text_feed(&cut->scan, text.p, text.n);
	if (page->elements[cut->current].in & IN_LINK) {
		b->links++;
		b->link_words +=
		    b->text.words - words + (cut->scan.length != 0);
	}
	return true;
}

static bool
visit(struct cutter *cut, uint32_t node, bool *descend)
{
	uint32_t name;

	*descend = false;
	if (dom_is_text(cut->dom, node))
		return take_text(cut, node);
	if (!dom_is_element(cut->dom, node))
		return true;
	name = dom_name(cut->dom, node);
	if (name == DOM_IMG || name == DOM_VIDEO || name == DOM_IFRAME)
		cut->pictures++;
	if (name == DOM_BR || name == DOM_HR) {
		cut->breaks += name == DOM_BR ? 1 : 2;
		if (cut->open)
			text_feed(&cut->scan, " ", 1);
	}
	if (flags_of(name) & FLAG_SKIP)
		return true;
	*descend = dom_first(cut->dom, node) != 0;
	return !*descend || enter(cut, node);
}

/* The document in order, without recursion; elements without children are
 * passed by. */
static bool
walk(struct cutter *cut)
{
	const struct dom *dom = cut->dom;
	uint32_t n = dom_first(dom, DOM_ROOT);
	bool descend;

	while (n != 0) {
		if (!visit(cut, n, &descend))
			return false;
		if (descend) {
			n = dom_first(dom, n);
			continue;
		}
		while (dom_next(dom, n) == 0) {
			n = dom_parent(dom, n);
			if (n == DOM_ROOT || n == 0)
				return true;
			leave(cut);
		}
		n = dom_next(dom, n);
	}
	return true;
}

static bool
is_prose(const struct block *b)
{
	return b->text.words >= 15 && b->link_words * 3 < b->text.words;
}

static void
find_prose(struct blocks *page)
{
	uint32_t last = NO_BLOCK;

	for (uint32_t i = 0; i < page->count; i++) {
		page->list[i].prose = last;
		if (is_prose(&page->list[i]))
			last = i;
	}
	last = NO_BLOCK;
	for (uint32_t i = page->count; i-- > 0;) {
		page->list[i].prose_next = last;
		if (is_prose(&page->list[i]))
			last = i;
	}
}

static void
add_up(struct blocks *page)
{
	struct block_sums sums = { 0 };

	for (uint32_t i = 0; i <= page->count; i++) {
		struct block *b = &page->list[i];
		uint32_t words;

		if (i == page->count)
			memset(b, 0, sizeof *b);
		b->before = sums;
		words = b->text.words;
		if (b->link_words > words)
			b->link_words = words;
		sums.words += words;
		sums.link_words += b->link_words;
		sums.function_words += b->text.function_words;
		sums.stops += b->text.stops;
		sums.commas += b->text.commas;
		if (i < page->count && is_prose(b))
			sums.long_words += words;
	}
}

static void
weigh_names(struct blocks *page)
{
	for (uint32_t name = 1; name < DOM_ELEMENTS; name++)
		page->name_weights[name] = token_weight(&page->model->markup,
		    marked_hash('<', dom_name_text(page->dom, name)));
}

bool
blocks_cut(
    struct blocks *page, const struct dom *dom, const struct model *model)
{
	struct cutter cut = { .page = page, .dom = dom, .heading = NO_BLOCK };

	memset(page, 0, sizeof *page);
	page->dom = dom;
	page->model = model;
	page->heading = UINT32_MAX;
	if (!hints_read(&page->hints, dom) ||
	    !grow((void **)&page->elements, 0, &page->element_room,
		sizeof *page->elements) ||
	    !grow((void **)&page->list, 0, &page->room, sizeof *page->list))
		return false;
	weigh_names(page);
	page->elements[0] = (struct element){
		.node = DOM_ROOT, .name = NAME_OTHER, .block = true
	};
	page->element_count = 1;
	if (!walk(&cut))
		return false;
	while (cut.current != 0)
		leave(&cut);
	close_block(&cut);
	page->elements[0].end = page->count;
	page->elements[0].last = page->element_count - 1;
	if (page->heading > page->count)
		page->heading = page->count;
	add_up(page);
	find_prose(page);
	return blocks_compare(page);
}

struct block_sums
blocks_between(const struct blocks *page, uint32_t first, uint32_t end)
{
	const struct block_sums *a = &page->list[first].before;
	const struct block_sums *b = &page->list[end].before;

	return (struct block_sums){ b->words - a->words,
		b->link_words - a->link_words,
		b->function_words - a->function_words, b->stops - a->stops,
		b->commas - a->commas, b->long_words - a->long_words,
		b->kept - a->kept };
}

uint32_t
blocks_text(const struct blocks *page, const struct block *b, uint32_t n)
{
	const struct dom *dom = page->dom;

	if (n == 0)
		return b->first;
	while (n != b->last) {
		bool skip = flags_of(dom_name(dom, n)) & FLAG_SKIP;

		n = skip ? dom_skip(dom, n, DOM_ROOT)
			 : dom_walk(dom, n, DOM_ROOT);
		if (n == 0 || dom_is_text(dom, n))
			return n;
	}
	return 0;
}

void
blocks_free(struct blocks *page)
{
	hints_free(&page->hints);
	free(page->elements);
	free(page->list);
	free(page->groups);
	page->elements = NULL;
	page->list = NULL;
	page->groups = NULL;
}
