/* meta_visible_lines.c -- bylines and dates in the lines near the title. */
#include "meta_visible.h"

#include <string.h>

#include "unicode.h"

#define BEHIND 400 /* nodes behind the title that are read as lines */
#define BEFORE 60 /* and in front of it */
#define OPENINGS 5 /* paragraphs whose first words are read */
#define OPENING 80 /* bytes of them */
#define PLACE 48 /* bytes of a dateline's place */
#define SIGNED_NEAR 60 /* nodes from the title to whoever signs */

/* Does everything of the line go into what was read from it? */
static bool
is_short(struct dom_str text)
{
	return text.n > 0 && text.n <= LINE_BYTES;
}

/* A line of text near the title: "By Ann Lee", "June 24, 2016", "Ann Lee |
 * Reporter | June 24, 2016".  False: it says nothing of the kind. */
static bool
read_line(struct finder *f, uint32_t n)
{
	struct dom_str text = meta_lines(f->m, n, LINE_BYTES);
	struct byline b;
	struct date date;
	size_t end;
	bool dated, labelled;

	if (!is_short(text))
		return false;
	dated = date_find(text.p, text.n, f->m->order, &date, NULL, &end);
	labelled = byline_labelled(text.p, text.n, &b) > 0 ||
	    (dated && byline_labelled(text.p + end, text.n - end, &b) > 0);
	if (labelled)
		visible_try_author(f, n, FIND_LABEL);
	else if (dated && n > f->title)
		visible_try_author(f, n, FIND_DATED);
	else if (n > f->title && n - f->title < SIGNED_NEAR &&
	    byline_signed(text.p, text.n, &b) > 0)
		visible_try_author(f, n, FIND_SIGNED);
	if (dated)
		visible_read_dates(f, n, text, FIND_LINE, false);
	return dated || labelled;
}

/* Reads it, unless it stands alone in a line that says nothing. */
static void
look_at_line(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;

	if ((f->silent != 0 && dom_parent(d, n) == f->silent &&
		visible_is_alone(d, n)) ||
	    !read_line(f, n))
		f->silent = n;
}

/* The place of a dateline at the front of a paragraph: capitals up to a dash or
 * to the agency in brackets, "LONDON (Reuters) --"; its length, or 0. */
static size_t
place_length(struct dom_str s)
{
	static const char *const ends[] = { " (", " — ", " – ", " -- ", " - ",
		"— " };
	size_t len, letters = 0;

	for (size_t i = 0; i < s.n && i < PLACE; i += len) {
		uint32_t c = uni_char(s.p + i, s.p + s.n, &len);

		for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
			size_t n = strlen(ends[k]);

			if (s.n - i > n && memcmp(s.p + i, ends[k], n) == 0)
				return letters > 2 ? i : 0;
		}
		if (uni_is_letter(c) && !uni_is_upper(c))
			return 0;
		if (!uni_is_letter(c) && c != ' ' && c != ',' && c != '.' &&
		    c != '-' && c != '\'')
			return 0;
		letters += uni_is_letter(c);
	}
	return 0;
}

/* "Press release of 25 January 2022 | Berlin -- The ...", "LONDON -- The ...":
 * how a paragraph begins. */
static void
read_opening(struct finder *f, uint32_t n)
{
	const struct dom *d = f->m->page->dom;
	struct dom_str text = visible_trim(dom_text(d, dom_first(d, n)));
	struct date date;
	size_t place = place_length(text);

	if (place > 0)
		meta_add(f->m, OCT_M_LOCATION,
		    (struct dom_str){ text.p, place }, "text", 50);
	if (text.n < 10 ||
	    !date_find(text.p, text.n < OPENING ? text.n : OPENING, f->m->order,
		&date, &place, NULL) ||
	    date_label_of(text.p, place) == DATE_MODIFIED)
		return;
	visible_add_date(f, n, &date, FIND_LINE | FIND_PART, false);
}

/* Blocks without blocks in them. */
static bool
is_line(const struct dom *d, uint32_t n)
{
	switch (dom_name(d, n)) {
	case DOM_P:
	case DOM_DIV:
	case DOM_SPAN:
	case DOM_LI:
	case DOM_TD:
	case DOM_DD:
	case DOM_B:
	case DOM_FONT:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6:
	case DOM_SMALL:
	case DOM_EM:
	case DOM_I: return true;
	}
	return false;
}

/* Is one of author and date not yet found for sure? */
static bool
wants_lines(const struct finder *f)
{
	int author = 0, date = 0;

	find_author(&f->authors, f->title, &author);
	find_date(&f->dates, f->title, false, &date);
	return author < AUTHOR_SURE || date < DATE_SURE;
}

static uint32_t
next_paragraph(const struct dom *d, uint32_t n)
{
	return n != 0 ? dom_find(d, n, DOM_ROOT, DOM_P) : 0;
}

void
visible_read_lines(struct finder *f)
{
	const struct dom *d = f->m->page->dom;
	uint32_t title = f->title, n = dom_skip(d, title, DOM_ROOT);

	for (int i = 0; i < OPENINGS && (n = next_paragraph(d, n)) != 0; i++)
		read_opening(f, n);
	if (!wants_lines(f))
		return;
	n = dom_skip(d, title, DOM_ROOT);
	for (int i = 0; i < BEHIND && n != 0; i++) {
		if (is_line(d, n))
			look_at_line(f, n);
		n = dom_walk(d, n, DOM_ROOT);
	}
	for (n = title; n > DOM_ROOT && n + BEFORE > title; n--)
		if (is_line(d, n) && dom_parent(d, n) != 0)
			look_at_line(f, n);
}
