/*
 * arena.h -- memory of a job: handed out in order, given back all at once.
 */
#ifndef ARENA_H
#define ARENA_H

#include <octavo/plugin.h>

struct arena {
	struct arena_chunk
	    *chunk; /* the one being filled; earlier ones behind */
	size_t used, limit; /* bytes; limit 0: none */
	oct_status status; /* first failure; sticks until cleared */
};

/* `n` bytes aligned for any type, not zeroed; NULL and a status of OCT_ENOMEM
 * or OCT_ELIMIT on failure. */
void *arena_room(struct arena *, size_t n);

/* The same, zeroed. */
void *arena_alloc(struct arena *, size_t n);

/* A NUL-terminated copy; p NULL on failure. */
char *arena_copy(struct arena *, const char *p, size_t n);

void arena_free(struct arena *);

#endif
