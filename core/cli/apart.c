#include "apart.h"

#include "audit.h"
#include "convert.h"
#include "message.h"
#include "supervisor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct apart {
	const struct args *args;
	bool begun;
	int code;
};

static bool
next(void *data, struct task *t)
{
	struct apart *p = data;

	if (p->begun)
		return false;
	p->begun = true;
	t->work = WORK_BOOK;
	return true;
}

/* What there is for each file, in the order of convert_inputs(). */
static void
put_all(struct apart *p, const struct wire_result *r, const char *bytes)
{
	const struct args *a = p->args;
	const char *const outputs[][2] = {
		{ convert_format(a), a->output != NULL ? a->output : "-" },
		{ "explain", a->explain },
		{ "proof", a->proof },
	};
	oct_status status;
	size_t k = 0;

	for (size_t i = 0; i < 3; i++) {
		if (outputs[i][1] == NULL)
			continue;
		status = r->size[k] != 0 ? convert_deliver(a, outputs[i][0],
					       outputs[i][1], bytes, r->size[k])
					 : OCT_OK;
		bytes += r->size[k++];
		if (status != OCT_OK && p->code == 0)
			p->code = convert_exit_code(status);
	}
}

static void
done(void *data, const struct task *t, oct_status status,
    const struct wire_result *r, int memory)
{
	struct apart *p = data;
	uint64_t outputs = r->size[0] + r->size[1] + r->size[2];
	uint64_t n = outputs + r->audit + r->messages;
	char *bytes = xcalloc(1, n + 1);

	(void)t;
	p->code = status != OCT_OK ? convert_exit_code(status) : r->code;
	if (pread(memory, bytes, n, 0) != (ssize_t)n)
		die(EXIT_IO, "the worker took back its result");
	message_kept(bytes + n - r->messages, r->messages);
	if (r->audit != 0 &&
	    audit_append(p->args->audit, bytes + outputs, r->audit) != OCT_OK &&
	    p->code == 0)
		p->code = EXIT_IO;
	put_all(p, r, bytes);
	free(bytes);
}

static void
lost(void *data, const struct task *t, oct_status status, const char *why)
{
	struct apart *p = data;

	(void)t;
	complain("%s; nothing was written", why);
	p->code = status == OCT_ELIMIT ? EXIT_LIMIT : EXIT_IO;
}

/* The inputs as one chain: all may be asked for. */
static void
make_items(const struct args *a, struct items *items)
{
	for (size_t i = 0; i < a->ninputs; i++)
		items_add(items, a->inputs[i], 0, 0);
	for (size_t i = 1; i < a->ninputs; i++)
		items->list[i - 1].next = (uint32_t)i;
}

int
apart_run(struct args *a)
{
	struct apart p = { .args = a, .code = EXIT_IO };
	const struct plan plan = {
		.data = &p, .next = next, .done = done, .lost = lost
	};
	struct items items = { .scratch = scratch_new() };
	struct supervisor *s;
	bool interrupted;

	convert_format(a);
	oct_job_free(convert_new_job(a, NULL));
	a->jobs = 1;
	make_items(a, &items);
	s = supervisor_new(a, &items);
	supervisor_run(s, &plan);
	interrupted = supervisor_interrupted(s) != 0;
	supervisor_free(s);
	items_free(&items);
	if (!interrupted)
		return p.code;
	complain("interrupted; nothing was written");
	return EXIT_INTERRUPTED;
}
