/* The strings in a page's data, and which of them are the article. */
#include "state.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

/* What the scanner wants of the host: memory, kept to the end. */
static void *blocks[4096];
static size_t block_count;

static void *
scratch(oct_job *job, size_t n)
{
	(void)job;
	if (block_count == sizeof(blocks) / sizeof(blocks[0]))
		return NULL;
	return blocks[block_count++] = calloc(1, n);
}

static void
give_back(void)
{
	while (block_count > 0)
		free(blocks[--block_count]);
}

/* META without fields, or with one title. */
static const char *title;

static oct_node *
first(const oct_node *n)
{
	return title != NULL ? (oct_node *)n : NULL;
}

static oct_node *
next(const oct_node *n)
{
	(void)n;
	return NULL;
}

static oct_str
get_str(const oct_node *n, uint32_t prop)
{
	(void)n;
	(void)prop;
	return (oct_str){ title, strlen(title) };
}

static int64_t
get_int(const oct_node *n, uint32_t prop, int64_t unset)
{
	(void)n;
	(void)prop;
	(void)unset;
	return OCT_M_TITLE;
}

static const oct_api api = { .struct_size = sizeof(api),
	.scratch = scratch,
	.first = first,
	.next = next,
	.get_str = get_str,
	.get_int = get_int };

/* The strings in a text, each with a bar behind it. */
static const char *
strings(const char *text, bool code)
{
	static char out[1024];
	struct state s = { .api = &api };

	state_scan(
	    &s, &(struct state_text){ { text, strlen(text) }, 1, code, false });
	state_scan_inside(&s);
	out[0] = '\0';
	for (uint32_t i = 1; i < s.count; i++) {
		struct dom_str one;

		if (s.values[i].kind != STATE_STRING)
			continue;
		one = state_decode(&s, s.values[i].text);
		strncat(out, one.p, one.n);
		strcat(out, "|");
	}
	free(s.values);
	give_back();
	return out;
}

static void
test_escapes(void)
{
	CHECK_STR(strings("[\"a\\\"b\\\\\",\"c\"]", false), "a\"b\\|c|");
	CHECK_STR(strings("['it\\'s','\\x41\\u0042\\/']", false), "it's|AB/|");
	CHECK_STR(strings("[\"\\ud83d\\udc11\"]", false), "\xf0\x9f\x90\x91|");
	/* Half a pair, a NUL, what is no number. */
	CHECK_STR(strings("[\"\\ud83d.\"]", false), "\xef\xbf\xbd.|");
	CHECK_STR(strings("[\"\\u0000\"]", false), "\xef\xbf\xbd|");
	CHECK_STR(strings("[\"\\uzz\"]", false), "zz|");
	CHECK_STR(strings("[\"a\\nb\\tc\"]", false), "a\nb c|");
}

static void
test_data(void)
{
	CHECK_STR(strings("{\"a\":\"x\",\"b\":[\"y\",{\"c\":\"z\"}]}", false),
	    "x|y|z|");
	CHECK_STR(strings("{a:undefined,b:!0,c:-1.5e3,d:\"x\"}", false), "x|");
	/* Ends where it can't be made out, and with what was read. */
	CHECK_STR(strings("{\"a\":\"x\",\"b\":f(1),\"c\":\"y\"}", false), "x|");
	CHECK_STR(strings("{\"a\":\"x\"]", false), "x|");
	CHECK_STR(strings("{\"a\":\"x", false), "");
	CHECK_STR(strings("{\"a\":\"x\\", false), "");
	CHECK_STR(
	    strings("[\"$\",\"p\",null,{\"children\":\"x\"}]", false), "x|");
}

static void
test_code(void)
{
	CHECK_STR(
	    strings("var a = {\"k\": \"x\"}; b({\"k\":\"y\"})", true), "x|y|");
	CHECK_STR(strings("if (a) { it's(); } c = {k: 'x'};", true), "x|");
	CHECK_STR(strings("function f() { return {k:\"x\"}; }", true), "x|");
	CHECK_STR(strings("a['b'] = \"c\"; d.e(\"f\");", true), "");
	CHECK_STR(strings("", true), "");
	CHECK_STR(strings("= {", true), "");
}

static void
test_inside(void)
{
	CHECK_STR(
	    strings(
		"x = JSON.parse(\"{\\\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\\\":"
		"\\\"a\\\\nb\\\"}\")",
		true),
	    "a\nb|");
	CHECK_STR(
	    strings("{\"t\":\"[{\\\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\\\":"
		    "\\\"a\\\"}]\",\"u\":\"b\"}",
		false),
	    "b|a|");
}

/* The path's words that are the article of a page called so; 0: none. */
static uint32_t
picked(const char *name, const char *text)
{
	struct state s = { .api = &api };
	struct state_choice c;
	int meta;

	title = name;
	state_scan(&s,
	    &(struct state_text){ { text, strlen(text) }, 1, false, false });
	c = state_pick(&s, (const oct_node *)&meta);
	free(s.values);
	give_back();
	return c.score != 0 ? c.words : 0;
}

#define TEN "one two three four five six seven eight nine ten "
#define NINETY TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void
test_pick(void)
{
	CHECK(
	    picked("The long road",
		"{\"title\":\"The long road\",\"body\":\"" NINETY "\"}") == 90);
	/* Spelled another way. */
	CHECK(
	    picked("The \xe2\x80\x9clong\xe2\x80\x9d road",
		"{\"title\":\"The &ldquo;long&rdquo; road\",\"body\":\"" NINETY
		"\"}") == 90);
	/* Of another page, of nothing known, too short, no text. */
	CHECK(picked("The long road",
		  "{\"title\":\"A short road\",\"body\":\"" NINETY "\"}") == 0);
	CHECK(
	    picked(NULL,
		"{\"title\":\"The long road\",\"body\":\"" NINETY "\"}") == 0);
	CHECK(picked("The long road",
		  "{\"title\":\"The long road\",\"body\":\"" TEN "\"}") == 0);
	CHECK(
	    picked("The long road",
		"{\"title\":\"The long road\",\"style\":\"" NINETY "\"}") == 0);
	CHECK(picked("The long road",
		  "{\"title\":\"The long road\",\"related\":{\"body\":\"" NINETY
		  "\"}}") == 0);
	/* The one of the list that bears the name. */
	CHECK(picked("The long road",
		  "[{\"title\":\"Another road\",\"body\":\"x " NINETY NINETY
		  "\"},{\"title\":\"The long road\",\"body\":\"" NINETY
		  "\"}]") == 90);
	/* A text in pieces; what is said twice counts once. */
	CHECK(
	    picked("The long road",
		"{\"title\":\"The long road\",\"posts\":[{\"text\":\"a " NINETY
		"\"},{\"text\":\"b " NINETY "\"},{\"text\":\"b " NINETY
		"\"}]}") == 182);
}

int
main(void)
{
	test_escapes();
	test_data();
	test_code();
	test_inside();
	test_pick();
	return test_done();
}
