/* CSS selectors over a DOM. */
#include "html.h"
#include "test.h"

#include <stdlib.h>

static const char page[] =
    "<body><div id=main class='post big'><h1>t</h1><p class=lead lang=en-US>"
    "<b>x</b></p><p>y</p><p data-x='Hello World'>z</p></div>"
    "<ul><li>1<li>2<li>3<li>4<li>5</ul><div class=post><section><p><i>q</i>"
    "</p></section></div></body>";

static void *memory[64];
static size_t memory_count;

static void *
host_scratch(oct_job *job, size_t n)
{
	(void)job;
	return memory[memory_count++] = calloc(1, n);
}

static const oct_api api = {
	.struct_size = sizeof(api),
	.scratch = host_scratch,
};

/* The names of the elements that match, or the error. */
static const char *
matches(const struct dom *d, const char *css)
{
	static char out[256];
	const char *error;
	size_t n = 0;
	struct selector *s =
	    selector_compile(&api, NULL, css, strlen(css), &error);

	if (s == NULL)
		return error != NULL ? "error" : "memory";
	out[0] = '\0';
	for (uint32_t i = DOM_ROOT; i != 0; i = dom_walk(d, i, DOM_ROOT))
		if (selector_matches(s, d, i)) {
			struct dom_str name =
			    dom_name_text(d, dom_local_name(d, i));

			n += (size_t)snprintf(out + n, sizeof(out) - n,
			    "%s%.*s", n > 0 ? " " : "", (int)name.n, name.p);
		}
	return out;
}

static void
test_simple(const struct dom *d)
{
	CHECK_STR(matches(d, "h1"), "h1");
	CHECK_STR(matches(d, "H1"), "h1");
	CHECK_STR(matches(d, "#main"), "div");
	CHECK_STR(matches(d, ".post"), "div div");
	CHECK_STR(matches(d, "div.post.big"), "div");
	CHECK_STR(matches(d, "h1, i , b"), "h1 b i");
	CHECK_STR(matches(d, "[data-x]"), "p");
	CHECK_STR(matches(d, "[data-x='Hello World']"), "p");
	CHECK_STR(matches(d, "[data-x='hello world']"), "");
	CHECK_STR(matches(d, "[data-x='hello world' i]"), "p");
	CHECK_STR(matches(d, "[data-x~=World]"), "p");
	CHECK_STR(matches(d, "[lang|=en]"), "p");
	CHECK_STR(
	    matches(d, "p[data-x^=Hel][data-x$=rld][data-x*='o W']"), "p");
}

static void
test_combinators(const struct dom *d)
{
	CHECK_STR(matches(d, "div p"), "p p p p");
	CHECK_STR(matches(d, "div > p"), "p p p");
	CHECK_STR(matches(d, "h1 + p"), "p");
	CHECK_STR(matches(d, "h1 ~ p"), "p p p");
	CHECK_STR(matches(d, ".lead ~ p"), "p p");
	CHECK_STR(matches(d, "body > div p > i"), "i");
	CHECK_STR(matches(d, "div > p i"), "");
	/* The nearest div is not below #main: the search goes on. */
	CHECK_STR(matches(d, "ul ~ div section > p i"), "i");
	CHECK_STR(matches(d, "h1 + p ~ p"), "p p");
}

static void
test_pseudo(const struct dom *d)
{
	CHECK_STR(matches(d, "li:first-child"), "li");
	CHECK_STR(matches(d, "ul > :last-child"), "li");
	CHECK_STR(matches(d, "li:nth-child(2n+1)"), "li li li");
	CHECK_STR(matches(d, "li:nth-child(even)"), "li li");
	CHECK_STR(matches(d, "li:nth-child(-n+3)"), "li li li");
	CHECK_STR(matches(d, "li:nth-child(4)"), "li");
	CHECK_STR(matches(d, "p:not(.lead)"), "p p p");
	CHECK_STR(matches(d, "p:not(.lead, [data-x])"), "p p");
	CHECK_STR(matches(d, "div:is(#main, .none) > p:is(.lead)"), "p");
	CHECK_STR(matches(d, "head:empty"), "head");
}

static void
test_errors(const struct dom *d)
{
	CHECK_STR(matches(d, ""), "error");
	CHECK_STR(matches(d, "div >"), "error");
	CHECK_STR(matches(d, "p:hover"), "error");
	CHECK_STR(matches(d, "p[x"), "error");
	CHECK_STR(matches(d, "p:not(a b)"), "error");
	CHECK_STR(matches(d, "p!"), "error");
	CHECK_STR(matches(d, "a,"), "error");
}

int
main(void)
{
	struct dom *d =
	    dom_parse(page, sizeof(page) - 1, &(struct dom_options){ 0 });

	CHECK(d != NULL);
	test_simple(d);
	test_combinators(d);
	test_pseudo(d);
	test_errors(d);
	dom_free(d);
	while (memory_count > 0)
		free(memory[--memory_count]);
	return test_done();
}
