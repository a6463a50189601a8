/*
 * broker.h -- what of the file system a worker gets: what the user named, and
 * what lies beneath the folders of its inputs.
 */
#ifndef BROKER_H
#define BROKER_H

#include "supervisor.h"

#include <limits.h>

/* An open descriptor for a worker that has this task, or a negative errno
 * value: -EACCES for what is none of its business. */
int broker_open(const struct args *, const struct items *, const struct task *,
    uint32_t purpose, const char *folder, const char *path);

/* Of a resource that broker_open() did not find: the first folder in its path,
 * "saved/." of "saved/lamp.png", if there is none.  Pages name dozens of
 * pictures in a folder that was not saved with them.  False if it is there, or
 * the path is a mere name. */
enum { MISSING_FOLDER = NAME_MAX + 3 };
bool broker_missing_folder(uint32_t purpose, const char *folder,
    const char *path, char name[MISSING_FOLDER]);

/* Saves an image of --extract-media: 0, or a negative errno value. */
int broker_save(const struct args *, const char *file, int memory, uint64_t n);

#endif
