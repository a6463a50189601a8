/* settings.c: the part of octavo.h that tells a job what to do. */
#include "settings.h"

#include "engine.h"
#include "files.h"
#include "nearest.h"
#include "pick.h"
#include "resource.h"
#include "schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MSG_MAX = 1000 };

static const char *
keep(oct_job *j, const char *s)
{
	return s != NULL ? arena_copy(&j->arena, s, strlen(s)) : NULL;
}

static oct_status
refuse(oct_job *j, const char *code, const char *msg)
{
	job_report(j, OCT_ERROR, code, 0, 0, msg);
	return OCT_EOPTION;
}

static oct_status
refuse_unknown(oct_job *j, const char *name)
{
	struct registry *r = j->settings->registry;
	struct nearest near = { .word = name };
	char msg[MSG_MAX];

	for (size_t i = 0; i < r->n_formats; i++)
		for (const oct_option *o = r->formats[i]->f.options;
		     o != NULL && o->name != NULL; o++)
			nearest_offer(&near, o->name);
	snprintf(msg, sizeof(msg), "no format takes an option \"%.100s\"%s%s%s",
	    name, near.best != NULL ? "; the nearest is \"" : "",
	    near.best != NULL ? near.best : "", near.best != NULL ? "\"" : "");
	return refuse(j, "option.unknown", msg);
}

/* Fits the value one of the formats that take the option?  *o gets the first
 * declaration that it fits, or else the last that there is. */
static bool
find_option(oct_job *j, const char *name, const char *value,
    const oct_option **o, char *why)
{
	struct registry *r = j->settings->registry;
	const oct_option *found;

	*o = NULL;
	for (size_t i = 0; i < r->n_formats; i++) {
		found = option_find(r->formats[i]->f.options, name);
		if (found == NULL)
			continue;
		*o = found;
		if (option_check(found, value, why))
			return true;
	}
	return false;
}

/* Reads the file that an OCT_OPT_FILE names. */
static oct_status
read_value(oct_job *j, struct option_setting *s)
{
	struct buf b = { .limit = j->limits[OCT_LIMIT_RESOURCE] };
	oct_status status = job_read(j, OCT_FILE_OPTION, s->value, &b);
	char msg[MSG_MAX];

	if (status != OCT_OK) {
		snprintf(msg, sizeof(msg),
		    "\"%.500s\", which option --%s names, can't be read: %s",
		    s->value, s->name,
		    status == OCT_EIO ? strerror(errno)
				      : oct_status_text(status));
		job_report(j, OCT_ERROR, "option.file", 0, 0, msg);
	} else {
		s->bytes = arena_copy(&j->arena, b.p != NULL ? b.p : "", b.n);
		s->len = b.n;
		if (s->bytes == NULL)
			status = j->arena.status;
	}
	buf_free(&b);
	return status;
}

/* Replaces the value given before, or adds one more. */
static void
link_setting(oct_job *j, struct option_setting *s, bool many)
{
	struct option_setting **at = &j->settings->options;

	while (*at != NULL && (many || strcmp((*at)->name, s->name) != 0))
		at = &(*at)->next;
	if (*at != NULL)
		s->next = (*at)->next;
	*at = s;
}

static bool
is_readable(oct_job *j, const char *file)
{
	int fd;

	if (j->files.open == NULL)
		return access(file, R_OK) == 0;
	fd = job_open(j, OCT_FILE_OPTION, NULL, file);
	return fd >= 0 && close(fd) == 0;
}

oct_status
oct_job_set(oct_job *j, const char *name, const char *value)
{
	struct option_setting *s;
	const oct_option *o;
	char why[OPTION_MSG], msg[MSG_MAX];
	oct_status status;

	if (!find_option(j, name, value, &o, why)) {
		if (o == NULL)
			return refuse_unknown(j, name);
		snprintf(msg, sizeof(msg), "the option --%s %s, not \"%.200s\"",
		    name, why, value);
		return refuse(j, "option.value", msg);
	}
	if ((s = arena_alloc(&j->arena, sizeof(*s))) == NULL)
		return OCT_ENOMEM;
	s->name = o->name;
	s->value = keep(j, value);
	if (s->value == NULL)
		return OCT_ENOMEM;
	if ((o->flags & OCT_OPT_FILE) && (status = read_value(j, s)) != OCT_OK)
		return status;
	if ((o->flags & OCT_OPT_FOLDER) && !is_readable(j, value)) {
		snprintf(msg, sizeof(msg),
		    "\"%.500s\", which option --%s names, can't be read: %s",
		    value, name, strerror(errno));
		return refuse(j, "option.file", msg);
	}
	link_setting(j, s, (o->flags & OCT_OPT_MANY) != 0);
	return OCT_OK;
}

uint32_t
settings_key(oct_job *j, const char *key)
{
	struct nearest near = { .word = key };
	uint32_t number = schema_key(key);
	char msg[MSG_MAX];

	if (number != 0)
		return number;
	for (uint32_t k = 1; schema_key_name(k) != NULL; k++)
		nearest_offer(&near, schema_key_name(k));
	snprintf(msg, sizeof(msg), "there is no metadata key \"%.100s\"%s%s%s",
	    key, near.best != NULL ? "; the nearest is \"" : "",
	    near.best != NULL ? near.best : "", near.best != NULL ? "\"" : "");
	refuse(j, "option.metadata", msg);
	return 0;
}

oct_status
oct_job_metadata(oct_job *j, const char *key, const char *value)
{
	struct metadata_setting *m, **at = &j->settings->metadata;
	uint32_t number = settings_key(j, key);

	if (number == 0)
		return OCT_EOPTION;
	if ((m = arena_alloc(&j->arena, sizeof(*m))) == NULL ||
	    (m->value = keep(j, value)) == NULL)
		return OCT_ENOMEM;
	m->key = number;
	/* of a key that holds one value the last one given counts */
	while (*at != NULL && (schema_key_many(number) || (*at)->key != number))
		at = &(*at)->next;
	if (*at != NULL)
		m->next = (*at)->next;
	*at = m;
	return OCT_OK;
}

void
settings_apply_metadata(oct_job *j)
{
	oct_node *owner = j->book, *first, *meta, *f;
	struct metadata_setting *m;

	first = owner->first != NULL ? owner->first->next : NULL;
	if (first != NULL && first->next == NULL)
		owner = first;
	meta = node_part(owner, OCT_META);
	first = meta->first;
	j->fields = 0;
	for (m = j->settings->metadata; m != NULL; m = m->next) {
		if (m->owner == owner)
			continue;
		f = field_add(
		    j, owner, m->key, m->value, strlen(m->value), "user", 100);
		/* In front: of fields of equal weight the earliest wins. */
		if (f != NULL && first != NULL)
			node_link(f, meta, first);
		m->owner = owner;
	}
	fields_decide(j, owner);
}

/* The settings of the schema in order of names; those of one name as given. */
static size_t
sort_settings(const oct_option *schema, const struct option_setting *s,
    const struct option_setting **list)
{
	size_t n = 0, i;

	for (; s != NULL; s = s->next) {
		const oct_option *o = option_find(schema, s->name);

		if (o == NULL || o->flags & OCT_OPT_ASIDE)
			continue;
		for (i = n++; i > 0 && strcmp(list[i - 1]->name, s->name) > 0;
		     i--)
			list[i] = list[i - 1];
		list[i] = s;
	}
	return n;
}

oct_str
settings_show(oct_job *j, const oct_option *schema)
{
	const struct option_setting **list, *s = j->settings->options;
	struct buf b = { 0 };
	size_t n = 0;
	oct_str shown = { "", 0 };

	for (; s != NULL; s = s->next)
		n++;
	list = arena_alloc(
	    &j->arena, (n + 1) * sizeof(const struct option_setting *));
	if (list == NULL)
		return shown;
	n = sort_settings(schema, j->settings->options, list);
	for (size_t i = 0; i < n; i++)
		buf_putf(&b, "%s%s=%s", i != 0 ? " " : "", list[i]->name,
		    list[i]->value);
	if (b.status != OCT_OK)
		job_fail(j, b.status, "limit.memory", "out of memory");
	else if (b.n != 0)
		shown = node_clean(j, b.p, b.n);
	buf_free(&b);
	return shown;
}

void
oct_job_base_url(oct_job *j, const char *url)
{
	j->settings->base_url = keep(j, url);
}

void
oct_job_capture_date(oct_job *j, const char *date)
{
	j->settings->capture_date = keep(j, date);
}

void
oct_job_charset(oct_job *j, const char *label)
{
	j->settings->charset = keep(j, label);
}

void
oct_job_media_type(oct_job *j, const char *type)
{
	j->settings->media_type = keep(j, type);
}

oct_status
oct_job_resource_path(oct_job *j, const char *folder)
{
	resource_add_folder(j, folder);
	return j->arena.status;
}

/* The format by name; a message if there is none. */
static const struct format *
find_format(oct_job *j, const char *name, uint32_t role, const char *what)
{
	struct registry *r = j->settings->registry;
	const struct format *f = registry_find(r, name, role);
	struct nearest near = { .word = name };
	char msg[MSG_MAX];

	if (f != NULL)
		return f;
	for (size_t i = 0; i < r->n_formats; i++)
		if (r->formats[i]->f.roles & role)
			nearest_offer(&near, r->formats[i]->f.name);
	snprintf(msg, sizeof(msg), "there is no %s for \"%.100s\"%s%s%s", what,
	    name, near.best != NULL ? "; the nearest is \"" : "",
	    near.best != NULL ? near.best : "", near.best != NULL ? "\"" : "");
	job_report(j, OCT_ERROR, "format.unknown", 0, 0, msg);
	return NULL;
}

oct_status
oct_job_from(oct_job *j, const char *format)
{
	struct registry *r = j->settings->registry;
	const struct format *f = NULL;
	const char *family = NULL;

	if (format != NULL && registry_find(r, format, OCT_READS) == NULL &&
	    pick_by_family(r, format) != NULL)
		family = arena_copy(&j->arena, format, strlen(format));
	else if (format != NULL &&
	    (f = find_format(j, format, OCT_READS, "reader")) == NULL)
		return OCT_EUNSUPPORTED;
	j->settings->reader = f;
	j->settings->family = family;
	return OCT_OK;
}

oct_status
oct_job_edit(oct_job *j, const char *format)
{
	const struct format *f =
	    find_format(j, format, OCT_EDITS, "edit plug-in");
	struct edit_step *e, **at = &j->settings->edits;

	if (f == NULL)
		return OCT_EUNSUPPORTED;
	if ((e = arena_alloc(&j->arena, sizeof(*e))) == NULL)
		return OCT_ENOMEM;
	e->format = f;
	while (*at != NULL)
		at = &(*at)->next;
	*at = e;
	return OCT_OK;
}
