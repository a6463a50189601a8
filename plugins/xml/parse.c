#include "parse.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

struct parse {
	const oct_api *a;
	oct_job *j;
	const struct parse_events *events;
	void *data;
	xmlParserCtxt *ctxt;
	int code; /* of the first error; 0 while there is none */
	int line;
	char message[256];
};

struct attr
attrs_nth(const struct attrs *attrs, int n)
{
	const unsigned char **v = attrs->list + 5 * (ptrdiff_t)n;
	struct attr attr = { .prefix = "", .name = (const char *)v[0] };

	if (v[1] != NULL)
		attr.prefix = (const char *)v[1];
	attr.value.p = (const char *)v[3];
	attr.value.n = (size_t)(v[4] - v[3]);
	return attr;
}

oct_str
attrs_find(const struct attrs *attrs, const char *name)
{
	struct attr attr;

	for (int i = 0; i < attrs->n; i++) {
		attr = attrs_nth(attrs, i);
		if (attr.prefix[0] == '\0' && strcmp(attr.name, name) == 0)
			return attr.value;
	}
	return (oct_str){ NULL, 0 };
}

static uint32_t
line_of(const struct parse *p)
{
	return p->ctxt->input != NULL ? (uint32_t)p->ctxt->input->line : 0;
}

/* No callback runs on after a failure of the job's. */
static int
is_stopped(struct parse *p)
{
	if (p->a->status(p->j) == OCT_OK)
		return 0;
	xmlStopParser(p->ctxt);
	return 1;
}

static void
on_open(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attrs, int n_defaulted, const xmlChar **list)
{
	struct parse *p = data;
	struct attrs attrs = { list, n_attrs };

	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	if (!is_stopped(p))
		p->events->open(p->data, (const char *)name, (const char *)uri,
		    &attrs, line_of(p));
}

static void
on_close(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct parse *p = data;

	(void)name;
	(void)prefix;
	(void)uri;
	if (!is_stopped(p))
		p->events->close(p->data, line_of(p));
}

static void
on_text(void *data, const xmlChar *text, int n)
{
	struct parse *p = data;

	if (p->a->status(p->j) == OCT_OK)
		p->events->text(p->data, (const char *)text, (size_t)n);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external_id,
    const xmlChar *system_id)
{
	struct parse *p = data;

	(void)name;
	(void)external_id;
	(void)system_id;
	p->a->fail(p->j, OCT_EFORMAT, "xml.doctype",
	    "the document has a document type declaration, with which entities "
	    "and outside files come in; such documents are not read");
	xmlStopParser(p->ctxt);
}

static void
on_error(void *data, xmlError *error)
{
	struct parse *p = data;

	if (error->level < XML_ERR_ERROR || p->code != 0)
		return;
	p->code = error->code;
	p->line = error->line;
	snprintf(p->message, sizeof(p->message), "%s",
	    error->message != NULL ? error->message : "unknown error");
	p->message[strcspn(p->message, "\n")] = '\0';
}

static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.internalSubset = on_doctype,
	.startElementNs = on_open,
	.endElementNs = on_close,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.serror = on_error,
};

static void
report_failure(struct parse *p)
{
	char message[512];

	if (p->a->status(p->j) != OCT_OK)
		return;
	if (p->code == XML_ERR_NO_MEMORY) {
		p->a->fail(
		    p->j, OCT_ENOMEM, "xml.memory", "libxml2 found no memory");
		return;
	}
	snprintf(message, sizeof(message),
	    "line %d is not well-formed XML (%s), so the document is not read",
	    p->line, p->code != 0 ? p->message : "the document is empty");
	p->a->fail(p->j, OCT_EFORMAT, "xml.syntax", message);
}

static void
parse_document(struct parse *p, const oct_input *in)
{
	p->ctxt =
	    xmlCreateMemoryParserCtxt((const char *)in->data, (int)in->len);
	if (p->ctxt == NULL) {
		p->code = in->len > 0 ? XML_ERR_NO_MEMORY : 0;
		report_failure(p);
		return;
	}
	*p->ctxt->sax = handler;
	p->ctxt->userData = p;
	/* HUGE lifts libxml2's own limits on depth and on the length of a
	 * text; the reader's are in their place.  NOENT: there are no entities
	 * to replace, but without it "&amp;" in an attribute is "&#38;". */
	xmlCtxtUseOptions(
	    p->ctxt, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
	xmlParseDocument(p->ctxt);
	if (!p->ctxt->wellFormed)
		report_failure(p);
	xmlFreeParserCtxt(p->ctxt);
}

void
parse_xml(const oct_api *a, oct_job *j, const oct_input *in,
    const struct parse_events *events, void *data)
{
	struct parse p = { .a = a, .j = j, .events = events, .data = data };
	xmlStructuredErrorFunc handler_before = xmlStructuredError;
	void *data_before = xmlStructuredErrorContext;

	if (in->len > INT_MAX) {
		a->fail(j, OCT_ELIMIT, "xml.size",
		    "XML documents of 2 GiB and more are not read");
		return;
	}
	/* What goes wrong before there is a context, or beside it, would be
	 * printed; this setting is the thread's own. */
	xmlSetStructuredErrorFunc(&p, on_error);
	parse_document(&p, in);
	xmlSetStructuredErrorFunc(data_before, handler_before);
}
