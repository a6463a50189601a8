/* rules_text.c -- find_string and replace_string, over the source. */
#include <stdlib.h>
#include <string.h>

#include "rules.h"

/* A page may become so many times as large, and by so much. */
#define GROWTH 4
#define GROWTH_BYTES ((size_t)1 << 20)

static size_t
count_hits(const char *text, size_t n, oct_str what)
{
	const char *p = text, *end = text + n;
	size_t hits = 0;

	while ((p = memmem(p, (size_t)(end - p), what.p, what.n)) != NULL) {
		hits++;
		p += what.n;
	}
	return hits;
}

/* A copy with all of them replaced; NULL without memory. */
static char *
replace(const struct rules *r, const char *text, size_t n, oct_str what,
    oct_str with, size_t size)
{
	const char *p = text, *end = text + n, *hit;
	char *copy = r->api->scratch(r->job, size + 1), *at = copy;

	if (copy == NULL)
		return NULL;
	while ((hit = memmem(p, (size_t)(end - p), what.p, what.n)) != NULL) {
		memcpy(at, p, (size_t)(hit - p));
		at += hit - p;
		memcpy(at, with.p, with.n);
		at += with.n;
		p = hit + what.n;
	}
	memcpy(at, p, (size_t)(end - p));
	return copy;
}

/* The k-th replace_string belongs to the k-th find_string of its file. */
static const struct rule *
partner(const struct rules *r, size_t find)
{
	size_t rank = 0;

	for (size_t i = 1; i < find; i++)
		rank += r->list[i].file == r->list[find].file &&
		    r->list[i].kind == RULE_FIND_STRING;
	for (size_t i = 1; i < r->count; i++)
		if (r->list[i].file == r->list[find].file &&
		    r->list[i].kind == RULE_REPLACE_STRING && rank-- == 0)
			return &r->list[i];
	return NULL;
}

static void
say(const struct rules *r, const struct rule *find, size_t hits)
{
	/* always: what is replaced is nowhere else */
	if (hits != 0)
		rules_report(r, find, OCT_INFO, "rules.matched",
		    "find_string matches %zu time%s: %.200s", hits,
		    hits == 1 ? "" : "s", find->value.p);
	if (hits == 0 && (r->trace || find->file < r->own_count))
		rules_report(r, find, OCT_INFO, "rules.unmatched",
		    "find_string matches nothing: %.200s", find->value.p);
}

char *
rules_rewrite(const struct rules *r, const char *text, size_t n, size_t *out)
{
	size_t limit = n * GROWTH + GROWTH_BYTES;
	const char *now = text;

	*out = n;
	for (size_t i = 1; i < r->count; i++) {
		const struct rule *find = &r->list[i], *with;
		size_t hits, size;

		if (find->kind != RULE_FIND_STRING || find->value.n == 0 ||
		    (with = partner(r, i)) == NULL)
			continue;
		hits = count_hits(now, *out, find->value);
		say(r, find, hits);
		if (hits == 0)
			continue;
		size = *out - hits * find->value.n + hits * with->value.n;
		if (size > limit) {
			rules_report(r, find, OCT_WARNING, "rules.size",
			    "with this replaced the page would grow over four "
			    "times its size; it is not replaced");
			continue;
		}
		now = replace(r, now, *out, find->value, with->value, size);
		if (now == NULL)
			return NULL;
		*out = size;
	}
	return now != text ? (char *)now : NULL;
}
