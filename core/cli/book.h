/*
 * book.h -- a book's description (octavo-book(5)): what it is, its parts and
 * inputs, and what is to be said of them other than they say themselves.
 */
#ifndef BOOK_H
#define BOOK_H

#include "args.h"

/* A value of metadata.  All strings live as long as the arguments. */
struct fact {
	const char *key, *value;
	const char *role, *file_as, *position, *href; /* NULL: not said */
};

struct facts {
	struct fact *list;
	size_t n;
};

/* What is said of one entry of `inputs`, or of all files of a pattern. */
struct entry {
	struct entry *before; /* the one made before it */
	const char *part; /* NULL: in none */
	struct facts facts;
	const char **left_out; /* headings of sections */
	size_t n_left_out;
};

struct book {
	const char *file;
	struct facts facts;
	struct entry *last;
	struct entry **entries; /* of the inputs from `first` on */
	size_t n, first;
};

/* Reads the description; its inputs and options become the arguments'.  Ends
 * the process with a message that names file and line if it is wrong. */
void book_read(struct args *, const char *file);
void book_free(struct book *);

/* Tells the job what the description, if there is one, says of the book; and of
 * the articles after `last` (all for NULL), which are of the n-th input. */
oct_status book_tell(oct_job *, const struct args *);
oct_status
book_tell_input(oct_job *, const struct args *, size_t n, const oct_node *last);

/* The files below a folder by patterns, as octavo-book(5) has them.
 * book_files.c */
struct book_files;
struct book_files *book_files_open(const char *folder);
void book_files_close(struct book_files *);
/* Calls back for each file that matches, by name, numbers by value; returns how
 * many there are.  -1: the pattern leads out of the folder; -2: the folder
 * holds too much. */
int book_files_match(struct book_files *, const char *pattern,
    void (*)(void *, const char *path), void *);
/* Is it a file in the folder, wherever links lead? */
bool book_files_within(const struct book_files *, const char *name);

#endif
