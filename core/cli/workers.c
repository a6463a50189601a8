/* workers.c: processes that take the items in turn.  One that dies costs the
 * item it had; another takes its place. */
#include "batch.h"
#include "convert.h"
#include "message.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NONE SIZE_MAX

/* What all processes see. */
struct shared {
	atomic_size_t next, done, failed;
	atomic_int stop, worst;
	struct slot {
		atomic_size_t item; /* being converted; or NONE */
		atomic_llong since; /* second of its start */
	} slots[];
};

struct pool {
	const struct args *args;
	const struct items *items;
	struct shared *shared;
	size_t size;
	pid_t *pids; /* 0: ended */
};

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	interrupted = number;
}

/* The folders that lead to a file. */
static bool
make_folders(char *file)
{
	char *slash;

	for (slash = strchr(file + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(file, 0777) != 0 && errno != EEXIST) {
			complain("%s: can't make the folder: %s", file,
			    strerror(errno));
			*slash = '/';
			return false;
		}
		*slash = '/';
	}
	return true;
}

static oct_status
write_formats(struct pool *p, oct_job *job, size_t number)
{
	const struct args *a = p->args;
	oct_status status;
	bool skipped;
	size_t i;
	char *file;

	file = item_output(a, &p->items->list[number], number, a->formats[0]);
	status = convert_extras(job, a, file);
	free(file);
	for (i = 0; i < a->nformats && status == OCT_OK; i++) {
		file = item_output(
		    a, &p->items->list[number], number, a->formats[i]);
		status = !make_folders(file)
		    ? OCT_EIO
		    : convert_write(job, a, a->formats[i], file, &skipped);
		free(file);
	}
	return status;
}

static void
raise_worst(struct shared *s, int worst)
{
	int now = atomic_load(&s->worst);

	while (worst > now &&
	    !atomic_compare_exchange_weak(&s->worst, &now, worst))
		continue;
}

/* The pages of one article into one job.  False where they turn out not to be:
 * one can't be read, or what looked alike is not. */
static bool
read_joined(const struct pool *p, oct_job *job, size_t number)
{
	const oct_api *api = oct_job_api();
	const oct_node *a;
	size_t articles = 0;

	for (; number != NO_ITEM; number = p->items->list[number].next)
		if (convert_read(job, p->items->list[number].input) != OCT_OK)
			return false;
	if (oct_job_join(job) < 0)
		return false;
	for (a = api->first(oct_job_book(job)); a != NULL; a = api->next(a))
		articles += api->kind(a) == OCT_ARTICLE;
	return articles == 1;
}

/* Writes what the job read, says what there was to say, and counts. */
static void
end_item(struct pool *p, oct_job *job, size_t number, oct_status status)
{
	if (status == OCT_OK)
		status = write_formats(p, job, number);
	message_job(job, 0);
	raise_worst(p->shared, oct_job_worst(job));
	convert_catch_signals(NULL);
	oct_job_free(job);
	if (status != OCT_OK)
		atomic_fetch_add(&p->shared->failed, 1);
	if (status == OCT_ECANCELLED ||
	    (status != OCT_OK && p->args->fail_fast))
		atomic_store(&p->shared->stop, 1);
}

static void
convert_item(struct pool *p, size_t number)
{
	oct_job *job = convert_new_job(p->args);
	oct_status status;

	convert_catch_signals(job);
	status = convert_read(job, p->items->list[number].input);
	/* for what it says of a page that is missing */
	if (status == OCT_OK && !p->args->no_join &&
	    !p->items->list[number].apart)
		oct_job_join(job);
	end_item(p, job, number, status);
}

/* The pages of one article; each by itself where that fails. */
static void
convert_joined(struct pool *p, size_t number)
{
	oct_job *job = convert_new_job(p->args);

	convert_catch_signals(job);
	if (read_joined(p, job, number)) {
		end_item(p, job, number, OCT_OK);
		return;
	}
	convert_catch_signals(NULL);
	oct_job_free(job);
	for (; number != NO_ITEM && atomic_load(&p->shared->stop) == 0;
	     number = p->items->list[number].next)
		convert_item(p, number);
}

_Noreturn static void
work(struct pool *p, size_t slot)
{
	struct slot *s = &p->shared->slots[slot];
	size_t i;

	while (atomic_load(&p->shared->stop) == 0 &&
	    (i = atomic_fetch_add(&p->shared->next, 1)) < p->items->n) {
		if (p->items->list[i].root != i) { /* its root converts it */
			atomic_fetch_add(&p->shared->done, 1);
			continue;
		}
		atomic_store(&s->since, time(NULL));
		atomic_store(&s->item, i);
		if (p->items->list[i].next != NO_ITEM)
			convert_joined(p, i);
		else
			convert_item(p, i);
		atomic_store(&s->item, NONE);
		atomic_fetch_add(&p->shared->done, 1);
	}
	/* no atexit handlers of libraries: the parent runs them */
	_exit(0);
}

static void
start(struct pool *p, size_t slot)
{
	atomic_store(&p->shared->slots[slot].item, NONE);
	p->pids[slot] = fork();
	if (p->pids[slot] == 0)
		work(p, slot);
	if (p->pids[slot] < 0)
		die(EXIT_IO, "can't start a worker: %s", strerror(errno));
}

/* With it went the pages that belong to it. */
static void
fail_parts(struct pool *p, size_t item)
{
	for (item = p->items->list[item].next; item != NO_ITEM;
	     item = p->items->list[item].next) {
		complain("%s: it was to go on with that one, and is not "
			 "converted either",
		    p->items->list[item].input);
		atomic_fetch_add(&p->shared->failed, 1);
	}
}

/* A worker ended: if it had an item, that one failed. */
static void
reap(struct pool *p, size_t slot, int how)
{
	struct shared *s = p->shared;
	size_t item = atomic_load(&s->slots[slot].item);

	p->pids[slot] = 0;
	if (item != NONE) {
		if (WIFSIGNALED(how))
			complain("%s: the conversion died of signal %d (%s); "
				 "the others go on",
			    p->items->list[item].input, WTERMSIG(how),
			    strsignal(WTERMSIG(how)));
		fail_parts(p, item);
		atomic_fetch_add(&s->failed, 1);
		atomic_fetch_add(&s->done, 1);
		raise_worst(s, OCT_ERROR);
		if (p->args->fail_fast)
			atomic_store(&s->stop, 1);
	}
	if (atomic_load(&s->stop) == 0 && atomic_load(&s->next) < p->items->n)
		start(p, slot);
}

/* A job looks at its time limit now and then; one that does not for as long
 * again is stuck in a library. */
static void
kill_stuck(struct pool *p)
{
	uint64_t limit = p->args->limits[OCT_LIMIT_TIME];
	size_t i;

	if (limit == UINT64_MAX || limit == 0)
		return;
	for (i = 0; i < p->size; i++)
		if (p->pids[i] > 0 &&
		    atomic_load(&p->shared->slots[i].item) != NONE &&
		    time(NULL) - atomic_load(&p->shared->slots[i].since) >
			(long long)(limit / 1000) * 2 + 2)
			kill(p->pids[i], SIGKILL);
}

static bool
reap_any(struct pool *p)
{
	int how;
	pid_t pid = waitpid(-1, &how, WNOHANG);
	size_t i;

	if (pid <= 0)
		return false;
	for (i = 0; i < p->size; i++)
		if (p->pids[i] == pid)
			reap(p, i, how);
	return true;
}

static size_t
alive(const struct pool *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->size; i++)
		n += p->pids[i] > 0;
	return n;
}

static void
supervise(struct pool *p)
{
	const struct timespec tick = { 0, 20000000 };
	struct shared *s = p->shared;
	int told = 0, ticks = 0;
	size_t i;

	while (alive(p) != 0) {
		while (reap_any(p))
			continue;
		if (interrupted != 0 && told == 0) {
			told = 1;
			atomic_store(&s->stop, 1);
			for (i = 0; i < p->size; i++)
				if (p->pids[i] > 0)
					kill(p->pids[i], SIGTERM);
		}
		kill_stuck(p);
		if (ticks++ % 10 == 0)
			message_progress(atomic_load(&s->done), p->items->n,
			    atomic_load(&s->failed));
		if (alive(p) != 0)
			nanosleep(&tick, NULL);
	}
	message_progress(p->items->n, p->items->n, 0);
}

size_t
workers_run(const struct args *a, const struct items *items, int *stopped,
    int32_t *worst)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct pool p = { .args = a, .items = items };
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t bytes, i, failed;

	p.size = a->jobs != 0 ? a->jobs
	    : processors > 0  ? (size_t)processors
			      : 1;
	if (p.size > items->n)
		p.size = items->n;
	bytes = sizeof(*p.shared) + p.size * sizeof(p.shared->slots[0]);
	p.shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p.shared == MAP_FAILED)
		die(EXIT_IO, "out of memory");
	p.pids = xcalloc(p.size + 1, sizeof(*p.pids));
	atomic_store(&p.shared->worst, -1);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	for (i = 0; i < p.size; i++)
		start(&p, i);
	supervise(&p);
	*stopped = interrupted;
	*worst = atomic_load(&p.shared->worst);
	failed = atomic_load(&p.shared->failed);
	munmap(p.shared, bytes);
	free(p.pids);
	return failed;
}
