/*
 * gemtext.c -- an out-of-tree plug-in: reads and writes gemtext (text/gemini),
 * the line-oriented format of the Gemini protocol.
 *
 *	# Heading, ## smaller, ### smallest
 *	=> URL  words for a link, which has a line of its own
 *	* an item of a list
 *	> a quoted line
 *	``` language, then lines as they are, up to the next ```
 *	anything else: a paragraph
 *
 * It needs the installed headers and nothing else: see the Makefile.
 */
#include <octavo/sugar.h>

/* --- reading -------------------------------------------------------------- */

struct reader {
	const oct_api *api;
	oct_job *job;
	oct_node *article, *body;
	oct_node *open; /* the LIST or QUOTE that a next line may go on with */
	uint32_t line; /* number of the line at hand */
	int titled;
};

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

static oct_node *
add(struct reader *r, oct_node *parent, uint32_t kind)
{
	oct_node *n = r->api->add(r->job, parent, kind);

	r->api->set_int(r->job, n, OCT_P_LINE, r->line);
	return n;
}

/* The LIST or QUOTE that the line before began, or a new one. */
static oct_node *
container(struct reader *r, uint32_t kind)
{
	if (r->api->kind(r->open) != kind)
		r->open = add(r, r->body, kind);
	return r->open;
}

static void
add_text(struct reader *r, oct_node *parent, const char *p, const char *end)
{
	p = skip_blanks(p, end);
	r->api->add_text(r->job, parent, p, (size_t)(end - p));
}

/* The first heading of the first level is the title, not a part of the body. */
static void
read_heading(struct reader *r, const char *p, const char *end)
{
	const char *text = p;
	oct_node *h;

	while (text < end && *text == '#' && text - p < 3)
		text++;
	if (text - p == 1 && !r->titled) {
		r->titled = 1;
		text = skip_blanks(text, end);
		r->api->add_field(r->job, r->article, OCT_M_TITLE, text,
		    (size_t)(end - text), "text", 70);
		return;
	}
	h = add(r, r->body, OCT_HEADING);
	r->api->set_int(r->job, h, OCT_P_LEVEL, text - p);
	add_text(r, h, text, end);
}

static void
read_link(struct reader *r, const char *p, const char *end)
{
	const char *url = skip_blanks(p + 2, end), *label = url;
	oct_node *para = add(r, r->body, OCT_P), *link;
	oct_str target;

	while (label < end && *label != ' ' && *label != '\t')
		label++;
	target = r->api->resolve(r->job, url, (size_t)(label - url));
	link = target.n != 0 ? add(r, para, OCT_LINK) : para;
	if (target.n != 0)
		r->api->set_str(r->job, link, OCT_P_HREF, target.p, target.n);
	if (skip_blanks(label, end) < end)
		add_text(r, link, label, end);
	else
		add_text(r, link, url, label);
}

/* What is between the fences; returns what follows the closing one. */
static const char *
read_preformatted(
    struct reader *r, const char *p, const char *eol, const char *end)
{
	const char *lang = skip_blanks(p + 3, eol);
	const char *from = eol < end ? eol + 1 : end, *at = from;
	oct_node *code = add(r, r->body, OCT_CODEBLOCK);

	if (lang < eol)
		r->api->set_str(
		    r->job, code, OCT_P_CODE_LANG, lang, (size_t)(eol - lang));
	while (at < end && (end - at < 3 || memcmp(at, "```", 3) != 0)) {
		eol = memchr(at, '\n', (size_t)(end - at));
		at = eol != NULL ? eol + 1 : end;
		r->line++;
	}
	r->api->set_str(r->job, code, OCT_P_TEXT, from, (size_t)(at - from));
	eol = memchr(at, '\n', (size_t)(end - at));
	r->line++;
	return eol != NULL ? eol : end;
}

static void
read_line(struct reader *r, const char *p, const char *eol)
{
	if (eol - p >= 2 && p[0] == '=' && p[1] == '>') {
		read_link(r, p, eol);
	} else if (*p == '#') {
		read_heading(r, p, eol);
	} else if (eol - p >= 2 && p[0] == '*' && p[1] == ' ') {
		add_text(
		    r, add(r, container(r, OCT_LIST), OCT_ITEM), p + 1, eol);
		return;
	} else if (*p == '>') {
		add_text(r, add(r, container(r, OCT_QUOTE), OCT_P), p + 1, eol);
		return;
	} else if (skip_blanks(p, eol) < eol) {
		add_text(r, add(r, r->body, OCT_P), p, eol);
	}
	r->open = NULL;
}

static oct_status
gemtext_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	const char *p = (const char *)in->data, *end = p + in->len, *eol;
	const char *stop;
	struct reader r = { .api = api, .job = job };

	(void)inst;
	r.article = api->add_article(job);
	r.body = api->part(r.article, OCT_BODY);
	for (; p < end && api->status(job) == OCT_OK; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		r.line++;
		stop = eol > p && eol[-1] == '\r' ? eol - 1 : eol;
		if (stop - p >= 3 && memcmp(p, "```", 3) == 0) {
			eol = read_preformatted(&r, p, stop, end);
			r.open = NULL;
		} else {
			read_line(&r, p, stop);
		}
	}
	return api->status(job);
}

/* A line "=> " at the start is what no other format has (24 bits).  Nothing
 * else of gemtext says more than plain text does. */
static int32_t
gemtext_bid(const uint8_t *head, size_t n)
{
	const char *p = (const char *)head;

	if (memchr(head, '\0', n) != NULL)
		return -1;
	for (size_t i = 0; i + 3 <= n; i++)
		if ((i == 0 || p[i - 1] == '\n') &&
		    memcmp(p + i, "=> ", 3) == 0)
			return 24;
	return 0;
}

/* --- writing -------------------------------------------------------------- */

struct writer {
	const oct_api *api;
	oct_job *job;
};

static void
put_prefix(struct writer *w, const oct_node *block)
{
	const oct_api *a = w->api;
	int64_t level = a->get_int(block, OCT_P_LEVEL, 1);

	switch (a->kind(block)) {
	case OCT_HEADING:
		oct_puts(a, w->job, level <= 1 ? "## " : "### ");
		break;
	case OCT_ITEM: oct_puts(a, w->job, "* "); break;
	default:
		if (a->kind(a->parent(block)) == OCT_QUOTE)
			oct_puts(a, w->job, "> ");
		else if (a->kind(a->parent(block)) == OCT_ITEM)
			oct_puts(a, w->job, "* ");
	}
}

static void
put_link(struct writer *w, const oct_node *link)
{
	oct_str url = w->api->get_str(link, OCT_P_HREF);
	oct_str text = w->api->text_of(w->job, link);

	oct_puts(w->api, w->job, "=> ");
	w->api->emit(w->job, url.p, url.n);
	oct_puts(w->api, w->job, " ");
	w->api->emit(w->job, text.p, text.n);
	oct_puts(w->api, w->job, "\n");
}

/* A block of lines: its text in one line, then the links in it; the links
 * alone where there is nothing else. */
static void
put_block(struct writer *w, const oct_node *block)
{
	const oct_api *a = w->api;
	const oct_node *first = a->first(block);
	oct_str text = a->text_of(w->job, block);
	struct oct_walk walk = oct_walk_start((oct_node *)block);

	if (a->kind(first) != OCT_LINK || a->next(first) != NULL) {
		put_prefix(w, block);
		a->emit(w->job, text.p, text.n);
		oct_puts(a, w->job, "\n");
	}
	while (oct_walk_next(a, &walk))
		if (walk.enter && a->kind(walk.node) == OCT_LINK)
			put_link(w, walk.node);
}

static void
put_code(struct writer *w, const oct_node *code)
{
	oct_str text = w->api->get_str(code, OCT_P_TEXT);

	oct_puts(w->api, w->job, "```");
	oct_puts(w->api, w->job, w->api->get_str(code, OCT_P_CODE_LANG).p);
	oct_puts(w->api, w->job, "\n");
	w->api->emit(w->job, text.p, text.n);
	if (text.n == 0 || text.p[text.n - 1] != '\n')
		oct_puts(w->api, w->job, "\n");
	oct_puts(w->api, w->job, "```\n");
}

/* Does it hold inlines?  Its text then makes a line. */
static int
holds_lines(const oct_api *a, const oct_node *n)
{
	const oct_node *first = a->first(n);

	return first != NULL && (a->kind(first) & OCT_INLINE) != 0;
}

/* Formulas and whatever kinds there will be: their text is all there is. */
static int
is_leaf_block(const oct_api *a, const oct_node *n)
{
	return (a->kind(n) & OCT_BLOCK) != 0 &&
	    a->get_str(n, OCT_P_TEXT).n != 0;
}

/* Do the lines below it follow each other without a gap? */
static int
is_tight(const oct_api *a, const oct_node *n)
{
	return a->kind(n) == OCT_LIST || a->kind(n) == OCT_QUOTE;
}

static void
put_article(struct writer *w, const oct_node *article)
{
	const oct_api *a = w->api;
	struct oct_walk walk = oct_walk_start(a->part(article, OCT_BODY));
	oct_str title = a->get_str(a->field(article, OCT_M_TITLE), OCT_P_TEXT);

	if (title.n != 0) {
		oct_puts(a, w->job, "# ");
		a->emit(w->job, title.p, title.n);
		oct_puts(a, w->job, "\n\n");
	}
	while (oct_walk_next(a, &walk)) {
		if (!walk.enter) {
			if (is_tight(a, walk.node))
				oct_puts(a, w->job, "\n");
			continue;
		}
		if (a->kind(walk.node) == OCT_CODEBLOCK) {
			put_code(w, walk.node);
		} else if (holds_lines(a, walk.node)) {
			put_block(w, walk.node);
			walk.skip = 1;
		} else if (is_leaf_block(a, walk.node)) {
			oct_puts(
			    a, w->job, a->get_str(walk.node, OCT_P_TEXT).p);
			oct_puts(a, w->job, "\n");
		} else {
			continue;
		}
		if (!is_tight(a, a->parent(walk.node)) &&
		    !is_tight(a, a->parent(a->parent(walk.node))))
			oct_puts(a, w->job, "\n");
	}
}

static oct_status
gemtext_write(void *inst, const oct_api *api, oct_job *job)
{
	struct writer w = { .api = api, .job = job };
	const oct_node *n = api->first(api->book(job));

	(void)inst;
	for (; n != NULL; n = api->next(n))
		if (api->kind(n) == OCT_ARTICLE)
			put_article(&w, n);
	return api->status(job);
}

/* --- the description ------------------------------------------------------ */

static const oct_format gemtext = {
	.struct_size = sizeof(oct_format),
	.name = "gemtext",
	.summary = "gemtext, the text of the Gemini protocol",
	.roles = OCT_READS | OCT_WRITES,
	.media_types = (const char *const[]){ "text/gemini", NULL },
	.extensions = (const char *const[]){ "gmi", "gemini", NULL },
	.signatures = (const char *const[]){ "=> ", NULL },
	.bid = gemtext_bid,
	.read = gemtext_read,
	.write = gemtext_write,
};

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.example.gemtext",
	.version = "1.0.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &gemtext, NULL },
};

OCT_PLUGIN_ENTRY(gemtext)
{
	return &plugin;
}
