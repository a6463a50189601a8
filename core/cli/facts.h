/*
 * facts.h -- what has to be known of all articles before the first is written:
 * what their outputs are named by, and which of them say the same.
 */
#ifndef FACTS_H
#define FACTS_H

#include "batch.h"

#include <stdio.h>

struct record;
struct supervisor;
struct wire_facts;

/* Do the arguments need them? */
bool facts_wanted(const struct args *);

/* Reads all inputs that the record (or NULL) does not know, in workers, and
 * sets the facts of the items. */
void facts_find(
    struct items *, const struct args *, struct supervisor *, struct record *);

/* In a worker: what an article says. */
void facts_take(struct wire_facts *, oct_job *);

/* What the catalogue takes of an article: author, publisher, language, address,
 * section, description and text, each with its end. */
enum { CATALOGUE_FIELDS = 7 };
bool facts_catalogue(FILE *, oct_job *);

/* A word for a file's name from a title: letters and digits, ASCII's in lower
 * case, with "-" between; at most 60 bytes of UTF-8.  Allocated. */
char *facts_slug(const char *title);

#endif
