#include "xhtml.h"

#include "act.h"

void
xhtml_language(struct out *o, oct_str lang, oct_str dir)
{
	if (value_is_language(lang)) {
		out_attr(o, "lang", lang);
		out_attr(o, "xml:lang", lang);
	}
	if (oct_is(dir, "rtl") || oct_is(dir, "ltr"))
		out_attr(o, "dir", dir);
}

static struct xhtml_id *
own_id(const struct xhtml *x, const oct_node *n)
{
	oct_str id = prop_str(x, n, OCT_P_ID);
	struct xhtml_id *e;

	if (id.n == 0)
		return NULL;
	e = xhtml_index_id(x->index, id);
	return e != NULL && e->node == n ? e : NULL;
}

void
act_open(struct xhtml *x, const char *tag, const oct_node *n)
{
	struct xhtml_id *id = own_id(x, n);

	out_put(x->out, "<", 1);
	out_puts(x->out, tag);
	if (id != NULL) {
		out_attr(x->out, "id", id->name);
		id->written = 1;
	}
	xhtml_language(
	    x->out, prop_str(x, n, OCT_P_LANG), prop_str(x, n, OCT_P_DIR));
}

void
act_close(struct xhtml *x, const char *tag)
{
	out_put(x->out, "</", 2);
	out_puts(x->out, tag);
	out_put(x->out, ">", 1);
}

void
act_close_block(struct xhtml *x, const char *tag)
{
	act_close(x, tag);
	out_put(x->out, "\n", 1);
}

int
act_marked(const struct xhtml *x, const oct_node *n)
{
	return own_id(x, n) != NULL ||
	    value_is_language(prop_str(x, n, OCT_P_LANG)) ||
	    prop_str(x, n, OCT_P_DIR).n > 0;
}

oct_str
act_address(struct xhtml *x, uint32_t part, oct_str id)
{
	if (part == x->part)
		return out_strf(x->api, x->job, "#%s", id.p);
	return out_strf(
	    x->api, x->job, "%s#%s", x->host->part(x->ctx, part).p, id.p);
}

const oct_node *
act_child(const struct xhtml *x, const oct_node *n, uint32_t kind)
{
	for (n = x->api->first(n); n != NULL; n = x->api->next(n))
		if (x->api->kind(n) == kind)
			return n;
	return NULL;
}

void
act_lines(struct xhtml *x, const oct_node *n)
{
	for (n = x->api->first(n); n != NULL; n = x->api->next(n))
		xhtml_tree(x, n);
}

static int
is_blank(oct_str s)
{
	return strspn(s.p, " \t\n") == s.n;
}

int
act_naming(const struct xhtml *x, const oct_node *n)
{
	struct oct_walk w = oct_walk_start((oct_node *)n);
	int naming = NAMED_NOT;

	while (oct_walk_next(x->api, &w)) {
		uint32_t kind = x->api->kind(w.node);

		if (!w.enter)
			continue;
		if (kind == OCT_IMAGE)
			naming = NAMED_BY_PICTURE;
		if ((kind == OCT_TEXT || kind == OCT_MATH ||
			kind == OCT_NOTEREF) &&
		    !is_blank(prop_str(x, w.node, OCT_P_TEXT)))
			return NAMED_BY_TEXT;
		if (kind == OCT_IMAGE &&
		    !is_blank(prop_str(x, w.node, OCT_P_ALT)))
			return NAMED_BY_TEXT;
	}
	return naming;
}

/* Kinds that stand where any block may: nesting may be given up there. */
static int
may_flatten(uint32_t kind)
{
	return kind == OCT_SECTION || kind == OCT_QUOTE || kind == OCT_LIST ||
	    kind == OCT_DEFLIST || kind == OCT_TABLE || kind == OCT_FIGURE ||
	    kind == OCT_ASIDE;
}

/* Where nesting was given up, what holds a line is a <p>, the rest nothing. */
static int
is_flat_line(const struct xhtml *x, const oct_node *n, uint32_t kind)
{
	switch (kind) {
	case OCT_P:
	case OCT_HEADING:
	case OCT_TERM:
	case OCT_CAPTION:
	case OCT_CREDIT:
	case OCT_PRE: return 1;
	case OCT_ITEM:
	case OCT_CELL:
	case OCT_DEFINITION:
		return (x->api->kind(x->api->first(n)) & OCT_INLINE) != 0;
	default: return 0;
	}
}

static const struct act *
act_of(uint32_t kind)
{
	static const struct act unknown_block = { "div", NULL, NULL };
	static const struct act unknown_inline = { NULL, NULL, NULL };
	uint32_t number = kind & 0xffffff;

	if (kind & OCT_INLINE)
		return number < n_inline_acts ? &inline_acts[number]
					      : &unknown_inline;
	return number < n_block_acts ? &block_acts[number] : &unknown_block;
}

static int
enter(struct xhtml *x, const struct act *act, const oct_node *n)
{
	if (act->enter != NULL)
		return act->enter(x, n);
	if (x->api->kind(n) & OCT_LEAF) {
		out_text(x->out, prop_str(x, n, OCT_P_TEXT));
	} else if (act->tag != NULL) {
		act_open(x, act->tag, n);
		out_put(x->out, ">", 1);
	}
	return DESCEND;
}

static void
leave(struct xhtml *x, const struct act *act, const oct_node *n)
{
	if (act->leave != NULL)
		act->leave(x, n);
	else if (act->tag != NULL && (x->api->kind(n) & OCT_INLINE))
		act_close(x, act->tag);
	else if (act->tag != NULL)
		act_close_block(x, act->tag);
}

static void
inline_step(struct xhtml *x, struct oct_walk *w, uint32_t kind)
{
	const struct act *act = act_of(kind);

	if (kind & OCT_LEAF)
		enter(x, act, w->node);
	else if (w->enter) {
		if (x->inlines++ < XHTML_INLINE_DEPTH)
			w->skip = enter(x, act, w->node) == SKIP;
		if (w->skip)
			x->inlines--;
	} else if (--x->inlines < XHTML_INLINE_DEPTH) {
		leave(x, act, w->node);
	}
}

static void
block_enter(struct xhtml *x, struct oct_walk *w, uint32_t kind)
{
	x->blocks++;
	if (x->flat == 0 && x->blocks > XHTML_DEPTH && may_flatten(kind))
		x->flat = x->blocks;
	if (x->flat == 0 || (kind & OCT_LEAF))
		w->skip = enter(x, act_of(kind), w->node) == SKIP;
	else if (is_flat_line(x, w->node, kind))
		out_puts(x->out, "<p>");
	if (w->skip || (kind & OCT_LEAF))
		x->blocks--;
}

static void
block_leave(struct xhtml *x, struct oct_walk *w, uint32_t kind)
{
	if (x->flat == 0)
		leave(x, act_of(kind), w->node);
	else if (is_flat_line(x, w->node, kind))
		out_puts(x->out, "</p>\n");
	if (x->flat == x->blocks)
		x->flat = 0;
	x->blocks--;
}

void
xhtml_step(struct xhtml *x, struct oct_walk *w)
{
	uint32_t kind = x->api->kind(w->node);

	if (kind == OCT_NOTE && w->enter)
		note_begin(x, w->node);
	else if (kind == OCT_NOTE)
		note_end(x, w->node);
	else if (kind & OCT_INLINE)
		inline_step(x, w, kind);
	else if (kind & OCT_PART)
		return;
	else if (w->enter)
		block_enter(x, w, kind);
	else
		block_leave(x, w, kind);
}

void
xhtml_tree(struct xhtml *x, const oct_node *root)
{
	struct oct_walk w = oct_walk_start((oct_node *)root);

	while (oct_walk_next(x->api, &w))
		xhtml_step(x, &w);
}
