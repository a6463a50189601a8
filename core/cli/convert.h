/*
 * convert.h -- one conversion, as the arguments ask for it.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include "args.h"

/* A job with all settings of the arguments; ends the process with a message
 * if one of them is wrong. */
oct_job *convert_new_job(const struct args *);

/* Reads a file, or standard input for "-". */
oct_status convert_read(oct_job *, const char *input);

/* Writes one format to a file, "-" being standard output, as --overwrite
 * says.  *skipped is set if the file was left as it was. */
oct_status convert_write(oct_job *, const struct args *, const char *format,
    const char *file, bool *skipped);

/* Between reading and writing to `file` ("-": standard output): the work of
 * --extract-media and --audit=FILE. */
oct_status convert_extras(oct_job *, const struct args *, const char *file);

/* The exit code for a status. */
int convert_exit_code(oct_status);

/* All inputs to one output; returns the exit code. */
int convert_book(const struct args *);

/* SIGINT and SIGTERM stop this job. */
void convert_catch_signals(oct_job *);

#endif
