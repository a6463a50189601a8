#include "clean.h"

static void
report_dropped(const struct page *page, size_t count)
{
	if (count > 0)
		oct_reportf(page->api, page->job, OCT_INFO, "clean.scraped", 0,
		    "this is a scraped page: %zu blocks are no part of the "
		    "article and were left out",
		    count);
}

static void
fail_memory(const struct page *page)
{
	page->api->fail(page->job, OCT_ENOMEM, "clean.memory",
	    "out of memory while looking for the article");
}

/* A block's score to the nodes that begin with it, where --places asks. */
static void
note_scores(const struct page *page)
{
	const oct_api *api = page->api;
	const struct blocks *blocks = &page->cut.blocks;

	if (!api->opt_int(api->options(page->job), "places"))
		return;
	for (uint32_t i = 0; i < blocks->count; i++) {
		const struct block *b = &blocks->list[i];
		int64_t score = (int64_t)(b->score * 1000 + 0.5f);

		for (uint32_t e = b->leaf; e != 0 && !blocks->elements[e].out;
		     e = blocks->elements[e].parent) {
			oct_node *n = page->cut.nodes[blocks->elements[e].node];

			if (api->has(n, OCT_P_SCORE))
				break;
			if (api->kind(n) & OCT_BLOCK)
				api->set_int(page->job, n, OCT_P_SCORE, score);
		}
	}
}

static void
put_confidence(const struct page *page, int32_t confidence)
{
	const oct_api *api = page->api;

	api->set_int(page->job, page->article, OCT_P_CONFIDENCE, confidence);
	if (confidence < DECIDE_DOUBTFUL)
		oct_reportf(api, page->job, OCT_WARNING, "clean.doubtful", 0,
		    "what was taken for the article is in doubt, with a "
		    "confidence of 0.%02d; --audit=FILE lists what was left out",
		    (int)confidence / 10);
}

static void
clean(struct page *page)
{
	const oct_api *api = page->api;
	float hope;

	clean_take_facts(page);
	if (!clean_select(page, &hope)) {
		fail_memory(page);
		return;
	}
	note_scores(page);
	if (hope <= 0) {
		api->fail(page->job, OCT_ENOARTICLE, "clean.noarticle",
		    "no article was found between the page's furniture; "
		    "--extract=none takes all of it");
		return;
	}
	put_confidence(page, decide_confidence(&markdown_model, hope));
	clean_take_head(page);
	clean_take_dateline(page);
	clean_leavings(page);
	clean_mend(page);
	report_dropped(page, clean_drop(page));
}

bool
clean_article(const oct_api *api, oct_job *job, oct_node *article,
    enum extract_mode mode, bool keep_comments)
{
	struct page page = { .api = api,
		.job = job,
		.article = article,
		.mode = mode,
		.keep_comments = keep_comments };
	bool scraped = false;

	if (mode == EXTRACT_NONE)
		return false;
	if (article_cut(&page.cut, api, job, article, &markdown_model)) {
		clean_survey(&page);
		scraped = page.count > 0 && clean_is_scraped(&page);
		if (scraped)
			clean(&page);
	} else {
		fail_memory(&page);
	}
	article_free(&page.cut);
	return scraped;
}
