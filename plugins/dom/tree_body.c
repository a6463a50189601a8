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

static enum step
start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_HTML: start_html(t, token); break;
	case DOM_BASE:
	case DOM_BASEFONT:
	case DOM_BGSOUND:
	case DOM_LINK:
	case DOM_META:
	case DOM_NOFRAMES:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_TITLE: return tree_in_head(t, token);
	case DOM_BODY: start_body(t, token); break;
	case DOM_FRAMESET: start_frameset(t, token); break;
	case DOM_ADDRESS:
	case DOM_ARTICLE:
	case DOM_ASIDE:
	case DOM_BLOCKQUOTE:
	case DOM_CENTER:
	case DOM_DETAILS:
	case DOM_DIALOG:
	case DOM_DIR:
	case DOM_DIV:
	case DOM_DL:
	case DOM_FIELDSET:
	case DOM_FIGCAPTION:
	case DOM_FIGURE:
	case DOM_FOOTER:
	case DOM_HEADER:
	case DOM_HGROUP:
	case DOM_MAIN:
	case DOM_MENU:
	case DOM_NAV:
	case DOM_OL:
	case DOM_P:
	case DOM_SEARCH:
	case DOM_SECTION:
	case DOM_SUMMARY:
	case DOM_UL: start_block(t, token); break;
	case DOM_H1:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6: start_heading(t, token); break;
	case DOM_PRE:
	case DOM_LISTING: start_pre(t, token); break;
	case DOM_FORM: start_form(t, token); break;
	case DOM_LI:
	case DOM_DD:
	case DOM_DT: start_item(t, token); break;
	case DOM_PLAINTEXT:
		start_block(t, token);
		tokenizer_enter(&t->tk, CONTENT_PLAINTEXT, 0);
		break;
	case DOM_BUTTON: start_button(t, token); break;
	case DOM_A: start_a(t, token); break;
	case DOM_B:
	case DOM_BIG:
	case DOM_CODE:
	case DOM_EM:
	case DOM_FONT:
	case DOM_I:
	case DOM_S:
	case DOM_SMALL:
	case DOM_STRIKE:
	case DOM_STRONG:
	case DOM_TT:
	case DOM_U: start_formatting(t, token); break;
	case DOM_NOBR: start_nobr(t, token); break;
	case DOM_APPLET:
	case DOM_MARQUEE:
	case DOM_OBJECT: start_object(t, token); break;
	case DOM_TABLE: start_table(t, token); break;
	case DOM_IMAGE: /* "Don't ask." */
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		token->name = DOM_IMG;
		start_void(t, token);
		break;
	case DOM_AREA:
	case DOM_BR:
	case DOM_EMBED:
	case DOM_IMG:
	case DOM_KEYGEN:
	case DOM_WBR: start_void(t, token); break;
	case DOM_INPUT: start_input(t, token); break;
	case DOM_PARAM:
	case DOM_SOURCE:
	case DOM_TRACK: tree_insert_void(t, token); break;
	case DOM_HR: start_hr(t, token); break;
	case DOM_TEXTAREA: start_textarea(t, token); break;
	case DOM_XMP: start_xmp(t, token); break;
	case DOM_IFRAME:
		t->frameset_ok = false;
		tree_insert_raw(t, token, CONTENT_RAWTEXT);
		break;
	case DOM_NOEMBED: tree_insert_raw(t, token, CONTENT_RAWTEXT); break;
	case DOM_SELECT: start_select(t, token); break;
	case DOM_OPTGROUP:
	case DOM_OPTION: start_option(t, token); break;
	case DOM_RB:
	case DOM_RTC:
	case DOM_RP:
	case DOM_RT: start_ruby_part(t, token); break;
	case DOM_MATH:
	case DOM_SVG: start_foreign(t, token); break;
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_FRAME:
	case DOM_HEAD:
	case DOM_TBODY:
	case DOM_TD:
	case DOM_TFOOT:
	case DOM_TH:
	case DOM_THEAD:
	case DOM_TR: tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token); break;
	case DOM_SELECTEDCONTENT:
		t->has_selectedcontent = true;
		tree_reconstruct_formatting(t);
		tree_insert_element(t, token);
		break;
	default:
		tree_reconstruct_formatting(t);
		tree_insert_element(t, token);
		break;
	}
	return DONE;
}

enum step
tree_in_body(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT: text(t, token); break;
	case TOKEN_START: return start_tag(t, token);
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
