#include "wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define HEAD offsetof(struct wire, text)

static size_t
text_size(const struct wire *w)
{
	size_t n = strlen(w->text) + 1;

	return w->has_folder ? n + strlen(w->text + n) + 1 : n;
}

bool
wire_text(struct wire *w, const char *path, const char *folder)
{
	size_t n = strlen(path) + 1;

	w->has_folder = folder != NULL;
	if (n > PATH_MAX || (folder != NULL && strlen(folder) >= PATH_MAX))
		return false;
	memcpy(w->text, path, n);
	if (folder != NULL)
		strcpy(w->text + n, folder);
	return true;
}

const char *
wire_folder(const struct wire *w)
{
	return w->has_folder ? w->text + strlen(w->text) + 1 : NULL;
}

bool
wire_send(int socket, const struct wire *w, int fd, bool now)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { (void *)(uintptr_t)w, HEAD + text_size(w) };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
	struct cmsghdr *c;
	ssize_t n;

	if (fd >= 0) {
		m.msg_control = control.bytes;
		m.msg_controllen = sizeof(control.bytes);
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	}
	do
		n = sendmsg(
		    socket, &m, MSG_NOSIGNAL | (now ? MSG_DONTWAIT : 0));
	while (n < 0 && errno == EINTR);
	return n >= 0;
}

static bool
is_whole(const struct wire *w, size_t n)
{
	const char *end;

	if (n <= HEAD)
		return false;
	n -= HEAD;
	end = memchr(w->text, '\0', n);
	if (end == NULL || !w->has_folder)
		return end != NULL;
	n -= (size_t)(end + 1 - w->text);
	return memchr(end + 1, '\0', n) != NULL;
}

bool
wire_receive(int socket, struct wire *w, int *fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { w, sizeof(*w) };
	struct msghdr m = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *c;
	ssize_t n;

	*fd = -1;
	do
		n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return false;
	/* more descriptors than there is room for are closed by the kernel */
	c = CMSG_FIRSTHDR(&m);
	if (c != NULL && c->cmsg_level == SOL_SOCKET &&
	    c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(fd, CMSG_DATA(c), sizeof(*fd));
	if (is_whole(w, (size_t)n) && !(m.msg_flags & MSG_TRUNC))
		return true;
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = 0;
	return false;
}
