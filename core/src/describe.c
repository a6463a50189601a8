/*
 * octavo-describe PLUGIN.so... -- writes the manifest of each plug-in beside
 * its library (PLUGIN.plugin); with -o FILE, that of one plug-in to FILE.
 */
#include "output.h"

#include <errno.h>
#include <octavo/octavo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
write_manifest(oct_engine *e, const char *library, const char *manifest)
{
	static size_t refused;
	const char *file, *reason;
	char *text = oct_engine_describe(e, library);
	bool ok = text != NULL && output_save(manifest, text, strlen(text));

	if (text == NULL) {
		for (; oct_engine_refusal(e, refused, &file, &reason);
		     refused++)
			fprintf(
			    stderr, "octavo-describe: %s: %s\n", file, reason);
	} else if (!ok) {
		fprintf(stderr, "octavo-describe: %s: %s\n", manifest,
		    strerror(errno));
	}
	free(text);
	return ok;
}

static bool
describe_beside(oct_engine *e, const char *library)
{
	const char *dot = strrchr(library, '.');
	int n = dot != NULL ? (int)(dot - library) : (int)strlen(library);
	char *manifest;
	bool ok;

	if (asprintf(&manifest, "%.*s.plugin", n, library) < 0)
		return false;
	ok = write_manifest(e, library, manifest);
	free(manifest);
	return ok;
}

int
main(int argc, char **argv)
{
	oct_engine *e = oct_engine_new();
	bool ok = e != NULL && argc > 1;

	if (argc == 4 && strcmp(argv[1], "-o") == 0) {
		ok = e != NULL && write_manifest(e, argv[3], argv[2]);
	} else if (argc < 2 || argv[1][0] == '-') {
		fprintf(
		    stderr, "usage: octavo-describe [-o FILE] PLUGIN.so...\n");
		ok = false;
	} else {
		for (int i = 1; ok && i < argc; i++)
			ok = describe_beside(e, argv[i]);
	}
	oct_engine_free(e);
	return ok ? 0 : 1;
}
