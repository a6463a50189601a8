/*
 * links.h -- links between the articles of a book: two addresses of one page
 * agree but for scheme, "www.", fragment and closing slash.
 */
#ifndef LINKS_H
#define LINKS_H

#include <octavo/plugin.h>

struct link_place {
	oct_str key; /* a part of a URL: not NUL-terminated */
	size_t number;
};

/* Where the articles of a job's book are, by canonical URL and source. */
struct links {
	const oct_api *api;
	oct_job *job;
	struct link_place *places; /* by key */
	size_t n;
};

/* In scratch memory. */
void links_make(struct links *, const oct_api *, oct_job *);

/* The number of the article that the link leads to, from 0 in the order of the
 * book; SIZE_MAX for none.  A relative link of an article without a base is
 * taken from the folder of its input.  Links within the page ("#id") are the
 * caller's. */
size_t links_find(const struct links *, const oct_node *from, oct_str href);

#endif
