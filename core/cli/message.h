/*
 * message.h -- what the command says on standard error, and in --log.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <octavo/octavo.h>
#include <stdbool.h>
#include <stdio.h>

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

/* A message of the batch's own about an input ("": none), shown and logged
 * like those of a job. */
void message_say(int32_t severity, const char *code, const char *input,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* In a worker, that has no log: messages go to standard error alone, until
 * they are kept. */
void message_alone(void);

/* From now on messages are put into this stream, for the
 * supervisor to say them with message_kept().  NULL ends that.  What is no
 * message there is passed over. */
void message_keep(FILE *);
void message_kept(const char *, size_t);

/* The progress line: done of all, failed; nothing unless on a terminal.  The
 * last call, with done == all, wipes it. */
void message_progress(size_t done, size_t all, size_t failed);

#endif
