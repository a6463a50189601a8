/*
 * Embedded fonts with no more than what the book shows: the characters of its
 * pages and style sheets, and those that reading systems add.
 */
#include "epub.h"
#include "fontsubset/fontsubset.h"

#include <stdlib.h>
#include <unistr.h>

#define CHARACTERS 0x110000u

struct letters {
	uint8_t *seen; /* a bit each */
	size_t n;
};

static void
see(struct letters *l, uint32_t c)
{
	uint8_t bit = (uint8_t)(1u << (c & 7));

	if (c >= CHARACTERS || (l->seen[c >> 3] & bit))
		return;
	l->seen[c >> 3] |= bit;
	l->n++;
}

/* Text, or mark-up without its tags. */
static void
see_text(struct letters *l, const char *text, size_t n, int is_markup)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + n;

	while (p < end) {
		ucs4_t c;

		if (is_markup && *p == '<') {
			p = memchr(p, '>', (size_t)(end - p));
			if (p == NULL)
				return;
			p++;
			continue;
		}
		p += u8_mbtouc(&c, p, (size_t)(end - p));
		see(l, c);
	}
}

/* Letters and digits of ASCII, marks of lists and hyphens. */
static void
see_added(struct letters *l)
{
	static const uint32_t added[] = { 0xa0, 0x2010, 0x2011, 0x2022, 0x25aa,
		0x25cb, 0x25e6, 0x25a0, 0x2026, 0x201c, 0x201d, 0x2018,
		0x2019 };

	for (uint32_t c = ' '; c < 0x7f; c++)
		see(l, c);
	for (size_t i = 0; i < sizeof(added) / sizeof(added[0]); i++)
		see(l, added[i]);
}

static uint32_t *
list_letters(struct book *b, size_t *n)
{
	struct letters l = { b->api->scratch(b->job, CHARACTERS / 8), 0 };
	uint32_t *list;

	if (l.seen == NULL)
		return NULL;
	see_added(&l);
	for (const struct file *f = b->files; f != NULL; f = f->next)
		if (strcmp(f->media_type, "application/xhtml+xml") == 0 ||
		    strcmp(f->media_type, "text/css") == 0)
			see_text(&l, f->data, f->size,
			    strcmp(f->media_type, "text/css") != 0);
	list = b->api->scratch(b->job, l.n * sizeof(*list));
	*n = 0;
	for (uint32_t c = 0; list != NULL && c < CHARACTERS; c++)
		if (l.seen[c >> 3] & (1u << (c & 7)))
			list[(*n)++] = c;
	return list;
}

static void
cut(struct book *b, const struct fontsubset_api *fonts, struct file *f,
    const uint32_t *list, size_t n)
{
	size_t size = 0;
	void *bytes = fonts->cut(f->data, f->size, list, n, &size), *kept;

	if (bytes == NULL) {
		oct_reportf(b->api, b->job, OCT_WARNING, "epub.font", 0,
		    "the font %s can't be cut down to the letters of the book; "
		    "it is embedded whole",
		    f->name.p);
		return;
	}
	kept = size < f->size ? b->api->scratch(b->job, size) : NULL;
	if (kept != NULL) {
		memcpy(kept, bytes, size);
		f->data = kept;
		f->size = size;
	}
	free(bytes);
}

void
fonts_subset(struct book *b)
{
	const struct fontsubset_api *fonts = NULL;
	uint32_t *list = NULL;
	size_t n = 0;

	for (struct file *f = b->files; f != NULL; f = f->next) {
		if (!f->is_cuttable)
			continue;
		if (list == NULL) {
			fonts = b->api->extension(FONTSUBSET_EXTENSION);
			list = list_letters(b, &n);
		}
		if (fonts == NULL || list == NULL)
			return;
		cut(b, fonts, f, list, n);
	}
}
