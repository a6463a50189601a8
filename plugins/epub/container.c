/*
 * The OCF container (EPUB 3.3, 4) through libzip, so that the same book gives
 * the same bytes on every machine with the same zlib: every entry from a
 * buffer of known size (libzip would else add a ZIP64 field to `mimetype`),
 * and dated 1980-01-01, which is itself in every time zone.
 */
#include "epub.h"

#include <zip.h>

#define DOS_DATE_1980_01_01 0x0021
#define MODE_FILE (0100644u << 16)

static const char mimetype[] = "application/epub+zip";
static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\""
    " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\""
    " media-type=\"application/oebps-package+xml\"/>\n"
    "</rootfiles>\n</container>\n";

static void
fail(struct book *b, zip_error_t *error)
{
	char msg[200];
	int memory = zip_error_code_zip(error) == ZIP_ER_MEMORY;

	snprintf(msg, sizeof(msg), "the book could not be packed: %s",
	    zip_error_strerror(error));
	b->api->fail(
	    b->job, memory ? OCT_ENOMEM : OCT_EIO, "epub.container", msg);
	zip_error_fini(error);
}

static int
add(zip_t *z, const char *name, const void *data, size_t size, int stored)
{
	zip_source_t *s = zip_source_buffer(z, data, size, 0);
	zip_int64_t at;
	zip_uint64_t i;

	if (s == NULL)
		return 0;
	at = zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(s);
		return 0;
	}
	i = (zip_uint64_t)at;
	return zip_set_file_compression(
		   z, i, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
	    zip_file_set_dostime(z, i, 0, DOS_DATE_1980_01_01, 0) == 0 &&
	    zip_file_set_external_attributes(
		z, i, 0, ZIP_OPSYS_UNIX, MODE_FILE) == 0;
}

static int
add_all(struct book *b, zip_t *z, oct_str package)
{
	char name[256];

	if (!add(z, "mimetype", mimetype, sizeof(mimetype) - 1, 1) ||
	    !add(z, "META-INF/container.xml", container, sizeof(container) - 1,
		0) ||
	    !add(z, "EPUB/package.opf", package.p, package.n, 0))
		return 0;
	for (const struct file *f = b->files; f != NULL; f = f->next) {
		snprintf(name, sizeof(name), "EPUB/%s", f->name.p);
		if (!add(z, name, f->data, f->size, f->stored))
			return 0;
	}
	return 1;
}

static void
emit(struct book *b, zip_source_t *source)
{
	size_t room = 64 << 10;
	char *p = b->api->scratch(b->job, room);
	zip_int64_t n = 0;

	if (p == NULL)
		return;
	if (zip_source_open(source) == 0) {
		while ((n = zip_source_read(source, p, room)) > 0)
			b->api->emit(b->job, p, (size_t)n);
		zip_source_close(source);
	}
	if (n < 0)
		b->api->fail(b->job, OCT_EIO, "epub.container",
		    "the packed book could not be read back");
}

/* Fills the archive that writes into `source`; 1 if it was closed whole. */
static int
pack(struct book *b, zip_source_t *source, oct_str package, zip_error_t *error)
{
	zip_t *z;

	zip_source_keep(source); /* the archive takes one reference */
	z = zip_open_from_source(source, ZIP_TRUNCATE, error);
	if (z == NULL) {
		zip_source_free(source);
		return 0;
	}
	if (add_all(b, z, package) && zip_close(z) == 0)
		return 1;
	zip_error_set(error, zip_error_code_zip(zip_get_error(z)),
	    zip_error_code_system(zip_get_error(z)));
	zip_discard(z);
	return 0;
}

void
container_write(struct book *b, oct_str package)
{
	zip_source_t *source;
	zip_error_t error;

	if (b->api->status(b->job) != OCT_OK)
		return;
	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	if (source == NULL) {
		fail(b, &error);
		return;
	}
	if (pack(b, source, package, &error))
		emit(b, source);
	else
		fail(b, &error);
	zip_source_free(source);
}
