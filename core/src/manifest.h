/*
 * manifest.h -- what a plug-in can do, as text beside its library, so that the
 * library need not be loaded to know it.
 *
 *	octavo-plugin 1
 *	id org.example.rtf
 *	version 1.2.0
 *	licence MIT
 *	abi 1.1
 *	extension example.thing/1
 *	format rtf
 *	summary Rich Text Format
 *	roles read write
 *	media-type application/rtf
 *	extension rtf
 *	signature {\\rtf
 *	option columns int
 *	default 72
 *	range 20..1000
 *	help most columns of a line
 *	flags many file
 *
 * One fact a line: a key, a space, the value to the end of the line.  A
 * backslash is written \\ and a control character \xHH.  There is one way to
 * write a manifest; anything else is refused.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "buf.h"
#include "registry.h"

void manifest_print(const struct plugin *, struct buf *);

/* Fills id, version, licence and formats of `p` from `text` (NUL-terminated).
 * False with a reason (REASON_MAX bytes). */
bool manifest_parse(
    struct arena *, const char *text, struct plugin *p, char *reason);

#endif
