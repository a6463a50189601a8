/*
 * sqlite.h -- SQLite, loaded when a run keeps a record: most do without.
 */
#ifndef SQLITE_H
#define SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>

/* As SQLite's own functions, without their prefix. */
struct sqlite {
	__typeof__(sqlite3_open_v2) *open_v2;
	__typeof__(sqlite3_close) *close;
	__typeof__(sqlite3_exec) *exec;
	__typeof__(sqlite3_errmsg) *errmsg;
	__typeof__(sqlite3_prepare_v2) *prepare_v2;
	__typeof__(sqlite3_finalize) *finalize;
	__typeof__(sqlite3_step) *step;
	__typeof__(sqlite3_reset) *reset;
	__typeof__(sqlite3_bind_blob) *bind_blob;
	__typeof__(sqlite3_bind_double) *bind_double;
	__typeof__(sqlite3_bind_int64) *bind_int64;
	__typeof__(sqlite3_bind_null) *bind_null;
	__typeof__(sqlite3_bind_text) *bind_text;
	__typeof__(sqlite3_column_blob) *column_blob;
	__typeof__(sqlite3_column_bytes) *column_bytes;
	__typeof__(sqlite3_column_int64) *column_int64;
	__typeof__(sqlite3_column_text) *column_text;
};

/* NULL if there is none on this machine. */
const struct sqlite *sqlite_load(void);

#endif
