#include "args.h"

#include "book.h"
#include "data_file.h"
#include "message.h"
#include "nearest.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const group_names[GROUPS] = { "formats", "output", "metadata",
	"reading", "writing", "batch", "messages" };
const char *const group_titles[GROUPS] = { "Formats", "Output",
	"Metadata and books", "Reading", "Writing", "Batches and limits",
	"Messages and help" };

#define OPT(name, letter, arg, group, action, help)                         \
	{                                                                   \
		name, letter, arg, false, GROUP_##group, ACT_##action, help \
	}
#define OPT_MAYBE(name, letter, arg, group, action, help)                  \
	{                                                                  \
		name, letter, arg, true, GROUP_##group, ACT_##action, help \
	}

const struct option options[] = {
	OPT("from", 'f', "FORMAT", FORMATS, FROM,
	    "read this format; else content and name decide"),
	OPT("read", 'r', "FORMAT", FORMATS, FROM, NULL),
	OPT("to", 't', "FORMAT,...", FORMATS, TO,
	    "write this format; several with -O; else the name of -o decides"),
	OPT("write", 'w', "FORMAT,...", FORMATS, TO, NULL),
	OPT("edit", 0, "FORMAT", FORMATS, EDIT,
	    "run an edit plug-in before writing (repeatable)"),
	OPT("list-input-formats", 0, NULL, FORMATS, LIST,
	    "list what can be read"),
	OPT("list-output-formats", 0, NULL, FORMATS, LIST,
	    "list what can be written"),
	OPT("list-plugins", 0, NULL, FORMATS, LIST,
	    "list plug-ins, and those refused with the reason"),
	OPT_MAYBE("list-options", 0, "FORMAT", FORMATS, LIST,
	    "list the options that formats take"),

	OPT("output", 'o', "FILE", OUTPUT, OUTPUT,
	    "write to FILE (- is standard output); several inputs make a book"),
	OPT("output-dir", 'O', "DIR", OUTPUT, OUTPUT_DIR,
	    "one output for each input, in DIR; takes folders"),
	OPT("output-name", 0, "TEMPLATE", OUTPUT, OUTPUT_NAME,
	    "names under -O, from {dir} {stem} {n} {host} {date} {slug} "
	    "{sha8} [{dir}/{stem}]"),
	OPT("overwrite", 0, "never|changed|always", OUTPUT, OVERWRITE,
	    "what happens to files that are there [always]"),
	OPT("validate", 0, NULL, OUTPUT, VALIDATE,
	    "check each output before it is written; what is invalid is not"),
	OPT("check", 0, NULL, OUTPUT, CHECK,
	    "check the inputs, books or XML, as --validate does; convert "
	    "nothing"),
	OPT("extract-media", 0, "DIR", OUTPUT, EXTRACT_MEDIA,
	    "save the images in DIR; outputs refer to them there"),
	OPT("audit", 0, "inline|FILE", OUTPUT, AUDIT,
	    "list what was dropped, in the XML or as JSON Lines in FILE"),
	OPT("explain", 0, "FILE.html", OUTPUT, EXPLAIN,
	    "show as a web page what was kept and dropped, and why"),
	OPT("proof", 0, "FILE.html", OUTPUT, PROOF,
	    "show as a web page what to look at before shipping a book"),

	OPT("metadata", 'M', "KEY=VALUE", METADATA, METADATA,
	    "set metadata, over what the input says (repeatable)"),
	OPT("metadata-file", 0, "FILE", METADATA, METADATA_FILE,
	    "take metadata from a YAML or JSON file"),
	OPT("book", 0, "FILE", METADATA, BOOK,
	    "make the book that a YAML file describes: octavo-book(5)"),

	OPT("base-url", 0, "URL", READING, BASE_URL,
	    "where the page was; relative links are taken against it"),
	OPT("capture-date", 0, "DATE", READING, CAPTURE_DATE,
	    "when the page was scraped, as 2016-06-24 or with a time"),
	OPT("input-encoding", 0, "NAME", READING, INPUT_ENCODING,
	    "the encoding, as HTTP would say it (a BOM still wins)"),
	OPT("resource-path", 0, "DIR:...", READING, RESOURCE_PATH,
	    "further folders to look for images in"),
	OPT("join", 0, "auto|never", READING, JOIN,
	    "join inputs that are the pages of one article [auto]"),
	OPT("list-rules", 0, NULL, READING, LIST_RULES,
	    "list and check the files that --rules names"),
	OPT("test-rules", 0, NULL, READING, TEST_RULES,
	    "say what each rule does on the inputs; nothing is written"),

	OPT("jobs", 'j', "N", BATCH, JOBS,
	    "convert N inputs at once under -O [number of processors]"),
	OPT("files-from", 0, "FILE", BATCH, FILES_FROM,
	    "read the names of the inputs from FILE, one a line"),
	OPT("null", '0', NULL, BATCH, NUL,
	    "names in --files-from end with a NUL"),
	OPT("report", 0, "FILE", BATCH, REPORT,
	    "write what came of each input to FILE as JSON Lines"),
	OPT("report-html", 0, "FILE.html", BATCH, REPORT_HTML,
	    "the same as a page for people, to sort and filter"),
	OPT("resume", 0, NULL, BATCH, RESUME,
	    "go on from earlier runs: pass over inputs that are as they were"),
	OPT("retry-failed", 0, NULL, BATCH, RETRY_FAILED,
	    "the same, and try again what failed"),
	OPT("prune", 0, NULL, BATCH, PRUNE,
	    "the same, and remove outputs whose inputs are gone"),
	OPT("catalogue", 0, NULL, BATCH, CATALOGUE,
	    "the same, and keep metadata and text for full-text search"),
	OPT("dry-run", 0, NULL, BATCH, DRY_RUN,
	    "say what would be converted, and do nothing"),
	OPT("dedup", 0, "off|report|skip", BATCH, DEDUP,
	    "find articles that say nearly the same, or have one address "
	    "[off]"),
	OPT("fail-fast", 0, NULL, BATCH, FAIL_FAST,
	    "stop at the first input that fails"),
	OPT("max-input", 0, "SIZE", BATCH, MAX_INPUT, "largest input [256M]"),
	OPT("max-output", 0, "SIZE", BATCH, MAX_OUTPUT, "largest output [4G]"),
	OPT("max-memory", 0, "SIZE", BATCH, MAX_MEMORY,
	    "most memory for one conversion's article [1G]"),
	OPT("max-depth", 0, "N", BATCH, MAX_DEPTH,
	    "most levels of nested blocks and inlines, up to 100 [100]"),
	OPT("timeout", 0, "SECONDS", BATCH, TIMEOUT,
	    "most time for one conversion; 0: none [300 under -O, else none]"),
	OPT("cpu-time", 0, "SECONDS", BATCH, CPU_TIME,
	    "most processor time for one input of a worker; 0: none [none]"),
	OPT("worker-memory", 0, "SIZE", BATCH, WORKER_MEMORY,
	    "most memory for a worker with all it holds; 0: no limit [8G]"),
	OPT("recycle", 0, "N", BATCH, RECYCLE,
	    "renew a worker after N inputs [1000]"),
	OPT("sandbox", 0, "strict|best-effort|off", BATCH, SANDBOX,
	    "take files, network and processes from what converts "
	    "[best-effort under -O, else off]"),

	OPT("defaults", 'd', "FILE", MESSAGES, DEFAULTS,
	    "take options from a YAML or JSON file; keys are long names"),
	OPT("log", 0, "FILE", MESSAGES, LOG,
	    "write all messages to FILE as JSON Lines"),
	OPT("verbose", 'v', NULL, MESSAGES, VERBOSE, "show notes too"),
	OPT("quiet", 'q', NULL, MESSAGES, QUIET, "show errors alone"),
	OPT("fail-if-warnings", 0, NULL, MESSAGES, FAIL_IF_WARNINGS,
	    "exit with 3 if there were warnings"),
	OPT_MAYBE("help", 'h', "GROUP", MESSAGES, HELP,
	    "help, or that of a group, or of all"),
	OPT("version", 0, NULL, MESSAGES, VERSION, "the version"),
	OPT("completion", 0, "bash|zsh|fish", MESSAGES, COMPLETION, NULL),
	{ NULL, 0, NULL, false, GROUPS, ACT_HELP, NULL },
};

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (p == NULL)
		die(EXIT_IO, "out of memory");
	return p;
}

void *
xrealloc(void *p, size_t n)
{
	if ((p = realloc(p, n)) == NULL)
		die(EXIT_IO, "out of memory");
	return p;
}

char *
xstrndup(const char *s, size_t n)
{
	char *p = xcalloc(1, n + 1);

	memcpy(p, s, n);
	return p;
}

char *
args_text(struct args *a, const char *s, size_t n)
{
	a->texts = xrealloc(a->texts, (a->ntexts + 1) * sizeof(*a->texts));
	return a->texts[a->ntexts++] = xstrndup(s, n);
}

bool
args_report(const struct args *a)
{
	return a->report != NULL || a->report_html != NULL || a->resume;
}

void
args_free(struct args *a)
{
	size_t i;

	for (i = 0; i < a->ntexts; i++)
		free(a->texts[i]);
	free(a->texts);
	free(a->settings);
	free(a->inputs);
	free(a->formats);
	book_free(a->book);
}

static bool
is_core(const char *name)
{
	const struct option *o;

	for (o = options; o->name != NULL && strcmp(o->name, name) != 0; o++)
		continue;
	return o->name != NULL;
}

void
args_each_plugin_option(oct_engine *e, uint32_t role,
    void (*call)(const oct_option *, const char *, void *), void *data)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	const oct_option *o;
	size_t i;

	for (i = 0; oct_engine_format(e, i, &f); i++) {
		/* a format that does both has options for its writing */
		if (role == OCT_READS && f.roles & OCT_WRITES)
			continue;
		if (role == 0 || f.roles & role)
			for (o = f.options; o->name != NULL; o++)
				if (!is_core(o->name))
					call(o, f.name, data);
	}
}

/* --- looking options up --------------------------------------------------- */

struct lookup {
	const char *name;
	const oct_option *found;
	struct nearest near;
};

static struct lookup
lookup_for(const char *name)
{
	return (struct lookup){ name, NULL, { .word = name } };
}

/* "; did you mean --columns?", or nothing. */
static const char *
guess(const struct lookup *l)
{
	static const char ask[] = "; did you mean --";
	char *text;

	if (l->near.best == NULL)
		return "; --help=all lists them";
	text = xcalloc(1, sizeof(ask) + strlen(l->near.best) + 1);
	strcpy(text, ask);
	strcat(text, l->near.best);
	strcat(text, "?");
	return text;
}

static void
look_at(const oct_option *o, const char *format, void *data)
{
	struct lookup *l = data;

	(void)format;
	nearest_offer(&l->near, o->name);
	if (strcmp(o->name, l->name) == 0)
		l->found = o;
}

static const struct option *
find_core(struct lookup *l)
{
	const struct option *o;

	for (o = options; o->name != NULL; o++) {
		if (strcmp(o->name, l->name) == 0)
			return o;
		nearest_offer(&l->near, o->name);
	}
	return NULL;
}

/* --- values --------------------------------------------------------------- */

static uint64_t
number(const char *name, const char *value, bool size)
{
	static const char units[] = "KMGT";
	unsigned long long n;
	const char *unit;
	char *end;

	assert(value != NULL);
	errno = 0;
	n = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || errno != 0)
		die(EXIT_OPTION, "--%s takes a number%s, not \"%s\"", name,
		    size ? " of bytes such as 500000 or 64M" : "", value);
	if (size && *end != '\0' && (unit = strchr(units, *end)) != NULL) {
		for (; unit >= units; unit--)
			n = n > UINT64_MAX / 1024 ? UINT64_MAX : n * 1024;
		end++;
	}
	if (*end != '\0')
		die(EXIT_OPTION, "--%s takes a number%s, not \"%s\"", name,
		    size ? " of bytes such as 500000 or 64M" : "", value);
	return n;
}

static bool
truth(const char *name, const char *value)
{
	if (value == NULL || strcmp(value, "true") == 0)
		return true;
	if (strcmp(value, "false") != 0)
		die(EXIT_OPTION, "--%s takes true or false, not \"%s\"", name,
		    value);
	return false;
}

static void
add_setting(
    struct args *a, enum action action, const char *name, const char *value)
{
	a->settings =
	    xrealloc(a->settings, (a->nsettings + 1) * sizeof(*a->settings));
	a->settings[a->nsettings++] = (struct setting){ action, name, value };
}

void
args_add_input(struct args *a, const char *file)
{
	/* doubling when the count is a power of two */
	if ((a->ninputs & (a->ninputs - 1)) == 0)
		a->inputs = xrealloc(a->inputs,
		    (a->ninputs != 0 ? a->ninputs * 2 : 1) *
			sizeof(*a->inputs));
	a->inputs[a->ninputs++] = file;
}

static void
set_formats(struct args *a, const char *value)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	size_t n;

	assert(value != NULL);
	a->nformats = 0;
	for (;; value++) {
		n = strcspn(value, ",");
		a->formats = xrealloc(
		    a->formats, (a->nformats + 1) * sizeof(*a->formats));
		a->formats[a->nformats] = args_text(a, value, n);
		if (!oct_engine_find(
			a->engine, a->formats[a->nformats], OCT_WRITES, &f))
			die(EXIT_WRITER,
			    "there is no writer \"%s\"; "
			    "--list-output-formats lists them",
			    a->formats[a->nformats]);
		a->nformats++;
		value += n;
		if (*value == '\0')
			return;
	}
}

static void
set_from(struct args *a, const char *value)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	if (!oct_engine_find(a->engine, value, OCT_READS, &f))
		die(EXIT_READER,
		    "there is no reader \"%s\"; --list-input-formats lists "
		    "them",
		    value);
	a->from = value;
}

static void
set_overwrite(struct args *a, const char *value)
{
	assert(value != NULL);
	if (strcmp(value, "always") == 0)
		a->overwrite = OVERWRITE_ALWAYS;
	else if (strcmp(value, "changed") == 0)
		a->overwrite = OVERWRITE_CHANGED;
	else if (strcmp(value, "never") == 0)
		a->overwrite = OVERWRITE_NEVER;
	else
		die(EXIT_OPTION,
		    "--overwrite takes never, changed or always, not \"%s\"",
		    value);
}

static void
set_sandbox(struct args *a, const char *value)
{
	assert(value != NULL);
	if (strcmp(value, "off") == 0)
		a->sandbox = SANDBOX_OFF;
	else if (strcmp(value, "best-effort") == 0)
		a->sandbox = SANDBOX_BEST_EFFORT;
	else if (strcmp(value, "strict") == 0)
		a->sandbox = SANDBOX_STRICT;
	else
		die(EXIT_OPTION,
		    "--sandbox takes strict, best-effort or off, not \"%s\"",
		    value);
}

static void
set_dedup(struct args *a, const char *value)
{
	assert(value != NULL);
	if (strcmp(value, "off") == 0)
		a->dedup = DEDUP_OFF;
	else if (strcmp(value, "report") == 0)
		a->dedup = DEDUP_REPORT;
	else if (strcmp(value, "skip") == 0)
		a->dedup = DEDUP_SKIP;
	else
		die(EXIT_OPTION,
		    "--dedup takes off, report or skip, not \"%s\"", value);
}

static void
set_join(struct args *a, const char *value)
{
	assert(value != NULL);
	a->no_join = strcmp(value, "never") == 0;
	if (!a->no_join && strcmp(value, "auto") != 0)
		die(EXIT_OPTION, "--join takes auto or never, not \"%s\"",
		    value);
}

static void
set_metadata(struct args *a, const char *value)
{
	size_t n;

	assert(value != NULL);
	n = strcspn(value, "=:");
	if (n == 0)
		die(EXIT_OPTION, "-M takes KEY=VALUE, not \"%s\"", value);
	add_setting(a, ACT_METADATA, args_text(a, value, n),
	    value[n] != '\0' ? value + n + 1 : "true");
}

static void
set_limit(struct args *a, const struct option *o, const char *value)
{
	uint64_t n = number(o->name, value,
	    o->action != ACT_TIMEOUT && o->action != ACT_MAX_DEPTH);

	switch (o->action) {
	case ACT_MAX_INPUT: a->limits[OCT_LIMIT_INPUT] = n; break;
	case ACT_MAX_OUTPUT: a->limits[OCT_LIMIT_OUTPUT] = n; break;
	case ACT_MAX_MEMORY: a->limits[OCT_LIMIT_MEMORY] = n; break;
	case ACT_MAX_DEPTH: a->limits[OCT_LIMIT_DEPTH] = n; break;
	default:
		a->limits[OCT_LIMIT_TIME] = n > UINT32_MAX ? 0 : n * 1000;
		break;
	}
}

static void
apply(struct args *a, const struct option *o, const char *value)
{
	switch (o->action) {
	case ACT_FROM: set_from(a, value); break;
	case ACT_TO: set_formats(a, value); break;
	case ACT_LIST:
		a->list = o->name;
		a->list_arg = value;
		break;
	case ACT_OUTPUT: a->output = value; break;
	case ACT_OUTPUT_DIR: a->output_dir = value; break;
	case ACT_OUTPUT_NAME: a->output_name = value; break;
	case ACT_OVERWRITE: set_overwrite(a, value); break;
	case ACT_VALIDATE: a->validate = truth(o->name, value); break;
	case ACT_CHECK: a->check = truth(o->name, value); break;
	case ACT_EXTRACT_MEDIA: a->extract_media = value; break;
	case ACT_METADATA: set_metadata(a, value); break;
	case ACT_METADATA_FILE: data_file_metadata(a, value); break;
	case ACT_BOOK: book_read(a, value); break;
	case ACT_JOIN: set_join(a, value); break;
	case ACT_LIST_RULES: a->list_rules = truth(o->name, value); break;
	case ACT_TEST_RULES: a->test_rules = truth(o->name, value); break;
	case ACT_AUDIT: a->audit = value; break;
	case ACT_EXPLAIN: a->explain = value; break;
	case ACT_PROOF: a->proof = value; break;
	case ACT_JOBS:
		a->jobs = (uint32_t)number(o->name, value, false);
		if (a->jobs < 1 || a->jobs > 1024)
			die(EXIT_OPTION, "-j takes a number from 1 to 1024");
		break;
	case ACT_FILES_FROM: a->files_from = value; break;
	case ACT_NUL: a->nul = truth(o->name, value); break;
	case ACT_FAIL_FAST: a->fail_fast = truth(o->name, value); break;
	case ACT_MAX_INPUT:
	case ACT_MAX_MEMORY:
	case ACT_MAX_OUTPUT:
	case ACT_MAX_DEPTH:
	case ACT_TIMEOUT: set_limit(a, o, value); break;
	case ACT_REPORT_HTML: a->report_html = value; break;
	case ACT_RESUME: a->resume = truth(o->name, value); break;
	case ACT_RETRY_FAILED:
		a->retry_failed = truth(o->name, value);
		a->resume |= a->retry_failed;
		break;
	case ACT_PRUNE:
		a->prune = truth(o->name, value);
		a->resume |= a->prune;
		break;
	case ACT_CATALOGUE:
		a->catalogue = truth(o->name, value);
		a->resume |= a->catalogue;
		break;
	case ACT_DEDUP: set_dedup(a, value); break;
	case ACT_DRY_RUN: a->dry_run = truth(o->name, value); break;
	case ACT_CPU_TIME: a->cpu_time = number(o->name, value, false); break;
	case ACT_WORKER_MEMORY:
		a->worker_memory = number(o->name, value, true);
		break;
	case ACT_RECYCLE: a->recycle = number(o->name, value, false); break;
	case ACT_SANDBOX: set_sandbox(a, value); break;
	case ACT_DEFAULTS: data_file_defaults(a, value); break;
	case ACT_REPORT: a->report = value; break;
	case ACT_LOG: a->log = value; break;
	case ACT_VERBOSE: a->verbose = truth(o->name, value); break;
	case ACT_QUIET: a->quiet = truth(o->name, value); break;
	case ACT_FAIL_IF_WARNINGS:
		a->fail_if_warnings = truth(o->name, value);
		break;
	case ACT_HELP: a->help = value != NULL ? value : ""; break;
	case ACT_VERSION: a->version = true; break;
	case ACT_COMPLETION: a->completion = value; break;
	case ACT_EDIT:
	case ACT_BASE_URL:
	case ACT_CAPTURE_DATE:
	case ACT_INPUT_ENCODING:
	case ACT_RESOURCE_PATH:
	case ACT_PLUGIN: add_setting(a, o->action, o->name, value); break;
	}
}

void
args_apply(
    struct args *a, const char *name, const char *value, const char *where)
{
	struct lookup l = lookup_for(name);
	const struct option *o = find_core(&l);

	if (o != NULL) {
		apply(a, o, value);
		return;
	}
	args_each_plugin_option(a->engine, 0, look_at, &l);
	if (l.found == NULL)
		die(EXIT_OPTION, "%s: there is no option --%s%s", where, name,
		    guess(&l));
	add_setting(a, ACT_PLUGIN, l.found->name, value);
}

/* --- the command line ----------------------------------------------------- */

struct cursor {
	int argc, i;
	char **argv;
};

/* The argument of the option at hand, which `inlined` may hold. */
static const char *
argument(struct cursor *c, const char *option, const char *inlined)
{
	if (inlined != NULL)
		return inlined;
	if (c->i + 1 >= c->argc)
		die(EXIT_OPTION, "%s needs an argument", option);
	return c->argv[++c->i];
}

static void
take_long(struct args *a, struct cursor *c)
{
	const char *word = c->argv[c->i], *eq = strchr(word, '=');
	const char *value = eq != NULL ? eq + 1 : NULL;
	struct lookup l = lookup_for(args_text(a, word + 2,
	    eq != NULL ? (size_t)(eq - word - 2) : strlen(word + 2)));
	const struct option *o;

	if ((o = find_core(&l)) != NULL) {
		if (o->arg != NULL && !o->optional)
			value = argument(c, word, value);
		apply(a, o, value);
		return;
	}
	args_each_plugin_option(a->engine, 0, look_at, &l);
	if (l.found == NULL)
		die(EXIT_OPTION, "there is no option --%s%s", l.name,
		    guess(&l));
	if (l.found->type == OCT_OPT_BOOL)
		value = value != NULL ? value : "true";
	else
		value = argument(c, word, value);
	add_setting(a, ACT_PLUGIN, l.found->name, value);
}

static void
take_short(struct args *a, struct cursor *c)
{
	const char *p = c->argv[c->i] + 1;
	const struct option *o;
	char name[3] = "-";

	while (*p != '\0') {
		name[1] = *p++;
		for (o = options; o->name != NULL && o->letter != name[1]; o++)
			continue;
		if (o->name == NULL && name[1] == 'c') {
			args_apply(a, "css",
			    argument(c, name, *p != '\0' ? p : NULL), "-c");
			return;
		}
		if (o->name == NULL)
			die(EXIT_OPTION,
			    "there is no option %s; --help lists them", name);
		if (o->arg != NULL && !o->optional) {
			apply(a, o, argument(c, name, *p != '\0' ? p : NULL));
			return;
		}
		apply(a, o, NULL);
	}
}

void
args_parse(struct args *a, int argc, char **argv)
{
	struct cursor c = { argc, 1, argv };
	size_t i;

	for (i = 0; i < sizeof(a->limits) / sizeof(a->limits[0]); i++)
		a->limits[i] = UINT64_MAX;
	a->worker_memory = (uint64_t)8 << 30;
	a->recycle = 1000;
	for (; c.i < argc; c.i++) {
		const char *word = argv[c.i];

		if (strcmp(word, "--") == 0)
			break;
		if (word[0] == '-' && word[1] == '-')
			take_long(a, &c);
		else if (word[0] == '-' && word[1] != '\0')
			take_short(a, &c);
		else
			args_add_input(a, word);
	}
	for (c.i++; c.i < argc; c.i++)
		args_add_input(a, argv[c.i]);
}

size_t
args_jobs(const struct args *a)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return a->jobs != 0 ? a->jobs : processors > 0 ? (size_t)processors : 1;
}
