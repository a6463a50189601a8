#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".octavo-"
#define SUFFIX ".tmp"

bool
output_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t done;

	for (; n != 0; p += done, n -= (size_t)done) {
		done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			done = 0;
		else if (done < 0)
			return false;
	}
	return true;
}

/* The folder with its slash; "" for the current one. */
static size_t
folder_size(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash != NULL ? (size_t)(slash + 1 - file) : 0;
}

/* Ours as long as it has a name: between making it and locking it a sweep may
 * have taken it for left behind. */
static bool
is_held(int fd)
{
	struct stat st;

	return flock(fd, LOCK_EX | LOCK_NB) != 0
	    ? errno != EWOULDBLOCK /* no locks here, no sweeps either */
	    : fstat(fd, &st) == 0 && st.st_nlink != 0;
}

/* A new file beside the target. */
static bool
open_temporary(struct output *o)
{
	uint64_t name;
	char *temp;
	int fd;

	for (int i = 0; i < 1000; i++) {
		if (getrandom(&name, sizeof(name), 0) != sizeof(name))
			return false;
		if (asprintf(&temp, "%.*s" PREFIX "%016" PRIx64 SUFFIX,
			(int)folder_size(o->target), o->target, name) < 0) {
			errno = ENOMEM;
			return false;
		}
		fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 && is_held(fd)) {
			o->fd = fd;
			o->temp = temp;
			return true;
		}
		free(temp);
		if (fd >= 0)
			close(fd);
		else if (errno != EEXIST)
			return false;
	}
	return false;
}

static bool
open_output(struct output *o, const struct stat *old)
{
	if (old != NULL && !S_ISREG(old->st_mode)) {
		o->fd = open(o->target, O_WRONLY | O_CLOEXEC);
		return o->fd >= 0;
	}
	return open_temporary(o) &&
	    (old == NULL || fchmod(o->fd, old->st_mode & 07777) == 0);
}

bool
output_begin(struct output *o, const char *file)
{
	struct stat st;
	bool there = stat(file, &st) == 0;

	*o = (struct output){ .fd = -1 };
	if (there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	/* A symbolic link stays one: what it points to is replaced. */
	o->target =
	    there && S_ISREG(st.st_mode) ? realpath(file, NULL) : strdup(file);
	if (o->target != NULL && open_output(o, there ? &st : NULL))
		return true;
	output_drop(o);
	return false;
}

void
output_drop(struct output *o)
{
	int saved = errno;

	if (o->temp != NULL)
		unlink(o->temp);
	if (o->fd >= 0)
		close(o->fd);
	free(o->temp);
	free(o->target);
	*o = (struct output){ .fd = -1 };
	errno = saved;
}

/* Gives the file its name unless there is one of that name. */
static bool
rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	/* a file system that does not know how */
	return link(from, to) == 0 && unlink(from) == 0;
}

bool
output_sync(struct output *o)
{
	return o->temp == NULL || fsync(o->fd) == 0;
}

bool
output_sync_all(struct output *o)
{
	return o->temp == NULL || syncfs(o->fd) == 0;
}

bool
output_end(struct output *o, bool replace)
{
	bool ok = true;
	int fd = o->fd;

	if (o->temp != NULL)
		ok = replace ? rename(o->temp, o->target) == 0
			     : rename_new(o->temp, o->target);
	if (ok) {
		free(o->temp);
		o->temp = NULL;
		o->fd = -1;
		ok = close(fd) == 0;
	}
	output_drop(o);
	return ok;
}

bool
output_sync_folder(const char *file)
{
	size_t n = folder_size(file);
	char *folder = n != 0 ? strndup(file, n) : strdup(".");
	int fd = folder != NULL
	    ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
	    : -1;
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

	/* a folder that may be written but not read can't be synced */
	if (fd < 0 && errno == EACCES)
		ok = true;
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

static bool
is_temporary(const char *name)
{
	size_t n = strlen(name), end = sizeof(SUFFIX) - 1;

	return n > end && strncmp(name, PREFIX, sizeof(PREFIX) - 1) == 0 &&
	    strcmp(name + n - end, SUFFIX) == 0;
}

void
output_sweep(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	int fd;

	while (d != NULL && (e = readdir(d)) != NULL) {
		if (!is_temporary(e->d_name))
			continue;
		fd = openat(dirfd(d), e->d_name,
		    O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlinkat(dirfd(d), e->d_name, 0);
		close(fd);
	}
	if (d != NULL)
		closedir(d);
}

bool
output_save(const char *file, const void *p, size_t n)
{
	struct output o;
	bool straight;

	if (!output_begin(&o, file))
		return false;
	straight = o.temp == NULL;
	if (!output_write(o.fd, p, n)) {
		output_drop(&o);
		return false;
	}
	if (!output_sync(&o)) {
		output_drop(&o);
		return false;
	}
	return output_end(&o, true) && (straight || output_sync_folder(file));
}
