/* The memory of a DOM, and its nodes: how they are made, linked and moved. */
#include <stdlib.h>

#include "dom_private.h"

enum {
	CHUNK_MIN = 2048,
	CHUNK_MAX = 1 << 16,
	DEPTH_MIN = 16,
	DEPTH_MAX = 1 << 16
};

/* Strings live in chunks; only the newest has room. */
struct dom_chunk {
	struct dom_chunk *older;
	size_t used, size;
	char bytes[];
};

void
dom_fail(struct dom *d, enum dom_status status)
{
	if (d->status != DOM_OK)
		return;
	d->status = status;
	if (status == DOM_ELIMIT)
		dom_error(d, DOM_ERR_LIMIT_BYTES,
		    d->node_count > 0 ? dom_line(d, d->node_count - 1) : 0);
}

/* May the DOM take that many bytes more? */
static bool
afford(struct dom *d, size_t more)
{
	size_t max = d->options.max_bytes;

	if (d->status != DOM_OK)
		return false;
	if (max == 0 || (d->bytes <= max && more <= max - d->bytes))
		return true;
	dom_fail(d, DOM_ELIMIT);
	return false;
}

void *
dom_grow(struct dom *d, void *array, uint32_t *room, size_t need, size_t size)
{
	size_t target = *room + *room / 2 + 8;

	if (target < need)
		target = need;
	if (target > UINT32_MAX / 2) {
		dom_fail(d, DOM_ELIMIT);
		return NULL;
	}
	if (!afford(d, (target - *room) * size))
		return NULL;
	array = realloc(array, target * size);
	if (array == NULL) {
		dom_fail(d, DOM_ENOMEM);
		return NULL;
	}
	d->bytes += (target - *room) * size;
	*room = (uint32_t)target;
	return array;
}

void *
dom_fit(struct dom *d, void *array, uint32_t *room, uint32_t count, size_t size)
{
	void *fitted = count > 0 ? realloc(array, count * size) : NULL;

	if (fitted == NULL)
		return array;
	d->bytes -= (*room - count) * size;
	*room = count;
	return fitted;
}

void
dom_shed(struct dom *d, void *array, uint32_t room, size_t size)
{
	free(array);
	d->bytes -= room * size;
}

static struct dom_chunk *
chunk_new(struct dom *d, size_t size)
{
	struct dom_chunk *chunk;

	if (!afford(d, sizeof(*chunk) + size))
		return NULL;
	chunk = malloc(sizeof(*chunk) + size);
	if (chunk == NULL) {
		dom_fail(d, DOM_ENOMEM);
		return NULL;
	}
	d->bytes += sizeof(*chunk) + size;
	*chunk = (struct dom_chunk){ .size = size };
	return chunk;
}

/* A block of its own for what is large; it is full, and stands behind the one
 * that has room. */
static char *
alloc_large(struct dom *d, size_t size)
{
	struct dom_chunk *chunk = chunk_new(d, size);

	if (chunk == NULL)
		return NULL;
	chunk->used = size;
	chunk->older = d->chunks->older;
	d->chunks->older = chunk;
	return chunk->bytes;
}

char *
dom_alloc(struct dom *d, size_t size)
{
	struct dom_chunk *chunk = d->chunks;
	size_t next = chunk->size < CHUNK_MAX ? chunk->size * 2 : CHUNK_MAX;

	if (size > chunk->size - chunk->used) {
		if (size > next / 2)
			return alloc_large(d, size);
		chunk = chunk_new(d, next);
		if (chunk == NULL)
			return NULL;
		chunk->older = d->chunks;
		d->chunks = chunk;
	}
	chunk->used += size;
	return chunk->bytes + chunk->used - size;
}

struct dom_str
dom_keep(struct dom *d, const char *p, size_t len)
{
	char *copy = dom_alloc(d, len);

	if (copy == NULL)
		return (struct dom_str){ 0 };
	if (len > 0)
		memcpy(copy, p, len);
	return (struct dom_str){ copy, len };
}

/* Node 0 answers "nothing" to every question; node 1 is the document. */
static bool
first_nodes(struct dom *d, size_t source_size)
{
	size_t guess = 64 + source_size / 128;

	d->nodes = dom_grow(d, NULL, &d->node_room, guess, sizeof(*d->nodes));
	d->attrs = dom_grow(d, NULL, &d->attr_room, guess, sizeof(*d->attrs));
	d->tokens =
	    dom_grow(d, NULL, &d->token_room, guess / 2, sizeof(*d->tokens));
	d->chunks = chunk_new(d, CHUNK_MIN);
	if (d->status != DOM_OK)
		return false;
	memset(d->nodes, 0, 2 * sizeof(*d->nodes));
	d->nodes[DOM_ROOT].type = DOM_NODE_DOCUMENT;
	d->node_count = 2;
	return true;
}

struct dom *
dom_new(size_t source_size, const struct dom_options *options)
{
	struct dom *d = calloc(1, sizeof(*d));
	size_t limit;

	if (d == NULL)
		return NULL;
	if (options != NULL)
		d->options = *options;
	if (d->options.max_depth == 0)
		d->options.max_depth = 512;
	if (d->options.max_depth < DEPTH_MIN)
		d->options.max_depth = DEPTH_MIN;
	if (d->options.max_depth > DEPTH_MAX)
		d->options.max_depth = DEPTH_MAX;

	/* Even the smallest limit must leave an empty document. */
	limit = d->options.max_bytes;
	d->options.max_bytes = 0;
	if (limit != 0 && limit / 4 < source_size)
		source_size = limit / 4;
	if (!first_nodes(d, source_size)) {
		dom_free(d);
		return NULL;
	}
	d->options.max_bytes = limit;
	return d;
}

void
dom_free(struct dom *d)
{
	struct dom_chunk *chunk, *older;

	if (d == NULL)
		return;
	for (chunk = d->chunks; chunk != NULL; chunk = older) {
		older = chunk->older;
		free(chunk);
	}
	dom_names_free(d);
	free(d->nodes);
	free(d->attrs);
	free(d->tokens);
	free(d->errors);
	free(d);
}

static uint32_t
add_node(struct dom *d, enum dom_type type, uint32_t line)
{
	struct dom_node *nodes;

	if (d->status != DOM_OK)
		return 0;
	if (d->node_count == d->node_room) {
		nodes = dom_grow(d, d->nodes, &d->node_room, 0, sizeof(*nodes));
		if (nodes == NULL)
			return 0;
		d->nodes = nodes;
	}
	d->nodes[d->node_count] =
	    (struct dom_node){ .type = (uint8_t)type, .line = line };
	return d->node_count++;
}

uint32_t
dom_add_element(
    struct dom *d, uint32_t name, enum dom_namespace ns, uint32_t line)
{
	uint32_t n = add_node(d, DOM_NODE_ELEMENT, line);

	if (n != 0) {
		d->nodes[n].name = name;
		d->nodes[n].ns = (uint8_t)ns;
		if (name == DOM_BASE && ns == DOM_NS_HTML && d->base == 0)
			d->base = n;
	}
	return n;
}

static uint32_t
add_characters(
    struct dom *d, enum dom_type type, struct dom_str text, uint32_t line)
{
	uint32_t n;

	if (text.n > UINT32_MAX) {
		dom_fail(d, DOM_ELIMIT);
		return 0;
	}
	n = add_node(d, type, line);
	if (n != 0) {
		d->nodes[n].data = text.p;
		d->nodes[n].length = (uint32_t)text.n;
	}
	return n;
}

uint32_t
dom_add_text(struct dom *d, struct dom_str text, uint32_t line)
{
	uint32_t n = add_characters(d, DOM_NODE_TEXT, text, line);

	if (n != 0)
		d->nodes[n].blank = dom_str_is_blank(text);
	return n;
}

uint32_t
dom_add_comment(struct dom *d, struct dom_str text, uint32_t line)
{
	return add_characters(d, DOM_NODE_COMMENT, text, line);
}

uint32_t
dom_add_doctype(struct dom *d, const struct dom_doctype *doctype, uint32_t line)
{
	uint32_t n = add_node(d, DOM_NODE_DOCTYPE, line);

	if (n != 0)
		d->doctype = *doctype;
	return n;
}

uint32_t
dom_add_fragment(struct dom *d)
{
	return add_node(d, DOM_NODE_FRAGMENT, 0);
}

uint32_t
dom_clone(struct dom *d, uint32_t n)
{
	uint32_t copy = add_node(d, dom_type(d, n), dom_line(d, n));

	if (copy == 0)
		return 0;
	d->nodes[copy] = d->nodes[n];
	d->nodes[copy].parent = d->nodes[copy].prev = d->nodes[copy].next = 0;
	d->nodes[copy].first = d->nodes[copy].last = 0;
	if (dom_is_text(d, copy))
		d->nodes[copy].room = 0;
	return copy;
}

void
dom_insert(struct dom *d, uint32_t parent, uint32_t node, uint32_t before)
{
	struct dom_node *nodes = d->nodes;
	uint32_t prev = before != 0 ? nodes[before].prev : nodes[parent].last;

	if (parent == 0 || node == 0)
		return;
	assert(nodes[node].parent == 0);
	assert(before == 0 || nodes[before].parent == parent);
	nodes[node].parent = parent;
	nodes[node].prev = prev;
	nodes[node].next = before;
	if (prev != 0)
		nodes[prev].next = node;
	else
		nodes[parent].first = node;
	if (before != 0)
		nodes[before].prev = node;
	else
		nodes[parent].last = node;
}

void
dom_append(struct dom *d, uint32_t parent, uint32_t node)
{
	dom_insert(d, parent, node, 0);
}

void
dom_remove(struct dom *d, uint32_t node)
{
	struct dom_node *nodes = d->nodes;
	uint32_t parent = nodes[node].parent;
	uint32_t prev = nodes[node].prev, next = nodes[node].next;

	if (parent == 0)
		return;
	if (prev != 0)
		nodes[prev].next = next;
	else
		nodes[parent].first = next;
	if (next != 0)
		nodes[next].prev = prev;
	else
		nodes[parent].last = prev;
	nodes[node].parent = nodes[node].prev = nodes[node].next = 0;
}

void
dom_move_children(struct dom *d, uint32_t from, uint32_t to)
{
	struct dom_node *nodes = d->nodes;
	uint32_t first = nodes[from].first, last = nodes[to].last;

	if (from == 0 || to == 0 || first == 0)
		return;
	for (uint32_t n = first; n != 0; n = nodes[n].next)
		nodes[n].parent = to;
	nodes[first].prev = last;
	if (last != 0)
		nodes[last].next = first;
	else
		nodes[to].first = first;
	nodes[to].last = nodes[from].last;
	nodes[from].first = nodes[from].last = 0;
}

/* Lengthens a text node.  Memory of ours grows by doubling, so that a text of
 * many pieces costs linear time. */
static void
extend_text(struct dom *d, uint32_t n, struct dom_str more)
{
	struct dom_node *node = &d->nodes[n];
	size_t length = (size_t)node->length + more.n;
	size_t room;
	char *data;

	node->blank = node->blank && dom_str_is_blank(more);
	if (node->room == 0 && node->data + node->length == more.p &&
	    length <= UINT32_MAX) {
		node->length = (uint32_t)length;
		return;
	}
	if (length > node->room) {
		room = length + length / 2 + 16;
		if (room > UINT32_MAX) {
			dom_fail(d, DOM_ELIMIT);
			return;
		}
		data = dom_alloc(d, room);
		if (data == NULL)
			return;
		memcpy(data, node->data, node->length);
		node->data = data;
		node->room = (uint32_t)room;
	}
	memcpy((char *)node->data + node->length, more.p, more.n);
	node->length = (uint32_t)length;
}

void
dom_insert_text(struct dom *d, uint32_t parent, struct dom_str text,
    uint32_t before, uint32_t line)
{
	uint32_t prev = before != 0 ? dom_prev(d, before) : dom_last(d, parent);

	if (text.n == 0 || d->status != DOM_OK)
		return;
	if (dom_is_text(d, prev))
		extend_text(d, prev, text);
	else
		dom_insert(d, parent, dom_add_text(d, text, line), before);
}

void
dom_append_text(
    struct dom *d, uint32_t parent, struct dom_str text, uint32_t line)
{
	dom_insert_text(d, parent, text, 0, line);
}

static const char *const error_texts[DOM_ERRORS] = {
#define DOM_ERROR(name, text) text,
#include "dom_errors.h"
#undef DOM_ERROR
};

const char *
dom_error_text(uint32_t code)
{
	return code < DOM_ERRORS ? error_texts[code] : "unknown-error";
}

static void
keep_limit(struct dom *d, struct dom_error limit)
{
	for (uint32_t i = 0; i < d->limit_count; i++)
		if (d->limits[i].code == limit.code)
			return;
	d->limits[d->limit_count++] = limit;
}

void
dom_error(struct dom *d, enum dom_error_code code, uint32_t line)
{
	struct dom_error error = { .line = line, .code = code }, *errors;

	if (code >= DOM_ERR_LIMIT_DEPTH) {
		keep_limit(d, error);
		return;
	}
	d->error_total++;
	if (d->error_count >= d->options.max_errors)
		return;
	if (d->error_count == d->error_room) {
		errors =
		    dom_grow(d, d->errors, &d->error_room, 0, sizeof(*errors));
		if (errors == NULL)
			return;
		d->errors = errors;
	}
	d->errors[d->error_count++] = error;
}
