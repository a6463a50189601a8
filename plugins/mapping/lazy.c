/*
 * lazy.c: where scripts that load pictures late keep the addresses.
 *
 * There are names that many use, and those that one site made up: an attribute
 * of data whose value is a picture's file is taken where nothing else is, by
 * what its name says of its size; else the file that the picture links to.
 */
#include "lazy.h"

#include <string.h>

#include "map.h"

enum {
	ADDRESS = 4096, /* bytes of one at most */
	LINK_DEPTH = 3 /* elements between the picture and its link */
};

/* The first that is set. */
static const uint32_t names[] = { DOM_ATTR_DATA_SRC, DOM_ATTR_DATA_ORIGINAL,
	DOM_ATTR_DATA_LAZY_SRC, DOM_ATTR_DATA_LAZY, DOM_ATTR_DATA_ORIG_SRC,
	DOM_ATTR_DATA_HI_RES_SRC, DOM_ATTR_DATA_ECHO, DOM_ATTR_DATA_URL,
	DOM_ATTR_DATA_FALLBACK_SRC, DOM_ATTR_DATA_SRC_RETINA,
	DOM_ATTR_DATA_ORIG_FILE };

/* Words in names, or what they begin with, and the pixels they stand for. */
static const struct {
	const char *word;
	uint32_t width;
} sizes[] = { { "full", 1600 }, { "orig", 1600 }, { "zoom", 1600 },
	{ "large", 1200 }, { "lg", 1200 }, { "xl", 1200 }, { "retina", 1200 },
	{ "2x", 1200 }, { "pc", 1200 }, { "desktop", 1200 }, { "medium", 800 },
	{ "md", 800 }, { "tb", 800 }, { "tablet", 800 }, { "small", 100 },
	{ "sm", 100 }, { "xs", 100 }, { "xsmall", 100 }, { "mini", 100 },
	{ "mo", 100 }, { "mobile", 100 }, { "thumb", 50 }, { "tiny", 50 },
	{ "low", 50 }, { "lqip", 50 }, { "placeholder", 50 }, { "blur", 50 },
	{ "preview", 50 } };

static bool
is_address(struct dom_str s)
{
	if (s.n < 4 || s.n > ADDRESS || s.p[0] == '{' || s.p[0] == '[')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	return memchr(s.p, '.', s.n) != NULL || memchr(s.p, '/', s.n) != NULL;
}

/* An address that ends as files of pictures do, but not ".../File:A.jpg", the
 * page on a file. */
static bool
is_picture(struct dom_str s)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".webp",
		".gif", ".avif" };
	size_t end = 0, name = 0;

	if (!is_address(s))
		return false;
	for (; end < s.n && s.p[end] != '?' && s.p[end] != '#'; end++)
		if (s.p[end] == '/')
			name = end;
	if (memchr(s.p + name, ':', end - name) != NULL)
		return false;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t n = strlen(endings[i]);

		if (end > n && map_starts(s.p + end - n, n, endings[i]))
			return true;
	}
	return false;
}

/* The width that a part of a name tells, 0 for none. */
static uint32_t
width_of(struct dom_str part)
{
	int32_t number = map_to_int(part, 0);

	if (number >= 50)
		return (uint32_t)number;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t n = strlen(sizes[i].word);

		if ((n == part.n || n > 3) &&
		    map_starts(part.p, part.n, sizes[i].word))
			return sizes[i].width;
	}
	return 0;
}

static uint32_t
width_by_name(struct dom_str name)
{
	struct dom_str part;
	uint32_t width = 0;

	while (width == 0 && dom_split(&name, &part))
		width = width_of(part);
	return width;
}

bool
map_lazy_offer(
    const struct dom *d, uint32_t n, uint32_t width, struct choice *choice)
{
	struct dom_str none = { "", 0 };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct dom_str s = map_trim(dom_attr(d, n, names[i]));

		if (!is_address(s) || map_choice_is_placeholder(s))
			continue;
		map_choice_offer(choice, s, width, none);
		return true;
	}
	return false;
}

void
map_lazy_guess(const struct dom *d, uint32_t n, struct choice *choice)
{
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(d, n, &count);
	struct dom_str none = { "", 0 };

	for (; count > 0; count--, attr++) {
		struct dom_str name = dom_name_text(d, attr->name);
		struct dom_str s = { attr->value, attr->length };

		s = map_trim(s);
		if (map_starts(name.p, name.n, "data-") && is_picture(s))
			map_choice_offer(choice, s, width_by_name(name), none);
	}
	for (int i = 0; i < LINK_DEPTH && choice->url.n == 0; i++) {
		struct dom_str href;

		if ((n = dom_parent(d, n)) == 0 || !dom_is(d, n, DOM_A))
			continue;
		href = map_trim(dom_attr(d, n, DOM_ATTR_HREF));
		if (is_picture(href))
			map_choice_offer(choice, href, 0, none);
	}
}
