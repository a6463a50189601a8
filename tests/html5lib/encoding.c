/*
 * encoding.c -- html5lib's encoding tests: encoding FOLDER
 *
 * Each case is a page and the encoding a browser takes it for.  What counts is
 * what the page itself declares: byte order mark, then prescan of
 * 1024 bytes and of all, then windows-1252.  Exit 77 where the folder is
 * absent.
 */
#include "charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	int passed, failed;
};

static char *
read_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *p = NULL;
	long len;

	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (len = ftell(f)) >= 0 &&
	    (p = calloc((size_t)len + 9, 1)) != NULL) {
		rewind(f);
		*n = fread(p, 1, (size_t)len, f);
	}
	fclose(f);
	return p;
}

static void
run_case(const char *file, const char *data, size_t n, const char *want,
    size_t want_n, struct tally *t)
{
	const struct charset *got, *expected = charset_find(want, want_n);
	size_t bom;

	if ((got = charset_bom((const uint8_t *)data, n, &bom)) == NULL)
		got = charset_prescan((const uint8_t *)data,
		    n < CHARSET_WINDOW ? n : CHARSET_WINDOW);
	if (got == NULL)
		got = charset_prescan((const uint8_t *)data, n);
	if (got == NULL)
		got = charset_find("windows-1252", 12);
	if (expected != NULL && strcmp(got->name, expected->name) == 0) {
		t->passed++;
		return;
	}
	t->failed++;
	printf("%s: want %.*s, got %s\n%.*s\n\n", file, (int)want_n, want,
	    got->name, (int)n, data);
}

static void
run_file(const char *folder, const char *name, struct tally *t)
{
	static const char data_mark[] = "#data\n",
			  want_mark[] = "\n#encoding\n";
	char path[4096], *text, *p, *end, *line_end;
	size_t n = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if ((text = read_file(path, &n)) == NULL)
		exit(77);
	for (p = text; (p = memmem(p, (size_t)(text + n - p), data_mark,
			    sizeof(data_mark) - 1)) != NULL;) {
		p += sizeof(data_mark) - 1;
		end = memmem(p, (size_t)(text + n - p), want_mark,
		    sizeof(want_mark) - 1);
		if (end == NULL)
			break;
		line_end = strchrnul(end + sizeof(want_mark) - 1, '\n');
		run_case(name, p, (size_t)(end - p),
		    end + sizeof(want_mark) - 1,
		    (size_t)(line_end - end) - (sizeof(want_mark) - 1), t);
		p = line_end;
	}
	free(text);
}

int
main(int argc, char **argv)
{
	struct tally t = { 0, 0 };

	if (argc != 2)
		return 2;
	run_file(argv[1], "tests1.dat", &t);
	run_file(argv[1], "tests2.dat", &t);
	run_file(argv[1], "test-yahoo-jp.dat", &t);
	printf("%d passed, %d failed\n", t.passed, t.failed);
	return t.failed != 0 || t.passed == 0;
}
