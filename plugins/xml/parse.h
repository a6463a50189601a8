/*
 * parse.h -- libxml2 at arm's length: a parse of a whole document in memory
 * that calls back for elements and text.  Nothing outside the document is
 * read, no document type declaration is accepted.
 */
#ifndef XML_PARSE_H
#define XML_PARSE_H

#include <octavo/plugin.h>

/* The attributes of a start tag; valid until the callback returns. */
struct attrs {
	const unsigned char **list; /* five pointers each, as in SAX2 */
	int n;
};

struct attr {
	const char *prefix; /* "xml", or "" */
	const char *name;
	oct_str value; /* not NUL-terminated */
};

/* The n-th attribute, from 0. */
struct attr attrs_nth(const struct attrs *, int n);

/* The value of an attribute without prefix; p is NULL if there is none. */
oct_str attrs_find(const struct attrs *, const char *name);

struct parse_events {
	/* `uri` is NULL for an element in no namespace. */
	void (*open)(void *data, const char *name, const char *uri,
	    const struct attrs *, uint32_t line);
	void (*close)(void *data, uint32_t line);
	void (*text)(void *data, const char *, size_t);
};

/* Parses the input, and fails the job where it can't.  Stops early when the
 * job has failed otherwise.  [inst] */
void parse_xml(const oct_api *, oct_job *, const oct_input *,
    const struct parse_events *, void *data);

#endif /* XML_PARSE_H */
