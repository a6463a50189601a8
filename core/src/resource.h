/*
 * resource.h -- images and other files that articles refer to.
 *
 * A resource is looked up in the folder of the input that named it and in the
 * folders of oct_job_resource_path(), and nowhere else: never on the network,
 * never through "..", a symbolic link or file: outside of them.
 */
#ifndef RESOURCE_H
#define RESOURCE_H

#include "job.h"

/* The slots of oct_api (plugin.h). */
uint32_t resource_add(oct_job *, const char *url, size_t);
uint32_t resource_add_data(
    oct_job *, const char *url, size_t, const void *data, size_t len);
/* False: there is no such number. */
bool resource_find(oct_job *, uint32_t id, bool load, oct_resource *out);

/* How many there are: their numbers are 1 to that. */
uint32_t resource_count(const oct_job *);
/* The URL that outputs will show; in the arena. */
void resource_rename(oct_job *, uint32_t id, oct_str url);

/* The folder of the input being read, for the resources that it names; NULL:
 * none (memory, standard input).  Copied. */
void resource_set_folder(oct_job *, const char *folder);
/* A further folder; copied. */
void resource_add_folder(oct_job *, const char *folder);

#endif
