#include "batch.h"
#include "message.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
put_stem(FILE *f, const char *input)
{
	const char *name = strrchr(input, '/'), *dot;

	name = name != NULL ? name + 1 : input;
	if (strcmp(name, "-") == 0)
		name = "stdin";
	dot = strrchr(name, '.');
	fwrite(name, 1,
	    dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name),
	    f);
}

/* Expands the template; what it does not know ends the process. */
static void
expand(FILE *f, const char *template, const struct item *item, size_t number)
{
	const char *p;
	size_t n;

	for (p = template; *p != '\0'; p += n) {
		n = strcspn(p, "{}");
		fwrite(p, 1, n, f);
		if (p[n] == '\0')
			return;
		p += n;
		n = strcspn(p, "}") + 1;
		if (strncmp(p, "{dir}/", 6) == 0 && *item->dir == '\0')
			n++; /* no folder, no slash */
		else if (strncmp(p, "{dir}", 5) == 0)
			fputs(item->dir, f);
		else if (strncmp(p, "{stem}", 6) == 0)
			put_stem(f, item->input);
		else if (strncmp(p, "{n}", 3) == 0)
			fprintf(f, "%zu", number + 1);
		else
			die(EXIT_OPTION,
			    "--output-name: %.*s is none of {dir} {stem} {n}",
			    (int)(n < 40 ? n : 40), p);
	}
}

char *
item_name(const struct args *a, const struct item *item, size_t number)
{
	const char *template =
	    a->output_name != NULL ? a->output_name : "{dir}/{stem}";
	char *name = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&name, &n);

	if (f == NULL)
		die(EXIT_IO, "out of memory");
	fprintf(f, "%s/", a->output_dir);
	expand(f, template, item, number);
	if (fclose(f) != 0)
		die(EXIT_IO, "out of memory");
	return name;
}

char *
item_file(const struct args *a, const char *name, const char *format)
{
	oct_format_info info = { .struct_size = sizeof(info) };
	char *file;

	oct_engine_find(a->engine, format, OCT_WRITES, &info);
	if (asprintf(&file, "%s.%s", name,
		info.extensions != NULL ? info.extensions[0] : format) < 0)
		die(EXIT_IO, "out of memory");
	return file;
}

char *
item_output(const struct args *a, const struct item *item, size_t number,
    const char *format)
{
	char *name = item_name(a, item, number);
	char *file = item_file(a, name, format);

	free(name);
	return file;
}

struct taken {
	char *name;
	const char *input;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct taken *)a)->name, ((const struct taken *)b)->name);
}

static void
free_taken(void *p)
{
	struct taken *t = p;

	free(t->name);
	free(t);
}

void
items_check_names(const struct args *a, const struct items *items)
{
	void *tree = NULL;
	struct taken *t, **found;
	size_t i;

	/* formats differ by their extensions: one stands for all */
	for (i = 0; i < items->n; i++) {
		t = xcalloc(1, sizeof(*t));
		t->input = items->list[i].input;
		t->name = item_output(a, &items->list[i], i, a->formats[0]);
		found = tsearch(t, &tree, by_name);
		if (found == NULL)
			die(EXIT_IO, "out of memory");
		if (*found == t)
			continue;
		complain("%s and %s would both become %s; nothing was "
			 "converted; --output-name '{n}-{stem}' keeps them "
			 "apart",
		    (*found)->input, t->input, t->name);
		free_taken(t);
		tdestroy(tree, free_taken);
		exit(EXIT_IO);
	}
	tdestroy(tree, free_taken);
}
