/* dom_dump(): the form is that of the html5lib tree construction tests. */
#include <stdlib.h>

#include "dom_private.h"

struct out {
	char *p;
	size_t n, room;
	bool failed;
};

static void
put(struct out *out, const char *p, size_t n)
{
	char *grown;

	if (out->n + n >= out->room) {
		out->room = (out->n + n + 64) * 2;
		grown = realloc(out->p, out->room);
		if (grown == NULL) {
			out->failed = true;
			out->room = out->n;
			return;
		}
		out->p = grown;
	}
	if (n > 0 && !out->failed)
		memcpy(out->p + out->n, p, n);
	out->n += out->failed ? 0 : n;
}

static void
put_string(struct out *out, const char *s)
{
	put(out, s, strlen(s));
}

static void
put_str(struct out *out, struct dom_str s)
{
	put(out, s.p, s.n);
}

static void
indent(struct out *out, unsigned depth)
{
	put_string(out, "| ");
	for (; depth > 0; depth--)
		put_string(out, "  ");
}

/* An attribute as it is sorted and written: "xlink href" in its namespace,
 * "xlink:href" without. */
struct label {
	const char *prefix;
	struct dom_str name, value;
};

static struct label
label_of(const struct dom *d, const struct dom_attr *attr)
{
	static const char *const prefixes[] = { "", "", "", "xlink ", "xml ",
		"xmlns " };
	struct label label = {
		.prefix = prefixes[attr->ns],
		.name = dom_name_text(d, attr->name),
		.value = { attr->value, attr->length },
	};
	const char *colon = memchr(label.name.p, ':', label.name.n);

	if (attr->ns != DOM_NS_NONE && colon != NULL) {
		label.name.n -= (size_t)(colon + 1 - label.name.p);
		label.name.p = colon + 1;
	}
	return label;
}

static int
compare(const char *a, size_t m, const char *b, size_t n)
{
	int order = memcmp(a, b, m < n ? m : n);

	return order != 0 ? order : (m > n) - (m < n);
}

static int
by_label(const void *a, const void *b)
{
	const struct label *x = a, *y = b;
	size_t m = strlen(x->prefix), n = strlen(y->prefix);

	if (x->prefix == y->prefix)
		return compare(x->name.p, x->name.n, y->name.p, y->name.n);
	if (m == 0)
		return compare(x->name.p, x->name.n, y->prefix, n);
	if (n == 0)
		return compare(x->prefix, m, y->name.p, y->name.n);
	return compare(x->prefix, m, y->prefix, n);
}

static void
put_attributes(struct out *out, const struct dom *d, uint32_t n, unsigned depth)
{
	uint32_t count;
	const struct dom_attr *attrs = dom_attrs(d, n, &count);
	struct label *sorted;

	if (count == 0)
		return;
	sorted = malloc(count * sizeof(*sorted));
	if (sorted == NULL) {
		out->failed = true;
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = label_of(d, &attrs[i]);
	qsort(sorted, count, sizeof(*sorted), by_label);
	for (uint32_t i = 0; i < count; i++) {
		indent(out, depth);
		put_string(out, sorted[i].prefix);
		put_str(out, sorted[i].name);
		put_string(out, "=\"");
		put_str(out, sorted[i].value);
		put_string(out, "\"\n");
	}
	free(sorted);
}

static void
put_doctype(struct out *out, const struct dom *d)
{
	const struct dom_doctype *doctype = &d->doctype;

	put_string(out, "<!DOCTYPE ");
	put_str(out, doctype->name);
	if (doctype->public_id.n > 0 || doctype->system_id.n > 0) {
		put_string(out, " \"");
		put_str(out, doctype->public_id);
		put_string(out, "\" \"");
		put_str(out, doctype->system_id);
		put_string(out, "\"");
	}
	put_string(out, ">");
}

static void
put_node(struct out *out, const struct dom *d, uint32_t n)
{
	switch (dom_type(d, n)) {
	case DOM_NODE_NONE:
	case DOM_NODE_DOCUMENT: break;
	case DOM_NODE_DOCTYPE: put_doctype(out, d); break;
	case DOM_NODE_ELEMENT:
		put_string(out, "<");
		if (dom_ns(d, n) == DOM_NS_SVG)
			put_string(out, "svg ");
		else if (dom_ns(d, n) == DOM_NS_MATHML)
			put_string(out, "math ");
		put_str(out, dom_name_text(d, dom_local_name(d, n)));
		put_string(out, ">");
		break;
	case DOM_NODE_TEXT:
		put_string(out, "\"");
		put_str(out, dom_text(d, n));
		put_string(out, "\"");
		break;
	case DOM_NODE_COMMENT:
		put_string(out, "<!-- ");
		put_str(out, dom_text(d, n));
		put_string(out, " -->");
		break;
	case DOM_NODE_FRAGMENT: put_string(out, "content"); break;
	}
	put_string(out, "\n");
}

char *
dom_dump(const struct dom *d, uint32_t n, size_t *len)
{
	struct out out = { 0 };
	uint32_t root = n;
	unsigned depth = 0;

	put(&out, "", 0);
	while (!out.failed) {
		if (dom_first(d, n) != 0) {
			n = dom_first(d, n);
			depth++;
		} else {
			while (n != root && dom_next(d, n) == 0) {
				n = dom_parent(d, n);
				depth--;
			}
			if (n == root)
				break;
			n = dom_next(d, n);
		}
		indent(&out, depth - 1);
		put_node(&out, d, n);
		put_attributes(&out, d, n, depth);
	}
	if (out.failed) {
		free(out.p);
		return NULL;
	}
	out.p[out.n] = '\0';
	*len = out.n;
	return out.p;
}
