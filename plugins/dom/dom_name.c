/* Names to numbers: the generated table first, then the document's own. */
#include <stdlib.h>

#include "dom_private.h"

/* struct dom_attr has 24 bits for a name. */
enum { NAME_MAX_OWN = (1 << 24) - 1 - DOM_NAMES - 1 };

/* Names the table does not know, numbered from DOM_NAMES in the order they
 * were met; `slots` is a hash table of those numbers less DOM_NAMES, plus 1. */
struct own_name {
	const char *p;
	uint32_t n, hash;
};

struct dom_names {
	struct own_name *names;
	uint32_t *slots;
	uint32_t count, room, slot_room;
};

/* Seeded with an address, so that no page can be written whose names collide;
 * no result depends on it. */
static uint32_t
seeded_hash(const struct dom *d, const char *p, size_t n)
{
	uint64_t hash = (uintptr_t)d->names * 0xA0761D6478BD642Fu ^ n;

	for (; n >= 8; p += 8, n -= 8) {
		hash = (hash ^ load64(p)) * 0xE7037ED1A0B428DBu;
		hash ^= hash >> 29;
	}
	hash = (hash ^ load_few(p, n)) * 0xE7037ED1A0B428DBu;
	return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

/* The slot that holds the name, or the empty one where it belongs. */
static uint32_t *
own_slot(const struct dom *d, const char *p, size_t n, uint32_t hash)
{
	const struct dom_names *own = d->names;
	const struct own_name *name;

	for (uint32_t i = hash;; i++) {
		uint32_t *slot = &own->slots[i & (own->slot_room - 1)];

		if (*slot == 0)
			return slot;
		name = &own->names[*slot - 1];
		if (name->hash == hash && name->n == n &&
		    memcmp(name->p, p, n) == 0)
			return slot;
	}
}

uint32_t
dom_name_find(const struct dom *d, const char *name, size_t len)
{
	uint32_t number = len > 0 ? dom_name_listed(name, len, len) : 0;

	if (number != 0 || d->names == NULL || d->names->count == 0)
		return number;
	number = *own_slot(d, name, len, seeded_hash(d, name, len));
	return number != 0 ? DOM_NAMES - 1 + number : 0;
}

static bool
grow_slots(struct dom *d)
{
	struct dom_names *own = d->names;
	uint32_t *old = own->slots, *slots, old_room = own->slot_room;
	uint32_t room = 0;

	slots = dom_grow(d, NULL, &room,
	    old_room != 0 ? (size_t)old_room * 2 : 64, sizeof(*slots));
	if (slots == NULL)
		return false;
	memset(slots, 0, room * sizeof(*slots));
	own->slots = slots;
	own->slot_room = room;
	for (uint32_t i = 0; i < own->count; i++)
		*own_slot(d, own->names[i].p, own->names[i].n,
		    own->names[i].hash) = i + 1;
	dom_shed(d, old, old_room, sizeof(*old));
	return true;
}

static bool
grow_names(struct dom *d)
{
	struct dom_names *own = d->names;
	struct own_name *names;
	uint32_t one = 0;

	if (own == NULL) {
		own = dom_grow(d, NULL, &one, 1, sizeof(*own));
		if (own == NULL)
			return false;
		*own = (struct dom_names){ 0 };
		d->names = own;
	}
	if (own->count == own->room) {
		names = dom_grow(d, own->names, &own->room, 0, sizeof(*names));
		if (names == NULL)
			return false;
		own->names = names;
	}
	return own->count < own->slot_room / 4 * 3 || grow_slots(d);
}

uint32_t
dom_name_intern_kept(struct dom *d, const char *name, size_t len)
{
	uint32_t hash, *slot;

	if (len == 0 || !grow_names(d))
		return 0;
	hash = seeded_hash(d, name, len);
	slot = own_slot(d, name, len, hash);
	if (*slot != 0)
		return DOM_NAMES - 1 + *slot;
	if (len > UINT32_MAX || d->names->count > NAME_MAX_OWN) {
		dom_fail(d, DOM_ELIMIT);
		return 0;
	}
	d->names->names[d->names->count++] =
	    (struct own_name){ name, (uint32_t)len, hash };
	*slot = d->names->count;
	return DOM_NAMES - 1 + *slot;
}

uint32_t
dom_name_intern(struct dom *d, const char *name, size_t len)
{
	uint32_t number = dom_name_find(d, name, len);
	struct dom_str kept;

	if (number != 0)
		return number;
	kept = dom_keep(d, name, len);
	return kept.p != NULL ? dom_name_intern_kept(d, kept.p, len) : 0;
}

struct dom_str
dom_name_text(const struct dom *d, uint32_t name)
{
	const struct dom_names *own = d->names;

	if (name < DOM_NAMES)
		return (
		    struct dom_str){ dom_name_pool + dom_listed[name].offset,
			dom_listed[name].length };
	if (own == NULL || name - DOM_NAMES >= own->count)
		return (struct dom_str){ "", 0 };
	return (struct dom_str){ own->names[name - DOM_NAMES].p,
		own->names[name - DOM_NAMES].n };
}

void
dom_names_free(struct dom *d)
{
	if (d->names == NULL)
		return;
	free(d->names->names);
	free(d->names->slots);
	free(d->names);
}
