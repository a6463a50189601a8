/*
 * repetition.c -- what repeats on a page: blocks under the same path, siblings
 * that look alike, text that is said twice.
 */
#include <stdlib.h>

#include "blocks.h"

static struct path_group *
find_group(const struct blocks *page, uint32_t path)
{
	uint32_t i = path * 0x9E3779B1u >> 5 & page->group_mask;

	for (int probe = 0; probe < PROBES && page->groups[i].path != 0 &&
	     page->groups[i].path != path;
	     probe++)
		i = (i + 1) & page->group_mask;
	return &page->groups[i];
}

static bool
make_groups(struct blocks *page)
{
	uint32_t slots = 64;

	while (slots < 2 * (page->count + 1))
		slots *= 2;
	page->groups = calloc(slots, sizeof *page->groups);
	if (page->groups == NULL)
		return false;
	page->group_mask = slots - 1;
	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];
		struct path_group *group =
		    find_group(page, page->elements[b->leaf].path);

		b->group = (uint32_t)(group - page->groups);
		if (group->path == 0)
			group->path = page->elements[b->leaf].path;
		group->blocks++;
		group->words += b->text.words;
		group->link_words += b->link_words;
	}
	return true;
}

/* Counts equal keys: keys[i] came counts[i] times. */
struct tally {
	uint64_t *keys;
	uint32_t *counts;
	uint32_t mask;
};

static bool
tally_init(struct tally *tally, uint32_t keys)
{
	uint32_t slots = 64;

	while (slots < 2 * keys)
		slots *= 2;
	tally->mask = slots - 1;
	tally->keys = calloc(slots, sizeof *tally->keys);
	tally->counts = calloc(slots, sizeof *tally->counts);
	return tally->keys != NULL && tally->counts != NULL;
}

static void
tally_free(struct tally *tally)
{
	free(tally->keys);
	free(tally->counts);
}

/* Counts one more of a key; where. */
static uint32_t
tally_count(struct tally *tally, uint32_t high, uint32_t low)
{
	uint64_t key = ((uint64_t)high << 32 | low) + 1;
	uint64_t hash = key * 0x9E3779B97F4A7C15u >> 29;
	uint32_t i = (uint32_t)hash & tally->mask;

	for (int probe = 0;
	     probe < PROBES && tally->keys[i] != 0 && tally->keys[i] != key;
	     probe++)
		i = (i + 1) & tally->mask;
	if (tally->keys[i] == 0)
		tally->keys[i] = key;
	tally->counts[i]++;
	return i;
}

/* Sees what repeats: siblings that look alike, blocks that say the same.  Until
 * all are counted, each holds the place of its count. */
static bool
count_alike(struct blocks *page)
{
	struct tally tally;
	bool ok = tally_init(&tally, page->element_count + page->count);

	for (uint32_t i = 0; ok && i < page->element_count; i++) {
		struct element *e = &page->elements[i];

		e->alike = tally_count(&tally, e->parent, e->signature);
	}
	for (uint32_t i = 0; ok && i < page->count; i++) {
		struct block *b = &page->list[i];

		b->same = tally_count(&tally, UINT32_MAX, b->text.hash);
		b->alike = tally.counts[b->same] - 1;
	}
	for (uint32_t i = 0; ok && i < page->element_count; i++)
		page->elements[i].alike = tally.counts[page->elements[i].alike];
	for (uint32_t i = 0; ok && i < page->count; i++)
		page->list[i].same = tally.counts[page->list[i].same];
	tally_free(&tally);
	return ok;
}

bool
blocks_compare(struct blocks *page)
{
	return make_groups(page) && count_alike(page);
}
