/* pictures.c -- a plug-in without formats: talks to octavo-pictures. */
#include "pictures.h"

#include "protocol.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <octavo/plugin.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The program, started by this process. */
static struct {
	pthread_mutex_t lock;
	pid_t owner, pid;
	int socket;
} program = { .lock = PTHREAD_MUTEX_INITIALIZER, .socket = -1 };

/* --- the program ---------------------------------------------------------- */

/* Beside the plug-in, or where it is installed. */
static int
find_program(char *path, size_t n)
{
	Dl_info self;
	const char *slash;

	if (dladdr(&program, &self) != 0 && self.dli_fname != NULL &&
	    (slash = strrchr(self.dli_fname, '/')) != NULL) {
		snprintf(path, n, "%.*s/octavo-pictures",
		    (int)(slash - self.dli_fname), self.dli_fname);
		if (access(path, X_OK) == 0)
			return 1;
	}
	snprintf(path, n, "%s/octavo-pictures", OCT_PLUGIN_DIR);
	return access(path, X_OK) == 0;
}

static int
spawn(const char *path, int socket, pid_t *pid)
{
	char *arguments[] = { (char *)(uintptr_t) "octavo-pictures", NULL };
	posix_spawn_file_actions_t files;
	int error = posix_spawn_file_actions_init(&files);

	if (error != 0)
		return error;
	error =
	    posix_spawn_file_actions_adddup2(&files, socket, PICTURES_SOCKET);
	/* its libraries have things to say that no user could use */
	for (int fd = 0; fd < 3 && error == 0; fd++)
		error = posix_spawn_file_actions_addopen(
		    &files, fd, "/dev/null", O_RDWR, 0);
	if (error == 0)
		error =
		    posix_spawn(pid, path, &files, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

static void
program_end(void)
{
	if (program.socket < 0)
		return;
	close(program.socket);
	program.socket = -1;
	if (program.owner == getpid())
		waitpid(program.pid, NULL, 0);
}

/* Runs it unless it does; a process that was forked starts its own. */
static oct_status
program_start(void)
{
	char path[4096];
	int ends[2], error;

	if (program.socket >= 0 && program.owner == getpid())
		return OCT_OK;
	program_end();
	if (!find_program(path, sizeof(path)) ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return OCT_EPLUGIN;
	error = spawn(path, ends[1], &program.pid);
	close(ends[1]);
	if (error != 0) {
		close(ends[0]);
		return error == ENOMEM ? OCT_ENOMEM : OCT_EPLUGIN;
	}
	program.socket = ends[0];
	program.owner = getpid();
	return OCT_OK;
}

/* --- a request ------------------------------------------------------------ */

static int
put(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t done;

	for (; n != 0; p += done, n -= (size_t)done)
		if ((done = write(fd, p, n)) < 0)
			return 0;
	return 1;
}

static int
receive(struct reply *reply, int *fd)
{
	struct pollfd ready = { program.socket, POLLIN, 0 };
	int n;

	do
		n = poll(&ready, 1, 2000 * WALL_SECONDS_MAX);
	while (n < 0 && errno == EINTR);
	return n > 0 &&
	    packet_receive(program.socket, reply, sizeof(*reply), fd);
}

static const char no_letters[] = "can't be made: no font of this machine has "
				 "the letters of the title";

static oct_status
judge(uint32_t outcome, const char **why)
{
	static const char *const reasons[OUTCOMES] = {
		[UNKNOWN] = "is of a type that can't be decoded here",
		[BROKEN] = "can't be decoded: it is damaged",
		[TOO_BIG] = "has more than 100 million pixels",
		[TOO_SLOW] = "takes too long to decode",
		[NO_LETTERS] = no_letters
	};

	if (outcome == MADE)
		return OCT_OK;
	if (outcome >= OUTCOMES || reasons[outcome] == NULL)
		return OCT_ENOMEM;
	*why = reasons[outcome];
	return OCT_EUNSUPPORTED;
}

/* Has the work done by the program, which is started anew once if it has
 * gone. */
static oct_status
ask(const struct request *r, int in, struct reply *reply, int *out,
    const char **why)
{
	oct_status status = OCT_OK;
	int done = 0;

	*why = "can't be made: octavo-pictures, which decodes and draws, does "
	       "not start";
	pthread_mutex_lock(&program.lock);
	for (int tries = 0; tries < 2 && !done && status == OCT_OK; tries++) {
		status = program_start();
		if (status != OCT_OK)
			break;
		done = packet_send(program.socket, r, sizeof(*r), in) &&
		    receive(reply, out);
		if (!done)
			program_end();
	}
	pthread_mutex_unlock(&program.lock);
	if (status != OCT_OK)
		return status;
	return done ? judge(reply->outcome, why) : OCT_EPLUGIN;
}

/* What the file has, checked against what the reply says of it. */
static int
take(int fd, const struct reply *r, struct picture_made *made)
{
	struct picture_made m = { .size = (size_t)r->size,
		.width = r->width,
		.height = r->height,
		.media_type = r->made == MADE_PNG ? "image/png" : "image/jpeg",
		.extension = r->made == MADE_PNG ? "png" : "jpg",
		.animated = r->animated != 0 };
	struct stat st;

	if (fstat(fd, &st) != 0 || r->size == 0 ||
	    r->size != (uint64_t)st.st_size)
		return 0;
	m.bytes = malloc(m.size);
	if (m.bytes == NULL)
		return 0;
	if (pread(fd, m.bytes, m.size, 0) != (ssize_t)m.size) {
		free(m.bytes);
		return 0;
	}
	*made = m;
	return 1;
}

static oct_status
make(struct request *r, const char *const *texts, const void *picture, size_t n,
    struct picture_made *made, const char **why)
{
	int in = memfd_create("picture", MFD_CLOEXEC), out = -1;
	oct_status status = in >= 0 ? OCT_OK : OCT_ENOMEM;
	struct reply reply;

	for (int i = 0; texts != NULL && i < TEXTS && status == OCT_OK; i++) {
		r->texts[i] = (uint32_t)strlen(texts[i]);
		if (!put(in, texts[i], r->texts[i]))
			status = OCT_ENOMEM;
	}
	r->picture = n;
	if (status == OCT_OK && !put(in, picture, n))
		status = OCT_ENOMEM;
	if (status == OCT_OK)
		status = ask(r, in, &reply, &out, why);
	if (status == OCT_OK && !take(out, &reply, made))
		status = OCT_ENOMEM;
	if (out >= 0)
		close(out);
	if (in >= 0)
		close(in);
	return status;
}

static oct_status
convert(const void *picture, size_t n, uint32_t max_side,
    struct picture_made *made, const char **why)
{
	struct request r = { .work = WORK_CONVERT, .max_side = max_side };

	return make(&r, NULL, picture, n, made, why);
}

static oct_status
cover(const struct cover_texts *t, const void *picture, size_t n,
    struct picture_made *made, const char **why)
{
	const char *const texts[TEXTS] = { [TEXT_TITLE] = t->title,
		[TEXT_AUTHOR] = t->author,
		[TEXT_FOOT] = t->foot,
		[TEXT_LANGUAGE] = t->language };
	struct request r = { .work = WORK_COVER };

	return make(&r, texts, picture, picture != NULL ? n : 0, made, why);
}

/* --- the plug-in ---------------------------------------------------------- */

/* A process that gives up starting others has to have it. */
static void
preload(void)
{
	pthread_mutex_lock(&program.lock);
	program_start();
	pthread_mutex_unlock(&program.lock);
}

static const struct pictures_api api = { sizeof(api), convert, cover };

static const void *
extension(const char *id)
{
	return strcmp(id, PICTURES_EXTENSION) == 0 ? &api : NULL;
}

static const oct_format *const formats[] = { NULL };
static const char *const extensions[] = { PICTURES_EXTENSION, NULL };

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.pictures",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = formats,
	.fini = program_end,
	.extension = extension,
	.extensions = extensions,
	.preload = preload,
};

OCT_PLUGIN_ENTRY(pictures)
{
	return &plugin;
}
