/*
 * diag.h -- the messages of a job, in order, with their grades.
 */
#ifndef DIAG_H
#define DIAG_H

#include "arena.h"

struct diag {
	struct diag *next;
	int32_t severity;
	uint32_t line, column;
	const char *code, *text, *input;
};

struct diag_list {
	struct diag *first, *last;
	size_t n;
	int32_t worst; /* -1 while there is none */
};

/* Copies everything into the arena.  Past DIAG_MAX messages only errors are
 * kept.  A message that finds no memory still counts for `worst`. */
#define DIAG_MAX 10000
void
diag_add(struct diag_list *, struct arena *, int32_t severity, const char *code,
    const char *input, uint32_t line, uint32_t column, const char *text);

#endif
