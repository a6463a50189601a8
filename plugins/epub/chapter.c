/*
 * The text of an article: a title block, the body, the notes, and where it
 * all comes from.
 */
#include "epub.h"

struct chapter {
	struct book *b;
	struct article *a;
	struct xhtml x;
	size_t next_break;
};

void
page_begin(struct book *b, oct_str title, oct_str lang, oct_str dir,
    const char *up, const char *body_attributes)
{
	struct out *o = &b->out;

	out_puts(o,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE html>\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\""
	    " xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	if (lang.n == 0) /* "undetermined" is a language too (RFC 5646, 4.1) */
		lang = b->lang.n > 0 ? b->lang : str_of("und");
	xhtml_language(o, lang, dir);
	out_puts(o, ">\n<head>\n<meta charset=\"utf-8\"/>\n");
	out_element(o, "title", title);
	for (size_t i = 0; i < b->n_sheets; i++)
		out_putf(o,
		    "<link rel=\"stylesheet\" type=\"text/css\""
		    " href=\"%s%s\"/>\n",
		    up, b->sheets[i].p);
	out_putf(o, "</head>\n<body%s>\n", body_attributes);
}

struct file *
page_end(struct book *b, oct_str name)
{
	oct_str text;

	out_puts(&b->out, "</body>\n</html>\n");
	text = out_keep(&b->out);
	return book_add(b, name, "application/xhtml+xml", text.p, text.n);
}

static oct_str
on_link(void *ctx, oct_str href)
{
	struct chapter *c = ctx;

	return book_link(c->b, c->a, c->x.part, href);
}

static struct xhtml_picture
on_picture(void *ctx, uint32_t resource)
{
	struct chapter *c = ctx;
	struct xhtml_picture shown = { { "", 0 }, { "", 0 } };
	struct picture *p = picture_find(c->b, resource);
	struct file *f = picture_file(c->b, p);

	if (p != NULL)
		shown.url = p->url;
	if (f != NULL)
		shown.src = out_strf(c->b->api, c->b->job, "../%s", f->name.p);
	return shown;
}

static oct_str
on_part(void *ctx, uint32_t part)
{
	struct chapter *c = ctx;
	oct_str name = book_part_name(c->b, c->a, part);

	name.p += strlen("text/"); /* all text is in one folder */
	name.n -= strlen("text/");
	return name;
}

/* --- the title block -------------------------------------------------------
 */

/* A date as it was said, for a person: the T and the seconds go. */
static void
write_date(struct chapter *c, oct_str iso)
{
	const char *zone = iso.n > 11 ? strpbrk(iso.p + 11, "Z+-") : NULL;
	struct out *o = &c->b->out;

	if (value_is_datetime(iso)) {
		out_puts(o, "<time");
		out_attr(o, "datetime", iso);
		if (oct_is(c->a->dir, "rtl")) /* digits keep their order */
			out_puts(o, " dir=\"ltr\"");
		out_puts(o, ">");
	}
	if (iso.n >= 16 && iso.p[10] == 'T') {
		out_putf(o, "%.10s, %.5s", iso.p, iso.p + 11);
		if (zone != NULL)
			out_putf(o, " UTC%.10s", *zone == 'Z' ? "" : zone);
	} else {
		out_text(o, iso);
	}
	if (value_is_datetime(iso))
		out_puts(o, "</time>");
}

static void
write_byline(struct chapter *c)
{
	const oct_api *api = c->b->api;
	struct out *o = &c->b->out;
	const oct_node *f = api->field(c->a->node, OCT_M_AUTHOR);

	if (f == NULL)
		return;
	out_puts(o, "<p class=\"byline\">");
	for (int first = 1; f != NULL; f = api->next_field(f), first = 0) {
		oct_str affiliation = api->get_str(f, OCT_P_AFFILIATION);

		out_puts(o, first ? "" : "; ");
		out_text(o, api->get_str(f, OCT_P_TEXT));
		if (affiliation.n > 0)
			out_puts(o, ", ");
		out_text(o, affiliation);
	}
	out_puts(o, "</p>\n");
}

/* Publisher, place and dates in one line, parted by dots. */
static void
write_dateline(struct chapter *c)
{
	static const uint32_t keys[] = { OCT_M_PUBLISHER, OCT_M_LOCATION,
		OCT_M_PUBLISHED, OCT_M_MODIFIED };
	oct_str published = book_field(c->b, c->a->node, OCT_M_PUBLISHED);
	struct out *o = &c->b->out;
	int first = 1;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		oct_str s = book_field(c->b, c->a->node, keys[i]);

		if (s.n == 0 ||
		    (keys[i] == OCT_M_MODIFIED &&
			oct_is_same_minute(s, published)))
			continue;
		out_puts(o, first ? "<p class=\"dateline\">" : " · ");
		first = 0;
		if (keys[i] == OCT_M_MODIFIED) {
			out_puts(o, c->a->words->word[WORD_UPDATED]);
			out_puts(o, " ");
		}
		if (keys[i] == OCT_M_PUBLISHED || keys[i] == OCT_M_MODIFIED)
			write_date(c, s);
		else
			out_text(o, s);
	}
	if (!first)
		out_puts(o, "</p>\n");
}

static void
write_highlights(struct chapter *c)
{
	const oct_api *api = c->b->api;
	const oct_node *f = api->field(c->a->node, OCT_M_HIGHLIGHT);

	if (f == NULL)
		return;
	out_puts(&c->b->out, "<ul class=\"highlights\">\n");
	for (; f != NULL; f = api->next_field(f))
		out_element(&c->b->out, "li", api->get_str(f, OCT_P_TEXT));
	out_puts(&c->b->out, "</ul>\n");
}

static void
write_title_block(struct chapter *c)
{
	struct out *o = &c->b->out;
	oct_str section = book_field(c->b, c->a->node, OCT_M_SECTION);
	oct_str subtitle = book_field(c->b, c->a->node, OCT_M_SUBTITLE);

	out_puts(o, "<header>\n");
	if (section.n > 0) {
		out_puts(o, "<p class=\"department\">");
		out_text(o, section);
		out_puts(o, "</p>\n");
	}
	if (c->a->titled) {
		out_puts(o, "<h1 id=\"oct.title\">");
		out_text(o, c->a->title);
		out_puts(o, "</h1>\n");
	}
	if (subtitle.n > 0) {
		out_puts(o,
		    "<p class=\"subtitle\" epub:type=\"subtitle\""
		    " role=\"doc-subtitle\">");
		out_text(o, subtitle);
		out_puts(o, "</p>\n");
	}
	write_byline(c);
	write_dateline(c);
	write_highlights(c);
	out_puts(o, "</header>\n");
}

/* --- the end of an article --------------------------------------------------
 */

static void
write_notes(struct chapter *c)
{
	const oct_node *notes = c->b->api->part(c->a->node, OCT_NOTES);
	struct out *o = &c->b->out;

	if (c->b->api->first(notes) == NULL)
		return;
	out_puts(o,
	    "<section class=\"notes\" epub:type=\"endnotes\""
	    " role=\"doc-endnotes\" aria-labelledby=\"oct.notes\">\n"
	    "<h2 id=\"oct.notes\">");
	out_puts(o, c->a->words->word[WORD_NOTES]);
	out_puts(o, "</h2>\n");
	xhtml_tree(&c->x, notes);
	out_puts(o, "</section>\n");
}

/* "example.org/news/tides": an address as a person says it. */
static oct_str
spoken_url(struct chapter *c)
{
	const char *p = strstr(c->a->url.p, "://");
	size_t n;

	p = p != NULL ? p + 3 : c->a->url.p;
	n = strcspn(p, "?#");
	while (n > 0 && p[n - 1] == '/')
		n--;
	return out_strf(
	    c->b->api, c->b->job, "%.*s", (int)(n < 200 ? n : 200), p);
}

static void
write_link(struct out *o, oct_str url, oct_str text)
{
	if (url.n > 0) {
		out_puts(o, "<a");
		out_attr(o, "href", url);
		out_puts(o, ">");
	}
	out_text(o, text);
	if (url.n > 0)
		out_puts(o, "</a>");
}

static void
write_origin(struct chapter *c)
{
	const oct_api *api = c->b->api;
	const oct_node *licence = api->field(c->a->node, OCT_M_LICENCE);
	oct_str name = api->get_str(licence, OCT_P_TEXT);
	oct_str rights = book_field(c->b, c->a->node, OCT_M_RIGHTS);
	oct_str href =
	    value_url(api, c->b->job, api->get_str(licence, OCT_P_HREF));
	struct out *o = &c->b->out;

	if (c->a->url.n == 0 && name.n == 0 && rights.n == 0)
		return;
	out_puts(o, "<footer>\n");
	if (c->a->url.n > 0) {
		out_putf(o, "<p>%s: ", c->a->words->word[WORD_SOURCE]);
		write_link(o, c->a->url, spoken_url(c));
		out_puts(o, "</p>\n");
	}
	out_element(o, "p", rights);
	if (name.n > 0) {
		out_puts(o, "<p>");
		write_link(o, href, name);
		out_puts(o, "</p>\n");
	}
	out_puts(o, "</footer>\n");
}

/* --- files -------------------------------------------------------------------
 */

static void
begin_part(struct chapter *c)
{
	struct out *o = &c->b->out;

	page_begin(c->b, c->a->title, c->a->lang, c->a->dir, "../", "");
	out_puts(o, "<section epub:type=\"chapter\" role=\"doc-chapter\"");
	if (c->x.part == 0 && c->a->titled)
		out_puts(o, " aria-labelledby=\"oct.title\"");
	else
		out_attr(o, "aria-label", c->a->title);
	out_puts(o, ">\n");
	for (uint32_t i = 0; i < c->x.sections; i++)
		out_puts(o, "<section>\n");
}

static void
end_part(struct chapter *c)
{
	size_t formulas = c->b->facts.formulas + c->x.facts.formulas;
	struct file *f;

	for (uint32_t i = 0; i < c->x.sections; i++)
		out_puts(&c->b->out, "</section>\n");
	out_puts(&c->b->out, "</section>\n");
	f = page_end(c->b, book_part_name(c->b, c->a, c->x.part));
	if (f == NULL)
		return;
	f->spine = 1;
	if (c->x.facts.formulas > 0)
		f->properties = "mathml";
	c->b->facts.formulas = formulas;
	c->x.facts.formulas = 0;
}

static void
add_facts(struct xhtml_facts *sum, const struct xhtml_facts *f)
{
	sum->pictures += f->pictures;
	sum->undescribed += f->undescribed;
	sum->decorative += f->decorative;
	sum->missing += f->missing;
	sum->headings += f->headings;
	sum->rubies += f->rubies;
}

static void
write_body(struct chapter *c)
{
	struct oct_walk w =
	    oct_walk_start(c->b->api->part(c->a->node, OCT_BODY));

	while (oct_walk_next(c->b->api, &w)) {
		if (w.enter && c->next_break < c->a->n_breaks &&
		    w.node == c->a->breaks[c->next_break]) {
			end_part(c);
			c->x.part = (uint32_t)++c->next_break;
			begin_part(c);
		}
		xhtml_step(&c->x, &w);
	}
}

void
chapter_write(struct book *b, struct article *a)
{
	static const struct xhtml_host host = { on_link, on_picture, on_part };
	struct chapter c = { .b = b, .a = a };

	c.x = (struct xhtml){ .api = b->api,
		.job = b->job,
		.out = &b->out,
		.host = &host,
		.ctx = &c,
		.index = &a->index,
		.words = a->words };
	begin_part(&c);
	write_title_block(&c);
	write_body(&c);
	write_notes(&c);
	write_origin(&c);
	end_part(&c);
	add_facts(&b->facts, &c.x.facts);
}
