#include "utf8.h"

#include <string.h>

/* True if none of the eight bytes is >= 0x7f or a C0 control. */
static bool
is_plain(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u;

	return ((w | (w - ones * 0x20) | (w + ones)) & ones * 0x80) == 0;
}

/* How many bytes at p match a well-formed sequence, and how many that one
 * would have (Unicode 15, table 3-7); *want is 0 where none can begin. */
static size_t
match(const unsigned char *p, size_t n, size_t *want)
{
	unsigned char lo = 0x80, hi = 0xbf;
	size_t i;

	*want = p[0] < 0x80 ? 1
	    : p[0] < 0xc2   ? 0
	    : p[0] < 0xe0   ? 2
	    : p[0] < 0xf0   ? 3
	    : p[0] < 0xf5   ? 4
			    : 0;
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xed)
		hi = 0x9f;
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xf4)
		hi = 0x8f;
	for (i = 1; i < *want && i < n && p[i] >= lo && p[i] <= hi; i++) {
		lo = 0x80;
		hi = 0xbf;
	}
	return i;
}

/* Bytes of the well-formed sequence at p; 0: none. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	size_t want;

	return match(p, n, &want) == want ? want : 0;
}

/* Is the character at p, of that length, none that the model takes? */
static bool
is_refused(const unsigned char *p, size_t len)
{
	if (len == 1)
		return (p[0] < 0x20 && p[0] != '\t' && p[0] != '\n') ||
		    p[0] == 0x7f;
	if (len == 2)
		return p[0] == 0xc2 && p[1] < 0xa0;
	return len == 3 && p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe;
}

size_t
utf8_clean_prefix(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	uint64_t w;
	size_t i = 0, len;

	while (i < n) {
		if (n - i >= sizeof(w)) {
			memcpy(&w, p + i, sizeof(w));
			if (is_plain(w)) {
				i += sizeof(w);
				continue;
			}
		}
		len = sequence(p + i, n - i);
		if (len == 0 || is_refused(p + i, len))
			break;
		i += len;
	}
	return i;
}

size_t
utf8_bad_len(const char *s, size_t n)
{
	size_t want;

	return match((const unsigned char *)s, n, &want);
}

uint32_t
utf8_decode(const char *s, const char *end, int *len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = sequence(p, (size_t)(end - s)), i;
	uint32_t c;

	*len = n != 0 ? (int)n : 1;
	if (n < 2)
		return n == 1 ? p[0] : 0xfffd;
	c = p[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

int
utf8_encode(char *p, uint32_t c)
{
	int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (i = n - 1; i > 0; i--, c >>= 6)
		p[i] = (char)(0x80 | (c & 0x3f));
	p[0] = (char)(lead[n] | c);
	return n;
}
