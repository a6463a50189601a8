/*
 * explain.c -- writes a page for people on what became of a page: its text in
 * the order of the source, what was kept, what was left out and why.
 */
#include "explain.h"

#include <octavo/article.h>

extern const char explain_css[];
extern const size_t explain_css_size;

static oct_str
title_of(const oct_api *a, const oct_node *owner)
{
	const oct_node *f = a->field(owner, OCT_M_TITLE);

	return f != NULL ? a->get_str(f, OCT_P_TEXT) : (oct_str){ "", 0 };
}

static void
put_title(struct explain *x, oct_str title)
{
	if (title.n != 0)
		put_text(x, title);
	else
		put_puts(x, "An article without a title");
}

static size_t
count_articles(const oct_api *a, const oct_node *book)
{
	size_t n = 0;

	for (const oct_node *c = a->first(book); c != NULL; c = a->next(c))
		n += a->kind(c) == OCT_ARTICLE;
	return n;
}

static oct_node *
next_article(const oct_api *a, oct_node *n)
{
	while (n != NULL && a->kind(n) != OCT_ARTICLE)
		n = a->next(n);
	return n;
}

void
page_head(struct explain *x)
{
	put_puts(x,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'; "
	    "img-src data:; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n"
	    "<link rel=\"icon\" href=\"data:,\">\n<title>");
}

void
page_body(struct explain *x)
{
	put_puts(x, "</title>\n<style>\n");
	x->a->emit(x->j, explain_css, explain_css_size);
	put_puts(x, "</style>\n</head>\n<body>\n");
}

static void
put_head(struct explain *x, oct_node *first, size_t articles)
{
	page_head(x);
	put_puts(x, "What became of ");
	if (articles == 1)
		put_title(x, title_of(x->a, first));
	else
		put_count(x, articles, "article", "articles");
	page_body(x);
}

static void
put_link(struct explain *x, const char *name, const char *text)
{
	put_puts(x, "<li><a href=\"#");
	put_id(x, name);
	put_puts(x, "\">");
	put_puts(x, text);
	put_puts(x, "</a></li>\n");
}

/* Links to the sections of the only article, or to all articles. */
static void
put_contents(struct explain *x, oct_node *first, size_t articles)
{
	put_puts(x, "<nav aria-label=\"Contents\">\n<ul>\n");
	x->number = 1;
	if (articles == 1) {
		put_link(x, "summary", "Summary");
		put_link(x, "facts", "Metadata");
		put_link(x, "source", "The source, in its order");
	}
	for (oct_node *n = first; articles > 1 && n != NULL;
	     n = next_article(x->a, x->a->next(n)), x->number++) {
		put_puts(x, "<li><a href=\"#");
		put_id(x, "article");
		put_puts(x, "\"><bdi>");
		put_title(x, title_of(x->a, n));
		put_puts(x, "</bdi></a></li>\n");
	}
	put_puts(x, "</ul>\n</nav>\n");
}

static void
put_source(struct explain *x)
{
	const oct_node *f = x->a->field(x->article, OCT_M_SOURCE);
	oct_str reader = x->a->get_str(x->article, OCT_P_READER);
	oct_str tool = x->a->get_str(x->article, OCT_P_TOOL);

	put_puts(x, "<p class=\"muted\">");
	if (f != NULL) {
		put_puts(x, "<bdi>");
		put_text(x, x->a->get_str(f, OCT_P_TEXT));
		put_puts(x, "</bdi>");
	}
	if (reader.n != 0) {
		put_puts(x, ", read as ");
		put_text(x, reader);
	}
	if (tool.n != 0) {
		put_puts(x, " by ");
		put_text(x, tool);
	}
	put_puts(x, "</p>\n");
}

static void
put_article(struct explain *x)
{
	lines_collect(x);
	put_puts(x, "<article id=\"");
	put_id(x, "article");
	put_puts(x, "\" aria-labelledby=\"");
	put_id(x, "title");
	put_puts(x, "\">\n<h2 dir=\"auto\" id=\"");
	put_id(x, "title");
	put_puts(x, "\"");
	if (x->a->has(x->article, OCT_P_LANG))
		put_attr(x, "lang", x->a->get_str(x->article, OCT_P_LANG));
	put_puts(x, ">");
	put_title(x, title_of(x->a, x->article));
	put_puts(x, "</h2>\n");
	put_source(x);
	summary_write(x);
	facts_write(x);
	flow_write(x);
	put_puts(x, "</article>\n");
}

static oct_status
explain_write(void *inst, const oct_api *a, oct_job *j)
{
	struct explain x = { .a = a, .j = j, .number = 1 };
	oct_node *first = next_article(a, a->first(a->book(j)));
	size_t articles = count_articles(a, a->book(j));

	(void)inst;
	put_head(&x, first, articles);
	put_puts(&x,
	    "<a class=\"skip\" href=\"#main\">Skip to the article</a>\n"
	    "<header>\n<h1>What became of ");
	if (articles == 1)
		put_puts(&x, "the page");
	else
		put_count(&x, articles, "page", "pages");
	put_puts(&x, "</h1>\n");
	put_contents(&x, first, articles);
	put_puts(&x, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
	x.number = 1;
	for (oct_node *n = first; n != NULL && a->status(j) == OCT_OK;
	     n = next_article(a, a->next(n)), x.number++) {
		x.article = n;
		put_article(&x);
	}
	messages_write(&x);
	put_puts(&x, "</main>\n</body>\n</html>\n");
	return a->status(j);
}

/* Two parts, so that "-o page.html" is not taken for it. */
static const char *const extensions[] = { "explain.html", NULL };
static const char *const media_types[] = { "text/html", NULL };

static const oct_format explain_format = {
	.struct_size = sizeof(oct_format),
	.name = "explain",
	.summary = "a web page on what was kept, what was left out, and why",
	.roles = OCT_WRITES,
	.media_types = media_types,
	.extensions = extensions,
	.write = explain_write,
};

static const oct_plugin explain_plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.explain",
	.version = "0.1.0",
	.licence = "MIT",
	.formats =
	    (const oct_format *const[]){ &explain_format, &proof_format, NULL },
};

OCT_PLUGIN_ENTRY(explain)
{
	return &explain_plugin;
}
