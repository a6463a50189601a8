/* said.c -- what is said of a book, and strings that are kept of it. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>

#define SAID 20 /* times that a rule is said */

const char *
keep(struct check *c, const char *p, size_t n)
{
	char *copy = c->api->scratch(c->job, n + 1);

	if (copy == NULL)
		return "";
	memcpy(copy, p, n);
	return copy;
}

const char *
keep_briefly(struct check *c, const char *p, size_t n)
{
	char *copy = c->brief + c->brief_n;

	if (n >= sizeof(c->brief) - c->brief_n)
		return keep(c, p, n);
	memcpy(copy, p, n);
	copy[n] = '\0';
	c->brief_n += n + 1;
	return copy;
}

/* Each file is looked at many times over: a fault in all of them is said only
 * so often. */
static bool
is_said_enough(struct check *c, const char *rule)
{
	unsigned hash = 0;

	for (const char *p = rule; *p != '\0'; p++)
		hash = hash * 31 + (uint8_t)*p;
	return c->rules[hash % 64]++ >= SAID;
}

void
found(struct check *c, int32_t severity, const char *rule, uint32_t line,
    const char *fmt, ...)
{
	char what[600], where[200] = "";
	va_list ap;

	c->errors += severity == OCT_ERROR;
	c->warnings += severity == OCT_WARNING;
	if (c->quiet ? severity != OCT_ERROR : is_said_enough(c, rule))
		return;
	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (c->here != NULL && line != 0)
		snprintf(
		    where, sizeof(where), "%.160s:%u: ", c->here->name, line);
	else if (c->here != NULL)
		snprintf(where, sizeof(where), "%.160s: ", c->here->name);
	if (c->quiet)
		snprintf(c->last, sizeof(c->last), "%s%s", where, what);
	else
		oct_reportf(c->api, c->job, severity, rule, 0, "%s%s [%s]",
		    where, what, rule);
}
