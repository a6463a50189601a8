/*
 * replay.c -- runs a fuzzer over the files of a folder, without libFuzzer:
 * replay FOLDER
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

int
main(int argc, char **argv)
{
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	int failed = 0, count = 0;
	struct dirent *entry;
	char path[4096];

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
		failed += replay(path);
		count++;
	}
	if (folder != NULL)
		closedir(folder);
	printf("%d files\n", count);
	return failed > 0 || count == 0;
}
