/*
 * markup.h -- the XML inside an article (MathML, SVG) read node by node, to be
 * written anew.  XML 1.0 in UTF-8 without entities of its own: a DOCTYPE may
 * be there, but not with declarations in it.
 *
 * (libxml2's reader would do, but for one thing: when the allocator fails it
 * ends early without a word, or not at all.)
 *
 * Time and memory are linear in the input; all memory is scratch.
 */
#ifndef XHTML_MARKUP_H
#define XHTML_MARKUP_H

#include "out.h"

#define MARKUP_DEPTH 256 /* open elements */
#define MARKUP_ATTRS 64 /* of one element */

enum {
	MARKUP_DONE, /* all is read and was well-formed */
	MARKUP_START, /* name, prefix and attributes are set */
	MARKUP_END, /* name and prefix are; comes for <a/> too */
	MARKUP_TEXT, /* text is; never empty */
	MARKUP_BAD /* not well-formed, or beyond the limits */
};

struct markup_name {
	oct_str prefix, local; /* prefix "" if there is none */
};

struct markup_attr {
	struct markup_name name;
	oct_str value;
};

struct markup {
	struct out out; /* for decoding */
	const char *p, *end;
	struct markup_name open[MARKUP_DEPTH];
	size_t depth;
	int closing; /* an empty element's end is due */
	int rooted; /* the root element was seen */
	int bad;

	/* the node that was read last */
	struct markup_name name;
	struct markup_attr attrs[MARKUP_ATTRS];
	size_t n_attrs;
	oct_str text;
};

/* Starts reading bytes that stay in place until the end. */
void
markup_open(struct markup *, const oct_api *, oct_job *, const void *, size_t);

/* Reads the next node. */
int markup_next(struct markup *);

/* Passes over all that is in the element whose start was just read, and over
 * its end. */
void markup_skip(struct markup *);

/* The value of an attribute without prefix; "" if there is none. */
oct_str markup_attr(const struct markup *, const char *local);

#endif
