/*
 * buf.h -- a byte string that grows; its first failure sticks.
 */
#ifndef BUF_H
#define BUF_H

#include <octavo/plugin.h>
#include <stdbool.h>

struct buf {
	char *p; /* NUL-terminated once anything was put */
	size_t n, cap;
	size_t limit; /* most bytes; 0: none */
	oct_status status;
};

/* Room for `n` more bytes and a NUL; false with a status otherwise. */
bool buf_reserve(struct buf *, size_t n);
void buf_put(struct buf *, const void *, size_t);
void buf_puts(struct buf *, const char *);
void buf_putf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Empties it, keeping the memory and forgetting the failure. */
void buf_clear(struct buf *);
void buf_free(struct buf *);

#endif
