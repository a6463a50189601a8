/* 13.2.4.2 The stack of open elements, and 13.2.6.3 closing implied ones. */
#include "tree.h"

/* The special category, the boundaries of scopes, and the rest of what the
 * standard says about an element by listing its name. */
static const uint16_t html_traits[DOM_ELEMENTS] = {
	[DOM_ADDRESS] = SPECIAL,
	[DOM_APPLET] = SPECIAL | SCOPE,
	[DOM_AREA] = SPECIAL | VOID,
	[DOM_ARTICLE] = SPECIAL,
	[DOM_ASIDE] = SPECIAL,
	[DOM_BASE] = SPECIAL | VOID,
	[DOM_BASEFONT] = SPECIAL | VOID,
	[DOM_BGSOUND] = SPECIAL | VOID,
	[DOM_BLOCKQUOTE] = SPECIAL,
	[DOM_BODY] = SPECIAL,
	[DOM_BR] = SPECIAL | VOID,
	[DOM_BUTTON] = SPECIAL | BUTTON_SCOPE,
	[DOM_CAPTION] = SPECIAL | SCOPE | THOROUGH_END,
	[DOM_CENTER] = SPECIAL,
	[DOM_COL] = SPECIAL | VOID,
	[DOM_COLGROUP] = SPECIAL | THOROUGH_END,
	[DOM_DD] = SPECIAL | IMPLIED_END,
	[DOM_DETAILS] = SPECIAL,
	[DOM_DIR] = SPECIAL,
	[DOM_DIV] = SPECIAL,
	[DOM_DL] = SPECIAL,
	[DOM_DT] = SPECIAL | IMPLIED_END,
	[DOM_EMBED] = SPECIAL | VOID,
	[DOM_FIELDSET] = SPECIAL,
	[DOM_FIGCAPTION] = SPECIAL,
	[DOM_FIGURE] = SPECIAL,
	[DOM_FOOTER] = SPECIAL,
	[DOM_FORM] = SPECIAL,
	[DOM_FRAME] = SPECIAL | VOID,
	[DOM_FRAMESET] = SPECIAL,
	[DOM_H1] = SPECIAL | HEADING,
	[DOM_H2] = SPECIAL | HEADING,
	[DOM_H3] = SPECIAL | HEADING,
	[DOM_H4] = SPECIAL | HEADING,
	[DOM_H5] = SPECIAL | HEADING,
	[DOM_H6] = SPECIAL | HEADING,
	[DOM_HEAD] = SPECIAL,
	[DOM_HEADER] = SPECIAL,
	[DOM_HGROUP] = SPECIAL,
	[DOM_HR] = SPECIAL | VOID,
	[DOM_HTML] = SPECIAL | SCOPE | TABLE_SCOPE,
	[DOM_IFRAME] = SPECIAL,
	[DOM_IMG] = SPECIAL | VOID,
	[DOM_INPUT] = SPECIAL | VOID,
	[DOM_KEYGEN] = SPECIAL | VOID,
	[DOM_LI] = SPECIAL | IMPLIED_END,
	[DOM_LINK] = SPECIAL | VOID,
	[DOM_LISTING] = SPECIAL,
	[DOM_MAIN] = SPECIAL,
	[DOM_MARQUEE] = SPECIAL | SCOPE,
	[DOM_MENU] = SPECIAL,
	[DOM_META] = SPECIAL | VOID,
	[DOM_NAV] = SPECIAL,
	[DOM_NOEMBED] = SPECIAL,
	[DOM_NOFRAMES] = SPECIAL,
	[DOM_NOSCRIPT] = SPECIAL,
	[DOM_OBJECT] = SPECIAL | SCOPE,
	[DOM_OL] = SPECIAL | LIST_SCOPE,
	[DOM_OPTGROUP] = IMPLIED_END,
	[DOM_OPTION] = IMPLIED_END,
	[DOM_P] = SPECIAL | IMPLIED_END,
	[DOM_PARAM] = SPECIAL | VOID,
	[DOM_PLAINTEXT] = SPECIAL,
	[DOM_PRE] = SPECIAL,
	[DOM_RB] = IMPLIED_END,
	[DOM_RP] = IMPLIED_END,
	[DOM_RT] = IMPLIED_END,
	[DOM_RTC] = IMPLIED_END,
	[DOM_SCRIPT] = SPECIAL,
	[DOM_SEARCH] = SPECIAL,
	[DOM_SECTION] = SPECIAL,
	[DOM_SELECT] = SPECIAL | SCOPE,
	[DOM_SOURCE] = SPECIAL | VOID,
	[DOM_STYLE] = SPECIAL,
	[DOM_SUMMARY] = SPECIAL,
	[DOM_TABLE] = SPECIAL | SCOPE | TABLE_SCOPE,
	[DOM_TBODY] = SPECIAL | THOROUGH_END,
	[DOM_TD] = SPECIAL | SCOPE | THOROUGH_END,
	[DOM_TEMPLATE] = SPECIAL | SCOPE | TABLE_SCOPE,
	[DOM_TEXTAREA] = SPECIAL,
	[DOM_TFOOT] = SPECIAL | THOROUGH_END,
	[DOM_TH] = SPECIAL | SCOPE | THOROUGH_END,
	[DOM_THEAD] = SPECIAL | THOROUGH_END,
	[DOM_TITLE] = SPECIAL,
	[DOM_TR] = SPECIAL | THOROUGH_END,
	[DOM_TRACK] = SPECIAL | VOID,
	[DOM_UL] = SPECIAL | LIST_SCOPE,
	[DOM_WBR] = SPECIAL | VOID,
	[DOM_XMP] = SPECIAL,

	[DOM_A] = FORMATTING,
	[DOM_B] = FORMATTING,
	[DOM_BIG] = FORMATTING,
	[DOM_CODE] = FORMATTING,
	[DOM_EM] = FORMATTING,
	[DOM_FONT] = FORMATTING,
	[DOM_I] = FORMATTING,
	[DOM_NOBR] = FORMATTING,
	[DOM_S] = FORMATTING,
	[DOM_SMALL] = FORMATTING,
	[DOM_STRIKE] = FORMATTING,
	[DOM_STRONG] = FORMATTING,
	[DOM_TT] = FORMATTING,
	[DOM_U] = FORMATTING,
};

uint32_t
tree_traits_of(uint32_t key)
{
	if (key < DOM_ELEMENTS)
		return html_traits[key];
	switch (key) {
	case MATHML(DOM_MI):
	case MATHML(DOM_MO):
	case MATHML(DOM_MN):
	case MATHML(DOM_MS):
	case MATHML(DOM_MTEXT):
	case MATHML(DOM_ANNOTATION_XML):
	case SVG(DOM_FOREIGN_OBJECT):
	case SVG(DOM_DESC):
	case SVG(DOM_TITLE): return SPECIAL | SCOPE;
	default: return 0;
	}
}

/* At the depth limit the current node gives way: what comes next becomes its
 * sibling, as browsers have it. */
void
tree_make_room(struct tree *t)
{
	if (t->depth < t->d->options.max_depth)
		return;
	if (t->flattened == 0)
		dom_error(t->d, DOM_ERR_LIMIT_DEPTH, t->tk.token.line);
	t->flattened++;
	tree_pop(t);
}

void
tree_push(struct tree *t, uint32_t node, uint32_t key)
{
	if (t->depth == t->stack_room)
		return;
	t->stack[t->depth++] = (struct open){
		.node = node, .key = key, .traits = tree_traits_of(key)
	};
	if (key < DOM_ELEMENTS)
		t->open_count[key]++;
}

void
tree_pop(struct tree *t)
{
	uint32_t key = t->stack[--t->depth].key;

	if (key < DOM_ELEMENTS)
		t->open_count[key]--;
}

void
tree_pop_to(struct tree *t, uint32_t depth)
{
	while (t->depth > depth)
		tree_pop(t);
}

void
tree_remove(struct tree *t, uint32_t index)
{
	uint32_t key = t->stack[index].key;

	if (key < DOM_ELEMENTS)
		t->open_count[key]--;
	t->depth--;
	memmove(&t->stack[index], &t->stack[index + 1],
	    (t->depth - index) * sizeof(*t->stack));
}

uint32_t
tree_find(const struct tree *t, uint32_t node)
{
	uint32_t i = t->depth;

	while (i > 0 && t->stack[i - 1].node != node)
		i--;
	return i;
}

bool
tree_in_specific_scope(const struct tree *t, uint32_t name, uint32_t traits)
{
	const struct open *open = current(t);

	if (!is_open(t, name))
		return false;
	while (open > t->stack && open->key != name && !(open->traits & traits))
		open--;
	return open->key == name;
}

bool
tree_traits_in_scope(const struct tree *t, uint32_t traits, uint32_t boundary)
{
	for (uint32_t i = t->depth; i-- > 0;) {
		if (t->stack[i].traits & traits)
			return true;
		if (t->stack[i].traits & boundary)
			return false;
	}
	return false;
}

void
tree_pop_until(struct tree *t, uint32_t name)
{
	uint32_t key;

	if (!is_open(t, name))
		return;
	do {
		key = current(t)->key;
		tree_pop(t);
	} while (key != name);
}

void
tree_implied_end_tags(struct tree *t, uint32_t except)
{
	while (current(t)->traits & IMPLIED_END && current(t)->key != except)
		tree_pop(t);
}

void
tree_implied_end_tags_thoroughly(struct tree *t)
{
	while (current(t)->traits & (IMPLIED_END | THOROUGH_END))
		tree_pop(t);
}

void
tree_clear_to(struct tree *t, uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t key = current(t)->key;

	while (key != a && key != b && key != c && key != DOM_TEMPLATE &&
	    key != DOM_HTML) {
		tree_pop(t);
		key = current(t)->key;
	}
}

/* "Close a p element." */
void
tree_close_p(struct tree *t)
{
	tree_implied_end_tags(t, DOM_P);
	if (current(t)->key != DOM_P)
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, &t->tk.token);
	tree_pop_until(t, DOM_P);
}

/* One element's say in 13.2.4.1; false: it has none. */
static bool
mode_for(struct tree *t, uint32_t key, bool last)
{
	switch (key) {
	case DOM_TD:
	case DOM_TH: t->mode = MODE_IN_CELL; return !last;
	case DOM_TR: t->mode = MODE_IN_ROW; return true;
	case DOM_TBODY:
	case DOM_THEAD:
	case DOM_TFOOT: t->mode = MODE_IN_TABLE_BODY; return true;
	case DOM_CAPTION: t->mode = MODE_IN_CAPTION; return true;
	case DOM_COLGROUP: t->mode = MODE_IN_COLUMN_GROUP; return true;
	case DOM_TABLE: t->mode = MODE_IN_TABLE; return true;
	case DOM_TEMPLATE:
		t->mode = t->template_modes[t->template_count - 1];
		return true;
	case DOM_HEAD: t->mode = MODE_IN_HEAD; return !last;
	case DOM_BODY: t->mode = MODE_IN_BODY; return true;
	case DOM_FRAMESET: t->mode = MODE_IN_FRAMESET; return true;
	case DOM_HTML:
		t->mode = t->head == 0 ? MODE_BEFORE_HEAD : MODE_AFTER_HEAD;
		return true;
	default: return false;
	}
}

/* 13.2.4.1 "Reset the insertion mode appropriately". */
void
tree_reset_mode(struct tree *t)
{
	for (uint32_t i = t->depth; i-- > 0;) {
		bool last = i == 0;
		uint32_t key = t->stack[i].key;

		if (last && t->context != 0)
			key = t->context_key;
		if (mode_for(t, key, last))
			return;
	}
	t->mode = MODE_IN_BODY;
}
