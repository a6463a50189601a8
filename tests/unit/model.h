/*
 * model.h -- a job without an engine, for the tests of the model.
 */
#ifndef MODEL_H
#define MODEL_H

#include "job.h"
#include "schema.h"
#include "test.h"

#include <stdlib.h>

static inline void
model_open(oct_job *j)
{
	memset(j, 0, sizeof(*j));
	j->diags.worst = -1;
	j->input = "in.test";
	j->phase = PHASE_READ;
	j->book = node_new_book(j);
}

static inline void
model_close(oct_job *j)
{
	arena_free(&j->arena);
	buf_free(&j->out);
}

void
job_fail(oct_job *j, oct_status status, const char *code, const char *msg)
{
	if (j->status == OCT_OK)
		j->status = status;
	job_report(j, OCT_ERROR, code, 0, 0, msg);
}

void
job_report(oct_job *j, int32_t severity, const char *code, uint32_t line,
    uint32_t column, const char *msg)
{
	diag_add(
	    &j->diags, &j->arena, severity, code, j->input, line, column, msg);
}

static inline oct_node *
add(oct_job *j, oct_node *parent, uint32_t kind)
{
	oct_node *n = node_new(j, kind);

	node_link(n, parent, NULL);
	return n;
}

static inline oct_node *
text(oct_job *j, oct_node *parent, const char *s)
{
	oct_node *n = add(j, parent, OCT_TEXT);

	node_append(j, n, s, strlen(s));
	return n;
}

static inline void
set(oct_job *j, oct_node *n, uint32_t prop, const char *s)
{
	node_set_str(j, n, prop, s, strlen(s));
}

/* The tree in a line: body(p("a" em("b")) heading2#id("c")). */
static inline const char *
dump(oct_job *j, oct_node *root)
{
	oct_node *n = root, *up;

	buf_clear(&j->out);
	while (n != NULL) {
		oct_str s = node_str(n, OCT_P_TEXT);

		if (n->prev != NULL && n != root)
			buf_puts(&j->out, " ");
		if (n->kind == OCT_TEXT) {
			buf_putf(&j->out, "\"%s\"", s.p);
		} else {
			buf_puts(&j->out, schema_kind_name(n->kind));
			if (n->kind == OCT_HEADING)
				buf_putf(&j->out, "%d",
				    (int)node_int(n, OCT_P_LEVEL, 0));
			if (node_prop(n, OCT_P_ID))
				buf_putf(
				    &j->out, "#%s", node_str(n, OCT_P_ID).p);
			if (node_prop(n, OCT_P_HREF))
				buf_putf(
				    &j->out, ">%s", node_str(n, OCT_P_HREF).p);
			if (node_prop(n, OCT_P_REF))
				buf_putf(
				    &j->out, ">%s", node_str(n, OCT_P_REF).p);
			if (s.n != 0)
				buf_putf(&j->out, "=%s", s.p);
		}
		if (n->first != NULL) {
			buf_puts(&j->out, "(");
			n = n->first;
			continue;
		}
		for (up = n; up != root && up->next == NULL; up = up->parent)
			if (up->parent != NULL)
				buf_puts(&j->out, ")");
		n = up != root ? up->next : NULL;
	}
	return j->out.p;
}

#endif
