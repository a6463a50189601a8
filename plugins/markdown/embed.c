/*
 * embed.c -- HTML in Markdown.
 *
 * CommonMark passes HTML through piece by piece: a <div> may open in one block
 * and close many blocks later, a <b> in one inline and </b> in another.  What
 * such pieces mean is decided by what a browser makes of the whole page that
 * they end up in.  So the smallest run of blocks whose elements are closed is
 * rendered by cmark, parsed by the HTML parser, and mapped as HTML is.
 */
#include <ctype.h>
#include <octavo/sugar.h>

#include "markdown.h"
#include "memory.h"

/* HTML standard 13.1.2: elements that have no end tag, and those of which the
 * end tag is often left out, which are closed by what surrounds them. */
static const char *const unbalanced[] = { "area", "base", "br", "col", "embed",
	"hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
	"p", "li", "dt", "dd", "tr", "td", "th", "option" };

static bool
counts(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(unbalanced) / sizeof(char *); i++)
		if (strlen(unbalanced[i]) == n &&
		    strncasecmp(unbalanced[i], name, n) == 0)
			return false;
	return true;
}

/* The number of elements open behind a piece of HTML when `open` are before
 * it.  Only a guess at where a run ends, so tags in scripts may deceive it. */
static long
count_open(const char *html, long open)
{
	for (; (html = strchr(html, '<')) != NULL; html++) {
		bool end = html[1] == '/';
		const char *name = html + 1 + end;
		size_t n = 0;

		if (strncmp(html, "<!--", 4) == 0) {
			if ((html = strstr(html, "-->")) == NULL)
				break;
			continue;
		}
		while (isalnum((unsigned char)name[n]) || name[n] == '-')
			n++;
		if (n == 0 || !counts(name, n))
			continue;
		open += end ? -1 : 1;
		if (open < 0)
			open = 0;
	}
	return open;
}

static bool
holds_html(cmark_node *block)
{
	cmark_iter *iter = cmark_iter_new(block);
	bool found = false;

	while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node_type type =
		    cmark_node_get_type(cmark_iter_get_node(iter));

		found = type == CMARK_NODE_HTML_BLOCK ||
		    type == CMARK_NODE_HTML_INLINE;
	}
	cmark_iter_free(iter);
	return found;
}

bool
embed_run(cmark_node *from, cmark_node *to, cmark_node **end)
{
	cmark_node *block = from;
	long open = 0;

	if (!holds_html(from))
		return false;
	do {
		if (cmark_node_get_type(block) == CMARK_NODE_HTML_BLOCK)
			open = count_open(cmark_node_get_literal(block), open);
		block = cmark_node_next(block);
	} while (open > 0 && block != NULL && block != to);
	*end = block;
	return true;
}

/* The HTML of the blocks in one string, in the document's memory. */
static const char *
render(cmark_node *from, cmark_node *end, size_t *len)
{
	char *html = NULL;
	size_t room = 0;

	for (*len = 0; from != end; from = cmark_node_next(from)) {
		const char *piece = dialect_html(from);
		size_t n = strlen(piece);

		if (*len + n >= room) {
			room = 2 * (*len + n + 1);
			html = memory_cmark.realloc(html, room);
		}
		memcpy(html + *len, piece, n + 1);
		*len += n;
	}
	return html;
}

/* The line of the Markdown that "12:3-14:9" begins with. */
static uint32_t
sourcepos_line(struct dom_str pos)
{
	uint32_t line = 0;

	for (size_t i = 0; i < pos.n && isdigit((unsigned char)pos.p[i]); i++)
		line = line * 10 + (uint32_t)(pos.p[i] - '0');
	return line;
}

/* Gives the nodes their lines in the Markdown: of the block that they stand
 * in, for HTML blocks those of the one before. */
static void
set_lines(struct dom *d, uint32_t first)
{
	uint32_t name = dom_name_find(d, "data-sourcepos", 14), line = first;

	for (uint32_t n = dom_walk(d, DOM_ROOT, DOM_ROOT); n != 0;
	     n = dom_walk(d, n, DOM_ROOT)) {
		uint32_t said = sourcepos_line(dom_attr(d, n, name));

		if (said != 0)
			line = said;
		d->nodes[n].line = line;
	}
}

/* libcmark-gfm renders a reference as <sup><a href="#fn-label">1</a></sup>. */
static void
mend_note_ref(struct markdown *md, oct_node *link)
{
	const oct_api *api = md->api;
	oct_node *sup = api->parent(link), *ref;
	oct_str label = api->text_of(md->job, link);
	char id[32];

	snprintf(id, sizeof(id), "note-%s", label.p);
	ref = api->add(md->job, sup, OCT_NOTEREF);
	oct_set(api, md->job, ref, OCT_P_REF, id);
	api->set_str(md->job, ref, OCT_P_TEXT, label.p, label.n);
	api->move(md->job, ref, sup, link);
	api->drop(md->job, link);
	if (api->kind(sup) != OCT_SUP || api->last(sup) != ref)
		return;
	api->move(md->job, ref, api->parent(sup), sup);
	api->drop(md->job, sup);
}

static bool
is_note_ref(struct markdown *md, oct_node *n)
{
	return md->api->kind(n) == OCT_LINK &&
	    strncmp(md->api->get_str(n, OCT_P_HREF).p, "#fn-", 4) == 0;
}

static void
mend_note_refs(struct markdown *md, oct_node *block)
{
	struct oct_walk w;
	oct_node *link;

	for (; block != NULL; block = md->api->next(block)) {
		link = NULL;
		w = oct_walk_start(block);
		while (oct_walk_next(md->api, &w)) {
			if (link != NULL && w.enter) {
				mend_note_ref(md, link);
				link = NULL;
			}
			if (w.enter && is_note_ref(md, w.node)) {
				link = w.node;
				w.skip = 1;
			}
		}
		if (link != NULL)
			mend_note_ref(md, link);
	}
}

static void
fail_memory(struct markdown *md)
{
	md->api->fail(md->job, OCT_ENOMEM, "markdown.memory",
	    "there was no memory to read the HTML in the text");
}

void
embed_blocks(
    struct markdown *md, cmark_node *from, cmark_node *end, oct_node *into)
{
	oct_node *before = md->api->last(into);
	size_t len;
	const char *html = render(from, end, &len);
	struct dom *d =
	    dom_parse(html, len, &(struct dom_options){ .context = "body" });
	struct map *m;

	if (d == NULL || d->status != DOM_OK) {
		fail_memory(md);
	} else {
		set_lines(d, (uint32_t)cmark_node_get_start_line(from));
		m = map_open(&(struct map_source){ .api = md->api,
		    .job = md->job,
		    .article = md->article,
		    .dom = d,
		    .line = md->line + 1,
		    .fragment = true,
		    .blank_lines = true,
		    .images = md->images });
		map_children(m, dom_first(d, DOM_ROOT), into);
		map_notes(m);
		if (md->has_notes)
			mend_note_refs(md,
			    before != NULL ? md->api->next(before)
					   : md->api->first(into));
	}
	dom_free(d);
}
