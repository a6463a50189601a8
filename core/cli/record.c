#include "record_private.h"

#include "beneath.h"
#include "facts.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_MET = 1 << 24 }; /* bytes, against a damaged record */

/* --- names ---------------------------------------------------------------- */

char *
record_absolute(const struct record *r, const char *path)
{
	char *whole;

	if (*path == '/' || *path == '\0')
		return xstrndup(path, strlen(path));
	if (asprintf(&whole, "%s/%s", r->here, path) < 0)
		die(EXIT_IO, "out of memory");
	return whole;
}

const char *
record_input(const struct record *r, size_t item)
{
	return r->items->list[item].input;
}

/* --- opening -------------------------------------------------------------- */

static void
number_run(struct record *r)
{
	sqlite3_stmt *s = record_start(r, GET_RUN);

	if (s != NULL && record_step(r, s))
		r->run = r->sql->column_int64(s, 0);
	if (s != NULL)
		r->sql->reset(s);
}

struct record *
record_open(const struct args *a, const struct items *items)
{
	struct record *r;
	char *file;

	if (!a->resume)
		return NULL;
	r = xcalloc(1, sizeof(*r));
	r->args = a;
	r->items = items;
	r->sql = sqlite_load();
	if (r->sql == NULL)
		die(EXIT_IO,
		    "--resume needs SQLite (libsqlite3.so.0), which is not "
		    "installed");
	r->here = getcwd(NULL, 0);
	r->done_last = &r->done;
	r->root = -1;
	if (r->here == NULL ||
	    asprintf(&file, "%s/%s", a->output_dir, RECORD_FILE) < 0)
		die(EXIT_IO, "out of memory");
	if (!record_try_open(r, file)) {
		if (a->dry_run)
			message_say(OCT_WARNING, "record.damaged", "",
			    "%s is damaged or of another version; all inputs "
			    "would be converted anew",
			    file);
		else
			record_move_aside(file);
		if (!record_try_open(r, a->dry_run ? ":memory:" : file))
			die(EXIT_IO, "%s can't be made: %s", file,
			    strerror(errno));
	}
	free(file);
	r->marks = marks_new(a, items, &r->keyed);
	r->same = scratch_take(items->scratch, items->n, 1);
	number_run(r);
	record_keys_make(&r->keys, a);
	return r;
}

/* --- has it changed? ------------------------------------------------------ */

static void
close_folder(struct record *r)
{
	free(r->folder);
	r->folder = NULL;
	if (r->root >= 0)
		close(r->root);
	r->root = -1;
}

/* Does the path name a folder ("saved/."), which is there? */
static bool
is_folder_there(const char *path, int error)
{
	size_t n = strlen(path);

	return n > 2 && strcmp(path + n - 2, "/.") == 0 && error != ENOENT;
}

/* Files beside a page are mostly in the folder of the page before. */
static int
open_source(struct record *r, const char *folder, const char *path)
{
	if (*folder == '\0')
		return open(path, O_RDONLY | O_CLOEXEC);
	if (r->folder == NULL || strcmp(r->folder, folder) != 0) {
		close_folder(r);
		r->folder = xstrndup(folder, strlen(folder));
		r->root = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (r->root < 0)
			r->root = -errno;
	}
	if (r->root < 0) {
		errno = -r->root;
		return -1;
	}
	return beneath_open_at(r->root, path);
}

/* Is the row's file what it was: of those bytes, or not there? */
static bool
is_same_source(struct record *r, sqlite3_stmt *s)
{
	const char *folder = record_column_text(r, s, 1),
		   *path = record_column_text(r, s, 2);
	uint8_t mark[MARK];
	bool was_there = r->sql->column_bytes(s, 3) == MARK, same;
	int fd;

	if (folder == NULL || path == NULL)
		return false;
	fd = open_source(r, folder, path);
	if (fd < 0)
		return !was_there && !is_folder_there(path, errno);
	same = was_there && record_mark(&r->keyed, fd, mark) &&
	    record_column_is(r, s, 3, mark, MARK);
	close(fd);
	return same;
}

/* Is the row the page `item`, unchanged? */
static bool
is_same_page(struct record *r, sqlite3_stmt *s, size_t item)
{
	char *path = record_absolute(r, record_input(r, item));
	const char *was = record_column_text(r, s, 2);
	bool same = was != NULL && strcmp(path, was) == 0;
	const uint8_t *mark = same ? marks_of(r->marks, item) : NULL;

	free(path);
	return mark != NULL && record_column_is(r, s, 3, mark, MARK);
}

/* Are all files that the article was made of what they were, its pages those
 * that it has now? */
static bool
are_sources_same(struct record *r, int64_t article, size_t item)
{
	sqlite3_stmt *s = record_start(r, GET_SOURCES);
	bool same = s != NULL;

	if (same)
		r->sql->bind_int64(s, 1, article);
	while (same && record_step(r, s)) {
		if (r->sql->column_int64(s, 0) != OCT_FILE_INPUT) {
			same = is_same_source(r, s);
			continue;
		}
		same = item != NO_ITEM && is_same_page(r, s, item);
		if (same)
			item = r->items->list[item].next;
	}
	return same && item == NO_ITEM && !r->given_up;
}

/* Nanoseconds since 1970. */
int64_t
record_time(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* Is the output there as it was made? */
static bool
is_output_same(struct record *r, int64_t article, size_t item, size_t format)
{
	char *name =
	    item_output(r->args, r->items, item, r->args->formats[format]);
	char *file = record_absolute(r, name);
	sqlite3_stmt *s = record_start(r, GET_OUTPUT);
	struct stat st;
	bool same = false;

	if (s != NULL) {
		record_bind_text(r, s, 1, file);
		same = record_step(r, s) &&
		    r->sql->column_int64(s, 0) == article &&
		    record_column_is(
			r, s, 1, r->keys.formats[format], DIGEST) &&
		    stat(file, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_size == r->sql->column_int64(s, 2) &&
		    record_time(&st) == r->sql->column_int64(s, 3);
	}
	free(name);
	free(file);
	return same;
}

static enum known
look(struct record *r, size_t item, int64_t *article, char **reason)
{
	char *input = record_absolute(r, record_input(r, item));
	sqlite3_stmt *s = record_start(r, GET_ARTICLE);
	enum known known = KNOWN_NOT;
	const char *why, *status;

	if (s != NULL) {
		record_bind_text(r, s, 1, input);
		if (record_step(r, s) &&
		    record_column_is(r, s, 1, r->keys.all, DIGEST)) {
			*article = r->sql->column_int64(s, 0);
			why = record_column_text(r, s, 3);
			status = record_column_text(r, s, 2);
			known = strcmp(status, "made") == 0 ? KNOWN_MADE
			    : strcmp(status, "read") == 0   ? KNOWN_READ
							    : KNOWN_FAILED;
			if (known == KNOWN_FAILED)
				*reason = xstrndup(why != NULL ? why : "",
				    why != NULL ? strlen(why) : 0);
		}
	}
	free(input);
	return known;
}

/* Is it in the catalogue, if one is wanted? */
static bool
is_catalogued(struct record *r, enum known known, int64_t article)
{
	sqlite3_stmt *s;

	if (!r->args->catalogue || known != KNOWN_MADE)
		return true;
	s = record_start(r, GET_CATALOGUE);
	if (s == NULL)
		return false;
	r->sql->bind_int64(s, 1, article);
	return record_step(r, s);
}

static void
meet(struct record *r, int64_t article)
{
	size_t byte = (size_t)article / 8, n = 2 * byte + 64;

	if (article < 0 || byte >= MOST_MET)
		return;
	if (byte >= r->nmet) {
		r->met = xrealloc(r->met, n);
		memset(r->met + r->nmet, 0, n - r->nmet);
		r->nmet = n;
	}
	r->met[byte] |= (uint8_t)(1u << article % 8);
}

bool
record_has_met(const struct record *r, int64_t article)
{
	size_t byte = (size_t)article / 8;

	return article >= 0 && byte < r->nmet &&
	    (r->met[byte] & 1u << article % 8) != 0;
}

/* The same, if what it was made of is the same. */
static enum known
look_well(struct record *r, size_t item, int64_t *article, char **reason)
{
	enum known known = KNOWN_NOT;

	*reason = NULL;
	if (r != NULL && strcmp(record_input(r, item), "-") != 0)
		known = look(r, item, article, reason);
	if (known == KNOWN_NOT)
		return known;
	if (is_catalogued(r, known, *article) &&
	    are_sources_same(r, *article, item)) {
		meet(r, *article);
		return known;
	}
	free(*reason);
	*reason = NULL;
	return KNOWN_NOT;
}

static enum known
look_now(struct record *r, size_t item, uint32_t *outputs, char **reason)
{
	int64_t article = 0;
	enum known known = look_well(r, item, &article, reason);

	for (size_t i = 0; known == KNOWN_MADE && i < r->args->nformats; i++)
		if (*outputs & 1u << i && is_output_same(r, article, item, i))
			*outputs &= ~(1u << i);
	return known;
}

/* An input whose page is known is mostly unchanged with all its outputs, which
 * can be seen while the other threads read the next ones; not where facts that
 * are yet to be found name the outputs. */
static void
look_early(struct record *r, size_t item)
{
	uint32_t outputs = (uint32_t)((UINT64_C(1) << r->args->nformats) - 1);
	char *reason;

	if (facts_wanted(r->args))
		return;
	r->same[item] =
	    look_now(r, item, &outputs, &reason) == KNOWN_MADE && outputs == 0;
	free(reason);
}

enum known
record_look(struct record *r, size_t item, uint32_t *outputs, char **reason)
{
	if (r == NULL || !r->same[item] || r->items->list[item].next != NO_ITEM)
		return look_now(r, item, outputs, reason);
	*outputs = 0;
	*reason = NULL;
	return KNOWN_MADE;
}

/* --- facts ---------------------------------------------------------------- */

static void
copy_text(struct record *r, sqlite3_stmt *s, int at, char *to, size_t room)
{
	const char *text = record_column_text(r, s, at);

	snprintf(to, room, "%s", text != NULL ? text : "");
}

bool
record_facts(struct record *r, size_t item, struct wire_facts *f)
{
	int64_t article = 0;
	char *reason;
	enum known known = look_well(r, item, &article, &reason);
	sqlite3_stmt *s = known == KNOWN_MADE || known == KNOWN_READ
	    ? record_start(r, GET_FACTS)
	    : NULL;
	bool found;

	free(reason);
	if (s == NULL)
		return false;
	r->sql->bind_int64(s, 1, article);
	found = record_step(r, s);
	if (found) {
		copy_text(r, s, 0, f->host, sizeof(f->host));
		copy_text(r, s, 1, f->date, sizeof(f->date));
		copy_text(r, s, 2, f->title, sizeof(f->title));
		f->url = (uint64_t)r->sql->column_int64(s, 3);
		f->text = (uint64_t)r->sql->column_int64(s, 4);
	}
	return found;
}

size_t
record_count(struct record *r)
{
	sqlite3_stmt *s = r != NULL ? record_start(r, GET_COUNT) : NULL;

	return s != NULL && record_step(r, s)
	    ? (size_t)r->sql->column_int64(s, 0)
	    : 0;
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Digests of the names of this run's inputs, in order.  Scratch. */
static uint64_t *
list_inputs(const struct record *r)
{
	uint64_t *list =
	    scratch_take(r->items->scratch, r->items->n, sizeof(*list));

	for (size_t i = 0; i < r->items->n; i++) {
		char *input = record_absolute(r, record_input(r, i));

		scratch_rest(r->items->scratch, i);
		list[i] = name_hash(input);
		free(input);
	}
	qsort(list, r->items->n, sizeof(*list), by_value);
	return list;
}

void
record_earlier(struct record *r,
    void (*call)(void *, const char *input, uint64_t url, uint64_t text),
    void *data)
{
	sqlite3_stmt *s = r != NULL ? record_start(r, GET_MADE) : NULL;
	uint64_t *own, hash;

	if (s == NULL)
		return;
	own = list_inputs(r);
	while (record_step(r, s)) {
		const char *input = record_column_text(r, s, 0);

		hash = name_hash(input);
		if (bsearch(&hash, own, r->items->n, sizeof(*own), by_value) ==
		    NULL)
			call(data, input, (uint64_t)r->sql->column_int64(s, 1),
			    (uint64_t)r->sql->column_int64(s, 2));
	}
	scratch_drop(r->items->scratch, own);
}

/* --- pages ---------------------------------------------------------------- */

bool
record_page(struct record *r, size_t item, oct_page *page)
{
	const uint8_t *mark = r != NULL ? marks_of(r->marks, item) : NULL;
	sqlite3_stmt *s = mark != NULL ? record_start(r, GET_PAGE) : NULL;
	char *input;
	bool known;

	if (s == NULL)
		return false;
	input = record_absolute(r, record_input(r, item));
	record_bind_text(r, s, 1, input);
	known = record_step(r, s) &&
	    record_column_is(r, s, 0, r->keys.all, DIGEST) &&
	    record_column_is(r, s, 1, mark, MARK) &&
	    r->sql->column_bytes(s, 2) == (int)sizeof(*page);
	if (known)
		memcpy(page, r->sql->column_blob(s, 2), sizeof(*page));
	free(input);
	if (known)
		look_early(r, item);
	return known;
}

void
record_keep_page(struct record *r, size_t item, const oct_page *page)
{
	const uint8_t *mark =
	    r != NULL && !r->args->dry_run ? marks_of(r->marks, item) : NULL;
	sqlite3_stmt *s = mark != NULL ? record_start(r, PUT_PAGE) : NULL;
	char *input;

	if (s == NULL)
		return;
	input = record_absolute(r, record_input(r, item));
	record_bind_text(r, s, 1, input);
	record_bind_bytes(r, s, 2, r->keys.all, DIGEST);
	record_bind_bytes(r, s, 3, mark, MARK);
	r->sql->bind_blob(s, 4, page, (int)sizeof(*page), SQLITE_TRANSIENT);
	record_step(r, s);
	free(input);
}

/* --- the end -------------------------------------------------------------- */

static void
put_run(struct record *r, size_t made, size_t unchanged, size_t failed)
{
	sqlite3_stmt *s = record_start(r, PUT_RUN);

	if (s == NULL)
		return;
	record_bind_text(r, s, 1, oct_version());
	r->sql->bind_int64(s, 2, (int64_t)made);
	r->sql->bind_int64(s, 3, (int64_t)unchanged);
	r->sql->bind_int64(s, 4, (int64_t)failed);
	record_step(r, s);
	record_commit(r);
}

void
record_close(struct record *r, size_t made, size_t unchanged, size_t failed)
{
	if (r == NULL)
		return;
	record_flush(r);
	if (!r->args->dry_run)
		put_run(r, made, unchanged, failed);
	while (r->open != NULL)
		record_drop(r, r->open->item);
	record_close_db(r);
	close_folder(r);
	scratch_drop(r->items->scratch, r->same);
	free(r->met);
	free(r->keys.formats);
	marks_free(r->marks);
	free(r->here);
	free(r);
}
