/*
 * facts.h -- what stands beside the body: the article itself, its metadata,
 * resources and history.
 */
#ifndef XML_FACTS_H
#define XML_FACTS_H

#include "parse.h"
#include "read.h"

/* What frames stand for besides kinds of node. */
enum {
	FACT_FIELD = 1, /* a child of <meta> */
	FACT_NAME, /* <name> of an <author> */
	FACT_AFFILIATION,
	FACT_RESOURCES,
	FACT_RESOURCE,
	FACT_CONVERSION,
	FACT_PART /* of a book: a run of its articles */
};

static inline int
is_fact(uint32_t what)
{
	return what == FACT_FIELD || what == FACT_NAME ||
	    what == FACT_AFFILIATION;
}

/* Adds an article; what is left open until its metadata is known is settled
 * by article_close(). */
struct frame article_open(struct reader *, const struct attrs *);
void article_close(struct reader *);

/* Begins a part of a book: the articles up to its end are in it. */
struct frame part_open(struct reader *, const struct attrs *);

/* The frame of an element inside <meta>, <author>, <resources>, or of
 * <resources> and <conversion>; 0 if the name is none of these here. */
int fact_open(
    struct reader *, const char *name, const struct attrs *, struct frame *);
/* Closes one that holds text (is_fact()). */
void fact_close(struct reader *, const struct frame *);

/* Notes that a node refers to a resource by name; at the end of the document
 * resources_resolve() gives it the number. */
void resource_use(struct reader *, oct_node *, oct_str name);
void resources_resolve(struct reader *);

#endif /* XML_FACTS_H */
