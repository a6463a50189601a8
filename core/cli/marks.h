/*
 * marks.h -- marks of a run's inputs, each read once; those that come next are
 * read ahead by threads as long as the marks of most are asked for.
 */
#ifndef MARKS_H
#define MARKS_H

#include "batch.h"
#include "record_key.h"

struct marks;

/* The items and the key stay until marks_free(). */
struct marks *marks_new(
    const struct args *, const struct items *, const struct umac64_ctx *keyed);

/* The mark of an input; NULL: it can't be read.  The calls of one thread. */
const uint8_t *marks_of(struct marks *, size_t item);

void marks_free(struct marks *);

#endif
