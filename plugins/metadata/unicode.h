/* unicode.h -- characters, as this folder needs them. */
#ifndef METADATA_UNICODE_H
#define METADATA_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nearly every character asked about is one of ASCII; these are for others. */
uint32_t uni_wide_char(const char *p, const char *end, size_t *len);
bool uni_is_wide_space(uint32_t c);
bool uni_is_wide_letter(uint32_t c);
int uni_wide_digit(uint32_t c);

/* The character at p (p < end) and its bytes in *len; for a byte that begins
 * none, U+FFFD and 1. */
static inline uint32_t
uni_char(const char *p, const char *end, size_t *len)
{
	*len = 1;
	return (uint8_t)*p < 0x80 ? (uint8_t)*p : uni_wide_char(p, end, len);
}

/* Encodes into at least 4 bytes; returns how many. */
size_t uni_put(char *p, uint32_t c);

/* Simple case mapping of Latin, Greek and Cyrillic. */
uint32_t uni_lower(uint32_t c);
bool uni_is_upper(uint32_t c);

/* Also no-break and ideographic ones. */
static inline bool
uni_is_space(uint32_t c)
{
	return c < 0x80 ? c == ' ' || c - '\t' <= '\r' - '\t'
			: uni_is_wide_space(c);
}

/* Spaces, and what has no width: U+200B to U+200D, U+FEFF. */
static inline bool
uni_is_invisible(uint32_t c)
{
	return uni_is_space(c) || (c >= 0x200b && c <= 0x200d) || c == 0xfeff;
}

/* Of any script, marks included. */
static inline bool
uni_is_letter(uint32_t c)
{
	return c < 0x80 ? (c | 0x20) - 'a' < 26 : uni_is_wide_letter(c);
}

bool uni_is_ideograph(uint32_t c); /* Han, kana, hangul */

/* 0..9 for a decimal digit of the scripts dates are written in; -1. */
static inline int
uni_digit(uint32_t c)
{
	return c >= 0x80   ? uni_wide_digit(c)
	    : c - '0' < 10 ? (int)(c - '0')
			   : -1;
}

/* Is the word, in lower case, one of a list parted by single spaces? */
bool uni_listed(const char *list, const char *word, size_t n);

/* Copies in lower case; at most cap - 1 bytes, whole characters.  Returns the
 * length. */
size_t uni_fold(const char *p, size_t n, char *out, size_t cap);

#endif
