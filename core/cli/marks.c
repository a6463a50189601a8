#include "marks.h"

#include "message.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	THREADS = 3, /* what else a rerun does takes a third of the reading */
	AHEAD = 64 /* inputs */
};

enum { NONE, TAKEN, MADE };

struct marks {
	const struct items *items;
	const struct umac64_ctx *keyed;
	uint8_t (*marks)[MARK];
	uint8_t *states;
	pthread_t threads[THREADS];
	size_t nthreads;
	pthread_mutex_t lock; /* of what follows, and of states */
	pthread_cond_t wanted, made;
	size_t next, end; /* what is to be read ahead */
	size_t begun, busy; /* of the threads */
	bool pause, stop;
};

/* The lock is held, and let go of while it reads. */
static void
make(struct marks *m, size_t item)
{
	bool ok = false;
	int fd;

	m->states[item] = TAKEN;
	pthread_mutex_unlock(&m->lock);
	fd = open(m->items->list[item].input, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		ok = record_mark(m->keyed, fd, m->marks[item]);
		close(fd);
	}
	pthread_mutex_lock(&m->lock);
	m->states[item] = ok ? MADE : NONE;
	pthread_cond_broadcast(&m->made);
}

static bool
make_next(struct marks *m)
{
	while (m->next < m->end) {
		size_t item = m->next++;

		if (m->states[item] != NONE ||
		    strcmp(m->items->list[item].input, "-") == 0)
			continue;
		make(m, item);
		return true;
	}
	return false;
}

static void *
read_ahead(void *data)
{
	struct marks *m = data;

	pthread_mutex_lock(&m->lock);
	m->begun++;
	while (!m->stop) {
		m->busy++;
		while (!m->pause && make_next(m))
			continue;
		m->busy--;
		pthread_cond_broadcast(&m->made);
		if (!m->stop)
			pthread_cond_wait(&m->wanted, &m->lock);
	}
	pthread_mutex_unlock(&m->lock);
	return NULL;
}

/* --- forking -------------------------------------------------------------- */

/* A worker that is forked while a thread has a lock, of an allocator for one,
 * would wait for it without end: all threads wait meanwhile. */
static struct marks *forking;

static void
before_fork(void)
{
	struct marks *m = forking;

	if (m == NULL)
		return;
	pthread_mutex_lock(&m->lock);
	m->pause = true;
	while (m->begun != m->nthreads || m->busy != 0)
		pthread_cond_wait(&m->made, &m->lock);
}

static void
after_fork(void)
{
	struct marks *m = forking;

	if (m == NULL)
		return;
	m->pause = false;
	pthread_cond_broadcast(&m->wanted);
	pthread_mutex_unlock(&m->lock);
}

static void
watch_forks(void)
{
	pthread_atfork(before_fork, after_fork, NULL);
}

/* --- asking --------------------------------------------------------------- */

static void
want_ahead(struct marks *m, size_t item)
{
	if (m->next <= item || m->next > item + AHEAD)
		m->next = item + 1;
	if (m->end > item + AHEAD / 2 && m->end <= item + AHEAD)
		return;
	m->end = item + AHEAD < m->items->n ? item + AHEAD : m->items->n;
	while (m->next < m->end && m->states[m->next] != NONE)
		m->next++;
	if (m->next < m->end)
		pthread_cond_broadcast(&m->wanted);
}

const uint8_t *
marks_of(struct marks *m, size_t item)
{
	bool made;

	pthread_mutex_lock(&m->lock);
	if (m->nthreads != 0)
		want_ahead(m, item);
	while (m->states[item] == TAKEN)
		if (!make_next(m))
			pthread_cond_wait(&m->made, &m->lock);
	if (m->states[item] == NONE)
		make(m, item);
	made = m->states[item] == MADE;
	pthread_mutex_unlock(&m->lock);
	return made ? m->marks[item] : NULL;
}

struct marks *
marks_new(const struct args *a, const struct items *items,
    const struct umac64_ctx *keyed)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct marks *m = xcalloc(1, sizeof(*m));
	sigset_t all, before;

	m->items = items;
	m->keyed = keyed;
	m->marks = scratch_take(items->scratch, items->n, MARK);
	m->states = scratch_take(items->scratch, items->n, 1);
	pthread_mutex_init(&m->lock, NULL);
	pthread_cond_init(&m->wanted, NULL);
	pthread_cond_init(&m->made, NULL);
	/* signals are the first thread's to take */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (m->nthreads < THREADS && m->nthreads + 1 < args_jobs(a) &&
	    pthread_create(&m->threads[m->nthreads], NULL, read_ahead, m) == 0)
		m->nthreads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	forking = m;
	pthread_once(&once, watch_forks);
	return m;
}

void
marks_free(struct marks *m)
{
	forking = NULL;
	pthread_mutex_lock(&m->lock);
	m->stop = true;
	pthread_cond_broadcast(&m->wanted);
	pthread_mutex_unlock(&m->lock);
	while (m->nthreads != 0)
		pthread_join(m->threads[--m->nthreads], NULL);
	pthread_cond_destroy(&m->made);
	pthread_cond_destroy(&m->wanted);
	pthread_mutex_destroy(&m->lock);
	scratch_drop(m->items->scratch, m->marks);
	scratch_drop(m->items->scratch, m->states);
	free(m);
}
