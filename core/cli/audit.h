/*
 * audit.h -- what was dropped, as a record of its own.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include <octavo/octavo.h>

/* Appends a line of JSON for each dropped block of the job's articles: input,
 * reason, step, line, path, text.  The file is emptied by audit_begin(). */
oct_status audit_append(oct_job *, const char *file);
oct_status audit_begin(const char *file);

#endif
