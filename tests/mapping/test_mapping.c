/*
 * test_mapping.c -- HTML through the mapping and normalising, compared with
 * the tree that is written below it:
 *
 *	test_mapping CASES.txt ...            compares
 *	test_mapping --accept CASES.txt ...   writes what comes out instead
 *
 * A case is a line "=== name", the HTML of a body, a line "---" and the tree:
 * a block to a line, its children indented, inlines behind it with their
 * contents in parentheses.  Notes and dropped blocks follow, if there are any.
 */
#include <octavo/octavo.h>
#include <octavo/sugar.h>
#include <stdlib.h>

#include "../unit/test.h"
#include "engine.h"
#include "mapping.h"
#include "vocabulary.h"

/*
 * A reader of nothing but the mapping.  Elements with the class "skip" are
 * what an extraction would leave out.
 */
static void
mark_skipped(const struct dom *d, uint8_t *skip)
{
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT))
		skip[n] = dom_has_class(d, n, DOM_HASH("skip"));
}

static oct_status
mapping_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	struct dom_options options = { 0 };
	struct dom *d = dom_parse((const char *)in->data, in->len, &options);
	oct_node *article = a->add_article(j);
	struct map_source source = {
		.api = a, .job = j, .article = article, .dom = d, .url = in->url
	};
	uint8_t *skip = a->scratch(j, d->node_count);
	struct map *m;

	(void)inst;
	source.blank_lines = memmem(in->data, in->len, "<!-- book", 9) != NULL;
	if (memmem(in->data, in->len, "<!-- images=link", 16) != NULL)
		source.images = MAP_IMAGES_LINK;
	if (memmem(in->data, in->len, "<!-- images=drop", 16) != NULL)
		source.images = MAP_IMAGES_DROP;
	mark_skipped(d, skip);
	source.skip = skip;
	m = map_open(&source);
	map_children(m, dom_find(d, DOM_ROOT, DOM_ROOT, DOM_BODY),
	    a->part(article, OCT_BODY));
	map_notes(m);
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT))
		if (skip[n])
			map_dropped(m, n, OCT_REASON_BOILERPLATE, "test");
	for (uint32_t n = 0; (n = map_unsaid(m, n)) != 0;)
		map_dropped_words(m, n, OCT_REASON_MARKUP, "rest");
	dom_free(d);
	return a->status(j);
}

static const oct_format format = {
	.struct_size = sizeof(oct_format),
	.name = "mapping",
	.summary = "the mapping alone",
	.roles = OCT_READS,
	.read = mapping_read,
};

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.test.mapping",
	.version = "1",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &format, NULL },
};

static const oct_plugin *
entry(void)
{
	return &plugin;
}

engine_builtin *const engine_builtins[] = { entry, NULL };

/*
 * The tree as text.
 */
static void
put_props(FILE *out, const oct_api *a, oct_job *j, const oct_node *n)
{
	size_t count;
	const struct vocab_prop *props = vocab_props(&count);
	oct_resource r = { .struct_size = sizeof(r) };

	for (size_t i = 0; i < count; i++) {
		uint32_t p = props[i].prop;

		if (!a->has(n, p) || (p == OCT_P_NOTATION) || (p == OCT_P_MADE))
			continue;
		if (p == OCT_P_RESOURCE &&
		    a->resource(j, (uint32_t)a->get_int(n, p, 0), 0, &r) ==
			OCT_OK)
			fprintf(out, " <%s>", r.url.p);
		else if (vocab_prop_is_int(p))
			fprintf(out, " %s=%lld", props[i].name,
			    (long long)a->get_int(n, p, 0));
		else
			fprintf(
			    out, " %s=%s", props[i].name, a->get_str(n, p).p);
	}
}

static void
put_text(FILE *out, oct_str s)
{
	fputc('"', out);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			fputs("\\n", out);
		else
			fputc(s.p[i], out);
	fputc('"', out);
}

static void
put_start(FILE *out, const oct_api *a, oct_job *j, const oct_node *n, int depth)
{
	if (a->kind(n) & OCT_INLINE)
		fputc(' ', out);
	else
		fprintf(out, "\n%*s", depth * 2, "");
	if (a->kind(n) != OCT_TEXT)
		fputs(vocab_kind_name(a->kind(n)), out);
	put_props(out, a, j, n);
	if (a->has(n, OCT_P_TEXT)) {
		if (a->kind(n) != OCT_TEXT)
			fputc(' ', out);
		put_text(out, a->get_str(n, OCT_P_TEXT));
	}
	if (a->kind(n) & OCT_INLINE && !(a->kind(n) & OCT_LEAF))
		fputc('(', out);
}

/* Everything below a part; its sections leave no trace but their headings. */
static void
put_part(FILE *out, const oct_api *a, oct_job *j, oct_node *part)
{
	struct oct_walk w = oct_walk_start(part);
	int depth = 0;

	while (oct_walk_next(a, &w)) {
		uint32_t kind = a->kind(w.node);

		if (w.node == part || kind == OCT_SECTION)
			continue;
		if (w.enter)
			put_start(out, a, j, w.node, depth);
		else if (kind & OCT_INLINE)
			fputc(')', out);
		if (!(kind & (OCT_INLINE | OCT_LEAF)))
			depth += w.enter ? 1 : -1;
	}
}

static char *
tree_of(oct_engine *engine, const char *html, size_t n)
{
	const oct_api *a = oct_job_api();
	oct_job *j = oct_job_new(engine);
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	oct_node *article;
	oct_message message = { .struct_size = sizeof(message) };

	oct_job_from(j, "mapping");
	oct_job_base_url(j, "https://example.org/a/page.html");
	if (oct_job_read_memory(j, "case.html", html, n) != OCT_OK)
		fputs("\nfailed", out);
	for (size_t i = 0; oct_job_message(j, i, &message); i++)
		if (message.severity > OCT_WARNING)
			fprintf(out, "\n! %s", message.text);
	for (article = a->first(oct_job_book(j)); article != NULL;
	     article = a->next(article)) {
		put_part(out, a, j, a->part(article, OCT_BODY));
		put_part(out, a, j, a->part(article, OCT_NOTES));
		put_part(out, a, j, a->part(article, OCT_DROPPED));
	}
	fclose(out);
	oct_job_free(j);
	return text;
}

/*
 * The cases.
 */
static char *
read_all(const char *file, size_t *n)
{
	FILE *in = fopen(file, "rb");
	char *text = calloc(1, 1 << 20);

	*n = in != NULL ? fread(text, 1, (1 << 20) - 1, in) : 0;
	if (in != NULL)
		fclose(in);
	return text;
}

static void
run_file(oct_engine *engine, const char *file, int accept)
{
	size_t n;
	char *text = read_all(file, &n), *next = text, *html, *want, *got;
	FILE *out = accept ? fopen(file, "wb") : NULL;

	CHECK(n != 0);
	while ((html = strstr(next, "=== ")) != NULL) {
		char *name = html + 4;

		html = strchr(html, '\n') + 1;
		html[-1] = '\0';
		if ((want = strstr(html, "\n---\n")) == NULL)
			break;
		*want = '\0';
		want += 4;
		next = strstr(want, "\n=== ");
		next = next != NULL ? next + 1 : want + strlen(want);
		got = tree_of(engine, html, strlen(html));
		if (out != NULL) {
			fprintf(out, "=== %s\n%s\n---%s\n\n", name, html, got);
		} else {
			size_t m = (size_t)(next - want);

			while (m != 0 && want[m - 1] == '\n')
				m--;
			want[m] = '\0';
			test_mem(file, 0, name, got, strlen(got), want);
		}
		free(got);
		if (*next != '\0')
			next[-1] = '\0';
	}
	if (out != NULL)
		fclose(out);
	free(text);
}

int
main(int argc, char **argv)
{
	int accept = argc > 1 && strcmp(argv[1], "--accept") == 0;
	oct_engine *engine = oct_engine_new();

	for (int i = 1 + accept; i < argc; i++)
		run_file(engine, argv[i], accept);
	oct_engine_free(engine);
	return accept ? 0 : test_done();
}
