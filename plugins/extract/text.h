/*
 * text.h -- counts what is in running text: words, sentences, function words.
 *
 * A word is what a reader would call one: a run of letters and digits in
 * scripts that part words by spaces.  Chinese, Japanese, Thai and their kin
 * count as a word for each two characters.
 *
 *	struct text_scan scan;
 *
 *	text_begin(&scan, &lexicon, &counts);
 *	text_feed(&scan, p, n);        as often as there are pieces
 *	text_end(&scan);               closes the last word
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lexicon.h"
#include "model.h"

#define TEXT_WEIGHED 16

struct text_counts {
	uint32_t words;
	uint32_t letters; /* characters in words */
	uint32_t upper; /* words that begin with a capital */
	uint32_t digits; /* characters */
	uint32_t commas; /* , ; : and their kin */
	uint32_t stops; /* . ! ? and their kin */
	uint32_t function_words;
	uint32_t title_words; /* words that are in the title, too */
	uint32_t about_words; /* and in the description */
	uint32_t site_words; /* and in the site's name */
	uint32_t we_words; /* we, our, us */
	uint32_t triples; /* three words in a row, where the page's metadata */
	uint32_t known; /* has the text of the article; those that it has */
	uint32_t hash; /* of the words: equal text, equal hash */
	float weight; /* what the first TEXT_WEIGHED words speak for */
	uint8_t last; /* the last mark: 's' ends a sentence, ':' announces,
		'w' none of them */
	uint8_t first; /* 'U' capital, 'l' other letter, 'd' digit, 0 none */
};

/* The hashes of words, in their order; of scripts without spaces, the
 * characters. */
struct text_said {
	uint32_t *hash; /* free() it */
	uint32_t count, room;
};

/* A set of hashes, of word triples. */
struct text_set {
	uint32_t *slots; /* mask + 1 of them, at most half in use; 0: free */
	uint32_t mask;
};

struct text_scan {
	const struct lexicon *lexicon;
	const struct token_table *weights; /* or NULL; set after text_begin() */
	struct text_said *said; /* likewise; takes the words, and has room */
	struct text_counts *counts;
	uint32_t word; /* rolling hash */
	uint32_t length; /* of the word, in characters; 0: between words */
	uint32_t wide; /* characters of scripts without spaces, not counted */
};

void text_begin(struct text_scan *scan, const struct lexicon *lexicon,
    struct text_counts *counts);
void text_feed(struct text_scan *scan, const char *p, size_t n);
void text_end(struct text_scan *scan);

/* Puts the words of a string into the lexicon; those of one letter, and
 * function words, tell nothing and stay out. */
void text_mark(struct lexicon *lexicon, const char *p, size_t n, uint8_t mark);

/* Room for the words of so many more bytes; false: out of memory. */
bool text_said_room(struct text_said *said, size_t bytes);

/* An empty set for at most n words; false: out of memory.  Free ->slots. */
bool text_set_init(struct text_set *set, size_t n);

/* Puts the triples of words into a set that has room for them; and counts those
 * that are in it. */
void text_set_add(struct text_set *set, const uint32_t *words, uint32_t n);
uint32_t
text_set_count(const struct text_set *set, const uint32_t *words, uint32_t n);

/* Puts the triples of a text into a set; false: out of memory. */
bool text_learn(struct text_set *set, const char *p, size_t n);

#endif
