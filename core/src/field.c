/* field.c: metadata.  Candidates come in with an origin and a weight; the
 * winners are picked once all have spoken. */
#include "job.h"
#include "node.h"
#include "schema.h"

#include <string.h>

#define FIELDS_MAX 1000 /* of an article: deciding costs their square */

static uint32_t
key_of(const oct_node *f)
{
	return (uint32_t)node_int(f, OCT_P_KEY, 0);
}

static int64_t
weight_of(const oct_node *f)
{
	return node_int(f, OCT_P_WEIGHT, 0);
}

size_t
field_squeeze(char *p, size_t n)
{
	size_t i, out = 0;

	for (i = 0; i < n; i++) {
		if (p[i] != ' ' && p[i] != '\t' && p[i] != '\n')
			p[out++] = p[i];
		else if (out != 0 && p[out - 1] != ' ')
			p[out++] = ' ';
	}
	if (out != 0 && p[out - 1] == ' ')
		out--;
	p[out] = '\0';
	return out;
}

oct_node *
field_add(oct_job *j, oct_node *owner, uint32_t key, const char *value,
    size_t n, const char *from, int32_t weight)
{
	oct_node *meta = node_part(owner, OCT_META), *f;
	oct_str s;

	if (meta == NULL || ++j->fields > FIELDS_MAX)
		return NULL;
	s = node_clean(j, value, n);
	if (s.n == 0 || (s.n = field_squeeze((char *)s.p, s.n)) == 0)
		return NULL;
	if ((f = node_new(j, OCT_FIELD)) == NULL)
		return NULL;
	node_set_str(j, f, OCT_P_TEXT, s.p, s.n);
	node_set_int(j, f, OCT_P_KEY, key);
	node_set_int(j, f, OCT_P_WEIGHT,
	    weight < 0         ? 0
		: weight > 100 ? 100
			       : weight);
	s = node_clean(j, from, strlen(from));
	node_set_str(j, f, OCT_P_FROM, s.p, s.n);
	node_link(f, meta, NULL);
	return f;
}

static oct_node *
winner_from(oct_node *f, uint32_t key)
{
	while (
	    f != NULL && (key_of(f) != key || node_int(f, OCT_P_LOST, 0) != 0))
		f = f->next;
	return f;
}

oct_node *
field_first(const oct_node *owner, uint32_t key)
{
	const oct_node *meta = node_part(owner, OCT_META);

	return meta != NULL ? winner_from(meta->first, key) : NULL;
}

oct_node *
field_next(const oct_node *f)
{
	return winner_from(f->next, key_of(f));
}

static bool
same_str(const oct_node *a, const oct_node *b, uint32_t prop)
{
	oct_str s = node_str(a, prop), t = node_str(b, prop);

	return s.n == t.n && memcmp(s.p, t.p, s.n) == 0;
}

/* Orders the fields by key, else as they came.  At most FIELDS_MAX of them, so
 * insertion will do. */
static void
sort_fields(oct_node *meta)
{
	oct_node *f, *next, *at;

	for (f = meta->first; f != NULL; f = next) {
		uint32_t key = key_of(f);

		next = f->next;
		for (at = f->prev; at != NULL && key_of(at) > key;)
			at = at->prev;
		if (at != f->prev)
			node_link(f, meta, at != NULL ? at->next : meta->first);
	}
}

/* The first field behind those of f's key. */
static oct_node *
run_end(oct_node *f)
{
	uint32_t key = key_of(f);

	while (f != NULL && key_of(f) == key)
		f = f->next;
	return f;
}

/* Of fields of one key, from `f` to before `end`, the heaviest, the earliest of
 * equals. */
static oct_node *
heaviest(oct_node *f, const oct_node *end)
{
	oct_node *best = f;

	for (; f != end; f = f->next)
		if (weight_of(f) > weight_of(best))
			best = f;
	return best;
}

/* Marks the losers of a key, and puts its winners in front of them. */
static void
mark_losers(oct_job *j, oct_node *meta, oct_node *f, const oct_node *end)
{
	const oct_node *best = heaviest(f, end);
	bool many = schema_key_many(key_of(f));
	oct_node *loser = NULL, *next;

	for (; f != end; f = next) {
		next = f->next;
		if (f != best &&
		    (!many || weight_of(f) != weight_of(best) ||
			!same_str(f, best, OCT_P_FROM))) {
			node_set_int(j, f, OCT_P_LOST, 1);
			loser = loser != NULL ? loser : f;
			continue;
		}
		node_unset(f, OCT_P_LOST);
		if (loser != NULL)
			node_link(f, meta, loser);
	}
}

/* Does `g` already say what `f` says, as well or better? */
static bool
repeats(const oct_node *f, const oct_node *g)
{
	return key_of(f) == key_of(g) && same_str(f, g, OCT_P_TEXT) &&
	    (node_int(g, OCT_P_LOST, 0) == 0 || same_str(f, g, OCT_P_FROM));
}

/* Unlinks fields that repeat one before them; sorted, winners come first. */
static void
drop_repeats(oct_node *meta)
{
	oct_node *f, *next, *g;

	for (f = meta->first; f != NULL; f = next) {
		next = f->next;
		for (g = f->prev; g != NULL && key_of(g) == key_of(f);
		     g = g->prev)
			if (repeats(f, g)) {
				node_unlink(f);
				break;
			}
	}
}

/* Language and direction stand at the article too, for all writers. */
static void
set_language(oct_job *j, oct_node *article)
{
	static const char *const rtl[] = { "ar", "arc", "ckb", "dv", "fa", "he",
		"ks", "ps", "sd", "ug", "ur", "yi" };
	oct_node *lang = field_first(article, OCT_M_LANGUAGE);
	oct_node *dir = field_first(article, OCT_M_DIRECTION);
	const char *is = "ltr";
	oct_str s;
	size_t i;

	if (lang != NULL) {
		s = node_str(lang, OCT_P_TEXT);
		node_set_str(j, article, OCT_P_LANG, s.p, s.n);
		for (i = 0; i < sizeof(rtl) / sizeof(rtl[0]); i++)
			if (strcspn(s.p, "-") == strlen(rtl[i]) &&
			    strncmp(s.p, rtl[i], strlen(rtl[i])) == 0)
				is = "rtl";
	}
	if (dir != NULL)
		is = strcmp(node_str(dir, OCT_P_TEXT).p, "rtl") == 0 ? "rtl"
								     : "ltr";
	node_set_str(j, article, OCT_P_DIR, is, 3);
}

void
fields_decide(oct_job *j, oct_node *owner)
{
	oct_node *meta = node_part(owner, OCT_META), *f, *end;

	sort_fields(meta);
	for (f = meta->first; f != NULL; f = end) {
		end = run_end(f);
		if (schema_key_name(key_of(f)) != NULL)
			mark_losers(j, meta, f, end);
	}
	drop_repeats(meta);
	if (owner->kind == OCT_ARTICLE)
		set_language(j, owner);
}
