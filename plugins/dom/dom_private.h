/* What the files of this folder share and no one else sees. */
#ifndef DOM_PRIVATE_H
#define DOM_PRIVATE_H

#include <assert.h>
#include <string.h>

#include "dom.h"

struct dom_name {
	const char *p;
	uint32_t n;
};

/* Generated: see make_names.py. */
extern const struct dom_name dom_name_table[DOM_NAMES];
extern const uint16_t dom_name_slots[DOM_NAME_SLOTS];
extern const uint16_t dom_name_shifts[DOM_NAME_SHIFTS];

/* Sets the status, once, and reports a limit. */
void dom_fail(struct dom *d, enum dom_status status);

/* Bytes in the DOM's memory, not initialised; NULL after a failure. */
char *dom_alloc(struct dom *d, size_t size);

/* Makes room for at least `need` items of `size` bytes in an array that has
 * *room of them.  NULL after a failure: the old array then still stands. */
void *
dom_grow(struct dom *d, void *array, uint32_t *room, size_t need, size_t size);

/* Gives back what dom_grow() took. */
void dom_shed(struct dom *d, void *array, uint32_t room, size_t size);

void dom_names_free(struct dom *d);

#endif
