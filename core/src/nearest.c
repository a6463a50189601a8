#include "nearest.h"

#include <string.h>

enum { WORD_MAX = 63 };

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Optimal string alignment: Levenshtein's distance with swapped neighbours
 * counted once. */
static unsigned
edit_distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned row[3][WORD_MAX + 1], cost;

	for (size_t j = 0; j <= m; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned *now = row[i % 3], *up = row[(i - 1) % 3];
		unsigned *up2 = row[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			cost = a[i - 1] != b[j - 1];
			now[j] =
			    least(up[j] + 1, now[j - 1] + 1, up[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && up2[j - 2] + 1 < now[j])
				now[j] = up2[j - 2] + 1;
		}
	}
	return row[n % 3][m];
}

void
nearest_offer(struct nearest *s, const char *candidate)
{
	size_t n = strlen(s->word), m = strlen(candidate);
	unsigned d;

	if (n == 0 || n > WORD_MAX || m > WORD_MAX)
		return;
	d = edit_distance(s->word, n, candidate, m);
	if (n >= 3 && n < m && strncmp(s->word, candidate, n) == 0)
		d = 1;
	if (d > 1 + (n > m ? n : m) / 3)
		return;
	if (s->best == NULL || d < s->distance) {
		s->best = candidate;
		s->distance = d;
	}
}
