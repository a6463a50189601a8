#include "check.h"

#include "convert.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The whole file, allocated; NULL once it was said why not. */
static char *
read_file(const char *name, size_t *n)
{
	int fd;
	struct stat st;
	char *data = NULL;
	ssize_t got = 0;

	*n = 0;
	errno = 0;
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		data = xcalloc(1, (size_t)st.st_size + 1);
		while (*n < (size_t)st.st_size &&
		    (got = read(fd, data + *n, (size_t)st.st_size - *n)) > 0)
			*n += (size_t)got;
	}
	if (data == NULL || got < 0) {
		complain("%s: can't be read: %s", name,
		    errno != 0 ? strerror(errno) : "it is no file");
		free(data);
		data = NULL;
	}
	if (fd >= 0)
		close(fd);
	return data;
}

static oct_status
check_file(const struct args *a, const char *name)
{
	oct_format_info f = { .struct_size = sizeof(f) };
	const char *format = a->nformats > 0 ? a->formats[0] : NULL;
	oct_job *job;
	oct_status status;
	char *data;
	size_t n;

	if (format == NULL &&
	    oct_engine_format_for(a->engine, name, OCT_WRITES, &f))
		format = f.name;
	if (format == NULL) {
		complain("%s: its name does not say its format; say -t FORMAT",
		    name);
		return OCT_EUNSUPPORTED;
	}
	if ((data = read_file(name, &n)) == NULL)
		return OCT_EIO;
	job = convert_new_job(a, NULL);
	status = oct_job_validate(job, format, name, data, n);
	message_job(job, 0);
	oct_job_free(job);
	free(data);
	return status;
}

int
check_run(const struct args *a)
{
	oct_status status, worst = OCT_OK;

	if (a->ninputs == 0)
		die(EXIT_OPTION, "--check needs files to look at");
	for (size_t i = 0; i < a->ninputs; i++) {
		status = check_file(a, a->inputs[i]);
		if (status != OCT_OK &&
		    (worst == OCT_OK || worst == OCT_EINVALID))
			worst = status;
		if (status != OCT_OK && a->fail_fast)
			break;
	}
	return convert_exit_code(worst);
}
