/* lines.c: what an article and its dropped blocks say, line by line, in the
 * order of the source. */
#include <octavo/article.h>

#include "explain.h"

/* Is all in the node one line?  The cells of a row are. */
static bool
is_line(const oct_api *a, const oct_node *n)
{
	uint32_t kind = a->kind(n);

	if (kind & OCT_INLINE)
		return a->kind(a->parent(n)) == OCT_FIGURE;
	if (!(kind & OCT_BLOCK) || kind == OCT_FIGURE)
		return false;
	return kind == OCT_ROW || kind & OCT_LEAF ||
	    a->kind(a->first(n)) & OCT_INLINE;
}

/*
 * The text.
 */
static oct_str
str(const char *s)
{
	return (oct_str){ s, strlen(s) };
}

static void
say_described(const struct explain *x, const oct_node *n, const char *what,
    uint32_t prop, line_take *take, void *to)
{
	oct_str s = x->a->get_str(n, prop);

	take(to, str("["));
	take(to, str(what));
	if (s.n != 0) {
		take(to, str(": "));
		take(to, s);
	}
	take(to, str("]"));
}

static void
say_leaf(const struct explain *x, const oct_node *n, line_take *take, void *to)
{
	const oct_api *a = x->a;

	switch (a->kind(n)) {
	case OCT_BR: take(to, str("\n")); break;
	case OCT_RULE: break;
	case OCT_IMAGE:
		say_described(x, n, "Image", OCT_P_ALT, take, to);
		break;
	case OCT_MEDIA:
		say_described(x, n, "Media",
		    a->has(n, OCT_P_TITLE) ? OCT_P_TITLE : OCT_P_HREF, take,
		    to);
		break;
	case OCT_MATH:
	case OCT_MATHBLOCK:
		take(to,
		    a->get_str(
			n, a->has(n, OCT_P_ALT) ? OCT_P_ALT : OCT_P_TEXT));
		break;
	case OCT_NOTEREF:
		take(to, str("["));
		take(to, a->get_str(n, OCT_P_TEXT));
		take(to, str("]"));
		break;
	default: take(to, a->get_str(n, OCT_P_TEXT));
	}
}

void
lines_text(
    const struct explain *x, const oct_node *line, line_take *take, void *to)
{
	const oct_api *a = x->a;
	struct oct_walk w = oct_walk_start((oct_node *)line);
	bool first = true;

	while (oct_walk_next(a, &w)) {
		uint32_t kind = a->kind(w.node);

		if (!w.enter)
			continue;
		if (kind & OCT_LEAF) {
			say_leaf(x, w.node, take, to);
		} else if (w.node != line && kind & OCT_BLOCK) {
			if (!first)
				take(to, str(kind == OCT_CELL ? " | " : " "));
			first = false;
		}
	}
}

/*
 * Words: what stands between spaces and has a letter or digit.  Where a script
 * has no spaces, two characters count as a word.
 */
struct counter {
	size_t words, wide;
	bool in_word;
};

static bool
is_space(unsigned char c)
{
	return c <= ' ' || strchr("|[](){}<>\"", c) != NULL;
}

/* Bytes of a character of U+2E80..U+D7FF, or 0. */
static size_t
wide_at(const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;

	if (n < 3 || c < 0xE2 || c > 0xED ||
	    (c == 0xE2 && (unsigned char)p[1] < 0xBA))
		return 0;
	return 3;
}

static void
count(void *to, oct_str s)
{
	struct counter *c = to;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char b = (unsigned char)s.p[i];
		size_t wide = wide_at(s.p + i, s.n - i);

		if (wide != 0) {
			c->wide++;
			c->in_word = false;
			i += wide - 1;
		} else if (is_space(b)) {
			c->in_word = false;
		} else if (!c->in_word &&
		    (b >= 0x80 || (b >= '0' && b <= '9') ||
			((b | 32) >= 'a' && (b | 32) <= 'z'))) {
			c->in_word = true;
			c->words++;
		}
	}
}

size_t
lines_words(const struct explain *x, const oct_node *line)
{
	struct counter c = { 0 };

	lines_text(x, line, count, &c);
	return c.words + (c.wide + 1) / 2;
}

/*
 * Collecting.
 */
static void
add_line(struct explain *x, oct_node *n, oct_node *drop, int64_t place)
{
	struct line *more;

	if (x->count == x->room) {
		x->room = x->room != 0 ? 2 * x->room : 256;
		more = x->a->scratch(x->j, x->room * sizeof(*more));
		if (more == NULL) {
			x->count = x->room = 0;
			return;
		}
		if (x->count != 0)
			memcpy(more, x->lines, x->count * sizeof(*more));
		x->lines = more;
	}
	x->lines[x->count++] = (struct line){ .node = n,
		.drop = drop,
		.place = place,
		.words = lines_words(x, n) };
}

/* What normalising made has no place but that of what is before it. */
static void
collect(struct explain *x, oct_node *part)
{
	const oct_api *a = x->a;
	struct oct_walk w = oct_walk_start(part);
	oct_node *drop = NULL;
	int64_t place = 0;

	while (oct_walk_next(a, &w) && a->status(x->j) == OCT_OK) {
		if (a->kind(w.node) == OCT_DROP)
			drop = w.enter ? w.node : NULL;
		if (!w.enter)
			continue;
		place = a->get_int(w.node, OCT_P_PLACE, place);
		if (is_line(a, w.node)) {
			w.skip = 1;
			if (a->kind(w.node) != OCT_RULE)
				add_line(x, w.node, drop, place);
		}
	}
}

/* Stable, bottom up: lines of the same place stay as they came. */
static void
sort(struct explain *x)
{
	struct line *from = x->lines, *to, *swap;

	to = x->a->scratch(x->j, (x->count + 1) * sizeof(*to));
	if (to == NULL)
		return;
	for (size_t run = 1; run < x->count; run *= 2) {
		for (size_t at = 0; at < x->count; at += 2 * run) {
			size_t a = at, b = at + run, end = at + 2 * run;
			size_t mid = b < x->count ? b : x->count;

			end = end < x->count ? end : x->count;
			b = mid;
			for (size_t i = at; i < end; i++)
				to[i] = b == end ||
					(a < mid &&
					    from[a].place <= from[b].place)
				    ? from[a++]
				    : from[b++];
		}
		swap = from;
		from = to;
		to = swap;
	}
	x->lines = from;
}

void
lines_collect(struct explain *x)
{
	static const uint32_t parts[] = { OCT_BODY, OCT_NOTES, OCT_DROPPED };

	x->count = 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		collect(x, x->a->part(x->article, parts[i]));
	sort(x);
}
