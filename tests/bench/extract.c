/*
 * extract.c -- what finding the article costs: extract [-r ROUNDS] FILE...
 *
 * Parses each page and looks for its article ROUNDS times, one after the other,
 * and keeps the least processor time of each: what else the machine does only
 * adds.  Prints the times of all pages, their ratio, and the page where it is
 * worst.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "html.h"

struct cost {
	double parse, extract;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *
read_file(const char *name, size_t *n)
{
	FILE *file = fopen(name, "rb");
	char *data = NULL;
	long size;

	if (file != NULL && fseek(file, 0, SEEK_END) == 0 &&
	    (size = ftell(file)) >= 0 &&
	    (data = malloc((size_t)size + 1)) != NULL) {
		rewind(file);
		*n = fread(data, 1, (size_t)size, file);
	}
	if (data == NULL) {
		perror(name);
		exit(1);
	}
	fclose(file);
	return data;
}

/* From the DOM to the decision; extraction asks the host for nothing, unless
 * memory is out. */
static double
extract(const struct dom *dom)
{
	size_t n = dom->node_count;
	struct page page = { .dom = dom, .mode = EXTRACT_AUTO };
	struct extraction x = { .reason = calloc(2, n),
		.roots = calloc(2 * n, sizeof(*x.roots)) };
	double start = now();

	x.step = x.reason + n;
	x.comments = x.roots + n;
	extract_page(&page, &x);
	start = now() - start;
	free(x.reason);
	free(x.roots);
	return start;
}

static struct cost
measure(const char *name, int rounds)
{
	struct cost least = { 1e9, 1e9 };
	size_t n;
	char *data = read_file(name, &n);

	for (int i = 0; i < rounds; i++) {
		double start = now(), parsed, found;
		struct dom *dom = dom_parse(data, n, NULL);

		parsed = now() - start;
		found = extract(dom);
		start = now();
		dom_free(dom);
		parsed += now() - start;
		least.parse = parsed < least.parse ? parsed : least.parse;
		least.extract = found < least.extract ? found : least.extract;
	}
	free(data);
	return least;
}

int
main(int argc, char **argv)
{
	struct cost all = { 0, 0 };
	const char *worst_name = "";
	double worst = 0;
	int rounds = 5, c, over = 0;

	while ((c = getopt(argc, argv, "r:")) == 'r')
		rounds = atoi(optarg);
	if (c != -1 || optind == argc || rounds < 1) {
		fprintf(stderr, "usage: extract [-r ROUNDS] FILE...\n");
		return 2;
	}
	for (int i = optind; i < argc; i++) {
		struct cost cost = measure(argv[i], rounds);

		all.parse += cost.parse;
		all.extract += cost.extract;
		over += cost.extract > 5 * cost.parse;
		if (cost.extract / cost.parse > worst) {
			worst = cost.extract / cost.parse;
			worst_name = argv[i];
		}
	}
	printf("%d pages: parsing %.1f ms, finding the article %.1f ms, %.2f "
	       "times; %d pages over 5 times, the worst %.2f: %s\n",
	    argc - optind, all.parse * 1e3, all.extract * 1e3,
	    all.extract / all.parse, over, worst, worst_name);
	return 0;
}
