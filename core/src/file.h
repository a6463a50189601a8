/*
 * file.h -- whole files, read with a limit.
 */
#ifndef FILE_H
#define FILE_H

#include "buf.h"

/* Appends the file to `b`, up to b->limit.  OCT_EIO with errno set (EISDIR for
 * a folder), OCT_ELIMIT, OCT_ENOMEM.  "-" is no special name here. */
oct_status file_read(const char *file, struct buf *b);

/* The same from an open descriptor, which stays open. */
oct_status file_read_fd(int fd, struct buf *b);

#endif
