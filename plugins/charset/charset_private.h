/* charset_private.h -- what the files of this folder share. */
#ifndef CHARSET_PRIVATE_H
#define CHARSET_PRIVATE_H

#include "charset.h"

/* Where decoded text goes.  A first run counts with p NULL, a second one
 * writes into memory of just that size. */
struct charset_sink {
	char *p;
	size_t n;
	size_t replaced; /* bytes */
};

void charset_put(struct charset_sink *, const void *, size_t);
/* U+FFFD for that many bytes, which are counted. */
void charset_put_bad(struct charset_sink *, size_t);

/* UTF-8 with U+FFFD for each maximal subpart of an ill-formed sequence. */
void charset_scrub(const uint8_t *, size_t n, struct charset_sink *);

/* Where at i or behind it the next byte beyond ASCII is; n: nowhere. */
size_t charset_skip_ascii(const uint8_t *, size_t n, size_t i);

/* Does the character at p, of valid UTF-8, show that text was encoded twice? */
bool charset_shows_twice(const uint8_t *p, size_t n);

/* Valid UTF-8 with what was encoded twice put right, see twice.c: how many
 * characters; with none, nothing goes to the sink. */
size_t charset_mend_twice(const uint8_t *, size_t n, struct charset_sink *);

/* Text of an encoding of the standard.  false: this system's iconv does not
 * know it. */
bool charset_decode(
    const struct charset *, const uint8_t *, size_t n, struct charset_sink *);

/* Loads the detector, which stays loaded. */
void charset_preload_detector(void);

#endif
