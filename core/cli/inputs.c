#include "batch.h"
#include "message.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FEW = 32768, BLOCK = 65536, BIG_BLOCK = 1 << 20 };

const char *
items_keep(struct items *items, const char *bytes, size_t n)
{
	size_t block = items->n < FEW ? BLOCK : BIG_BLOCK;

	if (n > items->left) {
		items->left = n > block ? n : block;
		items->block = scratch_take(items->scratch, items->left, 1);
	}
	/* it fills from its end */
	items->left -= n;
	return memcpy(items->block + items->left, bytes, n);
}

void
items_add(struct items *items, const char *input, size_t dir, size_t ndir)
{
	if (items->n >= NO_ITEM)
		die(EXIT_IO, "there are more than %u inputs", NO_ITEM);
	items->list = scratch_grow(
	    items->scratch, items->list, items->n, sizeof(*items->list));
	items->list[items->n] =
	    (struct item){ .input = items_keep(items, input, strlen(input) + 1),
		    .dir = (uint32_t)dir,
		    .ndir = (uint32_t)ndir,
		    .root = (uint32_t)items->n,
		    .next = NO_ITEM };
	scratch_rest(items->scratch, items->n++);
}

static bool
has_extension(const char *name, const char *const *extensions)
{
	const char *dot = strrchr(name, '.');

	for (; dot != NULL && extensions != NULL && *extensions != NULL;
	     extensions++)
		if (strcasecmp(dot + 1, *extensions) == 0)
			return true;
	return false;
}

/* Of the files in a folder, those that the reader asked for claims by their
 * extension, or any reader; and with -f those that have none. */
static bool
is_input(const struct args *a, const char *path, const char *name)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	if (name[0] == '.')
		return false;
	if (a->from == NULL)
		return oct_engine_format_for(a->engine, path, OCT_READS, &f);
	if (strchr(name, '.') == NULL)
		return true;
	return oct_engine_find(a->engine, a->from, OCT_READS, &f) &&
	    has_extension(name, f.extensions);
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static void
take_folder(struct items *items, const struct args *a, const char *folder,
    size_t *failed)
{
	char *const roots[] = { (char *)folder, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	struct stat out;
	bool has_out = a->output_dir != NULL && stat(a->output_dir, &out) == 0;
	const char *below;
	FTSENT *e;

	if (fts == NULL)
		die(EXIT_IO, "%s: %s", folder, strerror(errno));
	while ((e = fts_read(fts)) != NULL) {
		switch (e->fts_info) {
		case FTS_D:
			/* not what this very run writes, nor hidden folders */
			if ((has_out && same_file(e->fts_statp, &out)) ||
			    (e->fts_level > 0 && e->fts_name[0] == '.'))
				fts_set(fts, e, FTS_SKIP);
			break;
		case FTS_F:
			if (!is_input(a, e->fts_path, e->fts_name))
				break;
			below = e->fts_path + strlen(folder);
			below += strspn(below, "/");
			items_add(items, e->fts_path,
			    (size_t)(below - e->fts_path),
			    e->fts_level > 1
				? strlen(below) - e->fts_namelen - 1
				: 0);
			break;
		case FTS_DNR:
		case FTS_ERR:
		case FTS_NS:
			complain("%s: can't be read: %s", e->fts_path,
			    strerror(e->fts_errno));
			++*failed;
			break;
		default: break;
		}
	}
	fts_close(fts);
}

static void
take(struct items *items, const struct args *a, const char *input,
    size_t *failed)
{
	struct stat st;

	if (strcmp(input, "-") == 0) {
		items_add(items, input, 0, 0);
	} else if (stat(input, &st) != 0) {
		complain("%s: can't be read: %s", input, strerror(errno));
		++*failed;
	} else if (S_ISDIR(st.st_mode)) {
		take_folder(items, a, input, failed);
	} else {
		items_add(items, input, 0, 0);
	}
}

static void
take_list(struct items *items, const struct args *a, size_t *failed)
{
	bool standard = strcmp(a->files_from, "-") == 0;
	FILE *f = standard ? stdin : fopen(a->files_from, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (f == NULL)
		die(EXIT_IO, "%s: can't be read: %s", a->files_from,
		    strerror(errno));
	while ((n = getdelim(&line, &cap, a->nul ? '\0' : '\n', f)) > 0) {
		if (line[n - 1] == (a->nul ? '\0' : '\n'))
			line[n - 1] = '\0';
		if (*line != '\0')
			take(items, a, line, failed);
	}
	free(line);
	if (!standard)
		fclose(f);
}

void
items_collect(struct items *items, const struct args *a, size_t *failed)
{
	size_t i;

	for (i = 0; i < a->ninputs; i++)
		take(items, a, a->inputs[i], failed);
	if (a->files_from != NULL)
		take_list(items, a, failed);
}

void
items_free(struct items *items)
{
	scratch_free(items->scratch);
}
