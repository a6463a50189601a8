/* Loaded before the command: writing fails as on a full disk once so many bytes
 * were written to files, and syncing where OCTAVO_TEST_SYNC says so. */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long long left = -1;

/* The function that is hidden by ours.  POSIX has pointers of one shape. */
static void
find(const char *name, void *real)
{
	void *p = dlsym(RTLD_NEXT, name);

	memcpy(real, &p, sizeof(p));
}

ssize_t
sendfile(int to, int from, off_t *at, size_t n)
{
	ssize_t (*real)(int, int, off_t *, size_t);
	const char *room = getenv("OCTAVO_TEST_ROOM");

	find("sendfile", &real);
	if (left < 0)
		left = room != NULL ? atoll(room) : 1ll << 60;
	if ((long long)n > left) {
		n = (size_t)left;
		if (n == 0) {
			errno = ENOSPC;
			return -1;
		}
	}
	left -= (long long)n;
	return real(to, from, at, n);
}

int
fsync(int fd)
{
	int (*real)(int);

	find("fsync", &real);
	if (getenv("OCTAVO_TEST_SYNC") != NULL) {
		errno = EIO;
		return -1;
	}
	return real(fd);
}

int
syncfs(int fd)
{
	int (*real)(int);

	find("syncfs", &real);
	if (getenv("OCTAVO_TEST_SYNC") != NULL) {
		errno = EIO;
		return -1;
	}
	return real(fd);
}

/* As a kernel without Landlock. */
long
syscall(long number, ...)
{
	long (*real)(long, ...), a[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_landlock_create_ruleset &&
	    getenv("OCTAVO_TEST_LANDLOCK") != NULL) {
		errno = EOPNOTSUPP;
		return -1;
	}
	find("syscall", &real);
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* As a system without libseccomp. */
void *
dlopen(const char *file, int flags)
{
	void *(*real)(const char *, int);

	if (file != NULL && strstr(file, "libseccomp") != NULL &&
	    getenv("OCTAVO_TEST_SECCOMP") != NULL)
		return NULL;
	find("dlopen", &real);
	return real(file, flags);
}
