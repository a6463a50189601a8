/* element.c: which handler takes which element, and what holds for all. */
#include "map.h"

enum display {
	INLINE,
	BLOCK, /* ends the line before it and the line in it */
	SPACED, /* in a line, but no part of the words beside it */
	PART /* in a line; may look like a button, a badge, a line of its own */
};

#define PART_DEPTH 4 /* of the text that a part ends with */

struct element {
	handler *enter;
	uint32_t kind; /* for the handler: a kind, a level */
	enum display display;
};

/* What is not listed is dissolved: its contents stand where it stands. */
static const struct element elements[] = {
	[DOM_P] = { map_enter_p, 0, BLOCK },
	[DOM_H1] = { map_enter_heading, 1, BLOCK },
	[DOM_H2] = { map_enter_heading, 2, BLOCK },
	[DOM_H3] = { map_enter_heading, 3, BLOCK },
	[DOM_H4] = { map_enter_heading, 4, BLOCK },
	[DOM_H5] = { map_enter_heading, 5, BLOCK },
	[DOM_H6] = { map_enter_heading, 6, BLOCK },
	[DOM_BLOCKQUOTE] = { map_enter_quote, 0, BLOCK },
	[DOM_PRE] = { map_enter_pre, 0, BLOCK },
	[DOM_LISTING] = { map_enter_pre, 0, BLOCK },
	[DOM_XMP] = { map_enter_pre, 0, BLOCK },
	[DOM_PLAINTEXT] = { map_enter_pre, 0, BLOCK },
	[DOM_HR] = { map_enter_rule, 0, BLOCK },
	[DOM_ASIDE] = { map_enter_aside, 0, BLOCK },
	[DOM_SUMMARY] = { map_enter_summary, 0, BLOCK },

	[DOM_DIV] = { map_enter_block, 0, BLOCK },
	[DOM_SECTION] = { map_enter_block, 0, BLOCK },
	[DOM_ARTICLE] = { map_enter_block, 0, BLOCK },
	[DOM_MAIN] = { map_enter_block, 0, BLOCK },
	[DOM_HEADER] = { map_enter_block, 0, BLOCK },
	[DOM_FOOTER] = { map_enter_block, 0, BLOCK },
	[DOM_NAV] = { map_enter_block, 0, BLOCK },
	[DOM_HGROUP] = { map_enter_block, 0, BLOCK },
	[DOM_SEARCH] = { map_enter_block, 0, BLOCK },
	[DOM_ADDRESS] = { map_enter_block, 0, BLOCK },
	[DOM_CENTER] = { map_enter_block, 0, BLOCK },
	[DOM_DETAILS] = { map_enter_block, 0, BLOCK },
	[DOM_DIALOG] = { map_enter_block, 0, BLOCK },
	[DOM_FORM] = { map_enter_block, 0, BLOCK },
	[DOM_FIELDSET] = { map_enter_block, 0, BLOCK },
	[DOM_LEGEND] = { map_enter_block, 0, BLOCK },
	[DOM_BODY] = { map_enter_block, 0, BLOCK },
	[DOM_HTML] = { map_enter_block, 0, BLOCK },
	[DOM_MARQUEE] = { map_enter_block, 0, BLOCK },
	[DOM_MULTICOL] = { map_enter_block, 0, BLOCK },
	[DOM_OPTGROUP] = { map_enter_block, 0, BLOCK },
	[DOM_OPTION] = { map_enter_block, 0, BLOCK },
	[DOM_NOFRAMES] = { map_enter_skip, 0, BLOCK },

	[DOM_UL] = { map_enter_list, 0, BLOCK },
	[DOM_MENU] = { map_enter_list, 0, BLOCK },
	[DOM_DIR] = { map_enter_list, 0, BLOCK },
	[DOM_OL] = { map_enter_list, 1, BLOCK },
	[DOM_LI] = { map_enter_item, 0, BLOCK },
	[DOM_DL] = { map_enter_deflist, 0, BLOCK },
	[DOM_DT] = { map_enter_term, OCT_TERM, BLOCK },
	[DOM_DD] = { map_enter_term, OCT_DEFINITION, BLOCK },

	[DOM_TABLE] = { map_enter_table, 0, BLOCK },
	[DOM_CAPTION] = { map_enter_caption, 0, BLOCK },
	[DOM_THEAD] = { map_enter_rows, OCT_HEAD, BLOCK },
	[DOM_TBODY] = { map_enter_rows, 0, BLOCK },
	[DOM_TFOOT] = { map_enter_rows, 0, BLOCK },
	[DOM_TR] = { map_enter_row, 0, BLOCK },
	[DOM_TD] = { map_enter_cell, 0, BLOCK },
	[DOM_TH] = { map_enter_cell, 1, BLOCK },
	[DOM_COLGROUP] = { map_enter_skip, 0, INLINE },
	[DOM_COL] = { map_enter_skip, 0, INLINE },

	[DOM_FIGURE] = { map_enter_figure, 0, BLOCK },
	[DOM_FIGCAPTION] = { map_enter_figcaption, 0, BLOCK },
	[DOM_IMG] = { map_enter_image, 0, INLINE },
	[DOM_IMAGE] = { map_enter_image, 0, INLINE },
	[DOM_AMP_IMG] = { map_enter_image, 0, INLINE },
	[DOM_PICTURE] = { map_enter_picture, 0, INLINE },
	[DOM_NOSCRIPT] = { map_enter_noscript, 0, INLINE },

	[DOM_IFRAME] = { map_enter_media, 0, INLINE },
	[DOM_FRAME] = { map_enter_media, 0, INLINE },
	[DOM_VIDEO] = { map_enter_media, 0, INLINE },
	[DOM_AUDIO] = { map_enter_media, 0, INLINE },
	[DOM_EMBED] = { map_enter_media, 0, INLINE },
	[DOM_OBJECT] = { map_enter_media, 0, INLINE },
	[DOM_AMP_IFRAME] = { map_enter_media, 0, INLINE },
	[DOM_AMP_VIDEO] = { map_enter_media, 0, INLINE },
	[DOM_AMP_YOUTUBE] = { map_enter_media, 0, INLINE },
	[DOM_LITE_YOUTUBE] = { map_enter_media, 0, INLINE },

	[DOM_MATH] = { map_enter_math, 0, INLINE },
	[DOM_SCRIPT] = { map_enter_script, 0, INLINE },
	[DOM_SVG] = { map_enter_svg, 0, INLINE },

	[DOM_A] = { map_enter_link, 0, PART },
	[DOM_SPAN] = { map_enter_span, 0, PART },
	[DOM_EM] = { map_enter_inline, OCT_EM, INLINE },
	[DOM_I] = { map_enter_inline, OCT_EM, INLINE },
	[DOM_DFN] = { map_enter_inline, OCT_EM, INLINE },
	[DOM_VAR] = { map_enter_inline, OCT_EM, INLINE },
	[DOM_STRONG] = { map_enter_inline, OCT_STRONG, INLINE },
	[DOM_B] = { map_enter_inline, OCT_STRONG, INLINE },
	[DOM_U] = { map_enter_inline, OCT_U, INLINE },
	[DOM_S] = { map_enter_inline, OCT_DEL, INLINE },
	[DOM_STRIKE] = { map_enter_inline, OCT_DEL, INLINE },
	[DOM_DEL] = { map_enter_inline, OCT_DEL, INLINE },
	[DOM_INS] = { map_enter_inline, OCT_INS, INLINE },
	[DOM_MARK] = { map_enter_inline, OCT_MARK, INLINE },
	[DOM_SMALL] = { map_enter_inline, OCT_SMALL, INLINE },
	[DOM_SUP] = { map_enter_sup, OCT_SUP, INLINE },
	[DOM_SUB] = { map_enter_inline, OCT_SUB, INLINE },
	[DOM_CODE] = { map_enter_inline, OCT_CODE, INLINE },
	[DOM_SAMP] = { map_enter_inline, OCT_CODE, INLINE },
	[DOM_TT] = { map_enter_inline, OCT_CODE, INLINE },
	[DOM_KBD] = { map_enter_inline, OCT_KBD, INLINE },
	[DOM_Q] = { map_enter_inline, OCT_Q, INLINE },
	[DOM_CITE] = { map_enter_inline, OCT_CITE, INLINE },
	[DOM_ABBR] = { map_enter_inline, OCT_ABBR, INLINE },
	[DOM_ACRONYM] = { map_enter_inline, OCT_ABBR, INLINE },
	[DOM_TIME] = { map_enter_inline, OCT_TIME, INLINE },
	[DOM_RUBY] = { map_enter_ruby, OCT_RUBY, INLINE },
	[DOM_RT] = { map_enter_rt, OCT_RT, INLINE },
	[DOM_RTC] = { map_enter_rt, OCT_RT, INLINE },
	[DOM_RP] = { map_enter_skip, 0, INLINE },
	[DOM_BR] = { map_enter_br, 0, INLINE },
	[DOM_BUTTON] = { map_enter_span, 0, SPACED },
	[DOM_TEXTAREA] = { map_enter_span, 0, SPACED },
	[DOM_OUTPUT] = { map_enter_span, 0, SPACED },
	[DOM_SELECT] = { map_enter_select, 0, INLINE },

	[DOM_HEAD] = { map_enter_skip, 0, INLINE },
	[DOM_TITLE] = { map_enter_skip, 0, INLINE },
	[DOM_META] = { map_enter_skip, 0, INLINE },
	[DOM_LINK] = { map_enter_skip, 0, INLINE },
	[DOM_BASE] = { map_enter_skip, 0, INLINE },
	[DOM_STYLE] = { map_enter_skip, 0, INLINE },
	[DOM_TEMPLATE] = { map_enter_skip, 0, INLINE },
	[DOM_DATALIST] = { map_enter_skip, 0, INLINE },
	[DOM_INPUT] = { map_enter_skip, 0, SPACED },
	[DOM_PARAM] = { map_enter_skip, 0, INLINE },
	[DOM_SOURCE] = { map_enter_skip, 0, INLINE },
	[DOM_TRACK] = { map_enter_skip, 0, INLINE },
	[DOM_AREA] = { map_enter_skip, 0, INLINE },
	[DOM_PROGRESS] = { map_enter_skip, 0, INLINE },
	[DOM_METER] = { map_enter_skip, 0, INLINE },
	[DOM_NOEMBED] = { map_enter_skip, 0, INLINE },
};

static const struct element *
element_of(uint32_t name)
{
	static const struct element other = { map_enter_span, 0, INLINE };

	if (name >= sizeof(elements) / sizeof(elements[0]) ||
	    elements[name].enter == NULL)
		return &other;
	return &elements[name];
}

bool
map_element_is_block(uint32_t name)
{
	return element_of(name)->display == BLOCK;
}

bool
map_element_is_inline(uint32_t name)
{
	const struct element *e = element_of(name);

	return name != 0 && e->display != BLOCK && e->enter != map_enter_skip &&
	    e->enter != map_enter_media;
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
		case DOM_ATTR_LANG: look->lang = map_trim(value); break;
		case DOM_ATTR_DIR: look->dir = map_trim(value); break;
		case DOM_ATTR_ROLE: look->role = map_trim(value); break;
		case DOM_ATTR_CLASS: look->hints = map_hints_of(m, n); break;
		default: break;
		}
	}
}

/* Left out: by the caller, for its being a note, for standing twice. */
static bool
is_left_out(struct map *m, uint32_t n)
{
	uint32_t flags = map_flags_of(m, n);

	if (m->dropping)
		return flags & IS_NOTE && map_note_is_written(m, n);
	if (m->source.skip != NULL && m->source.skip[n] != 0) {
		map_out_part(m);
		return true;
	}
	if (flags & IS_NOTE) {
		map_note_skip(m, n);
		return true;
	}
	return flags & (IS_BACKLINK | IS_NOTE_HEAD);
}

/* Elements whose classes say more than their names. */
static bool
enter_hinted(struct map *m, uint32_t n, const struct look *look, bool *done)
{
	uint32_t hints = look->hints;
	struct dom_str email;

	*done = true;
	if (hints & (HINT_HIDDEN_MATH | HINT_JUMP) ||
	    (hints & HINT_BACKLINK && m->in_note) ||
	    (hints & HINT_MATHJAX && m->has_tex))
		return false;
	if (hints & HINT_KATEX)
		return map_enter_katex(m, n);
	if (hints & HINT_TEX && map_enter_tex(m, n))
		return false;
	if (hints & HINT_ASIDE_TITLE && map_out_in(m, OCT_ASIDE))
		return map_enter_aside_title(m, n);
	if (hints & HINT_EMAIL && !dom_is(m->dom, n, DOM_A) &&
	    (email = map_email_shown(m, n)).n != 0) {
		map_out_text(m, n, email);
		return false;
	}
	if (hints & HINT_SIDENOTE && !m->dropping && !m->in_note)
		return map_enter_sidenote(m, n);
	if (hints & HINT_CREDIT || map_out_in(m, OCT_CAPTION) ||
	    map_out_in(m, OCT_FIGURE))
		if (map_enter_credit(m, n, look))
			return true;
	if (hints & HINT_CAPTION && map_enter_caption_of(m, n))
		return true;
	if (dom_str_is(look->role, "heading"))
		return map_enter_heading(m, n, look,
		    (uint32_t)map_to_int(
			dom_attr(m->dom, n, DOM_ATTR_ARIA_LEVEL), 2));
	*done = false;
	return false;
}

static bool
is_direction(struct dom_str dir)
{
	return map_is_nocase(dir, "rtl") || map_is_nocase(dir, "ltr");
}

/* Language and direction of an inline: on its node, or a SPAN's. */
static void
set_inline_language(struct map *m, uint32_t n, const struct look *look)
{
	struct inlined *in = map_inline_top(m);
	bool rtl = map_is_nocase(look->dir, "rtl");
	bool turns = is_direction(look->dir) && rtl != m->place.rtl;

	if (!turns &&
	    (look->lang.n == 0 || map_lang_same(look->lang, m->place.lang)))
		return;
	if (in == NULL || in->n != n) {
		map_push_inline(m, n, OCT_SPAN);
		in = map_inline_top(m);
	}
	if (in == NULL || in->n != n)
		return;
	in->lang = look->lang;
	in->dir = !turns ? NULL : rtl ? "rtl" : "ltr";
}

static void
set_block_language(struct map *m, uint32_t n, const struct look *look)
{
	map_push_place(m, n);
	if (look->lang.n != 0)
		m->place.lang = look->lang;
	if (is_direction(look->dir))
		m->place.rtl = map_is_nocase(look->dir, "rtl");
}

/* Only space, and with nothing in front of it in the line none at all. */
static bool
is_space(const struct map *m, uint32_t n)
{
	return m->facts[n].text == 0 && !m->place.pre &&
	    (dom_is_blank(m->dom, n) ||
		(!map_out_begun(m) && !map_inline_has(m, OCT_CODE)));
}

static void
enter_text(struct map *m, uint32_t n)
{
	map_say(m, n);
	if ((!m->dropping && m->source.skip != NULL &&
		m->source.skip[n] != 0) ||
	    is_space(m, n))
		map_out_space(m, n);
	else
		map_out_text(m, n, dom_text(m->dom, n));
}

static bool
enter_element(struct map *m, uint32_t n, const struct look *look)
{
	const struct element *e = element_of(dom_name(m->dom, n));
	bool says = look->lang.n != 0 || look->dir.n != 0, done = false, go;

	if (look->id.n != 0 &&
	    (map_flags_of(m, n) & IS_NAMED || m->source.fragment))
		map_out_id(m, look->id);
	if (says && e->display == BLOCK)
		set_block_language(m, n, look);
	if (e->display == SPACED || dom_str_is(look->role, "tab"))
		map_out_part(m);
	go = false;
	if (look->hints != 0 || look->role.n != 0 ||
	    map_out_in(m, OCT_CAPTION) || map_out_in(m, OCT_FIGURE))
		go = enter_hinted(m, n, look, &done);
	if (!done)
		go = e->enter(m, n, look, e->kind);
	if (go && !m->dropping && dom_str_is(look->role, "tabpanel"))
		map_label_panel(m, n);
	if (go && says && e->display != BLOCK)
		set_inline_language(m, n, look);
	return go;
}

bool
map_element_enter(struct map *m, uint32_t n)
{
	struct look look;
	bool go;

	switch (dom_type(m->dom, n)) {
	case DOM_NODE_TEXT: enter_text(m, n); return false;
	case DOM_NODE_ELEMENT: break;
	case DOM_NODE_DOCUMENT: return true;
	default: return false;
	}
	if (is_left_out(m, n))
		return false;
	look_at(m, n, &look);
	go = enter_element(m, n, &look);
	if (!go)
		map_pop_frames(m, n);
	return go;
}

/* Another part may follow, with nothing between. */
static void
end_part(struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	uint32_t next = dom_next(d, n);

	if ((!dom_is(d, next, DOM_A) && !dom_is(d, next, DOM_SPAN)) ||
	    map_inline_has(m, OCT_CODE))
		return;
	for (int i = 0; i < PART_DEPTH && dom_last(d, n) != 0; i++)
		n = dom_last(d, n);
	map_out_seam(m, dom_text(d, n));
}

void
map_element_leave(struct map *m, uint32_t n)
{
	switch (element_of(dom_name(m->dom, n))->display) {
	case INLINE: break;
	case BLOCK: map_out_end_line(m); break;
	case SPACED: map_out_part(m); break;
	case PART: end_part(m, n); break;
	}
	map_pop_frames(m, n);
}
