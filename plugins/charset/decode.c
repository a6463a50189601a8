/* decode.c -- from any encoding to UTF-8. */
#include "charset.h"
#include "charset_private.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

void
charset_put(struct charset_sink *sink, const void *p, size_t n)
{
	if (sink->p != NULL)
		memcpy(sink->p + sink->n, p, n);
	sink->n += n;
}

void
charset_put_bad(struct charset_sink *sink, size_t bytes)
{
	charset_put(sink, "\xef\xbf\xbd", 3);
	sink->replaced += bytes;
}

/* Encoding standard 14.5: 0x80..0xFF are U+F780..U+F7FF. */
static void
decode_user_defined(const uint8_t *p, size_t n, struct charset_sink *sink)
{
	char out[3];

	for (size_t i = 0; i < n; i++) {
		unsigned c = p[i] < 0x80 ? p[i] : 0xf780u + (p[i] - 0x80u);

		if (c < 0x80) {
			charset_put(sink, p + i, 1);
			continue;
		}
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		charset_put(sink, out, 3);
	}
}

/* A lead byte that no trail byte follows takes only itself along: what comes
 * after it may be the "<" of a tag. */
static bool
decode_iconv(
    const char *name, const uint8_t *p, size_t n, struct charset_sink *sink)
{
	char buf[4096], *in = (char *)(uintptr_t)p, *out;
	iconv_t cd = iconv_open("UTF-8", name);
	size_t room, r;

	if (cd == (iconv_t)-1)
		return false;
	do {
		out = buf;
		room = sizeof(buf);
		r = iconv(cd, n > 0 ? &in : NULL, &n, &out, &room);
		charset_put(sink, buf, sizeof(buf) - room);
		if (r == (size_t)-1 && errno != E2BIG && n > 0) {
			charset_put_bad(sink, 1);
			in++;
			n--;
		}
	} while (n > 0);
	iconv_close(cd);
	return true;
}

bool
charset_decode(const struct charset *charset, const uint8_t *p, size_t n,
    struct charset_sink *sink)
{
	if (strcmp(charset->name, "UTF-8") == 0)
		charset_scrub(p, n, sink);
	else if (strcmp(charset->name, "x-user-defined") == 0)
		decode_user_defined(p, n, sink);
	else if (charset->iconv != NULL)
		return decode_iconv(charset->iconv, p, n, sink);
	else if (n > 0) /* "replacement": U+FFFD once, for all of it */
		charset_put_bad(sink, n);
	return true;
}
