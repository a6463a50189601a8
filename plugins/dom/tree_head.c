/* 13.2.6.4.1 to 6: from the start of the page to its body. */
#include "tree.h"

static bool
is_legacy_doctype(const struct dom_doctype *doctype)
{
	struct dom_str name = doctype->name, system = doctype->system_id;

	return name.n == 4 && memcmp(name.p, "html", 4) == 0 &&
	    doctype->public_id.p == NULL &&
	    (system.p == NULL ||
		(system.n == 19 &&
		    memcmp(system.p, "about:legacy-compat", 19) == 0));
}

/* 13.2.6.4.1 The "initial" insertion mode. */
enum step
tree_initial(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT:
		tree_take_space(token);
		if (token->text.n == 0)
			return DONE;
		break;
	case TOKEN_COMMENT:
		tree_insert_comment_in(t, token, DOM_ROOT);
		return DONE;
	case TOKEN_DOCTYPE:
		if (!is_legacy_doctype(&token->doctype))
			tree_error(t, DOM_ERR_UNKNOWN_DOCTYPE, token);
		dom_append(t->d, DOM_ROOT,
		    dom_add_doctype(t->d, &token->doctype, token->line));
		t->d->mode = tree_doctype_mode(token);
		t->mode = MODE_BEFORE_HTML;
		return DONE;
	default: break;
	}
	tree_error(t, DOM_ERR_MISSING_DOCTYPE, token);
	t->d->mode = DOM_QUIRKS;
	t->mode = MODE_BEFORE_HTML;
	return AGAIN;
}

static void
insert_html(struct tree *t, struct token *token, bool has_tag)
{
	struct dom *d = t->d;
	uint32_t html = dom_add_element(d, DOM_HTML, DOM_NS_HTML, token->line);

	if (has_tag)
		dom_take_attrs(d, html, token->attr_count);
	dom_append(d, DOM_ROOT, html);
	tree_push(t, html, DOM_HTML);
	t->mode = MODE_BEFORE_HEAD;
}

/* The end tags that may open what is missing; others are ignored. */
static bool
is_opening_end_tag(const struct token *token)
{
	switch (token->name) {
	case DOM_HEAD:
	case DOM_BODY:
	case DOM_HTML:
	case DOM_BR: return true;
	default: return false;
	}
}

/* 13.2.6.4.2 The "before html" insertion mode. */
enum step
tree_before_html(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		return DONE;
	case TOKEN_COMMENT:
		tree_insert_comment_in(t, token, DOM_ROOT);
		return DONE;
	case TOKEN_TEXT:
		tree_take_space(token);
		if (token->text.n == 0)
			return DONE;
		break;
	case TOKEN_START:
		if (token->name == DOM_HTML) {
			insert_html(t, token, true);
			return DONE;
		}
		break;
	case TOKEN_END:
		if (!is_opening_end_tag(token)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	default: break;
	}
	insert_html(t, token, false);
	return AGAIN;
}

/* 13.2.6.4.3 The "before head" insertion mode. */
enum step
tree_before_head(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_TEXT:
		tree_take_space(token);
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
		if (token->name == DOM_HEAD) {
			t->head = tree_insert_element(t, token);
			t->mode = MODE_IN_HEAD;
			return DONE;
		}
		break;
	case TOKEN_END:
		if (!is_opening_end_tag(token)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	default: break;
	}
	t->head = tree_insert_implied(t, DOM_HEAD, token->line);
	t->mode = MODE_IN_HEAD;
	return AGAIN;
}

/* 13.2.6.2 Parsing elements that contain only text. */
void
tree_insert_raw(struct tree *t, struct token *token, enum content content)
{
	tree_insert_element(t, token);
	tokenizer_enter(&t->tk, content, token->name);
	t->original_mode = t->mode;
	t->mode = MODE_TEXT;
}

static void
start_template(struct tree *t, struct token *token)
{
	enum mode *grown;
	uint32_t template = tree_insert_element(t, token);

	dom_append(t->d, template, dom_add_fragment(t->d));
	tree_format_marker(t);
	t->frameset_ok = false;
	t->mode = MODE_IN_TEMPLATE;
	if (t->template_count == t->template_room) {
		grown = dom_grow(t->d, t->template_modes, &t->template_room, 0,
		    sizeof(*grown));
		if (grown == NULL)
			return;
		t->template_modes = grown;
	}
	t->template_modes[t->template_count++] = MODE_IN_TEMPLATE;
}

static void
end_template(struct tree *t, struct token *token)
{
	if (!is_open(t, DOM_TEMPLATE)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_implied_end_tags_thoroughly(t);
	if (current(t)->key != DOM_TEMPLATE)
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	tree_pop_until(t, DOM_TEMPLATE);
	tree_format_clear_to_marker(t);
	t->template_count--;
	tree_reset_mode(t);
}

/* The start tags of "in head".  False: anything else. */
static bool
in_head_start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_BASE:
	case DOM_BASEFONT:
	case DOM_BGSOUND:
	case DOM_LINK:
	case DOM_META: tree_insert_void(t, token); return true;
	case DOM_TITLE: tree_insert_raw(t, token, CONTENT_RCDATA); return true;
	case DOM_NOSCRIPT: /* scripting is off */
		tree_insert_element(t, token);
		t->mode = MODE_IN_HEAD_NOSCRIPT;
		return true;
	case DOM_NOFRAMES:
	case DOM_STYLE: tree_insert_raw(t, token, CONTENT_RAWTEXT); return true;
	case DOM_SCRIPT: tree_insert_raw(t, token, CONTENT_SCRIPT); return true;
	case DOM_TEMPLATE: start_template(t, token); return true;
	case DOM_HEAD:
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return true;
	default: return false;
	}
}

/* 13.2.6.4.4 The "in head" insertion mode. */
enum step
tree_in_head(struct tree *t, struct token *token)
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
		if (in_head_start_tag(t, token))
			return DONE;
		break;
	case TOKEN_END:
		if (token->name == DOM_HEAD) {
			tree_pop(t);
			t->mode = MODE_AFTER_HEAD;
			return DONE;
		}
		if (token->name == DOM_TEMPLATE) {
			end_template(t, token);
			return DONE;
		}
		if (!is_opening_end_tag(token)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	default: break;
	}
	tree_pop(t);
	t->mode = MODE_AFTER_HEAD;
	return AGAIN;
}

/* 13.2.6.4.5: what "in head noscript" leaves to "in head". */
static bool
is_noscript_content(const struct token *token)
{
	if (token->type == TOKEN_COMMENT)
		return true;
	if (token->type != TOKEN_START)
		return false;
	switch (token->name) {
	case DOM_BASEFONT:
	case DOM_BGSOUND:
	case DOM_LINK:
	case DOM_META:
	case DOM_NOFRAMES:
	case DOM_STYLE: return true;
	default: return false;
	}
}

/* 13.2.6.4.5 The "in head noscript" insertion mode. */
enum step
tree_in_head_noscript(struct tree *t, struct token *token)
{
	if (is_noscript_content(token))
		return tree_in_head(t, token);
	switch (token->type) {
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		return DONE;
	case TOKEN_TEXT:
		tree_insert_text(t, tree_take_space(token), token->line);
		if (token->text.n == 0)
			return DONE;
		break;
	case TOKEN_START:
		if (token->name == DOM_HTML)
			return tree_in_body(t, token);
		if (token->name == DOM_HEAD || token->name == DOM_NOSCRIPT) {
			tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
			return DONE;
		}
		break;
	case TOKEN_END:
		if (token->name == DOM_NOSCRIPT) {
			tree_pop(t);
			t->mode = MODE_IN_HEAD;
			return DONE;
		}
		if (token->name != DOM_BR) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	default: break;
	}
	tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	tree_pop(t);
	t->mode = MODE_IN_HEAD;
	return AGAIN;
}

/* A tag that belongs into a head which is closed already. */
static void
reopen_head(struct tree *t, struct token *token)
{
	uint32_t position;

	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	tree_push(t, t->head, DOM_HEAD);
	tree_in_head(t, token);
	position = tree_find(t, t->head);
	if (position != 0)
		tree_remove(t, position - 1);
}

/* The start tags of "after head".  False: anything else. */
static bool
after_head_start_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_BODY:
		tree_insert_element(t, token);
		t->frameset_ok = false;
		t->mode = MODE_IN_BODY;
		return true;
	case DOM_FRAMESET:
		tree_insert_element(t, token);
		t->mode = MODE_IN_FRAMESET;
		return true;
	case DOM_BASE:
	case DOM_BASEFONT:
	case DOM_BGSOUND:
	case DOM_LINK:
	case DOM_META:
	case DOM_NOFRAMES:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_TITLE: reopen_head(t, token); return true;
	case DOM_HEAD:
		tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
		return true;
	default: return false;
	}
}

/* 13.2.6.4.6 The "after head" insertion mode. */
enum step
tree_after_head(struct tree *t, struct token *token)
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
		if (after_head_start_tag(t, token))
			return DONE;
		break;
	case TOKEN_END:
		if (token->name == DOM_TEMPLATE)
			return tree_in_head(t, token);
		if (token->name == DOM_HEAD || !is_opening_end_tag(token)) {
			tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
			return DONE;
		}
		break;
	default: break;
	}
	tree_insert_implied(t, DOM_BODY, token->line);
	t->mode = MODE_IN_BODY;
	return AGAIN;
}
