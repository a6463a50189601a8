/*
 * descriptor.h -- from the description that a library's entry returns to the
 * host's own copy, checked.
 */
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include "registry.h"

#define REASON_MAX 400 /* bytes of the reason for a refusal */

/* Fills id, version, licence, formats, code and origin of `p`.  False with a
 * reason (REASON_MAX bytes) where the description breaks the ABI's rules or
 * memory runs out. */
bool descriptor_read(
    struct arena *, const oct_plugin *, struct plugin *p, char *reason);

/* Are the ids of extensions in order, and is there anything that the plug-in
 * brings?  Likewise. */
bool descriptor_check_extensions(const struct plugin *, char *reason);

/* No extension: what struct plugin has where there are none. */
extern const char *const descriptor_no_extensions[];

/* Are name, roles, options and lists of a format in order?  For manifests too,
 * which have no functions. */
bool descriptor_check_format(const oct_format *, char *reason);

#endif
