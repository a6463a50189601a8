#include "act.h"

/* A <span> where there is something to say with it. */
static int
span_enter(struct xhtml *x, const oct_node *n)
{
	if (act_marked(x, n)) {
		act_open(x, "span", n);
		out_put(x->out, ">", 1);
	}
	return DESCEND;
}

static void
span_leave(struct xhtml *x, const oct_node *n)
{
	if (act_marked(x, n))
		act_close(x, "span");
}

/* An <a> holds no other <a>, and must have a name. */
static int
link_enter(struct xhtml *x, const oct_node *n)
{
	oct_str href = { "", 0 };
	int naming = NAMED_NOT;

	if (x->link == NULL)
		href = x->host->link(x->ctx, prop_str(x, n, OCT_P_HREF));
	if (href.n > 0)
		naming = act_naming(x, n);
	if (naming == NAMED_NOT)
		return span_enter(x, n);
	x->link = n;
	if (naming == NAMED_BY_PICTURE)
		x->nameless = NAMELESS;
	act_open(x, "a", n);
	out_attr(x->out, "href", href);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
link_leave(struct xhtml *x, const oct_node *n)
{
	if (x->link != n) {
		span_leave(x, n);
		return;
	}
	x->link = NULL;
	x->nameless = NAMED;
	act_close(x, "a");
}

static int
abbr_enter(struct xhtml *x, const oct_node *n)
{
	oct_str title = prop_str(x, n, OCT_P_TITLE);

	act_open(x, "abbr", n);
	if (title.n > 0)
		out_attr(x->out, "title", title);
	out_put(x->out, ">", 1);
	return DESCEND;
}

/* HTML 4.5.14: without a datetime that is one, there is no <time>. */
static int
time_enter(struct xhtml *x, const oct_node *n)
{
	oct_str when = prop_str(x, n, OCT_P_DATETIME);

	if (!value_is_datetime(when))
		return span_enter(x, n);
	act_open(x, "time", n);
	out_attr(x->out, "datetime", when);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
time_leave(struct xhtml *x, const oct_node *n)
{
	if (value_is_datetime(prop_str(x, n, OCT_P_DATETIME)))
		act_close(x, "time");
	else
		span_leave(x, n);
}

/* HTML 4.5.10: base text, then its annotation; no ruby within ruby. */
static int
ruby_is_sound(const struct xhtml *x, const oct_node *n)
{
	return x->ruby == NULL && x->api->kind(x->api->last(n)) == OCT_RT &&
	    x->api->kind(x->api->first(n)) != OCT_RT;
}

static int
ruby_enter(struct xhtml *x, const oct_node *n)
{
	if (!ruby_is_sound(x, n))
		return span_enter(x, n);
	x->ruby = n;
	x->facts.rubies++;
	act_open(x, "ruby", n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
ruby_leave(struct xhtml *x, const oct_node *n)
{
	if (x->ruby != n) {
		span_leave(x, n);
		return;
	}
	x->ruby = NULL;
	act_close(x, "ruby");
}

/* Without its ruby, an annotation stands in parentheses. */
static int
rt_enter(struct xhtml *x, const oct_node *n)
{
	if (x->api->parent(n) != x->ruby || x->ruby == NULL) {
		out_puts(x->out, " (");
		return DESCEND;
	}
	act_open(x, "rt", n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
rt_leave(struct xhtml *x, const oct_node *n)
{
	if (x->api->parent(n) != x->ruby || x->ruby == NULL)
		out_puts(x->out, ")");
	else
		out_puts(x->out, "</rt>");
}

static int
math_enter(struct xhtml *x, const oct_node *n)
{
	oct_str text = prop_str(x, n, OCT_P_TEXT);

	if (oct_is(prop_str(x, n, OCT_P_NOTATION), "mathml") &&
	    mathml_write(x->out, text, prop_str(x, n, OCT_P_ALT), 0)) {
		x->facts.formulas++;
		return DESCEND;
	}
	act_open(x, "code", n);
	out_puts(x->out, " class=\"math\">");
	out_text(x->out, text);
	out_puts(x->out, "</code>");
	return DESCEND;
}

static int
br_enter(struct xhtml *x, const oct_node *n)
{
	(void)n;
	out_puts(x->out, "<br/>");
	return DESCEND;
}

int
act_raw(struct xhtml *x, const oct_node *n)
{
	oct_reportf(x->api, x->job, OCT_LOSS, "xhtml.raw",
	    (uint32_t)prop_int(x, n, OCT_P_LINE, 0),
	    "raw \"%.40s\" can't be written as XHTML; it was left out",
	    prop_str(x, n, OCT_P_FORMAT).p);
	return DESCEND;
}

#define KIND(kind) [(kind)&0xffffff]
const struct act inline_acts[] = {
	KIND(OCT_TEXT) = { NULL, NULL, NULL },
	KIND(OCT_EM) = { "em", NULL, NULL },
	KIND(OCT_STRONG) = { "strong", NULL, NULL },
	KIND(OCT_U) = { "u", NULL, NULL },
	KIND(OCT_DEL) = { "del", NULL, NULL },
	KIND(OCT_INS) = { "ins", NULL, NULL },
	KIND(OCT_MARK) = { "mark", NULL, NULL },
	KIND(OCT_SMALL) = { "small", NULL, NULL },
	KIND(OCT_SUP) = { "sup", NULL, NULL },
	KIND(OCT_SUB) = { "sub", NULL, NULL },
	KIND(OCT_CODE) = { "code", NULL, NULL },
	KIND(OCT_KBD) = { "kbd", NULL, NULL },
	KIND(OCT_Q) = { "q", NULL, NULL },
	KIND(OCT_CITE) = { "cite", NULL, NULL },
	KIND(OCT_ABBR) = { "abbr", abbr_enter, NULL },
	KIND(OCT_TIME) = { NULL, time_enter, time_leave },
	KIND(OCT_LINK) = { NULL, link_enter, link_leave },
	KIND(OCT_IMAGE) = { NULL, picture_enter, NULL },
	KIND(OCT_NOTEREF) = { NULL, note_ref, NULL },
	KIND(OCT_RUBY) = { NULL, ruby_enter, ruby_leave },
	KIND(OCT_RT) = { NULL, rt_enter, rt_leave },
	KIND(OCT_MATH) = { NULL, math_enter, NULL },
	KIND(OCT_SPAN) = { NULL, span_enter, span_leave },
	KIND(OCT_BR) = { NULL, br_enter, NULL },
	KIND(OCT_RAW) = { NULL, act_raw, NULL },
};
const size_t n_inline_acts = sizeof(inline_acts) / sizeof(inline_acts[0]);
