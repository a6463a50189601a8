/* Loaded before the command: writing fails as on a full disk once so many bytes
 * were written to files, and syncing where OCTAVO_TEST_SYNC says so; and the
 * clock is wrong. */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static long long left = -1;

/* The function that is hidden by ours.  POSIX has pointers of one shape. */
static void
find(const char *name, void *real)
{
	void *p = dlsym(RTLD_NEXT, name);

	memcpy(real, &p, sizeof(p));
}

/* How many of n bytes there is room for; they are taken. */
static size_t
take_room(size_t n)
{
	const char *room = getenv("OCTAVO_TEST_ROOM");

	if (left < 0)
		left = room != NULL ? atoll(room) : 1ll << 60;
	if ((long long)n > left)
		n = (size_t)left;
	left -= (long long)n;
	return n;
}

ssize_t
sendfile(int to, int from, off_t *at, size_t n)
{
	ssize_t (*real)(int, int, off_t *, size_t);
	size_t room = take_room(n);

	find("sendfile", &real);
	if (room == 0 && n != 0) {
		errno = ENOSPC;
		return -1;
	}
	return real(to, from, at, room);
}

/* What SQLite writes with. */
ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	ssize_t (*real)(int, const void *, size_t, off64_t);

	find("pwrite64", &real);
	if (take_room(n) < n) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd, bytes, n, at);
}

/* The time of day, so many seconds off. */
int
clock_gettime(clockid_t clock, struct timespec *t)
{
	int (*real)(clockid_t, struct timespec *);
	const char *off = getenv("OCTAVO_TEST_CLOCK");
	int result;

	find("clock_gettime", &real);
	result = real(clock, t);
	if (off != NULL && clock == CLOCK_REALTIME)
		t->tv_sec += atoll(off);
	return result;
}

time_t
time(time_t *t)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (t != NULL)
		*t = now.tv_sec;
	return now.tv_sec;
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
