#include "worker.h"

#include "audit.h"
#include "batch.h"
#include "convert.h"
#include "facts.h"
#include "message.h"
#include "sandbox.h"
#include "wire.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A folder that there is not, as the supervisor said.  A record wants to know
 * for each article; else what was said holds for the articles of a second. */
struct missing {
	char *folder, *name;
};

enum { MISSING = 256, MISSING_TIME = 1000000000 /* ns */ };

struct worker {
	const struct args *args;
	int socket;
	struct wire *wire; /* the packet that was got last, or is sent */
	/* of the task */
	char *page; /* name of the input; NULL: none */
	int file; /* open; or a negative errno value */
	struct missing missing[MISSING];
	size_t nmissing;
	uint64_t missed; /* when the first was said to be */
	int memory; /* file of the result's bytes */
	size_t outputs;
	FILE *audit, *messages, *catalogue;
	char *audit_lines, *kept, *said;
	size_t naudit, nkept, nsaid;
	struct wire_result result;
};

/* Asks, and waits for what is answered: 0 or -errno. */
static int32_t
ask(struct worker *w, int fd, int *answer)
{
	if (!wire_send(w->socket, w->wire, fd, false) ||
	    !wire_receive(w->socket, w->wire, answer) ||
	    w->wire->kind != WIRE_ANSWER)
		_exit(0); /* the supervisor has gone */
	return w->wire->status;
}

static uint64_t
clock_now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void
forget_page(struct worker *w)
{
	if (w->file >= 0)
		close(w->file);
	free(w->page);
	w->page = NULL;
	w->file = -ENOENT;
}

/* The page that came with the packet. */
static void
take_page(struct worker *w, int fd)
{
	struct stat st;

	forget_page(w);
	if (fd >= 0 && fstat(fd, &st) == 0)
		w->result.input += (uint64_t)st.st_size;
	w->page = xstrndup(w->wire->text, strlen(w->wire->text));
	w->file = fd >= 0         ? fd
	    : w->wire->status < 0 ? w->wire->status
				  : -ENOENT;
}

static void
next_page(struct worker *w)
{
	int fd;

	w->wire->kind = WIRE_PAGE;
	wire_text(w->wire, "", NULL);
	ask(w, -1, &fd);
	take_page(w, fd);
}

/* --- files, as oct_files has them ----------------------------------------- */

/* Is "saved/lamp.png" in "saved/."? */
static bool
is_missing(const struct worker *w, const char *folder, const char *path)
{
	size_t n = strcspn(path, "/") + 1;

	for (size_t i = 0; i < w->nmissing; i++)
		if (strncmp(w->missing[i].name, path, n) == 0 &&
		    strcmp(w->missing[i].folder, folder) == 0)
			return true;
	return false;
}

static void
forget_missing(struct worker *w)
{
	while (w->nmissing != 0) {
		struct missing *m = &w->missing[--w->nmissing];

		free(m->folder);
		free(m->name);
	}
}

static void
note_missing(struct worker *w, const char *folder, const char *name)
{
	if (*name == '\0')
		return;
	if (w->nmissing == MISSING)
		forget_missing(w);
	if (w->nmissing == 0)
		w->missed = clock_now(CLOCK_MONOTONIC);
	w->missing[w->nmissing++] =
	    (struct missing){ xstrndup(folder, strlen(folder)),
		    xstrndup(name, strlen(name)) };
}

static int32_t
open_file(void *data, uint32_t purpose, const char *folder, const char *path)
{
	struct worker *w = data;
	int fd;

	if (purpose == OCT_FILE_INPUT && w->page != NULL &&
	    strcmp(path, w->page) == 0) {
		fd = w->file;
		w->file = -ENOENT;
		return fd;
	}
	if (purpose == OCT_FILE_RESOURCE && is_missing(w, folder, path))
		return -ENOENT;
	w->wire->kind = WIRE_OPEN;
	w->wire->purpose = purpose;
	if (!wire_text(w->wire, path, folder))
		return -ENAMETOOLONG;
	if (ask(w, -1, &fd) < 0) {
		if (purpose == OCT_FILE_RESOURCE)
			note_missing(w, folder, w->wire->text);
		return w->wire->status;
	}
	return fd >= 0 ? fd : -EIO;
}

static bool
put(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t done;

	for (; n != 0; p += done, n -= (size_t)done)
		if ((done = write(fd, p, n)) < 0)
			return false;
	return true;
}

static int32_t
save_file(void *data, const char *file, const void *bytes, size_t n)
{
	struct worker *w = data;
	int fd = memfd_create("media", MFD_CLOEXEC), none;
	int32_t status = -ENOMEM;

	if (fd < 0)
		return -errno;
	w->wire->kind = WIRE_SAVE;
	w->wire->result.size[0] = n;
	if (!wire_text(w->wire, file, NULL))
		status = -ENAMETOOLONG;
	else if (put(fd, bytes, n))
		status = ask(w, fd, &none);
	close(fd);
	return status;
}

/* --- a task --------------------------------------------------------------- */

static void
begin(struct worker *w)
{
	memset(&w->result, 0, sizeof(w->result));
	w->result.confidence = -1;
	w->result.time = clock_now(CLOCK_MONOTONIC);
	w->result.processor = clock_now(CLOCK_PROCESS_CPUTIME_ID);
	if (w->args->resume || w->result.time - w->missed > MISSING_TIME)
		forget_missing(w);
	w->outputs = 0;
	w->memory = memfd_create("result", MFD_CLOEXEC);
	w->audit = open_memstream(&w->audit_lines, &w->naudit);
	w->messages = open_memstream(&w->kept, &w->nkept);
	w->catalogue = open_memstream(&w->said, &w->nsaid);
	if (w->memory < 0 || w->audit == NULL || w->messages == NULL ||
	    w->catalogue == NULL)
		die(EXIT_IO, "out of memory");
	message_keep(w->messages);
}

static void
finish(struct worker *w, oct_status status)
{
	bool ok = fclose(w->audit) == 0;

	message_keep(NULL);
	ok = fclose(w->messages) == 0 && ok;
	ok = fclose(w->catalogue) == 0 && ok;
	ok = ok && put(w->memory, w->audit_lines, w->naudit) &&
	    put(w->memory, w->kept, w->nkept) &&
	    put(w->memory, w->said, w->nsaid);
	w->result.audit = w->naudit;
	w->result.messages = w->nkept;
	w->result.catalogue = w->nsaid;
	w->result.time = clock_now(CLOCK_MONOTONIC) - w->result.time;
	w->result.processor =
	    clock_now(CLOCK_PROCESS_CPUTIME_ID) - w->result.processor;
	w->wire->kind = WIRE_RESULT;
	w->wire->status = ok ? status : OCT_ENOMEM;
	w->wire->result = w->result;
	wire_text(w->wire, "", NULL);
	if (!wire_send(w->socket, w->wire, w->memory, false))
		_exit(0);
	close(w->memory);
	free(w->audit_lines);
	free(w->kept);
	free(w->said);
	forget_page(w);
}

static oct_job *
new_job(struct worker *w)
{
	const oct_files files = { sizeof(files), w, open_file, save_file };

	return convert_new_job(w->args, &files);
}

/* How many messages there are of each grade, and the first error. */
static void
count_messages(struct wire_result *r, const oct_job *job)
{
	oct_message m = { .struct_size = sizeof(m) };

	for (size_t i = 0; oct_job_message(job, i, &m); i++) {
		if (m.severity == OCT_ERROR && r->counts[3] == 0) {
			snprintf(r->code_of_error, sizeof(r->code_of_error),
			    "%s", m.code);
			snprintf(r->error, sizeof(r->error), "%s", m.text);
		}
		r->counts[m.severity & 3]++;
	}
}

/* What the report has of the article. */
static void
describe(struct wire_result *r, oct_job *job)
{
	const oct_api *api = oct_job_api();
	const oct_node *a = api->first(oct_job_book(job)), *source;

	while (a != NULL && api->kind(a) != OCT_ARTICLE)
		a = api->next(a);
	count_messages(r, job);
	if (a == NULL)
		return;
	r->confidence = (int32_t)api->get_int(a, OCT_P_CONFIDENCE, -1);
	source = api->field(a, OCT_M_SOURCE);
	if (source != NULL)
		snprintf(r->digest, sizeof(r->digest), "%s",
		    api->get_str(source, OCT_P_DIGEST).p);
}

static void
end_job(struct worker *w, oct_job *job)
{
	if (args_report(w->args)) {
		describe(&w->result, job);
		facts_take(&w->result.facts, job);
	}
	if (w->args->catalogue)
		facts_catalogue(w->catalogue, job);
	w->result.worst = oct_job_worst(job);
	w->result.memory = oct_job_memory(job);
	oct_job_free(job);
}

static void
digest(const void *bytes, size_t n, uint8_t sum[32])
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, n, bytes);
	sha256_digest(&sha, 32, sum);
}

/* One more output; or for NULL the lines of the audit. */
static oct_status
put_output(void *data, oct_job *job, const char *format, const char *file)
{
	struct worker *w = data;
	const uint8_t *bytes;
	oct_status status;
	size_t n;

	if (format == NULL)
		return audit_lines(job, w->audit) ? OCT_OK : OCT_ENOMEM;
	status = convert_make(job, w->args, format, file, &bytes, &n);
	if (status != OCT_OK)
		return status;
	if (!put(w->memory, bytes, n))
		return OCT_ENOMEM;
	if (args_report(w->args))
		digest(bytes, n, w->result.digests[w->outputs]);
	w->result.size[w->outputs++] = n;
	return OCT_OK;
}

/* `name` is that of the outputs, without extension. */
static oct_status
put_outputs(struct worker *w, oct_job *job, uint32_t wanted, const char *name)
{
	const struct args *a = w->args;
	oct_status status = convert_media(job, a, name);
	char *file;

	if (status == OCT_OK && convert_audits(a))
		status = put_output(w, job, NULL, NULL);
	for (size_t i = 0; i < a->nformats && status == OCT_OK; i++) {
		if (!(wanted & 1u << i)) {
			w->outputs++;
			continue;
		}
		file = item_file(a, name, a->formats[i]);
		status = put_output(w, job, a->formats[i], file);
		free(file);
	}
	return status;
}

/* The pages of one article into the job.  False where they turn out not to be
 * one: a page can't be read, or what looked alike is not. */
static bool
read_joined(struct worker *w, oct_job *job, uint32_t pages)
{
	const oct_api *api = oct_job_api();
	const oct_node *a;
	size_t articles = 0;

	for (uint32_t i = 0; i < pages; i++) {
		if (i != 0)
			next_page(w);
		if (convert_read(job, w->page) != OCT_OK)
			return false;
	}
	if (oct_job_join(job) < 0)
		return false;
	for (a = api->first(oct_job_book(job)); a != NULL; a = api->next(a))
		articles += api->kind(a) == OCT_ARTICLE;
	return articles == 1;
}

static oct_status
convert(struct worker *w, const struct wire *task, const char *name)
{
	oct_job *job = new_job(w);
	oct_status status = OCT_OK;

	if (task->task.pages > 1) {
		if (!read_joined(w, job, task->task.pages)) {
			w->result.split = 1;
			oct_job_free(job);
			return OCT_OK;
		}
	} else {
		status = convert_read(job, w->page);
		/* for what it says of a page that is missing */
		if (status == OCT_OK && !w->args->no_join && !task->task.apart)
			oct_job_join(job);
	}
	if (status == OCT_OK)
		status = put_outputs(w, job, task->task.outputs, name);
	message_job(job, 0);
	end_job(w, job);
	return status;
}

static oct_status
scan(struct worker *w, bool quick)
{
	oct_job *job = new_job(w);
	oct_status status =
	    oct_job_scan_file(job, w->page, quick, &w->result.page);

	oct_job_free(job);
	return status;
}

static oct_status
find_facts(struct worker *w)
{
	oct_job *job = new_job(w);
	oct_status status = convert_read(job, w->page);

	if (status == OCT_OK)
		facts_take(&w->result.facts, job);
	oct_job_free(job);
	return status;
}

static oct_status
convert_all(struct worker *w)
{
	oct_job *job = new_job(w);

	w->result.code = convert_inputs(job, w->args, put_output, w);
	end_job(w, job);
	return OCT_OK;
}

static void
do_task(struct worker *w, int fd)
{
	/* what is asked meanwhile overwrites the packet */
	struct wire task = { .task = w->wire->task };
	const char *given = wire_folder(w->wire);
	char *name = given != NULL ? xstrndup(given, strlen(given)) : NULL;
	oct_status status;

	begin(w);
	take_page(w, fd);
	switch (task.task.work) {
	case WORK_GLANCE: status = scan(w, true); break;
	case WORK_SCAN: status = scan(w, false); break;
	case WORK_FACTS: status = find_facts(w); break;
	case WORK_BOOK: status = convert_all(w); break;
	default: status = convert(w, &task, name); break;
	}
	finish(w, status);
	free(name);
}

void
worker_run(const struct args *a, int socket)
{
	struct wire wire = { .kind = WIRE_READY };
	struct worker w = {
		.args = a, .socket = socket, .wire = &wire, .file = -ENOENT
	};
	int fd;

	if (a->sandbox != SANDBOX_OFF) {
		oct_engine_preload(a->engine);
		sandbox_enter(&wire.sandbox.landlock, &wire.sandbox.seccomp);
	}
	if (!wire_send(socket, &wire, -1, false))
		_exit(0);
	while (wire_receive(socket, &wire, &fd) && wire.kind == WIRE_TASK)
		do_task(&w, fd);
	/* no atexit handlers of libraries */
	_exit(0);
}
