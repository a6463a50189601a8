/* Finding the article: what is kept of a page, what goes and for what reason.
 */
#include <stdlib.h>

#include "dom.h"
#include "html.h"
#include "test.h"
#include "text.h"

/* A page's way from bytes to verdicts, without a job: extraction asks the host
 * for nothing unless memory is out. */
struct found {
	struct dom *dom;
	struct page page;
	struct extraction x;
	char *text; /* of what is kept, white space collapsed */
};

static bool
in_roots(const struct found *f, uint32_t n)
{
	for (; n != 0; n = dom_parent(f->dom, n)) {
		if (f->x.reason[n] != DROP_NOT)
			return false;
		for (size_t i = 0; i < f->x.root_count; i++)
			if (f->x.roots[i] == n)
				return true;
	}
	return false;
}

static void
collect_text(struct found *f, size_t room)
{
	size_t n = 0;

	f->text = calloc(1, 2 * room + 1);
	for (uint32_t i = DOM_ROOT; i != 0; i = dom_walk(f->dom, i, DOM_ROOT)) {
		struct dom_str text = dom_text(f->dom, i);

		if (!dom_is_text(f->dom, i) || !in_roots(f, i))
			continue;
		for (size_t k = 0; k <= text.n; k++) {
			char c = k < text.n ? text.p[k] : ' ';

			if (c == '\n' || c == '\t')
				c = ' ';
			if (c != ' ' || (n > 0 && f->text[n - 1] != ' '))
				f->text[n++] = c;
		}
	}
}

static struct found
find_all(const char *html, enum extract_mode mode, bool keep_comments)
{
	struct found f = { .page = {
			       .mode = mode, .keep_comments = keep_comments } };
	size_t n = strlen(html);

	f.dom = dom_parse(html, n, &(struct dom_options){ 0 });
	f.page.dom = f.dom;
	f.x.reason = calloc(1, f.dom->node_count);
	f.x.step = calloc(1, f.dom->node_count);
	f.x.roots = calloc(f.dom->node_count, sizeof(uint32_t));
	f.x.comments = calloc(f.dom->node_count, sizeof(uint32_t));
	extract_page(&f.page, &f.x);
	collect_text(&f, n);
	return f;
}

static struct found
find(const char *html, enum extract_mode mode)
{
	return find_all(html, mode, false);
}

static void
done(struct found *f)
{
	free(f->x.reason);
	free(f->x.step);
	free(f->x.roots);
	free(f->x.comments);
	free(f->text);
	dom_free(f->dom);
}

/* The reason of the text that begins so, or of what is around it. */
static enum drop_reason
reason_for(const struct found *f, const char *text)
{
	size_t length = strlen(text);

	for (uint32_t i = DOM_ROOT; i != 0; i = dom_walk(f->dom, i, DOM_ROOT)) {
		struct dom_str s = dom_text(f->dom, i);

		if (!dom_is_text(f->dom, i) || s.n < length ||
		    memcmp(s.p, text, length) != 0)
			continue;
		for (; i != 0; i = dom_parent(f->dom, i))
			if (f->x.reason[i] != DROP_NOT)
				return f->x.reason[i];
	}
	return DROP_NOT;
}

#define HAS(f, s) CHECK(strstr((f).text, (s)) != NULL)
#define LACKS(f, s) CHECK(strstr((f).text, (s)) == NULL)

#define PROSE_1                                                             \
	"The ferry left the harbour an hour late, and nobody on the quay "  \
	"could say why. The captain, who had made the crossing for thirty " \
	"years, blamed the fog; the company blamed the captain."
#define PROSE_2                                                              \
	"By noon the islands were in sight. Gulls followed the ship, and "   \
	"the passengers, most of them on their way home from the mainland, " \
	"stood at the rail and counted the lights that were still burning."
#define PROSE_3                                                          \
	"It was the last summer of the old boat. In autumn it will be "  \
	"sold, the company says, and a faster one will take its place, " \
	"although the harbour has yet to be made deep enough to receive it."

#define SPEECH_1                                                            \
	"I was on board that day with my sister, and I remember the bell, " \
	"the smell of the engine and a man who had brought a harmonium, "   \
	"which he played until somebody asked him to stop."
#define SPEECH_2                                                               \
	"My father was the captain before this one. He never blamed the fog, " \
	"he said, because the fog had always been there, and the company "     \
	"had not; but he was late as often as anybody else."
#define SPEECH_3                                                             \
	"They could deepen the harbour for less than a new boat will cost. " \
	"We have told them so at three meetings, and every time they have "  \
	"written it down and gone home before the last ferry left."

#define NAVIGATION                                                          \
	"<nav class=menu><ul><li><a href=/>Home</a><li><a href=/n>News</a>" \
	"<li><a href=/s>Sport</a><li><a href=/w>Weather</a></ul></nav>"
#define FOOTER                                                                \
	"<footer class=site-footer><p>Copyright The Island Post. All rights " \
	"reserved.</p><a href=/p>Privacy policy</a></footer>"

#define ARTICLE                                                                    \
	"<article><h1>The last ferry</h1><p class=lead>A boat says goodbye "       \
	"to three islands and to the people who lived by its bell.</p><p>" PROSE_1 \
	"</p><h2>Fog in the sound</h2><p>" PROSE_2 "</p><p>" PROSE_3               \
	"</p></article>"

static void
test_news(void)
{
	struct found f = find(
	    "<title>The last ferry - Island Post</title><body>"
	    "<header class=site-header><a href=/>Island Post</a></header>" NAVIGATION
		ARTICLE FOOTER,
	    EXTRACT_AUTO);

	CHECK_INT(f.x.root_count, 1);
	CHECK(f.x.confidence > 500 && f.x.confidence <= 1000);
	HAS(f, "A boat says goodbye");
	HAS(f, "The ferry left the harbour");
	HAS(f, "Fog in the sound");
	HAS(f, "It was the last summer");
	LACKS(f, "Weather");
	LACKS(f, "All rights");
	CHECK_INT(reason_for(&f, "Weather"), DROP_NAVIGATION);
	CHECK_INT(reason_for(&f, "Copyright"), DROP_FOOTER);
	done(&f);
}

static void
test_hidden(void)
{
	struct found f =
	    find("<title>The last ferry</title><body>" NAVIGATION
		 "<article><h1>The last ferry</h1><p>" PROSE_1 "</p><p>" PROSE_2
		 "</p><div hidden><p>You have reached your limit of free "
		 "articles.</p></div><p>" PROSE_3 "</p></article>" FOOTER,
		EXTRACT_AUTO);

	HAS(f, "By noon");
	LACKS(f, "You have reached");
	CHECK_INT(reason_for(&f, "You have reached"), DROP_HIDDEN);
	done(&f);
}

/* A control of the page reveals what it folds; a window that opens over the
 * page is none of it, whatever is folded in there. */
static void
test_folded(void)
{
	static const char html[] =
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1
	    "</p><h2 class=faq-question>When does she sail?</h2>"
	    "<div class=faq-answer style='display: none'><p>" PROSE_2
	    "</p></div><div role=tabpanel aria-hidden=true><p>" PROSE_3
	    "</p></div></article><div role=dialog hidden><div class=tab-pane "
	    "hidden><p>Nobody has opened this, and nobody will.</p></div>"
	    "</div><noscript><p>Switch scripts on.</p></noscript>" FOOTER;
	struct found f = find(html, EXTRACT_AUTO);
	struct found all = find(html, EXTRACT_NONE);

	HAS(f, "By noon");
	HAS(f, "It was the last summer");
	LACKS(f, "Nobody has opened");
	CHECK_INT(reason_for(&f, "Nobody has opened"), DROP_HIDDEN);
	HAS(all, "It was the last summer");
	LACKS(all, "Nobody has opened");
	LACKS(all, "Switch scripts on");
	done(&f);
	done(&all);
}

static void
test_furniture(void)
{
	struct found f = find(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1 "</p>"
	    "<div class=share-buttons><a href=#>Share on Facebook</a> "
	    "<a href=#>Tweet</a></div><p>" PROSE_2 "</p>"
	    "<aside class=related-posts><h3>Related articles</h3><ul>"
	    "<li><a href=/1>Harbour to be dredged next year</a>"
	    "<li><a href=/2>New ferry ordered in Gdansk</a></ul></aside>"
	    "<p>" PROSE_3 "</p></article>"
	    "<section id=comments class=comments><h2>3 comments</h2>"
	    "<div class=comment><b class=author>Anna</b><p>I shall miss it."
	    "</p></div></section>" FOOTER,
	    EXTRACT_AUTO);

	HAS(f, "The ferry left");
	HAS(f, "By noon");
	HAS(f, "It was the last summer");
	LACKS(f, "Share on");
	LACKS(f, "Harbour to be dredged");
	LACKS(f, "I shall miss it");
	CHECK_INT(reason_for(&f, "Share on"), DROP_SHARE);
	CHECK_INT(reason_for(&f, "Harbour to"), DROP_RELATED);
	CHECK_INT(reason_for(&f, "I shall"), DROP_COMMENTS);
	CHECK_INT(reason_for(&f, "Anna"), DROP_COMMENTS);
	CHECK_INT(f.x.comment_count, 0);
	done(&f);
}

static void
test_discussion(void)
{
	struct found f = find_all(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1 "</p><p>" PROSE_2
	    "</p><p>" PROSE_3 "</p></article>"
	    "<span class=comments>24 comments</span>"
	    "<section id=comments class=comments><h2>3 comments</h2>"
	    "<div class=comment><b class=author>Anna</b><p>I shall miss it, "
	    "and so will my dog.</p></div>"
	    "<div id=respond><h3>Leave a reply</h3><form><label>Name</label>"
	    "<textarea></textarea></form></div></section>"
	    "<div class=comments>No comments</div>" FOOTER,
	    EXTRACT_AUTO, true);

	HAS(f, "The ferry left");
	LACKS(f, "I shall miss it");
	CHECK_INT(f.x.comment_count, 1);
	CHECK(dom_has_id(f.dom, f.x.comments[0], dom_hash("comments", 8)));
	CHECK_INT(reason_for(&f, "I shall"), DROP_COMMENTS);
	CHECK_INT(reason_for(&f, "Leave a"), DROP_FORM);
	CHECK_INT(reason_for(&f, "No comments"), DROP_COMMENTS);
	done(&f);
}

/* A program between paragraphs stays whole, whatever its lines look like. */
static void
test_program(void)
{
	struct found f = find(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1 "</p>"
	    "<pre><a href=#1>Menu</a>\n<a href=#2>Subscribe</a>\n<a href=#3>Login</a>"
	    "</pre><p>" PROSE_2 "</p></article><pre>Log in</pre>" FOOTER,
	    EXTRACT_AUTO);

	HAS(f, "Subscribe");
	HAS(f, "Login");
	LACKS(f, "Log in");
	done(&f);
}

#define SAID(prose) "<div class=comment><p>" prose "</p></div>"
#define PAGE(text, more)                                 \
	"<title>The last ferry</title><body>" NAVIGATION \
	"<article><h1>The last ferry</h1>" text "</article>" more FOOTER

/* Prose of readers, of other articles, about authors and in windows is none of
 * the article, unless there is no other. */
static void
test_apart(void)
{
	static const struct {
		const char *html, *kept, *gone;
		enum drop_reason reason;
	} pages[] = {
		{ PAGE("<p>" PROSE_1 "</p><p>" PROSE_3 "</p>",
		      "<div class=comments>" SAID(PROSE_2) "</div>"),
		    "The ferry left", "By noon", DROP_COMMENTS },
		{ PAGE("<p>" PROSE_1 "</p><p>" PROSE_3 "</p>",
		      "<div class=related-news><p>" PROSE_2 "</p></div>"),
		    "The ferry left", "By noon", DROP_RELATED },
		{ PAGE("<p>" PROSE_1 "</p><p>" PROSE_3 "</p><p>" SPEECH_2
		       "</p><div itemprop=author><p>" SPEECH_1 "</p></div>",
		      ""),
		    "It was the last summer", "I was on board", DROP_METADATA },
		{ PAGE("<p>" PROSE_1 "</p><p>" PROSE_3 "</p><p>" SPEECH_2
		       "</p>",
		      "<div role=dialog><p>" PROSE_2 "</p></div>"),
		    "It was the last summer", "By noon", DROP_HIDDEN },
		{ PAGE("<p>" PROSE_1 "</p><p>" PROSE_3 "</p><p>" SPEECH_2
		       "</p>",
		      "<div class='modal fade'><p>" SPEECH_1 "</p></div>"),
		    "It was the last summer", "I was on board", DROP_HIDDEN },
		{ "<title>The last ferry</title>"
		  "<body class='single single-post'>" NAVIGATION
		  "<article class='post type-post hentry'>"
		  "<h1 class=entry-title>The last ferry</h1>"
		  "<div class=entry-content><p>" PROSE_1 "</p><p>" PROSE_3
		  "</p></div></article><div id=comments class=comments-area>" SAID(
		      PROSE_2) SAID(SPEECH_1) SAID(SPEECH_2)
			SAID(SPEECH_3) "</div>" FOOTER,
		    "It was the last summer", "By noon", DROP_COMMENTS },
		{ PAGE(SAID(PROSE_1) SAID(PROSE_2) SAID(PROSE_3), ""),
		    "By noon", "Copyright", DROP_FOOTER },
	};

	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		struct found f = find(pages[i].html, EXTRACT_AUTO);

		HAS(f, pages[i].kept);
		LACKS(f, pages[i].gone);
		CHECK_INT(reason_for(&f, pages[i].gone), pages[i].reason);
		done(&f);
	}
}
#undef SAID
#undef PAGE

static void
test_figures(void)
{
	struct found f = find("<title>The last ferry</title><body>" NAVIGATION
			      "<article><h1>The last ferry</h1><p>" PROSE_1
			      "</p><figure><img src=a.jpg><figcaption>The boat "
			      "in 1961.</figcaption></figure><p>" PROSE_2
			      "</p><div class='ad ad-inline'>Advertisement"
			      "</div><p><img id=b src=b.jpg></p><noscript>"
			      "<img src=c.jpg></noscript><p>" PROSE_3
			      "</p></article>" FOOTER,
	    EXTRACT_AUTO);
	uint32_t n = DOM_ROOT;

	HAS(f, "The boat in 1961.");
	LACKS(f, "Advertisement");
	CHECK_INT(reason_for(&f, "Advertisement"), DROP_ADVERTISEMENT);
	for (int images = 0;
	     (n = dom_find(f.dom, n, DOM_ROOT, DOM_IMG)) != 0 || images < 3;
	     images++)
		CHECK(in_roots(&f, n));
	done(&f);
}

/* Pictures in the text stay, whatever holds them; what stands on them goes
 * where nobody calls it a caption, and with words of another kind they go, too.
 */
static void
test_illustrations(void)
{
	struct found f = find(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1 "</p>"
	    "<div class=wrap><figure><img src=a.jpg>"
	    "<figcaption><a href=/s>Source</a></figcaption></figure></div>"
	    "<span style='display:block;border:none'><img src=b.jpg></span>"
	    "<span style='display:block; display: none'><img src=c.jpg></span><p>" PROSE_2
	    "</p>"
	    "<div class=box><div><img src=d.jpg></div>"
	    "<span class=copyright>(c) Harbour Press</span></div>"
	    "<div class='box teaser'><img src=e.jpg><a href=/f>Fares</a></div>"
	    "<figure><button class=lightbox><img src=f.jpg></button></figure>"
	    "<button><img src=g.png></button><p>" PROSE_3
	    "</p></article>" FOOTER,
	    EXTRACT_AUTO);
	static const bool stays[] = { true, true, false, true, false, true,
		false };
	uint32_t n = DOM_ROOT;

	HAS(f, "Source");
	LACKS(f, "Harbour Press");
	LACKS(f, "Fares");
	for (size_t i = 0; i < sizeof(stays) / sizeof(stays[0]); i++) {
		n = dom_find(f.dom, n, DOM_ROOT, DOM_IMG);
		CHECK_INT(in_roots(&f, n), stays[i]);
	}
	done(&f);
}

/* The longest text of the page is the banner's. */
static void
test_consent(void)
{
	struct found f = find(
	    "<title>Ferry cancelled</title><body>" NAVIGATION
	    "<div id=cookie-consent class=cookie-banner role=dialog><h2>We "
	    "value your privacy</h2><p>We and our partners store and access "
	    "information on a device, such as cookies, and process personal "
	    "data, such as unique identifiers, for advertising and content "
	    "measurement, audience research and services development. With "
	    "your permission we and our partners may use precise location "
	    "data and identification through device scanning.</p><button>"
	    "Accept all</button></div><main><article><h1>Ferry cancelled</h1>"
	    "<p>The morning ferry to the islands has been cancelled because "
	    "of fog, the company said on Monday.</p><p>The next boat leaves "
	    "at noon, if the weather allows it.</p></article></main>" FOOTER,
	    EXTRACT_AUTO);

	HAS(f, "The morning ferry");
	HAS(f, "The next boat");
	LACKS(f, "our partners");
	CHECK_INT(reason_for(&f, "We and our"), DROP_CONSENT);
	done(&f);
}

static void
test_login_wall(void)
{
	struct found f = find(
	    "<title>Log in</title><body>"
	    "<form action=/login class=login-form><h1>Log in</h1><label>User "
	    "name <input name=u></label><label>Password <input type=password>"
	    "</label><button>Log in</button><a href=/forgot>Forgot password?"
	    "</a></form><footer><a href=/privacy>Privacy</a></footer>",
	    EXTRACT_AUTO);

	CHECK_INT(f.x.root_count, 0);
	CHECK_INT(f.x.confidence, 0);
	done(&f);
	f = find("<title>App</title><body><div id=root></div>", EXTRACT_AUTO);
	CHECK_INT(f.x.root_count, 0);
	done(&f);
}

static void
test_lists_and_tables(void)
{
	struct found f = find(
	    "<title>Ferry times</title><body>" NAVIGATION
	    "<main><h1>Ferry times</h1><p>" PROSE_1 "</p><ol><li><p>Take the "
	    "bus to the harbour and get off at the last stop.</p></li><li><p>"
	    "Buy a ticket at the counter, not on board.</p></li></ol><p>" PROSE_2
	    "</p><table><tr><th>Day</th><th>Departure</th></tr><tr>"
	    "<td>Monday</td><td>08:15</td></tr><tr><td>Friday</td><td>09:40"
	    "</td></tr></table><p>" PROSE_3 "</p></main>" FOOTER,
	    EXTRACT_AUTO);

	HAS(f, "Take the bus");
	HAS(f, "Buy a ticket");
	HAS(f, "Departure");
	HAS(f, "09:40");
	done(&f);
}

/* As pages were laid out in 1999. */
static void
test_layout_tables(void)
{
	struct found f = find(
	    "<title>The last ferry</title><body><table><tr>"
	    "<td width=150><table><tr><td><a href=/>Home</a></td></tr><tr><td>"
	    "<a href=/n>News</a></td></tr><tr><td><a href=/g>Guest book</a>"
	    "</td></tr></table></td><td><table><tr><td><h1>The last ferry</h1>"
	    "<p>" PROSE_1 "<p>" PROSE_2 "<p>" PROSE_3 "</td></tr></table></td>"
	    "</tr></table>",
	    EXTRACT_AUTO);

	HAS(f, "The ferry left");
	HAS(f, "It was the last summer");
	LACKS(f, "Guest book");
	done(&f);
}

static void
test_repeats(void)
{
	struct found f = find(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<div class=mobile><article><h1>The last ferry</h1><p>" PROSE_1
	    "</p><p>" PROSE_2 "</p></article></div><div class=desktop><article>"
	    "<h1>The last ferry</h1><p>" PROSE_1 "</p><p>" PROSE_2
	    "</p></article></div>" FOOTER,
	    EXTRACT_AUTO);
	const char *first = strstr(f.text, "By noon");

	CHECK(first != NULL && strstr(first + 1, "By noon") == NULL);
	done(&f);
}

/* Of instructions no step goes for having been taken before. */
static void
test_steps(void)
{
#define AGAIN "Hold the line with both hands and wait for the bell."
	struct found f = find(
	    "<title>The last ferry</title><body>" NAVIGATION
	    "<article><h1>The last ferry</h1><p>" PROSE_1 "</p><ol>"
	    "<li><p>" AGAIN "</p><li><p>Throw it to the man on the quay, who "
	    "will make it fast.</p></ol><h2>Leaving</h2><ol>"
	    "<li><p>Ask the man on the quay to let go of your line.</p>"
	    "<li><p>" AGAIN "</p><li><p>Then pull it in, and coil it up where "
	    "nobody will trip over it.</p></ol><p>" PROSE_2
	    "</p></article>" FOOTER,
	    EXTRACT_AUTO);
	const char *first = strstr(f.text, AGAIN);

	CHECK(first != NULL && strstr(first + 1, AGAIN) != NULL);
#undef AGAIN
	done(&f);
}

static void
test_japanese(void)
{
	struct found f = find(
	    "<html lang=ja><title>最後の連絡船</title><body>"
	    "<nav><a href=/>ホーム</a><a href=/n>ニュース</a></nav><article>"
	    "<h1>最後の連絡船</h1><p>連絡船は一時間遅れて港を出た。その理由を"
	    "知る人は、桟橋には一人もいなかった。三十年間この海を渡ってきた船長"
	    "は、霧のせいだと言った。</p><p>正午には島々が見えてきた。かもめが船"
	    "を追い、乗客たちは手すりのそばに立って、まだ灯っている明かりを数えて"
	    "いた。秋になれば船は売られると会社は言う。</p></article><footer>"
	    "<p>著作権 島の新聞</p></footer>",
	    EXTRACT_AUTO);

	HAS(f, "連絡船は一時間");
	HAS(f, "正午には");
	LACKS(f, "ニュース");
	done(&f);
}

static void
test_modes(void)
{
	static const char html[] =
	    "<title>The last ferry</title><body>" NAVIGATION ARTICLE
	    "<div hidden>Nobody sees this.</div>" FOOTER;
	struct found all = find(html, EXTRACT_NONE);
	struct found more = find(html, EXTRACT_RECALL);
	struct found less = find(html, EXTRACT_PRECISION);

	HAS(all, "Weather");
	HAS(all, "The ferry left");
	HAS(all, "All rights");
	LACKS(all, "Nobody sees");
	HAS(more, "By noon");
	HAS(less, "By noon");
	CHECK(strlen(less.text) <= strlen(more.text));
	done(&all);
	done(&more);
	done(&less);
}

/* Whatever the user or the metadata step has marked stays out. */
static void
test_marks(void)
{
	static const char html[] =
	    "<body><main><p>" PROSE_1 "</p><p id=x>" PROSE_2 "</p><p>" PROSE_3
	    "</p></main>";
	struct found f = { .page = { .mode = EXTRACT_AUTO } };
	uint32_t n = DOM_ROOT;

	f.dom = dom_parse(html, strlen(html), &(struct dom_options){ 0 });
	f.page.dom = f.dom;
	f.x.reason = calloc(1, f.dom->node_count);
	f.x.step = calloc(1, f.dom->node_count);
	f.x.roots = calloc(f.dom->node_count, sizeof(uint32_t));
	f.x.comments = calloc(f.dom->node_count, sizeof(uint32_t));
	while (n != 0 && !dom_has_id(f.dom, n, dom_hash("x", 1)))
		n = dom_walk(f.dom, n, DOM_ROOT);
	f.x.reason[n] = DROP_SELECTOR;
	extract_page(&f.page, &f.x);
	collect_text(&f, sizeof html);
	HAS(f, "The ferry left");
	LACKS(f, "By noon");
	CHECK_INT(f.x.reason[n], DROP_SELECTOR);
	done(&f);
}

static struct text_counts
count(const char *text)
{
	struct text_counts counts;
	struct text_scan scan;

	text_begin(&scan, &lexicon_words, &counts);
	text_feed(&scan, text, strlen(text));
	text_end(&scan);
	return counts;
}

static void
test_counts(void)
{
	struct text_counts c = count("The boat, it's said, left at 9. Why?");

	CHECK_INT(c.words, 8);
	CHECK_INT(c.upper, 2);
	CHECK_INT(c.digits, 1);
	CHECK_INT(c.commas, 2);
	CHECK_INT(c.stops, 2);
	CHECK_INT(c.last, 's');
	CHECK_INT(c.first, 'U');
	CHECK(c.function_words >= 2);
	CHECK_INT(count("Größe über alles").words, 3);
	CHECK_INT(count("連絡船は港").words, 3); /* two characters each */
	CHECK_INT(count("\xff\xfe\xc3").words, 1); /* not UTF-8: letters */
	CHECK_INT(count("").words, 0);
	CHECK(count("same words").hash == count("Same  words!").hash);
}

int
main(void)
{
	test_news();
	test_hidden();
	test_folded();
	test_furniture();
	test_discussion();
	test_program();
	test_apart();
	test_figures();
	test_illustrations();
	test_consent();
	test_login_wall();
	test_lists_and_tables();
	test_layout_tables();
	test_repeats();
	test_steps();
	test_japanese();
	test_modes();
	test_marks();
	test_counts();
	return test_done();
}
