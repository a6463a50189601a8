/*
 * The parts of a book, divisions here, where a part is a file of an article:
 * runs of articles with one title, and the pages that show these.
 */
#include "epub.h"

/* A title may head two parts: the second has another name. */
static size_t
count_before(const struct book *b, const struct division *d)
{
	size_t n = 0;

	for (const struct division *e = b->divisions; e < d; e++)
		n += strcmp(e->title.p, d->title.p) == 0;
	return n;
}

void
divisions_open(struct book *b)
{
	oct_str open = { "", 0 };

	b->divisions =
	    b->api->scratch(b->job, b->n_articles * sizeof(*b->divisions));
	for (size_t i = 0; b->divisions != NULL && i < b->n_articles; i++) {
		struct article *a = &b->articles[i];
		oct_str title = b->api->get_str(a->node, OCT_P_PART);
		struct division *d = &b->divisions[b->n_divisions];

		if (title.n > 0 && strcmp(title.p, open.p) != 0) {
			d->title = title;
			d->first = a;
			d->name = out_strf(b->api, b->job, "text/part-%s.xhtml",
			    name_make(b, title, count_before(b, d)).p);
			b->n_divisions++;
		}
		if (title.n > 0)
			a->division = &b->divisions[b->n_divisions - 1];
		open = title;
	}
}

void
division_write(struct book *b, const struct division *d)
{
	struct out *o = &b->out;
	struct file *f;

	page_begin(b, d->title, b->lang, b->dir, "../",
	    " epub:type=\"bodymatter\" class=\"part\"");
	out_puts(o,
	    "<section epub:type=\"part\" role=\"doc-part\""
	    " aria-labelledby=\"oct.part\">\n<h1 id=\"oct.part\">");
	out_text(o, d->title);
	out_puts(o, "</h1>\n</section>\n");
	f = page_end(b, d->name);
	if (f != NULL)
		f->spine = 1;
}
