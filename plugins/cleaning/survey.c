#include "clean.h"

/* The blocks' words, each counted once: a table of hashes. */
struct counter {
	uint64_t *hashes; /* 0: free */
	uint32_t *counts;
	size_t mask;
};

static bool
is_word(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

/* U+3000..U+D7FF as UTF-8: scripts that put no spaces between words, and
 * Hangul, which gains by it. */
static bool
is_cjk_lead(unsigned char c)
{
	return c >= 0xe3 && c <= 0xed;
}

static uint32_t
count_words(const char *p, size_t n)
{
	uint32_t words = 0, cjk = 0;
	bool inside = false;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (is_cjk_lead(c)) {
			cjk++;
			inside = false;
			i += 2;
			continue;
		}
		if (is_word(c) && !inside)
			words++;
		inside = is_word(c);
	}
	return words + cjk / 2;
}

/* Characters that may stand behind the mark that ends a sentence. */
static size_t
skip_closing(const char *p, size_t n)
{
	static const char *const closing[] = { "\"", "'", ")", "]", "*",
		"\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb", "\xe3\x80\x8d" };
	size_t i = 0, k;

	do {
		for (k = 0; k < sizeof(closing) / sizeof(char *); k++) {
			size_t len = strlen(closing[k]);

			if (n - i >= len &&
			    memcmp(p + i, closing[k], len) == 0) {
				i += len;
				break;
			}
		}
	} while (k < sizeof(closing) / sizeof(char *));
	return i;
}

/* Length of a mark that ends sentences: . ! ? ... and those of East Asia, of
 * Arabic, of Hindi. */
static size_t
sentence_mark(const char *p, size_t n)
{
	static const char *const marks[] = { ".", "!", "?", "\xe2\x80\xa6",
		"\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f", "\xd8\x9f",
		"\xdb\x94", "\xe0\xa5\xa4" };

	for (size_t k = 0; k < sizeof(marks) / sizeof(char *); k++) {
		size_t len = strlen(marks[k]);

		if (n >= len && memcmp(p, marks[k], len) == 0)
			return len;
	}
	return 0;
}

static void
count_sentences(struct block *b)
{
	const char *p = b->text.p;
	size_t n = b->text.n, i = 0, mark;

	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\n'))
		n--;
	while (i < n) {
		mark = sentence_mark(p + i, n - i);
		if (mark == 0) {
			i++;
			continue;
		}
		i += mark;
		i += skip_closing(p + i, n - i);
		if (i == n || p[i] == ' ' || p[i] == '\n' || mark > 1) {
			b->sentences++;
			b->sentence = i == n;
		}
	}
}

static bool
is_dead(oct_str href)
{
	return href.n == 0 || oct_is(href, "#");
}

/* Links, images and items below the block. */
static void
count_nodes(const oct_api *api, struct block *b)
{
	struct oct_walk w = oct_walk_start(b->node);
	unsigned depth = 0;

	while (oct_walk_next(api, &w)) {
		uint32_t kind = api->kind(w.node);
		oct_str s;

		if (kind == OCT_LINK)
			depth += w.enter ? 1u : -1u;
		if (!w.enter)
			continue;
		if (kind == OCT_LINK) {
			s = api->get_str(w.node, OCT_P_HREF);
			b->links++;
			b->dead_links += is_dead(s);
			b->rooted_links += s.p[0] == '/';
		}
		b->images += kind == OCT_IMAGE;
		b->items += kind == OCT_ITEM || kind == OCT_ROW;
		if (kind != OCT_TEXT || depth == 0)
			continue;
		s = api->get_str(w.node, OCT_P_TEXT);
		b->link_words += count_words(s.p, s.n);
	}
}

/* Links that a converter took for code, since it indented the list. */
static void
count_code_links(struct block *b)
{
	const char *p = b->text.p, *end = p + b->text.n;

	while ((p = memmem(p, (size_t)(end - p), "](", 2)) != NULL) {
		b->links++;
		p += 2;
	}
	if (b->links >= 2)
		b->link_words = b->words;
}

/* U+2022 or U+25CF */
static bool
is_bullet(const char *p, size_t n)
{
	return n >= 3 &&
	    (memcmp(p, "\xe2\x80\xa2", 3) == 0 ||
		memcmp(p, "\xe2\x97\x8f", 3) == 0);
}

/* Two blocks say the same if their letters and digits are the same. */
static uint64_t
hash_of(oct_str s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (is_bullet(s.p + i, s.n - i))
			i += 2;
		else if (is_word(c))
			h = (h ^ (c | 0x20)) * 1099511628211u;
	}
	return h | 1;
}

static bool
counter_new(const struct page *page, struct counter *c)
{
	size_t size = 16;

	while (size < 2 * page->count)
		size *= 2;
	c->mask = size - 1;
	c->hashes = page->api->scratch(page->job, size * sizeof(*c->hashes));
	c->counts = page->api->scratch(page->job, size * sizeof(*c->counts));
	return c->hashes != NULL && c->counts != NULL;
}

static uint32_t *
counter_at(struct counter *c, uint64_t hash)
{
	size_t i = (size_t)(hash ^ hash >> 32) & c->mask;

	while (c->hashes[i] != 0 && c->hashes[i] != hash)
		i = (i + 1) & c->mask;
	c->hashes[i] = hash;
	return &c->counts[i];
}

static void
count_repeats(struct page *page)
{
	struct counter c;

	if (!counter_new(page, &c))
		return;
	for (size_t i = 0; i < page->count; i++)
		if (page->blocks[i].words > 0)
			++*counter_at(&c, hash_of(page->blocks[i].text));
	for (size_t i = 0; i < page->count; i++)
		if (page->blocks[i].words > 0)
			page->blocks[i].repeats =
			    *counter_at(&c, hash_of(page->blocks[i].text));
}

static void
survey_block(struct page *page, struct block *b, oct_node *n)
{
	const oct_api *api = page->api;

	b->node = n;
	b->kind = api->kind(n);
	b->line = (uint32_t)api->get_int(n, OCT_P_LINE, 0);
	b->text = b->kind & OCT_LEAF ? api->get_str(n, OCT_P_TEXT)
				     : api->text_of(page->job, n);
	b->words = count_words(b->text.p, b->text.n);
	count_nodes(api, b);
	if (b->kind == OCT_CODEBLOCK)
		count_code_links(b);
	count_sentences(b);
	if (b->words > 0 && b->words < 120)
		b->says = clean_says(b->text.p, b->text.n);
}

/* Only paragraphs of one line tell where they end, so a gap counts behind
 * those alone. */
static void
set_gap(struct block *b)
{
	const struct block *before = b - 1;

	if (clean_is_line(before) && b->line > before->line + 1 &&
	    memchr(before->text.p, '\n', before->text.n) == NULL)
		b->gap = b->line - before->line - 1;
}

void
clean_survey(struct page *page)
{
	const oct_api *api = page->api;
	oct_node *body = api->part(page->article, OCT_BODY), *n;
	size_t i = 0;

	for (n = api->first(body); n != NULL; n = api->next(n))
		page->count++;
	page->blocks =
	    api->scratch(page->job, (page->count + 1) * sizeof(struct block));
	if (page->blocks == NULL)
		page->count = 0;
	for (n = api->first(body); n != NULL && i < page->count;
	     n = api->next(n), i++) {
		survey_block(page, &page->blocks[i], n);
		if (i > 0)
			set_gap(&page->blocks[i]);
	}
	count_repeats(page);
}

bool
clean_is_line(const struct block *b)
{
	return b->kind == OCT_P || b->kind == OCT_HEADING;
}

float
clean_link_density(const struct block *b)
{
	return b->words == 0 ? 0 : (float)b->link_words / (float)b->words;
}
