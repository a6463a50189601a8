/*
 * octavo-pictures decodes, converts and draws for the plug-in that started it.
 * It never looks at a picture itself: a child does, for each, and ends.
 */
#include "work.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__SANITIZE_ADDRESS__) /* which reserves far more than it uses */
static const rlim_t memory_max = (rlim_t)2 << 30; /* address space */
#endif

void
work_end(enum outcome outcome)
{
	_exit((int)outcome);
}

static void
limit(int what, rlim_t most)
{
	struct rlimit r;

	if (getrlimit(what, &r) != 0)
		return;
	if (r.rlim_cur > most)
		r.rlim_cur = most;
	setrlimit(what, &r);
}

struct files {
	int in; /* of the request */
	int cut; /* the picture as it is on the cover; or -1 */
	int out;
};

/* All of a file; NULL for none. */
static const char *
map(int fd)
{
	struct stat st;
	char *bytes;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) != 0)
		work_end(FAILED);
	bytes =
	    mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		work_end(FAILED);
	return bytes;
}

typedef void deed(struct work *);

/* The child. */
static _Noreturn void
work(const struct request *request, const struct files *f, deed *does,
    struct reply *reply)
{
	struct work w = { .request = request, .reply = reply, .out = f->out };
	const char *bytes;
	uint64_t at = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	limit(RLIMIT_CPU, SECONDS_MAX);
#if !defined(__SANITIZE_ADDRESS__)
	limit(RLIMIT_AS, memory_max);
#endif
	limit(RLIMIT_CORE, 0);
	alarm(WALL_SECONDS_MAX);
	bytes = map(f->in);
	for (int i = 0; i < TEXTS; i++) {
		w.texts[i] = g_strndup(bytes + at, request->texts[i]);
		at += request->texts[i];
	}
	if (does == cover_draw)
		w.picture = (const uint8_t *)map(f->cut);
	else
		w.picture = (const uint8_t *)bytes + at;
	does(&w);
	work_end(MADE);
}

static enum outcome
outcome_of(int status)
{
	if (WIFEXITED(status))
		return WEXITSTATUS(status) < OUTCOMES
		    ? (enum outcome)WEXITSTATUS(status)
		    : FAILED;
	return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM
	    ? TOO_SLOW
	    : BROKEN;
}

static enum outcome
run(const struct request *request, const struct files *f, deed *does,
    struct reply *reply)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		work(request, f, does, reply);
	if (child < 0)
		return FAILED;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return FAILED;
	return outcome_of(status);
}

/* The picture is decoded by one process, the text drawn by another. */
static enum outcome
make_cover(
    const struct request *request, const struct files *f, struct reply *reply)
{
	struct files cropping = { f->in, -1, memfd_create("cut", MFD_CLOEXEC) };
	struct files drawing = { f->in, -1, f->out };
	enum outcome outcome = MADE;

	if (request->picture != 0) {
		drawing.cut = cropping.out;
		outcome = run(request, &cropping, raster_crop, reply);
	}
	if (outcome == MADE)
		outcome = run(request, &drawing, cover_draw, reply);
	close(cropping.out);
	return outcome;
}

int
main(void)
{
	struct reply *reply = mmap(NULL, sizeof(*reply), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct request request;
	enum outcome outcome;
	struct files files;
	int in;

	if (reply == MAP_FAILED)
		return EXIT_FAILURE;
	/* Ends with its socket; what is asked until then is done. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	while (
	    packet_receive(PICTURES_SOCKET, &request, sizeof(request), &in)) {
		int out = memfd_create("made", MFD_CLOEXEC), ok;

		if (out < 0)
			return EXIT_FAILURE;
		memset(reply, 0, sizeof(*reply));
		files = (struct files){ in, -1, out };
		outcome = request.work == WORK_COVER
		    ? make_cover(&request, &files, reply)
		    : run(&request, &files, raster_convert, reply);
		reply->outcome = outcome;
		ok = packet_send(PICTURES_SOCKET, reply, sizeof(*reply), out);
		close(in);
		close(out);
		if (!ok)
			break;
	}
	return EXIT_SUCCESS;
}
