#include "clean.h"

/* Moves what was dropped to DROPPED: neighbours with the same reason as one. */
static void
drop_blocks(struct page *page)
{
	const oct_api *api = page->api;
	oct_node *dropped = api->part(page->article, OCT_DROPPED), *drop = NULL;
	const char *reason = NULL;

	for (size_t i = 0; i < page->count; i++) {
		struct block *b = &page->blocks[i];

		if (b->reason == NULL) {
			reason = NULL;
			continue;
		}
		if (reason == NULL || strcmp(reason, b->reason) != 0) {
			reason = b->reason;
			drop = api->add(page->job, dropped, OCT_DROP);
			oct_set(api, page->job, drop, OCT_P_REASON, reason);
			oct_set(api, page->job, drop, OCT_P_STEP, "clean");
			if (b->line > 0)
				api->set_int(
				    page->job, drop, OCT_P_LINE, b->line);
		}
		api->move(page->job, b->node, drop, NULL);
	}
}

static void
report_dropped(const struct page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < page->count; i++)
		count += page->blocks[i].reason != NULL;
	if (count > 0)
		oct_reportf(page->api, page->job, OCT_INFO, "clean.scraped", 0,
		    "this is a scraped page: %zu of %zu blocks are no part of "
		    "the article and were left out",
		    count, page->count);
}

bool
clean_article(
    const oct_api *api, oct_job *job, oct_node *article, enum clean_mode mode)
{
	struct page page = {
		.api = api, .job = job, .article = article, .mode = mode
	};

	if (mode == CLEAN_NONE)
		return false;
	clean_survey(&page);
	if (page.count == 0 || !clean_is_scraped(&page))
		return false;
	clean_take_facts(&page);
	clean_select(&page);
	if (page.start == page.end) {
		api->fail(job, OCT_ENOARTICLE, "clean.noarticle",
		    "no article was found between the page's furniture; "
		    "--extract=none takes all of it");
		return true;
	}
	clean_take_title(&page);
	clean_mend(&page);
	drop_blocks(&page);
	report_dropped(&page);
	return true;
}
