/*
 * report.h -- what came of each input of a batch, once its outputs are on the
 * disk: --report FILE, a line of JSON each, and --report-html FILE.
 */
#ifndef REPORT_H
#define REPORT_H

#include "supervisor.h"

struct report;

/* Empties the file; NULL if the arguments ask for none.  Ends the process if it
 * can't be written. */
struct report *report_new(const struct args *, const struct items *);

/* An input was converted or failed, with what its worker says of that; or was
 * given up, with why.  NULL reports take nothing. */
void report_result(struct report *, const struct task *, oct_status,
    const struct wire_result *);
void
report_lost(struct report *, const struct task *, oct_status, const char *why);

/* An earlier run had converted it, or had failed to for that reason. */
void report_known(struct report *, size_t item, const char *reason);

/* It says the same as another input, and is not converted. */
void report_twin(struct report *, size_t item, const char *twin);

/* Writes the lines of what was added: the outputs are there, or the item is
 * marked as failed. */
void report_flush(struct report *);

/* Flushes, closes and frees; false once it was said that it can't be written.
 */
bool report_free(struct report *);

#endif
