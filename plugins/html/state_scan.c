/*
 * state_scan.c -- the strings in a page's data, with the keys that lead to
 * them.
 *
 * The data is seldom pure JSON: it stands in programs, has undefined and
 * unquoted keys in it, is a string within a string.  Only its strings and their
 * places are wanted, so it is read by a scanner that minds brackets, quotes and
 * keys, and leaves what it can't make out.
 */
#include "state.h"

#include <stdlib.h>
#include <string.h>

#define VALUES ((uint32_t)1 << 18) /* a page of 5 MB may have 200,000 */
#define INSIDE 3 /* strings that are data, within strings that are */

/* A text that is being read. */
struct scan {
	struct state *state;
	const char *p, *end;
	const struct state_text *from;
	uint32_t around; /* the value that the text is in */
};

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80) != 0;
}

/* --- escapes ----------------------------------------------------------- */

static int
hex(const char *p, const char *end, int digits)
{
	int value = 0;

	if (end - p < digits)
		return -1;
	for (; digits > 0; digits--, p++) {
		int c = (unsigned char)*p | 0x20;

		if (c >= '0' && c <= '9')
			value = value * 16 + c - '0';
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + c - 'a' + 10;
		else
			return -1;
	}
	return value;
}

static char *
put_utf8(char *out, int c)
{
	if (c < 0x80) {
		*out++ = (char)c;
	} else if (c < 0x800) {
		*out++ = (char)(0xc0 | c >> 6);
		*out++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*out++ = (char)(0xe0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	} else {
		*out++ = (char)(0xf0 | c >> 18);
		*out++ = (char)(0x80 | (c >> 12 & 0x3f));
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	}
	return out;
}

/* What stands after "\u" or "\x", at p: a character, or half of a pair of
 * surrogates with the other half behind it. */
static const char *
read_code(const char *p, const char *end, int digits, char **out)
{
	int c = hex(p, end, digits), low;

	if (c < 0)
		return p;
	p += digits;
	if (c >= 0xd800 && c < 0xdc00 && end - p >= 6 && p[0] == '\\' &&
	    p[1] == 'u' && (low = hex(p + 2, end, 4)) >= 0xdc00 &&
	    low < 0xe000) {
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		p += 6;
	}
	if (c == 0 || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	*out = put_utf8(*out, c);
	return p;
}

struct dom_str
state_decode(const struct state *s, struct dom_str raw)
{
	const char *p = raw.p, *end = raw.p + raw.n;
	char *text, *out;

	if (memchr(p, '\\', raw.n) == NULL)
		return raw;
	/* No escape is shorter than what it stands for. */
	text = out = s->api->scratch(s->job, raw.n + 1);
	if (text == NULL)
		return (struct dom_str){ "", 0 };
	while (p < end) {
		const char *escape = memchr(p, '\\', (size_t)(end - p));
		size_t n = (size_t)((escape != NULL ? escape : end) - p);

		memcpy(out, p, n);
		out += n;
		p += n;
		if (end - p < 2)
			break;
		p += 2;
		switch (p[-1]) {
		case 'n':
		case 'r': *out++ = '\n'; break;
		case 't':
		case 'b':
		case 'f': *out++ = ' '; break;
		case 'u': p = read_code(p, end, 4, &out); break;
		case 'x': p = read_code(p, end, 2, &out); break;
		case '\n': break;
		default: *out++ = p[-1];
		}
	}
	return (struct dom_str){ text, (size_t)(out - text) };
}

/* --- the tree ---------------------------------------------------------- */

/* Of a key, with one sign for each number in it: "Post:17" is like "Post:8". */
static uint32_t
key_hash(struct dom_str key)
{
	uint32_t sum = 2166136261u;
	bool number = false;

	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (c >= '0' && c <= '9') {
			if (number)
				continue;
			c = '#';
		}
		number = c == '#';
		sum = (sum ^ (uint8_t)c) * 16777619u;
	}
	return sum;
}

/* What the key of a value says.  The same few keys come again and again. */
static void
judge_key(struct state *state, struct state_value *v, struct dom_str key)
{
	struct state_known *known;

	v->key = dom_hash(key.p, key.n);
	known = &state->known[v->key & 1023];
	if (known->key != v->key) {
		known->key = v->key;
		known->bad = false;
		known->weight = (uint8_t)state_key_weight(key, &known->bad);
	}
	v->weight = known->weight;
	v->bad = v->bad || known->bad;
}

static struct state_value *
add_value(struct scan *s, uint32_t parent, struct dom_str key, uint8_t kind)
{
	struct state *state = s->state;
	static const struct state_value none;
	const struct state_value *around;
	struct state_value *v;

	if (state->count == state->room) {
		uint32_t room = state->room < 256 ? 256 : state->room * 2;

		v = room > VALUES ? NULL
				  : realloc(state->values, room * sizeof(*v));
		if (v == NULL) {
			state->full = true;
			return NULL;
		}
		state->values = v;
		state->room = room;
	}
	v = &state->values[state->count++];
	around = v != state->values ? &state->values[parent] : &none;
	*v = (struct state_value){
		.parent = parent,
		.path = around->path,
		.key = around->key,
		.weight = around->weight,
		.bad = around->bad,
		.inside = around->inside,
		.kind = kind,
		.ld = s->from->ld,
		.line = s->from->line,
	};
	if (key.n == 0)
		return v;
	judge_key(state, v, key);
	if (v->key != around->key)
		v->path = (around->path ^ key_hash(key)) * 0x9e3779b1u;
	return v;
}

/* The words of a text, and as many for one without spaces: about three bytes
 * to a character, two characters to a word.  0 for what is a program. */
static uint32_t
count_words(struct dom_str text)
{
	uint32_t words = 0, wide = 0, code = 0;
	bool in_tag = false, in_word = false;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '<' || c == '>') {
			in_tag = c == '<';
			in_word = false;
		} else if (in_tag || c <= ' ') {
			in_word = false;
		} else if (!in_word) {
			in_word = true;
			words++;
		}
		wide += c >= 0xe3 && c < 0xf0;
		code += !in_tag && (c == '{' || c == '}' || c == '=');
	}
	words += wide / 2;
	return code > 3 && code * 8 > words ? 0 : words;
}

/* May there be tags in the text?  Where the key says nothing, only those make
 * it an article's. */
static bool
has_tags(struct dom_str text)
{
	return memchr(text.p, '<', text.n) != NULL ||
	    memmem(text.p, text.n, "u003", 4) != NULL ||
	    memmem(text.p, text.n, "&lt;", 4) != NULL;
}

/* Is the string itself data?  "{\"a\":" or "[{" */
static bool
is_data(struct dom_str raw)
{
	return raw.n > 40 &&
	    ((raw.p[0] == '{' && (raw.p[1] == '\\' || raw.p[1] == '"')) ||
		(raw.p[0] == '[' &&
		    (raw.p[1] == '{' || raw.p[1] == '[' || raw.p[1] == '\\')));
}

static void
add_string(struct scan *s, uint32_t in, struct dom_str key, struct dom_str raw)
{
	struct state_value *v = &s->state->values[in];

	if (v->kind == STATE_ARRAY && raw.n <= 2 && raw.p[0] == '$') {
		v->markup = true;
		return;
	}
	if (v->markup) {
		v->markup = false;
		v->own = state_block_of(raw);
		return;
	}
	v = add_value(s, in, key, STATE_STRING);
	if (v == NULL)
		return;
	v->text = raw;
	if (is_data(raw) && v->inside < INSIDE) {
		v->kind = STATE_DATA;
		v->inside++;
		return;
	}
	if (v->weight != 0 || has_tags(raw))
		v->words = count_words(raw);
	if (key.n != 0 && raw.n < 32 && state_key_is_type(v->key) &&
	    s->state->values[in].own == STATE_NO_BLOCK)
		s->state->values[in].own = state_block_of(raw);
}

/* --- the scanner ------------------------------------------------------- */

/* The string at s->p, which is at its quote; p comes to stand behind it. */
static struct dom_str
read_string(struct scan *s)
{
	char quote = *s->p++;
	const char *start = s->p, *stop;

	for (;;) {
		size_t left = (size_t)(s->end - s->p);

		stop = memchr(s->p, quote, left);
		if (stop == NULL) {
			s->p = s->end;
			return (struct dom_str){ start, 0 };
		}
		/* The quote counts unless an odd number of \ is before it. */
		const char *before = stop;

		while (before > s->p && before[-1] == '\\')
			before--;
		s->p = stop + 1;
		if ((stop - before) % 2 == 0)
			return (
			    struct dom_str){ start, (size_t)(stop - start) };
	}
}

static void
skip_blank(struct scan *s)
{
	while (s->p < s->end && is_blank(*s->p))
		s->p++;
}

/* A word without quotes: a number, true, undefined, !0, a key. */
static struct dom_str
read_bare(struct scan *s)
{
	const char *start = s->p;

	while (s->p < s->end &&
	    (is_word(*s->p) || *s->p == '.' || *s->p == '-' || *s->p == '+' ||
		*s->p == '!'))
		s->p++;
	return (struct dom_str){ start, (size_t)(s->p - start) };
}

/* A string or a bare word: the next key, or a value.  False: it is neither. */
static bool
scan_scalar(struct scan *s, uint32_t in, struct dom_str *key)
{
	bool quoted = *s->p == '"' || *s->p == '\'';
	struct dom_str text = quoted ? read_string(s) : read_bare(s);

	if (text.n == 0 && !quoted)
		return false;
	skip_blank(s);
	if (s->p < s->end && *s->p == ':' && key->n == 0 &&
	    s->state->values[in].kind == STATE_OBJECT) {
		s->p++;
		*key = text;
		return true;
	}
	if (quoted && text.n != 0)
		add_string(s, in, *key, text);
	*key = (struct dom_str){ 0 };
	return true;
}

/* The object or array at s->p, to its end or to what can't be made out. */
static void
scan_tree(struct scan *s, uint32_t parent, struct dom_str key)
{
	uint32_t in = parent;

	while (s->p < s->end && !s->state->full) {
		char c = *s->p;

		if (is_blank(c) || c == ',') {
			if (c == ',')
				key = (struct dom_str){ 0 };
			s->p++;
		} else if (c == '{' || c == '[') {
			struct state_value *v = add_value(
			    s, in, key, c == '{' ? STATE_OBJECT : STATE_ARRAY);

			if (v == NULL)
				return;
			in = (uint32_t)(v - s->state->values);
			key = (struct dom_str){ 0 };
			s->p++;
		} else if (c == '}' || c == ']') {
			if ((c == '}') !=
			    (s->state->values[in].kind == STATE_OBJECT))
				return;
			s->p++;
			key = (struct dom_str){ 0 };
			in = s->state->values[in].parent;
			if (in == parent)
				return;
		} else if (!scan_scalar(s, in, &key)) {
			return;
		}
	}
}

/* Does data begin at s->p, in the middle of a program?  After "=", "(", ":",
 * "," or "return" and before a key or a value. */
static bool
begins_data(const struct scan *s, const char *start)
{
	const char *before = s->p, *p = s->p + 1;

	while (before > start && is_blank(before[-1]))
		before--;
	if (before == start || strchr("=(,:n", before[-1]) == NULL)
		return false;
	while (p < s->end && is_blank(*p))
		p++;
	if (p == s->end)
		return false;
	if (*s->p == '"' || *s->p == '\'')
		return *p == '{' || *p == '[';
	if (*p == '"' || *p == '\'')
		return true;
	if (*s->p == '[')
		return *p == '{' || *p == '[' || (*p >= '0' && *p <= '9');
	while (p < s->end && is_word(*p))
		p++;
	return p < s->end && *p == ':';
}

static void
scan_code(struct scan *s)
{
	const char *start = s->p, *at;

	while (s->p < s->end && !s->state->full) {
		while (s->p < s->end && *s->p != '{' && *s->p != '[' &&
		    *s->p != '"' && *s->p != '\'')
			s->p++;
		if (s->p == s->end)
			return;
		at = s->p;
		if (!begins_data(s, start)) {
			s->p++;
		} else if (*at == '{' || *at == '[') {
			scan_tree(s, s->around, (struct dom_str){ 0 });
		} else {
			add_string(s, s->around, (struct dom_str){ 0 },
			    read_string(s));
		}
		if (s->p == at)
			s->p++;
	}
}

void
state_scan(struct state *state, const struct state_text *from)
{
	struct scan s = { state, from->text.p, from->text.p + from->text.n,
		from, 0 };

	if (state->count == 0 &&
	    add_value(&s, 0, (struct dom_str){ 0 }, STATE_ARRAY) == NULL)
		return;
	if (from->code)
		scan_code(&s);
	else
		scan_tree(&s, 0, (struct dom_str){ 0 });
}

void
state_scan_inside(struct state *state)
{
	for (uint32_t i = 1; i < state->count && !state->full; i++) {
		const struct state_value *v = &state->values[i];
		struct state_text from = { .line = v->line, .ld = v->ld };
		struct scan s = { .state = state, .from = &from, .around = i };

		if (v->kind != STATE_DATA)
			continue;
		from.text = state_decode(state, v->text);
		s.p = from.text.p;
		s.end = s.p + from.text.n;
		scan_tree(&s, i, (struct dom_str){ 0 });
	}
}
