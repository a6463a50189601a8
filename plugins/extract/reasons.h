/*
 * reasons.h -- what an element is for, by the words its author gave it.
 *
 * These words decide nothing: they name the reason once an element goes.
 */
#ifndef EXTRACT_REASONS_H
#define EXTRACT_REASONS_H

#include <stdbool.h>
#include <stdint.h>

/* Why a node is not in the article: OCT_REASON_*, as a byte. */
enum drop_reason {
	DROP_NOT, /* kept, or as its parent is */
	DROP_NAVIGATION,
	DROP_HEADER,
	DROP_FOOTER,
	DROP_RELATED,
	DROP_COMMENTS,
	DROP_ADVERTISEMENT,
	DROP_SHARE,
	DROP_CONSENT,
	DROP_HIDDEN,
	DROP_FORM,
	DROP_REPEATED,
	DROP_METADATA,
	DROP_BOILERPLATE,
	DROP_SELECTOR,
	DROP_REASONS
};

/* What a word names. */
struct named {
	uint8_t reason; /* enum drop_reason */
	bool apart; /* it is none of any article, but may be what a page is */
	bool person; /* it says who wrote something */
};

/* The words by their hashes; filled before use. */
struct reasons {
	uint8_t slots[256]; /* from 1; 0: free */
};

void reasons_init(struct reasons *reasons);

/* By the dom_hash() of a part of a class or id; DROP_NOT: it names none. */
struct named reason_of_part(const struct reasons *reasons, uint32_t hash);

#endif
