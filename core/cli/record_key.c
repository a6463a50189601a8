#include "record_key.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

/* A word and its end, so that no two rows of words are alike. */
static void
put(struct sha256_ctx *sha, const char *word)
{
	if (word == NULL)
		word = "";
	sha256_update(sha, strlen(word) + 1, (const uint8_t *)word);
}

static void
put_number(struct sha256_ctx *sha, uint64_t n)
{
	sha256_update(sha, sizeof(n), (const uint8_t *)&n);
}

static bool
declares(const oct_format_info *f, const char *option)
{
	for (const oct_option *o = f->options; o != NULL && o->name != NULL;
	     o++)
		if (strcmp(o->name, option) == 0)
			return true;
	return false;
}

/* Does the option matter to what writes only? */
static bool
is_for_writing(const struct args *a, const char *option)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	for (size_t i = 0; oct_engine_format(a->engine, i, &f); i++)
		if (!(f.roles & OCT_WRITES) && declares(&f, option))
			return false;
	return true;
}

static void
put_setting(struct sha256_ctx *sha, const struct setting *s)
{
	put_number(sha, s->action);
	put(sha, s->name);
	put(sha, s->value);
}

static void
put_versions(struct sha256_ctx *sha, const struct args *a)
{
	oct_extension_info e = { .struct_size = sizeof(e) };
	oct_format_info f = { .struct_size = sizeof(f) };

	put(sha, oct_version());
	for (size_t i = 0; oct_engine_format(a->engine, i, &f); i++) {
		put(sha, f.name);
		put(sha, f.plugin_id);
		put(sha, f.plugin_version);
	}
	for (size_t i = 0; oct_engine_extension(a->engine, i, &e); i++) {
		put(sha, e.id);
		put(sha, e.plugin_version);
	}
}

static void
make_common(struct sha256_ctx *sha, const struct args *a)
{
	put_versions(sha, a);
	put(sha, a->from);
	put(sha, a->audit);
	put(sha, a->extract_media);
	put_number(sha, a->validate);
	put_number(sha, a->no_join);
	for (size_t i = 0; i < sizeof(a->limits) / sizeof(a->limits[0]); i++)
		if (i != OCT_LIMIT_TIME)
			put_number(sha, a->limits[i]);
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action != ACT_PLUGIN ||
		    !is_for_writing(a, a->settings[i].name))
			put_setting(sha, &a->settings[i]);
}

static void
make_format(struct sha256_ctx *sha, const struct args *a, const char *format)
{
	oct_format_info f = { .struct_size = sizeof(f) };

	put(sha, format);
	if (!oct_engine_find(a->engine, format, OCT_WRITES, &f))
		return;
	for (size_t i = 0; i < a->nsettings; i++)
		if (a->settings[i].action == ACT_PLUGIN &&
		    is_for_writing(a, a->settings[i].name) &&
		    declares(&f, a->settings[i].name))
			put_setting(sha, &a->settings[i]);
}

void
record_keys_make(struct record_keys *k, const struct args *a)
{
	struct sha256_ctx common, sha;

	sha256_init(&common);
	make_common(&common, a);
	sha = common;
	sha256_digest(&sha, DIGEST, k->all);
	k->formats = xcalloc(a->nformats, sizeof(*k->formats));
	for (size_t i = 0; i < a->nformats; i++) {
		sha = common;
		make_format(&sha, a, a->formats[i]);
		sha256_digest(&sha, DIGEST, k->formats[i]);
	}
}

/* --- files ---------------------------------------------------------------- */

enum { BLOCK = 65536 };

/* What stands there: 0 at the end, -1 with errno. */
static ssize_t
read_block(int fd, uint8_t *bytes, off_t *at)
{
	ssize_t n;

	while ((n = pread(fd, bytes, BLOCK, *at)) < 0 && errno == EINTR)
		continue;
	*at += n > 0 ? n : 0;
	return n;
}

bool
record_digest(int fd, uint8_t digest[DIGEST])
{
	uint8_t bytes[BLOCK];
	struct sha256_ctx sha;
	off_t at = 0;
	ssize_t n;

	sha256_init(&sha);
	while ((n = read_block(fd, bytes, &at)) > 0)
		sha256_update(&sha, (size_t)n, bytes);
	sha256_digest(&sha, DIGEST, digest);
	return n == 0;
}

bool
record_mark(const struct umac64_ctx *keyed, int fd, uint8_t mark[MARK])
{
	struct umac64_ctx umac = *keyed;
	uint8_t bytes[BLOCK];
	off_t at = 0;
	ssize_t n;

	while ((n = read_block(fd, bytes, &at)) > 0)
		umac64_update(&umac, (size_t)n, bytes);
	umac64_digest(&umac, MARK, mark);
	return n == 0;
}
