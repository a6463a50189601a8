#include "supervisor.h"

#include "broker.h"
#include "message.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	GRACE = 2000, /* ms: a job sees by itself that its time is up */
	STARTS_MAX = 5, /* that fail, one after the other */
	GROWN = 512 << 20 /* resident bytes after which a worker is renewed */
};

struct worker {
	pid_t pid; /* 0: none */
	int socket;
	int size; /* its /proc/PID/statm; or -1 */
	uint64_t tasks; /* that it has ended */
	bool ready, busy; /* has begun; has a task, sent or to be sent */
	struct task task;
	int64_t due; /* ms; INT64_MAX: never */
	oct_status status; /* of a task whose worker was ended; or OCT_OK */
	const char *why;
};

struct supervisor {
	const struct args *args;
	struct items *items;
	const struct plan *plan; /* the one that runs */
	struct worker *workers;
	struct pollfd *polls;
	size_t n;
	int signals;
	sigset_t before; /* the signals that were blocked */
	int interrupted;
	int starts; /* that failed since the last that did not */
	bool stop, told;
	struct wire wire;
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- starting and ending -------------------------------------------------- */

static void
limit_self(const struct args *a)
{
	const struct rlimit none = { 0, 0 };
	struct rlimit memory = { a->worker_memory, a->worker_memory };

	setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__)
	if (a->worker_memory != 0)
		setrlimit(RLIMIT_AS, &memory);
#else
	(void)memory; /* its shadow is 16 TB */
#endif
}

static bool
wants_stdin(const struct args *a)
{
	for (size_t i = 0; i < a->ninputs; i++)
		if (strcmp(a->inputs[i], "-") == 0)
			return true;
	return false;
}

/* In the new process: of what the supervisor has open, the socket is left. */
static _Noreturn void
begin(struct supervisor *s, pid_t parent, int socket)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	signal(SIGINT, SIG_IGN); /* the supervisor's to see to */
	signal(SIGTERM, SIG_DFL);
	sigprocmask(SIG_SETMASK, &s->before, NULL);
	if (null < 0 || dup2(null, STDOUT_FILENO) < 0 ||
	    (!wants_stdin(s->args) && dup2(null, STDIN_FILENO) < 0) ||
	    dup2(socket, STDERR_FILENO + 1) < 0)
		_exit(EXIT_IO);
	close_range(STDERR_FILENO + 2, ~0u, 0);
	message_alone();
	limit_self(s->args);
	worker_run(s->args, STDERR_FILENO + 1);
}

static int
open_size(pid_t pid)
{
	char name[64];

	snprintf(name, sizeof(name), "/proc/%ld/statm", (long)pid);
	return open(name, O_RDONLY | O_CLOEXEC);
}

static int64_t
due_after(const struct args *a)
{
	uint64_t limit = a->limits[OCT_LIMIT_TIME];

	return limit == 0 || limit > INT64_MAX / 2
	    ? INT64_MAX
	    : now() + (int64_t)limit + GRACE;
}

static void
start(struct supervisor *s, struct worker *w)
{
	pid_t self = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		die(EXIT_IO, "can't start a worker: %s", strerror(errno));
	fflush(NULL);
	w->pid = fork();
	if (w->pid == 0)
		begin(s, self, pair[1]);
	if (w->pid < 0)
		die(EXIT_IO, "can't start a worker: %s", strerror(errno));
	close(pair[1]);
	w->socket = pair[0];
	w->size = open_size(w->pid);
	w->tasks = 0;
	w->ready = false;
	w->status = OCT_OK;
	w->due = due_after(s->args);
}

/* Ends it if it has not ended, and says how it did. */
static int
end(struct worker *w)
{
	int how = 0;

	if (w->pid <= 0)
		return 0;
	close(w->socket);
	if (w->size >= 0)
		close(w->size);
	kill(w->pid, SIGKILL);
	while (waitpid(w->pid, &how, 0) < 0 && errno == EINTR)
		continue;
	w->pid = 0;
	w->ready = false;
	return how;
}

static uint64_t
resident(const struct worker *w)
{
	char text[128];
	ssize_t n =
	    w->size >= 0 ? pread(w->size, text, sizeof(text) - 1, 0) : -1;

	if (n <= 0)
		return 0;
	text[n] = '\0';
	/* the second number, in pages */
	return strtoull(text + strcspn(text, " "), NULL, 10) *
	    (uint64_t)sysconf(_SC_PAGESIZE);
}

/* --- a task that went wrong ----------------------------------------------- */

/* A sentence about how a worker ended, in `text`. */
static const char *
tell_end(const struct worker *w, int how, char text[160])
{
	if (w->why != NULL && w->status != OCT_OK)
		return w->why;
	if (WIFSIGNALED(how))
		snprintf(text, 160, "the conversion died of signal %d (%s)",
		    WTERMSIG(how), strsignal(WTERMSIG(how)));
	else
		snprintf(text, 160,
		    "the conversion ended its process with the code %d",
		    WEXITSTATUS(how));
	return text;
}

/* The worker is gone and had a task: that is tried once more, in the process
 * that is started next in its place. */
static void
lose(struct supervisor *s, const struct plan *p, struct worker *w, int how)
{
	const struct task t = w->task;
	const char *input = s->items->list[t.item].input;
	char text[160];
	const char *why = tell_end(w, how, text);
	oct_status status = w->status != OCT_OK            ? w->status
	    : WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU ? OCT_ELIMIT
							   : OCT_EBUG;

	if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
		why = "the limit of processor time was reached";
	/* standard input can't be read twice */
	if (w->task.tries++ == 0 && strcmp(input, "-") != 0) {
		message_say(OCT_INFO, "worker.retry", input,
		    "%s; it is tried once more, in a new process", why);
		w->task.page = w->task.item;
		return;
	}
	w->busy = false;
	p->lost(p->data, &t, status, why);
	free(t.name);
}

static void
end_early(struct supervisor *s, const struct plan *p, struct worker *w,
    oct_status status, const char *why)
{
	w->status = status;
	w->why = why;
	lose(s, p, w, end(w));
}

/* It ended by itself. */
static void
reap(struct supervisor *s, const struct plan *p, struct worker *w)
{
	bool ready = w->ready;
	int how = end(w);

	if (!ready && ++s->starts >= STARTS_MAX)
		die(EXIT_IO, "workers can't start: the last ended with %s %d",
		    WIFSIGNALED(how) ? "signal" : "code",
		    WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
	if (ready && w->busy)
		lose(s, p, w, how);
}

static void
end_late(struct supervisor *s, const struct plan *p)
{
	for (size_t i = 0; i < s->n; i++) {
		struct worker *w = &s->workers[i];

		if (w->pid == 0 || !w->busy || w->due > now())
			continue;
		if (!w->ready)
			die(EXIT_IO,
			    "workers can't start: a plug-in takes "
			    "longer to load than --timeout allows");
		end_early(s, p, w, OCT_ELIMIT,
		    "the time limit was reached, and the conversion did not "
		    "stop by itself");
	}
}

/* --- what a worker says --------------------------------------------------- */

/* Processor time counts from the start of the process. */
static void
limit_processor(const struct args *a, const struct worker *w)
{
	struct timespec used = { 0, 0 };
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
	clockid_t clock;

	if (a->cpu_time == 0)
		return;
	if (clock_getcpuclockid(w->pid, &clock) == 0)
		clock_gettime(clock, &used);
	limit.rlim_cur = (rlim_t)used.tv_sec + a->cpu_time + 1;
	prlimit(w->pid, RLIMIT_CPU, &limit, NULL);
}

static uint32_t
count_pages(const struct items *items, const struct task *t)
{
	uint32_t n = 0;
	size_t i;

	if (t->work != WORK_CONVERT)
		return 1;
	for (i = t->item; i != NO_ITEM; i = items->list[i].next)
		n++;
	return n;
}

static void
tell_opened(struct supervisor *s, const struct task *t, uint32_t purpose,
    const char *folder, const char *path, int fd)
{
	if (s->plan->opened != NULL)
		s->plan->opened(s->plan->data, t, purpose, folder, path, fd);
}

static int
open_page(struct supervisor *s, const struct task *t, const char *input)
{
	int fd = broker_open(s->args, s->items, t, OCT_FILE_INPUT, NULL, input);

	tell_opened(s, t, OCT_FILE_INPUT, NULL, input, fd);
	return fd;
}

/* The page's name and its file, or why there is none. */
static bool
send_page(struct supervisor *s, struct worker *w, const char *output)
{
	const char *input = s->items->list[w->task.page].input;
	int fd =
	    strcmp(input, "-") == 0 ? -ENOENT : open_page(s, &w->task, input);
	bool ok;

	s->wire.status = fd < 0 ? fd : 0;
	if (!wire_text(&s->wire, input, output))
		wire_text(&s->wire, "", NULL);
	ok = wire_send(w->socket, &s->wire, fd >= 0 ? fd : -1, true);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* False: the worker has gone, which its socket will tell. */
static bool
send_task(struct supervisor *s, struct worker *w)
{
	struct wire *m = &s->wire;

	w->task.page = w->task.item;
	w->due = due_after(s->args);
	limit_processor(s->args, w);
	m->kind = WIRE_TASK;
	m->task.work = w->task.work;
	m->task.pages = count_pages(s->items, &w->task);
	m->task.apart = s->items->list[w->task.item].apart;
	m->task.outputs = w->task.outputs;
	return send_page(s, w, w->task.name);
}

static bool
answer(struct worker *w, struct wire *m, int status, const char *text, int fd)
{
	m->kind = WIRE_ANSWER;
	m->status = status;
	wire_text(m, text, NULL);
	return wire_send(w->socket, m, fd, true);
}

static bool
answer_page(struct supervisor *s, struct worker *w)
{
	size_t next = s->items->list[w->task.page].next;

	if (next == NO_ITEM)
		return false;
	w->task.page = next;
	s->wire.kind = WIRE_ANSWER;
	return send_page(s, w, NULL);
}

static bool
answer_open(struct supervisor *s, struct worker *w)
{
	struct wire *m = &s->wire;
	const char *folder = wire_folder(m);
	char missing[MISSING_FOLDER];
	bool gap, ok;
	int fd = broker_open(
	    s->args, s->items, &w->task, m->purpose, folder, m->text);

	gap = fd == -ENOENT &&
	    broker_missing_folder(m->purpose, folder, m->text, missing);
	tell_opened(
	    s, &w->task, m->purpose, folder, gap ? missing : m->text, fd);
	ok = answer(
	    w, m, fd < 0 ? fd : 0, gap ? missing : "", fd >= 0 ? fd : -1);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* What was achieved: a note, or a warning where something is missing. */
static void
tell_sandbox(enum sandbox wanted, int32_t landlock, int32_t seccomp)
{
	char files[100], calls[100];

	if (wanted == SANDBOX_OFF) {
		message_say(OCT_INFO, "sandbox.off", "",
		    "workers run without a sandbox, as --sandbox=off says");
		return;
	}
	if (landlock > 0)
		snprintf(files, sizeof(files), "no files (Landlock ABI %d)",
		    (int)landlock);
	else
		snprintf(files, sizeof(files), "without Landlock (%s)",
		    strerror(-landlock));
	if (seccomp > 0)
		snprintf(calls, sizeof(calls),
		    "no system calls but for what converting needs (seccomp)");
	else
		snprintf(calls, sizeof(calls), "without seccomp (%s)",
		    strerror(-seccomp));
	message_say(landlock > 0 && seccomp > 0 ? OCT_INFO : OCT_WARNING,
	    "sandbox", "", "the sandbox of workers: %s, %s", files, calls);
}

static bool
start_work(struct supervisor *s, struct worker *w)
{
	const struct wire *m = &s->wire;
	bool closed = m->sandbox.landlock > 0 && m->sandbox.seccomp > 0;

	s->starts = 0;
	w->ready = true;
	if (s->args->sandbox == SANDBOX_STRICT && !closed)
		die(EXIT_SANDBOX,
		    "--sandbox=strict: this system has no %s: %s; nothing was "
		    "converted",
		    m->sandbox.landlock <= 0 ? "Landlock" : "seccomp",
		    strerror(m->sandbox.landlock <= 0 ? -m->sandbox.landlock
						      : -m->sandbox.seccomp));
	if (!s->told)
		tell_sandbox(
		    s->args->sandbox, m->sandbox.landlock, m->sandbox.seccomp);
	s->told = true;
	return !w->busy || send_task(s, w);
}

/* Are there as many bytes as it says? */
static bool
is_sound(const struct wire_result *r, int memory)
{
	uint64_t left;
	struct stat st;

	if (memory < 0 || fstat(memory, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	left = (uint64_t)st.st_size;
	for (size_t i = 0; i < WIRE_OUTPUTS; i++) {
		if (r->size[i] > left)
			return false;
		left -= r->size[i];
	}
	return r->audit <= left && r->messages <= left - r->audit &&
	    r->catalogue <= left - r->audit - r->messages;
}

static void
end_strings(struct wire_result *r)
{
	r->digest[sizeof(r->digest) - 1] = '\0';
	r->facts.host[sizeof(r->facts.host) - 1] = '\0';
	r->facts.date[sizeof(r->facts.date) - 1] = '\0';
	r->facts.title[sizeof(r->facts.title) - 1] = '\0';
	r->code_of_error[sizeof(r->code_of_error) - 1] = '\0';
	r->error[sizeof(r->error) - 1] = '\0';
}

static bool
take_result(
    struct supervisor *s, const struct plan *p, struct worker *w, int memory)
{
	struct wire *m = &s->wire;
	const struct task t = w->task;

	if (!w->busy || !is_sound(&m->result, memory))
		return false;
	if (m->status == OCT_ENOMEM) {
		end_early(s, p, w, OCT_ENOMEM,
		    "memory ran out, or a limit of it was reached");
		return true;
	}
	end_strings(&m->result);
	w->busy = false;
	w->due = INT64_MAX;
	if (++w->tasks >= s->args->recycle || resident(w) > GROWN)
		end(w);
	p->done(p->data, &t, m->status, &m->result, memory);
	free(t.name);
	return true;
}

/* False: it broke the rules. */
static bool
handle(struct supervisor *s, const struct plan *p, struct worker *w, int fd)
{
	struct wire *m = &s->wire;

	switch (m->kind) {
	case WIRE_READY: return !w->ready && start_work(s, w);
	case WIRE_PAGE: return w->busy && answer_page(s, w);
	case WIRE_OPEN: return w->busy && answer_open(s, w);
	case WIRE_SAVE:
		return w->busy && fd >= 0 &&
		    answer(w, m,
			broker_save(s->args, m->text, fd, m->result.size[0]),
			"", -1);
	case WIRE_RESULT: return take_result(s, p, w, fd);
	default: return false;
	}
}

static void
hear(struct supervisor *s, const struct plan *p, struct worker *w)
{
	int fd;

	if (!wire_receive(w->socket, &s->wire, &fd)) {
		reap(s, p, w);
		return;
	}
	if (!handle(s, p, w, fd)) {
		if (w->busy)
			end_early(s, p, w, OCT_EBUG,
			    "its worker said what no worker says");
		else
			end(w);
	}
	if (fd >= 0)
		close(fd);
}

/* --- the loop ------------------------------------------------------------- */

/* Gives tasks to those that have none.  False: there is nothing to wait for. */
static bool
feed(struct supervisor *s, const struct plan *p)
{
	bool more = true, any = false;

	for (size_t i = 0; i < s->n; i++) {
		struct worker *w = &s->workers[i];

		if (!w->busy && more && !s->stop) {
			memset(&w->task, 0, sizeof(w->task));
			more = w->busy = p->next(p->data, &w->task);
			/* where that fails its socket tells */
			if (w->busy && w->ready)
				send_task(s, w);
		}
		if (w->busy && w->pid == 0)
			start(s, w);
		any |= w->busy;
	}
	return any && !s->stop;
}

/* Milliseconds until something is due at the latest. */
static int
patience(const struct supervisor *s, int tick)
{
	int64_t least = tick < 0 ? INT64_MAX : tick, t = now();

	for (size_t i = 0; i < s->n; i++)
		if (s->workers[i].busy && s->workers[i].due != INT64_MAX &&
		    s->workers[i].due - t < least)
			least = s->workers[i].due - t;
	return least < 0 ? 0 : least > INT32_MAX ? -1 : (int)least;
}

static void
wait_for_any(struct supervisor *s, const struct plan *p)
{
	struct signalfd_siginfo signal;
	size_t i;

	for (i = 0; i < s->n; i++)
		s->polls[i] = (struct pollfd){
			s->workers[i].pid != 0 ? s->workers[i].socket : -1,
			POLLIN, 0
		};
	s->polls[s->n] = (struct pollfd){ s->signals, POLLIN, 0 };
	if (poll(s->polls, s->n + 1,
		patience(s, p->tick != NULL ? p->tick(p->data) : -1)) <= 0)
		return;
	if (s->polls[s->n].revents != 0 &&
	    read(s->signals, &signal, sizeof(signal)) == sizeof(signal)) {
		s->interrupted = (int)signal.ssi_signo;
		s->stop = true;
	}
	for (i = 0; i < s->n; i++)
		if (s->polls[i].revents != 0 && s->workers[i].pid != 0)
			hear(s, p, &s->workers[i]);
}

void
supervisor_run(struct supervisor *s, const struct plan *p)
{
	size_t i;

	s->plan = p;
	while (feed(s, p)) {
		wait_for_any(s, p);
		end_late(s, p);
	}
	/* after a stop, what is in flight is as if it had not begun */
	for (i = 0; i < s->n; i++) {
		if (!s->workers[i].busy)
			continue;
		end(&s->workers[i]);
		free(s->workers[i].task.name);
		s->workers[i].busy = false;
	}
}

void
supervisor_stop(struct supervisor *s)
{
	s->stop = true;
}

int
supervisor_interrupted(const struct supervisor *s)
{
	return s->interrupted;
}

struct supervisor *
supervisor_new(const struct args *a, struct items *items)
{
	struct supervisor *s = xcalloc(1, sizeof(*s));
	sigset_t set;

	s->args = a;
	s->items = items;
	s->n = args_jobs(a);
	if (s->n > items->n)
		s->n = items->n;
	s->workers = xcalloc(s->n + 1, sizeof(*s->workers));
	s->polls = xcalloc(s->n + 1, sizeof(*s->polls));
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &s->before);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (s->signals < 0)
		die(EXIT_IO, "can't wait for signals: %s", strerror(errno));
	return s;
}

void
supervisor_free(struct supervisor *s)
{
	for (size_t i = 0; i < s->n; i++)
		end(&s->workers[i]);
	close(s->signals);
	sigprocmask(SIG_SETMASK, &s->before, NULL);
	free(s->workers);
	free(s->polls);
	free(s);
}
