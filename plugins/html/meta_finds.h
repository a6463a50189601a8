/*
 * meta_finds.h -- what a reader sees of author and date: the places of a page
 * that may tell, and the choice among them.
 *
 * A page has many names and dates: of teasers, of comments, of the
 * photographer. Each is noted with how it was found and where it stands; points
 * for both decide.  They were set by hand after looking at labelled pages.
 */
#ifndef META_FINDS_H
#define META_FINDS_H

#include "meta.h"

#define FINDS 64 /* most of a kind; what a page has more of is lists */
#define FIND_LEAST 0 /* points of what is taken at all */
#define AUTHOR_SURE 9 /* points of what needs no further search */
#define DATE_SURE 7
#define HINT_MEMOS 2048 /* powers of two */
#define HINT_PARTS 256

/* What the words of class and id say of an element. */
enum {
	HINT_AUTHOR = 1,
	HINT_DATE = 2,
	HINT_MODIFIED = 4,
	HINT_AUTHOR_NOT = 8, /* about the author, but not the name */
	HINT_DATE_NOT = 16,
	HINT_ELSEWHERE = 32, /* a part of the page with facts of its own */
	HINT_HIGHLIGHTS = 64,
	HINT_COMMENTS = 128, /* what readers wrote */
	HINT_STORY =
	    256, /* with HIGHLIGHTS: those of an article, not of goods */
	HINT_NAME = 512, /* with AUTHOR: the name alone */
	HINT_PERSON = 1024, /* a picture that stands for a person */
	HINT_REVIEW = 2048 /* with AUTHOR: a customer */
};

/* What was found of a word, as pages use the same ones over and over. */
struct hint_memo {
	uint32_t hash;
	uint16_t says;
	bool known;
};

struct hint_memos {
	struct hint_memo at[HINT_MEMOS];
	struct hint_memo parts[HINT_PARTS];
};

void hints_init(struct hint_memos *); /* which is all zero */
uint16_t hints_of(struct hint_memos *, const struct dom *, uint32_t node);

/* How something was found. */
enum {
	FIND_CLASS = 1, /* a class or id says author, date */
	FIND_NAME = 2, /* and that it is the name */
	FIND_LINK = 4, /* to the author's page */
	FIND_LABEL = 8, /* a line that begins with "By" */
	FIND_TWIN = 16, /* says what a picture above it says in alt="" */
	FIND_ICON = 32, /* behind the picture of a person */
	FIND_DATED = 64, /* a line with a name and a date */
	FIND_TIME = 128, /* <time> */
	FIND_LINE = 256, /* a line of text */
	FIND_PART = 512, /* with more in the element than the fact */
	FIND_SIGNED = 1024 /* a line that begins with "By", of whomever */
};

struct find {
	uint32_t node;
	uint32_t look; /* hash of name and classes: teasers look the same */
	uint16_t how;
	bool doubtful; /* in a part of the page that is not the article's */
	bool personal; /* all people of a byline have full names */
	bool modified; /* the date is of a change */
	bool in_url; /* and in the page's URL */
	struct date date;
};

struct finds {
	struct find list[FINDS];
	size_t count;
};

void find_add(struct finds *, const struct dom *, struct find);

/* The best author, or date of the kind; `title` is the node of the title or
 * 0.  *points are its points.  NULL: none. */
const struct find *
find_author(const struct finds *, uint32_t title, int *points);
const struct find *
find_date(const struct finds *, uint32_t title, bool modified, int *points);

/* Texts that announce: "Written by", of a word and one such as "by"; and what
 * the first word or two say of the date at `start`, but "Summit on 7 December"
 * is of anything.                                              meta_announce.c
 */
bool announces_author(struct dom_str);
enum date_label date_announced(struct dom_str, size_t start);

#endif
