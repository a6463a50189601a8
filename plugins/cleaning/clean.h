/* clean.h -- what the files of this folder share. */
#ifndef CLEAN_H
#define CLEAN_H

#include <octavo/sugar.h>

#include "cleaning.h"

/* What a line's words say it is; see phrases.c. */
enum {
	SAYS_END = 1, /* a heading of what follows an article: "Comments" */
	SAYS_MENU = 2, /* a heading of furniture anywhere: "Categories" */
	SAYS_FURNITURE = 4, /* part of a page: "Subscribe", "©" */
	SAYS_CONSENT = 8, /* about cookies, forms */
	SAYS_COPYRIGHT = 16,
	SAYS_HIGHLIGHTS = 32 /* "Story highlights" */
};

/* A block that stands directly in BODY, with what is known of it. */
struct block {
	oct_node *node;
	uint32_t kind;
	oct_str text; /* as text_of() gives it */
	uint32_t line;
	uint32_t gap; /* empty lines before it in the source */
	uint32_t words, link_words; /* a CJK character is half a word */
	uint32_t links, dead_links; /* "#" and links to nowhere */
	uint32_t rooted_links; /* "/about": to a place on the same site */
	uint32_t images, items;
	uint32_t sentences; /* ends of sentences */
	uint32_t repeats; /* blocks with the same words, itself included */
	uint32_t says; /* SAYS_* */
	bool sentence; /* ends as a sentence does */
	bool fact; /* META has what it says */
	float weight; /* for and against being of the article */
	const char *reason; /* OCT_REASON_*: dropped; NULL: kept */
};

struct page {
	const oct_api *api;
	oct_job *job;
	oct_node *article;
	enum clean_mode mode;
	struct block *blocks;
	size_t count;
	size_t start, end; /* of the article among the blocks */
};

/* survey.c: fills page->blocks. */
void clean_survey(struct page *);
/* Does it stand in a line of its own: a paragraph, a heading? */
bool clean_is_line(const struct block *);
float clean_link_density(const struct block *);

/* phrases.c */
uint32_t clean_says(const char *text, size_t n);

/* scraped.c */
bool clean_is_scraped(const struct page *);

/* select.c: which blocks are the article; sets start, end, weights, reasons. */
void clean_select(struct page *);

/* facts.c: takes what META is for, and marks its blocks as dropped.  The first
 * before the article is selected, the second after. */
void clean_take_facts(struct page *);
void clean_take_title(struct page *);

/* mend.c: joins, headings, captions, among the blocks that stay. */
void clean_mend(struct page *);

#endif
