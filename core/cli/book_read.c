/* book_read.c: a book's description from YAML: one table of keys for the book,
 * one for its parts, one for its inputs. */
#include "book_read.h"

#include "data_file.h"
#include "message.h"
#include "nearest.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS_MAX = 20000, NODES_MAX = 200000 };

static const struct key book_keys[] = {
	{ "title", KIND_TEXT, "title" },
	{ "subtitle", KIND_TEXT, "subtitle" },
	{ "creators", KIND_PEOPLE, "author" },
	{ "author", KIND_PEOPLE, "author" },
	{ "contributors", KIND_PEOPLE, "contributor" },
	{ "series", KIND_SERIES, "series" },
	{ "isbn", KIND_ISBN, "identifier" },
	{ "identifiers", KIND_TEXTS, "identifier" },
	{ "publisher", KIND_TEXT, "publisher" },
	{ "date", KIND_TEXT, "published" },
	{ "language", KIND_TEXT, "language" },
	{ "direction", KIND_TEXT, "direction" },
	{ "description", KIND_TEXT, "description" },
	{ "subjects", KIND_TEXTS, "keyword" },
	{ "rights", KIND_TEXT, "rights" },
	{ "licence", KIND_LICENCE, "licence" },
	{ "cover", KIND_FILE, "epub-cover-image" },
	{ "css", KIND_FILE, "css" },
	{ "fonts", KIND_FILE, "epub-embed-font" },
	{ "style", KIND_OPTION, "epub-style" },
	{ "sort", KIND_OPTION, "sort" },
	{ "group-by", KIND_OPTION, "group-by" },
	{ "options", KIND_OPTIONS, NULL },
	{ "inputs", KIND_INPUTS, NULL },
	{ "parts", KIND_PARTS, NULL },
	{ NULL, KIND_TEXT, NULL },
};
static const struct key part_keys[] = {
	{ "title", KIND_PART_TITLE, NULL },
	{ "inputs", KIND_INPUTS, NULL },
	{ NULL, KIND_TEXT, NULL },
};
static const struct key input_keys[] = {
	{ "file", KIND_PATTERN, NULL },
	{ "title", KIND_TEXT, "title" },
	{ "subtitle", KIND_TEXT, "subtitle" },
	{ "author", KIND_PEOPLE, "author" },
	{ "contributors", KIND_PEOPLE, "contributor" },
	{ "date", KIND_TEXT, "published" },
	{ "modified", KIND_TEXT, "modified" },
	{ "section", KIND_TEXT, "section" },
	{ "publisher", KIND_TEXT, "publisher" },
	{ "language", KIND_TEXT, "language" },
	{ "direction", KIND_TEXT, "direction" },
	{ "description", KIND_TEXT, "description" },
	{ "rights", KIND_TEXT, "rights" },
	{ "licence", KIND_LICENCE, "licence" },
	{ "url", KIND_TEXT, "canonical" },
	{ "exclude-sections", KIND_HEADINGS, NULL },
	{ NULL, KIND_TEXT, NULL },
};

size_t
book_line(const yaml_node_t *n)
{
	return n->start_mark.line + 1;
}

const yaml_node_t *
book_node(struct reader *r, int id)
{
	const yaml_node_t *n = yaml_document_get_node(&r->doc, id);

	if (n == NULL || r->left-- == 0)
		die(EXIT_OPTION, "%s: the description is too large", r->file);
	return n;
}

const char *
book_text(struct reader *r, const yaml_node_t *n, const char *key)
{
	const char *s = (const char *)n->data.scalar.value;

	if (n->type != YAML_SCALAR_NODE)
		die(EXIT_OPTION, "%s:%zu: \"%s\" takes a text here", r->file,
		    book_line(n), key);
	if (n->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	    (strcmp(s, "null") == 0 || strcmp(s, "~") == 0))
		return "";
	return args_text(r->a, s, n->data.scalar.length);
}

void
book_unknown(
    struct reader *r, const yaml_node_t *k, const char *name, const char *best)
{
	die(EXIT_OPTION, "%s:%zu: there is no key \"%s\" here%s%s%s", r->file,
	    book_line(k), name, best != NULL ? "; did you mean \"" : "",
	    best != NULL ? best : "", best != NULL ? "\"?" : "");
}

/* Calls for the node, or for each one of the list that it is. */
static void
each(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s, book_take *call)
{
	const yaml_node_item_t *item;

	if (n->type != YAML_SEQUENCE_NODE) {
		call(r, n, key, s);
		return;
	}
	for (item = n->data.sequence.items.start;
	     item < n->data.sequence.items.top; item++)
		call(r, book_node(r, *item), key, s);
}

/* --- options -------------------------------------------------------------- */

static const char *
where(struct reader *r, const yaml_node_t *n)
{
	char *s = NULL;
	int len = asprintf(&s, "%s:%zu", r->file, book_line(n));
	const char *kept = len > 0 ? args_text(r->a, s, (size_t)len) : r->file;

	free(s);
	return kept;
}

/* A file beside the description, as it is reached from here. */
static void
take_file(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	const char *name = book_text(r, n, key->name);
	char *path = NULL;
	int len;

	(void)s;
	if (*name == '\0')
		return;
	if (*name == '/' || !book_files_within(r->files, name))
		die(EXIT_OPTION,
		    "%s:%zu: there is no file \"%s\" in the folder of the "
		    "description",
		    r->file, book_line(n), name);
	if ((len = asprintf(&path, "%s/%s", r->folder, name)) < 0)
		die(EXIT_IO, "out of memory");
	args_apply(
	    r->a, key->to, args_text(r->a, path, (size_t)len), where(r, n));
	free(path);
}

static void
take_options(struct reader *r, const yaml_node_t *n)
{
	if (n->type != YAML_MAPPING_NODE)
		die(EXIT_OPTION,
		    "%s:%zu: \"options\" takes a mapping of options without "
		    "dashes",
		    r->file, book_line(n));
	for (const yaml_node_pair_t *p = n->data.mapping.pairs.start;
	     p < n->data.mapping.pairs.top; p++) {
		const yaml_node_t *k = book_node(r, p->key);
		const char *name = book_text(r, k, "options");

		if (strcmp(name, "book") == 0 || strcmp(name, "defaults") == 0)
			die(EXIT_OPTION,
			    "%s:%zu: a description names no other file of "
			    "options",
			    r->file, book_line(k));
		args_apply(r->a, name,
		    book_text(r, book_node(r, p->value), name), where(r, k));
	}
}

/* --- parts and inputs ----------------------------------------------------- */

struct matching {
	struct reader *r;
	struct entry *entry;
	bool any; /* a pattern: files that no reader claims are none of it */
	size_t line;
};

static void
add_input(void *data, const char *path)
{
	struct matching *m = data;
	struct book *b = m->r->book;
	oct_format_info f = { .struct_size = sizeof(f) };

	if (m->any && m->r->a->from == NULL &&
	    !oct_engine_format_for(m->r->a->engine, path, OCT_READS, &f))
		return;
	for (size_t i = b->first; i < m->r->a->ninputs; i++)
		if (strcmp(m->r->a->inputs[i], path) == 0)
			return; /* a file is taken where it is first named */
	if (b->n == INPUTS_MAX)
		die(EXIT_OPTION, "%s:%zu: these are more than %d inputs",
		    m->r->file, m->line, INPUTS_MAX);
	args_add_input(m->r->a, args_text(m->r->a, path, strlen(path)));
	if ((b->n & (b->n - 1)) == 0)
		b->entries = xrealloc(b->entries,
		    (b->n != 0 ? b->n * 2 : 1) * sizeof(*b->entries));
	b->entries[b->n++] = m->entry;
}

static void
take_pattern(struct reader *r, const yaml_node_t *n, struct entry *e)
{
	const char *pattern = book_text(r, n, "file");
	struct matching m = { r, e, strpbrk(pattern, "*?") != NULL,
		book_line(n) };

	switch (book_files_match(r->files, pattern, add_input, &m)) {
	case 0:
		die(EXIT_OPTION, "%s:%zu: no file is \"%s\"", r->file,
		    book_line(n), pattern);
	case -1:
		die(EXIT_OPTION,
		    "%s:%zu: \"%s\" leads out of the folder of the "
		    "description",
		    r->file, book_line(n), pattern);
	case -2:
		die(EXIT_OPTION,
		    "%s: the folder of the description holds too many files",
		    r->file);
	default: break;
	}
}

static struct entry *
new_entry(struct reader *r, const char *part)
{
	struct entry *e = xcalloc(1, sizeof(*e));

	e->part = part;
	e->before = r->book->last;
	r->book->last = e;
	return e;
}

static void take_mapping(struct reader *, const yaml_node_t *,
    const struct key *keys, struct scope *);

static void
take_input(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	struct entry *e = new_entry(r, s->part);
	struct scope inner = { .facts = &e->facts, .entry = e };

	(void)key;
	if (n->type != YAML_MAPPING_NODE) {
		take_pattern(r, n, e);
		return;
	}
	take_mapping(r, n, input_keys, &inner);
	if (inner.pattern == NULL)
		die(EXIT_OPTION, "%s:%zu: this input names no \"file\"",
		    r->file, book_line(n));
	take_pattern(r, inner.pattern, e);
}

static void
take_part(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	struct scope inner = { .facts = s->facts };

	(void)key;
	if (n->type != YAML_MAPPING_NODE)
		die(EXIT_OPTION,
		    "%s:%zu: a part is a mapping with \"title\" and "
		    "\"inputs\"",
		    r->file, book_line(n));
	take_mapping(r, n, part_keys, &inner);
	if (inner.inputs == NULL)
		die(EXIT_OPTION, "%s:%zu: this part has no inputs", r->file,
		    book_line(n));
	if (inner.part != NULL && *inner.part == '\0')
		inner.part = NULL;
	each(r, inner.inputs, NULL, &inner, take_input);
}

static void
take_heading(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	struct entry *e = s->entry;

	assert(e != NULL); /* the key is one of inputs alone */
	e->left_out =
	    xrealloc(e->left_out, (e->n_left_out + 1) * sizeof(*e->left_out));
	e->left_out[e->n_left_out++] = book_text(r, n, key->name);
}

static void
take_value(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	switch (key->kind) {
	case KIND_TEXT: book_take_text(r, n, key, s); break;
	case KIND_TEXTS: each(r, n, key, s, book_take_text); break;
	case KIND_PEOPLE: each(r, n, key, s, book_take_person); break;
	case KIND_SERIES:
	case KIND_LICENCE: book_take_named(r, n, key, s); break;
	case KIND_ISBN: each(r, n, key, s, book_take_isbn); break;
	case KIND_FILE: each(r, n, key, s, take_file); break;
	case KIND_OPTION:
		args_apply(
		    r->a, key->to, book_text(r, n, key->name), where(r, n));
		break;
	case KIND_OPTIONS: take_options(r, n); break;
	case KIND_PARTS: s->parts = n; break;
	case KIND_INPUTS: s->inputs = n; break;
	case KIND_PATTERN: s->pattern = n; break;
	case KIND_HEADINGS: each(r, n, key, s, take_heading); break;
	case KIND_PART_TITLE: s->part = book_text(r, n, key->name); break;
	}
}

static void
take_mapping(struct reader *r, const yaml_node_t *map, const struct key *keys,
    struct scope *s)
{
	for (const yaml_node_pair_t *p = map->data.mapping.pairs.start;
	     p < map->data.mapping.pairs.top; p++) {
		const yaml_node_t *k = book_node(r, p->key);
		const char *name = book_text(r, k, "key");
		struct nearest near = { .word = name };
		const struct key *key = keys;

		for (; key->name != NULL && strcmp(key->name, name) != 0; key++)
			nearest_offer(&near, key->name);
		if (key->name == NULL)
			book_unknown(r, k, name, near.best);
		take_value(r, book_node(r, p->value), key, s);
	}
}

void
book_read(struct args *a, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct reader r = { .a = a, .file = file, .left = NODES_MAX };
	struct scope book = { 0 };
	const yaml_node_t *root;

	if (a->book != NULL)
		die(EXIT_OPTION, "--book: there is a description already: %s",
		    a->book->file);
	r.folder = slash == NULL ? "."
	    : slash == file      ? "/"
				 : args_text(a, file, (size_t)(slash - file));
	a->book = r.book = xcalloc(1, sizeof(*r.book));
	r.book->file = file;
	r.book->first = a->ninputs;
	r.files = book_files_open(r.folder);
	book.facts = &r.book->facts;
	data_file_yaml(file, &r.doc);
	root = yaml_document_get_root_node(&r.doc);
	if (root == NULL || root->type != YAML_MAPPING_NODE)
		die(EXIT_OPTION, "%s: must be a mapping of keys to values",
		    file);
	take_mapping(&r, root, book_keys, &book);
	if (book.inputs != NULL)
		each(&r, book.inputs, NULL, &book, take_input);
	if (book.parts != NULL)
		each(&r, book.parts, NULL, &book, take_part);
	yaml_document_delete(&r.doc);
	book_files_close(r.files);
}

void
book_free(struct book *b)
{
	struct entry *e, *before;

	if (b == NULL)
		return;
	for (e = b->last; e != NULL; e = before) {
		before = e->before;
		free(e->facts.list);
		free(e->left_out);
		free(e);
	}
	free(b->facts.list);
	free(b->entries);
	free(b);
}
