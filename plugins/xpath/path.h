/*
 * path.h -- cutting an expression into pieces that libxml2 evaluates in linear
 * time.
 *
 * Where a step leads from several nodes to sets that may overlap ("//div//p",
 * "//li/ancestor::div", "//a | //b"), libxml2 2.9 compares each node of one set
 * with each of the other.  Cut in front of such steps, each piece is evaluated
 * for one node at a time, and the sets are joined by marks.
 */
#ifndef XPATH_PATH_H
#define XPATH_PATH_H

#include <stdbool.h>
#include <stddef.h>

struct path_piece {
	const char *p;
	size_t n;
	bool first; /* begins a path of the union */
	bool below; /* "//...": to be read as ".//..." */
};

/* The pieces of a union of plain location paths; 0 where the expression is
 * something else, or has more than `room` pieces. */
size_t path_split(const char *expression, struct path_piece *, size_t room);

#endif
