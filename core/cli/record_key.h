/*
 * record_key.h -- digests of what an output is made by, besides its input: the
 * options that matter to it, the versions of Octavo and of its plug-ins; and
 * of files.
 */
#ifndef RECORD_KEY_H
#define RECORD_KEY_H

#include "args.h"

#include <nettle/umac.h>

enum {
	DIGEST = 32, /* bytes of a SHA-256 */
	MARK = UMAC64_DIGEST_SIZE
};

struct record_keys {
	uint8_t all[DIGEST]; /* what matters to each output, and to failing */
	uint8_t (*formats)[DIGEST]; /* by number of the format; allocated */
};

void record_keys_make(struct record_keys *, const struct args *);

/* SHA-256 of all that a file has; false with errno if it can't be read.  The
 * file's position stays as it is. */
bool record_digest(int fd, uint8_t[DIGEST]);

/* The same by UMAC-64 (RFC 4418), for telling whether a file has changed: seven
 * times as fast as SHA-256.  Of 2^60 files, one that is made by somebody who
 * does not know the record's key has the mark of another. */
bool record_mark(const struct umac64_ctx *keyed, int fd, uint8_t[MARK]);

#endif
