#include "srcset.h"

#include <stdlib.h>
#include <string.h>

#include "map.h"

enum {
	WIDE = 1600, /* pixels: as wide as a page of a book needs */
	UNKNOWN = 400, /* what a file without a width is taken for */
	ONE_X = 700 /* and a file for a plain screen ("1x") */
};

/* The last part of the path. */
static struct dom_str
file_name(struct dom_str url)
{
	size_t end = 0, start;

	while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
		end++;
	for (start = end; start > 0 && url.p[start - 1] != '/';)
		start--;
	return (struct dom_str){ url.p + start, end - start };
}

/* Does it begin with one of the words by which scripts that load pictures late
 * call what they show before? */
static bool
begins_placeholder(const char *p, size_t n)
{
	static const char *const words[] = { "placeholder", "spacer.", "blank.",
		"transparent.", "1x1.", "pixel.", "lazyload", "loading.",
		"lazy.", "grey.gif", "gray.gif", "empty.gif", "clear.gif",
		"shim.gif" };

	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		if ((*p | 0x20) == (words[w][0] | 0x20) &&
		    map_starts(p, n, words[w]))
			return true;
	return false;
}

static bool
is_named_placeholder(struct dom_str name)
{
	for (size_t i = 0; i < name.n; i++)
		switch (name.p[i] | 0x20) {
		case 'p':
		case 's':
		case 'b':
		case 't':
		case '1':
		case 'l':
		case 'g':
		case 'e':
		case 'c':
			if (begins_placeholder(name.p + i, name.n - i))
				return true;
		}
	return false;
}

bool
map_choice_is_placeholder(struct dom_str url)
{
	url = map_trim(url);
	if (url.n == 0 || url.p[0] == '#' || map_is_nocase(url, "about:blank"))
		return true;
	if (url.n >= 5 && memcmp(url.p, "data:", 5) == 0)
		return url.n < 1500;
	return is_named_placeholder(file_name(url));
}

/* Formats that few readers of books show. */
static bool
is_rare(struct dom_str url, struct dom_str type)
{
	return map_has_word(type, "avif") || map_has_word(type, "jxl") ||
	    map_has_word(type, "heic") ||
	    memmem(url.p, url.n, ".avif", 5) != NULL ||
	    memmem(url.p, url.n, ".jxl", 4) != NULL;
}

/* The wider the better up to WIDE; beyond, the nearer to it the better, but
 * worse than a file that fits and is not much narrower. */
static uint32_t
score_of(uint32_t width)
{
	if (width == 0)
		width = UNKNOWN;
	return width <= WIDE ? width : WIDE * WIDE / 2 / width + 1;
}

void
map_choice_offer(struct choice *choice, struct dom_str url, uint32_t width,
    struct dom_str type)
{
	uint32_t score = score_of(width < 100000 ? width : 100000) * 2 + 1;

	url = map_trim(url);
	if (score <= choice->score || map_choice_is_placeholder(url))
		return;
	if (is_rare(url, type))
		score = 2;
	if (score > choice->score) {
		choice->score = score;
		choice->url = url;
	}
}

/* Cuts the next "url descriptors" off a srcset. */
static bool
next_candidate(struct dom_str *rest, struct dom_str *url, struct dom_str *size)
{
	const char *p = rest->p, *end = rest->p + rest->n, *start;

	while (p < end && (map_is_space(*p) || *p == ','))
		p++;
	start = p;
	while (p < end && !map_is_space(*p))
		p++;
	*url = (struct dom_str){ start, (size_t)(p - start) };
	*size = (struct dom_str){ p, 0 };
	if (url->n != 0 && p[-1] == ',') {
		while (url->n != 0 && url->p[url->n - 1] == ',')
			url->n--;
	} else {
		start = p;
		while (p < end && *p != ',')
			p++;
		*size = (struct dom_str){ start, (size_t)(p - start) };
	}
	*rest = (struct dom_str){ p, (size_t)(end - p) };
	return url->n != 0;
}

static uint32_t
width_of(struct dom_str size)
{
	char number[16];
	struct dom_str s = map_trim(size);
	size_t n = s.n < sizeof(number) - 1 ? s.n : sizeof(number) - 1;
	double x;

	if (n == 0)
		return ONE_X;
	memcpy(number, s.p, n);
	number[n] = '\0';
	x = strtod(number, NULL);
	if (!(x > 0 && x < 100000))
		return ONE_X;
	return memchr(s.p, 'x', s.n) != NULL ? (uint32_t)(x * ONE_X)
					     : (uint32_t)x;
}

void
map_choice_offer_set(struct choice *choice, struct dom_str srcset,
    struct dom_str type, bool penalty)
{
	struct dom_str url, size;

	while (srcset.n != 0 && next_candidate(&srcset, &url, &size))
		map_choice_offer(
		    choice, url, penalty ? 1 : width_of(size), type);
}
