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
		buf_add(m, s.p + from, i - from);
		buf_puts(m, entity);
		from = i + 1;
	}
	if (s.n != 0)
		buf_add(m, s.p + from, s.n - from);
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

	buf_puts(m, "<");
	buf_add(m, name.p, name.n);
	if (dom_is(m->dom, n, DOM_MATH))
		buf_puts(m, " xmlns=\"http://www.w3.org/1998/Math/MathML\"");
	for (; count > 0; count--, attr++) {
		struct dom_str key = dom_name_text(m->dom, attr->name);

		if (!is_plain_name(key) || str_equals(key, "xmlns") ||
		    (key.n > 2 && memcmp(key.p, "on", 2) == 0))
			continue;
		buf_puts(m, " ");
		buf_add(m, key.p, key.n);
		buf_puts(m, "=\"");
		put_escaped(m, (struct dom_str){ attr->value, attr->length });
		buf_puts(m, "\"");
	}
	buf_puts(m, dom_first(m->dom, n) == 0 ? "/>" : ">");
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
	buf_puts(m, "</");
	buf_add(m, name.p, name.n);
	buf_puts(m, ">");
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
			put_escaped(m, dom_text(d, n));
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
		    !is_nocase(
			dom_attr(d, n, DOM_ATTR_ENCODING), "application/x-tex"))
			continue;
		m->buf_len = 0;
		for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
			if (dom_is_text(d, c))
				buf_add(m, dom_text(d, c).p, dom_text(d, c).n);
		return m->buf_len != 0;
	}
	return false;
}

static oct_node *
add_math(struct map *m, uint32_t n, bool display, const char *notation)
{
	oct_node *math =
	    display ? out_block(m, n, OCT_MATHBLOCK) : out_leaf(m, n, OCT_MATH);

	out_set(m, math, OCT_P_NOTATION,
	    (struct dom_str){ notation, strlen(notation) });
	return math;
}

void
add_tex(struct map *m, uint32_t n, struct dom_str tex, bool display)
{
	tex = trim(tex);
	if (tex.n != 0)
		out_set(m, add_math(m, n, display, "tex"), OCT_P_TEXT, tex);
}

bool
enter_math(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str alt = dom_attr(m->dom, n, DOM_ATTR_ALTTEXT);
	struct dom_str display = dom_attr(m->dom, n, DOM_ATTR_DISPLAY);
	oct_node *math;

	(void)look;
	(void)kind;
	if (dom_first(m->dom, n) == 0)
		return false;
	math = add_math(m, n, is_nocase(trim(display), "block"), "mathml");
	if (alt.n == 0 && find_tex(m, n))
		alt = trim((struct dom_str){ m->buf, m->buf_len });
	if (alt.n != 0)
		out_set(m, math, OCT_P_ALT, alt);
	write_mathml(m, n);
	m->api->set_str(m->job, math, OCT_P_TEXT, m->buf, m->buf_len);
	return false;
}

/* KaTeX shows MathML and HTML side by side; the TeX is in the former. */
bool
enter_katex(struct map *m, uint32_t n)
{
	bool display;

	if (!find_tex(m, n))
		return true;
	display = (hints_of(m, dom_parent(m->dom, n)) & HINT_DISPLAY_MATH) != 0;
	add_tex(m, n, (struct dom_str){ m->buf, m->buf_len }, display);
	return false;
}

/* MathJax 2 keeps its source in scripts. */
bool
enter_script(struct map *m, uint32_t n, const struct look *look, uint32_t kind)
{
	struct dom_str type = trim(dom_attr(m->dom, n, DOM_ATTR_TYPE));

	(void)look;
	(void)kind;
	if (type.n >= 8 && is_nocase((struct dom_str){ type.p, 8 }, "math/tex"))
		add_tex(m, n, dom_text(m->dom, dom_first(m->dom, n)),
		    has_word(type, "mode=display"));
	return false;
}
