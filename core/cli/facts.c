#include "facts.h"

#include "message.h"
#include "record.h"
#include "record_key.h"
#include "similar.h"
#include "supervisor.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLUG = 60 };

static bool
names_by(const struct args *a, const char *what)
{
	return a->output_name != NULL && strstr(a->output_name, what) != NULL;
}

static bool
reads(const struct args *a)
{
	return a->dedup != DEDUP_OFF || names_by(a, "{host}") ||
	    names_by(a, "{date}") || names_by(a, "{slug}");
}

bool
facts_wanted(const struct args *a)
{
	return reads(a) || names_by(a, "{sha8}");
}

/* --- in a worker ---------------------------------------------------------- */

/* The host of an address, without "www." and port. */
static void
take_host(char *to, size_t room, oct_str url)
{
	const char *p = strstr(url.p, "://");
	size_t n;

	if (p == NULL)
		return;
	p += 3;
	n = strcspn(p, "/?#");
	for (const char *at = p; (at = memchr(at, '@', n - (size_t)(at - p)));)
		p = ++at, n = strcspn(p, "/?#");
	if (strncasecmp(p, "www.", 4) == 0)
		p += 4;
	snprintf(to, room, "%.*s", (int)strcspn(p, ":/?#"), p);
}

static oct_str
value(const oct_api *api, const oct_node *article, uint32_t key)
{
	return api->get_str(api->field(article, key), OCT_P_TEXT);
}

static const oct_node *
article_of(const oct_api *api, oct_job *job)
{
	const oct_node *a = api->first(oct_job_book(job));

	while (a != NULL && api->kind(a) != OCT_ARTICLE)
		a = api->next(a);
	return a;
}

void
facts_take(struct wire_facts *f, oct_job *job)
{
	const oct_api *api = oct_job_api();
	const oct_node *a = article_of(api, job);
	oct_str url, text, date;

	if (a == NULL)
		return;
	url = value(api, a, OCT_M_CANONICAL);
	if (url.n != 0)
		f->url = name_hash(url.p);
	else
		url = value(api, a, OCT_M_SOURCE);
	take_host(f->host, sizeof(f->host), url);
	date = value(api, a, OCT_M_PUBLISHED);
	snprintf(f->date, sizeof(f->date), "%.10s", date.p);
	text = value(api, a, OCT_M_TITLE);
	snprintf(f->title, sizeof(f->title), "%s", text.p);
	text = api->text_of(job, api->part(a, OCT_BODY));
	f->text = similar_bits(text.p, text.n);
}

static void
put_all(FILE *f, const oct_api *api, const oct_node *article, uint32_t key)
{
	const oct_node *field = api->field(article, key);

	for (int i = 0; field != NULL; field = api->next_field(field), i++)
		fprintf(f, "%s%s", i != 0 ? "; " : "",
		    api->get_str(field, OCT_P_TEXT).p);
	fputc('\0', f);
}

bool
facts_catalogue(FILE *f, oct_job *job)
{
	static const uint32_t keys[] = { OCT_M_AUTHOR, OCT_M_PUBLISHER,
		OCT_M_LANGUAGE, OCT_M_CANONICAL, OCT_M_SECTION,
		OCT_M_DESCRIPTION };
	const oct_api *api = oct_job_api();
	const oct_node *a = article_of(api, job);

	if (a == NULL)
		return true;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		put_all(f, api, a, keys[i]);
	fputs(api->text_of(job, api->part(a, OCT_BODY)).p, f);
	fputc('\0', f);
	return !ferror(f);
}

/* --- words for names ------------------------------------------------------ */

/* A letter or digit of ASCII, or what is likely one beyond. */
static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	return c >= 0xc0 && c != 0xd7 && c != 0xf7 &&
	    !(c >= 0x2000 && c < 0x2c00) && !(c >= 0x3000 && c < 0x3005) &&
	    !(c >= 0x3008 && c < 0x3040) && !(c >= 0xe000 && c < 0xf900) &&
	    !(c >= 0xfe00 && c < 0xfe70) && !(c >= 0xff00 && c < 0xff10) &&
	    !(c >= 0xff1a && c < 0xff21) && !(c >= 0xfff0 && c < 0x10000) &&
	    !(c >= 0x1f000 && c < 0x20000);
}

/* The next character; bytes that are no UTF-8 are none. */
static size_t
character(const char *s, uint32_t *c)
{
	const uint8_t *p = (const uint8_t *)s;
	size_t n = *p < 0x80 ? 1
	    : *p >= 0xf0     ? 4
	    : *p >= 0xe0     ? 3
	    : *p >= 0xc0     ? 2
			     : 0;

	*c = n == 1 ? *p : n > 1 ? *p & (0xffu >> (n + 1)) : 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			*c = 0;
			return 1;
		}
		*c = *c << 6 | (p[i] & 0x3f);
	}
	return n != 0 ? n : 1;
}

char *
facts_slug(const char *title)
{
	char *slug = xcalloc(1, SLUG + 8);
	size_t at = 0, n;
	uint32_t c;

	for (; *title != '\0'; title += n) {
		n = character(title, &c);
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (!is_letter(c)) {
			/* an apostrophe parts no word */
			if (at != 0 && slug[at - 1] != '-' && c != '\'' &&
			    c != 0x2019)
				slug[at++] = '-';
			continue;
		}
		if (at + n > SLUG)
			break;
		memcpy(slug + at, title, n);
		if (n == 1)
			slug[at] = (char)c;
		at += n;
	}
	while (at != 0 && slug[at - 1] == '-')
		at--;
	slug[at] = '\0';
	return slug;
}

/* Host, date and slug, each with its end. */
static const char *
make_words(struct items *items, const struct wire_facts *f)
{
	char *host = facts_slug(f->host), *slug = facts_slug(f->title), *all;
	bool dated = strspn(f->date, "0123456789-") == strlen(f->date) &&
	    strlen(f->date) >= 4;
	const char *kept;
	int n;

	/* a host's dots stay */
	for (char *p = host, *q = strchr(f->host, '.'); *p != '\0'; p++)
		if (*p == '-' && q != NULL && q - f->host == p - host) {
			*p = '.';
			q = strchr(q + 1, '.');
		}
	n = asprintf(&all, "%s%c%s%c%s", *host != '\0' ? host : "unknown", '\0',
	    dated ? f->date : "undated", '\0',
	    *slug != '\0' ? slug : "untitled");
	if (n < 0)
		die(EXIT_IO, "out of memory");
	kept = items_keep(items, all, (size_t)n + 1);
	free(host);
	free(slug);
	free(all);
	return kept;
}

/* --- finding -------------------------------------------------------------- */

struct finding {
	const struct args *args;
	struct items *items;
	struct record *record;
	size_t next;
};

static void
take(struct finding *f, size_t item, const struct wire_facts *facts)
{
	struct item_facts *to = &f->items->facts[item];

	to->url = facts->url;
	to->text = facts->text;
	to->words = make_words(f->items, facts);
}

static bool
next(void *data, struct task *t)
{
	struct finding *f = data;
	const struct item *list = f->items->list;
	struct wire_facts known;

	for (; f->next < f->items->n; f->next++) {
		scratch_rest(f->items->scratch, f->next);
		if (list[f->next].root != f->next ||
		    strcmp(list[f->next].input, "-") == 0)
			continue;
		if (!record_facts(f->record, f->next, &known))
			break;
		take(f, f->next, &known);
	}
	if (f->next == f->items->n)
		return false;
	t->work = WORK_FACTS;
	t->item = f->next++;
	if (!f->args->dry_run)
		record_begin(f->record, t->item, false);
	return true;
}

static void
done(void *data, const struct task *t, oct_status status,
    const struct wire_result *r, int memory)
{
	struct finding *f = data;

	(void)memory;
	if (status != OCT_OK) {
		record_drop(f->record, t->item);
		return;
	}
	take(f, t->item, &r->facts);
	record_read(f->record, t, r);
}

/* Its conversion will say what is wrong with it. */
static void
lost(void *data, const struct task *t, oct_status status, const char *why)
{
	struct finding *f = data;

	(void)status;
	(void)why;
	record_drop(f->record, t->item);
}

static void
opened(void *data, const struct task *t, uint32_t purpose, const char *folder,
    const char *path, int fd)
{
	const struct finding *f = data;

	record_opened(f->record, t->item, purpose, folder, path, fd);
}

static void
read_all(struct finding *f, struct supervisor *v)
{
	const struct plan plan = { .data = f,
		.next = next,
		.done = done,
		.lost = lost,
		.opened = f->record != NULL ? opened : NULL };

	supervisor_run(v, &plan);
}

static void
digest_all(struct items *items)
{
	for (size_t i = 0; i < items->n; i++) {
		uint8_t digest[DIGEST] = { 0 };
		int fd = open(items->list[i].input, O_RDONLY | O_CLOEXEC);

		scratch_rest(items->scratch, i);
		if (fd >= 0) {
			record_digest(fd, digest);
			close(fd);
		}
		for (int k = 0; k < 4; k++)
			items->facts[i].sha =
			    items->facts[i].sha << 8 | digest[k];
	}
}

/* --- what says the same --------------------------------------------------- */

struct known_url {
	uint64_t url;
	uint32_t item;
};

struct twins {
	struct items *items;
	struct similar *texts;
	struct known_url *urls; /* open hash */
	size_t mask;
	const char **earlier; /* inputs of earlier runs, by number from NO_ITEM
		down */
	size_t nearlier;
};

static struct known_url *
find_url(struct twins *t, uint64_t url)
{
	size_t i = (size_t)(url ^ url >> 31) & t->mask;

	while (t->urls[i].url != 0 && t->urls[i].url != url)
		i = (i + 1) & t->mask;
	return &t->urls[i];
}

/* The first with the address or nearly the text; or it becomes that. */
static bool
find_twin(struct twins *t, uint64_t url, uint64_t text, uint32_t number,
    uint32_t *twin)
{
	struct known_url *u = url != 0 ? find_url(t, url) : NULL;

	if (u != NULL && u->url != 0)
		*twin = u->item;
	else if (!similar_find(t->texts, text, twin))
		*twin = number;
	if (*twin != number)
		return true;
	if (u != NULL)
		*u = (struct known_url){ url, number };
	similar_add(t->texts, text, number);
	return false;
}

static void
take_earlier(void *data, const char *input, uint64_t url, uint64_t text)
{
	struct twins *t = data;
	uint32_t number = NO_ITEM - 1 - (uint32_t)t->nearlier, twin;

	/* the table of addresses keeps room for those of this run */
	if (t->nearlier + 2 * t->items->n + 2 > t->mask)
		return;
	if (!find_twin(t, url, text, number, &twin)) {
		t->earlier = scratch_grow(t->items->scratch, t->earlier,
		    t->nearlier, sizeof(*t->earlier));
		t->earlier[t->nearlier++] =
		    items_keep(t->items, input, strlen(input) + 1);
	}
}

static void
find_twins(struct finding *f)
{
	struct twins t = { .items = f->items,
		.texts = similar_new(f->items->scratch) };
	size_t room = 1024;
	uint32_t twin;

	while (room < 4 * (f->items->n + record_count(f->record)))
		room *= 2;
	t.mask = room - 1;
	t.urls = scratch_take(f->items->scratch, room, sizeof(*t.urls));
	record_earlier(f->record, take_earlier, &t);
	for (uint32_t i = 0; i < f->items->n; i++) {
		struct item_facts *one = &f->items->facts[i];

		scratch_rest(f->items->scratch, i);
		if (f->items->list[i].root == i && one->words != NULL &&
		    find_twin(&t, one->url, one->text, i, &twin))
			one->twin = twin < f->items->n
			    ? f->items->list[twin].input
			    : t.earlier[NO_ITEM - 1 - twin];
	}
	scratch_drop(f->items->scratch, t.earlier);
	scratch_drop(f->items->scratch, t.urls);
	similar_free(t.texts);
}

void
facts_find(struct items *items, const struct args *a, struct supervisor *v,
    struct record *record)
{
	struct finding f = { .args = a, .items = items, .record = record };

	items->facts =
	    scratch_take(items->scratch, items->n, sizeof(*items->facts));
	if (reads(a))
		read_all(&f, v);
	if (names_by(a, "{sha8}"))
		digest_all(items);
	if (a->dedup != DEDUP_OFF)
		find_twins(&f);
	record_flush(record);
}
