/*
 * arrange.h -- the order of a book's articles, and the parts they are in.
 *
 *	arrange.c	the edit plug-in: sorts and groups
 *	keys.c		what an article is sorted and grouped by
 *	month.c		months as people say them
 */
#ifndef ARRANGE_H
#define ARRANGE_H

#include <octavo/sugar.h>

struct item {
	oct_node *article;
	size_t order; /* as it was read */
	oct_str part; /* title of its part, or "" */
	const char *part_key; /* parts in order of these */
	const char *key; /* articles of a part in order of these */
};

/* The title of the part that an article goes to by `group` ("author" ...), and
 * what that part is sorted by; "" and NULL if the article doesn't say. */
oct_str key_part(const oct_api *, oct_job *, const oct_node *article,
    const char *group, const char **part_key);
/* "June 2016" of "2016-06"; as it is in a language whose months aren't known.
 */
oct_str
month_title(const oct_api *, oct_job *, const char *month, oct_str lang);
/* What an article is sorted by (`sort`: "title" ...); those that don't say come
 * last. */
const char *
key_sort(const oct_api *, oct_job *, const oct_node *article, const char *sort);

#endif
