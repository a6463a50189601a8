/*
 * front.c -- front matter: YAML in front of a text, as Jekyll, Hugo, pandoc and
 * many others write it.  No standard says what the keys are called, so this
 * knows the names that those programs use.
 *
 * libyaml keeps an alias as a second way to the same node, and nothing here
 * goes deeper than a map in a list, so aliases cost nothing.
 */
#include <errno.h>
#include <octavo/sugar.h>
#include <yaml.h>

#include "markdown.h"
#include "metadata.h"

#define FRONT_LIMIT ((size_t)1 << 16) /* bytes; longer is no front matter */
#define ORIGIN "front-matter"
enum { WEIGHT = 90 };

enum shape {
	SHAPE_TEXT,
	SHAPE_LIST, /* "a, b" or a YAML list */
	SHAPE_PEOPLE, /* names, or maps with a name */
	SHAPE_DATE,
	SHAPE_LANGUAGE,
	SHAPE_URL,
	SHAPE_LICENCE
};

static const struct known {
	const char *name;
	uint32_t key;
	enum shape shape;
} known[] = {
	{ "title", OCT_M_TITLE, SHAPE_TEXT },
	{ "subtitle", OCT_M_SUBTITLE, SHAPE_TEXT },
	{ "author", OCT_M_AUTHOR, SHAPE_PEOPLE },
	{ "authors", OCT_M_AUTHOR, SHAPE_PEOPLE },
	{ "by", OCT_M_AUTHOR, SHAPE_PEOPLE },
	{ "byline", OCT_M_AUTHOR, SHAPE_PEOPLE },
	{ "publisher", OCT_M_PUBLISHER, SHAPE_TEXT },
	{ "site", OCT_M_PUBLISHER, SHAPE_TEXT },
	{ "sitename", OCT_M_PUBLISHER, SHAPE_TEXT },
	{ "site_name", OCT_M_PUBLISHER, SHAPE_TEXT },
	{ "section", OCT_M_SECTION, SHAPE_TEXT },
	{ "category", OCT_M_SECTION, SHAPE_TEXT },
	{ "tags", OCT_M_KEYWORD, SHAPE_LIST },
	{ "tag", OCT_M_KEYWORD, SHAPE_LIST },
	{ "keywords", OCT_M_KEYWORD, SHAPE_LIST },
	{ "categories", OCT_M_KEYWORD, SHAPE_LIST },
	{ "subject", OCT_M_KEYWORD, SHAPE_LIST },
	{ "date", OCT_M_PUBLISHED, SHAPE_DATE },
	{ "published", OCT_M_PUBLISHED, SHAPE_DATE },
	{ "publishdate", OCT_M_PUBLISHED, SHAPE_DATE },
	{ "pubdate", OCT_M_PUBLISHED, SHAPE_DATE },
	{ "created", OCT_M_PUBLISHED, SHAPE_DATE },
	{ "modified", OCT_M_MODIFIED, SHAPE_DATE },
	{ "updated", OCT_M_MODIFIED, SHAPE_DATE },
	{ "lastmod", OCT_M_MODIFIED, SHAPE_DATE },
	{ "last_modified_at", OCT_M_MODIFIED, SHAPE_DATE },
	{ "lang", OCT_M_LANGUAGE, SHAPE_LANGUAGE },
	{ "language", OCT_M_LANGUAGE, SHAPE_LANGUAGE },
	{ "locale", OCT_M_LANGUAGE, SHAPE_LANGUAGE },
	{ "dir", OCT_M_DIRECTION, SHAPE_TEXT },
	{ "description", OCT_M_DESCRIPTION, SHAPE_TEXT },
	{ "summary", OCT_M_DESCRIPTION, SHAPE_TEXT },
	{ "abstract", OCT_M_DESCRIPTION, SHAPE_TEXT },
	{ "excerpt", OCT_M_DESCRIPTION, SHAPE_TEXT },
	{ "location", OCT_M_LOCATION, SHAPE_TEXT },
	{ "rights", OCT_M_RIGHTS, SHAPE_TEXT },
	{ "copyright", OCT_M_RIGHTS, SHAPE_TEXT },
	{ "licence", OCT_M_LICENCE, SHAPE_LICENCE },
	{ "license", OCT_M_LICENCE, SHAPE_LICENCE },
	{ "identifier", OCT_M_IDENTIFIER, SHAPE_TEXT },
	{ "doi", OCT_M_IDENTIFIER, SHAPE_TEXT },
	{ "isbn", OCT_M_IDENTIFIER, SHAPE_TEXT },
	{ "canonical", OCT_M_CANONICAL, SHAPE_URL },
	{ "canonical_url", OCT_M_CANONICAL, SHAPE_URL },
	{ "url", OCT_M_CANONICAL, SHAPE_URL },
	{ "link", OCT_M_CANONICAL, SHAPE_URL },
	{ "image", OCT_M_IMAGE, SHAPE_URL },
	{ "cover", OCT_M_IMAGE, SHAPE_URL },
	{ "cover-image", OCT_M_IMAGE, SHAPE_URL },
	{ "thumbnail", OCT_M_IMAGE, SHAPE_URL },
};

struct front {
	struct markdown *md;
	const char *text; /* between the two fences */
	size_t len;
	yaml_document_t doc;
	const struct known *entry; /* whose value is being read */
};

static const struct known *
known_find(const char *name)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcasecmp(known[i].name, name) == 0)
			return &known[i];
	return NULL;
}

static oct_node *
add(struct front *f, const char *value, size_t n)
{
	return f->md->api->add_field(f->md->job, f->md->article, f->entry->key,
	    value, n, ORIGIN, WEIGHT);
}

static void
add_people(struct front *f, const char *value, size_t n)
{
	struct byline byline;
	oct_node *field;

	if (byline_parse(value, n, &byline) == 0)
		add(f, value, n);
	for (size_t i = 0; i < byline.count; i++) {
		const struct person *p = &byline.people[i];

		field = add(f, p->name, strlen(p->name));
		if (p->affiliation[0] != '\0')
			oct_set(f->md->api, f->md->job, field,
			    OCT_P_AFFILIATION, p->affiliation);
	}
}

/* "a, b; c" */
static void
add_list(struct front *f, const char *value)
{
	while (*value != '\0') {
		size_t n;

		value += strspn(value, " ,;");
		n = strcspn(value, ",;");
		add(f, value, n);
		value += n;
	}
}

static void
add_date(struct front *f, const char *value, size_t n)
{
	struct date date;
	char text[DATE_TEXT];

	if (date_parse(value, n, DATE_UNSURE, &date))
		add(f, text, date_format(&date, text));
	else
		oct_reportf(f->md->api, f->md->job, OCT_LOSS, "markdown.date",
		    1,
		    "\"%.80s\" in the front matter is no date that can be "
		    "read; it is left out",
		    value);
}

static void
add_language(struct front *f, const char *value, size_t n)
{
	char tag[LANGUAGE_TEXT];

	if (language_canonical(value, n, tag))
		add(f, tag, strlen(tag));
}

static void
add_url(struct front *f, const char *value, size_t n)
{
	const oct_api *api = f->md->api;
	oct_str url = api->resolve(f->md->job, value, n);
	oct_node *field = add(f, url.p, url.n);

	if (field == NULL)
		return;
	if (f->entry->key == OCT_M_CANONICAL)
		api->set_base(f->md->job, url.p, url.n);
	if (f->entry->key == OCT_M_IMAGE)
		api->set_int(f->md->job, field, OCT_P_RESOURCE,
		    api->add_resource(f->md->job, value, n));
}

static void
add_licence(struct front *f, const char *value, size_t n)
{
	oct_node *field = add(f, value, n);

	if (strncmp(value, "http", 4) == 0)
		f->md->api->set_str(f->md->job, field, OCT_P_HREF, value, n);
}

static void
take_scalar(struct front *f, const yaml_node_t *node)
{
	const char *value = (const char *)node->data.scalar.value;
	size_t n = node->data.scalar.length;

	switch (f->entry->shape) {
	case SHAPE_TEXT: add(f, value, n); break;
	case SHAPE_LIST: add_list(f, value); break;
	case SHAPE_PEOPLE: add_people(f, value, n); break;
	case SHAPE_DATE: add_date(f, value, n); break;
	case SHAPE_LANGUAGE: add_language(f, value, n); break;
	case SHAPE_URL: add_url(f, value, n); break;
	case SHAPE_LICENCE: add_licence(f, value, n); break;
	}
}

/* The scalar that a map has under one of two names, or NULL. */
static const yaml_node_t *
member(struct front *f, const yaml_node_t *map, const char *a, const char *b)
{
	const yaml_node_pair_t *pair = map->data.mapping.pairs.start;

	for (; pair < map->data.mapping.pairs.top; pair++) {
		yaml_node_t *key = yaml_document_get_node(&f->doc, pair->key);
		yaml_node_t *value =
		    yaml_document_get_node(&f->doc, pair->value);
		const char *name = (const char *)key->data.scalar.value;

		if (key->type == YAML_SCALAR_NODE &&
		    value->type == YAML_SCALAR_NODE &&
		    (strcasecmp(name, a) == 0 || strcasecmp(name, b) == 0))
			return value;
	}
	return NULL;
}

static void
set_member(
    struct front *f, oct_node *field, uint32_t prop, const yaml_node_t *value)
{
	if (value != NULL)
		f->md->api->set_str(f->md->job, field, prop,
		    (const char *)value->data.scalar.value,
		    value->data.scalar.length);
}

/* "{ name: Ada Lovelace, affiliation: ... }", "{ url: cover.png }" */
static bool
take_map(struct front *f, const yaml_node_t *map)
{
	const yaml_node_t *name = member(f, map, "name", "title");
	const yaml_node_t *url = member(f, map, "url", "src");
	oct_node *field;

	if (name == NULL || f->entry->shape == SHAPE_URL)
		name = url;
	if (name == NULL)
		return false;
	if (f->entry->shape != SHAPE_PEOPLE) {
		take_scalar(f, name);
		return true;
	}
	field = add(
	    f, (const char *)name->data.scalar.value, name->data.scalar.length);
	set_member(f, field, OCT_P_AFFILIATION,
	    member(f, map, "affiliation", "organization"));
	set_member(f, field, OCT_P_HREF, url);
	return true;
}

static bool
take_sequence(struct front *f, const yaml_node_t *list)
{
	const yaml_node_item_t *item = list->data.sequence.items.start;
	bool all = true;

	for (; item < list->data.sequence.items.top; item++) {
		const yaml_node_t *node =
		    yaml_document_get_node(&f->doc, *item);

		if (node->type == YAML_SCALAR_NODE)
			take_scalar(f, node);
		else
			all &= node->type == YAML_MAPPING_NODE &&
			    take_map(f, node);
	}
	return all;
}

static bool
take_node(struct front *f, const yaml_node_t *node)
{
	switch (node->type) {
	case YAML_SCALAR_NODE: take_scalar(f, node); return true;
	case YAML_MAPPING_NODE: return take_map(f, node);
	case YAML_SEQUENCE_NODE: return take_sequence(f, node);
	case YAML_NO_NODE: break;
	}
	return false;
}

/* Where a line of the front matter starts; its end for one past the last. */
static const char *
line_start(const struct front *f, size_t line)
{
	const char *p = f->text, *end = f->text + f->len;

	while (line-- > 0 && p < end) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));

		p = eol != NULL ? eol + 1 : end;
	}
	return p;
}

/* Keeps the lines of an entry that META has no place for. */
static void
keep_lines(struct front *f, size_t from, size_t to)
{
	const oct_api *api = f->md->api;
	const char *start = line_start(f, from), *end = line_start(f, to);
	oct_node *drop, *code;

	drop = api->add(
	    f->md->job, api->part(f->md->article, OCT_DROPPED), OCT_DROP);
	oct_set(api, f->md->job, drop, OCT_P_REASON, OCT_REASON_METADATA);
	oct_set(api, f->md->job, drop, OCT_P_STEP, ORIGIN);
	api->set_int(f->md->job, drop, OCT_P_LINE, (int64_t)from + 2);
	code = api->add(f->md->job, drop, OCT_CODEBLOCK);
	oct_set(api, f->md->job, code, OCT_P_CODE_LANG, "yaml");
	while (end > start && end[-1] <= ' ')
		end--;
	api->set_str(
	    f->md->job, code, OCT_P_TEXT, start, (size_t)(end - start));
}

static void
take_entries(struct front *f, const yaml_node_t *root)
{
	const yaml_node_pair_t *pair = root->data.mapping.pairs.start;
	const yaml_node_pair_t *top = root->data.mapping.pairs.top;

	for (; pair < top; pair++) {
		yaml_node_t *key = yaml_document_get_node(&f->doc, pair->key);
		yaml_node_t *value =
		    yaml_document_get_node(&f->doc, pair->value);
		size_t line = key->start_mark.line, next = SIZE_MAX;

		if (pair + 1 < top)
			next = yaml_document_get_node(&f->doc, pair[1].key)
				   ->start_mark.line;
		f->entry = key->type == YAML_SCALAR_NODE
		    ? known_find((const char *)key->data.scalar.value)
		    : NULL;
		if ((f->entry == NULL || !take_node(f, value)) && next > line)
			keep_lines(f, line, next);
	}
}

/* Finds the two fences; *end is set to what follows them. */
static bool
find_fences(struct front *f, const struct markdown *md, const char **end)
{
	const char *limit = md->text + md->len, *p, *eol;
	size_t n;

	if (md->len < 8 || memcmp(md->text, "---", 3) != 0)
		return false;
	p = md->text + 3 + strspn(md->text + 3, " \t\r");
	if (*p != '\n')
		return false;
	f->text = ++p;
	for (; p < limit && (size_t)(p - f->text) < FRONT_LIMIT; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(limit - p));
		if (eol == NULL)
			eol = limit;
		n = (size_t)(eol - p);
		while (n > 0 && p[n - 1] <= ' ')
			n--;
		if (n != 3 ||
		    (memcmp(p, "---", 3) != 0 && memcmp(p, "...", 3) != 0))
			continue;
		f->len = (size_t)(p - f->text);
		*end = eol < limit ? eol + 1 : limit;
		return true;
	}
	return false;
}

static void
fail_memory(struct front *f)
{
	f->md->api->fail(f->md->job, OCT_ENOMEM, "markdown.memory",
	    "there was no memory to read the front matter");
}

static bool
load(struct front *f)
{
	yaml_parser_t parser;
	yaml_node_t *root = NULL;
	bool memory;

	/* libyaml says of some failed allocations that the YAML is wrong */
	errno = 0;
	if (!yaml_parser_initialize(&parser)) {
		fail_memory(f);
		return false;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)f->text, f->len);
	if (yaml_parser_load(&parser, &f->doc)) {
		root = yaml_document_get_root_node(&f->doc);
		if (root == NULL || root->type != YAML_MAPPING_NODE) {
			yaml_document_delete(&f->doc);
			root = NULL;
		}
	}
	memory = errno != ENOMEM;
	yaml_parser_delete(&parser);
	if (!memory)
		fail_memory(f);
	return root != NULL;
}

void
front_read(struct markdown *md)
{
	struct front f = { .md = md };
	const char *end;

	if (!find_fences(&f, md, &end) || !load(&f))
		return;
	take_entries(&f, yaml_document_get_root_node(&f.doc));
	yaml_document_delete(&f.doc);
	for (const char *p = md->text; p < end; p++)
		md->line += *p == '\n';
	md->len -= (size_t)(end - md->text);
	md->text = end;
}
