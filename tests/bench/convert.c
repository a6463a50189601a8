/*
 * convert.c -- the whole job: convert [-r ROUNDS | -1 FORMAT] FILE...
 *
 * Round by round our HTML parser parses all pages, which are in memory, and
 * Octavo reads all of them from their files, as the command does, and writes
 * each in every format, so that a change of the machine's mood meets all alike.
 * Prints the medians of the rounds in processor time: for each reader and
 * writer files and MB of input a second, for pages the ratio to parsing alone,
 * and the slowest file.  -1 converts each file once, to one format: for
 * callgrind.
 */
#include <octavo/octavo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "dom.h"

enum { ROUNDS_MAX = 99, FORMATS = 3 };
static const char *const formats[FORMATS] = { "text", "xml", "epub" };

struct file {
	const char *name;
	char *bytes;
	size_t len;
	int html;
};

struct times {
	double parse[ROUNDS_MAX], read[ROUNDS_MAX];
	double write[FORMATS][ROUNDS_MAX];
	double slowest; /* of all conversions, with every format */
	const char *slowest_name;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
load(struct file *f, const char *name)
{
	FILE *in = fopen(name, "rb");
	const char *dot = strrchr(name, '.');
	long len;

	if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (len = ftell(in)) < 0)
		return 0;
	rewind(in);
	f->name = name;
	f->len = (size_t)len;
	f->bytes = malloc(f->len + 1);
	f->html = dot != NULL && strncmp(dot, ".htm", 4) == 0;
	len = f->bytes != NULL && fread(f->bytes, 1, f->len, in) == f->len;
	fclose(in);
	return len != 0;
}

static double
parse(const struct file *f)
{
	double start = now();

	dom_free(dom_parse(f->bytes, f->len, NULL));
	return now() - start;
}

/* Adds the times of one file; 0 if it gave no article. */
static int
convert(oct_engine *engine, const struct file *f, struct times *t, int round)
{
	double begin = now(), start;
	oct_job *job = oct_job_new(engine);
	const uint8_t *data;
	oct_status status;
	size_t n, i;

	oct_job_want(job, OCT_DROPPED, 0); /* as the command does */
	status = oct_job_read_file(job, f->name);
	t->read[round] += now() - begin;
	for (i = 0; i < FORMATS && status == OCT_OK; i++) {
		start = now();
		status = oct_job_write_memory(job, formats[i], &data, &n);
		t->write[i][round] += now() - start;
	}
	start = now();
	oct_job_free(job);
	t->read[round] += now() - start;
	if (now() - begin > t->slowest) {
		t->slowest = now() - begin;
		t->slowest_name = f->name;
	}
	return status == OCT_OK;
}

static void
convert_once(oct_engine *engine, const struct file *f, const char *format)
{
	oct_job *job = oct_job_new(engine);
	const uint8_t *data;
	size_t n;

	oct_job_want(job, OCT_DROPPED, 0);
	if (oct_job_read_file(job, f->name) == OCT_OK)
		oct_job_write_memory(job, format, &data, &n);
	oct_job_free(job);
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return v[n / 2];
}

static void
show(const char *what, double seconds, size_t files, double bytes)
{
	printf("%-24s %9.1f files/s %9.1f MB/s %9.3f ms a file\n", what,
	    (double)files / seconds, bytes / 1e6 / seconds,
	    seconds * 1e3 / (double)files);
}

static void
report(struct times *t, int rounds, size_t files, size_t pages, double bytes)
{
	double parse_alone = median(t->parse, rounds);
	double read = median(t->read, rounds), write;
	char what[40];
	size_t i;

	if (pages == files)
		show("octavo parse", parse_alone, files, bytes);
	show("octavo read", read, files, bytes);
	for (i = 0; i < FORMATS; i++) {
		write = median(t->write[i], rounds);
		snprintf(what, sizeof(what), "octavo write %s", formats[i]);
		show(what, write, files, bytes);
		snprintf(what, sizeof(what), "octavo to %s", formats[i]);
		show(what, read + write, files, bytes);
		if (pages == files)
			printf("%-24s %9.2f times parsing\n", "",
			    (read + write) / parse_alone);
	}
	printf("%-24s %9.3f ms, with all formats: %s\n", "slowest",
	    t->slowest * 1e3, t->slowest_name);
}

static size_t
measure(oct_engine *engine, const struct file *files, size_t n, int rounds,
    struct times *t)
{
	size_t i, failed = 0;

	for (int round = -1; round < rounds; round++) {
		int r = round < 0 ? 0 : round; /* the first only warms */

		for (i = 0; i < n; i++)
			if (files[i].html)
				t->parse[r] += parse(&files[i]);
		for (i = 0; i < n; i++)
			failed += !convert(engine, &files[i], t, r);
		if (round < 0)
			memset(t, 0, sizeof(*t));
	}
	return failed / (size_t)(rounds + 1);
}

int
main(int argc, char **argv)
{
	static struct times t;
	oct_engine *engine = oct_engine_new();
	const char *once = NULL;
	int rounds = 5, c;
	size_t n, i, pages = 0, failed;
	struct file *files;
	double bytes = 0;

	while ((c = getopt(argc, argv, "r:1:")) == 'r' || c == '1')
		if (c == 'r')
			rounds = atoi(optarg);
		else
			once = optarg;
	n = (size_t)(argc - optind);
	files = calloc(n + 1, sizeof(*files));
	if (c != -1 || n == 0 || rounds < 1 || rounds > ROUNDS_MAX ||
	    files == NULL || engine == NULL) {
		fprintf(
		    stderr, "usage: convert [-r ROUNDS | -1 FORMAT] FILE...\n");
		return 2;
	}
	oct_engine_search(engine, NULL);
	for (i = 0; i < n; i++) {
		if (!load(&files[i], argv[optind + (int)i])) {
			fprintf(stderr, "%s: can't be read\n",
			    argv[optind + (int)i]);
			return 1;
		}
		pages += files[i].html != 0;
		bytes += (double)files[i].len;
	}
	if (once != NULL) {
		for (i = 0; i < n; i++)
			convert_once(engine, &files[i], once);
		return 0;
	}
	failed = measure(engine, files, n, rounds, &t);
	if (failed == n) {
		fprintf(stderr,
		    "no file gave an article: is "
		    "OCTAVO_PLUGIN_PATH set?\n");
		return 1;
	}
	printf("%zu files, %.1f MB, %zu gave no article; median of %d rounds\n",
	    n, bytes / 1e6, failed, rounds);
	report(&t, rounds, n, pages, bytes);
	oct_engine_free(engine);
	return 0;
}
