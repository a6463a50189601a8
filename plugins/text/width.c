#include "width.h"

#include <unistr.h>
#include <uniwidth.h>

enum {
	ZERO_WIDTH_JOINER = 0x200d,
	EMOJI_PRESENTATION = 0xfe0f, /* variation selector 16 */
	FIRST_SYMBOL = 0x2190, /* no letters of scripts that join are above */
	FIRST_SKIN_TONE = 0x1f3fb,
	LAST_SKIN_TONE = 0x1f3ff
};

static int
columns_of(struct width *w, ucs4_t c)
{
	int joins = w->joins, columns;

	w->joins = c == ZERO_WIDTH_JOINER;
	if (joins && c >= FIRST_SYMBOL)
		return 0;
	if (c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE && w->last == 2)
		return 0;
	if (c == EMOJI_PRESENTATION && w->last == 1) {
		w->last = 2;
		return 1;
	}
	columns = uc_width(c, "UTF-8");
	if (columns <= 0)
		return 0;
	w->last = columns;
	return columns;
}

int
width_next(struct width *w, const char *p, const char *end, size_t *n)
{
	ucs4_t c;

	if ((unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7f) {
		*n = 1;
		w->joins = 0;
		return w->last = 1;
	}
	*n =
	    (size_t)u8_mbtouc_unsafe(&c, (const uint8_t *)p, (size_t)(end - p));
	return columns_of(w, c);
}

size_t
width_of(const char *p, size_t n)
{
	struct width w = { 0 };
	const char *end = p + n;
	size_t columns = 0, len;

	for (; p < end; p += len)
		columns += (size_t)width_next(&w, p, end, &len);
	return columns;
}
