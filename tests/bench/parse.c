/*
 * parse.c -- HTML parsers side by side: parse [-r ROUNDS] [-p PARSER] FILE...
 *
 * Every file is read first; then each parser in turn parses and frees all of
 * them, round by round, so that a change of the machine's mood meets all alike.
 * Prints the median of the rounds in MB/s, the memory alive after the parse for
 * each byte of input, and the largest excess over four bytes a byte.  -p runs
 * one parser alone, once: for callgrind, whose instruction counts can be
 * repeated; "none" only reads the files, to be subtracted.
 */
#include <libxml/HTMLparser.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_GUMBO
#include <gumbo.h>
#endif

#include "dom.h"

enum { ROUNDS_MAX = 99 };

struct page {
	char *bytes;
	size_t len;
};

struct parser {
	const char *name;
	void *(*parse)(const struct page *page);
	void (*free)(void *document);
};

static void *
dom_open(const struct page *page)
{
	return dom_parse(page->bytes, page->len, NULL);
}

static void
dom_close(void *document)
{
	dom_free(document);
}

static void *
libxml2_open(const struct page *page)
{
	return htmlReadMemory(page->bytes, (int)page->len, "", "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET | HTML_PARSE_COMPACT);
}

static void
libxml2_close(void *document)
{
	xmlFreeDoc(document);
}

#ifdef HAVE_GUMBO
static void *
gumbo_open(const struct page *page)
{
	return gumbo_parse_with_options(
	    &kGumboDefaultOptions, page->bytes, page->len);
}

static void
gumbo_close(void *document)
{
	gumbo_destroy_output(&kGumboDefaultOptions, document);
}
#endif

static const struct parser parsers[] = {
	{ "octavo", dom_open, dom_close },
	{ "libxml2", libxml2_open, libxml2_close },
#ifdef HAVE_GUMBO
	{ "gumbo", gumbo_open, gumbo_close },
#endif
};
enum { PARSERS = sizeof(parsers) / sizeof(*parsers) };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
run(const struct parser *parser, const struct page *pages, int count)
{
	double start = now();

	for (int i = 0; i < count; i++)
		parser->free(parser->parse(&pages[i]));
	return now() - start;
}

static size_t
allocated(void)
{
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
report(const struct parser *parser, double *seconds, int rounds,
    const struct page *pages, int count, double total)
{
	double live = 0, worst = 0, excess;

	for (int i = 0; i < count; i++) {
		size_t before = allocated();
		void *document = parser->parse(&pages[i]);
		double now_live = (double)(allocated() - before);

		excess = now_live - 4.0 * (double)pages[i].len;
		live += now_live;
		worst = excess > worst ? excess : worst;
		parser->free(document);
	}
	qsort(seconds, (size_t)rounds, sizeof(*seconds), by_value);
	printf("%-8s %7.1f MB/s  (%.1f to %.1f)  %5.2f live bytes a byte, at "
	       "most 4 a byte and %.0f KB\n",
	    parser->name, total / seconds[rounds / 2] / 1e6,
	    total / seconds[rounds - 1] / 1e6, total / seconds[0] / 1e6,
	    live / total, worst / 1024);
}

static struct page
read_page(const char *path)
{
	struct page page = { 0 };
	FILE *f = fopen(path, "rb");
	long len;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (len = ftell(f)) < 0 ||
	    (page.bytes = malloc((size_t)len + 1)) == NULL) {
		perror(path);
		exit(1);
	}
	rewind(f);
	page.len = fread(page.bytes, 1, (size_t)len, f);
	fclose(f);
	return page;
}

static int
run_one(const char *name, const struct page *pages, int count)
{
	for (int i = 0; i < PARSERS; i++)
		if (strcmp(parsers[i].name, name) == 0) {
			run(&parsers[i], pages, count);
			return 0;
		}
	return strcmp(name, "none") != 0;
}

int
main(int argc, char **argv)
{
	double seconds[PARSERS][ROUNDS_MAX], total = 0;
	const char *only = NULL;
	int option, rounds = 9, count, failed = 0;
	struct page *pages;

	while ((option = getopt(argc, argv, "r:p:")) != -1) {
		if (option == 'r')
			rounds = (int)strtol(optarg, NULL, 10);
		else if (option == 'p')
			only = optarg;
		else
			return 2;
	}
	count = argc - optind;
	if (count == 0 || rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(
		    stderr, "usage: parse [-r ROUNDS] [-p PARSER] FILE...\n");
		return 2;
	}
	pages = calloc((size_t)count, sizeof(*pages));
	if (pages == NULL)
		return 1;
	for (int i = 0; i < count; i++) {
		pages[i] = read_page(argv[optind + i]);
		total += (double)pages[i].len;
	}
	if (only != NULL) {
		failed = run_one(only, pages, count);
	} else {
		printf("%d pages, %.0f bytes\n", count, total);
		for (int r = 0; r < rounds; r++)
			for (int i = 0; i < PARSERS; i++)
				seconds[i][r] = run(&parsers[i], pages, count);
		for (int i = 0; i < PARSERS; i++)
			report(&parsers[i], seconds[i], rounds, pages, count,
			    total);
	}
	for (int i = 0; i < count; i++)
		free(pages[i].bytes);
	free(pages);
	return failed;
}
