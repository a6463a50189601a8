#include "links.h"

#include <octavo/sugar.h>
#include <stdlib.h>
#include <strings.h>

static oct_str
place_key(oct_str url)
{
	size_t n = strcspn(url.p, "#");
	const char *p = url.p;

	if (strncasecmp(p, "https://", 8) == 0)
		p += 8;
	else if (strncasecmp(p, "http://", 7) == 0)
		p += 7;
	if (p != url.p && strncasecmp(p, "www.", 4) == 0)
		p += 4;
	n -= (size_t)(p - url.p);
	if (n > 0 && p[n - 1] == '/')
		n--;
	return (oct_str){ p, n };
}

static int
key_compare(oct_str a, oct_str b)
{
	int c = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

/* By key, then as they stand in the book. */
static int
place_compare(const void *a, const void *b)
{
	const struct link_place *x = a, *y = b;
	int c = key_compare(x->key, y->key);

	return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

static void
add_place(struct links *l, const oct_node *article, uint32_t key, size_t number)
{
	oct_str url = l->api->get_str(l->api->field(article, key), OCT_P_TEXT);

	if (url.n > 0)
		l->places[l->n++] =
		    (struct link_place){ place_key(url), number };
}

void
links_make(struct links *l, const oct_api *api, oct_job *job)
{
	const oct_node *book = api->book(job), *n;
	size_t count = 0, number = 0;

	*l = (struct links){ .api = api, .job = job };
	for (n = api->first(book); n != NULL; n = api->next(n))
		count += api->kind(n) == OCT_ARTICLE;
	l->places = api->scratch(job, (2 * count + 1) * sizeof(*l->places));
	if (l->places == NULL)
		return;
	for (n = api->first(book); n != NULL; n = api->next(n)) {
		if (api->kind(n) != OCT_ARTICLE)
			continue;
		add_place(l, n, OCT_M_CANONICAL, number);
		add_place(l, n, OCT_M_SOURCE, number);
		number++;
	}
	qsort(l->places, l->n, sizeof(*l->places), place_compare);
}

/* The first of those with that key. */
static size_t
find(const struct links *l, oct_str url)
{
	oct_str key = place_key(url);
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (key_compare(l->places[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (key.n == 0 || low == l->n ||
	    key_compare(l->places[low].key, key) != 0)
		return SIZE_MAX;
	return l->places[low].number;
}

size_t
links_find(const struct links *l, const oct_node *from, oct_str href)
{
	const oct_node *field = l->api->field(from, OCT_M_SOURCE);
	oct_str source = l->api->get_str(field, OCT_P_TEXT);
	const char *slash = strrchr(source.p, '/');
	size_t folder = slash != NULL ? (size_t)(slash - source.p) + 1 : 0;
	size_t found = find(l, href);
	char beside[900];

	if (found != SIZE_MAX || strchr(href.p, ':') != NULL)
		return found;
	/* as seen from the folder: "a/b.html" in "in/x.html" */
	if (strncmp(href.p, "./", 2) == 0) {
		href.p += 2;
		href.n -= 2;
	}
	if (folder + href.n >= sizeof(beside))
		return SIZE_MAX;
	memcpy(beside, source.p, folder);
	memcpy(beside + folder, href.p, href.n + 1);
	return find(l, (oct_str){ beside, folder + href.n });
}
