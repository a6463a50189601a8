/*
 * output.h -- what a writer emits, and the file it ends in.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "job.h"

/* The slot of oct_api (plugin.h): appends to the job's output; past its limit
 * the job fails with OCT_ELIMIT. */
void output_emit(oct_job *, const void *, size_t);

/* Writes all of it to `file`: into a temporary file in the same folder, synced
 * and renamed, keeping the mode of a file that was there.  An existing target
 * that is no regular file (a device, a pipe) is written straight.  False with
 * errno set on failure; the old file is whole then and no temporary is left. */
bool output_save(const char *file, const void *, size_t);

#endif
