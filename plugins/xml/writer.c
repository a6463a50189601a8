#include "writer.h"

#include "element.h"
#include "meta.h"
#include "refs.h"
#include "vocabulary.h"

/* The element of a node.  A kind of another plug-in's, which has none, becomes
 * what its class says: a paragraph, a section when it holds blocks, a span. */
static const struct element *
element_for(const oct_api *a, const oct_node *n)
{
	uint32_t kind = a->kind(n);
	const struct element *e = element_of(kind);

	if (e->content != CONTENT_NONE || kind == OCT_TEXT)
		return e;
	if (kind & OCT_BLOCK)
		return element_of(
		    a->kind(a->first(n)) & OCT_BLOCK ? OCT_SECTION : OCT_P);
	return kind & OCT_INLINE && !(kind & OCT_LEAF) ? element_of(OCT_SPAN)
						       : e;
}

/* Are the children of a node on lines of their own?  Only where white space
 * between them means nothing. */
static int
is_spread(const oct_api *a, const oct_node *n)
{
	switch (element_for(a, n)->content) {
	case CONTENT_BLOCKS:
	case CONTENT_FIXED: return 1;
	case CONTENT_FLOW: return (a->kind(a->first(n)) & OCT_BLOCK) != 0;
	default: return 0;
	}
}

static void
put_flag(struct sink *s, const char *name, int64_t value)
{
	sink_puts(s, " ");
	sink_puts(s, name);
	sink_puts(s, value ? "=\"true\"" : "=\"false\"");
}

static void
put_int(struct sink *s, const oct_node *n, uint32_t prop, const char *name)
{
	int64_t value = s->a->get_int(n, prop, 0);

	switch (prop) {
	case OCT_P_RESOURCE:
		name = s->a->kind(n) == OCT_MEDIA ? "poster" : "ref";
		refs_attr(s, name, (uint32_t)value);
		return;
	case OCT_P_ORDERED:
	case OCT_P_HEADER:
	case OCT_P_MADE:
		if (value)
			put_flag(s, name, 1);
		return;
	case OCT_P_CHECKED: put_flag(s, name, value); return;
	case OCT_P_LINE: sink_attr_int(s, "line", value); return;
	default: sink_attr_int(s, name, value);
	}
}

static void
put_prop(struct sink *s, const oct_node *n, uint32_t prop)
{
	const char *name = vocab_prop_name(prop);
	oct_str value;

	if (!s->a->has(n, prop))
		return;
	if (vocab_prop_is_int(prop)) {
		put_int(s, n, prop, name);
		return;
	}
	value = s->a->get_str(n, prop);
	if (prop == OCT_P_ID || prop == OCT_P_REF)
		sink_attr_id(s, name, value);
	else if (prop == OCT_P_HREF)
		sink_attr_link(s, name, value);
	else
		sink_attr(s, name, value);
}

static void
put_attrs(struct sink *s, const oct_node *n, const struct element *e)
{
	static const uint32_t common[] = { OCT_P_ID, OCT_P_LANG, OCT_P_DIR };

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		put_prop(s, n, common[i]);
	if (e->preserve)
		sink_puts(s, " xml:space=\"preserve\"");
	if (s->a->kind(n) == OCT_RAWBLOCK)
		sink_puts(s, " display=\"block\"");
	for (const uint32_t *prop = e->attrs; *prop != 0; prop++)
		put_prop(s, n, *prop);
	if (s->a->kind(n) == OCT_NOTE && s->a->has(n, OCT_P_TEXT))
		sink_attr(s, "label", s->a->get_str(n, OCT_P_TEXT));
	put_prop(s, n, OCT_P_MADE);
}

static void
enter(struct sink *s, const oct_node *n)
{
	const oct_api *a = s->a;
	const struct element *e = element_for(a, n);
	oct_str text = { "", 0 };

	if (a->kind(n) & OCT_LEAF)
		text = a->get_str(n, OCT_P_TEXT);
	if (e->content == CONTENT_NONE) {
		sink_text(s, text);
		return;
	}
	if (is_spread(a, a->parent(n)))
		sink_line(s);
	sink_puts(s, "<");
	sink_puts(s, e->name);
	put_attrs(s, n, e);
	if (text.n > 0) {
		sink_puts(s, ">");
		sink_text(s, text);
		sink_puts(s, "</");
		sink_puts(s, e->name);
		sink_puts(s, ">");
	} else if (a->first(n) == NULL) {
		sink_puts(s, "/>");
	} else {
		sink_puts(s, ">");
		s->depth++;
	}
}

static void
leave(struct sink *s, const oct_node *n)
{
	const struct element *e = element_for(s->a, n);

	if (e->content == CONTENT_NONE || s->a->first(n) == NULL)
		return;
	s->depth--;
	if (is_spread(s->a, n))
		sink_line(s);
	sink_puts(s, "</");
	sink_puts(s, e->name);
	sink_puts(s, ">");
}

static void
put_part(struct sink *s, oct_node *part)
{
	struct oct_walk w = oct_walk_start(part);

	while (oct_walk_next(s->a, &w) && s->a->status(s->j) == OCT_OK) {
		if (w.enter)
			enter(s, w.node);
		else
			leave(s, w.node);
	}
}

/* The language and direction of an article are metadata; they stand in its
 * attributes as well, where XML tools look for them. */
static void
put_inherited(struct sink *s, const oct_node *article, const char *name,
    uint32_t prop, uint32_t key)
{
	const oct_node *field = s->a->field(article, key);

	if (s->a->has(article, prop))
		sink_attr(s, name, s->a->get_str(article, prop));
	else if (field != NULL)
		sink_attr(s, name, s->a->get_str(field, OCT_P_TEXT));
}

static void
put_article(struct sink *s, oct_node *article, unsigned number)
{
	const oct_api *a = s->a;
	oct_node *part;

	sink_puts(s, "<article");
	if (number == 0) {
		sink_puts(s, " xmlns=\"" VOCAB_NAMESPACE "\"");
	} else {
		snprintf(s->prefix, sizeof(s->prefix), "a%u", number);
		sink_puts(s, " xml:id=\"");
		sink_puts(s, s->prefix);
		sink_puts(s, "\"");
		strcat(s->prefix, "-");
	}
	put_inherited(s, article, "xml:lang", OCT_P_LANG, OCT_M_LANGUAGE);
	put_inherited(s, article, "dir", OCT_P_DIR, OCT_M_DIRECTION);
	sink_puts(s, ">");
	s->depth++;
	refs_collect(s, article);
	meta_write(s, a->part(article, OCT_META));
	sink_line(s);
	put_part(s, a->part(article, OCT_BODY));
	part = a->part(article, OCT_NOTES);
	if (a->first(part) != NULL) {
		sink_line(s);
		put_part(s, part);
	}
	refs_write(s);
	part = a->part(article, OCT_DROPPED);
	if (s->audit && a->first(part) != NULL) {
		sink_line(s);
		put_part(s, part);
	}
	conversion_write(s, article);
	s->depth--;
	sink_line(s);
	sink_puts(s, "</article>");
}

/* Ends the part that is open, and begins the next, where they are not one. */
static void
change_part(struct sink *s, oct_str *open, oct_str next)
{
	if (oct_is(*open, next.p))
		return;
	if (open->n > 0) {
		s->depth--;
		sink_line(s);
		sink_puts(s, "</part>");
	}
	if (next.n > 0) {
		sink_line(s);
		sink_puts(s, "<part");
		sink_attr(s, "title", next);
		sink_puts(s, ">");
		s->depth++;
	}
	*open = next;
}

static void
put_book(struct sink *s, oct_node *book)
{
	const oct_api *a = s->a;
	oct_str part = { "", 0 };
	unsigned number = 0;

	sink_puts(s, "<book xmlns=\"" VOCAB_NAMESPACE "\">");
	s->depth++;
	refs_collect(s, a->part(book, OCT_META));
	meta_write(s, a->part(book, OCT_META));
	refs_write(s);
	for (oct_node *n = a->first(book); n != NULL; n = a->next(n)) {
		if (a->kind(n) != OCT_ARTICLE)
			continue;
		change_part(s, &part, a->get_str(n, OCT_P_PART));
		sink_line(s);
		put_article(s, n, ++number);
	}
	change_part(s, &part, (oct_str){ "", 0 });
	s->depth--;
	sink_line(s);
	sink_puts(s, "</book>");
}

/* The article of a book that needs no <book>: it is the only one, in no part,
 * and there is nothing to say of the book. */
static oct_node *
only_article(const oct_api *a, const oct_node *book)
{
	oct_node *only = NULL;

	if (a->first(a->part(book, OCT_META)) != NULL)
		return NULL;
	for (oct_node *n = a->first(book); n != NULL; n = a->next(n)) {
		if (a->kind(n) != OCT_ARTICLE)
			continue;
		if (only != NULL)
			return NULL;
		only = n;
	}
	return a->has(only, OCT_P_PART) ? NULL : only;
}

oct_status
xml_write(void *inst, const oct_api *a, oct_job *j)
{
	struct refs refs = { 0 };
	struct sink s = { .a = a, .j = j, .refs = &refs };
	oct_node *book = a->book(j), *article = only_article(a, book);

	(void)inst;
	s.audit = oct_is(a->opt_str(a->options(j), "audit"), "inline");
	sink_puts(&s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (article != NULL)
		put_article(&s, article, 0);
	else
		put_book(&s, book);
	sink_puts(&s, "\n");
	return a->status(j);
}
