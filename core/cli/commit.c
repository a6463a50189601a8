#include "commit.h"

#include "args.h"
#include "output.h"
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>

/* A group ends with the first of these that is reached. */
enum { GROUP = 64, GROUP_BYTES = 64 << 20, GROUP_TIME = 1000 /* ms */ };

/* From so many on a group is put on the disk by syncing the file system, which
 * is one transaction where fsync(2) makes one for each.  It waits for what
 * other programs wrote, too. */
enum { SEVERAL = 4 };

struct commit {
	struct output output;
	char *file;
	size_t item;
	dev_t device; /* of the file system */
	bool replace;
	int error; /* of syncing, or 0 */
};

struct commits {
	void (*failed)(void *data, size_t item, const char *file);
	void *data;
	struct commit list[GROUP + WIRE_OUTPUTS];
	size_t n;
	uint64_t bytes;
	int64_t since; /* ms: when the first was taken */
	char *swept; /* the folder that was swept last */
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
make_folders(char *file)
{
	char *slash;
	bool ok = true;

	for (slash = strchr(file + 1, '/'); slash != NULL && ok;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ok = mkdir(file, 0777) == 0 || errno == EEXIST;
		*slash = '/';
	}
	return ok;
}

/* What killed runs left there, once for each folder in a row. */
static void
sweep(struct commits *c, const char *file)
{
	size_t n = (size_t)(strrchr(file, '/') - file);

	if (c->swept != NULL && strlen(c->swept) == n &&
	    memcmp(c->swept, file, n) == 0)
		return;
	free(c->swept);
	c->swept = xstrndup(file, n);
	output_sweep(c->swept);
}

static bool
copy(int to, int from, uint64_t at, uint64_t n)
{
	off_t offset = (off_t)at;
	ssize_t done;

	for (; n != 0; n -= (uint64_t)done) {
		done = sendfile(to, from, &offset, n);
		if (done < 0 && errno == EINTR)
			done = 0;
		else if (done <= 0) {
			/* 0: the worker cut the file */
			errno = done == 0 ? EIO : errno;
			return false;
		}
	}
	return true;
}

static bool
begin(struct commits *c, struct commit *one)
{
	if (output_begin(&one->output, one->file))
		return true;
	if (errno != ENOENT || !make_folders(one->file))
		return false;
	sweep(c, one->file);
	return output_begin(&one->output, one->file);
}

bool
commits_add(struct commits *c, size_t item, const char *file, bool replace,
    int memory, uint64_t at, uint64_t n)
{
	struct commit *one = &c->list[c->n];
	struct stat st;
	int saved;

	*one = (struct commit){ .file = xstrndup(file, strlen(file)),
		.item = item,
		.replace = replace };
	sweep(c, file);
	if (!begin(c, one) || !copy(one->output.fd, memory, at, n)) {
		saved = errno;
		if (one->output.target != NULL)
			output_drop(&one->output);
		free(one->file);
		errno = saved;
		return false;
	}
	if (fstat(one->output.fd, &st) == 0)
		one->device = st.st_dev;
	if (c->n++ == 0)
		c->since = now();
	c->bytes += n;
	return true;
}

static bool
same_folder(const char *a, const char *b)
{
	size_t n = (size_t)(strrchr(a, '/') - a);

	return strncmp(a, b, n + 1) == 0 && strchr(b + n + 1, '/') == NULL;
}

static void
sync_all(struct commit *list, size_t n)
{
	bool ok = true;
	int error = 0;

	for (size_t i = 0; i < n; i++) {
		if (n < SEVERAL)
			ok = output_sync(&list[i].output);
		else if (i == 0 || list[i].device != list[i - 1].device)
			ok = output_sync_all(&list[i].output);
		if (!ok)
			error = errno;
		list[i].error = ok ? 0 : error;
	}
}

static void
give_name(struct commits *c, struct commit *one)
{
	errno = one->error;
	if (one->error != 0)
		output_drop(&one->output);
	else if (output_end(&one->output, one->replace))
		return;
	c->failed(c->data, one->item, one->file);
}

void
commits_flush(struct commits *c)
{
	size_t i, n = c->n;

	c->n = 0;
	c->bytes = 0;
	sync_all(c->list, n);
	for (i = 0; i < n; i++)
		give_name(c, &c->list[i]);
	for (i = 0; i < n; i++)
		if ((i + 1 == n ||
			!same_folder(c->list[i].file, c->list[i + 1].file)) &&
		    !output_sync_folder(c->list[i].file))
			c->failed(c->data, c->list[i].item, c->list[i].file);
	for (i = 0; i < n; i++)
		free(c->list[i].file);
}

int
commits_due(const struct commits *c)
{
	int64_t left = c->since + GROUP_TIME - now();

	if (c->n == 0)
		return -1;
	return left > 0 && c->n < GROUP && c->bytes < GROUP_BYTES ? (int)left
								  : 0;
}

struct commits *
commits_new(
    void (*failed)(void *data, size_t item, const char *file), void *data)
{
	struct commits *c = xcalloc(1, sizeof(*c));

	c->failed = failed;
	c->data = data;
	return c;
}

void
commits_free(struct commits *c)
{
	commits_flush(c);
	free(c->swept);
	free(c);
}
