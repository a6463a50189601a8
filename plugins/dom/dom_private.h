/* What the files of this folder share and no one else sees. */
#ifndef DOM_PRIVATE_H
#define DOM_PRIVATE_H

#include <assert.h>
#include <string.h>

#include "dom.h"
#include "name_hash.h"

/* The names of the lists: see make_names.py. */
struct dom_listed {
	uint64_t head, tail; /* as name_words() has them */
	uint16_t offset, length; /* in the pool */
};

extern const char dom_name_pool[];
extern const struct dom_listed dom_listed[DOM_NAMES];
extern const uint16_t dom_name_slots[1 << DOM_NAME_BITS];
extern const uint16_t dom_name_factors[DOM_NAME_FACTORS];

/* Sets the status, once, and reports a limit. */
void dom_fail(struct dom *d, enum dom_status status);

/* Bytes in the DOM's memory, not initialised; NULL after a failure. */
char *dom_alloc(struct dom *d, size_t size);

/* Makes room for at least `need` items of `size` bytes in an array that has
 * *room of them.  NULL after a failure: the old array then still stands. */
void *
dom_grow(struct dom *d, void *array, uint32_t *room, size_t need, size_t size);

/* Gives back the room behind the `count` items of such an array. */
void *dom_fit(
    struct dom *d, void *array, uint32_t *room, uint32_t count, size_t size);

/* Gives back what dom_grow() took. */
void dom_shed(struct dom *d, void *array, uint32_t room, size_t size);

/* The same as dom_name_find() in the lists alone, and dom_name_intern(), where
 * `readable` bytes from name on may be looked at. */
static inline uint32_t
dom_name_listed(const char *p, size_t n, size_t readable)
{
	struct name_words words = name_words(p, n, readable);
	uint32_t number = name_slot(name_hash(words, n), dom_name_slots,
	    DOM_NAME_BITS, dom_name_factors, DOM_NAME_FACTORS);
	const struct dom_listed *name = &dom_listed[number];

	if (name->head != words.head || name->tail != words.tail ||
	    name->length != n)
		return 0;
	if (n > 16 && memcmp(dom_name_pool + name->offset, p, n) != 0)
		return 0;
	return number;
}

/* A number for a name that is not listed, and that outlives the DOM. */
uint32_t dom_name_intern_kept(struct dom *d, const char *name, size_t len);

/* The element, made last, takes over `count` attributes that were written
 * behind the last one in use. */
void dom_take_attrs(struct dom *d, uint32_t element, uint32_t count);

/* Room for that many attributes behind the last one in use. */
bool dom_reserve_attrs(struct dom *d, uint32_t count);

void dom_names_free(struct dom *d);

#endif
