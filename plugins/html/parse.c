/*
 * parse.c -- the page's tree, and what there is to say about its mark-up.
 */
#include <octavo/sugar.h>
#include <stdlib.h>

#include "html.h"

/* A page that is all mark-up may need eight times its size. */
#define DOM_BYTES ((size_t)1 << 30)
#define DOM_ATTRS 1024
#define DOM_ERRORS_KEPT 1000

/* A limit of the parser's, and what was done about what is beyond it. */
static const char *
limit_text(uint32_t code)
{
	switch (code) {
	case DOM_ERR_LIMIT_DEPTH:
		return "elements are more than 512 deep in one another; those "
		       "below stand beside the deepest";
	case DOM_ERR_LIMIT_ATTRIBUTES:
		return "a tag has more than 1024 attributes; the rest are left "
		       "out";
	case DOM_ERR_LIMIT_COPIES:
		return "too many tags such as <b> are left open; those are no "
		       "longer opened again in each paragraph";
	default: return NULL;
	}
}

static void
report_limits(const oct_api *api, oct_job *job, const struct dom *dom)
{
	for (uint32_t i = 0; i < dom->limit_count; i++) {
		const char *text = limit_text(dom->limits[i].code);

		if (text != NULL)
			api->report(job, OCT_WARNING, "html.limit",
			    dom->limits[i].line, 0, text);
	}
}

/* A note for each kind of parse error, where it was met first. */
static void
report_errors(const oct_api *api, oct_job *job, const struct dom *dom)
{
	uint32_t counts[DOM_ERRORS] = { 0 };

	for (uint32_t i = 0; i < dom->error_count; i++)
		counts[dom->errors[i].code]++;
	for (uint32_t i = 0; i < dom->error_count; i++) {
		uint32_t code = dom->errors[i].code;

		if (counts[code] > 1)
			oct_reportf(api, job, OCT_INFO, "html.parse",
			    dom->errors[i].line,
			    "parse error: %s, here first of %u times; read as "
			    "browsers do",
			    dom_error_text(code), counts[code]);
		else if (counts[code] == 1)
			oct_reportf(api, job, OCT_INFO, "html.parse",
			    dom->errors[i].line,
			    "parse error: %s; read as browsers do",
			    dom_error_text(code));
		counts[code] = 0;
	}
}

struct dom *
page_parse(const oct_api *api, oct_job *job, const char *utf8, size_t len)
{
	struct dom *dom = dom_parse(utf8, len,
	    &(struct dom_options){
		.max_bytes = DOM_BYTES,
		.max_attrs = DOM_ATTRS,
		.max_errors = DOM_ERRORS_KEPT,
	    });

	if (dom == NULL || dom->status == DOM_ENOMEM) {
		api->fail(job, OCT_ENOMEM, "html.memory",
		    "out of memory while reading the page");
	} else if (dom->status == DOM_ELIMIT) {
		api->fail(job, OCT_ELIMIT, "html.size",
		    "the page's elements need more than 1 GB of memory");
	} else {
		report_limits(api, job, dom);
		report_errors(api, job, dom);
		return dom;
	}
	dom_free(dom);
	return NULL;
}

void
page_dump(const struct page *page)
{
	const oct_api *api = page->api;
	oct_node *body = api->part(page->article, OCT_BODY);
	size_t len;
	char *dump = dom_dump(page->dom, DOM_ROOT, &len);

	if (dump == NULL)
		api->fail(page->job, OCT_ENOMEM, "html.memory",
		    "out of memory while writing the page's tree");
	else
		api->set_str(page->job,
		    api->add(page->job, body, OCT_CODEBLOCK), OCT_P_TEXT, dump,
		    len);
	free(dump);
}
