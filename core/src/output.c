#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
write_all(int fd, const char *p, size_t n)
{
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

static bool
write_straight(const char *file, const void *p, size_t n)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, p, n);
	int saved = errno;

	if (fd >= 0 && close(fd) != 0 && ok)
		return false;
	errno = saved;
	return ok;
}

/* So that the new name survives a power cut.  Not every file system can. */
static void
sync_folder(const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash == NULL ? 1
	    : slash == file      ? 1
				 : (size_t)(slash - file);
	char *folder = strndup(slash == NULL ? "." : file, n);
	int fd = folder != NULL
	    ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
	    : -1;

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

/* A new file beside `target`; its name is to be freed.  -1 with errno. */
static int
open_temporary(const char *target, char **name)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < 1000; i++) {
		if (asprintf(name, "%s.%ld-%d.tmp", target, (long)getpid(), i) <
		    0) {
			errno = ENOMEM;
			return -1;
		}
		fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0)
			free(*name);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* Into a temporary name beside `target`, which it then takes. */
static bool
replace(const char *target, const struct stat *old, const void *p, size_t n)
{
	char *temp;
	int fd = open_temporary(target, &temp), saved;
	bool ok;

	if (fd < 0)
		return false;
	ok = (old == NULL || fchmod(fd, old->st_mode & 07777) == 0) &&
	    write_all(fd, p, n) && fsync(fd) == 0;
	saved = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		saved = errno;
	}
	if (ok && rename(temp, target) != 0) {
		ok = false;
		saved = errno;
	}
	if (!ok)
		unlink(temp);
	else
		sync_folder(target);
	free(temp);
	errno = saved;
	return ok;
}

bool
output_save(const char *file, const void *p, size_t n)
{
	struct stat st;
	bool there = stat(file, &st) == 0, ok;
	char *real;

	if (there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (there && !S_ISREG(st.st_mode))
		return write_straight(file, p, n);
	/* A symbolic link stays one: what it points to is replaced. */
	real = there ? realpath(file, NULL) : strdup(file);
	if (real == NULL)
		return false;
	ok = replace(real, there ? &st : NULL, p, n);
	free(real);
	return ok;
}
