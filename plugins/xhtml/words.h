/*
 * words.h -- the few words that a writer adds to an article, by language.
 */
#ifndef XHTML_WORDS_H
#define XHTML_WORDS_H

#include <octavo/plugin.h>

enum word {
	WORD_CONTENTS,
	WORD_NOTES,
	WORD_SOURCE,
	WORD_UPDATED,
	WORD_COVER,
	WORD_TITLE_PAGE,
	WORD_START, /* start of the text, in the landmarks */
	WORD_UNTITLED,
	WORD_BACK, /* back to the text, from a note */
	WORD_IMAGE, /* a picture that nobody has described */
	WORD_VIDEO,
	WORD_AUDIO,
	WORD_EMBED,
	WORD_DONE, /* a task */
	WORD_OPEN,
	WORD_MORE, /* "and % more": a number goes in place of the % */
	WORD_AUTHORS,
	WORDS
};

struct words {
	const char *lang; /* primary language, "en" */
	const char *word[WORDS];
};

/* By the first subtag of a BCP 47 tag; English for languages not here. */
const struct words *words_of(oct_str lang);

#endif
