/*
 * explain.h -- a page for people on what became of another page; proof.h has
 *the one on what to look at in a book.
 *
 *	explain.c	the format; the frame of the page
 *	lines.c		the lines of an article and of what was dropped, in the
 *			order of the source
 *	summary.c	how much was kept and dropped, and for what reasons
 *	facts.c		metadata with its candidates, messages
 *	flow.c		the lines, as a person reads them
 *	reasons.c	the words for reasons and steps
 *	out.c		escaped output
 *
 * The page refers to nothing outside of itself and runs no script; a policy in
 * it forbids both, whatever the text of the source may be.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <octavo/sugar.h>
#include <stdbool.h>

/* A line of the article's text, as lines.c sees it: a paragraph, a heading, an
 * item, the row of a table, a picture of a figure. */
struct line {
	oct_node *node;
	oct_node *drop; /* the DROP that it is in; NULL: kept */
	int64_t place;
	size_t words;
};

/* How much there is of one fate. */
struct tally {
	oct_str reason; /* "": kept */
	size_t blocks, words;
};
enum { TALLIES = 32 }; /* reasons beyond these count as the last */

struct explain {
	const oct_api *a;
	oct_job *j;
	oct_node *article;
	unsigned number; /* of the article, from 1 */
	struct line *lines;
	size_t count, room;
	struct tally tallies[TALLIES];
	size_t tally_count;
};

/* explain.c: the head of a page up to its title, and on to its body. */
void page_head(struct explain *);
void page_body(struct explain *);

/* proof.c: the other page of this plug-in. */
extern const oct_format proof_format;

/* reasons.c: what there is to say of a reason (OCT_REASON_*). */
struct reason {
	const char *reason;
	const char *title; /* "Related pages" */
	const char *meaning; /* a few words, no full stop */
	const char *group; /* class of its colour */
};
/* NULL: not one of those that are known. */
const struct reason *reason_find(oct_str);
/* What a step does (OCT_P_STEP); NULL: not known. */
const char *reason_step(oct_str);

/* out.c */
void put_puts(struct explain *, const char *);
void put_text(struct explain *, oct_str); /* escaped */
void put_attr(struct explain *, const char *name, oct_str);
void put_number(struct explain *, size_t);
void put_count(struct explain *, size_t, const char *one, const char *many);
void put_share(struct explain *, int64_t thousandths); /* 0.87 */
/* The id of a section of this article: "words-1". */
void put_id(struct explain *, const char *name);

/* lines.c */
void lines_collect(struct explain *);
/* All that the line says, piece by piece, to a function. */
typedef void line_take(void *, oct_str);
void lines_text(const struct explain *, const oct_node *, line_take *, void *);
size_t lines_words(const struct explain *, const oct_node *);

void summary_write(struct explain *);
void facts_write(struct explain *);
void messages_write(struct explain *);
void flow_write(struct explain *);

#endif
