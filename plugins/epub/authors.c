/* The index of authors: each with the articles that are by them. */
#include "collation/collation.h"
#include "epub.h"

#include <stdlib.h>

enum { MANY_ARTICLES = 10 };

struct credit {
	const char *key;
	oct_str name, person; /* as it is listed, as the article has it */
	struct article *article;
};

static size_t
count_credits(const struct book *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_articles; i++)
		for (const oct_node *f =
			 b->api->field(b->articles[i].node, OCT_M_AUTHOR);
		     f != NULL; f = b->api->next_field(f))
			n++;
	return n;
}

static int
compare(const void *a, const void *b)
{
	const struct credit *x = a, *y = b;
	int c = strcmp(x->key, y->key);

	if (c == 0)
		c = strcmp(x->person.p, y->person.p);
	return c != 0 ? c
		      : (x->article > y->article) - (x->article < y->article);
}

static void
add_credits(struct book *b, struct article *a, struct credit **to)
{
	const oct_api *api = b->api;
	const oct_node *f = api->field(a->node, OCT_M_AUTHOR);

	for (; f != NULL; f = api->next_field(f)) {
		oct_str file_as = api->get_str(f, OCT_P_FILE_AS);
		oct_str person = api->get_str(f, OCT_P_TEXT);

		*(*to)++ = (struct credit){ collate_person(api, b->job, f),
			file_as.n > 0 ? file_as : person, person, a };
	}
}

static int
is_other(const struct credit *list, size_t i)
{
	return i == 0 || strcmp(list[i].person.p, list[i - 1].person.p) != 0;
}

static int
is_wanted(const struct book *b, size_t people)
{
	oct_str said = b->api->opt_str(b->options, "epub-author-index");

	if (oct_is(said, "auto"))
		return people > 1 &&
		    (b->n_divisions > 0 || b->n_articles > MANY_ARTICLES);
	return oct_is(said, "yes") && people > 0;
}

static void
write_credit(struct book *b, const struct credit *c)
{
	struct out *o = &b->out;

	out_puts(o, "<li><a");
	out_attr(o, "href",
	    str_of(book_part_name(b, c->article, 0).p + strlen("text/")));
	book_language(b, c->article);
	out_puts(o, ">");
	out_text(o, c->article->title);
	out_puts(o, "</a></li>\n");
}

void
authors_open(struct book *b)
{
	size_t n = count_credits(b), people = 0;
	struct credit *list, *to;

	to = list = b->api->scratch(b->job, (n + 1) * sizeof(*list));
	for (size_t i = 0; list != NULL && i < b->n_articles; i++)
		add_credits(b, &b->articles[i], &to);
	if (list == NULL || b->api->status(b->job) != OCT_OK)
		return;
	qsort(list, n, sizeof(*list), compare);
	for (size_t i = 0; i < n; i++)
		people += is_other(list, i);
	if (!is_wanted(b, people))
		return;
	b->author_index = str_of("text/authors.xhtml");
	b->credits = list;
	b->n_credits = n;
}

void
authors_write(struct book *b)
{
	const char *title = b->words->word[WORD_AUTHORS];
	const struct credit *list = b->credits;
	struct out *o = &b->out;
	struct file *f;

	if (list == NULL)
		return;
	page_begin(b, str_of(title), b->lang, b->dir, "../",
	    " epub:type=\"backmatter\" class=\"authors\"");
	out_putf(o,
	    "<section epub:type=\"index\" role=\"doc-index\""
	    " aria-labelledby=\"oct.authors\">\n"
	    "<h1 id=\"oct.authors\">%s</h1>\n<ul class=\"index\">\n",
	    title);
	for (size_t i = 0; i < b->n_credits; i++) {
		if (is_other(list, i)) {
			out_puts(
			    o, i > 0 ? "</ul>\n</li>\n<li><p>" : "<li><p>");
			out_text(o, list[i].name);
			out_puts(o, "</p>\n<ul>\n");
		}
		if (is_other(list, i) || list[i].article != list[i - 1].article)
			write_credit(b, &list[i]);
	}
	out_puts(o, "</ul>\n</li>\n</ul>\n</section>\n");
	f = page_end(b, b->author_index);
	if (f != NULL)
		f->spine = 1;
}
