/*
 * hints.h -- what the head of a page says about its article.
 *
 * Read without any care for who is right, which is the metadata step's
 * business: here a hint is one feature of a block among many.
 */
#ifndef EXTRACT_HINTS_H
#define EXTRACT_HINTS_H

#include "lexicon.h"
#include "text.h"

enum page_type {
	TYPE_UNKNOWN,
	TYPE_ARTICLE,
	TYPE_FORUM,
	TYPE_PRODUCT,
	TYPE_LIST,
	TYPE_PAGE
};

struct hints {
	struct lexicon lexicon; /* with the words of title and description */
	struct text_set body; /* word triples of JSON-LD's texts; or empty */
	uint32_t room; /* bytes of text it still takes */
	enum page_type type; /* by JSON-LD and og:type */
};

#endif
