/*
 * octavo/sugar.h -- small inline helpers over plugin.h for C plug-ins.  They
 * use nothing but the host's table, so they are not part of the ABI: copy,
 * change or ignore them.  `a` is the table, `j` the job, throughout.
 */
#ifndef OCT_SUGAR_H
#define OCT_SUGAR_H

#include <octavo/article.h>
#include <octavo/plugin.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Emits a C string. */
static inline void
oct_puts(const oct_api *a, oct_job *j, const char *s)
{
	a->emit(j, s, strlen(s));
}

/* Sets a string property to a C string. */
static inline void
oct_set(const oct_api *a, oct_job *j, oct_node *n, uint32_t prop, const char *s)
{
	a->set_str(j, n, prop, s, strlen(s));
}

/* 1 if the string equals the C string. */
static inline int
oct_is(oct_str s, const char *c)
{
	return s.n == strlen(c) && memcmp(s.p, c, s.n) == 0;
}

/* 1 if two dates, as META has them, are the same up to the minute: a system
 * notes a change a second after what it publishes, which nobody wants to read
 * of. */
static inline int
oct_is_same_minute(oct_str a, oct_str b)
{
	const size_t minute = sizeof("2016-06-24T12:00") - 1;
	const size_t second = minute + sizeof(":00") - 1;

	if (a.n != b.n || a.n < second)
		return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
	return memcmp(a.p, b.p, minute) == 0 &&
	    memcmp(a.p + second, b.p + second, a.n - second) == 0;
}

/* report() with a format; a message over 1000 bytes is cut. */
__attribute__((format(printf, 6, 7))) static inline void
oct_reportf(const oct_api *a, oct_job *j, int32_t severity, const char *code,
    uint32_t line, const char *fmt, ...)
{
	char msg[1001];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	a->report(j, severity, code, line, 0, msg);
}

/*
 * A walk over everything below `root`, root included, without recursion:
 *
 *	struct oct_walk w = oct_walk_start(root);
 *	while (oct_walk_next(a, &w))
 *		if (w.enter) ... w.node, before its children
 *		else ... w.node, after its children; not for leaves
 *
 * Set w.skip while entering a node to pass over what is below it; it is then
 * not left either.  The tree may be changed only below a node being left.
 */
struct oct_walk {
	oct_node *root, *node;
	int enter, skip;
};

static inline struct oct_walk
oct_walk_start(oct_node *root)
{
	struct oct_walk w = { root, NULL, 0, 0 };

	return w;
}

static inline int
oct_walk_next(const oct_api *a, struct oct_walk *w)
{
	oct_node *n;

	if (w->node == NULL) {
		w->node = w->root;
		w->enter = 1;
		return w->node != NULL;
	}
	if (w->enter && !w->skip && !(a->kind(w->node) & OCT_LEAF)) {
		if ((n = a->first(w->node)) == NULL)
			w->enter = 0;
		else
			w->node = n;
		return 1;
	}
	w->skip = 0;
	if (w->node == w->root)
		return 0;
	if ((n = a->next(w->node)) != NULL) {
		w->node = n;
		w->enter = 1;
		return 1;
	}
	w->node = a->parent(w->node);
	w->enter = 0;
	return 1;
}

#endif /* OCT_SUGAR_H */
