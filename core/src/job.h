/*
 * job.h -- one conversion: its memory, its tree, its messages, its settings.
 */
#ifndef JOB_H
#define JOB_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "node.h"

#include <octavo/octavo.h>
#include <stdatomic.h>

/* The steps of a job; the API's functions are checked against them. */
enum phase {
	PHASE_IDLE,
	PHASE_READ, /* a reader, normalising or an editor runs: tree may change
		     */
	PHASE_WRITE /* a writer runs */
};

struct oct_job {
	struct arena arena;
	oct_status status; /* of the running step; the first failure sticks */
	enum phase phase;
	atomic_int cancelled;
	uint64_t limits[7]; /* by OCT_LIMIT_* */
	uint64_t deadline; /* monotonic nanoseconds; 0: none */

	struct diag_list diags;
	struct { /* where oct_job_message() was last */
		size_t n;
		const struct diag *diag; /* NULL: nowhere */
	} said;
	const char
	    *input; /* name of the input being read, for messages; or "" */
	oct_node *book;
	struct buf out; /* what a writer emits */
	const oct_options *options; /* of the running format */
	struct resource_table *resources; /* resource.c */
	oct_files files; /* of the embedder's; functions NULL: none */
	struct job_settings *settings; /* engine side: job.c */
	oct_engine *engine;
	uint32_t fields; /* added to the last article */
	bool undropped; /* no one looks at the DROPPED of what is read */
	bool replaced; /* text of this input was mended: reported once */
};

/* A step begins, with a clean status; it ends with what went wrong in it,
 * which is reported by then. */
void job_begin(oct_job *, enum phase);
oct_status job_end(oct_job *);
/* Sets the first failure and reports it. */
void job_fail(oct_job *, oct_status, const char *code, const char *msg);
void job_report(oct_job *, int32_t severity, const char *code, uint32_t line,
    uint32_t column, const char *msg);
/* The sticky status, after a look at cancellation, time and memory. */
oct_status job_status(const oct_job *);

/* api.c: the table plug-ins get, and the job whose plug-in runs in this thread
 * from now on (NULL: none); returns the one before. */
extern const oct_api job_api;
oct_job *job_run(oct_job *);

#endif
