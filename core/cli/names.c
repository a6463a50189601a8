#include "batch.h"
#include "buf.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
put_stem(struct buf *b, const char *input)
{
	const char *name = strrchr(input, '/'), *dot;

	name = name != NULL ? name + 1 : input;
	if (strcmp(name, "-") == 0)
		name = "stdin";
	dot = strrchr(name, '.');
	buf_put(b, name,
	    dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* The words found in the article; or such that no two items share. */
static void
put_fact(struct buf *b, const struct items *items, size_t number, int which)
{
	static const char *const none[] = { "unknown", "undated", "untitled" };
	const char *words =
	    items->facts != NULL ? items->facts[number].words : NULL;

	for (int i = 0; words != NULL && i < which; i++)
		words += strlen(words) + 1;
	if (words != NULL)
		buf_puts(b, words);
	else if (which == 2)
		buf_putf(b, "%s-%zu", none[which], number + 1);
	else
		buf_puts(b, none[which]);
}

static bool
put_word(
    struct buf *b, const char *word, const struct items *items, size_t number)
{
	const struct item *item = &items->list[number];

	if (strncmp(word, "{dir}", 5) == 0)
		buf_put(b, item->input + item->dir, item->ndir);
	else if (strncmp(word, "{stem}", 6) == 0)
		put_stem(b, item->input);
	else if (strncmp(word, "{n}", 3) == 0)
		buf_putf(b, "%zu", number + 1);
	else if (strncmp(word, "{host}", 6) == 0)
		put_fact(b, items, number, 0);
	else if (strncmp(word, "{date}", 6) == 0)
		put_fact(b, items, number, 1);
	else if (strncmp(word, "{slug}", 6) == 0)
		put_fact(b, items, number, 2);
	else if (strncmp(word, "{sha8}", 6) == 0)
		buf_putf(b, "%08x",
		    items->facts != NULL ? items->facts[number].sha : 0);
	else
		return false;
	return true;
}

/* Expands the template; what it does not know ends the process. */
static void
expand(struct buf *b, const char *template, const struct items *items,
    size_t number)
{
	const char *p;
	size_t n;

	for (p = template; *p != '\0'; p += n) {
		n = strcspn(p, "{}");
		buf_put(b, p, n);
		if (p[n] == '\0')
			return;
		p += n;
		n = strcspn(p, "}") + 1;
		if (strncmp(p, "{dir}/", 6) == 0 &&
		    items->list[number].ndir == 0)
			n++; /* no folder, no slash */
		else if (!put_word(b, p, items, number))
			die(EXIT_OPTION,
			    "--output-name: %.*s is none of {dir} {stem} {n} "
			    "{host} {date} {slug} {sha8}",
			    (int)(n < 40 ? n : 40), p);
	}
}

char *
item_name(const struct args *a, const struct items *items, size_t number)
{
	const char *template =
	    a->output_name != NULL ? a->output_name : "{dir}/{stem}";
	struct buf b = { 0 };

	buf_puts(&b, a->output_dir);
	buf_puts(&b, "/");
	expand(&b, template, items, number);
	if (b.status != OCT_OK)
		die(EXIT_IO, "out of memory");
	return b.p;
}

char *
item_file(const struct args *a, const char *name, const char *format)
{
	oct_format_info info = { .struct_size = sizeof(info) };
	char *file;

	oct_engine_find(a->engine, format, OCT_WRITES, &info);
	if (asprintf(&file, "%s.%s", name,
		info.extensions != NULL ? info.extensions[0] : format) < 0)
		die(EXIT_IO, "out of memory");
	return file;
}

char *
item_output(const struct args *a, const struct items *items, size_t number,
    const char *format)
{
	char *name = item_name(a, items, number);
	char *file = item_file(a, name, format);

	free(name);
	return file;
}

/* A name by its digest: the names of millions need not be in memory at once. */
struct taken {
	uint64_t hash;
	uint32_t item;
};

uint64_t
name_hash(const char *s)
{
	uint64_t hash = 14695981039346656037u;

	for (; *s != '\0'; s++)
		hash = (hash ^ (uint8_t)*s) * 1099511628211u;
	return hash;
}

static int
by_hash(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
				  : (x->item > y->item) - (x->item < y->item);
}

/* Formats differ by their extensions: one stands for all. */
static char *
first_output(const struct args *a, const struct items *items, uint32_t item)
{
	return item_output(a, items, item, a->formats[0]);
}

/* Says so if both outputs would go to one file. */
static bool
do_clash(const struct args *a, const struct items *items, uint32_t one,
    uint32_t other)
{
	char *x = first_output(a, items, one);
	char *y = first_output(a, items, other);
	bool clash = strcmp(x, y) == 0;

	if (clash)
		complain("%s and %s would both become %s; nothing was "
			 "converted; --output-name '{n}-{stem}' keeps them "
			 "apart",
		    items->list[one].input, items->list[other].input, x);
	free(x);
	free(y);
	return clash;
}

/* Has it an output of its own? */
static bool
has_output(const struct args *a, const struct items *items, uint32_t item)
{
	return items->facts == NULL ||
	    (items->list[item].root == item &&
		(a->dedup != DEDUP_SKIP || items->facts[item].twin == NULL));
}

/* The digests of all outputs' names.  Scratch. */
static struct taken *
list_taken(const struct args *a, const struct items *items, size_t *n)
{
	struct taken *list =
	    scratch_take(items->scratch, items->n, sizeof(*list));
	char *name;

	*n = 0;
	for (uint32_t i = 0; i < items->n; i++) {
		scratch_rest(items->scratch, i);
		if (!has_output(a, items, i))
			continue;
		name = first_output(a, items, i);
		list[(*n)++] = (struct taken){ name_hash(name), i };
		free(name);
	}
	return list;
}

static bool
do_any_clash(const struct args *a, const struct items *items,
    struct taken *taken, size_t from, size_t to)
{
	bool clash = false;

	qsort(taken + from, to - from, sizeof(*taken), by_hash);
	for (size_t i = from; i < to && !clash; i++) {
		scratch_rest(items->scratch, i);
		for (size_t k = i;
		     k > from && taken[k - 1].hash == taken[i].hash && !clash;
		     k--)
			clash = do_clash(
			    a, items, taken[k - 1].item, taken[i].item);
	}
	return clash;
}

/* By the first byte of the digest, so that no more than a part is looked at and
 * sorted at once: ends[b] is where those of b end. */
static struct taken *
part(const struct items *items, const struct taken *list, size_t n,
    size_t ends[256])
{
	struct taken *parts =
	    scratch_take(items->scratch, items->n, sizeof(*parts));
	size_t counts[256] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++) {
		scratch_rest(items->scratch, i);
		counts[list[i].hash >> 56]++;
	}
	for (size_t b = 0; b < 256; at += counts[b++])
		ends[b] = at;
	for (size_t i = 0; i < n; i++) {
		scratch_rest(items->scratch, i);
		parts[ends[list[i].hash >> 56]++] = list[i];
	}
	return parts;
}

void
items_check_names(const struct args *a, const struct items *items)
{
	size_t n, ends[256];
	struct taken *list = list_taken(a, items, &n);
	struct taken *parts = part(items, list, n, ends);

	scratch_drop(items->scratch, list);
	for (size_t b = 0, at = 0; b < 256; at = ends[b++])
		if (do_any_clash(a, items, parts, at, ends[b]))
			exit(EXIT_IO);
	scratch_drop(items->scratch, parts);
}
