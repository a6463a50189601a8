/* Options: schemas checked, values checked, defaults, lists. */
#include "option.h"
#include "test.h"

static const oct_option schema[] = {
	{ "columns", "72", "20..1000", "columns of a line", OCT_OPT_INT, 0 },
	{ "depth", NULL, "0..", "levels", OCT_OPT_INT, 0 },
	{ "wrap", "auto", "auto|none", "fill lines", OCT_OPT_CHOICE, 0 },
	{ "quiet", "no", NULL, "say less", OCT_OPT_BOOL, 0 },
	{ "drop", NULL, "SELECTOR", "drop these", OCT_OPT_STR, OCT_OPT_MANY },
	{ "css", NULL, "FILE", "a style sheet", OCT_OPT_STR, OCT_OPT_FILE },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};
static char msg[OPTION_MSG];

static int
fits(const char *name, const char *value)
{
	return option_check(option_find(schema, name), value, msg);
}

static void
test_values(void)
{
	CHECK(fits("columns", "20") && fits("columns", "1000"));
	CHECK(!fits("columns", "19"));
	CHECK_STR(msg, "must be a whole number from 20 to 1000");
	CHECK(!fits("columns", "72x") && !fits("columns", ""));
	CHECK(!fits("columns", " 72") && !fits("columns", "+72"));
	CHECK(!fits("columns", "99999999999999999999"));
	CHECK(fits("depth", "5") && !fits("depth", "-1"));
	CHECK_STR(msg, "must be a whole number from 0 up");
	CHECK(fits("wrap", "auto") && fits("wrap", "none"));
	CHECK(!fits("wrap", "aut") && !fits("wrap", "") &&
	    !fits("wrap", "auto|none"));
	CHECK_STR(msg, "must be one of auto|none");
	CHECK(fits("quiet", "yes") && fits("quiet", "0") &&
	    !fits("quiet", "maybe"));
	CHECK(option_find(schema, "column") == NULL);
}

static void
test_schema(void)
{
	const oct_option twice[] = { { "a", NULL, NULL, "h", OCT_OPT_STR, 0 },
		{ "a", NULL, NULL, "h", OCT_OPT_STR, 0 }, { NULL } };
	const oct_option shout[] = { { "A", NULL, NULL, "h", OCT_OPT_STR, 0 },
		{ NULL } };
	const oct_option dflt[] = { { "a", "7", "0..6", "h", OCT_OPT_INT, 0 },
		{ NULL } };
	const oct_option range[] = { { "a", "1", "6..0", "h", OCT_OPT_INT, 0 },
		{ NULL } };
	const oct_option type[] = { { "a", "1", NULL, "h", 77, 0 }, { NULL } };
	const oct_option mute[] = { { "a", NULL, NULL, NULL, OCT_OPT_STR, 0 },
		{ NULL } };

	CHECK(option_check_schema(schema, msg));
	CHECK(option_check_schema(NULL, msg));
	CHECK(!option_check_schema(twice, msg));
	CHECK(!option_check_schema(shout, msg));
	CHECK(!option_check_schema(dflt, msg));
	CHECK(strstr(msg, "from 0 to 6") != NULL);
	CHECK(!option_check_schema(range, msg));
	CHECK(!option_check_schema(type, msg));
	CHECK(!option_check_schema(mute, msg));
}

static void
test_reading(void)
{
	struct option_setting other = { NULL, "elsewhere", "x", NULL, 0 };
	struct option_setting css = { &other, "css", "a.css", "p{}", 3 };
	struct option_setting d2 = { &css, "drop", "aside", NULL, 0 };
	struct option_setting d1 = { &d2, "drop", ".ad", NULL, 0 };
	struct option_setting set = { &d1, "columns", "40", NULL, 0 };
	const struct option_setting *wrong;
	struct arena a = { 0 };
	const oct_options *o = options_make(&a, schema, &set, &wrong);

	CHECK(o != NULL && wrong == NULL);
	CHECK_INT(option_int(o, "columns"), 40);
	CHECK_STR(option_str(o, "wrap").p, "auto");
	CHECK_INT(option_int(o, "quiet"), 0);
	CHECK_STR(option_nth(o, "drop", 0).p, ".ad");
	CHECK_STR(option_nth(o, "drop", 1).p, "aside");
	CHECK_STR(option_nth(o, "drop", 2).p, "");
	CHECK_STR(option_str(o, "css").p, "p{}");
	CHECK_INT(option_str(o, "css").n, 3);
	/* unknown names and wrong types are empty, not wrong */
	CHECK_INT(option_int(o, "nothing"), 0);
	CHECK_INT(option_str(o, "columns").n, 0);
	CHECK_INT(option_int(NULL, "columns"), 0);
	set.value = "7";
	CHECK(options_make(&a, schema, &set, &wrong) == NULL);
	CHECK(wrong == &set);
	a.status = OCT_ENOMEM;
	CHECK(options_make(&a, schema, &d1, &wrong) == NULL && wrong == NULL);
	arena_free(&a);
}

int
main(void)
{
	test_values();
	test_schema();
	test_reading();
	return test_done();
}
