#include "report.h"

#include "message.h"
#include "report_page.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct line {
	struct line *next;
	size_t item;
	json_t *o;
};

struct report {
	const struct args *args;
	const struct items *items;
	FILE *file; /* of --report; or NULL */
	struct report_page *page; /* of --report-html; or NULL */
	struct line *first, **last;
};

struct report *
report_new(const struct args *a, const struct items *items)
{
	struct report *r;

	if (a->report == NULL && a->report_html == NULL)
		return NULL;
	r = xcalloc(1, sizeof(*r));
	r->args = a;
	r->items = items;
	r->last = &r->first;
	if (a->report_html != NULL)
		r->page = report_page_new(a);
	if (a->report != NULL && (r->file = fopen(a->report, "we")) == NULL)
		die(EXIT_IO, "%s: can't write the report: %s", a->report,
		    strerror(errno));
	return r;
}

/* The class of what came of it. */
static const char *
class_of(oct_status status)
{
	switch (status) {
	case OCT_OK: return "converted";
	case OCT_EIO: return "unreadable";
	case OCT_EFORMAT:
	case OCT_EUNSUPPORTED: return "format";
	case OCT_ELIMIT: return "limit";
	case OCT_ENOARTICLE: return "no-article";
	case OCT_EINVALID: return "invalid";
	case OCT_ENOMEM: return "memory";
	default: return "fault";
	}
}

/* A file's name need not be UTF-8. */
static json_t *
name_of(const char *file)
{
	json_t *s = json_string(file);
	char *plain;

	if (s != NULL)
		return s;
	plain = xstrndup(file, strlen(file));
	for (char *p = plain; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			*p = '?';
	s = json_string(plain);
	free(plain);
	return s;
}

static void
add(struct report *r, size_t item, json_t *o)
{
	struct line *l = xcalloc(1, sizeof(*l));

	if (o == NULL)
		die(EXIT_IO, "out of memory");
	l->item = item;
	l->o = o;
	*r->last = l;
	r->last = &l->next;
}

static json_t *
begin(const struct report *r, size_t item, const char *status)
{
	return json_pack("{s:o, s:s}", "input",
	    name_of(r->items->list[item].input), "status", status);
}

/* The other pages of the article. */
static void
add_joined(struct report *r, size_t item)
{
	const struct item *list = r->items->list;
	json_t *o;

	for (size_t i = list[item].next; i != NO_ITEM; i = list[i].next) {
		o = begin(r, i, "joined");
		json_object_set_new(o, "into", name_of(list[item].input));
		add(r, i, o);
	}
}

static json_t *
outputs_of(
    const struct report *r, const struct task *t, const struct wire_result *w)
{
	static const char digits[] = "0123456789abcdef";
	json_t *all = json_array(), *o;
	char hex[65], *file;

	for (size_t i = 0; i < r->args->nformats; i++) {
		if (!(t->outputs & 1u << i))
			continue;
		for (size_t k = 0; k < 32; k++) {
			hex[2 * k] = digits[w->digests[i][k] >> 4];
			hex[2 * k + 1] = digits[w->digests[i][k] & 15];
		}
		hex[64] = '\0';
		file = item_file(r->args, t->name, r->args->formats[i]);
		o = json_pack("{s:o, s:I, s:s}", "file", name_of(file), "bytes",
		    (json_int_t)w->size[i], "sha256", hex);
		json_array_append_new(all, o);
		free(file);
	}
	return all;
}

void
report_result(struct report *r, const struct task *t, oct_status status,
    const struct wire_result *w)
{
	static const char *const severities[] = { "notes", "warnings", "losses",
		"errors" };
	json_t *o, *counts;

	if (r == NULL)
		return;
	counts = json_object();
	o = begin(r, t->item, class_of(status));
	if (w->code_of_error[0] != '\0')
		json_object_set_new(o, "code", name_of(w->code_of_error));
	if (w->error[0] != '\0')
		json_object_set_new(o, "reason", name_of(w->error));
	if (w->facts.host[0] != '\0')
		json_object_set_new(o, "host", name_of(w->facts.host));
	json_object_set_new(o, "bytes", json_integer((json_int_t)w->input));
	if (w->digest[0] != '\0')
		json_object_set_new(o, "digest", name_of(w->digest));
	if (status == OCT_OK)
		json_object_set_new(o, "outputs", outputs_of(r, t, w));
	if (w->confidence >= 0)
		json_object_set_new(
		    o, "confidence", json_real(w->confidence / 1000.0));
	for (int i = 0; i < 4; i++)
		json_object_set_new(
		    counts, severities[i], json_integer(w->counts[i]));
	if (r->items->facts != NULL && r->items->facts[t->item].twin != NULL)
		json_object_set_new(
		    o, "of", name_of(r->items->facts[t->item].twin));
	json_object_set_new(o, "messages", counts);
	json_object_set_new(o, "seconds", json_real((double)w->time / 1e9));
	json_object_set_new(
	    o, "processor-seconds", json_real((double)w->processor / 1e9));
	json_object_set_new(o, "memory", json_integer((json_int_t)w->memory));
	add(r, t->item, o);
	add_joined(r, t->item);
}

void
report_lost(
    struct report *r, const struct task *t, oct_status status, const char *why)
{
	json_t *o;

	if (r == NULL)
		return;
	o = begin(r, t->item, class_of(status));
	json_object_set_new(o, "reason", json_string(why));
	add(r, t->item, o);
}

void
report_known(struct report *r, size_t item, const char *reason)
{
	json_t *o;

	if (r == NULL)
		return;
	o = begin(r, item, reason != NULL ? "failed-before" : "unchanged");
	if (reason != NULL)
		json_object_set_new(o, "reason", name_of(reason));
	add(r, item, o);
	add_joined(r, item);
}

void
report_twin(struct report *r, size_t item, const char *twin)
{
	json_t *o;

	if (r == NULL)
		return;
	o = begin(r, item, "duplicate");
	json_object_set_new(o, "of", name_of(twin));
	add(r, item, o);
	add_joined(r, item);
}

static void
write_line(struct report *r, const json_t *o)
{
	if (r->page != NULL)
		report_page_add(r->page, o);
	if (r->file == NULL)
		return;
	json_dumpf(o, r->file, JSON_COMPACT | JSON_REAL_PRECISION(6));
	fputc('\n', r->file);
}

void
report_flush(struct report *r)
{
	struct line *l;

	if (r == NULL)
		return;
	while ((l = r->first) != NULL) {
		r->first = l->next;
		if (r->items->list[l->item].failed &&
		    json_object_get(l->o, "outputs") != NULL) {
			json_object_del(l->o, "outputs");
			json_object_set_new(
			    l->o, "status", json_string("unwritten"));
		}
		write_line(r, l->o);
		json_decref(l->o);
		free(l);
	}
	r->last = &r->first;
	if (r->file != NULL)
		fflush(r->file);
}

bool
report_free(struct report *r)
{
	bool ok = true;

	if (r == NULL)
		return true;
	report_flush(r);
	if (r->file != NULL) {
		ok = !ferror(r->file);
		ok = fclose(r->file) == 0 && ok;
		if (!ok)
			complain("%s: the report can't be written whole",
			    r->args->report);
	}
	if (r->page != NULL)
		ok = report_page_free(r->page) && ok;
	free(r);
	return ok;
}
