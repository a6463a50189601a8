/*
 * embed.c -- many threads, one engine: each file named on the command line is
 * converted to text by whichever thread is free.
 *
 *	cc embed.c $(pkg-config --cflags --libs octavo) -pthread -o embed
 *	./embed 4 page.html notes.md ...
 *
 * Prints a line for each file, in the order given.
 */
#include <octavo/octavo.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct result {
	const char *file;
	oct_status status;
	size_t bytes;
	uint64_t digest; /* of the text: the same for any number of threads */
};

struct work {
	oct_engine *engine;
	struct result *results;
	size_t n;
	atomic_size_t next;
};

static uint64_t
digest(const uint8_t *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (n-- != 0)
		h = (h ^ *p++) * 0x100000001b3u;
	return h;
}

static void
convert(oct_engine *engine, struct result *r)
{
	oct_job *job = oct_job_new(engine);
	const uint8_t *text;

	if (job == NULL) {
		r->status = OCT_ENOMEM;
		return;
	}
	r->status = oct_job_read_file(job, r->file);
	if (r->status == OCT_OK)
		r->status = oct_job_write_memory(job, "text", &text, &r->bytes);
	if (r->status == OCT_OK)
		r->digest = digest(text, r->bytes);
	oct_job_free(job);
}

static void *
work(void *arg)
{
	struct work *w = arg;
	size_t i;

	while ((i = atomic_fetch_add(&w->next, 1)) < w->n)
		convert(w->engine, &w->results[i]);
	return NULL;
}

int
main(int argc, char **argv)
{
	int threads = argc > 1 ? atoi(argv[1]) : 0, i, failed = 0;
	struct work w = { .engine = oct_engine_new() };
	pthread_t *ids;

	if (threads < 1 || threads > 256 || argc < 3) {
		fprintf(stderr, "usage: embed THREADS FILE...\n");
		return 2;
	}
	w.n = (size_t)argc - 2;
	w.results = calloc(w.n, sizeof(*w.results));
	ids = calloc((size_t)threads, sizeof(*ids));
	if (w.engine == NULL || w.results == NULL || ids == NULL)
		return 1;
	oct_engine_search(w.engine, NULL);
	for (i = 2; i < argc; i++)
		w.results[i - 2].file = argv[i];

	for (i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, work, &w) != 0)
			return 1;
	for (i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);

	for (i = 0; i < argc - 2; i++) {
		const struct result *r = &w.results[i];

		printf("%s: %s, %zu bytes, %016llx\n", r->file,
		    oct_status_text(r->status), r->bytes,
		    (unsigned long long)r->digest);
		failed += r->status != OCT_OK;
	}
	oct_engine_free(w.engine);
	free(w.results);
	free(ids);
	return failed != 0;
}
