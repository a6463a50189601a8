/*
 * supervisor.h -- the processes that do the untrusted work: starts them, feeds
 * them, opens what they may read, ends and replaces them.
 *
 * One that crashes, hangs or runs out of memory costs the task it had, which is
 * tried once more in a new process and then given up.
 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "batch.h"
#include "wire.h"

struct task {
	enum work work;
	size_t item; /* the first of its pages */
	uint32_t outputs; /* bits of the formats wanted */
	char *name; /* of the outputs, without extension; or NULL.  Allocated;
		the supervisor frees it */
	/* the supervisor's */
	uint32_t tries;
	size_t page; /* the last that was handed over */
};

/* What is to be done, and with what comes of it. */
struct plan {
	void *data;
	/* The next task; false: none for now. */
	bool (*next)(void *data, struct task *);
	/* It ended with that status.  The bytes of the result are in the file
	 * `memory`, with at least as many as the sizes say. */
	void (*done)(void *data, const struct task *, oct_status,
	    const struct wire_result *, int memory);
	/* It was given up: OCT_ELIMIT for a limit of time, OCT_ENOMEM, else
	 * OCT_EBUG. */
	void (*lost)(
	    void *data, const struct task *, oct_status, const char *why);
	/* The task had a file opened, or could not (fd < 0: -errno).  NULL: not
	 * wanted. */
	void (*opened)(void *data, const struct task *, uint32_t purpose,
	    const char *folder, const char *path, int fd);
	/* Called now and then; milliseconds until it wants to be called again
	 * at the latest, or -1.  NULL: not wanted. */
	int (*tick)(void *data);
};

struct supervisor;

struct supervisor *supervisor_new(const struct args *, struct items *);

/* Until all is done, or a signal came or supervisor_stop() was called: what was
 * in flight then is dropped.  The workers stay for the next plan. */
void supervisor_run(struct supervisor *, const struct plan *);
void supervisor_stop(struct supervisor *);

/* The signal that ended it, or 0. */
int supervisor_interrupted(const struct supervisor *);

/* Ends the workers.  A signal that comes later does what it always did. */
void supervisor_free(struct supervisor *);

#endif
