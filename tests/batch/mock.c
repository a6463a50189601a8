/* A reader and writer that misbehave as their input says: "MOCK\n" and a word.
 * What the reader tries to do to the system becomes the text of the article. */
#include <errno.h>
#include <fcntl.h>
#include <octavo/sugar.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

struct
try {
	const char *name;
	int (*call)(void); /* -1 with errno: refused */
};

static int
try_open(void)
{
	return open("/etc/passwd", O_RDONLY);
}

static int
try_create(void)
{
	return open("/tmp/octavo-mock-was-here", O_WRONLY | O_CREAT, 0600);
}

static int
try_unlink(void)
{
	return unlink("/tmp/octavo-mock-target");
}

static int
try_internet(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int
try_unix(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int
try_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static int
try_run(void)
{
	char name[] = "true";
	char *const args[] = { name, NULL };

	return execv("/bin/true", args);
}

static int
try_signal(void)
{
	return kill(getppid(), 0);
}

static int
try_trace(void)
{
	return (int)ptrace(PTRACE_SEIZE, getppid(), NULL, NULL);
}

static int
try_peek(void)
{
	char byte;
	struct iovec here = { &byte, 1 }, there = { stdout, 1 };

	return (int)process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}

static const struct try tries[] = {
	{ "open", try_open }, { "create", try_create },
	{ "unlink", try_unlink }, { "internet", try_internet },
	{ "unix", try_unix }, { "fork", try_fork }, { "signal", try_signal },
	{ "trace", try_trace }, { "peek", try_peek },
	{ "run", try_run }, /* last: it does not come back */
};

static void
add_line(const oct_api *a, oct_job *j, oct_node *body, const char *text)
{
	a->add_text(j, a->add(j, body, OCT_P), text, strlen(text));
}

static void
escape(const oct_api *a, oct_job *j, oct_node *body)
{
	char line[200];

	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		errno = 0;
		if (tries[i].call() == -1)
			snprintf(line, sizeof(line), "%s refused: %s",
			    tries[i].name, strerror(errno));
		else
			snprintf(line, sizeof(line), "%s went through",
			    tries[i].name);
		add_line(a, j, body, line);
	}
}

static void
swallow(void)
{
	for (;;) {
		char *p = malloc(16 << 20);

		if (p == NULL)
			abort();
		*p = 1;
	}
}

static void
misbehave(const oct_api *a, oct_job *j, oct_node *body, const char *word)
{
	if (strcmp(word, "abort") == 0)
		abort();
	if (strcmp(word, "exit") == 0)
		_exit(0);
	if (strcmp(word, "loop") == 0)
		for (;;)
			continue;
	if (strcmp(word, "allocate") == 0)
		swallow();
	if (strcmp(word, "tree") == 0) /* without asking for the status */
		for (;;)
			if (a->add(j, body, OCT_P) == NULL)
				return;
	if (strcmp(word, "forbidden") == 0)
		a->add(j, body, OCT_CELL);
	if (strcmp(word, "escape") == 0)
		escape(a, j, body);
}

static oct_status
mock_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	char word[32] = "";
	oct_node *article = a->add_article(j), *body;

	(void)inst;
	body = a->part(article, OCT_BODY);
	sscanf((const char *)in->data, "MOCK %31s", word);
	add_line(a, j, body, word);
	misbehave(a, j, body, word);
	return a->status(j);
}

static oct_status
mock_write(void *inst, const oct_api *a, oct_job *j)
{
	oct_str text = a->text_of(j, a->book(j));

	(void)inst;
	while (strncmp(text.p, "flood", 5) == 0 && a->status(j) == OCT_OK)
		a->emit(j, text.p, text.n);
	a->emit(j, text.p, text.n);
	return a->status(j);
}

static int32_t
mock_bid(const uint8_t *head, size_t n)
{
	return n >= 5 && memcmp(head, "MOCK\n", 5) == 0 ? 40 : -1;
}

static const oct_format mock = {
	.struct_size = sizeof(oct_format),
	.name = "mock",
	.summary = "what goes wrong",
	.roles = OCT_READS | OCT_WRITES,
	.extensions = (const char *const[]){ "mock", NULL },
	.bid = mock_bid,
	.read = mock_read,
	.write = mock_write,
};

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.example.mock",
	.version = "1.0.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &mock, NULL },
};

OCT_PLUGIN_ENTRY(mock)
{
	return &plugin;
}
