#include "record_private.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VERSION = 3 }; /* of the tables */

static const char tables[] =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA user_version = 3;"
    "CREATE TABLE IF NOT EXISTS article ("
    " id INTEGER PRIMARY KEY, input TEXT NOT NULL UNIQUE, key BLOB NOT NULL,"
    " status TEXT NOT NULL, reason TEXT, confidence REAL, seconds REAL,"
    " host TEXT, published TEXT, title TEXT, url INTEGER, simhash INTEGER,"
    " digest TEXT);"
    "CREATE TABLE IF NOT EXISTS source ("
    " article INTEGER NOT NULL, purpose INTEGER NOT NULL,"
    " folder TEXT NOT NULL, path TEXT NOT NULL, nth INTEGER NOT NULL,"
    " mark BLOB, PRIMARY KEY (article, purpose, folder, path))"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS output ("
    " file TEXT PRIMARY KEY, article INTEGER NOT NULL, format TEXT NOT NULL,"
    " key BLOB NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,"
    " sha256 BLOB NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS output_article ON output (article);"
    "CREATE TABLE IF NOT EXISTS page ("
    " input TEXT PRIMARY KEY, key BLOB NOT NULL, mark BLOB NOT NULL,"
    " page BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS run ("
    " id INTEGER PRIMARY KEY, version TEXT NOT NULL, made INTEGER NOT NULL,"
    " unchanged INTEGER NOT NULL, failed INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS mark (key BLOB NOT NULL);"
    "INSERT INTO mark SELECT randomblob(16)"
    " WHERE NOT EXISTS (SELECT 1 FROM mark);";

static const char catalogue[] =
    "CREATE TABLE IF NOT EXISTS catalogue ("
    " article INTEGER PRIMARY KEY, author TEXT, publisher TEXT, language TEXT,"
    " address TEXT, section TEXT, description TEXT);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5 (title, author, body,"
    " tokenize = \"unicode61 remove_diacritics 2\");";

static const char *const texts[STATEMENTS] = {
	[GET_ARTICLE] = "SELECT id, key, status, reason FROM article"
			" WHERE input = ?",
	[GET_SOURCES] = "SELECT purpose, folder, path, mark FROM source"
			" WHERE article = ? ORDER BY purpose, nth",
	[GET_OUTPUT] = "SELECT o.article, o.key, o.bytes, o.modified"
		       " FROM output o WHERE o.file = ? AND NOT EXISTS"
		       " (SELECT 1 FROM output n WHERE n.article = o.article"
		       " AND n.format = o.format AND n.run > o.run)",
	[GET_PAGE] = "SELECT key, mark, page FROM page WHERE input = ?",
	[GET_INPUTS] = "SELECT id, input FROM article ORDER BY input",
	[GET_OUTPUTS] = "SELECT file, bytes, modified FROM output"
			" WHERE article = ? ORDER BY file",
	/* the article has one of that format by another name */
	[GET_STALE] = "SELECT o.file, o.bytes, o.modified FROM output o"
		      " WHERE EXISTS (SELECT 1 FROM output n WHERE"
		      " n.article = o.article AND n.format = o.format"
		      " AND n.run > o.run) ORDER BY o.file",
	/* the input is a page of another article by now */
	[GET_JOINED] = "SELECT o.file, o.bytes, o.modified FROM source s"
		       " JOIN article a ON a.input = s.path AND"
		       " a.id <> s.article JOIN output o ON o.article = a.id"
		       " WHERE s.purpose = 1 ORDER BY o.file",
	[GET_RUN] = "SELECT coalesce(max(id), 0) + 1 FROM run",
	[GET_FACTS] = "SELECT host, published, title, url, simhash"
		      " FROM article WHERE id = ?",
	[GET_COUNT] = "SELECT count(*) FROM article",
	[GET_MADE] = "SELECT input, url, simhash FROM article"
		     " WHERE status = 'made' ORDER BY id",
	[PUT_ARTICLE] = "INSERT INTO article (input, key, status, reason,"
			" confidence, seconds, host, published, title, url,"
			" simhash, digest) VALUES"
			" (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
			" ON CONFLICT (input) DO UPDATE SET key = excluded.key,"
			" status = excluded.status, reason = excluded.reason,"
			" confidence = excluded.confidence,"
			" seconds = excluded.seconds, host = excluded.host,"
			" published = excluded.published,"
			" title = excluded.title, url = excluded.url,"
			" simhash = excluded.simhash,"
			" digest = excluded.digest RETURNING id",
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
	[PUT_CATALOGUE] = "INSERT OR REPLACE INTO catalogue VALUES"
			  " (?, ?, ?, ?, ?, ?, ?)",
	[PUT_TEXT] = "INSERT INTO text (rowid, title, author, body)"
		     " VALUES (?, ?, ?, ?)",
	[GET_CATALOGUE] = "SELECT 1 FROM catalogue WHERE article = ?",
	[DROP_TEXT] = "DELETE FROM text WHERE rowid = ?",
	[DROP_CATALOGUE] = "DELETE FROM catalogue WHERE article = ?",
	[DROP_PAGE] = "DELETE FROM page WHERE input = ?",
};

/* --- SQLite --------------------------------------------------------------- */

static void
give_up(struct record *r)
{
	if (!r->given_up)
		message_say(OCT_WARNING, "record", "",
		    "%s/%s can't be used: %s; the run goes on without it",
		    r->args->output_dir, RECORD_FILE, r->sql->errmsg(r->db));
	r->given_up = true;
}

static void
execute(struct record *r, const char *text)
{
	if (!r->given_up &&
	    r->sql->exec(r->db, text, NULL, NULL, NULL) != SQLITE_OK)
		give_up(r);
}

sqlite3_stmt *
record_start(struct record *r, enum statement which)
{
	sqlite3_stmt **s = &r->statements[which];

	/* by itself, each would lock the file and let go of it */
	if (!r->begun)
		execute(r, "BEGIN");
	r->begun = true;
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

void
record_bind_text(struct record *r, sqlite3_stmt *s, int at, const char *text)
{
	if (text != NULL)
		r->sql->bind_text(s, at, text, -1, SQLITE_TRANSIENT);
	else
		r->sql->bind_null(s, at);
}

void
record_bind_bytes(
    struct record *r, sqlite3_stmt *s, int at, const uint8_t *bytes, size_t n)
{
	r->sql->bind_blob(s, at, bytes, (int)n, SQLITE_TRANSIENT);
}

bool
record_step(struct record *r, sqlite3_stmt *s)
{
	int code = r->sql->step(s);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		give_up(r);
	return code == SQLITE_ROW;
}

bool
record_column_is(
    struct record *r, sqlite3_stmt *s, int at, const uint8_t *bytes, size_t n)
{
	return r->sql->column_bytes(s, at) == (int)n &&
	    memcmp(r->sql->column_blob(s, at), bytes, n) == 0;
}

const char *
record_column_text(struct record *r, sqlite3_stmt *s, int at)
{
	return (const char *)r->sql->column_text(s, at);
}

void
record_commit(struct record *r)
{
	if (r->begun)
		execute(r, "COMMIT");
	r->begun = false;
}

void
record_delete(struct record *r, enum statement which, int64_t id)
{
	sqlite3_stmt *s = record_start(r, which);

	if (s == NULL)
		return;
	r->sql->bind_int64(s, 1, id);
	record_step(r, s);
}

void
record_delete_named(struct record *r, enum statement which, const char *name)
{
	sqlite3_stmt *s = record_start(r, which);

	if (s == NULL)
		return;
	record_bind_text(r, s, 1, name);
	record_step(r, s);
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
	ok = ok && r->sql->exec(r->db, tables, NULL, NULL, NULL) == SQLITE_OK;
	return ok &&
	    (!r->args->catalogue ||
		r->sql->exec(r->db, catalogue, NULL, NULL, NULL) == SQLITE_OK);
}

/* Its key for marks, made with it. */
static bool
take_key(struct record *r)
{
	sqlite3_stmt *s = NULL;
	bool ok = r->sql->prepare_v2(r->db, "SELECT key FROM mark", -1, &s,
		      NULL) == SQLITE_OK &&
	    r->sql->step(s) == SQLITE_ROW &&
	    r->sql->column_bytes(s, 0) == UMAC_KEY_SIZE;

	if (ok)
		umac64_set_key(&r->keyed, r->sql->column_blob(s, 0));
	r->sql->finalize(s);
	return ok;
}

bool
record_try_open(struct record *r, const char *file)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
	    SQLITE_OPEN_NOMUTEX; /* one thread has it */

	if (r->args->dry_run && access(file, F_OK) != 0)
		file = ":memory:";
	if (r->sql->open_v2(file, &r->db, flags, NULL) == SQLITE_OK &&
	    is_usable(r) && take_key(r))
		return true;
	r->sql->close(r->db);
	r->db = NULL;
	return false;
}

/* With what SQLite keeps beside it. */
void
record_move_aside(const char *file)
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

void
record_close_db(struct record *r)
{
	for (int i = 0; i < STATEMENTS; i++)
		r->sql->finalize(r->statements[i]);
	r->sql->close(r->db);
}
