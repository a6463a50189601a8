/*
 * image.c: images.  A page may name one picture many times over: for screens
 * of all sizes, for browsers with and without a format, with and without
 * scripts.  One file is taken, and each picture once.
 */
#include "lazy.h"
#include "map.h"
#include "srcset.h"

static const uint32_t set_names[] = { DOM_ATTR_SRCSET, DOM_ATTR_DATA_SRCSET,
	DOM_ATTR_DATA_LAZY_SRCSET, 0 };

static uint32_t
pixels(struct dom_str s)
{
	int32_t value = map_to_int(s, 0);

	if (memchr(s.p != NULL ? s.p : "", '%', s.n) != NULL)
		return 0;
	return value > 0 ? (uint32_t)value : 0;
}

/* What the element itself offers: srcset, lazy attributes, src. */
static void
offer_image(const struct dom *d, uint32_t n, struct choice *choice)
{
	struct dom_str none = { "", 0 }, src = dom_attr(d, n, DOM_ATTR_SRC);
	uint32_t width = pixels(dom_attr(d, n, DOM_ATTR_WIDTH));

	for (const uint32_t *name = set_names; *name != 0; name++)
		map_choice_offer_set(
		    choice, dom_attr(d, n, *name), none, false);
	if (map_lazy_offer(d, n, width, choice))
		return; /* src is no more than its stand-in */
	map_choice_offer(choice, src, width, none);
	if (dom_is(d, n, DOM_OBJECT))
		map_choice_offer(
		    choice, dom_attr(d, n, DOM_ATTR_DATA), width, none);
}

/* The <source>s beside it; those for small screens show another cut. */
static void
offer_sources(const struct dom *d, uint32_t picture, struct choice *choice)
{
	for (uint32_t c = dom_first(d, picture); c != 0; c = dom_next(d, c)) {
		struct dom_str media, type;

		if (!dom_is(d, c, DOM_SOURCE))
			continue;
		media = dom_attr(d, c, DOM_ATTR_MEDIA);
		type = dom_attr(d, c, DOM_ATTR_TYPE);
		for (const uint32_t *name = set_names; *name != 0; name++)
			map_choice_offer_set(choice, dom_attr(d, c, *name),
			    type, map_has_word(media, "max-width"));
	}
}

static bool
is_noscript_image(const struct map *m, uint32_t n)
{
	return dom_is(m->dom, n, DOM_NOSCRIPT) &&
	    map_flags_of(m, n) & HAS_IMAGE;
}

/* A lazy image whose address only the <noscript> beside it says. */
static bool
waits_for_noscript(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	uint32_t up = dom_parent(d, n), next = dom_next_element(d, n),
		 prev = dom_prev_element(d, n);

	if (next == 0 && up != 0)
		next = dom_next_element(d, up);
	if (prev == 0 && up != 0)
		prev = dom_prev_element(d, up);
	return is_noscript_image(m, next) || is_noscript_image(m, prev);
}

static struct dom_str
choose(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	struct choice choice = { 0 };

	offer_image(d, n, &choice);
	if (dom_is(d, dom_parent(d, n), DOM_PICTURE))
		offer_sources(d, dom_parent(d, n), &choice);
	if (choice.url.n == 0 && !waits_for_noscript(m, n))
		map_lazy_guess(d, n, &choice);
	return choice.url;
}

/* Counters and spacers: a pixel or three. */
static bool
is_tracker(const struct map *m, uint32_t n)
{
	uint32_t w = pixels(dom_attr(m->dom, n, DOM_ATTR_WIDTH));
	uint32_t h = pixels(dom_attr(m->dom, n, DOM_ATTR_HEIGHT));

	return (w == 1 && h <= 3) || (h == 1 && w <= 3 && w != 0) ||
	    (w != 0 && h != 0 && w <= 3 && h <= 3);
}

/* Signs of the page's own beside a picture: a lens, an arrow. */
static bool
is_icon(const struct map *m, uint32_t n)
{
	enum { ICON = 24 }; /* pixels */
	uint32_t w = pixels(dom_attr(m->dom, n, DOM_ATTR_WIDTH));
	uint32_t h = pixels(dom_attr(m->dom, n, DOM_ATTR_HEIGHT));

	return w != 0 && h != 0 && w <= ICON && h <= ICON &&
	    (map_out_in(m, OCT_FIGURE) || map_out_in(m, OCT_CAPTION));
}

bool
map_image_is_usable(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	uint32_t at = n;

	for (int i = 0; i < 16 && at != 0; i++, at = dom_walk(d, at, n))
		if (dom_is(d, at, DOM_IMG) || dom_is(d, at, DOM_AMP_IMG))
			return choose(m, at).n != 0;
	return false;
}

/* What programs write where nobody described the picture. */
static bool
describes_nothing(struct dom_str alt)
{
	static const char *const words[] = { "image", "img", "picture", "photo",
		"thumbnail", "thumb", "icon", "null", "undefined", "untitled",
		"alt", "alt text", "image alt", "image unavailable", "loading",
		"placeholder", "no image", "featured image", "blog image",
		"enter image description here", "bild", "imagen", "immagine" };

	alt = map_trim(alt);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (map_is_nocase(alt, words[i]))
			return true;
	return false;
}

static struct dom_str
description_of(const struct map *m, uint32_t n)
{
	struct dom_str alt = dom_attr(m->dom, n, DOM_ATTR_ALT);

	if (describes_nothing(alt))
		alt = (struct dom_str){ 0 };
	if (alt.p == NULL)
		alt = dom_attr(m->dom, n, DOM_ATTR_DATA_ALT);
	if (alt.p == NULL)
		alt = dom_attr(m->dom, n, DOM_ATTR_ARIA_LABEL);
	return alt;
}

static void
add_link(struct map *m, uint32_t n, struct dom_str url)
{
	oct_str href = m->api->resolve(m->job, url.p, url.n);
	struct dom_str text = map_trim(description_of(m, n));
	oct_node *link;

	if (href.n == 0 || map_inline_has(m, OCT_LINK)) {
		if (text.n != 0)
			map_out_text(m, n, text);
		return;
	}
	link = map_out_leaf(m, n, OCT_LINK);
	m->api->set_str(m->job, link, OCT_P_HREF, href.p, href.n);
	if (text.n == 0) {
		size_t i = url.n;

		while (i > 0 && url.p[i - 1] != '/')
			i--;
		text = (struct dom_str){ url.p + i, url.n - i };
	}
	m->api->add_text(m->job, link, text.p, text.n);
}

/* An IMAGE stands in a FIGURE by itself, elsewhere in a line. */
static oct_node *
new_image(struct map *m, uint32_t n)
{
	if (map_out_in(m, OCT_FIGURE) && m->line == NULL &&
	    !map_inline_has(m, OCT_LINK))
		return m->api->add(m->job, m->place.box, OCT_IMAGE);
	return map_out_leaf(m, n, OCT_IMAGE);
}

static void
add_image(struct map *m, uint32_t n, struct dom_str url)
{
	const struct dom *d = m->dom;
	uint32_t w = pixels(dom_attr(d, n, DOM_ATTR_WIDTH));
	uint32_t h = pixels(dom_attr(d, n, DOM_ATTR_HEIGHT));
	uint32_t resource = 0;
	oct_node *image;

	if (url.n != 0)
		resource = m->api->add_resource(m->job, url.p, url.n);
	if (resource != 0 && resource == m->last_image)
		return; /* shown twice, for two widths of a screen */
	image = new_image(m, n);
	if (resource != 0)
		m->api->set_int(m->job, image, OCT_P_RESOURCE, resource);
	map_out_set(m, image, OCT_P_ALT, description_of(m, n));
	if (dom_attr(d, n, DOM_ATTR_TITLE).n != 0)
		map_out_set(
		    m, image, OCT_P_TITLE, dom_attr(d, n, DOM_ATTR_TITLE));
	if (w != 0)
		m->api->set_int(m->job, image, OCT_P_WIDTH, w);
	if (h != 0)
		m->api->set_int(m->job, image, OCT_P_HEIGHT, h);
	m->last_image = resource;
}

/* Does the formula stand before it as MathML as well, and is that kept? */
static bool
has_mathml(const struct map *m, uint32_t n)
{
	uint32_t prev = dom_prev_element(m->dom, n);

	return dom_is(m->dom, dom_parent(m->dom, n), DOM_SPAN) &&
	    map_flags_of(m, prev) & HAS_MATH &&
	    (m->dropping || m->source.skip == NULL ||
		m->source.skip[prev] == 0);
}

/* Pictures that stand for characters: emoji, formulas. */
static bool
is_written_out(struct map *m, uint32_t n, const struct look *look)
{
	struct dom_str alt = dom_attr(m->dom, n, DOM_ATTR_ALT);

	if (look->hints & HINT_EMOJI && alt.n != 0) {
		map_out_text(m, n, alt);
		return true;
	}
	if (!(look->hints & HINT_MATH_IMAGE))
		return false;
	if (has_mathml(m, n))
		return true;
	if (alt.n == 0)
		return false;
	map_add_tex(m, n, alt, false);
	return true;
}

bool
map_enter_image(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str url, alt = map_trim(description_of(m, n));

	(void)kind;
	if (is_tracker(m, n) || is_icon(m, n) || is_written_out(m, n, look))
		return false;
	url = choose(m, n);
	if (url.n == 0 && (alt.n == 0 || waits_for_noscript(m, n)))
		return false;
	switch (m->source.images) {
	case MAP_IMAGES_EMBED: add_image(m, n, url); break;
	case MAP_IMAGES_LINK:
		if (url.n != 0)
			add_link(m, n, url);
		break;
	case MAP_IMAGES_DROP: break;
	}
	return false;
}

/* A <picture> without its <img> still has sources. */
bool
map_enter_picture(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct choice choice = { 0 };

	(void)look;
	(void)kind;
	if (dom_child(m->dom, n, DOM_IMG) != 0 || map_flags_of(m, n) & HAS_LINK)
		return true;
	offer_sources(m->dom, n, &choice);
	if (choice.url.n == 0)
		return true;
	if (m->source.images == MAP_IMAGES_EMBED)
		add_image(m, n, choice.url);
	return false;
}

/* For readers without scripts: the picture that a script would load, or words
 * on what they miss.  The former is wanted where the lazy one beside it has no
 * address, the latter never, unless it is more than a notice. */
bool
map_enter_noscript(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	enum { NOTICE = 400 }; /* bytes */
	const struct dom *d = m->dom;
	uint32_t prev = dom_prev_element(d, n), next = dom_next_element(d, n);

	(void)look;
	(void)kind;
	if (!(map_flags_of(m, n) & (HAS_IMAGE | HAS_MEDIA)))
		return m->facts[n].text > NOTICE &&
		    dom_find(d, n, n, DOM_P) != 0;
	if (prev == 0 && !(map_flags_of(m, next) & HAS_IMAGE))
		prev = dom_prev_element(d, dom_parent(d, n));
	if (map_flags_of(m, prev) & HAS_IMAGE && map_image_is_usable(m, prev))
		return false;
	if (map_flags_of(m, next) & HAS_IMAGE && map_image_is_usable(m, next))
		return false;
	return !(map_flags_of(m, prev) & HAS_MEDIA);
}
