/* validate.c -- a document against the schema that is installed with us. */
#include "validate.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <octavo/sugar.h>
#include <string.h>

enum { SAID = 20 }; /* errors that are said */

extern const char article_rng[];
extern const size_t article_rng_size;

struct check {
	const oct_api *api;
	oct_job *job;
	unsigned errors;
};

static void
on_error(void *data, xmlError *error)
{
	struct check *c = data;
	const char *text =
	    error->message != NULL ? error->message : "not valid";

	if (error->level < XML_ERR_ERROR || c->errors++ >= SAID)
		return;
	oct_reportf(c->api, c->job, OCT_ERROR,
	    error->domain == XML_FROM_RELAXNGV ? "xml.schema" : "xml.syntax",
	    error->line > 0 ? (uint32_t)error->line : 0, "%.*s",
	    (int)strcspn(text, "\n"), text);
}

static xmlDoc *
parse(struct check *c, const oct_input *in)
{
	xmlParserCtxt *p = xmlNewParserCtxt();
	xmlDoc *doc = NULL;

	if (p == NULL)
		return NULL;
	/* huge: what the model may hold is deeper than libxml2's limit */
	if (in->len <= INT32_MAX)
		doc = xmlCtxtReadMemory(p, (const char *)in->data, (int)in->len,
		    NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlFreeParserCtxt(p);
	if (doc != NULL && doc->intSubset != NULL) {
		c->api->report(c->job, OCT_ERROR, "xml.doctype", 0, 0,
		    "it has a document type declaration, which Octavo's XML "
		    "never has");
		c->errors++;
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}

static void
validate_doc(struct check *c, xmlDoc *doc)
{
	xmlRelaxNGParserCtxt *p =
	    xmlRelaxNGNewMemParserCtxt(article_rng, (int)article_rng_size);
	xmlRelaxNG *schema = p != NULL ? xmlRelaxNGParse(p) : NULL;
	xmlRelaxNGValidCtxt *v =
	    schema != NULL ? xmlRelaxNGNewValidCtxt(schema) : NULL;

	if (v == NULL) {
		c->api->fail(c->job, OCT_ENOMEM, "xml.memory",
		    "there was no memory to check it");
	} else {
		xmlRelaxNGSetValidStructuredErrors(v, on_error, c);
		if (xmlRelaxNGValidateDoc(v, doc) != 0 && c->errors == 0)
			c->errors = 1;
	}
	xmlRelaxNGFreeValidCtxt(v);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(p);
}

oct_status
xml_validate(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	struct check c = { .api = api, .job = job };
	xmlStructuredErrorFunc before = xmlStructuredError;
	void *before_data = xmlStructuredErrorContext;
	xmlDoc *doc;

	(void)inst;
	xmlSetStructuredErrorFunc(&c, on_error); /* of this thread */
	doc = parse(&c, in);
	if (doc != NULL)
		validate_doc(&c, doc);
	else if (c.errors == 0)
		api->fail(job, OCT_ENOMEM, "xml.memory",
		    "there was no memory to check it");
	xmlSetStructuredErrorFunc(before_data, before);
	xmlFreeDoc(doc);
	if (c.errors > 0 && api->status(job) == OCT_OK)
		api->fail(job, OCT_EINVALID, "xml.invalid",
		    "the XML is not valid under octavo-article.rng");
	return api->status(job);
}
