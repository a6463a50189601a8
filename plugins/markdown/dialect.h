/*
 * dialect.h -- where the two cmark libraries differ, so that all other files
 * need not know which of them they are compiled against.  MARKDOWN_GFM is set
 * by the build for libcmark-gfm.
 */
#ifndef DIALECT_H
#define DIALECT_H

#ifdef MARKDOWN_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#else
#include <cmark.h>
#endif
#include <octavo/plugin.h>

/* Nodes beyond those that both libraries number alike. */
enum extra {
	EXTRA_NONE,
	EXTRA_TABLE,
	EXTRA_TABLE_HEAD, /* a row */
	EXTRA_TABLE_ROW,
	EXTRA_TABLE_CELL,
	EXTRA_STRIKETHROUGH,
	EXTRA_TASK, /* an item */
	EXTRA_NOTE, /* a footnote's definition */
	EXTRA_NOTE_REF
};
enum extra dialect_extra(cmark_node *);

/* Of the cell in that column, from 0: "left", "center", "right" or NULL. */
const char *dialect_align(cmark_node *cell, unsigned column);

/* Of an EXTRA_TASK: 1 done, 0 open. */
int dialect_checked(cmark_node *);

/* Parses, with the allocator of memory.h, in which the tree and all that is
 * made of it lives.  NULL when the job was cancelled. */
cmark_node *dialect_parse(const oct_api *, oct_job *, const char *text, size_t);

/* cmark's HTML with raw HTML in it and data-sourcepos on its blocks. */
char *dialect_html(cmark_node *);

/* Feeds a parser in pieces, looking at the job between them. */
static inline oct_status
dialect_feed(const oct_api *api, oct_job *job, cmark_parser *parser,
    const char *text, size_t len)
{
	const size_t piece = (size_t)1 << 20;

	for (; len > piece && api->status(job) == OCT_OK; len -= piece) {
		cmark_parser_feed(parser, text, piece);
		text += piece;
	}
	cmark_parser_feed(parser, text, len < piece ? len : piece);
	return api->status(job);
}

#endif
