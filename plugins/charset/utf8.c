/* utf8.c -- UTF-8 that is valid, and how to make it so. */
#include "charset.h"
#include "charset_private.h"

#include <string.h>

/* Bytes of the character at p, by Unicode 15 table 3-7; 0 for none, with the
 * length of the maximal subpart in *bad. */
static size_t
character(const uint8_t *p, size_t n, size_t *bad)
{
	uint8_t low = 0x80, high = 0xbf;
	size_t len, i;

	*bad = 1;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	switch (p[0]) {
	case 0xe0: low = 0xa0; break;
	case 0xed: high = 0x9f; break;
	case 0xf0: low = 0x90; break;
	case 0xf4: high = 0x8f; break;
	}
	for (i = 1; i < len; i++, low = 0x80, high = 0xbf)
		if (i >= n || p[i] < low || p[i] > high) {
			*bad = i;
			return 0;
		}
	return len;
}

#define HIGH_BITS 0x8080808080808080u

size_t
charset_skip_ascii(const uint8_t *p, size_t n, size_t i)
{
	uint64_t w[8];

	for (; n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(w, p + i, sizeof(w));
		if (((w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) &
			HIGH_BITS) != 0)
			break;
	}
	for (; n - i >= sizeof(*w); i += sizeof(*w)) {
		memcpy(w, p + i, sizeof(*w));
		if ((*w & HIGH_BITS) != 0)
			break;
	}
	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

size_t
charset_utf8_prefix(const uint8_t *p, size_t n, unsigned *found)
{
	unsigned flags = 0;
	size_t i = 0, len, bad;

	while ((i = charset_skip_ascii(p, n, i)) < n &&
	    (len = character(p + i, n - i, &bad)) != 0) {
		flags |= CHARSET_BEYOND_ASCII;
		if (p[i] <= 0xc3 && charset_shows_twice(p + i, n - i))
			flags |= CHARSET_TWICE;
		i += len;
	}
	if (found != NULL)
		*found = flags;
	return i;
}

void
charset_scrub(const uint8_t *p, size_t n, struct charset_sink *sink)
{
	size_t good, bad;

	while (n > 0) {
		good = charset_utf8_prefix(p, n, NULL);
		charset_put(sink, p, good);
		p += good;
		n -= good;
		if (n == 0)
			break;
		character(p, n, &bad);
		charset_put_bad(sink, bad);
		p += bad;
		n -= bad;
	}
}
