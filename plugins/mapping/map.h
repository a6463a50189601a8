/*
 * map.h -- what the files of the mapping share.
 *
 *	map.c		the walk over the DOM; mapping.h's functions
 *	element.c	the table of elements: which handler takes which tag
 *	survey.c	what is known before the walk: struct fact, ids
 *	note.c		which links are note references, which blocks notes
 *	out.c		where the next node goes: struct place, lines, inlines
 *	block.c inline.c list.c table.c figure.c image.c code.c math.c media.c
 *			the handlers, by what they make
 *	hint.c		what classes say
 *	language.c	language tags
 *	drop.c		dropped blocks and their paths
 *	unsaid.c	texts that nothing was made of
 *
 * A handler is called when its element is entered and says whether the walk
 * goes on into the children.  What it changes for them -- the box to fill, the
 * inlines around -- it puts on the stack of frames; the walk takes it off.
 *
 * Inlines are opened late.  Entering <b> merely notes that text is strong from
 * now on; the STRONG is made when there is text, in whatever line that text
 * stands.  So a block inside a <b> or an <a> closes nothing and loses nothing:
 * the next text opens the inlines anew where it is.
 */
#ifndef MAP_H
#define MAP_H

#include <octavo/article.h>
#include <octavo/plugin.h>
#include <string.h>

#include "dom.h"
#include "mapping.h"

/* struct fact.flags */
enum {
	/* it, or something in it, is */
	HAS_IMAGE = 1u << 0,
	HAS_MEDIA = 1u << 1,
	HAS_TABLE = 1u << 2,
	HAS_HEADING = 1u << 3,
	HAS_FIGURE = 1u << 4,
	HAS_PRE = 1u << 5,
	HAS_BLOCK = 1u << 6, /* any other block */
	HAS_FIGCAPTION = 1u << 7,
	HAS_LINK = 1u << 8,
	HAS_MATH = 1u << 9,
	HAS_CODE = 1u << 10,
	HAS_QUOTE = 1u << 11,
	HAS = (1u << 12) - 1,
	/* it is */
	IS_NOTE =
	    1u << 16, /* what a NOTEREF refers to; mapped by map_notes() */
	IS_NOTEREF = 1u << 17,
	IS_BACKLINK = 1u << 18, /* from a note to its reference */
	IS_REFSPOT = 1u << 19, /* around or in a NOTEREF */
	IS_NOTE_HEAD = 1u << 20, /* heading or rule of notes that went */
	IS_NAMED = 1u << 21 /* something links to its id */
};

/* map->said: words in it are written; words in it are not */
enum { IS_SAID = 1, IS_UNSAID = 2 };

/* What the survey knows of a node. */
struct fact {
	uint32_t flags;
	uint32_t text; /* bytes of the texts in it that are not mere space; with
			  IS_NOTE, the number of the note from 1 */
};

/* What classes, and roles as good as classes, say: struct look.hints. */
enum {
	HINT_CAPTION = 1u << 0,
	HINT_CREDIT = 1u << 1,
	HINT_ASIDE_NOTE = 1u << 2,
	HINT_ASIDE_TIP = 1u << 3,
	HINT_ASIDE_WARNING = 1u << 4,
	HINT_PULLQUOTE = 1u << 5,
	HINT_EMOJI = 1u << 6,
	HINT_KATEX = 1u << 7,
	HINT_MATHJAX = 1u << 8, /* what MathJax shows for a script */
	HINT_MATH_IMAGE = 1u << 9, /* a picture of a formula */
	HINT_DISPLAY_MATH = 1u << 10,
	HINT_BACKLINK = 1u << 11,
	HINT_NOTEREF = 1u << 12,
	HINT_SIDENOTE = 1u << 13,
	HINT_LINE_NUMBER = 1u << 14,
	HINT_CODE_LINE = 1u << 15,
	HINT_CODE_TABLE = 1u << 16,
	HINT_VERSE = 1u << 17,
	HINT_TWEET = 1u << 18,
	HINT_HIDDEN_MATH = 1u << 19, /* a second form of a formula */
	HINT_JUMP = 1u << 20, /* "jump up", "Jump to content" */
	HINT_ASIDE_TITLE = 1u << 21,
	HINT_EMAIL = 1u << 22, /* one that is hidden from scrapers */
	HINT_TEX = 1u << 23 /* a formula that a script was to draw */
};

/* An element as it is entered. */
struct look {
	uint32_t hints;
	struct dom_str id, lang, dir, role;
};

/* Where what comes next goes; saved and put back by frames. */
struct place {
	oct_node *box; /* the block to fill */
	struct dom_str lang; /* of the source here */
	struct dom_str box_lang; /* what the box says, or is known to be */
	bool rtl, box_rtl;
	bool in_p; /* inside a <p>: text gets a P even in a flow */
	bool pre; /* white space counts */
	bool itemless; /* the box is a LIST that has no <li> but for lists */
	int32_t ordinal; /* of the next ITEM of the box */
	int32_t step; /* 1, -1 in a reversed list, 0: not numbered */
};

/* How a text ends, to tell what follows it from what goes on. */
enum ending { END_OPEN, END_WORD, END_CAPITALS };

/* An element that changed something until it is left. */
struct frame {
	uint32_t n;
	uint32_t inline_count;
	struct place place;
};

/* An inline that text is in.  The node is NULL until text needs it. */
struct inlined {
	uint32_t kind;
	uint32_t n; /* its element */
	oct_node *node;
	oct_str href; /* LINK */
	struct dom_str lang;
	const char *dir; /* or NULL */
};

/* An id, and what stands there. */
struct named {
	struct dom_str id;
	uint32_t n;
	uint32_t note; /* its note, from 1; 0: none yet; or NO_NOTE */
};
#define NO_NOTE UINT32_MAX

struct note {
	struct dom_str id;
	uint32_t body;
	struct dom_str label;
	oct_node *node; /* the NOTE, once written */
	bool wanted; /* in the queue: referred to, or left out where it was */
};

enum { PENDING_IDS = 4, HINT_INDEX = 512 };

struct map {
	const oct_api *api;
	oct_job *job;
	const struct dom *dom;
	struct map_source source;

	/* survey.c, note.c */
	struct fact *facts; /* by node */
	struct named *names; /* open hash, a power of two */
	uint32_t name_count, name_room;
	uint32_t *links; /* elements with an internal link */
	uint32_t link_count, link_room;
	struct note *notes;
	uint32_t note_count, note_room;
	uint32_t *queue; /* numbers of notes to be written, from 0 */
	uint32_t queue_count, queue_room;
	uint32_t *heads; /* elements that are IS_NOTE_HEAD */
	uint32_t head_count, head_room;
	bool has_tex; /* scripts of type math/tex */

	uint8_t hint_index[HINT_INDEX]; /* hint.c */

	/* out.c */
	struct place place;
	oct_node *line; /* what takes inlines now, or NULL */
	uint32_t open; /* inlines that have a node in this line */
	uint32_t breaks; /* line breaks not written yet */
	bool parted; /* a space is due, unless it is before a comma */
	enum ending ending; /* of the text before an element of its own */
	struct inlined *inlines;
	uint32_t inline_count, inline_room;
	struct frame *frames;
	uint32_t frame_count, frame_room;
	struct dom_str ids[PENDING_IDS]; /* for the next node */
	uint32_t id_count;
	struct dom_str label; /* of the note that begins here, to be left out */
	bool label_cut; /* it was there */

	/* unsaid.c */
	uint8_t *said; /* by node: IS_SAID, IS_UNSAID */
	bool looked;

	/* drop.c */
	bool dropping;
	bool in_note; /* map_notes() writes a note */
	uint32_t *nth; /* by node: which of its name among its siblings */

	char *buf; /* of code.c and math.c, used again and again */
	size_t buf_len, buf_room;
	uint32_t last_image; /* resource of the image just written, or 0 */
};

/* map.c */
oct_str map_str_of(struct dom_str);
bool map_is_nocase(struct dom_str, const char *);
/* Do n bytes begin with the word, in any case? */
bool map_starts(const char *p, size_t n, const char *word);
/* Where the word is, in any case; s.n where it is not. */
size_t map_find_word(struct dom_str s, const char *word);
bool map_has_word(struct dom_str, const char *word);
struct dom_str map_trim(struct dom_str);
/* Nothing but spaces, with breaks or without, and characters of no width? */
bool map_is_spacer(struct dom_str);

/* HTML 4.6.1 ASCII whitespace */
static inline bool
map_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

int32_t map_to_int(struct dom_str, int32_t otherwise);
/* An array with room for one more; the old one, and *room as it was, when
 * memory is out (the job knows). */
void *
map_grow(struct map *, void *, uint32_t count, uint32_t *room, size_t size);
void map_buf_add(struct map *, const char *, size_t);
void map_buf_puts(struct map *, const char *);
void map_walk(struct map *, uint32_t top, bool inside);

/* element.c */
bool map_element_enter(struct map *, uint32_t n);
void map_element_leave(struct map *, uint32_t n);
bool map_element_is_block(uint32_t name);
bool map_element_is_inline(uint32_t name);

/* survey.c */
bool map_survey(struct map *);
struct named *map_survey_name(const struct map *, struct dom_str id);
/* The part of an internal link after "#"; absent for other links. */
struct dom_str map_survey_target(struct map *, uint32_t a);
static inline uint32_t
map_flags_of(const struct map *m, uint32_t n)
{
	return m->facts[n].flags;
}

/* note.c */
void map_notes_find(struct map *);
void map_notes_mark_names(struct map *);
bool map_enter_noteref(struct map *, uint32_t n);
bool map_is_links_only(const struct map *, uint32_t n, uint32_t flag);
bool map_enter_sidenote(struct map *, uint32_t n);
bool map_note_is_backlink(const struct map *, uint32_t a); /* it says so */
void map_note_skip(struct map *, uint32_t n);
bool map_note_is_written(const struct map *, uint32_t n);

/* hint.c */
void map_hints_index(struct map *);
uint32_t map_hints_of(const struct map *, uint32_t n);

/* email.c */
/* Does the link lead to the page that says that a script is wanted? */
bool map_is_email_page(struct dom_str href);
/* The address that is hidden in the element; empty for none. */
struct dom_str map_email_of(struct map *, uint32_t n);
/* That address, to be written for the words that stand in for it; empty where
 * other words are shown. */
struct dom_str map_email_shown(struct map *, uint32_t n);

/* unsaid.c */
/* The words of this text are written. */
static inline void
map_say(struct map *m, uint32_t n)
{
	m->said[n] |= IS_SAID;
}
/* All text in `top` that a reader sees, blocks parted by a space. */
void map_add_words(struct map *, uint32_t top, oct_node *to);

/* language.c */
/* Equal where one is a part of the other, "en" and "en-GB". */
bool map_lang_same(struct dom_str, struct dom_str);
/* Sets it in its canonical case; "en_us" is taken for "en-US", what can't be a
 * tag is left out. */
void map_lang_set(struct map *, oct_node *, struct dom_str lang);

/* out.c */
void map_out_start(struct map *, uint32_t n, oct_node *to);
void map_out_end(struct map *);
/* Text that is more than space, and space between words. */
void map_out_text(struct map *, uint32_t n, struct dom_str);
void map_out_space(struct map *, uint32_t n);
void map_out_break(struct map *);
void map_out_end_line(struct map *);
bool map_out_begun(const struct map *); /* has the line anything in it? */
bool
map_out_in(const struct map *, uint32_t kind); /* the box is of that kind */
/* What comes next is no part of the word before it. */
void map_out_part(struct map *);
void map_out_seam(struct map *, struct dom_str text); /* which ends here */
/* A block for element n, in the box or as near to it as the model allows. */
oct_node *map_out_block(struct map *, uint32_t n, uint32_t kind);
/* What takes an inline leaf that comes next. */
oct_node *map_out_cursor(struct map *, uint32_t n);
oct_node *map_out_leaf(struct map *, uint32_t n, uint32_t kind);
void map_out_origin(struct map *, oct_node *, uint32_t n);
void map_out_id(struct map *, struct dom_str id);
void map_out_set(struct map *, oct_node *, uint32_t prop, struct dom_str);
/* Until n is left: fill `box`; be in an inline; merely remember the place. */
void map_push_box(struct map *, uint32_t n, oct_node *box);
void map_push_inline(struct map *, uint32_t n, uint32_t kind);
void map_push_place(struct map *, uint32_t n);
void map_pop_frames(struct map *, uint32_t n);
struct inlined *map_inline_top(struct map *);
bool map_inline_has(const struct map *, uint32_t kind);

/* the handlers' files */
typedef bool handler(struct map *, uint32_t n, const struct look *, uint32_t);
handler map_enter_block, map_enter_p, map_enter_heading, map_enter_quote,
    map_enter_rule, map_enter_aside, map_enter_summary, map_enter_pre;
handler map_enter_inline, map_enter_link, map_enter_ruby, map_enter_rt,
    map_enter_br, map_enter_span, map_enter_sup, map_enter_select;
handler map_enter_list, map_enter_item, map_enter_deflist, map_enter_term;
handler map_enter_table, map_enter_caption, map_enter_rows, map_enter_row,
    map_enter_cell;
handler map_enter_figure, map_enter_figcaption;
handler map_enter_image, map_enter_picture, map_enter_noscript;
handler map_enter_media, map_enter_math, map_enter_script, map_enter_svg,
    map_enter_skip;

bool map_enter_credit(struct map *, uint32_t n, const struct look *);
bool map_enter_caption_of(struct map *, uint32_t n);
bool map_is_code_table(const struct map *, uint32_t n);
bool map_enter_code(struct map *, uint32_t n);
void map_add_tex(struct map *, uint32_t n, struct dom_str tex, bool display);
bool map_enter_katex(struct map *, uint32_t n);
/* TeX in an element for it, as pandoc, Sphinx and Octavo itself write it; false
 * where it is none. */
bool map_enter_tex(struct map *, uint32_t n);
bool map_enter_callout(struct map *, uint32_t n, const struct look *);
bool map_enter_aside_title(struct map *, uint32_t n);

/* Begins the text behind a tab with the tab's words, unless those stand right
 * before it.                                                            tab.c
 */
void map_label_panel(struct map *, uint32_t panel);
bool map_image_is_usable(const struct map *, uint32_t n);

#endif
