/* survey.c -- what is known of each node that stands directly in BODY. */
#include "clean.h"

static void
survey_blocks(const struct page *page, struct piece *p)
{
	const struct blocks *blocks = &page->cut.blocks;
	struct block_sums sums = blocks_between(blocks, p->first, p->end);

	p->words = sums.words;
	p->link_words = sums.link_words;
	p->repeats = p->end - p->first == 1 ? blocks->list[p->first].same : 1;
	for (uint32_t i = p->first; i < p->end; i++)
		p->links += blocks->list[i].links;
	if (p->first < p->end)
		p->sentence = blocks->list[p->end - 1].text.last == 's';
}

static void
survey_piece(struct page *page, struct piece *p, uint32_t *next)
{
	const struct blocks *blocks = &page->cut.blocks;
	uint32_t e = *next;

	p->repeats = 1;
	p->text = (oct_str){ "", 0 };
	p->pictures = p->kind == OCT_MEDIA;
	if (p->kind & OCT_LEAF && p->kind != OCT_CODEBLOCK)
		return;
	/* sections have no node of their own */
	while (blocks->elements[e].node == 0)
		e++;
	p->element = e;
	p->first = blocks->elements[e].first;
	p->end = blocks->elements[e].end;
	p->pictures = blocks->elements[e].pictures;
	survey_blocks(page, p);
	*next = blocks->elements[e].last + 1;
	if (p->words == 0 || p->words > LINE_WORDS)
		return;
	p->text = p->kind & OCT_LEAF ? page->api->get_str(p->node, OCT_P_TEXT)
				     : page->api->text_of(page->job, p->node);
	p->says = clean_says(p->text.p, p->text.n);
}

/* Only paragraphs of one line tell where they end, so a gap counts behind
 * those alone. */
static void
set_gap(struct piece *p)
{
	const struct piece *before = p - 1;

	if (clean_is_line(before) && p->line > before->line + 1 &&
	    memchr(before->text.p, '\n', before->text.n) == NULL)
		p->gap = p->line - before->line - 1;
}

void
clean_survey(struct page *page)
{
	const oct_api *api = page->api;
	oct_node *body = api->part(page->article, OCT_BODY), *n;
	bool repeats = false, lines = true;
	uint32_t next = 1;

	for (n = api->first(body); n != NULL; n = api->next(n))
		page->count++;
	page->pieces =
	    api->scratch(page->job, (page->count + 1) * sizeof(struct piece));
	if (page->pieces == NULL)
		page->count = 0;
	n = api->first(body);
	for (size_t i = 0; i < page->count; i++, n = api->next(n)) {
		struct piece *p = &page->pieces[i];

		p->node = n;
		p->kind = api->kind(n);
		p->line = (uint32_t)api->get_int(n, OCT_P_LINE, 0);
		survey_piece(page, p, &next);
		if (i > 0)
			set_gap(p);
		repeats |= p->repeats >= 3 && p->words <= 8;
		lines &= p->kind == OCT_P || p->kind == OCT_RULE;
	}
	page->print = repeats && lines;
}

bool
clean_is_line(const struct piece *p)
{
	return p->kind == OCT_P || p->kind == OCT_HEADING;
}

float
clean_link_density(const struct piece *p)
{
	return p->words == 0 ? 0 : (float)p->link_words / (float)p->words;
}
