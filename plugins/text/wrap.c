#include "wrap.h"

#include "width.h"

#include <unilbrk.h>

static size_t
trimmed(const char *p, size_t n)
{
	while (n > 0 && p[n - 1] == ' ')
		n--;
	return n;
}

static void
put(struct wrap *w, const char *p, size_t n, size_t columns)
{
	size_t kept = trimmed(p, n);

	w->line(w->data, p, kept, columns - (n - kept));
}

/* Forbids the breaks inside of solid parts, and of URLs up to a blank. */
static void
forbid_breaks(char *breaks, const char *text, size_t n,
    const struct solid *solid, size_t n_solid)
{
	const char *p = text, *end = text + n;

	for (size_t i = 0; i < n_solid; i++)
		if (solid[i].end > solid[i].start)
			memset(breaks + solid[i].start + 1, UC_BREAK_PROHIBITED,
			    solid[i].end - solid[i].start - 1);
	while ((p = memchr(p, ':', (size_t)(end - p))) != NULL) {
		p++;
		if (end - p < 2 || p[0] != '/' || p[1] != '/')
			continue;
		for (; p<end && * p> ' ' && *p < 0x7f; p++)
			breaks[p - text] = UC_BREAK_PROHIBITED;
	}
}

/* A syllable of Hangul, U+AC00 to U+D7A3, give or take a few unassigned. */
static int
is_hangul(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	return lead >= 0xea && lead <= 0xed &&
	    (lead > 0xea || (unsigned char)p[1] >= 0xb0);
}

/* Korean is broken at its blanks (UAX #14, 5.1 "Korean", style 1). */
static int
is_break(const char *text, const char *breaks, const char *start, const char *p)
{
	return breaks[p - text] == UC_BREAK_POSSIBLE &&
	    !(p - start >= 3 && is_hangul(p) && is_hangul(p - 3));
}

/* One paragraph: text without a newline. */
static void
fill(struct wrap *w, const char *text, size_t n, const char *breaks)
{
	struct width state = { 0 };
	const char *end = text + n, *start = text, *last = NULL;
	size_t columns = 0, at_last = 0, limit = w->columns, len;
	int add;

	for (const char *p = text; p < end; p += len) {
		if (p > start && is_break(text, breaks, start, p)) {
			/* An overlong word ends here. */
			if (columns > limit + (p[-1] == ' ')) {
				put(w, start, (size_t)(p - start), columns);
				start = p;
				columns = 0;
				last = NULL;
			} else {
				last = p;
				at_last = columns;
			}
		}
		add = width_next(&state, p, end, &len);
		if (*p != ' ' && columns + (size_t)add > limit &&
		    last != NULL) {
			put(w, start, (size_t)(last - start), at_last);
			start = last;
			columns -= at_last;
			last = NULL;
		}
		columns += (size_t)add;
	}
	put(w, start, (size_t)(end - start), columns);
}

void
wrap_text(struct wrap *w, const char *text, size_t n, const struct solid *solid,
    size_t n_solid)
{
	const char *p = text, *end = text + n, *stop;
	char *breaks = NULL;

	if (w->columns != SIZE_MAX) {
		w->breaks.n = 0;
		if ((breaks = buf_room(&w->breaks, n)) == NULL)
			return;
		u8_possible_linebreaks(
		    (const uint8_t *)text, n, "UTF-8", breaks);
		forbid_breaks(breaks, text, n, solid, n_solid);
	}
	for (;; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		while (p < stop && *p == ' ')
			p++;
		if (breaks != NULL)
			fill(w, p, (size_t)(stop - p), breaks + (p - text));
		else
			put(w, p, (size_t)(stop - p),
			    width_of(p, (size_t)(stop - p)));
		if (stop == end)
			break;
	}
}

void
wrap_measure(const char *text, size_t n, size_t *natural, size_t *least)
{
	struct width state = { 0 };
	const char *end = text + n;
	size_t line = 0, word = 0, len;
	int add;

	*natural = *least = 0;
	for (const char *p = text; p < end; p += len) {
		add = width_next(&state, p, end, &len);
		if (*p == '\n')
			line = 0;
		else
			line += (size_t)add;
		if (*p == ' ' || *p == '\n' || add == 2)
			word = 0;
		word += *p == ' ' ? 0 : (size_t)add;
		if (line > *natural)
			*natural = line;
		if (word > *least)
			*least = word;
	}
}
