/*
 * element.h -- how each kind of node stands in the XML: what is between its
 * tags, what it may hold, the properties written as its attributes.  Writer
 * and reader work from this one table; the schema says the same in RELAX NG.
 *
 * All functions are pure and may be called from any thread.
 */
#ifndef XML_ELEMENT_H
#define XML_ELEMENT_H

#include <octavo/article.h>

enum element_content {
	CONTENT_NONE, /* no element of its own: text, fields, unknown kinds */
	CONTENT_EMPTY, /* nothing */
	CONTENT_STRING, /* the leaf's OCT_P_TEXT, as it is */
	CONTENT_LINES, /* text and inlines; white space counts */
	CONTENT_FLOW, /* like blocks or like lines, never mixed */
	CONTENT_BLOCKS, /* blocks, each on lines of its own */
	CONTENT_FIXED /* children of a few kinds, on lines of their own */
};

struct element {
	const char *name;
	uint32_t content; /* CONTENT_* */
	uint32_t preserve; /* 1: xml:space="preserve" */
	uint32_t attrs[8]; /* OCT_P_*, ended by 0, besides those of any node */
};

/* The element of a kind; for a kind without one, a row of CONTENT_NONE. */
const struct element *element_of(uint32_t kind);

/* 1 if the schema lets that child stand in that parent. */
int element_holds(uint32_t parent, uint32_t child);

#endif /* XML_ELEMENT_H */
