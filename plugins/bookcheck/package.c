/* package.c -- container.xml and the package document (EPUB 3.3, section 5). */
#include "package.h"

struct container {
	const char *path; /* of the first package document */
};

static void
container_element(struct check *c, void *data, const struct tag *tag)
{
	struct container *k = data;
	const char *type, *path;

	if (strcmp(tag->name, "rootfile") != 0)
		return;
	type = tag_keep(c, tag, "media-type");
	path = tag_keep(c, tag, "full-path");
	if (k->path == NULL && path != NULL && type != NULL &&
	    strcmp(type, "application/oebps-package+xml") == 0)
		k->path = path;
}

static bool
find_package(struct check *c)
{
	static const struct xml_events events = { .open = container_element };
	const char *name = "META-INF/container.xml";
	struct container k = { NULL };

	c->here = container_find(c, name, strlen(name));
	if (c->here == NULL)
		found(c, OCT_ERROR, "RSC-002", 0,
		    "META-INF/container.xml is not there");
	if (c->here == NULL || !container_load(c, c->here) ||
	    !xml_parse(c, &events, &k))
		return false;
	if (k.path == NULL) {
		found(
		    c, OCT_ERROR, "RSC-003", 0, "it names no package document");
		return false;
	}
	c->package = container_find(c, k.path, strlen(k.path));
	if (c->package == NULL)
		found(c, OCT_ERROR, "OPF-002", 0,
		    "the package document \"%.80s\" is not there", k.path);
	return c->package != NULL && container_load(c, c->package);
}

/* --- manifest and spine --------------------------------------------------- */

static unsigned
properties_of(const char *list)
{
	static const struct {
		const char *word;
		unsigned flag;
	} words[] = { { "svg", USES_SVG }, { "mathml", USES_MATHML },
		{ "scripted", USES_SCRIPT },
		{ "remote-resources", USES_REMOTE }, { "nav", IS_NAV },
		{ "cover-image", IS_COVER } };
	unsigned flags = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (has_word(list, words[i].word))
			flags |= words[i].flag;
	return flags;
}

struct item *
package_item(const struct check *c, const char *id)
{
	for (struct item *i = c->items; i != NULL; i = i->next)
		if (strcmp(i->id, id) == 0)
			return i;
	return NULL;
}

static void
bind_item(struct check *c, struct item *item)
{
	const char *fragment;

	if (strncasecmp(item->href, "http", 4) == 0)
		return;
	item->entry = href_target(c, c->package, item->href, &fragment);
	if (item->entry == NULL)
		found(c, OCT_ERROR, "RSC-001", item->line,
		    "\"%.80s\" is in the manifest, but not in the container",
		    item->href);
	else if (item->entry->item != NULL)
		found(c, OCT_ERROR, "OPF-074", item->line,
		    "\"%.80s\" is in the manifest twice", item->href);
	else
		item->entry->item = item;
	if (item->entry == c->package)
		found(c, OCT_ERROR, "OPF-099", item->line,
		    "the manifest lists the package document itself");
}

static void
read_item(struct check *c, const struct tag *tag)
{
	struct item *item = c->api->scratch(c->job, sizeof(*item));

	if (item == NULL)
		return;
	item->line = tag->line;
	item->id = tag_keep(c, tag, "id");
	item->href = tag_keep(c, tag, "href");
	item->media_type = tag_keep(c, tag, "media-type");
	item->fallback = tag_keep(c, tag, "fallback");
	item->properties = properties_of(tag_attr(c, tag, NULL, "properties"));
	if (item->id == NULL || item->href == NULL ||
	    item->media_type == NULL) {
		found(c, OCT_ERROR, "RSC-005", tag->line,
		    "an item of the manifest lacks its %s",
		    item->id == NULL         ? "id"
			: item->href == NULL ? "href"
					     : "media-type");
		return;
	}
	if (c->n_items++ < ITEMS && package_item(c, item->id) != NULL)
		found(c, OCT_ERROR, "RSC-005", tag->line,
		    "two items of the manifest have the id \"%.60s\"",
		    item->id);
	*c->items_end = item;
	c->items_end = &item->next;
	bind_item(c, item);
}

static void
read_itemref(struct check *c, const struct tag *tag)
{
	const char *idref = tag_attr(c, tag, NULL, "idref");
	struct item *item = idref != NULL ? package_item(c, idref) : NULL;

	if (item == NULL) {
		found(c, OCT_ERROR, "OPF-049", tag->line,
		    "the spine names \"%.60s\", which is no id in the manifest",
		    idref != NULL ? idref : "");
		return;
	}
	c->n_spine++;
	if (item->spine != 0)
		found(c, OCT_ERROR, "OPF-034", tag->line,
		    "the spine names \"%.60s\" twice", idref);
	else
		item->spine = (uint32_t)c->n_spine;
	if (strcmp(item->media_type, "application/xhtml+xml") != 0 &&
	    strcmp(item->media_type, "image/svg+xml") != 0 &&
	    item->fallback == NULL)
		found(c, OCT_ERROR, "OPF-043", tag->line,
		    "\"%.80s\" is in the spine, is no text (%.40s), and has no "
		    "fallback",
		    item->href, item->media_type);
}

/* EPUB 2's word for what a file is (OPF 2.0.1, 2.6). */
static void
read_reference(struct check *c, const struct tag *tag)
{
	const char *type = tag_attr(c, tag, NULL, "type"), *fragment;
	const char *href = tag_attr(c, tag, NULL, "href");
	struct entry *e;

	if (type == NULL || href == NULL ||
	    (strcmp(type, "cover") != 0 && strcmp(type, "title-page") != 0 &&
		strcmp(type, "toc") != 0))
		return;
	if ((e = href_target(c, c->package, href, &fragment)) != NULL)
		e->apart = true;
}

/* --- the document --------------------------------------------------------- */

static void
read_root(struct check *c, struct package *p, const struct tag *tag)
{
	const char *lang = tag_attr(c, tag, NS_XML, "lang");

	p->version = tag_keep(c, tag, "version");
	p->unique = tag_keep(c, tag, "unique-identifier");
	p->lang = lang != NULL ? keep(c, lang, strlen(lang)) : NULL;
}

/* EPUB 2's way of naming the cover's picture, by its id. */
static void
read_cover(struct check *c, struct package *p, const struct tag *tag)
{
	const char *name = tag_attr(c, tag, NULL, "name");

	if (name != NULL && strcmp(name, "cover") == 0)
		p->cover = tag_keep(c, tag, "content");
}

static void
begin_fact(struct check *c, struct package *p, const struct tag *tag)
{
	struct fact *f = c->api->scratch(c->job, sizeof(*f));
	bool is_meta = tag_is(tag, NS_OPF, "meta");

	if (f == NULL || (!is_meta && strcmp(tag->ns, NS_DC) != 0))
		return;
	f->line = tag->line;
	f->id = tag_keep(c, tag, "id");
	f->name = keep(c, tag->name, strlen(tag->name));
	f->value = "";
	if (is_meta) {
		f->name = tag_keep(c, tag, "property");
		f->refines = tag_keep(c, tag, "refines");
	}
	if (f->name == NULL) {
		read_cover(c, p, tag);
		return;
	}
	*p->facts_end = f;
	p->facts_end = &f->next;
	p->open = f;
	p->text_n = 0;
}

static void
package_open_tag(struct check *c, void *data, const struct tag *tag)
{
	struct package *p = data;

	if (p->depth++ == 0) {
		read_root(c, p, tag);
		return;
	}
	if (tag_is(tag, NS_OPF, "item"))
		read_item(c, tag);
	else if (tag_is(tag, NS_OPF, "spine"))
		c->toc = tag_keep(c, tag, "toc");
	else if (tag_is(tag, NS_OPF, "itemref"))
		read_itemref(c, tag);
	else if (tag_is(tag, NS_OPF, "reference"))
		read_reference(c, tag);
	else if (p->depth == 3)
		begin_fact(c, p, tag);
}

static void
package_close_tag(struct check *c, void *data, uint32_t line)
{
	struct package *p = data;

	(void)line;
	if (p->depth-- == 3 && p->open != NULL) {
		p->open->value = keep(c, p->text, p->text_n);
		p->open = NULL;
	}
}

static void
package_text(struct check *c, void *data, const char *text, size_t n)
{
	struct package *p = data;

	(void)c;
	if (p->open == NULL)
		return;
	if (n > sizeof(p->text) - p->text_n)
		n = sizeof(p->text) - p->text_n;
	memcpy(p->text + p->text_n, text, n);
	p->text_n += n;
}

bool
package_read(struct check *c)
{
	static const struct xml_events events = { .open = package_open_tag,
		.close = package_close_tag,
		.text = package_text };
	struct package *p;

	if (!find_package(c) ||
	    (p = c->api->scratch(c->job, sizeof(*p))) == NULL)
		return false;
	c->here = c->package;
	c->facts = p;
	p->facts_end = &p->facts;
	if (!xml_parse(c, &events, p))
		return false;
	if (c->n_spine == 0)
		found(c, OCT_ERROR, "OPF-033", 0, "the spine names no text");
	for (struct item *i = c->items; i != NULL; i = i->next) {
		if ((i->properties & IS_NAV) && i->entry != NULL)
			c->nav = i->entry;
		if (strcmp(i->media_type, "application/x-dtbncx+xml") == 0)
			c->ncx = i->entry;
	}
	return true;
}
