#include "rules.h"

#include "batch.h"
#include "convert.h"
#include "message.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The n-th value of --rules; NULL past the last. */
static const char *
nth_rules(const struct args *a, size_t n)
{
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action == ACT_PLUGIN &&
		    strcmp(a->settings[i].name, "rules") == 0 && n-- == 0)
			return a->settings[i].value;
	return NULL;
}

static bool
is_about_rules(const oct_message *m)
{
	return strncmp(m->code, "rules.", 6) == 0;
}

/* --- listing -------------------------------------------------------------- */

struct listing {
	const struct args *args;
	size_t files, problems, broken; /* broken: files with problems */
};

static size_t
count_lines(const char *file)
{
	FILE *f = fopen(file, "re");
	size_t lines = 0;
	int c, last = '\n';

	while (f != NULL && (c = fgetc(f)) != EOF) {
		lines += c == '\n';
		last = c;
	}
	if (f != NULL)
		fclose(f);
	return lines + (last != '\n');
}

/* What is wrong, a line each; how much of it keeps rules from working. */
static size_t
put_problems(const oct_job *job)
{
	oct_message m = { .struct_size = sizeof(m) };
	size_t problems = 0;

	for (size_t i = 0; oct_job_message(job, i, &m); i++) {
		if (strcmp(m.code, "rules.summary") == 0)
			continue;
		problems += m.severity >= OCT_WARNING;
		printf("    %s:%u: %s\n", m.input, (unsigned)m.line, m.text);
	}
	return problems;
}

static void
list_file(struct listing *l, const char *file, const char *hidden_by)
{
	const char *name = strrchr(file, '/'), *summary = "";
	oct_message m = { .struct_size = sizeof(m) };
	oct_job *job = oct_job_new(l->args->engine);
	size_t problems;

	if (job == NULL)
		die(EXIT_IO, "out of memory");
	name = name != NULL ? name + 1 : file;
	if (oct_job_from(job, "site-rules") == OCT_OK)
		oct_job_read_file(job, file);
	for (size_t i = 0; oct_job_message(job, i, &m); i++)
		if (strcmp(m.code, "rules.summary") == 0)
			summary = m.text;
	printf("%-32.*s %4zu lines  %s\n",
	    (int)(strlen(name) - (strstr(name, ".txt") != NULL ? 4 : 0)), name,
	    count_lines(file), summary);
	if (hidden_by != NULL)
		printf("    %s: not used: %s has a file of this name, too\n",
		    file, hidden_by);
	problems = put_problems(job);
	l->files++;
	l->problems += problems;
	l->broken += problems != 0;
	oct_job_free(job);
}

/* The folder named before this one that has a file of that name. */
static const char *
find_hiding(const struct args *a, size_t before, const char *name)
{
	struct stat st;
	char *path;
	bool is;

	for (size_t i = 0; i < before; i++) {
		if (asprintf(&path, "%s/%s", nth_rules(a, i), name) < 0)
			die(EXIT_IO, "out of memory");
		is = stat(path, &st) == 0;
		free(path);
		if (is)
			return nth_rules(a, i);
	}
	return NULL;
}

static int
is_rules(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
list_folder(struct listing *l, size_t number, const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, is_rules, by_name);
	char *path;

	if (n < 0)
		die(EXIT_IO, "%s: can't be read: %s", folder, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (asprintf(&path, "%s/%s", folder, names[i]->d_name) < 0)
			die(EXIT_IO, "out of memory");
		list_file(
		    l, path, find_hiding(l->args, number, names[i]->d_name));
		free(path);
		free(names[i]);
	}
	free(names);
}

int
rules_list(const struct args *a)
{
	struct listing l = { .args = a };
	const char *value;
	struct stat st;

	if (nth_rules(a, 0) == NULL)
		die(EXIT_OPTION, "--list-rules needs --rules=FILE or =DIR");
	for (size_t i = 0; (value = nth_rules(a, i)) != NULL; i++) {
		if (stat(value, &st) != 0)
			die(EXIT_IO, "%s: can't be read: %s", value,
			    strerror(errno));
		if (S_ISDIR(st.st_mode))
			list_folder(&l, i, value);
		else
			list_file(&l, value, NULL);
	}
	printf("%zu file%s, %zu problem%s in %zu\n", l.files,
	    l.files == 1 ? "" : "s", l.problems, l.problems == 1 ? "" : "s",
	    l.broken);
	return l.problems == 0    ? 0
	    : l.broken == l.files ? EXIT_ALL_FAILED
				  : EXIT_SOME_FAILED;
}

/* --- testing -------------------------------------------------------------- */

struct tally {
	size_t matched, unmatched, held, failed;
};

static void
count_message(struct tally *t, const oct_message *m)
{
	t->matched += strcmp(m->code, "rules.matched") == 0;
	t->unmatched += strcmp(m->code, "rules.unmatched") == 0;
	t->held += strcmp(m->code, "rules.test") == 0 &&
	    strstr(m->text, "test_contains") != NULL;
	t->failed += m->severity >= OCT_WARNING;
}

static void
put_message(const oct_message *m)
{
	const char *mark = m->severity >= OCT_WARNING ? "!"
	    : strcmp(m->code, "rules.unmatched") == 0 ? "-"
						      : "+";

	if (!is_about_rules(m) && m->severity < OCT_ERROR)
		return;
	printf("  %s %s\n", mark, m->text);
}

/* One input; whether nothing failed. */
static bool
try_input(const struct args *a, const char *input)
{
	oct_job *job = convert_new_job(a, NULL);
	oct_message m = { .struct_size = sizeof(m) };
	struct tally t = { 0, 0, 0, 0 };
	oct_status status;

	if (oct_job_set(job, "trace-rules", "true") != OCT_OK)
		die(EXIT_PLUGIN, "no reader here knows rules for sites");
	status = convert_read(job, input);
	for (size_t i = 0; oct_job_message(job, i, &m); i++)
		if (is_about_rules(&m))
			count_message(&t, &m);
	printf("%s: %zu matched, %zu matched nothing, %zu test%s held, %zu "
	       "problem%s%s\n",
	    input, t.matched, t.unmatched, t.held, t.held == 1 ? "" : "s",
	    t.failed, t.failed == 1 ? "" : "s",
	    status != OCT_OK ? "; not converted" : "");
	for (size_t i = 0; oct_job_message(job, i, &m); i++)
		put_message(&m);
	oct_job_free(job);
	return status == OCT_OK && t.failed == 0;
}

int
rules_try(const struct args *a)
{
	struct items items = { .scratch = scratch_new() };
	size_t failed = 0, all;

	if (nth_rules(a, 0) == NULL)
		die(EXIT_OPTION, "--test-rules needs --rules=FILE or =DIR");
	items_collect(&items, a, &failed);
	all = items.n + failed;
	if (all == 0)
		die(EXIT_OPTION, "--test-rules needs pages to test them on");
	for (size_t i = 0; i < items.n; i++)
		failed += !try_input(a, items.list[i].input);
	items_free(&items);
	printf("%zu page%s, %zu with problems\n", all, all == 1 ? "" : "s",
	    failed);
	return failed == 0  ? 0
	    : failed == all ? EXIT_ALL_FAILED
			    : EXIT_SOME_FAILED;
}
