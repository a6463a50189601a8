/* element.c: which handler takes which element, and what holds for all. */
#include "map.h"

struct element {
	handler *enter;
	uint32_t kind; /* for the handler: a kind, a level */
	bool block; /* ends the line before it and the line in it */
};

/* What is not listed is dissolved: its contents stand where it stands. */
static const struct element elements[] = {
	[DOM_P] = { map_enter_p, 0, true },
	[DOM_H1] = { map_enter_heading, 1, true },
	[DOM_H2] = { map_enter_heading, 2, true },
	[DOM_H3] = { map_enter_heading, 3, true },
	[DOM_H4] = { map_enter_heading, 4, true },
	[DOM_H5] = { map_enter_heading, 5, true },
	[DOM_H6] = { map_enter_heading, 6, true },
	[DOM_BLOCKQUOTE] = { map_enter_quote, 0, true },
	[DOM_PRE] = { map_enter_pre, 0, true },
	[DOM_LISTING] = { map_enter_pre, 0, true },
	[DOM_XMP] = { map_enter_pre, 0, true },
	[DOM_PLAINTEXT] = { map_enter_pre, 0, true },
	[DOM_HR] = { map_enter_rule, 0, true },
	[DOM_ASIDE] = { map_enter_aside, 0, true },
	[DOM_SUMMARY] = { map_enter_summary, 0, true },

	[DOM_DIV] = { map_enter_block, 0, true },
	[DOM_SECTION] = { map_enter_block, 0, true },
	[DOM_ARTICLE] = { map_enter_block, 0, true },
	[DOM_MAIN] = { map_enter_block, 0, true },
	[DOM_HEADER] = { map_enter_block, 0, true },
	[DOM_FOOTER] = { map_enter_block, 0, true },
	[DOM_NAV] = { map_enter_block, 0, true },
	[DOM_HGROUP] = { map_enter_block, 0, true },
	[DOM_SEARCH] = { map_enter_block, 0, true },
	[DOM_ADDRESS] = { map_enter_block, 0, true },
	[DOM_CENTER] = { map_enter_block, 0, true },
	[DOM_DETAILS] = { map_enter_block, 0, true },
	[DOM_DIALOG] = { map_enter_block, 0, true },
	[DOM_FORM] = { map_enter_block, 0, true },
	[DOM_FIELDSET] = { map_enter_block, 0, true },
	[DOM_LEGEND] = { map_enter_block, 0, true },
	[DOM_BODY] = { map_enter_block, 0, true },
	[DOM_HTML] = { map_enter_block, 0, true },
	[DOM_MARQUEE] = { map_enter_block, 0, true },
	[DOM_MULTICOL] = { map_enter_block, 0, true },
	[DOM_OPTGROUP] = { map_enter_block, 0, true },
	[DOM_OPTION] = { map_enter_block, 0, true },
	[DOM_NOFRAMES] = { map_enter_skip, 0, true },

	[DOM_UL] = { map_enter_list, 0, true },
	[DOM_MENU] = { map_enter_list, 0, true },
	[DOM_DIR] = { map_enter_list, 0, true },
	[DOM_OL] = { map_enter_list, 1, true },
	[DOM_LI] = { map_enter_item, 0, true },
	[DOM_DL] = { map_enter_deflist, 0, true },
	[DOM_DT] = { map_enter_term, OCT_TERM, true },
	[DOM_DD] = { map_enter_term, OCT_DEFINITION, true },

	[DOM_TABLE] = { map_enter_table, 0, true },
	[DOM_CAPTION] = { map_enter_caption, 0, true },
	[DOM_THEAD] = { map_enter_rows, OCT_HEAD, true },
	[DOM_TBODY] = { map_enter_rows, 0, true },
	[DOM_TFOOT] = { map_enter_rows, 0, true },
	[DOM_TR] = { map_enter_row, 0, true },
	[DOM_TD] = { map_enter_cell, 0, true },
	[DOM_TH] = { map_enter_cell, 1, true },
	[DOM_COLGROUP] = { map_enter_skip, 0, false },
	[DOM_COL] = { map_enter_skip, 0, false },

	[DOM_FIGURE] = { map_enter_figure, 0, true },
	[DOM_FIGCAPTION] = { map_enter_figcaption, 0, true },
	[DOM_IMG] = { map_enter_image, 0, false },
	[DOM_IMAGE] = { map_enter_image, 0, false },
	[DOM_AMP_IMG] = { map_enter_image, 0, false },
	[DOM_PICTURE] = { map_enter_picture, 0, false },
	[DOM_NOSCRIPT] = { map_enter_noscript, 0, false },

	[DOM_IFRAME] = { map_enter_media, 0, false },
	[DOM_FRAME] = { map_enter_media, 0, false },
	[DOM_VIDEO] = { map_enter_media, 0, false },
	[DOM_AUDIO] = { map_enter_media, 0, false },
	[DOM_EMBED] = { map_enter_media, 0, false },
	[DOM_OBJECT] = { map_enter_media, 0, false },
	[DOM_AMP_IFRAME] = { map_enter_media, 0, false },
	[DOM_AMP_VIDEO] = { map_enter_media, 0, false },
	[DOM_AMP_YOUTUBE] = { map_enter_media, 0, false },
	[DOM_LITE_YOUTUBE] = { map_enter_media, 0, false },

	[DOM_MATH] = { map_enter_math, 0, false },
	[DOM_SCRIPT] = { map_enter_script, 0, false },
	[DOM_SVG] = { map_enter_svg, 0, false },

	[DOM_A] = { map_enter_link, 0, false },
	[DOM_EM] = { map_enter_inline, OCT_EM, false },
	[DOM_I] = { map_enter_inline, OCT_EM, false },
	[DOM_DFN] = { map_enter_inline, OCT_EM, false },
	[DOM_VAR] = { map_enter_inline, OCT_EM, false },
	[DOM_STRONG] = { map_enter_inline, OCT_STRONG, false },
	[DOM_B] = { map_enter_inline, OCT_STRONG, false },
	[DOM_U] = { map_enter_inline, OCT_U, false },
	[DOM_S] = { map_enter_inline, OCT_DEL, false },
	[DOM_STRIKE] = { map_enter_inline, OCT_DEL, false },
	[DOM_DEL] = { map_enter_inline, OCT_DEL, false },
	[DOM_INS] = { map_enter_inline, OCT_INS, false },
	[DOM_MARK] = { map_enter_inline, OCT_MARK, false },
	[DOM_SMALL] = { map_enter_inline, OCT_SMALL, false },
	[DOM_SUP] = { map_enter_sup, OCT_SUP, false },
	[DOM_SUB] = { map_enter_inline, OCT_SUB, false },
	[DOM_CODE] = { map_enter_inline, OCT_CODE, false },
	[DOM_SAMP] = { map_enter_inline, OCT_CODE, false },
	[DOM_TT] = { map_enter_inline, OCT_CODE, false },
	[DOM_KBD] = { map_enter_inline, OCT_KBD, false },
	[DOM_Q] = { map_enter_inline, OCT_Q, false },
	[DOM_CITE] = { map_enter_inline, OCT_CITE, false },
	[DOM_ABBR] = { map_enter_inline, OCT_ABBR, false },
	[DOM_ACRONYM] = { map_enter_inline, OCT_ABBR, false },
	[DOM_TIME] = { map_enter_inline, OCT_TIME, false },
	[DOM_RUBY] = { map_enter_ruby, OCT_RUBY, false },
	[DOM_RT] = { map_enter_rt, OCT_RT, false },
	[DOM_RTC] = { map_enter_rt, OCT_RT, false },
	[DOM_RP] = { map_enter_skip, 0, false },
	[DOM_BR] = { map_enter_br, 0, false },
	[DOM_SELECT] = { map_enter_select, 0, false },

	[DOM_HEAD] = { map_enter_skip, 0, false },
	[DOM_TITLE] = { map_enter_skip, 0, false },
	[DOM_META] = { map_enter_skip, 0, false },
	[DOM_LINK] = { map_enter_skip, 0, false },
	[DOM_BASE] = { map_enter_skip, 0, false },
	[DOM_STYLE] = { map_enter_skip, 0, false },
	[DOM_TEMPLATE] = { map_enter_skip, 0, false },
	[DOM_DATALIST] = { map_enter_skip, 0, false },
	[DOM_INPUT] = { map_enter_skip, 0, false },
	[DOM_PARAM] = { map_enter_skip, 0, false },
	[DOM_SOURCE] = { map_enter_skip, 0, false },
	[DOM_TRACK] = { map_enter_skip, 0, false },
	[DOM_AREA] = { map_enter_skip, 0, false },
	[DOM_PROGRESS] = { map_enter_skip, 0, false },
	[DOM_METER] = { map_enter_skip, 0, false },
	[DOM_NOEMBED] = { map_enter_skip, 0, false },
};

static const struct element *
element_of(uint32_t name)
{
	static const struct element other = { map_enter_span, 0, false };

	if (name >= sizeof(elements) / sizeof(elements[0]) ||
	    elements[name].enter == NULL)
		return &other;
	return &elements[name];
}

bool
map_element_is_block(uint32_t name)
{
	return element_of(name)->block;
}

bool
map_element_is_inline(uint32_t name)
{
	const struct element *e = element_of(name);

	return name != 0 && !e->block && e->enter != map_enter_skip &&
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
	if (m->source.skip != NULL && m->source.skip[n] != 0)
		return true;
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

	*done = true;
	if (hints & (HINT_HIDDEN_MATH | HINT_JUMP) ||
	    (hints & HINT_BACKLINK && m->in_note) ||
	    (hints & HINT_MATHJAX && m->has_tex))
		return false;
	if (hints & HINT_KATEX)
		return map_enter_katex(m, n);
	if (hints & HINT_SIDENOTE && !m->dropping && !m->in_note)
		return map_enter_sidenote(m, n);
	if (hints & HINT_CREDIT || map_out_in(m, OCT_CAPTION))
		if (map_enter_credit(m, n, look))
			return true;
	if (hints & HINT_CAPTION && map_enter_caption_of(m, n))
		return true;
	if (map_is_text(look->role, "heading"))
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

	if (!turns && (look->lang.n == 0 || map_is_nocase(look->lang, "zxx")))
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

static bool
enter_element(struct map *m, uint32_t n, const struct look *look)
{
	const struct element *e = element_of(dom_name(m->dom, n));
	bool says = look->lang.n != 0 || look->dir.n != 0, done = false, go;

	if (look->id.n != 0 &&
	    (map_flags_of(m, n) & IS_NAMED || m->source.fragment))
		map_out_id(m, look->id);
	if (says && e->block)
		set_block_language(m, n, look);
	go = false;
	if (look->hints != 0 || look->role.n != 0 || map_out_in(m, OCT_CAPTION))
		go = enter_hinted(m, n, look, &done);
	if (!done)
		go = e->enter(m, n, look, e->kind);
	if (go && says && !e->block)
		set_inline_language(m, n, look);
	return go;
}

bool
map_element_enter(struct map *m, uint32_t n)
{
	struct look look;
	bool go;

	switch (dom_type(m->dom, n)) {
	case DOM_NODE_TEXT:
		map_out_text(m, n, dom_text(m->dom, n));
		return false;
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

void
map_element_leave(struct map *m, uint32_t n)
{
	if (map_element_is_block(dom_name(m->dom, n)))
		map_out_end_line(m);
	map_pop_frames(m, n);
}
