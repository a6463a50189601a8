/* clean.h -- what the files of this folder share. */
#ifndef CLEAN_H
#define CLEAN_H

#include <octavo/sugar.h>

#include "cleaning.h"
#include "walk.h"

/* What a line's words say it is; see phrases.c. */
enum {
	SAYS_END = 1, /* a heading of what follows an article: "Comments" */
	SAYS_MENU = 2, /* a heading of furniture anywhere: "Categories" */
	SAYS_FURNITURE = 4, /* part of a page: "Subscribe", "©" */
	SAYS_CONSENT = 8, /* about cookies, forms */
	SAYS_COPYRIGHT = 16,
	SAYS_HIGHLIGHTS = 32, /* "Story highlights" */
	SAYS_FORM = 64 /* what readers write in: "Leave a reply" */
};

/* A node that stands directly in BODY, with what is known of it. */
struct piece {
	oct_node *node;
	uint32_t kind;
	uint32_t element; /* of page->cut; 0: it has none */
	uint32_t first, end; /* its blocks, likewise */
	uint32_t line;
	uint32_t gap; /* empty lines before it in the source */
	uint32_t words, link_words, links;
	uint32_t pictures;
	uint32_t repeats; /* blocks with the same words, itself included */
	oct_str text; /* as text_of() gives it, of what may be a line; or "" */
	uint32_t says; /* SAYS_*; of such a one */
	bool sentence; /* ends as a sentence does */
	bool fact; /* META has what it says */
	const char *reason; /* OCT_REASON_*: dropped; NULL: kept */
};

/* Words of what may be a line of its own. */
#define LINE_WORDS 120

struct page {
	const oct_api *api;
	oct_job *job;
	oct_node *article;
	enum extract_mode mode;
	bool keep_comments;
	struct article_blocks cut;
	struct piece *pieces;
	size_t count;
	size_t start, end; /* of the article among the pieces */
	bool print; /* it was printed: lines, and the head of sheets repeats */
};

/* survey.c: fills page->pieces from page->cut, and page->print. */
void clean_survey(struct page *);
/* Does it stand in a line of its own: a paragraph, a heading? */
bool clean_is_line(const struct piece *);
float clean_link_density(const struct piece *);

/* phrases.c */
uint32_t clean_says(const char *text, size_t n);

/* scraped.c */
bool clean_is_scraped(const struct page *);

/* select.c: which blocks are the article.  Sets start, end, reasons of pieces
 * that are none of it, and in *hope how sure that is; 0: there is no article.
 * False: out of memory. */
bool clean_select(struct page *, float *hope);

/* Moves what has a reason to DROPPED, or to an ASIDE of its own if it is said
 * by readers and to be kept, and what is dropped inside of the others; returns
 * how many blocks went to DROPPED. */
size_t clean_drop(struct page *);

/* facts.c: takes what META is for, and marks its pieces as dropped: boxes and
 * lines that may stand anywhere, before the article is selected. */
void clean_take_facts(struct page *);

/* head.c: the same for its title, dates and authors, after it is selected. */
void clean_take_head(struct page *);

/* facts.c: then what its first paragraph begins with: "LONDON (Reuters) -". */
void clean_take_dateline(struct page *);

/* leavings.c: is it code of which each line is an item that links,
 * "    * [About](/about)"? */
bool clean_is_sunk_menu(const struct page *, const struct piece *);
/* ... pictures without use, and reasons of pieces that say again what
 * was said, after the article is selected. */
void clean_leavings(struct page *);

/* mend.c: joins, headings, captions, among the pieces that stay. */
void clean_mend(struct page *);

#endif
