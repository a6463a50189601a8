#include "wrap.h"

#include "width.h"

#include <unilbrk.h>

/* Gives out a line without the blanks at its end, no-break spaces too. */
static void
put(struct wrap *w, const char *p, size_t n, size_t columns)
{
	for (;;) {
		if (n > 0 && p[n - 1] == ' ')
			n--;
		else if (n > 1 && p[n - 1] == '\xa0' && p[n - 2] == '\xc2')
			n -= 2;
		else
			break;
		columns--;
	}
	w->line(w->data, p, n, columns);
}

static int
is_letter(char c)
{
	return (c >= '0' && c <= '9') ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* May a line surely end behind the blank before p, whatever else there is?  No
 * rule of UAX #14 keeps a letter or figure of ASCII to what stands before a
 * blank, unless that is an opening bracket or beyond ASCII. */
static int
is_plain_break(const char *p, const char *text)
{
	return p - text > 1 && p[-1] == ' ' && is_letter(*p) && p[-2] > ' ' &&
	    p[-2] != '(' && p[-2] != '[' && p[-2] != '{';
}

/* Where lines may end in what stands between plain breaks. */
static void
find_odd_breaks(const char *text, size_t n, char *breaks)
{
	char first = breaks[0];

	u8_possible_linebreaks((const uint8_t *)text, n, "UTF-8", breaks);
	breaks[0] = first;
}

/* Where lines may end: by the byte after the break.  NULL without memory. */
static const char *
find_breaks(struct wrap *w, const char *text, size_t n,
    const struct solid *solid, size_t n_solid)
{
	char *breaks;
	size_t start = 0, words = 0, end;
	unsigned char all = 0;

	w->breaks.n = 0;
	if ((breaks = buf_room(&w->breaks, n)) == NULL)
		return NULL;
	memset(breaks, UC_BREAK_PROHIBITED, n);
	for (size_t i = 0; i < n; i = end) {
		for (end = i; end < n && text[end] != ' '; end++)
			all |= (unsigned char)text[end];
		while (end < n && text[end] == ' ')
			end++;
		words++;
		if (end < n && !is_plain_break(text + end, text))
			continue;
		if (words > 1 || all >= 0x80)
			find_odd_breaks(
			    text + start, end - start, breaks + start);
		if (end < n)
			breaks[end] = UC_BREAK_POSSIBLE;
		start = end;
		words = all = 0;
	}
	for (size_t i = 0; i < n_solid; i++)
		if (solid[i].end > solid[i].start)
			memset(breaks + solid[i].start + 1, UC_BREAK_PROHIBITED,
			    solid[i].end - solid[i].start - 1);
	return breaks;
}

/* A syllable of Hangul, U+AC00 to U+D7A3, give or take a few unassigned. */
static int
is_hangul(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	return lead >= 0xea && lead <= 0xed &&
	    (lead > 0xea || (unsigned char)p[1] >= 0xb0);
}

/* Korean is broken at its blanks (UAX #14, 5.1 "Korean", style 1), and so is
 * what stands in ASCII: a text that is filled anew would keep the blank that a
 * break after a hyphen or a slash puts there. */
static int
is_break(const char *text, const char *breaks, const char *start, const char *p)
{
	if (breaks[p - text] != UC_BREAK_POSSIBLE)
		return 0;
	if ((unsigned char)p[-1] < 0x80 && (unsigned char)p[0] < 0x80)
		return p[-1] == ' ';
	return !(p - start >= 3 && is_hangul(p) && is_hangul(p - 3));
}

/* How many bytes from p on are a column each, let no line end between them, and
 * are followed by none that would change their width. */
static size_t
plain_run(const char *p, const char *end)
{
	const char *q = p;

	while (
	    end - q > 1 && *q > ' ' && *q < 0x7f && (unsigned char)q[1] < 0x80)
		q++;
	return (size_t)(q - p);
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
		if ((len = plain_run(p, end)) > 0) {
			state = (struct width){ .last = 1 };
			add = (int)len;
		} else {
			add = width_next(&state, p, end, &len);
		}
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
	const char *breaks = NULL;

	/* A column takes a byte at least, so a short text fits as it is. */
	if (n > w->columns &&
	    (breaks = find_breaks(w, text, n, solid, n_solid)) == NULL)
		return;
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
