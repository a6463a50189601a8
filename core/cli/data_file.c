#include "data_file.h"

#include "args.h"
#include "message.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define DEPTH_MAX 32
#define NODES_MAX 100000

/* --- YAML, as the JSON value that it is ----------------------------------- */

struct loader {
	yaml_document_t *doc;
	const char *file;
	size_t left; /* nodes: aliases of aliases grow without bound */
};

static json_t *
value_of(struct loader *l, int id, int depth)
{
	const yaml_node_t *n = yaml_document_get_node(l->doc, id);
	const yaml_node_pair_t *pair;
	const yaml_node_item_t *item;
	const yaml_node_t *key;
	json_t *v;

	if (n == NULL || depth > DEPTH_MAX || l->left-- == 0)
		die(EXIT_OPTION,
		    "%s: the YAML is too large or nested too deeply", l->file);
	switch (n->type) {
	case YAML_MAPPING_NODE:
		v = json_object();
		for (pair = n->data.mapping.pairs.start;
		     pair < n->data.mapping.pairs.top; pair++) {
			key = yaml_document_get_node(l->doc, pair->key);
			if (key->type != YAML_SCALAR_NODE)
				die(EXIT_OPTION,
				    "%s:%zu: a key must be a plain word",
				    l->file, key->start_mark.line + 1);
			json_object_set_new(v,
			    (const char *)key->data.scalar.value,
			    value_of(l, pair->value, depth + 1));
		}
		return v;
	case YAML_SEQUENCE_NODE:
		v = json_array();
		for (item = n->data.sequence.items.start;
		     item < n->data.sequence.items.top; item++)
			json_array_append_new(v, value_of(l, *item, depth + 1));
		return v;
	default: return json_string((const char *)n->data.scalar.value);
	}
}

static FILE *
open_file(const char *file)
{
	FILE *f = fopen(file, "re");

	if (f == NULL)
		die(EXIT_IO, "%s: can't be read: %s", file, strerror(errno));
	return f;
}

void
data_file_yaml(const char *file, yaml_document_t *doc)
{
	yaml_parser_t parser;
	FILE *f = open_file(file);

	if (!yaml_parser_initialize(&parser))
		die(EXIT_IO, "out of memory");
	yaml_parser_set_input_file(&parser, f);
	if (!yaml_parser_load(&parser, doc))
		die(EXIT_OPTION, "%s:%zu: this is not YAML: %s", file,
		    parser.problem_mark.line + 1, parser.problem);
	yaml_parser_delete(&parser);
	fclose(f);
}

static json_t *
load_yaml(const char *file)
{
	yaml_document_t doc;
	struct loader l = { &doc, file, NODES_MAX };
	json_t *v = NULL;

	data_file_yaml(file, &doc);
	if (yaml_document_get_root_node(&doc) != NULL)
		v = value_of(&l, 1, 0);
	yaml_document_delete(&doc);
	return v;
}

static json_t *
load(const char *file)
{
	size_t n = strlen(file);
	json_error_t error;
	json_t *v;
	FILE *f;

	if (n > 5 && strcmp(file + n - 5, ".json") == 0) {
		f = open_file(file);
		if ((v = json_loadf(f, 0, &error)) == NULL)
			die(EXIT_OPTION, "%s:%d: this is not JSON: %s", file,
			    error.line, error.text);
		fclose(f);
	} else {
		v = load_yaml(file);
	}
	if (!json_is_object(v))
		die(EXIT_OPTION, "%s: must be a mapping of keys to values",
		    file);
	return v;
}

/* A scalar as a person would write it; "" for what is none. */
static const char *
scalar(struct args *a, const json_t *v)
{
	char digits[32];
	int n;

	if (json_is_string(v))
		return args_text(
		    a, json_string_value(v), json_string_length(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "true" : "false";
	if (!json_is_integer(v))
		return "";
	n = snprintf(
	    digits, sizeof(digits), "%lld", (long long)json_integer_value(v));
	return args_text(a, digits, (size_t)n);
}

/* --- what the files are for ----------------------------------------------- */

/* As -M KEY=VALUE would. */
static void
add_metadata(struct args *a, const char *key, const json_t *v, const char *file)
{
	const char *value =
	    scalar(a, json_is_object(v) ? json_object_get(v, "name") : v);
	char *pair = NULL;
	int n;

	if (*value == '\0')
		return;
	if ((n = asprintf(&pair, "%s=%s", key, value)) < 0)
		die(EXIT_IO, "out of memory");
	args_apply(a, "metadata", args_text(a, pair, (size_t)n), file);
	free(pair);
}

void
data_file_metadata(struct args *a, const char *file)
{
	json_t *all = load(file), *v, *one;
	const char *key;
	size_t i;

	json_object_foreach(all, key, v)
	{
		if (!json_is_array(v))
			add_metadata(a, key, v, file);
		else
			json_array_foreach(v, i, one)
			    add_metadata(a, key, one, file);
	}
	json_decref(all);
}

static void
apply_default(
    struct args *a, const char *key, const json_t *v, const char *file)
{
	if (strcmp(key, "input-files") == 0)
		args_add_input(a, scalar(a, v));
	else
		args_apply(a, key, scalar(a, v), file);
}

void
data_file_defaults(struct args *a, const char *file)
{
	json_t *all = load(file), *v, *one;
	const char *key, *sub;
	size_t i;

	json_object_foreach(all, key, v)
	{
		if (json_is_array(v)) {
			json_array_foreach(v, i, one)
			    apply_default(a, key, one, file);
		} else if (json_is_object(v)) { /* metadata: {title: ...} */
			json_object_foreach(v, sub, one)
			    add_metadata(a, sub, one, file);
		} else {
			apply_default(a, key, v, file);
		}
	}
	json_decref(all);
}
