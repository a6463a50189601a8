/* record_private.h -- what the parts of the record share.
 *
 *	record_db.c	SQLite: the tables, the statements
 *	record.c	opening; what of what is known holds still
 *	record_made.c	what is being made, and is written then
 *	record_gone.c	outputs that have no input any more
 */
#ifndef RECORD_PRIVATE_H
#define RECORD_PRIVATE_H

#include "marks.h"
#include "record.h"
#include "record_key.h"
#include "sqlite.h"

#include <sys/stat.h>

#define RECORD_FILE ".octavo.sqlite"

/* See record_db.c. */
enum statement {
	GET_ARTICLE,
	GET_SOURCES,
	GET_OUTPUT,
	GET_PAGE,
	GET_INPUTS,
	GET_OUTPUTS,
	GET_STALE,
	GET_JOINED,
	GET_RUN,
	GET_FACTS,
	GET_COUNT,
	GET_MADE,
	PUT_ARTICLE,
	PUT_SOURCE,
	PUT_OUTPUT,
	PUT_PAGE,
	PUT_RUN,
	PUT_CATALOGUE,
	PUT_TEXT,
	GET_CATALOGUE,
	DROP_SOURCES,
	DROP_OUTPUT,
	DROP_ARTICLE,
	DROP_TEXT,
	DROP_CATALOGUE,
	DROP_PAGE,
	STATEMENTS
};

/* A file that was opened for an article, or was looked for. */
struct source {
	struct source *next;
	uint32_t purpose;
	bool there;
	uint8_t mark[MARK];
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
	bool only_read; /* for its facts */
	char *why, *name, *said;
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
	struct umac64_ctx keyed; /* for record_mark() */
	char *here; /* the working folder */
	int64_t run; /* number of this one */
	struct made *open, *done, **done_last;
	size_t ndone;
	struct marks *marks; /* of inputs */
	uint8_t *same; /* scratch: each input that look_early() found so */
	char *folder; /* the last that a source was looked for in */
	int root; /* that folder, or an error, negative */
	uint8_t *met; /* a bit for each article whose input is there */
	size_t nmet; /* bytes */
	bool begun; /* a transaction */
	bool given_up;
};

/* record_db.c: opens the file or makes it; false if it is no record. */
bool record_try_open(struct record *, const char *file);
void record_move_aside(const char *file);
void record_close_db(struct record *);

/* The statement, ready for its values; NULL once the record is given up. */
sqlite3_stmt *record_start(struct record *, enum statement);
void record_bind_text(struct record *, sqlite3_stmt *, int at, const char *);
void record_bind_bytes(
    struct record *, sqlite3_stmt *, int at, const uint8_t *, size_t);
/* Is there a row? */
bool record_step(struct record *, sqlite3_stmt *);
bool record_column_is(
    struct record *, sqlite3_stmt *, int at, const uint8_t *, size_t);
const char *record_column_text(struct record *, sqlite3_stmt *, int at);
void record_delete(struct record *, enum statement, int64_t id);
void record_delete_named(struct record *, enum statement, const char *);
/* Ends the transaction, which the first statement after the last begins. */
void record_commit(struct record *);

/* The same file from any working folder.  Allocated. */
char *record_absolute(const struct record *, const char *path);
const char *record_input(const struct record *, size_t item);

/* Was the input of the article found in this run? */
bool record_has_met(const struct record *, int64_t article);

/* A file's time as the record has it. */
int64_t record_time(const struct stat *);

#endif
