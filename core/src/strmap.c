#include "strmap.h"

#include <string.h>

/* FNV-1a with a last mixing step. */
static size_t
hash(const char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (n-- != 0)
		h = (h ^ (unsigned char)*p++) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

static struct strmap_slot *
probe(struct strmap_slot *slots, size_t cap, const char *p, size_t n)
{
	size_t i = hash(p, n) & (cap - 1);

	while (slots[i].key != NULL &&
	    (slots[i].n != n || memcmp(slots[i].key, p, n) != 0))
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

struct strmap_slot *
strmap_find(const struct strmap *m, const char *p, size_t n)
{
	struct strmap_slot *s;

	if (m->cap == 0)
		return NULL;
	s = probe(m->slots, m->cap, p, n);
	return s->key != NULL ? s : NULL;
}

static int
grow(struct strmap *m)
{
	size_t cap = m->cap != 0 ? m->cap * 2 : 64, i;
	struct strmap_slot *slots = arena_alloc(m->arena, cap * sizeof(*slots));

	if (slots == NULL)
		return 0;
	for (i = 0; i < m->cap; i++)
		if (m->slots[i].key != NULL)
			*probe(slots, cap, m->slots[i].key, m->slots[i].n) =
			    m->slots[i];
	m->slots = slots;
	m->cap = cap;
	return 1;
}

struct strmap_slot *
strmap_put(struct strmap *m, const char *p, size_t n)
{
	struct strmap_slot *s;

	if (m->used >= m->cap / 2 && !grow(m))
		return NULL;
	s = probe(m->slots, m->cap, p, n);
	if (s->key == NULL) {
		s->key = p;
		s->n = n;
		m->used++;
	}
	return s;
}
