/*
 * act.h -- the table of what is written for each kind of node; private.
 */
#ifndef XHTML_ACT_H
#define XHTML_ACT_H

#include "xhtml.h"

/* What entering a node says about its children. */
enum { DESCEND, SKIP };

struct act {
	const char *tag; /* of kinds that are an element and no more */
	int (*enter)(struct xhtml *, const oct_node *);
	void (*leave)(struct xhtml *, const oct_node *);
};

/* By the number of the kind (kind & 0xffffff). */
extern const struct act block_acts[];
extern const size_t n_block_acts;
extern const struct act inline_acts[];
extern const size_t n_inline_acts;

/* inline.c: says that raw text of another format is left out; a block's too. */
int act_raw(struct xhtml *, const oct_node *);

/* "<tag" and the attributes any node may have; the caller goes on. */
void act_open(struct xhtml *, const char *tag, const oct_node *);
/* "</tag>", and a newline after blocks. */
void act_close(struct xhtml *, const char *tag);
void act_close_block(struct xhtml *, const char *tag);

static inline oct_str
prop_str(const struct xhtml *x, const oct_node *n, uint32_t prop)
{
	return x->api->get_str(n, prop);
}

static inline int64_t
prop_int(const struct xhtml *x, const oct_node *n, uint32_t prop, int64_t unset)
{
	return x->api->get_int(n, prop, unset);
}

/* The address of an id in a part, as an href. */
oct_str act_address(struct xhtml *, uint32_t part, oct_str id);

/* Does the node have what makes a <span> worth writing: an id, a language? */
int act_marked(const struct xhtml *, const oct_node *);

/* What a link or a heading is named by. */
enum { NAMED_NOT, NAMED_BY_PICTURE, NAMED_BY_TEXT };
int act_naming(const struct xhtml *, const oct_node *);

/* A block inside a header cell may be no heading and no section. */
static inline const char *
act_sectioning(const struct xhtml *x, const char *tag)
{
	return x->th ? "div" : tag;
}

/* picture.c */
int picture_enter(struct xhtml *, const oct_node *image);
int media_enter(struct xhtml *, const oct_node *media);
int figure_enter(struct xhtml *, const oct_node *);
void figure_leave(struct xhtml *, const oct_node *);

/* table.c */
int table_enter(struct xhtml *, const oct_node *);
int head_enter(struct xhtml *, const oct_node *);
void head_leave(struct xhtml *, const oct_node *);
int row_enter(struct xhtml *, const oct_node *);
void row_leave(struct xhtml *, const oct_node *);
int cell_enter(struct xhtml *, const oct_node *);
void cell_leave(struct xhtml *, const oct_node *);

/* The first child of a kind, or NULL. */
const oct_node *
act_child(const struct xhtml *, const oct_node *, uint32_t kind);
/* Writes what is below a node of lines (CAPTION, CREDIT). */
void act_lines(struct xhtml *, const oct_node *);

/* note.c */
void note_begin(struct xhtml *, const oct_node *note);
void note_end(struct xhtml *, const oct_node *note);
void note_label(struct xhtml *, const oct_node *note);
int note_ref(struct xhtml *, const oct_node *);

/* mathml.c: writes the formula anew if it is MathML of the presentation kind
 * and well-formed; else writes nothing and returns 0. */
int mathml_write(struct out *, oct_str source, oct_str alt, int display);

#endif
