/* content_rules.c -- what one element can break by itself. */
#include "content.h"

/* Elements that XHTML in EPUB 3.3 may have (HTML, section 4). */
static const char elements[] =
    " html head title base link meta style body article section nav aside h1 "
    "h2 h3 h4 h5 h6 hgroup header footer address p hr pre blockquote ol ul menu "
    "li dl dt dd figure figcaption main search div a em strong small s cite q "
    "dfn abbr ruby rt rp rb rtc data time code var samp kbd sub sup i b u mark "
    "bdi bdo span br wbr ins del picture source img iframe embed object param "
    "video audio track map area table caption colgroup col tbody thead tfoot tr "
    "td th form label input button select datalist optgroup option textarea "
    "output progress meter fieldset legend details summary dialog script "
    "noscript template slot canvas ";

/* Attributes of a time before style sheets: HTML, section 16.2. */
static const char presentational[] =
    " align alink background bgcolor border bordercolor cellpadding cellspacing "
    "clear color compact face frame frameborder hspace link marginheight "
    "marginwidth noshade nowrap rules scrolling text valign vlink vspace ";

static bool
listed(const char *list, const char *word)
{
	const char *p = list;
	size_t n = strlen(word);

	while ((p = strstr(p, word)) != NULL) {
		if (p[-1] == ' ' && p[n] == ' ')
			return true;
		p += n;
	}
	return false;
}

static bool
is(const struct tag *tag, const char *name)
{
	return strcmp(tag->name, name) == 0;
}

static void
check_name(struct check *c, const struct tag *tag)
{
	if (!listed(elements, tag->name))
		found(c, OCT_ERROR,
		    strchr(tag->name, '-') != NULL ? "OCT-ELEMENT" : "RSC-005",
		    tag->line, "<%.40s> is no element of a book", tag->name);
}

static void
check_attributes(struct check *c, const struct tag *tag)
{
	for (int i = 0; i < tag->n; i++) {
		const unsigned char **v = tag->list + 5 * (ptrdiff_t)i;
		const char *name = (const char *)v[0];

		if (v[2] != NULL)
			continue;
		if (strncmp(name, "on", 2) == 0) {
			found(c, OCT_ERROR, "OCT-SCRIPT", tag->line,
			    "<%.40s> runs a script by %.40s=\"\"", tag->name,
			    name);
			c->here->uses |= USES_SCRIPT;
		} else if (strncmp(name, "data-", 5) == 0) {
			found(c, OCT_INFO, "OCT-DATA", tag->line,
			    "%.40s=\"\" on <%.40s> means nothing to a reading "
			    "system",
			    name, tag->name);
		} else if (listed(presentational, name) &&
		    !(is(tag, "object") || is(tag, "table"))) {
			found(c, OCT_ERROR, "RSC-005", tag->line,
			    "%.40s=\"\" on <%.40s> is no attribute of HTML any "
			    "more",
			    name, tag->name);
		} else if (strcmp(name, "style") == 0) {
			const char *css = keep_briefly(
			    c, (const char *)v[3], (size_t)(v[4] - v[3]));

			style_text(c, css, strlen(css), tag->line);
		}
	}
}

/* epub:type and the role that says the same to assistive technology. */
static void
check_type(struct check *c, const struct tag *tag)
{
	static const struct {
		const char *type, *role;
	} pairs[] = { { "noteref", "doc-noteref" },
		{ "footnote", "doc-footnote" }, { "toc", "doc-toc" },
		{ "chapter", "doc-chapter" }, { "footnotes", "doc-endnotes" },
		{ "endnotes", "doc-endnotes" },
		{ "backlink", "doc-backlink" } };
	const char *type = tag_attr(c, tag, NS_OPS, "type");
	const char *role = tag_attr(c, tag, NULL, "role");

	/* those of landmarks say what they lead to */
	if (type == NULL || is(tag, "body") ||
	    (is(tag, "a") && !has_word(type, "noteref") &&
		!has_word(type, "backlink")))
		return;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (has_word(type, pairs[i].type) &&
		    !has_word(role, pairs[i].role) &&
		    !(strcmp(pairs[i].type, "footnotes") == 0 && role != NULL))
			found(c, OCT_WARNING, "OCT-ROLE", tag->line,
			    "epub:type=\"%.40s\" on <%.40s> has no "
			    "role=\"%.40s\" beside it",
			    pairs[i].type, tag->name, pairs[i].role);
}

/* Is the text the last part of the path, as "IMG_0301.jpg"? */
static bool
is_file_name(const char *alt, const char *src)
{
	const char *slash = strrchr(src, '/');
	const char *file = slash != NULL ? slash + 1 : src;
	const char *dot = strrchr(alt, '.');

	return *alt != '\0' &&
	    (strcmp(alt, file) == 0 || strcmp(alt, src) == 0 ||
		(dot != NULL && strchr(alt, ' ') == NULL &&
		    (strcasecmp(dot, ".jpg") == 0 ||
			strcasecmp(dot, ".jpeg") == 0 ||
			strcasecmp(dot, ".png") == 0 ||
			strcasecmp(dot, ".gif") == 0 ||
			strcasecmp(dot, ".webp") == 0 ||
			strcasecmp(dot, ".svg") == 0)));
}

static void
check_img(struct check *c, const struct tag *tag)
{
	const char *alt = tag_attr(c, tag, NULL, "alt");
	const char *src = tag_attr(c, tag, NULL, "src");

	if (src == NULL || *src == '\0')
		found(
		    c, OCT_ERROR, "RSC-005", tag->line, "an image has no src");
	else if (strncasecmp(src, "data:", 5) == 0)
		found(c, OCT_INFO, "OCT-DATA-IMAGE", tag->line,
		    "an image is written into the text; as a file it could be "
		    "shared, and shown by more reading systems");
	link_note(c, REF_RESOURCE, src, tag->line);
	if (alt == NULL)
		found(c, OCT_ERROR, "OCT-ALT", tag->line,
		    "an image has no alt, so that nobody who can't see it "
		    "learns of it");
	else if (src != NULL && is_file_name(alt, src))
		found(c, OCT_ERROR, "OCT-ALT", tag->line,
		    "the alternative text of an image is the name of a file: "
		    "\"%.60s\"",
		    alt);
}

static void
check_heading(struct check *c, struct content *k, const struct tag *tag)
{
	uint32_t level = (uint32_t)(tag->name[1] - '0');

	if (k->heading != 0 && level > k->heading + 1)
		found(c, OCT_WARNING, "OCT-HEADING", tag->line,
		    "<%s> follows <h%u>: a level is missing between them",
		    tag->name, k->heading);
	k->heading = level;
}

/* Sound, film and what is played in the page: may come from the network, but
 * the manifest must say so. */
static void
check_media(struct check *c, const struct tag *tag, const char *src)
{
	if (src == NULL)
		return;
	if (strncasecmp(src, "http", 4) != 0) {
		link_note(c, REF_RESOURCE, src, tag->line);
		return;
	}
	c->here->uses |= USES_REMOTE;
	found(c, OCT_WARNING, "OCT-REMOTE", tag->line,
	    "<%.40s> plays a file from the network: \"%.80s\"", tag->name, src);
}

static void
check_cell(struct content *k, bool header)
{
	for (uint32_t d = k->depth; d-- > 0;)
		if (k->frames[d].kind == FRAME_TABLE) {
			k->frames[d].cells++;
			k->frames[d].has_header |= header;
			return;
		}
}

static void
check_input(struct check *c, const struct tag *tag)
{
	if (tag_attr(c, tag, NULL, "aria-label") == NULL &&
	    tag_attr(c, tag, NULL, "aria-labelledby") == NULL &&
	    tag_attr(c, tag, NULL, "id") == NULL &&
	    tag_attr(c, tag, NULL, "title") == NULL)
		found(c, OCT_ERROR, "OCT-LABEL", tag->line,
		    "<%.40s> has no label", tag->name);
}

static void
check_link(struct check *c, const struct tag *tag)
{
	const char *href = tag_attr(c, tag, NULL, "href");

	if (is(tag, "link") &&
	    has_word(tag_attr(c, tag, NULL, "rel"), "stylesheet"))
		link_note(c, REF_RESOURCE, href, tag->line);
	else if (!is(tag, "link") && c->here != c->nav)
		link_note(c, REF_LINK, href, tag->line);
}

void
rules_element(struct check *c, struct content *k, const struct tag *tag)
{
	check_name(c, tag);
	check_attributes(c, tag);
	check_type(c, tag);
	if (is(tag, "img"))
		check_img(c, tag);
	else if (is(tag, "a") || is(tag, "area") || is(tag, "link"))
		check_link(c, tag);
	else if (is(tag, "td") || is(tag, "th"))
		check_cell(k, is(tag, "th"));
	else if (is(tag, "audio") || is(tag, "video") || is(tag, "source") ||
	    is(tag, "track"))
		check_media(c, tag, tag_attr(c, tag, NULL, "src"));
	else if (is(tag, "iframe") || is(tag, "embed"))
		link_note(
		    c, REF_RESOURCE, tag_attr(c, tag, NULL, "src"), tag->line);
	else if (is(tag, "object"))
		link_note(
		    c, REF_RESOURCE, tag_attr(c, tag, NULL, "data"), tag->line);
	else if (is(tag, "input") || is(tag, "select") || is(tag, "textarea"))
		check_input(c, tag);
	else if (k->frames[k->depth - 1].kind == FRAME_HEADING)
		check_heading(c, k, tag);
	if (is(tag, "script") || is(tag, "form"))
		c->here->uses |= USES_SCRIPT;
}

void
rules_foreign(struct check *c, struct content *k, const struct tag *tag)
{
	const char *href;

	if (strcmp(tag->ns, NS_SVG) == 0) {
		c->here->uses |= USES_SVG;
		href = tag_attr(c, tag, NS_XLINK, "href");
		if (href == NULL)
			href = tag_attr(c, tag, NULL, "href");
		link_note(
		    c, is(tag, "a") ? REF_LINK : REF_RESOURCE, href, tag->line);
	} else if (strcmp(tag->ns, NS_MATHML) == 0) {
		c->here->uses |= USES_MATHML;
		if (is(tag, "math") &&
		    tag_attr(c, tag, NULL, "alttext") == NULL)
			found(c, OCT_INFO, "OCT-ALT", tag->line,
			    "a formula has no alttext");
	} else if (!k->frames[k->depth - 1].inside && k->depth > 1) {
		found(c, OCT_ERROR, "RSC-005", tag->line,
		    "<%.40s> is of the namespace \"%.60s\", which books don't "
		    "have",
		    tag->name, tag->ns);
	}
	if (is(tag, "script"))
		c->here->uses |= USES_SCRIPT;
}
