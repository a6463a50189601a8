/*
 * output.h -- the file that an output ends in.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all of it to `file`: into a temporary file in the same folder, synced
 * and renamed, keeping the mode of a file that was there.  An existing target
 * that is no regular file (a device, a pipe) is written straight.  False with
 * errno set on failure; the old file is whole then and no temporary is left. */
bool output_save(const char *file, const void *, size_t);

#endif
