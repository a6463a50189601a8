/* container.c -- the zip (OCF 3.3, section 4), and the files in it. */
#include "bookcheck.h"
#include "check.h"

#include <stdlib.h>

#define MIMETYPE "application/epub+zip"
#define TOTAL ((uint64_t)2 << 30) /* bytes that a book may unpack to */

static uint32_t
little(const uint8_t *p, int n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

/* The first local header (APPNOTE 4.3.7), which libzip does not show. */
static void
check_mimetype(struct check *c)
{
	const uint8_t *p = c->bytes;
	size_t n = strlen(MIMETYPE);

	if (c->size < 38 || memcmp(p, "PK\3\4", 4) != 0 ||
	    little(p + 26, 2) != 8 || memcmp(p + 30, "mimetype", 8) != 0) {
		found(c, OCT_ERROR, "PKG-006", 0,
		    "the file \"mimetype\" is not the first of the container");
		return;
	}
	if (little(p + 28, 2) != 0)
		found(c, OCT_ERROR, "PKG-005", 0,
		    "the file \"mimetype\" has an extra field of %u bytes",
		    little(p + 28, 2));
	else if (little(p + 8, 2) != 0)
		found(c, OCT_ERROR, "OCT-MIMETYPE", 0,
		    "the file \"mimetype\" is compressed; it must be stored");
	else if (little(p + 18, 4) != n || c->size < 38 + n ||
	    memcmp(p + 38, MIMETYPE, n) != 0)
		found(c, OCT_ERROR, "PKG-007", 0,
		    "the file \"mimetype\" holds something else than " MIMETYPE);
}

/* Is a part of the path "." or ".."? */
static bool
has_dots(const char *name)
{
	size_t n;

	for (; *name != '\0'; name += n + (name[n] == '/')) {
		n = strcspn(name, "/");
		if (n > 0 && n < 3 && strspn(name, ".") >= n)
			return true;
	}
	return false;
}

/* OCF 4.2.3: what file names must not have. */
static void
check_name(struct check *c, const char *name)
{
	size_t n = strlen(name), last = 0;
	bool ascii = true, bad = false;

	for (size_t i = 0; i < n; i++) {
		uint8_t ch = (uint8_t)name[i];

		bad |=
		    ch < ' ' || ch == 0x7f || strchr("\"*:<>?\\|", ch) != NULL;
		ascii &= ch < 0x80;
		if (ch == '/')
			last = i + 1;
	}
	bad |= has_dots(name);
	if (bad || name[0] == '/' || n - last > 255)
		found(c, OCT_ERROR, "PKG-009", 0,
		    "the file name \"%.80s\" has characters that it must not "
		    "have",
		    name);
	else if (strchr(name, ' ') != NULL)
		found(c, OCT_WARNING, "PKG-010", 0,
		    "the file name \"%.80s\" has a space, which some reading "
		    "systems fail at",
		    name);
	else if (!ascii)
		found(c, OCT_INFO, "PKG-012", 0,
		    "the file name \"%.80s\" is not of ASCII alone", name);
	if (n > 1 && name[n - 1] == '.')
		found(c, OCT_ERROR, "PKG-011", 0,
		    "the file name \"%.80s\" ends in a full stop", name);
}

static void
check_method(struct check *c, const zip_stat_t *st)
{
	if (st->encryption_method != ZIP_EM_NONE)
		found(c, OCT_ERROR, "OCT-ENCRYPTED", 0,
		    "\"%.80s\" is encrypted by the zip", st->name);
	else if (st->comp_method != ZIP_CM_STORE &&
	    st->comp_method != ZIP_CM_DEFLATE)
		found(c, OCT_ERROR, "OCT-METHOD", 0,
		    "\"%.80s\" is compressed by method %u; only stored and "
		    "deflated files can be read everywhere",
		    st->name, st->comp_method);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int
by_folded_name(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of names that some file system takes for one, only one can be unpacked. */
static void
check_twins(struct check *c)
{
	const char **names =
	    c->api->scratch(c->job, c->n_entries * sizeof(*names) + 1);

	if (names == NULL)
		return;
	for (size_t i = 0; i < c->n_entries; i++)
		names[i] = c->entries[i].name;
	qsort(names, c->n_entries, sizeof(*names), by_folded_name);
	for (size_t i = 1; i < c->n_entries; i++)
		if (strcasecmp(names[i - 1], names[i]) == 0)
			found(c, OCT_ERROR, "OPF-060", 0,
			    "\"%.80s\" and \"%.80s\" are one file where case "
			    "does not count",
			    names[i - 1], names[i]);
}

static bool
list_entries(struct check *c)
{
	zip_int64_t n = zip_get_num_entries(c->zip, 0);
	zip_stat_t st;
	uint64_t total = 0;

	c->entries =
	    c->api->scratch(c->job, (size_t)n * sizeof(*c->entries) + 1);
	if (c->entries == NULL)
		return false;
	for (zip_uint64_t i = 0; i < (zip_uint64_t)n; i++) {
		if (zip_stat_index(c->zip, i, 0, &st) != 0)
			continue;
		if (st.name[0] != '\0' && st.name[strlen(st.name) - 1] == '/') {
			found(c, OCT_WARNING, "PKG-014", 0,
			    "the container has an entry for the folder \"%.80s\"",
			    st.name);
			continue;
		}
		check_name(c, st.name);
		check_method(c, &st);
		total += st.size;
		c->entries[c->n_entries++] =
		    (struct entry){ .name = keep(c, st.name, strlen(st.name)),
			    .index = i,
			    .size = (size_t)st.size };
	}
	qsort(c->entries, c->n_entries, sizeof(*c->entries), by_name);
	check_twins(c);
	if (total > TOTAL)
		found(c, OCT_ERROR, "OCT-SIZE", 0,
		    "the book would unpack to %llu bytes; it was not read on",
		    (unsigned long long)total);
	return total <= TOTAL && c->api->status(c->job) == OCT_OK;
}

bool
container_open(struct check *c)
{
	zip_error_t error;
	zip_source_t *source;

	zip_error_init(&error);
	source = zip_source_buffer_create(c->bytes, c->size, 0, &error);
	if (source != NULL)
		c->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (c->zip == NULL) {
		zip_source_free(source);
		found(c, OCT_ERROR, "PKG-008", 0,
		    "it can't be read as a zip: %s",
		    zip_error_strerror(&error));
	}
	zip_error_fini(&error);
	if (c->zip == NULL)
		return false;
	check_mimetype(c);
	return list_entries(c);
}

struct entry *
container_find(const struct check *c, const char *name, size_t n)
{
	size_t low = 0, high = c->n_entries;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(c->entries[middle].name, name, n);

		if (order == 0 && c->entries[middle].name[n] != '\0')
			order = 1;
		if (order == 0)
			return &c->entries[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool
container_load(struct check *c, struct entry *e)
{
	zip_file_t *file;
	uint8_t *data;
	bool whole;

	if (e->data != NULL)
		return true;
	if (e->size > BOOKCHECK_FILE) {
		found(c, OCT_ERROR, "OCT-SIZE", 0,
		    "\"%.80s\" has %zu bytes; it was not read", e->name,
		    e->size);
		return false;
	}
	if ((data = malloc(e->size + 1)) == NULL) {
		c->api->fail(c->job, OCT_ENOMEM, "bookcheck.memory",
		    "there was no memory to look at the book");
		return false;
	}
	file = zip_fopen_index(c->zip, e->index, 0);
	whole = file != NULL &&
	    zip_fread(file, data, e->size) == (zip_int64_t)e->size &&
	    zip_fread(file, data + e->size, 1) == 0; /* compares the CRC */
	if (file != NULL && zip_fclose(file) != 0)
		whole = false;
	if (!whole) {
		found(c, OCT_ERROR, "PKG-008", 0, "\"%.80s\" can't be unpacked",
		    e->name);
		free(data);
		return false;
	}
	e->data = data;
	return true;
}

void
container_drop(struct entry *e)
{
	free(e->data);
	e->data = NULL;
}

void
container_unlisted(struct check *c)
{
	for (size_t i = 0; i < c->n_entries; i++) {
		const struct entry *e = &c->entries[i];

		if (e->item == NULL && e != c->package &&
		    strcmp(e->name, "mimetype") != 0 &&
		    strncmp(e->name, "META-INF/", 9) != 0)
			found(c, OCT_WARNING, "OPF-003", 0,
			    "\"%.80s\" is in the container, but not in the "
			    "manifest",
			    e->name);
	}
}
