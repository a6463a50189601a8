/* 13.2.6.4.7 The "in body" insertion mode: its end tags. */
#include "tree.h"

/* "Any other end tag". */
void
tree_any_other_end_tag(struct tree *t, struct token *token)
{
	for (uint32_t i = t->depth; i-- > 0;) {
		if (t->stack[i].key == token->name) {
			tree_implied_end_tags(t, token->name);
			if (i + 1 != t->depth)
				tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
			tree_pop_to(t, i);
			return;
		}
		if (t->stack[i].traits & SPECIAL)
			break;
	}
	tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
}

static void
expect_current(struct tree *t, uint32_t name, struct token *token)
{
	if (current(t)->key != name)
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
}

static bool
end_body(struct tree *t, struct token *token)
{
	if (!in_scope(t, DOM_BODY)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return false;
	}
	t->mode = MODE_AFTER_BODY;
	return true;
}

static void
end_block(struct tree *t, struct token *token)
{
	if (!in_scope(t, token->name)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_implied_end_tags(t, 0);
	expect_current(t, token->name, token);
	tree_pop_until(t, token->name);
}

/* Where the node is in scope, counted from 1; 0: it is not. */
static uint32_t
find_in_scope(const struct tree *t, uint32_t node)
{
	for (uint32_t i = t->depth; i > 0; i--) {
		if (t->stack[i - 1].node == node)
			return i;
		if (t->stack[i - 1].traits & SCOPE)
			return 0;
	}
	return 0;
}

static void
end_form(struct tree *t, struct token *token)
{
	uint32_t form = t->form, at;

	if (is_open(t, DOM_TEMPLATE)) {
		end_block(t, token);
		return;
	}
	t->form = 0;
	at = form != 0 ? find_in_scope(t, form) : 0;
	if (at == 0) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_implied_end_tags(t, 0);
	if (at != t->depth)
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	tree_remove(t, at - 1);
}

static void
end_p(struct tree *t, struct token *token)
{
	if (!in_button_scope(t, DOM_P)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		tree_insert_implied(t, DOM_P, token->line);
	}
	tree_close_p(t);
}

static void
end_item(struct tree *t, struct token *token, bool in_its_scope)
{
	if (!in_its_scope) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_implied_end_tags(t, token->name);
	expect_current(t, token->name, token);
	tree_pop_until(t, token->name);
}

static void
end_heading(struct tree *t, struct token *token)
{
	bool popped = false;

	if (!tree_traits_in_scope(t, HEADING, SCOPE)) {
		tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
		return;
	}
	tree_implied_end_tags(t, 0);
	expect_current(t, token->name, token);
	while (!popped) {
		popped = current(t)->traits & HEADING;
		tree_pop(t);
	}
}

static void
end_object(struct tree *t, struct token *token)
{
	bool open = in_scope(t, token->name);

	end_block(t, token);
	if (open)
		tree_format_clear_to_marker(t);
}

static void
end_br(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_END_TAG, token);
	token->attr_count = 0;
	tree_reconstruct_formatting(t);
	tree_insert_void(t, token);
	t->frameset_ok = false;
}

enum step
tree_in_body_end_tag(struct tree *t, struct token *token)
{
	switch (token->name) {
	case DOM_TEMPLATE: return tree_in_head(t, token);
	case DOM_BODY: end_body(t, token); break;
	case DOM_HTML: return end_body(t, token) ? AGAIN : DONE;
	case DOM_ADDRESS:
	case DOM_ARTICLE:
	case DOM_ASIDE:
	case DOM_BLOCKQUOTE:
	case DOM_BUTTON:
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
	case DOM_LISTING:
	case DOM_MAIN:
	case DOM_MENU:
	case DOM_NAV:
	case DOM_OL:
	case DOM_PRE:
	case DOM_SEARCH:
	case DOM_SECTION:
	case DOM_SELECT:
	case DOM_SUMMARY:
	case DOM_UL: end_block(t, token); break;
	case DOM_FORM: end_form(t, token); break;
	case DOM_P: end_p(t, token); break;
	case DOM_LI: end_item(t, token, in_list_scope(t, DOM_LI)); break;
	case DOM_DD:
	case DOM_DT: end_item(t, token, in_scope(t, token->name)); break;
	case DOM_H1:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6: end_heading(t, token); break;
	case DOM_A:
	case DOM_B:
	case DOM_BIG:
	case DOM_CODE:
	case DOM_EM:
	case DOM_FONT:
	case DOM_I:
	case DOM_NOBR:
	case DOM_S:
	case DOM_SMALL:
	case DOM_STRIKE:
	case DOM_STRONG:
	case DOM_TT:
	case DOM_U:
		if (!tree_adoption_agency(t, token))
			tree_any_other_end_tag(t, token);
		break;
	case DOM_APPLET:
	case DOM_MARQUEE:
	case DOM_OBJECT: end_object(t, token); break;
	case DOM_BR: end_br(t, token); break;
	default: tree_any_other_end_tag(t, token); break;
	}
	return DONE;
}
