/*
 * sink.h -- where the XML writer puts its tags, attributes and text.  All
 * strings come from the model, so they are UTF-8 that XML 1.0 can hold; what
 * these functions add is escaping.  Failures stick in the job.
 */
#ifndef XML_SINK_H
#define XML_SINK_H

#include <octavo/sugar.h>

struct sink {
	const oct_api *a;
	oct_job *j;
	int depth; /* of elements that stand on lines of their own */
	char prefix[24]; /* of the ids in this article: "a2-", or "" */
	struct refs *refs;
	int audit; /* 1: dropped blocks are written too */
};

void sink_puts(struct sink *, const char *);

/* A new line, indented by the depth. */
void sink_line(struct sink *);

/* Character data.  A carriage return is written as a reference, since a
 * parser would turn it into a newline (XML 1.0, 2.11). */
void sink_text(struct sink *, oct_str);

/* ` name="value"`.  White space other than blanks is written as references,
 * since a parser would turn it into blanks (XML 1.0, 3.3.3). */
void sink_attr(struct sink *, const char *name, oct_str value);
void sink_attr_int(struct sink *, const char *name, int64_t value);

/*
 * The same for an id and for a reference to one.  Ids are unique in an article,
 * those of the XML in the document: in a book they get the article's prefix.
 * The names "r1", "r2" ... are the resources'; an id that looks like one of
 * them, or like this rule's result, gets an underscore more: "r_1", "r__1".
 */
void sink_attr_id(struct sink *, const char *name, oct_str id);

/* ... and for a link, of which "#id" is a reference. */
void sink_attr_link(struct sink *, const char *name, oct_str href);

#endif /* XML_SINK_H */
