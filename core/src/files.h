/*
 * files.h -- how a job comes by files: itself, or by the embedder's oct_files.
 */
#ifndef FILES_H
#define FILES_H

#include "buf.h"
#include "job.h"

/* An open descriptor, or -1 with errno.  For OCT_FILE_OPTION with a folder that
 * is none the errno is ENOTDIR. */
int job_open(oct_job *, uint32_t purpose, const char *folder, const char *path);

/* Appends a whole file, as file_read() does. */
oct_status
job_read(oct_job *, uint32_t purpose, const char *path, struct buf *);

#endif
