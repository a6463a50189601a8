/*
 * record.h -- what came of the inputs of earlier runs: --resume.
 *
 * A SQLite file in the output folder, .octavo.sqlite, says for each article
 * which files were opened for it, with digests, which options and versions it
 * was made by, what came of it, and which outputs it has; octavo(1), RECORD,
 * has the tables.  An article whose files and options are what they were need
 * not be made again.  What can't be read or written of it costs time, no
 * output.
 */
#ifndef RECORD_H
#define RECORD_H

#include "supervisor.h"

struct record;

/* Opens or makes it; one that is damaged is moved aside.  NULL unless the
 * arguments ask for it.  Ends the process if there is no SQLite. */
struct record *record_open(const struct args *, const struct items *);

/* Which page an input is, if that is known and the input is what it was. */
bool record_page(struct record *, size_t item, oct_page *);
void record_keep_page(struct record *, size_t item, const oct_page *);

enum known {
	KNOWN_NOT, /* or what it was made of is another */
	KNOWN_READ, /* not to the end: what it says is known */
	KNOWN_MADE, /* outputs that are not there are to be made */
	KNOWN_FAILED
};

/* What is known of the article that begins with the item.  From `outputs`, bits
 * of formats, those are taken that are as they were made; *reason is why it
 * failed, to be freed. */
enum known
record_look(struct record *, size_t item, uint32_t *outputs, char **reason);

/* The article is being made, with `keep` more outputs of one that is known; a
 * file was opened for it, or could not be (fd a negative errno value).
 * record_drop(): it is made no more. */
void record_begin(struct record *, size_t item, bool keep);
void record_opened(struct record *, size_t item, uint32_t purpose,
    const char *folder, const char *path, int fd);
void record_drop(struct record *, size_t item);

/* What came of it; written by record_flush() once its outputs are there.  What
 * is said for the catalogue, or NULL, is the record's to free. */
void record_result(struct record *, const struct task *, oct_status,
    const struct wire_result *, const char *why, char *said);
void record_flush(struct record *);

/* What the article that begins with the item says, if that is known and what it
 * was made of is the same. */
bool record_facts(struct record *, size_t item, struct wire_facts *);
/* It was read after record_begin(), not converted: its facts are kept. */
void
record_read(struct record *, const struct task *, const struct wire_result *);

/* The articles made of inputs that are none of this run's; and how many there
 * are of any. */
void record_earlier(struct record *,
    void (*)(void *data, const char *input, uint64_t url, uint64_t text),
    void *data);
size_t record_count(struct record *);

/* Outputs whose inputs are gone or pages of others by now, or that have another
 * name: says so, or with --prune removes those in the output folder that nobody
 * changed.  Returns their number.  With
 * `call` it is called for each instead. */
size_t record_gone(struct record *, void (*call)(const char *file));

/* Flushes; `run` is noted with what it did. */
void
record_close(struct record *, size_t made, size_t unchanged, size_t failed);

#endif
