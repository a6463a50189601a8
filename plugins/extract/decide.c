#include "decide.h"

#include <stdlib.h>

/* Below this many likely words, and below this hope, it is no article. */
#define LEAST_WORDS 12
#define LEAST_F 0.15f

#define ADVERT_WORDS 20

/* How many blocks away a figure may stand from what is kept, and how long its
 * caption may be, and one that is a link: "Source". */
#define FIGURE_REACH 2
#define CAPTION_WORDS 80
#define CREDIT_WORDS 3

/* What holds a picture in the text holds at most so many pictures, blocks and
 * elements. */
#define SHOWN_PICTURES 2
#define SHOWN_BLOCKS 4
#define SHOWN_ELEMENTS 40

/* A block of that many words is a repetition when that share of its triples of
 * words has been seen. */
#define REPEAT_WORDS 8
#define REPEAT_SHARE 0.8f

/* More than that of what would be kept is what the page is for; unless it shows
 * an article, of so many words, and is no forum by so much (kinds[]). */
#define APART_SHARE 0.4f
#define APART_WORDS 60
#define NO_FORUM (-40)

/* Blocks from the name of who wrote a post to its text, and the words of what
 * holds such a name or a date. */
#define POSTER_REACH 12
#define POSTER_WORDS 12

/* Precision counts twice, or recall. */
static float
weight_of(enum extract_mode mode)
{
	switch (mode) {
	case EXTRACT_PRECISION: return 0.25f;
	case EXTRACT_RECALL: return 4;
	case EXTRACT_AUTO:
	case EXTRACT_NONE: break;
	}
	return 1;
}

static float
mass(const struct block *b)
{
	return (float)(b->text.words != 0 ? b->text.words : 1);
}

/* F of the set above the threshold, `beta` being the square of the usual one
 * and `all` the words that are likely content. */
static float
measure(const struct blocks *page, float threshold, float beta, float all)
{
	float right = 0, size = 0;

	for (uint32_t i = 0; i < page->count; i++) {
		const struct block *b = &page->list[i];

		if (b->score > threshold) {
			right += mass(b) * b->score;
			size += mass(b);
		}
	}
	return size > 0 ? (1 + beta) * right / (size + beta * all) : 0;
}

void
decide_sum(struct blocks *page)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i <= page->count; i++) {
		page->list[i].before.kept = kept;
		kept += i < page->count && page->list[i].reason == DROP_NOT;
	}
}

/* Stands the block in an element that is called an advertisement and has little
 * else to say? */
static bool
is_advert(const struct blocks *page, const struct block *b)
{
	uint32_t e = b->leaf;

	for (int level = 0; level < 4; level++) {
		const struct element *around = &page->elements[e];

		if (around->reason == DROP_ADVERTISEMENT)
			return blocks_between(page, around->first, around->end)
				   .words <= ADVERT_WORDS;
		e = around->parent;
	}
	return false;
}

/* What no reader sees must be the surer to be content.  Not so what is written
 * for readers without scripts, which may be all there is. */
static void
keep_above(struct blocks *page, float threshold)
{
	float hidden = (1 + threshold) / 2;

	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];
		bool seen = !(page->elements[b->leaf].in & IN_UNSEEN);

		b->reason = b->score > (seen ? threshold : hidden) &&
			!is_advert(page, b)
		    ? DROP_NOT
		    : DROP_BOILERPLATE;
	}
	decide_sum(page);
}

/* Has most of a block been said?  Of a new one a part tells that it is new. */
static bool
was_said(const struct blocks *page, const struct block *b,
    const struct text_set *set)
{
	const uint32_t *said = &page->said.hash[b->said];
	uint32_t words = b->said_end - b->said;
	uint32_t part = (words + 3) / 4;
	float most = REPEAT_SHARE * (float)words;

	if ((float)(words - part + text_set_count(set, said, part)) <= most)
		return false;
	return (float)text_set_count(set, said, words) > most;
}

/* Learns the kept blocks first <= i < end. */
static void
learn_blocks(const struct blocks *page, struct text_set *set, uint32_t first,
    uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		const struct block *b = &page->list[i];

		if (b->reason == DROP_NOT && b->text.words >= REPEAT_WORDS)
			text_set_add(set, &page->said.hash[b->said],
			    b->said_end - b->said);
	}
}

/* Headings that say the same, with nothing between: of a wide and of a narrow
 * screen, or of a picture and of what it shows. */
static void
drop_same_headings(struct blocks *page)
{
	const struct block *last = NULL;

	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];

		if (b->reason != DROP_NOT)
			continue;
		if (last != NULL && b->heading == i &&
		    last->heading == (uint32_t)(last - page->list) &&
		    b->text.hash == last->text.hash)
			b->reason = DROP_REPEATED;
		else
			last = b;
	}
}

/* A step of instructions, a row, a program may say again what one before it
 * did, between others that are new: there the page means it. */
static void
keep_steps(struct blocks *page)
{
	for (uint32_t i = 1; i + 1 < page->count; i++) {
		struct block *b = &page->list[i];

		if (b->reason == DROP_REPEATED && b[-1].reason == DROP_NOT &&
		    b[1].reason == DROP_NOT &&
		    page->elements[b->leaf].in & (IN_LIST | IN_TABLE | IN_CODE))
			b->reason = DROP_NOT;
	}
}

/* Drops what was said before, word for word or nearly so, in another element:
 * inside of one, a text may repeat itself. */
static bool
drop_repeats(struct blocks *page)
{
	struct text_set set;
	uint32_t learned = 0, around = 0, words = 0;

	for (uint32_t i = 0; i < page->count; i++)
		if (page->list[i].reason == DROP_NOT)
			words += page->list[i].said_end - page->list[i].said;
	if (!text_set_init(&set, words))
		return false;
	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];
		uint32_t parent = page->elements[b->box].parent;

		if (b->reason != DROP_NOT || b->text.words < REPEAT_WORDS)
			continue;
		if (parent != around) {
			learn_blocks(page, &set, learned, i);
			learned = i;
			around = parent;
		}
		if (was_said(page, b, &set))
			b->reason = DROP_REPEATED;
	}
	free(set.slots);
	keep_steps(page);
	decide_sum(page);
	return true;
}

static bool
beside_text(const struct element *e)
{
	return !e->out &&
	    !(e->in & (IN_NAV | IN_FOOTER | IN_ASIDE | IN_UNREAD));
}

bool
decide_picture(const struct element *e)
{
	return e->name == DOM_FIGURE && e->pictures != 0 && beside_text(e);
}

static bool
kept_before(const struct blocks *page, uint32_t block)
{
	uint32_t first = block > FIGURE_REACH ? block - FIGURE_REACH : 0;

	return blocks_between(page, first, block).kept != 0;
}

static bool
kept_after(const struct blocks *page, uint32_t block)
{
	uint32_t end = page->count - block > FIGURE_REACH ? block + FIGURE_REACH
							  : page->count;

	return blocks_between(page, block, end).kept != 0;
}

/* May the text of the element be a caption, or is it a program? */
static bool
goes_with_text(const struct blocks *page, const struct element *e)
{
	struct block_sums inside;

	if (e->name == DOM_PRE)
		return beside_text(e);
	if (!decide_picture(e))
		return false;
	inside = blocks_between(page, e->first, e->end);
	return inside.words <= CREDIT_WORDS ||
	    (inside.words <= CAPTION_WORDS &&
		inside.link_words * 2 <= inside.words);
}

/* Does nothing in the element say that it shows something else? */
static bool
shows_plainly(const struct blocks *page, const struct element *e)
{
	const struct element *last = &page->elements[e->last];

	for (; e <= last; e++) {
		if (e->out ||
		    e->in & (IN_HEADING | IN_CONTROL | IN_FORM | IN_UNREAD))
			return false;
		switch (e->reason) {
		case DROP_NOT:
		case DROP_SHARE: /* a button on it */
		case DROP_HIDDEN: /* a link to see it in a window */
		case DROP_FOOTER: break; /* its copyright */
		default: return false;
		}
	}
	return true;
}

bool
decide_illustration(const struct blocks *page, const struct element *e)
{
	struct block_sums inside = blocks_between(page, e->first, e->end);

	return e->pictures != 0 && e->pictures <= SHOWN_PICTURES &&
	    e->end - e->first <= SHOWN_BLOCKS &&
	    page->elements + e->last - e < SHOWN_ELEMENTS && beside_text(e) &&
	    !(e->in & (IN_LINK | IN_HEADER | IN_LIST | IN_TABLE)) &&
	    inside.words <= CAPTION_WORDS && inside.link_words == 0 &&
	    kept_before(page, e->first) && kept_after(page, e->end) &&
	    shows_plainly(page, e);
}

/* A picture belongs to the text around it, and its caption to the picture; so
 * does a program, all of it.  Not so where it leads the article: there pages
 * show what advertises it, too, and only the picture stays (clean.c). */
static void
keep_between(struct blocks *page)
{
	decide_sum(page);
	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];

		if (!goes_with_text(page, e) || !kept_before(page, e->first) ||
		    !kept_after(page, e->end))
			continue;
		for (uint32_t b = e->first; b < e->end; b++)
			if (!page->elements[page->list[b].leaf].out)
				page->list[b].reason = DROP_NOT;
		i = e->last;
	}
}

/* Where the most of a table is kept, what is said above its columns and of all
 * of it is kept with it. */
static void
keep_table_heads(struct blocks *page)
{
	bool summed = false;

	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];
		const struct element *table = &page->elements[e->parent];
		uint32_t rows, kept;

		if ((e->name != DOM_CAPTION && e->name != DOM_THEAD) ||
		    e->out || table->name != DOM_TABLE)
			continue;
		if (!summed)
			decide_sum(page);
		summed = true;
		rows = table->end - table->first - (e->end - e->first);
		kept = blocks_between(page, table->first, table->end).kept -
		    blocks_between(page, e->first, e->end).kept;
		for (uint32_t b = e->first; b < e->end && 2 * kept > rows; b++)
			if (!(page->elements[page->list[b].leaf].in &
				IN_UNREAD))
				page->list[b].reason = DROP_NOT;
	}
}

static uint32_t
kept_words(const struct blocks *page, uint32_t first, uint32_t end)
{
	uint32_t words = 0;

	for (uint32_t i = first; i < end; i++)
		if (page->list[i].reason == DROP_NOT)
			words += page->list[i].text.words;
	return words;
}

/* The next element after number i that is named as something apart, and is not
 * in another; 0: there is none.  Not so what is named within a line, such as
 * the comments of a program. */
static uint32_t
next_apart(const struct blocks *page, uint32_t i)
{
	const struct element *e = page->elements;

	for (i = i != 0 ? e[i].last : 0; ++i < page->element_count;)
		if (e[i].apart && e[i].block)
			return i;
	return 0;
}

/* Is so much of what would be kept none of what the page is for? */
static bool
is_aside(const struct blocks *page, enum drop_reason reason, uint32_t apart,
    uint32_t all)
{
	if ((float)apart <= APART_SHARE * (float)all)
		return true;
	return reason == DROP_COMMENTS && page->kinds[KIND_ARTICLE] == 0 &&
	    page->kinds[KIND_FORUM] < NO_FORUM && all - apart >= APART_WORDS;
}

/* What readers said, what else there is to read, what is said of an author, and
 * windows that open over the page are none of the article, however much they
 * read like one; unless they are what the page is for. */
static void
drop_apart(struct blocks *page)
{
	uint32_t apart[DROP_REASONS] = { 0 };
	uint32_t all = kept_words(page, 0, page->count);

	for (uint32_t i = 0; (i = next_apart(page, i)) != 0;) {
		const struct element *e = &page->elements[i];

		apart[e->reason] += kept_words(page, e->first, e->end);
	}
	for (uint32_t i = 0; (i = next_apart(page, i)) != 0;) {
		const struct element *e = &page->elements[i];
		enum drop_reason reason = (enum drop_reason)e->reason;

		if (!is_aside(page, reason, apart[reason], all))
			continue;
		for (uint32_t b = e->first; b < e->end; b++)
			if (page->list[b].reason == DROP_NOT)
				page->list[b].reason = DROP_BOILERPLATE;
	}
	decide_sum(page);
}

/* Notes which blocks are all that an element has to say of who wrote something,
 * and which hold a <time>. */
static void
find_posters(struct blocks *page)
{
	for (uint32_t i = 1; i < page->element_count; i++) {
		const struct element *e = &page->elements[i];
		struct block *b = &page->list[e->first];

		if (e->end - e->first != 1 || e->out || e->in & IN_UNREAD ||
		    b->text.words > POSTER_WORDS)
			continue;
		b->named |= e->person;
		b->dated |= e->name == DOM_TIME;
	}
}

/* In front of each post of a forum stands who wrote it, and when. */
static void
keep_posters(struct blocks *page)
{
	struct block *name = NULL, *date = NULL;

	find_posters(page);
	for (uint32_t i = 0; i < page->count; i++) {
		struct block *b = &page->list[i];

		if (b->reason != DROP_NOT) {
			if (b->named &&
			    (name == NULL || b - name > POSTER_REACH))
				name = b;
			date = b->dated ? b : date;
			continue;
		}
		if (name != NULL && b - name <= POSTER_REACH) {
			name->reason = DROP_NOT;
			if (date != NULL && b - date <= POSTER_REACH)
				date->reason = DROP_NOT;
		}
		name = date = NULL;
	}
}

bool
decide_blocks(struct blocks *page, enum extract_mode mode, float *expected)
{
	float beta = weight_of(mode), all = 0, f = 0, better;

	for (uint32_t i = 0; i < page->count; i++)
		all += mass(&page->list[i]) * page->list[i].score;
	/* Each step raises F; a handful of them reach the top. */
	for (int step = 0; step < 30; step++) {
		better = measure(page, f / (1 + beta), beta, all);
		if (better <= f)
			break;
		f = better;
	}
	if (all < LEAST_WORDS || f < LEAST_F)
		f = 0;
	keep_above(page, f > 0 ? f / (1 + beta) : 1);
	*expected = f;
	keep_between(page);
	keep_table_heads(page);
	drop_apart(page);
	if (page->kinds[KIND_FORUM] == 0)
		keep_posters(page);
	drop_same_headings(page);
	return drop_repeats(page);
}

int32_t
decide_confidence(const struct model *model, float f)
{
	float tenths = f < 0 ? 0 : f > 1 ? 10 : f * 10;
	int low = tenths < 9 ? (int)tenths : 9;
	float from = model->confidence[low], to = model->confidence[low + 1];

	return (int32_t)(from + (to - from) * (tenths - (float)low) + 0.5f);
}

void
decide_all(struct blocks *page)
{
	for (uint32_t i = 0; i < page->count; i++) {
		const struct element *leaf =
		    &page->elements[page->list[i].leaf];

		page->list[i].reason = leaf->out || (leaf->in & IN_UNREAD) != 0
		    ? DROP_BOILERPLATE
		    : DROP_NOT;
	}
	decide_sum(page);
}
