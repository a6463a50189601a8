#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
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

/* One step down, without following a link. */
static int
step(int dir, const char *name, int flags)
{
	int fd = openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
	int saved = errno;

	close(dir);
	errno = saved;
	return fd;
}

/* For kernels before 5.6 and sandboxes that know no openat2(2): component by
 * component; ".." and links are refused wherever they lead. */
static int
open_by_steps(int root, const char *path)
{
	char *copy = strdup(path), *name, *slash;
	int fd = dup(root), saved;

	if (copy == NULL || *path == '/') {
		errno = copy == NULL ? ENOMEM : EXDEV;
		saved = errno;
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	for (name = copy; fd >= 0 && name != NULL; name = slash) {
		if ((slash = strchr(name, '/')) != NULL)
			*slash++ = '\0';
		if (strcmp(name, "..") == 0) {
			close(fd);
			errno = EXDEV;
			fd = -1;
		} else if (slash == NULL) {
			fd = step(fd, name, FLAGS);
		} else if (*name != '\0') {
			fd = step(fd, name, O_PATH | O_DIRECTORY);
		}
	}
	saved = errno;
	free(copy);
	errno = saved;
	return fd;
}

int
beneath_open(const char *folder, const char *path)
{
	int root = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC), fd, saved;
	struct stat st;

	if (root < 0)
		return -1;
	fd = open_kernel(root, path);
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = open_by_steps(root, path);
	saved = errno;
	close(root);
	errno = saved;
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = EINVAL;
		fd = -1;
	}
	return fd;
}
