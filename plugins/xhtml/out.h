/*
 * out.h -- text that grows in a job's scratch memory, with XML's escapes.
 *
 * A failure to get memory sticks in the job (oct_api.status); from then on
 * these functions do nothing.
 */
#ifndef XHTML_OUT_H
#define XHTML_OUT_H

#include <octavo/sugar.h>

struct out {
	const oct_api *api;
	oct_job *job;
	char *p;
	size_t n, cap;
};

void out_put(struct out *, const char *, size_t);
void out_puts(struct out *, const char *);
/* A format of at most 1000 bytes; nothing is escaped. */
void out_putf(struct out *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Character data: & < > are escaped. */
void out_text(struct out *, oct_str);

/* An attribute with its leading space; & < > " and white space other than
 * blanks are escaped, so that a parser gives back the same value. */
void out_attr(struct out *, const char *name, oct_str value);

/* <tag>text</tag> and a newline; nothing if the text is empty. */
void out_element(struct out *, const char *tag, oct_str text);

/* What was written, NUL-terminated, in scratch memory of just its size; the
 * buffer starts again from nothing. */
oct_str out_keep(struct out *);

/* A C string as an oct_str. */
static inline oct_str
str_of(const char *s)
{
	oct_str v = { s, strlen(s) };

	return v;
}

/* The formatted text (at most 1000 bytes) in scratch memory. */
oct_str out_strf(const oct_api *, oct_job *, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
