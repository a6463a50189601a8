/*
 * text.c -- plain text for reading: the writer, and the reader of text files
 * that no other reader knows.
 */
#include "reader.h"
#include "writer.h"

static const oct_option text_options[] = {
	{ "wrap", "auto", "auto|none",
	    "fill lines up to --columns, or leave each paragraph on one line",
	    OCT_OPT_CHOICE, 0 },
	{ "columns", "72", "30..1000", "columns of a line", OCT_OPT_INT, 0 },
	{ "links", "none", "none|inline|reference",
	    "where links lead: not said, after the link, in a list at the end",
	    OCT_OPT_CHOICE, 0 },
	{ "reference-links", "false", NULL, "the same as --links=reference",
	    OCT_OPT_BOOL, 0 },
	{ NULL },
};

static const oct_format text_format = {
	.struct_size = sizeof(oct_format),
	.name = "text",
	.summary = "plain text for reading",
	.roles = OCT_READS | OCT_WRITES,
	.media_types = (const char *const[]){ "text/plain", NULL },
	.extensions = (const char *const[]){ "txt", "text", NULL },
	.options = text_options,
	.bid = text_bid,
	.read = text_read,
	.write = text_write,
};

static const oct_plugin text_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.text",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &text_format, NULL },
};

OCT_PLUGIN_ENTRY(text)
{
	return &text_plugin;
}
