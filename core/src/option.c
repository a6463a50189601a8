#include "option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct value {
	struct value *next;
	oct_str str;
	int64_t num;
};

struct oct_options {
	const oct_option *schema;
	struct value **values; /* one list for each option of the schema */
};

const oct_option *
option_find(const oct_option *o, const char *name)
{
	for (; o != NULL && o->name != NULL; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

/* A whole number and nothing else; `end` gets what follows it. */
static bool
parse_int(const char *s, int64_t *out, const char **end)
{
	char *stop;
	long long v;

	if (*s != '-' && (*s < '0' || *s > '9'))
		return false;
	errno = 0;
	v = strtoll(s, &stop, 10);
	*out = v;
	*end = stop;
	return errno == 0 && stop != s;
}

/* "0..6"; either end may be missing. */
static bool
parse_range(const char *range, int64_t *lo, int64_t *hi)
{
	const char *p = range;

	*lo = INT64_MIN;
	*hi = INT64_MAX;
	if (range == NULL)
		return true;
	if (*p != '.' && !parse_int(p, lo, &p))
		return false;
	if (strncmp(p, "..", 2) != 0)
		return false;
	p += 2;
	if (*p != '\0' && !parse_int(p, hi, &p))
		return false;
	return *p == '\0' && *lo <= *hi;
}

static bool
check_int(const oct_option *o, const char *value, int64_t *out, char *msg)
{
	const char *end;
	int64_t lo, hi;

	if (!parse_range(o->range, &lo, &hi)) {
		snprintf(msg, OPTION_MSG, "has a range that is none");
		return false;
	}
	if (parse_int(value, out, &end) && *end == '\0' && *out >= lo &&
	    *out <= hi)
		return true;
	if (o->range == NULL)
		snprintf(msg, OPTION_MSG, "must be a whole number");
	else if (hi == INT64_MAX)
		snprintf(msg, OPTION_MSG, "must be a whole number from %lld up",
		    (long long)lo);
	else
		snprintf(msg, OPTION_MSG,
		    "must be a whole number from %lld to %lld", (long long)lo,
		    (long long)hi);
	return false;
}

static bool
check_bool(const char *value, int64_t *out, char *msg)
{
	static const char *const words[2][4] = { { "false", "no", "off", "0" },
		{ "true", "yes", "on", "1" } };

	for (int b = 0; b < 2; b++)
		for (int i = 0; i < 4; i++)
			if (strcmp(value, words[b][i]) == 0) {
				*out = b;
				return true;
			}
	snprintf(msg, OPTION_MSG, "must be true or false");
	return false;
}

static bool
check_choice(const oct_option *o, const char *value, char *msg)
{
	size_t n = strlen(value), len;

	for (const char *p = o->range; p != NULL; p = strchr(p, '|')) {
		p += *p == '|';
		len = strcspn(p, "|");
		if (n != 0 && len == n && memcmp(p, value, n) == 0)
			return true;
	}
	snprintf(msg, OPTION_MSG, "must be one of %.*s", OPTION_MSG - 20,
	    o->range != NULL ? o->range : "(none)");
	return false;
}

static bool
parse_value(const oct_option *o, const char *value, int64_t *num, char *msg)
{
	*num = 0;
	switch (o->type) {
	case OCT_OPT_BOOL: return check_bool(value, num, msg);
	case OCT_OPT_INT: return check_int(o, value, num, msg);
	case OCT_OPT_CHOICE: return check_choice(o, value, msg);
	case OCT_OPT_STR: return true;
	}
	snprintf(msg, OPTION_MSG, "has a type that this Octavo does not know");
	return false;
}

bool
option_check(const oct_option *o, const char *value, char *msg)
{
	int64_t num;

	return parse_value(o, value, &num, msg);
}

/* Lower-case words joined by hyphens. */
static bool
is_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n != 0 && s[n] == '\0' && s[0] != '-' && n < 64;
}

bool
option_check_schema(const oct_option *schema, char *msg)
{
	char why[OPTION_MSG] = "";
	const oct_option *o;
	bool ok;

	for (o = schema; o != NULL && o->name != NULL; o++) {
		if (!is_name(o->name)) {
			snprintf(msg, OPTION_MSG,
			    "names an option \"%.40s\", which is no name",
			    o->name);
			return false;
		}
		ok = o->help != NULL && option_find(schema, o->name) == o &&
		    !((o->flags & (OCT_OPT_FILE | OCT_OPT_FOLDER)) &&
			(o->type != OCT_OPT_STR || o->dflt != NULL));
		if (ok && o->dflt != NULL)
			ok = option_check(o, o->dflt, why);
		else if (ok && o->type == OCT_OPT_CHOICE)
			ok = o->range != NULL;
		if (!ok) {
			snprintf(msg, OPTION_MSG,
			    "declares its option \"%.40s\" wrongly%s%.90s",
			    o->name, why[0] != '\0' ? ": its default " : "",
			    why);
			return false;
		}
	}
	return true;
}

static struct value *
new_value(struct arena *a, const oct_option *o, const char *text)
{
	struct value *v = arena_alloc(a, sizeof(*v));
	char msg[OPTION_MSG];

	if (v == NULL || !parse_value(o, text, &v->num, msg))
		return NULL;
	v->str = (oct_str){ text, strlen(text) };
	return v;
}

/* Takes one setting in; false if it does not fit or memory ran out. */
static bool
apply(struct arena *a, struct oct_options *opts, bool *given,
    const struct option_setting *s)
{
	const oct_option *o = option_find(opts->schema, s->name);
	struct value **at, *v;
	size_t i;

	if (o == NULL)
		return true;
	i = (size_t)(o - opts->schema);
	if ((v = new_value(a, o, s->value)) == NULL)
		return false;
	if (o->flags & OCT_OPT_FILE)
		v->str = s->bytes != NULL ? (oct_str){ s->bytes, s->len }
					  : (oct_str){ "", 0 };
	at = &opts->values[i];
	if ((o->flags & OCT_OPT_MANY) && given[i])
		while (*at != NULL)
			at = &(*at)->next;
	*at = v;
	given[i] = true;
	return true;
}

const oct_options *
options_make(struct arena *a, const oct_option *schema,
    const struct option_setting *s, const struct option_setting **wrong)
{
	struct oct_options *opts = arena_alloc(a, sizeof(*opts));
	size_t n = 0;
	bool *given;

	*wrong = NULL;
	while (schema != NULL && schema[n].name != NULL)
		n++;
	given = arena_alloc(a, n + 1);
	if (opts == NULL || given == NULL ||
	    (opts->values = arena_alloc(a, (n + 1) * sizeof(struct value *))) ==
		NULL)
		return NULL;
	opts->schema = schema;
	for (size_t i = 0; i < n; i++)
		if (schema[i].dflt != NULL)
			opts->values[i] =
			    new_value(a, &schema[i], schema[i].dflt);
	for (; s != NULL; s = s->next)
		if (!apply(a, opts, given, s)) {
			*wrong = a->status == OCT_OK ? s : NULL;
			return NULL;
		}
	return a->status == OCT_OK ? opts : NULL;
}

static const struct value *
find_value(const oct_options *opts, const char *name, const oct_option **o)
{
	if (opts == NULL || (*o = option_find(opts->schema, name)) == NULL)
		return NULL;
	return opts->values[*o - opts->schema];
}

oct_str
option_str(const oct_options *opts, const char *name)
{
	return option_nth(opts, name, 0);
}

int64_t
option_int(const oct_options *opts, const char *name)
{
	const oct_option *o;
	const struct value *v = find_value(opts, name, &o);

	return v != NULL ? v->num : 0;
}

oct_str
option_nth(const oct_options *opts, const char *name, size_t n)
{
	const oct_option *o;
	const struct value *v = find_value(opts, name, &o);

	if (v != NULL && o->type != OCT_OPT_STR && o->type != OCT_OPT_CHOICE)
		v = NULL;
	while (v != NULL && n-- != 0)
		v = v->next;
	return v != NULL ? v->str : (oct_str){ "", 0 };
}
