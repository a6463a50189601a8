#include "batch.h"

#include "audit.h"
#include "convert.h"
#include "message.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

int
batch_run(const struct args *a)
{
	struct items items = { NULL, 0 };
	size_t failed = 0, all;
	int interrupted = 0;
	int32_t worst = -1;

	if (a->nformats == 0)
		die(EXIT_OPTION, "-O needs -t FORMAT[,FORMAT]");
	if (a->output != NULL)
		die(EXIT_OPTION, "-o and -O exclude each other");
	if (a->explain != NULL)
		die(EXIT_OPTION,
		    "--explain makes one page for one output; with -O, -t "
		    "explain makes one for each input");
	/* a wrong option is said once, not by each worker */
	oct_job_free(convert_new_job(a));
	items_collect(&items, a, &failed);
	all = items.n + failed;
	if (all == 0)
		die(EXIT_IO, "there is nothing to convert");
	if (mkdir(a->output_dir, 0777) != 0 && errno != EEXIST)
		die(EXIT_IO, "%s: can't make the folder: %s", a->output_dir,
		    strerror(errno));
	if (a->audit != NULL && strcmp(a->audit, "inline") != 0 &&
	    audit_begin(a->audit) != OCT_OK)
		return EXIT_IO;
	items_check_names(a, &items);
	if (!a->no_join && items.n > 1)
		items_join(&items, a);
	if (items.n != 0 && !(failed != 0 && a->fail_fast))
		failed += workers_run(a, &items, &interrupted, &worst);
	items_free(&items);
	if (interrupted != 0)
		return EXIT_INTERRUPTED;
	if (failed != 0)
		return failed == all ? EXIT_ALL_FAILED : EXIT_SOME_FAILED;
	return a->fail_if_warnings && worst >= OCT_WARNING ? EXIT_WARNINGS : 0;
}
