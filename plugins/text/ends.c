#include "writer.h"

#include <ctype.h>

/* Appends an ISO 8601 date as people write it: "2016-06-24 23:45 -04:00". */
static void
add_date(struct text_buf *out, oct_str date)
{
	if (date.n < 16 || date.p[10] != 'T') {
		buf_add(out, date.p, date.n);
		return;
	}
	buf_add(out, date.p, 10);
	buf_adds(out, " ");
	buf_add(out, date.p + 11, 5);
	date.p += 16;
	date.n -= 16;
	/* Seconds, and parts of them, are for machines. */
	while (date.n > 0 &&
	    (*date.p == ':' || *date.p == '.' ||
		isdigit((unsigned char)*date.p))) {
		date.p++;
		date.n--;
	}
	if (oct_is(date, "Z"))
		date = (oct_str){ "UTC", 3 };
	if (date.n > 0)
		buf_adds(out, " ");
	buf_add(out, date.p, date.n);
}

static oct_str
value(const struct writer *w, const oct_node *owner, uint32_t key)
{
	return w->a->get_str(w->a->field(owner, key), OCT_P_TEXT);
}

static void
write_built(struct writer *w)
{
	if (w->in.text.n > 0)
		write_str(w, (oct_str){ w->in.text.p, w->in.text.n });
}

static void
write_byline(struct writer *w, const oct_node *owner)
{
	const oct_api *a = w->a;
	struct text_buf *out = &w->in.text;
	oct_node *author = a->field(owner, OCT_M_AUTHOR), *next;
	oct_str s;

	inlines_clear(&w->in);
	for (; author != NULL; author = next) {
		next = a->next_field(author);
		s = a->get_str(author, OCT_P_TEXT);
		buf_adds(out,
		    out->n == 0        ? "By "
			: next == NULL ? " and "
				       : ", ");
		buf_add(out, s.p, s.n);
		s = a->get_str(author, OCT_P_AFFILIATION);
		if (s.n == 0)
			continue;
		buf_adds(out, " (");
		buf_add(out, s.p, s.n);
		buf_adds(out, ")");
	}
	write_built(w);
}

static void
add_part(struct text_buf *out, const char *word, oct_str s, int is_date)
{
	if (s.n == 0)
		return;
	if (out->n > 0)
		buf_adds(out, " | ");
	buf_adds(out, word);
	if (is_date)
		add_date(out, s);
	else
		buf_add(out, s.p, s.n);
}

/* "The Gazette | World | Hong Kong | 2016-06-24 | updated 2016-06-25" */
static void
write_dateline(struct writer *w, const oct_node *owner)
{
	struct text_buf *out = &w->in.text;
	oct_str published = value(w, owner, OCT_M_PUBLISHED);
	oct_str modified = value(w, owner, OCT_M_MODIFIED);

	inlines_clear(&w->in);
	add_part(out, "", value(w, owner, OCT_M_PUBLISHER), 0);
	add_part(out, "", value(w, owner, OCT_M_SECTION), 0);
	add_part(out, "", value(w, owner, OCT_M_LOCATION), 0);
	add_part(out, "", published, 1);
	if (!oct_is_same_minute(modified, published))
		add_part(out, "updated ", modified, 1);
	write_built(w);
}

static void
write_source(struct writer *w, const oct_node *owner)
{
	oct_str url = value(w, owner, OCT_M_CANONICAL);

	if (url.n == 0)
		url = value(w, owner, OCT_M_SOURCE);
	if (url.n > 4 && memcmp(url.p, "http", 4) == 0)
		page_line(&w->page, url.p, url.n);
}

static void
write_marked(struct writer *w, const char *mark, oct_str text)
{
	char blanks[64];
	size_t pop;

	snprintf(blanks, sizeof(blanks), "%*s", (int)strlen(mark), "");
	pop = page_push(&w->page, mark, blanks);
	write_str(w, text);
	page_pop(&w->page, pop);
}

static void
write_highlights(struct writer *w, const oct_node *owner)
{
	const oct_api *a = w->a;

	page_gap(&w->page);
	for (oct_node *f = a->field(owner, OCT_M_HIGHLIGHT); f != NULL;
	     f = a->next_field(f))
		write_marked(w, "- ", a->get_str(f, OCT_P_TEXT));
	page_gap(&w->page);
}

void
write_title(struct writer *w, const oct_node *owner)
{
	oct_str title = value(w, owner, OCT_M_TITLE);
	oct_str subtitle = value(w, owner, OCT_M_SUBTITLE);
	size_t natural, least;

	page_gap(&w->page);
	if (title.n > 0) {
		wrap_measure(title.p, title.n, &natural, &least);
		write_str(w, title);
		write_underline(w, '=', natural);
	}
	if (!oct_is(subtitle, title.p))
		write_str(w, subtitle);
	page_gap(&w->page);
	write_byline(w, owner);
	write_dateline(w, owner);
	write_source(w, owner);
	write_highlights(w, owner);
}

static void
write_notes(struct writer *w, const oct_node *notes)
{
	const oct_api *a = w->a;
	char mark[32], blanks[32];
	unsigned number = 0;
	size_t pop;

	for (oct_node *n = a->first(notes); n != NULL; n = a->next(n)) {
		snprintf(mark, sizeof(mark), "[%u] ", ++number);
		snprintf(blanks, sizeof(blanks), "%*s", (int)strlen(mark), "");
		pop = page_push(&w->page, mark, blanks);
		blocks_write(w, n);
		page_bullet(&w->page);
		page_pop(&w->page, pop);
		if (a->first(n) == a->last(n))
			page_no_gap(&w->page);
	}
}

static void
write_urls(struct writer *w)
{
	size_t n = w->in.urls.n / sizeof(oct_str);
	const oct_str *urls = (const void *)w->in.urls.p;
	char mark[32];

	for (size_t i = 0; i < n; i++) {
		snprintf(mark, sizeof(mark), "[L%zu] ", i + 1);
		write_marked(w, mark, urls[i]);
	}
}

static void
write_rights(struct writer *w, const oct_node *article)
{
	oct_node *licence = w->a->field(article, OCT_M_LICENCE);
	oct_str url = w->a->get_str(licence, OCT_P_HREF);

	write_str(w, value(w, article, OCT_M_RIGHTS));
	inlines_clear(&w->in);
	inlines_add_str(&w->in, w->a->get_str(licence, OCT_P_TEXT), 0);
	if (url.n > 0 && w->in.text.n > 0 && !oct_is(url, w->in.text.p)) {
		buf_adds(&w->in.text, " <");
		inlines_add_str(&w->in, url, 0);
		buf_adds(&w->in.text, ">");
	}
	write_built(w);
}

void
write_end(struct writer *w, const oct_node *article)
{
	const oct_node *notes = w->a->part(article, OCT_NOTES);

	page_gap(&w->page);
	if (w->a->first(notes) != NULL || w->in.urls.n > 0) {
		write_underline(w, '-', 20);
		page_gap(&w->page);
	}
	write_notes(w, notes);
	page_gap(&w->page);
	write_urls(w);
	page_gap(&w->page);
	write_rights(w, article);
}
