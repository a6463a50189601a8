/* xml.c -- libxml2 without network, outside files or entities of a document's
 * own making. */
#include "check.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

struct parse {
	struct check *c;
	const struct xml_events *events;
	void *data;
	xmlParserCtxt *ctxt;
	uint32_t line; /* of the first error */
	char error[200]; /* "": none */
};

const char *
tag_attr(
    struct check *c, const struct tag *tag, const char *ns, const char *name)
{
	for (int i = 0; i < tag->n; i++) {
		const unsigned char **v = tag->list + 5 * (ptrdiff_t)i;
		const char *uri = (const char *)v[2];

		if (strcmp((const char *)v[0], name) != 0 ||
		    (ns == NULL ? uri != NULL
				: uri == NULL || strcmp(uri, ns) != 0))
			continue;
		return keep_briefly(
		    c, (const char *)v[3], (size_t)(v[4] - v[3]));
	}
	return NULL;
}

const char *
tag_keep(struct check *c, const struct tag *tag, const char *name)
{
	const char *value = tag_attr(c, tag, NULL, name);

	return value != NULL ? keep(c, value, strlen(value)) : NULL;
}

bool
tag_is(const struct tag *tag, const char *ns, const char *name)
{
	return strcmp(tag->name, name) == 0 && strcmp(tag->ns, ns) == 0;
}

bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word), len;

	for (; list != NULL && *list != '\0'; list += len) {
		list += strspn(list, " \t\r\n");
		len = strcspn(list, " \t\r\n");
		if (len == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

static bool
stopped(struct parse *p)
{
	if (p->c->api->status(p->c->job) == OCT_OK)
		return false;
	xmlStopParser(p->ctxt);
	return true;
}

static uint32_t
line_of(const struct parse *p)
{
	return p->ctxt->input != NULL ? (uint32_t)p->ctxt->input->line : 0;
}

static void
on_open(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attrs, int n_defaulted, const xmlChar **list)
{
	struct parse *p = data;
	struct tag tag = { .name = (const char *)name,
		.ns = uri != NULL ? (const char *)uri : "",
		.n = n_attrs,
		.list = list,
		.line = line_of(p) };

	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	p->c->brief_n = 0;
	if (!stopped(p))
		p->events->open(p->c, p->data, &tag);
}

static void
on_close(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct parse *p = data;

	(void)name;
	(void)prefix;
	(void)uri;
	if (!stopped(p) && p->events->close != NULL)
		p->events->close(p->c, p->data, line_of(p));
}

static void
on_text(void *data, const xmlChar *text, int n)
{
	struct parse *p = data;

	if (p->events->text != NULL)
		p->events->text(p->c, p->data, (const char *)text, (size_t)n);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	struct parse *p = data;

	if (p->events->doctype != NULL)
		p->events->doctype(p->c, p->data, (const char *)name,
		    (const char *)public_id, (const char *)system_id);
}

static void
on_entity(void *data, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	struct parse *p = data;

	(void)type;
	(void)public_id;
	(void)system_id;
	(void)content;
	found(p->c, OCT_ERROR, "OCT-ENTITY", line_of(p),
	    "it makes an entity of its own, \"%.40s\"; the file was not read on",
	    (const char *)name);
	xmlStopParser(p->ctxt);
}

static void
on_error(void *data, xmlError *error)
{
	struct parse *p = data;

	if (error->level < XML_ERR_ERROR || p->error[0] != '\0' ||
	    error->domain == XML_FROM_NAMESPACE)
		return;
	p->line = error->line > 0 ? (uint32_t)error->line : 0;
	snprintf(p->error, sizeof(p->error), "%s",
	    error->message != NULL ? error->message : "unknown error");
	p->error[strcspn(p->error, "\n")] = '\0';
}

static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.internalSubset = on_doctype,
	.entityDecl = on_entity,
	.startElementNs = on_open,
	.endElementNs = on_close,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.serror = on_error,
};

bool
xml_parse(struct check *c, const struct xml_events *events, void *data)
{
	struct parse p = { .c = c, .events = events, .data = data };
	const char *bytes = (const char *)c->here->data;
	size_t n = c->here->size, part;

	p.ctxt = xmlCreatePushParserCtxt(
	    (xmlSAXHandler *)&handler, &p, NULL, 0, NULL);
	if (p.ctxt == NULL) {
		c->api->fail(c->job, OCT_ENOMEM, "bookcheck.memory",
		    "there was no memory to look at the book");
		return false;
	}
	/* huge: the depth is bounded by the frames of content.c */
	/* noent: "&amp;" in attributes is undone; others stop the parser */
	xmlCtxtUseOptions(p.ctxt,
	    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT |
		(c->quiet ? XML_PARSE_RECOVER : 0));
	for (size_t at = 0; at < n && c->api->status(c->job) == OCT_OK;
	     at += part) {
		part = n - at < (1 << 20) ? n - at : 1 << 20;
		xmlParseChunk(p.ctxt, bytes + at, (int)part, at + part == n);
	}
	xmlFreeDoc(p.ctxt->myDoc); /* it makes one for entities */
	xmlFreeParserCtxt(p.ctxt);
	if (p.error[0] != '\0')
		found(c, OCT_ERROR, "RSC-016", p.line,
		    "it is not well-formed XML: %s", p.error);
	return p.error[0] == '\0';
}
