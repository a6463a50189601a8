/*
 * dump -- what the extraction sees of pages, for train.py to learn from.
 *
 *	dump blocks          < LIST > TEXT     elements, tokens and blocks
 *	dump local TOKENS    < LIST > FLOATS   features of the first forest
 *	dump context TOKENS SCORES < LIST > FLOATS
 *	                     those of both, with the first forest's scores from
 *	                     the file SCORES, a float for each block
 *
 * LIST names a page in UTF-8 a line.  TOKENS holds lines of a token's hash in
 * hexadecimal and its weight.  So the features that are learned from are those
 * that the reader computes, by the same code.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "block_features.h"
#include "parse.h"

#define TOKEN_SLOTS 65536

static struct token_weight tokens[TOKEN_SLOTS];
static struct model model = { .tokens = tokens, .token_mask = TOKEN_SLOTS - 1 };

static void
die(const char *what, const char *name)
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
		die("cannot read", name);
	rewind(file);
	data = calloc(1, (size_t)size + 8);
	if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size)
		die("cannot read", name);
	fclose(file);
	*n = (size_t)size;
	return data;
}

static void
read_tokens(const char *name)
{
	FILE *file = fopen(name, "r");
	uint32_t hash;
	float weight;

	if (file == NULL)
		die("cannot read", name);
	while (fscanf(file, "%" SCNx32 " %f", &hash, &weight) == 2) {
		uint32_t i = hash & model.token_mask;

		while (tokens[i].hash != 0)
			i = (i + 1) & model.token_mask;
		tokens[i] = (struct token_weight){ hash, weight };
	}
	fclose(file);
}

static void
print_word(struct dom_str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

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
	print_word(word);
}

static void
print_element(const struct dom *dom, const struct element *e)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(dom, e->node, &count);

	printf("E\t%" PRIu32, e->parent);
	if (e->name != NAME_OTHER)
		print_marked('<', dom_name_text(dom, e->name));
	print_marked('=', dom_attr(dom, e->node, DOM_ATTR_ROLE));
	print_marked('.', dom_attr(dom, e->node, DOM_ATTR_ITEMPROP));
	for (uint32_t i = 0; i < count; i++) {
		struct dom_str rest = { token[i].p, token[i].n }, part;

		while (dom_split(&rest, &part)) {
			putchar('\t');
			print_word(part);
		}
	}
	putchar('\n');
}

static void
print_text(const struct dom *dom, const struct block *b)
{
	for (uint32_t n = b->first;; n = dom_walk(dom, n, DOM_ROOT)) {
		struct dom_str text = dom_text(dom, n);
		uint32_t around = dom_name(dom, dom_parent(dom, n));

		if (dom_is_text(dom, n) && around != DOM_SCRIPT &&
		    around != DOM_STYLE)
			for (size_t i = 0; i < text.n; i++)
				putchar(strchr("\t\r\n", text.p[i]) != NULL
					? ' '
					: text.p[i]);
		if (n == b->last || n == 0)
			break;
	}
	putchar('\n');
}

static void
print_blocks(const struct blocks *page, const char *name)
{
	printf("P\t%s\n", name);
	for (uint32_t i = 0; i < page->element_count; i++)
		print_element(page->dom, &page->elements[i]);
	for (uint32_t i = 0; i < page->count; i++) {
		const struct block *b = &page->list[i];

		printf("B\t%" PRIu32 "\t%" PRIu32 "\t", b->leaf, b->text.words);
		print_text(page->dom, b);
	}
}

static void
write_features(struct blocks *page, FILE *scores)
{
	struct outlook outlook = { 0 };
	float v[FEATURES];
	size_t n = scores != NULL ? FEATURES : LOCAL_FEATURES;

	for (uint32_t i = 0; scores != NULL && i < page->count; i++)
		if (fread(&page->list[i].score, sizeof(float), 1, scores) != 1)
			die("too few", "scores");
	if (scores != NULL && !outlook_make(&outlook, page))
		die("out of memory", "outlook");
	for (uint32_t i = 0; i < page->count; i++) {
		features_local(page, i, v);
		if (scores != NULL)
			features_context(page, &outlook, i, v);
		fwrite(v, sizeof v[0], n, stdout);
	}
	outlook_free(&outlook);
}

static void
dump_page(const char *name, bool text, FILE *scores)
{
	struct blocks page;
	size_t n;
	char *data = read_file(name, &n);
	struct dom *dom = parse_html(data, n, &(struct dom_options){ 0 });

	if (dom == NULL || !blocks_cut(&page, dom, &model))
		die("out of memory", name);
	if (text)
		print_blocks(&page, name);
	else
		write_features(&page, scores);
	blocks_free(&page);
	dom_free(dom);
	free(data);
}

int
main(int argc, char **argv)
{
	bool text = argc == 2 && strcmp(argv[1], "blocks") == 0;
	FILE *scores = argc == 4 ? fopen(argv[3], "rb") : NULL;
	char name[4096];

	if (!text && argc != 3 && scores == NULL)
		die("usage",
		    "dump blocks | local TOKENS | context TOKENS SCORES");
	if (!text)
		read_tokens(argv[2]);
	while (fgets(name, sizeof name, stdin) != NULL) {
		name[strcspn(name, "\n")] = '\0';
		dump_page(name, text, scores);
	}
	return 0;
}
