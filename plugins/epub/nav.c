/*
 * The navigation document (EPUB 3.3, 7) and the NCX of EPUB 2 for old
 * readers, from the same entries: parts, their articles, the sections of these.
 */
#include "epub.h"

struct entry {
	oct_str title, href; /* href from EPUB/ */
	const struct article *article; /* whose language the title is in */
	uint32_t depth; /* from 1 */
	int is_part; /* of the book */
};

/* Called for each entry; closes say how many levels ended before it. */
struct contents {
	struct book *b;
	void (*open)(struct contents *, const struct entry *);
	void (*close)(struct contents *);
	void (*deeper)(struct contents *);
	void (*shallower)(struct contents *);
	uint32_t depth; /* levels open now */
	uint32_t deepest;
	unsigned order;
};

static void
add_entry(struct contents *c, const struct entry *e)
{
	uint32_t depth = e->depth <= c->depth ? e->depth : c->depth + 1;

	if (depth > c->depth) {
		c->deeper(c);
		c->depth++;
	} else {
		c->close(c);
		for (; c->depth > depth; c->depth--) {
			c->shallower(c);
			c->close(c);
		}
	}
	if (c->depth > c->deepest)
		c->deepest = c->depth;
	c->open(c, e);
}

/* Where a section is: its id must have been given to it. */
static int
section_entry(struct book *b, struct article *a, const oct_entry *o,
    uint32_t depth, struct entry *e)
{
	struct xhtml_id *id = xhtml_index_id(&a->index, o->id);

	if (id == NULL || strspn(o->title.p, " \t\n") == o->title.n)
		return 0;
	id->linked = 1;
	e->title = o->title;
	e->depth = o->level + depth;
	e->href = out_strf(b->api, b->job, "%s#%s",
	    book_part_name(b, a, id->part).p, id->name.p);
	return 1;
}

static void
walk_contents(struct contents *c)
{
	struct book *b = c->b;
	int64_t limit = b->api->opt_int(b->options, "toc-depth");

	for (size_t i = 0; i < b->n_articles; i++) {
		struct article *a = &b->articles[i];
		uint32_t depth = a->division != NULL ? 2 : 1;
		struct entry e = { a->title, book_part_name(b, a, 0), a,
			depth };

		if (a->division != NULL && a->division->first == a)
			add_entry(c,
			    &(struct entry){ a->division->title,
				a->division->name, NULL, 1, 1 });
		add_entry(c, &e);
		for (size_t j = 0; j < a->n_outline; j++)
			if (a->outline[j].level <= limit &&
			    section_entry(b, a, &a->outline[j], depth, &e))
				add_entry(c, &e);
	}
	if (b->author_index.n > 0)
		add_entry(c,
		    &(struct entry){ str_of(b->words->word[WORD_AUTHORS]),
			b->author_index, NULL, 1 });
	for (; c->depth > 0; c->depth--) {
		c->close(c);
		c->shallower(c);
	}
}

/* --- the navigation document
 * --------------------------------------------------
 */

static void
nav_open(struct contents *c, const struct entry *e)
{
	out_puts(&c->b->out, e->is_part ? "<li class=\"part\"><a" : "<li><a");
	out_attr(&c->b->out, "href", e->href);
	if (e->article != NULL)
		book_language(c->b, e->article);
	out_puts(&c->b->out, ">");
	out_text(&c->b->out, e->title);
	out_puts(&c->b->out, "</a>");
}

static void
nav_close(struct contents *c)
{
	out_puts(&c->b->out, "</li>\n");
}

static void
nav_deeper(struct contents *c)
{
	out_puts(&c->b->out, "\n<ol>\n");
}

static void
nav_shallower(struct contents *c)
{
	out_puts(&c->b->out, "</ol>\n");
}

static void
landmark(struct book *b, const char *type, oct_str href, enum word word)
{
	if (href.n == 0)
		return;
	out_putf(&b->out, "<li><a epub:type=\"%s\" href=\"%s\">%s</a></li>\n",
	    type, href.p, b->words->word[word]);
}

static void
write_landmarks(struct book *b)
{
	out_puts(
	    &b->out, "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
	landmark(b, "cover", b->cover_page, WORD_COVER);
	landmark(b, "titlepage", b->title_page, WORD_TITLE_PAGE);
	landmark(b, "toc", b->nav, WORD_CONTENTS);
	landmark(b, "bodymatter", book_start(b), WORD_START);
	landmark(b, "index", b->author_index, WORD_AUTHORS);
	out_puts(&b->out, "</ol>\n</nav>\n");
}

void
nav_write(struct book *b)
{
	struct contents c = { .b = b,
		.open = nav_open,
		.close = nav_close,
		.deeper = nav_deeper,
		.shallower = nav_shallower };
	const char *contents = b->words->word[WORD_CONTENTS];
	struct file *f;

	b->nav = str_of("nav.xhtml");
	page_begin(b, str_of(contents), b->lang, b->dir, "", "");
	out_putf(&b->out,
	    "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\""
	    " aria-labelledby=\"toc-title\">\n"
	    "<h1 id=\"toc-title\">%s</h1>",
	    contents);
	walk_contents(&c);
	out_puts(&b->out, "</nav>\n");
	write_landmarks(b);
	f = page_end(b, b->nav);
	if (f == NULL)
		return;
	f->properties = "nav";
	f->spine = 1;
}

/* --- the NCX
 * ------------------------------------------------------------------ */

static void
ncx_open(struct contents *c, const struct entry *e)
{
	c->order++;
	out_putf(&c->b->out,
	    "<navPoint id=\"n%u\" playOrder=\"%u\"><navLabel><text>", c->order,
	    c->order);
	out_text(&c->b->out, e->title);
	out_puts(&c->b->out, "</text></navLabel><content");
	out_attr(&c->b->out, "src", e->href);
	out_puts(&c->b->out, "/>\n");
}

static void
ncx_close(struct contents *c)
{
	out_puts(&c->b->out, "</navPoint>\n");
}

static void
ncx_level(struct contents *c)
{
	(void)c;
}

oct_str
nav_ncx(struct book *b)
{
	struct contents c = { .b = b,
		.open = ncx_open,
		.close = ncx_close,
		.deeper = ncx_level,
		.shallower = ncx_level };
	oct_str points;

	walk_contents(&c);
	points = out_keep(&b->out);
	out_puts(&b->out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\""
	    " version=\"2005-1\"");
	if (b->lang.n > 0)
		out_attr(&b->out, "xml:lang", b->lang);
	out_puts(&b->out, ">\n<head>\n<meta name=\"dtb:uid\"");
	out_attr(&b->out, "content", b->identifier);
	out_putf(&b->out,
	    "/>\n<meta name=\"dtb:depth\" content=\"%u\"/>\n"
	    "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
	    "<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n"
	    "<docTitle><text>",
	    c.deepest);
	out_text(&b->out, b->title);
	out_puts(&b->out, "</text></docTitle>\n<navMap>\n");
	out_put(&b->out, points.p, points.n);
	out_puts(&b->out, "</navMap>\n</ncx>\n");
	return out_keep(&b->out);
}
