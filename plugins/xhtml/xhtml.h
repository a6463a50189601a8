/*
 * xhtml.h -- the article model written as strict XHTML5 fragments.
 *
 * What comes out is well-formed and valid by construction, whatever the tree
 * holds: every element is one of ours, nothing is passed through (MathML is
 * taken apart and written anew).  The format around it (a book, a page) says
 * through `struct xhtml_host` where links and pictures lead.
 *
 * The caller walks the tree and hands on each step, so that it may end a file
 * and begin another between two of them:
 *
 *	struct xhtml x = { .api = api, .job = job, .out = &out, ... };
 *	struct oct_walk w = oct_walk_start(body);
 *	while (oct_walk_next(api, &w))
 *		xhtml_step(&x, &w);
 *
 * The time and the memory are linear in the tree; elements nest at most
 * XHTML_DEPTH + XHTML_INLINE_DEPTH deep, what is below loses its mark-up but
 * no text.
 */
#ifndef XHTML_XHTML_H
#define XHTML_XHTML_H

#include "index.h"
#include "out.h"
#include "value.h"
#include "words.h"

#define XHTML_DEPTH 60 /* open blocks */
#define XHTML_INLINE_DEPTH 30 /* open inlines */

/* A picture, as the format around keeps it. */
struct xhtml_picture {
	oct_str src; /* "" when it can't be shown: a placeholder is written */
	oct_str url; /* where it was found; "" if that is no web address */
};

struct xhtml_host {
	/* Where a LINK leads, as href should say it; "" takes the link away
	 * and keeps its text. */
	oct_str (*link)(void *ctx, oct_str href);
	struct xhtml_picture (*picture)(void *ctx, uint32_t resource);
	/* The file name of a part, as seen from the others. */
	oct_str (*part)(void *ctx, uint32_t part);
};

/* What was written; the caller adds them up. */
struct xhtml_facts {
	size_t pictures; /* shown, less those marked as decoration */
	size_t undescribed; /* of them: without alternative text or caption */
	size_t decorative;
	size_t missing; /* placeholders */
	size_t headings;
	size_t formulas; /* as MathML */
	size_t rubies;
};

struct xhtml {
	const oct_api *api;
	oct_job *job;
	struct out *out;
	const struct xhtml_host *host;
	void *ctx;
	struct xhtml_index *index;
	const struct words *words;
	uint32_t part; /* being written */
	struct xhtml_facts facts;
	uint32_t sections; /* <section>s open now */

	/* the serialiser's own; zero at the start */
	uint32_t blocks, inlines; /* open */
	uint32_t flat; /* value of `blocks` where nesting was given up, or 0 */
	uint32_t th; /* value of `blocks` in a header cell, or 0 */
	uint32_t figure; /* value of `blocks` in the innermost FIGURE, or 0 */
	uint32_t figures; /* captions numbered so far */
	const oct_node *link, *ruby; /* the outermost one open, or NULL */
	/* in a link or heading that has no text but pictures */
	enum { NAMED, NAMELESS, NAMED_BY_WORD } nameless;
	struct {
		const char *scope; /* of the header cells in a ROW */
		uint32_t caption; /* number of a FIGURE's caption, or 0 */
		uint32_t outer; /* the FIGURE around a FIGURE */
	} frames[XHTML_DEPTH + 8]; /* by `blocks`, unless flat */
};

/* Writes one step of a walk.  Nodes of a part (BODY, NOTES) write nothing
 * themselves; a NOTE writes an <aside> with its number and backlinks. */
void xhtml_step(struct xhtml *, struct oct_walk *);

/* Writes a node with all below it. */
void xhtml_tree(struct xhtml *, const oct_node *);

/* Writes lang, xml:lang and dir, as far as they are set and valid. */
void xhtml_language(struct out *, oct_str lang, oct_str dir);

#endif
