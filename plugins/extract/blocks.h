/*
 * blocks.h -- a page cut into blocks, the first step of finding its article.
 *
 * A block is a run of text that no block-level element interrupts: a paragraph,
 * an item, the bare text between two <div>s, a cell.  Blocks and elements are
 * numbered in the order of the document, so all blocks in an element are a
 * range, and sums over a range are the difference of two running sums.
 *
 * Nothing here knows what content is; score.c judges what is counted here.  Nor
 * does anything know what a page is made of: see cutter.h.
 */
#ifndef EXTRACT_BLOCKS_H
#define EXTRACT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dom.h" /* the names of elements, for any source */
#include "hints.h"
#include "model.h"
#include "reasons.h"
#include "text.h"

/* What an element, or one around it, is. */
enum {
	IN_LINK = 1 << 0,
	IN_HIDDEN = 1 << 1, /* hidden, aria-hidden, display:none, noscript */
	IN_NAV = 1 << 2,
	IN_HEADER = 1 << 3,
	IN_FOOTER = 1 << 4,
	IN_ASIDE = 1 << 5,
	IN_ARTICLE = 1 << 6,
	IN_MAIN = 1 << 7,
	IN_FORM = 1 << 8,
	IN_CONTROL = 1 << 9, /* button, label, select, option */
	IN_TABLE = 1 << 10,
	IN_LIST = 1 << 11,
	IN_FIGURE = 1 << 12,
	IN_HEADING = 1 << 13,
	IN_QUOTE = 1 << 14,
	IN_CODE = 1 << 15,
	IN_DIALOG = 1 << 16,
	IN_NOSCRIPT = 1 << 17, /* hidden, but its pictures may be wanted */
	IN_UNSEEN = 1 << 18 /* hidden, and nothing on the page reveals it */
};

/* With scripts nobody reads it. */
#define IN_UNREAD (IN_UNSEEN | IN_NOSCRIPT)

#define NO_BLOCK UINT32_MAX
#define NAME_OTHER DOM_ELEMENTS /* what is no HTML element */

struct element {
	uint32_t node; /* of the source */
	uint32_t parent; /* number of the element around it; 0 for the first */
	uint32_t first, end; /* its blocks: first <= b < end */
	uint32_t last; /* the last element in it, or itself */
	uint32_t signature; /* of its name and classes */
	uint32_t path; /* of the signatures down to here */
	uint32_t alike; /* siblings of that signature, itself included */
	uint32_t in; /* IN_* */
	uint32_t pictures; /* in it: images, videos, frames */
	uint16_t depth;
	uint16_t name; /* below NAME_OTHER, or that */
	uint8_t reason; /* enum drop_reason that its classes or role name */
	bool apart; /* and by these it is none of any article */
	bool person; /* and by these it says who wrote something */
	bool block; /* block-level */
	bool out; /* marked from outside, as all in it: not to be judged */
	float weight; /* of its own name, classes, id and role */
	float sum, least, most; /* of the weights from the root down to here */
};

/* Running sums: of all blocks before one. */
struct block_sums {
	uint32_t words, link_words, function_words, stops, commas;
	uint32_t long_words; /* of blocks with 15 words or more, few linked */
	uint32_t likely; /* words that are content by the guess, times 256 */
	uint32_t kept; /* decide.c: blocks that are content */
};

struct block {
	uint32_t first, last; /* text nodes of the source */
	uint32_t said, said_end; /* its words, in page->said */
	uint32_t leaf; /* the innermost element that holds all of it */
	uint32_t box; /* the block-level element it stands in */
	uint32_t group; /* in page->groups: blocks under the same path */
	uint32_t alike; /* blocks before it that say the same */
	uint32_t same; /* blocks in all that do, itself included */
	uint32_t heading; /* the last one in a heading, or NO_BLOCK */
	uint32_t prose; /* the last block of prose before it, or NO_BLOCK */
	uint32_t prose_next; /* the next one after it, or NO_BLOCK */
	uint32_t link_words;
	uint32_t links;
	float link_weight; /* of the elements that link, summed up */
	uint32_t likely; /* like prose: blocks that are likely content */
	uint32_t likely_next;
	uint32_t section_end; /* the next heading's block, or the count */
	float guess; /* 0..1: how likely it is content, at first sight */
	float score; /* and in the end */
	uint8_t reason; /* enum drop_reason; 0: content */
	bool named, dated; /* decide.c: says who wrote something, when */
	struct text_counts text;
	struct block_sums before;
};

/* How many elements or blocks share a path, and the words in them. */
struct path_group {
	uint32_t path; /* 0: free */
	uint32_t blocks, words, link_words, likely;
};

struct blocks {
	const void *source; /* what it was cut from */
	struct element *elements; /* elements[0] is the document's */
	struct block *list; /* and one more that closes the running sums */
	struct path_group *groups; /* open addressing, group_mask + 1 slots */
	struct text_said said; /* the words of all blocks */
	uint32_t element_count, element_room;
	uint32_t count, room;
	uint32_t group_mask;
	uint32_t heading; /* the block of the page's title, or count */
	struct hints hints;
	const struct model *model;
	int32_t kinds[PAGE_KINDS]; /* how far behind the likeliest, 0 or less */
};

void blocks_free(struct blocks *page);

/* The last step of cutting: counts what repeats, page->groups and ->alike.
 * False: out of memory.                                     repetition.c */
bool blocks_compare(struct blocks *page);

/* The sums of the blocks first <= b < end. */
static inline struct block_sums
blocks_between(const struct blocks *page, uint32_t first, uint32_t end)
{
	const struct block_sums *a = &page->list[first].before;
	const struct block_sums *b = &page->list[end].before;

	return (struct block_sums){ b->words - a->words,
		b->link_words - a->link_words,
		b->function_words - a->function_words, b->stops - a->stops,
		b->commas - a->commas, b->long_words - a->long_words,
		b->likely - a->likely, b->kept - a->kept };
}

#endif
