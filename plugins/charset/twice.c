/* twice.c -- UTF-8 that was read as Latin-1 or windows-1252 and encoded again,
 * as scrapers do that take a default for granted: "â€™" for an apostrophe.
 *
 * What shows it is never a matter of taste: control characters of U+0080 to
 * U+009F, which no text has, in just the places where UTF-8 continues; or the
 * beginnings of typographic signs and emoji as windows-1252 shows them.  A text
 * in which all else beyond ASCII is like that, too, was read wrongly as a
 * whole, and is mended as a whole; in another, what is certain is. */
#include "charset.h"
#include "charset_private.h"

#include <string.h>

/* The characters that windows-1252 has for 0x80 to 0x9f. */
static const char *const windows[32] = { "€", NULL, "‚", "ƒ", "„", "…", "†",
	"‡", "ˆ", "‰", "Š", "‹", "Œ", NULL, "Ž", NULL, NULL, "‘", "’", "“", "”",
	"•", "–", "—", "˜", "™", "š", "›", "œ", NULL, "ž", "Ÿ" };

struct twice {
	uint8_t bytes[4]; /* what was meant */
	size_t n; /* of them */
	size_t len; /* of the text */
	bool control, windows; /* is there one of these in it? */
};

/* The byte that the character at p was read from: its length, 0 for none. */
static size_t
read_byte(const uint8_t *p, size_t n, struct twice *t)
{
	size_t len;

	if (n < 2 || p[0] < 0xc2)
		return 0;
	if (p[0] <= 0xc3) {
		t->bytes[t->n] = p[0] == 0xc2 ? p[1] : (uint8_t)(p[1] + 0x40);
		t->control |= t->bytes[t->n++] < 0xa0;
		return 2;
	}
	for (size_t i = 0; i < 32; i++) {
		if (windows[i] == NULL)
			continue;
		len = strlen(windows[i]);
		if (n >= len && memcmp(p, windows[i], len) == 0) {
			t->bytes[t->n++] = (uint8_t)(0x80 + i);
			t->windows = true;
			return len;
		}
	}
	return 0;
}

/* Is there a character encoded twice at p? */
static bool
read_twice(const uint8_t *p, size_t n, struct twice *t)
{
	size_t want, len;

	*t = (struct twice){ 0 };
	if (p[0] != 0xc3 || (t->len = read_byte(p, n, t)) == 0)
		return false;
	want = t->bytes[0] < 0xe0 ? 2 : t->bytes[0] < 0xf0 ? 3 : 4;
	while (t->n < want) {
		len = read_byte(p + t->len, n - t->len, t);
		if (len == 0 || t->bytes[t->n - 1] >= 0xc0)
			return false;
		t->len += len;
	}
	if (charset_utf8_prefix(t->bytes, t->n, NULL) != t->n)
		return false;
	/* "ß“" and "é…”" are what they seem */
	return !t->windows || memcmp(t->bytes, "\xe2\x80", 2) == 0 ||
	    memcmp(t->bytes, "\xf0\x9f", 2) == 0;
}

static size_t
length(uint8_t lead)
{
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

bool
charset_shows_twice(const uint8_t *p, size_t n)
{
	if (p[0] == 0xc2)
		return p[1] < 0xa0;
	return (n >= 5 && memcmp(p, "â€", 5) == 0) ||
	    (n >= 4 && memcmp(p, "ðŸ", 4) == 0);
}

/* How many characters are certain; 0 where a control stands by itself, so that
 * they mean something else.  *all: there are no others beyond ASCII. */
static size_t
count_twice(const uint8_t *p, size_t n, bool *all)
{
	struct twice t;
	size_t certain = 0;

	*all = true;
	for (size_t i = 0; (i = charset_skip_ascii(p, n, i)) < n;) {
		if (read_twice(p + i, n - i, &t)) {
			certain += t.control || t.windows;
			i += t.len;
			continue;
		}
		if (p[i] == 0xc2 && p[i + 1] < 0xa0)
			return 0;
		*all = false;
		i += length(p[i]);
	}
	return certain;
}

size_t
charset_mend_twice(const uint8_t *p, size_t n, struct charset_sink *sink)
{
	struct twice t;
	size_t begin = 0, mended = 0;
	bool all;

	if (count_twice(p, n, &all) == 0)
		return 0;
	for (size_t i = 0; (i = charset_skip_ascii(p, n, i)) < n;) {
		if (!read_twice(p + i, n - i, &t) ||
		    !(all || t.control || t.windows)) {
			i += length(p[i]);
			continue;
		}
		charset_put(sink, p + begin, i - begin);
		charset_put(sink, t.bytes, t.n);
		begin = i += t.len;
		mended++;
	}
	charset_put(sink, p + begin, n - begin);
	return mended;
}
