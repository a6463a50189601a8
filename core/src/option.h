/*
 * option.h -- options as declared data: checking values, filling in defaults,
 * reading them.  A format's schema is the list of oct_option in its
 * descriptor (plugin.h).
 */
#ifndef OPTION_H
#define OPTION_H

#include "arena.h"

#include <stdbool.h>

#define OPTION_MSG 200 /* bytes of a phrase that says what is wrong */

/* One value the user gave, in order. */
struct option_setting {
	struct option_setting *next;
	const char *name, *value;
	const char *bytes; /* what the file `value` holds; NULL if not read */
	size_t len;
};

/* The option of that name in a schema, or NULL. */
const oct_option *option_find(const oct_option *schema, const char *name);

/* Is every option of the schema well-formed: its name, type, range, default?
 * On failure `msg` (OPTION_MSG bytes) says what is wrong. */
bool option_check_schema(const oct_option *schema, char *msg);

/* Does the value fit?  On failure `msg` gets a phrase such as "must be a whole
 * number from 0 to 6".  BOOL takes true, false, yes, no, on, off, 1, 0. */
bool option_check(const oct_option *, const char *value, char *msg);

/* The options of one format: defaults, then the settings that its schema
 * knows.  NULL without memory, or with a setting that does not fit, which
 * *wrong then is. */
const oct_options *options_make(struct arena *, const oct_option *schema,
    const struct option_setting *, const struct option_setting **wrong);

/* The slots of oct_api (plugin.h). */
oct_str option_str(const oct_options *, const char *name);
int64_t option_int(const oct_options *, const char *name);
oct_str option_nth(const oct_options *, const char *name, size_t n);

#endif
