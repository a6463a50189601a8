/*
 * replay.c -- runs a fuzzer over the files of folders, without libFuzzer:
 * replay FOLDER...
 * What fuzzing found stays found.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	free(data);
	return 0;
}

static int
replay_folder(const char *name, int *count)
{
	DIR *folder = opendir(name);
	struct dirent *entry;
	char path[4096];
	int failed = 0;

	if (folder == NULL) {
		perror(name);
		return 1;
	}
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", name, entry->d_name);
		failed += replay(path);
		++*count;
	}
	closedir(folder);
	return failed;
}

int
main(int argc, char **argv)
{
	int i, failed = 0, count = 0;

	for (i = 1; i < argc; i++)
		failed += replay_folder(argv[i], &count);
	printf("%d files\n", count);
	return failed > 0 || count == 0;
}
