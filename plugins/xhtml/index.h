/*
 * index.h -- what an article refers to by name, found before it is written:
 * its ids, its notes with the places that refer to them, its resources.
 *
 * An article may be written as several files ("parts", from 0); every entry
 * says in which of them it will stand.
 */
#ifndef XHTML_INDEX_H
#define XHTML_INDEX_H

#include "out.h"

struct xhtml_id {
	oct_str id; /* in the article */
	oct_str name; /* in the file: the same, or a name made for it */
	const oct_node *node;
	uint32_t order, part;
	int linked, written; /* set by who does so */
};

struct xhtml_note {
	oct_str id;
	struct xhtml_id *target;
	struct xhtml_ref *first, *last; /* in reading order */
	uint32_t number; /* from 1, in order of NOTES */
};

struct xhtml_ref {
	const oct_node *node; /* the NOTEREF */
	struct xhtml_note *note; /* NULL: there is none */
	struct xhtml_ref *next; /* of the same note */
	uint32_t number; /* from 1, in reading order */
	uint32_t part;
	int written;
};

struct xhtml_index {
	struct xhtml_id *ids; /* by id; each id once */
	size_t n_ids;
	struct xhtml_note *notes; /* by id */
	size_t n_notes;
	struct xhtml_ref *refs; /* by address of the node */
	size_t n_refs;
	uint32_t *resources; /* in reading order, with repetitions */
	size_t n_resources;
};

/* Fills the index from the article's BODY and NOTES.  The nodes of
 * `breaks` (in reading order) each begin a new part; the notes are in the
 * last.  All memory is scratch. */
void xhtml_index_make(struct xhtml_index *, const oct_api *, oct_job *,
    const oct_node *article, const oct_node *const *breaks, size_t n_breaks);

/* Forgets the ids that were linked to and not written, and what was noted of
 * the others.  Returns how many were forgotten: the article must be written
 * once more if any were. */
size_t xhtml_index_prune(struct xhtml_index *);

/* NULL if there is no such. */
struct xhtml_id *xhtml_index_id(const struct xhtml_index *, oct_str id);
const struct xhtml_note *
xhtml_index_note(const struct xhtml_index *, oct_str id);
struct xhtml_ref *xhtml_index_ref(const struct xhtml_index *, const oct_node *);

#endif
