/*
 * dataurl.h -- data: URLs (RFC 2397; WHATWG Fetch 6).
 */
#ifndef DATAURL_H
#define DATAURL_H

#include "buf.h"

/* Appends what a URL that begins with "data:" holds.  The media type that it
 * names is ignored: the bytes decide.  False if it is malformed; a failure of
 * `out` is in its status. */
bool dataurl_decode(const char *url, size_t n, struct buf *out);

/* Appends the text with %XX undone. */
void percent_decode(const char *, size_t n, struct buf *out);

#endif
