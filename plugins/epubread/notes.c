/*
 * notes.c -- notes in a file of their own (epub:type="endnotes", EPUB 3
 * Structural Semantics 1.1): those that an article refers to end it, so that
 * they are its notes; what is left of the file is an article.
 */
#include "read.h"

#include <stdlib.h>

enum {
	BEGINNING = 2000, /* bytes of a body, in which the word stands */
	LONG = 65536, /* bytes; what is longer is no note */
	TIMES = 4 /* that a file's text may come again in articles */
};

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
		if (n->lead->to == 0)
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

bool
notes_want(struct chapter *k, struct note *note)
{
	struct notes *in = note->in;
	size_t n;

	note = note->lead;
	if (note->wanted)
		return true;
	n = note->to - note->from;
	if (n > LONG || in->spent + n > TIMES * in->text.n)
		return false;
	in->spent += n;
	note->wanted = true;
	note->next_wanted = NULL;
	if (k->wanted == NULL)
		k->wanted = note;
	else
		k->wanted_last->next_wanted = note;
	k->wanted_last = note;
	return true;
}

void
notes_add(struct chapter *k)
{
	static const char open[] = "<section role=\"doc-endnotes\">";
	static const char close[] = "</section>";

	for (struct note *n = k->wanted; n != NULL; n = n->next_wanted) {
		text_put(&k->body, open, sizeof(open) - 1);
		text_put(&k->body, n->in->text.p + n->from, n->to - n->from);
		text_put(&k->body, close, sizeof(close) - 1);
		n->in->used[n->block] = true;
		n->wanted = false;
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
