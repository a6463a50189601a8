/*
 * hints.h -- what the head of a page says about its article.
 *
 * Read from the DOM without any care for who is right, which is the metadata
 * step's business: here a hint is one feature of a block among many.
 */
#ifndef HTML_HINTS_H
#define HTML_HINTS_H

#include <stdbool.h>

#include "dom.h"
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

/* False: out of memory.  hints_free() either way. */
bool hints_read(struct hints *hints, const struct dom *dom);
void hints_free(struct hints *hints);

#endif
