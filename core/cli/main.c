/* main.c: the command, a client of octavo.h like any other. */
#include "apart.h"
#include "args.h"
#include "audit.h"
#include "batch.h"
#include "check.h"
#include "convert.h"
#include "help.h"
#include "message.h"
#include "rules.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is freed is soon wanted again, by the next member of a book, the next
 * input: handing it back to the system in between costs a page fault for each
 * 4 KB. */
#define KEPT_BYTES (8 << 20)

static int
run(struct args *a)
{
	if (a->help != NULL)
		return help_show(a);
	if (a->version) {
		printf("octavo %s\n", oct_version());
		return 0;
	}
	if (a->list != NULL)
		return help_list(a);
	if (a->completion != NULL)
		return help_completion(a);
	if (a->list_rules)
		return rules_list(a);
	if (a->test_rules)
		return rules_try(a);
	if (a->check)
		return check_run(a);
	if (a->output_dir != NULL && a->book != NULL)
		die(EXIT_OPTION,
		    "--book makes one book; it goes with -o, not "
		    "with -O");
	if (a->output_dir != NULL)
		return batch_run(a);
	if (a->report != NULL || a->report_html != NULL)
		die(EXIT_OPTION, "--report goes with -O DIR");
	if (a->resume || a->dry_run || a->dedup != DEDUP_OFF)
		die(EXIT_OPTION, "--%s goes with -O DIR",
		    a->dry_run      ? "dry-run"
			: a->resume ? "resume"
				    : "dedup");
	if (a->files_from != NULL)
		die(EXIT_OPTION, "--files-from goes with -O DIR");
	if (a->ninputs == 0) {
		if (isatty(STDIN_FILENO))
			die(EXIT_OPTION,
			    "there is no input; name files, or - for standard "
			    "input; --help shows how");
		args_add_input(a, "-");
	}
	if (a->audit != NULL && strcmp(a->audit, "inline") != 0 &&
	    audit_begin(a->audit) != OCT_OK)
		return EXIT_IO;
	return a->sandbox > SANDBOX_OFF ? apart_run(a) : convert_book(a);
}

/* What was printed must have reached its reader. */
static int
flushed(int code)
{
	if (fflush(stdout) == 0 || code != 0)
		return code;
	complain("standard output can't be written");
	return EXIT_IO;
}

int
main(int argc, char **argv)
{
	struct args args = { .engine = oct_engine_new() };
	int code;

	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	if (args.engine == NULL)
		die(EXIT_IO, "out of memory");
	oct_engine_search(args.engine, NULL);
	args_parse(&args, argc, argv);
	message_init(&args);
	code = flushed(run(&args));
	oct_engine_free(args.engine);
	args_free(&args);
	return code;
}
