/*
 * commit.h -- the outputs of a batch, synced and named a group at a time.
 */
#ifndef COMMIT_H
#define COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct commits;

/* `failed` is told of an output that could not be made after all, with errno
 * set: EEXIST if it was not to replace and there is one by now. */
struct commits *commits_new(
    void (*failed)(void *data, size_t item, const char *file), void *data);

/* Takes `n` bytes at `at` of the file `memory` for an output of an item; makes
 * its folders.  It has its name after the next commits_flush(); once that is
 * due no more than the outputs of one more item are taken.  False with errno if
 * it can't be written. */
bool commits_add(struct commits *, size_t item, const char *file, bool replace,
    int memory, uint64_t at, uint64_t n);

/* Syncs and names all that was taken, then syncs their folders. */
void commits_flush(struct commits *);

/* Milliseconds until it is time to flush; 0: now; -1: there is nothing. */
int commits_due(const struct commits *);

/* Flushes and frees. */
void commits_free(struct commits *);

#endif
