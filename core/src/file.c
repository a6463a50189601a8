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

oct_status
file_read_fd(int fd, struct buf *b)
{
	char chunk[64 << 10];
	ssize_t n;

	reserve_for(fd, b);
	while (b->status == OCT_OK && (n = read(fd, chunk, sizeof(chunk))) != 0)
		if (n > 0)
			buf_put(b, chunk, (size_t)n);
		else if (errno != EINTR)
			return OCT_EIO;
	return b->status;
}

oct_status
file_read(const char *file, struct buf *b)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC), saved;
	oct_status status;

	if (fd < 0)
		return OCT_EIO;
	status = file_read_fd(fd, b);
	saved = errno;
	close(fd);
	errno = saved;
	return status;
}
