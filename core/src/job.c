/* job.c: a job's life, its limits, its messages. */
#include "job.h"

#include "engine.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void
set_default_limits(oct_job *j)
{
	oct_job_limit(j, OCT_LIMIT_MEMORY, (uint64_t)1 << 30);
	oct_job_limit(j, OCT_LIMIT_INPUT, (uint64_t)256 << 20);
	oct_job_limit(j, OCT_LIMIT_OUTPUT, (uint64_t)4 << 30);
	oct_job_limit(j, OCT_LIMIT_RESOURCE, (uint64_t)64 << 20);
}

oct_job *
oct_job_new(oct_engine *e)
{
	oct_job *j = calloc(1, sizeof(*j));

	if (j == NULL)
		return NULL;
	atomic_store(&e->frozen, 1);
	j->engine = e;
	j->input = "";
	j->diags.worst = -1;
	set_default_limits(j);
	j->settings = arena_alloc(&j->arena, sizeof(*j->settings));
	j->book = node_new_book(j);
	if (j->settings == NULL || j->arena.status != OCT_OK) {
		oct_job_free(j);
		return NULL;
	}
	j->settings->registry = &e->registry;
	return j;
}

void
oct_job_free(oct_job *j)
{
	if (j == NULL)
		return;
	buf_free(&j->out);
	arena_free(&j->arena);
	free(j);
}

void
oct_job_limit(oct_job *j, uint32_t limit, uint64_t value)
{
	if (limit == 0 || limit >= sizeof(j->limits) / sizeof(j->limits[0]))
		return;
	j->limits[limit] = value;
	if (limit == OCT_LIMIT_MEMORY)
		j->arena.limit = value;
}

void
oct_job_want(oct_job *j, uint32_t part, int32_t wanted)
{
	if (part == OCT_DROPPED)
		j->undropped = wanted == 0;
}

void
oct_job_cancel(oct_job *j)
{
	atomic_store(&j->cancelled, 1);
}

void
job_begin(oct_job *j, enum phase phase)
{
	if (j->deadline == 0 && j->limits[OCT_LIMIT_TIME] != 0)
		j->deadline = now() + j->limits[OCT_LIMIT_TIME] * 1000000u;
	j->status = OCT_OK;
	j->arena.status = OCT_OK;
	j->phase = phase;
	j->replaced = false;
}

oct_status
job_end(oct_job *j)
{
	oct_status status = job_status(j);

	if (j->status == OCT_OK && status == OCT_ECANCELLED)
		job_fail(j, status, "job.cancelled",
		    "the conversion was interrupted");
	else if (j->status == OCT_OK && status == OCT_ELIMIT)
		job_fail(j, status, "limit.time",
		    "the time limit was reached; the input was given up");
	else if (j->status == OCT_OK && status != OCT_OK)
		job_fail(j, status, "limit.memory",
		    "out of memory; the input was given up");
	j->phase = PHASE_IDLE;
	j->options = NULL;
	return j->status;
}

oct_status
job_status(const oct_job *j)
{
	if (j->status != OCT_OK)
		return j->status;
	if (atomic_load_explicit(&j->cancelled, memory_order_relaxed))
		return OCT_ECANCELLED;
	if (j->deadline != 0 && now() > j->deadline)
		return OCT_ELIMIT;
	return j->arena.status;
}

void
job_fail(oct_job *j, oct_status status, const char *code, const char *msg)
{
	if (j->status != OCT_OK)
		return;
	j->status = status != OCT_OK ? status : OCT_EBUG;
	job_report(j, OCT_ERROR, code, 0, 0, msg);
}

void
job_report(oct_job *j, int32_t severity, const char *code, uint32_t line,
    uint32_t column, const char *msg)
{
	if (severity < OCT_INFO)
		severity = OCT_INFO;
	if (severity > OCT_ERROR)
		severity = OCT_ERROR;
	diag_add(
	    &j->diags, &j->arena, severity, code, j->input, line, column, msg);
}

/* --- the messages and facts of octavo.h ----------------------------------- */

/* From where the last call was: a loop over all messages is linear. */
static const struct diag *
find_message(oct_job *j, size_t n)
{
	const struct diag *d = j->said.diag;
	size_t i = j->said.n;

	if (d == NULL || i > n) {
		d = j->diags.first;
		i = 0;
	}
	for (; d != NULL && i < n; i++)
		d = d->next;
	if (d != NULL) {
		j->said.diag = d;
		j->said.n = n;
	}
	return d;
}

int32_t
oct_job_message(const oct_job *j, size_t n, oct_message *out)
{
	oct_message all = { .struct_size = out->struct_size };
	const struct diag *d = find_message((oct_job *)j, n);

	if (d == NULL)
		return 0;
	all.severity = d->severity;
	all.code = d->code;
	all.text = d->text;
	all.input = d->input;
	all.line = d->line;
	all.column = d->column;
	memcpy(out, &all,
	    out->struct_size < sizeof(all) ? out->struct_size : sizeof(all));
	return 1;
}

int32_t
oct_job_worst(const oct_job *j)
{
	return j->diags.worst;
}

uint64_t
oct_job_memory(const oct_job *j)
{
	return j->arena.used;
}

const char *
oct_job_reader(const oct_job *j)
{
	return j->settings->last_reader;
}

oct_node *
oct_job_book(oct_job *j)
{
	return j->book;
}

const oct_api *
oct_job_api(void)
{
	return &job_api;
}
