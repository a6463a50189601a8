/* state.c -- when to look into the page's data, and where. */
#include "state.h"

#include <octavo/sugar.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mapping.h"

#define DATA_BYTES 256 /* less holds no article */

/* Pages whose mark-up has more words than that have their article there, as
 * was seen on all of 2,100 but two: no need to look. */
#define MOST_KEPT 100

/* How surely it is the article: the mean F1 of what was found in the data of
 * labelled pages of which nothing else was left. */
#define CONFIDENCE 700

static uint32_t
count_words(struct dom_str text)
{
	uint32_t words = 0;
	bool in_word = false;

	for (size_t i = 0; i < text.n; i++) {
		bool blank = (unsigned char)text.p[i] <= ' ';

		words += !blank && !in_word;
		in_word = !blank;
	}
	return words;
}

/* The words of the article in the mark-up; no more than tells. */
static uint32_t
kept_words(const struct dom *d, const struct extraction *x)
{
	uint32_t words = 0;

	for (size_t i = 0; i < x->root_count; i++) {
		uint32_t root = x->roots[i], n = root;

		while (n != 0 && words <= MOST_KEPT) {
			if (x->reason[n] != DROP_NOT ||
			    dom_is(d, n, DOM_SCRIPT) ||
			    dom_is(d, n, DOM_STYLE)) {
				n = dom_skip(d, n, root);
				continue;
			}
			if (dom_is_text(d, n))
				words += count_words(dom_text(d, n));
			n = dom_walk(d, n, root);
		}
	}
	return words;
}

static bool
type_holds(struct dom_str type, const char *word)
{
	return type.p != NULL && memmem(type.p, type.n, word, strlen(word));
}

static void
read_script(const struct page *p, uint32_t n, struct state *s)
{
	const struct dom *d = p->dom;
	struct dom_str type = dom_attr(d, n, DOM_ATTR_TYPE);
	struct state_text from = { dom_text(d, dom_first(d, n)), dom_line(d, n),
		false, type_holds(type, "ld+json") };

	while (from.text.n > 0 && (unsigned char)*from.text.p <= ' ') {
		from.text.p++;
		from.text.n--;
	}
	if (from.text.n < DATA_BYTES || (from.ld && p->skip_json_ld))
		return;
	from.code = *from.text.p != '{' && *from.text.p != '[';
	state_scan(s, &from);
}

static void
read_attributes(const struct page *p, uint32_t n, struct state *s)
{
	uint32_t count;
	const struct dom_attr *a = dom_attrs(p->dom, n, &count);

	for (; count > 0; count--, a++)
		if (a->length >= DATA_BYTES &&
		    (a->value[0] == '{' || a->value[0] == '['))
			state_scan(s,
			    &(struct state_text){ { a->value, a->length },
				dom_line(p->dom, n), false, false });
}

static void
read_data(const struct page *p, struct state *s)
{
	const struct dom *d = p->dom;

	for (uint32_t n = dom_walk(d, DOM_ROOT, DOM_ROOT); n != 0;
	     n = dom_walk(d, n, DOM_ROOT)) {
		if (dom_is(d, n, DOM_SCRIPT))
			read_script(p, n, s);
		read_attributes(p, n, s);
	}
	if (s->count > 0)
		state_scan_inside(s);
}

/* Is it clearly more than what the mark-up has?  Then the record that bears
 * the page's title holds it, and no part of the page far from there. */
static bool
is_better(const struct state_choice *c, uint32_t kept)
{
	if (c->score == 0)
		return false;
	return kept == 0 || (c->near <= 4 && c->words >= 3 * kept + 60);
}

static void
say_so(const struct page *p, const struct state_value *first)
{
	const oct_api *api = p->api;

	oct_set(api, p->job, api->part(p->article, OCT_BODY), OCT_P_FROM,
	    first->ld ? "json-ld" : "state");
	api->set_int(p->job, p->article, OCT_P_CONFIDENCE, CONFIDENCE);
	oct_reportf(api, p->job, OCT_WARNING, "html.state", first->line,
	    "the mark-up lacks the article; it was taken from %s here",
	    first->ld ? "the JSON-LD" : "the data for the page's scripts");
}

bool
state_fill(
    const struct page *p, struct extraction *x, const struct map_source *source)
{
	const oct_api *api = p->api;
	struct state s = { .api = api, .job = p->job };
	struct state_choice c = { 0 };
	uint32_t kept = kept_words(p->dom, x);
	bool better;

	if (p->mode == EXTRACT_NONE || kept > MOST_KEPT)
		return false;
	read_data(p, &s);
	if (s.count > 0)
		c = state_pick(&s, api->part(p->article, OCT_META));
	better = is_better(&c, kept);
	if (better) {
		state_write(&s, &c, source, api->part(p->article, OCT_BODY));
		say_so(p, &s.values[c.first]);
		x->root_count = 0;
	}
	free(s.values);
	return better;
}
