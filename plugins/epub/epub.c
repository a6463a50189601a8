#include "epub.h"

#include "bookcheck.h"

static const oct_option options[] = {
	{ "css", NULL, "FILE",
	    "add a style sheet to that of --epub-style; with none it is alone",
	    OCT_OPT_STR, OCT_OPT_MANY | OCT_OPT_FILE },
	{ "epub-author-index", "auto", "auto|yes|no",
	    "list the authors at the end; auto: if the book has parts or many "
	    "articles",
	    OCT_OPT_CHOICE, 0 },
	{ "epub-cover", "auto", "auto|yes|no",
	    "make a cover of the title and the lead picture; auto: if there "
	    "are several articles",
	    OCT_OPT_CHOICE, 0 },
	{ "epub-cover-image", NULL, "FILE",
	    "picture for the cover, instead of one that is made", OCT_OPT_STR,
	    OCT_OPT_FILE },
	{ "epub-embed-font", NULL, "FILE",
	    "set the text in a font, of which the book gets the letters it has",
	    OCT_OPT_STR, OCT_OPT_MANY | OCT_OPT_FILE },
	{ "epub-style", "plain", "plain|book|newspaper|none",
	    "how the book is set", OCT_OPT_CHOICE, 0 },
	{ "epub-title-page", "auto", "auto|yes|no",
	    "a page with the book's title; auto: if it has several articles",
	    OCT_OPT_CHOICE, 0 },
	{ "image-format", "compat", "compat|keep",
	    "compat: turn WebP into JPEG or PNG, for devices that don't know "
	    "it; other types that books can't have are turned always",
	    OCT_OPT_CHOICE, 0 },
	{ "max-image-size", "0", "0..65535",
	    "most pixels of a picture's longer side; larger ones are scaled "
	    "down; 0: any",
	    OCT_OPT_INT, 0 },
	{ "toc-depth", "3", "0..6",
	    "levels of sections in the contents, below the articles",
	    OCT_OPT_INT, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};

static void
reset(struct book *b, struct file **end)
{
	*end = NULL;
	b->files_end = end;
	b->animated = b->cover != NULL && b->animated;
	memset(&b->facts, 0, sizeof(b->facts));
	for (size_t i = 0; i < b->n_pictures; i++)
		b->pictures[i].file = NULL;
}

/* A contents page opens a book; a lone article without much to list keeps its
 * own at the end, where the reading system finds it as well. */
static int
nav_is_first(const struct book *b)
{
	return b->n_articles > 1 || b->articles[0].n_outline > 1;
}

/* The text is written a second time when a link was made to an id that then
 * found no element to stand on. */
static void
write_text(struct book *b)
{
	struct file **end = b->files_end;
	size_t pruned;

	do {
		pruned = 0;
		reset(b, end);
		front_write(b);
		if (nav_is_first(b))
			nav_write(b);
		for (size_t i = 0; i < b->n_articles; i++) {
			struct article *a = &b->articles[i];

			if (a->division != NULL && a->division->first == a)
				division_write(b, a->division);
			chapter_write(b, a);
		}
		authors_write(b);
		if (!nav_is_first(b))
			nav_write(b);
		for (size_t i = 0; i < b->n_articles; i++)
			pruned += xhtml_index_prune(&b->articles[i].index);
	} while (pruned > 0 && b->api->status(b->job) == OCT_OK);
}

static oct_status
epub_write(void *inst, const oct_api *api, oct_job *job)
{
	struct book b = { .api = api,
		.job = job,
		.options = api->options(job),
		.out = { api, job, NULL, 0, 0 } };
	oct_str ncx;

	(void)inst;
	book_open(&b);
	if (api->status(job) == OCT_OK)
		pictures_open(&b);
	if (api->status(job) != OCT_OK)
		return api->status(job);
	cover_open(&b);
	styles_write(&b);
	write_text(&b);
	fonts_subset(&b);
	b.identifier = identity_uuid(&b);
	ncx = nav_ncx(&b);
	book_add(
	    &b, str_of("toc.ncx"), "application/x-dtbncx+xml", ncx.p, ncx.n);
	container_write(&b, package_document(&b));
	return api->status(job);
}

/* The check is a plug-in of its own, which conversions don't load. */
static oct_status
epub_validate(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	const struct bookcheck *check = api->extension(BOOKCHECK_EXTENSION);

	if (check != NULL)
		return check->validate(inst, api, job, in);
	api->fail(job, OCT_EPLUGIN, "epub.check",
	    "there is no plug-in that gives " BOOKCHECK_EXTENSION
	    ", which checks books");
	return api->status(job);
}

static const char *const media_types[] = { "application/epub+zip", NULL };
static const char *const extensions[] = { "epub", NULL };

static const oct_format epub = {
	.struct_size = sizeof(oct_format),
	.name = "epub",
	.summary = "EPUB 3.3, one article or a book of several",
	.roles = OCT_WRITES,
	.media_types = media_types,
	.extensions = extensions,
	.options = options,
	.write = epub_write,
	.validate = epub_validate,
};
static const oct_format *const formats[] = { &epub, NULL };

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.epub",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = formats,
};

OCT_PLUGIN_ENTRY(epub)
{
	return &plugin;
}
