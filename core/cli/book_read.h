/*
 * book_read.h -- a book's description while it is read.
 */
#ifndef BOOK_READ_H
#define BOOK_READ_H

#include "book.h"

#include <yaml.h>

enum kind {
	KIND_TEXT, /* of a field */
	KIND_TEXTS, /* one or a list */
	KIND_PEOPLE,
	KIND_SERIES,
	KIND_LICENCE,
	KIND_ISBN,
	KIND_FILE, /* an option that names a file beside the description */
	KIND_OPTION,
	KIND_OPTIONS, /* a mapping of them */
	KIND_PARTS,
	KIND_INPUTS,
	KIND_PATTERN,
	KIND_HEADINGS,
	KIND_PART_TITLE
};

struct key {
	const char *name;
	enum kind kind;
	const char *to; /* field or option */
};

struct reader {
	struct args *a;
	struct book *book;
	yaml_document_t doc;
	const char *file, *folder;
	struct book_files *files;
	size_t left; /* nodes: aliases of aliases grow without bound */
};

/* What the mapping at hand is about. */
struct scope {
	struct facts *facts;
	struct entry *entry; /* NULL: the book */
	const char *part; /* title of the part, or NULL */
	/* for the end of the mapping, in whose order they don't stand */
	const yaml_node_t *pattern, *inputs, *parts;
};

/* Its line, from 1. */
size_t book_line(const yaml_node_t *);
/* The node by its number; ends the process where there are too many. */
const yaml_node_t *book_node(struct reader *, int id);
/* The text of a scalar, "" for null; ends the process where it is none. */
const char *book_text(struct reader *, const yaml_node_t *, const char *key);
/* Says that a key is unknown, and which is the nearest. */
_Noreturn void book_unknown(struct reader *, const yaml_node_t *key,
    const char *name, const char *best);

/* book_values.c: each takes a value into the facts of the scope. */
typedef void book_take(
    struct reader *, const yaml_node_t *, const struct key *, struct scope *);
book_take book_take_text, book_take_person, book_take_named, book_take_isbn;

#endif
