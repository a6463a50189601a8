#include "meta.h"

#include "refs.h"
#include "vocabulary.h"

/* Fields whose value is a link: it stands in href. */
static int
is_link_key(const oct_api *a, const oct_node *field)
{
	int64_t key = a->get_int(field, OCT_P_KEY, 0);

	return key == OCT_M_CANONICAL || key == OCT_M_SOURCE ||
	    key == OCT_M_IMAGE;
}

static void
put_attrs(struct sink *s, const oct_node *field, int is_candidate)
{
	static const uint32_t always[] = { OCT_P_FROM, OCT_P_LANG, OCT_P_DIR,
		OCT_P_FILE_AS, OCT_P_HREF, OCT_P_CAPTURED, OCT_P_DIGEST,
		OCT_P_MEDIA_TYPE, OCT_P_ROLE, OCT_P_POSITION };
	const oct_api *a = s->a;
	int is_link = !is_candidate && is_link_key(a, field);

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		if (a->has(field, always[i]) &&
		    (always[i] != OCT_P_HREF || !is_link))
			sink_attr(s, vocab_prop_name(always[i]),
			    a->get_str(field, always[i]));
	if (is_candidate && a->has(field, OCT_P_AFFILIATION))
		sink_attr(
		    s, "affiliation", a->get_str(field, OCT_P_AFFILIATION));
	if (a->has(field, OCT_P_WEIGHT))
		sink_attr_int(s, "weight", a->get_int(field, OCT_P_WEIGHT, 0));
	if (a->has(field, OCT_P_RESOURCE))
		refs_attr(
		    s, "ref", (uint32_t)a->get_int(field, OCT_P_RESOURCE, 0));
}

static void
put_element(struct sink *s, const char *name, oct_str text)
{
	sink_puts(s, "<");
	sink_puts(s, name);
	sink_puts(s, ">");
	sink_text(s, text);
	sink_puts(s, "</");
	sink_puts(s, name);
	sink_puts(s, ">");
}

static void
put_person(struct sink *s, const oct_node *field)
{
	s->depth++;
	sink_line(s);
	put_element(s, "name", s->a->get_str(field, OCT_P_TEXT));
	if (s->a->has(field, OCT_P_AFFILIATION)) {
		sink_line(s);
		put_element(
		    s, "affiliation", s->a->get_str(field, OCT_P_AFFILIATION));
	}
	s->depth--;
	sink_line(s);
}

/* A link and, where it is not the value (a file name, with the URL that it
 * was scraped from), the value; returns what is left to stand in the element.
 */
static oct_str
put_link(struct sink *s, const oct_node *field)
{
	oct_str text = s->a->get_str(field, OCT_P_TEXT);
	oct_str href = s->a->get_str(field, OCT_P_HREF);

	if (href.n == 0 || oct_is(href, text.p)) {
		sink_attr(s, "href", text);
		return (oct_str){ "", 0 };
	}
	sink_attr(s, "href", href);
	return text;
}

static void
put_winner(struct sink *s, const oct_node *field, uint32_t key)
{
	const char *name = vocab_key_name(key);
	oct_str text = s->a->get_str(field, OCT_P_TEXT);

	sink_line(s);
	sink_puts(s, "<");
	sink_puts(s, name);
	if (is_link_key(s->a, field))
		text = put_link(s, field);
	put_attrs(s, field, 0);
	if (text.n == 0) {
		sink_puts(s, "/>");
		return;
	}
	sink_puts(s, ">");
	if (key == OCT_M_AUTHOR || key == OCT_M_CONTRIBUTOR)
		put_person(s, field);
	else
		sink_text(s, text);
	sink_puts(s, "</");
	sink_puts(s, name);
	sink_puts(s, ">");
}

static void
put_candidate(struct sink *s, const oct_node *field, uint32_t key)
{
	const char *name = vocab_key_name(key);

	sink_line(s);
	sink_puts(s, "<candidate");
	sink_attr(s, "for", (oct_str){ name, strlen(name) });
	put_attrs(s, field, 1);
	sink_puts(s, ">");
	sink_text(s, s->a->get_str(field, OCT_P_TEXT));
	sink_puts(s, "</candidate>");
}

/* One pass for each key over all fields: the keys are few, and their order in
 * the XML is fixed. */
static void
put_fields(struct sink *s, const oct_node *meta, int lost)
{
	const oct_api *a = s->a;
	const oct_node *f;

	for (uint32_t key = 1; vocab_key_name(key) != NULL; key++)
		for (f = a->first(meta); f != NULL; f = a->next(f)) {
			if (a->get_int(f, OCT_P_KEY, 0) != key ||
			    a->get_int(f, OCT_P_LOST, 0) != lost)
				continue;
			if (lost)
				put_candidate(s, f, key);
			else
				put_winner(s, f, key);
		}
}

void
meta_write(struct sink *s, const oct_node *meta)
{
	if (s->a->first(meta) == NULL)
		return;
	sink_line(s);
	sink_puts(s, "<meta>");
	s->depth++;
	put_fields(s, meta, 0);
	put_fields(s, meta, 1);
	s->depth--;
	sink_line(s);
	sink_puts(s, "</meta>");
}

void
conversion_write(struct sink *s, const oct_node *article)
{
	static const uint32_t props[] = { OCT_P_TOOL, OCT_P_READER,
		OCT_P_OPTIONS };
	const oct_api *a = s->a;

	sink_line(s);
	sink_puts(s, "<conversion");
	for (size_t i = 0; i < sizeof(props) / sizeof(props[0]); i++)
		if (a->has(article, props[i]))
			sink_attr(s, vocab_prop_name(props[i]),
			    a->get_str(article, props[i]));
	if (a->has(article, OCT_P_CONFIDENCE))
		sink_attr_int(
		    s, "confidence", a->get_int(article, OCT_P_CONFIDENCE, 0));
	sink_puts(s, "/>");
}
