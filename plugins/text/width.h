/*
 * width.h -- how many columns of a terminal text takes: East Asian wide
 * characters two (UAX #11), combining marks none (both as libunistring knows
 * them), and an emoji of several characters as one of two columns (UTS #51).
 */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/* What of the characters before counts for the next one; starts zeroed. */
struct width {
	int last; /* columns of the last character that had any */
	int joins; /* 1: it was a zero width joiner */
};

/* How many columns the character at p adds (less than 0 never); *n is set to
 * its bytes.  p < end, and the text is valid UTF-8.  [any] */
int width_next(struct width *, const char *p, const char *end, size_t *n);

/* The columns of a text.  [any] */
size_t width_of(const char *, size_t n);

#endif /* TEXT_WIDTH_H */
