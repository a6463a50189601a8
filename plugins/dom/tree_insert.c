/* 13.2.6.1 Creating and inserting nodes. */
#include "tree.h"

enum { MERGED_ATTRS_MAX = 256 };

uint32_t
tree_contents_of(const struct tree *t, uint32_t node, uint32_t key)
{
	return key == DOM_TEMPLATE ? dom_first(t->d, node) : node;
}

/* "Foster parent": before the last table, in front of which it then stands. */
static struct place
foster_place(const struct tree *t)
{
	uint32_t table = t->depth, template = t->depth;

	while (table > 0 && t->stack[table - 1].key != DOM_TABLE)
		table--;
	while (template > 0 && t->stack[template - 1].key != DOM_TEMPLATE)
		template --;
	if (template > table)
		return (struct place){ tree_contents_of(t,
					   t->stack[template - 1].node,
					   DOM_TEMPLATE),
			0 };
	if (table == 0)
		return (struct place){ t->stack[0].node, 0 };

	uint32_t node = t->stack[table - 1].node;
	const struct open *above = &t->stack[table - 2];

	if (dom_parent(t->d, node) != 0)
		return (struct place){ dom_parent(t->d, node), node };
	return (
	    struct place){ tree_contents_of(t, above->node, above->key), 0 };
}

/* "The appropriate place for inserting a node"; target is an index of the
 * stack. */
struct place
tree_place(struct tree *t, uint32_t target)
{
	const struct open *open = &t->stack[target];

	if (t->foster)
		switch (open->key) {
		case DOM_TABLE:
		case DOM_TBODY:
		case DOM_TFOOT:
		case DOM_THEAD:
		case DOM_TR:
			tree_error(t, DOM_ERR_FOSTERED, &t->tk.token);
			return foster_place(t);
		}
	return (struct place){ tree_contents_of(t, open->node, open->key), 0 };
}

static uint32_t
insert_node(struct tree *t, uint32_t node)
{
	struct place place = tree_place(t, t->depth - 1);

	dom_insert(t->d, place.parent, node, place.before);
	return node;
}

/* "Create an element for a token", and put it in its place. */
static uint32_t
insert_new(struct tree *t, struct token *token, enum dom_namespace ns)
{
	uint32_t node = dom_add_element(t->d, token->name, ns, token->line);

	dom_take_attrs(t->d, node, token->attr_count);
	token->attr_count = 0;
	return insert_node(t, node);
}

uint32_t
tree_insert_element(struct tree *t, struct token *token)
{
	uint32_t node;

	tree_make_room(t);
	node = insert_new(t, token, DOM_NS_HTML);
	tree_push(t, node, token->name);
	return node;
}

void
tree_insert_void(struct tree *t, struct token *token)
{
	insert_new(t, token, DOM_NS_HTML);
	token->self_closing = false; /* acknowledged */
}

uint32_t
tree_insert_foreign(struct tree *t, struct token *token, enum dom_namespace ns)
{
	uint32_t node;

	if (token->self_closing) {
		token->self_closing = false;
		return insert_new(t, token, ns);
	}
	tree_make_room(t);
	node = insert_new(t, token, ns);
	tree_push(t, node, KEY(token->name, ns));
	return node;
}

uint32_t
tree_insert_implied(struct tree *t, uint32_t name, uint32_t line)
{
	uint32_t node;

	tree_make_room(t);
	node = insert_node(t, dom_add_element(t->d, name, DOM_NS_HTML, line));
	tree_push(t, node, name);
	return node;
}

void
tree_insert_text(struct tree *t, struct dom_str text, uint32_t line)
{
	struct place place;

	if (text.n == 0)
		return;
	place = tree_place(t, t->depth - 1);
	dom_insert_text(t->d, place.parent, text, place.before, line);
}

void
tree_insert_comment_in(
    struct tree *t, const struct token *token, uint32_t parent)
{
	dom_append(
	    t->d, parent, dom_add_comment(t->d, token->text, token->line));
}

void
tree_insert_comment(struct tree *t, const struct token *token)
{
	insert_node(t, dom_add_comment(t->d, token->text, token->line));
}

/* Only html and body are merged into, so a limit costs nothing and keeps a page
 * of many of them from quadratic time. */
void
tree_merge_attributes(
    struct tree *t, const struct token *token, uint32_t element)
{
	struct dom *d = t->d;
	uint32_t base = d->attr_count, count;

	/* They lie where the array is to grow, so they have to be kept. */
	d->attr_count += token->attr_count;
	for (uint32_t i = 0; i < token->attr_count; i++) {
		struct dom_attr attr = d->attrs[base + i];

		dom_attrs(d, element, &count);
		if (dom_has_attr(d, element, attr.name))
			continue;
		if (count >= MERGED_ATTRS_MAX) {
			dom_error(d, DOM_ERR_LIMIT_ATTRIBUTES, token->line);
			break;
		}
		dom_add_attr(d, element, attr.name, DOM_NS_NONE,
		    (struct dom_str){ attr.value, attr.length });
	}
}
