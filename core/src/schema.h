/*
 * schema.h -- the model as tables: names, what holds what, which properties.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

/* Contents of a kind. */
enum content {
	CONTENT_NONE, /* a leaf */
	CONTENT_BLOCKS, /* blocks; stray inlines are wrapped by normalising */
	CONTENT_FLOW, /* blocks or inlines */
	CONTENT_LINES, /* inlines */
	CONTENT_FIXED /* the kinds in schema_may_hold()'s table */
};

enum content schema_content(uint32_t kind);
bool schema_may_hold(uint32_t parent, uint32_t kind);
bool schema_may_have(uint32_t kind, uint32_t prop);

/* The name in the XML vocabulary, or NULL. */
const char *schema_kind_name(uint32_t kind);
/* A metadata key by its name ("title"), 0 if there is none; and back. */
uint32_t schema_key(const char *name);
const char *schema_key_name(uint32_t key);
/* Does the key hold many values? */
bool schema_key_many(uint32_t key);

#endif
