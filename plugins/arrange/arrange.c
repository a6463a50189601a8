#include "arrange.h"

#include <octavo/article.h>
#include <stdlib.h>

static const oct_option options[] = {
	{ "sort", "input", "input|date|newest|title|author|section",
	    "order of the articles of a book, in each of its parts",
	    OCT_OPT_CHOICE, 0 },
	{ "group-by", "none", "none|author|section|year|month|site",
	    "put the articles of a book that are in no part into parts",
	    OCT_OPT_CHOICE, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};

struct arrange {
	const oct_api *a;
	oct_job *j;
	const char *sort, *group; /* group: NULL for none */
	struct item *items;
	size_t n;
};

/* The articles of the book in their order. */
static void
collect(struct arrange *x)
{
	oct_node *book = x->a->book(x->j), *n;

	for (n = x->a->first(book); n != NULL; n = x->a->next(n))
		x->n += x->a->kind(n) == OCT_ARTICLE;
	x->items = x->a->scratch(x->j, (x->n + 1) * sizeof(*x->items));
	if (x->items == NULL)
		return;
	x->n = 0;
	for (n = x->a->first(book); n != NULL; n = x->a->next(n)) {
		if (x->a->kind(n) != OCT_ARTICLE)
			continue;
		x->items[x->n] =
		    (struct item){ n, x->n, x->a->get_str(n, OCT_P_PART), "",
			    key_sort(x->a, x->j, n, x->sort) };
		x->n++;
	}
}

static const char *
numbered(struct arrange *x, const char *class, size_t n)
{
	char *key = x->a->scratch(x->j, 32);

	if (key == NULL)
		return "";
	snprintf(key, 32, "%s%010zu", class, n);
	return key;
}

/* Parts that were given keep their order; so do articles outside of parts that
 * no part is made for. */
static void
keep_parts(struct arrange *x)
{
	for (size_t i = 0, run = 0; i < x->n; i++) {
		struct item *item = &x->items[i];

		if (i > 0 && !oct_is(item->part, x->items[i - 1].part.p))
			run++;
		item->part_key = numbered(x, "0", run);
	}
}

/* Parts that are made come after those, in order of their keys; articles that
 * go to none come last. */
static void
make_parts(struct arrange *x)
{
	for (size_t i = 0; i < x->n; i++) {
		struct item *item = &x->items[i];
		const char *key = NULL;
		char *marked;
		size_t n;

		if (item->part.n > 0)
			continue;
		item->part =
		    key_part(x->a, x->j, item->article, x->group, &key);
		if (key == NULL) {
			item->part_key = "2";
			continue;
		}
		n = strcspn(key, "\1");
		if ((marked = x->a->scratch(x->j, n + 2)) == NULL)
			return;
		marked[0] = '1';
		memcpy(marked + 1, key, n);
		item->part_key = marked;
	}
}

static int
compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int c = strcmp(x->part_key, y->part_key);

	if (c == 0)
		c = strcmp(x->key, y->key);
	return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

/* Titles that differ in case alone are one part, called as its first article
 * has it. */
static void
put_in_order(struct arrange *x)
{
	oct_node *book = x->a->book(x->j);
	oct_str title = { "", 0 };

	for (size_t i = 0; i < x->n; i++) {
		const struct item *item = &x->items[i];

		if (i == 0 ||
		    strcmp(item->part_key, x->items[i - 1].part_key) != 0)
			title = item->part;
		if (title.n > 0)
			x->a->set_str(
			    x->j, item->article, OCT_P_PART, title.p, title.n);
		x->a->move(x->j, item->article, book, NULL);
	}
}

static oct_status
arrange_edit(void *inst, const oct_api *a, oct_job *j)
{
	const oct_options *o = a->options(j);
	struct arrange x = { .a = a,
		.j = j,
		.sort = a->opt_str(o, "sort").p,
		.group = a->opt_str(o, "group-by").p };

	(void)inst;
	collect(&x);
	if (x.items == NULL)
		return a->status(j);
	keep_parts(&x);
	if (strcmp(x.group, "none") != 0)
		make_parts(&x);
	if (a->status(j) != OCT_OK)
		return a->status(j);
	qsort(x.items, x.n, sizeof(*x.items), compare);
	put_in_order(&x);
	return a->status(j);
}

static const oct_format arrange_format = {
	.struct_size = sizeof(oct_format),
	.name = "arrange",
	.summary = "sort the articles of a book, group them in parts",
	.roles = OCT_EDITS,
	.options = options,
	.edit = arrange_edit,
};

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.arrange",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &arrange_format, NULL },
};

OCT_PLUGIN_ENTRY(arrange)
{
	return &plugin;
}
