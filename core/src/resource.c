#include "resource.h"

#include "strmap.h"
#include "url.h"

#include <string.h>

struct entry {
	oct_resource r;
};

struct resource_table {
	struct entry **entries;
	uint32_t n, cap;
	struct strmap by_url;
};

static struct resource_table *
table_of(oct_job *j)
{
	struct resource_table *t = j->resources;

	if (t == NULL && (t = arena_alloc(&j->arena, sizeof(*t))) != NULL) {
		t->by_url.arena = &j->arena;
		j->resources = t;
	}
	return t;
}

uint32_t
resource_add(oct_job *j, const char *url, size_t n)
{
	struct resource_table *t = table_of(j);
	oct_str abs = url_resolve(j, url, n);
	struct strmap_slot *slot;
	struct entry *e, **grown;

	if (abs.n == 0)
		abs = (oct_str){ arena_copy(&j->arena, url, n), n };
	if (t == NULL || abs.p == NULL ||
	    (slot = strmap_put(&t->by_url, abs.p, abs.n)) == NULL)
		return 0;
	if (slot->count != 0)
		return slot->count;
	if (t->n == t->cap) {
		t->cap = t->cap * 2 + 16;
		grown = arena_alloc(&j->arena, t->cap * sizeof(*grown));
		if (grown == NULL)
			return 0;
		if (t->n != 0)
			memcpy(grown, t->entries, t->n * sizeof(*grown));
		t->entries = grown;
	}
	if ((e = arena_alloc(&j->arena, sizeof(*e))) == NULL)
		return 0;
	e->r.url = abs;
	e->r.media_type.p = "";
	t->entries[t->n++] = e;
	return slot->count = t->n;
}

uint32_t
resource_add_data(
    oct_job *j, const char *url, size_t n, const void *data, size_t len)
{
	(void)data;
	(void)len;
	return resource_add(j, url, n);
}

bool
resource_find(oct_job *j, uint32_t id, bool load, oct_resource *out)
{
	struct resource_table *t = j->resources;
	size_t size = out->struct_size;

	(void)load;
	if (t == NULL || id == 0 || id > t->n)
		return false;
	memcpy(out, &t->entries[id - 1]->r,
	    size < sizeof(oct_resource) ? size : sizeof(oct_resource));
	out->struct_size = size;
	return true;
}

void
resource_set_folder(oct_job *j, const char *folder)
{
	(void)j;
	(void)folder;
}

void
resource_add_folder(oct_job *j, const char *folder)
{
	(void)j;
	(void)folder;
}

void
resource_close(oct_job *j)
{
	(void)j;
}
