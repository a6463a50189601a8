/* package_facts.c -- the metadata, and the manifest against the files. */
#include "package.h"

#include "image.h"

static const struct fact *
first_fact(const struct package *p, const char *name)
{
	for (const struct fact *f = p->facts; f != NULL; f = f->next)
		if (strcmp(f->name, name) == 0 && f->refines == NULL)
			return f;
	return NULL;
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == '\0';
}

/* --- what must be there --------------------------------------------------- */

static void
check_identifier(struct check *c, const struct package *p)
{
	for (const struct fact *f = p->facts; f != NULL; f = f->next)
		if (strcmp(f->name, "identifier") == 0 && f->id != NULL &&
		    p->unique != NULL && strcmp(f->id, p->unique) == 0)
			c->identifier = f->value;
	if (c->identifier == NULL)
		found(c, OCT_ERROR, "OPF-030", 0,
		    "unique-identifier=\"%.40s\" is the id of no dc:identifier",
		    p->unique != NULL ? p->unique : "");
}

/* "CCYY-MM-DDThh:mm:ssZ" (EPUB 3.3, 5.5.4.2.4). */
static bool
is_time(const char *s)
{
	static const char shape[] = "0000-00-00T00:00:00Z";

	for (size_t i = 0; i < sizeof(shape); i++)
		if (shape[i] == '0' ? s[i] < '0' || s[i] > '9'
				    : s[i] != shape[i])
			return false;
	return true;
}

static void
check_modified(struct check *c, const struct package *p)
{
	unsigned n = 0;

	for (const struct fact *f = p->facts; f != NULL; f = f->next) {
		if (strcmp(f->name, "dcterms:modified") != 0 ||
		    f->refines != NULL)
			continue;
		n++;
		if (!is_time(f->value))
			found(c, OCT_ERROR, "RSC-005", f->line,
			    "dcterms:modified is \"%.40s\", which is not of "
			    "the form CCYY-MM-DDThh:mm:ssZ",
			    f->value);
	}
	if (n != 1)
		found(c, OCT_ERROR, "RSC-005", 0,
		    "dcterms:modified is there %u times; it must be there once",
		    n);
}

/* BCP 47, as far as its shape goes: parts of 1 to 8 letters or digits, the
 * first of 2 to 8 letters, or "x" or "i". */
static bool
is_language(const char *s)
{
	for (size_t part = 0;; part++) {
		size_t n = strcspn(s, "-"), letters = 0;

		for (size_t i = 0; i < n; i++) {
			bool letter =
			    (s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z';

			letters += letter;
			if (!letter && (s[i] < '0' || s[i] > '9'))
				return false;
		}
		if (n == 0 || n > 8 ||
		    (part == 0 &&
			(letters != n ||
			    (n == 1 && (s[0] | 0x20) != 'x' &&
				(s[0] | 0x20) != 'i'))))
			return false;
		if (s[n] == '\0')
			return true;
		s += n + 1;
	}
}

static void
check_languages(struct check *c, const struct package *p)
{
	for (const struct fact *f = p->facts; f != NULL; f = f->next)
		if (strcmp(f->name, "language") == 0 && !is_language(f->value))
			found(c, OCT_ERROR, "OPF-092", f->line,
			    "\"%.40s\" is no language tag of BCP 47", f->value);
	if (p->lang == NULL)
		found(c, OCT_WARNING, "OCT-LANG", 0,
		    "the package has no xml:lang, so titles are read in any "
		    "voice");
	else if (!is_language(p->lang))
		found(c, OCT_ERROR, "OPF-092", 0,
		    "xml:lang=\"%.40s\" is no language tag of BCP 47", p->lang);
}

static void
check_present(struct check *c, const struct package *p)
{
	static const char *const required[] = { "identifier", "title",
		"language" };

	if (p->version == NULL || strcmp(p->version, "3.0") != 0)
		found(c, OCT_ERROR, "OPF-001", 0,
		    "the package's version is \"%.20s\"; only 3.0 is checked",
		    p->version != NULL ? p->version : "");
	for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++)
		if (first_fact(p, required[i]) == NULL)
			found(c, OCT_ERROR, "RSC-005", 0,
			    "the package has no dc:%s", required[i]);
	for (const struct fact *f = p->facts; f != NULL; f = f->next)
		if (is_blank(f->value))
			found(c, OCT_ERROR, "RSC-005", f->line,
			    "%.40s is empty", f->name);
	if (first_fact(p, "source") == NULL)
		found(c, OCT_INFO, "OCT-SOURCE", 0,
		    "there is no dc:source, so nobody can tell what the book "
		    "was made from");
}

/* --- EPUB Accessibility 1.1, section 2 ------------------------------------ */

struct a11y {
	const char *property, *values;
	int32_t severity; /* of its lack */
};

static const struct a11y a11y[] = {
	{ "schema:accessMode",
	    "auditory chartOnVisual chemOnVisual colorDependent "
	    "diagramOnVisual mathOnVisual musicOnVisual tactile textOnVisual "
	    "textual visual",
	    OCT_ERROR },
	{ "schema:accessibilityFeature",
	    "alternativeText annotations ARIA audioDescription bookmarks "
	    "braille captions ChemML closedCaptions describedMath "
	    "displayTransformability displaytransformability "
	    "fullRubyAnnotations highContrastAudio highContrastDisplay index "
	    "largePrint latex latex-chemistry longDescription "
	    "MathML MathML-chemistry none openCaptions pageBreakMarkers "
	    "pageNavigation printPageNumbers readingOrder rubyAnnotations "
	    "signLanguage structuralNavigation synchronizedAudioText "
	    "tableOfContents taggedPDF tactileGraphic tactileObject "
	    "timingControl transcript ttsMarkup unlocked unknown",
	    OCT_ERROR },
	{ "schema:accessibilityHazard",
	    "flashing noFlashingHazard motionSimulation "
	    "noMotionSimulationHazard sound noSoundHazard unknown "
	    "unknownFlashingHazard unknownMotionSimulationHazard "
	    "unknownSoundHazard none",
	    OCT_ERROR },
	{ "schema:accessModeSufficient", NULL, OCT_WARNING },
	{ "schema:accessibilitySummary", NULL, OCT_WARNING },
};

static void
check_a11y(struct check *c, const struct package *p)
{
	for (size_t i = 0; i < sizeof(a11y) / sizeof(a11y[0]); i++) {
		const struct a11y *a = &a11y[i];

		if (first_fact(p, a->property) == NULL)
			found(c, a->severity, "OCT-A11Y", 0,
			    "the package has no %s", a->property);
		for (const struct fact *f = p->facts; f != NULL; f = f->next)
			if (a->values != NULL &&
			    strcmp(f->name, a->property) == 0 &&
			    !has_word(a->values, f->value))
				found(c, OCT_ERROR, "OCT-A11Y", f->line,
				    "%s can't be \"%.40s\"", a->property,
				    f->value);
	}
}

/* --- the manifest against the files --------------------------------------- */

/* EPUB 3.3, 3.2: what every reading system must show, by its beginning. */
static bool
is_core(const char *type)
{
	static const char *const core[] = { "image/gif", "image/jpeg",
		"image/png", "image/svg+xml", "image/webp", "audio/mpeg",
		"audio/mp4", "audio/ogg", "text/css", "font/", "application/",
		"text/javascript", "video/" };

	for (size_t i = 0; i < sizeof(core) / sizeof(core[0]); i++)
		if (strncmp(type, core[i], strlen(core[i])) == 0)
			return true;
	return false;
}

static void
check_image(struct check *c, const struct item *item)
{
	struct image image;
	const char *why;

	if (!container_load(c, item->entry))
		return;
	why = image_refusal(item->entry->data, item->entry->size, &image);
	container_drop(item->entry);
	if (why != NULL)
		found(c, OCT_ERROR, "OCT-IMAGE", item->line,
		    "the image \"%.80s\" %s", item->href, why);
	else if (strcmp(image.media_type, item->media_type) != 0)
		found(c, OCT_ERROR, "OPF-029", item->line,
		    "\"%.80s\" is %s, and the manifest says %.40s", item->href,
		    image.media_type, item->media_type);
}

static void
check_uses(struct check *c, const struct item *item)
{
	static const struct {
		unsigned flag;
		const char *word;
	} uses[] = { { USES_SVG, "svg" }, { USES_MATHML, "mathml" },
		{ USES_SCRIPT, "scripted" },
		{ USES_REMOTE, "remote-resources" } };

	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		bool used = (item->entry->uses & uses[i].flag) != 0;
		bool said = (item->properties & uses[i].flag) != 0;

		if (used && !said)
			found(c, OCT_ERROR, "OPF-014", item->line,
			    "\"%.80s\" needs the property \"%s\" in the "
			    "manifest",
			    item->href, uses[i].word);
		else if (said && !used)
			found(c, OCT_ERROR, "OPF-015", item->line,
			    "\"%.80s\" has the property \"%s\" in the "
			    "manifest, and does not use it",
			    item->href, uses[i].word);
	}
}

static void
check_items(struct check *c)
{
	unsigned navs = 0, covers = 0;

	for (const struct item *i = c->items; i != NULL; i = i->next) {
		navs += (i->properties & IS_NAV) != 0;
		covers += (i->properties & IS_COVER) != 0;
		if (!is_core(i->media_type) && i->fallback == NULL)
			found(c, OCT_ERROR, "RSC-032", i->line,
			    "\"%.80s\" is of a type that no reading system "
			    "must know (%.40s), and has no fallback",
			    i->href, i->media_type);
		else if (i->entry != NULL &&
		    strncmp(i->media_type, "image/", 6) == 0)
			check_image(c, i);
		if (i->entry != NULL &&
		    strcmp(i->media_type, "application/xhtml+xml") == 0)
			check_uses(c, i);
	}
	if (navs != 1)
		found(c, OCT_ERROR, "RSC-005", 0,
		    "%u items of the manifest have the property \"nav\"; one "
		    "must",
		    navs);
	if (covers > 1)
		found(c, OCT_ERROR, "RSC-005", 0,
		    "%u items of the manifest have the property "
		    "\"cover-image\"; one may",
		    covers);
}

static void
check_ncx(struct check *c)
{
	const struct item *item =
	    c->toc != NULL ? package_item(c, c->toc) : NULL;

	if (c->toc != NULL && (item == NULL || item->entry != c->ncx))
		found(c, OCT_ERROR, "OPF-050", 0,
		    "toc=\"%.40s\" of the spine is not the id of the NCX",
		    c->toc);
	else if (c->ncx == NULL || c->toc == NULL)
		found(c, OCT_INFO, "OCT-NCX", 0,
		    "there is no NCX, by which older reading systems find the "
		    "contents");
}

void
package_facts(struct check *c)
{
	const struct package *p = c->facts;

	c->here = c->package;
	check_present(c, p);
	check_identifier(c, p);
	check_modified(c, p);
	check_languages(c, p);
	check_a11y(c, p);
	check_items(c);
	check_ncx(c);
}
