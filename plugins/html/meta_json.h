/*
 * meta_json.h -- JSON as pages hold it, which is not always JSON.
 */
#ifndef META_JSON_H
#define META_JSON_H

#include <jansson.h>
#include <stddef.h>

/* The values of a text, one after another: *used is set to the bytes that this
 * one took.  NULL: there is none.  To be given back with json_decref(). */
json_t *json_next(const char *text, size_t n, size_t *used);

/* Writes a mended copy of what json_next() refused to `out` (room for n bytes)
 * and returns its length:
 * comments and CDATA marks around it, commas before a closing bracket,
 * semicolons behind it and line ends in strings are taken out; quotes inside
 * of strings get the backslash's meaning by what follows them. */
size_t json_mend(const char *text, size_t n, char *out);

#endif
