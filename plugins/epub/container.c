/*
 * The OCF container (EPUB 3.3, 4) through libzip, so that the same book gives
 * the same bytes from every copy of this build with the same libdeflate: every
 * entry of known size (libzip would else add a ZIP64 field to `mimetype`), and
 * dated 1980-01-01, which is itself in every time zone.
 *
 * libzip gets the members compressed: by itself it would set up zlib anew for
 * each of these small files, which took longer than all else of the writer.
 */
#include "epub.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define DOS_DATE_1980_01_01 0x0021
#define MODE_FILE (0100644u << 16)
#define LEVEL 6 /* of 12; smaller than zlib's best */

/* A book on its way into an archive. */
struct packer {
	struct book *book;
	zip_t *archive;
	struct libdeflate_compressor *compressor;
	uint8_t *room;
	size_t room_size;
};

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

/* A member's bytes as they stand in the archive, and what is said of them. */
struct member {
	const uint8_t *data;
	size_t n, at; /* bytes, and those that libzip has read */
	size_t size; /* as they were */
	uint32_t crc;
	zip_uint16_t method;
	zip_error_t error;
};

static zip_int64_t
read_member(struct member *m, void *to, zip_uint64_t n)
{
	if (n > m->n - m->at)
		n = m->n - m->at;
	memcpy(to, m->data + m->at, n);
	m->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t
stat_member(const struct member *m, zip_stat_t *st)
{
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
	    ZIP_STAT_CRC;
	st->size = m->size;
	st->comp_size = m->n;
	st->comp_method = m->method;
	st->crc = m->crc;
	return sizeof(*st);
}

/* libzip's interface to a source of bytes. */
static zip_int64_t
member_source(void *state, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
	struct member *m = state;

	switch (command) {
	case ZIP_SOURCE_OPEN: m->at = 0; return 0;
	case ZIP_SOURCE_READ: return read_member(m, data, n);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE: return 0;
	case ZIP_SOURCE_STAT: return stat_member(m, data);
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&m->error, data, n);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: zip_error_set(&m->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

/* Room for what a member is compressed to, before it is known how little of it
 * is needed. */
static uint8_t *
make_room(struct packer *p, size_t size)
{
	uint8_t *room;

	if (size <= p->room_size)
		return p->room;
	if ((room = realloc(p->room, 2 * size)) == NULL) {
		zip_error_set(zip_get_error(p->archive), ZIP_ER_MEMORY, 0);
		return NULL;
	}
	p->room = room;
	p->room_size = 2 * size;
	return room;
}

/* Compressed, unless it is not to be or would not be smaller. */
static struct member *
pack_member(struct packer *p, const struct file *f)
{
	const oct_api *api = p->book->api;
	struct member *m = api->scratch(p->book->job, sizeof(*m));
	uint8_t *room = NULL, *packed = NULL;
	size_t n = 0;

	if (m == NULL)
		return NULL;
	zip_error_init(&m->error);
	m->method = ZIP_CM_DEFLATE;
	if (f->deflated != NULL) {
		m->data = f->deflated->p;
		m->n = f->deflated->n;
		m->size = f->deflated->size;
		m->crc = f->deflated->crc;
		return m;
	}
	m->size = f->size;
	m->crc = libdeflate_crc32(0, f->data, f->size);
	if (!f->stored && f->size > 0 && (room = make_room(p, f->size)) == NULL)
		return NULL;
	if (room != NULL)
		n = libdeflate_deflate_compress(
		    p->compressor, f->data, f->size, room, f->size);
	if (n > 0 && (packed = api->scratch(p->book->job, n)) == NULL)
		return NULL;
	if (packed == NULL) {
		m->data = f->data;
		m->n = f->size;
		m->method = ZIP_CM_STORE;
		return m;
	}
	memcpy(packed, room, n);
	m->data = packed;
	m->n = n;
	return m;
}

static int
add(struct packer *p, const char *name, const struct file *f)
{
	zip_t *z = p->archive;
	struct member *m = pack_member(p, f);
	zip_source_t *s;
	zip_int64_t at;
	zip_uint64_t i;

	if (m == NULL || (s = zip_source_function(z, member_source, m)) == NULL)
		return 0;
	at = zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(s);
		return 0;
	}
	i = (zip_uint64_t)at;
	return zip_set_file_compression(z, i, m->method, 0) == 0 &&
	    zip_file_set_dostime(z, i, 0, DOS_DATE_1980_01_01, 0) == 0 &&
	    zip_file_set_external_attributes(
		z, i, 0, ZIP_OPSYS_UNIX, MODE_FILE) == 0;
}

static int
add_all(struct packer *p, oct_str package)
{
	const struct file fixed[] = {
		{ .name = str_of("mimetype"),
		    .data = mimetype,
		    .size = sizeof(mimetype) - 1,
		    .stored = 1 },
		{ .name = str_of("META-INF/container.xml"),
		    .data = container,
		    .size = sizeof(container) - 1 },
		{ .name = str_of("EPUB/package.opf"),
		    .data = package.p,
		    .size = package.n },
	};
	char name[256];

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (!add(p, fixed[i].name.p, &fixed[i]))
			return 0;
	for (const struct file *f = p->book->files; f != NULL; f = f->next) {
		snprintf(name, sizeof(name), "EPUB/%s", f->name.p);
		if (!add(p, name, f))
			return 0;
	}
	return 1;
}

/* --- what libzip writes to --------------------------------------------------
 *
 * libzip goes back to the head of a member once its data is written, and never
 * farther: so the bytes before the member at hand can be given out, and the
 * archive is nowhere whole in memory.
 */
struct sink {
	struct book *book;
	uint8_t *p; /* what was not given out yet */
	size_t n, cap;
	uint64_t base; /* where in the archive that begins */
	uint64_t at; /* where the next byte goes */
	zip_error_t error;
};

static void
give_out(struct sink *s)
{
	s->book->api->emit(s->book->job, s->p, s->n);
	s->base += s->n;
	s->n = 0;
}

static zip_int64_t
put(struct sink *s, const void *data, size_t n)
{
	size_t from = (size_t)(s->at - s->base), end = from + n;
	uint8_t *grown;

	if (end > s->cap) {
		grown = realloc(s->p, 2 * end);
		if (grown == NULL) {
			zip_error_set(&s->error, ZIP_ER_MEMORY, 0);
			return -1;
		}
		s->p = grown;
		s->cap = 2 * end;
	}
	memcpy(s->p + from, data, n);
	if (end > s->n)
		s->n = end;
	s->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t
seek(struct sink *s, void *data, size_t n)
{
	zip_int64_t at = zip_source_seek_compute_offset(
	    s->at, s->base + s->n, data, n, &s->error);

	if (at < 0)
		return -1;
	if ((uint64_t)at < s->base || (uint64_t)at > s->base + s->n) {
		zip_error_set(&s->error, ZIP_ER_SEEK, 0);
		return -1;
	}
	s->at = (uint64_t)at;
	if (s->at == s->base + s->n)
		give_out(s);
	return 0;
}

static zip_int64_t
stat_sink(zip_stat_t *st)
{
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE;
	st->size = 0;
	return sizeof(*st);
}

static zip_int64_t
sink_source(void *state, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
	struct sink *s = state;

	switch (command) {
	case ZIP_SOURCE_OPEN: /* as a file of nothing ... */
	case ZIP_SOURCE_READ:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_SEEK:
	case ZIP_SOURCE_TELL:
	case ZIP_SOURCE_FREE:
	case ZIP_SOURCE_REMOVE: return 0;
	case ZIP_SOURCE_STAT: return stat_sink(data);
	case ZIP_SOURCE_BEGIN_WRITE: /* ... that is written once */
	case ZIP_SOURCE_ROLLBACK_WRITE: return 0;
	case ZIP_SOURCE_WRITE: return put(s, data, n);
	case ZIP_SOURCE_SEEK_WRITE: return seek(s, data, n);
	case ZIP_SOURCE_TELL_WRITE: return (zip_int64_t)s->at;
	case ZIP_SOURCE_COMMIT_WRITE: give_out(s); return 0;
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&s->error, data, n);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_SEEK,
		    ZIP_SOURCE_TELL, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
		    ZIP_SOURCE_FREE, ZIP_SOURCE_REMOVE, ZIP_SOURCE_BEGIN_WRITE,
		    ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
		    ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_COMMIT_WRITE,
		    ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_SUPPORTS, -1);
	default: zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

/* Fills the archive that writes into `source`, which becomes its own; 1 if it
 * was closed whole. */
static int
pack(struct book *b, zip_source_t *source, oct_str package, zip_error_t *error)
{
	struct packer p = { .book = b };
	bool ok;

	p.archive = zip_open_from_source(source, ZIP_TRUNCATE, error);
	if (p.archive == NULL) {
		zip_source_free(source);
		return 0;
	}
	p.compressor = libdeflate_alloc_compressor(LEVEL);
	if (p.compressor == NULL)
		zip_error_set(zip_get_error(p.archive), ZIP_ER_MEMORY, 0);
	ok = p.compressor != NULL && add_all(&p, package) &&
	    zip_close(p.archive) == 0;
	libdeflate_free_compressor(p.compressor);
	free(p.room);
	if (ok)
		return 1;
	zip_error_set(error, zip_error_code_zip(zip_get_error(p.archive)),
	    zip_error_code_system(zip_get_error(p.archive)));
	zip_discard(p.archive);
	return 0;
}

void
container_write(struct book *b, oct_str package)
{
	struct sink sink = { .book = b };
	zip_source_t *source;
	zip_error_t error;

	if (b->api->status(b->job) != OCT_OK)
		return;
	zip_error_init(&error);
	zip_error_init(&sink.error);
	source = zip_source_function_create(sink_source, &sink, &error);
	if (source == NULL || !pack(b, source, package, &error))
		fail(b, &error);
	free(sink.p);
}
