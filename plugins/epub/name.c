/*
 * Names of files that stay when an article changes, or others come and go: from
 * where an article is from, not from its place in the book or its title.
 */
#include "epub.h"

#include <ctype.h>
#include <nettle/sha1.h>
#include <stdlib.h>

enum { SLUG_MAX = 40 };

/* The last part of an address or file name in lower case, letters and digits
 * joined by hyphens; what is no ASCII is left to the digest. */
static oct_str
slug_of(struct book *b, oct_str from)
{
	struct out o = { b->api, b->job, NULL, 0, 0 };
	const char *end = from.p + strcspn(from.p, "?#"), *p, *dot;

	while (end > from.p && end[-1] == '/')
		end--;
	for (p = end; p > from.p && p[-1] != '/';)
		p--;
	dot = memrchr(p, '.', (size_t)(end - p));
	if (dot != NULL && dot > p && end - dot <= 6)
		end = dot;
	for (; p < end && o.n < SLUG_MAX; p++) {
		char c = (char)tolower((unsigned char)*p);

		if (isalnum((unsigned char)c) && (unsigned char)c < 128)
			out_put(&o, &c, 1);
		else if (o.n > 0 && o.p[o.n - 1] != '-')
			out_put(&o, "-", 1);
	}
	while (o.n > 0 && o.p[o.n - 1] == '-')
		o.n--;
	return out_keep(&o);
}

oct_str
name_make(struct book *b, oct_str from, size_t copy)
{
	oct_str slug = slug_of(b, from);
	uint8_t d[SHA1_DIGEST_SIZE];
	struct sha1_ctx sha;
	char number[24];

	sha1_init(&sha);
	sha1_update(&sha, from.n, (const uint8_t *)from.p);
	if (copy > 0)
		sha1_update(&sha,
		    (size_t)snprintf(number, sizeof(number), "#%zu", copy),
		    (const uint8_t *)number);
	sha1_digest(&sha, sizeof(d), d);
	return out_strf(b->api, b->job, "%s%s%02x%02x%02x%02x", slug.p,
	    slug.n > 0 ? "-" : "", d[0], d[1], d[2], d[3]);
}

static int
compare(const void *a, const void *b)
{
	const struct article *const *x = a, *const *y = b;
	int c = strcmp((*x)->name.p, (*y)->name.p);

	return c != 0 ? c : (*x > *y) - (*x < *y);
}

/* Articles from one place get names of their own, in their order. */
static size_t
part_equals(struct book *b, struct article **list)
{
	size_t n = b->n_articles, copies = 0, copy = 0;

	qsort(list, n, sizeof(*list), compare);
	for (size_t i = 1; i < n; i++) {
		const struct article *first = list[i - 1 - copy];

		if (strcmp(first->name.p, list[i]->name.p) != 0) {
			copy = 0;
			continue;
		}
		copy++;
		copies++;
		list[i]->copy += copy;
	}
	return copies;
}

void
names_give(struct book *b)
{
	struct article **list =
	    b->api->scratch(b->job, b->n_articles * sizeof(struct article *));

	for (size_t i = 0; list != NULL && i < b->n_articles; i++) {
		struct article *a = &b->articles[i];

		a->origin = a->url;
		if (a->origin.n == 0)
			a->origin = book_field(b, a->node, OCT_M_SOURCE);
		if (a->origin.n == 0)
			a->origin = a->title;
		a->name = name_make(b, a->origin, 0);
		list[i] = a;
	}
	/* a name that is made may be another's, hardly ever */
	for (int round = 0; list != NULL && round < 8; round++) {
		if (part_equals(b, list) == 0)
			return;
		for (size_t i = 0; i < b->n_articles; i++)
			if (b->articles[i].copy > 0)
				b->articles[i].name = name_make(b,
				    b->articles[i].origin, b->articles[i].copy);
	}
}
