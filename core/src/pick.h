/*
 * pick.h -- which format an input is in, or an output shall be.
 *
 * A reader's score is its bid (plugin.h) plus 10 for the extension and 20 for
 * the media type; the highest wins, of equals the lesser name.  Names of
 * folders, the order of loading and the like have no say.
 */
#ifndef PICK_H
#define PICK_H

#include "registry.h"

#define PICK_HEAD 4096 /* bytes that a bid sees */

/* The reader for an input, or NULL when no reader would take it.  `name` and
 * `media_type` may be "".  Libraries are loaded only where a signature, the
 * name or the media type makes a bid worthwhile, and none is surer already.  A
 * plug-in that is refused on the way is passed over; `refused` is called with
 * its reason.  With a family, unless NULL, only readers that claim it as an
 * extension are asked. */
const struct format *pick_reader(struct registry *, const uint8_t *data,
    size_t n, const char *name, const char *media_type, const char *family,
    void (*refused)(void *, const struct format *, const char *why), void *);

/* The first reader by name that claims that extension; NULL: none does. */
const struct format *
pick_by_family(const struct registry *, const char *family);

/* The first format by name with that role that claims the extension of a file
 * name; the longest extension ("tar.gz") counts first.  NULL: none does. */
const struct format *
pick_by_name(const struct registry *, const char *name, uint32_t role);

#endif
