/* The cover and the title page of a book. */
#include "epub.h"

static void
write_cover(struct book *b)
{
	struct out *o = &b->out;
	struct file *f;

	b->cover_page = str_of("text/cover.xhtml");
	page_begin(b, str_of(b->words->word[WORD_COVER]), b->lang, b->dir,
	    "../", " epub:type=\"cover\" class=\"cover\"");
	out_puts(o, "<p><img");
	out_attr(o, "src", out_strf(b->api, b->job, "../%s", b->cover->name.p));
	out_attr(o, "alt", b->title);
	out_puts(o, "/></p>\n");
	f = page_end(b, b->cover_page);
	if (f != NULL)
		f->spine = 1;
}

static void
write_lines(struct book *b, uint32_t key, const char *class)
{
	const oct_node *root = b->api->book(b->job);
	const oct_node *f = b->api->field(root, key);

	for (; f != NULL; f = b->api->next_field(f)) {
		out_putf(&b->out, "<p class=\"%s\">", class);
		out_text(&b->out, b->api->get_str(f, OCT_P_TEXT));
		out_puts(&b->out, "</p>\n");
	}
}

static void
write_title_page(struct book *b)
{
	struct out *o = &b->out;
	struct file *f;

	b->title_page = str_of("text/title.xhtml");
	page_begin(b, b->title, b->lang, b->dir, "../",
	    " epub:type=\"frontmatter\" class=\"titlepage\"");
	out_puts(o,
	    "<section epub:type=\"titlepage\" aria-labelledby=\"oct.title\">\n"
	    "<h1 id=\"oct.title\">");
	out_text(o, b->title);
	out_puts(o, "</h1>\n");
	write_lines(b, OCT_M_SUBTITLE, "subtitle");
	write_lines(b, OCT_M_AUTHOR, "byline");
	write_lines(b, OCT_M_PUBLISHER, "dateline");
	write_lines(b, OCT_M_PUBLISHED, "dateline");
	out_puts(o, "</section>\n");
	f = page_end(b, b->title_page);
	if (f != NULL)
		f->spine = 1;
}

void
front_write(struct book *b)
{
	oct_str page = b->api->opt_str(b->options, "epub-title-page");

	if (b->cover != NULL)
		write_cover(b);
	if (oct_is(page, "yes") || (!oct_is(page, "no") && b->n_articles > 1))
		write_title_page(b);
}
