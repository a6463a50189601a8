/*
 * code.c: blocks of code as highlighters write them -- spans by the hundred,
 * an element for each line, line numbers in a gutter or a table of their own
 * -- back to what was typed.
 */
#include <string.h>
#include <strings.h>

#include "map.h"

/* A cell of line numbers, or of code, of the table. */
bool
map_is_code_table(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	uint32_t at = n;

	if (map_hints_of(m, n) & HINT_CODE_TABLE)
		return true;
	if (!(map_flags_of(m, n) & (HAS_PRE | HAS_CODE)))
		return false;
	for (int i = 0; i < 4 && (at = dom_walk(d, at, n)) != 0;)
		if (dom_is_element(d, at)) {
			i++;
			if (dom_is(d, at, DOM_TD) &&
			    map_hints_of(m, at) & HINT_LINE_NUMBER)
				return true;
		}
	return false;
}

/*
 * The language.
 */
static bool
is_language(struct dom_str s)
{
	if (s.n == 0 || s.n > 20)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
			   "Z0123456789+#-_.",
			s.p[i]) == NULL)
			return false;
	return !map_is_nocase(s, "none") && !map_is_nocase(s, "plain") &&
	    !map_is_nocase(s, "plaintext") && !map_is_nocase(s, "text") &&
	    !map_is_nocase(s, "undefined") && !map_is_nocase(s, "default") &&
	    !map_is_nocase(s, "txt");
}

static struct dom_str
after_prefix(struct dom_str word)
{
	static const char *const prefixes[] = { "language-", "lang-",
		"highlight-source-", "highlight-text-", "highlight-",
		"brush:" };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t n = strlen(prefixes[i]);

		if (word.n > n && strncasecmp(word.p, prefixes[i], n) == 0)
			return (struct dom_str){ word.p + n, word.n - n };
	}
	return (struct dom_str){ 0 };
}

static struct dom_str
without_semicolon(struct dom_str s)
{
	if (s.n != 0 && s.p[s.n - 1] == ';')
		s.n--;
	return s;
}

/* What the element's classes say: "language-c", "brush: c;", "hljs c". */
static struct dom_str
class_language(const struct dom *d, uint32_t n)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(d, n, &count);
	bool bare = dom_has_class(d, n, DOM_HASH("hljs")) ||
	    dom_has_class(d, n, DOM_HASH("sourcecode"));
	bool brush = false;

	for (uint32_t i = 0; i < count; i++) {
		struct dom_str word = { token[i].p, token[i].n }, found;

		if (token[i].is_id)
			continue;
		found = without_semicolon(brush ? word : after_prefix(word));
		if (is_language(found))
			return found;
		brush = map_is_nocase(word, "brush:");
		if (bare && is_language(word) && !map_is_nocase(word, "hljs") &&
		    !map_is_nocase(word, "sourceCode") &&
		    !map_has_word(word, "number") &&
		    !map_has_word(word, "line"))
			return word;
	}
	return (struct dom_str){ 0 };
}

static struct dom_str
language_at(const struct dom *d, uint32_t n)
{
	struct dom_str s = dom_attr(d, n, DOM_ATTR_DATA_LANG);

	if (!is_language(s))
		s = dom_attr(d, n, DOM_ATTR_DATA_LANGUAGE);
	if (!is_language(s))
		s = dom_attr(d, n, DOM_ATTR_DATA_ENLIGHTER_LANGUAGE);
	return is_language(s) ? s : class_language(d, n);
}

/* Of the block, of the <code> in it, of what stands close around it. */
static struct dom_str
language_of(const struct dom *d, uint32_t n)
{
	struct dom_str s = language_at(d, n);
	uint32_t up = n, at = n;

	for (int i = 0; i < 12 && s.n == 0 && at != 0; i++) {
		at = dom_walk(d, at, n);
		if (dom_is(d, at, DOM_CODE) || dom_is(d, at, DOM_PRE))
			s = language_at(d, at);
	}
	for (int i = 0; i < 3 && s.n == 0; i++) {
		up = dom_parent(d, up);
		if (!dom_is(d, up, DOM_DIV) && !dom_is(d, up, DOM_FIGURE) &&
		    !dom_is(d, up, DOM_TD))
			break;
		s = language_at(d, up);
	}
	return s;
}

/*
 * The text.
 */
static bool
is_line(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;

	switch (dom_name(d, n)) {
	case DOM_DIV:
	case DOM_P:
	case DOM_LI:
	case DOM_TR:
	case DOM_PRE:
	case DOM_TABLE: return true;
	case DOM_CODE:
		return dom_is(d, dom_next_element(d, n), DOM_CODE) ||
		    dom_is(d, dom_prev_element(d, n), DOM_CODE);
	case DOM_SPAN: return (map_hints_of(m, n) & HINT_CODE_LINE) != 0;
	default: return false;
	}
}

static bool
is_no_code(const struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;

	switch (dom_name(d, n)) {
	case DOM_BUTTON:
	case DOM_SCRIPT:
	case DOM_STYLE:
	case DOM_TEMPLATE: return true;
	default: return (map_hints_of(m, n) & HINT_LINE_NUMBER) != 0;
	}
}

struct code {
	struct map *m;
	bool fresh; /* a line ended; the next text begins another */
};

static void
add_code(struct code *code, struct dom_str s)
{
	struct map *m = code->m;

	if (code->fresh && m->buf_len != 0 && (s.n == 0 || s.p[0] != '\n') &&
	    m->buf[m->buf_len - 1] != '\n')
		map_buf_puts(m, "\n");
	code->fresh = false;
	map_buf_add(m, s.p, s.n);
}

static bool
enter_code_node(struct code *code, uint32_t n)
{
	const struct dom *d = code->m->dom;
	struct dom_str email;

	if (dom_is_text(d, n)) {
		/* between the lines of a table or list, space is mark-up */
		uint32_t in = dom_name(d, dom_parent(d, n));

		if ((in != DOM_TR && in != DOM_TBODY && in != DOM_TABLE &&
			in != DOM_OL && in != DOM_UL) ||
		    !dom_is_blank(d, n))
			add_code(code, dom_text(d, n));
		map_say(code->m, n);
		return false;
	}
	if (!dom_is_element(d, n) || is_no_code(code->m, n))
		return false;
	if ((email = map_email_shown(code->m, n)).n != 0) {
		add_code(code, email);
		return false;
	}
	if (dom_is(d, n, DOM_BR))
		add_code(code, (struct dom_str){ "\n", 1 });
	if (is_line(code->m, n))
		code->fresh = true;
	return true;
}

static void
leave_code_node(struct code *code, uint32_t n)
{
	const struct dom *d = code->m->dom;

	if (!is_line(code->m, n))
		return;
	if (dom_first(d, n) == 0 && !dom_is(d, n, DOM_SPAN)) {
		code->fresh = true; /* an empty line */
		add_code(code, (struct dom_str){ "", 0 });
		map_buf_puts(code->m, "\n");
	}
	code->fresh = true;
}

static void
read_code(struct map *m, uint32_t top)
{
	const struct dom *d = m->dom;
	struct code code = { m, false };
	uint32_t n = dom_first(d, top);

	m->buf_len = 0;
	while (n != 0) {
		if (enter_code_node(&code, n)) {
			if (dom_first(d, n) != 0) {
				n = dom_first(d, n);
				continue;
			}
			leave_code_node(&code, n);
		}
		while (dom_next(d, n) == 0) {
			n = dom_parent(d, n);
			if (n == top)
				return;
			leave_code_node(&code, n);
		}
		n = dom_next(d, n);
	}
}

bool
map_enter_code(struct map *m, uint32_t n)
{
	struct dom_str language = language_of(m->dom, n);
	oct_node *block;
	size_t start = 0;

	read_code(m, n);
	while (m->buf_len > 0 &&
	    (m->buf[m->buf_len - 1] == '\n' || m->buf[m->buf_len - 1] == ' '))
		m->buf_len--;
	while (start < m->buf_len && m->buf[start] == '\n')
		start++;
	if (start == m->buf_len)
		return false;
	block = map_out_block(m, n, OCT_CODEBLOCK);
	m->api->set_str(
	    m->job, block, OCT_P_TEXT, m->buf + start, m->buf_len - start);
	if (language.n != 0)
		map_out_set(m, block, OCT_P_CODE_LANG, language);
	return false;
}
