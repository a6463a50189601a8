/*
 * option_file.h -- the files that an OCT_OPT_FOLDER option names, or that lie
 * in the folder it names.  Each is read once in a job, when it is asked for.
 */
#ifndef OPTION_FILE_H
#define OPTION_FILE_H

#include "job.h"

#include <stdbool.h>

/* The file `value` itself for the name "", else `name` in the folder `value`.
 * False where there is none; one that is there and can't be read is reported.
 */
bool option_file_read(oct_job *, const char *value, const char *name,
    oct_str *path, oct_str *bytes);

#endif
