/* dom_parse(): the dispatcher, 13.2.6, and fragments, 13.4. */
#include <stdlib.h>

#include "input.h"
#include "tree.h"

/* Formatting elements reopened, and the like: so many are granted, and one more
 * for every so many bytes of source. */
enum { COPIES = 10000, BYTES_A_COPY = 4 };

static mode_function *const mode_functions[] = {
	[MODE_INITIAL] = tree_initial,
	[MODE_BEFORE_HTML] = tree_before_html,
	[MODE_BEFORE_HEAD] = tree_before_head,
	[MODE_IN_HEAD] = tree_in_head,
	[MODE_IN_HEAD_NOSCRIPT] = tree_in_head_noscript,
	[MODE_AFTER_HEAD] = tree_after_head,
	[MODE_IN_BODY] = tree_in_body,
	[MODE_TEXT] = tree_text,
	[MODE_IN_TABLE] = tree_in_table,
	[MODE_IN_TABLE_TEXT] = tree_in_table_text,
	[MODE_IN_CAPTION] = tree_in_caption,
	[MODE_IN_COLUMN_GROUP] = tree_in_column_group,
	[MODE_IN_TABLE_BODY] = tree_in_table_body,
	[MODE_IN_ROW] = tree_in_row,
	[MODE_IN_CELL] = tree_in_cell,
	[MODE_IN_TEMPLATE] = tree_in_template,
	[MODE_AFTER_BODY] = tree_after_body,
	[MODE_IN_FRAMESET] = tree_in_frameset,
	[MODE_AFTER_FRAMESET] = tree_after_frameset,
	[MODE_AFTER_AFTER_BODY] = tree_after_after_body,
	[MODE_AFTER_AFTER_FRAMESET] = tree_after_after_frameset,
};

void
tree_error(struct tree *t, enum dom_error_code code, const struct token *token)
{
	if (t->tk.want_errors)
		dom_error(t->d, code, token->line);
}

bool
tree_may_copy(struct tree *t)
{
	if (t->copies_left == 0)
		return false;
	if (--t->copies_left == 0)
		dom_error(t->d, DOM_ERR_LIMIT_COPIES, t->tk.token.line);
	return true;
}

struct dom_str
tree_take_space(struct token *token)
{
	struct dom_str *text = &token->text, space = *text;
	size_t n = 0;

	while (n < text->n && is_space(text->p[n]))
		n++;
	space.n = n;
	text->p += n;
	text->n -= n;
	return space;
}

/* The adjusted current node: 13.2.4.2. */
uint32_t
tree_adjusted_key(const struct tree *t)
{
	return t->depth == 1 && t->context != 0 ? t->context_key
						: current(t)->key;
}

static bool
is_foreign(uint32_t key)
{
	return key >> 24 != DOM_NS_HTML;
}

/* 13.2.6.5: does annotation-xml hold HTML? */
bool
tree_holds_html(const struct tree *t, uint32_t node)
{
	struct dom_str encoding = dom_attr(t->d, node, DOM_ATTR_ENCODING);

	return text_is(encoding, "text/html") ||
	    text_is(encoding, "application/xhtml+xml");
}

/* The conditions of 13.2.6 under which a token in a foreign element follows
 * the rules for HTML all the same. */
static bool
is_integration_point(
    const struct tree *t, uint32_t key, const struct token *token)
{
	uint32_t node =
	    t->depth == 1 && t->context != 0 ? t->context : current(t)->node;
	bool start = token->type == TOKEN_START;
	bool text = token->type == TOKEN_TEXT || token->type == TOKEN_NULL;

	switch (key) {
	case MATHML(DOM_MI):
	case MATHML(DOM_MO):
	case MATHML(DOM_MN):
	case MATHML(DOM_MS):
	case MATHML(DOM_MTEXT):
		return text ||
		    (start && token->name != DOM_MGLYPH &&
			token->name != DOM_MALIGNMARK);
	case MATHML(DOM_ANNOTATION_XML):
		if (start && token->name == DOM_SVG)
			return true;
		return (start || text) && tree_holds_html(t, node);
	case SVG(DOM_FOREIGN_OBJECT):
	case SVG(DOM_DESC):
	case SVG(DOM_TITLE): return start || text;
	default: return false;
	}
}

enum step
tree_process_as(struct tree *t, struct token *token, enum mode mode)
{
	return mode_functions[mode](t, token);
}

enum step
tree_process(struct tree *t, struct token *token)
{
	uint32_t key;

	if (t->depth > 0 && token->type != TOKEN_EOF) {
		key = tree_adjusted_key(t);
		if (is_foreign(key) && !is_integration_point(t, key, token))
			return tree_foreign_content(t, token);
	}
	return mode_functions[t->mode](t, token);
}

/* An end tag at the deepest level is likely to be that of an element that gave
 * way to a deeper one; the innermost stays open, as their stand-in. */
static bool
ends_flattened(struct tree *t, const struct token *token)
{
	if (t->flattened == 0 || token->type != TOKEN_END ||
	    t->depth < t->d->options.max_depth)
		return false;
	t->flattened--;
	return true;
}

/* 13.2.6.1: a newline at the start of pre, listing and textarea does not
 * count. */
static void
skip_newline(struct tree *t, struct token *token)
{
	t->skip_newline = false;
	if (token->type == TOKEN_TEXT && token->text.p[0] == '\n') {
		token->text.p++;
		token->text.n--;
	}
}

static void
run(struct tree *t)
{
	struct token *token = &t->tk.token;
	struct dom *d = t->d;

	do {
		t->tk.cdata_allowed =
		    t->depth > 0 && is_foreign(tree_adjusted_key(t));
		tokenizer_next(&t->tk);
		if (t->skip_newline)
			skip_newline(t, token);
		if (ends_flattened(t, token) ||
		    (token->type == TOKEN_TEXT && token->text.n == 0))
			continue;
		while (tree_process(t, token) == AGAIN)
			;
		if (token->type == TOKEN_START && token->self_closing)
			tree_error(t, DOM_ERR_NON_VOID_WITH_SOLIDUS, token);
	} while (token->type != TOKEN_EOF && d->status == DOM_OK);
}

/* "svg path", "math mi", "div": 13.4, step by step. */
static void
start_fragment(struct tree *t, const char *name)
{
	enum dom_namespace ns = DOM_NS_HTML;
	uint32_t number, html;

	if (strncmp(name, "svg ", 4) == 0) {
		ns = DOM_NS_SVG;
		name += 4;
	} else if (strncmp(name, "math ", 5) == 0) {
		ns = DOM_NS_MATHML;
		name += 5;
	}
	number = dom_name_intern(t->d, name, strlen(name));
	t->context = dom_add_element(t->d, number, ns, 0);
	t->context_key = KEY(number, ns);
	if (t->d->options.context_quirks)
		t->d->mode = DOM_QUIRKS;

	switch (t->context_key) {
	case DOM_TITLE:
	case DOM_TEXTAREA: tokenizer_enter(&t->tk, CONTENT_RCDATA, 0); break;
	case DOM_STYLE:
	case DOM_XMP:
	case DOM_IFRAME:
	case DOM_NOEMBED:
	case DOM_NOFRAMES: tokenizer_enter(&t->tk, CONTENT_RAWTEXT, 0); break;
	case DOM_SCRIPT: tokenizer_enter(&t->tk, CONTENT_SCRIPT, 0); break;
	case DOM_PLAINTEXT:
		tokenizer_enter(&t->tk, CONTENT_PLAINTEXT, 0);
		break;
	}

	html = dom_add_element(t->d, DOM_HTML, DOM_NS_HTML, 0);
	dom_append(t->d, DOM_ROOT, html);
	tree_push(t, html, DOM_HTML);
	if (t->context_key == DOM_TEMPLATE)
		t->template_modes[t->template_count++] = MODE_IN_TEMPLATE;
	tree_reset_mode(t);
	if (t->context_key == DOM_FORM)
		t->form = t->context;
}

/* The arrays that are there from the beginning, so that few places must ask. */
static bool
allocate(struct tree *t)
{
	struct dom *d = t->d;

	t->stack = dom_grow(d, NULL, &t->stack_room, d->options.max_depth + 8,
	    sizeof(*t->stack));
	t->template_modes =
	    dom_grow(d, NULL, &t->template_room, 0, sizeof(*t->template_modes));
	t->open_count = calloc(DOM_ELEMENTS, sizeof(*t->open_count));
	if (t->open_count == NULL)
		dom_fail(d, DOM_ENOMEM);
	return t->stack != NULL && t->template_modes != NULL &&
	    t->open_count != NULL;
}

static void
release(struct tree *t)
{
	struct dom *d = t->d;

	dom_shed(d, t->stack, t->stack_room, sizeof(*t->stack));
	dom_shed(d, t->formats, t->format_room, sizeof(*t->formats));
	dom_shed(
	    d, t->template_modes, t->template_room, sizeof(*t->template_modes));
	dom_shed(d, t->pending, t->pending_room, sizeof(*t->pending));
	free(t->open_count);
	tokenizer_free(&t->tk);
}

/* A page's DOM outlives its parser: no more room than it fills. */
static void
fit(struct dom *d)
{
	d->nodes = dom_fit(
	    d, d->nodes, &d->node_room, d->node_count, sizeof(*d->nodes));
	d->attrs = dom_fit(
	    d, d->attrs, &d->attr_room, d->attr_count, sizeof(*d->attrs));
	d->tokens = dom_fit(
	    d, d->tokens, &d->token_room, d->token_count, sizeof(*d->tokens));
}

static int
by_line(const void *a, const void *b)
{
	const struct dom_error *x = a, *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1)
				  : (int)x->code - (int)y->code;
}

struct dom *
dom_parse(const char *utf8, size_t len, const struct dom_options *options)
{
	struct dom *d = dom_new(len, options);
	struct tree t = { .d = d, .frameset_ok = true };
	struct dom_str input;

	if (d == NULL)
		return NULL;
	t.copies_left = COPIES + len / BYTES_A_COPY;
	if (len > UINT32_MAX)
		dom_fail(d, DOM_ELIMIT);
	input = dom_input_normalise(d, utf8, len);
	if (input.p == NULL)
		input.p = "";
	tokenizer_init(&t.tk, d, input.p, input.n);
	if (allocate(&t)) {
		if (t.tk.want_errors)
			dom_input_check(d, input.p, input.p + input.n);
		if (d->options.context != NULL)
			start_fragment(&t, d->options.context);
		run(&t);
		if (t.has_selectedcontent)
			tree_fill_selectedcontent(&t);
	}
	release(&t);
	fit(d);
	if (d->error_count > 1)
		qsort(d->errors, d->error_count, sizeof(*d->errors), by_line);
	return d;
}
