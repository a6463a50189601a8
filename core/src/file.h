/*
 * file.h -- whole files, read with a limit.
 */
#ifndef FILE_H
#define FILE_H

#include "buf.h"

#include <stdatomic.h>

/* Appends the file to `b`, up to b->limit.  OCT_EIO with errno set (EISDIR for
 * a folder), OCT_ELIMIT, OCT_ENOMEM.  A file may be a pipe that never ends: a
 * signal that sets *cancelled (unless NULL) while it is waited for ends that
 * with OCT_ECANCELLED.  "-" is no special name here. */
oct_status
file_read(const char *file, struct buf *b, const atomic_int *cancelled);

/* The same from an open descriptor, which stays open. */
oct_status file_read_fd(int fd, struct buf *b, const atomic_int *cancelled);

#endif
