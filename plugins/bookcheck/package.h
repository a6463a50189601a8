/* package.h -- what package.c reads and package_facts.c judges. */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "check.h"

#define ITEMS 20000 /* of which ids are compared */

/* A dc: element or a meta with a property. */
struct fact {
	struct fact *next;
	const char *name, *id, *refines, *value;
	uint32_t line;
};

struct package {
	const char *version, *unique, *lang;
	const char *cover; /* id of its picture, as EPUB 2 says it; or NULL */
	struct fact *facts, **facts_end, *open;
	char text[4096]; /* of the open one */
	size_t text_n;
	uint32_t depth;
};

#endif
