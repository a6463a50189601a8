/*
 * url.h -- links: RFC 3986 references as the WHATWG URL standard is lenient
 * about them.
 */
#ifndef URL_H
#define URL_H

#include "buf.h"

#include <stdbool.h>

/* `ref` made absolute against `base` ("" or an absolute URL) and written with
 * percent-encoding where RFC 3986 needs it, appended to `out`.  White space
 * around it, and tabs and newlines in it, are dropped (WHATWG URL 4.4); a
 * backslash is a slash in http and https.  "#id" and, without a base, relative
 * references stay relative, save "//host/", which becomes https.  False, and
 * nothing appended, for what no reader should follow: javascript:, vbscript:,
 * data:, file:, blob:, about: and what is no URL at all. */
bool url_join(const char *base, const char *ref, size_t n, struct buf *out);

/* Bytes of the scheme in front of a URL ("http" in "http://a/"), 0 if it has
 * none. */
size_t url_scheme(const char *url, size_t n);

/* The slots of oct_api (plugin.h). */
void url_set_base(oct_job *, const char *url, size_t);
oct_str url_resolve(oct_job *, const char *url, size_t);

#endif
