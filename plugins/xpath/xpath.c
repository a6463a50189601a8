/*
 * xpath.c -- a plug-in without formats: XPath for those that read pages.
 */
#include "xpath.h"

#include <libxml/parser.h>
#include <octavo/plugin.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"

static void
xpath_close(struct xpath_page *p)
{
	if (p == NULL)
		return;
	eval_close(p);
	page_free(p);
	free(p);
}

static struct xpath_page *
xpath_open(const struct dom *dom)
{
	struct xpath_page *p = calloc(1, sizeof(*p));

	if (p == NULL || !page_build(p, dom) || !eval_open(p)) {
		xpath_close(p);
		return NULL;
	}
	return p;
}

static const char *
xpath_error(const struct xpath_page *p)
{
	return p->status == XPATH_NOMEM ? "out of memory" : p->error;
}

static const struct xpath_api api = {
	.struct_size = sizeof(api),
	.layout = XPATH_LAYOUT,
	.open = xpath_open,
	.close = xpath_close,
	.eval = eval_expression,
	.error = xpath_error,
	.drop = page_drop,
};

static const void *
extension(const char *id)
{
	return strcmp(id, XPATH_EXTENSION) == 0 ? &api : NULL;
}

/* Where several threads may not do it at once. */
static oct_status
init(const oct_api *host)
{
	(void)host;
	xmlInitParser();
	return OCT_OK;
}

static const oct_format *const formats[] = { NULL };
static const char *const extensions[] = { XPATH_EXTENSION, NULL };

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.xpath",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = formats,
	.init = init,
	.extension = extension,
	.extensions = extensions,
};

OCT_PLUGIN_ENTRY(xpath)
{
	return &plugin;
}
