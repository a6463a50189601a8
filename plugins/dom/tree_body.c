/* 13.2.6.4.7 The "in body" insertion mode, all but its end tags. */
#include "tree.h"

static void
close_open_p(struct tree *t)
{
	if (in_button_scope(t, DOM_P))
		tree_close_p(t);
}

static bool
is_blank(struct dom_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!is_space(text.p[i]))
			return false;
	return true;
}

static void
text(struct tree *t, struct token *token)
{
	tree_reconstruct_formatting(t);
	tree_insert_text(t, token->text, token->line);
	if (t->frameset_ok && !is_blank(token->text))
		t->frameset_ok = false;
}

static void
start_html(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	if (!is_open(t, DOM_TEMPLATE))
		tree_merge_attributes(t, token, t->stack[0].node);
}

static bool
has_body(const struct tree *t)
{
	return t->depth > 1 && t->stack[1].key == DOM_BODY;
}

static void
start_body(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	if (!has_body(t) || is_open(t, DOM_TEMPLATE))
		return;
	t->frameset_ok = false;
	tree_merge_attributes(t, token, t->stack[1].node);
}

static void
start_frameset(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	if (!has_body(t) || !t->frameset_ok)
		return;
	dom_remove(t->d, t->stack[1].node);
	tree_pop_to(t, 1);
	tree_insert_element(t, token);
	t->mode = MODE_IN_FRAMESET;
}

static void
start_block(struct tree *t, struct token *token)
{
	close_open_p(t);
	tree_insert_element(t, token);
}

static void
start_heading(struct tree *t, struct token *token)
{
	close_open_p(t);
	if (current(t)->traits & HEADING) {
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
		tree_pop(t);
	}
	tree_insert_element(t, token);
}

static void
start_pre(struct tree *t, struct token *token)
{
	start_block(t, token);
	t->skip_newline = true;
	t->frameset_ok = false;
}

static void
start_form(struct tree *t, struct token *token)
{
	bool in_template = is_open(t, DOM_TEMPLATE);
	uint32_t form;

	if (t->form != 0 && !in_template) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return;
	}
	close_open_p(t);
	form = tree_insert_element(t, token);
	if (!in_template)
		t->form = form;
}

/* li closes li; dd and dt close each other. */
static void
start_item(struct tree *t, struct token *token)
{
	bool is_li = token->name == DOM_LI;
	uint32_t key;

	t->frameset_ok = false;
	for (uint32_t i = t->depth; i-- > 0;) {
		key = t->stack[i].key;
		if (is_li ? key == DOM_LI : key == DOM_DD || key == DOM_DT) {
			tree_implied_end_tags(t, key);
			if (current(t)->key != key)
				tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
			tree_pop_until(t, key);
			break;
		}
		if (t->stack[i].traits & SPECIAL && key != DOM_ADDRESS &&
		    key != DOM_DIV && key != DOM_P)
			break;
	}
	start_block(t, token);
}

static void
start_button(struct tree *t, struct token *token)
{
	if (in_scope(t, DOM_BUTTON)) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		tree_implied_end_tags(t, 0);
		tree_pop_until(t, DOM_BUTTON);
	}
	tree_reconstruct_formatting(t);
	tree_insert_element(t, token);
	t->frameset_ok = false;
}

static void
start_formatting(struct tree *t, struct token *token)
{
	uint32_t node;

	tree_reconstruct_formatting(t);
	node = tree_insert_element(t, token);
	tree_format_push(t, node, token->name);
}

static void
start_a(struct tree *t, struct token *token)
{
	uint32_t found = tree_format_find_name(t, DOM_A), node, at;

	if (found != 0) {
		node = t->formats[found - 1].node;
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		if (!tree_adoption_agency(t, token))
			tree_any_other_end_tag(t, token);
		found = tree_format_find(t, node);
		if (found != 0)
			tree_format_remove(t, found - 1);
		at = tree_find(t, node);
		if (at != 0)
			tree_remove(t, at - 1);
	}
	start_formatting(t, token);
}

static void
start_nobr(struct tree *t, struct token *token)
{
	tree_reconstruct_formatting(t);
	if (in_scope(t, DOM_NOBR)) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		if (!tree_adoption_agency(t, token))
			tree_any_other_end_tag(t, token);
	}
	start_formatting(t, token);
}

static void
start_object(struct tree *t, struct token *token)
{
	tree_reconstruct_formatting(t);
	tree_insert_element(t, token);
	tree_format_marker(t);
	t->frameset_ok = false;
}

static void
start_table(struct tree *t, struct token *token)
{
	if (t->d->mode != DOM_QUIRKS)
		close_open_p(t);
	tree_insert_element(t, token);
	t->frameset_ok = false;
	t->mode = MODE_IN_TABLE;
}

static void
start_void(struct tree *t, struct token *token)
{
	tree_reconstruct_formatting(t);
	tree_insert_void(t, token);
	t->frameset_ok = false;
}

/* In a select, or as one's content, some tags are those of another place; they
 * end the select. */
static bool
ends_select(struct tree *t, struct token *token)
{
	if (t->context_key == DOM_SELECT) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return true;
	}
	if (in_scope(t, DOM_SELECT)) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		tree_pop_until(t, DOM_SELECT);
		return token->name == DOM_SELECT;
	}
	return false;
}

bool
tree_is_hidden_input(const struct dom *d, const struct token *token)
{
	const struct dom_attr *attr = &d->attrs[d->attr_count];

	for (uint32_t i = 0; i < token->attr_count; i++, attr++)
		if (attr->name == DOM_ATTR_TYPE)
			return text_is(
			    (struct dom_str){ attr->value, attr->length },
			    "hidden");
	return false;
}

static void
start_input(struct tree *t, struct token *token)
{
	bool hidden = tree_is_hidden_input(t->d, token);

	if (ends_select(t, token))
		return;
	tree_reconstruct_formatting(t);
	tree_insert_void(t, token);
	if (!hidden)
		t->frameset_ok = false;
}

static void
start_hr(struct tree *t, struct token *token)
{
	close_open_p(t);
	if (in_scope(t, DOM_SELECT)) {
		tree_implied_end_tags(t, 0);
		if (in_scope(t, DOM_OPTION) || in_scope(t, DOM_OPTGROUP))
			tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	}
	tree_insert_void(t, token);
	t->frameset_ok = false;
}

static void
start_textarea(struct tree *t, struct token *token)
{
	tree_insert_raw(t, token, CONTENT_RCDATA);
	t->skip_newline = true;
	t->frameset_ok = false;
}

static void
start_xmp(struct tree *t, struct token *token)
{
	close_open_p(t);
	tree_reconstruct_formatting(t);
	t->frameset_ok = false;
	tree_insert_raw(t, token, CONTENT_RAWTEXT);
}

static void
start_select(struct tree *t, struct token *token)
{
	if (ends_select(t, token))
		return;
	tree_reconstruct_formatting(t);
	tree_insert_element(t, token);
	t->frameset_ok = false;
}

static void
start_option(struct tree *t, struct token *token)
{
	bool option = token->name == DOM_OPTION;

	if (in_scope(t, DOM_SELECT)) {
		tree_implied_end_tags(t, option ? DOM_OPTGROUP : 0);
		if (in_scope(t, DOM_OPTION) ||
		    (!option && in_scope(t, DOM_OPTGROUP)))
			tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	} else if (current(t)->key == DOM_OPTION) {
		tree_pop(t);
	}
	tree_reconstruct_formatting(t);
	tree_insert_element(t, token);
}

static void
start_ruby_part(struct tree *t, struct token *token)
{
	bool text_part = token->name == DOM_RP || token->name == DOM_RT;

	if (in_scope(t, DOM_RUBY)) {
		tree_implied_end_tags(t, text_part ? DOM_RTC : 0);
		if (current(t)->key != DOM_RUBY &&
		    !(text_part && current(t)->key == DOM_RTC))
			tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	}
	tree_insert_element(t, token);
}

static void
start_foreign(struct tree *t, struct token *token)
{
	bool svg = token->name == DOM_SVG;

	tree_reconstruct_formatting(t);
	tree_adjust_attributes(t, token, svg);
	tree_insert_foreign(t, token, svg ? DOM_NS_SVG : DOM_NS_MATHML);
}

static void
start_in_head(struct tree *t, struct token *token)
{
	tree_in_head(t, token);
}

static void
start_plaintext(struct tree *t, struct token *token)
{
	start_block(t, token);
	tokenizer_enter(&t->tk, CONTENT_PLAINTEXT, 0);
}

/* "Change the token's tag name to img and reprocess it. (Don't ask.)" */
static void
start_image(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	token->name = DOM_IMG;
	start_void(t, token);
}

static void
start_iframe(struct tree *t, struct token *token)
{
	t->frameset_ok = false;
	tree_insert_raw(t, token, CONTENT_RAWTEXT);
}

static void
start_noembed(struct tree *t, struct token *token)
{
	tree_insert_raw(t, token, CONTENT_RAWTEXT);
}

static void
start_misplaced(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
}

/* "Any other start tag". */
static void
start_ordinary(struct tree *t, struct token *token)
{
	tree_reconstruct_formatting(t);
	tree_insert_element(t, token);
}

static void
start_selectedcontent(struct tree *t, struct token *token)
{
	t->has_selectedcontent = true;
	start_ordinary(t, token);
}

/* The start tags in the order of the standard; the rest are ordinary. */
static void (*const start_tags[DOM_ELEMENTS])(
    struct tree *t, struct token *token) = {
	[DOM_HTML] = start_html,
	[DOM_BASE] = start_in_head,
	[DOM_BASEFONT] = start_in_head,
	[DOM_BGSOUND] = start_in_head,
	[DOM_LINK] = start_in_head,
	[DOM_META] = start_in_head,
	[DOM_NOFRAMES] = start_in_head,
	[DOM_SCRIPT] = start_in_head,
	[DOM_STYLE] = start_in_head,
	[DOM_TEMPLATE] = start_in_head,
	[DOM_TITLE] = start_in_head,
	[DOM_BODY] = start_body,
	[DOM_FRAMESET] = start_frameset,
	[DOM_ADDRESS] = start_block,
	[DOM_ARTICLE] = start_block,
	[DOM_ASIDE] = start_block,
	[DOM_BLOCKQUOTE] = start_block,
	[DOM_CENTER] = start_block,
	[DOM_DETAILS] = start_block,
	[DOM_DIALOG] = start_block,
	[DOM_DIR] = start_block,
	[DOM_DIV] = start_block,
	[DOM_DL] = start_block,
	[DOM_FIELDSET] = start_block,
	[DOM_FIGCAPTION] = start_block,
	[DOM_FIGURE] = start_block,
	[DOM_FOOTER] = start_block,
	[DOM_HEADER] = start_block,
	[DOM_HGROUP] = start_block,
	[DOM_MAIN] = start_block,
	[DOM_MENU] = start_block,
	[DOM_NAV] = start_block,
	[DOM_OL] = start_block,
	[DOM_P] = start_block,
	[DOM_SEARCH] = start_block,
	[DOM_SECTION] = start_block,
	[DOM_SUMMARY] = start_block,
	[DOM_UL] = start_block,
	[DOM_H1] = start_heading,
	[DOM_H2] = start_heading,
	[DOM_H3] = start_heading,
	[DOM_H4] = start_heading,
	[DOM_H5] = start_heading,
	[DOM_H6] = start_heading,
	[DOM_PRE] = start_pre,
	[DOM_LISTING] = start_pre,
	[DOM_FORM] = start_form,
	[DOM_LI] = start_item,
	[DOM_DD] = start_item,
	[DOM_DT] = start_item,
	[DOM_PLAINTEXT] = start_plaintext,
	[DOM_BUTTON] = start_button,
	[DOM_A] = start_a,
	[DOM_B] = start_formatting,
	[DOM_BIG] = start_formatting,
	[DOM_CODE] = start_formatting,
	[DOM_EM] = start_formatting,
	[DOM_FONT] = start_formatting,
	[DOM_I] = start_formatting,
	[DOM_S] = start_formatting,
	[DOM_SMALL] = start_formatting,
	[DOM_STRIKE] = start_formatting,
	[DOM_STRONG] = start_formatting,
	[DOM_TT] = start_formatting,
	[DOM_U] = start_formatting,
	[DOM_NOBR] = start_nobr,
	[DOM_APPLET] = start_object,
	[DOM_MARQUEE] = start_object,
	[DOM_OBJECT] = start_object,
	[DOM_TABLE] = start_table,
	[DOM_AREA] = start_void,
	[DOM_BR] = start_void,
	[DOM_EMBED] = start_void,
	[DOM_IMG] = start_void,
	[DOM_KEYGEN] = start_void,
	[DOM_WBR] = start_void,
	[DOM_INPUT] = start_input,
	[DOM_PARAM] = tree_insert_void,
	[DOM_SOURCE] = tree_insert_void,
	[DOM_TRACK] = tree_insert_void,
	[DOM_HR] = start_hr,
	[DOM_IMAGE] = start_image,
	[DOM_TEXTAREA] = start_textarea,
	[DOM_XMP] = start_xmp,
	[DOM_IFRAME] = start_iframe,
	[DOM_NOEMBED] = start_noembed,
	[DOM_SELECT] = start_select,
	[DOM_OPTGROUP] = start_option,
	[DOM_OPTION] = start_option,
	[DOM_RB] = start_ruby_part,
	[DOM_RTC] = start_ruby_part,
	[DOM_RP] = start_ruby_part,
	[DOM_RT] = start_ruby_part,
	[DOM_MATH] = start_foreign,
	[DOM_SVG] = start_foreign,
	[DOM_CAPTION] = start_misplaced,
	[DOM_COL] = start_misplaced,
	[DOM_COLGROUP] = start_misplaced,
	[DOM_FRAME] = start_misplaced,
	[DOM_HEAD] = start_misplaced,
	[DOM_TBODY] = start_misplaced,
	[DOM_TD] = start_misplaced,
	[DOM_TFOOT] = start_misplaced,
	[DOM_TH] = start_misplaced,
	[DOM_THEAD] = start_misplaced,
	[DOM_TR] = start_misplaced,
	[DOM_SELECTEDCONTENT] = start_selectedcontent,
};

static void
start_tag(struct tree *t, struct token *token)
{
	if (token->name < DOM_ELEMENTS && start_tags[token->name] != NULL)
		start_tags[token->name](t, token);
	else
		start_ordinary(t, token);
}

enum step
tree_in_body(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT: text(t, token); break;
	case TOKEN_START: start_tag(t, token); break;
	case TOKEN_END: return tree_in_body_end_tag(t, token);
	case TOKEN_COMMENT: tree_insert_comment(t, token); break;
	case TOKEN_NULL: break;
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		break;
	case TOKEN_EOF:
		if (t->template_count > 0)
			return tree_in_template(t, token);
		break;
	}
	return DONE;
}
