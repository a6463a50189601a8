#include "sniff.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct bytes {
	const uint8_t *p;
	size_t n;
};

static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
be16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t
le16(const uint8_t *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t
le32(const uint8_t *p)
{
	return le16(p + 2) << 16 | le16(p);
}

static bool
starts(struct bytes b, const char *magic, size_t n)
{
	return b.n >= n && memcmp(b.p, magic, n) == 0;
}

/* PNG (ISO 15948) 5: a signature, IHDR, chunks, IEND. */
static bool
sniff_png(struct bytes b, struct image *out)
{
	size_t at = 8, len;

	if (!starts(b, "\x89PNG\r\n\x1a\n", 8) || b.n < 33)
		return false;
	out->media_type = "image/png";
	out->width = be32(b.p + 16);
	out->height = be32(b.p + 20);
	out->cut = true;
	while (out->cut && b.n - at >= 12) {
		len = be32(b.p + at);
		if (memcmp(b.p + at + 4, "IEND", 4) == 0)
			out->cut = false;
		if (len > b.n - at - 12)
			break;
		at += len + 12;
	}
	return true;
}

/* Start of frame: T.81 table B.1 without DHT, JPG and DAC. */
static bool
is_sof(uint8_t m)
{
	return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc;
}

/* T.81 B.1: segments of a marker, a length and data, up to the scan. */
static bool
sniff_jpeg(struct bytes b, struct image *out)
{
	size_t at = 2, len;
	uint8_t marker;

	if (!starts(b, "\xff\xd8\xff", 3))
		return false;
	out->media_type = "image/jpeg";
	out->cut = true;
	while (b.n - at >= 4 && b.p[at] == 0xff) {
		marker = b.p[at + 1];
		if (marker == 0xff) { /* fill */
			at++;
			continue;
		}
		len = be16(b.p + at + 2);
		if (len < 2 || len > b.n - at - 2)
			return true;
		if (is_sof(marker) && len >= 7) {
			out->height = be16(b.p + at + 5);
			out->width = be16(b.p + at + 7);
		}
		at += len + 2;
		if (marker == 0xda) {
			out->cut =
			    memmem(b.p + at, b.n - at, "\xff\xd9", 2) == NULL;
			return true;
		}
	}
	return true;
}

static bool
sniff_gif(struct bytes b, struct image *out)
{
	if (b.n < 13 || (!starts(b, "GIF87a", 6) && !starts(b, "GIF89a", 6)))
		return false;
	out->media_type = "image/gif";
	out->width = le16(b.p + 6);
	out->height = le16(b.p + 8);
	out->cut = memchr(b.p + 13, 0x3b, b.n - 13) == NULL;
	return true;
}

static void
webp_size(struct bytes b, struct image *out)
{
	const uint8_t *p = b.p;
	uint32_t bits;

	if (memcmp(p + 12, "VP8X", 4) == 0) {
		out->width = 1 + (le32(p + 24) & 0xffffff);
		out->height = 1 + (le32(p + 26) >> 8);
	} else if (memcmp(p + 12, "VP8L", 4) == 0) {
		bits = le32(p + 21);
		out->width = 1 + (bits & 0x3fff);
		out->height = 1 + (bits >> 14 & 0x3fff);
	} else if (memcmp(p + 12, "VP8 ", 4) == 0) {
		out->width = le16(p + 26) & 0x3fff;
		out->height = le16(p + 28) & 0x3fff;
	}
}

/* RFC 9649 2: a RIFF container. */
static bool
sniff_webp(struct bytes b, struct image *out)
{
	if (b.n < 30 || !starts(b, "RIFF", 4) ||
	    memcmp(b.p + 8, "WEBP", 4) != 0)
		return false;
	out->media_type = "image/webp";
	out->cut = le32(b.p + 4) > b.n - 8;
	webp_size(b, out);
	return true;
}

/* ISO 23008-12 6.5.3: the property "ispe" holds the size. */
static bool
sniff_avif(struct bytes b, struct image *out)
{
	const uint8_t *p;

	if (b.n < 32 || memcmp(b.p + 4, "ftyp", 4) != 0 ||
	    (memcmp(b.p + 8, "avif", 4) != 0 &&
		memcmp(b.p + 8, "avis", 4) != 0))
		return false;
	out->media_type = "image/avif";
	p = memmem(b.p, b.n, "ispe", 4);
	if (p != NULL && b.n - (size_t)(p - b.p) >= 16) {
		out->width = be32(p + 8);
		out->height = be32(p + 12);
	}
	return true;
}

/* Rows of BI_RGB are whole words. */
static bool
bmp_is_cut(struct bytes b, const struct image *i)
{
	uint64_t row, rows = le32(b.p + 10);

	if (le32(b.p + 14) >= 40 && le32(b.p + 30) == 0) {
		row = ((uint64_t)i->width * le16(b.p + 28) + 31) / 32 * 4;
		rows += i->height != 0 && row > b.n / i->height
		    ? b.n
		    : row * i->height;
	}
	return rows > b.n;
}

static bool
sniff_bmp(struct bytes b, struct image *out)
{
	int32_t height;

	if (b.n < 34 || !starts(b, "BM", 2) || le32(b.p + 6) != 0 ||
	    le32(b.p + 14) < 12 || le32(b.p + 14) > 124)
		return false;
	out->media_type = "image/bmp";
	if (le32(b.p + 14) == 12) {
		out->width = le16(b.p + 18);
		out->height = le16(b.p + 20);
	} else {
		height = (int32_t)le32(b.p + 22);
		out->width = le32(b.p + 18);
		out->height =
		    height < 0 ? 0u - (uint32_t)height : (uint32_t)height;
	}
	out->cut = bmp_is_cut(b, out);
	return true;
}

/* TIFF 6.0 section 2: the first directory; tags 256 and 257 are the size. */
static bool
sniff_tiff(struct bytes b, struct image *out)
{
	bool big = starts(b, "MM\0*", 4);
	uint32_t at, count, tag, type, value;

	if (b.n < 10 || (!big && !starts(b, "II*\0", 4)))
		return false;
	out->media_type = "image/tiff";
	at = big ? be32(b.p + 4) : le32(b.p + 4);
	out->cut = at > b.n - 2;
	if (out->cut)
		return true;
	count = big ? be16(b.p + at) : le16(b.p + at);
	for (const uint8_t *p = b.p + at + 2;
	     count != 0 && b.n - (size_t)(p - b.p) >= 12; count--, p += 12) {
		tag = big ? be16(p) : le16(p);
		type = big ? be16(p + 2) : le16(p + 2);
		if (type == 3)
			value = big ? be16(p + 8) : le16(p + 8);
		else
			value = big ? be32(p + 8) : le32(p + 8);
		if (tag == 256)
			out->width = value;
		else if (tag == 257)
			out->height = value;
	}
	return true;
}

/* --- SVG ------------------------------------------------------------------ */

static const char *
skip_past(const char *p, const char *end, const char *what)
{
	const char *at = memmem(p, (size_t)(end - p), what, strlen(what));

	return at != NULL ? at + strlen(what) : end;
}

/* Past the XML declaration, comments, processing instructions, doctype. */
static const char *
skip_prolog(const char *p, const char *end)
{
	if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	for (;;) {
		while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0')
			p++;
		if (end - p < 5 || *p != '<')
			return p;
		if (memcmp(p, "<!--", 4) == 0)
			p = skip_past(p, end, "-->");
		else if (p[1] == '?')
			p = skip_past(p, end, "?>");
		else if (p[1] == '!')
			p = skip_past(p, end, ">");
		else
			return p;
	}
}

/* The quoted value of an attribute in a start tag; NULL without it. */
static const char *
find_attr(const char *tag, const char *end, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = tag; (size_t)(end - p) > n + 2; p++)
		if (strchr(" \t\r\n", p[0]) != NULL && p[0] != '\0' &&
		    memcmp(p + 1, name, n) == 0 && p[n + 1] == '=' &&
		    (p[n + 2] == '"' || p[n + 2] == '\''))
			return p + n + 3;
	return NULL;
}

/* A number of pixels: "640", "640px"; 0 for other units. */
static uint32_t
pixels(const char *value, const char *end)
{
	char text[32] = "", *unit;
	size_t n = 0;
	double v;

	while (value != NULL && value + n < end && n < sizeof(text) - 1 &&
	    value[n] != '"' && value[n] != '\'' && value[n] != ',')
		n++;
	if (n == 0)
		return 0;
	memcpy(text, value, n);
	if (text[strspn(text, " +.0123456789")] == 'x') /* no hexadecimal */
		return 0;
	v = strtod(text, &unit);
	if (!(v >= 1 && v <= 1e6) ||
	    (*unit != '\0' && *unit != ' ' && strcmp(unit, "px") != 0))
		return 0;
	return (uint32_t)(v + 0.5);
}

/* SVG 1.1 7.7: "min-x min-y width height". */
static void
view_box(const char *value, const char *end, struct image *out)
{
	const char *field[4] = { NULL };

	for (int i = 0; value != NULL && i < 4; i++) {
		while (value < end && (*value == ' ' || *value == ','))
			value++;
		field[i] = value;
		while (value < end && strchr(" ,\"'", *value) == NULL)
			value++;
	}
	out->width = pixels(field[2], end);
	out->height = pixels(field[3], end);
}

static bool
sniff_svg(struct bytes b, struct image *out)
{
	const char *end = (const char *)b.p + b.n, *tag, *stop;

	tag = skip_prolog((const char *)b.p, end);
	if (end - tag < 5 || memcmp(tag, "<svg", 4) != 0 ||
	    strchr(" \t\r\n>/", tag[4]) == NULL)
		return false;
	stop = memchr(tag, '>', (size_t)(end - tag));
	out->media_type = "image/svg+xml";
	out->cut = stop == NULL;
	if (stop == NULL)
		return true;
	out->width = pixels(find_attr(tag, stop, "width"), stop);
	out->height = pixels(find_attr(tag, stop, "height"), stop);
	if (out->width == 0 || out->height == 0)
		view_box(find_attr(tag, stop, "viewBox"), stop, out);
	return true;
}

bool
sniff_image(const uint8_t *data, size_t n, struct image *out)
{
	static bool (*const sniffers[])(struct bytes, struct image *) = {
		sniff_png,
		sniff_jpeg,
		sniff_gif,
		sniff_webp,
		sniff_avif,
		sniff_bmp,
		sniff_tiff,
		sniff_svg,
	};
	struct bytes b = { data, n };

	for (size_t i = 0; i < sizeof(sniffers) / sizeof(sniffers[0]); i++) {
		memset(out, 0, sizeof(*out));
		if (sniffers[i](b, out))
			return true;
	}
	return false;
}
