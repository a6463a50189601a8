/*
 * similar.h -- which texts are nearly the same, by SimHash (M. Charikar,
 * "Similarity estimation techniques from rounding algorithms", 2002): 64 bits
 * that differ in few places where two texts differ in few of their runs of
 * three words.
 */
#ifndef SIMILAR_H
#define SIMILAR_H

#include "scratch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bits of a text in UTF-8; 0 for one of fewer than 20 words, which is like
 * none. */
uint64_t similar_bits(const char *, size_t);

struct similar;

/* The scratch stays until similar_free(). */
struct similar *similar_new(struct scratch *);
void similar_free(struct similar *);

/* A text that was added and differs in at most 6 bits: the first of them, with
 * its number in *found. */
bool similar_find(const struct similar *, uint64_t bits, uint32_t *found);
void similar_add(struct similar *, uint64_t bits, uint32_t number);

#endif
