/* The DOM as its header has it: names, walking, building, limits. */
#include <stdlib.h>

#include "dom.h"
#include "test.h"

static const uint32_t comments = DOM_HASH("comments");

static struct dom *
parse(const char *page, const struct dom_options *options)
{
	return dom_parse(page, strlen(page), options);
}

static struct dom_str
str(const char *s)
{
	return (struct dom_str){ s, strlen(s) };
}

#define CHECK_DOM(got, want)                           \
	do {                                           \
		struct dom_str test_d = (got);         \
		CHECK_MEM(test_d.p, test_d.n, (want)); \
	} while (0)

static void
test_names(void)
{
	struct dom *d = dom_new(0, NULL);
	uint32_t own;

	for (uint32_t n = 1; n < DOM_NAMES; n++) {
		struct dom_str name = dom_name_text(d, n);

		if (dom_name_find(d, name.p, name.n) != n)
			CHECK_INT(dom_name_find(d, name.p, name.n), n);
	}
	CHECK_INT(dom_name_find(d, "p", 1), DOM_P);
	CHECK_INT(dom_name_find(d, "annotation-xml", 14), DOM_ANNOTATION_XML);
	CHECK_INT(dom_name_find(d, "", 0), 0);
	CHECK_INT(dom_name_find(d, "my-card", 7), 0);
	own = dom_name_intern(d, "my-card", 7);
	CHECK_INT(own, DOM_NAMES);
	CHECK_INT(dom_name_find(d, "my-card", 7), own);
	CHECK_DOM(dom_name_text(d, own), "my-card");
	CHECK_INT(dom_name_text(d, own + 1).n, 0);
	for (int i = 0; i < 3000; i++) {
		char name[16];
		int n = snprintf(name, sizeof(name), "x-%d", i);

		own = dom_name_intern(d, name, (size_t)n);
		if (own != DOM_NAMES + 1 + (uint32_t)i)
			CHECK_INT(own, DOM_NAMES + 1 + i);
	}
	CHECK_INT(dom_name_find(d, "x-1234", 6), DOM_NAMES + 1235);
	dom_free(d);
}

static void
test_tokens(void)
{
	struct dom *d =
	    parse("<p id='Main' class=' post\tComments  X '>", NULL);
	uint32_t p = dom_find(d, DOM_ROOT, DOM_ROOT, DOM_P), count;
	const struct dom_token *tokens = dom_tokens(d, p, &count);

	CHECK_INT(count, 4);
	CHECK_DOM(((struct dom_str){ tokens[0].p, tokens[0].n }), "Main");
	CHECK(dom_has_id(d, p, DOM_HASH("main")));
	CHECK(!dom_has_class(d, p, DOM_HASH("main")));
	CHECK(dom_has_class(d, p, comments));
	CHECK(dom_has_class(d, p, DOM_HASH("post")));
	CHECK(!dom_has_class(d, p, DOM_HASH("pos")));
	CHECK_INT(dom_hash("COMMENTS", 8), comments);
	CHECK_INT(dom_hash("a-name-of-thirty-two-bytes-in-it", 32),
	    DOM_HASH("a-name-of-thirty-two-bytes-in-it"));
	dom_free(d);
}

static void
test_split(void)
{
	struct dom_str rest = str("--post-body__mainText2 HTMLx"), part;
	const char *want[] = { "post", "body", "main", "Text2", "HTMLx" };

	for (int i = 0; i < 5; i++) {
		CHECK(dom_split(&rest, &part));
		CHECK_DOM(part, want[i]);
	}
	CHECK(!dom_split(&rest, &part));
}

static void
test_walk(void)
{
	struct dom *d = parse("<div>a<p>b<i>c</i></p><!--d--><p title=''>e</p>"
			      "</div><svg><title>f</title></svg>",
	    NULL);
	uint32_t div = dom_find(d, DOM_ROOT, DOM_ROOT, DOM_DIV);
	uint32_t p = dom_child(d, div, DOM_P), second, svg, title, steps = 0;

	CHECK(dom_first_element(d, div) == p);
	second = dom_next_element(d, p);
	CHECK(dom_prev_element(d, second) == p);
	CHECK_INT(dom_next_element(d, second), 0);
	CHECK(dom_skip(d, p, div) == dom_next(d, p));
	CHECK_INT(dom_skip(d, div, div), 0);
	for (uint32_t n = div; n != 0; n = dom_walk(d, n, div))
		steps++;
	CHECK_INT(steps, 9);
	CHECK_DOM(dom_text(d, dom_first(d, p)), "b");
	CHECK(dom_text(d, p).p == NULL);
	CHECK(dom_ancestor(d, dom_find(d, p, div, DOM_I), DOM_DIV) == div);
	CHECK(dom_contains(d, div, second) && !dom_contains(d, p, second));
	CHECK(dom_has_attr(d, second, DOM_ATTR_TITLE));
	CHECK_INT(dom_attr(d, second, DOM_ATTR_TITLE).n, 0);
	CHECK(dom_attr(d, p, DOM_ATTR_TITLE).p == NULL);

	svg = dom_find(d, DOM_ROOT, DOM_ROOT, DOM_SVG);
	title = dom_first(d, svg);
	CHECK_INT(dom_name(d, title), 0);
	CHECK_INT(dom_local_name(d, title), DOM_TITLE);
	CHECK_INT(dom_find(d, DOM_ROOT, DOM_ROOT, DOM_TITLE), 0);

	/* Everything may be asked about no node. */
	CHECK_INT(dom_walk(d, 0, DOM_ROOT), 0);
	CHECK_INT(dom_parent(d, dom_next_element(d, 0)), 0);
	CHECK(dom_attr(d, 0, DOM_ATTR_ID).p == NULL);
	dom_free(d);
}

/* What is said of nodes once they are made. */
static void
test_notes(void)
{
	static const char html[] =
	    "<svg><base href=0></svg> \n<p> \t<b>x</b>\f&nbsp;</p><base href=1>"
	    "<table>\n <tr>\n</table><base href=2>";
	struct dom *d = dom_parse(html, sizeof(html) - 1, NULL);
	char blank[64];
	size_t n = 0;

	CHECK_DOM(dom_attr(d, d->base, DOM_ATTR_HREF), "1");
	for (uint32_t i = DOM_ROOT; i != 0; i = dom_walk(d, i, DOM_ROOT))
		if (dom_is_text(d, i) && n < sizeof(blank) - 1)
			blank[n++] = dom_is_blank(d, i) ? ' ' : 'x';
	blank[n] = '\0';
	CHECK_STR(blank, "  xx  ");
	dom_free(d);

	d = dom_new(0, NULL);
	CHECK_INT(d->base, 0);
	dom_append_text(d, DOM_ROOT, str("          \r\n"), 1);
	CHECK(dom_is_blank(d, dom_first(d, DOM_ROOT)));
	dom_append_text(d, DOM_ROOT, str(" "), 1);
	CHECK(dom_is_blank(d, dom_first(d, DOM_ROOT)));
	dom_append_text(d, DOM_ROOT, str(" ."), 1);
	dom_append_text(d, DOM_ROOT, str(" "), 1);
	CHECK(!dom_is_blank(d, dom_first(d, DOM_ROOT)));
	dom_free(d);
}

static void
test_build(void)
{
	static const char source[] = "one two";
	struct dom *d = dom_new(0, NULL);
	uint32_t div = dom_add_element(d, DOM_DIV, DOM_NS_HTML, 1);
	uint32_t p = dom_add_element(d, DOM_P, DOM_NS_HTML, 2), copy;
	struct dom_str text;

	dom_append(d, DOM_ROOT, div);
	dom_append_text(d, div, (struct dom_str){ source, 3 }, 1);
	dom_append_text(d, div, (struct dom_str){ source + 3, 4 }, 1);
	text = dom_text(d, dom_first(d, div));
	CHECK(text.p == source && text.n == 7);
	for (int i = 0; i < 100; i++)
		dom_append_text(d, div, str("!"), 1);
	text = dom_text(d, dom_first(d, div));
	CHECK(text.n == 107 && text.p[106] == '!' && text.p[0] == 'o');
	CHECK_INT(dom_next(d, dom_first(d, div)), 0);
	CHECK(!dom_is_blank(d, dom_first(d, div)) && !dom_is_blank(d, div));

	dom_insert(d, div, p, dom_first(d, div));
	CHECK(dom_first(d, div) == p && dom_next(d, p) == dom_last(d, div));
	CHECK(dom_add_attr(d, p, DOM_ATTR_ID, DOM_NS_NONE, str("x y")));
	dom_add_attr(d, div, DOM_ATTR_CLASS, DOM_NS_NONE, str("z"));
	CHECK(dom_add_attr(d, p, DOM_ATTR_CLASS, DOM_NS_NONE, str("w")));
	CHECK(dom_has_id(d, p, DOM_HASH("y")));
	CHECK(dom_has_class(d, p, DOM_HASH("w")));
	CHECK(!dom_has_class(d, p, DOM_HASH("z")));
	copy = dom_clone(d, p);
	CHECK_INT(dom_parent(d, copy), 0);
	CHECK_DOM(dom_attr(d, copy, DOM_ATTR_CLASS), "w");

	dom_move_children(d, div, copy);
	CHECK_INT(dom_first(d, div), 0);
	CHECK(dom_parent(d, p) == copy);
	dom_remove(d, p);
	CHECK(dom_first(d, copy) == dom_last(d, copy));
	dom_append(d, 0, p);
	CHECK_INT(dom_parent(d, p), 0);
	dom_free(d);
}

static void
test_lines(void)
{
	struct dom *d = parse("<p>\r\n<b>x</b>\r<!--\n\n--><i\na=b>y", NULL);

	CHECK_INT(dom_line(d, dom_find(d, DOM_ROOT, DOM_ROOT, DOM_P)), 1);
	CHECK_INT(dom_line(d, dom_find(d, DOM_ROOT, DOM_ROOT, DOM_B)), 2);
	CHECK_INT(dom_line(d, dom_find(d, DOM_ROOT, DOM_ROOT, DOM_I)), 5);
	dom_free(d);
}

/* As many times as they fit. */
static void
fill(char *page, size_t size, const char *repeated)
{
	size_t n = strlen(repeated);

	for (; size > n; size -= n, page += n)
		memcpy(page, repeated, n);
	*page = '\0';
}

static uint32_t
depth_of(const struct dom *d)
{
	uint32_t deepest = 0, depth;

	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		depth = 0;
		for (uint32_t up = n; up != 0; up = dom_parent(d, up))
			depth++;
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

static void
test_limits(void)
{
	char page[6000];
	struct dom *d;
	uint32_t count;

	fill(page, sizeof(page), "<div>");
	d = parse(page, NULL);
	CHECK_INT(depth_of(d), 1 + 512);
	CHECK_INT(d->limit_count, 1);
	CHECK_INT(d->limits[0].code, DOM_ERR_LIMIT_DEPTH);
	CHECK_INT(d->status, DOM_OK);
	dom_free(d);

	d = parse("<p a b c d><q a>", &(struct dom_options){ .max_attrs = 3 });
	dom_attrs(d, dom_find(d, DOM_ROOT, DOM_ROOT, DOM_P), &count);
	CHECK_INT(count, 3);
	CHECK_INT(d->limits[0].code, DOM_ERR_LIMIT_ATTRIBUTES);
	dom_free(d);

	d = parse(page, &(struct dom_options){ .max_bytes = 20000 });
	CHECK_INT(d->status, DOM_ELIMIT);
	CHECK(d->bytes <= 20000 + sizeof(*d));
	CHECK(dom_find(d, DOM_ROOT, DOM_ROOT, DOM_DIV) != 0);
	dom_free(d);
}

/* The limit met at every point in turn, also where an error is to be kept. */
static void
test_every_limit(void)
{
	char page[1500];
	struct dom *d;

	fill(page, sizeof(page),
	    "<b id=x a a></q>&nope;\r\n<x-y><p>&amp;b</div>");
	for (size_t bytes = 8000; bytes < 60000; bytes += 56) {
		d = parse(page,
		    &(struct dom_options){
			.max_bytes = bytes, .max_errors = 200 });
		if (d->status == DOM_OK)
			CHECK(bytes > 16000);
		else
			CHECK_INT(d->limits[0].code, DOM_ERR_LIMIT_BYTES);
		CHECK(depth_of(d) > 1 || d->status != DOM_OK);
		dom_free(d);
	}
}

static void
test_errors(void)
{
	struct dom *d = parse("<p>\n<p a a>&nope;\n</q>",
	    &(struct dom_options){ .max_errors = 3 });

	CHECK_INT(d->error_count, 3);
	CHECK_INT(d->error_total, 4);
	CHECK_STR(dom_error_text(d->errors[0].code), "missing-doctype");
	CHECK_STR(dom_error_text(d->errors[1].code), "duplicate-attribute");
	CHECK_INT(d->errors[1].line, 2);
	dom_free(d);
	dom_free(NULL);
}

int
main(void)
{
	test_names();
	test_tokens();
	test_split();
	test_walk();
	test_notes();
	test_build();
	test_lines();
	test_limits();
	test_every_limit();
	test_errors();
	return test_done();
}
