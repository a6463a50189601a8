/*
 * vocabulary.h -- the names of the article model: one name for each kind of
 * node, property and metadata key of article.h, used alike as element and
 * attribute names of the XML (octavo-article(5)) and in the tree dump.
 *
 * All functions are pure and may be called from any thread.
 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <octavo/article.h>
#include <stddef.h>

#define VOCAB_NAMESPACE "urn:octavo:article:1"

/* Tables by kind are indexed by VOCAB_INDEX(kind); they have VOCAB_KINDS rows,
 * of which row 0 is no kind's. */
#define VOCAB_INDEX(kind)                    \
	(((kind)&0x00ffffffu) +              \
	    ((kind)&OCT_BLOCK           ? 16 \
		    : (kind)&OCT_INLINE ? 48 \
					: 0))
enum { VOCAB_KINDS = 80 };

/* The same for a kind that may be one nobody here has heard of: 0 then. */
size_t vocab_index(uint32_t kind);

/* The name of a kind, "heading"; NULL for one that has no name here.  Both
 * OCT_RAW and OCT_RAWBLOCK are "raw". */
const char *vocab_kind_name(uint32_t kind);

/* The kind of that name, 0 if there is none.  "raw" gives
 * OCT_RAWBLOCK. */
uint32_t vocab_kind(const char *name);

/* The name of a metadata key, "published", or NULL; and back, or 0. */
const char *vocab_key_name(uint32_t key);
uint32_t vocab_key(const char *name);

/* The name of a property's attribute, "colspan", "xml:id"; NULL for OCT_P_TEXT,
 * _LINE and _COLUMN, which stand in none. */
const char *vocab_prop_name(uint32_t prop);

/* One property as it is written. */
struct vocab_prop {
	uint32_t prop;
	const char *name; /* "colspan"; "xml:id" */
};

/* All properties that stand in attributes, in the order in which they are
 * written; *n is set to their count. */
const struct vocab_prop *vocab_props(size_t *n);

/* 1 if the property is an integer, 0 if it is a string (article.h). */
int vocab_prop_is_int(uint32_t prop);

#endif /* VOCABULARY_H */
