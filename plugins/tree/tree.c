/*
 * tree.c -- writes the model as it is: one node a line, indented by depth,
 * with its properties; strings quoted as in C.  For tests and for the eyes of
 * those who write readers.
 *
 *	article confidence=870
 *	  meta
 *	    title "On Tides" from="json-ld" weight=80
 *	  body
 *	    p
 *	      text "Twice a day"
 */
#include <octavo/sugar.h>

#include "vocabulary.h"

enum { MAX_INDENT = 64 }; /* levels; deeper nodes stay in that column */

static const char *
escape(char c)
{
	switch (c) {
	case '\n': return "\\n";
	case '\t': return "\\t";
	case '"': return "\\\"";
	default: return "\\\\";
	}
}

static void
put_quoted(const oct_api *a, oct_job *j, oct_str s)
{
	size_t run;

	oct_puts(a, j, "\"");
	for (const char *p = s.p; *p != '\0'; p++) {
		run = strcspn(p, "\"\\\n\t");
		a->emit(j, p, run);
		p += run;
		if (*p == '\0')
			break;
		oct_puts(a, j, escape(*p));
	}
	oct_puts(a, j, "\"");
}

/* Positions are left out save for dropped blocks, whose place in the source
 * is a part of the audit: every edit of an input would change every line. */
static int
is_shown(uint32_t kind, uint32_t prop)
{
	return prop != OCT_P_KEY && prop != OCT_P_TOOL &&
	    (prop != OCT_P_LINE || kind == OCT_DROP);
}

/* A resource by its URL: its number depends on what else the job has read. */
static void
put_resource(const oct_api *a, oct_job *j, const oct_node *n)
{
	oct_resource r = { .struct_size = sizeof(r) };

	if (a->resource(j, (uint32_t)a->get_int(n, OCT_P_RESOURCE, 0), 0, &r) !=
	    OCT_OK)
		return;
	oct_puts(a, j, " resource=");
	put_quoted(a, j, r.url);
}

static void
put_prop(const oct_api *a, oct_job *j, const oct_node *n, const char *name,
    uint32_t p)
{
	char number[64];

	if (!a->has(n, p) || !is_shown(a->kind(n), p))
		return;
	if (p == OCT_P_RESOURCE) {
		put_resource(a, j, n);
		return;
	}
	if (vocab_prop_is_int(p)) {
		snprintf(number, sizeof(number), " %s=%lld", name,
		    (long long)a->get_int(n, p, 0));
		oct_puts(a, j, number);
		return;
	}
	oct_puts(a, j, " ");
	oct_puts(a, j, name);
	oct_puts(a, j, "=");
	put_quoted(a, j, a->get_str(n, p));
}

static void
put_name(const oct_api *a, oct_job *j, const oct_node *n)
{
	uint32_t kind = a->kind(n);
	const char *name = vocab_kind_name(kind);
	char number[32];

	if (kind == OCT_FIELD)
		name = vocab_key_name((uint32_t)a->get_int(n, OCT_P_KEY, 0));
	if (kind == OCT_RAWBLOCK)
		name = "rawblock";
	if (name == NULL) {
		snprintf(number, sizeof(number), "0x%08x", (unsigned)kind);
		name = number;
	}
	oct_puts(a, j, name);
}

static void
put_node(const oct_api *a, oct_job *j, const oct_node *n, int depth)
{
	size_t count;
	const struct vocab_prop *props = vocab_props(&count);

	for (int i = 0; i < depth && i < MAX_INDENT; i++)
		oct_puts(a, j, "  ");
	put_name(a, j, n);
	if (a->has(n, OCT_P_TEXT)) {
		oct_puts(a, j, " ");
		put_quoted(a, j, a->get_str(n, OCT_P_TEXT));
	}
	for (size_t i = 0; i < count; i++)
		put_prop(a, j, n, props[i].name, props[i].prop);
	put_prop(a, j, n, "line", OCT_P_LINE);
	oct_puts(a, j, "\n");
}

static oct_status
tree_write(void *inst, const oct_api *a, oct_job *j)
{
	struct oct_walk w = oct_walk_start(a->book(j));
	int depth = 0;

	(void)inst;
	while (oct_walk_next(a, &w)) {
		if (!w.enter) {
			depth--;
			continue;
		}
		put_node(a, j, w.node, depth);
		if (!(a->kind(w.node) & OCT_LEAF))
			depth++;
	}
	return a->status(j);
}

static const oct_format tree_format = {
	.struct_size = sizeof(oct_format),
	.name = "tree",
	.summary = "the article model, one node a line",
	.roles = OCT_WRITES,
	.media_types = (const char *const[]){ "text/x-octavo-tree", NULL },
	.extensions = (const char *const[]){ "tree", NULL },
	.write = tree_write,
};

static const oct_plugin tree_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.tree",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &tree_format, NULL },
};

OCT_PLUGIN_ENTRY(tree)
{
	return &tree_plugin;
}
