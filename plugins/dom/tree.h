/*
 * The tree builder: 13.2.6 of the standard, scripting off.  Each insertion mode
 * is a function of its name; the files hold them in the standard's order:
 *
 *	tree_head.c	13.2.6.4.1 to 6: initial to after head
 *	tree_body.c	13.2.6.4.7: in body; tree_body_end.c its end tags
 *	tree_table.c	13.2.6.4.9 to 15: tables
 *	tree_after.c	13.2.6.4.8, 16 to 21: text, templates, frames, after
 *	tree_foreign.c	13.2.6.5: foreign content
 *	tree_stack.c	13.2.4.2: the stack of open elements
 *	tree_format.c	13.2.4.3: active formatting; the adoption agency
 *	tree_insert.c	13.2.6.1: creating and inserting nodes
 *	tree.c		13.2.6: the dispatcher; 13.4: fragments
 */
#ifndef TREE_H
#define TREE_H

#include "tokenizer.h"

enum mode {
	MODE_INITIAL,
	MODE_BEFORE_HTML,
	MODE_BEFORE_HEAD,
	MODE_IN_HEAD,
	MODE_IN_HEAD_NOSCRIPT,
	MODE_AFTER_HEAD,
	MODE_IN_BODY,
	MODE_TEXT,
	MODE_IN_TABLE,
	MODE_IN_TABLE_TEXT,
	MODE_IN_CAPTION,
	MODE_IN_COLUMN_GROUP,
	MODE_IN_TABLE_BODY,
	MODE_IN_ROW,
	MODE_IN_CELL,
	MODE_IN_TEMPLATE,
	MODE_AFTER_BODY,
	MODE_IN_FRAMESET,
	MODE_AFTER_FRAMESET,
	MODE_AFTER_AFTER_BODY,
	MODE_AFTER_AFTER_FRAMESET
};

/* What an element is to the algorithms, 13.2.4.2 and 13.2.6.3. */
enum trait {
	SPECIAL = 1 << 0,
	SCOPE = 1 << 1, /* ends "in scope", and the next two */
	LIST_SCOPE = 1 << 2, /* ends "in list item scope" besides */
	BUTTON_SCOPE = 1 << 3, /* ends "in button scope" besides */
	TABLE_SCOPE = 1 << 4, /* ends "in table scope" */
	IMPLIED_END = 1 << 5, /* "generate implied end tags" */
	THOROUGH_END = 1 << 6, /* "... thoroughly", besides */
	FORMATTING = 1 << 7,
	HEADING = 1 << 8,
	VOID = 1 << 9
};

/* Names are compared with their namespace: DOM_P is the number of an HTML p. */
#define KEY(name, ns) ((name) | (uint32_t)(ns) << 24)
#define SVG(name) KEY(name, DOM_NS_SVG)
#define MATHML(name) KEY(name, DOM_NS_MATHML)

struct open {
	uint32_t node, key, traits;
};

/* Between two markers, the list of active formatting elements keeps so many. */
enum { FORMATS_MAX = 128 };

/* An entry of the list of active formatting elements; node 0: a marker. */
struct format {
	uint32_t node, name;
};

struct place {
	uint32_t parent, before;
};

struct pending {
	struct dom_str text;
	uint32_t line;
};

struct tree {
	struct dom *d;
	struct tokenizer tk;
	enum mode mode, original_mode;

	struct open *stack;
	uint32_t depth, stack_room;
	uint32_t flattened; /* open elements that gave way to deeper ones */
	uint32_t *open_count; /* by name: how many are on the stack */

	struct format *formats;
	uint32_t format_count, format_room;

	enum mode *template_modes;
	uint32_t template_count, template_room;

	struct pending *pending; /* pending table character tokens */
	uint32_t pending_count, pending_room;

	uint32_t head, form;
	uint32_t context; /* of a fragment: its context element, in no tree */
	uint32_t context_key;
	uint64_t copies_left; /* elements that may yet be made without a tag */
	bool frameset_ok, foster, skip_newline, has_selectedcontent;
};

/* Does the token have to be processed again, by the mode as it is now? */
enum step { DONE, AGAIN };

typedef enum step mode_function(struct tree *t, struct token *token);

mode_function tree_initial, tree_before_html, tree_before_head, tree_in_head,
    tree_in_head_noscript, tree_after_head, tree_in_body, tree_text,
    tree_in_table, tree_in_table_text, tree_in_caption, tree_in_column_group,
    tree_in_table_body, tree_in_row, tree_in_cell, tree_in_template,
    tree_after_body, tree_in_frameset, tree_after_frameset,
    tree_after_after_body, tree_after_after_frameset, tree_foreign_content;

/* tree.c */
enum step tree_process(struct tree *t, struct token *token);
enum step tree_process_as(struct tree *t, struct token *token, enum mode mode);
void
tree_error(struct tree *t, enum dom_error_code code, const struct token *token);

/* The adjusted current node, 13.2.4.2, as a key. */
uint32_t tree_adjusted_key(const struct tree *t);
/* Is the annotation-xml element one that holds HTML? */
bool tree_holds_html(const struct tree *t, uint32_t node);

/* Another copy of an element that no tag asked for: false when so many were
 * made that the page can only be meant to exhaust us. */
bool tree_may_copy(struct tree *t);

/* Cuts the white space off the front of a text token; an empty string if there
 * is none. */
struct dom_str tree_take_space(struct token *token);

static inline bool
is_tag(const struct token *token, enum token_type type, uint32_t name)
{
	return token->type == type && token->name == name;
}

/* tree_stack.c */
static inline struct open *
current(const struct tree *t)
{
	return &t->stack[t->depth - 1];
}

uint32_t tree_traits_of(uint32_t key);
/* To be called before anything is pushed, and before its place is sought. */
void tree_make_room(struct tree *t);
void tree_push(struct tree *t, uint32_t node, uint32_t key);
void tree_pop(struct tree *t);
void tree_pop_to(struct tree *t, uint32_t depth);
/* Takes one out of the middle. */
void tree_remove(struct tree *t, uint32_t index);
/* Where the node is, counted from 1; 0: nowhere. */
uint32_t tree_find(const struct tree *t, uint32_t node);

/* Is an HTML element of that name open inside the nearest element with any of
 * the traits? */
bool
tree_in_specific_scope(const struct tree *t, uint32_t name, uint32_t traits);

static inline bool
in_scope(const struct tree *t, uint32_t name)
{
	return tree_in_specific_scope(t, name, SCOPE);
}

static inline bool
in_button_scope(const struct tree *t, uint32_t name)
{
	return tree_in_specific_scope(t, name, SCOPE | BUTTON_SCOPE);
}

static inline bool
in_list_scope(const struct tree *t, uint32_t name)
{
	return tree_in_specific_scope(t, name, SCOPE | LIST_SCOPE);
}

static inline bool
in_table_scope(const struct tree *t, uint32_t name)
{
	return tree_in_specific_scope(t, name, TABLE_SCOPE);
}

static inline bool
is_open(const struct tree *t, uint32_t name)
{
	return t->open_count[name] > 0;
}

/* Is any HTML element with one of `traits` open inside `boundary`? */
bool
tree_traits_in_scope(const struct tree *t, uint32_t traits, uint32_t boundary);

/* Pops up to and with the innermost HTML element of that name. */
void tree_pop_until(struct tree *t, uint32_t name);
/* 13.2.6.3, except for one name (0: none). */
void tree_implied_end_tags(struct tree *t, uint32_t except);
void tree_implied_end_tags_thoroughly(struct tree *t);
/* "Clear the stack back to a table context", and so on. */
void tree_clear_to(struct tree *t, uint32_t a, uint32_t b, uint32_t c);
void tree_close_p(struct tree *t);
void tree_reset_mode(struct tree *t);

/* tree_format.c */
void tree_format_push(struct tree *t, uint32_t node, uint32_t name);
void tree_format_marker(struct tree *t);
void tree_format_clear_to_marker(struct tree *t);
/* The entry of the node, or the last one of that name behind the last marker,
 * counted from 1; 0: there is none. */
uint32_t tree_format_find(const struct tree *t, uint32_t node);
uint32_t tree_format_find_name(const struct tree *t, uint32_t name);
void tree_format_remove(struct tree *t, uint32_t index);
void tree_reconstruct_formatting(struct tree *t);
/* False: act as for "any other end tag". */
bool tree_adoption_agency(struct tree *t, struct token *token);

/* tree_insert.c */
struct place tree_place(struct tree *t, uint32_t target);
/* Where the children of an element go: for a template, its contents. */
uint32_t tree_contents_of(const struct tree *t, uint32_t node, uint32_t key);
uint32_t tree_insert_element(struct tree *t, struct token *token);
/* An element that is popped at once. */
void tree_insert_void(struct tree *t, struct token *token);
uint32_t
tree_insert_foreign(struct tree *t, struct token *token, enum dom_namespace ns);
/* An element for which there is no tag. */
uint32_t tree_insert_implied(struct tree *t, uint32_t name, uint32_t line);
void tree_insert_text(struct tree *t, struct dom_str text, uint32_t line);
void tree_insert_comment(struct tree *t, const struct token *token);
void tree_insert_comment_in(
    struct tree *t, const struct token *token, uint32_t parent);
/* Adds the token's attributes that the element does not have. */
void tree_merge_attributes(
    struct tree *t, const struct token *token, uint32_t element);

/* tree_head.c */
/* An element with text only; the standard calls it the generic raw text or
 * RCDATA element parsing algorithm. */
void tree_insert_raw(struct tree *t, struct token *token, enum content content);

/* tree_body.c: <input type=hidden> */
bool tree_is_hidden_input(const struct dom *d, const struct token *token);

/* tree_body_end.c */
enum step tree_in_body_end_tag(struct tree *t, struct token *token);
void tree_any_other_end_tag(struct tree *t, struct token *token);

/* tree_foreign.c: "adjust MathML attributes" or SVG attributes, then "adjust
 * foreign attributes". */
void tree_adjust_attributes(struct tree *t, struct token *token, bool svg);

/* tree_quirks.c: 13.2.6.4.1 */
enum dom_mode tree_doctype_mode(const struct token *token);

/* tree_select.c: select elements show their chosen option. */
void tree_fill_selectedcontent(struct tree *t);

#endif
