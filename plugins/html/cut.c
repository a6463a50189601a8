/*
 * cut.c -- walks over the DOM and tells the cutter what it meets.
 */
#include "cut.h"

#include <string.h>

#include "cutter.h"
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

#define WORDS 1024

struct word {
	uint32_t hash;
	float weight;
	struct named named;
};

/* Where the walk stands. */
struct walk {
	struct cutter cut;
	const struct dom *dom;
	const struct token_table *markup;
	float name_weights[DOM_ELEMENTS]; /* of those met */
	bool names_met[DOM_ELEMENTS];
	struct reasons reasons;
	struct word words[WORDS]; /* those met last */
	uint64_t seen[KIND_SLOTS / 64]; /* tokens that tell the page's kind */
};

/* What a token says of the page's kind it says once. */
static void
tell_kind(struct walk *walk, uint32_t hash)
{
	struct blocks *page = walk->cut.page;
	const struct kind_table *table = &page->model->kinds;
	uint32_t slot = kind_slot(table, hash);

	if (slot == KIND_SLOTS || walk->seen[slot / 64] >> slot % 64 & 1)
		return;
	walk->seen[slot / 64] |= UINT64_C(1) << slot % 64;
	for (int i = 0; i < PAGE_KINDS; i++)
		page->kinds[i] += table->slots[slot].weights[i];
}

static void
decide_kind(struct blocks *page)
{
	int32_t most = INT32_MIN;

	for (int i = 0; i < PAGE_KINDS; i++) {
		page->kinds[i] += page->model->kinds.base[i];
		most = page->kinds[i] > most ? page->kinds[i] : most;
	}
	for (int i = 0; i < PAGE_KINDS; i++)
		page->kinds[i] -= most;
}

/* What a class or id says: the weights of its parts, and the first reason that
 * they name. */
static const struct word *
know_word(struct walk *walk, const struct dom_token *token)
{
	struct word *word =
	    &walk->words[(token->hash ^ token->hash >> 8) % WORDS];
	struct dom_str rest = { token->p, token->n };
	uint32_t hash;

	if (word->hash == token->hash)
		return word;
	*word = (struct word){ .hash = token->hash };
	while (dom_split_hash(&rest, &hash)) {
		word->weight += token_weight(walk->markup, hash);
		tell_kind(walk, hash);
		if (word->named.reason == DROP_NOT)
			word->named = reason_of_part(&walk->reasons, hash);
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

static float
name_weight(struct walk *walk, uint32_t name)
{
	if (name >= DOM_ELEMENTS)
		return 0;
	if (!walk->names_met[name]) {
		walk->names_met[name] = true;
		walk->name_weights[name] = token_weight(walk->markup,
		    marked_hash('<', dom_name_text(walk->dom, name)));
	}
	return walk->name_weights[name];
}

/* Does the style say "display: none"? */
static bool
is_displayed_none(const char *p, size_t n)
{
	const char *end = p + n;

	while ((p = memmem(p, (size_t)(end - p), "display", 7)) != NULL) {
		for (p += 7; p < end && (*p == ' ' || *p == ':'); p++)
			;
		if (end - p >= 4 && memcmp(p, "none", 4) == 0)
			return true;
	}
	return false;
}

static bool
hides(const struct dom_attr *attr)
{
	switch (attr->name) {
	case DOM_ATTR_HIDDEN: return true;
	case DOM_ATTR_ARIA_HIDDEN:
		return attr->length == 4 && memcmp(attr->value, "true", 4) == 0;
	case DOM_ATTR_STYLE:
		return is_displayed_none(attr->value, attr->length);
	}
	return false;
}

/* Parts of class and id words of what a control of the page reveals. */
static const uint32_t folds[] = { DOM_HASH("accordion"), DOM_HASH("accordions"),
	DOM_HASH("answer"), DOM_HASH("answers"), DOM_HASH("collapse"),
	DOM_HASH("collapsed"), DOM_HASH("collapsible"), DOM_HASH("expand"),
	DOM_HASH("expandable"), DOM_HASH("expanded"), DOM_HASH("expander"),
	DOM_HASH("faq"), DOM_HASH("faqs"), DOM_HASH("fold"), DOM_HASH("folded"),
	DOM_HASH("pane"), DOM_HASH("panel"), DOM_HASH("tab"),
	DOM_HASH("tabpanel"), DOM_HASH("tabs"), DOM_HASH("toggle") };

static bool
is_fold(uint32_t hash)
{
	for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++)
		if (folds[i] == hash)
			return true;
	return false;
}

/* Does it open over the page? */
static bool
is_window(struct dom_str role)
{
	return dom_str_is(role, "dialog") || dom_str_is(role, "alertdialog");
}

/* Does a control of the page reveal what it hides: the text behind a tab, an
 * answer that is folded? */
static bool
is_folded(const struct dom *dom, uint32_t node, struct dom_str role)
{
	uint32_t count, hash;
	const struct dom_token *token = dom_tokens(dom, node, &count);

	if (dom_str_is(role, "tabpanel") || dom_str_is(role, "region"))
		return true;
	if (is_window(role))
		return false;
	for (; count > 0; count--, token++) {
		struct dom_str rest = { token->p, token->n };

		while (dom_split_hash(&rest, &hash))
			if (is_fold(hash))
				return true;
	}
	return false;
}

/* It is none of the article; and what its classes say it is, or else this. */
static void
set_apart(struct element *e, enum drop_reason otherwise)
{
	e->apart = true;
	if (e->reason == DROP_NOT)
		e->reason = (uint8_t)otherwise;
}

/* Who sees it, and when. */
static void
note_sight(const struct dom *dom, struct element *e, struct dom_str role)
{
	if (e->in & IN_HIDDEN && e->name != DOM_NOSCRIPT &&
	    !is_folded(dom, e->node, role))
		e->in |= IN_UNSEEN;
	if (e->name == DOM_DIALOG || is_window(role))
		set_apart(e, DROP_HIDDEN);
}

/* What its own attributes say of an element. */
static void
weigh(struct walk *walk, struct element *e)
{
	const struct dom *dom = walk->dom;
	uint32_t count, signature = e->name;
	const struct dom_token *token = dom_tokens(dom, e->node, &count);
	const struct dom_attr *attr;
	struct dom_str role = { 0 }, prop = { 0 };

	e->weight = name_weight(walk, e->name);
	for (uint32_t i = 0; i < count; i++, token++) {
		const struct word *word = know_word(walk, token);

		e->weight += word->weight;
		e->person |= word->named.person;
		if (e->reason == DROP_NOT) {
			e->reason = word->named.reason;
			e->apart = word->named.apart;
		}
		if (!token->is_id)
			signature += token->hash * 0x85EBCA6Bu;
	}
	e->signature = signature;
	attr = dom_attrs(dom, e->node, &count);
	for (uint32_t i = 0; i < count; i++, attr++) {
		if (attr->name == DOM_ATTR_ROLE)
			role = (struct dom_str){ attr->value, attr->length };
		else if (attr->name == DOM_ATTR_ITEMPROP)
			prop = (struct dom_str){ attr->value, attr->length };
		else if (hides(attr))
			e->in |= IN_HIDDEN;
	}
	note_sight(dom, e, role);
	if (dom_str_is(prop, "author")) {
		set_apart(e, DROP_METADATA);
		e->person = true;
	}
	if (role.n != 0)
		e->weight += token_weight(walk->markup, marked_hash('=', role));
	if (prop.n != 0)
		e->weight += token_weight(walk->markup, marked_hash('.', prop));
}

static bool
enter(struct walk *walk, uint32_t node)
{
	uint32_t name = dom_name(walk->dom, node);
	struct element e = { .node = node,
		.name = name != 0 && name < DOM_ELEMENTS ? (uint16_t)name
							 : NAME_OTHER,
		.block = !(flags_of(name) & FLAG_INLINE) };

	if (name < DOM_ELEMENTS)
		e.in = traits[name].in;
	weigh(walk, &e);
	return cut_enter(&walk->cut, &e);
}

static bool
visit(struct walk *walk, uint32_t node, bool *descend)
{
	const struct dom *dom = walk->dom;
	struct dom_str text;
	uint32_t name;

	*descend = false;
	if (dom_is_text(dom, node)) {
		if (dom_is_blank(dom, node)) {
			cut_break(&walk->cut, 0);
			return true;
		}
		text = dom_text(dom, node);
		return cut_text(&walk->cut, node, text.p, text.n);
	}
	if (!dom_is_element(dom, node))
		return true;
	name = dom_name(dom, node);
	if (name == DOM_IMG || name == DOM_VIDEO || name == DOM_IFRAME)
		walk->cut.pictures++;
	if (name == DOM_BR || name == DOM_HR)
		cut_break(&walk->cut, name == DOM_BR ? 1 : 2);
	if (flags_of(name) & FLAG_SKIP)
		return true;
	*descend = dom_first(dom, node) != 0;
	return !*descend || enter(walk, node);
}

/* The document in order, without recursion; elements without children are
 * passed by. */
static bool
walk_over(struct walk *walk)
{
	const struct dom *dom = walk->dom;
	uint32_t n = dom_first(dom, DOM_ROOT);
	bool descend;

	while (n != 0) {
		if (!visit(walk, n, &descend))
			return false;
		if (descend) {
			n = dom_first(dom, n);
			continue;
		}
		while (dom_next(dom, n) == 0) {
			n = dom_parent(dom, n);
			if (n == DOM_ROOT || n == 0)
				return true;
			cut_leave(&walk->cut);
		}
		n = dom_next(dom, n);
	}
	return true;
}

uint32_t
blocks_text(const struct blocks *page, const struct block *b, uint32_t n)
{
	const struct dom *dom = page->source;

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

bool
blocks_cut(
    struct blocks *page, const struct dom *dom, const struct model *model)
{
	struct walk walk = { .dom = dom, .markup = &model->markup };

	if (!cut_begin(&walk.cut, page, model))
		return false;
	page->source = dom;
	reasons_init(&walk.reasons);
	if (!hints_read(&page->hints, dom) || !walk_over(&walk))
		return false;
	decide_kind(page);
	return cut_end(&walk.cut);
}
