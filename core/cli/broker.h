/*
 * broker.h -- what of the file system a worker gets: what the user named, and
 * what lies beneath the folders of its inputs.
 */
#ifndef BROKER_H
#define BROKER_H

#include "supervisor.h"

/* An open descriptor for a worker that has this task, or a negative errno
 * value: -EACCES for what is none of its business. */
int broker_open(const struct args *, const struct items *, const struct task *,
    uint32_t purpose, const char *folder, const char *path);

/* Saves an image of --extract-media: 0, or a negative errno value. */
int broker_save(const struct args *, const char *file, int memory, uint64_t n);

#endif
