/*
 * chapter.c -- XHTML to HTML.  libxml2 reads what is well-formed, and as much
 * as can be of what isn't; what is written is HTML, in which an empty element
 * has an end tag, and places of files are those in the container.
 */
#include "read.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>

enum { WORDS = 4096, DEPTHS = 1024 };

struct pass {
	struct chapter *k;
	uint32_t depth, skip; /* skip: depth of the element that is left out */
	uint32_t body; /* depth of <body>; 0: not in it */
	uint32_t head; /* of a masthead or colophon of our own; 0: none */
	uint32_t taken; /* of the element in it that is read */
	char name[16], class[40]; /* of that */
	const char *href; /* of a link in it, or in a mark */
	char words[WORDS];
	size_t words_n;
	uint32_t mark; /* depth of the sign that stands for something else */
	const char *media; /* the element that it stands for; NULL: others */
	const char *poster;
	bool tasks; /* the item that is open is one */
	uint32_t elements; /* so far */
	uint32_t blocks, notes; /* of those in the body, that are not headings:
		how many there are, and are groups of notes */
	struct {
		const char *tag; /* that was written, or NULL */
		uint32_t number;
		size_t from;
		bool block; /* that may be a note */
		struct note *note; /* that it is */
	} open[DEPTHS]; /* by depth */
};

void
text_put(struct text *t, const char *p, size_t n)
{
	size_t cap = t->cap;
	char *grown;

	if (n == 0 || t->cap == SIZE_MAX)
		return; /* or memory was out before */
	if (cap - t->n <= n) {
		cap = (t->n + n) * 2 + 4000;
		if ((grown = realloc(t->p, cap)) == NULL) {
			t->cap = SIZE_MAX;
			return;
		}
		t->p = grown;
		t->cap = cap;
	}
	memcpy(t->p + t->n, p, n);
	t->n += n;
}

void
text_free(struct text *t)
{
	free(t->p);
	*t = (struct text){ NULL, 0, 0 };
}

static void
put(struct text *t, const char *s)
{
	text_put(t, s, strlen(s));
}

static void
put_escaped(struct text *t, const char *p, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		const char *as = p[i] == '&' ? "&amp;"
		    : p[i] == '<'            ? "&lt;"
		    : p[i] == '"'            ? "&quot;"
					     : NULL;

		if (as == NULL)
			continue;
		text_put(t, p + from, i - from);
		put(t, as);
		from = i + 1;
	}
	text_put(t, p + from, n - from);
}

static void
put_named(struct text *t, const char *name, const char *value, size_t n)
{
	put(t, " ");
	put(t, name);
	put(t, "=\"");
	put_escaped(t, value, n);
	put(t, "\"");
}

/* --- attributes ----------------------------------------------------------- */

static bool
is_remote(const char *href)
{
	size_t n = strcspn(href, ":/?#");

	return href[n] == ':' || (href[0] == '/' && href[1] == '/');
}

/* The image's bytes are handed on under the name that they have in the book. */
static const char *
image_name(struct check *c, const char *src)
{
	const char *fragment;
	struct entry *e =
	    is_remote(src) ? NULL : href_target(c, c->here, src, &fragment);

	if (e == NULL)
		return src;
	if (!e->taken && container_load(c, e)) {
		c->api->add_resource_data(
		    c->job, e->name, strlen(e->name), e->data, e->size);
		container_drop(e);
	}
	e->taken = true;
	return e->name;
}

/* A link from a note, or to one, is one in the article that it will be in. */
static bool
put_note_link(struct pass *p, const char *href)
{
	const char *fragment = NULL;
	const struct entry *e;
	struct note *note;
	bool away = href[0] != '#';

	if (is_remote(href))
		return false;
	e = href_target(p->k->c, p->k->c->here, href, &fragment);
	if (e == NULL || fragment == NULL)
		return false;
	if (p->k->notes == NULL) {
		note = e->notes != NULL && away ? notes_get(e->notes, fragment)
						: NULL;
		if (note == NULL || !notes_want(p->k, note))
			return false;
	}
	put(&p->k->body, "#");
	if (p->k->notes == NULL || !away)
		put(&p->k->body, NOTE_ID);
	put_escaped(&p->k->body, fragment, strlen(fragment));
	return true;
}

/* A link into the book names the article by its source: see reader.c. */
static void
put_link(struct pass *p, const char *href)
{
	struct check *c = p->k->c;
	const char *fragment;
	const struct entry *e;
	struct text *t = &p->k->body;

	if (put_note_link(p, href))
		return;
	if (is_remote(href) || href[0] == '#' ||
	    (e = href_target(c, c->here, href, &fragment)) == NULL) {
		put_escaped(t, href, strlen(href));
		return;
	}
	if (e->article != NULL)
		e = e->article;
	put_escaped(t, c->source, strlen(c->source));
	put(t, "/");
	put_escaped(t, e->name, strlen(e->name));
	if (fragment != NULL) {
		put(t, "#");
		put_escaped(t, fragment, strlen(fragment));
	}
}

/* What epub:type says where role="" is silent. */
static const char *
role_of(const char *type)
{
	static const char *const roles[][2] = { { "noteref", "doc-noteref" },
		{ "footnote", "doc-footnote" }, { "rearnote", "doc-footnote" },
		{ "endnote", "doc-footnote" }, { "footnotes", "doc-endnotes" },
		{ "endnotes", "doc-endnotes" }, { "rearnotes", "doc-endnotes" },
		{ "backlink", "doc-backlink" },
		{ "pullquote", "doc-pullquote" } };

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (has_word(type, roles[i][0]))
			return roles[i][1];
	return NULL;
}

static void
put_attribute(struct pass *p, const char *name, const char *value)
{
	struct text *t = &p->k->body;

	if (p->k->notes != NULL && strcmp(name, "id") == 0) {
		put(t, " id=\"" NOTE_ID);
		put_escaped(t, value, strlen(value));
		put(t, "\"");
		return;
	}
	if (strcmp(name, "href") != 0) {
		put_named(t, name, value, strlen(value));
		return;
	}
	put(t, " href=\"");
	put_link(p, value);
	put(t, "\"");
}

static void
put_attributes(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	const char *type = tag_attr(c, tag, NS_OPS, "type");
	const char *role = tag_attr(c, tag, NULL, "role");
	bool img = tag_is(tag, NS_XHTML, "img");
	bool labelled = tag_attr(c, tag, NULL, "aria-labelledby") != NULL;

	/* one of our own is no layout, whatever it looks like */
	if (p->k->head.ours && tag_is(tag, NS_XHTML, "table"))
		put_attribute(p, "role", "table");
	if (role == NULL && (role = role_of(type)) != NULL)
		put_attribute(p, "role", role);
	for (int i = 0; i < tag->n; i++) {
		const unsigned char **v = tag->list + 5 * (ptrdiff_t)i;
		const char *name = (const char *)v[0],
			   *uri = (const char *)v[2];
		const char *value =
		    keep_briefly(c, (const char *)v[3], (size_t)(v[4] - v[3]));

		if (uri != NULL && strcmp(uri, NS_XLINK) != 0)
			continue;
		/* the caption says what the picture is, or nobody does */
		if (img && strcmp(name, "alt") == 0 &&
		    (labelled ||
			(p->k->head.ours && strcmp(value, "Image") == 0)))
			continue;
		if (p->k->head.ours && strcmp(name, "class") == 0 &&
		    tag->name[0] == 't' && has_word("left center right", value))
			name = "align";
		if (strcmp(name, "src") == 0 || strcmp(name, "poster") == 0 ||
		    (strcmp(name, "href") == 0 &&
			strcmp(tag->name, "image") == 0))
			value = image_name(c, value);
		put_attribute(p, uri != NULL ? "xlink:href" : name, value);
	}
}

/* --- notes ---------------------------------------------------------------- */

static bool
is_group_of_notes(struct check *c, const struct tag *tag)
{
	const char *type = tag_attr(c, tag, NS_OPS, "type");

	return has_word(tag_attr(c, tag, NULL, "role"), "doc-endnotes") ||
	    has_word(type, "endnotes") || has_word(type, "footnotes") ||
	    has_word(type, "rearnotes");
}

static bool
is_heading(const struct tag *tag)
{
	return strcmp(tag->name, "header") == 0 ||
	    (tag->name[0] == 'h' && tag->name[1] >= '1' && tag->name[1] <= '6');
}

static bool
may_be_note(struct check *c, const struct tag *tag)
{
	static const char *const names[] = { "li", "p", "div", "aside", "dd",
		"section", "blockquote" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(tag->name, names[i]) == 0)
			return !is_group_of_notes(c, tag);
	return false;
}

/* Before the element is written: is it, or is what is around it, a note? */
static void
note_block(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	struct notes *notes = p->k->notes;
	const char *id = tag_attr(c, tag, NULL, "id");
	uint32_t depth = p->depth;
	struct note *note;

	p->open[depth].from = p->k->body.n;
	p->open[depth].number = p->elements;
	p->open[depth].block = may_be_note(c, tag);
	while (depth > p->body && !p->open[depth].block)
		depth--;
	if (id == NULL || depth == p->body ||
	    (note = c->api->scratch(c->job, sizeof(*note))) == NULL)
		return;
	note->in = notes;
	note->id = keep(c, id, strlen(id));
	note->block = p->open[depth].number;
	note->from = p->open[depth].from;
	note->lead = p->open[depth].note != NULL ? p->open[depth].note : note;
	p->open[depth].note = note->lead;
	*notes->end = note;
	notes->end = &note->next;
	notes->n++;
}

/* --- elements ------------------------------------------------------------- */

static bool
is_void(const struct tag *tag)
{
	static const char names[] =
	    " area base br col embed hr img input link meta param source track "
	    "wbr ";
	const char *p = strstr(names, tag->name);

	return strcmp(tag->ns, NS_XHTML) == 0 && p != NULL && p[-1] == ' ' &&
	    p[strlen(tag->name)] == ' ';
}

static bool
is_left_out(const struct tag *tag)
{
	return tag_is(tag, NS_XHTML, "script") ||
	    tag_is(tag, NS_XHTML, "style");
}

static void
open_body(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	const char *type = tag_attr(c, tag, NS_OPS, "type");

	p->body = p->depth;
	p->k->apart |= has_word(type, "cover") || has_word(type, "titlepage");
	p->k->all_notes = is_group_of_notes(c, tag);
}

/* A header with our own mark in it, or the footer of such an article. */
static bool
begins_masthead(struct pass *p, const struct tag *tag)
{
	if (p->depth != p->body + 2)
		return false;
	if (tag_is(tag, NS_XHTML, "header"))
		return p->k->head.ours;
	return tag_is(tag, NS_XHTML, "footer") && p->k->head.ours;
}

/* In such a block: what the reader is told of are paragraphs and items. */
static void
open_in_masthead(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	const char *class = tag_attr(c, tag, NULL, "class"), *href;

	if (tag_is(tag, NS_XHTML, "time"))
		masthead_time(p->k, tag_attr(c, tag, NULL, "datetime"),
		    p->words, p->words_n);
	if (tag_is(tag, NS_XHTML, "a") &&
	    (href = tag_attr(c, tag, NULL, "href")) != NULL)
		p->href = keep(c, href, strlen(href));
	if (p->taken != 0 || tag_is(tag, NS_XHTML, "ul"))
		return;
	p->taken = p->depth;
	p->words_n = 0;
	p->href = NULL;
	snprintf(p->name, sizeof(p->name), "%s", tag->name);
	snprintf(p->class, sizeof(p->class), "%s", class != NULL ? class : "");
}

static void
close_in_masthead(struct pass *p)
{
	struct chapter *k = p->k;

	if (p->taken != p->depth)
		return;
	p->taken = 0;
	p->words[p->words_n] = '\0';
	if (p->href != NULL)
		masthead_link(k, p->href, keep(k->c, p->words, p->words_n));
	else
		masthead_take(k, p->name, p->class, p->words, p->words_n);
}

/* Our own sign for what a book does not have: the box of a task, a picture
 * that was lost. */
static bool
is_mark(struct pass *p, const struct tag *tag)
{
	const char *role = tag_attr(p->k->c, tag, NULL, "role");
	const char *class = tag_attr(p->k->c, tag, NULL, "class");

	if ((tag_is(tag, NS_XHTML, "span") || tag_is(tag, NS_XHTML, "a")) &&
	    class != NULL && strcmp(class, "missing") == 0)
		return true;
	if (tag_is(tag, NS_XHTML, "li"))
		p->tasks = has_word(class, "task");
	return p->tasks && tag_is(tag, NS_XHTML, "span") && role != NULL &&
	    strcmp(role, "img") == 0;
}

/* The element whose place a box with the address of a film has. */
static const char *
media_of(struct pass *p, const struct tag *tag)
{
	const char *class = tag_attr(p->k->c, tag, NULL, "class");

	if (!tag_is(tag, NS_XHTML, "div") || !has_word(class, "media"))
		return NULL;
	return has_word(class, "video") ? "video"
	    : has_word(class, "audio")  ? "audio"
	    : has_word(class, "embed")  ? "iframe"
					: NULL;
}

static void
open_in_mark(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	const char *href = tag_attr(c, tag, NULL, "href");
	const char *src = tag_attr(c, tag, NULL, "src");

	if (href != NULL)
		p->href = keep(c, href, strlen(href));
	if (src != NULL)
		p->poster = image_name(c, src);
}

static void
open_content(struct pass *p, const struct tag *tag)
{
	struct check *c = p->k->c;
	struct text *t = &p->k->body;
	const char *type = tag_attr(c, tag, NS_OPS, "type");
	const char *label = tag_attr(c, tag, NULL, "aria-labelledby");

	if (p->depth == p->body + 1) {
		p->blocks += !is_heading(tag);
		p->notes += is_group_of_notes(c, tag);
		p->k->apart |=
		    has_word(type, "cover") || has_word(type, "titlepage");
		p->k->head.ours = label != NULL &&
		    strcmp(label, "oct.title") == 0 &&
		    has_word(type, "chapter");
		/* pages that Octavo makes: of a part, of authors */
		p->k->apart |= label != NULL &&
		    strncmp(label, "oct.", 4) == 0 && !p->k->head.ours;
	}
	if (begins_masthead(p, tag)) {
		p->head = p->depth;
		return;
	}
	if (p->mark != 0) {
		open_in_mark(p, tag);
		return;
	}
	p->media = p->k->head.ours ? media_of(p, tag) : NULL;
	if (p->media != NULL || (p->k->head.ours && is_mark(p, tag))) {
		p->mark = p->depth;
		p->words_n = 0;
		p->href = p->poster = NULL;
		open_in_mark(p, tag);
		return;
	}
	if (p->k->notes != NULL)
		note_block(p, tag);
	put(t, "<");
	put(t, tag->name);
	put_attributes(p, tag);
	put(t, ">");
	if (!is_void(tag))
		p->open[p->depth].tag = keep(c, tag->name, strlen(tag->name));
}

static void
on_open(struct check *c, void *data, const struct tag *tag)
{
	struct pass *p = data;
	const char *lang;

	p->elements++;
	if (++p->depth >= DEPTHS || p->skip != 0)
		return; /* its text is there, without tags */
	memset(&p->open[p->depth], 0, sizeof(p->open[p->depth]));
	if (p->depth == 1 && p->k->files == 0) {
		lang = tag_attr(c, tag, NS_XML, "lang");
		if (lang == NULL)
			lang = tag_attr(c, tag, NULL, "lang");
		p->k->lang = lang != NULL ? keep(c, lang, strlen(lang)) : NULL;
		lang = tag_attr(c, tag, NULL, "dir");
		p->k->dir = lang != NULL ? keep(c, lang, strlen(lang)) : NULL;
	}
	if (is_left_out(tag) ||
	    (p->k->rest != NULL && p->elements <= p->k->rest->elements &&
		p->k->rest->used[p->elements]))
		p->skip = p->depth;
	else if (p->body == 0 && tag_is(tag, NS_XHTML, "body"))
		open_body(p, tag);
	else if (p->head != 0)
		open_in_masthead(p, tag);
	else if (p->body != 0)
		open_content(p, tag);
}

/* "\u2611", "\u2610", "Image: A lost photograph" */
static void
put_marked(struct pass *p)
{
	struct text *t = &p->k->body;
	char name[24];
	const char *sign = p->words, *src = p->href;
	size_t n = p->words_n;
	const char *colon = memmem(sign, n, ": ", 2);

	if (n >= 3 && memcmp(sign, "\u2611", 3) == 0) {
		put(t, "<input type=\"checkbox\" checked>");
	} else if (n >= 3 && memcmp(sign, "\u2610", 3) == 0) {
		put(t, "<input type=\"checkbox\">");
	} else {
		if (src == NULL) {
			/* each is another */
			snprintf(name, sizeof(name), "lost-%u", ++p->k->lost);
			src = name;
		}
		put(t, "<img");
		put_named(t, "src", src, strlen(src));
		if (colon != NULL)
			put_named(t, "alt", colon + 2,
			    n - (size_t)(colon + 2 - sign));
		put(t, ">");
	}
}

/* "Video: The tide in an hour", or its address behind the colon. */
static void
put_media(struct pass *p)
{
	struct text *t = &p->k->body;
	const char *colon = memmem(p->words, p->words_n, ": ", 2), *title;
	size_t n;

	if (p->href == NULL) {
		put(t, "<p>");
		put_escaped(t, p->words, p->words_n);
		put(t, "</p>");
		return;
	}
	put(t, "<");
	put(t, p->media);
	put_named(t, "src", p->href, strlen(p->href));
	if (p->poster != NULL)
		put_named(t, "poster", p->poster, strlen(p->poster));
	if (colon != NULL) {
		title = colon + 2;
		n = (size_t)(p->words + p->words_n - title);
		if (n != strlen(p->href) || memcmp(title, p->href, n) != 0)
			put_named(t, "title", title, n);
	}
	put(t, "></");
	put(t, p->media);
	put(t, ">");
}

static void
on_close(struct check *c, void *data, uint32_t line)
{
	struct pass *p = data;
	struct text *t = &p->k->body;

	(void)c;
	(void)line;
	if (p->skip != 0) {
		if (p->skip == p->depth)
			p->skip = 0;
	} else if (p->head != 0) {
		close_in_masthead(p);
		if (p->head == p->depth)
			p->head = 0;
	} else if (p->depth < DEPTHS && p->open[p->depth].tag != NULL) {
		put(t, "</");
		put(t, p->open[p->depth].tag);
		put(t, ">");
		if (p->open[p->depth].note != NULL)
			p->open[p->depth].note->to = t->n;
	}
	if (p->mark != 0 && p->mark == p->depth) {
		if (p->media != NULL)
			put_media(p);
		else
			put_marked(p);
		p->mark = 0;
	}
	if (p->body == p->depth)
		p->body = 0;
	p->depth--;
}

static void
on_text(struct check *c, void *data, const char *text, size_t n)
{
	struct pass *p = data;
	size_t room = WORDS - 1 - p->words_n;

	(void)c;
	if (p->skip != 0 || p->body == 0)
		return;
	if (p->head == 0 && p->mark == 0) {
		put_escaped(&p->k->body, text, n);
		return;
	}
	n = n < room ? n : room;
	memcpy(p->words + p->words_n, text, n);
	p->words_n += n;
}

/* --- the file ------------------------------------------------------------- */

/* Entities of HTML, which XML does not know, as numbers: "&nbsp;". */
static void
number_entities(struct entry *e)
{
	const char *p = (const char *)e->data, *end = p + e->size, *amp;
	struct text out = { NULL, 0, 0 };
	char name[16], number[16];

	while ((amp = memchr(p, '&', (size_t)(end - p))) != NULL) {
		size_t n = 1;
		const htmlEntityDesc *entity;

		while (amp + n < end && n < sizeof(name) &&
		    ((amp[n] | 0x20) >= 'a' && (amp[n] | 0x20) <= 'z'))
			n++;
		while (amp + n < end && n < sizeof(name) && amp[n] >= '0' &&
		    amp[n] <= '9')
			n++;
		text_put(&out, p, (size_t)(amp - p));
		p = amp;
		if (n == 1 || n == sizeof(name) || amp + n >= end ||
		    amp[n] != ';') {
			put(&out, "&");
			p++;
			continue;
		}
		memcpy(name, amp + 1, n - 1);
		name[n - 1] = '\0';
		entity = htmlEntityLookup((const xmlChar *)name);
		if (entity != NULL && entity->value > 127) {
			snprintf(
			    number, sizeof(number), "&#%u;", entity->value);
			put(&out, number);
		} else {
			text_put(&out, amp, n + 1);
		}
		p = amp + n + 1;
	}
	if (out.p == NULL)
		return;
	text_put(&out, p, (size_t)(end - p));
	if (out.cap == SIZE_MAX) {
		text_free(&out);
		return;
	}
	free(e->data);
	e->data = (uint8_t *)out.p;
	e->size = out.n;
}

void
chapter_add(struct chapter *k, struct entry *e)
{
	static const struct xml_events events = {
		.open = on_open, .close = on_close, .text = on_text
	};
	struct check *c = k->c;
	struct pass *p = c->api->scratch(c->job, sizeof(*p));
	size_t size = e->size, before = k->body.n;

	c->here = e;
	if (p == NULL || !container_load(c, e))
		return;
	p->k = k;
	k->head.ours = k->apart = false;
	number_entities(e);
	c->last[0] = '\0';
	if (!xml_parse(c, &events, p) && k->notes == NULL)
		oct_reportf(c->api, c->job, OCT_WARNING, "epub.xhtml", 0,
		    "%s; what could be read of it was", c->last);
	k->all_notes |= p->notes != 0 && p->notes == p->blocks;
	if (k->notes != NULL)
		k->notes->elements = p->elements;
	container_drop(e);
	e->size = size;
	if (k->apart) {
		k->body.n = before;
		k->all_notes = false;
		oct_reportf(c->api, c->job, OCT_INFO, "epub.apart", 0,
		    "%s is a cover, a title page or the like, and was left out",
		    e->name);
		return;
	}
	k->files++;
	if (k->first == NULL)
		k->first = e;
}
