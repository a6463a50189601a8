/* JSON as pages hold it. */
#include "meta_json.h"
#include "test.h"

#include <stdlib.h>

/* The text mended and read, as compact JSON; "broken". */
static const char *
mend(const char *text)
{
	static char out[512];
	char mended[512];
	size_t used, n = json_mend(text, strlen(text), mended);
	json_t *value = json_next(mended, n, &used);
	char *dump;

	if (value == NULL)
		return "broken";
	dump = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
	snprintf(out, sizeof(out), "%s", dump);
	free(dump);
	json_decref(value);
	return out;
}

static void
test_mending(void)
{
	CHECK_STR(mend("{\"a\":1}"), "{\"a\":1}");
	CHECK_STR(mend("{\"a\":[1,2,],}"), "{\"a\":[1,2]}");
	CHECK_STR(mend("<!-- {\"a\":1} -->"), "{\"a\":1}");
	CHECK_STR(mend("//<![CDATA[\n{\"a\":1}\n//]]>"), "{\"a\":1}");
	CHECK_STR(mend("/* x */ {\"a\":1};"), "{\"a\":1}");
	CHECK_STR(mend("{\"a\":\"x\ny\tz\"}"), "{\"a\":\"x y z\"}");
	CHECK_STR(mend("{\"a\":\"it\\'s\"}"), "{\"a\":\"it's\"}");
	CHECK_STR(mend("{\"a\":\"say \"yes\" now\",\"b\":2}"),
	    "{\"a\":\"say 'yes' now\",\"b\":2}");
	CHECK_STR(mend("{\"a\":\"; , // <!-- \"}"), "{\"a\":\"; , // <!-- \"}");
	CHECK_STR(mend("function () {}"), "broken");
}

static void
test_row(void)
{
	static const char text[] = "{\"a\":1}{\"a\":2}";
	size_t used, more;
	json_t *value = json_next(text, strlen(text), &used);

	CHECK(value != NULL);
	CHECK_INT(used, 7);
	json_decref(value);
	value = json_next(text + used, strlen(text) - used, &more);
	CHECK(value != NULL);
	CHECK_INT(more, 7);
	json_decref(value);
}

int
main(void)
{
	test_mending();
	test_row();
	return test_done();
}
