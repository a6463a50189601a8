/* The cover's picture: the one that was given, else one made of the lead
 * picture and the title, or of the title alone. */
#include "epub.h"

#include "pictures/pictures.h"

#include <stdlib.h>

enum { TEXT_BYTES = 600, AUTHORS = 3 };

/* What fills the upper half of a cover: large enough, and no banner. */
static int
is_fit(const struct picture *p)
{
	return p->data != NULL && p->media_type != NULL && !p->animated &&
	    p->width >= 480 && p->height >= 300 && p->width <= 3 * p->height &&
	    p->height <= 2 * p->width;
}

static const struct picture *
fit_picture(const struct book *b, uint32_t resource)
{
	const struct picture *p = picture_find(b, resource);

	if (p != NULL && p->same != NULL)
		p = p->same;
	return p != NULL && is_fit(p) ? p : NULL;
}

/* The one that the article names, else its first that is fit. */
static const struct picture *
lead_of(const struct book *b, const struct article *a)
{
	oct_str named = book_field(b, a->node, OCT_M_IMAGE);
	const struct picture *p = NULL;

	for (size_t i = 0; named.n > 0 && p == NULL && i < a->index.n_resources;
	     i++) {
		p = picture_find(b, a->index.resources[i]);
		p = p != NULL && strcmp(p->url.p, named.p) == 0
		    ? fit_picture(b, p->resource)
		    : NULL;
	}
	for (size_t i = 0; p == NULL && i < a->index.n_resources; i++)
		p = fit_picture(b, a->index.resources[i]);
	return p;
}

/* Cut where a character ends. */
static oct_str
shorten(const struct book *b, oct_str s)
{
	size_t n = TEXT_BYTES;

	if (s.n <= n)
		return s;
	while ((s.p[n] & 0xc0) == 0x80)
		n--;
	return out_strf(b->api, b->job, "%.*s", (int)n, s.p);
}

static const oct_node *
first_author(const struct book *b)
{
	const oct_node *f = b->api->field(b->api->book(b->job), OCT_M_AUTHOR);

	return f != NULL || b->n_articles > 1
	    ? f
	    : b->api->field(b->articles[0].node, OCT_M_AUTHOR);
}

static oct_str
author_line(const struct book *b)
{
	struct out o = { b->api, b->job, NULL, 0, 0 };
	const oct_node *f = first_author(b);

	for (int i = 0; f != NULL && i < AUTHORS; f = b->api->next_field(f)) {
		oct_str name = b->api->get_str(f, OCT_P_TEXT);

		out_put(&o, ", ", i++ > 0 ? 2 : 0);
		out_put(&o, name.p, name.n);
	}
	if (f != NULL)
		out_puts(&o, " \xe2\x80\xa6");
	return out_keep(&o);
}

/* Who published it: the book, or all of its articles. */
static oct_str
publisher(const struct book *b)
{
	oct_str name = book_field(b, b->api->book(b->job), OCT_M_PUBLISHER);

	for (size_t i = 0; i < b->n_articles && name.n == 0; i++) {
		oct_str one =
		    book_field(b, b->articles[i].node, OCT_M_PUBLISHER);
		oct_str first =
		    book_field(b, b->articles[0].node, OCT_M_PUBLISHER);

		if (strcmp(one.p, first.p) != 0)
			return name;
		if (i + 1 == b->n_articles)
			name = first;
	}
	return name;
}

static const struct picture *
lead(const struct book *b)
{
	const struct picture *p = NULL;

	for (size_t i = 0; p == NULL && i < b->n_articles; i++)
		p = lead_of(b, &b->articles[i]);
	return p;
}

static void
make(struct book *b, struct picture *cover)
{
	const struct pictures_api *maker =
	    b->api->extension(PICTURES_EXTENSION);
	const struct cover_texts texts = { shorten(b, b->title).p,
		shorten(b, author_line(b)).p, shorten(b, publisher(b)).p,
		b->lang.p };
	const struct picture *p = lead(b);
	struct picture_made made;
	const char *why = "can't be made: there is no plug-in "
			  "for " PICTURES_EXTENSION;
	oct_status status = OCT_EPLUGIN;

	if (maker != NULL && p != NULL)
		status = maker->cover(&texts, p->data, p->size, &made, &why);
	if (maker != NULL && (p == NULL || status == OCT_EUNSUPPORTED))
		status = maker->cover(&texts, NULL, 0, &made, &why);
	if (!picture_take(b, cover, status, &made))
		oct_reportf(b->api, b->job, OCT_WARNING, "epub.cover", 0,
		    "the cover %s; the book has none", why);
}

/* The book's own, which another book gave. */
static void
take_own(struct book *b, struct picture *cover)
{
	const oct_node *f = b->api->field(b->api->book(b->job), OCT_M_IMAGE);
	uint32_t id = (uint32_t)b->api->get_int(f, OCT_P_RESOURCE, 0);
	oct_resource r = { .struct_size = sizeof(r) };

	if (id == 0 || b->api->resource(b->job, id, 1, &r) != OCT_OK)
		return;
	cover->data = r.data;
	cover->size = r.data != NULL ? r.len : 0;
	cover->width = r.width;
	cover->height = r.height;
}

void
cover_open(struct book *b)
{
	oct_str bytes = b->api->opt_str(b->options, "epub-cover-image");
	oct_str wanted = b->api->opt_str(b->options, "epub-cover");
	struct picture cover = {
		.url = str_of("the cover"), .data = bytes.p, .size = bytes.n
	};
	struct file *f;

	if (oct_is(wanted, "no"))
		return;
	if (bytes.n == 0)
		take_own(b, &cover);
	if (cover.size > 0)
		picture_examine(b, &cover);
	else if (oct_is(wanted, "yes") || b->n_articles > 1)
		make(b, &cover);
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
