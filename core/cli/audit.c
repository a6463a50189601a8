#include "audit.h"

#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *
str_or_null(const oct_api *api, const oct_node *n, uint32_t prop)
{
	oct_str s = api->get_str(n, prop);

	return s.n != 0 ? s.p : NULL;
}

static void
put_drop(FILE *f, const oct_api *api, oct_job *job, const char *source,
    const oct_node *drop)
{
	json_t *o = json_pack("{s:s*, s:s*, s:s*, s:s*}", "input", source,
	    "reason", str_or_null(api, drop, OCT_P_REASON), "step",
	    str_or_null(api, drop, OCT_P_STEP), "path",
	    str_or_null(api, drop, OCT_P_PATH));
	int64_t line = api->get_int(drop, OCT_P_LINE, 0);

	if (line != 0)
		json_object_set_new(o, "line", json_integer(line));
	json_object_set_new(o, "text", json_string(api->text_of(job, drop).p));
	json_dumpf(o, f, JSON_COMPACT);
	fputc('\n', f);
	json_decref(o);
}

static void
put_article(FILE *f, const oct_api *api, oct_job *job, const oct_node *article)
{
	const oct_node *source = api->field(article, OCT_M_SOURCE), *d;
	const char *name =
	    source != NULL ? str_or_null(api, source, OCT_P_TEXT) : NULL;

	for (d = api->first(api->part(article, OCT_DROPPED)); d != NULL;
	     d = api->next(d))
		put_drop(f, api, job, name, d);
}

oct_status
audit_begin(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0) {
		complain(
		    "%s: can't write the audit: %s", file, strerror(errno));
		return OCT_EIO;
	}
	return close(fd) == 0 ? OCT_OK : OCT_EIO;
}

bool
audit_lines(oct_job *job, FILE *f)
{
	const oct_api *api = oct_job_api();
	const oct_node *a;

	for (a = api->first(oct_job_book(job)); a != NULL; a = api->next(a))
		if (api->kind(a) == OCT_ARTICLE)
			put_article(f, api, job, a);
	return !ferror(f);
}

oct_status
audit_append(const char *file, const char *lines, size_t n)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	bool ok = fd >= 0 && write(fd, lines, n) == (ssize_t)n;

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (!ok)
		complain(
		    "%s: can't write the audit: %s", file, strerror(errno));
	return ok ? OCT_OK : OCT_EIO;
}
