/*
 * page.h -- a DOM as libxml2 sees a document.
 *
 * The nodes are libxml2's structs in arrays of our own: made by a walk, freed
 * by three calls of free(), and a node's number in the DOM is its place in the
 * array.  libxml2 reads them and never frees or changes one.
 */
#ifndef XPATH_PAGE_H
#define XPATH_PAGE_H

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <stdbool.h>

#include "xpath.h"

struct xpath_page {
	xmlDoc doc;
	xmlNode *nodes; /* by number in the DOM */
	xmlAttr *attrs;
	xmlNode *values; /* the text of each attribute */
	char *text; /* all strings */
	const char **names; /* by number of the DOM */
	uint32_t node_count, attr_count, name_count;

	xmlXPathContext *context;
	xmlXPathObject *result; /* of the last expression, or NULL */
	xmlChar *string; /* likewise */
	struct xpath_node *set; /* likewise */
	uint8_t *marks; /* two bits for each node and attribute */
	int32_t status; /* XPATH_* of the expression at hand */
	char error[200];
};

/* Fills doc, nodes, attrs, text; false without memory. */
bool page_build(struct xpath_page *, const struct dom *);
void page_free(struct xpath_page *);

/* Bytes of text below an element, and nodes, itself included. */
size_t page_text_below(const xmlNode *);
size_t page_nodes_below(const xmlNode *);

/* Which node of the DOM; {0, 0} for what is none. */
struct xpath_node page_number(const struct xpath_page *, const xmlNode *);

void page_drop(struct xpath_page *, struct xpath_node);

/* eval.c: the extension's eval(). */
bool eval_open(struct xpath_page *);
void eval_close(struct xpath_page *);
int32_t eval_expression(
    struct xpath_page *, const char *expression, struct xpath_value *);

#endif
