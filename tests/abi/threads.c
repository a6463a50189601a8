/*
 * threads.c -- threads FOLDER: one engine, eight threads, each with jobs of
 * its own; the plug-in is loaded by whoever comes first.
 */
#include "test.h"

#include <octavo/octavo.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 8, JOBS = 40 };

struct work {
	oct_engine *engine;
	int number, good;
};

static int
convert(const struct work *w, int i)
{
	char text[100], want[100];
	const uint8_t *data;
	size_t n;
	oct_job *j = oct_job_new(w->engine);
	int ok;

	snprintf(text, sizeof(text), "TOY\ntitle T%d\np job %d of %d\n",
	    w->number, i, w->number);
	snprintf(want, sizeof(want), "job %d of %d\n", i, w->number);
	ok = oct_job_read_memory(j, "in", text, strlen(text)) == OCT_OK &&
	    oct_job_write_memory(j, "toy", &data, &n) == OCT_OK &&
	    strstr((const char *)data, want) != NULL;
	oct_job_free(j);
	return ok;
}

static void *
run(void *p)
{
	struct work *w = p;
	oct_format_info f = { .struct_size = sizeof(f) };
	const char *file, *reason;

	for (int i = 0; i < JOBS; i++) {
		w->good += convert(w, i);
		oct_engine_format(w->engine, 0, &f);
		oct_engine_refusal(w->engine, 0, &file, &reason);
	}
	return NULL;
}

/* A job that waits is stopped from another thread. */
static void *
wait_long(void *p)
{
	oct_status *st = oct_job_read_memory(p, "in", "TOY\np x\nwait 20000\n",
			     20) == OCT_ECANCELLED
	    ? p
	    : NULL;

	return st;
}

static void
test_cancel(oct_engine *e)
{
	oct_job *j = oct_job_new(e);
	oct_message m = { .struct_size = sizeof(m) };
	pthread_t t;
	void *cancelled;

	pthread_create(&t, NULL, wait_long, j);
	usleep(20000);
	oct_job_cancel(j);
	pthread_join(t, &cancelled);
	CHECK(cancelled != NULL);
	CHECK(oct_job_message(j, 0, &m));
	CHECK_STR(m.code, "job.cancelled");
	oct_job_free(j);
}

int
main(int argc, char **argv)
{
	struct work work[THREADS];
	pthread_t threads[THREADS];
	char file[400], manifest[400], *text;
	oct_engine *e = oct_engine_new();
	char dir[] = "/tmp/octavo-threads-XXXXXX", command[900];
	FILE *f;

	if (argc != 2 || mkdtemp(dir) == NULL)
		return 1;
	/* with a manifest, so that loading is left to the threads */
	snprintf(file, sizeof(file), "%s/toy.so", dir);
	snprintf(manifest, sizeof(manifest), "%s/toy.plugin", dir);
	snprintf(
	    command, sizeof(command), "cp '%s/good.so' '%s'", argv[1], file);
	CHECK_INT(system(command), 0);
	text = oct_engine_describe(e, file);
	oct_engine_free(e);
	if (text == NULL || (f = fopen(manifest, "w")) == NULL)
		return 1;
	fputs(text, f);
	fclose(f);
	free(text);
	e = oct_engine_new();
	CHECK_INT(oct_engine_search(e, dir), 1);
	for (int i = 0; i < THREADS; i++) {
		work[i] = (struct work){ e, i, 0 };
		pthread_create(&threads[i], NULL, run, &work[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT(work[i].good, JOBS);
	}
	test_cancel(e);
	oct_engine_free(e);
	unlink(file);
	unlink(manifest);
	CHECK(rmdir(dir) == 0);
	return test_done();
}
