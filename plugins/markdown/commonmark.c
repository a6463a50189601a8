/*
 * commonmark.c -- the reader of CommonMark 0.30, on libcmark.
 */
#include <string.h>

#include "charset.h"
#include "markdown.h"
#include "memory.h"
#include "reader.h"

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

static const struct markdown_reader reader = {
	.struct_size = sizeof(reader),
	.read = markdown_read,
};

static const void *
commonmark_extension(const char *id)
{
	return strcmp(id, READER_COMMONMARK) == 0 ? &reader : NULL;
}

static const oct_plugin commonmark_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.commonmark",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ NULL },
	.preload = charset_preload,
	.extension = commonmark_extension,
	.extensions = (const char *const[]){ READER_COMMONMARK, NULL },
};

OCT_PLUGIN_ENTRY(commonmark)
{
	return &commonmark_plugin;
}
