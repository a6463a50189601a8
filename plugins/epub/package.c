/*
 * The package document (EPUB 3.3, 5), with what EPUB Accessibility 1.1 wants
 * to be said, as far as it is true of this book.
 */
#include "epub.h"

static void
element(struct book *b, const char *name, oct_str value)
{
	out_element(&b->out, name, value);
}

static void
property(struct book *b, const char *name, const char *value)
{
	out_putf(&b->out, "<meta property=\"%s\">%s</meta>\n", name, value);
}

/* The user's value for the book; else that of the first article with one. */
static oct_str
first_field(struct book *b, uint32_t key)
{
	oct_str value = book_field(b, b->api->book(b->job), key);

	for (size_t i = 0; i < b->n_articles && value.n == 0; i++)
		value = book_field(b, b->articles[i].node, key);
	return value;
}

/* Languages: the book's first, then the articles' others. */
static void
write_languages(struct book *b)
{
	size_t listed = 1;

	element(b, "dc:language", b->lang.n > 0 ? b->lang : str_of("und"));
	for (size_t i = 0; i < b->n_articles && listed < 20; i++) {
		oct_str lang = b->articles[i].lang;
		int known = lang.n == 0 || strcmp(lang.p, b->lang.p) == 0;

		for (size_t j = 0; j < i && !known; j++)
			known = strcmp(lang.p, b->articles[j].lang.p) == 0;
		if (known)
			continue;
		element(b, "dc:language", lang);
		listed++;
	}
}

/* Values of a field over all articles, each written once. */
struct values {
	struct book *b;
	oct_str seen[100];
	size_t n;
};

static int
is_new(struct values *v, oct_str s)
{
	if (s.n == 0 || v->n == sizeof(v->seen) / sizeof(v->seen[0]))
		return 0;
	for (size_t i = 0; i < v->n; i++)
		if (strcmp(v->seen[i].p, s.p) == 0)
			return 0;
	v->seen[v->n++] = s;
	return 1;
}

/* Says more of the element whose id is `kind` and the number. */
static void
refine(struct book *b, const char *kind, size_t number, const char *property,
    oct_str value)
{
	if (value.n == 0)
		return;
	out_putf(&b->out, "<meta refines=\"#%s%zu\" property=\"%s\"", kind,
	    number, property);
	if (strcmp(property, "role") == 0)
		out_puts(&b->out, " scheme=\"marc:relators\"");
	out_puts(&b->out, ">");
	out_text(&b->out, value);
	out_puts(&b->out, "</meta>\n");
}

/* The people of a field, as dc:creator or dc:contributor. */
static void
write_persons(
    struct values *v, const oct_node *owner, uint32_t key, const char *kind)
{
	const oct_api *api = v->b->api;
	const oct_node *f = api->field(owner, key);
	struct out *o = &v->b->out;

	for (; f != NULL; f = api->next_field(f)) {
		oct_str name = api->get_str(f, OCT_P_TEXT);
		oct_str role = api->get_str(f, OCT_P_ROLE);

		if (!is_new(v, name))
			continue;
		if (role.n != 3)
			role = str_of(key == OCT_M_AUTHOR ? "aut" : "");
		out_putf(o, "<dc:%s id=\"%s%zu\">", kind, kind, v->n);
		out_text(o, name);
		out_putf(o, "</dc:%s>\n", kind);
		refine(v->b, kind, v->n, "role", role);
		refine(v->b, kind, v->n, "file-as",
		    api->get_str(f, OCT_P_FILE_AS));
	}
}

static void
write_values(
    struct values *v, const oct_node *owner, uint32_t key, const char *name)
{
	const oct_node *f = v->b->api->field(owner, key);

	for (; f != NULL; f = v->b->api->next_field(f)) {
		oct_str s = v->b->api->get_str(f, OCT_P_TEXT);

		if (is_new(v, s))
			element(v->b, name, s);
	}
}

/* The user's creators stand for those of the articles. */
static void
write_people(struct book *b)
{
	const oct_node *root = b->api->book(b->job);
	struct values v = { .b = b };

	write_persons(&v, root, OCT_M_AUTHOR, "creator");
	for (size_t i = 0;
	     i < b->n_articles && b->api->field(root, OCT_M_AUTHOR) == NULL;
	     i++)
		write_persons(&v, b->articles[i].node, OCT_M_AUTHOR, "creator");
	v = (struct values){ .b = b };
	write_persons(&v, root, OCT_M_CONTRIBUTOR, "contributor");
	for (size_t i = 0; i < b->n_articles &&
	     b->api->field(root, OCT_M_CONTRIBUTOR) == NULL;
	     i++)
		write_persons(
		    &v, b->articles[i].node, OCT_M_CONTRIBUTOR, "contributor");
}

/* The title, and the subtitle of the book or of its only article. */
static void
write_titles(struct book *b)
{
	oct_str subtitle = book_field(b, b->api->book(b->job), OCT_M_SUBTITLE);

	if (subtitle.n == 0 && b->n_articles == 1)
		subtitle = book_field(b, b->articles[0].node, OCT_M_SUBTITLE);
	if (subtitle.n == 0) {
		element(b, "dc:title", b->title);
		return;
	}
	out_puts(&b->out, "<dc:title id=\"title1\">");
	out_text(&b->out, b->title);
	out_puts(&b->out, "</dc:title>\n");
	refine(b, "title", 1, "title-type", str_of("main"));
	out_puts(&b->out, "<dc:title id=\"title2\">");
	out_text(&b->out, subtitle);
	out_puts(&b->out, "</dc:title>\n");
	refine(b, "title", 2, "title-type", str_of("subtitle"));
}

/* The series as EPUB 3 says it, and as calibre, which Kobo follows too. */
static void
write_series(struct book *b)
{
	const oct_node *f = b->api->field(b->api->book(b->job), OCT_M_SERIES);
	oct_str name, position;

	if (f == NULL && b->n_articles == 1)
		f = b->api->field(b->articles[0].node, OCT_M_SERIES);
	if (f == NULL)
		return;
	name = b->api->get_str(f, OCT_P_TEXT);
	position = b->api->get_str(f, OCT_P_POSITION);
	if (strspn(position.p, "0123456789.") != position.n)
		position.n = 0;
	out_puts(&b->out,
	    "<meta property=\"belongs-to-collection\" id=\"series1\">");
	out_text(&b->out, name);
	out_puts(&b->out, "</meta>\n");
	refine(b, "series", 1, "collection-type", str_of("series"));
	refine(b, "series", 1, "group-position", position);
	out_puts(&b->out, "<meta name=\"calibre:series\"");
	out_attr(&b->out, "content", name);
	out_puts(&b->out, "/>\n");
	if (position.n > 0) {
		out_puts(&b->out, "<meta name=\"calibre:series_index\"");
		out_attr(&b->out, "content", position);
		out_puts(&b->out, "/>\n");
	}
}

/* What the user says of the book stands for what the articles say. */
static void
write_all(struct book *b, uint32_t key, const char *name)
{
	const oct_node *root = b->api->book(b->job);
	struct values v = { .b = b };

	write_values(&v, root, key, name);
	for (size_t i = 0;
	     i < b->n_articles && b->api->field(root, key) == NULL; i++)
		write_values(&v, b->articles[i].node, key, name);
}

/* Those of an article name that article, not a book of several. */
static void
write_identifiers(struct book *b)
{
	struct values v = { .b = b };

	write_values(
	    &v, b->api->book(b->job), OCT_M_IDENTIFIER, "dc:identifier");
	if (b->n_articles == 1)
		write_values(
		    &v, b->articles[0].node, OCT_M_IDENTIFIER, "dc:identifier");
}

/* The user's date; else the latest that an article has. */
static oct_str
date_of(struct book *b)
{
	oct_str date = book_field(b, b->api->book(b->job), OCT_M_PUBLISHED);

	for (size_t i = 0; i < b->n_articles &&
	     b->api->field(b->api->book(b->job), OCT_M_PUBLISHED) == NULL;
	     i++) {
		oct_str s = book_field(b, b->articles[i].node, OCT_M_PUBLISHED);

		if (value_seconds(s) > value_seconds(date))
			date = s;
	}
	return date;
}

static void
write_sources(struct book *b)
{
	struct values v = { .b = b };

	for (size_t i = 0; i < b->n_articles; i++)
		if (is_new(&v, b->articles[i].url))
			element(b, "dc:source", b->articles[i].url);
}

static void
write_dublin_core(struct book *b)
{
	out_puts(&b->out, "<dc:identifier id=\"uid\">");
	out_text(&b->out, b->identifier);
	out_puts(&b->out, "</dc:identifier>\n");
	write_identifiers(b);
	write_titles(b);
	write_people(b);
	write_languages(b);
	element(b, "dc:date", identity_date(b, date_of(b)));
	write_all(b, OCT_M_PUBLISHER, "dc:publisher");
	write_sources(b);
	if (b->n_articles == 1 ||
	    book_field(b, b->api->book(b->job), OCT_M_DESCRIPTION).n > 0)
		element(b, "dc:description", first_field(b, OCT_M_DESCRIPTION));
	write_all(b, OCT_M_KEYWORD, "dc:subject");
	write_all(b, OCT_M_RIGHTS, "dc:rights");
	write_all(b, OCT_M_LICENCE, "dc:rights");
	write_series(b);
	out_puts(&b->out, "<meta property=\"dcterms:modified\">");
	out_text(&b->out, identity_modified(b));
	out_puts(&b->out, "</meta>\n");
}

/* --- accessibility
 * ------------------------------------------------------------
 */

static void
write_modes(struct book *b)
{
	int visual =
	    b->facts.pictures + b->facts.decorative > 0 || b->cover != NULL;

	property(b, "schema:accessMode", "textual");
	if (visual)
		property(b, "schema:accessMode", "visual");
	if (b->facts.undescribed == 0)
		property(b, "schema:accessModeSufficient", "textual");
	if (visual)
		property(b, "schema:accessModeSufficient", "textual,visual");
}

static void
write_features(struct book *b)
{
	static const char feature[] = "schema:accessibilityFeature";

	property(b, feature, "tableOfContents");
	property(b, feature, "readingOrder");
	if (b->facts.headings > 0 || b->n_articles > 1)
		property(b, feature, "structuralNavigation");
	if (!b->restyled)
		property(b, feature, "displayTransformability");
	if (b->facts.pictures > 0 && b->facts.undescribed == 0)
		property(b, feature, "alternativeText");
	if (b->facts.formulas > 0)
		property(b, feature, "MathML");
	if (b->facts.rubies > 0)
		property(b, feature, "rubyAnnotations");
}

static void
write_hazards(struct book *b)
{
	static const char hazard[] = "schema:accessibilityHazard";

	if (b->animated) {
		property(b, hazard, "unknown");
		return;
	}
	property(b, hazard, "noFlashingHazard");
	property(b, hazard, "noMotionSimulationHazard");
	property(b, hazard, "noSoundHazard");
}

static void
write_summary(struct book *b)
{
	const struct xhtml_facts *f = &b->facts;
	struct out *o = &b->out;

	out_puts(o,
	    "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">"
	    "Reflowable text with a table of contents, made automatically from"
	    " web articles.");
	if (f->pictures > 0 && f->undescribed == 0)
		out_puts(o, " All images have a description.");
	if (f->undescribed > 0)
		out_putf(o, " %zu of %zu images %s no description.",
		    f->undescribed, f->pictures,
		    f->undescribed == 1 ? "has" : "have");
	if (f->missing > 0)
		out_putf(o,
		    " %zu %s could not be included; words stand in place.",
		    f->missing, f->missing == 1 ? "image" : "images");
	if (b->animated)
		out_puts(o, " Some images are animated.");
	out_puts(o, "</meta>\n");
}

/* --- manifest and spine
 * -------------------------------------------------------
 */

static void
write_manifest(struct book *b)
{
	out_puts(&b->out, "<manifest>\n");
	for (const struct file *f = b->files; f != NULL; f = f->next) {
		out_puts(&b->out, "<item");
		out_attr(&b->out, "id", f->id);
		out_attr(&b->out, "href", f->name);
		out_attr(&b->out, "media-type", str_of(f->media_type));
		if (f->properties != NULL)
			out_attr(&b->out, "properties", str_of(f->properties));
		out_puts(&b->out, "/>\n");
	}
	out_puts(&b->out, "</manifest>\n");
}

static void
write_spine(struct book *b)
{
	out_puts(&b->out, "<spine toc=\"f-toc.ncx\"");
	if (b->dir.n > 0)
		out_attr(&b->out, "page-progression-direction", b->dir);
	out_puts(&b->out, ">\n");
	for (const struct file *f = b->files; f != NULL; f = f->next)
		if (f->spine)
			out_putf(&b->out, "<itemref idref=\"%s\"/>\n", f->id.p);
	out_puts(&b->out, "</spine>\n");
}

static void
reference(struct book *b, const char *type, oct_str href, enum word word)
{
	if (href.n > 0)
		out_putf(&b->out,
		    "<reference type=\"%s\" title=\"%s\" href=\"%s\"/>\n", type,
		    b->words->word[word], href.p);
}

/* EPUB 2's landmarks. */
static void
write_guide(struct book *b)
{
	out_puts(&b->out, "<guide>\n");
	reference(b, "cover", b->cover_page, WORD_COVER);
	reference(b, "title-page", b->title_page, WORD_TITLE_PAGE);
	reference(b, "toc", b->nav, WORD_CONTENTS);
	reference(b, "text", book_start(b), WORD_START);
	reference(b, "index", b->author_index, WORD_AUTHORS);
	out_puts(&b->out, "</guide>\n");
}

oct_str
package_document(struct book *b)
{
	struct out *o = &b->out;

	out_puts(o,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\""
	    " unique-identifier=\"uid\"");
	out_attr(o, "xml:lang", b->lang.n > 0 ? b->lang : str_of("und"));
	if (b->dir.n > 0)
		out_attr(o, "dir", b->dir);
	out_puts(
	    o, ">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	write_dublin_core(b);
	write_modes(b);
	write_features(b);
	write_hazards(b);
	write_summary(b);
	if (b->cover != NULL)
		out_putf(o, "<meta name=\"cover\" content=\"%s\"/>\n",
		    b->cover->id.p);
	out_puts(o, "</metadata>\n");
	write_manifest(b);
	write_spine(b);
	write_guide(b);
	out_puts(o, "</package>\n");
	return out_keep(o);
}
