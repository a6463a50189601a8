/* 13.2.6.4.8 and 16 to 21: text, templates, framesets, and after the body. */
#include "tree.h"

/* 13.2.6.4.8 The "text" insertion mode. */
enum step
tree_text(struct tree *t, struct token *token)
{
	if (token->type == TOKEN_TEXT) {
		tree_insert_text(t, token->text, token->line);
		return DONE;
	}
	if (token->type == TOKEN_EOF)
		tree_error(t, DOM_ERR_UNEXPECTED_EOF, token);
	tree_pop(t);
	t->mode = t->original_mode;
	return token->type == TOKEN_EOF ? AGAIN : DONE;
}

/* 13.2.6.4.16: the mode for a start tag in a template. */
static enum mode
template_mode(const struct token *token)
{
	switch (token->name) {
	case DOM_CAPTION:
	case DOM_COLGROUP:
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD: return MODE_IN_TABLE;
	case DOM_COL: return MODE_IN_COLUMN_GROUP;
	case DOM_TR: return MODE_IN_TABLE_BODY;
	case DOM_TD:
	case DOM_TH: return MODE_IN_ROW;
	default: return MODE_IN_BODY;
	}
}

static enum step
in_template_start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
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
	}
	t->mode = template_mode(token);
	t->template_modes[t->template_count - 1] = t->mode;
	return AGAIN;
}

static enum step
in_template_eof(struct tree *t, struct token *token)
{
	if (!is_open(t, DOM_TEMPLATE))
		return DONE;
	tree_error(t, DOM_ERR_UNEXPECTED_EOF, token);
	tree_pop_until(t, DOM_TEMPLATE);
	tree_format_clear_to_marker(t);
	t->template_count--;
	tree_reset_mode(t);
	return AGAIN;
}

/* 13.2.6.4.16 The "in template" insertion mode. */
enum step
tree_in_template(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT:
	case TOKEN_NULL:
	case TOKEN_COMMENT:
	case TOKEN_DOCTYPE: return tree_in_body(t, token);
	case TOKEN_START: return in_template_start_tag(t, token);
	case TOKEN_END:
		if (token->name == DOM_TEMPLATE)
			return tree_in_head(t, token);
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	case TOKEN_EOF: return in_template_eof(t, token);
	}
	return DONE;
}

static bool
is_blank_text(const struct token *token)
{
	struct token rest = *token;

	if (token->type != TOKEN_TEXT)
		return false;
	tree_take_space(&rest);
	return rest.text.n == 0;
}

/* White space, a doctype or <html>: "using the rules for in body". */
static bool
is_left_to_body(const struct token *token)
{
	return token->type == TOKEN_DOCTYPE || is_blank_text(token) ||
	    is_tag(token, TOKEN_START, DOM_HTML);
}

/* Text after the end: what is white space in front of other text, too, goes
 * into the body first. */
static void
body_takes_space(struct tree *t, struct token *token)
{
	struct token space = *token;

	if (token->type != TOKEN_TEXT)
		return;
	space.text = tree_take_space(token);
	if (space.text.n > 0)
		tree_in_body(t, &space);
}

/* 13.2.6.4.17 The "after body" insertion mode. */
enum step
tree_after_body(struct tree *t, struct token *token)
{
	if (is_left_to_body(token))
		return tree_in_body(t, token);
	if (token->type == TOKEN_COMMENT) {
		tree_insert_comment_in(t, token, t->stack[0].node);
		return DONE;
	}
	if (token->type == TOKEN_EOF)
		return DONE;
	if (is_tag(token, TOKEN_END, DOM_HTML)) {
		if (t->context == 0)
			t->mode = MODE_AFTER_AFTER_BODY;
		return DONE;
	}
	tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token);
	body_takes_space(t, token);
	t->mode = MODE_IN_BODY;
	return AGAIN;
}

/* 13.2.6.4.20 The "after after body" insertion mode. */
enum step
tree_after_after_body(struct tree *t, struct token *token)
{
	if (token->type == TOKEN_COMMENT) {
		tree_insert_comment_in(t, token, DOM_ROOT);
		return DONE;
	}
	if (is_left_to_body(token))
		return tree_in_body(t, token);
	if (token->type == TOKEN_EOF)
		return DONE;
	tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token);
	body_takes_space(t, token);
	t->mode = MODE_IN_BODY;
	return AGAIN;
}

/* Of text in or after a frameset only the white space is kept. */
static void
insert_only_space(struct tree *t, struct token *token)
{
	struct dom_str *text = &token->text;
	bool lost = false;

	while (text->n > 0) {
		tree_insert_text(t, tree_take_space(token), token->line);
		while (text->n > 0 && !is_space(*text->p)) {
			text->p++;
			text->n--;
			lost = true;
		}
	}
	if (lost)
		tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token);
}

static enum step
in_frameset_start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_HTML: return tree_in_body(t, token);
	case DOM_FRAMESET: tree_insert_element(t, token); return DONE;
	case DOM_FRAME: tree_insert_void(t, token); return DONE;
	case DOM_NOFRAMES: return tree_in_head(t, token);
	}
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	return DONE;
}

static void
end_frameset(struct tree *t, struct token *token)
{
	if (t->depth == 1) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_pop(t);
	if (t->context == 0 && current(t)->key != DOM_FRAMESET)
		t->mode = MODE_AFTER_FRAMESET;
}

/* 13.2.6.4.18 The "in frameset" insertion mode. */
enum step
tree_in_frameset(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT: insert_only_space(t, token); break;
	case TOKEN_COMMENT: tree_insert_comment(t, token); break;
	case TOKEN_START: return in_frameset_start_tag(t, token);
	case TOKEN_END:
		if (token->name == DOM_FRAMESET)
			end_frameset(t, token);
		else
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		break;
	case TOKEN_DOCTYPE:
	case TOKEN_NULL: tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token); break;
	case TOKEN_EOF: break;
	}
	return DONE;
}

/* 13.2.6.4.19 The "after frameset" insertion mode. */
enum step
tree_after_frameset(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT: insert_only_space(t, token); break;
	case TOKEN_COMMENT: tree_insert_comment(t, token); break;
	case TOKEN_START:
		if (token->name == DOM_HTML)
			return tree_in_body(t, token);
		if (token->name == DOM_NOFRAMES)
			return tree_in_head(t, token);
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		break;
	case TOKEN_END:
		if (token->name == DOM_HTML)
			t->mode = MODE_AFTER_AFTER_FRAMESET;
		else
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		break;
	case TOKEN_DOCTYPE:
	case TOKEN_NULL: tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token); break;
	case TOKEN_EOF: break;
	}
	return DONE;
}

/* 13.2.6.4.21 The "after after frameset" insertion mode. */
enum step
tree_after_after_frameset(struct tree *t, struct token *token)
{
	struct token space = *token;

	if (token->type == TOKEN_COMMENT) {
		tree_insert_comment_in(t, token, DOM_ROOT);
		return DONE;
	}
	if (is_tag(token, TOKEN_START, DOM_NOFRAMES))
		return tree_in_head(t, token);
	if (is_left_to_body(token))
		return tree_in_body(t, token);
	if (token->type == TOKEN_EOF)
		return DONE;
	tree_error(t, DOM_ERR_UNEXPECTED_TEXT, token);
	while (token->type == TOKEN_TEXT && token->text.n > 0) {
		space.text = tree_take_space(token);
		if (space.text.n > 0)
			tree_in_body(t, &space);
		while (token->text.n > 0 && !is_space(*token->text.p)) {
			token->text.p++;
			token->text.n--;
		}
	}
	return DONE;
}
