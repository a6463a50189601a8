/*
 * grow.h -- arrays that grow, in the job's memory: nothing is freed singly.
 * A growth that fails leaves its reason in the job, empties the array and adds
 * nothing; what was to be written is never seen, since the job has failed.
 */
#ifndef TEXT_GROW_H
#define TEXT_GROW_H

#include <octavo/sugar.h>

struct text_buf {
	const oct_api *a;
	oct_job *j;
	char *p;
	size_t n, cap; /* bytes */
};

/* Room for `n` more bytes at the end, or NULL. */
char *buf_room(struct text_buf *, size_t n);

/* Appends bytes; a C string; `n` copies of a byte. */
void buf_add(struct text_buf *, const void *, size_t);
void buf_adds(struct text_buf *, const char *);
void buf_fill(struct text_buf *, char, size_t n);

#endif /* TEXT_GROW_H */
