#include "epub.h"

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

/* Finds out what the bytes are; p->media_type stays NULL for what a book
 * can't show. */
static void
examine(struct book *b, struct picture *p)
{
	const char *reason = image_refusal(
	    p->data, p->size, &p->media_type, &p->extension, &p->animated);

	if (reason != NULL) {
		refuse(b, p, reason);
		return;
	}
	if (strcmp(p->extension, "svg") == 0) {
		oct_str clean =
		    svg_clean(b->api, b->job, p->data, p->size, &p->animated);

		p->data = clean.p;
		p->size = clean.n;
		if (clean.n == 0)
			refuse(b, p, "is no well-formed SVG drawing");
	}
}

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
	memcpy(p->sha256, r.sha256, sizeof(p->sha256));
	if (p->url.n == 0)
		p->url = r.url;
	examine(b, p);
	if (value_url(b->api, b->job, p->url).n == 0)
		p->url = str_of("");
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
	if (p == NULL || p->media_type == NULL || p->same == NULL)
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

void
picture_cover(struct book *b)
{
	oct_str bytes = b->api->opt_str(b->options, "epub-cover-image");
	struct picture cover = {
		.url = str_of("the cover"), .data = bytes.p, .size = bytes.n
	};
	struct file *f;

	if (bytes.n == 0)
		return;
	examine(b, &cover);
	if (cover.media_type == NULL)
		return;
	f = book_add(b,
	    out_strf(b->api, b->job, "images/cover.%s", cover.extension),
	    cover.media_type, cover.data, cover.size);
	if (f == NULL)
		return;
	f->stored = strcmp(cover.extension, "svg") != 0;
	f->properties = "cover-image";
	b->cover = f;
	b->animated |= cover.animated;
}
