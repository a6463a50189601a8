/* bookcheck.c -- the order of the work, and what is said of it. */
#include "bookcheck.h"

#include <libxml/parser.h>
#include <stdio.h>

#include "check.h"

static void
check_content(struct check *c)
{
	for (struct item *i = c->items; i != NULL; i = i->next) {
		if (i->entry == NULL || i->entry->item != i)
			continue;
		if (strcmp(i->media_type, "application/xhtml+xml") == 0 ||
		    strcmp(i->media_type, "image/svg+xml") == 0)
			content_read(c, i->entry);
		else if (strcmp(i->media_type, "text/css") == 0)
			style_read(c, i->entry);
		if (c->api->status(c->job) != OCT_OK)
			return;
	}
}

static void
check_book(struct check *c)
{
	if (!container_open(c) || !package_read(c))
		return;
	check_content(c);
	if (c->api->status(c->job) != OCT_OK)
		return;
	package_facts(c);
	nav_read(c);
	links_resolve(c);
	c->here = NULL;
	container_unlisted(c);
}

static oct_status
validate(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	struct check *c = api->scratch(job, sizeof(*c));
	char msg[200];

	(void)inst;
	if (c == NULL)
		return api->status(job);
	c->api = api;
	c->job = job;
	c->bytes = in->data;
	c->size = in->len;
	c->items_end = &c->items;
	c->links_end = &c->links;
	check_book(c);
	for (size_t i = 0; i < c->n_entries; i++)
		container_drop(&c->entries[i]);
	if (c->zip != NULL)
		zip_discard(c->zip);
	if (c->errors > 0 && api->status(job) == OCT_OK) {
		snprintf(msg, sizeof(msg),
		    "the book is not valid: %u error%s and %u warning%s",
		    c->errors, c->errors > 1 ? "s" : "", c->warnings,
		    c->warnings == 1 ? "" : "s");
		api->fail(job, OCT_EINVALID, "bookcheck.invalid", msg);
	}
	return api->status(job);
}

static const struct bookcheck bookcheck = {
	.struct_size = sizeof(bookcheck),
	.validate = validate,
};

static const void *
extension(const char *id)
{
	return strcmp(id, BOOKCHECK_EXTENSION) == 0 ? &bookcheck : NULL;
}

/* Where several threads may not do it at once. */
static oct_status
init(const oct_api *api)
{
	(void)api;
	xmlInitParser();
	return OCT_OK;
}

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.bookcheck",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ NULL },
	.init = init,
	.extension = extension,
	.extensions = (const char *const[]){ BOOKCHECK_EXTENSION, NULL },
};

OCT_PLUGIN_ENTRY(bookcheck)
{
	return &plugin;
}
