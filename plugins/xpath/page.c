#include "page.h"

#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX 2000000u

/* How much there is to make. */
struct sizes {
	uint32_t attrs, names;
	size_t text; /* bytes, with a NUL for each string */
};

/* The next node in the order of the document; leave() is called by build for
 * each that ends on the way.  A template's fragment is passed over. */
static uint32_t
enter(const struct dom *d, uint32_t n)
{
	uint32_t child = dom_first(d, n);

	if (child != 0 && dom_type(d, child) == DOM_NODE_FRAGMENT)
		child = dom_first(d, child);
	return child;
}

static bool
is_shown(const struct dom *d, uint32_t n)
{
	return dom_type(d, n) != DOM_NODE_DOCTYPE &&
	    dom_type(d, n) != DOM_NODE_FRAGMENT;
}

static void
measure_name(uint32_t name, struct sizes *s)
{
	if (name >= s->names)
		s->names = name + 1;
}

static void
measure(const struct dom *d, struct sizes *s)
{
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		uint32_t count;
		const struct dom_attr *a = dom_attrs(d, n, &count);

		s->text += dom_text(d, n).n + 1;
		s->attrs += count;
		measure_name(dom_local_name(d, n), s);
		for (; count > 0; count--, a++) {
			s->text += a->length + 1;
			measure_name(a->name, s);
		}
	}
}

struct builder {
	struct xpath_page *p;
	const struct dom *d;
	char *at; /* where the next string goes */
	xmlNode *parent;
	size_t order; /* nodes so far */
};

static const xmlChar *
keep(struct builder *b, const char *s, size_t n)
{
	char *kept = b->at;

	if (n != 0)
		memcpy(kept, s, n);
	kept[n] = '\0';
	b->at += n + 1;
	return (const xmlChar *)kept;
}

static const xmlChar *
name_of(const struct builder *b, uint32_t name)
{
	return (const xmlChar *)b->p->names[name];
}

static void
add_attrs(struct builder *b, xmlNode *node, uint32_t n)
{
	struct xpath_page *p = b->p;
	uint32_t count;
	const struct dom_attr *a = dom_attrs(b->d, n, &count);
	xmlAttr *last = NULL;

	for (uint32_t i = 0; i < count; i++, a++) {
		xmlAttr *attr = &p->attrs[p->attr_count];
		xmlNode *value = &p->values[p->attr_count++];

		attr->type = XML_ATTRIBUTE_NODE;
		attr->name = name_of(b, a->name);
		attr->parent = node;
		attr->doc = &p->doc;
		attr->_private = (void *)(uintptr_t)(i + 1);
		attr->children = attr->last = value;
		attr->prev = last;
		if (last != NULL)
			last->next = attr;
		else
			node->properties = attr;
		last = attr;
		value->type = XML_TEXT_NODE;
		value->name = xmlStringText;
		value->parent = (xmlNode *)attr;
		value->doc = &p->doc;
		value->content = (xmlChar *)keep(b, a->value, a->length);
	}
}

/* Puts the node last into its parent. */
static void
add_node(struct builder *b, uint32_t n)
{
	xmlNode *node = &b->p->nodes[n];
	struct dom_str text = dom_text(b->d, n);

	b->order++;
	node->doc = &b->p->doc;
	node->parent = b->parent;
	node->prev = b->parent->last;
	if (node->prev != NULL)
		node->prev->next = node;
	else
		b->parent->children = node;
	b->parent->last = node;
	if (dom_is_element(b->d, n)) {
		node->type = XML_ELEMENT_NODE;
		node->name = name_of(b, dom_local_name(b->d, n));
		add_attrs(b, node, n);
		/* Where both count from, until leave_node(). */
		node->psvi = (void *)b->at;
		node->_private = (void *)b->order;
		return;
	}
	node->type = dom_is_text(b->d, n) ? XML_TEXT_NODE : XML_COMMENT_NODE;
	node->name = dom_is_text(b->d, n) ? xmlStringText : xmlStringComment;
	node->content = (xmlChar *)keep(b, text.p, text.n);
}

static void
leave_node(struct builder *b, xmlNode *node)
{
	node->psvi = (void *)(uintptr_t)(b->at - (char *)node->psvi);
	node->_private =
	    (void *)(b->order - (size_t)(uintptr_t)node->_private + 1);
}

static void
add_nodes(struct builder *b)
{
	const struct dom *d = b->d;
	uint32_t n = dom_first(d, DOM_ROOT), up = DOM_ROOT;

	while (n != 0) {
		if (is_shown(d, n))
			add_node(b, n);
		if (dom_is_element(d, n) && enter(d, n) != 0) {
			b->parent = &b->p->nodes[n];
			up = n;
			n = enter(d, n);
			continue;
		}
		if (dom_is_element(d, n))
			leave_node(b, &b->p->nodes[n]);
		while (dom_next(d, n) == 0 && up != DOM_ROOT) {
			leave_node(b, &b->p->nodes[up]);
			n = up;
			b->parent = b->p->nodes[n].parent;
			up = dom_parent(d, n);
			if (dom_type(d, up) == DOM_NODE_FRAGMENT)
				up = dom_parent(d, up);
		}
		n = dom_next(d, n);
	}
}

/* Names end with a NUL and are in lower case, as libxml2's HTML parser has
 * them; only those that occur are made. */
static bool
make_names(struct xpath_page *p, const struct dom *d, uint32_t count)
{
	size_t bytes = 0;
	char *at;

	p->names = calloc(count + 1, sizeof(*p->names));
	for (uint32_t i = 1; i < count; i++)
		bytes += dom_name_text(d, i).n + 1;
	p->name_count = count;
	if (p->names == NULL || (at = malloc(bytes + 1)) == NULL)
		return false;
	p->names[0] = at; /* owns them all, and is no name */
	for (uint32_t i = 1; i < count; i++) {
		struct dom_str s = dom_name_text(d, i);

		p->names[i] = at;
		for (size_t k = 0; k < s.n; k++)
			*at++ = (char)(s.p[k] >= 'A' && s.p[k] <= 'Z'
				? s.p[k] | 0x20
				: s.p[k]);
		*at++ = '\0';
	}
	return true;
}

bool
page_build(struct xpath_page *p, const struct dom *d)
{
	struct sizes s = { 0, 1, 0 };
	struct builder b = { p, d, NULL, (xmlNode *)&p->doc, 0 };

	measure(d, &s);
	p->node_count = d->node_count;
	if (d->node_count > NODES_MAX || s.attrs > NODES_MAX ||
	    !make_names(p, d, s.names))
		return false;
	p->nodes = calloc(d->node_count, sizeof(*p->nodes));
	p->attrs = calloc(s.attrs + 1, sizeof(*p->attrs));
	p->values = calloc(s.attrs + 1, sizeof(*p->values));
	p->text = malloc(s.text + 1);
	if (p->nodes == NULL || p->attrs == NULL || p->values == NULL ||
	    p->text == NULL)
		return false;
	b.at = p->text;
	p->doc.type = XML_HTML_DOCUMENT_NODE;
	p->doc.doc = &p->doc;
	add_nodes(&b);
	p->doc._private = (void *)(b.order + 1);
	p->doc.psvi = (void *)(uintptr_t)(b.at - p->text);
	/* Sorting is by number then. */
	xmlXPathOrderDocElems(&p->doc);
	return true;
}

void
page_free(struct xpath_page *p)
{
	free(p->nodes);
	free(p->attrs);
	free(p->values);
	free(p->text);
	if (p->names != NULL)
		free((char *)p->names[0]);
	free(p->names);
}

size_t
page_text_below(const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE)
		return (size_t)(uintptr_t)node->psvi;
	if (node->type == XML_HTML_DOCUMENT_NODE)
		return (size_t)(uintptr_t)((const xmlDoc *)node)->psvi;
	return 0;
}

size_t
page_nodes_below(const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE ||
	    node->type == XML_HTML_DOCUMENT_NODE)
		return (size_t)(uintptr_t)node->_private;
	return 1;
}

struct xpath_node
page_number(const struct xpath_page *p, const xmlNode *node)
{
	struct xpath_node number = { 0, 0 };

	switch (node->type) {
	case XML_HTML_DOCUMENT_NODE: number.node = DOM_ROOT; break;
	case XML_ATTRIBUTE_NODE:
		number.node = (uint32_t)(node->parent - p->nodes);
		number.attr = (uint32_t)(uintptr_t)node->_private;
		break;
	case XML_ELEMENT_NODE:
	case XML_TEXT_NODE:
	case XML_COMMENT_NODE: number.node = (uint32_t)(node - p->nodes); break;
	default: break;
	}
	return number;
}

static void
drop_attr(xmlNode *node, uint32_t number)
{
	xmlAttr *attr = node->properties;

	while (attr != NULL && (uintptr_t)attr->_private != number)
		attr = attr->next;
	if (attr == NULL)
		return;
	if (attr->prev != NULL)
		attr->prev->next = attr->next;
	else
		node->properties = attr->next;
	if (attr->next != NULL)
		attr->next->prev = attr->prev;
}

void
page_drop(struct xpath_page *p, struct xpath_node number)
{
	xmlNode *node = &p->nodes[number.node];

	if (number.attr != 0) {
		drop_attr(node, number.attr);
		return;
	}
	if (number.node <= DOM_ROOT || node->parent == NULL)
		return;
	if (node->prev != NULL)
		node->prev->next = node->next;
	else
		node->parent->children = node->next;
	if (node->next != NULL)
		node->next->prev = node->prev;
	else
		node->parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}
