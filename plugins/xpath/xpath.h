/*
 * xpath.h -- XPath 1.0 over a DOM (dom.h), evaluated by libxml2: what the
 * plug-in of this folder gives to others as the extension "octavo.xpath/1".
 *
 *	const struct xpath_api *x = api->extension(XPATH_EXTENSION);
 *	struct xpath_page *p = NULL;
 *	if (x != NULL && x->layout == XPATH_LAYOUT)
 *		p = x->open(dom);
 *	if (p != NULL && x->eval(p, "//h1", &v) == XPATH_OK && v.count != 0)
 *		use(dom, v.nodes[0].node);
 *	x->close(p);
 *
 * A reader that needs XPath asks for it by this interface and does not link
 * libxml2: its library is loaded by the first page that has an expression.
 *
 * Expressions see the page as libxml2's own HTML parser would show it: names
 * in lower case, those of svg and math as well, all without a namespace;
 * "xlink:href" is an attribute of that very name; what is in a template is its
 * child.  The doctype is left out.
 *
 * Bounds.  An expression may take as many steps as a hundred for each
 * node of the page; a path of several steps is evaluated piece by piece and
 * the sets are joined here (path.h), because libxml2 compares each node of two
 * sets with each.  So time and memory are linear in the page for each
 * expression.  Nothing recurses over the page.
 */
#ifndef XPATH_H
#define XPATH_H

#include <stddef.h>
#include <stdint.h>

#include "dom.h"

#define XPATH_EXTENSION "octavo.xpath/1"

/* Another number where the two sides were not built from one dom.h. */
#define XPATH_LAYOUT                                \
	((uint32_t)(sizeof(struct dom) * 1000003u + \
	    sizeof(struct dom_node) * 10007u +      \
	    sizeof(struct dom_attr) * 101u + DOM_NAMES * 7u + DOM_ATTR_HREF))

enum {
	XPATH_OK = 0,
	XPATH_WRONG = 1, /* no XPath, or not evaluable; error() says why */
	XPATH_STEPS = 2, /* more steps than the page may cost */
	XPATH_NOMEM = 3
};

/* A node of the DOM; its attr-th attribute, counted from 1, where attr is not
 * 0. */
struct xpath_node {
	uint32_t node, attr;
};

struct xpath_value {
	int32_t is_set; /* 1: nodes; 0: text */
	int32_t truth; /* as boolean() has it */
	const struct xpath_node *nodes; /* in the order of the document */
	size_t count;
	const char *text; /* a string, number or boolean as string() has it */
};

struct xpath_page;

struct xpath_api {
	size_t struct_size;
	uint32_t layout; /* XPATH_LAYOUT of the plug-in */

	/* Makes the page ready; the DOM is kept by the caller, and what it
	 * had at this time must stay until close().  NULL: no memory, or a
	 * page of over two million nodes. */
	struct xpath_page *(*open)(const struct dom *);
	void (*close)(struct xpath_page *); /* NULL: nothing */

	/* Evaluates, from the document node.  The value lives until the next
	 * call. */
	int32_t (*eval)(struct xpath_page *, const char *expression,
	    struct xpath_value *value);

	/* What was wrong with the last expression that failed, for people. */
	const char *(*error)(const struct xpath_page *);

	/* From now on expressions see the page without this node and all in
	 * it, or without this attribute.  The DOM stays as it is. */
	void (*drop)(struct xpath_page *, struct xpath_node);
};

#endif
