/*
 * SVG as a picture in a book: written anew from what libxml2 reads, without
 * scripts, foreign vocabularies, and anything that lies outside of the file.
 */
#include "epub.h"

#include <libxml/xmlreader.h>

#define SVG "http://www.w3.org/2000/svg"
#define XLINK "http://www.w3.org/1999/xlink"
#define XML "http://www.w3.org/XML/1998/namespace"

struct drawing {
	struct out out;
	int depth, animated;
	int style; /* inside <style>: depth of its text, or 0 */
};

/* Elements left out with all below them. */
static int
is_unwanted(const char *name)
{
	static const char *const names[] = { "script", "foreignObject",
		"iframe", "audio", "video", "canvas", "handler", "listener",
		"metadata" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return 1;
	return 0;
}

/* Do all url()s lead into the file itself?  And nothing is imported. */
static int
css_is_local(const char *css)
{
	if (strcasestr(css, "@import") != NULL || strchr(css, '\\') != NULL)
		return 0;
	for (const char *p = css; (p = strcasestr(p, "url(")) != NULL;) {
		p += 4;
		p += strspn(p, " \t\n'\"");
		if (*p != '#')
			return 0;
	}
	return 1;
}

static int
is_local(const char *href)
{
	return href[0] == '#' || strncmp(href, "data:image/png;", 15) == 0 ||
	    strncmp(href, "data:image/jpeg;", 16) == 0;
}

/* Drawings taken out of HTML have lost the case of their attributes. */
static const char *
cased_name(const char *name)
{
	static const char *const names[] = { "viewBox", "preserveAspectRatio",
		"gradientUnits", "gradientTransform", "patternUnits",
		"clipPathUnits", "stdDeviation" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return names[i];
	return name;
}

static void
write_attribute(struct drawing *d, xmlTextReaderPtr r)
{
	const char *ns = (const char *)xmlTextReaderConstNamespaceUri(r);
	const char *name = (const char *)xmlTextReaderConstLocalName(r);
	const char *value = (const char *)xmlTextReaderConstValue(r);
	char qname[64];

	if (value == NULL || strlen(name) > 40 || strchr(name, ':') != NULL ||
	    xmlTextReaderIsNamespaceDecl(r) == 1)
		return;
	if (ns == NULL && strncasecmp(name, "on", 2) == 0)
		return;
	if (strcmp(name, "href") == 0 && !is_local(value))
		return;
	if (!css_is_local(value))
		return;
	if (ns == NULL)
		snprintf(qname, sizeof(qname), "%s", cased_name(name));
	else if (strcmp(ns, XLINK) == 0)
		snprintf(qname, sizeof(qname), "xlink:%s", name);
	else if (strcmp(ns, XML) == 0 && strcmp(name, "base") != 0)
		snprintf(qname, sizeof(qname), "xml:%s", name);
	else
		return;
	out_attr(&d->out, qname, str_of(value));
}

/* An <image> whose picture is elsewhere would be an empty frame. */
static int
is_remote_image(xmlTextReaderPtr r, const char *name)
{
	xmlChar *href;
	int remote;

	if (strcmp(name, "image") != 0 && strcmp(name, "feImage") != 0)
		return 0;
	href = xmlTextReaderGetAttributeNs(
	    r, (const xmlChar *)"href", (const xmlChar *)XLINK);
	if (href == NULL)
		href = xmlTextReaderGetAttribute(r, (const xmlChar *)"href");
	remote = href == NULL || !is_local((const char *)href);
	xmlFree(href);
	return remote;
}

/* Is the element, with what is below it, to be written? */
static int
is_wanted(const struct drawing *d, xmlTextReaderPtr r)
{
	const char *ns = (const char *)xmlTextReaderConstNamespaceUri(r);
	const char *name = (const char *)xmlTextReaderConstLocalName(r);

	if (d->depth == 0)
		return strcmp(name, "svg") == 0 &&
		    (ns == NULL || strcmp(ns, SVG) == 0);
	return (ns == NULL || strcmp(ns, SVG) == 0) && !is_unwanted(name) &&
	    !is_remote_image(r, name);
}

static void
start_element(struct drawing *d, xmlTextReaderPtr r)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r);
	int empty = xmlTextReaderIsEmptyElement(r);

	d->animated |= strncmp(name, "animate", 7) == 0;
	out_put(&d->out, "<", 1);
	out_puts(&d->out, name);
	if (d->depth == 0)
		out_puts(
		    &d->out, " xmlns=\"" SVG "\" xmlns:xlink=\"" XLINK "\"");
	while (xmlTextReaderMoveToNextAttribute(r) == 1)
		write_attribute(d, r);
	xmlTextReaderMoveToElement(r);
	out_puts(&d->out, empty ? "/>" : ">");
	if (empty)
		return;
	d->depth++;
	if (strcmp(name, "style") == 0)
		d->style = d->depth;
}

static void
end_element(struct drawing *d, xmlTextReaderPtr r)
{
	if (d->style == d->depth)
		d->style = 0;
	d->depth--;
	out_puts(&d->out, "</");
	out_puts(&d->out, (const char *)xmlTextReaderConstLocalName(r));
	out_puts(&d->out, ">");
}

static void
text(struct drawing *d, xmlTextReaderPtr r)
{
	const char *value = (const char *)xmlTextReaderConstValue(r);

	if (value == NULL || (d->style && !css_is_local(value)))
		return;
	out_text(&d->out, str_of(value));
}

/* Handles the node the reader stands on; 1 if what is below it is wanted, 0
 * to pass over it, -1 for what no drawing may have. */
static int
node(struct drawing *d, xmlTextReaderPtr r)
{
	switch (xmlTextReaderNodeType(r)) {
	case XML_READER_TYPE_ELEMENT:
		if (!is_wanted(d, r))
			return d->depth == 0 ? -1 : 0;
		start_element(d, r);
		return 1;
	case XML_READER_TYPE_END_ELEMENT: end_element(d, r); return 1;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: text(d, r); return 1;
	case XML_READER_TYPE_ENTITY_REFERENCE: return -1;
	default: return 1; /* comments, instructions, the DOCTYPE */
	}
}

static void
ignore_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

oct_str
svg_clean(
    const oct_api *api, oct_job *job, const void *data, size_t n, int *animated)
{
	struct drawing d = { .out = { api, job, NULL, 0, 0 } };
	xmlTextReaderPtr r;
	int more = -1, below = 1;

	if (n > INT32_MAX)
		return str_of("");
	r = xmlReaderForMemory(
	    data, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
	if (r == NULL)
		return str_of("");
	xmlTextReaderSetStructuredErrorHandler(r, ignore_error, NULL);
	out_puts(&d.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	do {
		more = below ? xmlTextReaderRead(r) : xmlTextReaderNext(r);
		below = more == 1 ? node(&d, r) : 1;
	} while (more == 1 && below >= 0);
	xmlFreeTextReader(r);
	*animated |= d.animated;
	if (more != 0 || d.depth != 0 || d.out.n < 60)
		return str_of("");
	return out_keep(&d.out);
}
