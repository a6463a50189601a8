/*
 * selector.c -- CSS selectors over the DOM (Selectors Level 4, a part).
 *
 * A list is compiled to compounds in a row; each compound knows the one to its
 * left and how the two are combined.  Matching goes from right to left, with
 * one place to come back to per descendant or sibling combinator, so it does
 * not recurse: :not() and :is() hold compound selectors without combinators.
 */
#include "html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TESTS 16 /* of one compound */
#define COMPOUNDS 64 /* of a list */
#define SEARCH 4096 /* siblings or ancestors that a combinator goes back */

enum test_kind {
	TEST_TYPE,
	TEST_ID,
	TEST_CLASS,
	TEST_ATTR, /* [name], [name op value] */
	TEST_NTH, /* :nth-child(an+b), :first-child */
	TEST_LAST, /* :last-child */
	TEST_EMPTY,
	TEST_NOT, /* none of the compounds from..to matches */
	TEST_IS /* one of them does */
};

struct test {
	enum test_kind kind;
	struct dom_str name, value; /* in lower case where case is nothing */
	char op; /* '=', '~', '|', '^', '$', '*'; 0: is there */
	bool any_case;
	int a, b; /* of nth */
	uint32_t seen; /* of nth: the last element asked for */
	int place; /* and its place */
	uint16_t from, to; /* of NOT and IS */
};

struct compound {
	struct test tests[TESTS];
	uint16_t count;
	char combinator; /* to the compound before it: ' ', '>', '+', '~'; 0 */
	bool last; /* of a complex selector: where matching begins */
};

struct selector {
	struct compound at[COMPOUNDS];
	uint16_t count;
	uint16_t inner; /* compounds of :not() and :is() begin here */
};

struct parser {
	const char *p, *end;
	struct selector *s;
	uint16_t inner_count;
	const char *error;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_name_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
	    (uint8_t)c >= 0x80;
}

static char
peek(const struct parser *p)
{
	if (p->p == p->end)
		return '\0';
	return *p->p;
}

static bool
eat(struct parser *p, char c)
{
	if (peek(p) != c)
		return false;
	p->p++;
	return true;
}

static bool
skip_space(struct parser *p)
{
	const char *start = p->p;

	while (p->p < p->end && is_space(*p->p))
		p->p++;
	return p->p > start;
}

static struct dom_str
read_name(struct parser *p)
{
	struct dom_str name = { p->p, 0 };

	while (p->p < p->end && is_name_char(*p->p))
		p->p++;
	name.n = (size_t)(p->p - name.p);
	if (name.n == 0 && p->error == NULL)
		p->error = "a CSS selector has a name missing";
	return name;
}

/* A string in quotes, or a name. */
static struct dom_str
read_value(struct parser *p)
{
	struct dom_str value;
	char quote = peek(p);

	if (quote != '"' && quote != '\'')
		return read_name(p);
	value.p = ++p->p;
	while (p->p < p->end && *p->p != quote)
		p->p++;
	value.n = (size_t)(p->p - value.p);
	if (!eat(p, quote))
		p->error = "a CSS selector has a quote that is not closed";
	return value;
}

static struct test *
add_test(struct parser *p, struct compound *c, enum test_kind kind)
{
	if (c->count == TESTS) {
		p->error = "a CSS selector has more than 16 parts in a row";
		return NULL;
	}
	c->tests[c->count].kind = kind;
	return &c->tests[c->count++];
}

static void
read_attr(struct parser *p, struct compound *c)
{
	struct test *t = add_test(p, c, TEST_ATTR);

	if (t == NULL)
		return;
	skip_space(p);
	t->name = read_name(p);
	skip_space(p);
	if (peek(p) != '=' && peek(p) != ']' && peek(p) != '\0')
		t->op = *p->p++;
	if (eat(p, '=')) {
		if (t->op == 0)
			t->op = '=';
		skip_space(p);
		t->value = read_value(p);
		skip_space(p);
		t->any_case = eat(p, 'i') || eat(p, 'I');
		skip_space(p);
	} else if (t->op != 0)
		p->error = "a CSS selector has an attribute without \"=\"";
	if (t->op != 0 && strchr("=~|^$*", t->op) == NULL)
		p->error = "a CSS selector compares an attribute oddly";
	if (!eat(p, ']') && p->error == NULL)
		p->error = "a CSS selector has a \"[\" that is not closed";
}

static int
read_int(struct parser *p, bool *any)
{
	int value = 0;

	*any = false;
	while (peek(p) >= '0' && peek(p) <= '9') {
		if (value < 100000)
			value = value * 10 + (peek(p) - '0');
		p->p++;
		*any = true;
	}
	return value;
}

/* "odd", "even", "3", "2n+1", "-n+3" (CSS Syntax, 6: the An+B microsyntax) */
static void
read_nth(struct parser *p, struct test *t)
{
	int sign = 1;
	bool any;

	skip_space(p);
	if (p->end - p->p >= 3 && strncasecmp(p->p, "odd", 3) == 0) {
		p->p += 3;
		t->a = 2;
		t->b = 1;
	} else if (p->end - p->p >= 4 && strncasecmp(p->p, "even", 4) == 0) {
		p->p += 4;
		t->a = 2;
	} else {
		if (eat(p, '-'))
			sign = -1;
		else
			eat(p, '+');
		t->b = sign * read_int(p, &any);
		if (eat(p, 'n') || eat(p, 'N')) {
			t->a = any ? t->b : sign;
			t->b = 0;
			skip_space(p);
			if (peek(p) == '+' || peek(p) == '-') {
				sign = *p->p++ == '-' ? -1 : 1;
				skip_space(p);
				t->b = sign * read_int(p, &any);
			}
		} else if (!any)
			p->error = "a CSS selector has no number in :nth-child";
	}
	skip_space(p);
	if (!eat(p, ')'))
		p->error = "a CSS selector has a \"(\" that is not closed";
}

static void read_compound(struct parser *, struct compound *, bool inner);

/* The compounds in the brackets of :not() and :is(). */
static void
read_inner(struct parser *p, struct test *t)
{
	t->from = (uint16_t)(COMPOUNDS - p->inner_count - 1);
	do {
		uint16_t at = (uint16_t)(COMPOUNDS - 1 - p->inner_count);

		if (at <= p->s->count) {
			p->error = "a CSS selector is too long";
			return;
		}
		p->inner_count++;
		skip_space(p);
		read_compound(p, &p->s->at[at], true);
		skip_space(p);
		t->to = at;
	} while (p->error == NULL && eat(p, ','));
	if (!eat(p, ')') && p->error == NULL)
		p->error = "in a CSS selector :not() and :is() take no "
			   "combinators";
}

static void
read_pseudo(struct parser *p, struct compound *c, bool inner)
{
	struct dom_str name;
	struct test *t;

	eat(p, ':');
	name = read_name(p);
	if ((t = add_test(p, c, TEST_EMPTY)) == NULL)
		return;
	if (name.n == 5 && strncasecmp(name.p, "empty", 5) == 0)
		return;
	if (name.n == 11 && strncasecmp(name.p, "first-child", 11) == 0) {
		t->kind = TEST_NTH;
		t->b = 1;
	} else if (name.n == 10 && strncasecmp(name.p, "last-child", 10) == 0)
		t->kind = TEST_LAST;
	else if (name.n == 9 && strncasecmp(name.p, "nth-child", 9) == 0 &&
	    eat(p, '(')) {
		t->kind = TEST_NTH;
		read_nth(p, t);
	} else if (!inner && name.n == 3 &&
	    strncasecmp(name.p, "not", 3) == 0 && eat(p, '(')) {
		t->kind = TEST_NOT;
		read_inner(p, t);
	} else if (!inner && name.n == 2 && strncasecmp(name.p, "is", 2) == 0 &&
	    eat(p, '(')) {
		t->kind = TEST_IS;
		read_inner(p, t);
	} else if (p->error == NULL)
		p->error = "a CSS selector has a pseudo-class that is not "
			   "known here; there are :not, :is, :first-child, "
			   ":last-child, :nth-child, :empty";
}

/* "a#b.c[d=e]:not(f)" */
static void
read_compound(struct parser *p, struct compound *c, bool inner)
{
	const char *start = p->p;
	struct test *t;

	memset(c, 0, sizeof(*c));
	if (!eat(p, '*') && is_name_char(peek(p)) &&
	    (t = add_test(p, c, TEST_TYPE)) != NULL)
		t->name = read_name(p);
	while (p->error == NULL) {
		if (eat(p, '#')) {
			if ((t = add_test(p, c, TEST_ID)) != NULL)
				t->name = read_name(p);
		} else if (eat(p, '.')) {
			if ((t = add_test(p, c, TEST_CLASS)) != NULL)
				t->name = read_name(p);
		} else if (eat(p, '['))
			read_attr(p, c);
		else if (eat(p, ':'))
			read_pseudo(p, c, inner);
		else
			break;
	}
	if (p->p == start && p->error == NULL)
		p->error = p->p == p->end ? "a CSS selector is empty"
					  : "a CSS selector has a character "
					    "that is not understood";
}

static void
read_list(struct parser *p)
{
	char combinator = 0;
	bool space;

	while (p->error == NULL) {
		struct compound *c;

		if (p->s->count + p->inner_count >= COMPOUNDS - 1) {
			p->error = "a CSS selector is too long";
			return;
		}
		c = &p->s->at[p->s->count++];
		skip_space(p);
		read_compound(p, c, false);
		c->combinator = combinator;
		space = skip_space(p);
		c->last = p->p == p->end || peek(p) == ',';
		if (p->p == p->end)
			return;
		combinator = ' ';
		if (eat(p, ','))
			combinator = 0;
		else if (peek(p) == '>' || peek(p) == '+' || peek(p) == '~')
			combinator = *p->p++;
		else if (!space && p->error == NULL)
			p->error = "a CSS selector has a character that is "
				   "not understood";
	}
}

struct selector *
selector_compile(const oct_api *api, oct_job *job, const char *text, size_t n,
    const char **error)
{
	struct parser p = { .p = text, .end = text + n };

	*error = NULL;
	if ((p.s = api->scratch(job, sizeof(*p.s))) == NULL)
		return NULL;
	read_list(&p);
	*error = p.error;
	return p.error == NULL ? p.s : NULL;
}

static bool
equal(struct dom_str a, struct dom_str b, bool any_case)
{
	return a.n == b.n &&
	    (any_case ? strncasecmp(a.p, b.p, a.n) == 0
		      : memcmp(a.p, b.p, a.n) == 0);
}

static struct dom_str
part(struct dom_str s, size_t from, size_t n)
{
	return (struct dom_str){ s.p + from, n };
}

/* ~=: one of the words. */
static bool
has_word(struct dom_str s, struct dom_str word, bool any_case)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len + 1) {
		for (len = 0; i + len < s.n && !is_space(s.p[i + len]); len++)
			;
		if (len > 0 && equal(part(s, i, len), word, any_case))
			return true;
	}
	return false;
}

static bool
contains(struct dom_str s, struct dom_str value, bool any_case)
{
	if (!any_case)
		return memmem(s.p, s.n, value.p, value.n) != NULL;
	for (size_t i = 0; i + value.n <= s.n; i++)
		if (strncasecmp(s.p + i, value.p, value.n) == 0)
			return true;
	return false;
}

static bool
attr_matches(const struct test *t, const struct dom *d, uint32_t n)
{
	struct dom_str s =
	    dom_attr(d, n, dom_name_find(d, t->name.p, t->name.n));
	struct dom_str v = t->value;

	if (s.p == NULL)
		return false;
	switch (t->op) {
	case 0: return true;
	case '=': return equal(s, v, t->any_case);
	case '~': return has_word(s, v, t->any_case);
	case '|':
		return s.n >= v.n && equal(part(s, 0, v.n), v, t->any_case) &&
		    (s.n == v.n || s.p[v.n] == '-');
	case '^':
		return v.n > 0 && s.n >= v.n &&
		    equal(part(s, 0, v.n), v, t->any_case);
	case '$':
		return v.n > 0 && s.n >= v.n &&
		    equal(part(s, s.n - v.n, v.n), v, t->any_case);
	case '*': return v.n > 0 && contains(s, v, t->any_case);
	}
	return false;
}

/* The element's place among its siblings, from 1; remembered, as elements are
 * asked for in the order of the document. */
static int
place_of(struct test *t, const struct dom *d, uint32_t n)
{
	uint32_t before = dom_prev_element(d, n);
	int place = 1;

	if (before != 0 && before == t->seen)
		place = t->place + 1;
	else
		for (; before != 0; before = dom_prev_element(d, before))
			place++;
	t->seen = n;
	t->place = place;
	return place;
}

static bool
nth_matches(struct test *t, const struct dom *d, uint32_t n)
{
	int from_b = place_of(t, d, n) - t->b;

	if (t->a == 0)
		return from_b == 0;
	return from_b % t->a == 0 && from_b / t->a >= 0;
}

static bool compound_matches(
    struct selector *, struct compound *, const struct dom *, uint32_t n);

static bool
any_inner_matches(
    struct selector *s, const struct test *t, const struct dom *d, uint32_t n)
{
	for (uint16_t i = t->to; i <= t->from; i++)
		if (compound_matches(s, &s->at[i], d, n))
			return true;
	return false;
}

static bool
is_empty(const struct dom *d, uint32_t n)
{
	for (n = dom_first(d, n); n != 0; n = dom_next(d, n))
		if (dom_is_element(d, n) || dom_is_text(d, n))
			return false;
	return true;
}

static bool
has_token(const struct dom *d, uint32_t n, struct dom_str word, bool id)
{
	uint32_t count, hash = dom_hash(word.p, word.n);
	const struct dom_token *t = dom_tokens(d, n, &count);

	for (; count > 0; count--, t++)
		if (t->hash == hash && t->is_id == id && t->n == word.n &&
		    memcmp(t->p, word.p, word.n) == 0)
			return true;
	return false;
}

static bool
test_matches(
    struct selector *s, struct test *t, const struct dom *d, uint32_t n)
{
	struct dom_str name;

	switch (t->kind) {
	case TEST_TYPE:
		name = dom_name_text(d, dom_local_name(d, n));
		return equal(name, t->name, true);
	case TEST_ID: return has_token(d, n, t->name, true);
	case TEST_CLASS: return has_token(d, n, t->name, false);
	case TEST_ATTR: return attr_matches(t, d, n);
	case TEST_NTH: return nth_matches(t, d, n);
	case TEST_LAST: return dom_next_element(d, n) == 0;
	case TEST_EMPTY: return is_empty(d, n);
	case TEST_NOT: return !any_inner_matches(s, t, d, n);
	case TEST_IS: return any_inner_matches(s, t, d, n);
	}
	return false;
}

/* :not() and :is() lie one level deep and no deeper. */
static bool
compound_matches(
    struct selector *s, struct compound *c, const struct dom *d, uint32_t n)
{
	if (!dom_is_element(d, n))
		return false;
	for (uint16_t i = 0; i < c->count; i++)
		if (!test_matches(s, &c->tests[i], d, n))
			return false;
	return true;
}

/* The next element to the left that a combinator may lead to; 0. */
static uint32_t
step_left(const struct dom *d, uint32_t n, char combinator)
{
	if (combinator == ' ' || combinator == '>')
		n = dom_parent(d, n);
	else
		n = dom_prev_element(d, n);
	return dom_is_element(d, n) ? n : 0;
}

/* The nearest element to the left of n that fits the compound left of c; 0. */
static uint32_t
find_left(
    struct selector *s, struct compound *c, const struct dom *d, uint32_t n)
{
	bool far = c->combinator == ' ' || c->combinator == '~';

	for (int i = 0; i < SEARCH; i++) {
		n = step_left(d, n, c->combinator);
		if (n == 0 || compound_matches(s, c - 1, d, n))
			return n;
		if (!far)
			return 0;
	}
	return 0;
}

/* Where a search may go on: from n, for the compound left of c. */
struct place {
	struct compound *c;
	uint32_t n;
};

/*
 * From the rightmost compound to the left, each as near as can be.  Where none
 * is found, the last search along the siblings goes on further left, and when
 * these are used up the last one up the ancestors; no earlier one needs to, as
 * the nearest match leaves most room for the rest.
 */
static bool
complex_matches(
    struct selector *s, struct compound *c, const struct dom *d, uint32_t n)
{
	struct place sibling = { NULL, 0 }, ancestor = { NULL, 0 };
	uint32_t left;

	if (!compound_matches(s, c, d, n))
		return false;
	while (c->combinator != 0) {
		if ((left = find_left(s, c, d, n)) != 0) {
			if (c->combinator == '~')
				sibling = (struct place){ c, left };
			else if (c->combinator != '+')
				sibling.c = NULL;
			if (c->combinator == ' ')
				ancestor = (struct place){ c, left };
			c--;
			n = left;
			continue;
		}
		if (c->combinator == ' ')
			return false;
		if (c->combinator == '~')
			sibling.c = NULL;
		if (sibling.c == NULL && ancestor.c == NULL)
			return false;
		n = sibling.c != NULL ? sibling.n : ancestor.n;
		c = sibling.c != NULL ? sibling.c : ancestor.c;
	}
	return true;
}

bool
selector_matches(struct selector *s, const struct dom *d, uint32_t n)
{
	if (!dom_is_element(d, n))
		return false;
	for (uint16_t i = 0; i < s->count; i++)
		if (s->at[i].last && complex_matches(s, &s->at[i], d, n))
			return true;
	return false;
}
