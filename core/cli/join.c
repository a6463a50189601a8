/* join.c: which inputs of a batch are pages of one article.  Pages are looked
 * into by processes of their own, like those that convert: one that dies costs
 * the page it had, which then stays an article of its own. */
#include "batch.h"
#include "convert.h"
#include "message.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WANTED = 2 };

struct scan {
	atomic_size_t next;
	bool quick; /* no more than a glance at pages that name no other */
	oct_page pages[];
};

static _Noreturn void
work(struct scan *s, const struct items *items, const struct args *a)
{
	size_t i;

	while ((i = atomic_fetch_add(&s->next, 1)) < items->n) {
		oct_job *job;
		oct_page page;

		if (strcmp(items->list[i].input, "-") == 0 ||
		    s->pages[i].looked != (s->quick ? 0 : WANTED))
			continue;
		job = convert_new_job(a);
		if (oct_job_scan_file(
			job, items->list[i].input, s->quick, &page) == OCT_OK)
			s->pages[i] = page;
		oct_job_free(job);
	}
	_exit(0);
}

/* Starts them, and others for those that die, until all is looked at. */
static void
look_into_all(struct scan *s, const struct items *items, const struct args *a)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t jobs = a->jobs != 0 ? a->jobs
	    : processors > 0       ? (size_t)processors
				   : 1,
	       alive = 0;
	int how;

	while (alive != 0 || atomic_load(&s->next) < items->n) {
		while (alive < jobs && atomic_load(&s->next) < items->n) {
			pid_t pid = fork();

			if (pid == 0)
				work(s, items, a);
			if (pid < 0)
				die(EXIT_IO, "can't start a worker: %s",
				    strerror(errno));
			alive++;
		}
		if (wait(&how) > 0)
			alive--;
		else if (errno != EINTR)
			break;
	}
}

static size_t
root_of(const size_t *into, size_t i, size_t n)
{
	for (size_t steps = 0; into[i] != i && steps < n; steps++)
		i = into[i];
	return i;
}

static void
link_items(struct items *items, const size_t *into, const size_t *named)
{
	size_t *last = xcalloc(items->n, sizeof(*last));

	for (size_t i = 0; i < items->n; i++)
		last[i] = i;
	for (size_t i = 0; i < items->n; i++) {
		size_t root = root_of(into, i, items->n);

		items->list[i].root = root;
		items->list[i].apart = named[i] != items->n;
		if (root == i)
			continue;
		items->list[last[root]].next = i;
		last[root] = i;
	}
	free(last);
}

/* Those that others name, and that only had a glance: their titles decide. */
static bool
want_named(struct scan *s, const size_t *named, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (named[i] == n || s->pages[named[i]].looked != 0)
			continue;
		s->pages[named[i]].looked = WANTED;
		any = true;
	}
	return any;
}

void
items_join(struct items *items, const struct args *a)
{
	size_t bytes = sizeof(struct scan) + items->n * sizeof(oct_page);
	struct scan *s = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	size_t *into = xcalloc(items->n * 2, sizeof(*into));
	size_t *named = into + items->n;
	bool found;

	if (s == MAP_FAILED)
		die(EXIT_IO, "out of memory");
	s->quick = true;
	look_into_all(s, items, a);
	found = oct_pages_join(s->pages, items->n, into, named) == OCT_OK;
	if (found && want_named(s, named, items->n)) {
		s->quick = false;
		atomic_store(&s->next, 0);
		look_into_all(s, items, a);
		found =
		    oct_pages_join(s->pages, items->n, into, named) == OCT_OK;
	}
	if (found)
		link_items(items, into, named);
	munmap(s, bytes);
	free(into);
}
