#include "similar.h"

#include "args.h"

#include <stdlib.h>
#include <string.h>

enum {
	LEAST_WORDS = 20,
	RUN = 3, /* words */
	NEAR = 6, /* bits: texts of 300 words, of which 5 differ, have 4 */
	PARTS = NEAR + 1, /* one is the same where no more than NEAR differ */
	PART_BITS = 9,
	LOOKED_AT = 4000 /* texts in a bucket, so that no input is quadratic */
};

/* --- bits ----------------------------------------------------------------- */

/* Of a word: letters of ASCII without case, all beyond ASCII. */
static size_t
word(const uint8_t *p, size_t n, uint64_t *hash)
{
	size_t i = 0;

	*hash = 14695981039346656037u;
	for (; i < n; i++) {
		uint8_t c = p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			c >= 0x80))
			break;
		*hash = (*hash ^ c) * 1099511628211u;
		/* scripts without spaces: each letter from U+2E80 on */
		if (c >= 0xe2 && n - i > 3 && (c > 0xe2 || p[i + 1] >= 0xba)) {
			for (size_t k = 1; k < 3 + (c >= 0xf0); k++)
				*hash = (*hash ^ p[i + k]) * 1099511628211u;
			return i + 3 + (c >= 0xf0);
		}
	}
	return i;
}

/* So that each bit of the hash hangs on each of the words (MurmurHash3's
 * last step). */
static uint64_t
mix(uint64_t h)
{
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

static void
count_bits(int32_t counts[64], uint64_t hash)
{
	for (int bit = 0; bit < 64; bit++)
		counts[bit] += (hash >> bit & 1) != 0 ? 1 : -1;
}

uint64_t
similar_bits(const char *text, size_t n)
{
	const uint8_t *p = (const uint8_t *)text;
	uint64_t run[RUN] = { 0 }, hash, bits = 0;
	int32_t counts[64] = { 0 };
	size_t words = 0, len;

	for (size_t i = 0; i < n; i += len != 0 ? len : 1) {
		len = word(p + i, n - i, &hash);
		if (len == 0)
			continue;
		run[words++ % RUN] = hash;
		if (words >= RUN)
			count_bits(counts,
			    mix(run[words % RUN] * 3 +
				run[(words + 1) % RUN] * 5 +
				run[(words + 2) % RUN] * 7));
	}
	if (words < LEAST_WORDS)
		return 0;
	for (int bit = 0; bit < 64; bit++)
		if (counts[bit] > 0)
			bits |= 1ull << bit;
	return bits != 0 ? bits : 1;
}

/* --- finding -------------------------------------------------------------- */

struct text {
	uint64_t bits;
	uint32_t number;
	uint32_t next[PARTS]; /* in the bucket, from 1; 0: the last */
};

struct similar {
	struct scratch *scratch;
	uint32_t buckets[PARTS][1 << PART_BITS]; /* by bits of the part; from
		1 */
	struct text *texts;
	size_t n;
};

struct similar *
similar_new(struct scratch *scratch)
{
	struct similar *s = xcalloc(1, sizeof(*s));

	s->scratch = scratch;
	return s;
}

void
similar_free(struct similar *s)
{
	if (s != NULL)
		scratch_drop(s->scratch, s->texts);
	free(s);
}

static uint32_t
part_of(uint64_t bits, int part)
{
	return bits >> (PART_BITS * part) & ((1u << PART_BITS) - 1);
}

bool
similar_find(const struct similar *s, uint64_t bits, uint32_t *found)
{
	uint32_t best = 0;

	for (int part = 0; bits != 0 && part < PARTS; part++) {
		uint32_t i = s->buckets[part][part_of(bits, part)];

		for (int k = 0; i != 0 && k < LOOKED_AT; k++) {
			const struct text *t = &s->texts[i - 1];

			if ((best == 0 || i < best) &&
			    __builtin_popcountll(t->bits ^ bits) <= NEAR)
				best = i;
			i = t->next[part];
		}
	}
	if (best != 0)
		*found = s->texts[best - 1].number;
	return best != 0;
}

void
similar_add(struct similar *s, uint64_t bits, uint32_t number)
{
	struct text *t;

	if (bits == 0)
		return;
	s->texts = scratch_grow(s->scratch, s->texts, s->n, sizeof(*s->texts));
	t = &s->texts[s->n++];
	*t = (struct text){ .bits = bits, .number = number };
	for (int part = 0; part < PARTS; part++) {
		uint32_t *bucket = &s->buckets[part][part_of(bits, part)];

		t->next[part] = *bucket;
		*bucket = (uint32_t)s->n;
	}
}
