#include "batch.h"

#include "audit.h"
#include "commit.h"
#include "convert.h"
#include "facts.h"
#include "message.h"
#include "record.h"
#include "report.h"
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	TIMEOUT = 300000, /* ms, where --timeout says nothing */
	LOCK_TRIES = 100, /* a second in all */
};

struct batch {
	const struct args *args;
	struct items *items;
	struct supervisor *supervisor;
	struct commits *commits;
	struct report *report; /* or NULL */
	struct record *record; /* or NULL */
	size_t next; /* items before it were begun */
	size_t done, failed, unchanged, twins;
	int32_t worst;
};

/* --- failing -------------------------------------------------------------- */

static void
fail_item(struct batch *b, size_t item)
{
	if (b->items->list[item].failed)
		return;
	b->items->list[item].failed = true;
	b->failed++;
	if (b->args->fail_fast)
		supervisor_stop(b->supervisor);
}

/* errno says why.  Where there is no room for any, going on is of no use. */
static void
fail_output(void *data, size_t item, const char *file)
{
	struct batch *b = data;
	int error = errno;

	b->worst = OCT_ERROR;
	if (error == EEXIST) {
		message_say(OCT_WARNING, "output.exists", "",
		    "\"%s\" came to be there meanwhile and was left as it was",
		    file);
		return;
	}
	message_say(OCT_ERROR, "output.write", "",
	    "\"%s\" can't be written: %s; what was there is as it was", file,
	    strerror(error));
	fail_item(b, item);
	if (error != ENOSPC && error != EDQUOT && error != EROFS)
		return;
	message_say(OCT_ERROR, "output.stopped", "",
	    "the batch stops here, as no output could be written; what is "
	    "written is whole, and the same command goes on from it");
	supervisor_stop(b->supervisor);
}

/* --- outputs -------------------------------------------------------------- */

/* Does the file hold just these bytes? */
static bool
is_same(const char *file, int memory, uint64_t at, uint64_t n)
{
	char old[32768], new[32768];
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (uint64_t)st.st_size == n;
	ssize_t got;

	for (; same && n != 0; n -= (uint64_t)got, at += (uint64_t)got) {
		got = read(fd, old, n < sizeof(old) ? n : sizeof(old));
		same = got > 0 &&
		    pread(memory, new, (size_t)got, (off_t)at) == got &&
		    memcmp(old, new, (size_t)got) == 0;
	}
	if (fd >= 0)
		close(fd);
	return same;
}

static void
put_outputs(struct batch *b, const struct task *t, const struct wire_result *r,
    int memory)
{
	const struct args *a = b->args;
	uint64_t at = 0;
	char *file;

	for (size_t i = 0; i < a->nformats; at += r->size[i++]) {
		if (!(t->outputs & 1u << i))
			continue;
		file = item_output(a, b->items, t->item, a->formats[i]);
		if (a->overwrite != OVERWRITE_CHANGED ||
		    !is_same(file, memory, at, r->size[i]))
			if (!commits_add(b->commits, t->item, file,
				a->overwrite != OVERWRITE_NEVER, memory, at,
				r->size[i]))
				fail_output(b, t->item, file);
		free(file);
	}
}

/* What follows the outputs in the shared bytes.  Returns what is for the
 * catalogue, to be freed; or NULL. */
static char *
tell(struct batch *b, const struct wire_result *r, int memory)
{
	uint64_t at = 0, n = r->audit + r->messages + r->catalogue;
	char *bytes, *said = NULL;

	for (size_t i = 0; i < WIRE_OUTPUTS; i++)
		at += r->size[i];
	bytes = xcalloc(1, n + 1);
	if (pread(memory, bytes, n, (off_t)at) == (ssize_t)n) {
		if (r->audit != 0)
			audit_append(b->args->audit, bytes, r->audit);
		message_kept(bytes + r->audit, r->messages);
		if (r->catalogue != 0) {
			said = xcalloc(1, r->catalogue + 1);
			memcpy(said, bytes + n - r->catalogue, r->catalogue);
		}
	}
	free(bytes);
	return said;
}

/* --- the plan ------------------------------------------------------------- */

/* Which formats are to be made: with --overwrite=never not those there. */
static uint32_t
wanted(const struct batch *b, size_t item)
{
	const struct args *a = b->args;
	uint32_t bits = 0;
	char *file;

	for (size_t i = 0; i < a->nformats; i++) {
		file = a->overwrite == OVERWRITE_NEVER
		    ? item_output(a, b->items, item, a->formats[i])
		    : NULL;
		if (file == NULL || access(file, F_OK) != 0)
			bits |= 1u << i;
		free(file);
	}
	return bits;
}

static size_t
count_pages(const struct batch *b, size_t item)
{
	size_t n = 0;

	for (; item != NO_ITEM; item = b->items->list[item].next)
		n++;
	return n;
}

static void
count_done(struct batch *b, size_t pages)
{
	b->done += pages;
	message_progress(b->done, b->items->n, b->failed);
}

/* Need it not be made?  That an earlier run failed to is said. */
static bool
is_known(struct batch *b, size_t item, uint32_t *outputs)
{
	uint32_t all = *outputs;
	char *reason;
	enum known known = record_look(b->record, item, outputs, &reason);
	bool skip = known == KNOWN_FAILED
	    ? !b->args->retry_failed
	    : known == KNOWN_MADE && *outputs == 0;

	if (skip && known == KNOWN_FAILED) {
		message_say(OCT_WARNING, "record.failed",
		    b->items->list[item].input,
		    "it failed in an earlier run and is as it was (%s); "
		    "--retry-failed tries again",
		    *reason != '\0' ? reason : "no reason is known");
		fail_item(b, item);
	}
	if (skip)
		report_known(b->report, item, reason);
	else if (!b->args->dry_run)
		record_begin(
		    b->record, item, known == KNOWN_MADE && *outputs != all);
	free(reason);
	return skip;
}

/* Does it say what another input says?  Then it may not be wanted. */
static bool
is_twin(struct batch *b, size_t item)
{
	const struct item_facts *fact =
	    b->items->facts != NULL ? &b->items->facts[item] : NULL;
	bool skip = b->args->dedup == DEDUP_SKIP;

	if (fact == NULL || fact->twin == NULL)
		return false;
	message_say(OCT_INFO, "batch.duplicate", b->items->list[item].input,
	    "it says the same as %s%s", fact->twin,
	    skip ? ", and is passed over" : "");
	if (skip)
		report_twin(b->report, item, fact->twin);
	return skip;
}

static bool
next_item(void *data, struct task *t)
{
	struct batch *b = data;
	struct item *list = b->items->list;
	size_t item, pages;

	for (; b->next < b->items->n; b->next++) {
		item = b->next;
		scratch_rest(b->items->scratch, item);
		if (list[item].root != item || list[item].begun)
			continue;
		list[item].begun = true;
		t->outputs = wanted(b, item);
		pages = count_pages(b, item);
		if (is_twin(b, item))
			b->twins += pages;
		else if (!is_known(b, item, &t->outputs))
			break;
		else
			b->unchanged += list[item].failed ? 0 : pages;
		count_done(b, pages);
	}
	if (b->next == b->items->n)
		return false;
	t->work = WORK_CONVERT;
	t->item = b->next++;
	t->name = item_name(b->args, b->items, t->item);
	return true;
}

static void
file_opened(void *data, const struct task *t, uint32_t purpose,
    const char *folder, const char *path, int fd)
{
	const struct batch *b = data;

	record_opened(b->record, t->item, purpose, folder, path, fd);
}

/* The pages of what is no one article after all: each by itself. */
static void
split(struct batch *b, size_t item)
{
	size_t next;

	for (; item != NO_ITEM; item = next) {
		struct item *i = &b->items->list[item];

		next = i->next;
		i->root = (uint32_t)item;
		i->next = NO_ITEM;
		i->begun = false;
		if (item < b->next)
			b->next = item;
	}
}

static int
flush_in_time(void *data)
{
	struct batch *b = data;

	if (commits_due(b->commits) <= 0) {
		commits_flush(b->commits);
		record_flush(b->record);
		report_flush(b->report);
	}
	return commits_due(b->commits);
}

static void
item_done(void *data, const struct task *t, oct_status status,
    const struct wire_result *r, int memory)
{
	struct batch *b = data;
	size_t pages = count_pages(b, t->item);
	char *said;

	if (r->split) {
		record_drop(b->record, t->item);
		split(b, t->item);
		return;
	}
	said = tell(b, r, memory);
	if (r->worst > b->worst)
		b->worst = r->worst;
	if (status == OCT_OK)
		put_outputs(b, t, r, memory);
	else
		fail_item(b, t->item);
	record_result(b->record, t, status, r, NULL, said);
	report_result(b->report, t, status, r);
	flush_in_time(b);
	count_done(b, pages);
}

static void
item_lost(void *data, const struct task *t, oct_status status, const char *why)
{
	struct batch *b = data;
	const char *input = b->items->list[t->item].input;
	bool joined = b->items->list[t->item].next != NO_ITEM;

	message_say(joined ? OCT_WARNING : OCT_ERROR,
	    status == OCT_ELIMIT       ? "limit.time"
		: status == OCT_ENOMEM ? "limit.memory"
				       : "worker.died",
	    input, "%s; %s", why,
	    joined ? "its pages are converted one by one"
		   : "it was given up, the others go on");
	if (joined) {
		record_drop(b->record, t->item);
		split(b, t->item);
		return;
	}
	b->worst = OCT_ERROR;
	fail_item(b, t->item);
	record_result(b->record, t, status, NULL, why, NULL);
	report_lost(b->report, t, status, why);
	count_done(b, 1);
}

static size_t
count_made(const struct batch *b)
{
	return b->done - b->unchanged - b->twins - b->failed;
}

static void
tell_end(struct batch *b)
{
	size_t gone = record_gone(b->record, NULL);

	if (b->record != NULL)
		message_say(OCT_INFO, "batch.unchanged", "",
		    "%zu of %zu inputs were unchanged, %zu outputs have no "
		    "input any more",
		    b->unchanged, b->items->n, gone);
	if (b->args->dedup == DEDUP_SKIP)
		message_say(OCT_INFO, "batch.duplicates", "",
		    "%zu of %zu inputs say the same as others", b->twins,
		    b->items->n);
	message_say(OCT_INFO, "batch.end", "",
	    "%zu of %zu inputs were converted, %zu failed", count_made(b),
	    b->items->n, b->failed);
}

static void
convert_items(struct batch *b)
{
	const struct plan plan = { .data = b,
		.next = next_item,
		.done = item_done,
		.lost = item_lost,
		.opened = b->record != NULL ? file_opened : NULL,
		.tick = flush_in_time };

	b->commits = commits_new(fail_output, b);
	b->report = report_new(b->args, b->items);
	supervisor_run(b->supervisor, &plan);
	commits_free(b->commits);
	record_flush(b->record);
	message_progress(b->items->n, b->items->n, 0);
	if (!report_free(b->report))
		b->worst = OCT_ERROR;
	tell_end(b);
}

/* --- --dry-run ------------------------------------------------------------ */

static void
show_gone(const char *file)
{
	printf("gone\t%s\n", file);
}

static void
show_outputs(const struct batch *b, const struct task *t)
{
	char *file;

	for (size_t i = 0; i < b->args->nformats; i++) {
		if (!(t->outputs & 1u << i))
			continue;
		file = item_file(b->args, t->name, b->args->formats[i]);
		printf(
		    "convert\t%s\t%s\n", b->items->list[t->item].input, file);
		free(file);
	}
}

static void
show_items(struct batch *b)
{
	struct task t;

	while (next_item(b, &t)) {
		show_outputs(b, &t);
		free(t.name);
	}
	record_gone(b->record, show_gone);
	message_say(OCT_INFO, "batch.dry", "",
	    "%zu of %zu inputs are unchanged; nothing was converted",
	    b->unchanged, b->items->n);
}

/* --- the run -------------------------------------------------------------- */

static void
name_by_facts(struct batch *b)
{
	facts_find(b->items, b->args, b->supervisor, b->record);
	items_check_names(b->args, b->items);
}

static int
run(struct args *a, struct items *items, size_t failed)
{
	struct batch b = { .args = a, .items = items, .worst = -1 };
	int interrupted;

	b.record = record_open(a, items);
	b.supervisor = supervisor_new(a, items);
	if (!a->no_join && items->n > 1)
		items_join(items, b.supervisor, b.record);
	if (facts_wanted(a))
		name_by_facts(&b);
	if (a->dry_run)
		show_items(&b);
	else
		convert_items(&b);
	interrupted = supervisor_interrupted(b.supervisor);
	supervisor_free(b.supervisor);
	record_close(b.record, count_made(&b), b.unchanged, b.failed);
	failed += b.failed;
	if (interrupted != 0)
		return EXIT_INTERRUPTED;
	if (failed != 0)
		return b.failed == items->n ? EXIT_ALL_FAILED
					    : EXIT_SOME_FAILED;
	return a->fail_if_warnings && b.worst >= OCT_WARNING ? EXIT_WARNINGS
							     : 0;
}

/* A wrong option is said once, not by each worker. */
static void
check(struct args *a)
{
	if (a->nformats == 0)
		die(EXIT_OPTION, "-O needs -t FORMAT[,FORMAT]");
	if (a->nformats > WIRE_OUTPUTS)
		die(EXIT_OPTION, "-O makes at most %d formats", WIRE_OUTPUTS);
	if (a->output != NULL)
		die(EXIT_OPTION, "-o and -O exclude each other");
	if (a->proof != NULL)
		die(EXIT_OPTION,
		    "--proof makes one page for one book; with -O, -t proof "
		    "makes one for each input");
	if (a->resume && convert_audits(a))
		die(EXIT_OPTION,
		    "--audit=FILE lists what was dropped from all inputs, and "
		    "--resume reads those alone that changed");
	if (a->explain != NULL)
		die(EXIT_OPTION,
		    "--explain makes one page for one output; with -O, -t "
		    "explain makes one for each input");
	if (a->limits[OCT_LIMIT_TIME] == UINT64_MAX)
		a->limits[OCT_LIMIT_TIME] = TIMEOUT;
	if (a->sandbox == SANDBOX_DEFAULT)
		a->sandbox = SANDBOX_BEST_EFFORT;
	oct_job_free(convert_new_job(a, NULL));
}

/* The lock ends with the process that took it, and with the workers it had just
 * forked: after a run was killed those may outlive it for a moment. */
static bool
lock(int fd)
{
	const struct timespec moment = { .tv_nsec = 10000000 };

	for (int i = 0; i < LOCK_TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
			return true;
		nanosleep(&moment, NULL);
	}
	return false;
}

/* One run at a time writes there. */
static void
lock_folder(const struct args *a)
{
	int fd;

	if (!a->dry_run && mkdir(a->output_dir, 0777) != 0 && errno != EEXIST)
		die(EXIT_IO, "%s: can't make the folder: %s", a->output_dir,
		    strerror(errno));
	fd = open(a->output_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && !lock(fd))
		die(EXIT_IO,
		    "%s: another octavo writes there; nothing was converted",
		    a->output_dir);
}

int
batch_run(struct args *a)
{
	struct items items = { .scratch = scratch_new() };
	size_t failed = 0;
	int code;

	check(a);
	items_collect(&items, a, &failed);
	if (items.n + failed == 0)
		die(EXIT_IO, "there is nothing to convert");
	lock_folder(a);
	if (!a->dry_run && convert_audits(a) && audit_begin(a->audit) != OCT_OK)
		return EXIT_IO;
	if (!facts_wanted(a)) /* soonest */
		items_check_names(a, &items);
	if (items.n == 0 || (failed != 0 && a->fail_fast))
		code = items.n == 0 ? EXIT_ALL_FAILED : EXIT_SOME_FAILED;
	else
		code = run(a, &items, failed);
	items_free(&items);
	return code;
}
