/* What is known of a block: what is counted, and what the guesses say. */
#include "block_features.h"
#include "cut.h"
#include "decide.h"
#include "dom.h"
#include "test.h"

static const struct token_weight no_tokens[1];
static const struct kind_weights kinds[KIND_SLOTS] = {
	[7] = { 7, { 0, 0, 16 } },
};
static const struct model model = { .markup = { no_tokens, 0 },
	.words = { no_tokens, 0 },
	.kinds = { kinds, { 32, 0, 4 } },
	.confidence = { 0, 100, 200, 300, 400, 500, 500, 500, 500, 900, 950 } };

static struct dom *
cut(struct blocks *page, const char *html)
{
	struct dom *dom =
	    dom_parse(html, strlen(html), &(struct dom_options){ 0 });

	CHECK(blocks_cut(page, dom, &model));
	return dom;
}

static void
test_site(void)
{
	struct blocks page;
	struct dom *dom = cut(&page,
	    "<meta property=og:site_name content='The Island Post'>"
	    "<link rel=canonical href=https://www.ferries.example/a>"
	    "<p>We at the Island Post write of ferries."
	    "<p>The boat left at nine.");

	CHECK_INT(page.count, 2);
	CHECK_INT(page.list[0].text.site_words, 3);
	CHECK_INT(page.list[0].text.we_words, 1);
	CHECK_INT(page.list[1].text.site_words, 0);
	CHECK_INT(page.list[1].text.we_words, 0);
	blocks_free(&page);
	dom_free(dom);
}

static void
test_kinds(void)
{
	struct blocks page;
	struct dom *dom = cut(&page, "<p class=price>Two crowns");

	/* No class of the page tells anything: the base, below the most. */
	CHECK_INT(page.kinds[KIND_ARTICLE], 0);
	CHECK_INT(page.kinds[KIND_SERVICE], -32);
	CHECK_INT(page.kinds[KIND_PRODUCT], -28);
	CHECK_INT(kind_slot(&model.kinds, 7), 7);
	CHECK_INT(kind_slot(&model.kinds, 8), KIND_SLOTS);
	blocks_free(&page);
	dom_free(dom);
}

#define NEAR(a, b) CHECK((a) > (b)-0.01f && (a) < (b) + 0.01f)

static void
test_context(void)
{
	static const float guesses[] = { 0, 0.9f, 0, 0.6f, 0.1f, 0 };
	feature_row v[FEATURES];
	struct blocks page;
	struct dom *dom = cut(&page,
	    "<body><p>One two three four"
	    "<div><section><h2>Ten eleven</h2><p>Five six</section></div>"
	    "<h2>Seven eight</h2><p>Nine<p>More words");

	CHECK_INT(page.count, 6);
	for (uint32_t i = 0; i < page.count; i++)
		page.list[i].guess = guesses[i];
	context_prepare(&page);
	context_features(&page, 2, v);
	/* The section around it: of 4 words 2 are likely, at 0.9. */
	NEAR(*v[F_UP1_LIKELY], 0.45f);
	NEAR(*v[F_SECTION_LIKELY], 0.45f);
	NEAR(*v[F_SECTION_P_LIKELY], 0.0f);
	NEAR(*v[F_SECTION_N_LIKELY], 1.3f / 5);
	NEAR(*v[F_CONTENT_BEFORE], 1.8f / 3.1f);
	NEAR(*v[F_LIKELY_P], 1);
	NEAR(*v[F_LIKELY_N], 1);
	NEAR(*v[F_LIKELY_P_WORDS], 0);
	CHECK(*v[F_GUESS] < *v[F_GUESS_N1] && *v[F_GUESS_N1] < *v[F_GUESS_P1]);
	NEAR(*v[F_GUESS_HEADING], *v[F_GUESS_P1]);
	context_features(&page, 0, v);
	NEAR(*v[F_LIKELY_P], -1);
	CHECK(*v[F_GUESS_P1] <= *v[F_GUESS]);
	blocks_free(&page);
	dom_free(dom);
}

static void
test_confidence(void)
{
	CHECK_INT(decide_confidence(&model, 0), 0);
	CHECK_INT(decide_confidence(&model, 0.25f), 250);
	CHECK_INT(decide_confidence(&model, 0.85f), 700);
	CHECK_INT(decide_confidence(&model, 1), 950);
	CHECK_INT(decide_confidence(&model, 1.5f), 950);
	CHECK_INT(decide_confidence(&model, -1), 0);
}

int
main(void)
{
	test_site();
	test_kinds();
	test_context();
	test_confidence();
	return test_done();
}
