/*
 * option.h -- options as declared data: checking values, filling in defaults,
 * reading them.  A format's schema is the list of oct_option in its
 * descriptor (plugin.h).
 */
#ifndef OPTION_H
#define OPTION_H

#include "arena.h"

#include <stdbool.h>

/* One value the user gave, in order; `bytes` is what the named file holds for
 * an OCT_OPT_FILE. */
struct option_setting {
	struct option_setting *next;
	const char *name, *value;
	const char *bytes; /* NULL: not the name of a file */
	size_t len;
};

/* The option of that name in a schema, or NULL. */
const oct_option *option_find(const oct_option *schema, const char *name);

/* Is this schema well-formed?  NULL, or what is wrong with it as a phrase:
 * names, types, ranges and defaults are checked.  `msg` has room for 160
 * bytes. */
const char *option_check_schema(const oct_option *schema, char *msg);

/* Does the value fit?  On failure false, and `msg` (160 bytes) gets a phrase
 * such as "must be a whole number from 0 to 6".  BOOL takes true, false, yes,
 * no, on, off, 1 and 0. */
bool option_check(const oct_option *, const char *value, char *msg);

/* The options of one format for a job: defaults, then the settings that the
 * schema knows.  NULL without memory; a value that does not fit sets *wrong to
 * the setting and returns NULL as well. */
const oct_options *options_make(struct arena *, const oct_option *schema,
    const struct option_setting *, const struct option_setting **wrong);

/* For oct_api: "" and 0 for an unknown name, a wrong type, NULL options. */
oct_str option_str(const oct_options *, const char *name);
int64_t option_int(const oct_options *, const char *name);
oct_str option_nth(const oct_options *, const char *name, size_t n);

#endif
