/*
 * url.h -- links: RFC 3986 references as the WHATWG URL standard is lenient
 * about them.
 */
#ifndef URL_H
#define URL_H

#include "arena.h"
#include "buf.h"

#include <stdbool.h>

/* `ref` made absolute against `base` ("" or an absolute URL) and written with
 * percent-encoding where RFC 3986 needs it, appended to `out`.  White space
 * around it and tabs and newlines in it are dropped, as WHATWG 4.4 has it;
 * a backslash is a slash in http and https.  "#id" and, without a base,
 * relative references stay relative.  False, and nothing appended, for what
 * no reader should follow: javascript:, vbscript:, data:, file:, blob:,
 * about: and what is no URL at all. */
bool url_resolve(const char *base, const char *ref, size_t n, struct buf *out);

/* Has it a scheme ("http:", "mailto:")?  *scheme_len excludes the colon. */
bool url_is_absolute(const char *url, size_t n, size_t *scheme_len);

/* The slots of oct_api (plugin.h), with the job's base. */
void job_set_base(oct_job *, const char *url, size_t);
oct_str job_resolve(oct_job *, const char *url, size_t);

#endif
