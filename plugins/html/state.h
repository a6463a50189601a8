/*
 * state.h -- the text that a page's own data holds.
 *
 * Pages that are built by a script carry their text as data: JSON-LD with an
 * articleBody, the state of a framework (__NEXT_DATA__, window.__STATE__ =
 * {...}, data-* attributes).  Where the mark-up lacks the article, or has but
 * the beginning of it, the article comes from there:
 *
 *	state.c        when to look, and where in the page
 *	state_scan.c   the data -> a flat tree of its strings
 *	state_key.c    what the names of things there mean
 *	state_pick.c   the strings that are the article, if any
 *	state_write.c  those strings -> the model
 *
 * Time and memory are linear in the page, nothing recurses.
 */
#ifndef HTML_STATE_H
#define HTML_STATE_H

#include <octavo/article.h>

#include "html.h"

struct map_source; /* mapping.h */

/* What a type such as "paragraph" or "h2" makes of an object. */
enum state_block {
	STATE_NO_BLOCK,
	STATE_P,
	STATE_ITEM,
	STATE_QUOTE,
	STATE_PRE,
	STATE_HEADING /* + its level, 1..6 */
};

enum state_kind {
	STATE_OBJECT,
	STATE_ARRAY,
	STATE_STRING,
	STATE_DATA /* a string that is data itself */
};

struct state_value {
	struct dom_str text; /* STRING: with its escapes, as in the source */
	uint32_t parent; /* 0: none */
	uint32_t path; /* of the keys that lead here, but for numbers in them
		and keys that are in themselves: alike in all records of a list
		and at all levels of a tree */
	uint32_t key; /* dom_hash() of the nearest key */
	uint32_t block; /* the value that is the block it stands in; 0: none */
	uint32_t words;
	uint8_t kind;
	uint8_t weight; /* what its key says: how likely it is an article */
	uint8_t own; /* enum state_block */
	bool bad; /* a key around it says that it is something else */
	bool named; /* it has the page's title or description */
	bool markup; /* an element as React has it: ["$", "p", null, {}] */
	uint8_t home; /* keys from what is named down to it; 0: none is */
	bool ld; /* in JSON-LD */
	uint8_t inside; /* how many strings it stands in */
	uint32_t line;
};

/* What a key was found to mean, for the next one that is the same. */
struct state_known {
	uint32_t key; /* its hash */
	uint8_t weight;
	bool bad;
};

struct state {
	struct state_known known[1024]; /* by the last bits of the hash */
	struct state_value *values; /* values[0] is around all of them */
	uint32_t count, room;
	const oct_api *api;
	oct_job *job;
	bool full; /* a limit was met, or memory is out: the rest is unread */
};

/* Adds what is in a script or an attribute.  `code`: data stands in it here and
 * there, as in a program. */
struct state_text {
	struct dom_str text;
	uint32_t line;
	bool code;
	bool ld;
};
void state_scan(struct state *, const struct state_text *);
/* And what is in the strings that are data themselves; once, after all. */
void state_scan_inside(struct state *);

/* The string without its escapes, in the job's memory; "" on failure. */
struct dom_str state_decode(const struct state *, struct dom_str raw);

/* How likely the value of such a key is an article, 0..STATE_SURE; *bad is set
 * where the key says that what is below it is none. */
#define STATE_SURE 30
#define STATE_BODY 24 /* text that may be long */
#define STATE_TEXT 16 /* text; less: about what stands elsewhere */
int state_key_weight(struct dom_str key, bool *bad);
bool state_key_is_name(uint32_t key);
bool state_key_is_type(uint32_t key);
/* What the value of a type makes of its object; STATE_NO_BLOCK + 0. */
uint8_t state_block_of(struct dom_str type);

/* The strings that are the article: those of one path, inside of `home` only
 * where that is set. */
struct state_choice {
	uint32_t path;
	uint32_t words;
	uint32_t score;
	uint32_t first; /* the first of the path; 0: there is no article */
	uint8_t near; /* keys from what bears the page's name to the nearest */
	bool home;
};
struct state_choice state_pick(struct state *, const oct_node *meta);
bool state_chosen(const struct state_choice *, const struct state_value *);

/* Adds them to BODY. */
void state_write(const struct state *, const struct state_choice *,
    const struct map_source *, oct_node *body);

/*
 * Where the mark-up lacks the article, takes it from the page's data: writes
 * BODY, says where it is from, and empties x->roots, so that all of the mark-up
 * is dropped.  False: there is nothing better in the data.
 */
bool state_fill(
    const struct page *, struct extraction *x, const struct map_source *);

#endif
