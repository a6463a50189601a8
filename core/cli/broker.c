#include "broker.h"

#include "beneath.h"
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Is the folder that of this file, as the library names it? */
static bool
is_folder_of(const char *folder, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n;

	if (slash == NULL)
		return strcmp(folder, ".") == 0;
	n = slash != file ? (size_t)(slash - file) : 1;
	return strlen(folder) == n && memcmp(folder, file, n) == 0;
}

static bool
is_page(const struct items *items, const struct task *t, const char *path)
{
	size_t i;

	for (i = t->item; i != NO_ITEM; i = items->list[i].next)
		if (strcmp(items->list[i].input, path) == 0)
			return true;
	return false;
}

static bool
is_page_folder(
    const struct items *items, const struct task *t, const char *folder)
{
	size_t i;

	for (i = t->item; i != NO_ITEM; i = items->list[i].next)
		if (is_folder_of(folder, items->list[i].input))
			return true;
	return false;
}

/* Is it one of a colon-separated list? */
static bool
lists(const char *list, const char *folder)
{
	size_t n = strlen(folder), len;

	for (;; list += len + 1) {
		len = strcspn(list, ":");
		if (len == n && memcmp(list, folder, n) == 0)
			return n != 0;
		if (list[len] == '\0')
			return false;
	}
}

static bool
is_resource_path(const struct args *a, const char *folder)
{
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action == ACT_RESOURCE_PATH &&
		    lists(a->settings[i].value, folder))
			return true;
	return false;
}

/* What the user gave as the value of some option. */
static bool
is_option(const struct args *a, const char *path)
{
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action == ACT_PLUGIN &&
		    strcmp(a->settings[i].value, path) == 0)
			return true;
	return false;
}

static int
open_fd(int fd)
{
	return fd >= 0 ? fd : -errno;
}

int
broker_open(const struct args *a, const struct items *items,
    const struct task *t, uint32_t purpose, const char *folder,
    const char *path)
{
	switch (purpose) {
	case OCT_FILE_INPUT:
		if (folder != NULL || !is_page(items, t, path))
			return -EACCES;
		return open_fd(open(path, O_RDONLY | O_CLOEXEC));
	case OCT_FILE_RESOURCE:
		if (folder == NULL ||
		    (!is_page_folder(items, t, folder) &&
			!is_resource_path(a, folder)))
			return -EACCES;
		return open_fd(beneath_open(folder, path));
	case OCT_FILE_OPTION:
		if (!is_option(a, folder != NULL ? folder : path))
			return -EACCES;
		return open_fd(folder != NULL
			? beneath_open(folder, path)
			: open(path, O_RDONLY | O_CLOEXEC));
	default: return -EACCES;
	}
}

bool
broker_missing_folder(uint32_t purpose, const char *folder, const char *path,
    char name[MISSING_FOLDER])
{
	size_t n = strcspn(path, "/");
	bool missing;
	struct stat st;
	char *whole;

	if (purpose != OCT_FILE_RESOURCE || n == 0 || n > NAME_MAX ||
	    path[n] == '\0')
		return false;
	memcpy(name, path, n);
	memcpy(name + n, "/.", 3);
	if (asprintf(&whole, "%s/%.*s", folder, (int)n, path) < 0)
		return false;
	missing = lstat(whole, &st) != 0 && errno == ENOENT;
	free(whole);
	return missing;
}

/* The file of media that this path names, as media.c makes it. */
static bool
is_media(const struct args *a, const char *file)
{
	const char *slash = strrchr(file, '/');

	return a->extract_media != NULL && slash != NULL &&
	    (size_t)(slash - file) == strlen(a->extract_media) &&
	    strncmp(file, a->extract_media, (size_t)(slash - file)) == 0 &&
	    strspn(slash + 1, "0123456789abcdef") == 16 && slash[17] == '.' &&
	    strlen(slash) < 24;
}

int
broker_save(const struct args *a, const char *file, int memory, uint64_t n)
{
	struct stat st;
	void *bytes;
	int error = 0;

	if (!is_media(a, file) || fstat(memory, &st) != 0 || n == 0 ||
	    (uint64_t)st.st_size < n)
		return -EACCES;
	if (stat(file, &st) == 0 && (uint64_t)st.st_size == n)
		return 0;
	if (mkdir(a->extract_media, 0777) != 0 && errno != EEXIST)
		return -errno;
	/* private: a worker that changes it now changes its own image */
	bytes = malloc(n);
	if (bytes == NULL)
		return -ENOMEM;
	if (pread(memory, bytes, n, 0) != (ssize_t)n)
		error = -EIO;
	else if (!output_save(file, bytes, n))
		error = -errno;
	free(bytes);
	return error;
}
