/*
 * refs.h -- the resources that one article of the XML refers to, numbered in
 * the order of their first use, so that the names written do not depend on
 * what else the job has loaded.
 */
#ifndef XML_REFS_H
#define XML_REFS_H

#include "sink.h"

struct refs {
	uint32_t *used; /* the resources in the order of their first use */
	size_t n, cap;
	uint32_t *local; /* by resource: its number here, from 1, or 0 */
	size_t max; /* the last that `local` has */
};

/* Forgets what an earlier article used and finds what is used below `owner`:
 * an ARTICLE, or META of the BOOK. */
void refs_collect(struct sink *, oct_node *owner);

/* ` name="r1"` for a resource that refs_collect() has found. */
void refs_attr(struct sink *, const char *name, uint32_t resource);

/* The <resources> element, if there are any. */
void refs_write(struct sink *);

#endif /* XML_REFS_H */
