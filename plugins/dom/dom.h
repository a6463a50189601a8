/*
 * dom.h -- a compact DOM for HTML, and the parser that fills it.
 *
 * A library of its own: it needs nothing but libc.  The tree is what the WHATWG
 * HTML standard (html.spec.whatwg.org, section 13.2) says a browser builds with
 * scripting off, kept in flat arrays:
 *
 *	struct dom *d = dom_parse(page, length, &(struct dom_options){ 0 });
 *	for (uint32_t n = DOM_ROOT; n; n = dom_walk(d, n, DOM_ROOT))
 *		if (dom_is(d, n, DOM_A))
 *			use(dom_attr(d, n, DOM_ATTR_HREF));
 *	dom_free(d);
 *
 * Nodes are numbers: 0 is "no node", DOM_ROOT the document.  Every reading
 * function accepts 0 and answers with 0 or an empty string, so chains such as
 * dom_name(d, dom_parent(d, n)) need no tests between.
 *
 * Names are numbers too: DOM_P, DOM_ATTR_HREF (dom_names.h, made from the lists
 * in names/).  A name that is in no list gets a number of its document's own,
 * from DOM_NAMES up; see dom_name_find() and dom_name_text().
 *
 * Strings are slices of the source wherever nothing had to be decoded, and lie
 * in the DOM's memory otherwise.  They are not NUL-terminated.  The source is
 * UTF-8; whoever calls keeps it, unchanged, as long as the DOM lives.  Bytes
 * that are not UTF-8 pass through as they are.
 *
 * Threads: nothing is shared between two DOMs.  One DOM may be read by many
 * threads at once, and changed by one while no other reads.
 *
 * Nothing here recurses, so depth costs no stack.
 */
#ifndef DOM_H
#define DOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dom_names.h"

#define DOM_ROOT 1u /* the document node */

enum dom_type {
	DOM_NODE_NONE, /* no node */
	DOM_NODE_DOCUMENT,
	DOM_NODE_DOCTYPE, /* its parts are in struct dom.doctype */
	DOM_NODE_ELEMENT,
	DOM_NODE_TEXT,
	DOM_NODE_COMMENT,
	DOM_NODE_FRAGMENT /* the contents of a template: its only child */
};

enum dom_namespace {
	DOM_NS_HTML,
	DOM_NS_MATHML,
	DOM_NS_SVG,
	DOM_NS_XLINK, /* XLINK, XML and XMLNS: of attributes only */
	DOM_NS_XML,
	DOM_NS_XMLNS
};
#define DOM_NS_NONE DOM_NS_HTML /* of attributes without a namespace */

enum dom_mode { DOM_NO_QUIRKS, DOM_LIMITED_QUIRKS, DOM_QUIRKS };

/* The worst that befell the DOM.  It sticks: after it, functions that build do
 * nothing and return 0, and the tree stays whole and readable as it was. */
enum dom_status {
	DOM_OK,
	DOM_ENOMEM, /* malloc failed */
	DOM_ELIMIT /* options.max_bytes, or 4 GB of source, are used up */
};

struct dom_str {
	const char *p; /* NULL: absent, where that differs from empty */
	size_t n;
};

/*
 * A class or an id, split off once when the attribute was set: one for each
 * word of class="" and, with is_id, one for each word of id="".
 */
struct dom_token {
	const char *p;
	uint32_t n : 31;
	uint32_t is_id : 1;
	uint32_t hash; /* dom_hash() of the word: ASCII case does not matter */
};

struct dom_attr {
	const char *value;
	uint32_t length;
	uint32_t name : 24; /* DOM_ATTR_HREF ...; with its prefix: xlink:href */
	uint32_t ns : 8; /* enum dom_namespace; not NONE only in svg, math */
};

/* For the functions below.  Walk with those, not with this. */
struct dom_node {
	uint32_t parent, first, last, prev, next;
	uint32_t name;
	uint8_t type, ns;
	bool blank; /* a text of white space alone */
	uint32_t line;
	union {
		struct {
			uint32_t attrs, attr_count;
			uint32_t tokens, token_count;
		};
		struct {
			const char *data;
			uint32_t length;
			uint32_t room; /* bytes at data; 0: not ours */
		};
	};
};

/*
 * Errors: the standard's parse errors (13.2.2), and the limits of this library.
 */
enum dom_error_code {
#define DOM_ERROR(name, text) DOM_ERR_##name,
#include "dom_errors.h"
#undef DOM_ERROR
	DOM_ERRORS
};
#define DOM_LIMITS (DOM_ERRORS - DOM_ERR_LIMIT_DEPTH)

struct dom_error {
	uint32_t line;
	uint32_t code; /* enum dom_error_code */
};

struct dom_doctype {
	struct dom_str name, public_id, system_id;
};

/*
 * Limits and wishes; all zero is a good start.
 *
 * max_bytes	what the DOM may allocate, in bytes; 0: no limit.  A page needs
 *		about three times its size.
 * max_depth	elements inside elements; 0: 512, as browsers have it; from 16
 *		to 65,536.  A deeper one becomes a sibling of the last allowed.
 * max_attrs	attributes of one element; 0: no limit.  Those above it are
 *		left out.
 * max_errors	how many parse errors are kept in struct dom.errors; 0: they
 *		are not even looked for.
 * context	parse as the inside of this element ("div", "svg path", "math
 *		mi"): the fragment algorithm, 13.4.  NULL: a whole document.
 *		The result's only child of DOM_ROOT is an html element that
 *		holds the nodes.
 * context_quirks  the fragment belongs to a document in quirks mode.
 */
struct dom_options {
	size_t max_bytes;
	uint32_t max_depth;
	uint32_t max_attrs;
	uint32_t max_errors;
	const char *context;
	bool context_quirks;
};

struct dom_names;
struct dom_chunk;

/* Read the members of the first part freely; the second is for dom.c. */
struct dom {
	struct dom_node *nodes;
	struct dom_attr *attrs;
	struct dom_token *tokens;
	struct dom_doctype doctype;
	enum dom_mode mode;
	enum dom_status status;
	struct dom_error *errors; /* in order of the source */
	uint32_t error_count; /* kept: at most options.max_errors */
	uint64_t error_total; /* met */
	struct dom_error limits[DOM_LIMITS]; /* met: each once, always */
	uint32_t limit_count;
	uint32_t node_count; /* of the array: removed nodes included */
	uint32_t base; /* the first <base> element that was made; 0: none */
	size_t bytes; /* allocated by this DOM at present */

	uint32_t attr_count, token_count;
	uint32_t node_room, attr_room, token_room, error_room;
	struct dom_names *names;
	struct dom_chunk *chunks;
	struct dom_options options;
};

/*
 * Making one.
 *
 * dom_parse() reads a whole page or, with options->context, a fragment.  NULL
 * only where not even an empty DOM could be allocated; otherwise look at
 * ->status: with DOM_ENOMEM and DOM_ELIMIT the tree holds what was read so far.
 * dom_new() is an empty document for a tree builder of another kind;
 * source_size is a hint for the first allocations.  dom_free(NULL) does
 * nothing.
 */
struct dom *
dom_parse(const char *utf8, size_t len, const struct dom_options *options);
struct dom *dom_new(size_t source_size, const struct dom_options *options);
void dom_free(struct dom *d);

/*
 * Walking.
 */
static inline const struct dom_node *
dom_node(const struct dom *d, uint32_t n)
{
	return &d->nodes[n];
}

static inline enum dom_type
dom_type(const struct dom *d, uint32_t n)
{
	return (enum dom_type)d->nodes[n].type;
}

static inline uint32_t
dom_parent(const struct dom *d, uint32_t n)
{
	return d->nodes[n].parent;
}

static inline uint32_t
dom_first(const struct dom *d, uint32_t n)
{
	return d->nodes[n].first;
}

static inline uint32_t
dom_last(const struct dom *d, uint32_t n)
{
	return d->nodes[n].last;
}

static inline uint32_t
dom_prev(const struct dom *d, uint32_t n)
{
	return d->nodes[n].prev;
}

static inline uint32_t
dom_next(const struct dom *d, uint32_t n)
{
	return d->nodes[n].next;
}

/* The node after n and all that is in it, in the order of the document; 0
 * when that would leave `within`. */
static inline uint32_t
dom_skip(const struct dom *d, uint32_t n, uint32_t within)
{
	for (; n != within && n != 0; n = dom_parent(d, n))
		if (dom_next(d, n) != 0)
			return dom_next(d, n);
	return 0;
}

/* The node after n in the order of the document, its own children first; 0 when
 * that would leave `within`. */
static inline uint32_t
dom_walk(const struct dom *d, uint32_t n, uint32_t within)
{
	return dom_first(d, n) != 0 ? dom_first(d, n) : dom_skip(d, n, within);
}

static inline bool
dom_is_element(const struct dom *d, uint32_t n)
{
	return dom_type(d, n) == DOM_NODE_ELEMENT;
}

static inline bool
dom_is_text(const struct dom *d, uint32_t n)
{
	return dom_type(d, n) == DOM_NODE_TEXT;
}

static inline enum dom_namespace
dom_ns(const struct dom *d, uint32_t n)
{
	return (enum dom_namespace)d->nodes[n].ns;
}

/* The element's name in whatever namespace. */
static inline uint32_t
dom_local_name(const struct dom *d, uint32_t n)
{
	return d->nodes[n].name;
}

/* The name to switch on: that of an HTML element, or DOM_SVG or DOM_MATH of the
 * root of such a picture or formula.  0 for what is inside those, so that an
 * svg <title> is not taken for the page's, and 0 for text and all else. */
static inline uint32_t
dom_name(const struct dom *d, uint32_t n)
{
	uint32_t name = d->nodes[n].name;

	if (dom_ns(d, n) == DOM_NS_HTML || name == DOM_SVG || name == DOM_MATH)
		return name;
	return 0;
}

static inline bool
dom_is(const struct dom *d, uint32_t n, uint32_t name)
{
	return dom_name(d, n) == name;
}

/* The line its tag or text began on, from 1; 0: made without any source. */
static inline uint32_t
dom_line(const struct dom *d, uint32_t n)
{
	return d->nodes[n].line;
}

static inline uint32_t
dom_next_element(const struct dom *d, uint32_t n)
{
	do
		n = dom_next(d, n);
	while (n != 0 && !dom_is_element(d, n));
	return n;
}

static inline uint32_t
dom_prev_element(const struct dom *d, uint32_t n)
{
	do
		n = dom_prev(d, n);
	while (n != 0 && !dom_is_element(d, n));
	return n;
}

static inline uint32_t
dom_first_element(const struct dom *d, uint32_t n)
{
	n = dom_first(d, n);
	return n == 0 || dom_is_element(d, n) ? n : dom_next_element(d, n);
}

/* The first child with that name. */
static inline uint32_t
dom_child(const struct dom *d, uint32_t n, uint32_t name)
{
	for (n = dom_first(d, n); n != 0 && !dom_is(d, n, name);)
		n = dom_next(d, n);
	return n;
}

/* The nearest element around n with that name; n itself does not count. */
static inline uint32_t
dom_ancestor(const struct dom *d, uint32_t n, uint32_t name)
{
	do
		n = dom_parent(d, n);
	while (n != 0 && !dom_is(d, n, name));
	return n;
}

/* Is n inside `outer`, or the same? */
static inline bool
dom_contains(const struct dom *d, uint32_t outer, uint32_t n)
{
	while (n != 0 && n != outer)
		n = dom_parent(d, n);
	return n != 0;
}

/* The next element with that name after n, children first, inside `within`:
 *	for (i = w; (i = dom_find(d, i, w, DOM_IMG)) != 0;)	*/
static inline uint32_t
dom_find(const struct dom *d, uint32_t n, uint32_t within, uint32_t name)
{
	do
		n = dom_walk(d, n, within);
	while (n != 0 && !dom_is(d, n, name));
	return n;
}

/*
 * Reading.
 */

/* The characters of a text or comment node; absent for others. */
static inline struct dom_str
dom_text(const struct dom *d, uint32_t n)
{
	const struct dom_node *node = &d->nodes[n];

	if (node->type != DOM_NODE_TEXT && node->type != DOM_NODE_COMMENT)
		return (struct dom_str){ 0 };
	return (struct dom_str){ node->data, node->length };
}

/* A text node with nothing but white space, of HTML (Infra, ASCII whitespace)?
 */
static inline bool
dom_is_blank(const struct dom *d, uint32_t n)
{
	return d->nodes[n].blank;
}

/* The same of any text. */
static inline bool
dom_str_is_blank(struct dom_str s)
{
	for (const char *p = s.p, *end = s.p + s.n; p < end;)
		if (end - p >= 8 && memcmp(p, "        ", 8) == 0)
			p += 8; /* most white text indents its tags */
		else if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' ||
		    *p == '\f')
			p++;
		else
			return false;
	return true;
}

/* Is a text that word, which is not empty? */
static inline bool
dom_str_is(struct dom_str s, const char *word)
{
	return s.n != 0 && s.n == strlen(word) && memcmp(s.p, word, s.n) == 0;
}

/* The element's attributes in the order of the source, `count` of them. */
static inline const struct dom_attr *
dom_attrs(const struct dom *d, uint32_t n, uint32_t *count)
{
	const struct dom_node *node = &d->nodes[n];

	*count = node->type == DOM_NODE_ELEMENT ? node->attr_count : 0;
	return *count != 0 ? &d->attrs[node->attrs] : d->attrs;
}

/* An attribute's value; .p is NULL where there is none, and not NULL where it
 * is empty. */
static inline struct dom_str
dom_attr(const struct dom *d, uint32_t n, uint32_t name)
{
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(d, n, &count);

	for (; count > 0; count--, attr++)
		if (attr->name == name)
			return (struct dom_str){ attr->value, attr->length };
	return (struct dom_str){ 0 };
}

static inline bool
dom_has_attr(const struct dom *d, uint32_t n, uint32_t name)
{
	return dom_attr(d, n, name).p != NULL;
}

/*
 * Classes and ids: compare hashes, not strings.  DOM_HASH("comments") is a
 * constant, fit for tables and for `case`, of a literal in lower case and of at
 * most 32 bytes; dom_hash() computes the same of any bytes, taking ASCII
 * capitals for small letters.
 */
#define DOM_HASH(s)                                                         \
	((uint32_t)(sizeof(s) - 1 + DOM_HASH_8_(s, 0) + DOM_HASH_8_(s, 8) + \
	    DOM_HASH_8_(s, 16) + DOM_HASH_8_(s, 24)))

#define DOM_HASH_K_ 0x9E3779B1u
#define DOM_HASH_POWER_(i)                                              \
	(((i)&1 ? DOM_HASH_K_ : 1u) * ((i)&2 ? DOM_HASH_K2_ : 1u) *     \
	    ((i)&4 ? DOM_HASH_K4_ : 1u) * ((i)&8 ? DOM_HASH_K8_ : 1u) * \
	    ((i)&16 ? DOM_HASH_K16_ : 1u) *                             \
	    ((i)&32 ? DOM_HASH_K16_ * DOM_HASH_K16_ : 1u))
#define DOM_HASH_K2_ (DOM_HASH_K_ * DOM_HASH_K_)
#define DOM_HASH_K4_ (DOM_HASH_K2_ * DOM_HASH_K2_)
#define DOM_HASH_K8_ (DOM_HASH_K4_ * DOM_HASH_K4_)
#define DOM_HASH_K16_ (DOM_HASH_K8_ * DOM_HASH_K8_)
#define DOM_HASH_PAD_ "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define DOM_HASH_1_(s, i)                                   \
	((uint8_t)("" s DOM_HASH_PAD_ DOM_HASH_PAD_)[(i)] * \
	    DOM_HASH_POWER_((i) + 1))
#define DOM_HASH_2_(s, i) (DOM_HASH_1_(s, (i)) + DOM_HASH_1_(s, (i) + 1))
#define DOM_HASH_4_(s, i) (DOM_HASH_2_(s, (i)) + DOM_HASH_2_(s, (i) + 2))
#define DOM_HASH_8_(s, i) (DOM_HASH_4_(s, (i)) + DOM_HASH_4_(s, (i) + 4))

static inline uint32_t
dom_hash(const char *p, size_t n)
{
	uint32_t sum = (uint32_t)n, power = DOM_HASH_K_;

	for (size_t i = 0; i < n; i++, power *= DOM_HASH_K_) {
		uint8_t c = (uint8_t)p[i];

		sum += (c >= 'A' && c <= 'Z' ? c | 0x20u : c) * power;
	}
	return sum;
}

/* The element's class and id words, `count` of them. */
static inline const struct dom_token *
dom_tokens(const struct dom *d, uint32_t n, uint32_t *count)
{
	const struct dom_node *node = &d->nodes[n];

	*count = node->type == DOM_NODE_ELEMENT ? node->token_count : 0;
	return *count != 0 ? &d->tokens[node->tokens] : d->tokens;
}

static inline bool
dom_has_token(const struct dom *d, uint32_t n, uint32_t hash, bool id)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(d, n, &count);

	for (; count > 0; count--, token++)
		if (token->hash == hash && token->is_id == id)
			return true;
	return false;
}

static inline bool
dom_has_class(const struct dom *d, uint32_t n, uint32_t hash)
{
	return dom_has_token(d, n, hash, false);
}

static inline bool
dom_has_id(const struct dom *d, uint32_t n, uint32_t hash)
{
	return dom_has_token(d, n, hash, true);
}

/* Cuts the next part off a word such as "post-body__mainText": at what is no
 * letter, digit or byte above 127, and where a capital follows a small letter.
 * The parts here: post, body, main, Text.  False at the end; *part is cut from
 * the front of *rest. */
bool dom_split(struct dom_str *rest, struct dom_str *part);

/* The same, for the dom_hash() of the part. */
bool dom_split_hash(struct dom_str *rest, uint32_t *hash);

/*
 * Names: the number of a name (0: neither in the lists nor in this document)
 * and the name of a number.  Case counts; HTML names are lower case.
 */
uint32_t dom_name_find(const struct dom *d, const char *name, size_t len);
struct dom_str dom_name_text(const struct dom *d, uint32_t name);

/*
 * The tree below n as text, for tests and for people: a line for each node in
 * the form of the html5lib tests, "| <p>", "|   class=\"a\"", "|   \"text\"",
 * attributes sorted.  Malloc'd, NUL-terminated; NULL: out of memory.
 */
char *dom_dump(const struct dom *d, uint32_t n, size_t *len);

/*
 * Building, for tree builders: the parser's own and any other.  Strings passed
 * in must outlive the DOM; what does not, goes through dom_keep() first.  After
 * a failure (status) nodes made are 0, and 0 as a parent or child is ignored.
 */

/* A number for the name, found or made; 0 after a failure. */
uint32_t dom_name_intern(struct dom *d, const char *name, size_t len);

/* A copy in the DOM's memory; {NULL, 0} after a failure. */
struct dom_str dom_keep(struct dom *d, const char *p, size_t len);

/* Nodes that stand in no tree yet. */
uint32_t dom_add_element(
    struct dom *d, uint32_t name, enum dom_namespace ns, uint32_t line);
uint32_t dom_add_text(struct dom *d, struct dom_str text, uint32_t line);
uint32_t dom_add_comment(struct dom *d, struct dom_str text, uint32_t line);
uint32_t dom_add_doctype(
    struct dom *d, const struct dom_doctype *doctype, uint32_t line);
uint32_t dom_add_fragment(struct dom *d);

/* One more attribute for the element made last, or for any that has none.
 * The caller makes sure that the element does not have it yet.  False: it was
 * left out, by max_attrs or a failure.  Class and id are split here. */
bool dom_add_attr(struct dom *d, uint32_t element, uint32_t name,
    enum dom_namespace ns, struct dom_str value);

/* Gives the element's index-th attribute another name; 0: it is as if it were
 * not there, and with it the words of a class or id. */
void
dom_rename_attr(struct dom *d, uint32_t element, uint32_t index, uint32_t name);

/* A node like n, with its attributes, without its children. */
uint32_t dom_clone(struct dom *d, uint32_t n);

/* Put a node that stands in no tree last into a parent, or before a child of
 * the parent (0: last). */
void dom_append(struct dom *d, uint32_t parent, uint32_t node);
void dom_insert(struct dom *d, uint32_t parent, uint32_t node, uint32_t before);

/* The same for text, which joins a text node that it then follows: without a
 * copy where both are neighbours in the source. */
void dom_append_text(
    struct dom *d, uint32_t parent, struct dom_str text, uint32_t line);
void dom_insert_text(struct dom *d, uint32_t parent, struct dom_str text,
    uint32_t before, uint32_t line);

/* Take a node and all in it out of the tree. */
void dom_remove(struct dom *d, uint32_t node);

/* Move all children of one node to the end of another. */
void dom_move_children(struct dom *d, uint32_t from, uint32_t to);

/* Note an error, or a limit. */
void dom_error(struct dom *d, enum dom_error_code code, uint32_t line);

/* "end-tag-with-attributes": the standard's name for it where it has one. */
const char *dom_error_text(uint32_t code);

#endif
