#include "report_page.h"

#include "args.h"
#include "message.h"
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The template; its data go where it says so. */
extern const char report_html[];
extern const size_t report_html_size;
#define MARK "@DATA@"

/* Marks that could end the script are escaped. */
#define FLAGS (JSON_COMPACT | JSON_ESCAPE_SLASH | JSON_REAL_PRECISION(6))

struct report_page {
	const char *name;
	const char *outputs; /* the folder, as the lines have it */
	struct output output;
	FILE *file;
	bool any;
};

static _Noreturn void
fail(const char *name)
{
	die(EXIT_IO, "%s: can't write the report: %s", name, strerror(errno));
}

/* The way from the folder of `file` to `folder`, both absolute or both not:
 * "../out/".  Allocated. */
static char *
way(const char *file, const char *folder)
{
	char *from = realpath(file, NULL), *to = realpath(folder, NULL);
	size_t same = 0, n = 0;
	char *s = NULL;
	FILE *f = open_memstream(&s, &n);

	if (f == NULL || from == NULL || to == NULL)
		die(EXIT_IO, "%s: %s", folder, strerror(errno));
	for (size_t i = 0; from[i] == to[i] && from[i] != '\0'; i++)
		if (from[i] == '/')
			same = i + 1;
	if (strncmp(from, to, strlen(to)) == 0 && from[strlen(to)] == '/')
		same =
		    strlen(to) + 1; /* the page lies in the folder or below */
	for (const char *p = from + same; (p = strchr(p, '/')) != NULL; p++)
		fputs("../", f);
	if (same < strlen(to))
		fprintf(f, "%s/", to + same);
	free(from);
	free(to);
	if (fclose(f) != 0)
		die(EXIT_IO, "out of memory");
	return s;
}

static void
write_head(struct report_page *p)
{
	const char *mark =
	    memmem(report_html, report_html_size, MARK, strlen(MARK));
	char *folder =
	    way(p->output.temp != NULL ? p->output.temp : p->name, p->outputs);
	json_t *o =
	    json_pack("{s:s, s:s}", "version", oct_version(), "folder", folder);
	char *text = o != NULL ? json_dumps(o, FLAGS) : NULL;

	if (text == NULL)
		die(EXIT_IO, "%s: its name is not UTF-8", p->outputs);
	fwrite(report_html, 1, (size_t)(mark - report_html), p->file);
	/* the rows come into the same object */
	fprintf(p->file, "%.*s,\"rows\":[\n", (int)strlen(text) - 1, text);
	free(text);
	free(folder);
	json_decref(o);
}

struct report_page *
report_page_new(const struct args *a)
{
	struct report_page *p = xcalloc(1, sizeof(*p));

	p->name = a->report_html;
	p->outputs = a->output_dir;
	if (!output_begin(&p->output, p->name))
		fail(p->name);
	p->file = fdopen(dup(p->output.fd), "we");
	if (p->file == NULL)
		fail(p->name);
	write_head(p);
	return p;
}

static json_t *
member(const json_t *line, const char *key)
{
	json_t *value = json_object_get(line, key);

	return value != NULL ? json_incref(value) : json_null();
}

/* Below the folder of the outputs. */
static json_t *
files_of(const struct report_page *p, const json_t *line)
{
	const json_t *outputs = json_object_get(line, "outputs");
	const size_t n = strlen(p->outputs);
	json_t *files = json_array();
	const char *name;
	size_t i;
	json_t *o;

	json_array_foreach(outputs, i, o)
	{
		name = json_string_value(json_object_get(o, "file"));
		if (name != NULL && strncmp(name, p->outputs, n) == 0)
			json_array_append_new(files,
			    json_string(name + n + strspn(name + n, "/")));
	}
	return files;
}

/* As report.html numbers them. */
void
report_page_add(struct report_page *p, const json_t *line)
{
	const json_t *other = json_object_get(line, "of");
	json_t *row = json_array();

	if (other == NULL)
		other = json_object_get(line, "into");
	json_array_append_new(row, member(line, "input"));
	json_array_append_new(row, member(line, "status"));
	json_array_append_new(row,
	    other != NULL ? json_copy((json_t *)(uintptr_t)other)
			  : member(line, "reason"));
	json_array_append_new(row, member(line, "confidence"));
	json_array_append_new(row, member(line, "seconds"));
	json_array_append_new(row, member(line, "bytes"));
	json_array_append_new(row, files_of(p, line));
	json_array_append_new(row, member(line, "host"));
	if (p->any)
		fputs(",\n", p->file);
	p->any = true;
	json_dumpf(row, p->file, FLAGS);
	json_decref(row);
}

bool
report_page_free(struct report_page *p)
{
	const char *mark =
	    memmem(report_html, report_html_size, MARK, strlen(MARK));
	bool ok;

	mark += strlen(MARK);
	fputs("\n]}", p->file);
	fwrite(
	    mark, 1, report_html_size - (size_t)(mark - report_html), p->file);
	ok = !ferror(p->file);
	ok = fclose(p->file) == 0 && ok;
	ok = ok && output_sync(&p->output);
	if (!ok)
		output_drop(&p->output);
	else
		ok = output_end(&p->output, true);
	if (!ok)
		complain("%s: the report can't be written: %s", p->name,
		    strerror(errno));
	free(p);
	return ok;
}
