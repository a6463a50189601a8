/*
 * notes.c -- notes in a file of their own (epub:type="endnotes", EPUB 3
 * Structural Semantics 1.1): those that an article refers to end it, so that
 * they are its notes; what is left of the file is an article.
 */
#include "read.h"

#include <stdlib.h>

enum { BEGINNING = 2000 /* bytes of a body, in which the word stands */ };

static bool
may_be_notes(struct check *c, struct entry *e)
{
	static const char *const words[] = { "endnotes", "footnotes",
		"rearnotes" };
	const char *body;
	size_t n = 0;
	bool found = false;

	if (!container_load(c, e) || e->data == NULL)
		return false;
	body = memmem(e->data, e->size, "<body", 5);
	if (body != NULL)
		n = e->size - (size_t)(body - (const char *)e->data);
	n = n < BEGINNING ? n : BEGINNING;
	for (size_t i = 0; n != 0 && i < sizeof(words) / sizeof(words[0]); i++)
		found |= memmem(body, n, words[i], strlen(words[i])) != NULL;
	container_drop(e);
	return found;
}

static int
by_id(const void *a, const void *b)
{
	const struct note *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static bool
make_index(struct check *c, struct notes *notes)
{
	size_t i = 0;

	notes->used = c->api->scratch(c->job, notes->elements + 1u);
	notes->by_id =
	    c->api->scratch(c->job, (notes->n + 1) * sizeof(*notes->by_id));
	if (notes->used == NULL || notes->by_id == NULL)
		return false;
	for (struct note *n = notes->first; n != NULL; n = n->next) {
		if (n->to == 0)
			return false; /* the file is not well-formed */
		notes->by_id[i++] = n;
	}
	qsort(notes->by_id, notes->n, sizeof(*notes->by_id), by_id);
	return true;
}

static void
take_file(struct check *c, struct entry *e)
{
	struct notes *notes = c->api->scratch(c->job, sizeof(*notes));
	struct chapter k = { .c = c, .notes = notes };

	if (notes == NULL)
		return;
	notes->end = &notes->first;
	chapter_add(&k, e);
	if (k.all_notes && notes->n != 0 && k.body.cap != SIZE_MAX &&
	    make_index(c, notes)) {
		notes->text = k.body;
		e->notes = notes;
		e->article = e;
	} else {
		text_free(&k.body);
	}
	text_free(&k.head.highlights);
}

void
notes_find(struct check *c, struct entry *const *spine, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (spine[i] != NULL && spine[i] != c->nav &&
		    !spine[i]->apart && may_be_notes(c, spine[i]))
			take_file(c, spine[i]);
}

struct note *
notes_get(const struct notes *notes, const char *id)
{
	struct note key = { .id = id }, *k = &key, **found;

	found =
	    bsearch(&k, notes->by_id, notes->n, sizeof(*notes->by_id), by_id);
	return found != NULL ? *found : NULL;
}

static void
add_note(struct chapter *k, struct notes *notes, struct note *note)
{
	static const char open[] = "<section role=\"doc-endnotes\">";
	static const char close[] = "</section>";

	text_put(&k->body, open, sizeof(open) - 1);
	text_put(&k->body, notes->text.p + note->from, note->to - note->from);
	text_put(&k->body, close, sizeof(close) - 1);
	notes->used[note->block] = true;
	note->of = NULL;
}

void
notes_add(struct chapter *k, struct entry *const *spine, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct notes *notes = spine[i] != NULL ? spine[i]->notes : NULL;
		struct note *note = notes != NULL ? notes->first : NULL;

		for (; note != NULL; note = note->next)
			if (note->of == k)
				add_note(k, notes, note);
	}
}

bool
notes_are_left(const struct text *html)
{
	bool tag = false, heading = false;

	for (size_t i = 0; i < html->n; i++) {
		const char *p = html->p + i;

		if (*p == '<') {
			tag = true;
			if (html->n - i > 3 && p[1] == 'h' && p[2] >= '1' &&
			    p[2] <= '6')
				heading = true;
			else if (html->n - i > 3 && p[1] == '/' && p[2] == 'h')
				heading = false;
			else if (html->n - i > 4 && memcmp(p, "<img", 4) == 0)
				return true;
		} else if (*p == '>') {
			tag = false;
		} else if (!tag && !heading && strchr(" \t\r\n", *p) == NULL) {
			return true;
		}
	}
	return false;
}
