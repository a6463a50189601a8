/* pipeline.c: bytes -> reader -> normalising -> edit plug-ins -> writer ->
 * bytes. */
#include "engine.h"
#include "files.h"
#include "job.h"
#include "join.h"
#include "output.h"
#include "pick.h"
#include "resource.h"
#include "settings.h"
#include "url.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MSG_MAX = 1000, PADDING = 8, DIGEST_MAX = 72 };

/* What a format is run for, beside its roles. */
enum { VALIDATES = 8 };

/* --- running a plug-in ---------------------------------------------------- */

static void
fail_loading(oct_job *j, const struct format *f, const char *why)
{
	char msg[MSG_MAX];

	snprintf(msg, sizeof(msg),
	    "the plug-in %s, which \"%s\" needs, was refused: %s",
	    f->plugin->id, f->f.name, why);
	job_fail(j, OCT_EPLUGIN, "plugin.refused", msg);
}

/* The options of the format become the job's. */
static void
set_options(oct_job *j, const struct format *f)
{
	const struct option_setting *wrong;
	char why[OPTION_MSG] = "", msg[MSG_MAX];

	j->options =
	    options_make(&j->arena, f->f.options, j->settings->options, &wrong);
	if (wrong != NULL) {
		option_check(
		    option_find(f->f.options, wrong->name), wrong->value, why);
		snprintf(msg, sizeof(msg),
		    "the option --%s of the format \"%s\" %s, not \"%.200s\"",
		    wrong->name, f->f.name, why, wrong->value);
		job_fail(j, OCT_EOPTION, "option.value", msg);
	} else if (j->options == NULL) {
		job_fail(j, OCT_ENOMEM, "limit.memory", "out of memory");
	}
}

/* A plug-in may return a failure without having said why. */
static void
note_result(oct_job *j, const struct format *f, oct_status status)
{
	char msg[MSG_MAX];

	if (status == OCT_OK || job_status(j) != OCT_OK)
		return;
	snprintf(msg, sizeof(msg), "the format \"%s\" gave up: %s", f->f.name,
	    oct_status_text(status));
	job_fail(j, status, "plugin.failed", msg);
}

static oct_status
run_role(oct_job *j, const struct format *f, uint32_t role, const oct_input *in,
    void *inst)
{
	if (role == OCT_READS && j->settings->scanning)
		return f->f.scan != NULL ? f->f.scan(inst, &job_api, j, in)
					 : OCT_OK;
	if (role == OCT_READS)
		return f->f.read(inst, &job_api, j, in);
	if (role == OCT_EDITS)
		return f->f.edit(inst, &job_api, j);
	if (role == VALIDATES)
		return f->f.validate(inst, &job_api, j, in);
	return f->f.write(inst, &job_api, j);
}

/* Loads, opens, runs in one of its roles and closes. */
static void
run_format(
    oct_job *j, const struct format *f, uint32_t role, const oct_input *in)
{
	const char *why = registry_need(j->settings->registry, f->plugin);
	void *inst = NULL;
	oct_job *outer;
	oct_status status;

	if (why != NULL) {
		fail_loading(j, f, why);
		return;
	}
	set_options(j, f);
	if (j->status != OCT_OK)
		return;
	outer = job_run(j);
	if (f->f.open == NULL ||
	    (status = f->f.open(&job_api, j->options, &inst)) == OCT_OK) {
		status = run_role(j, f, role, in, inst);
		if (f->f.close != NULL)
			f->f.close(inst);
	}
	note_result(j, f, status);
	job_run(outer);
}

/* Normalises the articles after `last` (all of them for NULL) and proves that
 * it worked: no writer may ever meet a broken tree. */
static void
normalise_after(oct_job *j, const oct_node *last)
{
	oct_node *a = last != NULL ? last->next : j->book->first;
	const char *broken;
	char msg[MSG_MAX];

	for (; a != NULL && j->status == OCT_OK; a = a->next) {
		if (a->kind != OCT_ARTICLE)
			continue;
		normalise_article(j, a);
		if (job_status(j) != OCT_OK)
			return;
		if ((broken = check_article(j, a)) == NULL)
			continue;
		snprintf(msg, sizeof(msg),
		    "the article is not what writers may rely on: %s", broken);
		job_fail(j, OCT_EBUG, "model.broken", msg);
	}
}

/* --- reading -------------------------------------------------------------- */

static void
note_refused(void *job, const struct format *f, const char *why)
{
	char msg[MSG_MAX];

	snprintf(msg, sizeof(msg),
	    "the plug-in %s was refused (%s); the format was decided without "
	    "\"%s\"",
	    f->plugin->id, why, f->f.name);
	job_report(job, OCT_WARNING, "plugin.refused", 0, 0, msg);
}

static void
fail_unknown(oct_job *j)
{
	const struct registry *r = j->settings->registry;
	struct buf b = { 0 };
	const char *sep = "";

	buf_puts(&b, "not a format any reader knows; tried ");
	for (size_t i = 0; i < r->n_formats; i++)
		if (r->formats[i]->f.roles & OCT_READS) {
			buf_putf(&b, "%s%s", sep, r->formats[i]->f.name);
			sep = ", ";
		}
	if (sep[0] == '\0')
		buf_puts(&b, "none: there is no plug-in that reads");
	job_fail(j, OCT_EFORMAT, "input.unknown",
	    b.status == OCT_OK ? b.p : "not a format any reader knows");
	buf_free(&b);
}

static const struct format *
choose_reader(oct_job *j, const char *name, const uint8_t *data, size_t n)
{
	const struct job_settings *s = j->settings;
	const struct format *f = s->reader;

	if (f == NULL)
		f = pick_reader(s->registry, data, n, name,
		    s->media_type != NULL ? s->media_type : "", s->family,
		    note_refused, j);
	if (f == NULL && s->family != NULL)
		f = pick_by_family(s->registry, s->family);
	if (f == NULL)
		fail_unknown(j);
	return f;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

static void
set_str(oct_job *j, oct_node *n, uint32_t prop, const char *s)
{
	oct_str clean;

	if (n == NULL || s == NULL || *s == '\0')
		return;
	clean = node_clean(j, s, strlen(s));
	if (j->arena.status == OCT_OK)
		node_set_str(j, n, prop, clean.p, clean.n);
}

/* Where the article came from.  A reader may know the address (a page that
 * says where it was saved from), and one of XML that was an article before
 * knows all of it. */
static void
add_source(oct_job *j, oct_node *article, const oct_input *in,
    const struct format *f, const char *digest)
{
	const char *url = j->settings->base_url, *type = in->media_type.p;
	oct_node *source = field_first(article, OCT_M_SOURCE);

	if (source == NULL) {
		const char *text = url != NULL ? url : base_name(in->name.p);

		source = field_add(
		    j, article, OCT_M_SOURCE, text, strlen(text), "input", 100);
		if (source == NULL)
			return; /* out of memory, or of fields */
	}
	if (node_prop(article, OCT_P_READER) == NULL &&
	    node_prop(source, OCT_P_DIGEST) == NULL) {
		if (*type == '\0' && f->f.media_types != NULL &&
		    f->f.media_types[0] != NULL)
			type = f->f.media_types[0];
		set_str(j, source, OCT_P_MEDIA_TYPE, type);
		set_str(j, source, OCT_P_DIGEST, digest);
	}
	set_str(j, source, OCT_P_HREF, url);
	set_str(j, source, OCT_P_CAPTURED, j->settings->capture_date);
}

/* How the article was made: nothing that differs from run to run. */
static void
add_conversion(oct_job *j, oct_node *article, const struct format *f)
{
	oct_str shown;
	char tool[40];

	if (node_prop(article, OCT_P_READER) != NULL ||
	    node_prop(article, OCT_P_TOOL) != NULL)
		return;
	set_str(j, article, OCT_P_READER, f->f.name);
	snprintf(tool, sizeof(tool), "octavo %s", oct_version());
	set_str(j, article, OCT_P_TOOL, tool);
	shown = settings_show(j, f->f.options);
	if (shown.n != 0)
		node_set_str(j, article, OCT_P_OPTIONS, shown.p, shown.n);
}

static void
make_digest(const uint8_t *data, size_t n, char digest[DIGEST_MAX])
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;
	size_t i;

	sha256_init(&sha);
	sha256_update(&sha, n, data);
	sha256_digest(&sha, sizeof(sum), sum);
	digest += sprintf(digest, "sha256:");
	for (i = 0; i < sizeof(sum); i++)
		digest += sprintf(digest, "%02x", sum[i]);
}

/* Keeps in mind where the article came from. */
static void
note_input(oct_job *j, const oct_node *article)
{
	struct article_input *i = arena_alloc(&j->arena, sizeof(*i));

	if (i == NULL)
		return;
	i->article = article;
	i->name = j->input;
	i->next = j->settings->inputs;
	j->settings->inputs = i;
}

/* The articles after `last` get what the host knows of them. */
static void
finish_articles(oct_job *j, const oct_node *last, const oct_input *in,
    const struct format *f)
{
	const oct_node *a = last != NULL ? last->next : j->book->first;
	char digest[DIGEST_MAX];

	while (a != NULL && a->kind != OCT_ARTICLE)
		a = a->next;
	if (a == NULL) {
		job_fail(j, OCT_ENOARTICLE, "input.noarticle",
		    "no article was found in it; nothing was taken");
		return;
	}
	make_digest(in->data, in->len, digest);
	for (; a != NULL && job_status(j) == OCT_OK; a = a->next) {
		note_input(j, a);
		add_source(j, (oct_node *)a, in, f, digest);
		add_conversion(j, (oct_node *)a, f);
	}
	normalise_after(j, last);
}

/* A failed input leaves no article behind. */
static void
drop_after(oct_job *j, const oct_node *last)
{
	while (j->book->last != NULL && j->book->last != last)
		node_unlink(j->book->last);
}

static oct_str
str_of(const char *s)
{
	return (oct_str){ s != NULL ? s : "", s != NULL ? strlen(s) : 0 };
}

/* Reads an input that is in memory, PADDING zeros behind it. */
static oct_status
read_padded(oct_job *j, const char *name, const uint8_t *data, size_t n)
{
	const struct job_settings *s = j->settings;
	const oct_node *last = j->book->last;
	const struct format *f;
	oct_input in = {
		.struct_size = sizeof(in),
		.data = data,
		.len = n,
		.name = str_of(name),
		.url = str_of(s->base_url),
		.media_type = str_of(s->media_type),
		.charset = str_of(s->charset),
		.quick = s->scanning && s->quick,
	};

	if ((f = choose_reader(j, name, data, n)) != NULL) {
		j->settings->last_reader = f->f.name;
		run_format(j, f, OCT_READS, &in);
		if (j->settings->scanning)
			return job_status(j);
		if (job_status(j) == OCT_OK)
			finish_articles(j, last, &in, f);
	}
	if (job_end(j) != OCT_OK)
		drop_after(j, last);
	return j->status;
}

/* Begins the reading of an input: names and links are its own from here. */
static bool
begin_input(oct_job *j, const char *name, const char *folder)
{
	const char *kept;

	job_begin(j, PHASE_READ);
	kept = arena_copy(&j->arena, name, strlen(name));
	j->input = kept != NULL ? kept : "";
	resource_set_folder(j, folder);
	url_set_base(j, "", 0);
	return job_status(j) == OCT_OK;
}

static void
fail_input(oct_job *j, oct_status status, int error)
{
	char msg[MSG_MAX];

	if (status == OCT_EIO && error == EISDIR)
		snprintf(msg, sizeof(msg),
		    "it is a folder; -O converts what is in a folder");
	else if (status == OCT_EIO)
		snprintf(
		    msg, sizeof(msg), "it can't be read: %s", strerror(error));
	else if (status == OCT_ELIMIT)
		snprintf(msg, sizeof(msg),
		    "it is larger than the limit of %llu bytes for an input; "
		    "it was not read",
		    (unsigned long long)j->limits[OCT_LIMIT_INPUT]);
	else
		snprintf(msg, sizeof(msg), "out of memory while reading it");
	job_fail(j, status, "input.read", msg);
}

static oct_status
read_buffer(oct_job *j, const char *name, struct buf *b)
{
	static const char zeros[PADDING];
	size_t n = b->n;

	if (n == 0)
		job_fail(j, OCT_EFORMAT, "input.empty", "it is empty");
	b->limit = 0;
	buf_put(b, zeros, sizeof(zeros));
	if (b->status != OCT_OK)
		fail_input(j, b->status, 0);
	if (j->status != OCT_OK)
		return job_end(j);
	return read_padded(j, name, (const uint8_t *)b->p, n);
}

static char *
folder_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(file, slash != file ? (size_t)(slash - file) : 1);
}

oct_status
oct_job_read_file(oct_job *j, const char *file)
{
	char *folder = folder_of(file);
	struct buf b = { .limit = j->limits[OCT_LIMIT_INPUT] };
	oct_status status = OCT_ENOMEM;

	if (folder != NULL && begin_input(j, file, folder)) {
		status = job_read(j, OCT_FILE_INPUT, file, &b);
		if (status != OCT_OK) {
			if (status != OCT_ECANCELLED)
				fail_input(j, status, errno);
			status = job_end(j);
		} else {
			status = read_buffer(j, file, &b);
		}
	} else if (folder != NULL) {
		status = job_end(j);
	}
	j->input = "";
	buf_free(&b);
	free(folder);
	return status;
}

oct_status
oct_job_scan_file(oct_job *j, const char *file, int32_t quick, oct_page *page)
{
	const oct_node *last = j->book->last;
	oct_status status;

	memset(page, 0, sizeof(*page));
	j->settings->scanning = true;
	j->settings->quick = quick != 0;
	status = oct_job_read_file(j, file);
	j->settings->scanning = false;
	if (status == OCT_OK) {
		if (j->book->last != last &&
		    j->book->last->kind == OCT_ARTICLE) {
			fields_decide(j, j->book->last);
			join_page(j, j->book->last, file, page);
			page->looked = !quick || page->title != 0;
		} else {
			join_file(file, page);
		}
		status = job_end(j);
	}
	drop_after(j, last);
	return status;
}

oct_status
oct_job_read_memory(oct_job *j, const char *name, const void *data, size_t len)
{
	struct buf b = { .limit = j->limits[OCT_LIMIT_INPUT] };
	oct_status status;

	if (begin_input(j, name, NULL)) {
		buf_put(&b, data, len);
		if (b.status != OCT_OK)
			fail_input(j, b.status, 0);
	}
	status =
	    job_status(j) == OCT_OK ? read_buffer(j, name, &b) : job_end(j);
	j->input = "";
	buf_free(&b);
	return status;
}

/* --- writing -------------------------------------------------------------- */

/* The edit plug-ins see the book once all is read; what they leave is
 * normalised again. */
static oct_status
run_edits(oct_job *j)
{
	struct job_settings *s = j->settings;

	if (s->edits == NULL || s->edited == j->book->last)
		return OCT_OK;
	job_begin(j, PHASE_READ);
	for (struct edit_step *e = s->edits;
	     e != NULL && job_status(j) == OCT_OK; e = e->next)
		run_format(j, e->format, OCT_EDITS, NULL);
	normalise_after(j, NULL);
	s->edited = j->book->last;
	return job_end(j);
}

static bool
has_article(const oct_job *j)
{
	return j->book->last != NULL && j->book->last->kind == OCT_ARTICLE;
}

static void
run_writer(oct_job *j, const char *format)
{
	const struct registry *r = j->settings->registry;
	const struct format *f = registry_find(r, format, OCT_WRITES);
	char msg[MSG_MAX];

	if (f == NULL) {
		snprintf(msg, sizeof(msg), "there is no writer for \"%.100s\"",
		    format);
		job_fail(j, OCT_EUNSUPPORTED, "format.unknown", msg);
	} else if (!has_article(j)) {
		job_fail(j, OCT_ENOARTICLE, "output.empty",
		    "there is no article to write");
	} else {
		settings_apply_metadata(j);
		run_format(j, f, OCT_WRITES, NULL);
	}
}

oct_status
oct_job_write_memory(
    oct_job *j, const char *format, const uint8_t **data, size_t *len)
{
	oct_status status = run_edits(j);

	*data = NULL;
	*len = 0;
	if (status != OCT_OK)
		return status;
	job_begin(j, PHASE_WRITE);
	buf_clear(&j->out);
	j->out.limit = j->limits[OCT_LIMIT_OUTPUT];
	run_writer(j, format);
	if ((status = job_end(j)) == OCT_OK) {
		*data = (const uint8_t *)(j->out.p != NULL ? j->out.p : "");
		*len = j->out.n;
	}
	return status;
}

oct_status
oct_job_save(oct_job *j, const char *file)
{
	char msg[MSG_MAX];

	if (output_save(file, j->out.p != NULL ? j->out.p : "", j->out.n))
		return OCT_OK;
	snprintf(msg, sizeof(msg),
	    "\"%.500s\" can't be written: %s; what was there is as it was",
	    file, strerror(errno));
	job_fail(j, OCT_EIO, "output.write", msg);
	return j->status;
}

oct_status
oct_job_write_file(oct_job *j, const char *format, const char *file)
{
	const uint8_t *data;
	size_t n;
	oct_status status = oct_job_write_memory(j, format, &data, &n);

	return status == OCT_OK ? oct_job_save(j, file) : status;
}

/* --- validating ----------------------------------------------------------- */

static void
run_check(
    oct_job *j, const char *format, const char *name, struct buf *b, size_t n)
{
	const struct format *f =
	    registry_find(j->settings->registry, format, 0);
	oct_input in = {
		.struct_size = sizeof(in),
		.data = (const uint8_t *)b->p,
		.len = n,
		.name = str_of(name),
		.url = str_of(""),
		.media_type = str_of(""),
		.charset = str_of(""),
	};
	const char *why;
	char msg[MSG_MAX];

	if (f == NULL) {
		snprintf(
		    msg, sizeof(msg), "there is no format \"%.100s\"", format);
		job_fail(j, OCT_EUNSUPPORTED, "format.unknown", msg);
	} else if ((why = registry_need(j->settings->registry, f->plugin)) !=
	    NULL) {
		fail_loading(j, f, why);
	} else if (f->f.validate != NULL) {
		run_format(j, f, VALIDATES, &in);
	}
}

oct_status
oct_job_validate(oct_job *j, const char *format, const char *name,
    const void *data, size_t len)
{
	static const char zeros[PADDING];
	struct buf b = { 0 };
	const char *before = j->input, *kept;
	oct_status status;

	job_begin(j, PHASE_WRITE);
	kept = arena_copy(&j->arena, name, strlen(name));
	j->input = kept != NULL ? kept : "";
	buf_reserve(&b, len + PADDING);
	buf_put(&b, data, len);
	buf_put(&b, zeros, sizeof(zeros));
	if (b.status != OCT_OK)
		job_fail(j, b.status, "limit.memory",
		    "out of memory while checking it");
	else if (job_status(j) == OCT_OK)
		run_check(j, format, name, &b, len);
	status = job_end(j);
	j->input = before;
	buf_free(&b);
	return status;
}
