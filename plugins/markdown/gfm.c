/*
 * gfm.c -- the reader of GitHub Flavored Markdown, on libcmark-gfm: tables,
 * strikethrough, task lists, bare links and footnotes.
 */
#include <string.h>

#include "charset.h"
#include "markdown.h"
#include "memory.h"
#include "reader.h"

enum { GFM_OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES };

static const char *const gfm_extensions[] = { "table", "strikethrough",
	"tasklist", "autolink" };

/* The extensions' nodes have numbers that are given when they register, and
 * no header says them; the names are fixed. */
static const struct {
	const char *name;
	enum extra extra;
} extras[] = {
	{ "table", EXTRA_TABLE },
	{ "table_header", EXTRA_TABLE_HEAD },
	{ "table_row", EXTRA_TABLE_ROW },
	{ "table_cell", EXTRA_TABLE_CELL },
	{ "strikethrough", EXTRA_STRIKETHROUGH },
	{ "tasklist", EXTRA_TASK },
};

enum extra
dialect_extra(cmark_node *node)
{
	const char *name;

	if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
		return EXTRA_NOTE;
	if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE)
		return EXTRA_NOTE_REF;
	if (cmark_node_get_syntax_extension(node) == NULL)
		return EXTRA_NONE;
	name = cmark_node_get_type_string(node);
	for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++)
		if (strcmp(name, extras[i].name) == 0)
			return extras[i].extra;
	return EXTRA_NONE;
}

const char *
dialect_align(cmark_node *cell, unsigned column)
{
	cmark_node *table = cmark_node_parent(cmark_node_parent(cell));
	const uint8_t *align = cmark_gfm_extensions_get_table_alignments(table);

	if (align == NULL ||
	    column >= cmark_gfm_extensions_get_table_columns(table))
		return NULL;
	switch (align[column]) {
	case 'l': return "left";
	case 'c': return "center";
	case 'r': return "right";
	default: return NULL;
	}
}

int
dialect_checked(cmark_node *item)
{
	return cmark_gfm_extensions_get_tasklist_item_checked(item);
}

cmark_node *
dialect_parse(const oct_api *api, oct_job *job, const char *text, size_t len)
{
	cmark_parser *parser =
	    cmark_parser_new_with_mem(GFM_OPTIONS, &memory_cmark);
	cmark_node *root = NULL;

	for (size_t i = 0; i < sizeof(gfm_extensions) / sizeof(char *); i++)
		cmark_parser_attach_syntax_extension(
		    parser, cmark_find_syntax_extension(gfm_extensions[i]));
	if (dialect_feed(api, job, parser, text, len) == OCT_OK)
		root = cmark_parser_finish(parser);
	return root;
}

char *
dialect_html(cmark_node *node)
{
	return cmark_render_html(node, GFM_OPTIONS | CMARK_OPT_SOURCEPOS, NULL);
}

static oct_status
gfm_init(const oct_api *api)
{
	(void)api;
	cmark_gfm_core_extensions_ensure_registered();
	return OCT_OK;
}

static const struct markdown_reader reader = {
	.struct_size = sizeof(reader),
	.read = markdown_read,
};

static const void *
gfm_extension(const char *id)
{
	return strcmp(id, READER_GFM) == 0 ? &reader : NULL;
}

static const oct_plugin gfm_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.gfm",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ NULL },
	.preload = charset_preload,
	.init = gfm_init,
	.extension = gfm_extension,
	.extensions = (const char *const[]){ READER_GFM, NULL },
};

OCT_PLUGIN_ENTRY(gfm)
{
	return &gfm_plugin;
}
