/* api.c: the table that plug-ins get.  Each slot is a guard and a call. */
#include "job.h"
#include "option.h"
#include "option_file.h"
#include "registry.h"
#include "resource.h"
#include "schema.h"
#include "settings.h"
#include "url.h"

#include <stdio.h>
#include <string.h>

/* May the tree be changed now?  A plug-in that tries in another phase has
 * broken its contract. */
static bool
may_change(oct_job *j)
{
	if (j->status != OCT_OK)
		return false;
	if (j->phase != PHASE_READ)
		job_fail(j, OCT_EBUG, "plugin.phase",
		    "a plug-in changed the article while it was being "
		    "written; the conversion was stopped");
	return j->status == OCT_OK;
}

/* After a call that used memory: the arena's failure is the job's. */
static void
settle(oct_job *j)
{
	if (j->arena.status == OCT_ELIMIT)
		job_fail(j, OCT_ELIMIT, "limit.memory",
		    "the memory limit was reached; the input was given up");
	else if (j->arena.status != OCT_OK)
		job_fail(j, OCT_ENOMEM, "limit.memory",
		    "out of memory; the input was given up");
}

static bool
may_hold(oct_job *j, const oct_node *parent, uint32_t kind)
{
	const char *outer = schema_kind_name(parent->kind);
	const char *inner = schema_kind_name(kind);
	char msg[160];

	if (schema_may_hold(parent->kind, kind) && !(kind & OCT_PART))
		return true;
	if (kind == OCT_NOTE || kind == OCT_DROP)
		if (schema_may_hold(parent->kind, kind))
			return true;
	snprintf(msg, sizeof(msg),
	    "a plug-in put a node \"%s\" into \"%s\", which may not hold it; "
	    "the conversion was stopped",
	    inner != NULL ? inner : "unknown",
	    outer != NULL ? outer : "unknown");
	job_fail(j, OCT_EBUG, "plugin.tree", msg);
	return false;
}

static oct_node *
api_book(oct_job *j)
{
	return j->book;
}

static oct_node *
api_add_article(oct_job *j)
{
	oct_node *a;

	if (!may_change(j))
		return NULL;
	j->fields = 0;
	a = node_new_article(j, j->book);
	settle(j);
	return a;
}

static oct_node *
api_part(const oct_node *n, uint32_t kind)
{
	return n != NULL ? node_part(n, kind) : NULL;
}

static oct_node *
api_add(oct_job *j, oct_node *parent, uint32_t kind)
{
	oct_node *n;

	if (parent == NULL || !may_change(j) || !may_hold(j, parent, kind))
		return NULL;
	if ((n = node_new(j, kind)) != NULL)
		node_link(n, parent, NULL);
	settle(j);
	return n;
}

static oct_node *
api_add_text(oct_job *j, oct_node *parent, const char *p, size_t len)
{
	oct_node *n;

	if (parent == NULL || len == 0 || !may_change(j))
		return NULL;
	if ((n = parent->last) == NULL || n->kind != OCT_TEXT)
		n = api_add(j, parent, OCT_TEXT);
	if (n != NULL)
		node_append(j, n, p, len);
	settle(j);
	return n;
}

static bool
is_within(const oct_node *n, const oct_node *root)
{
	while (n != NULL && n != root)
		n = n->parent;
	return n != NULL;
}

static void
api_move(oct_job *j, oct_node *n, oct_node *parent, oct_node *before)
{
	bool in_place = n != NULL && n->kind == OCT_ARTICLE &&
	    parent == n->parent && before != j->book->first;

	if (n == NULL || parent == NULL || !may_change(j) ||
	    (!in_place && !may_hold(j, parent, n->kind)))
		return;
	if (is_within(parent, n) ||
	    (before != NULL && before->parent != parent)) {
		job_fail(j, OCT_EBUG, "plugin.tree",
		    "a plug-in moved a node into itself or beside a node of "
		    "another parent; the conversion was stopped");
		return;
	}
	if (before != n)
		node_link(n, parent, before);
}

static void
api_drop(oct_job *j, oct_node *n)
{
	if (n != NULL && may_change(j) &&
	    (!(n->kind & OCT_PART) || n->kind >= OCT_NOTE))
		node_unlink(n);
}

static bool
may_have(oct_job *j, const oct_node *n, uint32_t prop)
{
	const char *name = schema_kind_name(n->kind);
	char msg[160];

	if (schema_may_have(n->kind, prop))
		return true;
	snprintf(msg, sizeof(msg),
	    "a plug-in set property %u, which a node \"%s\" can't have; "
	    "the conversion was stopped",
	    (unsigned)prop, name != NULL ? name : "unknown");
	job_fail(j, OCT_EBUG, "plugin.property", msg);
	return false;
}

static void
api_set_str(oct_job *j, oct_node *n, uint32_t prop, const char *p, size_t len)
{
	oct_str s;

	if (n == NULL || !may_change(j) || !may_have(j, n, prop))
		return;
	s = node_clean(j, p, len);
	if (j->arena.status == OCT_OK)
		node_set_str(j, n, prop, s.p, s.n);
	settle(j);
}

static void
api_set_int(oct_job *j, oct_node *n, uint32_t prop, int64_t v)
{
	if (n == NULL || !may_change(j) || !may_have(j, n, prop))
		return;
	node_set_int(j, n, prop, v);
	settle(j);
}

static void
api_unset(oct_job *j, oct_node *n, uint32_t prop)
{
	if (n != NULL && may_change(j))
		node_unset(n, prop);
}

static uint32_t
api_kind(const oct_node *n)
{
	return n != NULL ? n->kind : 0;
}

static oct_node *
api_parent(const oct_node *n)
{
	return n != NULL ? n->parent : NULL;
}

static oct_node *
api_first(const oct_node *n)
{
	return n != NULL ? n->first : NULL;
}

static oct_node *
api_last(const oct_node *n)
{
	return n != NULL ? n->last : NULL;
}

static oct_node *
api_next(const oct_node *n)
{
	return n != NULL ? n->next : NULL;
}

static oct_node *
api_prev(const oct_node *n)
{
	return n != NULL ? n->prev : NULL;
}

static int32_t
api_has(const oct_node *n, uint32_t prop)
{
	if (n == NULL)
		return 0;
	return prop == OCT_P_LINE ? n->line != 0 : node_prop(n, prop) != NULL;
}

static oct_str
api_get_str(const oct_node *n, uint32_t prop)
{
	return n != NULL ? node_str(n, prop) : (oct_str){ "", 0 };
}

static int64_t
api_get_int(const oct_node *n, uint32_t prop, int64_t unset)
{
	return n != NULL ? node_int(n, prop, unset) : unset;
}

static oct_str
api_text_of(oct_job *j, const oct_node *n)
{
	oct_str s = { "", 0 };

	if (n != NULL && j->status == OCT_OK)
		s = node_text(j, n);
	settle(j);
	return s;
}

static oct_node *
api_add_field(oct_job *j, oct_node *article, uint32_t key, const char *value,
    size_t n, const char *from, int32_t weight)
{
	oct_node *f;

	if (article == NULL || !may_change(j))
		return NULL;
	f = field_add(j, article, key, value, n, from, weight);
	settle(j);
	return f;
}

static oct_node *
api_field(const oct_node *article, uint32_t key)
{
	return article != NULL ? field_first(article, key) : NULL;
}

static oct_node *
api_next_field(const oct_node *f)
{
	return f != NULL ? field_next(f) : NULL;
}

static uint32_t
api_add_resource(oct_job *j, const char *url, size_t n)
{
	uint32_t id = may_change(j) ? resource_add(j, url, n) : 0;

	settle(j);
	return id;
}

static uint32_t
api_add_resource_data(
    oct_job *j, const char *url, size_t n, const void *data, size_t len)
{
	uint32_t id =
	    may_change(j) ? resource_add_data(j, url, n, data, len) : 0;

	settle(j);
	return id;
}

static oct_status
api_resource(oct_job *j, uint32_t id, int32_t load, oct_resource *out)
{
	if (j->status != OCT_OK)
		return j->status;
	if (!resource_find(j, id, load != 0, out))
		job_fail(j, OCT_EBUG, "plugin.resource",
		    "a plug-in asked for a resource that there is not; "
		    "the conversion was stopped");
	settle(j);
	return j->status;
}

static void
api_set_base(oct_job *j, const char *url, size_t n)
{
	if (may_change(j))
		url_set_base(j, url, n);
	settle(j);
}

static oct_str
api_resolve(oct_job *j, const char *url, size_t n)
{
	oct_str s = { "", 0 };

	if (j->status == OCT_OK)
		s = url_resolve(j, url, n);
	settle(j);
	return s;
}

static const oct_entry *
api_outline(oct_job *j, const oct_node *article, size_t *n)
{
	const oct_entry *e = NULL;

	*n = 0;
	if (article != NULL && j->status == OCT_OK)
		e = outline_article(j, article, n);
	settle(j);
	return e;
}

static void
api_emit(oct_job *j, const void *p, size_t n)
{
	if (j->status != OCT_OK)
		return;
	if (j->phase != PHASE_WRITE) {
		job_fail(j, OCT_EBUG, "plugin.phase",
		    "a plug-in that does not write put out bytes; "
		    "the conversion was stopped");
		return;
	}
	buf_put(&j->out, p, n);
	if (j->out.status == OCT_ELIMIT)
		job_fail(j, OCT_ELIMIT, "limit.output",
		    "the output is larger than its limit; it was given up");
	else if (j->out.status != OCT_OK)
		job_fail(j, OCT_ENOMEM, "limit.memory",
		    "out of memory; the output was given up");
}

static const oct_options *
api_options(const oct_job *j)
{
	return j->options;
}

static void *
api_scratch(oct_job *j, size_t n)
{
	void *p = j->status == OCT_OK ? arena_alloc(&j->arena, n) : NULL;

	settle(j);
	return p;
}

static void
api_fail(oct_job *j, oct_status status, const char *code, const char *msg)
{
	job_fail(j, status, code, msg);
}

/* extension() is not told for whom: this thread's plug-in, of this job. */
static _Thread_local oct_job *running;

oct_job *
job_run(oct_job *j)
{
	oct_job *before = running;

	running = j;
	return before;
}

static const void *
api_extension(const char *id)
{
	static const oct_messages messages = { sizeof(messages),
		oct_job_message };
	const char *why = NULL;
	const void *found;
	char msg[600];

	if (running == NULL || running->status != OCT_OK)
		return NULL;
	if (strcmp(id, OCT_MESSAGES) == 0)
		return &messages;
	found = registry_extension(running->settings->registry, id, &why);
	if (why != NULL) {
		snprintf(msg, sizeof(msg),
		    "the plug-in that gives \"%.80s\" was refused: %s", id,
		    why);
		job_report(running, OCT_WARNING, "plugin.refused", 0, 0, msg);
	}
	return found;
}

static int32_t
api_opt_file(oct_job *j, const char *option, size_t n, const char *name,
    oct_str *path, oct_str *bytes)
{
	bool found = j->status == OCT_OK &&
	    option_file_read(
		j, option_nth(j->options, option, n).p, name, path, bytes);

	if (!found)
		*path = *bytes = (oct_str){ "", 0 };
	settle(j);
	return found;
}

static int32_t
api_wanted(const oct_job *j, uint32_t part)
{
	return part != OCT_DROPPED || !j->undropped;
}

const oct_api job_api = {
	.struct_size = sizeof(oct_api),
	.book = api_book,
	.add_article = api_add_article,
	.part = api_part,
	.add = api_add,
	.add_text = api_add_text,
	.move = api_move,
	.drop = api_drop,
	.set_str = api_set_str,
	.set_int = api_set_int,
	.unset = api_unset,
	.kind = api_kind,
	.parent = api_parent,
	.first = api_first,
	.last = api_last,
	.next = api_next,
	.prev = api_prev,
	.has = api_has,
	.get_str = api_get_str,
	.get_int = api_get_int,
	.text_of = api_text_of,
	.add_field = api_add_field,
	.field = api_field,
	.next_field = api_next_field,
	.add_resource = api_add_resource,
	.add_resource_data = api_add_resource_data,
	.resource = api_resource,
	.set_base = api_set_base,
	.resolve = api_resolve,
	.outline = api_outline,
	.emit = api_emit,
	.options = api_options,
	.opt_str = option_str,
	.opt_int = option_int,
	.opt_nth = option_nth,
	.scratch = api_scratch,
	.report = job_report,
	.fail = api_fail,
	.status = job_status,
	.extension = api_extension,
	.opt_file = api_opt_file,
	.wanted = api_wanted,
};
