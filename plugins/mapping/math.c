/*
 * math.c: formulas.  MathML is kept as it is, written as XML (W3C MathML 3,
 * 2.1); TeX where a renderer kept it beside what it shows.  A formula that
 * stands twice in the source, for two kinds of reader, is kept once.
 */
#include <string.h>

#include "map.h"

static void
put_escaped(struct map *m, struct dom_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *entity = s.p[i] == '&' ? "&amp;"
		    : s.p[i] == '<'                ? "&lt;"
		    : s.p[i] == '>'                ? "&gt;"
		    : s.p[i] == '"'                ? "&quot;"
						   : NULL;

		if (entity == NULL)
			continue;
		map_buf_add(m, s.p + from, i - from);
		map_buf_puts(m, entity);
		from = i + 1;
	}
	if (s.n != 0)
		map_buf_add(m, s.p + from, s.n - from);
}

/* The space around the text of an element, and all between elements, is none of
 * the formula (MathML 3, 2.1.7). */
static void
put_text(struct map *m, uint32_t n)
{
	struct dom_str s = dom_text(m->dom, n);

	if (dom_next(m->dom, n) == 0 && dom_prev(m->dom, n) == 0)
		s = map_trim(s);
	if (!dom_str_is_blank(s))
		put_escaped(m, s);
	map_say(m, n);
}

/* A name that any XML may have; HTML lets others through. */
static bool
is_plain_name(struct dom_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') &&
		    (i == 0 || ((c < '0' || c > '9') && c != '-')))
			return false;
	}
	return name.n != 0;
}

static void
put_tag(struct map *m, uint32_t n, struct dom_str name)
{
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(m->dom, n, &count);

	map_buf_puts(m, "<");
	map_buf_add(m, name.p, name.n);
	if (dom_is(m->dom, n, DOM_MATH))
		map_buf_puts(
		    m, " xmlns=\"http://www.w3.org/1998/Math/MathML\"");
	for (; count > 0; count--, attr++) {
		struct dom_str key = dom_name_text(m->dom, attr->name);

		if (!is_plain_name(key) || dom_str_is(key, "xmlns") ||
		    (key.n > 2 && memcmp(key.p, "on", 2) == 0))
			continue;
		map_buf_puts(m, " ");
		map_buf_add(m, key.p, key.n);
		map_buf_puts(m, "=\"");
		put_escaped(m, (struct dom_str){ attr->value, attr->length });
		map_buf_puts(m, "\"");
	}
	map_buf_puts(m, dom_first(m->dom, n) == 0 ? "/>" : ">");
}

/* The element's name if it is MathML's; what is not stands for its text. */
static struct dom_str
math_name(const struct map *m, uint32_t n)
{
	struct dom_str name;

	if (!dom_is_element(m->dom, n) || dom_ns(m->dom, n) != DOM_NS_MATHML)
		return (struct dom_str){ 0 };
	name = dom_name_text(m->dom, dom_local_name(m->dom, n));
	return is_plain_name(name) ? name : (struct dom_str){ 0 };
}

static void
put_end(struct map *m, uint32_t n)
{
	struct dom_str name = math_name(m, n);

	if (name.n == 0 || dom_first(m->dom, n) == 0)
		return;
	map_buf_puts(m, "</");
	map_buf_add(m, name.p, name.n);
	map_buf_puts(m, ">");
}

/* Writes the tree at `top` to the buffer. */
static void
write_mathml(struct map *m, uint32_t top)
{
	const struct dom *d = m->dom;
	uint32_t n = top;

	m->buf_len = 0;
	while (n != 0) {
		struct dom_str name = math_name(m, n);
		bool skip = dom_is_element(d, n) &&
		    dom_local_name(d, n) == DOM_ANNOTATION_XML;

		if (dom_is_text(d, n))
			put_text(m, n);
		else if (name.n != 0 && !skip)
			put_tag(m, n, name);
		if (!skip && dom_first(d, n) != 0) {
			n = dom_first(d, n);
			continue;
		}
		while (n != top && dom_next(d, n) == 0) {
			n = dom_parent(d, n);
			put_end(m, n);
		}
		n = n == top ? 0 : dom_next(d, n);
	}
}

/* The TeX that a formula carries along (annotation), in the buffer. */
static bool
find_tex(struct map *m, uint32_t within)
{
	const struct dom *d = m->dom;

	for (uint32_t n = within; (n = dom_walk(d, n, within)) != 0;) {
		if (!dom_is_element(d, n) ||
		    dom_local_name(d, n) != DOM_ANNOTATION ||
		    !map_is_nocase(
			dom_attr(d, n, DOM_ATTR_ENCODING), "application/x-tex"))
			continue;
		m->buf_len = 0;
		for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
			if (dom_is_text(d, c))
				map_buf_add(
				    m, dom_text(d, c).p, dom_text(d, c).n);
		return m->buf_len != 0;
	}
	return false;
}

static oct_node *
add_math(struct map *m, uint32_t n, bool display, const char *notation)
{
	oct_node *math = display ? map_out_block(m, n, OCT_MATHBLOCK)
				 : map_out_leaf(m, n, OCT_MATH);

	map_out_set(m, math, OCT_P_NOTATION,
	    (struct dom_str){ notation, strlen(notation) });
	return math;
}

void
map_add_tex(struct map *m, uint32_t n, struct dom_str tex, bool display)
{
	tex = map_trim(tex);
	if (tex.n != 0)
		map_out_set(m, add_math(m, n, display, "tex"), OCT_P_TEXT, tex);
}

bool
map_enter_math(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str alt = dom_attr(m->dom, n, DOM_ATTR_ALTTEXT);
	struct dom_str display = dom_attr(m->dom, n, DOM_ATTR_DISPLAY);
	oct_node *math;

	(void)look;
	(void)kind;
	if (dom_first(m->dom, n) == 0)
		return false;
	math =
	    add_math(m, n, map_is_nocase(map_trim(display), "block"), "mathml");
	if (alt.n == 0 && find_tex(m, n))
		alt = map_trim((struct dom_str){ m->buf, m->buf_len });
	if (alt.n != 0)
		map_out_set(m, math, OCT_P_ALT, alt);
	write_mathml(m, n);
	m->api->set_str(m->job, math, OCT_P_TEXT, m->buf, m->buf_len);
	return false;
}

/* KaTeX shows MathML and HTML side by side; the TeX is in the former. */
bool
map_enter_katex(struct map *m, uint32_t n)
{
	bool display;

	if (!find_tex(m, n))
		return true;
	display =
	    (map_hints_of(m, dom_parent(m->dom, n)) & HINT_DISPLAY_MATH) != 0;
	map_add_tex(m, n, (struct dom_str){ m->buf, m->buf_len }, display);
	return false;
}

/* Takes TeX out of what says that it is: of one line or, with *display, on
 * lines of its own. */
static bool
take_delimiters(struct dom_str *tex, bool *display)
{
	static const struct {
		const char *open, *close;
		bool display;
	} pairs[] = { { "\\(", "\\)", false }, { "\\[", "\\]", true },
		{ "$$", "$$", true }, { "$", "$", false } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		size_t n = strlen(pairs[i].open);

		if (tex->n <= 2 * n || memcmp(tex->p, pairs[i].open, n) != 0 ||
		    memcmp(tex->p + tex->n - n, pairs[i].close, n) != 0)
			continue;
		*tex = (struct dom_str){ tex->p + n, tex->n - 2 * n };
		*display = pairs[i].display;
		return true;
	}
	return false;
}

/* The only child, if there is one. */
static uint32_t
only_child(const struct map *m, uint32_t n)
{
	uint32_t child = dom_first(m->dom, n);

	return child != 0 && dom_next(m->dom, child) == 0 ? child : 0;
}

bool
map_enter_tex(struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	bool display = dom_is(d, n, DOM_DIV) || dom_is(d, n, DOM_PRE);
	uint32_t in = only_child(m, n), text;
	struct dom_str tex;

	text = in != 0 && dom_is(d, in, DOM_CODE) ? only_child(m, in) : in;
	if (text == 0 || !dom_is_text(d, text))
		return false;
	tex = map_trim(dom_text(d, text));
	if (!take_delimiters(&tex, &display) && text == in &&
	    !dom_is(d, n, DOM_CODE) && !dom_is(d, n, DOM_PRE))
		return false;
	map_add_tex(m, n, tex, display);
	map_say(m, text);
	return true;
}

/* MathJax 2 keeps its source in scripts. */
bool
map_enter_script(
    struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str type = map_trim(dom_attr(m->dom, n, DOM_ATTR_TYPE));

	(void)look;
	(void)kind;
	if (type.n >= 8 &&
	    map_is_nocase((struct dom_str){ type.p, 8 }, "math/tex"))
		map_add_tex(m, n, dom_text(m->dom, dom_first(m->dom, n)),
		    map_has_word(type, "mode=display"));
	return false;
}
