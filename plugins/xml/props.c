#include "props.h"

#include "element.h"
#include "facts.h"
#include "vocabulary.h"

/* The integers that may be out of range, and the names that are one of a
 * few; all else is taken as it is. */
static const struct {
	uint32_t prop;
	int64_t min, max;
} ranges[] = {
	{ OCT_P_LEVEL, 1, 6 },
	{ OCT_P_START, INT32_MIN, INT32_MAX },
	{ OCT_P_COLSPAN, 1, 1000 },
	{ OCT_P_ROWSPAN, 1, 65534 },
	{ OCT_P_WIDTH, 0, INT32_MAX },
	{ OCT_P_HEIGHT, 0, INT32_MAX },
	{ OCT_P_LINE, 1, UINT32_MAX },
};
static const struct {
	uint32_t prop;
	const char *values[4];
} choices[] = {
	{ OCT_P_DIR, { "ltr", "rtl" } },
	{ OCT_P_ALIGN, { "left", "center", "right" } },
	{ OCT_P_NOTATION, { "tex", "mathml" } },
};

int
props_number(oct_str s, int64_t min, int64_t max, int64_t *value)
{
	int64_t n = 0;
	size_t i = s.n > 0 && s.p[0] == '-';

	if (s.n == i || s.n > 12)
		return 0;
	for (size_t k = i; k < s.n; k++) {
		if (s.p[k] < '0' || s.p[k] > '9')
			return 0;
		n = n * 10 + (s.p[k] - '0');
	}
	*value = i ? -n : n;
	return *value >= min && *value <= max;
}

static int
set_int(struct reader *r, oct_node *node, uint32_t prop, oct_str s)
{
	int64_t value;

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (ranges[i].prop != prop)
			continue;
		if (!props_number(s, ranges[i].min, ranges[i].max, &value))
			return 0;
		r->a->set_int(r->j, node, prop, value);
		return 1;
	}
	/* The others are flags, as XML Schema writes booleans. */
	if ((s.n == 4 && memcmp(s.p, "true", 4) == 0) ||
	    (s.n == 1 && s.p[0] == '1'))
		value = 1;
	else if ((s.n == 5 && memcmp(s.p, "false", 5) == 0) ||
	    (s.n == 1 && s.p[0] == '0'))
		value = 0;
	else
		return 0;
	if (value != 0 || prop == OCT_P_CHECKED)
		r->a->set_int(r->j, node, prop, value);
	return 1;
}

static int
is_choice(uint32_t prop, oct_str s)
{
	const char *const *v;

	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		if (choices[i].prop != prop)
			continue;
		for (v = choices[i].values; *v != NULL; v++)
			if (oct_is(s, *v))
				return 1;
		return 0;
	}
	return 1;
}

/* The model's id for one of the XML: what sink_attr_id() did, undone. */
static oct_str
plain_id(struct reader *r, oct_str s)
{
	size_t under, n = r->prefix.n;
	oct_str id;
	char *p;

	if (n > 0 && s.n > n && memcmp(s.p, r->prefix.p, n) == 0) {
		s.p += n;
		s.n -= n;
	}
	id = keep_str(r, s);
	if (id.n < 3 || id.p[0] != 'r' || id.p[1] != '_')
		return id;
	under = strspn(id.p + 1, "_");
	if (strspn(id.p + 1 + under, "0123456789") != id.n - 1 - under ||
	    1 + under == id.n)
		return id;
	p = (char *)id.p + 1;
	p[0] = 'r';
	return (oct_str){ p, id.n - 1 };
}

oct_str
props_id(struct reader *r, const struct attrs *attrs)
{
	struct attr at;

	for (int i = 0; i < attrs->n; i++) {
		at = attrs_nth(attrs, i);
		if (strcmp(at.prefix, "xml") == 0 && strcmp(at.name, "id") == 0)
			return plain_id(r, at.value);
	}
	return (oct_str){ "", 0 };
}

static oct_str
plain_link(struct reader *r, oct_str s)
{
	oct_str id;
	char *p;

	if (s.n < 2 || s.p[0] != '#')
		return s;
	id = plain_id(r, (oct_str){ s.p + 1, s.n - 1 });
	p = r->a->scratch(r->j, id.n + 2);
	if (p == NULL)
		return s;
	p[0] = '#';
	memcpy(p + 1, id.p, id.n);
	return (oct_str){ p, id.n + 1 };
}

static int
set_prop(struct reader *r, oct_node *node, uint32_t prop, oct_str s)
{
	if (prop == OCT_P_RESOURCE) {
		resource_use(r, node, s);
		return 1;
	}
	if (vocab_prop_is_int(prop))
		return set_int(r, node, prop, s);
	if (!is_choice(prop, s))
		return 0;
	if (prop == OCT_P_ID || prop == OCT_P_REF)
		s = plain_id(r, s);
	else if (prop == OCT_P_HREF)
		s = plain_link(r, s);
	r->a->set_str(r->j, node, prop, s.p, s.n);
	return 1;
}

/* The property behind an attribute of an element of that kind, 0 if it is
 * none. */
static uint32_t
prop_named(uint32_t kind, const char *name)
{
	static const uint32_t common[] = { OCT_P_DIR, OCT_P_MADE, 0 };
	const uint32_t *const lists[] = { common, element_of(kind)->attrs };

	if (strcmp(name, kind == OCT_MEDIA ? "poster" : "ref") == 0 &&
	    kind != OCT_NOTEREF)
		return kind == OCT_MEDIA || kind == OCT_IMAGE ? OCT_P_RESOURCE
							      : 0;
	if (strcmp(name, "label") == 0)
		return kind == OCT_NOTE ? OCT_P_TEXT : 0;
	if (strcmp(name, "line") == 0)
		return kind == OCT_DROP ? OCT_P_LINE : 0;
	for (size_t i = 0; i < 2; i++)
		for (const uint32_t *p = lists[i]; *p != 0; p++)
			if (*p != OCT_P_RESOURCE && *p != OCT_P_LINE &&
			    strcmp(vocab_prop_name(*p), name) == 0)
				return *p;
	return 0;
}

static uint32_t
xml_prop_named(const char *name)
{
	if (strcmp(name, "id") == 0)
		return OCT_P_ID;
	return strcmp(name, "lang") == 0 ? OCT_P_LANG : 0;
}

void
props_set(
    struct reader *r, oct_node *node, uint32_t kind, const struct attrs *attrs)
{
	struct attr at;
	uint32_t prop;
	int is_xml;

	for (int i = 0; i < attrs->n; i++) {
		at = attrs_nth(attrs, i);
		is_xml = strcmp(at.prefix, "xml") == 0;
		if (is_xml && strcmp(at.name, "space") == 0)
			continue;
		if (!is_xml && kind == OCT_RAWBLOCK &&
		    strcmp(at.name, "display") == 0)
			continue;
		prop = is_xml              ? xml_prop_named(at.name)
		    : at.prefix[0] == '\0' ? prop_named(kind, at.name)
					   : 0;
		if (prop != 0 && set_prop(r, node, prop, at.value))
			continue;
		oct_reportf(r->a, r->j, OCT_WARNING, "xml.attribute", r->line,
		    "the attribute %.60s=\"%.*s\" is unknown here or has no "
		    "such value; it was passed over",
		    at.name, at.value.n < 60 ? (int)at.value.n : 60,
		    at.value.p);
	}
}
