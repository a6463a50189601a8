/* test_xpath.c: XPath over a DOM, through the extension as a reader sees it. */
#include "test.h"

#include <octavo/plugin.h>
#include <stdlib.h>

#include "path.h"
#include "xpath.h"

const oct_plugin *oct_plugin_entry(void);

static const struct xpath_api *x;
static struct dom *dom;
static struct xpath_page *page;

static void
use(const char *html)
{
	x->close(page);
	dom_free(dom);
	dom = dom_parse(html, strlen(html), &(struct dom_options){ 0 });
	page = x->open(dom);
	CHECK(page != NULL);
}

/* The names and ids of what it finds, "p#a p#b @href", or what it says. */
static const char *
find(const char *expression)
{
	static char out[2000];
	struct xpath_value v;
	int32_t status = x->eval(page, expression, &v);
	char *at = out;

	if (status != XPATH_OK) {
		snprintf(
		    out, sizeof(out), "%d: %s", (int)status, x->error(page));
		return out;
	}
	if (!v.is_set) {
		snprintf(out, sizeof(out), "\"%s\" %d", v.text, (int)v.truth);
		return out;
	}
	*at = '\0';
	for (size_t i = 0; i < v.count && at < out + 1500; i++) {
		uint32_t n = v.nodes[i].node, count;
		struct dom_str s = dom_name_text(dom, dom_local_name(dom, n));
		struct dom_str id = dom_attr(dom, n, DOM_ATTR_ID);
		const struct dom_attr *a = dom_attrs(dom, n, &count);

		if (dom_is_text(dom, n))
			s = dom_text(dom, n);
		at += sprintf(at, "%s%.*s%s%.*s", i != 0 ? " " : "", (int)s.n,
		    s.p, id.n != 0 ? "#" : "", (int)id.n,
		    id.p != NULL ? id.p : "");
		if (v.nodes[i].attr != 0) {
			s = dom_name_text(dom, a[v.nodes[i].attr - 1].name);
			at += sprintf(at, "/@%.*s", (int)s.n, s.p);
		}
	}
	return out;
}

/* What the site rules of this world are written with. */
static void
test_idioms(void)
{
	use("<!doctype html><html><head><meta property='og:title' content='The "
	    "Gate'><meta name=author content='I. C.'><title>T</title></head>"
	    "<body><div id=x class=' lead  story '><h1>The Gate</h1><p id=a>One"
	    "<p id=b>Two <a id=l href=2.html rel=next>Next &raquo;</a><p id=c>"
	    "Three</div><div id=y class=story-list><ul id=u><li id=i>i<li id=j>"
	    "j</ul></div><!-- c --></body></html>");
	CHECK_STR(find("//div[@id='x']"), "div#x");
	CHECK_STR(find("//div[contains(concat(' ',normalize-space(@class),' '),"
		       "' story ')]"),
	    "div#x");
	CHECK_STR(find("//div[contains(@class, 'story')]"), "div#x div#y");
	CHECK_STR(
	    find("//meta[@property=\"og:title\"]/@content"), "meta/@content");
	CHECK_STR(find("string(//meta[@property='og:title']/@content)"),
	    "\"The Gate\" 1");
	CHECK_STR(find("//p[@id='a']/following-sibling::p"), "p#b p#c");
	CHECK_STR(find("//h1/following-sibling::p[position() < 3]"), "p#a p#b");
	CHECK_STR(find("//p[last()]"), "p#c");
	CHECK_STR(find("(//p)[2]"), "p#b");
	CHECK_STR(find("//li[1]/text()"), "i");
	CHECK_STR(find("//a[contains(text(), 'Next')]/@href"), "a#l/@href");
	CHECK_STR(find("//a[@rel='next'][1]"), "a#l");
	CHECK_STR(find("/html/head/title | //h1"), "title h1");
	CHECK_STR(find("//p[@id='c'] | //p[@id='a'] | //p"), "p#a p#b p#c");
	CHECK_STR(find("//li/ancestor::div"), "div#y");
	CHECK_STR(find("//li/.."), "ul#u");
	CHECK_STR(find("//li/../@id"), "ul#u/@id");
	CHECK_STR(find("//div//p"), "p#a p#b p#c");
	CHECK_STR(
	    find("//div[@id='x']//a | //div[@id='y']//li"), "a#l li#i li#j");
	CHECK_STR(find("//*[self::h1 or self::ul]"), "h1 ul#u");
	CHECK_STR(find("count(//p)"), "\"3\" 1");
	CHECK_STR(
	    find("concat(//a/@href, '?print=1')"), "\"2.html?print=1\" 1");
	CHECK_STR(find("substring-before(substring-after(//p[2], 'T'), 'o')"),
	    "\"w\" 1");
	CHECK_STR(find("boolean(//video)"), "\"false\" 0");
	CHECK_STR(find("//video"), "");
	CHECK_STR(find("//body/comment()"), "");
	CHECK_STR(find("/"), "");
}

static void
test_names(void)
{
	use("<body><svg id=s viewBox='0 0 1 1'><foreignObject id='f'/><a id=q "
	    "xlink:href=u></a></svg><math id=m><mi id=k>x</mi></math><template>"
	    "<p id=t>in</template><og:thing id=o>y</og:thing>");
	CHECK_STR(find("//svg/foreignobject"), "foreignObject#f");
	CHECK_STR(find("//svg/@viewbox"), "svg#s/@viewBox");
	CHECK_STR(find("//math/mi"), "mi#k");
	CHECK_STR(find("//template/p"), "p#t");
	CHECK_STR(find("//@*[name()='xlink:href']"), "a#q/@xlink:href");
	CHECK_STR(find("//*[name()='og:thing']"), "og:thing#o");
	CHECK(strstr(find("//og:thing"), "has a prefix") != NULL);
}

static void
test_errors(void)
{
	use("<p>one");
	CHECK(strstr(find("//p["), "1: ") == find("//p["));
	CHECK(strstr(find("//p[@a='x]"), "quotation") != NULL);
	CHECK(strstr(find("//p[matches(., 'x')]"), "no function") != NULL);
	CHECK(strstr(find("$x"), "variables") != NULL);
	CHECK(strstr(find("count('a')"), "wrong type") != NULL);
	CHECK(strstr(find("contains('a')"), "arguments") != NULL);
	CHECK(strstr(find(""), "no XPath") != NULL);
	CHECK(strstr(find("//p///b"), "1: ") != NULL);
	/* and after all that it works */
	CHECK_STR(find("//p/text()"), "one");
}

/* What one rule strips is not there for the next. */
static void
test_drop(void)
{
	struct xpath_value v;

	use("<div id=a><p id=b>1<p id=c>2<p id=d>3</div><img id=i src=s alt=t>");
	CHECK_INT(x->eval(page, "//p[1] | //p[3]", &v), XPATH_OK);
	CHECK_INT(v.count, 2);
	x->drop(page, v.nodes[0]);
	x->drop(page, v.nodes[1]);
	CHECK_STR(find("//p"), "p#c");
	CHECK_STR(find("//p[1]"), "p#c");
	CHECK_STR(find("string(//div)"), "\"2\" 1");
	CHECK_INT(x->eval(page, "//img/@src", &v), XPATH_OK);
	x->drop(page, v.nodes[0]);
	x->drop(page, v.nodes[0]);
	CHECK_STR(find("//img[@src]"), "");
	CHECK_STR(find("//img/@alt"), "img#i/@alt");
	CHECK_INT(x->eval(page, "/", &v), XPATH_OK);
	x->drop(page, v.nodes[0]);
	CHECK_STR(find("//p"), "p#c");
}

/* Deep and wide: sets that overlap cost no square. */
static void
test_bounds(void)
{
	enum { WIDE = 20000, DEEP = 400 };
	char *html = malloc(WIDE * 20 + DEEP * 20), *at = html;
	struct xpath_value v;

	for (int i = 0; i < DEEP; i++)
		at += sprintf(at, "<div><i>x</i>");
	for (int i = 0; i < WIDE; i++)
		at += sprintf(at, "<b>y</b>");
	use(html);
	free(html);
	CHECK_INT(x->eval(page, "//b | //text() | //*", &v), XPATH_OK);
	CHECK(v.count > 2 * WIDE);
	/* each of 400 elements leads to all that is below: 8 million steps */
	CHECK_INT(x->eval(page, "//div//b", &v), XPATH_STEPS);
	CHECK(strstr(x->error(page), "more steps") != NULL);
	CHECK_INT(x->eval(page, "//div/i/following::b", &v), XPATH_STEPS);
	CHECK_INT(x->eval(page, "//div[contains(., 'z')]", &v), XPATH_OK);
	CHECK_INT(v.count, 0);
	CHECK_INT(x->eval(page, "//b[preceding::b[contains(., 'z')]]", &v),
	    XPATH_STEPS);
	CHECK_INT(x->eval(page, "//div[last()]/i", &v), XPATH_OK);
	CHECK_INT(v.count, DEEP);
}

static void
pieces(int line, const char *expression, const char *want)
{
	struct path_piece list[8];
	char out[400] = "";
	size_t n = path_split(expression, list, 8);

	for (size_t i = 0; i < n; i++)
		sprintf(out + strlen(out), "%s%s%.*s",
		    list[i].first ? "|" : " ", list[i].below ? "." : "",
		    (int)list[i].n, list[i].p);
	test_mem(__FILE__, line, expression, out, strlen(out), want);
}
#define PIECES(expression, want) pieces(__LINE__, expression, want)

static void
test_split(void)
{
	PIECES("//p", "|//p");
	PIECES("/html/body/p[1]", "|/html/body/p[1]");
	PIECES("//div//p", "|//div .//p");
	PIECES("//a[b//c]/d | e", "|//a[b//c]/d |e");
	PIECES("//a[. = '|//']//b", "|//a[. = '|//'] .//b");
	PIECES("//a/../b", "|//a ../b");
	PIECES("//a/following-sibling::b/c", "|//a following-sibling::b/c");
	PIECES("//a/child::b", "|//a/child::b");
	PIECES("//a/text()", "|//a/text()");
	PIECES("//a/ancestor::node()", "|//a ancestor::node()");
	PIECES("//a / @href", "|//a / @href");
	PIECES("count(//a)", "");
	PIECES("//a = 'b'", "");
	PIECES("(//a)[1]", "");
	PIECES("//a + //b", "");
	PIECES("//a[", "");
	PIECES("//a[']", "");
	PIECES("", "");
	PIECES("a|b|c|d|e|f|g|h|i", "");
}

int
main(void)
{
	x = oct_plugin_entry()->extension(XPATH_EXTENSION);
	CHECK(x != NULL && x->layout == XPATH_LAYOUT);
	oct_plugin_entry()->init(NULL);
	test_split();
	test_idioms();
	test_names();
	test_errors();
	test_drop();
	test_bounds();
	x->close(page);
	x->close(NULL);
	dom_free(dom);
	return test_done();
}
