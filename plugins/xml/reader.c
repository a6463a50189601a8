#include "reader.h"

#include "element.h"
#include "facts.h"
#include "parse.h"
#include "props.h"
#include "read.h"
#include "vocabulary.h"

/* Deeper documents are refused: the model holds no deeper trees. */
enum { MAX_DEPTH = 4096 };

static struct frame *
top(struct reader *r)
{
	return &r->frames[r->depth - 1];
}

static void
push(struct reader *r, struct frame frame)
{
	struct frame *grown;
	size_t cap;

	if (r->depth == MAX_DEPTH) {
		r->a->fail(r->j, OCT_ELIMIT, "xml.depth",
		    "elements are nested more than 4096 deep; the document is "
		    "not read");
		return;
	}
	if (r->depth == r->cap) {
		cap = r->cap == 0 ? 64 : 2 * r->cap;
		grown = r->a->scratch(r->j, cap * sizeof(*grown));
		if (grown == NULL)
			return;
		if (r->depth > 0)
			memcpy(grown, r->frames, r->depth * sizeof(*grown));
		r->frames = grown;
		r->cap = cap;
	}
	r->frames[r->depth++] = frame;
}

static int
is_blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(" \t\r\n", p[i]) == NULL)
			return 0;
	return 1;
}

/* Text that stands where the vocabulary has none. */
static void
lose_text(struct reader *r)
{
	oct_reportf(r->a, r->j, OCT_LOSS, "xml.text", r->line,
	    "text where no text may stand was left out: \"%.*s\"",
	    r->text.n < 60 ? (int)r->text.n : 60, r->text.p);
}

/* Gives the text before a tag to the node that it stands in. */
static void
flush_text(struct reader *r)
{
	struct frame *f = top(r);
	uint32_t content = element_of(f->what)->content;
	int blank;

	if (r->text.n == 0 || content == CONTENT_STRING || is_fact(f->what))
		return;
	blank = is_blank(r->text.p, r->text.n);
	switch (content) {
	case CONTENT_FLOW:
	case CONTENT_BLOCKS:
		/* White space between blocks is layout. */
		if (blank && !(r->a->kind(r->a->last(f->node)) & OCT_INLINE))
			break;
		/* fallthrough */
	case CONTENT_LINES:
		r->a->add_text(r->j, f->node, r->text.p, r->text.n);
		break;
	default:
		if (!blank)
			lose_text(r);
	}
	r->text.n = 0;
}

static void
on_text(void *data, const char *p, size_t n)
{
	text_add(data, p, n);
}

static void
open_root(struct reader *r, const char *name, const char *uri,
    const struct attrs *attrs)
{
	char message[512];

	if (uri != NULL && strcmp(uri, VOCAB_NAMESPACE) == 0) {
		if (strcmp(name, "book") == 0) {
			push(r, (struct frame){ OCT_BOOK, r->a->book(r->j) });
			return;
		}
		if (strcmp(name, "article") == 0) {
			push(r, article_open(r, attrs));
			return;
		}
	}
	snprintf(message, sizeof(message),
	    "the root element is <%.60s> in %s%.100s, not <article> or <book> "
	    "in the namespace " VOCAB_NAMESPACE,
	    name, uri != NULL ? "the namespace " : "no namespace",
	    uri != NULL ? uri : "");
	r->a->fail(r->j, OCT_EFORMAT, "xml.vocabulary", message);
}

/* Passes over a tag, reading what is in it as if the tag were not there. */
static void
open_skipped(struct reader *r, const char *name, const char *uri)
{
	struct frame f = *top(r);

	if (uri == NULL || strcmp(uri, VOCAB_NAMESPACE) != 0)
		oct_reportf(r->a, r->j, OCT_WARNING, "xml.foreign", r->line,
		    "<%.60s> is of another vocabulary; its tags were passed "
		    "over and its text was read",
		    name);
	else
		oct_reportf(r->a, r->j, OCT_WARNING, "xml.element", r->line,
		    "<%.60s> is unknown or may not stand here; its tags were "
		    "passed over and its text was read",
		    name);
	f.is_skipped = 1;
	push(r, f);
}

static uint32_t
child_kind(struct reader *r, const char *name, const struct attrs *attrs)
{
	uint32_t kind = vocab_kind(name);
	uint32_t content = element_of(top(r)->what)->content;
	oct_str display;

	/* The one name of two kinds. */
	if (kind == OCT_RAWBLOCK && content != CONTENT_BLOCKS) {
		display = attrs_find(attrs, "display");
		if (display.n != 5 || memcmp(display.p, "block", 5) != 0)
			return OCT_RAW;
	}
	return kind;
}

/* Sections are made anew from their headings, which take the id along; what is
 * in one stands in what is around it. */
static void
open_section(struct reader *r, const struct attrs *attrs)
{
	struct frame f = *top(r);

	r->section_id = props_id(r, attrs);
	f.is_skipped = 1;
	push(r, f);
}

static void
open_node(struct reader *r, const char *name, const struct attrs *attrs)
{
	struct frame *parent = top(r), f = { 0 };
	uint32_t kind = child_kind(r, name, attrs);

	if (kind == OCT_TEXT || !element_holds(parent->what, kind)) {
		open_skipped(r, name, VOCAB_NAMESPACE);
		return;
	}
	if (kind == OCT_SECTION) {
		open_section(r, attrs);
		return;
	}
	f.what = kind;
	f.node = r->a->add(r->j, parent->node, kind);
	if (kind == OCT_HEADING && r->section_id.n > 0)
		r->a->set_str(
		    r->j, f.node, OCT_P_ID, r->section_id.p, r->section_id.n);
	r->section_id.n = 0;
	props_set(r, f.node, kind, attrs);
	push(r, f);
}

static int
is_part(uint32_t parent, uint32_t kind)
{
	switch (kind) {
	case OCT_META: return parent == OCT_ARTICLE || parent == OCT_BOOK;
	case OCT_BODY:
	case OCT_NOTES:
	case OCT_DROPPED: return parent == OCT_ARTICLE;
	default: return 0;
	}
}

/* An element that is a part of an article, of a book or of its facts; 0 for
 * one that is none. */
static int
open_part(struct reader *r, const char *name, const struct attrs *attrs)
{
	struct frame *parent = top(r), f = { 0 };
	uint32_t kind = vocab_kind(name);

	if ((parent->what == OCT_BOOK || parent->what == FACT_PART) &&
	    kind == OCT_ARTICLE) {
		push(r, article_open(r, attrs));
		return 1;
	}
	if (parent->what == OCT_BOOK && strcmp(name, "part") == 0) {
		push(r, part_open(r, attrs));
		return 1;
	}
	if (is_part(parent->what, kind)) {
		f.what = kind;
		f.node = r->a->part(parent->node, kind);
		if (kind == OCT_BODY)
			props_set(r, f.node, kind, attrs);
		push(r, f);
		return 1;
	}
	if (!fact_open(r, name, attrs, &f))
		return 0;
	push(r, f);
	return 1;
}

static void
on_open(void *data, const char *name, const char *uri,
    const struct attrs *attrs, uint32_t line)
{
	struct reader *r = data;

	r->line = line;
	if (r->depth == 0) {
		open_root(r, name, uri, attrs);
		return;
	}
	flush_text(r);
	if (uri == NULL || strcmp(uri, VOCAB_NAMESPACE) != 0)
		open_skipped(r, name, uri);
	else if (element_of(top(r)->what)->content != CONTENT_NONE)
		open_node(r, name, attrs);
	else if (!open_part(r, name, attrs))
		open_skipped(r, name, uri);
}

static void
on_close(void *data, uint32_t line)
{
	struct reader *r = data;
	struct frame *f = top(r);

	r->line = line;
	flush_text(r);
	if (!f->is_skipped) {
		if (element_of(f->what)->content == CONTENT_STRING) {
			if (r->text.n > 0)
				r->a->set_str(r->j, f->node, OCT_P_TEXT,
				    r->text.p, r->text.n);
			r->text.n = 0;
		} else if (f->what == OCT_ARTICLE) {
			article_close(r);
		} else if (f->what == FACT_PART) {
			r->part.n = 0;
		} else if (is_fact(f->what)) {
			fact_close(r, f);
		}
	}
	r->depth--;
}

void
text_add(struct reader *r, const char *p, size_t n)
{
	size_t cap = r->text.cap == 0 ? 4096 : r->text.cap;
	char *grown;

	while (cap < r->text.n + n)
		cap *= 2;
	if (cap != r->text.cap) {
		if ((grown = realloc(r->text.p, cap)) == NULL) {
			r->a->fail(r->j, OCT_ENOMEM, "xml.memory",
			    "no memory for a text of the document");
			return;
		}
		r->text.p = grown;
		r->text.cap = cap;
	}
	memcpy(r->text.p + r->text.n, p, n);
	r->text.n += n;
}

oct_str
keep_str(struct reader *r, oct_str s)
{
	char *p = r->a->scratch(r->j, s.n + 1);

	if (p == NULL)
		return (oct_str){ "", 0 };
	memcpy(p, s.p, s.n);
	return (oct_str){ p, s.n };
}

oct_status
xml_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	static const struct parse_events events = { on_open, on_close,
		on_text };
	struct reader r = { .a = a, .j = j };

	(void)inst;
	parse_xml(a, j, in, &events, &r);
	resources_resolve(&r);
	free(r.text.p);
	return a->status(j);
}
