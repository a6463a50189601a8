#include "inlines.h"

#include "script.h"

#include <stdlib.h>

void
inlines_init(struct inlines *in, const oct_api *a, oct_job *j, enum links links)
{
	struct text_buf buf = { .a = a, .j = j };

	*in = (struct inlines){ .a = a, .j = j, .links = links };
	in->text = in->solid = in->starts = in->urls = buf;
}

static int
compare_notes(const void *a, const void *b)
{
	const struct note_name *x = a, *y = b;

	return strcmp(x->id.p, y->id.p);
}

void
inlines_start_article(struct inlines *in, const oct_node *notes)
{
	const oct_api *a = in->a;
	size_t n = 0;

	in->urls.n = 0;
	in->n_notes = 0;
	for (oct_node *note = a->first(notes); note != NULL;
	     note = a->next(note))
		n++;
	in->notes = a->scratch(in->j, (n + 1) * sizeof(*in->notes));
	if (in->notes == NULL)
		return;
	for (oct_node *note = a->first(notes); note != NULL;
	     note = a->next(note)) {
		in->notes[in->n_notes].id = a->get_str(note, OCT_P_ID);
		in->notes[in->n_notes].number = (uint32_t)in->n_notes + 1;
		in->n_notes++;
	}
	qsort(in->notes, n, sizeof(*in->notes), compare_notes);
}

void
inlines_clear(struct inlines *in)
{
	in->text.n = in->solid.n = in->starts.n = 0;
}

const struct solid *
inlines_solid(const struct inlines *in, size_t *n)
{
	*n = in->solid.n / sizeof(struct solid);
	return (const void *)in->solid.p;
}

/* Soft hyphens are for the line breaks of others; newlines in a text that is
 * filled are blanks. */
void
inlines_add_str(struct inlines *in, oct_str s, int keeps_space)
{
	const char *p = s.p, *end = s.p + s.n, *run;
	char *room = buf_room(&in->text, s.n), *to = room;

	if (room == NULL)
		return;
	while (p < end) {
		for (run = p;
		     p < end && *p != '\xc2' && *p != '\n' && *p != '\t';)
			p++;
		memcpy(to, run, (size_t)(p - run));
		to += p - run;
		if (p == end)
			break;
		if (p[0] == '\xc2' && p[1] == '\xad')
			p += 2;
		else if (*p == '\xc2' || keeps_space)
			*to++ = *p++;
		else {
			*to++ = ' ';
			p++;
		}
	}
	in->text.n += (size_t)(to - room);
}

void
inlines_add_solid(struct inlines *in, const char *p, size_t n)
{
	struct solid solid = { in->text.n, in->text.n + n };

	buf_add(&in->text, p, n);
	buf_add(&in->solid, &solid, sizeof(solid));
}

static void
add_noteref(struct inlines *in, const oct_node *n)
{
	struct note_name key = { .id = in->a->get_str(n, OCT_P_REF) }, *note;
	oct_str label = in->a->get_str(n, OCT_P_TEXT);
	char mark[64];

	note = in->n_notes == 0
	    ? NULL
	    : bsearch(&key, in->notes, in->n_notes, sizeof(key), compare_notes);
	if (note != NULL)
		snprintf(mark, sizeof(mark), "[%u]", note->number);
	else
		snprintf(mark, sizeof(mark), "[%.*s]",
		    label.n < 40 ? (int)label.n : 0, label.p);
	inlines_add_solid(in, mark, strlen(mark));
}

void
inlines_add_image(struct inlines *in, const oct_node *n)
{
	oct_str alt = in->a->get_str(n, OCT_P_ALT);

	if (alt.n == 0) {
		if (!in->a->has(n, OCT_P_ALT))
			buf_adds(&in->text, "[Image]");
		return;
	}
	for (; alt.n > 0 && alt.p[alt.n - 1] == ' '; alt.n--)
		;
	for (; alt.n > 0 && *alt.p == ' '; alt.n--)
		alt.p++;
	buf_adds(&in->text, "[Image: ");
	inlines_add_str(in, alt, 0);
	buf_adds(&in->text, "]");
}

/* The words of a MathML tree without its tags. */
static void
add_stripped(struct inlines *in, oct_str xml)
{
	const char *p = xml.p, *end = xml.p + xml.n, *stop;

	while (p < end) {
		if ((stop = memchr(p, '<', (size_t)(end - p))) == NULL)
			stop = end;
		inlines_add_str(in, (oct_str){ p, (size_t)(stop - p) }, 0);
		p = memchr(stop, '>', (size_t)(end - stop));
		p = p == NULL ? end : p + 1;
	}
}

void
inlines_add_math(struct inlines *in, const oct_node *n)
{
	oct_str alt = in->a->get_str(n, OCT_P_ALT);
	oct_str text = in->a->get_str(n, OCT_P_TEXT);

	if (!oct_is(in->a->get_str(n, OCT_P_NOTATION), "mathml"))
		inlines_add_str(in, text, 0);
	else if (alt.n > 0)
		inlines_add_str(in, alt, 0);
	else
		add_stripped(in, text);
}

static void
open_span(struct inlines *in)
{
	buf_add(&in->starts, &in->text.n, sizeof(in->text.n));
}

/* Where the inline that ends now began. */
static size_t
close_span(struct inlines *in)
{
	size_t start = in->text.n;

	if (in->starts.n >= sizeof(start)) {
		in->starts.n -= sizeof(start);
		memcpy(&start, in->starts.p + in->starts.n, sizeof(start));
	}
	return start;
}

/* Does the text of a link show where it leads? */
static int
shows_url(oct_str text, oct_str url)
{
	static const char *const schemes[] = { "", "https://", "http://",
		"mailto:", "tel:" };
	size_t n;

	if (url.n > 0 && url.p[url.n - 1] == '/')
		url.n--;
	if (text.n > 0 && text.p[text.n - 1] == '/')
		text.n--;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if (url.n == text.n + n && memcmp(url.p, schemes[i], n) == 0 &&
		    memcmp(url.p + n, text.p, text.n) == 0)
			return 1;
	}
	return 0;
}

static void
leave_link(struct inlines *in, const oct_node *n)
{
	oct_str url = in->a->get_str(n, OCT_P_HREF);
	size_t start = close_span(in);
	char mark[32];

	if (in->links == LINKS_NONE || url.n == 0 || url.p[0] == '#' ||
	    start > in->text.n)
		return;
	if (shows_url((oct_str){ in->text.p + start, in->text.n - start }, url))
		return;
	if (in->links == LINKS_REFERENCE) {
		buf_add(&in->urls, &url, sizeof(url));
		snprintf(
		    mark, sizeof(mark), "[L%zu]", in->urls.n / sizeof(url));
		inlines_add_solid(in, mark, strlen(mark));
		return;
	}
	buf_adds(&in->text, " <");
	inlines_add_solid(in, url.p, url.n);
	buf_adds(&in->text, ">");
}

static void
leave_script(struct inlines *in, uint32_t kind)
{
	size_t start = close_span(in);

	if (start < in->text.n)
		script_raise(&in->text, start, kind == OCT_SUP);
}

static void
enter_inline(struct inlines *in, oct_node *n, int keeps_space)
{
	switch (in->a->kind(n)) {
	case OCT_NOTEREF: add_noteref(in, n); return;
	case OCT_IMAGE: inlines_add_image(in, n); return;
	case OCT_MATH: inlines_add_math(in, n); return;
	case OCT_BR: buf_adds(&in->text, "\n"); return;
	case OCT_RAW:
		if (oct_is(in->a->get_str(n, OCT_P_FORMAT), "text"))
			inlines_add_str(
			    in, in->a->get_str(n, OCT_P_TEXT), keeps_space);
		return;
	case OCT_DEL: buf_adds(&in->text, "~~"); return;
	case OCT_Q: buf_adds(&in->text, "\xe2\x80\x9c"); return;
	case OCT_RT: buf_adds(&in->text, "("); return;
	case OCT_LINK:
	case OCT_SUP:
	case OCT_SUB: open_span(in); return;
	default:
		inlines_add_str(in, in->a->get_str(n, OCT_P_TEXT), keeps_space);
	}
}

static void
leave_inline(struct inlines *in, const oct_node *n)
{
	uint32_t kind = in->a->kind(n);

	switch (kind) {
	case OCT_DEL: buf_adds(&in->text, "~~"); return;
	case OCT_Q: buf_adds(&in->text, "\xe2\x80\x9d"); return;
	case OCT_RT: buf_adds(&in->text, ")"); return;
	case OCT_LINK: leave_link(in, n); return;
	case OCT_SUP:
	case OCT_SUB: leave_script(in, kind); return;
	default: return;
	}
}

/* A block among inlines: on a line of its own. */
static void
enter_block(struct inlines *in, oct_node *n)
{
	uint32_t kind = in->a->kind(n);

	if (in->text.n > 0 && in->text.p[in->text.n - 1] != '\n')
		buf_adds(&in->text, kind == OCT_CELL ? " | " : "\n");
	if (kind == OCT_ITEM)
		buf_adds(&in->text, "- ");
	if (kind == OCT_RULE || kind == OCT_RAWBLOCK)
		return;
	if (kind == OCT_MATHBLOCK)
		inlines_add_math(in, n);
	else if (kind == OCT_MEDIA)
		inlines_add_str(in, in->a->get_str(n, OCT_P_HREF), 0);
	else
		inlines_add_str(in, in->a->get_str(n, OCT_P_TEXT), 1);
}

void
inlines_add(struct inlines *in, oct_node *node, int keeps_space)
{
	const oct_api *a = in->a;
	struct oct_walk w = oct_walk_start(node);

	while (oct_walk_next(a, &w)) {
		if (w.node == node)
			continue;
		if (a->kind(w.node) & OCT_INLINE) {
			if (w.enter)
				enter_inline(in, w.node, keeps_space);
			else
				leave_inline(in, w.node);
		} else if (w.enter) {
			enter_block(in, w.node);
		}
	}
}
