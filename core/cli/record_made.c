#include "record_private.h"

#include "facts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { GROUP = 64 };

static struct made **
find_open(struct record *r, size_t item)
{
	struct made **m = &r->open;

	while (*m != NULL && (*m)->item != item)
		m = &(*m)->next;
	return m;
}

static void
free_made(struct made *m)
{
	struct source *s;

	while ((s = m->sources) != NULL) {
		m->sources = s->next;
		free(s->folder);
		free(s->path);
		free(s);
	}
	free(m->why);
	free(m->said);
	free(m->name);
	free(m);
}

void
record_begin(struct record *r, size_t item, bool keep)
{
	struct made *m;

	if (r == NULL || r->given_up)
		return;
	m = xcalloc(1, sizeof(*m));
	m->item = item;
	m->keeps = keep;
	m->last = &m->sources;
	m->next = r->open;
	r->open = m;
}

void
record_drop(struct record *r, size_t item)
{
	struct made **at = r != NULL ? find_open(r, item) : NULL, *m;

	if (at == NULL || (m = *at) == NULL)
		return;
	*at = m->next;
	free_made(m);
}

/* The one that was opened before, when the conversion is tried again. */
static struct source *
find_source(const struct made *m, uint32_t purpose, const char *folder,
    const char *path)
{
	struct source *s = m->sources;

	while (s != NULL &&
	    (s->purpose != purpose || strcmp(s->path, path) != 0 ||
		strcmp(s->folder, folder) != 0))
		s = s->next;
	return s;
}

void
record_opened(struct record *r, size_t item, uint32_t purpose,
    const char *folder, const char *path, int fd)
{
	struct made *m = r != NULL ? *find_open(r, item) : NULL;
	char *where, *what;
	struct source *s;

	if (m == NULL || fd == -EACCES)
		return;
	where = record_absolute(r, folder != NULL ? folder : "");
	what = folder != NULL ? xstrndup(path, strlen(path))
			      : record_absolute(r, path);
	s = find_source(m, purpose, where, what);
	if (s == NULL) {
		s = xcalloc(1, sizeof(*s));
		s->purpose = purpose;
		s->folder = where;
		s->path = what;
		*m->last = s;
		m->last = &s->next;
	} else {
		free(where);
		free(what);
	}
	s->there = fd >= 0 && record_mark(&r->keyed, fd, s->mark);
}

/* From those that are open to those that are to be written. */
static struct made *
close_made(struct record *r, const struct task *t)
{
	struct made **at = r != NULL ? find_open(r, t->item) : NULL, *m;

	if (at == NULL || (m = *at) == NULL)
		return NULL;
	*at = m->next;
	m->next = NULL;
	m->result.confidence = -1;
	*r->done_last = m;
	r->done_last = &m->next;
	r->ndone++;
	return m;
}

void
record_result(struct record *r, const struct task *t, oct_status status,
    const struct wire_result *result, const char *why, char *said)
{
	struct made *m = close_made(r, t);

	if (m == NULL) {
		free(said);
		return;
	}
	m->said = said;
	m->status = status;
	m->outputs = t->outputs;
	m->name = xstrndup(t->name, strlen(t->name));
	if (result != NULL)
		m->result = *result;
	if (why == NULL)
		why = m->result.error;
	m->why = xstrndup(why, strlen(why));
}

void
record_read(
    struct record *r, const struct task *t, const struct wire_result *result)
{
	struct made *m = close_made(r, t);

	if (m == NULL)
		return;
	m->only_read = true;
	m->status = OCT_OK;
	m->result = *result;
	/* no output waits for it */
	if (r->ndone >= GROUP)
		record_flush(r);
}

/* An address or bits of a text: 0 is none. */
static void
bind_bits(struct record *r, sqlite3_stmt *s, int at, uint64_t bits)
{
	if (bits != 0)
		r->sql->bind_int64(s, at, (int64_t)bits);
	else
		r->sql->bind_null(s, at);
}

static void
bind_facts(struct record *r, sqlite3_stmt *s, const struct wire_facts *f)
{
	record_bind_text(r, s, 7, f->host);
	record_bind_text(r, s, 8, f->date);
	record_bind_text(r, s, 9, f->title);
	bind_bits(r, s, 10, f->url);
	bind_bits(r, s, 11, f->text);
}

static int64_t
put_article(struct record *r, const struct made *m)
{
	char *input = record_absolute(r, record_input(r, m->item));
	sqlite3_stmt *s = record_start(r, PUT_ARTICLE);
	int64_t id = -1;

	if (s != NULL) {
		record_bind_text(r, s, 1, input);
		record_bind_bytes(r, s, 2, r->keys.all, DIGEST);
		record_bind_text(r, s, 3,
		    m->status != OCT_OK ? "failed"
			: m->only_read  ? "read"
					: "made");
		record_bind_text(r, s, 4, m->status == OCT_OK ? NULL : m->why);
		if (m->result.confidence >= 0)
			r->sql->bind_double(
			    s, 5, m->result.confidence / 1000.0);
		else
			r->sql->bind_null(s, 5);
		r->sql->bind_double(s, 6, (double)m->result.time / 1e9);
		bind_facts(r, s, &m->result.facts);
		record_bind_text(r, s, 12, m->result.digest);
		if (record_step(r, s))
			id = r->sql->column_int64(s, 0);
		r->sql->reset(s);
	}
	free(input);
	return id;
}

static void
put_sources(struct record *r, const struct made *m, int64_t article)
{
	int64_t nth = 0;

	if (!m->keeps)
		record_delete(r, DROP_SOURCES, article);
	for (const struct source *one = m->sources; one != NULL;
	     one = one->next) {
		sqlite3_stmt *s = record_start(r, PUT_SOURCE);

		if (s == NULL)
			return;
		r->sql->bind_int64(s, 1, article);
		r->sql->bind_int64(s, 2, one->purpose);
		record_bind_text(r, s, 3, one->folder);
		record_bind_text(r, s, 4, one->path);
		r->sql->bind_int64(s, 5, nth++);
		if (one->there)
			record_bind_bytes(r, s, 6, one->mark, MARK);
		else
			r->sql->bind_null(s, 6);
		record_step(r, s);
	}
}

static void
put_output(
    struct record *r, const struct made *m, int64_t article, size_t format)
{
	char *name = item_file(r->args, m->name, r->args->formats[format]);
	char *file = record_absolute(r, name);
	sqlite3_stmt *s = record_start(r, PUT_OUTPUT);
	struct stat st;

	if (s != NULL && stat(file, &st) == 0) {
		record_bind_text(r, s, 1, file);
		r->sql->bind_int64(s, 2, article);
		record_bind_text(r, s, 3, r->args->formats[format]);
		record_bind_bytes(r, s, 4, r->keys.formats[format], DIGEST);
		r->sql->bind_int64(s, 5, st.st_size);
		r->sql->bind_int64(s, 6, record_time(&st));
		record_bind_bytes(r, s, 7, m->result.digests[format], DIGEST);
		r->sql->bind_int64(s, 8, r->run);
		record_step(r, s);
	}
	free(name);
	free(file);
}

/* The worker's fields; those that it left out are empty. */
static void
split_fields(const struct made *m, const char *fields[CATALOGUE_FIELDS])
{
	const char *p = m->said, *end = p + m->result.catalogue;

	for (int i = 0; i < CATALOGUE_FIELDS; i++) {
		fields[i] = p < end ? p : "";
		p += p < end ? strlen(p) + 1 : 0;
	}
}

static void
put_catalogue(struct record *r, const struct made *m, int64_t article)
{
	const char *fields[CATALOGUE_FIELDS];
	sqlite3_stmt *s;

	split_fields(m, fields);
	record_delete(r, DROP_TEXT, article);
	s = record_start(r, PUT_CATALOGUE);
	if (s == NULL)
		return;
	r->sql->bind_int64(s, 1, article);
	for (int i = 0; i < CATALOGUE_FIELDS - 1; i++)
		record_bind_text(r, s, i + 2, fields[i]);
	record_step(r, s);
	s = record_start(r, PUT_TEXT);
	if (s == NULL)
		return;
	r->sql->bind_int64(s, 1, article);
	record_bind_text(r, s, 2, m->result.facts.title);
	record_bind_text(r, s, 3, fields[0]);
	record_bind_text(r, s, 4, fields[CATALOGUE_FIELDS - 1]);
	record_step(r, s);
}

void
record_flush(struct record *r)
{
	struct made *m;
	int64_t article;

	if (r == NULL)
		return;
	while ((m = r->done) != NULL) {
		r->done = m->next;
		/* one that could not be written is made again */
		if (m->status != OCT_OK || !r->items->list[m->item].failed) {
			article = put_article(r, m);
			put_sources(r, m, article);
			if (m->said != NULL)
				put_catalogue(r, m, article);
			for (size_t i = 0;
			     m->status == OCT_OK && i < r->args->nformats; i++)
				if (m->outputs & 1u << i)
					put_output(r, m, article, i);
		}
		free_made(m);
	}
	r->done_last = &r->done;
	r->ndone = 0;
	record_commit(r);
}
