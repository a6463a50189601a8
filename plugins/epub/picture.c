#include "epub.h"

#include "pictures/pictures.h"

#include <stdlib.h>

static int
picture_compare(const void *a, const void *b)
{
	const struct picture *x = a, *y = b;

	return (x->resource > y->resource) - (x->resource < y->resource);
}

static void
refuse(const struct book *b, struct picture *p, const char *reason)
{
	p->media_type = NULL;
	oct_reportf(b->api, b->job, OCT_LOSS, "epub.image", 0,
	    "image \"%.300s\" %s; its description stands in its place",
	    p->url.p, reason);
}

/* --- conversion ----------------------------------------------------------- */

static int
is_type(const struct picture *p, const char *media_type)
{
	return p->media_type != NULL && strcmp(p->media_type, media_type) == 0;
}

/* Is it larger than --max-image-size, and can be made smaller?  A moving one
 * would stand still. */
static int
is_large(const struct book *b, const struct picture *p)
{
	int64_t side = b->api->opt_int(b->options, "max-image-size");

	return side != 0 && !p->animated &&
	    (p->width > side || p->height > side);
}

/* WebP is allowed since EPUB 3.3, and unknown to most devices on sale. */
static int
is_unwanted(const struct book *b, const struct picture *p)
{
	return is_type(p, "image/webp") &&
	    oct_is(b->api->opt_str(b->options, "image-format"), "compat");
}

int
picture_take(struct book *b, struct picture *p, oct_status status,
    struct picture_made *made)
{
	void *bytes;

	if (status == OCT_ENOMEM)
		b->api->fail(b->job, OCT_ENOMEM, "limit.memory",
		    "out of memory for a picture");
	if (status != OCT_OK)
		return 0;
	bytes = b->api->scratch(b->job, made->size);
	if (bytes != NULL) {
		memcpy(bytes, made->bytes, made->size);
		p->data = bytes;
		p->size = made->size;
		p->width = made->width;
		p->height = made->height;
		p->media_type = made->media_type;
		p->extension = made->extension;
		p->animated = 0;
	}
	free(made->bytes);
	return 1;
}

/* NULL, or why the picture stays what it is. */
static const char *
convert(struct book *b, struct picture *p)
{
	const struct pictures_api *maker =
	    b->api->extension(PICTURES_EXTENSION);
	int64_t side = b->api->opt_int(b->options, "max-image-size");
	struct picture_made made = { .bytes = NULL };
	const char *why = "can't be converted: there is no plug-in "
			  "for " PICTURES_EXTENSION;

	if (maker == NULL ||
	    !picture_take(b, p,
		maker->convert(p->data, p->size, (uint32_t)side, &made, &why),
		&made))
		return why;
	if (made.animated)
		oct_reportf(b->api, b->job, OCT_LOSS, "epub.animation", 0,
		    "image \"%.300s\" moves, which its type does in no e-book; "
		    "its first frame stands in its place",
		    p->url.p);
	return NULL;
}

void
picture_examine(struct book *b, struct picture *p)
{
	struct image image;
	const char *why = image_refusal(p->data, p->size, &image);

	p->media_type = image.media_type;
	p->extension = image.extension;
	p->animated = image.animated;
	if (image.is_foreign) {
		why = convert(b, p);
	} else if (why == NULL && is_type(p, "image/svg+xml")) {
		oct_str clean =
		    svg_clean(b->api, b->job, p->data, p->size, &p->animated);

		p->data = clean.p;
		p->size = clean.n;
		if (clean.n == 0)
			why = "is no well-formed SVG drawing";
	} else if (why == NULL && (is_unwanted(b, p) || is_large(b, p))) {
		const char *kept = convert(b, p);

		if (kept != NULL)
			oct_reportf(b->api, b->job, OCT_WARNING, "epub.image",
			    0,
			    "image \"%.300s\" %s; it is in the book as it is",
			    p->url.p, kept);
	}
	if (why != NULL)
		refuse(b, p, why);
}

/* --- resources ------------------------------------------------------------ */

/* The bytes are loaded once; a resource that can't be had is reported by the
 * host. */
static void
load(struct book *b, struct picture *p)
{
	oct_resource r = { .struct_size = sizeof(r) };

	if (b->api->resource(b->job, p->resource, 1, &r) != OCT_OK)
		return;
	p->url = value_url(b->api, b->job, r.url);
	if (r.data == NULL)
		return;
	p->data = r.data;
	p->size = r.len;
	p->width = r.width;
	p->height = r.height;
	memcpy(p->sha256, r.sha256, sizeof(p->sha256));
	if (p->url.n == 0)
		p->url = r.url;
}

static int
digest_compare(const void *a, const void *b)
{
	const struct picture *const *x = a, *const *y = b;
	int c = memcmp((*x)->sha256, (*y)->sha256, sizeof((*x)->sha256));

	return c ? c : picture_compare(*x, *y);
}

/* Of pictures with the same bytes all know the first. */
static void
find_same(struct book *b)
{
	struct picture **order = b->api->scratch(
	    b->job, (b->n_pictures + 1) * sizeof(struct picture *));

	if (order == NULL)
		return;
	for (size_t i = 0; i < b->n_pictures; i++)
		order[i] = &b->pictures[i];
	qsort(order, b->n_pictures, sizeof(struct picture *), digest_compare);
	for (size_t i = 0; i < b->n_pictures; i++) {
		struct picture *last = i > 0 ? order[i - 1] : order[i];

		order[i]->same = memcmp(last->sha256, order[i]->sha256,
				     sizeof(last->sha256)) == 0
		    ? last->same ? last->same : last
		    : order[i];
	}
}

/* What a picture is, is found out once for all with the same bytes. */
static void
open_picture(struct book *b, struct picture *p)
{
	if (p->data != NULL && p->same == p)
		picture_examine(b, p);
	if (value_url(b->api, b->job, p->url).n == 0)
		p->url = str_of("");
}

void
pictures_open(struct book *b)
{
	size_t n = 0, unique = 0;

	for (size_t i = 0; i < b->n_articles; i++)
		n += b->articles[i].index.n_resources;
	b->pictures = b->api->scratch(b->job, (n + 1) * sizeof(*b->pictures));
	if (b->pictures == NULL)
		return;
	n = 0;
	for (size_t i = 0; i < b->n_articles; i++) {
		const struct xhtml_index *ix = &b->articles[i].index;

		for (size_t j = 0; j < ix->n_resources; j++)
			b->pictures[n++].resource = ix->resources[j];
	}
	qsort(b->pictures, n, sizeof(*b->pictures), picture_compare);
	for (size_t i = 0; i < n; i++)
		if (i == 0 ||
		    b->pictures[i].resource != b->pictures[i - 1].resource)
			b->pictures[unique++].resource =
			    b->pictures[i].resource;
	b->n_pictures = unique;
	for (size_t i = 0; i < unique; i++)
		load(b, &b->pictures[i]);
	find_same(b);
	for (size_t i = 0; i < unique && b->api->status(b->job) == OCT_OK; i++)
		open_picture(b, &b->pictures[i]);
}

struct picture *
picture_find(const struct book *b, uint32_t resource)
{
	struct picture key = { .resource = resource };

	return bsearch(&key, b->pictures, b->n_pictures, sizeof(*b->pictures),
	    picture_compare);
}

static oct_str
hex(struct book *b, const uint8_t *digest, size_t n)
{
	char *s = b->api->scratch(b->job, 2 * n + 1);

	if (s == NULL)
		return str_of("");
	for (size_t i = 0; i < n; i++)
		snprintf(s + 2 * i, 3, "%02x", digest[i]);
	return str_of(s);
}

/* The name comes from the contents: equal pictures are one file, and the name
 * stays when others come and go. */
struct file *
picture_file(struct book *b, struct picture *p)
{
	oct_str name;

	/* `same` is not set where memory ran out */
	if (p == NULL || p->same == NULL || p->same->media_type == NULL)
		return NULL;
	p = p->same;
	if (p->file != NULL)
		return p->file;
	name = out_strf(b->api, b->job, "images/%s.%s", hex(b, p->sha256, 12).p,
	    p->extension);
	p->file = book_add(b, name, p->media_type, p->data, p->size);
	if (p->file != NULL)
		p->file->stored = strcmp(p->extension, "svg") != 0;
	b->animated |= p->animated;
	return p->file;
}
