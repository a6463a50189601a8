/*
 * What an image is and whether it is all there, from its bytes: the frame of
 * each format is walked from chunk to chunk, nothing is decoded.
 */
#include "image.h"

#include <string.h>

static uint32_t
big32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
little32(const uint8_t *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[1] << 8 | p[0];
}

/* PNG, 5.3: chunks of length, type, data, CRC; the last is IEND.  APNG has an
 * acTL before the data. */
static int
png_is_whole(const uint8_t *p, size_t n, int *animated)
{
	size_t at = 8;

	while (n - at >= 12) {
		uint32_t len = big32(p + at);

		if (memcmp(p + at + 4, "IEND", 4) == 0)
			return 1;
		if (memcmp(p + at + 4, "acTL", 4) == 0)
			*animated = 1;
		if (len > n - at - 12)
			return 0;
		at += 12 + (size_t)len;
	}
	return 0;
}

/* JPEG (ITU T.81, B.1.1): segments up to the first scan; the end marker is
 * somewhere behind it. */
static int
jpeg_is_whole(const uint8_t *p, size_t n, int *animated)
{
	size_t at = 2;

	(void)animated;
	while (n - at >= 4 && p[at] == 0xff) {
		if (p[at + 1] == 0xda)
			return memmem(p + at, n - at, "\xff\xd9", 2) != NULL;
		if (p[at + 1] == 0xff)
			at++;
		else
			at += 2 + ((size_t)p[at + 2] << 8 | p[at + 3]);
		if (at > n)
			return 0;
	}
	return 0;
}

/* GIF89a, 15: sub-blocks of up to 255 bytes, ended by an empty one. */
static size_t
gif_sub_blocks(const uint8_t *p, size_t n, size_t at)
{
	while (at < n && p[at] != 0)
		at += 1 + (size_t)p[at];
	return at + 1;
}

static int
gif_is_whole(const uint8_t *p, size_t n, int *animated)
{
	size_t at = 13, images = 0;

	if (n < at)
		return 0;
	if (p[10] & 0x80)
		at += (size_t)3 << ((p[10] & 7) + 1);
	while (at < n && p[at] != 0x3b) {
		if (p[at] == 0x21) {
			at = gif_sub_blocks(p, n, at + 2);
		} else if (p[at] == 0x2c && n - at > 10) {
			*animated |= ++images > 1;
			at += 10 +
			    (p[at + 9] & 0x80
				    ? (size_t)3 << ((p[at + 9] & 7) + 1)
				    : 0);
			at = gif_sub_blocks(p, n, at + 1);
		} else {
			return 0;
		}
	}
	return at < n;
}

/* WebP: a RIFF container; VP8X has the flag of an animation. */
static int
webp_is_whole(const uint8_t *p, size_t n, int *animated)
{
	if (n < 30 || little32(p + 4) > n - 8)
		return 0;
	*animated = memcmp(p + 12, "VP8X", 4) == 0 && (p[20] & 2);
	return 1;
}

static const struct {
	const char *magic;
	size_t n, at;
	const char *media_type, *extension;
	int (*is_whole)(const uint8_t *, size_t, int *animated);
} types[] = {
	{ "\x89PNG\r\n\x1a\n", 8, 0, "image/png", "png", png_is_whole },
	{ "\xff\xd8\xff", 3, 0, "image/jpeg", "jpg", jpeg_is_whole },
	{ "GIF87a", 6, 0, "image/gif", "gif", gif_is_whole },
	{ "GIF89a", 6, 0, "image/gif", "gif", gif_is_whole },
	{ "WEBP", 4, 8, "image/webp", "webp", webp_is_whole },
	{ "ftypavif", 8, 4, NULL, NULL, NULL },
	{ "ftypavis", 8, 4, NULL, NULL, NULL },
	{ "ftypheic", 8, 4, NULL, NULL, NULL },
	{ "ftypmif1", 8, 4, NULL, NULL, NULL },
	{ "\xff\x0a", 2, 0, NULL, NULL, NULL },
	{ "JXL ", 4, 4, NULL, NULL, NULL },
	{ "BM", 2, 0, NULL, NULL, NULL },
	{ "II*\0", 4, 0, NULL, NULL, NULL },
	{ "MM\0*", 4, 0, NULL, NULL, NULL },
	{ "\0\0\1\0", 4, 0, NULL, NULL, NULL },
};
#define N_TYPES (sizeof(types) / sizeof(types[0]))

/* Markup with an <svg> in it; svg.c knows more. */
static int
is_svg(const uint8_t *p, size_t n)
{
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		n -= 3;
	}
	while (n > 0 && strchr(" \t\r\n", *p) && *p != '\0') {
		p++;
		n--;
	}
	return n > 0 && *p == '<' &&
	    (memmem(p, n, "<svg", 4) != NULL ||
		memmem(p, n, ":svg", 4) != NULL);
}

const char *
image_refusal(const uint8_t *p, size_t n, struct image *image)
{
	*image = (struct image){ .extension = "" };
	for (size_t i = 0; i < N_TYPES; i++) {
		if (n < types[i].at + types[i].n ||
		    memcmp(p + types[i].at, types[i].magic, types[i].n) != 0)
			continue;
		image->is_foreign = types[i].is_whole == NULL;
		if (image->is_foreign)
			return "is of a type that e-books can't show";
		if (!types[i].is_whole(p, n, &image->animated))
			return "is cut off";
		image->media_type = types[i].media_type;
		image->extension = types[i].extension;
		return NULL;
	}
	if (!is_svg(p, n))
		return "is no image";
	image->media_type = "image/svg+xml";
	image->extension = "svg";
	return NULL;
}
