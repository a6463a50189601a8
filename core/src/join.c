#include "join.h"
#include "normalise.h"
#include "settings.h"
#include "strmap.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MSG_MAX = 1200, LEADING = 8, STEP = 6 };

struct source {
	oct_node *article;
	const char *input;
};

/* --- what a page repeats of the first one --------------------------------- */

static oct_node *
find_image(const oct_node *root)
{
	for (const oct_node *n = root; n != NULL; n = node_walk(root, n, false))
		if (n->kind == OCT_IMAGE)
			return (oct_node *)n;
	return NULL;
}

static bool
same_text(oct_str a, oct_str b)
{
	return a.n != 0 && a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* Do the blocks say the same, or show the same picture and say nothing? */
static bool
same_block(oct_job *j, const oct_node *a, const oct_node *b)
{
	oct_str s = node_text(j, a), t = node_text(j, b);
	const oct_node *image, *other;

	if (s.n != 0 || t.n != 0)
		return same_text(s, t);
	image = find_image(a);
	other = find_image(b);
	return image != NULL && other != NULL &&
	    node_int(image, OCT_P_RESOURCE, 0) ==
	    node_int(other, OCT_P_RESOURCE, 0);
}

static bool
is_repeated(oct_job *j, const oct_node *first, const oct_node *block)
{
	const oct_node *title = field_first(first, OCT_M_TITLE);
	const oct_node *n = node_part(first, OCT_BODY)->first;

	if (title != NULL &&
	    same_text(node_str(title, OCT_P_TEXT), node_text(j, block)))
		return true;
	for (int i = 0; n != NULL && i < LEADING; i++, n = n->next)
		if (same_block(j, n, block))
			return true;
	return false;
}

static void
drop_repeated(oct_job *j, struct source *first, struct source *page)
{
	oct_node *body = node_part(page->article, OCT_BODY), *n, *next, *drop;

	n = body->first;
	for (int i = 0; n != NULL && i < STEP; i++, n = next) {
		next = n->next;
		/* the last block may be all that the page has to say */
		if (next == NULL || !is_repeated(j, first->article, n))
			continue;
		if ((drop = node_new(j, OCT_DROP)) == NULL)
			return;
		drop->line = n->line;
		node_set_str(j, drop, OCT_P_REASON, OCT_REASON_REPEATED,
		    strlen(OCT_REASON_REPEATED));
		node_set_str(j, drop, OCT_P_STEP, "join", 4);
		node_link(n, drop, NULL);
		node_link(drop, node_part(page->article, OCT_DROPPED), NULL);
	}
}

/* --- ids ------------------------------------------------------------------ */

struct renamer {
	oct_job *j;
	struct strmap mine; /* ids of the first page */
	struct strmap twice; /* ids of the next one that clash */
	char prefix[24];
};

static void
each_id(oct_node *article, void (*call)(struct renamer *, oct_node *),
    struct renamer *r)
{
	static const uint32_t parts[] = { OCT_BODY, OCT_NOTES, OCT_DROPPED };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		oct_node *root = node_part(article, parts[i]);

		for (oct_node *n = root; n != NULL;
		     n = node_walk(root, n, false))
			call(r, n);
	}
}

static void
note_mine(struct renamer *r, oct_node *n)
{
	oct_str id = node_str(n, OCT_P_ID);

	if (id.n != 0)
		strmap_put(&r->mine, id.p, id.n);
}

static void
note_clash(struct renamer *r, oct_node *n)
{
	oct_str id = node_str(n, OCT_P_ID);

	if (id.n != 0 && strmap_find(&r->mine, id.p, id.n) != NULL)
		strmap_put(&r->twice, id.p, id.n);
}

/* The property with the prefix behind its first `skip` bytes, if it is an id
 * that clashes. */
static void
rename_id(struct renamer *r, oct_node *n, uint32_t prop, size_t skip)
{
	oct_str s = node_str(n, prop);
	size_t len = strlen(r->prefix);
	char *p;

	if (s.n <= skip ||
	    strmap_find(&r->twice, s.p + skip, s.n - skip) == NULL ||
	    (p = arena_alloc(&r->j->arena, s.n + len + 1)) == NULL)
		return;
	memcpy(p, s.p, skip);
	memcpy(p + skip, r->prefix, len);
	memcpy(p + skip + len, s.p + skip, s.n - skip);
	node_set_str(r->j, n, prop, p, s.n + len);
}

static void
rename_node(struct renamer *r, oct_node *n)
{
	rename_id(r, n, OCT_P_ID, 0);
	if (n->kind == OCT_NOTEREF)
		rename_id(r, n, OCT_P_REF, 0);
	if (n->kind == OCT_LINK && node_str(n, OCT_P_HREF).p[0] == '#')
		rename_id(r, n, OCT_P_HREF, 1);
}

static void
keep_ids_apart(oct_job *j, oct_node *first, oct_node *page, size_t number)
{
	struct renamer r = { .j = j };

	r.mine.arena = r.twice.arena = &j->arena;
	snprintf(r.prefix, sizeof(r.prefix), "page-%zu-", number);
	each_id(first, note_mine, &r);
	each_id(page, note_clash, &r);
	if (r.twice.used != 0)
		each_id(page, rename_node, &r);
}

/* --- joining -------------------------------------------------------------- */

static void
move_children(oct_node *from, oct_node *to)
{
	while (from != NULL && to != NULL && from->first != NULL)
		node_link(from->first, to, NULL);
}

static int64_t
last_place(const oct_node *root)
{
	int64_t last = 0, place;

	for (const oct_node *n = root; n != NULL; n = node_walk(root, n, false))
		if ((place = node_int(n, OCT_P_PLACE, 0)) > last)
			last = place;
	return last;
}

/* A page's places are behind those of the pages before it. */
static void
shift_places(oct_job *j, const oct_node *first, oct_node *page)
{
	int64_t behind = last_place(page) != 0 ? last_place(first) : 0, place;

	if (behind == 0)
		return;
	for (oct_node *n = page; n != NULL; n = node_walk(page, n, false))
		if ((place = node_int(n, OCT_P_PLACE, 0)) != 0)
			node_set_int(j, n, OCT_P_PLACE, behind + place);
}

/* Which input a path is a path in. */
static void
name_drops(oct_job *j, const struct source *page)
{
	oct_node *n = node_part(page->article, OCT_DROPPED)->first;
	const char *slash = strrchr(page->input, '/');
	const char *name = slash != NULL ? slash + 1 : page->input;
	char text[MSG_MAX];
	oct_str s;

	for (; n != NULL; n = n->next) {
		s = node_str(n, OCT_P_PATH);
		snprintf(text, sizeof(text), "%.500s%s%.500s", name,
		    s.n != 0 ? ": " : "", s.p);
		s = node_clean(j, text, strlen(text));
		if (j->arena.status == OCT_OK)
			node_set_str(j, n, OCT_P_PATH, s.p, s.n);
	}
}

static uint32_t
key_of(const oct_node *field)
{
	return (uint32_t)node_int(field, OCT_P_KEY, 0);
}

static void
unlink_fields(oct_node *article, uint32_t key)
{
	oct_node *f = node_part(article, OCT_META)->first, *next;

	for (; f != NULL; f = next) {
		next = f->next;
		if (key_of(f) == key)
			node_unlink(f);
	}
}

/* The first page's metadata, and of the next one where it came from, what it is
 * called and what is next. */
static void
join_fields(oct_job *j, oct_node *first, oct_node *page)
{
	oct_node *meta = node_part(first, OCT_META), *f, *next;
	const oct_node *title = field_first(first, OCT_M_TITLE);
	bool other;

	unlink_fields(first, OCT_M_NEXT_PAGE);
	for (f = node_part(page, OCT_META)->first; f != NULL; f = next) {
		next = f->next;
		other = key_of(f) == OCT_M_TITLE &&
		    node_int(f, OCT_P_LOST, 0) == 0 && title != NULL &&
		    !same_text(
			node_str(f, OCT_P_TEXT), node_str(title, OCT_P_TEXT));
		if (key_of(f) == OCT_M_SOURCE || key_of(f) == OCT_M_NEXT_PAGE ||
		    other)
			node_link(f, meta, NULL);
		if (other) /* though it may come from a better origin */
			node_set_int(j, f, OCT_P_WEIGHT, 0);
	}
}

static void
report(oct_job *j, const char *input, int32_t severity, const char *code,
    const char *msg)
{
	const char *before = j->input;

	j->input = input;
	job_report(j, severity, code, 0, 0, msg);
	j->input = before;
}

static void
join_one(oct_job *j, struct source *first, struct source *page, size_t number)
{
	int64_t mine = node_int(first->article, OCT_P_CONFIDENCE, -1);
	int64_t its = node_int(page->article, OCT_P_CONFIDENCE, -1);
	char msg[MSG_MAX];

	assert(page->input != NULL);
	dissolve_sections(j, node_part(page->article, OCT_BODY));
	drop_repeated(j, first, page);
	keep_ids_apart(j, first->article, page->article, number);
	name_drops(j, page);
	shift_places(j, first->article, page->article);
	move_children(node_part(page->article, OCT_BODY),
	    node_part(first->article, OCT_BODY));
	move_children(node_part(page->article, OCT_NOTES),
	    node_part(first->article, OCT_NOTES));
	move_children(node_part(page->article, OCT_DROPPED),
	    node_part(first->article, OCT_DROPPED));
	join_fields(j, first->article, page->article);
	if (its >= 0 && its < mine)
		node_set_int(j, first->article, OCT_P_CONFIDENCE, its);
	node_unlink(page->article);
	snprintf(msg, sizeof(msg),
	    "it is page %zu of %.500s, and part of that article", number,
	    first->input);
	report(j, page->input, OCT_INFO, "join.page", msg);
}

/* --- the job -------------------------------------------------------------- */

static const char *
input_of(const oct_job *j, const oct_node *article)
{
	const struct article_input *i = j->settings->inputs;

	while (i != NULL && i->article != article)
		i = i->next;
	return i != NULL ? i->name : "";
}

static void
say_missing(oct_job *j, const struct source *s, uint32_t key, const char *what)
{
	const oct_node *f = field_first(s->article, key);
	char msg[MSG_MAX];

	if (f == NULL)
		return;
	snprintf(msg, sizeof(msg), "%s, %.800s, is not among the inputs", what,
	    node_str(f, OCT_P_HREF).n != 0 ? node_str(f, OCT_P_HREF).p
					   : node_str(f, OCT_P_TEXT).p);
	report(j, s->input, OCT_INFO, "join.missing", msg);
}

/* What became of the link to a next page that it is not joined with. */
static void
say_apart(oct_job *j, const struct join_plan *p, const struct source *s,
    size_t i, size_t first)
{
	size_t meant = p->meant[i], at;
	char msg[MSG_MAX];

	if (meant == JOIN_NONE) {
		say_missing(j, &s[i], OCT_M_NEXT_PAGE, "its next page");
		return;
	}
	for (at = first; at != JOIN_NONE && at != meant; at = p->after[at])
		continue;
	snprintf(msg, sizeof(msg),
	    at == meant ? "its next page is %.500s again, which the article "
			  "has already; it ends here"
		: p->fate[meant] == JOIN_PART
		? "its next page, %.500s, is part of another article; this one "
		  "ends here"
		: "its next page, %.500s, has another title and address; it "
		  "stays an article of its own",
	    s[meant].input);
	report(j, s[i].input, at == meant ? OCT_WARNING : OCT_INFO,
	    "join.apart", msg);
}

/* Is all of the page in the other?  It is believed where that is as long. */
static bool
join_whole(oct_job *j, struct source *page, const struct source *whole)
{
	size_t n = node_text(j, node_part(page->article, OCT_BODY)).n;
	size_t all = node_text(j, node_part(whole->article, OCT_BODY)).n;
	char msg[MSG_MAX];

	if (n > all) {
		snprintf(msg, sizeof(msg),
		    "%.500s should have all of it, but is shorter; it stays "
		    "an article of its own",
		    whole->input);
		report(j, page->input, OCT_WARNING, "join.shorter", msg);
		return false;
	}
	node_unlink(page->article);
	snprintf(msg, sizeof(msg),
	    "all of it is in %.500s, which has the article on one page",
	    whole->input);
	report(j, page->input, OCT_INFO, "join.whole", msg);
	return true;
}

static void
finish(oct_job *j, oct_node *article)
{
	const char *broken;

	normalise_article(j, article);
	if (job_status(j) == OCT_OK &&
	    (broken = check_article(j, article)) != NULL)
		job_fail(j, OCT_EBUG, "model.broken", broken);
}

static int32_t
carry_out(oct_job *j, const struct join_plan *p, struct source *s, size_t n)
{
	int32_t joined = 0;

	for (size_t i = 0; i < n && job_status(j) == OCT_OK; i++) {
		size_t at, last = i, number = 1;

		if (p->fate[i] == JOIN_WHOLE)
			joined += join_whole(j, &s[i], &s[p->before[i]]);
		if (p->fate[i] != JOIN_FIRST)
			continue;
		if (p->after[i] != JOIN_NONE)
			dissolve_sections(j, node_part(s[i].article, OCT_BODY));
		for (at = p->after[i]; at != JOIN_NONE; at = p->after[at]) {
			join_one(j, &s[i], &s[at], ++number);
			last = at;
			joined++;
		}
		if (number > 1)
			finish(j, s[i].article);
		if (field_first(s[i].article, OCT_M_NEXT_PAGE) != NULL) {
			struct source end = { s[i].article, s[last].input };

			if (p->meant[last] == JOIN_NONE)
				say_missing(
				    j, &end, OCT_M_NEXT_PAGE, "its next page");
			else
				say_apart(j, p, s, last, i);
		}
		if (p->single[i] == JOIN_NONE)
			say_missing(j, &s[i], OCT_M_SINGLE_PAGE,
			    "the page with all of it");
	}
	return joined;
}

int32_t
oct_job_join(oct_job *j)
{
	struct join_plan plan = { 0 };
	struct source *s;
	oct_page *pages;
	oct_node *a;
	size_t n = 0;
	int32_t joined = 0;

	for (a = j->book->first; a != NULL; a = a->next)
		n += a->kind == OCT_ARTICLE;
	job_begin(j, PHASE_READ);
	s = calloc(n + 1, sizeof(*s));
	pages = calloc(n + 1, sizeof(*pages));
	n = 0;
	for (a = j->book->first; a != NULL && s != NULL && pages != NULL;
	     a = a->next) {
		if (a->kind != OCT_ARTICLE)
			continue;
		s[n] = (struct source){ a, input_of(j, a) };
		join_page(j, a, s[n].input, &pages[n]);
		n++;
	}
	if (s != NULL && pages != NULL && join_plan_make(&plan, pages, n))
		joined = carry_out(j, &plan, s, n);
	else
		job_fail(j, OCT_ENOMEM, "limit.memory",
		    "out of memory; no pages were joined");
	join_plan_free(&plan);
	free(s);
	free(pages);
	return job_end(j) == OCT_OK ? joined : j->status;
}
