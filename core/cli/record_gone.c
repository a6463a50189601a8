#include "record_private.h"

#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	const char *file = record_column_text(r, s, 0);

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
	static const enum statement renamed[] = { GET_STALE, GET_JOINED };
	sqlite3_stmt *s, *o;

	for (size_t i = 0; i < sizeof(renamed) / sizeof(renamed[0]); i++) {
		s = record_start(r, renamed[i]);
		while (s != NULL && record_step(r, s))
			add_left(r, s, list, NULL, 0);
	}
	s = record_start(r, GET_INPUTS);
	while (s != NULL && record_step(r, s)) {
		const char *input = record_column_text(r, s, 1);
		int64_t article = r->sql->column_int64(s, 0);

		if (record_has_met(r, article) || access(input, F_OK) == 0 ||
		    errno != ENOENT)
			continue;
		o = record_start(r, GET_OUTPUTS);
		if (o == NULL)
			return;
		r->sql->bind_int64(o, 1, article);
		while (record_step(r, o))
			add_left(r, o, list, input, article);
	}
}

/* Whatever the record says, nothing outside of the output folder goes. */
static bool
is_beneath(const struct record *r, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash != NULL ? (size_t)(slash - file) : 0;
	char *folder = xstrndup(file, n);
	char *in = realpath(folder, NULL);
	char *out = realpath(r->args->output_dir, NULL);
	bool beneath;

	n = out != NULL ? strlen(out) : 0;
	beneath = in != NULL && n != 0 && strncmp(in, out, n) == 0 &&
	    (in[n] == '/' || in[n] == '\0');
	free(folder);
	free(in);
	free(out);
	return beneath;
}

/* One that was changed since is somebody's work. */
static void
prune(struct record *r, const struct left *l)
{
	struct stat st;
	bool there = lstat(l->file, &st) == 0;

	if (there && !is_beneath(r, l->file)) {
		message_say(OCT_WARNING, "record.outside", "",
		    "\"%s\" has no input any more, but lies outside of the "
		    "output folder; it was left",
		    l->file);
		return;
	}
	if (there &&
	    (st.st_size != l->bytes || record_time(&st) != l->modified)) {
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
	record_delete_named(r, DROP_OUTPUT, l->file);
	if (l->input == NULL)
		return;
	record_delete_named(r, DROP_PAGE, l->input);
	record_delete(r, DROP_SOURCES, l->article);
	record_delete(r, DROP_ARTICLE, l->article);
	if (!r->args->catalogue)
		return;
	record_delete(r, DROP_TEXT, l->article);
	record_delete(r, DROP_CATALOGUE, l->article);
}

/* What damage has passed SQLite's eye must not cost a file that is wanted. */
static bool
may_prune(struct record *r, const struct left *list)
{
	sqlite3_stmt *s = NULL;
	const char *word = NULL;
	bool ok;

	if (!r->args->prune || list == NULL)
		return false;
	if (r->sql->prepare_v2(r->db, "PRAGMA integrity_check(1)", -1, &s,
		NULL) == SQLITE_OK &&
	    r->sql->step(s) == SQLITE_ROW)
		word = record_column_text(r, s, 0);
	ok = word != NULL && strcmp(word, "ok") == 0;
	if (!ok)
		message_say(OCT_WARNING, "record.damaged", "",
		    "%s/%s is damaged (%s); no output was removed",
		    r->args->output_dir, RECORD_FILE,
		    word != NULL ? word : r->sql->errmsg(r->db));
	r->sql->finalize(s);
	return ok;
}

size_t
record_gone(struct record *r, void (*call)(const char *file))
{
	struct left *list = NULL, *l;
	size_t n = 0;
	bool prunes;

	if (r == NULL)
		return 0;
	find_left(r, &list);
	prunes = call == NULL && may_prune(r, list);
	while ((l = list) != NULL) {
		list = l->next;
		n++;
		if (call != NULL)
			call(l->file);
		else if (prunes)
			prune(r, l);
		else
			message_say(OCT_INFO, "record.gone", "",
			    "\"%s\" has no input any more%s", l->file,
			    r->args->prune ? "" : "; --prune removes it");
		free(l->file);
		free(l->input);
		free(l);
	}
	record_commit(r);
	return n;
}
