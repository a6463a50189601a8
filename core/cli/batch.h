/*
 * batch.h -- -O: one output for each input and format.
 */
#ifndef BATCH_H
#define BATCH_H

#include "args.h"
#include "scratch.h"

/* An input.  There may be millions. */
struct item {
	const char *input; /* the list's */
	uint32_t dir, ndir; /* of it: the folder below -O for its outputs */
	uint32_t root; /* the item in whose article it goes; its own number */
	uint32_t
	    next; /* of the same article, in order of numbers; or NO_ITEM */
	bool begun, failed; /* of the conversion */
	bool apart; /* what it names as its next page is another article */
};
#define NO_ITEM UINT32_MAX

/* What is found out of an item before its output has a name: facts.h. */
struct item_facts {
	const char *words; /* host, date and slug, each with its end; NULL: it
		can't be read, or is a page of another */
	const char *twin; /* the input that says the same; or NULL */
	uint64_t url, text; /* digests; 0: none */
	uint32_t sha; /* the first 32 bits of its SHA-256 */
};

struct items {
	struct scratch *scratch; /* all that follows lies in it */
	struct item *list;
	size_t n;
	struct item_facts *facts; /* by number; NULL: nobody wants them */
	char *block; /* of names, the last one */
	size_t left; /* its bytes that are free, at its beginning */
};

/* inputs.c: a copy of n bytes that lives as long as the list. */
const char *items_keep(struct items *, const char *, size_t n);

/* Adds an input, with the part of its name that is the folder. */
void items_add(struct items *, const char *input, size_t dir, size_t ndir);

/* inputs.c: what -O converts: the files named and the files in the folders
 * named that a reader claims, in order of names.  Adds messages for what
 * can't be read; *failed counts them. */
void items_collect(struct items *, const struct args *, size_t *failed);

void items_free(struct items *);

/* names.c: an item's output without the extension; the file of a format by
 * that; both in one.  Allocated. */
char *item_name(const struct args *, const struct items *, size_t number);
char *item_file(const struct args *, const char *name, const char *format);
char *item_output(const struct args *, const struct items *, size_t number,
    const char *format);
/* FNV-1a, for tables of names. */
uint64_t name_hash(const char *);
/* Ends the process if the outputs of two articles would go to one file. */
void items_check_names(const struct args *, const struct items *);

struct supervisor;
struct record;

/* join.c: finds the items that are pages of one article, looking into each that
 * the record (or NULL) does not know in worker processes. */
void items_join(struct items *, struct supervisor *, struct record *);

/* The whole batch; returns the exit code. */
int batch_run(struct args *);

#endif
