/*
 * survey.c: one walk before the walk, for what must be known beforehand: what
 * is in each node, where ids are, which links stay in the page.
 */
#include "map.h"

static uint32_t
hash_of(struct dom_str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h ^ h >> 15;
}

static struct named *
slot_of(struct named *names, uint32_t room, struct dom_str id)
{
	uint32_t i = hash_of(id);

	for (;; i++) {
		struct named *slot = &names[i & (room - 1)];

		if (slot->n == 0 ||
		    (slot->id.n == id.n && memcmp(slot->id.p, id.p, id.n) == 0))
			return slot;
	}
}

static bool
grow_names(struct map *m)
{
	uint32_t room = m->name_room == 0 ? 64 : m->name_room * 2;
	struct named *new = m->api->scratch(m->job, room * sizeof(*new));

	if (new == NULL)
		return false;
	for (uint32_t i = 0; i < m->name_room; i++)
		if (m->names[i].n != 0)
			*slot_of(new, room, m->names[i].id) = m->names[i];
	m->names = new;
	m->name_room = room;
	return true;
}

/* The first element with an id has it. */
static void
add_name(struct map *m, uint32_t n, struct dom_str id)
{
	struct named *slot;

	if (id.n == 0 || (m->name_count * 2 >= m->name_room && !grow_names(m)))
		return;
	slot = slot_of(m->names, m->name_room, id);
	if (slot->n == 0) {
		*slot = (struct named){ .id = id, .n = n };
		m->name_count++;
	}
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded; the same slice where there is nothing to decode. */
static struct dom_str
decode(const struct map *m, struct dom_str s)
{
	char *p;
	size_t n = 0;

	if (memchr(s.p, '%', s.n) == NULL)
		return s;
	p = m->api->scratch(m->job, s.n + 1);
	if (p == NULL)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			p[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			p[n++] = s.p[i];
		}
	}
	return (struct dom_str){ p, n };
}

struct named *
map_survey_name(const struct map *m, struct dom_str id)
{
	struct named *slot;

	if (m->name_count == 0 || id.n == 0)
		return NULL;
	slot = slot_of(m->names, m->name_room, id);
	if (slot->n == 0)
		slot = slot_of(m->names, m->name_room, decode(m, id));
	return slot->n != 0 ? slot : NULL;
}

struct dom_str
map_survey_target(struct map *m, uint32_t a)
{
	struct dom_str href = map_trim(dom_attr(m->dom, a, DOM_ATTR_HREF));
	oct_str page = m->source.url;
	const char *hash;
	size_t base = page.n;

	if (href.n != 0 && href.p[0] == '#')
		return (struct dom_str){ href.p + 1, href.n - 1 };
	if (page.p == NULL)
		return (struct dom_str){ 0 };
	if ((hash = memchr(page.p, '#', page.n)) != NULL)
		base = (size_t)(hash - page.p);
	if (base != 0 && href.n > base && href.p[base] == '#' &&
	    memcmp(href.p, page.p, base) == 0)
		return (struct dom_str){ href.p + base + 1, href.n - base - 1 };
	return (struct dom_str){ 0 };
}

/* What an element by itself adds to what is in those around it. */
static uint32_t
own_flags(uint32_t name)
{
	switch (name) {
	case DOM_IMG:
	case DOM_AMP_IMG:
	case DOM_PICTURE: return HAS_IMAGE;
	case DOM_IFRAME:
	case DOM_VIDEO:
	case DOM_AUDIO:
	case DOM_EMBED:
	case DOM_OBJECT:
	case DOM_AMP_VIDEO:
	case DOM_AMP_IFRAME:
	case DOM_AMP_YOUTUBE:
	case DOM_LITE_YOUTUBE: return HAS_MEDIA;
	case DOM_TABLE: return HAS_TABLE | HAS_BLOCK;
	case DOM_H1:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6: return HAS_HEADING;
	case DOM_FIGURE: return HAS_FIGURE | HAS_BLOCK;
	case DOM_FIGCAPTION: return HAS_FIGCAPTION | HAS_BLOCK;
	case DOM_PRE: return HAS_PRE | HAS_BLOCK;
	case DOM_BLOCKQUOTE: return HAS_QUOTE | HAS_BLOCK;
	case DOM_CODE: return HAS_CODE;
	case DOM_MATH: return HAS_MATH;
	case DOM_TD:
	case DOM_TH:
	case DOM_TR:
	case DOM_TBODY:
	case DOM_THEAD:
	case DOM_TFOOT:
	case DOM_SUMMARY: return 0; /* asked for what is in them */
	default: return map_element_is_block(name) ? HAS_BLOCK : 0;
	}
}

static void
add_link(struct map *m, uint32_t a)
{
	m->links = map_grow(
	    m, m->links, m->link_count, &m->link_room, sizeof(*m->links));
	if (m->link_count < m->link_room)
		m->links[m->link_count++] = a;
}

static bool
says_nothing(const struct map *m, uint32_t n)
{
	struct dom_str s;

	if (dom_is_blank(m->dom, n))
		return true;
	s = dom_text(m->dom, n);
	if ((uint8_t)*s.p > ' ' && (uint8_t)*s.p < 0x80)
		return false; /* most texts */
	return !m->source.blank_lines && map_is_spacer(s);
}

/* Takes in one node; false where its children don't count. */
static bool
take(struct map *m, uint32_t n, bool kept)
{
	const struct dom *d = m->dom;
	struct fact *fact = &m->facts[n];

	if (dom_is_text(d, n)) {
		fact->text =
		    says_nothing(m, n) ? 0 : (uint32_t)dom_text(d, n).n;
		return false;
	}
	if (!dom_is_element(d, n))
		return true;
	fact->flags |= own_flags(dom_name(d, n));
	if (dom_node(d, n)->token_count != 0) /* of class or id */
		add_name(m, n, dom_attr(d, n, DOM_ATTR_ID));
	if (dom_is(d, n, DOM_A))
		add_name(m, n, dom_attr(d, n, DOM_ATTR_NAME));
	switch (dom_name(d, n)) {
	case DOM_A:
		if (dom_attr(d, n, DOM_ATTR_HREF).n != 0)
			fact->flags |= HAS_LINK;
		/* a note is mapped whole, whatever of it was kept */
		if (map_survey_target(m, n).n != 0 &&
		    (kept || map_note_is_backlink(m, n)))
			add_link(m, n);
		return true;
	case DOM_SCRIPT:
		m->has_tex |=
		    map_has_word(dom_attr(d, n, DOM_ATTR_TYPE), "math/tex");
		return false;
	case DOM_STYLE:
	case DOM_TEMPLATE:
	case DOM_SVG:
	case DOM_HEAD: return false;
	default: return true;
	}
}

static void
add_up(struct map *m, uint32_t n)
{
	struct fact *up = &m->facts[dom_parent(m->dom, n)];

	up->flags |= m->facts[n].flags & HAS;
	up->text += m->facts[n].text;
}

bool
map_survey(struct map *m)
{
	const struct dom *d = m->dom;
	const uint8_t *skip = m->source.skip;
	uint32_t n = DOM_ROOT, skipped = 0;

	m->facts = m->api->scratch(
	    m->job, ((size_t)d->node_count + 1) * sizeof(*m->facts));
	if (m->facts == NULL)
		return false;
	for (;;) {
		if (skipped == 0 && skip != NULL && skip[n] != 0)
			skipped = n;
		if (take(m, n, skipped == 0) && dom_first(d, n) != 0) {
			n = dom_first(d, n);
			continue;
		}
		for (; n != DOM_ROOT; n = dom_parent(d, n)) {
			add_up(m, n);
			skipped = n == skipped ? 0 : skipped;
			if (dom_next(d, n) != 0)
				break;
		}
		if (n == DOM_ROOT)
			break;
		n = dom_next(d, n);
	}
	map_notes_find(m);
	map_notes_mark_names(m);
	return m->api->status(m->job) == OCT_OK;
}
