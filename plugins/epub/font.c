/*
 * Embedded fonts: OpenType in its four wrappings.  Family, weight and slant
 * come from the `name` and OS/2 tables where they can be read (WOFF packs
 * them), so that the faces of one family go together.
 */
#include "epub.h"

/* OpenType OS/2, fsType. */
#define NO_SUBSETTING 0x0100

static unsigned
big16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static uint32_t
big32(const uint8_t *p)
{
	return (uint32_t)big16(p) << 16 | big16(p + 2);
}

/* OpenType, "Organization of an OpenType Font": a directory of 16 bytes a
 * table.  NULL if it is not there whole. */
static const uint8_t *
find_table(const uint8_t *p, size_t n, const char *tag, size_t *size)
{
	unsigned count = n >= 12 ? big16(p + 4) : 0;

	for (unsigned i = 0; i < count && 12 + 16 * ((size_t)i + 1) <= n; i++) {
		const uint8_t *e = p + 12 + 16 * (size_t)i;
		uint32_t at = big32(e + 8), len = big32(e + 12);

		if (memcmp(e, tag, 4) != 0)
			continue;
		if (at > n || len > n - at)
			return NULL;
		*size = len;
		return p + at;
	}
	return NULL;
}

/* Letters, digits and blanks of UTF-16 or Latin text: all that a CSS string
 * can take without escapes. */
static oct_str
plain_text(struct book *b, const uint8_t *p, size_t n, unsigned step)
{
	struct out o = { b->api, b->job, NULL, 0, 0 };

	for (size_t i = step - 1; i < n && o.n < 80; i += step) {
		char c = (char)p[i];

		if (step == 2 && p[i - 1] != 0)
			return str_of("");
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == ' ' || c == '-')
			out_put(&o, &c, 1);
	}
	return out_keep(&o);
}

/* OpenType `name`: the typographic family (16), else the family (1). */
static oct_str
family_name(struct book *b, const uint8_t *p, size_t n)
{
	oct_str family = { "", 0 };
	size_t size = 0;
	const uint8_t *name = find_table(p, n, "name", &size);
	unsigned count = name != NULL && size >= 6 ? big16(name + 2) : 0;

	for (unsigned i = 0; i < count && 18 + 12 * (size_t)i <= size; i++) {
		const uint8_t *e = name + 6 + 12 * (size_t)i;
		unsigned platform = big16(e), id = big16(e + 6);
		size_t len = big16(e + 8);
		size_t at = (size_t)big16(name + 4) + big16(e + 10);

		if ((id != 1 && id != 16) || at > size || len > size - at)
			continue;
		if (id == 1 && family.n > 0)
			continue;
		if (platform == 1 || platform == 3)
			family = plain_text(
			    b, name + at, len, platform == 3 ? 2 : 1);
		if (id == 16 && family.n > 0)
			break;
	}
	return family;
}

static void
read_style(const uint8_t *p, size_t n, struct font *f)
{
	size_t size = 0;
	const uint8_t *os2 = find_table(p, n, "OS/2", &size);

	if (os2 == NULL || size < 64)
		return;
	f->weight = (int)big16(os2 + 4);
	if (f->weight < 1 || f->weight > 1000)
		f->weight = 400;
	f->italic = (big16(os2 + 62) & 1) != 0;
	f->is_cuttable = (big16(os2 + 8) & NO_SUBSETTING) == 0;
}

int
font_examine(struct book *b, const uint8_t *p, size_t n, struct font *f)
{
	static const struct {
		const char *magic, *media_type, *extension;
	} types[] = {
		{ "\0\1\0\0", "font/ttf", "ttf" },
		{ "true", "font/ttf", "ttf" },
		{ "OTTO", "font/otf", "otf" },
		{ "wOFF", "font/woff", "woff" },
		{ "wOF2", "font/woff2", "woff2" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (n < 12 || memcmp(p, types[i].magic, 4) != 0)
			continue;
		*f = (struct font){ types[i].media_type, types[i].extension,
			str_of(""), 400, 0, 0 };
		if (types[i].extension[0] != 'w') {
			f->family = family_name(b, p, n);
			f->is_cuttable = 1;
			read_style(p, n, f);
		}
		if (f->family.n == 0)
			f->family = str_of("Book Font");
		return 1;
	}
	return 0;
}

/* Adds the files; leaves the rules for them in b->out. */
void
fonts_write(struct book *b)
{
	struct font font;
	oct_str bytes, family = { "", 0 };
	struct file *file;

	for (size_t i = 0;; i++) {
		oct_str name;

		bytes = b->api->opt_nth(b->options, "epub-embed-font", i);
		if (bytes.n == 0)
			break;
		if (!font_examine(
			b, (const uint8_t *)bytes.p, bytes.n, &font)) {
			b->api->fail(b->job, OCT_EOPTION, "epub.font",
			    "a file given with --epub-embed-font is no"
			    " TrueType, OpenType, WOFF or WOFF2 font");
			return;
		}
		name = out_strf(
		    b->api, b->job, "fonts/%zu.%s", i + 1, font.extension);
		file = book_add(b, name, font.media_type, bytes.p, bytes.n);
		if (file != NULL)
			file->is_cuttable = font.is_cuttable;
		out_putf(&b->out,
		    "@font-face {\n\tfont-family: \"%s\";\n"
		    "\tfont-weight: %d;\n\tfont-style: %s;\n"
		    "\tsrc: url(\"../%s\");\n}\n",
		    font.family.p, font.weight,
		    font.italic ? "italic" : "normal", name.p);
		if (family.n == 0)
			family = font.family;
	}
	if (family.n > 0)
		out_putf(&b->out, "body {\n\tfont-family: \"%s\", serif;\n}\n",
		    family.p);
}
