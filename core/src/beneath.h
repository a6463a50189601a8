/*
 * beneath.h -- opening a file that must not lie outside a folder.
 */
#ifndef BENEATH_H
#define BENEATH_H

/* Opens the regular file `path` (relative, "/" between components) below
 * `folder` for reading.  -1 with errno set: EXDEV or ELOOP where "..", an
 * absolute path or a symbolic link leads out, EINVAL for what is no regular
 * file; devices and pipes are never waited for. */
int beneath_open(const char *folder, const char *path);

/* The same below the folder that `root` (O_PATH will do) stands for. */
int beneath_open_at(int root, const char *path);

#endif
