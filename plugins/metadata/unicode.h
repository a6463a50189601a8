/* unicode.h -- characters, as this folder needs them. */
#ifndef METADATA_UNICODE_H
#define METADATA_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at p (p < end) and its bytes in *len; for a byte that begins
 * none, U+FFFD and 1. */
uint32_t uni_char(const char *p, const char *end, size_t *len);

/* Encodes into at least 4 bytes; returns how many. */
size_t uni_put(char *p, uint32_t c);

/* Simple case mapping of Latin, Greek and Cyrillic. */
uint32_t uni_lower(uint32_t c);
bool uni_is_upper(uint32_t c);

bool uni_is_space(uint32_t c); /* also no-break and ideographic ones */
bool uni_is_letter(uint32_t c); /* of any script, marks included */
bool uni_is_ideograph(uint32_t c); /* Han, kana, hangul */

/* 0..9 for a decimal digit of the scripts dates are written in; -1. */
int uni_digit(uint32_t c);

/* Is the word, in lower case, one of a list parted by single spaces? */
bool uni_listed(const char *list, const char *word, size_t n);

/* Copies in lower case; at most cap - 1 bytes, whole characters.  Returns the
 * length. */
size_t uni_fold(const char *p, size_t n, char *out, size_t cap);

#endif
