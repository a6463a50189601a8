/*
 * convert.h -- one conversion, as the arguments ask for it.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include "args.h"

/* A job with all settings of the arguments, and the files given unless NULL;
 * ends the process with a message if a setting is wrong. */
oct_job *convert_new_job(const struct args *, const oct_files *);

/* Reads a file, or standard input for "-". */
oct_status convert_read(oct_job *, const char *input);

/* Makes an output that goes to `file`, and checks it under --validate; *bytes
 * are the job's until the next. */
oct_status convert_make(oct_job *, const struct args *, const char *format,
    const char *file, const uint8_t **bytes, size_t *n);

/* Writes what was made to a file, or to standard output for "-", as --overwrite
 * says.  What goes wrong is said. */
oct_status convert_deliver(const struct args *, const char *format,
    const char *file, const void *bytes, size_t n);

/* Between reading and writing to `file` ("-": standard output): the work of
 * --extract-media. */
oct_status convert_media(oct_job *, const struct args *, const char *file);

/* Is there an --audit=FILE? */
bool convert_audits(const struct args *);

/* The format of one book; ends the process if none can be told. */
const char *convert_format(const struct args *);

/* The exit code for a status. */
int convert_exit_code(oct_status);

/* Takes an output that is to be made and goes to `file`; with format NULL the
 * lines of the audit. */
typedef oct_status
convert_put(void *data, oct_job *, const char *format, const char *file);

/* All inputs to one output by way of `put`; returns the exit code. */
int convert_inputs(oct_job *, const struct args *, convert_put *, void *data);

/* The same, to where the arguments say. */
int convert_book(const struct args *);

/* SIGINT and SIGTERM stop this job. */
void convert_catch_signals(oct_job *);

#endif
