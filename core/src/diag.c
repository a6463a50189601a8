#include "diag.h"

#include <string.h>

void
diag_add(struct diag_list *l, struct arena *a, int32_t severity,
    const char *code, const char *input, uint32_t line, uint32_t column,
    const char *text)
{
	struct arena spare = { 0 };
	struct diag *d;

	if (severity > l->worst)
		l->worst = severity;
	if (l->n >= DIAG_MAX && severity < OCT_ERROR)
		return;
	/* The message that memory ran out must find some itself. */
	spare.chunk = a->chunk;
	spare.used = a->used;
	if ((d = arena_alloc(&spare, sizeof(*d))) != NULL) {
		d->severity = severity;
		d->line = line;
		d->column = column;
		d->code = arena_copy(&spare, code, strlen(code));
		d->text = arena_copy(&spare, text, strlen(text));
		d->input = arena_copy(&spare, input, strlen(input));
	}
	a->chunk = spare.chunk;
	a->used = spare.used;
	if (spare.status != OCT_OK)
		return;
	*(l->last != NULL ? &l->last->next : &l->first) = d;
	l->last = d;
	l->n++;
}
