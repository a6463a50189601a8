/* content.c -- one pass over an XHTML or SVG file. */
#include "content.h"

void
anchor_add(struct check *c, const char *id, uint32_t line)
{
	struct entry *e = c->here;
	struct anchor *a, **slot;

	if (e->anchors == NULL)
		e->anchors =
		    c->api->scratch(c->job, ANCHORS * sizeof(struct anchor *));
	if (e->anchors == NULL)
		return;
	if (*id == '\0' || strpbrk(id, " \t\r\n") != NULL) {
		found(c, OCT_ERROR, "RSC-005", line,
		    "the id \"%.60s\" is empty or has a space", id);
		return;
	}
	if (anchor_find(e, id) != NULL) {
		found(c, OCT_ERROR, "RSC-005", line,
		    "the id \"%.60s\" is there twice", id);
		return;
	}
	if ((a = c->api->scratch(c->job, sizeof(*a))) == NULL)
		return;
	slot = anchor_slot(e, id);
	*a = (struct anchor){ *slot, keep(c, id, strlen(id)), ++e->n_anchors };
	*slot = a;
}

static struct frame *
top(struct content *k)
{
	return &k->frames[k->depth - 1];
}

static enum frame_kind
kind_of(const struct tag *tag)
{
	if (strcmp(tag->ns, NS_XHTML) != 0)
		return FRAME_FOREIGN;
	if (strcmp(tag->name, "title") == 0)
		return FRAME_TITLE;
	if (strcmp(tag->name, "style") == 0)
		return FRAME_STYLE;
	if (strcmp(tag->name, "table") == 0)
		return FRAME_TABLE;
	if (tag->name[0] == 'h' && tag->name[1] >= '1' && tag->name[1] <= '6' &&
	    tag->name[2] == '\0')
		return FRAME_HEADING;
	return FRAME_OTHER;
}

static void
check_root(struct check *c, const struct content *k, const struct tag *tag)
{
	const char *lang = tag_attr(c, tag, NULL, "lang");
	const char *xml_lang = tag_attr(c, tag, NS_XML, "lang");

	if (!tag_is(tag, NS_XHTML, "html")) {
		if (!tag_is(tag, NS_SVG, "svg"))
			found(c, OCT_ERROR, "RSC-005", tag->line,
			    "its root is <%.40s>, not <html> of XHTML",
			    tag->name);
		return;
	}
	if (!k->doctype)
		found(c, OCT_INFO, "OCT-DOCTYPE", tag->line,
		    "it has no <!DOCTYPE html>, so old reading systems show "
		    "it in quirks mode");
	if (lang == NULL || *lang == '\0')
		found(c, OCT_ERROR, "OCT-LANG", tag->line,
		    "<html> has no lang, by which a voice would know how to "
		    "read it");
	if (xml_lang == NULL || (lang != NULL && strcmp(lang, xml_lang) != 0))
		found(c, OCT_WARNING, "OCT-LANG", tag->line,
		    "<html> says xml:lang=\"%.40s\" and lang=\"%.40s\"; both "
		    "are needed, and alike",
		    xml_lang != NULL ? xml_lang : "", lang != NULL ? lang : "");
}

static void
open_tag(struct check *c, void *data, const struct tag *tag)
{
	struct content *k = data;
	struct frame frame = { .kind = (uint8_t)kind_of(tag),
		.line = tag->line };
	const char *id = tag_attr(c, tag, NULL, "id");

	if (k->depth == FRAMES) {
		c->api->fail(c->job, OCT_EINVALID, "bookcheck.depth",
		    "its elements are nested more than 1,024 deep");
		return;
	}
	if (k->depth == 0)
		check_root(c, k, tag);
	else
		frame.inside = frame.kind == FRAME_FOREIGN &&
		    top(k)->kind == FRAME_FOREIGN;
	if (id != NULL)
		anchor_add(c, id, tag->line);
	k->frames[k->depth++] = frame;
	if (frame.kind == FRAME_FOREIGN)
		rules_foreign(c, k, tag);
	else
		rules_element(c, k, tag);
	if (frame.kind == FRAME_STYLE)
		k->css_n = 0;
}

static void
close_tag(struct check *c, void *data, uint32_t line)
{
	struct content *k = data;
	struct frame *f = top(k);

	switch (f->kind) {
	case FRAME_TITLE:
		k->titles++;
		if (!f->has_text)
			found(c, OCT_ERROR, "RSC-005", f->line,
			    "its <title> is empty");
		break;
	case FRAME_HEADING:
		if (!f->has_text)
			found(c, OCT_WARNING, "OCT-HEADING", f->line,
			    "a heading is empty");
		break;
	case FRAME_TABLE:
		if (!f->has_header && f->cells > 1)
			found(c, OCT_INFO, "OCT-TABLE", f->line,
			    "a table of %u cells has no header cell (th)",
			    f->cells);
		break;
	case FRAME_STYLE: style_text(c, k->css, k->css_n, line); break;
	default: break;
	}
	k->depth--;
}

/* Text counts for each heading and title around it. */
static void
on_text(struct check *c, void *data, const char *text, size_t n)
{
	struct content *k = data;

	(void)c;
	if (k->depth == 0)
		return;
	if (top(k)->kind == FRAME_STYLE) {
		size_t room = sizeof(k->css) - k->css_n;

		n = n < room ? n : room;
		memcpy(k->css + k->css_n, text, n);
		k->css_n += n;
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (strchr(" \t\r\n", text[i]) == NULL) {
			for (uint32_t d = k->depth;
			     d-- > 0 && !k->frames[d].has_text;)
				k->frames[d].has_text = true;
			return;
		}
}

static void
on_doctype(struct check *c, void *data, const char *name, const char *public_id,
    const char *system_id)
{
	struct content *k = data;

	k->doctype = true;
	if (strcasecmp(name, "html") == 0 &&
	    (public_id != NULL ||
		(system_id != NULL &&
		    strcmp(system_id, "about:legacy-compat") != 0)))
		found(c, OCT_ERROR, "HTM-004", 0,
		    "its document type is not <!DOCTYPE html>");
}

void
content_read(struct check *c, struct entry *e)
{
	static const struct xml_events events = { .open = open_tag,
		.close = close_tag,
		.text = on_text,
		.doctype = on_doctype };
	struct content *k = c->content;
	bool well_formed;

	c->here = e;
	if (!container_load(c, e))
		return;
	if (e->anchors == NULL)
		e->anchors =
		    c->api->scratch(c->job, ANCHORS * sizeof(struct anchor *));
	if (k == NULL)
		k = c->content = c->api->scratch(c->job, sizeof(*k));
	if (k == NULL || e->anchors == NULL)
		return;
	memset(k, 0, sizeof(*k));
	well_formed = xml_parse(c, &events, k);
	if (e != c->nav)
		container_drop(e);
	if (well_formed && k->titles == 0 &&
	    strcmp(e->item->media_type, "application/xhtml+xml") == 0)
		found(c, OCT_ERROR, "RSC-005", 0, "it has no <title>");
}
