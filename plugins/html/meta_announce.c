/* meta_announce.c -- texts that say that an author follows, or what a date is
 * of. */
#include "meta_finds.h"

#include <string.h>

bool
announces_author(struct dom_str s)
{
	static const char *const words[] = { "by", "von", "par", "por", "da",
		"door", "af", "av" };
	const char *blank = memchr(s.p, ' ', s.n < 16 ? s.n : 16);
	const char *end = s.p + s.n;
	size_t n;

	if (blank == NULL || end - blank < 3 ||
	    memchr("bvpda", blank[1], 5) == NULL)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i]);
		if ((size_t)(end - blank - 1) >= n &&
		    memcmp(blank + 1, words[i], n) == 0 &&
		    (blank + 1 + n == end || blank[1 + n] == ' '))
			return true;
	}
	return false;
}

enum date_label
date_announced(struct dom_str s, size_t start)
{
	const char *end = s.p + start, *first, *second;
	enum date_label label;

	first = memchr(s.p, ' ', start);
	first = first != NULL ? first : end;
	label = date_label_of(s.p, (size_t)(first - s.p));
	if (label != DATE_PLAIN || end - first < 5)
		return first - s.p > 2 ? label : DATE_PLAIN;
	second = memchr(first + 1, ' ', (size_t)(end - first - 1));
	second = second != NULL ? second : end;
	return second - first > 5
	    ? date_label_of(first + 1, (size_t)(second - first - 1))
	    : DATE_PLAIN;
}
