/*
 * audit.h -- what was dropped, as a record of its own.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include <octavo/octavo.h>
#include <stdbool.h>
#include <stdio.h>

/* A line of JSON for each dropped block of the job's articles: input, reason,
 * step, line, path, text. */
bool audit_lines(oct_job *, FILE *);

/* Empties the file; appends to it. */
oct_status audit_begin(const char *file);
oct_status audit_append(const char *file, const char *lines, size_t n);

#endif
