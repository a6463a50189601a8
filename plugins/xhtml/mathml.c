/*
 * MathML Core and the presentation elements of MathML 3 that EPUB 3.3 takes,
 * written anew from what libxml2 reads: only elements and attributes of the
 * tables below, with as many children as MathML 3 wants of each.
 */
#include "act.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>

#define ANY 255
#define DEPTH 64

/* Where an element may stand, and what it holds. */
enum {
	TOKEN = 1, /* holds text */
	ROW = 2, /* only in a table */
	CELL = 4, /* only in a row */
	SCRIPTS = 8, /* only in mmultiscripts, and empty */
};

static const struct element {
	const char *name;
	uint8_t least, most, flags;
} elements[] = {
	{ "maction", 1, ANY, 0 },
	{ "math", 0, ANY, 0 },
	{ "menclose", 0, ANY, 0 },
	{ "merror", 0, ANY, 0 },
	{ "mfenced", 0, ANY, 0 },
	{ "mfrac", 2, 2, 0 },
	{ "mi", 0, 0, TOKEN },
	{ "mmultiscripts", 1, ANY, 0 },
	{ "mn", 0, 0, TOKEN },
	{ "mo", 0, 0, TOKEN },
	{ "mover", 2, 2, 0 },
	{ "mpadded", 0, ANY, 0 },
	{ "mphantom", 0, ANY, 0 },
	{ "mprescripts", 0, 0, SCRIPTS },
	{ "mroot", 2, 2, 0 },
	{ "mrow", 0, ANY, 0 },
	{ "ms", 0, 0, TOKEN },
	{ "mspace", 0, 0, 0 },
	{ "msqrt", 0, ANY, 0 },
	{ "mstyle", 0, ANY, 0 },
	{ "msub", 2, 2, 0 },
	{ "msubsup", 3, 3, 0 },
	{ "msup", 2, 2, 0 },
	{ "mtable", 0, ANY, 0 },
	{ "mtd", 0, ANY, CELL },
	{ "mtext", 0, 0, TOKEN },
	{ "mtr", 0, ANY, ROW },
	{ "munder", 2, 2, 0 },
	{ "munderover", 3, 3, 0 },
	{ "none", 0, 0, SCRIPTS },
	{ "semantics", 1, ANY, 0 },
};

/* Attributes and their values: words parted by blanks, or lengths. */
static const struct attribute {
	const char *name, *values;
} attributes[] = {
	{ "accent", "true false" },
	{ "accentunder", "true false" },
	{ "columnalign", "left center right" },
	{ "depth", NULL },
	{ "displaystyle", "true false" },
	{ "fence", "true false" },
	{ "form", "prefix infix postfix" },
	{ "height", NULL },
	{ "largeop", "true false" },
	{ "linethickness", NULL },
	{ "lspace", NULL },
	{ "mathvariant",
	    "normal bold italic bold-italic double-struck bold-fraktur script "
	    "bold-script fraktur sans-serif bold-sans-serif sans-serif-italic "
	    "sans-serif-bold-italic monospace" },
	{ "movablelimits", "true false" },
	{ "rspace", NULL },
	{ "separator", "true false" },
	{ "stretchy", "true false" },
	{ "symmetric", "true false" },
	{ "width", NULL },
};

struct reading {
	struct out *out;
	struct out spoken; /* the text of the tokens, or the TeX given */
	oct_str alt;
	int display, depth, has_tex;
	struct {
		const struct element *element;
		unsigned children;
	} open[DEPTH];
};

static int
element_compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct element *)row)->name);
}

static int
attribute_compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct attribute *)row)->name);
}

static int
is_word(const char *words, const char *value)
{
	size_t n = strlen(value);

	for (const char *p = words; n > 0 && (p = strstr(p, value)); p += n)
		if ((p == words || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return 1;
	return 0;
}

/* A number and a unit, MathML 3, 2.1.5.2. */
static int
is_length(const char *v)
{
	static const char *const units[] = { "em", "ex", "px", "in", "cm", "mm",
		"pt", "pc", "%" };
	size_t n;

	v += *v == '-';
	n = strspn(v, "0123456789");
	if (n == 0 || n > 4)
		return 0;
	v += n;
	if (*v == '.') {
		n = strspn(v + 1, "0123456789");
		if (n == 0 || n > 6)
			return 0;
		v += 1 + n;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(v, units[i]) == 0)
			return 1;
	return 0;
}

static void
write_attributes(struct reading *r, xmlTextReaderPtr reader)
{
	while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
		const char *name =
		    (const char *)xmlTextReaderConstLocalName(reader);
		const char *value =
		    (const char *)xmlTextReaderConstValue(reader);
		const struct attribute *a;

		if (xmlTextReaderConstPrefix(reader) != NULL || value == NULL)
			continue;
		a = bsearch(name, attributes,
		    sizeof(attributes) / sizeof(attributes[0]),
		    sizeof(attributes[0]), attribute_compare);
		if (a == NULL)
			continue;
		if (a->values ? is_word(a->values, value) : is_length(value))
			out_attr(r->out, name, str_of(value));
	}
	xmlTextReaderMoveToElement(reader);
}

/* May the element stand here, and is it within the bounds? */
static int
may_open(const struct reading *r, const struct element *e)
{
	const char *parent;
	int in_table, in_row;

	if (r->depth == 0)
		return strcmp(e->name, "math") == 0;
	parent = r->open[r->depth - 1].element->name;
	in_table = strcmp(parent, "mtable") == 0;
	in_row = strcmp(parent, "mtr") == 0;
	return r->depth < DEPTH && strcmp(e->name, "math") != 0 &&
	    !(r->open[r->depth - 1].element->flags & TOKEN) &&
	    in_table == ((e->flags & ROW) != 0) &&
	    in_row == ((e->flags & CELL) != 0) &&
	    (!(e->flags & SCRIPTS) || strcmp(parent, "mmultiscripts") == 0);
}

/* <semantics> is written as the row of its first child. */
static const char *
written_name(const struct element *e)
{
	return strcmp(e->name, "semantics") == 0 ? "mrow" : e->name;
}

static int
end_element(struct reading *r)
{
	const struct element *e = r->open[--r->depth].element;
	unsigned children = r->open[r->depth].children;

	out_putf(r->out, "</%s>", written_name(e));
	return children >= e->least && (e->most == ANY || children <= e->most);
}

static int
start_element(struct reading *r, xmlTextReaderPtr reader)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(reader);
	const struct element *e;
	int empty = xmlTextReaderIsEmptyElement(reader);

	if (strchr(name, ':') != NULL) /* a prefix that was never declared */
		name = strchr(name, ':') + 1;
	e = bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
	    sizeof(elements[0]), element_compare);
	if (e == NULL || !may_open(r, e))
		return 0;
	if (r->depth > 0)
		r->open[r->depth - 1].children++;
	out_putf(r->out, "<%s", written_name(e));
	if (r->depth == 0) {
		out_puts(
		    r->out, " xmlns=\"http://www.w3.org/1998/Math/MathML\"");
		if (r->display)
			out_puts(r->out, " display=\"block\"");
		if (r->alt.n > 0)
			out_attr(r->out, "alttext", r->alt);
	}
	write_attributes(r, reader);
	out_put(r->out, ">", 1);
	r->open[r->depth].element = e;
	r->open[r->depth].children = 0;
	r->depth++;
	return empty ? end_element(r) : 1;
}

static int
text(struct reading *r, xmlTextReaderPtr reader)
{
	const char *value = (const char *)xmlTextReaderConstValue(reader);

	if (r->depth == 0 || value == NULL)
		return r->depth != 0;
	if (r->open[r->depth - 1].element->flags & TOKEN) {
		out_text(r->out, str_of(value));
		if (r->spoken.n > 0)
			out_puts(&r->spoken, " ");
		out_puts(&r->spoken, value);
		return 1;
	}
	return value[strspn(value, " \t\r\n")] == '\0';
}

/* Annotations and all that follows the first child of <semantics>. */
static int
is_annotation(const struct reading *r)
{
	return r->depth > 0 && r->open[r->depth - 1].children > 0 &&
	    strcmp(r->open[r->depth - 1].element->name, "semantics") == 0;
}

/* Handles one node; 0 if it is nothing that we write. */
static int
node(struct reading *r, xmlTextReaderPtr reader)
{
	switch (xmlTextReaderNodeType(reader)) {
	case XML_READER_TYPE_ELEMENT: return start_element(r, reader);
	case XML_READER_TYPE_END_ELEMENT: return end_element(r);
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: return text(r, reader);
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_COMMENT: return 1;
	default: return 0; /* entities, DTDs */
	}
}

static void
ignore_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

/* TeX says a formula better than its tokens in a row. */
static void
annotation(struct reading *r, xmlTextReaderPtr reader)
{
	xmlChar *encoding =
	    xmlTextReaderGetAttribute(reader, (const xmlChar *)"encoding");
	xmlChar *tex = NULL;

	if (encoding != NULL && !r->has_tex &&
	    strcmp((const char *)encoding, "application/x-tex") == 0)
		tex = xmlTextReaderReadString(reader);
	if (tex != NULL) {
		r->has_tex = 1;
		r->spoken.n = 0;
		out_puts(&r->spoken, (const char *)tex);
	}
	xmlFree(tex);
	xmlFree(encoding);
}

static int
at_element(xmlTextReaderPtr reader)
{
	return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT;
}

/* Writes the formula; 0 if it is not all sound. */
static int
rewrite(struct reading *r, oct_str source)
{
	xmlTextReaderPtr reader = xmlReaderForMemory(source.p, (int)source.n,
	    NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_COMPACT);
	int more = 1, sound = 1;

	if (reader == NULL)
		return 0;
	xmlTextReaderSetStructuredErrorHandler(reader, ignore_error, NULL);
	while (sound && more == 1) {
		more = xmlTextReaderRead(reader);
		while (more == 1 && at_element(reader) && is_annotation(r)) {
			annotation(r, reader);
			more = xmlTextReaderNext(reader);
		}
		if (more == 1)
			sound = node(r, reader);
	}
	xmlFreeTextReader(reader);
	return sound && more == 0 && r->depth == 0;
}

int
mathml_write(struct out *out, oct_str source, oct_str alt, int display)
{
	struct reading r = { .out = out,
		.spoken = { out->api, out->job, NULL, 0, 0 },
		.alt = alt,
		.display = display };
	size_t mark = out->n;
	int sound;

	if (source.n == 0 || source.n > 1 << 20)
		return 0;
	sound = rewrite(&r, source) && out->n > mark;
	if (sound && alt.n == 0 && r.spoken.n > 0) {
		/* the alternative text stands in front and is known now */
		r.alt = out_keep(&r.spoken);
		out->n = mark;
		sound = rewrite(&r, source);
	}
	if (!sound)
		out->n = mark;
	return sound;
}
