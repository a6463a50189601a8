/*
 * scratch.h -- memory for what a batch has as many of as inputs.
 *
 * What is big lies in a file without a name ($TMPDIR, or /var/tmp), which the
 * system may write out and drop from memory when nobody looks at it; where no
 * such file can be had, in memory like any other.  No process that is forked
 * sees it.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <stddef.h>

struct scratch;

struct scratch *scratch_new(void);

/* n of `size` bytes, zero, and back.  Ends the process if there is no room. */
void *scratch_take(struct scratch *, size_t n, size_t size);
void scratch_drop(struct scratch *, void *);

/* Room for one more in a list of n, which doubles when it is full; one of 0 is
 * made. */
void *scratch_grow(struct scratch *, void *, size_t n, size_t size);

/* At each 16,384th number of a loop over inputs: lets go of what is in memory,
 * which comes back when it is looked at. */
void scratch_rest(struct scratch *, size_t number);

/* With all that was taken of it. */
void scratch_free(struct scratch *);

#endif
