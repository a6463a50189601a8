#include "act.h"

static int
section_enter(struct xhtml *x, const oct_node *n)
{
	x->sections++;
	act_open(x, act_sectioning(x, "section"), n);
	out_puts(x->out, ">\n");
	return DESCEND;
}

static void
section_leave(struct xhtml *x, const oct_node *n)
{
	(void)n;
	x->sections--;
	act_close_block(x, act_sectioning(x, "section"));
}

/* The article's title is the h1; the headings of sections follow without a
 * gap, and one that stands in a quotation is below that of its section. */
static const char *
heading_tag(const struct xhtml *x, const oct_node *n)
{
	static const char *const tags[] = { "h1", "h2", "h3", "h4", "h5",
		"h6" };
	int in_section = x->api->kind(x->api->parent(n)) == OCT_SECTION;
	uint32_t level = x->sections + (in_section ? 0 : 1);

	if (x->th)
		return "p";
	return tags[level < 6 ? level : 5];
}

static int
heading_enter(struct xhtml *x, const oct_node *n)
{
	x->facts.headings++;
	x->nameless = act_naming(x, n) == NAMED_BY_PICTURE ? NAMELESS : NAMED;
	act_open(x, heading_tag(x, n), n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
heading_leave(struct xhtml *x, const oct_node *n)
{
	x->nameless = NAMED;
	act_close_block(x, heading_tag(x, n));
}

static void
task_mark(struct xhtml *x, int64_t done)
{
	const char *word = x->words->word[done ? WORD_DONE : WORD_OPEN];

	out_puts(x->out, "<span role=\"img\"");
	out_attr(x->out, "aria-label", str_of(word));
	out_puts(x->out, done ? ">☑</span> " : ">☐</span> ");
}

static int
p_enter(struct xhtml *x, const oct_node *n)
{
	const oct_node *parent = x->api->parent(n);
	uint32_t kind = x->api->kind(parent);
	int first = x->api->prev(n) == NULL;

	act_open(x, "p", n);
	out_put(x->out, ">", 1);
	if (first && kind == OCT_NOTE)
		note_label(x, parent);
	if (first && kind == OCT_ITEM && x->api->has(parent, OCT_P_CHECKED))
		task_mark(x, prop_int(x, parent, OCT_P_CHECKED, 0));
	return DESCEND;
}

static int
list_enter(struct xhtml *x, const oct_node *n)
{
	int64_t start = prop_int(x, n, OCT_P_START, 1);

	if (!prop_int(x, n, OCT_P_ORDERED, 0)) {
		act_open(x, "ul", n);
	} else {
		act_open(x, "ol", n);
		if (start != 1 && start == (int32_t)start)
			out_putf(x->out, " start=\"%d\"", (int)start);
	}
	out_puts(x->out, ">\n");
	return DESCEND;
}

static void
list_leave(struct xhtml *x, const oct_node *n)
{
	act_close_block(x, prop_int(x, n, OCT_P_ORDERED, 0) ? "ol" : "ul");
}

static int
item_enter(struct xhtml *x, const oct_node *n)
{
	int task = x->api->has(n, OCT_P_CHECKED);

	act_open(x, "li", n);
	out_puts(x->out, task ? " class=\"task\">" : ">");
	if (task && x->api->kind(x->api->first(n)) != OCT_P)
		task_mark(x, prop_int(x, n, OCT_P_CHECKED, 0));
	return DESCEND;
}

/* A <dl> is groups of <dt>s followed by <dd>s. */
static int
definition_enter(struct xhtml *x, const oct_node *n)
{
	if (x->api->prev(n) == NULL)
		out_puts(x->out, "<dt></dt>");
	act_open(x, "dd", n);
	out_put(x->out, ">", 1);
	return DESCEND;
}

static void
deflist_leave(struct xhtml *x, const oct_node *n)
{
	if (x->api->kind(x->api->last(n)) == OCT_TERM)
		out_puts(x->out, "<dd></dd>");
	act_close_block(x, "dl");
}

static int
quote_enter(struct xhtml *x, const oct_node *n)
{
	oct_str cite =
	    value_url(x->api, x->job, prop_str(x, n, OCT_P_CITE_URL));

	act_open(x, "blockquote", n);
	if (cite.n > 0)
		out_attr(x->out, "cite", cite);
	out_puts(x->out, ">\n");
	return DESCEND;
}

static int
codeblock_enter(struct xhtml *x, const oct_node *n)
{
	oct_str lang = prop_str(x, n, OCT_P_CODE_LANG);

	act_open(x, "pre", n);
	out_puts(x->out, "><code");
	if (lang.n > 0 && lang.n < 40 && strpbrk(lang.p, " \t\n") == NULL)
		out_attr(x->out, "class",
		    out_strf(x->api, x->job, "language-%s", lang.p));
	out_put(x->out, ">", 1);
	out_text(x->out, prop_str(x, n, OCT_P_TEXT));
	out_puts(x->out, "</code></pre>\n");
	return DESCEND;
}

/* The class tells it from code, which others write as a mere <pre>. */
static int
pre_enter(struct xhtml *x, const oct_node *n)
{
	act_open(x, "pre", n);
	out_puts(x->out, " class=\"preformatted\">");
	return DESCEND;
}

static int
rule_enter(struct xhtml *x, const oct_node *n)
{
	act_open(x, "hr", n);
	out_puts(x->out, "/>\n");
	return DESCEND;
}

/* The element of an ASIDE by its role: DPUB-ARIA where it has a role for it. */
static const struct {
	const char *role, *tag, *attributes;
} asides[] = {
	{ OCT_ROLE_NOTE, "div", " class=\"note\" role=\"note\"" },
	{ OCT_ROLE_TIP, "div", " class=\"tip\" role=\"note\"" },
	{ OCT_ROLE_WARNING, "div", " class=\"warning\" role=\"note\"" },
	{ OCT_ROLE_PULLQUOTE, "aside",
	    " class=\"pullquote\" epub:type=\"pullquote\""
	    " role=\"doc-pullquote\"" },
	{ OCT_ROLE_SUMMARY, "div", " class=\"summary\"" },
	{ OCT_ROLE_COMMENTS, "div", " class=\"comments\"" },
	{ "", "div", " class=\"aside\"" },
};

static size_t
aside_row(const struct xhtml *x, const oct_node *n)
{
	oct_str role = prop_str(x, n, OCT_P_ROLE);
	size_t i = 0;

	while (asides[i].role[0] != '\0' && !oct_is(role, asides[i].role))
		i++;
	/* no <aside> in a header cell */
	return x->th && asides[i].tag[0] == 'a' ? 0 : i;
}

static int
aside_enter(struct xhtml *x, const oct_node *n)
{
	size_t i = aside_row(x, n);

	act_open(x, asides[i].tag, n);
	out_puts(x->out, asides[i].attributes);
	out_puts(x->out, ">\n");
	return DESCEND;
}

static void
aside_leave(struct xhtml *x, const oct_node *n)
{
	act_close_block(x, asides[aside_row(x, n)].tag);
}

static int
mathblock_enter(struct xhtml *x, const oct_node *n)
{
	oct_str text = prop_str(x, n, OCT_P_TEXT);
	oct_str alt = prop_str(x, n, OCT_P_ALT);

	act_open(x, "div", n);
	out_puts(x->out, " class=\"math\">");
	if (oct_is(prop_str(x, n, OCT_P_NOTATION), "mathml") &&
	    mathml_write(x->out, text, alt, 1)) {
		x->facts.formulas++;
	} else {
		out_puts(x->out, "<code>");
		out_text(x->out, text);
		out_puts(x->out, "</code>");
	}
	out_puts(x->out, "</div>\n");
	return DESCEND;
}

/* Captions and credits are written by what holds them, in HTML's order. */
static int
caption_enter(struct xhtml *x, const oct_node *n)
{
	(void)x;
	(void)n;
	return SKIP;
}

#define KIND(kind) [(kind)&0xffffff]
const struct act block_acts[] = {
	KIND(OCT_SECTION) = { NULL, section_enter, section_leave },
	KIND(OCT_HEADING) = { NULL, heading_enter, heading_leave },
	KIND(OCT_P) = { "p", p_enter, NULL },
	KIND(OCT_LIST) = { NULL, list_enter, list_leave },
	KIND(OCT_ITEM) = { "li", item_enter, NULL },
	KIND(OCT_DEFLIST) = { "dl", NULL, deflist_leave },
	KIND(OCT_TERM) = { "dt", NULL, NULL },
	KIND(OCT_DEFINITION) = { "dd", definition_enter, NULL },
	KIND(OCT_QUOTE) = { "blockquote", quote_enter, NULL },
	KIND(OCT_CODEBLOCK) = { NULL, codeblock_enter, NULL },
	KIND(OCT_PRE) = { "pre", pre_enter, NULL },
	KIND(OCT_RULE) = { NULL, rule_enter, NULL },
	KIND(OCT_FIGURE) = { NULL, figure_enter, figure_leave },
	KIND(OCT_CAPTION) = { NULL, caption_enter, NULL },
	KIND(OCT_CREDIT) = { NULL, caption_enter, NULL },
	KIND(OCT_TABLE) = { "table", table_enter, NULL },
	KIND(OCT_HEAD) = { NULL, head_enter, head_leave },
	KIND(OCT_ROW) = { NULL, row_enter, row_leave },
	KIND(OCT_CELL) = { NULL, cell_enter, cell_leave },
	KIND(OCT_ASIDE) = { NULL, aside_enter, aside_leave },
	KIND(OCT_MEDIA) = { NULL, media_enter, NULL },
	KIND(OCT_MATHBLOCK) = { NULL, mathblock_enter, NULL },
	KIND(OCT_RAWBLOCK) = { NULL, act_raw, NULL },
};
const size_t n_block_acts = sizeof(block_acts) / sizeof(block_acts[0]);
