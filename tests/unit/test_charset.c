/* Which encoding an input is in, and its text. */
#include "charset.h"
#include "test.h"

#include <stdlib.h>

static struct {
	char memory[4096];
	size_t used;
	oct_status status;
	char code[64];
} host;

static void *
host_scratch(oct_job *job, size_t n)
{
	void *p = host.memory + host.used;

	(void)job;
	if (host.used + n > sizeof(host.memory))
		return NULL;
	host.used += n;
	return memset(p, 0, n);
}

static void
host_report(oct_job *job, int32_t severity, const char *code, uint32_t line,
    uint32_t col, const char *msg)
{
	(void)job;
	(void)severity;
	(void)line;
	(void)col;
	(void)msg;
	snprintf(host.code, sizeof(host.code), "%s", code);
}

static void
host_fail(oct_job *job, oct_status status, const char *code, const char *msg)
{
	host.status = status;
	host_report(job, OCT_ERROR, code, 0, 0, msg);
}

static oct_status
host_status(const oct_job *job)
{
	(void)job;
	return host.status;
}

static const oct_api api = {
	.struct_size = sizeof(api),
	.scratch = host_scratch,
	.report = host_report,
	.fail = host_fail,
	.status = host_status,
};

/* Reads bytes as HTML; "text|charset|message". */
static const char *
read_bytes(const char *bytes, size_t n, const char *told, const char *type)
{
	static char out[1024];
	static uint8_t data[512];
	struct charset_text text;
	oct_input in = { .struct_size = sizeof(in), .data = data, .len = n };

	memset(&host, 0, sizeof(host));
	memset(data, 0, sizeof(data));
	memcpy(data, bytes, n);
	in.charset = (oct_str){ told, strlen(told) };
	in.media_type = (oct_str){ type, strlen(type) };
	if (charset_read(&api, NULL, &in, CHARSET_HTML, &text) != OCT_OK)
		snprintf(out, sizeof(out), "failed|%s", host.code);
	else
		snprintf(out, sizeof(out), "%.*s|%s|%s", (int)text.n, text.p,
		    text.charset->name, host.code);
	return out;
}

#define READ(bytes, told, type) read_bytes(bytes, sizeof(bytes) - 1, told, type)

static void
test_labels(void)
{
	CHECK_STR(charset_find("ISO-8859-1", 10)->name, "windows-1252");
	CHECK_STR(charset_find(" gb2312\n", 8)->name, "GBK");
	CHECK_STR(charset_find("utf-16", 6)->name, "UTF-16LE");
	CHECK_STR(charset_find("x-sjis", 6)->name, "Shift_JIS");
	CHECK(charset_find("utf", 3) == NULL);
	CHECK(charset_find("", 0) == NULL);
}

static void
test_decision(void)
{
	CHECK_STR(READ("\xef\xbb\xbfh\xc3\xa9", "", ""), "h\u00e9|UTF-8|");
	CHECK_STR(READ("h\xc3\xa9", "", ""), "h\u00e9|UTF-8|");
	CHECK_STR(READ("h\xe9", "latin1", ""), "h\u00e9|windows-1252|");
	CHECK_STR(READ("h\xb1", "", "text/html; charset=\"iso-8859-2\""),
	    "h\u0105|ISO-8859-2|");
	CHECK_STR(READ("h\xe9", "klingon", ""), "failed|charset.unknown");
	CHECK_STR(READ("<meta charset=latin2>\xb1", "", ""),
	    "<meta charset=latin2>\u0105|ISO-8859-2|");
	CHECK_STR(READ("<meta charset=latin2>\xc4\x85", "", ""),
	    "<meta charset=latin2>\u0105|UTF-8|charset.lying");
	CHECK_STR(READ("<meta charset=utf-16>a", "", ""),
	    "<meta charset=utf-16>a|UTF-8|");
	CHECK_STR(READ("<?xml version='1.0' encoding='koi8-r'?>\xc1", "", ""),
	    "<?xml version='1.0' encoding='koi8-r'?>\u0430|KOI8-R|");
	CHECK_STR(READ("\xff\xfeh\0\xe9\0", "", ""), "h\u00e9|UTF-16LE|");
}

/* What was meant after what was read and encoded again, and what must stay. */
static void
test_twice(void)
{
	/* "it’s" by way of Latin-1, then of windows-1252, with "é" */
	CHECK_STR(READ("it\u00e2\302\200\302\231s caf\u00c3\u00a9", "", ""),
	    "it\u2019s caf\u00e9|UTF-8|charset.twice");
	CHECK_STR(READ("it\u00e2\u20ac\u2122s caf\u00c3\u00a9", "", ""),
	    "it\u2019s caf\u00e9|UTF-8|charset.twice");
	CHECK_STR(READ("\u00f0\u0178\u02dc\302\201", "", ""),
	    "\U0001f601|UTF-8|charset.twice");
	/* among others, only what is certain */
	CHECK_STR(READ("\u2019\u00e2\302\200\302\231 \u00c3\u00a9", "", ""),
	    "\u2019\u2019 \u00c3\u00a9|UTF-8|charset.twice");
	/* the user knows better */
	CHECK_STR(READ("\u00e2\302\200\302\231", "utf-8", ""),
	    "\u00e2\302\200\302\231|UTF-8|");
	/* a control by itself; no control; German, Portuguese */
	CHECK_STR(READ("\u00e2\302\200\302\231\302\205", "", ""),
	    "\u00e2\302\200\302\231\302\205|UTF-8|");
	CHECK_STR(READ("caf\u00c3\u00a9", "", ""), "caf\u00c3\u00a9|UTF-8|");
	CHECK_STR(READ("\u201eSpa\u00df\u201c", "", ""),
	    "\u201eSpa\u00df\u201c|UTF-8|");
	CHECK_STR(READ("caf\u00e9\u2026\u201d", "", ""),
	    "caf\u00e9\u2026\u201d|UTF-8|");
	/* cut off */
	CHECK_STR(READ("\u00e2\302\200", "", ""), "\u00e2\302\200|UTF-8|");
	CHECK_STR(READ("\u00e2\302\200\302\231 \u00e2", "", ""),
	    "\u2019 \u00e2|UTF-8|charset.twice");
}

static void
test_replacing(void)
{
	CHECK_STR(READ("a\xe9"
		       "b",
		      "utf-8", ""),
	    "a\ufffd"
	    "b|UTF-8|charset.replaced");
	/* A maximal subpart becomes one character, a surrogate three. */
	CHECK_STR(READ("\xf0\x9f\x98 \xed\xa0\x80", "utf-8", ""),
	    "\ufffd \ufffd\ufffd\ufffd|UTF-8|charset.replaced");
	CHECK_STR(READ("\x81<p>", "shift_jis", ""),
	    "\ufffd<p>|Shift_JIS|charset.replaced");
	CHECK_STR(READ("\x80\xff", "x-user-defined", ""),
	    "\uf780\uf7ff|x-user-defined|");
	CHECK_STR(READ("anything", "iso-2022-kr", ""),
	    "\ufffd|replacement|charset.replaced");
	CHECK_STR(READ("", "", ""), "|UTF-8|");
}

static void
test_prefix(void)
{
	static const uint8_t text[] = "0123456789abcdef\xc3\xa9\xc3";
	unsigned found;

	CHECK_INT(charset_utf8_prefix(text, 16, &found), 16);
	CHECK_INT(found, 0);
	CHECK_INT(charset_utf8_prefix(text, 19, &found), 18);
	CHECK_INT(found, CHARSET_BEYOND_ASCII);
	CHECK_INT(
	    charset_utf8_prefix((const uint8_t *)"itâ€™s", 11, &found), 11);
	CHECK_INT(found, CHARSET_BEYOND_ASCII | CHARSET_TWICE);
}

/* The guess needs uchardet; where it is not installed there is none. */
static void
test_guess(void)
{
	static const uint8_t russian[] =
	    "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xdd\xf2\xee "
	    "\xf2\xe5\xea\xf1\xf2 \xed\xe0 \xf0\xf3\xf1\xf1\xea\xee\xec "
	    "\xff\xe7\xfb\xea\xe5, \xea\xee\xf2\xee\xf0\xfb\xe9 "
	    "\xed\xe8\xea\xf2\xee \xed\xe5 \xee\xe1\xfa\xff\xe2\xe8\xeb.";
	const struct charset *c = charset_guess(russian, sizeof(russian) - 1);

	CHECK(c == NULL || strcmp(c->name, "windows-1251") == 0);
}

int
main(void)
{
	test_labels();
	test_decision();
	test_twice();
	test_replacing();
	test_prefix();
	test_guess();
	return test_done();
}
