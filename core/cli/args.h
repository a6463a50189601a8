/*
 * args.h -- the command line: one table of options, parsed into settings.
 */
#ifndef ARGS_H
#define ARGS_H

#include <octavo/octavo.h>
#include <stdbool.h>

/* Exit codes, DESIGN section 8; where pandoc has one it is the same. */
enum {
	EXIT_IO = 1,
	EXIT_WARNINGS = 3,
	EXIT_OPTION = 6,
	EXIT_SOME_FAILED = 10,
	EXIT_ALL_FAILED = 11,
	EXIT_NO_ARTICLE = 12,
	EXIT_LIMIT = 13,
	EXIT_INVALID = 14,
	EXIT_PLUGIN = 15,
	EXIT_SANDBOX = 16,
	EXIT_READER = 21,
	EXIT_WRITER = 22,
	EXIT_INTERRUPTED = 130
};

/* Groups of --help, in its order. */
enum group {
	GROUP_FORMATS,
	GROUP_OUTPUT,
	GROUP_METADATA,
	GROUP_READING,
	GROUP_WRITING,
	GROUP_BATCH,
	GROUP_MESSAGES,
	GROUPS
};
extern const char *const group_names[GROUPS];
extern const char *const group_titles[GROUPS];

/* What an option does: some are kept in struct args, the rest as a setting for
 * each job. */
enum action {
	ACT_FROM,
	ACT_TO,
	ACT_EDIT,
	ACT_LIST,
	ACT_OUTPUT,
	ACT_OUTPUT_DIR,
	ACT_OUTPUT_NAME,
	ACT_OVERWRITE,
	ACT_VALIDATE,
	ACT_CHECK,
	ACT_EXTRACT_MEDIA,
	ACT_METADATA,
	ACT_METADATA_FILE,
	ACT_BOOK,
	ACT_BASE_URL,
	ACT_CAPTURE_DATE,
	ACT_INPUT_ENCODING,
	ACT_RESOURCE_PATH,
	ACT_JOIN,
	ACT_LIST_RULES,
	ACT_TEST_RULES,
	ACT_AUDIT,
	ACT_EXPLAIN,
	ACT_PROOF,
	ACT_JOBS,
	ACT_FILES_FROM,
	ACT_NUL,
	ACT_FAIL_FAST,
	ACT_REPORT,
	ACT_REPORT_HTML,
	ACT_RESUME,
	ACT_RETRY_FAILED,
	ACT_PRUNE,
	ACT_DRY_RUN,
	ACT_DEDUP,
	ACT_CATALOGUE,
	ACT_MAX_INPUT,
	ACT_MAX_MEMORY,
	ACT_MAX_OUTPUT,
	ACT_MAX_DEPTH,
	ACT_TIMEOUT,
	ACT_CPU_TIME,
	ACT_WORKER_MEMORY,
	ACT_RECYCLE,
	ACT_SANDBOX,
	ACT_DEFAULTS,
	ACT_LOG,
	ACT_VERBOSE,
	ACT_QUIET,
	ACT_FAIL_IF_WARNINGS,
	ACT_HELP,
	ACT_VERSION,
	ACT_COMPLETION,
	ACT_PLUGIN /* an option that a format declares */
};

struct option {
	const char *name; /* long, without dashes */
	char letter; /* or 0 */
	const char *arg; /* metavariable, "a|b" for a choice; NULL: a switch */
	bool optional; /* the argument may be left out */
	enum group group;
	enum action action;
	const char *help; /* NULL: not shown */
};
extern const struct option options[]; /* ends with name == NULL */

/* A setting for each job, in the order given. */
struct setting {
	enum action action;
	const char *name; /* of ACT_PLUGIN; key of ACT_METADATA */
	const char *value;
};

/* DEFAULT: best effort for a batch, off for one conversion. */
enum sandbox {
	SANDBOX_DEFAULT,
	SANDBOX_OFF,
	SANDBOX_BEST_EFFORT,
	SANDBOX_STRICT
};

enum dedup { DEDUP_OFF, DEDUP_REPORT, DEDUP_SKIP };

enum overwrite { OVERWRITE_ALWAYS, OVERWRITE_CHANGED, OVERWRITE_NEVER };

struct args {
	oct_engine *engine;
	struct setting *settings;
	size_t nsettings;
	char **texts; /* copies that settings and formats point to */
	size_t ntexts;
	const char **inputs;
	size_t ninputs;
	const char *from, *output, *output_dir, *output_name;
	const char *files_from, *audit, *explain, *proof, *log, *report,
	    *report_html, *extract_media;
	char **formats; /* -t, split at commas */
	size_t nformats;
	enum overwrite overwrite;
	enum dedup dedup;
	uint64_t limits[7]; /* by OCT_LIMIT_*; UINT64_MAX: not given */
	uint32_t jobs; /* 0: not given */
	uint64_t cpu_time; /* seconds; 0: no limit */
	uint64_t worker_memory; /* bytes; 0: no limit */
	uint64_t recycle; /* inputs after which a worker is renewed */
	enum sandbox sandbox;
	struct book *book; /* --book; or NULL */
	bool resume, retry_failed, prune; /* the latter two imply the first */
	bool catalogue; /* implies `resume`, too */
	bool dry_run;
	bool nul, fail_fast, verbose, quiet, fail_if_warnings, validate;

	/* instead of converting */
	const char *help, *list, *list_arg, *completion;
	bool version, list_rules, test_rules, check;
	bool no_join; /* --join=never */
};

/* Parses; on a wrong option says so and ends with EXIT_OPTION. */
void args_parse(struct args *, int argc, char **argv);

/* One option by name from a defaults file. */
void args_apply(
    struct args *, const char *name, const char *value, const char *where);
void args_add_input(struct args *, const char *);

/* Will anyone ask what came of each input? */
bool args_report(const struct args *);

/* A copy of n bytes that lives as long as the arguments. */
char *args_text(struct args *, const char *, size_t n);

/* Frees all but the engine. */
void args_free(struct args *);

/* Calls back for each option of the formats with that role (0: any) that the
 * command has none of the same name for, in order of the formats' names. */
void args_each_plugin_option(oct_engine *, uint32_t role,
    void (*)(const oct_option *, const char *format, void *), void *);

/* -j, or as many as there are processors. */
size_t args_jobs(const struct args *);

/* malloc and strdup that end the process with a message. */
void *xcalloc(size_t, size_t);
void *xrealloc(void *, size_t);
char *xstrndup(const char *, size_t);

#endif
