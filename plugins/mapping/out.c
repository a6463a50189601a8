/*
 * out.c: where the next node goes.
 *
 * The box is the block being filled.  Text goes into a line: a P that is made
 * when the first text comes, or the box itself where that is a heading or the
 * like.  map_out_end_line() ends a paragraph; nothing is made before text
 * comes.
 */
#include "map.h"

#include <ctype.h>
#include <string.h>

enum {
	INLINES = 24 /* inlines around a text; those further in are dissolved,
	       which bounds what opening them anew may cost */
};

/* Does the kind hold inlines, and only those? */
static bool
is_lines(uint32_t kind)
{
	switch (kind) {
	case OCT_P:
	case OCT_HEADING:
	case OCT_TERM:
	case OCT_CAPTION:
	case OCT_CREDIT:
	case OCT_PRE: return true;
	default: return kind & OCT_INLINE && !(kind & OCT_LEAF);
	}
}

static bool
is_flow(uint32_t kind)
{
	return kind == OCT_ITEM || kind == OCT_CELL || kind == OCT_DEFINITION;
}

bool
map_out_in(const struct map *m, uint32_t kind)
{
	return m->api->kind(m->place.box) == kind;
}

/* The box's last child, if it is of that kind, or a new one. */
static oct_node *
last_of(struct map *m, oct_node *box, uint32_t kind)
{
	oct_node *last = m->api->last(box);

	if (m->api->kind(last) == kind)
		return last;
	return m->api->add(m->job, box, kind);
}

/* A list for an <li> without one: that of the <li> before. */
static oct_node *
implied_list(struct map *m, oct_node *box)
{
	oct_node *last = m->api->last(box);

	if (m->api->kind(last) == OCT_LIST &&
	    m->api->get_int(last, OCT_P_MADE, 0) != 0)
		return last;
	last = m->api->add(m->job, box, OCT_LIST);
	m->api->set_int(m->job, last, OCT_P_MADE, 1);
	return last;
}

/* What a fixed kind needs between itself and a block of any other. */
static uint32_t
between(uint32_t box, uint32_t kind)
{
	switch (box) {
	case OCT_LIST: return kind == OCT_ITEM ? 0 : OCT_ITEM;
	case OCT_DEFLIST:
		return kind == OCT_TERM || kind == OCT_DEFINITION
		    ? 0
		    : OCT_DEFINITION;
	case OCT_TABLE:
		return kind == OCT_HEAD || kind == OCT_ROW ||
			kind == OCT_CAPTION
		    ? 0
		    : OCT_ROW;
	case OCT_HEAD: return kind == OCT_ROW ? 0 : OCT_ROW;
	case OCT_ROW: return kind == OCT_CELL ? 0 : OCT_CELL;
	default: return 0;
	}
}

/* The node that takes a block of that kind: the box, or one that is made in
 * it, or the block around it where the box holds nothing but a line. */
static oct_node *
box_for(struct map *m, uint32_t kind)
{
	oct_node *box = m->place.box, *up;
	uint32_t is, step;

	while ((is = m->api->kind(box)) != 0) {
		if (is_lines(is)) {
			up = m->api->parent(box);
			if (is == OCT_CAPTION && m->api->kind(up) == OCT_TABLE)
				up = m->api->parent(up);
			box = up;
		} else if ((step = between(is, kind)) != 0) {
			box = last_of(m, box, step);
		} else if (kind == OCT_ITEM && is != OCT_LIST) {
			box = implied_list(m, box);
		} else {
			return box;
		}
	}
	return NULL;
}

void
map_out_set(struct map *m, oct_node *node, uint32_t prop, struct dom_str value)
{
	if (value.p != NULL)
		m->api->set_str(m->job, node, prop, value.p, value.n);
}

static void
set_line(struct map *m, oct_node *node, uint32_t n)
{
	uint32_t line = dom_line(m->dom, n);

	if (line != 0)
		m->api->set_int(m->job, node, OCT_P_LINE,
		    (int64_t)line + (m->source.line ? m->source.line - 1 : 0));
}

/* Where it stood and how likely it was content, where that is asked for. */
void
map_out_origin(struct map *m, oct_node *node, uint32_t n)
{
	if (m->source.places != NULL)
		m->api->set_int(m->job, node, OCT_P_PLACE, m->source.places[n]);
	if (m->source.scores != NULL && m->source.scores[n] >= 0)
		m->api->set_int(m->job, node, OCT_P_SCORE, m->source.scores[n]);
}

/* Takes the first of the ids that wait for a node. */
static void
take_id(struct map *m, oct_node *node)
{
	if (m->id_count == 0)
		return;
	map_out_set(m, node, OCT_P_ID, m->ids[0]);
	memmove(m->ids, m->ids + 1, --m->id_count * sizeof(m->ids[0]));
}

/* What every new block gets. */
static void
dress(struct map *m, oct_node *node, uint32_t n)
{
	set_line(m, node, n);
	map_out_origin(m, node, n);
	if (!map_lang_same(m->place.lang, m->place.box_lang))
		map_lang_set(m, node, m->place.lang);
	if (m->place.rtl != m->place.box_rtl)
		map_out_set(m, node, OCT_P_DIR,
		    m->place.rtl ? (struct dom_str){ "rtl", 3 }
				 : (struct dom_str){ "ltr", 3 });
	take_id(m, node);
}

void
map_out_id(struct map *m, struct dom_str id)
{
	if (m->id_count < PENDING_IDS && !m->dropping)
		m->ids[m->id_count++] = id;
}

oct_node *
map_out_block(struct map *m, uint32_t n, uint32_t kind)
{
	oct_node *node;

	map_out_end_line(m);
	node = m->api->add(m->job, box_for(m, kind), kind);
	dress(m, node, n);
	m->last_image = 0;
	return node;
}

/*
 * Lines.
 */
void
map_out_end_line(struct map *m)
{
	if (m->line == NULL)
		return;
	/* A heading goes on: what follows stands on a line of its own. */
	m->breaks = m->line == m->place.box && is_lines(m->api->kind(m->line));
	m->line = NULL;
	m->open = 0;
	m->parted = false;
}

bool
map_out_begun(const struct map *m)
{
	return m->line != NULL && m->breaks == 0 &&
	    m->api->first(m->line) != NULL;
}

void
map_out_break(struct map *m)
{
	if (m->line != NULL)
		m->breaks++;
}

static void
open_line(struct map *m, uint32_t n)
{
	const oct_api *api = m->api;
	oct_node *box = m->place.box;

	if (is_lines(api->kind(box))) {
		m->line = box;
		return;
	}
	box = box_for(m, OCT_P);
	if (is_flow(api->kind(box)) && api->first(box) == NULL &&
	    !m->place.in_p && m->id_count == 0 &&
	    map_lang_same(m->place.lang, m->place.box_lang) &&
	    m->place.rtl == m->place.box_rtl) {
		m->line = box;
		return;
	}
	/* Words below a picture in a figure are its caption. */
	m->line = api->add(m->job, box,
	    api->kind(box) == OCT_FIGURE && api->first(box) != NULL
		? OCT_CAPTION
		: OCT_P);
	dress(m, m->line, n);
}

/* What the source says of the inline, on its node. */
static void
set_inline(struct map *m, const struct inlined *in)
{
	const struct dom *d = m->dom;

	switch (in->kind) {
	case OCT_LINK:
		m->api->set_str(
		    m->job, in->node, OCT_P_HREF, in->href.p, in->href.n);
		map_out_set(m, in->node, OCT_P_TITLE,
		    dom_attr(d, in->n, DOM_ATTR_TITLE));
		break;
	case OCT_ABBR:
		map_out_set(m, in->node, OCT_P_TITLE,
		    dom_attr(d, in->n, DOM_ATTR_TITLE));
		break;
	case OCT_TIME:
		map_out_set(m, in->node, OCT_P_DATETIME,
		    map_trim(dom_attr(d, in->n, DOM_ATTR_DATETIME)));
		break;
	default: break;
	}
	if (in->lang.n != 0)
		map_lang_set(m, in->node, in->lang);
	if (in->dir != NULL)
		map_out_set(m, in->node, OCT_P_DIR,
		    (struct dom_str){ in->dir, strlen(in->dir) });
}

static oct_node *
cursor_now(const struct map *m)
{
	return m->open != 0 ? m->inlines[m->open - 1].node : m->line;
}

/* Two breaks end a paragraph, where the line is one. */
static void
end_broken_line(struct map *m)
{
	if (m->breaks >= 2 &&
	    (m->line != m->place.box || is_flow(m->api->kind(m->line))))
		map_out_end_line(m);
}

oct_node *
map_out_cursor(struct map *m, uint32_t n)
{
	oct_node *cursor;
	uint32_t breaks;

	end_broken_line(m);
	breaks = m->breaks;
	m->breaks = 0;
	if (m->line == NULL)
		open_line(m, n);
	if (m->line == m->place.box && m->api->first(m->line) == NULL &&
	    !m->api->has(m->line, OCT_P_ID))
		take_id(m, m->line);
	cursor = cursor_now(m);
	if (breaks != 0 && m->api->first(m->line) != NULL)
		m->api->add(m->job, cursor, OCT_BR);
	for (; m->open < m->inline_count; m->open++) {
		struct inlined *in = &m->inlines[m->open];

		cursor = m->api->add(m->job, cursor, in->kind);
		in->node = cursor;
		set_inline(m, in);
	}
	for (uint32_t left = m->id_count; left != 0; left--) {
		cursor = m->api->add(m->job, cursor, OCT_SPAN);
		take_id(m, cursor);
	}
	m->last_image = 0;
	return cursor;
}

void
map_out_part(struct map *m)
{
	m->parted = m->line != NULL;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* How a text ends that the next one may be set apart from by style alone: "In
 * stock" from "Details", "NEW" from "SALE"; but not "json." from "JSONEncoder".
 */
static enum ending
ending_of(struct dom_str s)
{
	char last = s.n != 0 ? s.p[s.n - 1] : ' ';

	if (is_capital(last))
		return s.n > 2 && is_capital(s.p[s.n - 2]) ? END_CAPITALS
							   : END_OPEN;
	if (last == '.')
		return memchr(s.p, ' ', s.n) != NULL ? END_WORD : END_OPEN;
	return isalnum((unsigned char)last) || strchr("!?)%", last) != NULL
	    ? END_WORD
	    : END_OPEN;
}

void
map_out_seam(struct map *m, struct dom_str text)
{
	m->ending = m->line != NULL ? ending_of(text) : END_OPEN;
}

static bool
is_set_apart(enum ending left, struct dom_str right)
{
	if (right.n < 3 || !is_capital(right.p[0]))
		return false;
	return left == END_WORD ||
	    (left == END_CAPITALS && is_capital(right.p[1]));
}

oct_node *
map_out_leaf(struct map *m, uint32_t n, uint32_t kind)
{
	return m->api->add(m->job, map_out_cursor(m, n), kind);
}

/* Text of <code>: the model keeps its white space, HTML collapses it. */
static void
add_collapsed(struct map *m, oct_node *to, struct dom_str s)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		if (!isspace((unsigned char)s.p[i]) ||
		    (s.p[i] == ' ' &&
			(i + 1 == s.n || !isspace((unsigned char)s.p[i + 1]))))
			continue;
		m->api->add_text(m->job, to, s.p + from, i - from);
		while (i + 1 < s.n && isspace((unsigned char)s.p[i + 1]))
			i++;
		m->api->add_text(m->job, to, " ", 1);
		from = i + 1;
	}
	m->api->add_text(m->job, to, s.p + from, s.n - from);
}

/* A note's text begins with its label, "1. " or "[1]": cut off. */
static struct dom_str
without_label(struct map *m, struct dom_str s)
{
	struct dom_str rest = map_trim(s), label = m->label;

	m->label.n = 0;
	if (rest.n > 0 && (rest.p[0] == '[' || rest.p[0] == '('))
		rest = (struct dom_str){ rest.p + 1, rest.n - 1 };
	if (rest.n < label.n || memcmp(rest.p, label.p, label.n) != 0)
		return s;
	rest = (struct dom_str){ rest.p + label.n, rest.n - label.n };
	if (rest.n > 0 && strchr("]).:", rest.p[0]) != NULL)
		rest = (struct dom_str){ rest.p + 1, rest.n - 1 };
	else if (rest.n > 0 && !isspace((unsigned char)rest.p[0]))
		return s;
	m->label_cut = true;
	return (struct dom_str){ rest.p, (size_t)(s.p + s.n - rest.p) };
}

void
map_out_space(struct map *m, uint32_t n)
{
	if (m->line == NULL || m->breaks != 0)
		return;
	m->parted = false;
	m->api->add_text(m->job,
	    map_inline_has(m, OCT_CODE) ? map_out_cursor(m, n) : cursor_now(m),
	    " ", 1);
}

void
map_out_text(struct map *m, uint32_t n, struct dom_str s)
{
	if (m->place.pre) {
		m->api->add_text(m->job, map_out_cursor(m, n), s.p, s.n);
		return;
	}
	if (m->label.n != 0)
		s = without_label(m, s);
	if ((m->parted &&
		strchr(".,;:!?)]", s.n != 0 ? s.p[0] : ')') == NULL) ||
	    is_set_apart(m->ending, s))
		map_out_space(m, n);
	m->parted = false;
	m->ending = END_OPEN;
	if (map_inline_has(m, OCT_CODE) || map_inline_has(m, OCT_KBD))
		add_collapsed(m, map_out_cursor(m, n), s);
	else
		m->api->add_text(m->job, map_out_cursor(m, n), s.p, s.n);
}

/*
 * The stack.
 */
static struct frame *
push(struct map *m, uint32_t n)
{
	struct frame *f;

	m->frames = map_grow(
	    m, m->frames, m->frame_count, &m->frame_room, sizeof(*m->frames));
	if (m->frame_count == m->frame_room)
		return NULL;
	f = &m->frames[m->frame_count++];
	f->n = n;
	f->inline_count = m->inline_count;
	f->place = m->place;
	return f;
}

void
map_push_place(struct map *m, uint32_t n)
{
	push(m, n);
}

void
map_push_box(struct map *m, uint32_t n, oct_node *box)
{
	push(m, n);
	m->line = NULL;
	m->open = 0;
	m->breaks = 0;
	m->place.box = box;
	m->place.box_lang = m->place.lang;
	m->place.box_rtl = m->place.rtl;
	m->place.in_p = false;
	m->place.itemless = false;
	m->place.step = 0;
}

struct inlined *
map_inline_top(struct map *m)
{
	return m->inline_count != 0 ? &m->inlines[m->inline_count - 1] : NULL;
}

bool
map_inline_has(const struct map *m, uint32_t kind)
{
	for (uint32_t i = 0; i < m->inline_count; i++)
		if (m->inlines[i].kind == kind)
			return true;
	return false;
}

void
map_push_inline(struct map *m, uint32_t n, uint32_t kind)
{
	push(m, n);
	if (m->inline_count == INLINES)
		return;
	m->inlines = map_grow(m, m->inlines, m->inline_count, &m->inline_room,
	    sizeof(*m->inlines));
	if (m->inline_count == m->inline_room)
		return;
	m->inlines[m->inline_count++] =
	    (struct inlined){ .kind = kind, .n = n };
}

void
map_pop_frames(struct map *m, uint32_t n)
{
	const oct_api *api = m->api;

	while (m->frame_count != 0 && m->frames[m->frame_count - 1].n == n) {
		struct frame *f = &m->frames[--m->frame_count];

		if (f->place.box != m->place.box) {
			m->line = NULL;
			m->open = 0;
			m->breaks = is_lines(api->kind(f->place.box)) &&
			    api->first(f->place.box) != NULL;
		}
		m->place = f->place;
		m->inline_count = f->inline_count;
		if (m->open > m->inline_count)
			m->open = m->inline_count;
	}
}

/* The language and direction that hold at n: said by the elements around. */
static void
inherit(struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	struct dom_str lang = { 0 }, dir = { 0 };

	for (; n != 0; n = dom_parent(d, n)) {
		struct dom_str l = dom_attr(d, n, DOM_ATTR_LANG);
		struct dom_str r = dom_attr(d, n, DOM_ATTR_DIR);

		lang = lang.n == 0 ? map_trim(l) : lang;
		dir = dir.n == 0 ? map_trim(r) : dir;
		if (dom_is(d, n, DOM_HTML) || dom_is(d, n, DOM_BODY)) {
			if (l.n != 0)
				m->place.box_lang = map_trim(l);
			if (r.n != 0)
				m->place.box_rtl = map_is_nocase(r, "rtl");
		}
	}
	m->place.lang = lang;
	m->place.rtl = map_is_nocase(dir, "rtl");
	if (m->place.box_lang.n == 0)
		m->place.box_lang =
		    m->source.fragment ? lang : (struct dom_str){ 0 };
}

void
map_out_start(struct map *m, uint32_t n, oct_node *to)
{
	m->place = (struct place){ .box = to };
	m->line = NULL;
	m->open = m->breaks = m->inline_count = m->frame_count = 0;
	m->id_count = 0;
	m->last_image = 0;
	inherit(m, n);
}

void
map_out_end(struct map *m)
{
	m->frame_count = 0;
	m->inline_count = m->open = 0;
	m->line = NULL;
	m->label.n = 0;
}
