#include <stdlib.h>
#include <string.h>

#include "cutter.h"

/* Grows an array that holds `count` to take one more. */
static bool
grow(void **array, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t wanted = *room < 1024 ? 1024 : *room * 2;
	void *grown;

	if (count < *room)
		return true;
	if (wanted <= *room || (grown = realloc(*array, wanted * size)) == NULL)
		return false;
	*array = grown;
	*room = wanted;
	return true;
}

static void
inherit(struct element *e, const struct element *parent)
{
	e->in |= parent->in;
	e->depth = parent->depth < UINT16_MAX ? parent->depth + 1 : UINT16_MAX;
	e->sum = parent->sum + e->weight;
	e->least = e->weight < parent->least ? e->weight : parent->least;
	e->most = e->weight > parent->most ? e->weight : parent->most;
	e->path = (parent->path ^ e->signature) * 0x9E3779B1u | 1;
}

static void
close_block(struct cutter *cut)
{
	struct blocks *page = cut->page;
	struct block *b;

	cut->breaks = 0;
	if (!cut->open)
		return;
	b = &page->list[page->count - 1];
	text_end(&cut->scan);
	b->said_end = page->said.count;
	if (page->hints.body.slots != NULL) {
		b->text.triples = b->said_end - b->said;
		b->text.known = text_set_count(&page->hints.body,
		    &page->said.hash[b->said], b->text.triples);
	}
	cut->open = false;
	if (page->elements[b->leaf].in & IN_HEADING)
		cut->heading = page->count - 1;
	b->heading = cut->heading;
	if (page->heading >= page->count - 1 && b->text.title_words > 1 &&
	    page->elements[b->leaf].in & IN_HEADING &&
	    b->text.title_words * 2 >= b->text.words)
		page->heading = page->count - 1;
}

bool
cut_enter(struct cutter *cut, const struct element *own)
{
	struct blocks *page = cut->page;
	struct element *e;

	if (!grow((void **)&page->elements, page->element_count,
		&page->element_room, sizeof *page->elements))
		return false;
	if (own->block)
		close_block(cut);
	e = &page->elements[page->element_count];
	*e = *own;
	e->parent = cut->current;
	e->first = page->count - cut->open;
	e->end = cut->texts; /* this and the next until it is left */
	e->pictures = cut->pictures;
	inherit(e, &page->elements[cut->current]);
	cut->current = page->element_count++;
	if (e->block)
		cut->box = cut->current;
	return true;
}

void
cut_leave(struct cutter *cut)
{
	struct blocks *page = cut->page;
	struct element *e = &page->elements[cut->current];

	if (e->block)
		close_block(cut);
	e->end = cut->texts != e->end ? page->count : e->first;
	e->pictures = cut->pictures - e->pictures;
	e->last = page->element_count - 1;
	cut->current = e->parent;
	cut->box = cut->current;
	while (!page->elements[cut->box].block)
		cut->box = page->elements[cut->box].parent;
}

static bool
open_block(struct cutter *cut, uint32_t node)
{
	struct blocks *page = cut->page;
	struct block *b;

	/* Room for one more, that closes the sums. */
	if (!grow((void **)&page->list, page->count + 1, &page->room,
		sizeof *page->list))
		return false;
	b = &page->list[page->count++];
	memset(b, 0, sizeof *b);
	b->first = node;
	b->leaf = cut->current;
	b->box = cut->box;
	text_begin(&cut->scan, &page->hints.lexicon, &b->text);
	cut->scan.weights = &page->model->words;
	cut->scan.said = &page->said;
	b->said = page->said.count;
	cut->open = true;
	return true;
}

/* Of the element that makes what is in it a link. */
static float
link_weight(const struct blocks *page, uint32_t e)
{
	while (page->elements[page->elements[e].parent].in & IN_LINK)
		e = page->elements[e].parent;
	return page->elements[e].weight;
}

bool
cut_text(struct cutter *cut, uint32_t node, const char *p, size_t n)
{
	struct blocks *page = cut->page;
	struct block *b;
	uint32_t words;

	if (cut->open && cut->breaks > 1)
		close_block(cut);
	cut->breaks = 0;
	if (!text_said_room(&page->said, n) ||
	    (!cut->open && !open_block(cut, node)))
		return false;
	b = &page->list[page->count - 1];
	b->last = node;
	cut->texts++;
	while (
	    page->elements[b->leaf].depth > page->elements[cut->current].depth)
		b->leaf = page->elements[b->leaf].parent;
	for (uint32_t e = cut->current; b->leaf != e;) {
		if (page->elements[e].depth > page->elements[b->leaf].depth)
			e = page->elements[e].parent;
		else
			b->leaf = page->elements[b->leaf].parent;
	}
	words = b->text.words;
	text_feed(&cut->scan, p, n);
	if (page->elements[cut->current].in & IN_LINK) {
		b->links++;
		b->link_weight += link_weight(page, cut->current);
		b->link_words +=
		    b->text.words - words + (cut->scan.length != 0);
	}
	return true;
}

void
cut_break(struct cutter *cut, uint32_t lines)
{
	cut->breaks += lines;
	if (cut->open)
		text_feed(&cut->scan, " ", 1);
}

static bool
is_prose(const struct block *b)
{
	return b->text.words >= 15 && b->link_words * 3 < b->text.words;
}

static void
find_prose(struct blocks *page)
{
	uint32_t last = NO_BLOCK;

	for (uint32_t i = 0; i < page->count; i++) {
		page->list[i].prose = last;
		if (is_prose(&page->list[i]))
			last = i;
	}
	last = NO_BLOCK;
	for (uint32_t i = page->count; i-- > 0;) {
		page->list[i].prose_next = last;
		if (is_prose(&page->list[i]))
			last = i;
	}
}

static void
add_up(struct blocks *page)
{
	struct block_sums sums = { 0 };

	for (uint32_t i = 0; i <= page->count; i++) {
		struct block *b = &page->list[i];
		uint32_t words;

		if (i == page->count)
			memset(b, 0, sizeof *b);
		b->before = sums;
		words = b->text.words;
		if (b->link_words > words)
			b->link_words = words;
		sums.words += words;
		sums.link_words += b->link_words;
		sums.function_words += b->text.function_words;
		sums.stops += b->text.stops;
		sums.commas += b->text.commas;
		if (i < page->count && is_prose(b))
			sums.long_words += words;
	}
}

bool
cut_begin(struct cutter *cut, struct blocks *page, const struct model *model)
{
	memset(page, 0, sizeof *page);
	*cut = (struct cutter){ .page = page, .heading = NO_BLOCK };
	page->model = model;
	page->heading = UINT32_MAX;
	page->hints.lexicon = lexicon_words;
	if (!grow((void **)&page->elements, 0, &page->element_room,
		sizeof *page->elements) ||
	    !grow((void **)&page->list, 0, &page->room, sizeof *page->list))
		return false;
	page->elements[0] =
	    (struct element){ .node = 1, .name = NAME_OTHER, .block = true };
	page->element_count = 1;
	return true;
}

bool
cut_end(struct cutter *cut)
{
	struct blocks *page = cut->page;

	while (cut->current != 0)
		cut_leave(cut);
	close_block(cut);
	page->elements[0].end = page->count;
	page->elements[0].last = page->element_count - 1;
	if (page->heading > page->count)
		page->heading = page->count;
	add_up(page);
	find_prose(page);
	return blocks_compare(page);
}

void
blocks_free(struct blocks *page)
{
	free(page->hints.body.slots);
	free(page->said.hash);
	free(page->elements);
	free(page->list);
	free(page->groups);
	page->hints.body.slots = NULL;
	page->said.hash = NULL;
	page->elements = NULL;
	page->list = NULL;
	page->groups = NULL;
}
