/*
 * message.h -- what the command says on standard error, and in --log.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <octavo/octavo.h>
#include <stdbool.h>

struct args;

/* Opens --log and looks at the terminal.  Call once, after parsing. */
void message_init(const struct args *);

/* "octavo: ..." and the end of the process. */
_Noreturn void
die(int code, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A message of the command's own, as an error. */
void complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The messages of a job from the n-th on, in one write each to standard error
 * and the log, so that workers don't mix theirs.  Returns how many there are
 * now. */
size_t message_job(const oct_job *, size_t from);

/* The progress line: done of all, failed; nothing unless on a terminal.  The
 * last call, with done == all, wipes it. */
void message_progress(size_t done, size_t all, size_t failed);

#endif
