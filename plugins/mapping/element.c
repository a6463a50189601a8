/* element.c: which handler takes which element, and what holds for all. */
#include "map.h"

struct element {
	handler *enter;
	uint32_t kind; /* for the handler: a kind, a level */
	bool block; /* ends the line before it and the line in it */
};

/* What is not listed is dissolved: its contents stand where it stands. */
static const struct element elements[] = {
	[DOM_P] = { enter_p, 0, true },
	[DOM_H1] = { enter_heading, 1, true },
	[DOM_H2] = { enter_heading, 2, true },
	[DOM_H3] = { enter_heading, 3, true },
	[DOM_H4] = { enter_heading, 4, true },
	[DOM_H5] = { enter_heading, 5, true },
	[DOM_H6] = { enter_heading, 6, true },
	[DOM_BLOCKQUOTE] = { enter_quote, 0, true },
	[DOM_PRE] = { enter_pre, 0, true },
	[DOM_LISTING] = { enter_pre, 0, true },
	[DOM_XMP] = { enter_pre, 0, true },
	[DOM_PLAINTEXT] = { enter_pre, 0, true },
	[DOM_HR] = { enter_rule, 0, true },
	[DOM_ASIDE] = { enter_aside, 0, true },
	[DOM_SUMMARY] = { enter_summary, 0, true },

	[DOM_DIV] = { enter_block, 0, true },
	[DOM_SECTION] = { enter_block, 0, true },
	[DOM_ARTICLE] = { enter_block, 0, true },
	[DOM_MAIN] = { enter_block, 0, true },
	[DOM_HEADER] = { enter_block, 0, true },
	[DOM_FOOTER] = { enter_block, 0, true },
	[DOM_NAV] = { enter_block, 0, true },
	[DOM_HGROUP] = { enter_block, 0, true },
	[DOM_SEARCH] = { enter_block, 0, true },
	[DOM_ADDRESS] = { enter_block, 0, true },
	[DOM_CENTER] = { enter_block, 0, true },
	[DOM_DETAILS] = { enter_block, 0, true },
	[DOM_DIALOG] = { enter_block, 0, true },
	[DOM_FORM] = { enter_block, 0, true },
	[DOM_FIELDSET] = { enter_block, 0, true },
	[DOM_LEGEND] = { enter_block, 0, true },
	[DOM_BODY] = { enter_block, 0, true },
	[DOM_HTML] = { enter_block, 0, true },
	[DOM_MARQUEE] = { enter_block, 0, true },
	[DOM_MULTICOL] = { enter_block, 0, true },
	[DOM_OPTGROUP] = { enter_block, 0, true },
	[DOM_OPTION] = { enter_block, 0, true },
	[DOM_NOFRAMES] = { enter_skip, 0, true },

	[DOM_UL] = { enter_list, 0, true },
	[DOM_MENU] = { enter_list, 0, true },
	[DOM_DIR] = { enter_list, 0, true },
	[DOM_OL] = { enter_list, 1, true },
	[DOM_LI] = { enter_item, 0, true },
	[DOM_DL] = { enter_deflist, 0, true },
	[DOM_DT] = { enter_term, OCT_TERM, true },
	[DOM_DD] = { enter_term, OCT_DEFINITION, true },

	[DOM_TABLE] = { enter_table, 0, true },
	[DOM_CAPTION] = { enter_caption, 0, true },
	[DOM_THEAD] = { enter_rows, OCT_HEAD, true },
	[DOM_TBODY] = { enter_rows, 0, true },
	[DOM_TFOOT] = { enter_rows, 0, true },
	[DOM_TR] = { enter_row, 0, true },
	[DOM_TD] = { enter_cell, 0, true },
	[DOM_TH] = { enter_cell, 1, true },
	[DOM_COLGROUP] = { enter_skip, 0, false },
	[DOM_COL] = { enter_skip, 0, false },

	[DOM_FIGURE] = { enter_figure, 0, true },
	[DOM_FIGCAPTION] = { enter_figcaption, 0, true },
	[DOM_IMG] = { enter_image, 0, false },
	[DOM_IMAGE] = { enter_image, 0, false },
	[DOM_AMP_IMG] = { enter_image, 0, false },
	[DOM_PICTURE] = { enter_picture, 0, false },
	[DOM_NOSCRIPT] = { enter_noscript, 0, false },

	[DOM_IFRAME] = { enter_media, 0, false },
	[DOM_FRAME] = { enter_media, 0, false },
	[DOM_VIDEO] = { enter_media, 0, false },
	[DOM_AUDIO] = { enter_media, 0, false },
	[DOM_EMBED] = { enter_media, 0, false },
	[DOM_OBJECT] = { enter_media, 0, false },
	[DOM_AMP_IFRAME] = { enter_media, 0, false },
	[DOM_AMP_VIDEO] = { enter_media, 0, false },
	[DOM_AMP_YOUTUBE] = { enter_media, 0, false },
	[DOM_LITE_YOUTUBE] = { enter_media, 0, false },

	[DOM_MATH] = { enter_math, 0, false },
	[DOM_SCRIPT] = { enter_script, 0, false },
	[DOM_SVG] = { enter_svg, 0, false },

	[DOM_A] = { enter_link, 0, false },
	[DOM_EM] = { enter_inline, OCT_EM, false },
	[DOM_I] = { enter_inline, OCT_EM, false },
	[DOM_DFN] = { enter_inline, OCT_EM, false },
	[DOM_VAR] = { enter_inline, OCT_EM, false },
	[DOM_STRONG] = { enter_inline, OCT_STRONG, false },
	[DOM_B] = { enter_inline, OCT_STRONG, false },
	[DOM_U] = { enter_inline, OCT_U, false },
	[DOM_S] = { enter_inline, OCT_DEL, false },
	[DOM_STRIKE] = { enter_inline, OCT_DEL, false },
	[DOM_DEL] = { enter_inline, OCT_DEL, false },
	[DOM_INS] = { enter_inline, OCT_INS, false },
	[DOM_MARK] = { enter_inline, OCT_MARK, false },
	[DOM_SMALL] = { enter_inline, OCT_SMALL, false },
	[DOM_SUP] = { enter_sup, OCT_SUP, false },
	[DOM_SUB] = { enter_inline, OCT_SUB, false },
	[DOM_CODE] = { enter_inline, OCT_CODE, false },
	[DOM_SAMP] = { enter_inline, OCT_CODE, false },
	[DOM_TT] = { enter_inline, OCT_CODE, false },
	[DOM_KBD] = { enter_inline, OCT_KBD, false },
	[DOM_Q] = { enter_inline, OCT_Q, false },
	[DOM_CITE] = { enter_inline, OCT_CITE, false },
	[DOM_ABBR] = { enter_inline, OCT_ABBR, false },
	[DOM_ACRONYM] = { enter_inline, OCT_ABBR, false },
	[DOM_TIME] = { enter_inline, OCT_TIME, false },
	[DOM_RUBY] = { enter_ruby, OCT_RUBY, false },
	[DOM_RT] = { enter_rt, OCT_RT, false },
	[DOM_RTC] = { enter_rt, OCT_RT, false },
	[DOM_RP] = { enter_skip, 0, false },
	[DOM_BR] = { enter_br, 0, false },
	[DOM_SELECT] = { enter_select, 0, false },

	[DOM_HEAD] = { enter_skip, 0, false },
	[DOM_TITLE] = { enter_skip, 0, false },
	[DOM_META] = { enter_skip, 0, false },
	[DOM_LINK] = { enter_skip, 0, false },
	[DOM_BASE] = { enter_skip, 0, false },
	[DOM_STYLE] = { enter_skip, 0, false },
	[DOM_TEMPLATE] = { enter_skip, 0, false },
	[DOM_DATALIST] = { enter_skip, 0, false },
	[DOM_INPUT] = { enter_skip, 0, false },
	[DOM_PARAM] = { enter_skip, 0, false },
	[DOM_SOURCE] = { enter_skip, 0, false },
	[DOM_TRACK] = { enter_skip, 0, false },
	[DOM_AREA] = { enter_skip, 0, false },
	[DOM_PROGRESS] = { enter_skip, 0, false },
	[DOM_METER] = { enter_skip, 0, false },
	[DOM_NOEMBED] = { enter_skip, 0, false },
};

static const struct element *
element_of(uint32_t name)
{
	static const struct element other = { enter_span, 0, false };

	if (name >= sizeof(elements) / sizeof(elements[0]) ||
	    elements[name].enter == NULL)
		return &other;
	return &elements[name];
}

bool
element_is_block(uint32_t name)
{
	return element_of(name)->block;
}

bool
element_is_inline(uint32_t name)
{
	const struct element *e = element_of(name);

	return name != 0 && !e->block && e->enter != enter_skip &&
	    e->enter != enter_media;
}

static void
look_at(const struct map *m, uint32_t n, struct look *look)
{
	const struct dom *d = m->dom;
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(d, n, &count);

	*look = (struct look){ 0 };
	for (; count > 0; count--, attr++) {
		struct dom_str value = { attr->value, attr->length };

		switch (attr->name) {
		case DOM_ATTR_ID: look->id = value; break;
		case DOM_ATTR_NAME:
			if (look->id.p == NULL && dom_is(d, n, DOM_A))
				look->id = value;
			break;
		case DOM_ATTR_XML_LANG:
		case DOM_ATTR_LANG: look->lang = trim(value); break;
		case DOM_ATTR_DIR: look->dir = trim(value); break;
		case DOM_ATTR_ROLE: look->role = trim(value); break;
		case DOM_ATTR_CLASS: look->hints = hints_of(m, n); break;
		default: break;
		}
	}
}

/* Left out: by the caller, for its being a note, for standing twice. */
static bool
is_left_out(struct map *m, uint32_t n)
{
	uint32_t flags = flags_of(m, n);

	if (m->dropping)
		return flags & IS_NOTE && note_is_written(m, n);
	if (m->source.skip != NULL && m->source.skip[n] != 0)
		return true;
	if (flags & IS_NOTE) {
		note_skip(m, n);
		return true;
	}
	return flags & (IS_BACKLINK | IS_NOTE_HEAD);
}

/* Elements whose classes say more than their names. */
static bool
enter_hinted(struct map *m, uint32_t n, const struct look *look, bool *done)
{
	uint32_t hints = look->hints;

	*done = true;
	if (hints & (HINT_HIDDEN_MATH | HINT_JUMP) ||
	    (hints & HINT_BACKLINK && m->in_note) ||
	    (hints & HINT_MATHJAX && m->has_tex))
		return false;
	if (hints & HINT_KATEX)
		return enter_katex(m, n);
	if (hints & HINT_SIDENOTE && !m->dropping && !m->in_note)
		return enter_sidenote(m, n);
	if (hints & HINT_CREDIT || out_in(m, OCT_CAPTION))
		if (enter_credit(m, n, look))
			return true;
	if (hints & HINT_CAPTION && enter_caption_of(m, n))
		return true;
	if (str_equals(look->role, "heading"))
		return enter_heading(m, n, look,
		    (uint32_t)to_int(
			dom_attr(m->dom, n, DOM_ATTR_ARIA_LEVEL), 2));
	*done = false;
	return false;
}

static bool
is_direction(struct dom_str dir)
{
	return is_nocase(dir, "rtl") || is_nocase(dir, "ltr");
}

/* Language and direction of an inline: on its node, or a SPAN's. */
static void
set_inline_language(struct map *m, uint32_t n, const struct look *look)
{
	struct inlined *in = inline_top(m);
	bool rtl = is_nocase(look->dir, "rtl");
	bool turns = is_direction(look->dir) && rtl != m->place.rtl;

	if (!turns && (look->lang.n == 0 || is_nocase(look->lang, "zxx")))
		return;
	if (in == NULL || in->n != n) {
		push_inline(m, n, OCT_SPAN);
		in = inline_top(m);
	}
	if (in == NULL || in->n != n)
		return;
	in->lang = look->lang;
	in->dir = !turns ? NULL : rtl ? "rtl" : "ltr";
}

static void
set_block_language(struct map *m, uint32_t n, const struct look *look)
{
	push_place(m, n);
	if (look->lang.n != 0)
		m->place.lang = look->lang;
	if (is_direction(look->dir))
		m->place.rtl = is_nocase(look->dir, "rtl");
}

static bool
enter_element(struct map *m, uint32_t n, const struct look *look)
{
	const struct element *e = element_of(dom_name(m->dom, n));
	bool says = look->lang.n != 0 || look->dir.n != 0, done = false, go;

	if (look->id.n != 0 &&
	    (flags_of(m, n) & IS_NAMED || m->source.fragment))
		out_id(m, look->id);
	if (says && e->block)
		set_block_language(m, n, look);
	go = false;
	if (look->hints != 0 || look->role.n != 0 || out_in(m, OCT_CAPTION))
		go = enter_hinted(m, n, look, &done);
	if (!done)
		go = e->enter(m, n, look, e->kind);
	if (go && says && !e->block)
		set_inline_language(m, n, look);
	return go;
}

bool
element_enter(struct map *m, uint32_t n)
{
	struct look look;
	bool go;

	switch (dom_type(m->dom, n)) {
	case DOM_NODE_TEXT: out_text(m, n, dom_text(m->dom, n)); return false;
	case DOM_NODE_ELEMENT: break;
	case DOM_NODE_DOCUMENT: return true;
	default: return false;
	}
	if (is_left_out(m, n))
		return false;
	look_at(m, n, &look);
	go = enter_element(m, n, &look);
	if (!go)
		pop_frames(m, n);
	return go;
}

void
element_leave(struct map *m, uint32_t n)
{
	if (element_is_block(dom_name(m->dom, n)))
		out_end_line(m);
	pop_frames(m, n);
}
