/* figure.c: figures, their captions and credits, marked up as such or not. */
#include "map.h"

#include <strings.h>

enum {
	CREDIT_MAX = 160 /* bytes; a longer text that begins with "Photo:" is
	       a caption */
};

bool
map_enter_figure(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	uint32_t shown = HAS_IMAGE | HAS_MEDIA | HAS_FIGCAPTION;

	(void)kind;
	map_out_end_line(m);
	if (look->hints & HINT_PULLQUOTE)
		return map_enter_callout(m, n, look);
	for (uint32_t c = dom_first(m->dom, n); c != 0; c = dom_next(m->dom, c))
		if (map_flags_of(m, c) & HAS_FIGURE)
			return true; /* a gallery: the inner ones count */
	if (map_flags_of(m, n) & HAS_QUOTE &&
	    !(map_flags_of(m, n) & (HAS_IMAGE | HAS_MEDIA)))
		return true; /* words, and who said them */
	if (map_flags_of(m, n) & shown)
		map_push_box(m, n, map_out_block(m, n, OCT_FIGURE));
	return true;
}

/* What a caption below it would be the caption of: a paragraph that holds a
 * picture, perhaps linked, and no words. */
static bool
is_picture(const struct map *m, const oct_node *p)
{
	const oct_api *api = m->api;
	const oct_node *c = api->first(p);
	struct dom_str s;
	bool found = false;

	if (api->kind(c) == OCT_LINK && api->next(c) == NULL)
		c = api->first(c);
	for (; c != NULL; c = api->next(c)) {
		oct_str text = api->get_str(c, OCT_P_TEXT);

		s = (struct dom_str){ text.p, text.n };
		if (api->kind(c) == OCT_IMAGE)
			found = true;
		else if (api->kind(c) != OCT_TEXT || !dom_str_is_blank(s))
			return false;
	}
	return found;
}

/* Makes the paragraph that holds a picture a figure. */
static oct_node *
make_figure(struct map *m, oct_node *p)
{
	const oct_api *api = m->api;
	oct_node *figure = api->add(m->job, m->place.box, OCT_FIGURE);

	if (api->kind(api->first(p)) == OCT_LINK) {
		api->move(m->job, p, figure, NULL);
		return figure;
	}
	for (oct_node *c = api->first(p), *next; c != NULL; c = next) {
		next = api->next(c);
		if (api->kind(c) == OCT_IMAGE)
			api->move(m->job, c, figure, NULL);
	}
	api->drop(m->job, p);
	return figure;
}

/* The figure that a caption or credit here belongs to, or NULL. */
static oct_node *
figure_here(struct map *m)
{
	const oct_api *api = m->api;
	oct_node *box = m->place.box, *last = api->last(box);

	if (api->kind(box) == OCT_CAPTION)
		box = api->parent(box);
	if (api->kind(box) == OCT_FIGURE)
		return box;
	if (m->line != NULL && m->line != last)
		return NULL;
	if (m->line == NULL && api->kind(last) == OCT_FIGURE)
		return last;
	if (api->kind(last) != OCT_P || !is_picture(m, last))
		return NULL;
	map_out_end_line(m);
	return make_figure(m, last);
}

bool
map_enter_caption_of(struct map *m, uint32_t n)
{
	oct_node *figure, *caption;

	if (m->facts[n].text == 0 || map_flags_of(m, n) & HAS_IMAGE ||
	    map_out_in(m, OCT_CAPTION) || map_out_in(m, OCT_TABLE))
		return false;
	figure = figure_here(m);
	if (figure == NULL)
		return false;
	map_push_box(m, n, figure);
	caption = map_out_block(m, n, OCT_CAPTION);
	map_push_box(m, n, caption);
	return true;
}

bool
map_enter_figcaption(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	map_out_end_line(m);
	return map_enter_caption_of(m, n) || map_enter_block(m, n, look, kind);
}

/* "Photo: Ann Other" and its like, at the beginning of what is in n. */
static bool
names_maker(const struct map *m, uint32_t n)
{
	static const char *const words[] = { "photo:", "photos:", "photo by",
		"photo credit", "photos by", "photograph:", "photograph by",
		"photographs by", "image:", "images:", "image by",
		"image credit",
		"credit:", "credits:", "picture:", "pictures:", "source:",
		"foto:", "fotos:", "bild:", "illustration:", "illustration by",
		"\xc2\xa9", "(photo", "(image:", "(c)" };
	static const char *const agencies[] = { "getty images", "shutterstock",
		"istock", "alamy", "unsplash" };
	struct dom_str s = { 0 };
	uint32_t c = n;

	for (int i = 0; i < 8 && s.n == 0 && c != 0; i++) {
		c = dom_walk(m->dom, c, n);
		s = map_trim(dom_text(m->dom, c));
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (s.n >= strlen(words[i]) &&
		    strncasecmp(s.p, words[i], strlen(words[i])) == 0)
			return true;
	if (s.n > 80 || dom_is(m->dom, n, DOM_FIGCAPTION))
		return false;
	for (size_t i = 0; i < sizeof(agencies) / sizeof(agencies[0]); i++)
		if (map_has_word(s, agencies[i]))
			return true;
	return false;
}

bool
map_enter_credit(struct map *m, uint32_t n, const struct look *look)
{
	uint32_t text = m->facts[n].text;
	oct_node *figure;

	if (text == 0 || text > CREDIT_MAX || map_out_in(m, OCT_CREDIT) ||
	    map_flags_of(m, n) & HAS_IMAGE ||
	    (map_flags_of(m, n) & HAS_FIGCAPTION &&
		!dom_is(m->dom, n, DOM_FIGCAPTION)) ||
	    (!(look->hints & HINT_CREDIT) && !names_maker(m, n)))
		return false;
	figure = figure_here(m);
	if (figure == NULL)
		return false;
	map_push_box(m, n, figure);
	map_push_box(m, n, map_out_block(m, n, OCT_CREDIT));
	return true;
}
