/*
 * markdown.h -- what the parts of the Markdown readers say to one another.
 *
 * There are two readers: commonmark on libcmark and gfm, GitHub's dialect, on
 * libcmark-gfm.  The libraries export the same names with different meanings,
 * so each reader is a plug-in of its own, and most files of this folder are
 * compiled once for each (dialect.h).  A third plug-in knows the formats and
 * which of them a text is in, and loads its reader (markdown.c, evidence.c).  A
 * reader goes through a document once:
 *
 *	charset_read()   bytes -> UTF-8                    plugins/charset
 *	front_read()     YAML in front of it -> META       front.c
 *	dialect_parse()  Markdown -> cmark's tree          commonmark.c, gfm.c
 *	map_document()   that tree -> the model            map.c, inline.c
 *	embed_blocks()   blocks with HTML in them -> model embed.c
 *	clean_article()  page furniture -> DROPPED         plugins/cleaning
 *
 * What cmark takes of memory is bounded by memory.h, what it takes of time by
 * limits.c.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <octavo/plugin.h>
#include <stdbool.h>

#include "dialect.h"
#include "mapping.h"

/* Bytes of Markdown that are read at most. */
#define MARKDOWN_INPUT ((size_t)256 << 20)

/* Quotes and lists that a line may open inside of one another: cmark looks at
 * every open one again for each further line. */
#define MARKDOWN_DEPTH 100

/* A block of the document, and its place among those of its name. */
struct place {
	oct_node *node;
	const char *name;
	uint32_t number; /* from 1 */
};

/* One document on its way. */
struct markdown {
	const oct_api *api;
	oct_job *job;
	oct_node *article;
	const char *text; /* UTF-8, the front matter cut off */
	size_t len;
	uint32_t line; /* lines in front of text */
	enum map_images images;
	bool has_notes; /* the document defines footnotes */
	unsigned notes; /* of them, how many are mapped */
	unsigned column; /* of the next cell of the row being mapped */
	struct place *places; /* of the blocks before the cleaning */
	size_t place_count;
};

/* What either plug-in gives: see reader.h. */
oct_status
markdown_read(void *inst, const oct_api *, oct_job *, const oct_input *);

/* Reads front matter: a first line "---", a YAML mapping, a line "---" or
 * "...".  Its facts go into META with the origin "front-matter"; entries of
 * which META knows nothing go into DROPPED.  Cuts it off md->text.  What is no
 * mapping is no front matter, and stays. */
void front_read(struct markdown *);

/* False, with the job failed, for input on which cmark would take time out of
 * proportion to its length.  limits.c */
bool limits_allow(const struct markdown *);

/* Notes where the blocks stand, before the cleaning; and tells it of those that
 * it dropped.  place.c */
void places_note(struct markdown *);
void places_tell(struct markdown *);

/* Maps the tree of the document into the article. */
void map_document(struct markdown *, cmark_node *root);

/* Maps the children of a block from `from` up to and without `to` (NULL: to
 * the last), into the end of a node that holds blocks. */
void
map_blocks(struct markdown *, cmark_node *from, cmark_node *to, oct_node *into);

/* Enters an inline: adds what it stands for.  Returns the node that takes what
 * is in it, or `into` where nothing is. */
struct inline_step {
	oct_node *into; /* where what follows goes */
	bool skip; /* what is in the node is done with */
};
struct inline_step
inline_enter(struct markdown *, cmark_node *, oct_node *into);

/* Does an inline of that kind take children in the model? */
bool inline_nests(cmark_node *);

/* Do these blocks hold HTML?  If `from` does, the end of the run of its
 * siblings before `to` that must be read together with it, since elements that
 * it opens are closed in one of them.  False: no HTML in `from`. */
bool embed_run(cmark_node *from, cmark_node *to, cmark_node **end);

/* Maps such a run by way of cmark's own HTML for it, so that it means what it
 * means in a browser. */
void embed_blocks(
    struct markdown *, cmark_node *from, cmark_node *end, oct_node *into);

#endif
