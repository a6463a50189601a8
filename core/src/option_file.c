#include "option_file.h"

#include "file.h"
#include "files.h"
#include "settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MSG_MAX = 1000 };

struct option_file {
	struct option_file *next;
	const char *value, *name;
	bool found;
	oct_str path, bytes;
};

static bool
is_plain(const char *name)
{
	return strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
	    strcmp(name, "..") != 0 && strlen(name) < 256;
}

/* An open descriptor, -1 with errno, or -1 with errno 0: not what was meant. */
static int
open_file(oct_job *j, const char *value, const char *name)
{
	struct stat st;
	int fd;

	errno = 0;
	if (!is_plain(name))
		return -1;
	fd = job_open(j, OCT_FILE_OPTION, *name != '\0' ? value : NULL,
	    *name != '\0' ? name : value);
	if (fd < 0 && *name != '\0' && errno == ENOTDIR)
		errno = 0;
	if (fd < 0 || *name != '\0' || fstat(fd, &st) != 0 ||
	    !S_ISDIR(st.st_mode))
		return fd;
	close(fd);
	errno = 0;
	return -1;
}

static void
report(oct_job *j, const struct option_file *f, oct_status status, int error)
{
	char msg[MSG_MAX];

	snprintf(msg, sizeof(msg),
	    "\"%.500s\" can't be read: %s; it is not used", f->path.p,
	    status == OCT_EIO ? strerror(error) : oct_status_text(status));
	job_report(j, OCT_WARNING, "option.file", 0, 0, msg);
}

static void
read_file(oct_job *j, struct option_file *f)
{
	struct buf b = { .limit = j->limits[OCT_LIMIT_RESOURCE] };
	int fd = open_file(j, f->value, f->name), error = errno;
	oct_status status = OCT_OK;

	if (fd >= 0) {
		status = file_read_fd(fd, &b, &j->cancelled);
		error = errno;
		close(fd);
	} else if (error != 0 && error != ENOENT) {
		status = OCT_EIO;
	}
	if (fd >= 0 && status == OCT_OK) {
		f->bytes.p = arena_copy(&j->arena, b.p != NULL ? b.p : "", b.n);
		f->bytes.n = b.n;
		f->found = f->bytes.p != NULL;
	} else if (status != OCT_OK) {
		report(j, f, status, error);
	}
	buf_free(&b);
}

static bool
name_file(
    oct_job *j, struct option_file *f, const char *value, const char *name)
{
	struct buf b = { 0 };

	f->value = arena_copy(&j->arena, value, strlen(value));
	f->name = arena_copy(&j->arena, name, strlen(name));
	buf_puts(&b, value);
	if (*name != '\0')
		buf_putf(&b, "%s%s",
		    *value != '\0' && value[strlen(value) - 1] == '/' ? ""
								      : "/",
		    name);
	if (b.status == OCT_OK)
		f->path.p = arena_copy(&j->arena, b.p != NULL ? b.p : "", b.n);
	f->path.n = b.n;
	buf_free(&b);
	return f->value != NULL && f->name != NULL && f->path.p != NULL;
}

static struct option_file *
find_file(oct_job *j, const char *value, const char *name)
{
	struct option_file **at = &j->settings->files, *f;

	for (; (f = *at) != NULL; at = &f->next)
		if (strcmp(f->value, value) == 0 && strcmp(f->name, name) == 0)
			return f;
	f = arena_alloc(&j->arena, sizeof(*f));
	if (f == NULL || !name_file(j, f, value, name))
		return NULL;
	read_file(j, f);
	*at = f;
	return f;
}

bool
option_file_read(oct_job *j, const char *value, const char *name, oct_str *path,
    oct_str *bytes)
{
	struct option_file *f =
	    *value != '\0' ? find_file(j, value, name) : NULL;

	if (f == NULL || !f->found)
		return false;
	*path = f->path;
	*bytes = f->bytes;
	return true;
}
