/*
 * inlines.h -- the inlines of a node as one text, ready to be filled: links
 * and notes as the reader wants them, ruby in brackets, images by what they
 * show.
 */
#ifndef TEXT_INLINES_H
#define TEXT_INLINES_H

#include "wrap.h"

enum links { LINKS_NONE, LINKS_INLINE, LINKS_REFERENCE };

/* The note of a NOTEREF, by its id. */
struct note_name {
	oct_str id;
	uint32_t number; /* from 1, in the order of NOTES */
};

struct inlines {
	const oct_api *a;
	oct_job *j;
	enum links links;
	struct text_buf text;
	struct text_buf solid; /* of struct solid */
	struct text_buf starts; /* of size_t: where open inlines began */
	struct text_buf urls; /* of oct_str: what [L1], [L2] ... lead to */
	struct note_name *notes; /* of the article, in order of id */
	size_t n_notes;
};

void inlines_init(struct inlines *, const oct_api *, oct_job *, enum links);

/* Numbers the notes of an article and forgets its links' URLs. */
void inlines_start_article(struct inlines *, const oct_node *notes);

/* Empties the text. */
void inlines_clear(struct inlines *);

/* Appends what is below a node.  White space is kept if it counts.  Blocks
 * below the node (in the cell of a table) begin new lines. */
void inlines_add(struct inlines *, oct_node *, int keeps_space);

/* Appends a text of the model, or bytes that no line may part. */
void inlines_add_str(struct inlines *, oct_str, int keeps_space);
void inlines_add_solid(struct inlines *, const char *, size_t);

const struct solid *inlines_solid(const struct inlines *, size_t *n);

/* Appends a formula: its TeX, or the words of its MathML. */
void inlines_add_math(struct inlines *, const oct_node *);

/* Appends "[Image: alt]"; nothing for a decorative image. */
void inlines_add_image(struct inlines *, const oct_node *);

#endif /* TEXT_INLINES_H */
