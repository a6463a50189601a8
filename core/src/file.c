#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room for a regular file of that size at once. */
static void
reserve_for(int fd, struct buf *b)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		buf_reserve(b, (size_t)st.st_size);
}

/* After a failed call: OCT_OK to try again. */
static oct_status
why_failed(const atomic_int *cancelled)
{
	if (errno != EINTR)
		return OCT_EIO;
	return cancelled != NULL && atomic_load(cancelled) != 0 ? OCT_ECANCELLED
								: OCT_OK;
}

/* How many bytes can be read into the buffer as it is. */
static size_t
room_in(const struct buf *b)
{
	size_t room = b->cap > b->n ? b->cap - b->n - 1 : 0;

	return b->limit != 0 && room > b->limit - b->n ? b->limit - b->n : room;
}

oct_status
file_read_fd(int fd, struct buf *b, const atomic_int *cancelled)
{
	oct_status status;
	char chunk[64 << 10];
	size_t room;
	ssize_t n;

	reserve_for(fd, b);
	while (b->status == OCT_OK) {
		room = room_in(b);
		n = room != 0 ? read(fd, b->p + b->n, room)
			      : read(fd, chunk, sizeof(chunk));
		if (n == 0)
			break;
		if (n < 0) {
			if ((status = why_failed(cancelled)) != OCT_OK)
				return status;
		} else if (room != 0) {
			b->n += (size_t)n;
			b->p[b->n] = '\0';
		} else {
			buf_put(b, chunk, (size_t)n);
		}
	}
	return b->status;
}

oct_status
file_read(const char *file, struct buf *b, const atomic_int *cancelled)
{
	oct_status status = OCT_OK;
	int fd, saved;

	/* opening a pipe waits for its writer */
	do {
		fd = open(file, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			status = why_failed(cancelled);
	} while (fd < 0 && status == OCT_OK);
	if (fd < 0)
		return status;
	status = file_read_fd(fd, b, cancelled);
	saved = errno;
	close(fd);
	errno = saved;
	return status;
}
