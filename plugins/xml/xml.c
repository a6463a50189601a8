/*
 * xml.c -- Octavo's own XML: the article model written down without loss, and
 * read back.
 */
#include <octavo/plugin.h>
#include <string.h>

#include <libxml/parser.h>

#include "reader.h"
#include "validate.h"
#include "vocabulary.h"
#include "writer.h"

/* 90: the namespace of this vocabulary is in the head; 5: some XML, which is
 * asked for only by its name or media type; never otherwise. */
static int32_t
xml_bid(const uint8_t *head, size_t len)
{
	if (memmem(head, len, VOCAB_NAMESPACE, strlen(VOCAB_NAMESPACE)) != NULL)
		return 90;
	if (len >= 5 && memcmp(head, "<?xml", 5) == 0)
		return 5;
	return -1;
}

static oct_status
xml_init(const oct_api *a)
{
	(void)a;
	/* From several threads at once this must have been called by one. */
	xmlInitParser();
	return OCT_OK;
}

static const oct_option xml_options[] = {
	{ "audit", "none", "none|inline",
	    "what becomes of dropped blocks: listed in the XML or not",
	    OCT_OPT_CHOICE, 0 },
	{ NULL },
};

static const oct_format xml_format = {
	.struct_size = sizeof(oct_format),
	.name = "xml",
	.summary = "the article as structured XML, without loss",
	.roles = OCT_READS | OCT_WRITES,
	.media_types =
	    (const char *const[]){ "application/xml", "text/xml", NULL },
	.extensions = (const char *const[]){ "xml", NULL },
	.options = xml_options,
	.signatures = (const char *const[]){ VOCAB_NAMESPACE, NULL },
	.bid = xml_bid,
	.read = xml_read,
	.write = xml_write,
	.validate = xml_validate,
};

static const oct_plugin xml_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.xml",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &xml_format, NULL },
	.init = xml_init,
};

OCT_PLUGIN_ENTRY(xml)
{
	return &xml_plugin;
}
