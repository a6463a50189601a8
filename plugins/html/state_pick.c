/*
 * state_pick.c -- which strings of a page's data are the article.
 *
 * Strings of one path belong together: the posts of a thread, the pieces of a
 * text that is a tree.  The path with the most words wins, weighed by what its
 * key says, by paragraphs in it, and by the page's title standing beside it.
 */
#include <stdlib.h>
#include <string.h>

#include "state.h"

#define NAMES 16 /* of the page */
#define NAME_LETTERS 8 /* a name has so many */
#define NAME_BYTES 2048
#define STEPS 6 /* keys between what is named so and its text */
#define LEAST_WORDS 60
#define LEAST_PART 8 /* words, on average */
#define STATE_PROBES 64 /* of a hash table */

/* The bytes at p that say nothing of a name: a character reference, one of the
 * spaces, dashes and quotes of U+0080-00BF and U+2000-203F.  0 for others. */
static size_t
noise(const unsigned char *p, size_t n)
{
	size_t i = 1;

	if (*p == '&') {
		while (i < n && i < 8 && p[i] != ';' && p[i] > ' ')
			i++;
		return i < n && p[i] == ';' ? i + 1 : 1;
	}
	if (*p < 0x80)
		return !((*p >= '0' && *p <= '9') ||
		    ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z'));
	if (*p == 0xc2)
		return n < 2 ? n : 2;
	return *p == 0xe2 && n >= 3 && p[1] == 0x80 ? 3 : 0;
}

/* Letters and figures alone, so that "A – B" and "a &ndash; b" are one.  0:
 * too few of them to tell anything. */
static uint32_t
name_hash(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;
	uint32_t sum = 2166136261u, bytes = 0;
	size_t skip;

	for (size_t i = 0; i < n;) {
		if ((skip = noise(p + i, n - i)) != 0) {
			i += skip;
			continue;
		}
		sum = (sum ^ (p[i] < 0x80 ? p[i] | 0x20u : p[i])) * 16777619u;
		bytes++;
		i++;
	}
	return bytes < NAME_LETTERS ? 0 : sum | 1;
}

/* What the page is called and what it is about, as META has it from whatever
 * source. */
static size_t
page_names(const struct state *s, const oct_node *meta, uint32_t *names)
{
	const oct_api *api = s->api;
	size_t count = 0;

	for (oct_node *f = api->first(meta); f != NULL && count < NAMES;
	     f = api->next(f)) {
		oct_str text = api->get_str(f, OCT_P_TEXT);
		int64_t key = api->get_int(f, OCT_P_KEY, 0);

		if (key != OCT_M_TITLE && key != OCT_M_DESCRIPTION)
			continue;
		names[count] = name_hash(text.p, text.n);
		count += names[count] != 0;
	}
	return count;
}

/* The object that a string is the name of: title.rendered, headlines.basic and
 * seo.title name the object around. */
static uint32_t
named_by(const struct state *s, uint32_t i)
{
	uint32_t object = s->values[i].parent;

	if (s->values[i].key == DOM_HASH("rendered") ||
	    s->values[i].key == DOM_HASH("basic"))
		object = s->values[object].parent;
	for (int up = 0; up < 3 && s->values[object].bad; up++)
		object = s->values[object].parent;
	return object;
}

static void
find_home(struct state *s, const oct_node *meta)
{
	uint32_t names[NAMES];
	size_t count = page_names(s, meta, names);

	for (uint32_t i = 1; i < s->count && count > 0; i++) {
		const struct state_value *v = &s->values[i];
		struct dom_str text;
		uint32_t hash;

		if (v->kind != STATE_STRING || v->text.n > NAME_BYTES ||
		    !state_key_is_name(v->key))
			continue;
		text = state_decode(s, v->text);
		hash = name_hash(text.p, text.n);
		for (size_t k = 0; k < count; k++)
			if (names[k] == hash)
				s->values[named_by(s, i)].named = true;
	}
}

/* Parents come before their children, so one walk hands all down. */
static void
hand_down(struct state *s)
{
	for (uint32_t i = 1; i < s->count; i++) {
		struct state_value *v = &s->values[i];
		const struct state_value *around = &s->values[v->parent];

		if (v->named)
			v->home = 1;
		else if (around->home != 0 && around->home < STEPS)
			v->home =
			    (uint8_t)(around->home + (v->key != around->key));
		if (v->kind != STATE_STRING)
			v->block = v->own != STATE_NO_BLOCK ? i : around->block;
		else
			v->block = around->block;
		/* A paragraph in an item is the item. */
		if (v->own == STATE_P && around->block != 0 &&
		    (s->values[around->block].own == STATE_ITEM ||
			s->values[around->block].own == STATE_QUOTE))
			v->block = around->block;
	}
}

static bool
has_paragraphs(struct dom_str raw)
{
	const char *p = raw.p, *end = raw.p + raw.n;

	for (; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++)
		if (end - p > 3 && (p[1] | 0x20) == 'p' &&
		    (p[2] == '>' || p[2] == ' '))
			return true;
	return memmem(raw.p, raw.n, "\\u003cp", 7) != NULL ||
	    memmem(raw.p, raw.n, "\\u003Cp", 7) != NULL ||
	    memmem(raw.p, raw.n, "&lt;p", 5) != NULL;
}

struct group {
	uint32_t path, first;
	uint32_t words, home_words;
	uint32_t tagged; /* words of strings with <p> in them */
	uint32_t typed; /* words in blocks that the data calls so */
	uint32_t parts; /* paragraphs or strings */
	uint32_t block; /* the one that the last string stood in */
	uint8_t near; /* the fewest keys from what is named to a string */
};

/* Of groups, by their path, and of strings, by what they say; both open
 * hashes of `mask` + 1 slots. */
struct tables {
	struct group *groups;
	uint32_t *strings;
	uint32_t mask;
};

/* Is it text at all: words of a usual length? */
static bool
is_prose(const struct state_value *v)
{
	return v->words != 0 && v->text.n / v->words < 40;
}

/* NULL where the keys were made to collide. */
static struct group *
group_of(const struct tables *t, uint32_t path)
{
	for (uint32_t k = 0; k < STATE_PROBES; k++) {
		struct group *g = &t->groups[(path + k) & t->mask];

		if (g->first == 0 || g->path == path)
			return g;
	}
	return NULL;
}

/* Has a string in the same place said the same?  Then it need not be said
 * again. */
static bool
is_repeated(const struct state *s, const struct tables *t, uint32_t v)
{
	struct dom_str text = s->values[v].text;
	uint32_t path = s->values[v].path;
	uint32_t hash = (dom_hash(text.p, text.n) ^ path) * 0x9e3779b1u;

	for (uint32_t k = 0; k < STATE_PROBES; k++) {
		uint32_t *slot = &t->strings[(hash + k) & t->mask];
		const struct state_value *other = &s->values[*slot];

		if (*slot == 0) {
			*slot = v;
			return false;
		}
		if (other->path == path && other->text.n == text.n &&
		    memcmp(other->text.p, text.p, text.n) == 0)
			return true;
	}
	return false;
}

static void
count_groups(struct state *s, const struct tables *t)
{
	for (uint32_t i = 1; i < s->count; i++) {
		struct state_value *v = &s->values[i];
		struct group *g;
		bool tagged;

		if (v->kind != STATE_STRING || v->bad || !is_prose(v))
			continue;
		tagged = v->words > 10 && has_paragraphs(v->text);
		if (v->weight == 0 && !tagged)
			continue;
		if (v->words >= 8 && is_repeated(s, t, i)) {
			v->bad = true;
			continue;
		}
		if ((g = group_of(t, v->path)) == NULL)
			continue;
		if (g->first == 0)
			*g = (struct group){
				.path = v->path, .first = i, .near = UINT8_MAX
			};
		if (v->home != 0 && v->home < g->near)
			g->near = v->home;
		g->parts += v->block == 0 || v->block != g->block;
		g->block = v->block;
		g->words += v->words;
		g->home_words += v->home ? v->words : 0;
		g->tagged += tagged ? v->words : 0;
		g->typed += v->block != 0 ? v->words : 0;
	}
}

/*
 * Is it an article, and how surely?  That it stands with the page's title or
 * description tells it from all else in the data: without, three in four are
 * wrong (tests on pages of which nothing but their data was left).
 */
static struct state_choice
judge(const struct state *s, const struct group *g)
{
	const struct state_value *first = &s->values[g->first];
	struct state_choice c = {
		.path = g->path, .first = g->first, .near = g->near
	};
	uint32_t weight = first->weight;
	uint32_t least = LEAST_WORDS;

	c.home = g->home_words * 2 < g->words;
	c.words = c.home ? g->home_words : g->words;
	if (weight != 0 && weight < STATE_TEXT) {
		if (g->parts > 1)
			return c; /* each describes something else */
		least = 2 * LEAST_WORDS;
	}
	if (g->tagged * 2 > g->words)
		weight = weight < STATE_BODY ? STATE_BODY : weight + 8;
	/* "data" may be anything, unless it is a tree of paragraphs. */
	if (weight == STATE_TEXT && g->typed * 2 < g->words)
		return c;
	/* Answers to frequent questions, the promises of a shop. */
	if (weight == STATE_TEXT || (first->ld && weight < STATE_BODY))
		least = 3 * LEAST_WORDS;
	if (c.words < least || g->words < g->parts * LEAST_PART)
		return c;
	c.score = c.words * weight;
	return c;
}

bool
state_chosen(const struct state_choice *c, const struct state_value *v)
{
	return v->kind == STATE_STRING && v->path == c->path && !v->bad &&
	    is_prose(v) && (v->home || !c->home);
}

struct state_choice
state_pick(struct state *s, const oct_node *meta)
{
	struct state_choice best = { 0 }, c;
	struct tables t = { .mask = 255 };

	while (t.mask < s->count * 2)
		t.mask = t.mask * 2 + 1;
	t.groups = calloc(t.mask + 1, sizeof(*t.groups));
	t.strings = calloc(t.mask + 1, sizeof(*t.strings));
	if (t.groups != NULL && t.strings != NULL) {
		find_home(s, meta);
		hand_down(s);
		count_groups(s, &t);
		for (uint32_t i = 0; i <= t.mask; i++) {
			if (t.groups[i].first == 0)
				continue;
			c = judge(s, &t.groups[i]);
			if (c.score > best.score)
				best = c;
		}
	} else {
		s->full = true;
	}
	free(t.groups);
	free(t.strings);
	return best;
}
