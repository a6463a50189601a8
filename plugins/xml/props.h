/*
 * props.h -- attributes become properties.
 */
#ifndef XML_PROPS_H
#define XML_PROPS_H

#include "parse.h"
#include "read.h"

/* Sets the properties of a node that its attributes name.  What is unknown or
 * out of range is reported and passed over. */
void
props_set(struct reader *, oct_node *, uint32_t kind, const struct attrs *);

/* The model's id for the xml:id of a tag; empty if it has none. */
oct_str props_id(struct reader *, const struct attrs *);

/* A whole number in decimal between the bounds; 0 if it is none. */
int props_number(oct_str, int64_t min, int64_t max, int64_t *value);

#endif /* XML_PROPS_H */
