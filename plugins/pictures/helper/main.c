/*
 * octavo-pictures decodes, converts and draws for the plug-in that started it.
 * It never looks at a picture itself: a child does, for each, and ends.
 */
#include "work.h"

#include "sandbox.h"

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

void
close_door(void)
{
	int32_t landlock, seccomp;

	sandbox_enter(&landlock, &seccomp);
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

/* The child: what the request names lies in the file. */
static _Noreturn void
work(const struct request *request, int in, int out, struct reply *reply)
{
	struct work w = { .request = request, .reply = reply, .out = out };
	struct stat st;
	uint64_t at = 0;
	char *bytes;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	limit(RLIMIT_CPU, SECONDS_MAX);
#if !defined(__SANITIZE_ADDRESS__)
	limit(RLIMIT_AS, memory_max);
#endif
	limit(RLIMIT_CORE, 0);
	alarm(WALL_SECONDS_MAX);
	if (fstat(in, &st) != 0)
		work_end(FAILED);
	bytes =
	    mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, in, 0);
	if (bytes == MAP_FAILED)
		work_end(FAILED);
	for (int i = 0; i < TEXTS; i++) {
		w.texts[i] = g_strndup(bytes + at, request->texts[i]);
		at += request->texts[i];
	}
	if (request->picture != 0)
		w.picture = (const uint8_t *)bytes + at;
	if (request->work == WORK_COVER)
		cover_draw(&w);
	else
		raster_convert(&w);
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
run(const struct request *request, int in, int out, struct reply *reply)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		work(request, in, out, reply);
	if (child < 0)
		return FAILED;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return FAILED;
	return outcome_of(status);
}

int
main(void)
{
	struct reply *reply = mmap(NULL, sizeof(*reply), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct request request;
	int in, prepared = 0;

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
		if (request.work == WORK_COVER && !prepared++)
			cover_prepare();
		memset(reply, 0, sizeof(*reply));
		reply->outcome = run(&request, in, out, reply);
		ok = packet_send(PICTURES_SOCKET, reply, sizeof(*reply), out);
		close(in);
		close(out);
		if (!ok)
			break;
	}
	return EXIT_SUCCESS;
}
