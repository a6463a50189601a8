#include "files.h"

#include "beneath.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int
job_open(oct_job *j, uint32_t purpose, const char *folder, const char *path)
{
	int fd;

	if (j->files.open == NULL)
		return folder != NULL ? beneath_open(folder, path)
				      : open(path, O_RDONLY | O_CLOEXEC);
	fd = j->files.open(j->files.data, purpose, folder, path);
	if (fd >= 0)
		return fd;
	errno = -fd;
	return -1;
}

oct_status
job_read(oct_job *j, uint32_t purpose, const char *path, struct buf *b)
{
	oct_status status;
	int fd, saved;

	if (j->files.open == NULL)
		return file_read(path, b, &j->cancelled);
	if ((fd = job_open(j, purpose, NULL, path)) < 0)
		return OCT_EIO;
	status = file_read_fd(fd, b, &j->cancelled);
	saved = errno;
	close(fd);
	errno = saved;
	return status;
}

void
oct_job_files(oct_job *j, const oct_files *files)
{
	const oct_files none = { .struct_size = sizeof(none) };

	j->files = none;
	memcpy(&j->files, files,
	    files->struct_size < sizeof(none) ? files->struct_size
					      : sizeof(none));
}
