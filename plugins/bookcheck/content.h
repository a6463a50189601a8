/* content.h -- an XHTML or SVG file on its way through the check. */
#ifndef CONTENT_H
#define CONTENT_H

#include "check.h"

enum { FRAMES = 1024 };

/* What an open element is. */
enum frame_kind {
	FRAME_OTHER,
	FRAME_TITLE,
	FRAME_STYLE,
	FRAME_TABLE,
	FRAME_HEADING,
	FRAME_FOREIGN /* svg or math, and all in it */
};

struct frame {
	uint8_t kind;
	bool inside; /* FOREIGN: an element around it is that, too */
	bool has_text; /* of a heading or the title */
	bool has_header; /* of a table */
	uint32_t line;
	uint32_t cells;
};

struct content {
	struct frame frames[FRAMES];
	uint32_t depth;
	uint32_t heading; /* level of the last one; 0: none yet */
	uint32_t titles;
	char css[8192]; /* of the open <style> */
	size_t css_n;
	bool doctype;
};

/* What one element of HTML breaks by itself.              content_rules.c */
void rules_element(struct check *, struct content *, const struct tag *);
/* And of SVG or MathML. */
void rules_foreign(struct check *, struct content *, const struct tag *);

/* Notes it; says when the file has it already.                  content.c */
void anchor_add(struct check *, const char *id, uint32_t line);

#endif
