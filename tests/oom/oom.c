/*
 * oom.c -- each allocation of a conversion fails once, in turn.
 *
 *	oom FORMAT[,OPTION=VALUE] FILE...
 *
 * Every run must end in a status, never in a signal, and a run that says OCT_OK
 * must have given the same bytes as one in which nothing failed.  Each run is a
 * process of its own, so that a crash is seen and named.
 */
#include <errno.h>
#include <octavo/octavo.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

/* Counts down while armed; the allocation that brings it to 0 fails. */
static atomic_long countdown = -1;

static int
fails(void)
{
	if (atomic_load(&countdown) <= 0 ||
	    atomic_fetch_sub(&countdown, 1) != 1)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

static uint64_t
digest(const uint8_t *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (n-- != 0)
		h = (h ^ *p++) * 0x100000001b3u;
	return h;
}

/* "NAME=VALUE", or NULL for none. */
static oct_status
set_option(oct_job *job, const char *option)
{
	char name[64];
	size_t n = option != NULL ? strcspn(option, "=") : 0;

	if (option == NULL)
		return OCT_OK;
	if (n >= sizeof(name) || option[n] == '\0')
		return OCT_EOPTION;
	memcpy(name, option, n);
	name[n] = '\0';
	return oct_job_set(job, name, option + n + 1);
}

/* What to convert, and how. */
struct task {
	const char *format, *option, *file;
};

static oct_status
convert(oct_engine *engine, const struct task *task, uint64_t *sum)
{
	oct_job *job = oct_job_new(engine);
	const uint8_t *data, *end;
	oct_status status;
	size_t n;

	if (job == NULL)
		return OCT_ENOMEM;
	status = set_option(job, task->option);
	if (status == OCT_OK)
		status = oct_job_read_file(job, task->file);
	if (status == OCT_OK)
		status = oct_job_write_memory(job, task->format, &data, &n);
	/* that memory was short is a message, shown behind the articles */
	if (status == OCT_OK && strcmp(task->format, "explain") == 0 &&
	    (end = memmem(data, n, "</article>", 10)) != NULL)
		n = (size_t)(end - data);
	if (status == OCT_OK)
		*sum = digest(data, n);
	oct_job_free(job);
	return status;
}

enum { RUN_FAILED = 0, RUN_SAME = 1, RUN_OTHER = 2, RUN_UNTOUCHED = 3 };

/* One conversion with the n-th allocation failing, in a child. */
static int
run(oct_engine *engine, const struct task *task, long n, uint64_t want,
    int *signal_number)
{
	pid_t pid = fork();
	uint64_t sum = 0;
	oct_status status;
	int how;

	if (pid == 0) {
		atomic_store(&countdown, n);
		status = convert(engine, task, &sum);
		if (atomic_exchange(&countdown, -1) > 0)
			_exit(RUN_UNTOUCHED);
		_exit(status != OCT_OK ? RUN_FAILED
			: sum == want  ? RUN_SAME
				       : RUN_OTHER);
	}
	if (pid < 0 || waitpid(pid, &how, 0) != pid)
		return -1;
	*signal_number = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
	return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static int
try_all(const struct task *task)
{
	oct_engine *engine = oct_engine_new();
	long n, failed = 0, same = 0, bad = 0;
	int how, number = 0;
	uint64_t want = 0;

	/* Loads the plug-ins, so that what follows is the conversion alone. */
	if (engine == NULL || oct_engine_search(engine, NULL) < 1 ||
	    convert(engine, task, &want) != OCT_OK) {
		printf("%s to %s: fails with all the memory it wants\n",
		    task->file, task->format);
		return 1;
	}
	for (n = 1;; n++) {
		how = run(engine, task, n, want, &number);
		if (how == RUN_UNTOUCHED)
			break;
		failed += how == RUN_FAILED;
		same += how == RUN_SAME;
		if (how == RUN_FAILED || how == RUN_SAME)
			continue;
		bad++;
		printf(number != 0 ? "%s to %s: allocation %ld: signal %d\n"
				   : "%s to %s: allocation %ld: other bytes\n",
		    task->file, task->format, n, number);
	}
	oct_engine_free(engine);
	printf("%s to %s: %ld allocations, %ld errors, %ld borne, %ld bad\n",
	    task->file, task->format, n - 1, failed, same, bad);
	return bad != 0 || failed == 0;
}

int
main(int argc, char **argv)
{
	struct task task = { .format = argc > 1 ? argv[1] : "" };
	char *comma = argc > 1 ? strchr(argv[1], ',') : NULL;
	int failed = 0;

	if (comma != NULL) {
		*comma = '\0';
		task.option = comma + 1;
	}
	for (int i = 2; i < argc; i++) {
		task.file = argv[i];
		failed += try_all(&task);
	}
	printf("%d passed, %d failed\n", argc - 2 - failed, failed);
	return failed != 0 || argc < 3;
}
