#include "nearest.h"
#include "test.h"

static const char *
nearest(const char *word)
{
	static const char *const names[] = { "columns", "css", "toc-depth",
		"extract", "extract-media", "wrap", "output" };
	struct nearest near = { .word = word };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		nearest_offer(&near, names[i]);
	return near.best != NULL ? near.best : "(none)";
}

int
main(void)
{
	CHECK_STR(nearest("colums"), "columns");
	CHECK_STR(nearest("column"), "columns");
	CHECK_STR(nearest("ouptut"), "output");
	CHECK_STR(nearest("tocdepth"), "toc-depth");
	CHECK_STR(nearest("extract"), "extract");
	CHECK_STR(nearest("extr"), "extract");
	CHECK_STR(nearest("warp"), "wrap");
	CHECK_STR(nearest("zzzzzz"), "(none)");
	CHECK_STR(nearest(""), "(none)");
	CHECK_STR(nearest("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
	    "(none)");
	return test_done();
}
