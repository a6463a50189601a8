#include "memory.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 18, ALIGN = 16 };

struct chunk {
	struct chunk *next;
	size_t used, size; /* of bytes */
	_Alignas(ALIGN) unsigned char bytes[];
};

struct memory {
	struct chunk *chunks;
	size_t total;
	oct_status status;
	jmp_buf out;
};

static _Thread_local struct memory *current;

_Noreturn static void
leave(oct_status status)
{
	current->status = status;
	longjmp(current->out, 1);
}

static struct chunk *
chunk_new(size_t n)
{
	struct chunk *c;
	size_t size = n > CHUNK ? n : CHUNK;

	if (size > MEMORY_LIMIT - current->total)
		leave(OCT_ELIMIT);
	c = malloc(sizeof(*c) + size);
	if (c == NULL)
		leave(OCT_ENOMEM);
	c->used = 0;
	c->size = size;
	c->next = current->chunks;
	current->total += size;
	current->chunks = c;
	return c;
}

/* Each piece has its size in front, for realloc. */
static void *
take(size_t n)
{
	struct chunk *c = current->chunks;
	unsigned char *p;

	if (n > MEMORY_LIMIT)
		leave(OCT_ELIMIT);
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (c == NULL || c->size - c->used < n + ALIGN)
		c = chunk_new(n + ALIGN);
	p = c->bytes + c->used + ALIGN;
	memcpy(p - ALIGN, &n, sizeof(n));
	c->used += n + ALIGN;
	return p;
}

static void *
give_zeroed(size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > MEMORY_LIMIT / size)
		leave(OCT_ELIMIT);
	p = take(count * size);
	return memset(p, 0, count * size);
}

static void *
give_more(void *old, size_t n)
{
	struct chunk *c = current->chunks;
	size_t had = 0;
	void *p;

	if (old != NULL)
		memcpy(&had, (unsigned char *)old - ALIGN, sizeof(had));
	if (n <= had)
		return old;
	/* the last piece grows in place */
	if (old != NULL && (unsigned char *)old + had == c->bytes + c->used)
		c->used -= had + ALIGN;
	p = take(n);
	return had > 0 ? memmove(p, old, had) : p;
}

static void
keep(void *p)
{
	(void)p;
}

cmark_mem memory_cmark = { give_zeroed, give_more, keep };

oct_status
memory_run(void (*work)(void *), void *arg)
{
	struct memory m = { .status = OCT_OK };
	struct chunk *next;

	current = &m;
	if (setjmp(m.out) == 0)
		work(arg);
	current = NULL;
	for (struct chunk *c = m.chunks; c != NULL; c = next) {
		next = c->next;
		free(c);
	}
	return m.status;
}
