/* test_join.c: which pages are one article: names, numbers, titles, rings. */
#include "join.h"
#include "test.h"

#include <stdlib.h>

/* A page as a reader would leave it. */
struct said {
	const char *file, *url, *title, *next, *from, *single;
};

static oct_page
page_of(oct_engine *e, const struct said *s)
{
	const oct_api *api = oct_job_api();
	oct_job *j = oct_job_new(e);
	oct_node *a, *f;
	oct_page page;

	job_begin(j, PHASE_READ);
	api->set_base(j, "", 0);
	a = api->add_article(j);
	if (s->url != NULL)
		api->add_field(
		    j, a, OCT_M_CANONICAL, s->url, strlen(s->url), "test", 50);
	if (s->title != NULL)
		api->add_field(
		    j, a, OCT_M_TITLE, s->title, strlen(s->title), "test", 50);
	if (s->next != NULL) {
		oct_str url;

		if (s->url != NULL)
			api->set_base(j, s->url, strlen(s->url));
		url = api->resolve(j, s->next, strlen(s->next));
		f = api->add_field(j, a, OCT_M_NEXT_PAGE, s->next,
		    strlen(s->next), s->from != NULL ? s->from : "link", 50);
		api->set_str(j, f, OCT_P_HREF, url.p, url.n);
	}
	if (s->single != NULL) {
		f = api->add_field(j, a, OCT_M_SINGLE_PAGE, s->single,
		    strlen(s->single), "rule", 50);
		api->set_str(j, f, OCT_P_HREF, s->single, strlen(s->single));
	}
	fields_decide(j, a);
	join_page(j, a, s->file, &page);
	oct_job_free(j);
	return page;
}

/* "0 0 1": where each of the pages goes. */
static void
plan(int line, const struct said *said, size_t n, const char *want)
{
	oct_engine *e = oct_engine_new();
	oct_page pages[8];
	size_t into[8], named[8];
	char out[100] = "";

	for (size_t i = 0; i < n; i++)
		pages[i] = page_of(e, &said[i]);
	test_int(__FILE__, line, "plan", oct_pages_join(pages, n, into, named),
	    OCT_OK);
	for (size_t i = 0; i < n; i++)
		sprintf(out + strlen(out), "%s%zu", i != 0 ? " " : "", into[i]);
	test_mem(__FILE__, line, "into", out, strlen(out), want);
	oct_engine_free(e);
}
#define PLAN(want, ...)                                                     \
	do {                                                                \
		static const struct said said[] = { __VA_ARGS__ };          \
		plan(__LINE__, said, sizeof(said) / sizeof(said[0]), want); \
	} while (0)

static void
test_titles(void)
{
	PLAN("0 0", { "a", "https://x.example/a", "One Title", "/b" },
	    { "b", "https://x.example/b", "One title - Page 2" });
	PLAN("0 0", { "a", "https://x.example/a", "One (1/2)", "/b" },
	    { "b", "https://x.example/b", "One (2/2)" });
	PLAN("0 0", { "a", "https://x.example/a", "One, page 1 of 3", "/b" },
	    { "b", "https://x.example/b", "One, Page 2 of 3" });
	PLAN("0 1", { "a", "https://x.example/a", "One", "/b" },
	    { "b", "https://x.example/b", "Another" });
	/* numbers that are part of the title */
	PLAN("0 1", { "a", "https://x.example/a", "Apollo 11", "/b" },
	    { "b", "https://x.example/b", "Apollo 12" });
	PLAN("0 1", { "a", "https://x.example/a", NULL, "/b" },
	    { "b", "https://x.example/b", NULL });
}

static void
test_addresses(void)
{
	/* the first address and a number */
	PLAN("0 0 1", { "a", "https://x.example/story", "A", "/story/2" },
	    { "b", "http://www.x.example/story/2/", "B", "/story/3" },
	    { "c", "https://x.example/story/3", "C" });
	PLAN("0 0", { "a", "https://x.example/s?id=4", "A", "?id=4&page=2" },
	    { "b", "https://x.example/s?id=4&page=2", "B" });
	PLAN("0 0", { "a", "https://x.example/s.html", "A", "s-2.html" },
	    { "b", "https://x.example/s-2.html", "B" });
	/* chapters are articles of their own */
	PLAN("0 1", { "a", "https://x.example/c/1", "A", "2" },
	    { "b", "https://x.example/c/2", "B" });
	PLAN("0 1", { "a", "https://x.example/c-1.html", "A", "c-2.html" },
	    { "b", "https://x.example/c-2.html", "B" });
	/* unless a rule says so */
	PLAN("0 0", { "a", "https://x.example/c/1", "A", "2", "rule" },
	    { "b", "https://x.example/c/2", "B" });
}

static void
test_files(void)
{
	PLAN("0 0 1", { "d/a.html", NULL, "A", "a-2.html" },
	    { "./d/a-2.html", NULL, "B", "../d/a-3.html#top" },
	    { "d/a-3.html", NULL, "C" });
	PLAN("0 0", { "d/a b.html", NULL, "A", "a%20b_2.html" },
	    { "d/a b_2.html", NULL, "B" });
	PLAN("0 0", { "d/a.html", NULL, "T", "https://x.example/n/b.html" },
	    { "d/b.html", NULL, "T" });
	PLAN("0 1", { "d/a.html", NULL, "T", "b.html" },
	    { "e/b.html", NULL, "T" });
	PLAN("0 0", { "s", NULL, "T", "s?page=2" }, { "s?page=2", NULL, "U" });
}

static void
test_shapes(void)
{
	/* the order of the inputs does not matter */
	PLAN("1 2 2", { "c", "https://x.example/c", "T" },
	    { "b", "https://x.example/b", "T", "c" },
	    { "a", "https://x.example/a", "T", "b" });
	/* rings */
	PLAN("0 0 1", { "a", "https://x.example/a", "T", "b" },
	    { "b", "https://x.example/b", "T", "c" },
	    { "c", "https://x.example/c", "T", "a" });
	PLAN("0", { "a", "https://x.example/a", "T", "a" });
	/* two that go on with one: the first has it */
	PLAN("0 1 0", { "a", "https://x.example/a", "T", "c" },
	    { "b", "https://x.example/b", "T", "c" },
	    { "c", "https://x.example/c", "T" });
	/* two captures of one page */
	PLAN("0 1 0", { "a", "https://x.example/a", "T", "b" },
	    { "a2", "https://x.example/a", "T", "b" },
	    { "b", "https://x.example/b", "T" });
	/* all on one page */
	PLAN("2 2 2",
	    { "a", "https://x.example/a", "T", "b", NULL,
		"https://x.example/all" },
	    { "b", "https://x.example/b", "T" },
	    { "all", "https://x.example/all", "T" });
	PLAN("1 1",
	    { "a", "https://x.example/a", "T", "b", NULL,
		"https://x.example/b" },
	    { "b", "https://x.example/b", "T", NULL, NULL,
		"https://x.example/a" });
}

int
main(void)
{
	test_titles();
	test_addresses();
	test_files();
	test_shapes();
	return test_done();
}
