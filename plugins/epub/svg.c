/*
 * SVG as a picture in a book: written anew without scripts, foreign
 * vocabularies, and anything that lies outside of the file.
 */
#include "epub.h"
#include "xhtml/markup.h"

#include <strings.h>

#define SVG "http://www.w3.org/2000/svg"
#define XLINK "http://www.w3.org/1999/xlink"

struct drawing {
	struct markup m;
	struct out out;
	oct_str prefix; /* of SVG's elements */
	int animated;
};

/* Elements left out with all below them. */
static int
is_unwanted(const char *name)
{
	static const char *const names[] = { "script", "foreignObject",
		"iframe", "audio", "video", "canvas", "handler", "listener",
		"metadata" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return 1;
	return 0;
}

/* Presentation attributes take references into the drawing, no others. */
static int
refers_within(const char *value)
{
	for (const char *p = value; (p = strcasestr(p, "url(")) != NULL;) {
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

/* Drawings taken out of HTML have lost the case of their names. */
static const char *
cased_name(const char *name)
{
	static const char *const names[] = { "viewBox", "preserveAspectRatio",
		"gradientUnits", "gradientTransform", "patternUnits",
		"clipPathUnits", "stdDeviation", "linearGradient",
		"radialGradient", "clipPath", "textPath", "feBlend",
		"feColorMatrix", "feComposite", "feFlood", "feGaussianBlur",
		"feMerge", "feMergeNode", "feOffset" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return names[i];
	return name;
}

/* The attribute's name as it is written; "" for what is left out. */
static oct_str
attribute_name(struct drawing *d, const struct markup_attr *a)
{
	const char *local = a->name.local.p;
	int bare = a->name.prefix.n == 0;

	if (!refers_within(a->value.p) || strncasecmp(local, "on", 2) == 0)
		return str_of("");
	if (strcmp(local, "style") == 0 && !css_is_declarations(a->value.p))
		return str_of("");
	if (bare && strcmp(local, "id") == 0 && !value_is_name(a->value))
		return str_of(""); /* what is no XML name spoils the book */
	if (strcmp(local, "href") == 0)
		return str_of(!is_local(a->value.p) ? ""
			: bare                      ? "href"
						    : "xlink:href");
	if (bare && strcmp(local, "xmlns") != 0)
		return str_of(cased_name(local));
	if (oct_is(a->name.prefix, "xml") && strcmp(local, "base") != 0)
		return out_strf(d->out.api, d->out.job, "xml:%s", local);
	return str_of("");
}

/* Names that were two may have become one: the first is written. */
static void
write_attributes(struct drawing *d)
{
	oct_str written[MARKUP_ATTRS];
	size_t n = 0;

	for (size_t i = 0; i < d->m.n_attrs; i++) {
		oct_str name = attribute_name(d, &d->m.attrs[i]);
		int seen = name.n == 0;

		for (size_t j = 0; j < n && !seen; j++)
			seen = strcmp(written[j].p, name.p) == 0;
		if (seen)
			continue;
		written[n++] = name;
		out_attr(&d->out, name.p, d->m.attrs[i].value);
	}
}

/* An <image> whose picture is elsewhere would be an empty frame. */
static int
is_remote_image(const struct drawing *d)
{
	const char *name = d->m.name.local.p;

	if (strcmp(name, "image") != 0 && strcmp(name, "feImage") != 0)
		return 0;
	for (size_t i = 0; i < d->m.n_attrs; i++)
		if (strcmp(d->m.attrs[i].name.local.p, "href") == 0)
			return !is_local(d->m.attrs[i].value.p);
	return 1;
}

/* Is the element, with what is below it, to be written?  The root's prefix is
 * that of SVG. */
static int
is_wanted(const struct drawing *d)
{
	oct_str ns = markup_attr(&d->m, "xmlns");

	return (ns.n == 0 || oct_is(ns, SVG)) &&
	    strcmp(d->m.name.prefix.p, d->prefix.p) == 0 &&
	    !is_unwanted(d->m.name.local.p) && !is_remote_image(d);
}

static void
start_element(struct drawing *d)
{
	const char *name = cased_name(d->m.name.local.p);

	d->animated |= strncmp(name, "animate", 7) == 0;
	out_put(&d->out, "<", 1);
	out_puts(&d->out, name);
	if (d->m.depth == 1)
		out_puts(
		    &d->out, " xmlns=\"" SVG "\" xmlns:xlink=\"" XLINK "\"");
	write_attributes(d);
	out_put(&d->out, ">", 1);
}

/* A <style>, with its text in one or more pieces; 0 if it does not end. */
static int
style_element(struct drawing *d)
{
	struct out css = { d->out.api, d->out.job, NULL, 0, 0 };
	size_t depth = d->m.depth;
	oct_str rules;
	int what;

	while ((what = markup_next(&d->m)) == MARKUP_TEXT)
		out_put(&css, d->m.text.p, d->m.text.n);
	if (what != MARKUP_END || d->m.depth >= depth)
		return 0;
	rules = out_keep(&css);
	if (css_is_rules(rules.p))
		out_element(&d->out, "style", rules);
	return 1;
}

static void
end_element(struct drawing *d)
{
	out_puts(&d->out, "</");
	out_puts(&d->out, cased_name(d->m.name.local.p));
	out_put(&d->out, ">", 1);
}

/* Handles one node; 0 for what no drawing may have. */
static int
node(struct drawing *d, int what)
{
	if (what == MARKUP_START && d->m.depth == 1) {
		d->prefix = d->m.name.prefix;
		if (!oct_is(d->m.name.local, "svg"))
			return 0;
	}
	if (what == MARKUP_START && oct_is(d->m.name.local, "style"))
		return style_element(d);
	if (what == MARKUP_START && is_wanted(d))
		start_element(d);
	else if (what == MARKUP_START && d->m.depth == 1)
		return 0;
	else if (what == MARKUP_START)
		markup_skip(&d->m);
	else if (what == MARKUP_END)
		end_element(d);
	else
		out_text(&d->out, d->m.text);
	return 1;
}

oct_str
svg_clean(
    const oct_api *api, oct_job *job, const void *data, size_t n, int *animated)
{
	struct drawing d = { .out = { api, job, NULL, 0, 0 } };
	int what;

	markup_open(&d.m, api, job, data, n);
	out_puts(&d.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	do
		what = markup_next(&d.m);
	while (what != MARKUP_DONE && what != MARKUP_BAD && node(&d, what));
	*animated |= d.animated;
	return what == MARKUP_DONE ? out_keep(&d.out) : str_of("");
}
