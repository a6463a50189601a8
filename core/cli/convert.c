#include "convert.h"

#include "audit.h"
#include "book.h"
#include "message.h"
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXPLAIN "explain" /* the writer behind --explain */
#define PROOF "proof" /* the writer behind --proof */
#define ARRANGE "arrange" /* the edit plug-in behind --sort, --group-by */

/* The job that a signal stops, and that there was one: a handler has no other
 * way to know and to tell. */
static _Atomic(oct_job *) running;
static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	oct_job *job = atomic_load(&running);

	interrupted = number;
	if (job != NULL)
		oct_job_cancel(job);
}

void
convert_catch_signals(oct_job *job)
{
	struct sigaction action = { .sa_handler = on_signal };

	atomic_store(&running, job);
	/* the second signal of a kind ends the process at once */
	action.sa_flags = SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static void
add_resource_path(oct_job *job, const char *dirs)
{
	size_t n;
	char *dir;

	for (; *dirs != '\0'; dirs += n + (dirs[n] == ':')) {
		n = strcspn(dirs, ":");
		dir = xstrndup(dirs, n);
		if (n != 0 && oct_job_resource_path(job, dir) != OCT_OK)
			die(EXIT_OPTION, "--resource-path: %s: %s", dir,
			    strerror(errno));
		free(dir);
	}
}

static oct_status
apply(oct_job *job, const struct setting *s)
{
	switch (s->action) {
	case ACT_METADATA: return oct_job_metadata(job, s->name, s->value);
	case ACT_EDIT: return oct_job_edit(job, s->value);
	case ACT_BASE_URL: oct_job_base_url(job, s->value); break;
	case ACT_CAPTURE_DATE: oct_job_capture_date(job, s->value); break;
	case ACT_INPUT_ENCODING: oct_job_charset(job, s->value); break;
	case ACT_RESOURCE_PATH: add_resource_path(job, s->value); break;
	case ACT_PLUGIN: return oct_job_set(job, s->name, s->value);
	default: break;
	}
	return OCT_OK;
}

/* Is a page wanted that shows the source in its order? */
static bool
explains(const struct args *a)
{
	for (size_t i = 0; i < a->nformats; i++)
		if (strcmp(a->formats[i], EXPLAIN) == 0)
			return true;
	return a->explain != NULL;
}

/* Who might look at what was dropped: the audit, the page that explains, an
 * edit plug-in; and the pictures in it are media. */
static bool
wants_dropped(const struct args *a)
{
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action == ACT_EDIT)
			return true;
	return a->audit != NULL || explains(a) || a->extract_media != NULL;
}

/* Are the articles of a book to be sorted or grouped? */
static bool
arranges(const struct args *a)
{
	for (size_t i = 0; i < a->nsettings && a->output_dir == NULL; i++)
		if (a->settings[i].action == ACT_PLUGIN &&
		    (strcmp(a->settings[i].name, "sort") == 0 ||
			strcmp(a->settings[i].name, "group-by") == 0))
			return true;
	return false;
}

oct_job *
convert_new_job(const struct args *a, const oct_files *files)
{
	oct_job *job = oct_job_new(a->engine);
	oct_status status = OCT_OK;
	uint32_t limit;
	size_t i;

	if (job == NULL)
		die(EXIT_IO, "out of memory");
	if (files != NULL)
		oct_job_files(job, files);
	for (limit = 1; limit < 7; limit++)
		if (a->limits[limit] != UINT64_MAX)
			oct_job_limit(job, limit, a->limits[limit]);
	oct_job_want(job, OCT_DROPPED, wants_dropped(a));
	for (i = 0; i < a->nsettings && status == OCT_OK; i++)
		status = apply(job, &a->settings[i]);
	if (status == OCT_OK && a->audit != NULL &&
	    strcmp(a->audit, "inline") == 0)
		status = oct_job_set(job, "audit", "inline");
	if (status == OCT_OK && explains(a))
		status = oct_job_set(job, "places", "true");
	if (status == OCT_OK && arranges(a))
		status = oct_job_edit(job, ARRANGE);
	if (status == OCT_OK)
		status = book_tell(job, a);
	if (status == OCT_OK && a->from != NULL)
		status = oct_job_from(job, a->from);
	if (status == OCT_OK)
		return job;
	if (message_job(job, 0) == 0)
		complain("%s", oct_status_text(status));
	exit(status == OCT_EPLUGIN ? EXIT_PLUGIN : EXIT_OPTION);
}

int
convert_exit_code(oct_status status)
{
	switch (status) {
	case OCT_OK: return 0;
	case OCT_ENOARTICLE: return EXIT_NO_ARTICLE;
	case OCT_ELIMIT: return EXIT_LIMIT;
	case OCT_EOPTION: return EXIT_OPTION;
	case OCT_EPLUGIN: return EXIT_PLUGIN;
	case OCT_EINVALID: return EXIT_INVALID;
	case OCT_ECANCELLED: return EXIT_INTERRUPTED;
	default: return EXIT_IO;
	}
}

/* --- reading -------------------------------------------------------------- */

static oct_status
read_stdin(oct_job *job)
{
	size_t n = 0, cap = 1 << 16;
	char *data = xcalloc(1, cap);
	oct_status status;
	ssize_t got;

	while ((got = read(STDIN_FILENO, data + n, cap - n)) != 0) {
		if (got < 0 && errno == EINTR && interrupted == 0)
			continue;
		if (got < 0 && errno == EINTR) {
			free(data);
			complain("standard input: interrupted");
			return OCT_ECANCELLED;
		}
		if (got < 0) {
			complain("standard input: can't be read: %s",
			    strerror(errno));
			free(data);
			return OCT_EIO;
		}
		n += (size_t)got;
		if (n == cap)
			data = xrealloc(data, cap *= 2);
	}
	status = oct_job_read_memory(job, "-", data, n);
	free(data);
	return status;
}

oct_status
convert_read(oct_job *job, const char *input)
{
	return strcmp(input, "-") == 0 ? read_stdin(job)
				       : oct_job_read_file(job, input);
}

/* --- writing -------------------------------------------------------------- */

static oct_status
write_stdout(
    const struct args *a, const char *format, const uint8_t *data, size_t n)
{
	ssize_t done;

	if (a->output == NULL && isatty(STDOUT_FILENO) &&
	    memchr(data, '\0', n < 512 ? n : 512) != NULL) {
		complain("%s is no text for a terminal; name a file with -o, "
			 "or say -o -",
		    format);
		return OCT_EOPTION;
	}
	while (n != 0) {
		done = write(STDOUT_FILENO, data, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			complain("standard output: can't be written: %s",
			    strerror(errno));
			return OCT_EIO;
		}
		data += done;
		n -= (size_t)done;
	}
	return OCT_OK;
}

/* Does the file hold just these bytes? */
static bool
is_same(const char *file, const uint8_t *data, size_t n)
{
	char part[65536];
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (uint64_t)st.st_size == n;
	ssize_t got;

	while (same && n != 0) {
		got = read(fd, part, n < sizeof(part) ? n : sizeof(part));
		same = got > 0 && memcmp(part, data, (size_t)got) == 0;
		if (same) {
			data += got;
			n -= (size_t)got;
		}
	}
	if (fd >= 0)
		close(fd);
	return same;
}

/* Is it to be left as it is, whatever comes? */
static bool
is_kept(const struct args *a, const char *file)
{
	return strcmp(file, "-") != 0 && a->overwrite == OVERWRITE_NEVER &&
	    access(file, F_OK) == 0;
}

oct_status
convert_make(oct_job *job, const struct args *a, const char *format,
    const char *file, const uint8_t **bytes, size_t *n)
{
	oct_status status = oct_job_write_memory(job, format, bytes, n);

	if (status == OCT_OK && a->validate)
		status = oct_job_validate(job, format, file, *bytes, *n);
	return status;
}

oct_status
convert_deliver(const struct args *a, const char *format, const char *file,
    const void *bytes, size_t n)
{
	if (strcmp(file, "-") == 0)
		return write_stdout(a, format, bytes, n);
	if (is_kept(a, file)) {
		complain("%s: is there already and was left as it was", file);
		return OCT_OK;
	}
	if (a->overwrite == OVERWRITE_CHANGED && is_same(file, bytes, n))
		return OCT_OK;
	if (output_save(file, bytes, n))
		return OCT_OK;
	message_say(OCT_ERROR, "output.write", "",
	    "\"%s\" can't be written: %s; what was there is as it was", file,
	    strerror(errno));
	return OCT_EIO;
}

/* The folder of media as an output in `file` refers to it: relative where it
 * lies below the output's own folder. */
static const char *
media_url(const char *folder, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash != NULL ? (size_t)(slash + 1 - file) : 0;

	while (strncmp(folder, "./", 2) == 0)
		folder += 2;
	if (n != 0 && strncmp(folder, file, n) == 0 && folder[n] != '\0')
		return folder + n;
	return folder;
}

oct_status
convert_media(oct_job *job, const struct args *a, const char *file)
{
	return a->extract_media != NULL
	    ? oct_job_extract_media(
		  job, a->extract_media, media_url(a->extract_media, file))
	    : OCT_OK;
}

bool
convert_audits(const struct args *a)
{
	return a->audit != NULL && strcmp(a->audit, "inline") != 0;
}

static oct_status
write_audit(oct_job *job, const struct args *a)
{
	char *lines = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&lines, &n);
	oct_status status = OCT_ENOMEM;

	if (f != NULL && audit_lines(job, f) && fclose(f) == 0)
		status = audit_append(a->audit, lines, n);
	free(lines);
	return status;
}

/* --- one book ------------------------------------------------------------- */

const char *
convert_format(const struct args *a)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	if (a->nformats > 1)
		die(EXIT_OPTION, "several formats need -O DIR");
	if (a->nformats == 1)
		return a->formats[0];
	if (a->output == NULL || strcmp(a->output, "-") == 0)
		return "text";
	if (!oct_engine_format_for(a->engine, a->output, OCT_WRITES, &f))
		die(EXIT_WRITER,
		    "%s: no writer is known by this name's ending; say -t "
		    "FORMAT",
		    a->output);
	return f.name;
}

/* Reads all inputs; *first is the status of the first that failed. */
static size_t
read_all(oct_job *job, const struct args *a, oct_status *first, size_t *said)
{
	const oct_api *api = oct_job_api();
	size_t i, failed = 0;
	oct_status status;

	*first = OCT_OK;
	for (i = 0; i < a->ninputs; i++) {
		const oct_node *last = api->last(oct_job_book(job));

		status = convert_read(job, a->inputs[i]);
		if (status == OCT_OK)
			status = book_tell_input(job, a, i, last);
		*said = message_job(job, *said);
		if (status == OCT_OK)
			continue;
		failed++;
		if (*first == OCT_OK)
			*first = status;
		if (a->fail_fast || status == OCT_ECANCELLED)
			break;
	}
	return failed;
}

/* What is left as the arguments name it. */
static oct_status
put_file(void *data, oct_job *job, const char *format, const char *file)
{
	const struct args *a = data;
	const uint8_t *bytes;
	oct_status status;
	size_t n;

	if (format == NULL)
		return write_audit(job, a);
	if (is_kept(a, file)) /* which that says */
		return convert_deliver(a, format, file, "", 0);
	status = convert_make(job, a, format, file, &bytes, &n);
	return status == OCT_OK ? convert_deliver(a, format, file, bytes, n)
				: status;
}

/* The outputs, once all is read. */
static oct_status
put_all(oct_job *job, const struct args *a, convert_put *put, void *data)
{
	const char *output = a->output != NULL ? a->output : "-";
	oct_status status;

	if (!a->no_join)
		oct_job_join(job);
	status = convert_media(job, a, output);
	if (status == OCT_OK && convert_audits(a))
		status = put(data, job, NULL, NULL);
	if (status == OCT_OK)
		status = put(data, job, convert_format(a), output);
	if (status == OCT_OK && a->explain != NULL)
		status = put(data, job, EXPLAIN, a->explain);
	if (status == OCT_OK && a->proof != NULL)
		status = put(data, job, PROOF, a->proof);
	return status;
}

int
convert_inputs(oct_job *job, const struct args *a, convert_put *put, void *data)
{
	size_t said = message_job(job, 0), failed;
	oct_status first, status = OCT_OK;
	int code;

	failed = read_all(job, a, &first, &said);
	code = failed == 0 ? 0
	    : first == OCT_ECANCELLED || a->ninputs == 1
	    ? convert_exit_code(first)
	    : failed == a->ninputs ? EXIT_ALL_FAILED
				   : EXIT_SOME_FAILED;
	if (failed < a->ninputs && first != OCT_ECANCELLED &&
	    !(failed != 0 && a->fail_fast)) {
		status = put_all(job, a, put, data);
		message_job(job, said);
	}
	if (status != OCT_OK)
		code = convert_exit_code(status);
	if (code == 0 && a->fail_if_warnings &&
	    oct_job_worst(job) >= OCT_WARNING)
		code = EXIT_WARNINGS;
	return code;
}

int
convert_book(const struct args *a)
{
	oct_job *job;
	int code;

	convert_format(a); /* a wrong one is said before anything is read */
	job = convert_new_job(a, NULL);
	convert_catch_signals(job);
	code = convert_inputs(job, a, put_file, (void *)(uintptr_t)a);
	convert_catch_signals(NULL);
	oct_job_free(job);
	return code;
}
