/* 13.2.6.4.9 to 15: tables. */
#include "tree.h"

/* Processed as in body, but put before the table. */
static enum step
foster(struct tree *t, struct token *token)
{
	enum step step;

	t->foster = true;
	step = tree_in_body(t, token);
	t->foster = false;
	return step;
}

static bool
is_table_part(uint32_t key)
{
	switch (key) {
	case DOM_TABLE:
	case DOM_TBODY:
	case DOM_TEMPLATE:
	case DOM_TFOOT:
	case DOM_THEAD:
	case DOM_TR: return true;
	default: return false;
	}
}

/* Leaves the table, if the tag closes it or stands for its end. */
static bool
end_table(struct tree *t, struct token *token)
{
	if (!in_table_scope(t, DOM_TABLE)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return false;
	}
	tree_pop_until(t, DOM_TABLE);
	tree_reset_mode(t);
	return true;
}

static enum step
in_table_start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_CAPTION:
		tree_clear_to(t, DOM_TABLE, 0, 0);
		tree_format_marker(t);
		tree_insert_element(t, token);
		t->mode = MODE_IN_CAPTION;
		return DONE;
	case DOM_COLGROUP:
		tree_clear_to(t, DOM_TABLE, 0, 0);
		tree_insert_element(t, token);
		t->mode = MODE_IN_COLUMN_GROUP;
		return DONE;
	case DOM_COL:
		tree_clear_to(t, DOM_TABLE, 0, 0);
		tree_insert_implied(t, DOM_COLGROUP, token->line);
		t->mode = MODE_IN_COLUMN_GROUP;
		return AGAIN;
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD:
		tree_clear_to(t, DOM_TABLE, 0, 0);
		tree_insert_element(t, token);
		t->mode = MODE_IN_TABLE_BODY;
		return DONE;
	case DOM_TD:
	case DOM_TH:
	case DOM_TR:
		tree_clear_to(t, DOM_TABLE, 0, 0);
		tree_insert_implied(t, DOM_TBODY, token->line);
		t->mode = MODE_IN_TABLE_BODY;
		return AGAIN;
	case DOM_TABLE:
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return end_table(t, token) ? AGAIN : DONE;
	case DOM_STYLE:
	case DOM_SCRIPT:
	case DOM_TEMPLATE: return tree_in_head(t, token);
	case DOM_INPUT:
		if (!tree_is_hidden_input(t->d, token))
			break;
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		tree_insert_void(t, token);
		return DONE;
	case DOM_FORM:
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		if (is_open(t, DOM_TEMPLATE) || t->form != 0)
			return DONE;
		t->form = tree_insert_element(t, token);
		tree_pop(t);
		return DONE;
	}
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	return foster(t, token);
}

static enum step
in_table_end_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_TABLE: end_table(t, token); return DONE;
	case DOM_BODY:
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_HTML:
	case DOM_TBODY:
	case DOM_TD:
	case DOM_TFOOT:
	case DOM_TH:
	case DOM_THEAD:
	case DOM_TR:
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	case DOM_TEMPLATE: return tree_in_head(t, token);
	}
	tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
	return foster(t, token);
}

/* 13.2.6.4.9 The "in table" insertion mode. */
enum step
tree_in_table(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT:
	case TOKEN_NULL:
		if (!is_table_part(current(t)->key))
			return foster(t, token);
		t->pending_count = 0;
		t->original_mode = t->mode;
		t->mode = MODE_IN_TABLE_TEXT;
		return AGAIN;
	case TOKEN_COMMENT: tree_insert_comment(t, token); return DONE;
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		return DONE;
	case TOKEN_START: return in_table_start_tag(t, token);
	case TOKEN_END: return in_table_end_tag(t, token);
	case TOKEN_EOF: return tree_in_body(t, token);
	}
	return DONE;
}

static void
keep_pending(struct tree *t, const struct token *token)
{
	struct pending *grown;

	if (t->pending_count == t->pending_room) {
		grown = dom_grow(
		    t->d, t->pending, &t->pending_room, 0, sizeof(*grown));
		if (grown == NULL)
			return;
		t->pending = grown;
	}
	t->pending[t->pending_count++] =
	    (struct pending){ token->text, token->line };
}

static bool
pending_is_blank(const struct tree *t)
{
	struct token token;

	for (uint32_t i = 0; i < t->pending_count; i++) {
		token.text = t->pending[i].text;
		tree_take_space(&token);
		if (token.text.n > 0)
			return false;
	}
	return true;
}

/* 13.2.6.4.10 The "in table text" insertion mode. */
enum step
tree_in_table_text(struct tree *t, struct token *token)
{
	bool blank;

	if (token->type == TOKEN_NULL)
		return DONE;
	if (token->type == TOKEN_TEXT) {
		keep_pending(t, token);
		return DONE;
	}
	blank = pending_is_blank(t);
	for (uint32_t i = 0; i < t->pending_count; i++) {
		struct token text = {
			.type = TOKEN_TEXT,
			.text = t->pending[i].text,
			.line = t->pending[i].line,
		};

		if (blank)
			tree_insert_text(t, text.text, text.line);
		else
			foster(t, &text);
	}
	t->mode = t->original_mode;
	return AGAIN;
}

/* Ends the caption; false: there is none. */
static bool
end_caption(struct tree *t, struct token *token)
{
	if (!in_table_scope(t, DOM_CAPTION)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return false;
	}
	tree_implied_end_tags(t, 0);
	if (current(t)->key != DOM_CAPTION)
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	tree_pop_until(t, DOM_CAPTION);
	tree_format_clear_to_marker(t);
	t->mode = MODE_IN_TABLE;
	return true;
}

/* The tags of a table's structure, which end what they cannot stand in. */
static bool
is_structure(uint32_t name)
{
	switch (name) {
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_TBODY:
	case DOM_TD:
	case DOM_TFOOT:
	case DOM_TH:
	case DOM_THEAD:
	case DOM_TR: return true;
	default: return false;
	}
}

/* 13.2.6.4.11 The "in caption" insertion mode. */
enum step
tree_in_caption(struct tree *t, struct token *token)
{
	if (is_tag(token, TOKEN_END, DOM_CAPTION)) {
		end_caption(t, token);
		return DONE;
	}
	if ((token->type == TOKEN_START && is_structure(token->name)) ||
	    is_tag(token, TOKEN_END, DOM_TABLE))
		return end_caption(t, token) ? AGAIN : DONE;
	if (token->type == TOKEN_END &&
	    (is_structure(token->name) || token->name == DOM_BODY ||
		token->name == DOM_HTML)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	}
	return tree_in_body(t, token);
}

/* 13.2.6.4.12 The "in column group" insertion mode. */
enum step
tree_in_column_group(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT:
		tree_insert_text(t, tree_take_space(token), token->line);
		if (token->text.n == 0)
			return DONE;
		break;
	case TOKEN_COMMENT: tree_insert_comment(t, token); return DONE;
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		return DONE;
	case TOKEN_START:
		if (token->name == DOM_HTML)
			return tree_in_body(t, token);
		if (token->name == DOM_TEMPLATE)
			return tree_in_head(t, token);
		if (token->name == DOM_COL) {
			tree_insert_void(t, token);
			return DONE;
		}
		break;
	case TOKEN_END:
		if (token->name == DOM_TEMPLATE)
			return tree_in_head(t, token);
		if (token->name == DOM_COL) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	case TOKEN_EOF: return tree_in_body(t, token);
	case TOKEN_NULL: break;
	}
	if (current(t)->key != DOM_COLGROUP) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	}
	tree_pop(t);
	t->mode = MODE_IN_TABLE;
	return is_tag(token, TOKEN_END, DOM_COLGROUP) ? DONE : AGAIN;
}

/* Leaves the table body, for what can only stand beside or after it. */
static enum step
leave_table_body(struct tree *t, struct token *token)
{
	if (!in_table_scope(t, DOM_TBODY) && !in_table_scope(t, DOM_THEAD) &&
	    !in_table_scope(t, DOM_TFOOT)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	}
	tree_clear_to(t, DOM_TBODY, DOM_TFOOT, DOM_THEAD);
	tree_pop(t);
	t->mode = MODE_IN_TABLE;
	return AGAIN;
}

static enum step
in_table_body_end_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD:
		if (!in_table_scope(t, token->name)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		tree_clear_to(t, DOM_TBODY, DOM_TFOOT, DOM_THEAD);
		tree_pop(t);
		t->mode = MODE_IN_TABLE;
		return DONE;
	case DOM_TABLE: return leave_table_body(t, token);
	case DOM_BODY:
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_HTML:
	case DOM_TD:
	case DOM_TH:
	case DOM_TR:
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	}
	return tree_in_table(t, token);
}

/* 13.2.6.4.13 The "in table body" insertion mode. */
enum step
tree_in_table_body(struct tree *t, struct token *token)
{
	if (token->type == TOKEN_END)
		return in_table_body_end_tag(t, token);
	if (token->type != TOKEN_START)
		return tree_in_table(t, token);
	switch (token->name) {
	case DOM_TR:
		tree_clear_to(t, DOM_TBODY, DOM_TFOOT, DOM_THEAD);
		tree_insert_element(t, token);
		t->mode = MODE_IN_ROW;
		return DONE;
	case DOM_TH:
	case DOM_TD:
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		tree_clear_to(t, DOM_TBODY, DOM_TFOOT, DOM_THEAD);
		tree_insert_implied(t, DOM_TR, token->line);
		t->mode = MODE_IN_ROW;
		return AGAIN;
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD: return leave_table_body(t, token);
	}
	return tree_in_table(t, token);
}

/* Leaves the row; false: there is none. */
static bool
leave_row(struct tree *t, struct token *token)
{
	if (!in_table_scope(t, DOM_TR)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return false;
	}
	tree_clear_to(t, DOM_TR, 0, 0);
	tree_pop(t);
	t->mode = MODE_IN_TABLE_BODY;
	return true;
}

static enum step
in_row_end_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_TR: leave_row(t, token); return DONE;
	case DOM_TABLE: return leave_row(t, token) ? AGAIN : DONE;
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD:
		if (!in_table_scope(t, token->name)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		return leave_row(t, token) ? AGAIN : DONE;
	case DOM_BODY:
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_HTML:
	case DOM_TD:
	case DOM_TH:
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	}
	return tree_in_table(t, token);
}

/* 13.2.6.4.14 The "in row" insertion mode. */
enum step
tree_in_row(struct tree *t, struct token *token)
{
	if (token->type == TOKEN_END)
		return in_row_end_tag(t, token);
	if (token->type != TOKEN_START || !is_structure(token->name))
		return tree_in_table(t, token);
	if (token->name != DOM_TD && token->name != DOM_TH)
		return leave_row(t, token) ? AGAIN : DONE;
	tree_clear_to(t, DOM_TR, 0, 0);
	tree_insert_element(t, token);
	t->mode = MODE_IN_CELL;
	tree_format_marker(t);
	return DONE;
}

/* "Close the cell", a td or a th; at the depth limit it may be gone. */
static void
close_cell(struct tree *t)
{
	uint32_t key = 0;

	tree_implied_end_tags(t, 0);
	if (in_table_scope(t, DOM_TD) || in_table_scope(t, DOM_TH))
		while (key != DOM_TD && key != DOM_TH) {
			key = current(t)->key;
			tree_pop(t);
		}
	tree_format_clear_to_marker(t);
	t->mode = MODE_IN_ROW;
}

static enum step
in_cell_end_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_TD:
	case DOM_TH:
		if (!in_table_scope(t, token->name)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		tree_implied_end_tags(t, 0);
		if (current(t)->key != token->name)
			tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
		tree_pop_until(t, token->name);
		tree_format_clear_to_marker(t);
		t->mode = MODE_IN_ROW;
		return DONE;
	case DOM_BODY:
	case DOM_CAPTION:
	case DOM_COL:
	case DOM_COLGROUP:
	case DOM_HTML:
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return DONE;
	case DOM_TABLE:
	case DOM_TBODY:
	case DOM_TFOOT:
	case DOM_THEAD:
	case DOM_TR:
		if (!in_table_scope(t, token->name)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		close_cell(t);
		return AGAIN;
	}
	return tree_in_body(t, token);
}

/* 13.2.6.4.15 The "in cell" insertion mode. */
enum step
tree_in_cell(struct tree *t, struct token *token)
{
	if (token->type == TOKEN_END)
		return in_cell_end_tag(t, token);
	if (token->type != TOKEN_START || !is_structure(token->name))
		return tree_in_body(t, token);
	if (!in_table_scope(t, DOM_TD) && !in_table_scope(t, DOM_TH)) {
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return DONE;
	}
	close_cell(t);
	return AGAIN;
}
