/*
 * replay.c -- runs a fuzzer over the files of folders, without libFuzzer:
 * replay FOLDER...
 * What fuzzing found stays found.  For a few seconds it goes on with the same
 * files somewhat changed, in the same ways each time.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 2000, RUNS = 20000, SECONDS = 3, LONGEST = 100000 };

struct file {
	uint8_t *data;
	size_t size;
};
static struct file files[FILES];
static size_t n_files;

static int
replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;
	long size = -1;

	if (f != NULL && fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (size >= 0)
		data = malloc((size_t)size + 1);
	if (data == NULL) {
		perror(path);
		return 1;
	}
	rewind(f);
	size = (long)fread(data, 1, (size_t)size, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	if (n_files < FILES && size > 0 && size < LONGEST)
		files[n_files++] = (struct file){ data, (size_t)size };
	else
		free(data);
	return 0;
}

/* xorshift64 (G. Marsaglia, 2003) */
static size_t
pick(size_t below)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

/* Bytes are changed, left out, said again, or come from another file. */
static size_t
change(uint8_t *data, size_t size, const struct file *other)
{
	size_t at = pick(size), n = 1 + pick(size - at > 64 ? 64 : size - at);
	size_t from = pick(other->size);

	switch (pick(4)) {
	case 0:
		data[at] = pick(2) != 0 ? (uint8_t)pick(256)
					: data[at] ^ (uint8_t)(1u << pick(8));
		return size;
	case 1:
		memmove(data + at, data + at + n, size - at - n);
		return size > n ? size - n : size;
	case 2: memmove(data + at + n, data + at, size - at); return size + n;
	default:
		if (n > other->size - from)
			n = other->size - from;
		memcpy(data + at, other->data + from, n);
		return at + n > size ? at + n : size;
	}
}

static size_t
replay_changed(void)
{
	const time_t end = time(NULL) + SECONDS;
	size_t runs = 0;

	while (n_files > 0 && runs < RUNS && time(NULL) < end) {
		const struct file *f = &files[pick(n_files)];
		uint8_t *data = malloc(f->size + 64 * 8);
		size_t size = f->size;

		if (data == NULL)
			break;
		memcpy(data, f->data, size);
		for (size_t k = 1 + pick(8); k > 0; k--)
			size = change(data, size, &files[pick(n_files)]);
		LLVMFuzzerTestOneInput(data, size);
		free(data);
		runs++;
	}
	return runs;
}

static int
replay_folder(const char *name, int *count)
{
	struct dirent **entries;
	int n = scandir(name, &entries, NULL, alphasort), failed = 0;
	char path[4096];

	if (n < 0) {
		perror(name);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", name,
			    entries[i]->d_name);
			failed += replay(path);
			++*count;
		}
		free(entries[i]);
	}
	free(entries);
	return failed;
}

int
main(int argc, char **argv)
{
	int i, failed = 0, count = 0;

	for (i = 1; i < argc; i++)
		failed += replay_folder(argv[i], &count);
	printf("%d files\n", count);
	printf("%zu more, changed\n", replay_changed());
	for (size_t k = 0; k < n_files; k++)
		free(files[k].data);
	return failed > 0 || count == 0;
}
