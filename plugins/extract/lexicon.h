/*
 * lexicon.h -- words that tell something: function words of many languages, the
 * words of the page's own title and description, those by which the site speaks
 * of itself.
 *
 * A word is known by its hash alone: that of its bytes with ASCII capitals as
 * small letters, as lexicon_hash() rolls it.  A chance collision costs one
 * wrong count among many.
 */
#ifndef EXTRACT_LEXICON_H
#define EXTRACT_LEXICON_H

#include <stdint.h>

enum {
	WORD_STOP = 1, /* a function word: prose is full of them */
	WORD_TITLE = 2, /* in <title>, or the title the page's metadata names */
	WORD_ABOUT = 4, /* in the page's description */
	WORD_SITE = 8, /* in the site's name */
	WORD_WE = 16 /* we, our, us */
};

/* How far a hash table is searched: hashes that someone made to collide must
 * not cost more than a wrong count. */
#define PROBES 32

#define LEXICON_BITS 11
#define LEXICON_SLOTS (1u << LEXICON_BITS)

struct lexicon {
	uint32_t hash[LEXICON_SLOTS]; /* 0: free */
	uint8_t marks[LEXICON_SLOTS];
	uint32_t count;
};

#define LEXICON_SEED 0x811C9DC5u

static inline uint32_t
lexicon_hash(uint32_t hash, uint8_t byte)
{
	return (hash ^ byte) * 0x01000193u;
}

static inline uint32_t
lexicon_slot(uint32_t hash)
{
	return hash * 0x9E3779B1u >> (32 - LEXICON_BITS);
}

/* The marks of a word; 0 for one that is not in the lexicon. */
static inline uint8_t
lexicon_marks(const struct lexicon *lexicon, uint32_t hash)
{
	uint32_t i = lexicon_slot(hash);

	for (int probe = 0; probe < PROBES && lexicon->hash[i] != 0; probe++) {
		if (lexicon->hash[i] == hash)
			return lexicon->marks[i];
		i = (i + 1) % LEXICON_SLOTS;
	}
	return 0;
}

/* What a lexicon begins with: the function words, and we, our, us. */
extern const struct lexicon lexicon_words;

/* Adds marks to a word.  A lexicon that is half full takes no more. */
void lexicon_add(struct lexicon *lexicon, uint32_t hash, uint8_t marks);

#endif
