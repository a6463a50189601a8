/*
 * utf8.h -- UTF-8 as RFC 3629 has it: no surrogates, no overlong forms.
 */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the longest prefix that is text of the model: valid UTF-8 without
 * NUL, other C0 controls than tab and newline, DEL, C1 controls, U+FFFE and
 * U+FFFF (what XML 1.0 can't hold or should not). */
size_t utf8_clean_prefix(const char *, size_t n);

/* Decodes one character of valid UTF-8 at p; *len gets its bytes. */
uint32_t utf8_decode(const char *p, const char *end, int *len);

/* Encodes c at p (room for 4 bytes); returns the bytes. */
int utf8_encode(char *p, uint32_t c);

/* Length of the maximal invalid sequence at p, for one U+FFFD each (Unicode
 * 15, 3.9 "U+FFFD Substitution of Maximal Subparts"). */
size_t utf8_bad_len(const char *p, size_t n);

#endif
