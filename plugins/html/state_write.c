/* state_write.c -- the text out of a page's data, as blocks. */
#include <string.h>

#include "mapping.h"
#include "state.h"

struct writer {
	const struct state *state;
	const struct map_source *source;
	oct_node *body;
	oct_node *block; /* what takes the next piece of the same block */
	uint32_t at; /* that block, in the data */
};

static bool
has_elements(const struct dom *d)
{
	for (uint32_t n = dom_first(d, dom_first(d, DOM_ROOT)); n != 0;
	     n = dom_next(d, n))
		if (dom_is_element(d, n))
			return true;
	return false;
}

/* A paragraph for each line; Markdown stays what it is. */
static void
write_lines(struct writer *w, const char *p, size_t n, uint32_t line)
{
	const oct_api *api = w->state->api;
	oct_node *block;

	while (n > 0) {
		const char *stop = memchr(p, '\n', n);
		size_t len = stop != NULL ? (size_t)(stop - p) : n;
		size_t skip = 0;

		while (skip < len && (unsigned char)p[skip] <= ' ')
			skip++;
		if (skip < len) {
			block = api->add(w->state->job, w->body, OCT_P);
			api->set_int(w->state->job, block, OCT_P_LINE, line);
			api->add_text(
			    w->state->job, block, p + skip, len - skip);
		}
		len += stop != NULL;
		p += len;
		n -= len;
	}
}

/* The block that a piece of text belongs to, if the data says so. */
static oct_node *
block_for(struct writer *w, const struct state_value *v)
{
	const oct_api *api = w->state->api;
	oct_job *job = w->state->job;
	uint8_t own = w->state->values[v->block].own;
	oct_node *last = api->last(w->body), *block;

	if (w->at == v->block)
		return w->block;
	w->at = v->block;
	switch (own) {
	case STATE_ITEM:
		if (api->kind(last) != OCT_LIST)
			last = api->add(job, w->body, OCT_LIST);
		block = api->add(job, last, OCT_ITEM);
		break;
	case STATE_QUOTE:
		block = api->add(job, api->add(job, w->body, OCT_QUOTE), OCT_P);
		break;
	case STATE_P: block = api->add(job, w->body, OCT_P); break;
	case STATE_PRE: block = api->add(job, w->body, OCT_PRE); break;
	default:
		block = api->add(job, w->body, OCT_HEADING);
		api->set_int(job, block, OCT_P_LEVEL, own - STATE_HEADING);
		break;
	}
	api->set_int(job, block, OCT_P_LINE, v->line);
	w->block = block;
	return block;
}

/* Reads a string as HTML, which plain text is as well, but for its lines. */
static struct dom *
parse(struct writer *w, struct dom_str text)
{
	struct dom *d = dom_parse(
	    text.p, text.n, &(struct dom_options){ .context = "body" });

	if (d != NULL && d->status == DOM_OK)
		return d;
	dom_free(d);
	w->state->api->fail(w->state->job, OCT_ENOMEM, "html.memory",
	    "out of memory while reading the page's data");
	return NULL;
}

static void
map_html(struct writer *w, const struct dom *d, oct_node *to, uint32_t line)
{
	struct map_source source = *w->source;
	struct map *m;

	source.dom = d;
	source.skip = NULL;
	source.places = NULL;
	source.scores = NULL;
	source.fragment = true;
	source.line = line;
	m = map_open(&source);
	map_children(m, dom_first(d, DOM_ROOT), to);
	map_notes(m);
}

static void
write_plain(struct writer *w, struct dom_str text, const struct state_value *v)
{
	if (v->block != 0)
		w->state->api->add_text(
		    w->state->job, block_for(w, v), text.p, text.n);
	else
		write_lines(w, text.p, text.n, v->line);
}

/* A text whose tags were escaped once more than they should, or that has
 * none. */
static void
write_text(struct writer *w, struct dom_str text, const struct state_value *v)
{
	struct dom *d = NULL;

	if (memchr(text.p, '<', text.n) != NULL && (d = parse(w, text)) == NULL)
		return;
	if (d != NULL && has_elements(d))
		map_html(w, d, w->body, v->line);
	else
		write_plain(w, text, v);
	dom_free(d);
}

static void
write_string(struct writer *w, const struct state_value *v)
{
	struct dom_str text = state_decode(w->state, v->text);
	struct dom *d;
	uint32_t only;

	if (memchr(text.p, '<', text.n) == NULL &&
	    memchr(text.p, '&', text.n) == NULL) {
		write_plain(w, text, v);
		return;
	}
	if ((d = parse(w, text)) == NULL)
		return;
	only = dom_first(d, dom_first(d, DOM_ROOT));
	if (only != 0 && dom_next(d, only) == 0 && dom_is_text(d, only))
		write_text(w, dom_text(d, only), v);
	else
		map_html(
		    w, d, v->block != 0 ? block_for(w, v) : w->body, v->line);
	dom_free(d);
}

void
state_write(const struct state *s, const struct state_choice *choice,
    const struct map_source *source, oct_node *body)
{
	struct writer w = { .state = s, .source = source, .body = body };

	for (uint32_t i = choice->first;
	     i < s->count && s->api->status(s->job) == OCT_OK; i++) {
		const struct state_value *v = &s->values[i];

		if (!state_chosen(choice, v))
			continue;
		write_string(&w, v);
	}
}
