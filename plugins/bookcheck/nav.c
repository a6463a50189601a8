/* nav.c -- the navigation document (EPUB 3.3, 7) and the NCX (OPF 2.0.1). */
#include "check.h"

enum nav_kind { NAV_NONE, NAV_TOC, NAV_LANDMARKS, NAV_OTHER };

struct nav {
	uint32_t depth;
	enum nav_kind kind; /* of the open <nav> */
	uint32_t at; /* depth of it */
	bool has_toc, has_landmarks;
	uint32_t links; /* of the contents */
	uint32_t lists[64]; /* entries of the open <ol>s */
	uint32_t n_lists;
	bool is_list[256]; /* by depth: is it an <ol>? */
};

static void
open_nav(struct check *c, struct nav *n, const struct tag *tag)
{
	const char *type = tag_attr(c, tag, NS_OPS, "type");

	n->at = n->depth;
	n->kind = has_word(type, "toc")   ? NAV_TOC
	    : has_word(type, "landmarks") ? NAV_LANDMARKS
					  : NAV_OTHER;
	if (n->kind == NAV_TOC && n->has_toc)
		found(c, OCT_ERROR, "RSC-005", tag->line,
		    "there are two tables of contents");
	n->has_toc |= n->kind == NAV_TOC;
	n->has_landmarks |= n->kind == NAV_LANDMARKS;
}

static void
open_tag(struct check *c, void *data, const struct tag *tag)
{
	struct nav *n = data;
	bool list = tag_is(tag, NS_XHTML, "ol");

	n->depth++;
	if (n->depth < 256)
		n->is_list[n->depth] = list;
	if (tag_is(tag, NS_XHTML, "nav")) {
		open_nav(c, n, tag);
	} else if (n->kind == NAV_NONE) {
		if (tag_is(tag, NS_XHTML, "a"))
			link_note(c, REF_LINK, tag_attr(c, tag, NULL, "href"),
			    tag->line);
	} else if (list) {
		if (n->n_lists < 64)
			n->lists[n->n_lists] = 0;
		n->n_lists++;
	} else if (tag_is(tag, NS_XHTML, "li")) {
		if (n->n_lists > 0 && n->n_lists <= 64)
			n->lists[n->n_lists - 1]++;
	} else if (tag_is(tag, NS_XHTML, "a")) {
		n->links += n->kind == NAV_TOC;
		link_note(c, n->kind == NAV_TOC ? REF_NAV : REF_LINK,
		    tag_attr(c, tag, NULL, "href"), tag->line);
	}
}

static void
close_tag(struct check *c, void *data, uint32_t line)
{
	struct nav *n = data;

	if (n->depth < 256 && n->is_list[n->depth] && n->kind != NAV_NONE &&
	    n->n_lists > 0) {
		n->n_lists--;
		if (n->n_lists < 64 && n->lists[n->n_lists] == 0)
			found(c, OCT_ERROR, "RSC-005", line,
			    "a list of the contents is empty");
	}
	if (n->kind != NAV_NONE && n->depth == n->at)
		n->kind = NAV_NONE;
	n->depth--;
}

static void
read_navigation(struct check *c)
{
	static const struct xml_events events = { .open = open_tag,
		.close = close_tag };
	struct nav n = { 0 };

	c->here = c->nav;
	/* what is not well-formed was said when it was read as content */
	if (c->nav->data == NULL || !xml_parse(c, &events, &n))
		return;
	container_drop(c->nav);
	if (!n.has_toc)
		found(c, OCT_ERROR, "RSC-005", 0,
		    "it has no table of contents (<nav epub:type=\"toc\">)");
	else if (n.links == 0)
		found(c, OCT_ERROR, "RSC-005", 0,
		    "the table of contents has no link");
	if (!n.has_landmarks)
		found(c, OCT_INFO, "OCT-LANDMARKS", 0,
		    "it has no landmarks, by which reading systems find the "
		    "beginning of the text");
}

/* --- NCX ------------------------------------------------------------------ */

struct ncx {
	const char *uid;
};

static void
ncx_tag(struct check *c, void *data, const struct tag *tag)
{
	struct ncx *n = data;
	const char *name;

	if (tag_is(tag, NS_NCX, "content")) {
		link_note(c, REF_NAV, tag_attr(c, tag, NULL, "src"), tag->line);
	} else if (tag_is(tag, NS_NCX, "meta")) {
		name = tag_attr(c, tag, NULL, "name");
		if (name != NULL && strcmp(name, "dtb:uid") == 0)
			n->uid = tag_keep(c, tag, "content");
	}
}

static void
read_ncx(struct check *c)
{
	static const struct xml_events events = { .open = ncx_tag };
	struct ncx n = { NULL };

	c->here = c->ncx;
	if (!container_load(c, c->ncx) || !xml_parse(c, &events, &n))
		return;
	if (c->identifier != NULL &&
	    (n.uid == NULL || strcmp(n.uid, c->identifier) != 0))
		found(c, OCT_ERROR, "NCX-001", 0,
		    "dtb:uid is \"%.60s\", and the package's identifier "
		    "\"%.60s\"",
		    n.uid != NULL ? n.uid : "", c->identifier);
}

void
nav_read(struct check *c)
{
	if (c->nav != NULL)
		read_navigation(c);
	if (c->ncx != NULL)
		read_ncx(c);
}
