/* flow.c: the source's text in its order, with what became of it. */
#include <octavo/article.h>

#include "explain.h"

enum {
	SHORT = 60, /* words; passages with more are closed at first */
	PEEK = 120 /* bytes of text that a closed one shows */
};

static void
take_text(void *to, oct_str s)
{
	put_text(to, s);
}

static const char *
class_of(uint32_t kind)
{
	switch (kind) {
	case OCT_HEADING: return "heading";
	case OCT_ITEM: return "item";
	case OCT_CODEBLOCK:
	case OCT_PRE: return "code";
	case OCT_ROW: return "row";
	case OCT_CAPTION:
	case OCT_CREDIT: return "caption";
	case OCT_IMAGE:
	case OCT_MEDIA: return "media";
	default: return "text";
	}
}

static void
put_score(struct explain *x, const oct_node *n)
{
	int64_t score = x->a->get_int(n, OCT_P_SCORE, -1);
	char bar[64];

	if (score < 0)
		return;
	snprintf(bar, sizeof(bar), "<span class=\"score\" style=\"--s:%d%%\">",
	    (int)(score > 1000 ? 100 : score / 10));
	put_puts(x, bar);
	put_puts(x, "<span class=\"sr\"> Score </span>");
	put_share(x, score);
	put_puts(x, "</span>");
}

/* The language of a text: this page's own words are English. */
static void
put_lang(struct explain *x, const oct_node *n)
{
	oct_str lang = x->a->get_str(n, OCT_P_LANG);

	if (lang.n == 0)
		lang = x->a->get_str(x->article, OCT_P_LANG);
	if (lang.n != 0)
		put_attr(x, "lang", lang);
}

static void
put_line(struct explain *x, const struct line *l)
{
	put_puts(x, "<p class=\"l ");
	put_puts(x, class_of(x->a->kind(l->node)));
	put_puts(x, "\"><span class=\"t\" dir=\"auto\"");
	put_lang(x, l->node);
	put_puts(x, ">");
	lines_text(x, l->node, take_text, x);
	put_puts(x, "</span>");
	put_score(x, l->node);
	put_puts(x, "</p>\n");
}

static void
put_lines(struct explain *x, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		put_line(x, &x->lines[i]);
}

/* The beginning of a text, cut between characters. */
struct peek {
	struct explain *x;
	size_t left;
};

static void
take_peek(void *to, oct_str s)
{
	struct peek *p = to;

	if (s.n > p->left) {
		s.n = p->left;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
			s.n--;
		put_text(p->x, s);
		if (p->left != 0)
			put_puts(p->x, "\xe2\x80\xa6");
		p->left = 0;
		return;
	}
	put_text(p->x, s);
	p->left -= s.n;
}

static void
put_peek(struct explain *x, size_t from, size_t to)
{
	struct peek peek = { x, PEEK };

	put_puts(x, " <bdi class=\"peek\"");
	put_lang(x, x->lines[from].node);
	put_puts(x, ">");
	for (size_t i = from; i < to && peek.left != 0; i++) {
		lines_text(x, x->lines[i].node, take_peek, &peek);
		put_puts(x, " ");
	}
	put_puts(x, "</bdi>");
}

static void
put_title(struct explain *x, oct_str reason)
{
	const struct reason *r = reason_find(reason);

	put_puts(x, "<span class=\"tag ");
	put_puts(x, r != NULL ? r->group : "other");
	put_puts(x, "\">");
	if (r != NULL)
		put_puts(x, r->title);
	else
		put_text(x, reason);
	put_puts(x, "</span>");
}

/* Which step, and where in the source. */
static void
put_where(struct explain *x, const oct_node *drop)
{
	const oct_api *a = x->a;
	oct_str step = a->get_str(drop, OCT_P_STEP);
	oct_str path = a->get_str(drop, OCT_P_PATH);
	int64_t line = a->get_int(drop, OCT_P_LINE, 0);
	const char *does = reason_step(step);

	put_puts(x, "<p class=\"where\">");
	if (step.n != 0) {
		put_puts(x, "Step ");
		put_text(x, step);
		if (does != NULL) {
			put_puts(x, ": ");
			put_puts(x, does);
		}
		put_puts(x, ". ");
	}
	if (line > 0) {
		put_puts(x, "Line ");
		put_number(x, (size_t)line);
		put_puts(x, ". ");
	}
	if (path.n != 0) {
		put_puts(x, "<code dir=\"ltr\">");
		put_text(x, path);
		put_puts(x, "</code>");
	}
	put_puts(x, "</p>\n");
}

static void
put_dropped(struct explain *x, size_t from, size_t to, size_t words)
{
	const oct_node *drop = x->lines[from].drop;
	oct_str reason = x->a->get_str(drop, OCT_P_REASON);
	const struct reason *r = reason_find(reason);

	put_puts(x, "<details class=\"part drop ");
	put_puts(x, r != NULL ? r->group : "other");
	put_puts(x, words <= SHORT ? "\" open>\n<summary>" : "\">\n<summary>");
	put_title(x, reason);
	put_puts(x, " <span class=\"muted\">left out, ");
	put_count(x, words, "word", "words");
	put_puts(x, "</span>");
	put_peek(x, from, to);
	put_puts(x, "</summary>\n");
	put_lines(x, from, to);
	put_where(x, drop);
	put_puts(x, "</details>\n");
}

static void
put_kept(struct explain *x, size_t from, size_t to, size_t words)
{
	put_puts(x,
	    "<div class=\"part kept\">\n<p class=\"label\">"
	    "<span class=\"tag kept\">Kept</span> "
	    "<span class=\"muted\">");
	put_count(x, words, "word", "words");
	put_puts(x, "</span></p>\n");
	put_lines(x, from, to);
	put_puts(x, "</div>\n");
}

void
flow_write(struct explain *x)
{
	size_t from = 0, to, words;

	put_puts(x, "<section aria-labelledby=\"");
	put_id(x, "source");
	put_puts(x, "\">\n<h3 id=\"");
	put_id(x, "source");
	put_puts(x,
	    "\">The source, in its order</h3>\n"
	    "<p>What was left out opens and closes. The figure beside a "
	    "line, where there is one, is its score: how likely it was "
	    "taken to be the article.</p>\n<div class=\"flow\">\n");
	for (; from < x->count && x->a->status(x->j) == OCT_OK; from = to) {
		words = x->lines[from].words;
		for (to = from + 1;
		     to < x->count && x->lines[to].drop == x->lines[from].drop;
		     to++)
			words += x->lines[to].words;
		if (x->lines[from].drop != NULL)
			put_dropped(x, from, to, words);
		else
			put_kept(x, from, to, words);
	}
	put_puts(x, "</div>\n</section>\n");
}
