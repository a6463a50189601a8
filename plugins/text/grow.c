#include "grow.h"

char *
buf_room(struct text_buf *b, size_t n)
{
	size_t cap = b->cap == 0 ? 256 : b->cap;
	char *grown;

	while (cap - b->n < n)
		cap *= 2;
	if (cap != b->cap) {
		grown = b->a->scratch(b->j, cap);
		if (grown == NULL) {
			b->n = 0;
			return NULL;
		}
		if (b->n > 0)
			memcpy(grown, b->p, b->n);
		b->p = grown;
		b->cap = cap;
	}
	return b->p + b->n;
}

void
buf_add(struct text_buf *b, const void *p, size_t n)
{
	char *room = buf_room(b, n);

	if (room == NULL || n == 0)
		return;
	memcpy(room, p, n);
	b->n += n;
}

void
buf_adds(struct text_buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_fill(struct text_buf *b, char c, size_t n)
{
	char *room = buf_room(b, n);

	if (room == NULL)
		return;
	memset(room, c, n);
	b->n += n;
}
