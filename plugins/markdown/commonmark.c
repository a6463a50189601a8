/*
 * commonmark.c -- the reader of CommonMark 0.30, on libcmark.
 */
#include "markdown.h"
#include "memory.h"

enum extra
dialect_extra(cmark_node *node)
{
	(void)node;
	return EXTRA_NONE;
}

const char *
dialect_align(cmark_node *cell, unsigned column)
{
	(void)cell;
	(void)column;
	return NULL;
}

int
dialect_checked(cmark_node *item)
{
	(void)item;
	return 0;
}

cmark_node *
dialect_parse(const oct_api *api, oct_job *job, const char *text, size_t len)
{
	cmark_parser *parser =
	    cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory_cmark);
	cmark_node *root = NULL;

	if (dialect_feed(api, job, parser, text, len) == OCT_OK)
		root = cmark_parser_finish(parser);
	return root;
}

char *
dialect_html(cmark_node *node)
{
	return cmark_render_html(node, CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS);
}

/* Evidence of Markdown.  Of a text that shows nothing of GitHub's dialect and
 * is short enough to have been seen whole, CommonMark is the plainer reading;
 * of a longer one the rest may have tables. */
static int32_t
commonmark_bid(const uint8_t *head, size_t len)
{
	int32_t bid = evidence_of_markdown(head, len);

	return bid > 0 && len < 4096 && evidence_of_gfm(head, len) == 0
	    ? bid + 1
	    : bid;
}

static const oct_format commonmark_format = {
	.struct_size = sizeof(oct_format),
	.name = "commonmark",
	.summary = "Markdown as CommonMark 0.30 defines it",
	.roles = OCT_READS,
	.media_types = markdown_media_types,
	.extensions = markdown_extensions,
	.options = markdown_options,
	.bid = commonmark_bid,
	.read = markdown_read,
};

static const oct_plugin commonmark_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.commonmark",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &commonmark_format, NULL },
};

OCT_PLUGIN_ENTRY(commonmark)
{
	return &commonmark_plugin;
}
