/*
 * masthead.c -- title, byline, dates and source of an article that Octavo wrote
 * (plugins/epub/chapter.c), so that they don't become text.
 */
#include "read.h"

static const char *
squeeze(struct chapter *k, const char *p, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", p[n - 1]) != NULL)
		n--;
	while (n > 0 && strchr(" \t\r\n", *p) != NULL) {
		p++;
		n--;
	}
	return keep(k->c, p, n);
}

void
masthead_take(struct chapter *k, const char *name, const char *class,
    const char *text, size_t n)
{
	struct masthead *m = &k->head;
	const char *s = squeeze(k, text, n);

	if (strcmp(name, "h1") == 0)
		k->title = s;
	else if (strcmp(name, "li") == 0) {
		text_put(&m->highlights, s, strlen(s));
		text_put(&m->highlights, "\n", 1);
	} else if (strcmp(class, "department") == 0)
		m->section = s;
	else if (strcmp(class, "subtitle") == 0)
		m->subtitle = s;
	else if (strcmp(class, "byline") == 0)
		m->byline = s;
	else if (strcmp(class, "") == 0)
		m->rights = s;
}

void
masthead_link(struct chapter *k, const char *href, const char *text)
{
	struct masthead *m = &k->head;

	if (m->canonical == NULL &&
	    strstr(href, "creativecommons.org/") == NULL) {
		m->canonical = href;
	} else {
		m->licence = text;
		m->licence_href = href;
	}
}

/* "The Saltings Courier \u00b7 Saltings \u00b7 ": who published it, and where
 * it was written. */
static void
take_places(struct chapter *k, const char *p, size_t n)
{
	static const char dot[] = " \u00b7 ";
	const char **to[] = { &k->head.publisher, &k->head.location };
	const char *end;

	for (size_t i = 0; i < 2; i++) {
		end = memmem(p, n, dot, strlen(dot));
		if (end == NULL)
			return;
		*to[i] = squeeze(k, p, (size_t)(end - p));
		n -= (size_t)(end - p) + strlen(dot);
		p = end + strlen(dot);
	}
}

/* The first is that of publishing, the second that of a change. */
void
masthead_time(
    struct chapter *k, const char *datetime, const char *words, size_t n)
{
	struct masthead *m = &k->head;
	const char *s;

	if (datetime == NULL)
		return;
	s = keep(k->c, datetime, strlen(datetime));
	if (m->published != NULL) {
		m->modified = s;
		return;
	}
	m->published = s;
	take_places(k, words, n);
}

static oct_node *
add(const struct chapter *k, oct_node *article, uint32_t key, const char *s)
{
	if (s == NULL || *s == '\0')
		return NULL;
	return k->c->api->add_field(
	    k->c->job, article, key, s, strlen(s), "book", 95);
}

/* "Edda Marsh, Harbour Office; Olu Brine" */
static void
add_byline(const struct chapter *k, oct_node *article, const char *s)
{
	const oct_api *api = k->c->api;
	size_t n, name;
	oct_node *field;

	for (; s != NULL && *s != '\0'; s += n + strspn(s + n, "; ")) {
		n = strcspn(s, ";");
		name = strcspn(s, ",");
		if (name > n)
			name = n;
		field = api->add_field(
		    k->c->job, article, OCT_M_AUTHOR, s, name, "book", 95);
		if (name < n && field != NULL)
			api->set_str(k->c->job, field, OCT_P_AFFILIATION,
			    s + name + 2, n > name + 2 ? n - name - 2 : 0);
	}
}

void
masthead_write(const struct chapter *k, oct_node *article)
{
	const struct masthead *m = &k->head;
	const char *line = m->highlights.n != 0 ? m->highlights.p : "";
	const char *end = line + m->highlights.n, *nl;
	oct_node *field;

	add(k, article, OCT_M_SECTION, m->section);
	add(k, article, OCT_M_SUBTITLE, m->subtitle);
	add_byline(k, article, m->byline);
	add(k, article, OCT_M_PUBLISHED, m->published);
	add(k, article, OCT_M_MODIFIED, m->modified);
	add(k, article, OCT_M_PUBLISHER, m->publisher);
	add(k, article, OCT_M_LOCATION, m->location);
	add(k, article, OCT_M_RIGHTS, m->rights);
	field = add(k, article, OCT_M_CANONICAL, m->canonical);
	if (field != NULL)
		oct_set(k->c->api, k->c->job, field, OCT_P_HREF, m->canonical);
	field = add(k, article, OCT_M_LICENCE, m->licence);
	if (field != NULL)
		oct_set(
		    k->c->api, k->c->job, field, OCT_P_HREF, m->licence_href);
	for (; line < end; line = nl + 1) {
		nl = memchr(line, '\n', (size_t)(end - line));
		k->c->api->add_field(k->c->job, article, OCT_M_HIGHLIGHT, line,
		    (size_t)(nl - line), "book", 95);
	}
}
