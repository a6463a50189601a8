/*
 * join.h -- articles of several pages: octavo.h has the functions.
 *
 *	join_page.c	which page it is, as numbers to compare
 *	join_plan.c	which page comes after which
 *	join.c		from several articles of a job to one
 */
#ifndef JOIN_H
#define JOIN_H

#include "job.h"

#include <octavo/octavo.h>

/* Fills the page from an article's metadata and its input's name; from the
 * name alone, where there is no article. */
void
join_page(oct_job *, const oct_node *article, const char *input, oct_page *);
void join_file(const char *input, oct_page *);

#define JOIN_NONE SIZE_MAX

enum join_fate {
	JOIN_FIRST, /* begins an article */
	JOIN_PART, /* follows `before` */
	JOIN_WHOLE /* all of it is in `before` */
};

/* What oct_pages_join() finds, with the reasons. */
struct join_plan {
	uint8_t *fate; /* enum join_fate */
	size_t *before; /* by fate */
	size_t *after; /* the page that follows; JOIN_NONE */
	size_t *meant; /* the page that its link names; JOIN_NONE: missing */
	size_t *single; /* the page it says has all of it; JOIN_NONE */
};

/* False without memory; join_plan_free() in any case. */
bool join_plan_make(struct join_plan *, const oct_page *, size_t n);
void join_plan_free(struct join_plan *);

#endif
