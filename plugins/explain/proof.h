/*
 * proof.h -- what a publisher looks at before a book is shipped.
 *
 *	proof.c		the format; contents, articles in doubt, summary
 *	proof_find.c	pictures and links of all articles
 *	proof_lists.c	these, as tables
 */
#ifndef PROOF_H
#define PROOF_H

#include "explain.h"
#include "links/links.h"

enum described {
	DESCRIBED, /* by words of its own */
	BY_CAPTION,
	DECORATION, /* so the source says */
	UNDESCRIBED
};

struct shown {
	const oct_node *node, *article;
	oct_resource r;
	enum described described;
};

/* A link that leaves the book. */
struct away {
	const oct_node *node, *article;
};

struct proof {
	struct explain x;
	struct links links;
	struct shown *pictures;
	struct away *away;
	size_t n_articles, n_pictures, n_away;
};

/* proof_find.c */
void proof_find(struct proof *);
int proof_is_low(const struct shown *); /* too few pixels for a page */
int proof_is_missing(const struct shown *);
int proof_lacks_words(const struct shown *); /* of its own */

/* proof_lists.c: the tables, and the ids of the sections that they are in. */
void proof_undescribed(struct proof *);
void proof_missing(struct proof *);
void proof_low(struct proof *);
void proof_away(struct proof *);

/* proof.c */
size_t proof_count(const struct proof *, int (*counts)(const struct shown *));
oct_str proof_title(const struct proof *, const oct_node *owner);
void proof_section(
    struct proof *, const char *id, const char *title, const char *why);
/* A table in a box of its own that scrolls; `heads` parted by "|". */
void proof_table(struct proof *, const char *label, const char *heads);
void proof_table_end(struct proof *);
/* A link to the article's entry in the contents. */
void proof_article(struct proof *, const oct_node *article);

#endif
