/* The model: what normalising makes of what readers build. */
#include "model.h"

#include "utf8.h"

static oct_job j;
static oct_node *article, *body;

static void
begin(void)
{
	model_open(&j);
	article = node_new_article(&j, j.book);
	body = node_part(article, OCT_BODY);
}

/* Normalises, proves, and compares a part of the article. */
static void
end_part(const char *file, int line, uint32_t part, const char *want)
{
	const char *broken, *got;

	normalise_article(&j, article);
	broken = check_article(&j, article);
	if (broken != NULL)
		test_mem(file, line, "check", broken, strlen(broken), "");
	got = dump(&j, node_part(article, part));
	test_mem(file, line, "tree", got, strlen(got), want);
	model_close(&j);
}
#define END(want) end_part(__FILE__, __LINE__, OCT_BODY, want)

static oct_node *
heading(int level, const char *s)
{
	oct_node *h = add(&j, body, OCT_HEADING);

	node_set_int(&j, h, OCT_P_LEVEL, level);
	text(&j, h, s);
	return h;
}

static oct_node *
para(oct_node *at, const char *s)
{
	oct_node *p = add(&j, at, OCT_P);

	text(&j, p, s);
	return p;
}

static void
test_space(void)
{
	oct_node *p, *em;

	begin();
	p = para(body, "  a \n\t b ");
	em = add(&j, p, OCT_EM);
	text(&j, em, " c ");
	text(&j, p, " d \n");
	END("body(p(\"a b \" em(\"c \") \"d\"))");

	begin();
	p = para(body, "a ");
	add(&j, p, OCT_BR);
	text(&j, p, " b");
	em = add(&j, p, OCT_CODE);
	text(&j, em, "  x  y ");
	text(&j, p, " z");
	p = para(add(&j, body, OCT_QUOTE), "no\xc2\xa0 break");
	END("body(p(\"a\" br \"b\" code(\"  x  y \") \" z\") "
	    "quote(p(\"no\xc2\xa0 break\")))");

	begin();
	p = add(&j, body, OCT_PRE);
	text(&j, p, " a\n  b ");
	END("body(pre(\" a\n  b \"))");
}

static void
test_wrap(void)
{
	oct_node *item, *list;

	begin();
	text(&j, body, "loose");
	add(&j, body, OCT_RULE);
	text(&j, body, " \n ");
	list = add(&j, body, OCT_LIST);
	item = add(&j, list, OCT_ITEM);
	text(&j, item, "tight");
	item = add(&j, list, OCT_ITEM);
	text(&j, item, "mixed");
	para(item, "block");
	END("body(p(\"loose\") rule list(item(\"tight\") "
	    "item(p(\"mixed\") p(\"block\"))))");
}

static void
test_empties(void)
{
	oct_node *p, *t;

	begin();
	p = add(&j, body, OCT_P);
	add(&j, add(&j, p, OCT_EM), OCT_STRONG);
	add(&j, add(&j, body, OCT_LIST), OCT_ITEM);
	p = para(body, "a");
	add(&j, p, OCT_BR);
	add(&j, add(&j, p, OCT_SPAN), OCT_SPAN);
	text(&j, add(&j, p, OCT_LINK), "b");
	t = add(&j, body, OCT_TABLE);
	add(&j, add(&j, t, OCT_ROW), OCT_CELL);
	text(&j, add(&j, t, OCT_CAPTION), "cap");
	END("body(p(\"a\" br \"b\") table(caption(\"cap\") row(cell)))");
}

static void
test_sections(void)
{
	begin();
	para(body, "lead");
	heading(3, "A");
	para(body, "x");
	heading(5, "B");
	heading(2, "C");
	heading(6, "A");
	END("body(p(\"lead\") section#section(heading1(\"A\") p(\"x\") "
	    "section#section-2(heading2(\"B\"))) "
	    "section#section-3(heading1(\"C\") "
	    "section#section-4(heading2(\"A\"))))");

	/* in another script: whatever comes before */
	begin();
	heading(1, "港");
	heading(1, "町");
	heading(1, "港");
	END("body(section#section-17052f54(heading1(\"港\")) "
	    "section#section-9aae4384(heading1(\"町\")) "
	    "section#section-17052f54-2(heading1(\"港\")))");

	begin();
	heading(2, "Secret transplants!");
	heading(2, "Secret Transplants");
	set(&j, heading(2, "Own id"), OCT_P_ID, "1 own");
	END("body(section#secret-transplants(heading1(\"Secret transplants!\")) "
	    "section#secret-transplants-2(heading1(\"Secret Transplants\")) "
	    "section#_1_own(heading1(\"Own id\")))");
}

static void
test_links(void)
{
	oct_node *p, *a;

	begin();
	p = para(body, "to ");
	a = add(&j, p, OCT_LINK);
	set(&j, a, OCT_P_HREF, "#there");
	text(&j, a, "there");
	a = add(&j, p, OCT_LINK);
	set(&j, a, OCT_P_HREF, "#nowhere");
	text(&j, a, " and");
	text(&j, a, " on");
	set(&j, para(body, "target"), OCT_P_ID, "there");
	set(&j, para(body, "idle"), OCT_P_ID, "idle");
	END("body(p(\"to \" link>#there(\"there\") \" and on\") "
	    "p#there(\"target\") p(\"idle\"))");

	begin();
	p = para(body, "");
	a = add(&j, p, OCT_LINK);
	set(&j, a, OCT_P_HREF, "http://a.example/");
	text(&j, a, "x ");
	a = add(&j, a, OCT_LINK);
	set(&j, a, OCT_P_HREF, "http://b.example/");
	text(&j, a, "y");
	END("body(p(link>http://a.example/(\"x y\")))");

	begin();
	p = para(body, "in");
	a = add(&j, p, OCT_LINK);
	set(&j, a, OCT_P_HREF, "http://a.example/");
	text(&j, add(&j, a, OCT_STRONG), "\xc2\xa0");
	text(&j, p, "visible");
	END("body(p(\"in\" strong(\"\xc2\xa0\") \"visible\"))");
}

static void
test_notes(void)
{
	oct_node *p, *notes, *n;
	int i;

	begin();
	p = para(body, "a");
	notes = node_part(article, OCT_NOTES);
	for (i = 0; i < 3; i++) {
		n = add(&j, notes, OCT_NOTE);
		set(&j, n, OCT_P_ID, i == 0 ? "n0" : i == 1 ? "n1" : "n2");
		para(n, i == 0 ? "zero" : i == 1 ? "one" : "two");
	}
	set(&j, add(&j, p, OCT_NOTEREF), OCT_P_REF, "n2");
	set(&j, add(&j, p, OCT_NOTEREF), OCT_P_REF, "n0");
	n = add(&j, p, OCT_NOTEREF);
	set(&j, n, OCT_P_REF, "gone");
	set(&j, n, OCT_P_TEXT, "[7]");
	normalise_article(&j, article);
	CHECK(check_article(&j, article) == NULL);
	CHECK_STR(
	    dump(&j, body), "body(p(\"a\" noteref>n2=1 noteref>n0=2 \"[7]\"))");
	CHECK_STR(dump(&j, notes),
	    "notes(note#n2(p(\"two\")) note#n0(p(\"zero\")) "
	    "note#n1(p(\"one\")))");
	model_close(&j);
}

static void
test_fields(void)
{
	oct_node *f;

	begin();
	field_add(&j, article, OCT_M_TITLE, " A  title\n", 10, "meta", 50);
	field_add(&j, article, OCT_M_TITLE, "B", 1, "json-ld", 90);
	field_add(&j, article, OCT_M_AUTHOR, "X", 1, "meta", 40);
	field_add(&j, article, OCT_M_AUTHOR, "Y", 1, "json-ld", 90);
	field_add(&j, article, OCT_M_AUTHOR, "X", 1, "json-ld", 90);
	field_add(&j, article, OCT_M_LANGUAGE, "ar", 2, "html", 90);
	CHECK(field_add(&j, article, OCT_M_TITLE, "  ", 2, "x", 1) == NULL);
	normalise_article(&j, article);
	f = field_first(article, OCT_M_TITLE);
	CHECK_STR(node_str(f, OCT_P_TEXT).p, "B");
	CHECK(field_next(f) == NULL);
	CHECK_STR(node_str(f->next, OCT_P_TEXT).p, "A title");
	CHECK_INT(node_int(f->next, OCT_P_LOST, 0), 1);
	f = field_first(article, OCT_M_AUTHOR);
	CHECK_STR(node_str(f, OCT_P_TEXT).p, "Y");
	f = field_next(f);
	CHECK_STR(node_str(f, OCT_P_TEXT).p, "X");
	CHECK(field_next(f) == NULL);
	CHECK_STR(node_str(article, OCT_P_DIR).p, "rtl");
	model_close(&j);
}

static void
test_depth(void)
{
	oct_node *at, *n;
	int i, depth = 0, deepest = 0;
	oct_str words;

	begin();
	for (at = body, i = 0; i < 100000; i++)
		at = add(&j, at, OCT_QUOTE);
	text(&j, at, "deep");
	for (at = add(&j, body, OCT_P), i = 0; i < 100000; i++)
		at = add(&j, at, i % 2 ? OCT_EM : OCT_STRONG);
	text(&j, at, "down");
	normalise_article(&j, article);
	CHECK(check_article(&j, article) == NULL);
	words = node_text(&j, body);
	CHECK_MEM(words.p, words.n, "deep\ndown");
	for (n = body; n->first != NULL; n = n->first)
		depth++;
	deepest = depth;
	for (depth = 0, n = body->last; n->first != NULL; n = n->first)
		depth++;
	CHECK(deepest > 50 && deepest < 110 && depth > 50 && depth < 110);
	CHECK_INT(j.diags.worst, OCT_LOSS);
	model_close(&j);
}

static void
test_text_is_clean(void)
{
	oct_node *t;

	begin();
	t = text(&j, add(&j, body, OCT_P),
	    "a\x01"
	    "b\xff\xe2\x82"
	    "c\xed\xa0\x80");
	CHECK_STR(node_str(t, OCT_P_TEXT).p,
	    "a\xef\xbf\xbd"
	    "b\xef\xbf\xbd\xef\xbf\xbd"
	    "c\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd");
	CHECK_INT(j.diags.n, 1);
	CHECK_INT(utf8_clean_prefix("abcdefgh\x7f", 9), 8);
	CHECK_INT(utf8_clean_prefix("\xf0\x9f\x98\x80\xf4\x90\x80\x80", 8), 4);
	model_close(&j);
}

static void
test_figures(void)
{
	oct_node *f, *d;

	begin();
	f = add(&j, body, OCT_FIGURE);
	text(&j, add(&j, f, OCT_CAPTION), "words");
	f = add(&j, body, OCT_FIGURE);
	text(&j, add(&j, f, OCT_CAPTION), "one");
	set(&j, add(&j, f, OCT_IMAGE), OCT_P_ALT, "alt");
	text(&j, add(&j, f, OCT_CAPTION), "two");
	d = add(&j, body, OCT_DEFLIST);
	text(&j, add(&j, d, OCT_DEFINITION), "d");
	text(&j, add(&j, d, OCT_TERM), "t");
	END("body(figure(caption(\"words\")) figure(image caption(\"one\" br \"two\")) "
	    "deflist(term definition(\"d\") term(\"t\") definition))");
}

static void
test_descriptions(void)
{
	oct_node *p, *named, *said;

	begin();
	p = add(&j, body, OCT_P);
	named = add(&j, p, OCT_IMAGE);
	node_set_int(&j, named, OCT_P_RESOURCE, 1);
	set(&j, named, OCT_P_ALT, "IMG_0001.JPG");
	said = add(&j, p, OCT_IMAGE);
	set(&j, said, OCT_P_ALT, "The end of logo.png");
	/* nothing is left of one that has no file, either */
	set(&j, add(&j, p, OCT_IMAGE), OCT_P_ALT, "a.webp");
	normalise_article(&j, article);
	CHECK(!node_prop(named, OCT_P_ALT));
	CHECK_STR(node_str(said, OCT_P_ALT).p, "The end of logo.png");
	CHECK(said->next == NULL);
	model_close(&j);
}

static void
test_outline(void)
{
	const oct_entry *e;
	size_t n;

	begin();
	heading(1, "One");
	para(body, "x");
	heading(2, "Sub");
	heading(1, "Two");
	normalise_article(&j, article);
	e = outline_article(&j, article, &n);
	CHECK_INT(n, 3);
	CHECK_STR(e[1].title.p, "Sub");
	CHECK_INT(e[1].level, 2);
	CHECK_STR(e[2].id.p, "two");
	model_close(&j);
}

int
main(void)
{
	test_space();
	test_wrap();
	test_empties();
	test_sections();
	test_links();
	test_notes();
	test_fields();
	test_depth();
	test_text_is_clean();
	test_figures();
	test_descriptions();
	test_outline();
	return test_done();
}
