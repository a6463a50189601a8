/* The hash that perfect.py builds its tables for. */
#ifndef NAME_HASH_H
#define NAME_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t
load64(const char *p)
{
	uint64_t word;

	memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Fewer than eight bytes, zeros above. */
static inline uint64_t
load_few(const char *p, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)(uint8_t)p[i] << 8 * i;
	return word;
}

/* A name's first and last eight bytes and, where it is longer than both, its
 * second eight. */
struct name_words {
	uint64_t head, tail, middle;
};

/* `readable` bytes from p may be looked at, n of them or more: with eight a
 * short name is one load and a mask. */
static inline struct name_words
name_words(const char *p, size_t n, size_t readable)
{
	uint64_t head;

	if (n >= 8)
		return (struct name_words){ load64(p), load64(p + n - 8),
			n > 16 ? load64(p + 8) : 0 };
	if (readable >= 8)
		head = load64(p) & (((uint64_t)1 << 8 * n) - 1);
	else
		head = load_few(p, n);
	return (struct name_words){ head, head, 0 };
}

static inline uint32_t
name_hash(struct name_words words, size_t n)
{
	return (uint32_t)((words.head * 0x9E3779B97F4A7C15u +
			      words.tail * 0xE7037ED1A0B428DAu +
			      words.middle * 0x8EBC6AF09C88C6E3u + n) >>
	    32);
}

/* The number in the slot where the name is if it is anywhere. */
static inline uint32_t
name_slot(uint32_t hash, const uint16_t *slots, uint32_t bits,
    const uint16_t *factors, uint32_t factor_count)
{
	uint32_t factor = factors[hash & (factor_count - 1)];

	return slots[hash * factor >> (32 - bits)];
}

#endif
