#include "epub.h"

#include <stdlib.h>
#include <strings.h>

oct_str
book_field(const struct book *b, const oct_node *owner, uint32_t key)
{
	return b->api->get_str(b->api->field(owner, key), OCT_P_TEXT);
}

struct file *
book_add(struct book *b, oct_str name, const char *media_type, const void *data,
    size_t size)
{
	struct file *f = b->api->scratch(b->job, sizeof(*f));
	char *id;

	if (f == NULL)
		return NULL;
	f->name = name;
	f->media_type = media_type;
	f->data = data;
	f->size = size;
	/* the name with "-" for what an XML name can't have is unique too */
	f->id = out_strf(b->api, b->job, "f-%s", name.p);
	for (id = (char *)f->id.p; *id != '\0'; id++)
		if (*id == '/')
			*id = '-';
	*b->files_end = f;
	b->files_end = &f->next;
	return f;
}

oct_str
book_part_name(const struct book *b, const struct article *a, uint32_t part)
{
	if (part == 0)
		return out_strf(b->api, b->job, "text/%s.xhtml", a->name.p);
	return out_strf(
	    b->api, b->job, "text/%s-%u.xhtml", a->name.p, part + 1);
}

oct_str
book_start(const struct book *b)
{
	const struct article *a = &b->articles[0];

	return a->division != NULL ? a->division->name
				   : book_part_name(b, a, 0);
}

void
book_language(struct book *b, const struct article *a)
{
	oct_str dir = a->dir;

	if (dir.n == 0)
		dir = str_of("ltr");
	if (strcmp(dir.p, b->dir.n > 0 ? b->dir.p : "ltr") == 0)
		dir = str_of("");
	xhtml_language(&b->out,
	    strcmp(a->lang.p, b->lang.p) != 0 ? a->lang : str_of(""), dir);
}

static oct_str
language_of(const struct book *b, const oct_node *owner)
{
	static const oct_str none = { "", 0 };
	oct_str lang = book_field(b, owner, OCT_M_LANGUAGE);

	return value_is_language(lang) ? lang : none;
}

/* The direction that was said, else the one of the language's script. */
static oct_str
direction_of(const struct book *b, const oct_node *owner, oct_str lang)
{
	static const char *const rtl[] = { "ar", "fa", "he", "ur", "yi", "ps",
		"ckb", "dv", "sd", "ug" };
	oct_str dir = book_field(b, owner, OCT_M_DIRECTION);
	size_t n = strcspn(lang.p, "-");

	if (oct_is(dir, "rtl") || oct_is(dir, "ltr"))
		return dir;
	for (size_t i = 0; i < sizeof(rtl) / sizeof(rtl[0]); i++)
		if (strlen(rtl[i]) == n && strncasecmp(lang.p, rtl[i], n) == 0)
			return str_of("rtl");
	return str_of("");
}

/* Titles go into attributes and lists: one line, no blanks at the ends. */
static oct_str
one_line(const struct book *b, oct_str s)
{
	struct out o = { b->api, b->job, NULL, 0, 0 };
	const char *p = s.p + strspn(s.p, " \t\n");

	if (strpbrk(s.p, "\t\n") == NULL && p == s.p &&
	    (s.n == 0 || s.p[s.n - 1] != ' '))
		return s;
	while (*p != '\0') {
		size_t n = strcspn(p, " \t\n");

		out_put(&o, p, n);
		p += n;
		p += strspn(p, " \t\n");
		if (*p != '\0')
			out_put(&o, " ", 1);
	}
	return out_keep(&o);
}

/* A title is the article's own, or its first heading, which then is not said
 * twice. */
static void
title_article(const struct book *b, struct article *a)
{
	oct_str heading = str_of("");

	if (a->n_outline > 0)
		heading = one_line(b, a->outline[0].title);
	a->title = one_line(b, book_field(b, a->node, OCT_M_TITLE));
	if (a->title.n == 0)
		a->title = heading;
	if (a->title.n == 0)
		a->title = str_of(a->words->word[WORD_UNTITLED]);
	a->titled = !oct_is(a->title, heading.p);
}

static void
open_article(struct book *b, struct article *a, const oct_node *node)
{
	a->node = node;
	a->lang = language_of(b, node);
	a->dir = direction_of(b, node, a->lang);
	a->words = words_of(a->lang);
	a->outline = b->api->outline(b->job, node, &a->n_outline);
	title_article(b, a);
	a->url =
	    value_url(b->api, b->job, book_field(b, node, OCT_M_CANONICAL));
	if (a->url.n == 0)
		a->url = value_url(
		    b->api, b->job, book_field(b, node, OCT_M_SOURCE));
	split_article(b, a);
	xhtml_index_make(
	    &a->index, b->api, b->job, node, a->breaks, a->n_breaks);
}

/* --- links between articles ------------------------------------------------
 */

static oct_str
address(struct book *b, struct article *from, uint32_t part, struct article *to,
    const struct xhtml_id *id)
{
	uint32_t to_part = id != NULL ? id->part : 0;
	const char *name = "", *mark = "", *fragment = "";

	if (to != from || to_part != part || id == NULL)
		/* all text is in one folder */
		name = book_part_name(b, to, to_part).p + strlen("text/");
	if (id != NULL) {
		mark = "#";
		fragment = id->name.p;
	}
	return out_strf(b->api, b->job, "%s%s%s", name, mark, fragment);
}

/* The byte that "%xx" at p stands for; 0 if it is no such escape. */
static unsigned char
escaped_byte(const char *p)
{
	unsigned char byte = 0;

	if (*p++ != '%')
		return 0;
	for (int i = 0; i < 2; i++, p++) {
		if (*p >= '0' && *p <= '9')
			byte = (unsigned char)(byte * 16 + (*p - '0'));
		else if ((*p | 32) >= 'a' && (*p | 32) <= 'f')
			byte =
			    (unsigned char)(byte * 16 + (*p | 32) - 'a' + 10);
		else
			return 0;
	}
	return byte;
}

/* The id that a link's fragment names, as it is or percent-decoded. */
static struct xhtml_id *
find_fragment(struct article *to, const char *fragment)
{
	struct xhtml_id *found = xhtml_index_id(&to->index, str_of(fragment));
	unsigned char id[256];
	size_t n = 0;

	if (found == NULL && strlen(fragment) < sizeof(id)) {
		for (const char *p = fragment; *p != '\0'; p++) {
			id[n] = escaped_byte(p);
			if (id[n] != 0)
				p += 2;
			else
				id[n] = (unsigned char)*p;
			n++;
		}
		id[n] = '\0';
		found = xhtml_index_id(&to->index, str_of((const char *)id));
	}
	if (found != NULL)
		found->linked = 1;
	return found;
}

oct_str
book_link(struct book *b, struct article *from, uint32_t part, oct_str href)
{
	const char *fragment = strchr(href.p, '#');
	struct article *to = from;
	struct xhtml_id *id = NULL;

	if (href.n == 0)
		return href;
	if (fragment != href.p) {
		size_t number = links_find(&b->links, from->node, href);

		if (number == SIZE_MAX)
			return value_url(b->api, b->job, href);
		to = &b->articles[number];
	}
	if (fragment != NULL)
		id = find_fragment(to, fragment + 1);
	if (fragment == href.p && id == NULL)
		return str_of("");
	return address(b, from, part, to, id);
}

/* --- the book ---------------------------------------------------------------
 */

static size_t
count_articles(const struct book *b)
{
	size_t n = 0;

	for (const oct_node *a = b->api->first(b->api->book(b->job)); a;
	     a = b->api->next(a))
		n += b->api->kind(a) == OCT_ARTICLE;
	return n;
}

/* The user's title; else that of the one article; else the first one's, with
 * the count of the others. */
static void
title_book(struct book *b)
{
	const char *more = b->words->word[WORD_MORE];
	int before = (int)strcspn(more, "%");

	b->title =
	    one_line(b, book_field(b, b->api->book(b->job), OCT_M_TITLE));
	if (b->title.n > 0)
		return;
	b->title = b->articles[0].title;
	if (b->n_articles == 1)
		return;
	b->title = out_strf(b->api, b->job, "%.800s, %.*s%zu%s",
	    b->articles[0].title.p, before, more, b->n_articles - 1,
	    more + before + 1);
}

void
book_open(struct book *b)
{
	const oct_node *root = b->api->book(b->job);
	size_t i = 0;

	b->files_end = &b->files;
	b->n_articles = count_articles(b);
	if (b->n_articles == 0) {
		b->api->fail(b->job, OCT_ENOARTICLE, "epub.empty",
		    "there is no article to make a book of");
		return;
	}
	b->articles =
	    b->api->scratch(b->job, b->n_articles * sizeof(*b->articles));
	if (b->articles == NULL)
		return;
	for (const oct_node *a = b->api->first(root); a; a = b->api->next(a))
		if (b->api->kind(a) == OCT_ARTICLE)
			open_article(b, &b->articles[i++], a);
	names_give(b);
	divisions_open(b);
	links_make(&b->links, b->api, b->job);
	b->lang = language_of(b, root);
	for (i = 0; i < b->n_articles && b->lang.n == 0; i++)
		b->lang = b->articles[i].lang;
	b->dir = direction_of(b, root, b->lang);
	b->words = words_of(b->lang);
	title_book(b);
	authors_open(b);
}
