/*
 * writer.h -- the plain text writer, and what its parts share.
 */
#ifndef TEXT_WRITER_H
#define TEXT_WRITER_H

#include "inlines.h"
#include "page.h"

struct writer {
	const oct_api *a;
	oct_job *j;
	struct page page;
	struct inlines in;
	struct text_buf lists; /* of struct list: the open ones (blocks.c) */
	struct text_buf marks; /* of size_t: for page_pop(), by container */
};

/* oct_format.write */
oct_status text_write(void *inst, const oct_api *, oct_job *);

/* blocks.c: writes the blocks below a node. */
void blocks_write(struct writer *, oct_node *);

/* Writes the inlines below a node as a paragraph. */
void blocks_write_lines(struct writer *, oct_node *);

/* A paragraph of a text that is at hand. */
void write_str(struct writer *, oct_str);

/* Lines of a text as they are. */
void write_verbatim(struct writer *, oct_str);

/* Underlines a heading that is `columns` wide. */
void write_underline(struct writer *, char, size_t columns);

/* table.c: writes a TABLE. */
void table_write(struct writer *, oct_node *);

/* ends.c: what stands before and after the body. */
void write_title(struct writer *, const oct_node *owner);
void write_end(struct writer *, const oct_node *article);

#endif /* TEXT_WRITER_H */
