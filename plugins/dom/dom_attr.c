/* Attributes, and the words of class and id. */
#include "dom_private.h"

bool
dom_reserve_attrs(struct dom *d, uint32_t count)
{
	struct dom_attr *attrs;

	if (d->attr_room - d->attr_count >= count)
		return true;
	attrs = dom_grow(d, d->attrs, &d->attr_room,
	    (size_t)d->attr_count + count, sizeof(*attrs));
	if (attrs == NULL)
		return false;
	d->attrs = attrs;
	return true;
}

/* Moves the node's attributes to the end of the array, where they can grow;
 * they are there already unless another element came between. */
static bool
reserve_attr(struct dom *d, struct dom_node *node)
{
	if (!dom_reserve_attrs(d, node->attr_count + 1))
		return false;
	if (node->attrs + node->attr_count != d->attr_count) {
		memcpy(&d->attrs[d->attr_count], &d->attrs[node->attrs],
		    node->attr_count * sizeof(*d->attrs));
		node->attrs = d->attr_count;
		d->attr_count += node->attr_count;
	}
	return true;
}

static bool
reserve_token(struct dom *d, struct dom_node *node)
{
	uint32_t need = node->token_count + 1;
	struct dom_token *tokens;
	bool at_end = node->tokens + node->token_count == d->token_count;

	if (d->token_room - d->token_count < need) {
		tokens = dom_grow(d, d->tokens, &d->token_room,
		    (size_t)d->token_count + need, sizeof(*tokens));
		if (tokens == NULL)
			return false;
		d->tokens = tokens;
	}
	if (!at_end) {
		memcpy(&d->tokens[d->token_count], &d->tokens[node->tokens],
		    node->token_count * sizeof(*tokens));
		node->tokens = d->token_count;
		d->token_count += node->token_count;
	}
	return true;
}

static inline bool
is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static void
split_words(
    struct dom *d, struct dom_node *node, struct dom_str value, bool is_id)
{
	size_t i = 0, start;

	for (;;) {
		while (i < value.n && is_white(value.p[i]))
			i++;
		if (i == value.n)
			return;
		for (start = i; i < value.n && !is_white(value.p[i]);)
			i++;
		if (!reserve_token(d, node))
			return;
		d->tokens[d->token_count++] = (struct dom_token){
			.p = value.p + start,
			.n = (uint32_t)(i - start) & 0x7FFFFFFFu,
			.is_id = is_id,
			.hash = dom_hash(value.p + start, i - start),
		};
		node->token_count++;
	}
}

bool
dom_add_attr(struct dom *d, uint32_t element, uint32_t name,
    enum dom_namespace ns, struct dom_str value)
{
	struct dom_node *node = &d->nodes[element];
	uint32_t max = d->options.max_attrs;

	if (element == 0 || name == 0 || d->status != DOM_OK)
		return false;
	if (max != 0 && node->attr_count >= max) {
		if (node->attr_count == max)
			dom_error(d, DOM_ERR_LIMIT_ATTRIBUTES, node->line);
		return false;
	}
	if (!reserve_attr(d, node))
		return false;
	d->attrs[d->attr_count++] = (struct dom_attr){
		.value = value.p != NULL ? value.p : "",
		.length = (uint32_t)value.n,
		.name = name,
		.ns = ns,
	};
	node->attr_count++;
	if (name == DOM_ATTR_CLASS || name == DOM_ATTR_ID)
		split_words(d, node, value, name == DOM_ATTR_ID);
	return true;
}

void
dom_take_attrs(struct dom *d, uint32_t element, uint32_t count)
{
	struct dom_node *node = &d->nodes[element];
	const struct dom_attr *attr = &d->attrs[d->attr_count];

	if (element == 0 || count == 0)
		return;
	node->attrs = d->attr_count;
	node->attr_count = count;
	d->attr_count += count;
	for (; count > 0; count--, attr++)
		if (attr->name == DOM_ATTR_CLASS || attr->name == DOM_ATTR_ID)
			split_words(d, node,
			    (struct dom_str){ attr->value, attr->length },
			    attr->name == DOM_ATTR_ID);
}

enum letter { OTHER, SMALL, CAPITAL };

static enum letter
letter_kind(char c)
{
	if ((uint8_t)((c | 0x20) - 'a') < 26)
		return c & 0x20 ? SMALL : CAPITAL;
	return (c >= '0' && c <= '9') || c & 0x80 ? SMALL : OTHER;
}

bool
dom_split(struct dom_str *rest, struct dom_str *part)
{
	const char *p = rest->p, *end = rest->p + rest->n, *start;
	enum letter kind = OTHER, before;

	while (p < end && letter_kind(*p) == OTHER)
		p++;
	for (start = p; p < end; p++) {
		before = kind;
		kind = letter_kind(*p);
		if (kind == OTHER || (kind == CAPITAL && before == SMALL))
			break;
	}
	*part = (struct dom_str){ start, (size_t)(p - start) };
	*rest = (struct dom_str){ p, (size_t)(end - p) };
	return part->n > 0;
}

bool
dom_split_hash(struct dom_str *rest, uint32_t *hash)
{
	const char *p = rest->p, *end = rest->p + rest->n, *start;
	enum letter kind = OTHER, before;
	uint32_t sum = 0, power = DOM_HASH_K_;

	while (p < end && letter_kind(*p) == OTHER)
		p++;
	for (start = p; p < end; p++, power *= DOM_HASH_K_) {
		if ((uint8_t)(*p - 'a') < 26) { /* nearly all are */
			kind = SMALL;
			sum += (uint8_t)*p * power;
			continue;
		}
		before = kind;
		kind = letter_kind(*p);
		if (kind == OTHER || (kind == CAPITAL && before == SMALL))
			break;
		sum += (kind == CAPITAL ? *p | 0x20u : (uint8_t)*p) * power;
	}
	*hash = (uint32_t)(p - start) + sum;
	*rest = (struct dom_str){ p, (size_t)(end - p) };
	return p > start;
}

void
dom_rename_attr(struct dom *d, uint32_t element, uint32_t index, uint32_t name)
{
	const struct dom_node *node = &d->nodes[element];
	struct dom_attr *attr;

	if (node->type != DOM_NODE_ELEMENT || index >= node->attr_count)
		return;
	attr = &d->attrs[node->attrs + index];
	for (uint32_t i = 0; i < node->token_count; i++) {
		struct dom_token *token = &d->tokens[node->tokens + i];

		if (attr->name ==
		    (token->is_id ? DOM_ATTR_ID : DOM_ATTR_CLASS)) {
			token->n = 0;
			token->hash = 0;
		}
	}
	attr->name = name & 0xFFFFFFu;
}
