/*
 * note.c: foot- and endnotes.  The web has no mark-up for them but links: one
 * to the note, mostly one back.  A link is a reference if its words or classes
 * look like one and what it leads to looks like a note: a short block, further
 * down, that does not hold the link itself.
 */
#include <stdio.h>
#include <strings.h>

#include "map.h"

enum {
	LONG_NOTE = 20000, /* bytes of text; no note of a marked reference */
	SHORT_NOTE = 4000, /* ... of one that merely looks like it */
	NEAR = 64 /* notes to look back at */
};

static bool
is_named_inline(const struct dom *d, uint32_t n)
{
	return dom_is_element(d, n) && !map_element_is_block(dom_name(d, n));
}

/* Brackets and what else surrounds the label. */
static struct dom_str
bare(struct dom_str s)
{
	static const char around[] = "[](){}.: \t\n^";

	while (s.n != 0 && strchr(around, s.p[0]) != NULL)
		s = (struct dom_str){ s.p + 1, s.n - 1 };
	while (s.n != 0 && strchr(around, s.p[s.n - 1]) != NULL)
		s.n--;
	return s;
}

/* "1" of "[1]": the first of its texts that says something. */
static struct dom_str
label_of(const struct dom *d, uint32_t a)
{
	struct dom_str s = { 0 };

	for (uint32_t n = a; s.n == 0 && (n = dom_walk(d, n, a)) != 0;)
		s = bare(dom_text(d, n));
	return s;
}

/* A number, a letter, an asterisk or two. */
static bool
is_mark(struct dom_str label)
{
	size_t digits = 0;

	while (digits < label.n && label.p[digits] >= '0' &&
	    label.p[digits] <= '9')
		digits++;
	if (digits == label.n)
		return digits >= 1 && digits <= 4;
	return label.n <= 3 || map_is_nocase(label, "note");
}

static bool
is_marked_reference(const struct map *m, uint32_t a)
{
	const struct dom *d = m->dom;
	uint32_t up = dom_parent(d, a);
	uint32_t hints = map_hints_of(m, a) | map_hints_of(m, up);

	return hints & HINT_NOTEREF ||
	    /* of MediaWiki; to Docutils any link within a page is one */
	    (dom_is(d, up, DOM_SUP) &&
		dom_has_class(d, up, DOM_HASH("reference"))) ||
	    dom_str_is(dom_attr(d, a, DOM_ATTR_ROLE), "doc-noteref") ||
	    dom_str_is(dom_attr(d, a, DOM_ATTR_EPUB_TYPE), "noteref") ||
	    dom_has_attr(d, a, DOM_ATTR_DATA_FOOTNOTE_REF);
}

static bool
is_note_name(struct dom_str id)
{
	static const char *const words[] = { "fn", "ftn", "footnote", "note",
		"cite_note", "endnote", "edn", "sdfootnote", "sdendnote",
		"easy-footnote", "footnote", "refnote" };

	while (id.n != 0 && (id.p[0] == '_' || id.p[0] == '#'))
		id = (struct dom_str){ id.p + 1, id.n - 1 };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (id.n > strlen(words[i]) &&
		    strncasecmp(id.p, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Raised, in brackets, or leading to "fn1". */
static bool
looks_like_reference(const struct dom *d, uint32_t a, struct dom_str target)
{
	uint32_t up = dom_parent(d, a), first = dom_first(d, a);

	return dom_is(d, up, DOM_SUP) ||
	    dom_is(d, dom_parent(d, up), DOM_SUP) ||
	    dom_is(d, first, DOM_SUP) || is_note_name(target) ||
	    (dom_text(d, first).n != 0 && dom_text(d, first).p[0] == '[');
}

bool
map_note_is_backlink(const struct map *m, uint32_t a)
{
	const struct dom *d = m->dom;

	return (map_hints_of(m, a) | map_hints_of(m, dom_parent(d, a))) &
	    HINT_BACKLINK ||
	    dom_str_is(dom_attr(d, a, DOM_ATTR_ROLE), "doc-backlink") ||
	    dom_str_is(dom_attr(d, a, DOM_ATTR_REV), "footnote");
}

/* The block that a target belongs to: an anchor stands for what is around. */
static uint32_t
body_of(const struct dom *d, uint32_t n)
{
	for (int i = 0; i < 8 && is_named_inline(d, n); i++)
		n = dom_parent(d, n);
	switch (dom_name(d, n)) {
	case DOM_TD: return dom_parent(d, n);
	case DOM_DT:
		n = dom_next_element(d, n);
		return dom_is(d, n, DOM_DD) ? n : 0;
	case DOM_LI:
	case DOM_P:
	case DOM_DIV:
	case DOM_DD:
	case DOM_ASIDE:
	case DOM_BLOCKQUOTE:
	case DOM_TR:
	case DOM_SECTION: return n;
	default: return 0;
	}
}

/* A list of notes is none itself. */
static bool
holds_items(const struct dom *d, uint32_t n)
{
	uint32_t item = dom_find(d, n, n, DOM_LI);

	return item != 0 && dom_find(d, item, n, DOM_LI) != 0;
}

static bool
is_body(const struct map *m, uint32_t body, uint32_t a, bool marked)
{
	const struct fact *fact = &m->facts[body];

	if (body == 0 || fact->flags & HAS_HEADING || fact->text == 0 ||
	    dom_contains(m->dom, body, a))
		return false;
	if (fact->flags & IS_NOTE)
		return true;
	if (fact->text > (marked ? LONG_NOTE : SHORT_NOTE) ||
	    (!marked && body < a))
		return false;
	return dom_is(m->dom, body, DOM_LI) || !holds_items(m->dom, body);
}

/* The number of a note with that body, made where there is none. */
static uint32_t
note_at(struct map *m, uint32_t body, struct dom_str id, struct dom_str label)
{
	struct fact *fact = &m->facts[body];

	if (fact->flags & IS_NOTE)
		return fact->text;
	m->notes = map_grow(
	    m, m->notes, m->note_count, &m->note_room, sizeof(*m->notes));
	if (m->note_count == m->note_room)
		return NO_NOTE;
	m->notes[m->note_count++] =
	    (struct note){ .id = id, .body = body, .label = label };
	fact->flags |= IS_NOTE;
	fact->text = m->note_count;
	return m->note_count;
}

static void
mark_spot(struct map *m, uint32_t n)
{
	uint32_t prev;

	for (int i = 0; i < 3 && is_named_inline(m->dom, n); i++) {
		m->facts[n].flags |= IS_REFSPOT;
		prev = dom_prev_element(m->dom, n);
		if (m->facts[prev].text == 0)
			m->facts[prev].flags |= IS_REFSPOT;
		n = dom_parent(m->dom, n);
	}
}

/* Is the link `a` a reference?  Then it and its note are marked. */
static void
take_link(struct map *m, uint32_t a)
{
	const struct dom *d = m->dom;
	struct dom_str target = map_survey_target(m, a), label;
	struct named *name = map_survey_name(m, target);
	bool marked;
	uint32_t body;

	if (name == NULL || name->note == NO_NOTE)
		return;
	if (m->facts[name->n].flags & IS_REFSPOT ||
	    (map_note_is_backlink(m, a) && name->n < a)) {
		m->facts[a].flags |= IS_BACKLINK;
		return;
	}
	label = label_of(d, a);
	marked = is_marked_reference(m, a);
	if (label.n == 0 || label.n > 24 ||
	    (!marked &&
		(!is_mark(label) || !looks_like_reference(d, a, target))))
		return;
	body = body_of(d, name->n);
	if (!is_body(m, body, a, marked)) {
		name->note = marked ? NO_NOTE : name->note;
		return;
	}
	if (name->note == 0)
		name->note = note_at(m, body, name->id, label);
	if (name->note == NO_NOTE)
		return;
	m->facts[a].flags |= IS_NOTEREF;
	mark_spot(m, a);
	mark_spot(m, dom_first_element(d, a));
}

/* A heading, and at most what stands in its line, as a link to edit it. */
static bool
holds_heading_only(const struct map *m, uint32_t n)
{
	for (uint32_t c = dom_first(m->dom, n); c != 0; c = dom_next(m->dom, c))
		if (m->facts[c].text != 0 && dom_is_element(m->dom, c) &&
		    !(map_flags_of(m, c) & HAS_HEADING) &&
		    map_element_is_block(dom_name(m->dom, c)))
			return false;
	return true;
}

/*
 * What is left of a section of notes once they are gone: its heading, a rule,
 * the numbers that were terms.
 */
static bool
is_head(const struct map *m, uint32_t n)
{
	switch (dom_name(m->dom, n)) {
	case DOM_DT:
		return map_flags_of(m, dom_next_element(m->dom, n)) & IS_NOTE;
	case DOM_H1:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6:
	case DOM_HR: return true;
	case DOM_DIV:
	case DOM_HEADER:
		return map_flags_of(m, n) & HAS_HEADING &&
		    m->facts[n].text < 100 && holds_heading_only(m, n);
	default: return false;
	}
}

static void
add_head(struct map *m, uint32_t n)
{
	if (map_flags_of(m, n) & IS_NOTE_HEAD)
		return;
	m->facts[n].flags |= IS_NOTE_HEAD;
	m->heads = map_grow(
	    m, m->heads, m->head_count, &m->head_room, sizeof(*m->heads));
	if (m->head_count < m->head_room)
		m->heads[m->head_count++] = n;
}

/* Nothing but notes, what is `emptied` already, and headings? */
static bool
holds_notes_only(const struct map *m, uint32_t n, uint32_t emptied)
{
	for (uint32_t c = dom_first(m->dom, n); c != 0; c = dom_next(m->dom, c))
		if (c != emptied && m->facts[c].text != 0 &&
		    !(map_flags_of(m, c) & IS_NOTE) && !is_head(m, c))
			return false;
	return true;
}

static void
clear_section(struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	uint32_t emptied = 0, next, prev;

	for (int i = 0; i < 5 && holds_notes_only(m, n, emptied); i++) {
		for (uint32_t c = dom_first(d, n); c != 0; c = dom_next(d, c))
			if (is_head(m, c))
				add_head(m, c);
		next = dom_next_element(d, n);
		prev = dom_prev_element(d, n);
		if (next == 0 || is_head(m, next) || m->facts[next].text == 0)
			for (int j = 0; j < 2 && is_head(m, prev); j++) {
				add_head(m, prev);
				prev = dom_prev_element(d, prev);
			}
		emptied = n;
		n = dom_parent(d, n);
	}
}

void
map_notes_find(struct map *m)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < m->link_count; i++)
		take_link(m, m->links[i]);
	for (uint32_t i = 0; i < m->note_count; i++) {
		uint32_t up = dom_parent(m->dom, m->notes[i].body);

		if (up != last)
			clear_section(m, up);
		last = up;
	}
}

void
map_notes_mark_names(struct map *m)
{
	for (uint32_t i = 0; i < m->link_count; i++) {
		uint32_t a = m->links[i];
		struct named *name;

		if (map_flags_of(m, a) & (IS_NOTEREF | IS_BACKLINK))
			continue;
		name = map_survey_name(m, map_survey_target(m, a));
		if (name != NULL)
			m->facts[name->n].flags |= IS_NAMED;
	}
}

/*
 * While mapping.
 */
static void
want(struct map *m, uint32_t number)
{
	struct note *note = &m->notes[number];

	if (note->wanted)
		return;
	note->wanted = true;
	m->queue = map_grow(
	    m, m->queue, m->queue_count, &m->queue_room, sizeof(*m->queue));
	if (m->queue_count < m->queue_room)
		m->queue[m->queue_count++] = number;
}

static void
add_reference(struct map *m, uint32_t n, uint32_t number, struct dom_str label)
{
	oct_node *ref = map_out_leaf(m, n, OCT_NOTEREF);

	want(m, number);
	map_out_set(m, ref, OCT_P_REF, m->notes[number].id);
	if (label.n != 0)
		map_out_set(m, ref, OCT_P_TEXT, label);
}

bool
map_enter_noteref(struct map *m, uint32_t n)
{
	struct named *name = map_survey_name(m, map_survey_target(m, n));

	if (name == NULL || name->note == 0 || name->note == NO_NOTE)
		return false;
	add_reference(m, n, name->note - 1, label_of(m->dom, n));
	for (uint32_t c = n; (c = dom_walk(m->dom, c, n)) != 0;)
		map_say(m, c);
	return false;
}

/* Nothing in it but links of that flag, and brackets and commas between them?
 */
bool
map_is_links_only(const struct map *m, uint32_t n, uint32_t flag)
{
	const struct dom *d = m->dom;
	bool found = false;
	uint32_t c = dom_first(d, n);

	while (c != 0) {
		if (map_flags_of(m, c) & flag) {
			found = true;
			c = dom_skip(d, c, n);
			continue;
		}
		if (dom_is_text(d, c)) {
			struct dom_str s = dom_text(d, c);

			for (size_t i = 0; i < s.n; i++)
				if (strchr("[](), \n\t", s.p[i]) == NULL)
					return false;
		}
		c = dom_walk(d, c, n);
	}
	return found;
}

/* A note that stands where it is referred to, shown in the margin. */
bool
map_enter_sidenote(struct map *m, uint32_t n)
{
	struct dom_str none = { 0 };
	uint32_t number;
	char *id = m->api->scratch(m->job, 32);

	if (id == NULL)
		return false;
	snprintf(id, 32, "sidenote-%u", m->note_count + 1);
	number = note_at(m, n, (struct dom_str){ id, strlen(id) }, none);
	if (number != NO_NOTE)
		add_reference(m, n, number - 1, none);
	return false;
}

void
map_note_skip(struct map *m, uint32_t n)
{
	want(m, m->facts[n].text - 1);
}

bool
map_note_is_written(const struct map *m, uint32_t n)
{
	return map_flags_of(m, n) & IS_NOTE &&
	    m->notes[m->facts[n].text - 1].node != NULL;
}

static void
write_note(struct map *m, uint32_t number)
{
	struct note note = m->notes[number];
	oct_node *notes = m->api->part(m->source.article, OCT_NOTES);
	oct_node *node = m->api->add(m->job, notes, OCT_NOTE);

	m->notes[number].node = node;
	map_out_set(m, node, OCT_P_ID, note.id);
	m->in_note = true;
	m->label = note.label;
	m->label_cut = false;
	map_children(m, note.body, node);
	if (m->label_cut)
		map_out_set(m, node, OCT_P_TEXT, note.label);
	m->in_note = false;
}

void
map_notes(struct map *m)
{
	if (m == NULL)
		return;
	for (uint32_t i = 0; i < m->queue_count; i++)
		write_note(m, m->queue[i]);
	for (uint32_t i = 0; i < m->head_count; i++)
		map_dropped(m, m->heads[i], OCT_REASON_BOILERPLATE, "notes");
}
