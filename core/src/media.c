/* media.c: oct_job_extract_media(), images as files of their own. */
#include "job.h"
#include "output.h"
#include "resource.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *
extension(const char *type)
{
	static const char *const names[][2] = {
		{ "image/png", "png" },
		{ "image/jpeg", "jpg" },
		{ "image/gif", "gif" },
		{ "image/webp", "webp" },
		{ "image/avif", "avif" },
		{ "image/bmp", "bmp" },
		{ "image/tiff", "tiff" },
		{ "image/svg+xml", "svg" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(type, names[i][0]) == 0)
			return names[i][1];
	return "bin";
}

/* "0011223344556677.png": 64 bits tell the images of one folder apart. */
static void
make_name(const oct_resource *r, char name[32])
{
	size_t n = 0;

	for (int i = 0; i < 8; i++)
		n += (size_t)snprintf(name + n, 3, "%02x", r->sha256[i]);
	snprintf(name + n, 32 - n, ".%s", extension(r->media_type.p));
}

static void
fail_saving(oct_job *j, const char *file)
{
	char msg[700];

	snprintf(msg, sizeof(msg), "\"%.500s\" can't be written: %s", file,
	    strerror(errno));
	job_fail(j, OCT_EIO, "output.media", msg);
}

/* One of that name and size is the same image. */
static bool
save_bytes(oct_job *j, const char *file, const oct_resource *r)
{
	struct stat st;
	int32_t error;

	if (j->files.save == NULL)
		return (stat(file, &st) == 0 && (size_t)st.st_size == r->len) ||
		    output_save(file, r->data, r->len);
	error = j->files.save(j->files.data, file, r->data, r->len);
	errno = -error;
	return error == 0;
}

static void
save(oct_job *j, uint32_t id, const char *folder, const char *url)
{
	oct_resource r = { .struct_size = sizeof(r) };
	struct buf file = { 0 }, shown = { 0 };
	char name[32];
	oct_str text;

	if (!resource_find(j, id, true, &r) || r.data == NULL)
		return;
	make_name(&r, name);
	buf_putf(&file, "%s/%s", folder, name);
	buf_putf(&shown, "%s/%s", url, name);
	if (file.status != OCT_OK || shown.status != OCT_OK) {
		job_fail(j, OCT_ENOMEM, "limit.memory", "out of memory");
	} else if (!save_bytes(j, file.p, &r)) {
		fail_saving(j, file.p);
	} else {
		text = node_clean(j, shown.p, shown.n);
		if (j->arena.status == OCT_OK)
			resource_rename(j, id, text);
	}
	buf_free(&file);
	buf_free(&shown);
}

oct_status
oct_job_extract_media(oct_job *j, const char *folder, const char *url)
{
	uint32_t n = resource_count(j);

	job_begin(j, PHASE_WRITE);
	if (n != 0 && j->files.save == NULL && mkdir(folder, 0777) != 0 &&
	    errno != EEXIST)
		fail_saving(j, folder);
	for (uint32_t id = 1; id <= n && job_status(j) == OCT_OK; id++)
		save(j, id, folder, url != NULL ? url : folder);
	return job_end(j);
}
