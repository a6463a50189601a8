/* book_files.c: files by patterns, none outside of the description's folder. */
#include "book.h"

#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 200000, DEEPEST = 32 };

struct book_files {
	char *folder, *real;
	char **names; /* from the folder, in order */
	size_t n;
	bool listed, too_many;
};

struct book_files *
book_files_open(const char *folder)
{
	struct book_files *f = xcalloc(1, sizeof(*f));

	f->folder = xstrndup(folder, strlen(folder));
	f->real = realpath(folder, NULL);
	return f;
}

void
book_files_close(struct book_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->names[i]);
	free(f->names);
	free(f->folder);
	free(f->real);
	free(f);
}

/* The name as it is reached from where the command runs. */
static char *
path_of(const struct book_files *f, const char *name)
{
	char *path = NULL;

	if (strcmp(f->folder, ".") == 0)
		return xstrndup(name, strlen(name));
	if (asprintf(&path, "%s/%s", f->folder, name) < 0)
		path = xcalloc(1, 1);
	return path;
}

bool
book_files_within(const struct book_files *f, const char *name)
{
	char *path = path_of(f, name), *real = realpath(path, NULL);
	size_t n = f->real != NULL ? strlen(f->real) : 0;
	bool within = real != NULL && n > 0 && strncmp(real, f->real, n) == 0 &&
	    (n == 1 || real[n] == '/');

	free(path);
	free(real);
	return within;
}

static void
add_name(struct book_files *f, const char *name)
{
	if ((f->n & (f->n - 1)) == 0) /* a power of two: full */
		f->names = xrealloc(
		    f->names, (f->n != 0 ? f->n * 2 : 1) * sizeof(*f->names));
	f->names[f->n++] = xstrndup(name, strlen(name));
}

static int
by_name(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;
	int c = strverscmp(*x, *y);

	return c != 0 ? c : strcmp(*x, *y);
}

static void
list(struct book_files *f)
{
	char *roots[] = { f->folder, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	size_t skip = strlen(f->folder) + 1, seen = 0;
	FTSENT *e;

	f->listed = true;
	while (tree != NULL && (e = fts_read(tree)) != NULL) {
		if (++seen > FILES_MAX) {
			f->too_many = true;
			break;
		}
		if (e->fts_level > 0 &&
		    (e->fts_name[0] == '.' || e->fts_level > DEEPEST))
			fts_set(tree, e, FTS_SKIP);
		else if (e->fts_info == FTS_F ||
		    (e->fts_info == FTS_SL &&
			book_files_within(f, e->fts_path + skip)))
			add_name(f, e->fts_path + skip);
	}
	if (tree != NULL)
		fts_close(tree);
	if (f->n > 0)
		qsort(f->names, f->n, sizeof(*f->names), by_name);
}

/* "*" stops at "/", "**" and the "/" after it don't.  Where a letter doesn't
 * match, the last star takes one more, then the last pair of stars: the work
 * grows with the square of the name at most. */
static bool
matches(const char *pattern, const char *name)
{
	const char *star = NULL, *star_at = NULL, *deep = NULL, *deep_at = NULL;

	for (;;) {
		if (strncmp(pattern, "**/", 3) == 0) {
			deep = pattern += 3;
			deep_at = name;
			star = NULL;
		} else if (*pattern == '*') {
			star = ++pattern;
			star_at = name;
		} else if (*name != '\0' &&
		    (*pattern == *name || (*pattern == '?' && *name != '/'))) {
			pattern++;
			name++;
		} else if (*pattern == '\0' && *name == '\0') {
			return true;
		} else if (star != NULL && *star_at != '\0' &&
		    *star_at != '/') {
			name = ++star_at;
			pattern = star;
		} else if (deep != NULL &&
		    (deep_at = strchr(deep_at, '/')) != NULL) {
			name = ++deep_at;
			pattern = deep;
			star = NULL;
		} else {
			return false;
		}
	}
}

/* A name of the folder's own: no way up, none from the root. */
static bool
is_below(const char *p)
{
	if (*p == '/' || *p == '\0')
		return false;
	for (; p != NULL; p = strchr(p, '/')) {
		p += *p == '/';
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return false;
		if (*p == '\0')
			break;
	}
	return true;
}

static void
give(const struct book_files *f, const char *name,
    void (*call)(void *, const char *), void *data)
{
	char *path = path_of(f, name);

	call(data, path);
	free(path);
}

int
book_files_match(struct book_files *f, const char *pattern,
    void (*call)(void *, const char *), void *data)
{
	int found = 0;

	while (strncmp(pattern, "./", 2) == 0)
		pattern += 2;
	if (!is_below(pattern))
		return -1;
	if (strpbrk(pattern, "*?") == NULL) { /* no need to list them all */
		if (!book_files_within(f, pattern))
			return 0;
		give(f, pattern, call, data);
		return 1;
	}
	if (!f->listed)
		list(f);
	if (f->too_many)
		return -2;
	for (size_t i = 0; i < f->n; i++) {
		if (!matches(pattern, f->names[i]))
			continue;
		give(f, f->names[i], call, data);
		found++;
	}
	return found;
}
