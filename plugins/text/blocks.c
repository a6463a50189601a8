#include "writer.h"

/* An open list. */
struct list {
	int is_loose; /* blank lines between its items */
	int64_t number; /* of its next item; counts when ordered */
	int is_ordered;
	int digits; /* of its last number */
};

static struct list *
open_list(struct writer *w)
{
	if (w->lists.n < sizeof(struct list))
		return NULL;
	return (void *)(w->lists.p + w->lists.n - sizeof(struct list));
}

/* Is a line break in the list's items a blank line?  No, if no item has more
 * than one block besides the lists in it. */
static int
is_loose(const oct_api *a, const oct_node *list)
{
	int blocks;

	for (oct_node *item = a->first(list); item != NULL;
	     item = a->next(item)) {
		blocks = 0;
		for (oct_node *n = a->first(item); n != NULL; n = a->next(n))
			blocks +=
			    a->kind(n) & OCT_BLOCK && a->kind(n) != OCT_LIST;
		if (blocks > 1)
			return 1;
	}
	return 0;
}

static void
enter_list(struct writer *w, oct_node *n)
{
	const oct_api *a = w->a;
	const struct list *outer = open_list(w);
	struct list list = { .number = a->get_int(n, OCT_P_START, 1) };
	int64_t last = list.number - 1;
	char digits[32];

	for (oct_node *item = a->first(n); item != NULL; item = a->next(item))
		last++;
	list.is_loose = is_loose(a, n);
	list.is_ordered = a->get_int(n, OCT_P_ORDERED, 0) != 0;
	list.digits = snprintf(digits, sizeof(digits), "%lld", (long long)last);
	if (outer != NULL && !outer->is_loose)
		page_no_gap(&w->page);
	buf_add(&w->lists, &list, sizeof(list));
}

static void
enter_item(struct writer *w, oct_node *n)
{
	struct list *list = open_list(w);
	int64_t checked = w->a->get_int(n, OCT_P_CHECKED, -1);
	char first[64] = "- ", rest[64];

	if (list == NULL)
		return;
	if (list->is_ordered)
		snprintf(first, sizeof(first), "%*lld. ", list->digits,
		    (long long)list->number++);
	if (checked >= 0)
		strcat(first, checked ? "[x] " : "[ ] ");
	snprintf(rest, sizeof(rest), "%*s", (int)strlen(first), "");
	if (!list->is_loose && w->a->prev(n) != NULL)
		page_no_gap(&w->page);
	page_push(&w->page, first, rest);
}

void
blocks_write_lines(struct writer *w, oct_node *n)
{
	const struct solid *solid;
	size_t n_solid;

	inlines_clear(&w->in);
	inlines_add(&w->in, n, 0);
	if (w->in.text.n == 0)
		return;
	solid = inlines_solid(&w->in, &n_solid);
	page_text(&w->page, w->in.text.p, w->in.text.n, solid, n_solid);
}

static void
write_heading(struct writer *w, oct_node *n)
{
	static const char underlines[] = { 0, '-', '~' };
	int64_t level = w->a->get_int(n, OCT_P_LEVEL, 1);
	size_t natural, least;

	page_gap(&w->page);
	blocks_write_lines(w, n);
	if (level >= 1 && level <= 2 && w->in.text.n > 0) {
		wrap_measure(w->in.text.p, w->in.text.n, &natural, &least);
		write_underline(w, underlines[level], natural);
	}
	page_gap(&w->page);
}

static void
write_pre(struct writer *w, oct_node *n)
{
	size_t mark;

	inlines_clear(&w->in);
	inlines_add(&w->in, n, 1);
	mark = page_push(&w->page, "    ", "    ");
	write_verbatim(w, (oct_str){ w->in.text.p, w->in.text.n });
	page_pop(&w->page, mark);
}

static void
write_code(struct writer *w, oct_node *n)
{
	size_t mark = page_push(&w->page, "    ", "    ");

	write_verbatim(w, w->a->get_str(n, OCT_P_TEXT));
	page_pop(&w->page, mark);
}

static void
write_math(struct writer *w, oct_node *n)
{
	size_t mark;

	inlines_clear(&w->in);
	inlines_add_math(&w->in, n);
	mark = page_push(&w->page, "    ", "    ");
	write_verbatim(w, (oct_str){ w->in.text.p, w->in.text.n });
	page_pop(&w->page, mark);
}

static void
write_rule(struct writer *w)
{
	size_t room = page_room(&w->page);
	char line[80];
	int indent = 0;

	if (room != SIZE_MAX)
		indent = room > 80 ? 35 : (int)(room - 5) / 2;
	snprintf(line, sizeof(line), "%*s* * *", indent, "");
	page_line(&w->page, line, strlen(line));
}

static const char *
media_word(oct_str role)
{
	if (oct_is(role, OCT_ROLE_AUDIO))
		return "[Audio";
	return oct_is(role, OCT_ROLE_VIDEO) ? "[Video" : "[Embedded";
}

static void
write_media(struct writer *w, oct_node *n)
{
	oct_str title = w->a->get_str(n, OCT_P_TITLE);
	oct_str url = w->a->get_str(n, OCT_P_HREF);
	const struct solid *solid;
	size_t n_solid;

	inlines_clear(&w->in);
	buf_adds(&w->in.text, media_word(w->a->get_str(n, OCT_P_ROLE)));
	buf_adds(&w->in.text, title.n > 0 ? ": " : "");
	inlines_add_str(&w->in, title, 0);
	buf_adds(&w->in.text, "]");
	if (url.n > 0) {
		buf_adds(&w->in.text, " ");
		inlines_add_solid(&w->in, url.p, url.n);
	}
	solid = inlines_solid(&w->in, &n_solid);
	page_text(&w->page, w->in.text.p, w->in.text.n, solid, n_solid);
}

/* The image of a figure, a line of its own; a caption that says the same as
 * the alternative text stands for both. */
static void
write_image(struct writer *w, oct_node *n)
{
	const oct_api *a = w->a;
	oct_str alt = a->get_str(n, OCT_P_ALT);
	oct_node *sibling = a->first(a->parent(n));

	while (sibling != NULL && a->kind(sibling) != OCT_CAPTION)
		sibling = a->next(sibling);
	if (sibling != NULL &&
	    (alt.n == 0 || oct_is(a->text_of(w->j, sibling), alt.p)))
		return;
	inlines_clear(&w->in);
	inlines_add_image(&w->in, n);
	if (w->in.text.n > 0)
		write_str(w, (oct_str){ w->in.text.p, w->in.text.n });
}

static void
write_caption(struct writer *w, oct_node *n)
{
	page_no_gap(&w->page);
	blocks_write_lines(w, n);
}

static void
write_term(struct writer *w, oct_node *n)
{
	if (w->a->kind(w->a->prev(n)) == OCT_TERM)
		page_no_gap(&w->page);
	blocks_write_lines(w, n);
	page_no_gap(&w->page);
}

/* Blocks that are written whole when they are entered; 0 if the node is none
 * of them. */
static int
write_whole(struct writer *w, oct_node *n)
{
	switch (w->a->kind(n)) {
	case OCT_HEADING: write_heading(w, n); return 1;
	case OCT_TERM: write_term(w, n); return 1;
	case OCT_CAPTION:
	case OCT_CREDIT: write_caption(w, n); return 1;
	case OCT_IMAGE: write_image(w, n); return 1;
	case OCT_P: blocks_write_lines(w, n); break;
	case OCT_PRE: write_pre(w, n); break;
	case OCT_CODEBLOCK: write_code(w, n); break;
	case OCT_RULE: write_rule(w); break;
	case OCT_MEDIA: write_media(w, n); break;
	case OCT_MATHBLOCK: write_math(w, n); break;
	case OCT_TABLE: table_write(w, n); break;
	case OCT_RAWBLOCK:
		if (!oct_is(w->a->get_str(n, OCT_P_FORMAT), "text"))
			return 1;
		write_verbatim(w, w->a->get_str(n, OCT_P_TEXT));
		break;
	default:
		if (!(w->a->kind(n) & OCT_LEAF))
			return 0;
		write_str(w, w->a->get_str(n, OCT_P_TEXT));
	}
	page_gap(&w->page);
	return 1;
}

/* Containers; what marks their lines goes with `marks` when they are left. */
static void
enter(struct writer *w, oct_node *n)
{
	struct page *p = &w->page;

	buf_add(&w->marks, &p->rest.n, sizeof(p->rest.n));
	switch (w->a->kind(n)) {
	case OCT_LIST: enter_list(w, n); return;
	case OCT_ITEM: enter_item(w, n); return;
	case OCT_QUOTE: page_push(p, "> ", "> "); return;
	case OCT_ASIDE: page_push(p, "| ", "| "); return;
	case OCT_FIGURE: page_push(p, "", ""); return;
	case OCT_DEFINITION:
		page_no_gap(p);
		page_push(p, "    ", "    ");
		return;
	default: return;
	}
}

static void
leave(struct writer *w, const oct_node *n)
{
	size_t mark = w->page.rest.n;

	if (w->a->kind(n) == OCT_ITEM)
		page_bullet(&w->page);
	if (w->a->kind(n) == OCT_LIST && w->lists.n >= sizeof(struct list))
		w->lists.n -= sizeof(struct list);
	if (w->marks.n >= sizeof(mark)) {
		w->marks.n -= sizeof(mark);
		memcpy(&mark, w->marks.p + w->marks.n, sizeof(mark));
	}
	page_pop(&w->page, mark);
	page_gap(&w->page);
}

/* A container that holds inlines, as an item of a simple list does. */
static int
holds_lines(const oct_api *a, const oct_node *n)
{
	return a->kind(n) != OCT_FIGURE && a->kind(a->first(n)) & OCT_INLINE;
}

void
blocks_write(struct writer *w, oct_node *root)
{
	struct oct_walk walk = oct_walk_start(root);

	while (oct_walk_next(w->a, &walk) && w->a->status(w->j) == OCT_OK) {
		if (!walk.enter) {
			leave(w, walk.node);
		} else if (write_whole(w, walk.node)) {
			walk.skip = 1;
		} else {
			enter(w, walk.node);
			if (!holds_lines(w->a, walk.node))
				continue;
			blocks_write_lines(w, walk.node);
			leave(w, walk.node);
			walk.skip = 1;
		}
	}
}
