/*
 * MathML Core and the presentation elements of MathML 3 that EPUB 3.3 takes,
 * written anew: only elements and attributes of the tables below, with as many
 * children as MathML 3 wants of each.
 */
#include "act.h"
#include "markup.h"

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
	struct markup m;
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
write_attributes(struct reading *r)
{
	for (size_t i = 0; i < r->m.n_attrs; i++) {
		const struct markup_attr *at = &r->m.attrs[i];
		const struct attribute *a;

		if (at->name.prefix.n > 0)
			continue;
		a = bsearch(at->name.local.p, attributes,
		    sizeof(attributes) / sizeof(attributes[0]),
		    sizeof(attributes[0]), attribute_compare);
		if (a != NULL &&
		    (a->values ? is_word(a->values, at->value.p)
			       : is_length(at->value.p)))
			out_attr(r->out, a->name, at->value);
	}
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
start_element(struct reading *r)
{
	const struct element *e = bsearch(r->m.name.local.p, elements,
	    sizeof(elements) / sizeof(elements[0]), sizeof(elements[0]),
	    element_compare);

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
	write_attributes(r);
	out_put(r->out, ">", 1);
	r->open[r->depth].element = e;
	r->open[r->depth].children = 0;
	r->depth++;
	return 1;
}

static int
text(struct reading *r)
{
	if (!(r->open[r->depth - 1].element->flags & TOKEN))
		return strspn(r->m.text.p, " \t\r\n") == r->m.text.n;
	out_text(r->out, r->m.text);
	if (r->spoken.n > 0)
		out_puts(&r->spoken, " ");
	out_put(&r->spoken, r->m.text.p, r->m.text.n);
	return 1;
}

/* Annotations and all that follows the first child of <semantics>. */
static int
is_annotation(const struct reading *r)
{
	return r->depth > 0 && r->open[r->depth - 1].children > 0 &&
	    strcmp(r->open[r->depth - 1].element->name, "semantics") == 0;
}

/* TeX says a formula better than its tokens in a row; all else is passed
 * over. */
static int
annotation(struct reading *r)
{
	if (!r->has_tex &&
	    oct_is(markup_attr(&r->m, "encoding"), "application/x-tex") &&
	    markup_next(&r->m) == MARKUP_TEXT) {
		r->has_tex = 1;
		r->spoken.n = 0;
		out_put(&r->spoken, r->m.text.p, r->m.text.n);
	}
	while (r->m.depth > (size_t)r->depth)
		if (markup_next(&r->m) == MARKUP_BAD)
			return 0;
	return 1;
}

/* Writes the formula; 0 if it is not all sound. */
static int
rewrite(struct reading *r, oct_str source)
{
	markup_open(&r->m, r->out->api, r->out->job, source.p, source.n);
	for (int sound = 1; sound;) {
		switch (markup_next(&r->m)) {
		case MARKUP_START:
			sound =
			    is_annotation(r) ? annotation(r) : start_element(r);
			break;
		case MARKUP_END: sound = end_element(r); break;
		case MARKUP_TEXT: sound = text(r); break;
		case MARKUP_DONE: return 1;
		default: sound = 0;
		}
	}
	r->depth = 0;
	return 0;
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
