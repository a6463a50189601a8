#include "node.h"

#include "job.h"
#include "schema.h"
#include "utf8.h"

#include <string.h>

oct_node *
node_new(oct_job *j, uint32_t kind)
{
	oct_node *n = arena_alloc(&j->arena, sizeof(*n));

	if (n != NULL)
		n->kind = kind;
	return n;
}

void
node_unlink(oct_node *n)
{
	oct_node *p = n->parent;

	if (p == NULL)
		return;
	*(n->prev != NULL ? &n->prev->next : &p->first) = n->next;
	*(n->next != NULL ? &n->next->prev : &p->last) = n->prev;
	n->parent = n->prev = n->next = NULL;
}

void
node_link(oct_node *n, oct_node *parent, oct_node *before)
{
	node_unlink(n);
	n->parent = parent;
	n->next = before;
	n->prev = before != NULL ? before->prev : parent->last;
	*(n->prev != NULL ? &n->prev->next : &parent->first) = n;
	*(n->next != NULL ? &n->next->prev : &parent->last) = n;
}

oct_node *
node_walk(const oct_node *root, const oct_node *n, bool skip)
{
	if (n == NULL)
		return (oct_node *)root;
	if (!skip && n->first != NULL)
		return n->first;
	for (; n != root; n = n->parent)
		if (n->next != NULL)
			return n->next;
	return NULL;
}

const struct prop *
node_prop(const oct_node *n, uint32_t key)
{
	const struct prop *p;

	for (p = n->props; p != NULL && p->key != key; p = p->next)
		continue;
	return p;
}

oct_str
node_str(const oct_node *n, uint32_t key)
{
	const struct prop *p = key < 0x1000 ? node_prop(n, key) : NULL;
	oct_str s = { "", 0 };

	if (p != NULL) {
		s.p = p->v.p;
		s.n = p->n;
	}
	return s;
}

int64_t
node_int(const oct_node *n, uint32_t key, int64_t unset)
{
	const struct prop *p;

	if (key == OCT_P_LINE)
		return n->line != 0 ? n->line : unset;
	p = key >= 0x1000 ? node_prop(n, key) : NULL;
	return p != NULL ? p->v.i : unset;
}

static struct prop *
prop_for(oct_job *j, oct_node *n, uint32_t key)
{
	struct prop *p = (struct prop *)node_prop(n, key);

	if (p != NULL || (p = arena_alloc(&j->arena, sizeof(*p))) == NULL)
		return p;
	p->key = key;
	p->next = n->props;
	n->props = p;
	return p;
}

void
node_set_str(oct_job *j, oct_node *n, uint32_t key, const char *s, size_t len)
{
	struct prop *p = prop_for(j, n, key);

	if (p == NULL)
		return;
	p->v.p = s;
	p->n = p->cap = (uint32_t)len;
}

void
node_set_int(oct_job *j, oct_node *n, uint32_t key, int64_t v)
{
	struct prop *p;

	if (key == OCT_P_LINE)
		n->line = v > 0 && v <= UINT32_MAX ? (uint32_t)v : 0;
	else if ((p = prop_for(j, n, key)) != NULL)
		p->v.i = v;
}

void
node_unset(oct_node *n, uint32_t key)
{
	struct prop **p;

	if (key == OCT_P_LINE)
		n->line = 0;
	for (p = &n->props; *p != NULL; p = &(*p)->next)
		if ((*p)->key == key) {
			*p = (*p)->next;
			return;
		}
}

static void
report_replaced(oct_job *j)
{
	if (j->replaced)
		return;
	j->replaced = true;
	job_report(j, OCT_WARNING, "model.text", 0, 0,
	    "the text has control characters or is not UTF-8; "
	    "U+FFFD stands in their place");
}

/* The bytes of a string once U+FFFD stands for what the model doesn't take;
 * `good` of them are known to be taken. */
static size_t
clean_len(const char *p, size_t n, size_t good)
{
	size_t out = good, bad;

	while ((n -= good) != 0) {
		p += good;
		bad = utf8_bad_len(p, n);
		p += bad;
		n -= bad;
		out += 3 + (good = utf8_clean_prefix(p, n));
	}
	return out;
}

static void
clean_into(char *to, const char *p, size_t n, size_t good)
{
	size_t bad;

	for (;;) {
		if (good != 0)
			memcpy(to, p, good);
		if ((n -= good) == 0)
			return;
		to += good;
		p += good;
		memcpy(to, "\xef\xbf\xbd", 3);
		to += 3;
		bad = utf8_bad_len(p, n);
		p += bad;
		n -= bad;
		good = utf8_clean_prefix(p, n);
	}
}

static bool
fits(oct_job *j, size_t n)
{
	if (n > UINT32_MAX / 4)
		job_fail(j, OCT_ELIMIT, "model.text",
		    "a single text is larger than 1 GiB");
	return n <= UINT32_MAX / 4;
}

oct_str
node_clean(oct_job *j, const char *p, size_t n)
{
	oct_str s = { "", 0 };
	size_t good = utf8_clean_prefix(p, n), len = clean_len(p, n, good);
	char *copy;

	if (!fits(j, len) || (copy = arena_room(&j->arena, len + 1)) == NULL)
		return s;
	clean_into(copy, p, n, good);
	copy[len] = '\0';
	if (good != n)
		report_replaced(j);
	s.p = copy;
	s.n = len;
	return s;
}

void
node_append(oct_job *j, oct_node *n, const char *s, size_t len)
{
	struct prop *p = (struct prop *)node_prop(n, OCT_P_TEXT);
	size_t good, want;
	char *room;

	if (p == NULL) {
		oct_str copy = node_clean(j, s, len);

		node_set_str(j, n, OCT_P_TEXT, copy.p, copy.n);
		return;
	}
	good = utf8_clean_prefix(s, len);
	want = p->n + clean_len(s, len, good);
	if (!fits(j, want))
		return;
	if (want > p->cap) {
		/* doubling: many small pieces must not cost their square */
		if ((room = arena_room(&j->arena, want * 2 + 1)) == NULL)
			return;
		memcpy(room, p->v.p, p->n);
		p->v.p = room;
		p->cap = (uint32_t)(want * 2);
	}
	if (good != len)
		report_replaced(j);
	clean_into((char *)p->v.p + p->n, s, len, good);
	((char *)p->v.p)[want] = '\0';
	p->n = (uint32_t)want;
}

/* Copies the text below `root` to `to`, or counts it for NULL; the labels of
 * note references with `labels`. */
static size_t
text_into(char *to, const oct_node *root, bool labels)
{
	const oct_node *n;
	size_t out = 0;
	bool edge = false;
	oct_str s;

	for (n = root; n != NULL; n = node_walk(root, n, false)) {
		if (n->kind & (OCT_BLOCK | OCT_PART) && out != 0)
			edge = true;
		s = n->kind == OCT_BR ? (oct_str){ "\n", 1 }
				      : node_str(n, OCT_P_TEXT);
		if (s.n == 0 || (n->kind == OCT_NOTEREF && !labels))
			continue;
		if (edge && to != NULL)
			to[out] = '\n';
		out += edge;
		if (to != NULL)
			memcpy(to + out, s.p, s.n);
		out += s.n;
		/* what follows a leaf block is on a line of its own */
		edge = n->kind & OCT_BLOCK;
	}
	return out;
}

static oct_str
copy_text(oct_job *j, const oct_node *n, bool labels)
{
	oct_str s = { "", 0 };
	char *p;

	s.n = text_into(NULL, n, labels);
	if ((p = arena_room(&j->arena, s.n + 1)) == NULL)
		return (oct_str){ "", 0 };
	text_into(p, n, labels);
	p[s.n] = '\0';
	s.p = p;
	return s;
}

oct_str
node_text(oct_job *j, const oct_node *n)
{
	return copy_text(j, n, true);
}

oct_str
node_title(oct_job *j, const oct_node *n)
{
	return copy_text(j, n, false);
}

static oct_node *
add_part(oct_job *j, oct_node *parent, uint32_t kind)
{
	oct_node *n = node_new(j, kind);

	if (n != NULL)
		node_link(n, parent, NULL);
	return n;
}

oct_node *
node_new_book(oct_job *j)
{
	oct_node *book = node_new(j, OCT_BOOK);

	return book != NULL && add_part(j, book, OCT_META) ? book : NULL;
}

oct_node *
node_new_article(oct_job *j, oct_node *book)
{
	oct_node *a = node_new(j, OCT_ARTICLE);

	if (a == NULL || !add_part(j, a, OCT_META) ||
	    !add_part(j, a, OCT_BODY) || !add_part(j, a, OCT_NOTES) ||
	    !add_part(j, a, OCT_DROPPED))
		return NULL;
	node_link(a, book, NULL);
	return a;
}

oct_node *
node_part(const oct_node *n, uint32_t kind)
{
	oct_node *c;

	if (n->kind != OCT_ARTICLE && n->kind != OCT_BOOK)
		return NULL;
	for (c = n->first; c != NULL && c->kind != kind; c = c->next)
		continue;
	return c;
}
