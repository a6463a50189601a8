/* Links: RFC 3986 5.4's examples, and what pages really hold. */
#include "test.h"
#include "url.h"

static void
joins(int line, const char *base, const char *ref, const char *want)
{
	struct buf b = { 0 };
	bool ok = url_join(base, ref, strlen(ref), &b);

	test_mem(__FILE__, line, ref, ok ? b.p : "", ok ? b.n : 0, want);
	if (!ok)
		test_int(__FILE__, line, "nothing appended", (int)b.n, 0);
	buf_free(&b);
}
#define JOIN(ref, want) joins(__LINE__, "http://a/b/c/d;p?q", ref, want)
#define PAGE(ref, want) \
	joins(__LINE__, "https://news.example/2016/06/story.html", ref, want)
#define BARE(ref, want) joins(__LINE__, "", ref, want)

/* RFC 3986 5.4.1, all of it that is not about empty references. */
static void
test_normal(void)
{
	JOIN("g:h", "g:h");
	JOIN("g", "http://a/b/c/g");
	JOIN("./g", "http://a/b/c/g");
	JOIN("g/", "http://a/b/c/g/");
	JOIN("/g", "http://a/g");
	JOIN("//g", "http://g/");
	JOIN("?y", "http://a/b/c/d;p?y");
	JOIN("g?y", "http://a/b/c/g?y");
	JOIN("g#s", "http://a/b/c/g#s");
	JOIN("g?y#s", "http://a/b/c/g?y#s");
	JOIN(";x", "http://a/b/c/;x");
	JOIN("g;x?y#s", "http://a/b/c/g;x?y#s");
	JOIN(".", "http://a/b/c/");
	JOIN("./", "http://a/b/c/");
	JOIN("..", "http://a/b/");
	JOIN("../", "http://a/b/");
	JOIN("../g", "http://a/b/g");
	JOIN("../..", "http://a/");
	JOIN("../../g", "http://a/g");
}

/* RFC 3986 5.4.2 */
static void
test_abnormal(void)
{
	JOIN("../../../g", "http://a/g");
	JOIN("../../../../g", "http://a/g");
	JOIN("/./g", "http://a/g");
	JOIN("/../g", "http://a/g");
	JOIN("g.", "http://a/b/c/g.");
	JOIN(".g", "http://a/b/c/.g");
	JOIN("g..", "http://a/b/c/g..");
	JOIN("..g", "http://a/b/c/..g");
	JOIN("./../g", "http://a/b/g");
	JOIN("./g/.", "http://a/b/c/g/");
	JOIN("g/./h", "http://a/b/c/g/h");
	JOIN("g/../h", "http://a/b/c/h");
	JOIN("g;x=1/../y", "http://a/b/c/y");
	JOIN("g?y/./x", "http://a/b/c/g?y/./x");
	JOIN("g#s/../x", "http://a/b/c/g#s/../x");
}

static void
test_encoding(void)
{
	PAGE("a b.png", "https://news.example/2016/06/a%20b.png");
	PAGE("caf\xc3\xa9", "https://news.example/2016/06/caf%C3%A9");
	PAGE("100%", "https://news.example/2016/06/100%25");
	PAGE("a%20b", "https://news.example/2016/06/a%20b");
	PAGE("a[1]|{x}", "https://news.example/2016/06/a%5B1%5D%7C%7Bx%7D");
	PAGE("/?q=a b&c=d", "https://news.example/?q=a%20b&c=d");
	PAGE("\\img\\a.png", "https://news.example/img/a.png");
	PAGE("  x\n\ty ", "https://news.example/2016/06/xy");
	PAGE("HTTP://Example.COM/A", "http://example.com/A");
	PAGE("http:/example.com", "http://example.com/");
	PAGE("https://me@Host:80/", "https://me@host:80/");
	PAGE("http://b\xc3\xbc"
	     "cher.example/",
	    "http://b%C3%BCcher.example/");
}

static void
test_schemes(void)
{
	PAGE("mailto:a@b.example", "mailto:a@b.example");
	PAGE("tel:+1 555", "tel:+1%20555");
	PAGE("javascript:alert(1)", "");
	PAGE(" JAVA\nSCRIPT:alert(1)", "");
	PAGE("data:text/html,x", "");
	PAGE("file:///etc/passwd", "");
	PAGE("vbscript:x", "");
	PAGE("blob:x", "");
	PAGE("about:blank", "");
	PAGE("http://", "");
	PAGE("http://a b/", "");
	PAGE("", "");
	PAGE("#", "https://news.example/2016/06/story.html#");
	PAGE("#top", "#top");
	PAGE("//cdn.example/x", "https://cdn.example/x");
}

static void
test_without_base(void)
{
	BARE("a.html", "a.html");
	BARE("../a b.html#x", "../a%20b.html#x");
	BARE("/a", "/a");
	BARE("#x", "#x");
	BARE("//cdn.example/x", "https://cdn.example/x");
	BARE("https://a.example", "https://a.example/");
	BARE("javascript:void(0)", "");
	BARE("?q", "?q");
	CHECK_INT(url_scheme("http://a", 8), 4);
	CHECK_INT(url_scheme("a/b:c", 5), 0);
	CHECK_INT(url_scheme("1a:b", 4), 0);
}

int
main(void)
{
	test_normal();
	test_abnormal();
	test_encoding();
	test_schemes();
	test_without_base();
	return test_done();
}
