#include "reader.h"

#include <octavo/sugar.h>
#include <stdlib.h>

#include "charset.h"
#include "width.h"

enum {
	LONG_LINE = 120, /* columns that nobody breaks lines at */
	LONG_TITLE = 120, /* bytes */
	CODE_INDENT = 4
};

struct line {
	const char *p;
	size_t n; /* without white space at the end; 0 for a blank line */
	size_t indent;
};

struct reader {
	const oct_api *a;
	oct_job *j;
	const char *p, *end; /* what is still to be read */
	uint32_t number; /* of the line at p, from 1 */
	size_t fill; /* columns that lines were broken at; 0: they weren't */
	struct line *block; /* lines between blank ones */
	size_t n, cap;
	uint32_t first; /* number of the first of them */
	oct_node *article, *body;
	int has_title;
};

/*
 * 1, the least there is: any text could be this.  -1 for what is no text: NUL
 * bytes outside of UTF-16, more control characters than text has, and formats
 * that begin with text and have a name.  0 for mark-up: whoever says it is text
 * may have it so, but it is not for reading.
 */
int32_t
text_bid(const uint8_t *head, size_t len)
{
	static const char *const others[] = { "%PDF-", "{\\rtf", "%!PS" };
	size_t controls = 0;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (len >= strlen(others[i]) &&
		    memcmp(head, others[i], strlen(others[i])) == 0)
			return -1;
	if (len >= 2 &&
	    ((head[0] == 0xff && head[1] == 0xfe) ||
		(head[0] == 0xfe && head[1] == 0xff)))
		return 1;
	for (size_t i = 0; i < len; i++) {
		if (head[i] == '\0')
			return -1;
		controls +=
		    head[i] < ' ' && strchr("\t\n\v\f\r\x1b", head[i]) == NULL;
	}
	return controls > len / 100 ? -1 : 1;
}

static int
next_line(struct reader *r, struct line *line)
{
	const char *stop = r->p;

	if (r->p == r->end)
		return 0;
	while (stop < r->end && *stop != '\n' && *stop != '\r' && *stop != '\f')
		stop++;
	*line = (struct line){ r->p, (size_t)(stop - r->p), 0 };
	r->p = stop;
	if (r->p < r->end)
		r->p += r->end - r->p > 1 && r->p[0] == '\r' && r->p[1] == '\n'
		    ? 2
		    : 1;
	r->number++;
	while (line->n > 0 && strchr(" \t", line->p[line->n - 1]) != NULL)
		line->n--;
	for (size_t i = 0; i < line->n && strchr(" \t", line->p[i]); i++)
		line->indent += line->p[i] == '\t' ? CODE_INDENT : 1;
	return 1;
}

static int
is_rule(struct line line)
{
	size_t marks = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (strchr("*-_=", line.p[i]) != NULL)
			marks++;
		else if (line.p[i] != ' ' && line.p[i] != '\t')
			return 0;
	}
	return marks >= 3;
}

/* The lines up to the next blank one, or a line of stars, which needs no blank
 * ones around it; 0 at the end of the text. */
static int
next_block(struct reader *r)
{
	struct line line = { 0 }, *grown;
	int stars;

	r->n = 0;
	while (next_line(r, &line)) {
		if (line.n == 0 && r->n == 0)
			continue;
		if (line.n == 0)
			break;
		stars = line.p[0] == '*' && is_rule(line);
		if (stars && r->n > 0) {
			r->p = line.p;
			r->number--;
			break;
		}
		if (r->n == 0)
			r->first = r->number - 1;
		if (r->n == r->cap) {
			r->cap = r->cap == 0 ? 64 : 2 * r->cap;
			grown = r->a->scratch(r->j, r->cap * sizeof(*grown));
			if (grown == NULL)
				return 0;
			if (r->n > 0)
				memcpy(grown, r->block, r->n * sizeof(*grown));
			r->block = grown;
		}
		r->block[r->n++] = line;
		if (stars)
			break;
	}
	return r->n > 0;
}

/* The width that the text was broken at, as its longest line shows; 0 when
 * lines are so long that each must be a paragraph. */
static size_t
fill_width(struct reader *r)
{
	struct reader copy = *r;
	struct line line;
	size_t longest = 0, columns;

	while (next_line(&copy, &line)) {
		columns =
		    line.n > 4 * LONG_LINE ? line.n : width_of(line.p, line.n);
		if (columns > longest)
			longest = columns;
	}
	return longest > LONG_LINE ? 0 : longest;
}

static oct_node *
add_block(struct reader *r, oct_node *parent, uint32_t kind)
{
	oct_node *n = r->a->add(r->j, parent, kind);

	r->a->set_int(r->j, n, OCT_P_LINE, r->first);
	return n;
}

/* A line without the first `skip` bytes and the white space after them. */
static struct line
cut(struct line line, size_t skip)
{
	while (skip < line.n && strchr(" \t", line.p[skip]) != NULL)
		skip++;
	return (struct line){ line.p + skip, line.n - skip, 0 };
}

static size_t
word_width(struct line line)
{
	const char *blank = memchr(line.p, ' ', line.n);

	return width_of(
	    line.p, blank != NULL ? (size_t)(blank - line.p) : line.n);
}

/* Could the next line's first word have stood on this one?  Then the line was
 * ended on purpose, as in verse; a third of the width is not enough to say so.
 */
static int
is_short(const struct reader *r, struct line line, struct line next)
{
	return width_of(line.p, line.n) + 1 + word_width(next) <
	    r->fill * 2 / 3;
}

/* Does the last character of the line stand without a blank before the next
 * one?  So do Chinese and Japanese, whose characters from U+2E80 take three
 * bytes and two columns; Korean has blanks. */
static int
joins_bare(struct line line, struct line next)
{
	size_t from = line.n;
	unsigned char lead;

	while (from > 0 && ((unsigned char)line.p[from - 1] & 0xc0) == 0x80)
		from--;
	if (from == 0 || next.n < 3)
		return 0;
	lead = (unsigned char)line.p[from - 1];
	return lead >= 0xe2 && lead <= 0xe9 &&
	    width_of(line.p + from - 1, line.n - from + 1) == 2 &&
	    (unsigned char)next.p[0] >= 0xe2 &&
	    (unsigned char)next.p[0] <= 0xe9 && width_of(next.p, 3) == 2;
}

/* Lines of a block as the text of a node. */
static void
add_lines(struct reader *r, oct_node *n, const struct line *lines, size_t count)
{
	struct line line, next;

	for (size_t i = 0; i < count; i++) {
		line = cut(lines[i], 0);
		r->a->add_text(r->j, n, line.p, line.n);
		if (i + 1 == count)
			return;
		next = cut(lines[i + 1], 0);
		if (is_short(r, line, next))
			r->a->add(r->j, n, OCT_BR);
		else if (!joins_bare(line, next))
			r->a->add_text(r->j, n, " ", 1);
	}
}

static void
add_paragraph(
    struct reader *r, oct_node *parent, const struct line *lines, size_t count)
{
	if (r->fill > 0) {
		add_lines(r, add_block(r, parent, OCT_P), lines, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		add_lines(r, add_block(r, parent, OCT_P), &lines[i], 1);
}

/* The level that a line of "===", "---" or "~~~" gives the line above; 0 for
 * other lines. */
static int
underline_level(struct line line)
{
	static const char marks[] = "=-~";
	const char *mark = line.n >= 3 ? strchr(marks, line.p[0]) : NULL;

	if (mark == NULL || *mark == '\0')
		return 0;
	for (size_t i = 1; i < line.n; i++)
		if (line.p[i] != *mark)
			return 0;
	return (int)(mark - marks) + 1;
}

/* Bytes of a list item's mark, "- " or "12. ", 0 if the line has none. */
static size_t
bullet(struct line line, int *is_ordered)
{
	struct line l = cut(line, 0);
	size_t digits = 0;

	*is_ordered = 0;
	if (l.n > 2 && strchr("-*+", l.p[0]) != NULL && l.p[1] == ' ')
		return (size_t)(l.p - line.p) + 2;
	if (l.n > 4 && memcmp(l.p, "\xe2\x80\xa2", 3) == 0)
		return (size_t)(l.p - line.p) + 3;
	while (digits < l.n && digits < 3 && l.p[digits] >= '0' &&
	    l.p[digits] <= '9')
		digits++;
	if (digits == 0 || l.n < digits + 3 ||
	    strchr(".)", l.p[digits]) == NULL || l.p[digits + 1] != ' ')
		return 0;
	*is_ordered = 1;
	return (size_t)(l.p - line.p) + digits + 2;
}

static void
add_list(struct reader *r)
{
	int is_ordered, other;
	oct_node *list = r->a->last(r->body), *item;
	size_t end;
	long first;

	bullet(r->block[0], &is_ordered);
	/* Items parted by blank lines are one list. */
	if (r->a->kind(list) != OCT_LIST ||
	    (r->a->get_int(list, OCT_P_ORDERED, 0) != 0) != is_ordered) {
		list = add_block(r, r->body, OCT_LIST);
		first = strtol(cut(r->block[0], 0).p, NULL, 10);
		if (is_ordered)
			r->a->set_int(r->j, list, OCT_P_ORDERED, 1);
		if (is_ordered && first != 1)
			r->a->set_int(r->j, list, OCT_P_START, first);
	}
	for (size_t i = 0; i < r->n; i = end) {
		r->block[i] = cut(r->block[i], bullet(r->block[i], &other));
		for (end = i + 1; end < r->n; end++)
			if (bullet(r->block[end], &other) > 0 &&
			    other == is_ordered)
				break;
		item = r->a->add(r->j, list, OCT_ITEM);
		add_lines(r, item, &r->block[i], end - i);
	}
}

static void
add_quote(struct reader *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->block[i] = cut(r->block[i], 1);
	add_paragraph(r, add_block(r, r->body, OCT_QUOTE), r->block, r->n);
}

static void
add_pre(struct reader *r, size_t indent)
{
	oct_node *pre = add_block(r, r->body, OCT_PRE);
	struct line line;
	size_t skip;

	for (size_t i = 0; i < r->n; i++) {
		line = r->block[i];
		for (skip = 0;
		     skip < line.n && skip < indent && line.p[skip] == ' ';
		     skip++)
			;
		r->a->add_text(r->j, pre, line.p + skip, line.n - skip);
		if (i + 1 < r->n)
			r->a->add_text(r->j, pre, "\n", 1);
	}
}

static void
add_heading(struct reader *r, int level)
{
	oct_node *n;

	if (!r->has_title && r->a->first(r->body) == NULL) {
		r->a->add_field(r->j, r->article, OCT_M_TITLE, r->block[0].p,
		    r->block[0].n, "text", 60);
		r->has_title = 1;
		return;
	}
	n = add_block(r, r->body, OCT_HEADING);
	r->a->set_int(r->j, n, OCT_P_LEVEL, level);
	add_lines(r, n, r->block, 1);
}

/* A line alone at the start is the title, unless it ends like a sentence. */
static int
is_title(const struct reader *r)
{
	struct line line = r->block[0];

	return !r->has_title && r->a->first(r->body) == NULL && r->n == 1 &&
	    line.n <= LONG_TITLE && r->p < r->end &&
	    strchr(".,;:", line.p[line.n - 1]) == NULL;
}

static int
is_quote(const struct reader *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->block[i].p[0] != '>')
			return 0;
	return 1;
}

static void
add_block_of_lines(struct reader *r)
{
	size_t indent = SIZE_MAX;
	int ordered, level;

	for (size_t i = 0; i < r->n; i++)
		if (r->block[i].indent < indent)
			indent = r->block[i].indent;
	if (r->n == 2 && (level = underline_level(r->block[1])) > 0) {
		add_heading(r, level);
	} else if (r->n == 1 && is_rule(r->block[0])) {
		add_block(r, r->body, OCT_RULE);
	} else if (bullet(r->block[0], &ordered) > 0) {
		add_list(r);
	} else if (is_quote(r)) {
		add_quote(r);
	} else if (indent >= CODE_INDENT) {
		add_pre(r, indent);
	} else if (is_title(r)) {
		add_heading(r, 1);
	} else {
		add_paragraph(r, r->body, r->block, r->n);
	}
}

oct_status
text_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	struct reader r = { .a = a, .j = j, .number = 1 };
	struct charset_text text;

	(void)inst;
	if (charset_read(a, j, in, 0, &text) != OCT_OK)
		return a->status(j);
	r.p = text.p;
	r.end = text.p + text.n;
	r.fill = fill_width(&r);
	r.article = a->add_article(j);
	r.body = a->part(r.article, OCT_BODY);
	while (next_block(&r) && a->status(j) == OCT_OK)
		add_block_of_lines(&r);
	return a->status(j);
}
