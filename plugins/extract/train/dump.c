/*
 * dump -- what the extraction sees of pages, for train.py to learn from.
 *
 *	dump blocks          < LIST > TEXT     elements, tokens and blocks
 *	dump features TOKENS < LIST > FLOATS   what the first judgement goes by
 *	dump context GUESSES < LIST > FLOATS   and what the second one has more
 *
 * LIST names a page in UTF-8 a line; "*.md" is Markdown, all else is HTML.
 * TOKENS holds lines of M (mark-up) or W (word), the token's hash in
 * hexadecimal and its weight; of K (kind) with a weight for each; and one of B,
 * their base.  GUESSES are floats, one for each block of all the pages.  The
 * readers' own code computes them, so what is learned from is what is judged.
 */
#include "dump.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "block_features.h"
#include "cut.h"

#define TOKEN_SLOTS 65536

static struct token_weight markup[TOKEN_SLOTS], words[TOKEN_SLOTS];
static struct kind_weights kinds[KIND_SLOTS];
struct model dump_model = { .markup = { markup, TOKEN_SLOTS - 1 },
	.words = { words, TOKEN_SLOTS - 1 },
	.kinds = { .slots = kinds } };
static FILE *guesses;

static bool as_text; /* blocks, not features */

void
dump_die(const char *what, const char *name)
{
	fprintf(stderr, "dump: %s: %s\n", what, name);
	exit(1);
}

static char *
read_file(const char *name, size_t *n)
{
	FILE *file = fopen(name, "rb");
	char *data;
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (size = ftell(file)) < 0)
		dump_die("cannot read", name);
	rewind(file);
	data = calloc(1, (size_t)size + 8);
	if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size)
		dump_die("cannot read", name);
	fclose(file);
	*n = (size_t)size;
	return data;
}

static void
add_token(struct token_weight *table, uint32_t hash, float weight)
{
	uint32_t i = hash & (TOKEN_SLOTS - 1);

	while (table[i].hash != 0)
		i = (i + 1) & (TOKEN_SLOTS - 1);
	table[i] = (struct token_weight){ hash, weight };
}

static void
add_kinds(uint32_t hash, const char *line)
{
	uint32_t i = hash % KIND_SLOTS;
	char *end;

	while (hash != 0 && kinds[i].hash != 0)
		i = (i + 1) % KIND_SLOTS;
	if (hash != 0)
		kinds[i].hash = hash;
	for (int k = 0; k < PAGE_KINDS; k++, line = end) {
		int weight = (int)strtol(line, &end, 10);

		if (hash != 0)
			kinds[i].weights[k] = (int8_t)weight;
		else
			dump_model.kinds.base[k] = (int16_t)weight;
	}
}

static void
read_tokens(const char *name)
{
	FILE *file = fopen(name, "r");
	char line[128], *end;
	uint32_t hash;

	if (file == NULL)
		dump_die("cannot read", name);
	while (fgets(line, sizeof(line), file) != NULL) {
		hash = (uint32_t)strtoul(line + 1, &end, 16);
		if (line[0] == 'K' || line[0] == 'B')
			add_kinds(line[0] == 'K' ? hash : 0, end);
		else
			add_token(line[0] == 'M' ? markup : words, hash,
			    strtof(end, NULL));
	}
	fclose(file);
}

void
dump_word(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		putchar(c == '\t' || c == '\n' || c == '\r' || c == ' ' ? '_'
			: c >= 'A' && c <= 'Z' ? c | 0x20
					       : c);
	}
}

static void
print_marked(char mark, struct dom_str word)
{
	if (word.n == 0)
		return;
	if (word.n > 23)
		word.n = 23;
	printf("\t%c", mark);
	dump_word(word.p, word.n);
}

static void
print_tokens(const struct blocks *page, const struct element *e)
{
	const struct dom *dom = page->source;
	uint32_t count;
	const struct dom_token *token = dom_tokens(dom, e->node, &count);

	if (e->name != NAME_OTHER)
		print_marked('<', dom_name_text(dom, e->name));
	print_marked('=', dom_attr(dom, e->node, DOM_ATTR_ROLE));
	print_marked('.', dom_attr(dom, e->node, DOM_ATTR_ITEMPROP));
	for (uint32_t i = 0; i < count; i++) {
		struct dom_str rest = { token[i].p, token[i].n }, part;

		while (dom_split(&rest, &part)) {
			putchar('\t');
			dump_word(part.p, part.n);
		}
	}
}

static void
print_dom_text(const struct blocks *page, const struct block *b)
{
	for (uint32_t n = 0; (n = blocks_text(page, b, n)) != 0;) {
		struct dom_str text = dom_text(page->source, n);

		dump_text(text.p, text.n);
	}
}

void
dump_text(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		putchar(strchr("\t\r\n", p[i]) != NULL ? ' ' : p[i]);
}

static void
print_blocks(const struct blocks *page, const char *name,
    const struct dump_source *source)
{
	printf("P\t%s\n", name);
	for (uint32_t i = 0; i < page->element_count; i++) {
		printf("E\t%" PRIu32, page->elements[i].parent);
		source->tokens(page, &page->elements[i]);
		putchar('\n');
	}
	for (uint32_t i = 0; i < page->count; i++) {
		const struct block *b = &page->list[i];

		printf("B\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t", b->leaf,
		    page->elements[b->box].parent, b->text.words);
		source->text(page, b);
		putchar('\n');
	}
}

static void
write_rows(feature_row *v, uint32_t first, uint32_t end)
{
	for (uint32_t f = first; f < end; f++)
		fwrite(v[f], sizeof v[f][0], 1, stdout);
}

static void
write_features(const struct blocks *page)
{
	feature_row v[FEATURES];

	page_features(page, v);
	for (uint32_t i = 0; i < page->count; i++) {
		block_features(page, i, v);
		write_rows(v, 0, FIRST_FEATURES);
	}
}

static void
write_context(struct blocks *page, const char *name)
{
	feature_row v[FEATURES];

	for (uint32_t i = 0; i < page->count; i++)
		if (fread(&page->list[i].guess, sizeof(float), 1, guesses) != 1)
			dump_die("too few guesses", name);
	context_prepare(page);
	page_features(page, v);
	for (uint32_t i = 0; i < page->count; i++) {
		context_features(page, i, v);
		write_rows(v, FIRST_FEATURES, FEATURES);
	}
}

void
dump_page(
    struct blocks *page, const char *name, const struct dump_source *source)
{
	if (as_text)
		print_blocks(page, name, source);
	else if (guesses != NULL)
		write_context(page, name);
	else
		write_features(page);
}

static void
dump_html(const char *name)
{
	static const struct dump_source source = { print_tokens,
		print_dom_text };
	struct blocks page;
	size_t n;
	char *data = read_file(name, &n);
	struct dom *dom = dom_parse(data, n, &(struct dom_options){ 0 });

	if (dom == NULL || !blocks_cut(&page, dom, &dump_model))
		dump_die("out of memory", name);
	dump_page(&page, name, &source);
	blocks_free(&page);
	dom_free(dom);
	free(data);
}

static bool
is_markdown(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".md") == 0;
}

int
main(int argc, char **argv)
{
	char name[4096];

	as_text = argc == 2 && strcmp(argv[1], "blocks") == 0;
	if (!as_text && argc != 3)
		dump_die(
		    "usage", "dump blocks | features TOKENS | context GUESSES");
	if (!as_text && strcmp(argv[1], "context") == 0) {
		guesses = fopen(argv[2], "rb");
		if (guesses == NULL)
			dump_die("cannot read", argv[2]);
	} else if (!as_text) {
		read_tokens(argv[2]);
	}
	while (fgets(name, sizeof name, stdin) != NULL) {
		name[strcspn(name, "\n")] = '\0';
		if (is_markdown(name))
			dump_markdown(name);
		else
			dump_html(name);
	}
	return 0;
}
