/* completion.c: completion for shells, from the table of options and the
 * options that formats declare. */
#include "help.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One option as completion sees it. */
struct word {
	char letter;
	const char *name, *help;
	const char *choices; /* "a|b|c", or NULL */
	bool takes, file, folder;
};

typedef void put_word(const struct word *);

static bool
ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

struct round {
	put_word *put;
	const char *names[256];
	size_t n;
};

static void
take_plugin_option(const oct_option *o, const char *format, void *data)
{
	struct round *r = data;
	struct word w = { 0, o->name, o->help, NULL, false, false, false };
	size_t i;

	(void)format;
	for (i = 0; i < r->n; i++)
		if (strcmp(r->names[i], o->name) == 0)
			return;
	if (r->n < sizeof(r->names) / sizeof(r->names[0]))
		r->names[r->n++] = o->name;
	w.takes = o->type != OCT_OPT_BOOL;
	w.choices = o->type == OCT_OPT_CHOICE ? o->range : NULL;
	w.file = (o->flags & (OCT_OPT_FILE | OCT_OPT_FOLDER)) != 0;
	r->put(&w);
}

static void
each_word(const struct args *a, put_word *put)
{
	struct round r = { .put = put };
	const struct option *o;

	for (o = options; o->name != NULL; o++) {
		struct word w = { o->letter, o->name, o->help, NULL, false,
			false, false };

		if (o->help == NULL)
			continue;
		w.takes = o->arg != NULL && !o->optional;
		w.file = w.takes && ends_in(o->arg, "FILE");
		w.folder = w.takes && strncmp(o->arg, "DIR", 3) == 0;
		if (w.takes && strchr(o->arg, '|') != NULL && !w.file)
			w.choices = o->arg;
		put(&w);
	}
	args_each_plugin_option(a->engine, 0, take_plugin_option, &r);
}

/* "a|b" with another separator. */
static void
put_choices(const char *s, char separator)
{
	for (; *s != '\0'; s++)
		putchar(*s == '|' ? separator : *s);
}

static void
put_formats(const struct args *a, uint32_t role)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	size_t i;

	for (i = 0; oct_engine_format(a->engine, i, &f); i++)
		if (f.roles & role)
			printf("%s ", f.name);
}

/* --- bash ----------------------------------------------------------------- */

static void
bash_case(const struct word *w)
{
	if (w->choices == NULL && !w->file && !w->folder)
		return;
	printf("\t--%s", w->name);
	if (w->letter != 0)
		printf("|-%c", w->letter);
	printf(") COMPREPLY=($(compgen ");
	if (w->choices != NULL) {
		printf("-W '");
		put_choices(w->choices, ' ');
		printf("'");
	} else {
		printf(w->folder ? "-d" : "-f");
	}
	puts(" -- \"$cur\")); return;;");
}

static void
bash_name(const struct word *w)
{
	printf("--%s ", w->name);
}

static void
put_bash(const struct args *a)
{
	puts("# bash completion for octavo\n_octavo() {\n"
	     "\tlocal cur=${COMP_WORDS[COMP_CWORD]}"
	     " prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	     "\tif [ \"$cur\" = = ]; then cur=; fi\n"
	     "\tif [ \"$prev\" = = ]; then"
	     " prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
	     "\tcase $prev in");
	printf("\t--from|-f) COMPREPLY=($(compgen -W '");
	put_formats(a, OCT_READS);
	printf("' -- \"$cur\")); return;;\n"
	       "\t--to|-t) COMPREPLY=($(compgen -W '");
	put_formats(a, OCT_WRITES);
	puts("' -- \"$cur\")); return;;");
	each_word(a, bash_case);
	printf("\tesac\n\tcase $cur in\n\t-*) COMPREPLY=($(compgen -W '");
	each_word(a, bash_name);
	puts("' -- \"$cur\"));;\n\t*) COMPREPLY=($(compgen -f -- \"$cur\"));;\n"
	     "\tesac\n}\ncomplete -o filenames -F _octavo octavo");
}

/* --- zsh ------------------------------------------------------------------ */

/* Quotes what has a meaning in an _arguments specification. */
static void
zsh_text(const char *s)
{
	for (; *s != '\0'; s++) {
		if (strchr("[]:\\", *s) != NULL)
			putchar('\\');
		fputs(*s == '\'' ? "'\\''" : (char[]){ *s, '\0' }, stdout);
	}
}

static void
zsh_word(const struct word *w)
{
	printf("\t'*--%s%s[", w->name, w->takes ? "=" : "");
	zsh_text(w->help);
	putchar(']');
	if (w->choices != NULL) {
		printf(":value:(");
		put_choices(w->choices, ' ');
		putchar(')');
	} else if (w->takes) {
		printf(":value:%s",
		    w->folder     ? "_files -/"
			: w->file ? "_files"
				  : " ");
	}
	puts("' \\");
}

static void
put_zsh(const struct args *a)
{
	puts("#compdef octavo\n_arguments -s \\");
	printf("\t'*-f[input format]:format:(");
	put_formats(a, OCT_READS);
	printf(")' \\\n\t'*-t[output format]:format:(");
	put_formats(a, OCT_WRITES);
	puts(")' \\\n\t'-o[output file]:file:_files' \\\n"
	     "\t'-O[output folder]:folder:_files -/' \\");
	each_word(a, zsh_word);
	puts("\t'*:input:_files'");
}

/* --- fish ----------------------------------------------------------------- */

static void
fish_text(const char *s)
{
	for (; *s != '\0'; s++)
		fputs(*s == '\'' ? "\\'" : (char[]){ *s, '\0' }, stdout);
}

static void
fish_word(const struct word *w)
{
	printf("complete -c octavo -l %s", w->name);
	if (w->letter != 0)
		printf(" -s %c", w->letter);
	if (w->takes)
		printf(w->file || w->folder ? " -r -F" : " -x");
	if (w->choices != NULL) {
		printf(" -a '");
		put_choices(w->choices, ' ');
		putchar('\'');
	}
	printf(" -d '");
	fish_text(w->help);
	puts("'");
}

static void
put_fish(const struct args *a)
{
	puts("# fish completion for octavo");
	each_word(a, fish_word);
	printf("complete -c octavo -s f -l from -x -a '");
	put_formats(a, OCT_READS);
	printf("'\ncomplete -c octavo -s t -l to -x -a '");
	put_formats(a, OCT_WRITES);
	puts("'");
}

int
help_completion(const struct args *a)
{
	if (strcmp(a->completion, "bash") == 0)
		put_bash(a);
	else if (strcmp(a->completion, "zsh") == 0)
		put_zsh(a);
	else if (strcmp(a->completion, "fish") == 0)
		put_fish(a);
	else
		die(EXIT_OPTION, "--completion knows bash, zsh and fish");
	return 0;
}
