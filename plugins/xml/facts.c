#include "facts.h"

#include "props.h"
#include "vocabulary.h"

/* The properties of a FIELD by their attributes; those with a place of their
 * own in struct fact are not among them. */
static const struct {
	const char *name;
	uint32_t prop;
} fact_props[] = {
	{ "dir", OCT_P_DIR },
	{ "file-as", OCT_P_FILE_AS },
	{ "captured", OCT_P_CAPTURED },
	{ "digest", OCT_P_DIGEST },
	{ "media-type", OCT_P_MEDIA_TYPE },
	{ "affiliation", OCT_P_AFFILIATION },
	{ "role", OCT_P_ROLE },
	{ "position", OCT_P_POSITION },
};

static int
is_blank(oct_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(" \t\r\n", s.p[i]) == NULL)
			return 0;
	return 1;
}

struct frame
article_open(struct reader *r, const struct attrs *attrs)
{
	oct_node *article = r->a->add_article(r->j);
	struct attr at;
	char *prefix;

	r->article = article;
	r->prefix = r->lang = r->base = (oct_str){ "", 0 };
	r->has_language = 0;
	for (int i = 0; i < attrs->n; i++) {
		at = attrs_nth(attrs, i);
		if (strcmp(at.name, "lang") == 0)
			r->lang = keep_str(r, at.value);
		else if (strcmp(at.name, "id") == 0 && r->depth > 0 &&
		    (prefix = r->a->scratch(r->j, at.value.n + 2)) != NULL) {
			memcpy(prefix, at.value.p, at.value.n);
			prefix[at.value.n] = '-';
			r->prefix = (oct_str){ prefix, at.value.n + 1 };
		}
	}
	if (r->part.n > 0)
		r->a->set_str(r->j, article, OCT_P_PART, r->part.p, r->part.n);
	return (struct frame){ OCT_ARTICLE, article, 0 };
}

struct frame
part_open(struct reader *r, const struct attrs *attrs)
{
	oct_str title = attrs_find(attrs, "title");

	r->part = title.p != NULL ? keep_str(r, title) : (oct_str){ "", 0 };
	return (struct frame){ FACT_PART, r->a->book(r->j), 0 };
}

/* The start tag repeats the language of the metadata for XML tools; where the
 * metadata has none, it is the metadata. */
void
article_close(struct reader *r)
{
	if (r->lang.n > 0 && !r->has_language)
		r->a->add_field(r->j, r->article, OCT_M_LANGUAGE, r->lang.p,
		    r->lang.n, "xml", 50);
}

static void
add_prop(struct fact *f, uint32_t prop, oct_str value)
{
	if (f->n == sizeof(f->props) / sizeof(f->props[0]))
		return;
	f->props[f->n].prop = prop;
	f->props[f->n++].value = value;
}

static int
take_attr(struct reader *r, struct fact *f, const struct attr *at)
{
	if (strcmp(at->prefix, "xml") == 0 && strcmp(at->name, "lang") == 0) {
		add_prop(f, OCT_P_LANG, keep_str(r, at->value));
		return 1;
	}
	for (size_t i = 0; i < sizeof(fact_props) / sizeof(fact_props[0]); i++)
		if (strcmp(at->name, fact_props[i].name) == 0) {
			add_prop(f, fact_props[i].prop, keep_str(r, at->value));
			return 1;
		}
	if (strcmp(at->name, "from") == 0)
		f->from = keep_str(r, at->value);
	else if (strcmp(at->name, "href") == 0)
		f->href = keep_str(r, at->value);
	else if (strcmp(at->name, "ref") == 0)
		f->resource = keep_str(r, at->value).p;
	else if (strcmp(at->name, "weight") == 0)
		return props_number(at->value, 0, 100, &f->weight);
	else
		return strcmp(at->name, "for") == 0 && f->is_candidate;
	return 1;
}

static int
field_open(struct reader *r, const char *name, const struct attrs *attrs)
{
	struct fact *f = &r->fact;
	struct attr at;
	oct_str key;

	*f = (struct fact){ .weight = 50, .line = r->line, .href.p = "" };
	f->from = (oct_str){ "xml", 3 };
	f->is_candidate = strcmp(name, "candidate") == 0;
	if (f->is_candidate) {
		key = attrs_find(attrs, "for");
		f->key = key.p != NULL ? vocab_key(keep_str(r, key).p) : 0;
	} else {
		f->key = vocab_key(name);
	}
	for (int i = 0; f->key != 0 && i < attrs->n; i++) {
		at = attrs_nth(attrs, i);
		if (!take_attr(r, f, &at))
			oct_reportf(r->a, r->j, OCT_WARNING, "xml.attribute",
			    r->line,
			    "the attribute %.60s of <%.60s> is unknown or has "
			    "no such value; it was passed over",
			    at.name, name);
	}
	return f->key != 0;
}

/* The value of the field whose end has been reached: its text, or else the link
 * that it is. */
static oct_str
field_value(struct reader *r)
{
	struct fact *f = &r->fact;
	oct_str text = { r->text.p, r->text.n };

	if (f->name != NULL)
		return (oct_str){ f->name, strlen(f->name) };
	if (!is_blank(text) || f->is_candidate)
		return text;
	text = f->href;
	/* Of a source the URL is known to be one. */
	if (f->key != OCT_M_SOURCE || strstr(text.p, "://") == NULL)
		f->href.n = 0;
	return text;
}

static void
field_close(struct reader *r, oct_node *meta)
{
	struct fact *f = &r->fact;
	oct_str value = field_value(r);
	oct_node *owner = r->a->parent(meta), *field;

	if (is_blank(value)) {
		oct_reportf(r->a, r->j, OCT_WARNING, "xml.field", f->line,
		    "<%s> in <meta> is empty; it was passed over",
		    vocab_key_name(f->key));
		return;
	}
	field = r->a->add_field(r->j, owner, f->key, value.p, value.n,
	    f->from.p, (int32_t)f->weight);
	for (size_t i = 0; i < f->n; i++)
		r->a->set_str(r->j, field, f->props[i].prop,
		    f->props[i].value.p, f->props[i].value.n);
	if (f->href.n > 0)
		r->a->set_str(r->j, field, OCT_P_HREF, f->href.p, f->href.n);
	if (f->resource != NULL)
		resource_use(
		    r, field, (oct_str){ f->resource, strlen(f->resource) });
	if (f->is_candidate || owner != r->article)
		return;
	if (f->key == OCT_M_LANGUAGE)
		r->has_language = 1;
	if (f->key == OCT_M_CANONICAL ||
	    (f->key == OCT_M_SOURCE && r->base.n == 0))
		r->base = keep_str(r, value);
}

void
fact_close(struct reader *r, const struct frame *frame)
{
	struct fact *f = &r->fact;
	oct_str text = { r->text.p, r->text.n };

	if (frame->what == FACT_NAME)
		f->name = keep_str(r, text).p;
	else if (frame->what == FACT_AFFILIATION)
		add_prop(f, OCT_P_AFFILIATION, keep_str(r, text));
	else
		field_close(r, frame->node);
	r->text.n = 0;
}

static void
resource_open(struct reader *r, const struct attrs *attrs)
{
	struct resource *res = r->a->scratch(r->j, sizeof(*res));
	oct_str href = attrs_find(attrs, "href"), id = { NULL, 0 };
	struct attr at;

	for (int i = 0; i < attrs->n; i++) {
		at = attrs_nth(attrs, i);
		if (strcmp(at.prefix, "xml") == 0 && strcmp(at.name, "id") == 0)
			id = at.value;
	}
	if (res == NULL || href.p == NULL || id.p == NULL) {
		r->a->report(r->j, OCT_WARNING, "xml.resource", r->line, 0,
		    "a <resource> without xml:id or href was passed over");
		return;
	}
	res->name = keep_str(r, id).p;
	href = keep_str(r, href);
	/* What the page's links were made absolute with tells the host where
	 * beside this document an image may lie; relative ones had no base. */
	r->a->set_base(
	    r->j, r->base.p, strstr(href.p, "://") != NULL ? r->base.n : 0);
	res->number = r->a->add_resource(r->j, href.p, href.n);
	res->next = r->resources;
	r->resources = res;
	r->n_resources++;
}

static void
conversion_open(struct reader *r, const struct attrs *attrs)
{
	static const uint32_t props[] = { OCT_P_TOOL, OCT_P_READER,
		OCT_P_OPTIONS };
	int64_t confidence;
	oct_str value;

	for (size_t i = 0; i < sizeof(props) / sizeof(props[0]); i++) {
		value = attrs_find(attrs, vocab_prop_name(props[i]));
		if (value.p != NULL)
			r->a->set_str(
			    r->j, r->article, props[i], value.p, value.n);
	}
	value = attrs_find(attrs, "confidence");
	if (value.p != NULL && props_number(value, 0, 1000, &confidence))
		r->a->set_int(r->j, r->article, OCT_P_CONFIDENCE, confidence);
}

int
fact_open(struct reader *r, const char *name, const struct attrs *attrs,
    struct frame *frame)
{
	const struct frame *parent = &r->frames[r->depth - 1];

	*frame = (struct frame){ .node = parent->node };
	switch (parent->what) {
	case OCT_META:
		frame->what = FACT_FIELD;
		return field_open(r, name, attrs);
	case FACT_FIELD:
		if (is_blank((oct_str){ r->text.p, r->text.n }))
			r->text.n = 0;
		frame->what =
		    strcmp(name, "name") == 0 ? FACT_NAME : FACT_AFFILIATION;
		return (r->fact.key == OCT_M_AUTHOR ||
			   r->fact.key == OCT_M_CONTRIBUTOR) &&
		    (frame->what == FACT_NAME ||
			strcmp(name, "affiliation") == 0);
	case OCT_BOOK:
	case OCT_ARTICLE:
		frame->what = FACT_RESOURCES;
		if (strcmp(name, "resources") == 0)
			return 1;
		frame->what = FACT_CONVERSION;
		if (parent->what == OCT_BOOK || strcmp(name, "conversion") != 0)
			return 0;
		conversion_open(r, attrs);
		return 1;
	case FACT_RESOURCES:
		frame->what = FACT_RESOURCE;
		if (strcmp(name, "resource") != 0)
			return 0;
		resource_open(r, attrs);
		return 1;
	default: return 0;
	}
}

void
resource_use(struct reader *r, oct_node *node, oct_str name)
{
	struct use *use = r->a->scratch(r->j, sizeof(*use));

	if (use == NULL || node == NULL)
		return;
	use->node = node;
	use->name = keep_str(r, name).p;
	use->line = r->line;
	use->next = r->uses;
	r->uses = use;
}

static int
compare(const void *a, const void *b)
{
	const struct resource *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

void
resources_resolve(struct reader *r)
{
	struct resource key, *wanted = &key, **found;
	struct resource **list = r->a->scratch(
	    r->j, (r->n_resources + 1) * sizeof(struct resource *));
	size_t n = 0;

	if (list == NULL)
		return;
	for (struct resource *res = r->resources; res != NULL; res = res->next)
		list[n++] = res;
	qsort(list, n, sizeof(*list), compare);
	for (struct use *use = r->uses; use != NULL; use = use->next) {
		key.name = use->name;
		found = bsearch(&wanted, list, n, sizeof(*list), compare);
		if (found != NULL)
			r->a->set_int(
			    r->j, use->node, OCT_P_RESOURCE, (*found)->number);
		else
			oct_reportf(r->a, r->j, OCT_LOSS, "xml.resource",
			    use->line,
			    "no <resource> has the name \"%.60s\"; its "
			    "description stands in its place",
			    use->name);
	}
}
