/*
 * compare.c -- what two HTML parsers make of the same pages: compare FILE...
 *
 * For each page on which our tree and libxml2's differ by more than a percent:
 * the share of words that one has and the other lacks, and the share of words
 * that stand under another path of blocks.  Then how many pages differ by more
 * than 0, 1, 5 and 20 percent.  Pages must be UTF-8.
 *
 * The differences on real pages, by the paragraph of the WHATWG standard that
 * decides them, all for our tree: libxml2 ignores the end tags of nav, header,
 * aside, figure and the like while a div is open in them, lets section, figure,
 * nav and headings stand in an open p, li in li, h3 in h2 (13.2.6.4.7); takes
 * <script/> for closed and shows what follows (13.2.6.4.4), shows bogus
 * comments such as "<! --" and mark-up in a textarea as text (13.2.5).
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dom.h"

/* The blocks that make a path. */
static const char *const blocks[] = { "article", "aside", "blockquote", "dd",
	"dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
	"header", "li", "main", "nav", "ol", "p", "pre", "table", "td", "th",
	"ul" };

/* Elements whose text no reader sees. */
static const char *const unseen[] = { "iframe", "noembed", "noframes",
	"noscript", "script", "style", "template", "textarea", "title" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define SEED 0xcbf29ce484222325u

/* The hashes of a page's words, and of its words under their paths. */
struct bag {
	uint64_t *words, *places;
	size_t count, room;
};

static bool
is_in(const char *const *list, size_t count, const char *name, size_t n)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == n && memcmp(list[i], name, n) == 0)
			return true;
	return false;
}

static uint64_t
hash(uint64_t seed, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		seed = (seed ^ (unsigned char)p[i]) * 0x100000001b3u;
	return seed;
}

/* The path inside an element; 0 where its text is not seen. */
static uint64_t
step(uint64_t path, const char *name, size_t n)
{
	if (path == 0 || is_in(unseen, COUNT(unseen), name, n))
		return 0;
	return is_in(blocks, COUNT(blocks), name, n) ? hash(path, name, n)
						     : path;
}

static void
add_word(struct bag *bag, uint64_t path, const char *p, size_t n)
{
	if (bag->count == bag->room) {
		bag->room = bag->room * 2 + 1024;
		bag->words = realloc(bag->words, bag->room * sizeof(uint64_t));
		bag->places =
		    realloc(bag->places, bag->room * sizeof(uint64_t));
		if (bag->words == NULL || bag->places == NULL)
			abort();
	}
	bag->words[bag->count] = hash(SEED, p, n);
	bag->places[bag->count++] = hash(path, p, n);
}

static void
add_text(struct bag *bag, uint64_t path, const char *p, size_t n)
{
	static const char space[] = " \t\n\f\r";
	size_t start = 0;

	for (size_t i = 0; path != 0 && i <= n; i++) {
		if (i < n && memchr(space, p[i], sizeof(space) - 1) == NULL)
			continue;
		if (i > start)
			add_word(bag, path, p + start, i - start);
		start = i + 1;
	}
}

static void
walk_dom(struct bag *bag, const struct dom *d)
{
	uint64_t *paths = calloc(d->node_count, sizeof(uint64_t));

	if (paths == NULL)
		abort();
	paths[DOM_ROOT] = SEED;
	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		uint64_t path = paths[dom_parent(d, n)];

		if (dom_is_element(d, n)) {
			struct dom_str name = dom_name_text(d, dom_name(d, n));

			paths[n] = step(path, name.p, name.n);
		} else if (dom_is_text(d, n)) {
			struct dom_str text = dom_text(d, n);

			add_text(bag, path, text.p, text.n);
		} else if (n != DOM_ROOT) {
			paths[n] = path;
		}
	}
	free(paths);
}

/* libxml2's trees are no deeper than its parser lets them be. */
static void
walk_xml(struct bag *bag, const xmlNode *first, uint64_t path)
{
	for (const xmlNode *n = first; n != NULL; n = n->next) {
		const char *name = (const char *)n->name;

		if (n->type == XML_ELEMENT_NODE)
			walk_xml(
			    bag, n->children, step(path, name, strlen(name)));
		else if (n->type == XML_TEXT_NODE)
			add_text(bag, path, (const char *)n->content,
			    strlen((const char *)n->content));
	}
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The percentage that only one of two sets of hashes has. */
static double
difference(uint64_t *a, size_t m, uint64_t *b, size_t n)
{
	size_t i = 0, j = 0, same = 0;

	qsort(a, m, sizeof(*a), by_value);
	qsort(b, n, sizeof(*b), by_value);
	while (i < m && j < n) {
		same += a[i] == b[j];
		if (a[i] == b[j])
			i++, j++;
		else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return m + n == 0
	    ? 0
	    : 100.0 * (double)(m + n - 2 * same) / (double)(m + n);
}

/* Parses a page both ways; false where it can't be read. */
static bool
read_page(const char *name, struct bag *ours, struct bag *theirs)
{
	FILE *file = fopen(name, "rb");
	char *page = NULL;
	size_t room = 0;
	ssize_t n = file == NULL ? -1 : getdelim(&page, &room, EOF, file);
	struct dom *d;
	xmlDoc *xml;

	if (file != NULL)
		fclose(file);
	if (n >= 0) {
		d = dom_parse(page, (size_t)n, NULL);
		walk_dom(ours, d);
		dom_free(d);
		xml = htmlReadMemory(page, (int)n, "", "UTF-8",
		    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
			HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
		walk_xml(theirs, xml == NULL ? NULL : xml->children, SEED);
		xmlFreeDoc(xml);
	}
	free(page);
	return n >= 0;
}

static const double limits[] = { 0, 1, 5, 20 };

static void
count_above(int *counts, double value)
{
	for (size_t i = 0; i < COUNT(limits); i++)
		counts[i] += value > limits[i];
}

static void
print_counts(const char *what, const int *counts)
{
	printf("%s differ:", what);
	for (size_t i = 0; i < COUNT(limits); i++)
		printf("  %d pages by more than %g %%", counts[i], limits[i]);
	putchar('\n');
}

int
main(int argc, char **argv)
{
	int words[COUNT(limits)] = { 0 }, places[COUNT(limits)] = { 0 };

	for (int i = 1; i < argc; i++) {
		struct bag a = { 0 }, b = { 0 };
		double word, place;

		if (!read_page(argv[i], &a, &b)) {
			fprintf(stderr, "compare: %s can't be read\n", argv[i]);
			return 1;
		}
		word = difference(a.words, a.count, b.words, b.count);
		place = difference(a.places, a.count, b.places, b.count);
		count_above(words, word);
		count_above(places, place);
		if (word > 1 || place > 1)
			printf("%6.2f %6.2f  %s\n", word, place, argv[i]);
		free(a.words);
		free(a.places);
		free(b.words);
		free(b.places);
	}
	printf("%d pages\n", argc - 1);
	print_counts("Words", words);
	print_counts("Words under their blocks", places);
	return 0;
}
