/*
 * Fuzzes what users write for the command: a file of options, of metadata, the
 * description of a book, and the command line itself, a word a line.  The first
 * byte says which it is.
 */
#include "args.h"
#include "book.h"
#include "data_file.h"
#include "message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jmp_buf end;

/* In place of message.c: what ends the process ends the attempt. */
void
die(int code, const char *fmt, ...)
{
	char text[2000];
	va_list ap;

	(void)code;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	longjmp(end, 1);
}

void
complain(const char *fmt, ...)
{
	(void)fmt;
}

void
message_say(
    int32_t severity, const char *code, const char *input, const char *fmt, ...)
{
	(void)severity;
	(void)code;
	(void)input;
	(void)fmt;
}

/* In a folder of its own, so that patterns of a book find nothing else. */
static const char *
file_of(const uint8_t *data, size_t size)
{
	static char folder[] = "/tmp/octavo-fuzz-XXXXXX", file[64];
	FILE *f;

	if (file[0] == '\0') {
		if (mkdtemp(folder) == NULL)
			abort();
		snprintf(file, sizeof(file), "%s/book.yaml", folder);
	}
	f = fopen(file, "wb");
	if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0)
		abort();
	return file;
}

static void
read_words(struct args *a, char *text)
{
	char *words[WORDS] = { (char *)(uintptr_t) "octavo" };
	int n = 1;

	for (char *w = text; w != NULL && n < WORDS - 1;)
		words[n++] = strsep(&w, "\n");
	args_parse(a, n, words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static oct_engine *engine;
	static struct args a;
	static char *text;
	static int first; /* descriptor that is free */

	if (engine == NULL) {
		engine = oct_engine_new();
		oct_engine_search(engine, NULL);
	}
	if (size == 0)
		return 0;
	a = (struct args){ .engine = engine };
	first = dup(STDERR_FILENO);
	close(first);
	text = strndup((const char *)data + 1, size - 1);
	if (setjmp(end) == 0) {
		switch (data[0] & 3) {
		case 0:
			data_file_defaults(&a, file_of(data + 1, size - 1));
			break;
		case 1:
			data_file_metadata(&a, file_of(data + 1, size - 1));
			break;
		case 2: book_read(&a, file_of(data + 1, size - 1)); break;
		default: read_words(&a, text); break;
		}
	}
	args_free(&a);
	free(text);
	/* what was open when the attempt ended */
	close_range((unsigned)first, ~0u, 0);
	return 0;
}
