/*
 * strmap.h -- strings to values, in an arena.  Keys are borrowed.
 */
#ifndef STRMAP_H
#define STRMAP_H

#include "arena.h"

struct strmap_slot {
	const char *key; /* NULL: free */
	size_t n;
	void *node;
	uint32_t count;
};

struct strmap {
	struct arena *arena;
	struct strmap_slot *slots;
	size_t used, cap;
};

/* The slot of the key, or NULL. */
struct strmap_slot *strmap_find(const struct strmap *, const char *, size_t);
/* The slot of the key, made zeroed if need be; NULL without memory. */
struct strmap_slot *strmap_put(struct strmap *, const char *, size_t);

#endif
