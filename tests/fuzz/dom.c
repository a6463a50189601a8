/*
 * dom.c -- fuzzes the HTML parser.  The first byte chooses options, the rest is
 * the page.  Every link of the tree is followed both ways and every byte of it
 * read, so that a sanitizer sees what a reader would.
 */
#include <stdlib.h>
#include <string.h>

#include "dom.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const contexts[] = { NULL, "div", "svg path", "math mi",
	"template", "select", "table", "tr", "td", "textarea", "script",
	"frameset", "html", "svg foreignObject", "math annotation-xml",
	"colgroup" };

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static unsigned
read_all(struct dom_str s)
{
	unsigned sum = 0;

	for (size_t i = 0; i < s.n; i++)
		sum += (uint8_t)s.p[i];
	return sum;
}

static unsigned
read_element(const struct dom *d, uint32_t n)
{
	unsigned sum = read_all(dom_name_text(d, dom_local_name(d, n)));
	uint32_t count;
	const struct dom_attr *attr = dom_attrs(d, n, &count);
	const struct dom_token *token;

	for (; count > 0; count--, attr++) {
		sum += read_all(dom_name_text(d, attr->name));
		sum += read_all((struct dom_str){ attr->value, attr->length });
		expect(dom_has_attr(d, n, attr->name));
	}
	token = dom_tokens(d, n, &count);
	for (; count > 0; count--, token++) {
		sum += read_all((struct dom_str){ token->p, token->n });
		expect(token->n > 0);
		expect(dom_has_token(
		    d, n, dom_hash(token->p, token->n), token->is_id));
	}
	return sum;
}

static void
check_links(const struct dom *d, uint32_t n)
{
	expect(dom_parent(d, n) != 0);
	if (dom_next(d, n) != 0)
		expect(dom_prev(d, dom_next(d, n)) == n);
	else
		expect(dom_last(d, dom_parent(d, n)) == n);
	if (dom_prev(d, n) != 0)
		expect(dom_next(d, dom_prev(d, n)) == n);
	else
		expect(dom_first(d, dom_parent(d, n)) == n);
}

static unsigned
read_tree(const struct dom *d)
{
	unsigned sum = 0;
	uint32_t n = DOM_ROOT, met = 0;

	while ((n = dom_walk(d, n, DOM_ROOT)) != 0) {
		check_links(d, n);
		sum += read_all(dom_text(d, n)) + read_element(d, n);
		expect(++met < d->node_count);
	}
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dom_options options = { 0 };
	volatile unsigned sum;
	struct dom *d;
	char *page;
	size_t len;

	if (size == 0)
		return 0;
	options.context = contexts[data[0] & 15];
	options.max_depth = data[0] & 16 ? 16 : 0;
	options.max_attrs = data[0] & 16 ? 3 : 0;
	options.max_errors = data[0] & 32 ? 50 : 0;
	options.max_bytes = data[0] & 64 ? 20000 : 0;
	options.context_quirks = data[0] & 128;

	/* A block of its very size, so that reading beyond it shows. */
	page = malloc(size - 1 > 0 ? size - 1 : 1);
	if (page == NULL)
		return 0;
	memcpy(page, data + 1, size - 1);
	d = dom_parse(page, size - 1, &options);
	if (d != NULL) {
		expect(d->status != DOM_ENOMEM);
		expect(d->status == DOM_OK || options.max_bytes != 0);
		sum = read_tree(d);
		(void)sum;
		free(dom_dump(d, DOM_ROOT, &len));
	}
	dom_free(d);
	free(page);
	return 0;
}
