/*
 * abi.c -- abi FOLDER: what the host makes of the plug-ins in the folder, good
 * and bad, with and without manifests.
 */
#include "test.h"

#include <octavo/octavo.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder;
static char scratch[] = "/tmp/octavo-abi-XXXXXX";

static const char *
path_in(const char *dir, const char *name)
{
	static char paths[4][400];
	static int turn;
	char *p = paths[turn++ % 4];

	snprintf(p, sizeof(paths[0]), "%s/%s", dir, name);
	return p;
}

/* The last refusal's reason, or "". */
static const char *
last_reason(oct_engine *e)
{
	const char *file, *reason = "";

	for (size_t i = 0; oct_engine_refusal(e, i, &file, &reason); i++)
		continue;
	return reason;
}

static void
refuses(int line, const char *name, const char *want)
{
	oct_engine *e = oct_engine_new();
	oct_status st = oct_engine_load(e, path_in(folder, name));

	test_int(__FILE__, line, name, st, OCT_EPLUGIN);
	if (!test_note(
		strstr(last_reason(e), want) != NULL, __FILE__, line, name))
		printf("\tgot  %s\n\twant %s\n", last_reason(e), want);
	oct_engine_free(e);
}
#define REFUSES(name, want) refuses(__LINE__, name ".so", want)

static void
test_refusals(void)
{
	FILE *f = fopen(path_in(scratch, "garbage.so"), "w");
	oct_engine *e = oct_engine_new();

	REFUSES("major2", "built for version 2 of the plug-in interface");
	REFUSES("empty", "returns nothing");
	REFUSES("short", "description is too short");
	REFUSES("shortformat", "description of a format is too short");
	REFUSES("noformat", "brings no format and no extension");
	REFUSES("mute", "lists extensions, but has no such function");
	REFUSES("badextension", "no id such as");
	REFUSES("badoption", "must be a whole number from 20 to 100");
	REFUSES("noread", "says that it can read, but");
	REFUSES("badname", "no name of lower-case letters");
	REFUSES("initfails", "init() failed");
	REFUSES("noentry", "no oct_plugin_entry()");
	REFUSES("missing", "no such file");
	fputs("this is no library", f);
	fclose(f);
	CHECK_INT(
	    oct_engine_load(e, path_in(scratch, "garbage.so")), OCT_EPLUGIN);
	CHECK(strstr(last_reason(e), "can't be loaded") != NULL);
	unlink(path_in(scratch, "garbage.so"));
	oct_engine_free(e);
}

static const char *
convert(oct_engine *e, const char *from, const char *text, const char *to)
{
	static char out[2000];
	oct_job *j = oct_job_new(e);
	oct_message m = { .struct_size = sizeof(m) };
	const uint8_t *data;
	size_t n;
	oct_status st = oct_job_from(j, from);

	if (st == OCT_OK)
		st = oct_job_read_memory(j, "in", text, strlen(text));
	if (st == OCT_OK)
		st = oct_job_write_memory(j, to, &data, &n);
	if (st == OCT_OK)
		snprintf(out, sizeof(out), "%.*s", (int)n, (const char *)data);
	else if (oct_job_message(j, 0, &m))
		snprintf(out, sizeof(out), "%d: %s", (int)st, m.text);
	else
		snprintf(out, sizeof(out), "%d", (int)st);
	oct_job_free(j);
	return out;
}

/* Authors who know less or more than the host. */
static void
test_growth(void)
{
	oct_engine *e = oct_engine_new();

	CHECK_INT(oct_engine_load(e, path_in(folder, "old.so")), OCT_OK);
	CHECK_INT(oct_engine_load(e, path_in(folder, "new.so")), OCT_OK);
	CHECK(strstr(convert(e, "oldtoy", "TOY\np hi\n", "newtoy"), "hi\n"));
	CHECK(strstr(convert(e, "newtoy", "TOY\np hi\n", "oldtoy"), "hi\n"));
	oct_engine_free(e);
}

/* All of them at once: the good ones work, each bad one has its reason. */
static void
test_search(void)
{
	oct_engine *e = oct_engine_new();
	const char *file, *reason;
	size_t n = 0;

	/* duplicate, initfails, new, old; good and sameid come too late or
	 * are hidden; the rest is refused */
	CHECK(oct_engine_search(e, folder) >= 3);
	while (oct_engine_refusal(e, n, &file, &reason))
		n++;
	CHECK(n >= 9);
	CHECK(strstr(convert(e, "oldtoy", "TOY\np hi\n", "newtoy"), "hi\n"));
	CHECK_INT(oct_engine_search(e, "/nonexistent"), 0);
	/* frozen: there was a job */
	CHECK_INT(oct_engine_search(e, folder), 0);
	CHECK_INT(oct_engine_load(e, path_in(folder, "good.so")), OCT_EBUG);
	oct_engine_free(e);
}

static void
test_duplicates(void)
{
	oct_engine *e = oct_engine_new();
	oct_format_info f = { .struct_size = sizeof(f) };

	CHECK_INT(oct_engine_load(e, path_in(folder, "good.so")), OCT_OK);
	CHECK_INT(
	    oct_engine_load(e, path_in(folder, "duplicate.so")), OCT_EPLUGIN);
	CHECK(strstr(last_reason(e),
		  "format \"toy\", which org.example.toy brings already") !=
	    NULL);
	/* the same id: the first one hides it without a word */
	CHECK_INT(oct_engine_load(e, path_in(folder, "sameid.so")), OCT_OK);
	CHECK(oct_engine_find(e, "toy", OCT_READS, &f));
	CHECK(f.file != NULL && strstr(f.file, "good.so") != NULL);
	CHECK(!oct_engine_format(e, 1, &f));
	oct_engine_free(e);
}

/* init() and fini() once in a process, however many engines there are. */
static void
test_once(void)
{
	oct_engine *a, *b;

	unsetenv("TOY_INIT");
	unsetenv("TOY_FINI");
	a = oct_engine_new();
	b = oct_engine_new();
	CHECK_INT(oct_engine_load(a, path_in(folder, "good.so")), OCT_OK);
	CHECK_INT(oct_engine_load(b, path_in(folder, "good.so")), OCT_OK);
	CHECK_STR(getenv("TOY_INIT"), "1");
	oct_engine_free(a);
	CHECK(getenv("TOY_FINI") == NULL);
	oct_engine_free(b);
	CHECK_STR(getenv("TOY_FINI"), "1");
}

/* --- manifests ------------------------------------------------------------ */

static void
copy_library(const char *to)
{
	char command[1000];

	snprintf(command, sizeof(command), "cp '%s' '%s'",
	    path_in(folder, "good.so"), to);
	CHECK_INT(system(command), 0);
}

static void
put_manifest(const char *text)
{
	FILE *f = fopen(path_in(scratch, "toy.plugin"), "w");

	fputs(text, f);
	fclose(f);
}

static char *
describe(void)
{
	oct_engine *e = oct_engine_new();
	char *text = oct_engine_describe(e, path_in(folder, "good.so"));

	oct_engine_free(e);
	return text;
}

static char *
replace(const char *text, const char *what, const char *with)
{
	const char *at = strstr(text, what);
	char *out = malloc(strlen(text) + strlen(with) + 1);

	CHECK(at != NULL);
	sprintf(
	    out, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
	return out;
}

/* Loaded when it is needed, not before. */
static void
test_lazy(const char *manifest)
{
	oct_engine *e = oct_engine_new();
	oct_format_info f = { .struct_size = sizeof(f) };

	put_manifest(manifest);
	unsetenv("TOY_INIT");
	CHECK_INT(oct_engine_search(e, scratch), 1);
	CHECK(oct_engine_find(e, "toy", OCT_READS, &f));
	CHECK_INT(f.loaded, 0);
	CHECK_STR(f.summary, "a format for tests");
	CHECK_STR(f.options[0].name, "toy-columns");
	CHECK_STR(f.options[0].range, "20..100");
	CHECK_INT(f.options[1].flags, OCT_OPT_MANY);
	CHECK(f.options[1].dflt == NULL && f.options[4].name == NULL);
	CHECK_STR(f.extensions[0], "toy");
	/* no signature, no name: not worth loading */
	CHECK(strstr(convert(e, NULL, "plain", "toy"), "-2: not a format"));
	CHECK(getenv("TOY_INIT") == NULL);
	CHECK(strstr(convert(e, NULL, "TOY\np hi\n", "toy"), "hi\n"));
	CHECK_STR(getenv("TOY_INIT"), "1");
	CHECK(oct_engine_find(e, "toy", OCT_READS, &f) && f.loaded == 1);
	oct_engine_free(e);
}

static void
refuses_manifest(int line, const char *manifest, const char *want)
{
	oct_engine *e = oct_engine_new();

	put_manifest(manifest);
	test_int(__FILE__, line, "search", oct_engine_search(e, scratch), 0);
	if (!test_note(
		strstr(last_reason(e), want) != NULL, __FILE__, line, want))
		printf("\tgot  %s\n", last_reason(e));
	oct_engine_free(e);
}

static void
test_bad_manifests(const char *manifest)
{
	static const char *const edits[][3] = {
		{ "octavo-plugin 1", "octavo-plugin 2", "line 1 of its" },
		{ "abi 1.0", "abi 2.0", "built for version 2" },
		{ "licence MIT\n", "", "incomplete" },
		{ "roles read write edit", "roles read eat", "line 8" },
		{ "summary", "colour blue\nsummary", "line 7" },
		{ "default 72", "default 7", "from 20 to 100" },
		{ "version 1.0\n", "version 1.0\nversion 1.0\n", "one order" },
		{ "option toy-columns int", "option toy-columns float",
		    "line 12" },
	};
	char *text;

	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		text = replace(manifest, edits[i][0], edits[i][1]);
		refuses_manifest(__LINE__, text, edits[i][2]);
		free(text);
	}
	refuses_manifest(__LINE__, "", "incomplete");
}

/* Of another version than its library: found out when it is loaded. */
static void
test_stale(const char *manifest)
{
	oct_engine *e = oct_engine_new();
	char *text = replace(manifest, "version 1.0", "version 0.9");

	put_manifest(text);
	free(text);
	CHECK_INT(oct_engine_search(e, scratch), 1);
	text = strdup(convert(e, "toy", "TOY\np hi\n", "toy"));
	CHECK(strstr(text, "-10: the plug-in org.example.toy") != NULL);
	CHECK(strstr(text, "manifest does not match it") != NULL);
	free(text);
	CHECK(strstr(last_reason(e), "does not match") != NULL);
	oct_engine_free(e);
}

/* --- extensions ----------------------------------------------------------- */

/* The same as the library tells: a plug-in without formats. */
static const char extends_manifest[] = "octavo-plugin 1\n"
				       "id org.example.extends\n"
				       "version 1.0\n"
				       "licence MIT\n"
				       "abi 1.0\n"
				       "extension org.example.echo/1\n";

static void
test_extensions(void)
{
	oct_engine *e = oct_engine_new();
	oct_extension_info x = { .struct_size = sizeof(x) };
	oct_format_info f = { .struct_size = sizeof(f) };
	char *text;

	CHECK_INT(oct_engine_load(e, path_in(folder, "extends.so")), OCT_OK);
	CHECK_INT(oct_engine_load(e, path_in(folder, "good.so")), OCT_OK);
	CHECK_INT(
	    oct_engine_load(e, path_in(folder, "extendstoo.so")), OCT_EPLUGIN);
	CHECK(strstr(last_reason(e), "which org.example.extends brings"));
	CHECK(oct_engine_format(e, 0, &f) && !oct_engine_format(e, 1, &f));
	CHECK(oct_engine_extension(e, 0, &x));
	CHECK_STR(x.id, "org.example.echo/1");
	CHECK_STR(x.plugin_id, "org.example.extends");
	CHECK(!oct_engine_extension(e, 1, &x));
	CHECK(strstr(
	    convert(e, "toy", "TOY\nextension org.example.echo/1\n", "toy"),
	    "echo\n"));
	CHECK(strstr(
	    convert(e, "toy", "TOY\nextension org.example.echo/2\n", "toy"),
	    "none\n"));
	/* outside of a plug-in there is nobody to load one for */
	CHECK(oct_job_api()->extension("org.example.echo/1") == NULL);
	text = oct_engine_describe(e, path_in(folder, "extends.so"));
	CHECK_STR(text, extends_manifest);
	free(text);
	oct_engine_free(e);
}

/* Loaded when it is first asked for; a failure is said, and is none of the
 * format that asked. */
static void
test_lazy_extension(void)
{
	oct_engine *e = oct_engine_new();
	oct_extension_info x = { .struct_size = sizeof(x) };

	put_manifest(extends_manifest); /* beside a library that is another */
	CHECK_INT(oct_engine_load(e, path_in(folder, "new.so")), OCT_OK);
	CHECK_INT(oct_engine_search(e, scratch), 1);
	CHECK(oct_engine_extension(e, 0, &x));
	CHECK_STR(last_reason(e), "");
	CHECK(strstr(convert(e, "newtoy", "TOY\nextension org.example.echo/1\n",
			 "newtoy"),
	    "none\n"));
	CHECK(strstr(last_reason(e), "does not match") != NULL);
	oct_engine_free(e);
}

int
main(int argc, char **argv)
{
	char *manifest;

	if (argc != 2 || mkdtemp(scratch) == NULL)
		return 1;
	folder = argv[1];
	test_refusals();
	test_growth();
	test_search();
	test_duplicates();
	test_once();
	copy_library(path_in(scratch, "toy.so"));
	if ((manifest = describe()) == NULL)
		return 1;
	test_lazy(manifest);
	test_bad_manifests(manifest);
	test_stale(manifest);
	test_extensions();
	test_lazy_extension();
	free(manifest);
	unlink(path_in(scratch, "toy.so"));
	unlink(path_in(scratch, "toy.plugin"));
	CHECK(rmdir(scratch) == 0);
	return test_done();
}
