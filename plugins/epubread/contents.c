/* contents.c -- the table of contents. */
#include "read.h"

enum { DEPTHS = 256 };

struct toc {
	struct line *first, **end, *open; /* open: its title is being read */
	const char *top; /* the title of level 1 above */
	uint32_t depth, level; /* of elements; of lists */
	uint32_t nav; /* depth of the table of contents; 0: outside of it */
	uint32_t text_depth; /* where the text of the open line began */
	char title[1000];
	size_t title_n;
	bool raised[DEPTHS]; /* by depth: did that element raise the level? */
	bool ncx;
};

static void
raise(struct toc *t)
{
	if (t->depth < DEPTHS) {
		t->raised[t->depth] = true;
		t->level++;
	}
}

static void
begin_line(struct check *c, struct toc *t)
{
	struct line *line = c->api->scratch(c->job, sizeof(*line));

	if (line == NULL)
		return;
	line->level = t->level;
	line->title = line->part = "";
	*t->end = line;
	t->end = &line->next;
	t->open = line;
	t->title_n = 0;
}

static void
end_title(struct check *c, struct toc *t)
{
	size_t n = 0;

	if (t->open == NULL)
		return;
	/* white space collapsed */
	for (size_t i = 0; i < t->title_n; i++)
		if (strchr(" \t\r\n", t->title[i]) == NULL)
			t->title[n++] = t->title[i];
		else if (n > 0 && t->title[n - 1] != ' ')
			t->title[n++] = ' ';
	while (n > 0 && t->title[n - 1] == ' ')
		n--;
	t->open->title = keep(c, t->title, n);
	if (t->open->level == 1)
		t->top = t->open->title;
	else if (t->top != NULL)
		t->open->part = t->top;
}

static void
set_target(struct check *c, struct toc *t, const char *href)
{
	const char *fragment;

	if (t->open != NULL && t->open->entry == NULL && href != NULL)
		t->open->entry = href_target(c, c->here, href, &fragment);
}

static void
open_nav_tag(struct check *c, struct toc *t, const struct tag *tag)
{
	if (t->nav == 0) {
		if (tag_is(tag, NS_XHTML, "nav") &&
		    has_word(tag_attr(c, tag, NS_OPS, "type"), "toc"))
			t->nav = t->depth;
	} else if (tag_is(tag, NS_XHTML, "ol")) {
		raise(t);
	} else if (tag_is(tag, NS_XHTML, "a") ||
	    (tag_is(tag, NS_XHTML, "span") && t->text_depth == 0)) {
		begin_line(c, t);
		set_target(c, t, tag_attr(c, tag, NULL, "href"));
		t->text_depth = t->depth;
	}
}

static void
open_ncx_tag(struct check *c, struct toc *t, const struct tag *tag)
{
	if (tag_is(tag, NS_NCX, "navPoint")) {
		raise(t);
		begin_line(c, t);
	} else if (tag_is(tag, NS_NCX, "text") && t->open != NULL &&
	    t->title_n == 0) {
		t->text_depth = t->depth;
	} else if (tag_is(tag, NS_NCX, "content")) {
		set_target(c, t, tag_attr(c, tag, NULL, "src"));
	}
}

static void
on_open(struct check *c, void *data, const struct tag *tag)
{
	struct toc *t = data;

	t->depth++;
	if (t->ncx)
		open_ncx_tag(c, t, tag);
	else
		open_nav_tag(c, t, tag);
}

static void
on_close(struct check *c, void *data, uint32_t line)
{
	struct toc *t = data;

	(void)line;
	if (t->text_depth == t->depth) {
		end_title(c, t);
		t->text_depth = 0;
	}
	if (t->nav == t->depth)
		t->nav = 0;
	if (t->depth < DEPTHS && t->raised[t->depth]) {
		t->raised[t->depth] = false;
		t->level--;
	}
	t->depth--;
}

static void
on_text(struct check *c, void *data, const char *text, size_t n)
{
	struct toc *t = data;
	size_t room = sizeof(t->title) - t->title_n;

	(void)c;
	if (t->text_depth == 0)
		return;
	n = n < room ? n : room;
	memcpy(t->title + t->title_n, text, n);
	t->title_n += n;
}

static struct line *
read_from(struct check *c, struct entry *e, bool ncx)
{
	static const struct xml_events events = {
		.open = on_open, .close = on_close, .text = on_text
	};
	struct toc t = { .ncx = ncx };

	t.end = &t.first;
	c->here = e;
	if (e == NULL || !container_load(c, e))
		return NULL;
	xml_parse(c, &events, &t);
	container_drop(e);
	return t.first;
}

struct line *
contents_read(struct check *c)
{
	struct line *lines = read_from(c, c->nav, false);

	return lines != NULL ? lines : read_from(c, c->ncx, true);
}
