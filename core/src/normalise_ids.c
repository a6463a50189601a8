/* normalise_ids.c: an id stays where something points to it or a contents
 * entry needs it; every reference has its target. */
#include "job.h"
#include "normalise.h"
#include "strmap.h"

#include <stdio.h>
#include <string.h>

struct ids {
	oct_job *j;
	struct strmap source; /* ids as the reader set them, to their nodes */
	struct strmap wanted; /* ids that links point to */
	struct strmap final; /* ids given; count: the last number tried */
	size_t lost_links, lost_refs;
};

static bool
is_internal(const oct_node *n)
{
	return n->kind == OCT_LINK && node_str(n, OCT_P_HREF).p[0] == '#';
}

/* Where an internal link points; empty for a bare "#". */
static oct_str
target_of(const oct_node *link)
{
	oct_str s = node_str(link, OCT_P_HREF);

	return (oct_str){ s.p + 1, s.n - 1 };
}

/* The node that an id meant; "%C3%A9" in the link is decoded by resolve(). */
static oct_node *
node_of(const struct ids *ids, oct_str id)
{
	struct strmap_slot *s = strmap_find(&ids->source, id.p, id.n);

	return s != NULL ? s->node : NULL;
}

/* Takes an id away; a SPAN that was there for it alone goes too. */
static void
drop_id(oct_node *n)
{
	node_unset(n, OCT_P_ID);
	if (n->kind == OCT_SPAN && !node_prop(n, OCT_P_LANG) &&
	    !node_prop(n, OCT_P_DIR))
		node_dissolve(n);
}

static void
collect(struct ids *ids, oct_node *root)
{
	oct_node *n, *next;

	for (n = root; n != NULL; n = next) {
		oct_str id = node_str(n, OCT_P_ID), to;
		struct strmap_slot *s;

		next = node_walk(root, n, false);
		if (id.n != 0) {
			if ((s = strmap_put(&ids->source, id.p, id.n)) == NULL)
				return;
			if (s->node == NULL)
				s->node = n;
			else
				drop_id(n);
		}
		if (!is_internal(n))
			continue;
		to = target_of(n);
		strmap_put(&ids->wanted, to.p, to.n);
	}
}

static bool
is_name_byte(unsigned char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

/* The id as an XML name of ASCII; what can't stand in one becomes "_". */
static oct_str
name_from_id(oct_job *j, oct_str id)
{
	char *p = arena_alloc(&j->arena, id.n + 3);
	size_t i, n = 0;

	if (p == NULL)
		return (oct_str){ "", 0 };
	if (!is_name_byte((unsigned char)id.p[0], true))
		p[n++] = '_';
	for (i = 0; i < id.n; i++)
		p[n++] =
		    is_name_byte((unsigned char)id.p[i], false) ? id.p[i] : '_';
	return (oct_str){ p, n };
}

/* A name for a title in another script, which it keeps whatever sections come
 * before it: a number made of the letters (FNV-1a).  `p` has room for 64. */
static oct_str
name_from_letters(char *p, oct_str title)
{
	uint32_t hash = 2166136261u;
	bool other = false;

	for (size_t i = 0; i < title.n; i++) {
		hash = (hash ^ (unsigned char)title.p[i]) * 16777619u;
		other = other || (unsigned char)title.p[i] >= 0x80;
	}
	if (!other)
		return (oct_str){ "section", 7 };
	return (oct_str){ p, (size_t)sprintf(p, "section-%08x", hash) };
}

/* "Secret transplants" gives "secret-transplants"; at most 60 bytes. */
static oct_str
name_from_title(oct_job *j, oct_str title)
{
	char *p = arena_alloc(&j->arena, 64);
	size_t i, n = 0;
	bool gap = false;

	if (p == NULL)
		return (oct_str){ "", 0 };
	for (i = 0; i < title.n && n < 58; i++) {
		unsigned char c = (unsigned char)title.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && n > 0)) {
			if (gap && n > 0)
				p[n++] = '-';
			gap = false;
			p[n++] = (char)c;
		} else if (c < 0x80 && c != '\'') {
			gap = true;
		}
	}
	return n < 3 ? name_from_letters(p, title) : (oct_str){ p, n };
}

/* Makes the name unique by a number, and gives it to the node. */
static void
give(struct ids *ids, oct_node *n, oct_str name)
{
	struct strmap_slot *base, *s;
	size_t number;
	char *p;

	if (name.n == 0 ||
	    (base = strmap_put(&ids->final, name.p, name.n)) == NULL)
		return;
	if (base->node != NULL) {
		number = base->count != 0 ? base->count : 1;
		do {
			p = arena_alloc(&ids->j->arena, name.n + 24);
			if (p == NULL)
				return;
			snprintf(p, name.n + 24, "%.*s-%zu", (int)name.n,
			    name.p, ++number);
			if ((s = strmap_put(&ids->final, p, strlen(p))) == NULL)
				return;
		} while (s->node != NULL);
		/* a table that grew has moved */
		base = strmap_find(&ids->final, name.p, name.n);
		base->count = (uint32_t)number;
		name = (oct_str){ p, strlen(p) };
		base = s;
	}
	base->node = n;
	node_set_str(ids->j, n, OCT_P_ID, name.p, name.n);
}

static void
rename_all(struct ids *ids, oct_node *root)
{
	oct_node *n, *next;

	for (n = root; n != NULL; n = next) {
		oct_str id = node_str(n, OCT_P_ID);

		next = node_walk(root, n, false);
		if (n->kind == OCT_SECTION && id.n == 0)
			give(ids, n,
			    name_from_title(
				ids->j, node_title(ids->j, n->first)));
		else if (id.n == 0)
			continue;
		else if (n->kind == OCT_SECTION || n->kind == OCT_NOTE ||
		    strmap_find(&ids->wanted, id.p, id.n) != NULL)
			give(ids, n, name_from_id(ids->j, id));
		else
			drop_id(n);
	}
}

static oct_node *
resolve_link(struct ids *ids, oct_node *link)
{
	oct_str to = target_of(link), id;
	oct_node *n = node_of(ids, to);
	char *p;

	id = n != NULL ? node_str(n, OCT_P_ID) : (oct_str){ "", 0 };
	if (id.n == 0) {
		ids->lost_links++;
		return node_dissolve(link);
	}
	if ((p = arena_alloc(&ids->j->arena, id.n + 2)) != NULL) {
		p[0] = '#';
		memcpy(p + 1, id.p, id.n);
		node_set_str(ids->j, link, OCT_P_HREF, p, id.n + 1);
	}
	return link;
}

/* A reference to no note stays as its label. */
static void
lose_ref(struct ids *ids, oct_node *ref)
{
	oct_str label = node_str(ref, OCT_P_TEXT);

	ids->lost_refs++;
	ref->kind = OCT_TEXT;
	ref->props = NULL;
	if (label.n != 0)
		node_set_str(ids->j, ref, OCT_P_TEXT, label.p, label.n);
	else
		node_unlink(ref);
}

static void
find_notes(struct strmap *notes, const oct_node *part)
{
	for (oct_node *n = part->first; n != NULL; n = n->next) {
		oct_str id = node_str(n, OCT_P_ID);
		struct strmap_slot *s = n->kind == OCT_NOTE && id.n != 0
		    ? strmap_put(notes, id.p, id.n)
		    : NULL;

		if (s != NULL)
			s->node = n;
	}
}

void
normalise_refs(oct_job *j, oct_node *article)
{
	static const uint32_t shown[] = { OCT_NOTES, OCT_BODY };
	struct strmap notes = { .arena = &j->arena };

	find_notes(&notes, node_part(article, OCT_NOTES));
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		oct_node *part = node_part(article, shown[i]);

		for (oct_node *n = part; n != NULL;
		     n = node_walk(part, n, false)) {
			oct_str ref = node_str(n, OCT_P_REF);

			if (n->kind == OCT_NOTEREF &&
			    node_str(n, OCT_P_TEXT).n == 0 &&
			    strmap_find(&notes, ref.p, ref.n) == NULL)
				node_unset(n, OCT_P_REF);
		}
	}
}

static void
resolve_ref(struct ids *ids, oct_node *ref)
{
	oct_node *note = node_of(ids, node_str(ref, OCT_P_REF));
	oct_str id;

	if (note == NULL || note->kind != OCT_NOTE || note->parent == NULL) {
		lose_ref(ids, ref);
		return;
	}
	id = node_str(note, OCT_P_ID);
	node_set_str(ids->j, ref, OCT_P_REF, id.p, id.n);
}

static void
resolve_all(struct ids *ids, oct_node *root)
{
	oct_node *n, *next;

	for (n = root; n != NULL; n = next) {
		next = node_walk(root, n, false);
		if (is_internal(n)) {
			oct_node *first = n->first;

			if (resolve_link(ids, n) != n && first != NULL)
				next = first;
		} else if (n->kind == OCT_NOTEREF) {
			resolve_ref(ids, n);
		}
	}
}

/* Notes in the order in which they are first referred to, those that never
 * are behind; references without a label get the note's number. */
static void
order_notes(struct ids *ids, oct_node *body, oct_node *notes)
{
	oct_node *n, *note, *stop = notes->first, *label;
	uint32_t number = 0;
	char digits[16];
	oct_str copy;

	for (n = body; n != NULL; n = node_walk(body, n, false)) {
		struct strmap_slot *s;
		oct_str ref = node_str(n, OCT_P_REF);

		if (n->kind != OCT_NOTEREF ||
		    (s = strmap_find(&ids->final, ref.p, ref.n)) == NULL)
			continue;
		note = s->node;
		if (node_int(note, OCT_P_MADE, 0) == 0) {
			node_set_int(ids->j, note, OCT_P_MADE, ++number);
			if (note == stop)
				stop = note->next;
			else
				node_link(note, notes, stop);
		}
		if (node_str(n, OCT_P_TEXT).n != 0)
			continue;
		snprintf(digits, sizeof(digits), "%u",
		    (unsigned)node_int(note, OCT_P_MADE, 0));
		copy = node_clean(ids->j, digits, strlen(digits));
		node_set_str(ids->j, n, OCT_P_TEXT, copy.p, copy.n);
	}
	for (label = notes->first; label != NULL; label = label->next)
		node_unset(label, OCT_P_MADE);
}

/* What was dropped keeps its words, not its ties. */
static void
untie(struct ids *ids, oct_node *dropped)
{
	oct_node *n, *next;

	for (n = dropped; n != NULL; n = next) {
		next = node_walk(dropped, n, false);
		drop_id(n);
		if (n->kind == OCT_NOTEREF) {
			lose_ref(ids, n);
		} else if (is_internal(n)) {
			if (n->first != NULL)
				next = n->first;
			node_dissolve(n);
		}
	}
}

void
normalise_ids(oct_job *j, oct_node *article)
{
	struct ids ids = { .j = j,
		.source.arena = &j->arena,
		.wanted.arena = &j->arena,
		.final.arena = &j->arena };
	oct_node *body = node_part(article, OCT_BODY);
	oct_node *notes = node_part(article, OCT_NOTES);
	char msg[120];

	untie(&ids, node_part(article, OCT_DROPPED));
	ids.lost_refs = 0;
	collect(&ids, body);
	collect(&ids, notes);
	rename_all(&ids, body);
	rename_all(&ids, notes);
	resolve_all(&ids, body);
	resolve_all(&ids, notes);
	order_notes(&ids, body, notes);
	if (ids.lost_links + ids.lost_refs == 0)
		return;
	/* what a link parted may touch now */
	normalise_idle(body);
	normalise_idle(notes);
	snprintf(msg, sizeof(msg),
	    "%zu links and %zu note references inside the article have no "
	    "target; their text is kept",
	    ids.lost_links, ids.lost_refs);
	job_report(j, OCT_INFO, "model.target", 0, 0, msg);
}
