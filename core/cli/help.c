#include "help.h"

#include "message.h"

#include <stdio.h>
#include <string.h>

/* Words, wrapped between columns 30 and 80. */
static void
put_words(const char *text, int *column)
{
	size_t n;

	for (; *text != '\0'; text += n, text += *text == ' ') {
		n = strcspn(text, " ");
		if (*column + 1 + (int)n > 80) {
			printf("\n%30s", "");
			*column = 30;
		} else if (*column > 30) {
			putchar(' ');
			++*column;
		}
		*column += printf("%.*s", (int)n, text);
	}
}

/* Prints an option and its help, which begins at column 30. */
static void
put_option(char letter, const char *name, const char *arg, bool optional,
    const char *text, const char *dflt)
{
	int n, column;

	n = letter != 0 ? printf("  -%c, --%s", letter, name)
			: printf("      --%s", name);
	if (arg != NULL)
		n += printf(optional ? "[=%s]" : "=%s", arg);
	if (n > 28)
		printf("\n%30s", "");
	else
		printf("%*s", 30 - n, "");
	column = 30;
	put_words(text, &column);
	if (dflt != NULL && *dflt != '\0') {
		char shown[80];

		snprintf(shown, sizeof(shown), "[%s]", dflt);
		put_words(shown, &column);
	}
	putchar('\n');
}

/* Each name of a format option once, with the formats that take it. */
struct seen {
	const char *names[256];
	size_t n;
	bool mdoc;
};

static bool
is_new(struct seen *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->names[i], name) == 0)
			return false;
	if (s->n < sizeof(s->names) / sizeof(s->names[0]))
		s->names[s->n++] = name;
	return true;
}

static const char *
arg_of(const oct_option *o)
{
	if (o->type == OCT_OPT_BOOL)
		return NULL;
	if (o->range != NULL)
		return o->range;
	return o->type == OCT_OPT_INT ? "N" : "TEXT";
}

static void
put_plugin_option(const oct_option *o, const char *format, void *data)
{
	struct seen *s = data;

	(void)format;
	if (!is_new(s, o->name))
		return;
	if (!s->mdoc) {
		put_option(strcmp(o->name, "css") == 0 ? 'c' : 0, o->name,
		    arg_of(o), false, o->help, o->dflt);
		return;
	}
	printf(".It Fl -%s", o->name);
	if (arg_of(o) != NULL)
		printf("=%s", arg_of(o));
	printf("\n%s", o->help);
	if (o->dflt != NULL && *o->dflt != '\0')
		printf(" (%s)", o->dflt);
	puts(".");
}

static void
put_plugin_group(const struct args *a, enum group g, bool mdoc)
{
	struct seen seen = { .mdoc = mdoc };

	if (g == GROUP_METADATA || g == GROUP_READING || g == GROUP_WRITING)
		args_each_plugin_option(a->engine,
		    g == GROUP_WRITING       ? OCT_WRITES
			: g == GROUP_READING ? OCT_READS
					     : OCT_EDITS,
		    put_plugin_option, &seen);
}

static void
put_group(const struct args *a, enum group g)
{
	const struct option *o;

	printf("%s (--help=%s):\n", group_titles[g], group_names[g]);
	for (o = options; o->name != NULL; o++)
		if (o->group == g && o->help != NULL)
			put_option(o->letter, o->name, o->arg, o->optional,
			    o->help, NULL);
	put_plugin_group(a, g, false);
}

/* The options as a section of octavo(1). */
static void
put_mdoc(const struct args *a)
{
	const struct option *o;
	size_t g;

	for (g = 0; g < GROUPS; g++) {
		printf(".Ss %s\n.Bl -tag -width Ds\n", group_titles[g]);
		for (o = options; o->name != NULL; o++) {
			if (o->group != g || o->help == NULL)
				continue;
			fputs(".It ", stdout);
			if (o->letter != 0)
				printf("Fl %c , ", o->letter);
			printf("Fl -%s", o->name);
			if (o->arg != NULL)
				printf(
				    o->optional ? " Ns Op = Ns Ar %s" : "=%s",
				    o->arg);
			printf("\n%s.\n", o->help);
		}
		put_plugin_group(a, (enum group)g, true);
		puts(".El");
	}
}

static const char overview[] =
    "octavo turns scraped pages into books and records.\n"
    "\n"
    "  octavo page.html -o page.epub            a page to an e-book\n"
    "  octavo -t text page.html                 its article as text\n"
    "  octavo a.html b.md -o book.epub          several pages to one book\n"
    "  octavo -t epub,xml -O out/ folder/       a folder, one output each\n"
    "\n"
    "Usage: octavo [OPTION]... [INPUT]...       INPUT: file, folder, or -\n"
    "\n"
    "  -f, --from=FORMAT           what to read; content and name decide else\n"
    "  -t, --to=FORMAT,...         what to write; the name of -o decides else\n"
    "  -o, --output=FILE           where to\n"
    "  -O, --output-dir=DIR        one output for each input\n"
    "  -M, --metadata=KEY=VALUE    title, author, language and so on\n"
    "\n";

int
help_show(const struct args *a)
{
	size_t g;

	if (strcmp(a->help, "mdoc") == 0) {
		put_mdoc(a);
		return 0;
	}
	if (*a->help == '\0') {
		fputs(overview, stdout);
		puts("All options, by group:");
		for (g = 0; g < GROUPS; g++)
			printf("  --help=%-20s %s\n", group_names[g],
			    group_titles[g]);
		puts("  --help=all                  all of them");
		return 0;
	}
	for (g = 0; g < GROUPS; g++)
		if (strcmp(a->help, "all") == 0 ||
		    strcmp(a->help, group_names[g]) == 0)
			break;
	if (g == GROUPS)
		die(EXIT_OPTION, "--help knows no group \"%s\"; see --help",
		    a->help);
	for (g = 0; g < GROUPS; g++)
		if (strcmp(a->help, "all") == 0 ||
		    strcmp(a->help, group_names[g]) == 0)
			put_group(a, (enum group)g);
	return 0;
}

/* --- lists ---------------------------------------------------------------- */

/* Readers that share their first extension can be asked for by that, and are
 * then told apart by content (oct_job_from()): one line for all of them. */
static void
list_family(const struct args *a, const oct_format_info *first)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	const char *family =
	    first->extensions != NULL ? first->extensions[0] : NULL;
	size_t i, members = 0;

	if (family == NULL ||
	    !oct_engine_find(a->engine, family, OCT_READS, &f) ||
	    strcmp(f.name, first->name) != 0)
		return;
	for (i = 0; oct_engine_format(a->engine, i, &f); i++)
		members += (f.roles & OCT_READS) && f.extensions != NULL &&
		    f.extensions[0] != NULL &&
		    strcmp(f.extensions[0], family) == 0;
	if (members < 2)
		return;
	printf("%-12s ", family);
	for (i = 0; oct_engine_format(a->engine, i, &f); i++)
		if ((f.roles & OCT_READS) && f.extensions != NULL &&
		    f.extensions[0] != NULL &&
		    strcmp(f.extensions[0], family) == 0)
			printf("%s%s", f.name, --members > 0 ? " or " : "");
	printf(", as the content says\n");
}

static void
list_formats(const struct args *a, uint32_t role)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	size_t i;

	for (i = 0; oct_engine_format(a->engine, i, &f); i++)
		if (f.roles & role) {
			printf("%-12s %s\n", f.name, f.summary);
			if (role == OCT_READS)
				list_family(a, &f);
		}
}

static void
list_plugins(const struct args *a)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	oct_extension_info x = { .struct_size = sizeof(x) };
	const char *file, *reason;
	size_t i;

	for (i = 0; oct_engine_format(a->engine, i, &f); i++)
		printf("%-12s %s%s%s  %s %s (%s)%s%s\n", f.name,
		    f.roles & OCT_READS ? "r" : "-",
		    f.roles & OCT_WRITES ? "w" : "-",
		    f.roles & OCT_EDITS ? "e" : "-", f.plugin_id,
		    f.plugin_version, f.plugin_licence,
		    f.file != NULL ? "  " : "  built in",
		    f.file != NULL ? f.file : "");
	for (i = 0; oct_engine_extension(a->engine, i, &x); i++)
		printf("%-12s ext  %s %s (%s)%s%s\n", x.id, x.plugin_id,
		    x.plugin_version, x.plugin_licence,
		    x.file != NULL ? "  " : "  built in",
		    x.file != NULL ? x.file : "");
	for (i = 0; oct_engine_refusal(a->engine, i, &file, &reason); i++)
		printf("refused      %s: %s\n", file, reason);
}

static void
list_option(const oct_option *o, const char *format, void *data)
{
	const char *only = data;

	if (only == NULL || strcmp(only, format) == 0)
		printf("%-12s --%s%s%s  %s%s%s%s\n", format, o->name,
		    arg_of(o) != NULL ? "=" : "",
		    arg_of(o) != NULL ? arg_of(o) : "", o->help,
		    o->dflt != NULL && *o->dflt != '\0' ? " [" : "",
		    o->dflt != NULL ? o->dflt : "",
		    o->dflt != NULL && *o->dflt != '\0' ? "]" : "");
}

int
help_list(const struct args *a)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	if (strcmp(a->list, "list-input-formats") == 0)
		list_formats(a, OCT_READS);
	else if (strcmp(a->list, "list-output-formats") == 0)
		list_formats(a, OCT_WRITES);
	else if (strcmp(a->list, "list-plugins") == 0)
		list_plugins(a);
	else if (a->list_arg != NULL &&
	    !oct_engine_find(a->engine, a->list_arg, 0, &f))
		die(EXIT_OPTION, "there is no format \"%s\"", a->list_arg);
	else
		args_each_plugin_option(
		    a->engine, 0, list_option, (void *)a->list_arg);
	return 0;
}
