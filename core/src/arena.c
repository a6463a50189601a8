#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

#include <stdlib.h>
#include <string.h>

#define CHUNK_MIN ((size_t)16 << 10)
#define CHUNK_MAX ((size_t)1 << 20)

struct arena_chunk {
	struct arena_chunk *prev;
	size_t used, cap;
	_Alignas(max_align_t) char data[];
};

static bool
add_chunk(struct arena *a, size_t n)
{
	size_t cap = a->chunk != NULL ? a->chunk->cap * 2 : CHUNK_MIN;
	struct arena_chunk *c;

	if (cap > CHUNK_MAX)
		cap = CHUNK_MAX;
	if (cap < n)
		cap = n;
	if ((c = malloc(sizeof(*c) + cap)) == NULL)
		return false;
	c->used = 0;
	c->cap = cap;
	c->prev = a->chunk;
	a->chunk = c;
	return true;
}

void *
arena_room(struct arena *a, size_t n)
{
	const size_t align = _Alignof(max_align_t);
	char *p;

	if (a->status != OCT_OK)
		return NULL;
	if (n > SIZE_MAX / 2) {
		a->status = OCT_ENOMEM;
		return NULL;
	}
	n = (n + align - 1) & ~(align - 1);
	if (a->limit != 0 && n > a->limit - a->used) {
		a->status = OCT_ELIMIT;
		return NULL;
	}
	if ((a->chunk == NULL || n > a->chunk->cap - a->chunk->used) &&
	    !add_chunk(a, n)) {
		a->status = OCT_ENOMEM;
		return NULL;
	}
	p = a->chunk->data + a->chunk->used;
	a->chunk->used += n;
	a->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void *p = arena_room(a, n);

	return p != NULL ? memset(p, 0, n) : NULL;
}

char *
arena_copy(struct arena *a, const char *p, size_t n)
{
	char *copy = n < SIZE_MAX ? arena_room(a, n + 1) : NULL;

	if (copy == NULL)
		return NULL;
	if (n != 0)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}

void
arena_free(struct arena *a)
{
	struct arena_chunk *c, *prev;

	for (c = a->chunk; c != NULL; c = prev) {
		prev = c->prev;
		free(c);
	}
	memset(a, 0, sizeof(*a));
}
