/* reader.c -- the reader of EPUB 2 and 3: chapters become articles. */
#include <libxml/parser.h>

#include "html_reader.h"
#include "read.h"

enum { PADDING = 8 };

struct book {
	struct check *c;
	const struct html_reader *html;
	struct line *contents;
	struct entry **spine; /* in order; NULL where a file is missing */
	size_t n_spine;
	bool alone; /* there is one article */
};

/* --- what is read --------------------------------------------------------- */

static bool
open_spine(struct book *b)
{
	struct check *c = b->c;

	b->n_spine = c->n_spine;
	b->spine =
	    c->api->scratch(c->job, (b->n_spine + 1) * sizeof(*b->spine));
	if (b->spine == NULL)
		return false;
	for (struct item *i = c->items; i != NULL; i = i->next)
		if (i->spine != 0)
			b->spine[i->spine - 1] = i->entry;
	return true;
}

/* The first line of the contents that leads into a file. */
static const struct line *
line_of(const struct book *b, const struct entry *e)
{
	for (const struct line *l = b->contents; l != NULL; l = l->next)
		if (l->entry == e)
			return l;
	return NULL;
}

static bool
is_read(const struct book *b, const struct entry *e)
{
	return e != NULL && e != b->c->nav && !e->apart && e->notes == NULL;
}

/* Which article each file goes into: one that the contents don't name goes on
 * with the file before it, as a part that was split off. */
static void
group(struct book *b)
{
	struct entry *first = NULL;
	size_t articles = 0;

	for (size_t i = 0; i < b->n_spine; i++) {
		struct entry *e = b->spine[i];

		if (!is_read(b, e))
			continue;
		if (first == NULL || b->contents == NULL ||
		    line_of(b, e) != NULL)
			first = e;
		e->article = first;
		articles += first == e;
	}
	b->alone = articles == 1;
}

/* --- one article ---------------------------------------------------------- */

/* The words of the HTML, to be compared; *images counts pictures. */
static size_t
words_of(const struct text *html, char *out, size_t room, size_t *images)
{
	size_t n = 0;
	bool tag = false;

	*images = 0;
	for (size_t i = 0; i < html->n; i++) {
		char ch = html->p[i];

		if (ch == '<') {
			tag = true;
			*images += html->n - i > 4 &&
			    memcmp(html->p + i, "<img", 4) == 0;
		} else if (ch == '>') {
			tag = false;
		} else if (!tag && strchr(" \t\r\n", ch) == NULL) {
			if (n < room)
				out[n] = ch;
			n++;
		}
	}
	return n;
}

/* A page with the title of a part, and nothing more. */
static bool
is_part_page(const struct line *line, const char *words, size_t n)
{
	size_t at = 0;

	if (line == NULL || line->next == NULL ||
	    line->next->level <= line->level ||
	    line->next->entry == line->entry)
		return false;
	for (const char *p = line->title; *p != '\0'; p++)
		if (strchr(" \t\r\n", *p) == NULL &&
		    (at >= n || words[at++] != *p))
			return false;
	return at == n;
}

/* The heading that says the title again, where the text begins. */
static void
drop_title(struct check *c, oct_node *article, const char *title)
{
	const oct_api *api = c->api;
	struct oct_walk w = oct_walk_start(api->part(article, OCT_BODY));
	oct_str text;

	while (oct_walk_next(api, &w)) {
		uint32_t kind = api->kind(w.node);

		if (kind == OCT_HEADING) {
			text = api->text_of(c->job, w.node);
			if (strcmp(text.p, title) == 0)
				api->drop(c->job, w.node);
			return;
		}
		if ((kind & OCT_LEAF) || kind == OCT_P)
			return;
	}
}

/* What the book says of the article that was read last. */
static void
dress(struct book *b, const struct chapter *k)
{
	struct check *c = b->c;
	const oct_api *api = c->api;
	oct_node *article = api->last(api->book(c->job));
	oct_node *source;
	char name[1000];

	if (api->kind(article) != OCT_ARTICLE)
		return;
	snprintf(
	    name, sizeof(name), "%.400s/%.500s", c->source, k->first->name);
	source = api->add_field(
	    c->job, article, OCT_M_SOURCE, name, strlen(name), "input", 100);
	if (source != NULL)
		oct_set(api, c->job, source, OCT_P_MEDIA_TYPE,
		    "application/epub+zip");
	if (k->title != NULL && *k->title != '\0') {
		api->add_field(c->job, article, OCT_M_TITLE, k->title,
		    strlen(k->title), "contents", 98);
		drop_title(c, article, k->title);
	}
	if (k->part != NULL && *k->part != '\0')
		oct_set(api, c->job, article, OCT_P_PART, k->part);
	masthead_write(k, article);
	/* one that Octavo wrote says all of its own */
	if (!k->head.ours || b->alone)
		facts_article(c, article, b->alone);
	facts_file_as(c, article);
}

static void
put(struct text *t, const char *s)
{
	text_put(t, s, strlen(s));
}

static void
read_html(struct book *b, struct chapter *k)
{
	static const char zeros[PADDING];
	int keep_ids = 1; /* other chapters link to them */
	struct check *c = b->c;
	struct text page = { NULL, 0, 0 };
	oct_input in = { .struct_size = sizeof(in) };

	put(&page, "<!DOCTYPE html><html lang=\"");
	put(&page, k->lang != NULL ? k->lang : "");
	put(&page, "\" dir=\"");
	put(&page, k->dir != NULL ? k->dir : "");
	put(&page, "\"><head><meta charset=\"utf-8\"></head><body>");
	text_put(&page, k->body.p, k->body.n);
	put(&page, "</body></html>");
	in.len = page.n;
	text_put(&page, zeros, sizeof(zeros));
	if (page.cap == SIZE_MAX || k->body.cap == SIZE_MAX) {
		c->api->fail(c->job, OCT_ENOMEM, "epub.memory",
		    "there was no memory to read the book");
	} else {
		in.data = (const uint8_t *)page.p;
		in.name = (oct_str){ k->first->name, strlen(k->first->name) };
		in.url = in.media_type = (oct_str){ "", 0 };
		in.charset = (oct_str){ "utf-8", 5 };
		if (b->html->read(&keep_ids, c->api, c->job, &in) == OCT_OK)
			dress(b, k);
	}
	text_free(&page);
}

/* From one file of the spine to the last that goes on with it. */
static size_t
read_article(struct book *b, size_t i)
{
	struct check *c = b->c;
	struct chapter k = { .c = c, .html = b->html };
	struct entry *first = b->spine[i]->article;
	const struct line *line = line_of(b, first);
	char words[1000];
	size_t n, images;

	if (line != NULL) {
		k.title = line->title;
		k.part = line->part;
	}
	for (; i < b->n_spine; i++) {
		if (!is_read(b, b->spine[i]))
			continue;
		if (b->spine[i]->article != first)
			break;
		chapter_add(&k, b->spine[i]);
	}
	notes_add(&k);
	n = words_of(&k.body, words, sizeof(words), &images);
	if (k.first != NULL && (n > 0 || images > 0) &&
	    !is_part_page(line, words, n))
		read_html(b, &k);
	text_free(&k.body);
	text_free(&k.head.highlights);
	return i;
}

/* What is left of a file of notes. */
static void
read_rest(struct book *b, struct entry *e)
{
	const struct line *line = line_of(b, e);
	struct chapter k = { .c = b->c, .html = b->html, .rest = e->notes };

	if (line != NULL) {
		k.title = line->title;
		k.part = line->part;
	}
	chapter_add(&k, e);
	if (k.first != NULL && notes_are_left(&k.body))
		read_html(b, &k);
	text_free(&k.body);
	text_free(&k.head.highlights);
}

static void
read_book(struct book *b)
{
	struct check *c = b->c;

	b->contents = contents_read(c);
	notes_find(c, b->spine, b->n_spine);
	group(b);
	if (!b->alone)
		facts_book(c);
	facts_cover(c);
	for (size_t i = 0; i < b->n_spine && c->api->status(c->job) == OCT_OK;)
		if (is_read(b, b->spine[i]))
			i = read_article(b, i);
		else
			i++;
	for (size_t i = 0; i < b->n_spine; i++)
		if (b->spine[i] != NULL && b->spine[i]->notes != NULL)
			read_rest(b, b->spine[i]);
}

/* --- the plug-in ---------------------------------------------------------- */

static void
algorithm(struct check *c, void *data, const struct tag *tag)
{
	bool *locked = data;
	const char *name;

	if (strcmp(tag->name, "EncryptionMethod") != 0)
		return;
	name = tag_attr(c, tag, NULL, "Algorithm");
	/* fonts that are merely hard to copy */
	if (name == NULL ||
	    (strcmp(name, "http://www.idpf.org/2008/embedding") != 0 &&
		strcmp(name, "http://ns.adobe.com/pdf/enc#RC") != 0))
		*locked = true;
}

static bool
is_locked(struct check *c)
{
	static const struct xml_events events = { .open = algorithm };
	const char *name = "META-INF/encryption.xml";
	bool locked = false;

	c->here = container_find(c, name, strlen(name));
	if (c->here != NULL && container_load(c, c->here))
		xml_parse(c, &events, &locked);
	return locked;
}

static void
fail(struct check *c, oct_status status, const char *why)
{
	char msg[1000];

	if (c->api->status(c->job) != OCT_OK)
		return;
	snprintf(msg, sizeof(msg), "it can't be read as a book: %.800s", why);
	c->api->fail(c->job, status, "epub.unreadable", msg);
}

static void
read_opened(struct check *c)
{
	struct book b = { .c = c, .html = c->api->extension(HTML_EXTENSION) };

	if (b.html == NULL)
		fail(c, OCT_EPLUGIN,
		    "no plug-in gives " HTML_EXTENSION
		    ", which reads its text");
	else if (is_locked(c))
		fail(c, OCT_EUNSUPPORTED,
		    "it is encrypted, and only programs that have the key can "
		    "open it");
	else if (!package_read(c) || !open_spine(&b))
		fail(c, OCT_EFORMAT, c->last);
	else
		read_book(&b);
}

static oct_status
epub_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	struct check *c = api->scratch(job, sizeof(*c));
	const char *slash = strrchr(in->name.p, '/');

	(void)inst;
	if (c == NULL)
		return api->status(job);
	c->api = api;
	c->job = job;
	c->bytes = in->data;
	c->size = in->len;
	c->quiet = true;
	c->source = slash != NULL ? slash + 1 : in->name.p;
	c->items_end = &c->items;
	c->links_end = &c->links;
	if (!container_open(c))
		fail(c, OCT_EFORMAT, c->last);
	else
		read_opened(c);
	for (size_t i = 0; i < c->n_entries; i++) {
		container_drop(&c->entries[i]);
		if (c->entries[i].notes != NULL)
			text_free(&c->entries[i].notes->text);
	}
	if (c->zip != NULL)
		zip_discard(c->zip);
	return api->status(job);
}

/* A zip whose first file says that it is a book: 100.  Any other zip could be
 * one, if its name says so. */
static int32_t
epub_bid(const uint8_t *head, size_t len)
{
	static const char mark[] = "mimetypeapplication/epub+zip";

	if (len < 58 || memcmp(head, "PK\3\4", 4) != 0)
		return -1;
	return memcmp(head + 30, mark, sizeof(mark) - 1) == 0 ? 100 : 0;
}

static const oct_option options[] = {
	{ "extract", "none", "auto|none|precision|recall",
	    "how much of a chapter around the article is left out",
	    OCT_OPT_CHOICE, 0 },
	{ "images", "embed", "embed|link|drop", "what becomes of the images",
	    OCT_OPT_CHOICE, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};

static const oct_format epub = {
	.struct_size = sizeof(oct_format),
	.name = "epub",
	.summary = "EPUB 2 and 3: chapters become articles",
	.roles = OCT_READS,
	.media_types = (const char *const[]){ "application/epub+zip", NULL },
	.extensions = (const char *const[]){ "epub", NULL },
	.options = options,
	.signatures = (const char *const[]){ "application/epub+zip", NULL },
	.bid = epub_bid,
	.read = epub_read,
};

/* Where several threads may not do it at once. */
static oct_status
init(const oct_api *api)
{
	(void)api;
	xmlInitParser();
	return OCT_OK;
}

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.epubread",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &epub, NULL },
	.init = init,
};

OCT_PLUGIN_ENTRY(epubread)
{
	return &plugin;
}
