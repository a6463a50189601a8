#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };

static int
open_kernel(int root, const char *path)
{
	struct open_how how = {
		.flags = FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};

	return (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
}

/* Takes "." and ".." out of a path, which is right where no component may be a
 * link.  False if it leads out. */
static bool
flatten(char *path)
{
	char *out = path, *p = path, *end;
	size_t n;

	if (*path == '/')
		return false;
	for (; *p != '\0'; p = end + (*end == '/')) {
		end = p + strcspn(p, "/");
		n = (size_t)(end - p);
		if (n == 0 || (n == 1 && *p == '.'))
			continue;
		if (n == 2 && p[0] == '.' && p[1] == '.') {
			if (out == path)
				return false;
			while (out != path && *--out != '/')
				continue;
			continue;
		}
		if (out != path)
			*out++ = '/';
		memmove(out, p, n);
		out += n;
	}
	*out = '\0';
	return true;
}

/* One step down, without following a link; closes `dir`. */
static int
step(int dir, const char *name, int flags)
{
	int fd = openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
	int saved = errno;
	char c;

	/* O_DIRECTORY hides that it was a link */
	if (fd < 0 && saved == ENOTDIR && readlinkat(dir, name, &c, 1) >= 0)
		saved = ELOOP;
	close(dir);
	errno = saved;
	return fd;
}

static int
walk(int root, char *path)
{
	int fd = dup(root);
	char *slash;

	for (; fd >= 0 && (slash = strchr(path, '/')) != NULL;
	     path = slash + 1) {
		*slash = '\0';
		fd = step(fd, path, O_PATH | O_DIRECTORY);
	}
	return fd >= 0 ? step(fd, path, FLAGS) : -1;
}

/* For kernels before 5.6 and sandboxes that know no openat2(2): component by
 * component; links are refused wherever they lead. */
static int
open_by_steps(int root, const char *path)
{
	char *copy = strdup(path);
	int fd = -1, saved;

	if (copy == NULL)
		return -1;
	if (flatten(copy))
		fd = walk(root, copy);
	else
		errno = EXDEV;
	saved = errno;
	free(copy);
	errno = saved;
	return fd;
}

int
beneath_open_at(int root, const char *path)
{
	int fd = open_kernel(root, path);
	struct stat st;

	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = open_by_steps(root, path);
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = EINVAL;
		fd = -1;
	}
	return fd;
}

int
beneath_open(const char *folder, const char *path)
{
	int root = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC), fd, saved;

	if (root < 0)
		return -1;
	fd = beneath_open_at(root, path);
	saved = errno;
	close(root);
	errno = saved;
	return fd;
}
