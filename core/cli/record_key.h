/*
 * record_key.h -- digests of what an output is made by, besides its input: the
 * options that matter to it, the versions of Octavo and of its plug-ins.
 */
#ifndef RECORD_KEY_H
#define RECORD_KEY_H

#include "args.h"

enum { DIGEST = 32 }; /* bytes of a SHA-256 */

struct record_keys {
	uint8_t all[DIGEST]; /* what matters to each output, and to failing */
	uint8_t (*formats)[DIGEST]; /* by number of the format; allocated */
};

void record_keys_make(struct record_keys *, const struct args *);

/* Of all that a file has; false with errno if it can't be read.  The file's
 * position stays as it is. */
bool record_digest(int fd, uint8_t[DIGEST]);

#endif
