#include "pick.h"

#include <string.h>
#include <strings.h>

enum { POINTS_EXTENSION = 10, POINTS_MEDIA_TYPE = 20, BID_MAX = 100 };

/* Bytes of the extension's text if the name ends in ".EXTENSION", else 0. */
static size_t
claims_name(const oct_format *f, const char *name)
{
	size_t n = strlen(name), len, best = 0;

	for (const char *const *e = f->extensions; e && *e; e++) {
		len = strlen(*e);
		if (len > best && n > len + 1 && name[n - len - 1] == '.' &&
		    name[n - len - 2] != '/' &&
		    strcasecmp(name + n - len, *e) == 0)
			best = len;
	}
	return best;
}

static bool
claims_family(const oct_format *f, const char *family)
{
	for (const char *const *e = f->extensions; e && *e; e++)
		if (strcasecmp(family, *e) == 0)
			return true;
	return false;
}

/* "text/html; charset=utf-8" is text/html. */
static bool
claims_type(const oct_format *f, const char *type)
{
	size_t n = strcspn(type, "; \t");

	for (const char *const *t = f->media_types; t && *t; t++)
		if (strlen(*t) == n && strncasecmp(*t, type, n) == 0)
			return n != 0;
	return false;
}

static bool
occurs(const uint8_t *data, size_t n, const char *what)
{
	size_t len = strlen(what);

	for (size_t i = 0; len != 0 && i + len <= n; i++)
		if (strncasecmp((const char *)data + i, what, len) == 0)
			return true;
	return false;
}

static bool
has_signature(const oct_format *f, const uint8_t *data, size_t n)
{
	if (f->signatures == NULL)
		return true;
	for (const char *const *s = f->signatures; *s != NULL; s++)
		if (occurs(data, n, *s))
			return true;
	return false;
}

const struct format *
pick_by_family(const struct registry *r, const char *family)
{
	for (size_t i = 0; i < r->n_formats; i++)
		if ((r->formats[i]->f.roles & OCT_READS) &&
		    claims_family(&r->formats[i]->f, family))
			return r->formats[i];
	return NULL;
}

const struct format *
pick_by_name(const struct registry *r, const char *name, uint32_t role)
{
	const struct format *best = NULL;
	size_t len, longest = 0;

	for (size_t i = 0; i < r->n_formats; i++) {
		if (!(r->formats[i]->f.roles & role))
			continue;
		len = claims_name(&r->formats[i]->f, name);
		if (len > longest) {
			longest = len;
			best = r->formats[i];
		}
	}
	return best;
}

/* What name, media type and family say for a format; -1: it is another
 * family's. */
static int32_t
points_for(const oct_format *f, const char *name, const char *media_type,
    const char *family)
{
	int32_t points = claims_name(f, name) != 0 ? POINTS_EXTENSION : 0;

	if (family != NULL) {
		if (!claims_family(f, family))
			return -1;
		points = POINTS_EXTENSION;
	}
	return points + (claims_type(f, media_type) ? POINTS_MEDIA_TYPE : 0);
}

/*
 * Those that name or type speak for are asked first: when one of them is surer
 * than contents alone can make any, the others need not be loaded to be asked.
 */
const struct format *
pick_reader(struct registry *r, const uint8_t *data, size_t n, const char *name,
    const char *media_type, const char *family,
    void (*refused)(void *, const struct format *, const char *why), void *ctx)
{
	const struct format *best = NULL;
	int32_t top = 0;

	if (n > PICK_HEAD)
		n = PICK_HEAD;
	for (int claimed = 1; claimed >= 0; claimed--) {
		for (size_t i = 0; i < r->n_formats && top <= BID_MAX; i++) {
			const struct format *f = r->formats[i];
			int32_t points =
			    points_for(&f->f, name, media_type, family);
			int32_t bid;
			const char *why;

			if (!(f->f.roles & OCT_READS) || points < 0 ||
			    claimed != (points > 0) ||
			    (points == 0 && !has_signature(&f->f, data, n)))
				continue;
			if ((why = registry_need(r, f->plugin)) != NULL) {
				refused(ctx, f, why);
				continue;
			}
			bid = f->f.bid != NULL ? f->f.bid(data, n) : 0;
			if (bid < 0 || bid + points == 0 ||
			    bid + points < top ||
			    (bid + points == top &&
				strcmp(f->f.name, best->f.name) > 0))
				continue;
			top = bid + points;
			best = f;
		}
	}
	return best;
}
