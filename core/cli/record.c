#include "record.h"

#include "beneath.h"
#include "message.h"
#include "record_key.h"
#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME ".octavo.sqlite"

enum { VERSION = 1 }; /* of the tables */

static const char tables[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA user_version = 1;"
    "CREATE TABLE IF NOT EXISTS article ("
    " id INTEGER PRIMARY KEY, input TEXT NOT NULL UNIQUE, key BLOB NOT NULL,"
    " status TEXT NOT NULL, reason TEXT, confidence REAL, seconds REAL);"
    "CREATE TABLE IF NOT EXISTS source ("
    " article INTEGER NOT NULL, purpose INTEGER NOT NULL,"
    " folder TEXT NOT NULL, path TEXT NOT NULL, nth INTEGER NOT NULL,"
    " sha256 BLOB, PRIMARY KEY (article, purpose, folder, path))"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS output ("
    " file TEXT PRIMARY KEY, article INTEGER NOT NULL, format TEXT NOT NULL,"
    " key BLOB NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,"
    " sha256 BLOB NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS output_article ON output (article);"
    "CREATE TABLE IF NOT EXISTS page ("
    " input TEXT PRIMARY KEY, key BLOB NOT NULL, sha256 BLOB NOT NULL,"
    " page BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS run ("
    " id INTEGER PRIMARY KEY, version TEXT NOT NULL, made INTEGER NOT NULL,"
    " unchanged INTEGER NOT NULL, failed INTEGER NOT NULL);";

enum statement {
	GET_ARTICLE,
	GET_SOURCES,
	GET_OUTPUT,
	GET_PAGE,
	GET_INPUTS,
	GET_OUTPUTS,
	GET_STALE,
	GET_RUN,
	PUT_ARTICLE,
	PUT_SOURCE,
	PUT_OUTPUT,
	PUT_PAGE,
	PUT_RUN,
	DROP_SOURCES,
	DROP_OUTPUT,
	DROP_ARTICLE,
	DROP_PAGE,
	STATEMENTS
};

static const char *const texts[STATEMENTS] = {
	[GET_ARTICLE] = "SELECT id, key, status, reason FROM article"
			" WHERE input = ?",
	[GET_SOURCES] = "SELECT purpose, folder, path, sha256 FROM source"
			" WHERE article = ? ORDER BY purpose, nth",
	[GET_OUTPUT] = "SELECT o.article, o.key, o.bytes, o.modified"
		       " FROM output o WHERE o.file = ? AND NOT EXISTS"
		       " (SELECT 1 FROM output n WHERE n.article = o.article"
		       " AND n.format = o.format AND n.run > o.run)",
	[GET_PAGE] = "SELECT key, sha256, page FROM page WHERE input = ?",
	[GET_INPUTS] = "SELECT id, input FROM article ORDER BY input",
	[GET_OUTPUTS] = "SELECT file, bytes, modified FROM output"
			" WHERE article = ? ORDER BY file",
	/* the article has one of that format by another name */
	[GET_STALE] = "SELECT o.file, o.bytes, o.modified FROM output o"
		      " WHERE EXISTS (SELECT 1 FROM output n WHERE"
		      " n.article = o.article AND n.format = o.format"
		      " AND n.run > o.run) ORDER BY o.file",
	[GET_RUN] = "SELECT coalesce(max(id), 0) + 1 FROM run",
	[PUT_ARTICLE] = "INSERT INTO article"
			" (input, key, status, reason, confidence, seconds)"
			" VALUES (?, ?, ?, ?, ?, ?)"
			" ON CONFLICT (input) DO UPDATE SET key = excluded.key,"
			" status = excluded.status, reason = excluded.reason,"
			" confidence = excluded.confidence,"
			" seconds = excluded.seconds RETURNING id",
	[PUT_SOURCE] = "INSERT OR REPLACE INTO source VALUES"
		       " (?, ?, ?, ?, ?, ?)",
	[PUT_OUTPUT] = "INSERT OR REPLACE INTO output VALUES"
		       " (?, ?, ?, ?, ?, ?, ?, ?)",
	[PUT_PAGE] = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)",
	[PUT_RUN] = "INSERT INTO run (version, made, unchanged, failed)"
		    " VALUES (?, ?, ?, ?)",
	[DROP_SOURCES] = "DELETE FROM source WHERE article = ?",
	[DROP_OUTPUT] = "DELETE FROM output WHERE file = ?",
	[DROP_ARTICLE] = "DELETE FROM article WHERE id = ?",
	[DROP_PAGE] = "DELETE FROM page WHERE input = ?",
};

/* A file that was opened for an article, or was looked for. */
struct source {
	struct source *next;
	uint32_t purpose;
	bool there;
	uint8_t digest[DIGEST];
	char *folder, *path; /* folder: "" for none */
};

/* An article that is being made, or is to be written. */
struct made {
	struct made *next;
	size_t item;
	struct source *sources, **last;
	bool keeps; /* the sources that are known stay */
	/* once it is made */
	oct_status status;
	char *why, *name;
	uint32_t outputs;
	struct wire_result result;
};

struct record {
	const struct args *args;
	const struct items *items;
	const struct sqlite *sql;
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
	struct record_keys keys;
	char *here; /* the working folder */
	int64_t run; /* number of this one */
	struct made *open, *done, **done_last;
	uint8_t (*digests)[DIGEST]; /* of inputs, by item */
	bool *hashed; /* is that of the item known? */
	bool writing; /* in a transaction */
	bool given_up;
};

/* --- SQLite --------------------------------------------------------------- */

static void
give_up(struct record *r)
{
	if (!r->given_up)
		message_say(OCT_WARNING, "record", "",
		    "%s/%s can't be used: %s; the run goes on without it",
		    r->args->output_dir, FILE_NAME, r->sql->errmsg(r->db));
	r->given_up = true;
}

/* The statement, ready for its values; NULL once the record is given up. */
static sqlite3_stmt *
start(struct record *r, enum statement which)
{
	sqlite3_stmt **s = &r->statements[which];

	if (r->given_up)
		return NULL;
	if (*s == NULL &&
	    r->sql->prepare_v2(r->db, texts[which], -1, s, NULL) != SQLITE_OK) {
		give_up(r);
		return NULL;
	}
	r->sql->reset(*s);
	return *s;
}

static void
bind_text(struct record *r, sqlite3_stmt *s, int at, const char *text)
{
	if (text != NULL)
		r->sql->bind_text(s, at, text, -1, SQLITE_TRANSIENT);
	else
		r->sql->bind_null(s, at);
}

static void
bind_digest(struct record *r, sqlite3_stmt *s, int at, const uint8_t *digest)
{
	r->sql->bind_blob(s, at, digest, DIGEST, SQLITE_TRANSIENT);
}

/* Is there a row? */
static bool
step(struct record *r, sqlite3_stmt *s)
{
	int code = r->sql->step(s);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		give_up(r);
	return code == SQLITE_ROW;
}

static bool
column_is(struct record *r, sqlite3_stmt *s, int at, const uint8_t *digest)
{
	return r->sql->column_bytes(s, at) == DIGEST &&
	    memcmp(r->sql->column_blob(s, at), digest, DIGEST) == 0;
}

static const char *
column_text(struct record *r, sqlite3_stmt *s, int at)
{
	return (const char *)r->sql->column_text(s, at);
}

static void
execute(struct record *r, const char *text)
{
	if (!r->given_up &&
	    r->sql->exec(r->db, text, NULL, NULL, NULL) != SQLITE_OK)
		give_up(r);
}

static void
begin_writing(struct record *r)
{
	if (!r->writing)
		execute(r, "BEGIN");
	r->writing = true;
}

static void
end_writing(struct record *r)
{
	if (r->writing)
		execute(r, "COMMIT");
	r->writing = false;
}

/* --- names ---------------------------------------------------------------- */

/* The same file from any working folder.  Allocated. */
static char *
absolute(const struct record *r, const char *path)
{
	char *whole;

	if (*path == '/' || *path == '\0')
		return xstrndup(path, strlen(path));
	if (asprintf(&whole, "%s/%s", r->here, path) < 0)
		die(EXIT_IO, "out of memory");
	return whole;
}

static const char *
input_of(const struct record *r, size_t item)
{
	return r->items->list[item].input;
}

/* --- opening -------------------------------------------------------------- */

static bool
is_usable(struct record *r)
{
	sqlite3_stmt *s = NULL;
	bool ok = r->sql->prepare_v2(
		      r->db, "PRAGMA user_version", -1, &s, NULL) == SQLITE_OK;

	if (ok && r->sql->step(s) == SQLITE_ROW) {
		int64_t version = r->sql->column_int64(s, 0);

		ok = version == 0 || version == VERSION;
	} else {
		ok = false;
	}
	r->sql->finalize(s);
	return ok && r->sql->exec(r->db, tables, NULL, NULL, NULL) == SQLITE_OK;
}

static void
number_run(struct record *r)
{
	sqlite3_stmt *s = start(r, GET_RUN);

	if (s != NULL && step(r, s))
		r->run = r->sql->column_int64(s, 0);
	if (s != NULL)
		r->sql->reset(s);
}

static bool
try_open(struct record *r, const char *file)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	if (r->args->dry_run && access(file, F_OK) != 0)
		file = ":memory:";
	if (r->sql->open_v2(file, &r->db, flags, NULL) == SQLITE_OK &&
	    is_usable(r))
		return true;
	r->sql->close(r->db);
	r->db = NULL;
	return false;
}

/* With what SQLite keeps beside it. */
static void
move_aside(const char *file)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	char *from, *to;

	for (size_t i = 0; i < 3; i++) {
		if (asprintf(&from, "%s%s", file, parts[i]) < 0 ||
		    asprintf(&to, "%s.damaged%s", file, parts[i]) < 0)
			die(EXIT_IO, "out of memory");
		rename(from, to);
		free(from);
		free(to);
	}
	message_say(OCT_WARNING, "record.damaged", "",
	    "%s is damaged or of another version; it is %s.damaged now, and "
	    "all inputs are converted anew",
	    file, file);
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
	r->digests = xcalloc(items->n + 1, sizeof(*r->digests));
	r->hashed = xcalloc(items->n + 1, sizeof(*r->hashed));
	if (r->here == NULL ||
	    asprintf(&file, "%s/%s", a->output_dir, FILE_NAME) < 0)
		die(EXIT_IO, "out of memory");
	if (!try_open(r, file)) {
		move_aside(file);
		if (!try_open(r, file))
			die(EXIT_IO, "%s can't be made: %s", file,
			    strerror(errno));
	}
	free(file);
	number_run(r);
	record_keys_make(&r->keys, a);
	return r;
}

/* --- has it changed? ------------------------------------------------------ */

/* The digest of an input, read once in a run; NULL: it can't be read. */
static const uint8_t *
digest_input(struct record *r, size_t item)
{
	int fd;

	if (!r->hashed[item]) {
		fd = open(input_of(r, item), O_RDONLY | O_CLOEXEC);
		r->hashed[item] =
		    fd >= 0 && record_digest(fd, r->digests[item]);
		if (fd >= 0)
			close(fd);
	}
	return r->hashed[item] ? r->digests[item] : NULL;
}

/* Is the row's file what it was: of those bytes, or not there? */
static bool
is_same_source(struct record *r, sqlite3_stmt *s)
{
	const char *folder = column_text(r, s, 1), *path = column_text(r, s, 2);
	uint8_t digest[DIGEST];
	bool was_there = r->sql->column_bytes(s, 3) == DIGEST, same;
	int fd;

	if (folder == NULL || path == NULL)
		return false;
	fd = *folder != '\0' ? beneath_open(folder, path)
			     : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return !was_there;
	same = was_there && record_digest(fd, digest) &&
	    column_is(r, s, 3, digest);
	close(fd);
	return same;
}

/* Is the row the page `item`, unchanged? */
static bool
is_same_page(struct record *r, sqlite3_stmt *s, size_t item)
{
	char *path = absolute(r, input_of(r, item));
	const char *was = column_text(r, s, 2);
	bool same = was != NULL && strcmp(path, was) == 0;
	const uint8_t *digest = same ? digest_input(r, item) : NULL;

	free(path);
	return digest != NULL && column_is(r, s, 3, digest);
}

/* Are all files that the article was made of what they were, its pages those
 * that it has now? */
static bool
are_sources_same(struct record *r, int64_t article, size_t item)
{
	sqlite3_stmt *s = start(r, GET_SOURCES);
	bool same = s != NULL;

	if (same)
		r->sql->bind_int64(s, 1, article);
	while (same && step(r, s)) {
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

/* Is the output there as it was made? */
static bool
is_output_same(struct record *r, int64_t article, size_t item, size_t format)
{
	char *name = item_output(
	    r->args, &r->items->list[item], item, r->args->formats[format]);
	char *file = absolute(r, name);
	sqlite3_stmt *s = start(r, GET_OUTPUT);
	struct stat st;
	bool same = false;

	if (s != NULL) {
		bind_text(r, s, 1, file);
		same = step(r, s) && r->sql->column_int64(s, 0) == article &&
		    column_is(r, s, 1, r->keys.formats[format]) &&
		    stat(file, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_size == r->sql->column_int64(s, 2) &&
		    (int64_t)st.st_mtim.tv_sec * 1000000000 +
			    st.st_mtim.tv_nsec ==
			r->sql->column_int64(s, 3);
	}
	free(name);
	free(file);
	return same;
}

static enum known
look(struct record *r, size_t item, int64_t *article, char **reason)
{
	char *input = absolute(r, input_of(r, item));
	sqlite3_stmt *s = start(r, GET_ARTICLE);
	enum known known = KNOWN_NOT;
	const char *why;

	if (s != NULL) {
		bind_text(r, s, 1, input);
		if (step(r, s) && column_is(r, s, 1, r->keys.all)) {
			*article = r->sql->column_int64(s, 0);
			why = column_text(r, s, 3);
			known = strcmp(column_text(r, s, 2), "made") == 0
			    ? KNOWN_MADE
			    : KNOWN_FAILED;
			if (known == KNOWN_FAILED)
				*reason = xstrndup(why != NULL ? why : "",
				    why != NULL ? strlen(why) : 0);
		}
	}
	free(input);
	return known;
}

enum known
record_look(struct record *r, size_t item, uint32_t *outputs, char **reason)
{
	int64_t article = 0;
	enum known known;

	*reason = NULL;
	if (r == NULL || strcmp(input_of(r, item), "-") == 0)
		return KNOWN_NOT;
	known = look(r, item, &article, reason);
	if (known != KNOWN_NOT && !are_sources_same(r, article, item)) {
		free(*reason);
		*reason = NULL;
		return KNOWN_NOT;
	}
	for (size_t i = 0; known == KNOWN_MADE && i < r->args->nformats; i++)
		if (*outputs & 1u << i && is_output_same(r, article, item, i))
			*outputs &= ~(1u << i);
	return known;
}

/* --- pages ---------------------------------------------------------------- */

bool
record_page(struct record *r, size_t item, oct_page *page)
{
	const uint8_t *digest = r != NULL ? digest_input(r, item) : NULL;
	sqlite3_stmt *s = digest != NULL ? start(r, GET_PAGE) : NULL;
	char *input;
	bool known;

	if (s == NULL)
		return false;
	input = absolute(r, input_of(r, item));
	bind_text(r, s, 1, input);
	known = step(r, s) && column_is(r, s, 0, r->keys.all) &&
	    column_is(r, s, 1, digest) &&
	    r->sql->column_bytes(s, 2) == (int)sizeof(*page);
	if (known)
		memcpy(page, r->sql->column_blob(s, 2), sizeof(*page));
	free(input);
	return known;
}

void
record_keep_page(struct record *r, size_t item, const oct_page *page)
{
	const uint8_t *digest =
	    r != NULL && !r->args->dry_run ? digest_input(r, item) : NULL;
	sqlite3_stmt *s = digest != NULL ? start(r, PUT_PAGE) : NULL;
	char *input;

	if (s == NULL)
		return;
	begin_writing(r);
	input = absolute(r, input_of(r, item));
	bind_text(r, s, 1, input);
	bind_digest(r, s, 2, r->keys.all);
	bind_digest(r, s, 3, digest);
	r->sql->bind_blob(s, 4, page, (int)sizeof(*page), SQLITE_TRANSIENT);
	step(r, s);
	free(input);
}

/* --- what is made --------------------------------------------------------- */

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
	where = absolute(r, folder != NULL ? folder : "");
	what =
	    folder != NULL ? xstrndup(path, strlen(path)) : absolute(r, path);
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
	s->there = fd >= 0 && record_digest(fd, s->digest);
}

void
record_result(struct record *r, const struct task *t, oct_status status,
    const struct wire_result *result, const char *why)
{
	struct made **at = r != NULL ? find_open(r, t->item) : NULL, *m;

	if (at == NULL || (m = *at) == NULL)
		return;
	*at = m->next;
	m->next = NULL;
	m->status = status;
	m->outputs = t->outputs;
	m->name = xstrndup(t->name, strlen(t->name));
	m->result.confidence = -1;
	if (result != NULL)
		m->result = *result;
	if (why == NULL)
		why = m->result.error;
	m->why = xstrndup(why, strlen(why));
	*r->done_last = m;
	r->done_last = &m->next;
}

static int64_t
put_article(struct record *r, const struct made *m)
{
	char *input = absolute(r, input_of(r, m->item));
	sqlite3_stmt *s = start(r, PUT_ARTICLE);
	int64_t id = -1;

	if (s != NULL) {
		bind_text(r, s, 1, input);
		bind_digest(r, s, 2, r->keys.all);
		bind_text(r, s, 3, m->status == OCT_OK ? "made" : "failed");
		bind_text(r, s, 4, m->status == OCT_OK ? NULL : m->why);
		if (m->result.confidence >= 0)
			r->sql->bind_double(
			    s, 5, m->result.confidence / 1000.0);
		else
			r->sql->bind_null(s, 5);
		r->sql->bind_double(s, 6, (double)m->result.time / 1e9);
		if (step(r, s))
			id = r->sql->column_int64(s, 0);
		r->sql->reset(s);
	}
	free(input);
	return id;
}

static void
drop(struct record *r, enum statement which, int64_t id)
{
	sqlite3_stmt *s = start(r, which);

	if (s == NULL)
		return;
	r->sql->bind_int64(s, 1, id);
	step(r, s);
}

static void
drop_named(struct record *r, enum statement which, const char *name)
{
	sqlite3_stmt *s = start(r, which);

	if (s == NULL)
		return;
	bind_text(r, s, 1, name);
	step(r, s);
}

static void
put_sources(struct record *r, const struct made *m, int64_t article)
{
	int64_t nth = 0;

	if (!m->keeps)
		drop(r, DROP_SOURCES, article);
	for (const struct source *one = m->sources; one != NULL;
	     one = one->next) {
		sqlite3_stmt *s = start(r, PUT_SOURCE);

		if (s == NULL)
			return;
		r->sql->bind_int64(s, 1, article);
		r->sql->bind_int64(s, 2, one->purpose);
		bind_text(r, s, 3, one->folder);
		bind_text(r, s, 4, one->path);
		r->sql->bind_int64(s, 5, nth++);
		if (one->there)
			bind_digest(r, s, 6, one->digest);
		else
			r->sql->bind_null(s, 6);
		step(r, s);
	}
}

static void
put_output(
    struct record *r, const struct made *m, int64_t article, size_t format)
{
	char *name = item_file(r->args, m->name, r->args->formats[format]);
	char *file = absolute(r, name);
	sqlite3_stmt *s = start(r, PUT_OUTPUT);
	struct stat st;

	if (s != NULL && stat(file, &st) == 0) {
		bind_text(r, s, 1, file);
		r->sql->bind_int64(s, 2, article);
		bind_text(r, s, 3, r->args->formats[format]);
		bind_digest(r, s, 4, r->keys.formats[format]);
		r->sql->bind_int64(s, 5, st.st_size);
		r->sql->bind_int64(s, 6,
		    (int64_t)st.st_mtim.tv_sec * 1000000000 +
			st.st_mtim.tv_nsec);
		bind_digest(r, s, 7, m->result.digests[format]);
		r->sql->bind_int64(s, 8, r->run);
		step(r, s);
	}
	free(name);
	free(file);
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
			begin_writing(r);
			article = put_article(r, m);
			put_sources(r, m, article);
			for (size_t i = 0;
			     m->status == OCT_OK && i < r->args->nformats; i++)
				if (m->outputs & 1u << i)
					put_output(r, m, article, i);
		}
		free_made(m);
	}
	r->done_last = &r->done;
	end_writing(r);
}

/* --- what is left over ---------------------------------------------------- */

struct left {
	struct left *next;
	int64_t bytes, modified;
	char *file, *input; /* input NULL: the output has another name now */
	int64_t article;
};

static void
add_left(struct record *r, sqlite3_stmt *s, struct left **list,
    const char *input, int64_t article)
{
	struct left *l = xcalloc(1, sizeof(*l));
	const char *file = column_text(r, s, 0);

	l->file = xstrndup(file, strlen(file));
	l->input = input != NULL ? xstrndup(input, strlen(input)) : NULL;
	l->bytes = r->sql->column_int64(s, 1);
	l->modified = r->sql->column_int64(s, 2);
	l->article = article;
	l->next = *list;
	*list = l;
}

static void
find_left(struct record *r, struct left **list)
{
	sqlite3_stmt *s = start(r, GET_STALE), *o;

	while (s != NULL && step(r, s))
		add_left(r, s, list, NULL, 0);
	s = start(r, GET_INPUTS);
	while (s != NULL && step(r, s)) {
		const char *input = column_text(r, s, 1);
		int64_t article = r->sql->column_int64(s, 0);

		if (access(input, F_OK) == 0 || errno != ENOENT)
			continue;
		o = start(r, GET_OUTPUTS);
		if (o == NULL)
			return;
		r->sql->bind_int64(o, 1, article);
		while (step(r, o))
			add_left(r, o, list, input, article);
	}
}

/* One that was changed since is somebody's work. */
static void
prune(struct record *r, const struct left *l)
{
	struct stat st;
	bool there = stat(l->file, &st) == 0;

	if (there &&
	    (st.st_size != l->bytes ||
		(int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec !=
		    l->modified)) {
		message_say(OCT_WARNING, "record.changed", "",
		    "\"%s\" has no input any more, but was changed since it was "
		    "made; it was left",
		    l->file);
		return;
	}
	if (there && unlink(l->file) != 0) {
		message_say(OCT_ERROR, "record.prune", "",
		    "\"%s\" can't be removed: %s", l->file, strerror(errno));
		return;
	}
	message_say(
	    OCT_INFO, "record.pruned", "", "\"%s\" was removed", l->file);
	begin_writing(r);
	drop_named(r, DROP_OUTPUT, l->file);
	if (l->input == NULL)
		return;
	drop_named(r, DROP_PAGE, l->input);
	drop(r, DROP_SOURCES, l->article);
	drop(r, DROP_ARTICLE, l->article);
}

size_t
record_gone(struct record *r, void (*call)(const char *file))
{
	struct left *list = NULL, *l;
	size_t n = 0;

	if (r == NULL)
		return 0;
	find_left(r, &list);
	while ((l = list) != NULL) {
		list = l->next;
		n++;
		if (call != NULL)
			call(l->file);
		else if (r->args->prune)
			prune(r, l);
		else
			message_say(OCT_INFO, "record.gone", "",
			    "\"%s\" has no input any more; --prune removes it",
			    l->file);
		free(l->file);
		free(l->input);
		free(l);
	}
	end_writing(r);
	return n;
}

static void
put_run(struct record *r, size_t made, size_t unchanged, size_t failed)
{
	sqlite3_stmt *s = start(r, PUT_RUN);

	if (s == NULL)
		return;
	begin_writing(r);
	bind_text(r, s, 1, oct_version());
	r->sql->bind_int64(s, 2, (int64_t)made);
	r->sql->bind_int64(s, 3, (int64_t)unchanged);
	r->sql->bind_int64(s, 4, (int64_t)failed);
	step(r, s);
	end_writing(r);
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
	for (int i = 0; i < STATEMENTS; i++)
		r->sql->finalize(r->statements[i]);
	r->sql->close(r->db);
	free(r->keys.formats);
	free(r->digests);
	free(r->hashed);
	free(r->here);
	free(r);
}
