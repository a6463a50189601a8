/*
 * proof.c -- writes a page for people on what to look at before a book is
 * shipped.
 */
#include "proof.h"

#include <octavo/article.h>

enum { SURE = 800, DOUBT = 500 }; /* confidence, as summary.c says it */

oct_str
proof_title(const struct proof *p, const oct_node *owner)
{
	return p->x.a->get_str(p->x.a->field(owner, OCT_M_TITLE), OCT_P_TEXT);
}

size_t
proof_count(const struct proof *p, int (*counts)(const struct shown *))
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_pictures; i++)
		n += counts(&p->pictures[i]) != 0;
	return n;
}

void
proof_section(
    struct proof *p, const char *id, const char *title, const char *why)
{
	struct explain *x = &p->x;

	put_puts(x, "<h3 id=\"");
	put_puts(x, id);
	put_puts(x, "\">");
	put_puts(x, title);
	put_puts(x, "</h3>\n<p class=\"muted\">");
	put_puts(x, why);
	put_puts(x, "</p>\n");
}

void
proof_table(struct proof *p, const char *label, const char *heads)
{
	struct explain *x = &p->x;
	size_t n;

	put_puts(x,
	    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
	put_puts(x, label);
	put_puts(x, "\"><table class=\"found\"><thead><tr>");
	for (; *heads != '\0'; heads += n + (heads[n] == '|')) {
		n = strcspn(heads, "|");
		put_puts(x, "<th scope=\"col\">");
		x->a->emit(x->j, heads, n);
		put_puts(x, "</th>");
	}
	put_puts(x, "</tr></thead>\n<tbody>\n");
}

void
proof_table_end(struct proof *p)
{
	put_puts(&p->x, "</tbody></table></div>\n");
}

/* Articles by number, from 1; links lead to their entries in the contents. */
static unsigned
number_of(const struct proof *p, const oct_node *article)
{
	unsigned n = 1;

	for (const oct_node *a = p->x.a->first(p->x.a->book(p->x.j));
	     a != NULL && a != article; a = p->x.a->next(a))
		n += p->x.a->kind(a) == OCT_ARTICLE;
	return n;
}

void
proof_article(struct proof *p, const oct_node *article)
{
	char id[32];

	if (article != p->x.article) { /* rows of one come together */
		p->x.article = (oct_node *)article;
		p->x.number = number_of(p, article);
	}
	snprintf(id, sizeof(id), "#article-%u", p->x.number);
	put_puts(&p->x, "<a href=\"");
	put_puts(&p->x, id);
	put_puts(&p->x, "\"><bdi>");
	put_text(&p->x, proof_title(p, article));
	put_puts(&p->x, "</bdi></a>");
}

static const oct_node *
next_article(const struct proof *p, const oct_node *n)
{
	while (n != NULL && p->x.a->kind(n) != OCT_ARTICLE)
		n = p->x.a->next(n);
	return n;
}

static const oct_node *
first_article(const struct proof *p)
{
	return next_article(p, p->x.a->first(p->x.a->book(p->x.j)));
}

/* --- articles in doubt ------------------------------------------------------
 */

static int
is_doubted(const struct proof *p, const oct_node *article)
{
	int64_t c = p->x.a->get_int(article, OCT_P_CONFIDENCE, SURE);

	return c < SURE;
}

/* What a title block would be without; "" if nothing is missing. */
static void
lacking(const struct proof *p, const oct_node *article, char text[100])
{
	static const struct {
		uint32_t key;
		const char *word;
	} wanted[] = { { OCT_M_AUTHOR, "author" }, { OCT_M_PUBLISHED, "date" },
		{ OCT_M_LANGUAGE, "language" }, { OCT_M_RIGHTS, "rights" } };

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (p->x.a->field(article, wanted[i].key) != NULL ||
		    (wanted[i].key == OCT_M_RIGHTS &&
			p->x.a->field(article, OCT_M_LICENCE) != NULL))
			continue;
		strcat(text, text[0] != '\0' ? ", " : "");
		strcat(text, wanted[i].word);
	}
}

static size_t
count_articles(const struct proof *p, int doubted)
{
	char text[100];
	size_t n = 0;

	for (const oct_node *a = first_article(p); a != NULL;
	     a = next_article(p, p->x.a->next(a))) {
		lacking(p, a, text);
		n += doubted ? is_doubted(p, a) : text[0] != '\0';
	}
	return n;
}

static void
put_doubted(struct proof *p)
{
	struct explain *x = &p->x;

	if (count_articles(p, 1) == 0)
		return;
	proof_section(p, "doubted", "Articles that may not be whole",
	    "How sure it is, from 0 to 1, that what is in the book is the "
	    "article and all of it. --explain shows what was left out.");
	proof_table(p, "Articles that may not be whole", "Article|Confidence|");
	for (const oct_node *a = first_article(p); a != NULL;
	     a = next_article(p, x->a->next(a))) {
		int64_t c = x->a->get_int(a, OCT_P_CONFIDENCE, SURE);

		if (!is_doubted(p, a))
			continue;
		put_puts(x, "<tr><td>");
		proof_article(p, a);
		put_puts(x, "</td><td class=\"num\">");
		put_share(x, c);
		put_puts(x, "</td><td>");
		put_puts(x,
		    c < DOUBT ? "in doubt; a person should look"
			      : "fairly sure");
		put_puts(x, "</td></tr>\n");
	}
	proof_table_end(p);
}

static void
put_lacking(struct proof *p)
{
	char text[100];

	if (count_articles(p, 0) == 0)
		return;
	proof_section(p, "lacking", "Articles that lack facts",
	    "The sources don't say these; a description of the book can "
	    "(octavo-book(5)).");
	proof_table(p, "Articles that lack facts", "Article|Without");
	for (const oct_node *a = first_article(p); a != NULL;
	     a = next_article(p, p->x.a->next(a))) {
		lacking(p, a, text);
		if (text[0] == '\0')
			continue;
		put_puts(&p->x, "<tr><td>");
		proof_article(p, a);
		put_puts(&p->x, "</td><td>");
		put_puts(&p->x, text);
		put_puts(&p->x, "</td></tr>\n");
	}
	proof_table_end(p);
}

/* --- contents --------------------------------------------------------------
 */

static void
put_headings(struct proof *p, const oct_node *article)
{
	struct explain *x = &p->x;
	size_t n;
	const oct_entry *e = x->a->outline(x->j, article, &n);
	uint32_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t level =
		    e[i].level < depth + 1 ? e[i].level : depth + 1;

		if (level > depth)
			put_puts(x, "\n<ul>\n");
		for (; depth > level; depth--)
			put_puts(x, "</li>\n</ul>\n");
		if (depth == level)
			put_puts(x, "</li>\n");
		depth = level;
		put_puts(x, "<li><bdi>");
		put_text(x, e[i].title);
		put_puts(x, "</bdi>");
	}
	for (; depth > 0; depth--)
		put_puts(x, "</li>\n</ul>\n");
}

static void
put_entry(struct proof *p, const oct_node *article)
{
	static const uint32_t keys[] = { OCT_M_AUTHOR, OCT_M_PUBLISHED,
		OCT_M_SOURCE };
	struct explain *x = &p->x;
	int first = 1;

	put_puts(x, "<li id=\"");
	put_id(x, "article");
	put_puts(x, "\"><strong><bdi>");
	put_text(x, proof_title(p, article));
	put_puts(x, "</bdi></strong> <span class=\"muted\">");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const oct_node *f = x->a->field(article, keys[i]);

		if (f == NULL)
			continue;
		put_puts(x, first ? "<bdi>" : " · <bdi>");
		first = 0;
		put_text(x, x->a->get_str(f, OCT_P_TEXT));
		put_puts(x, "</bdi>");
	}
	put_puts(x, "</span>");
	put_headings(p, article);
	put_puts(x, "</li>\n");
}

static void
put_contents(struct proof *p)
{
	struct explain *x = &p->x;
	oct_str part = { "", 0 };

	put_puts(x, "<h3 id=\"contents\">Contents</h3>\n<ol>\n");
	x->number = 1;
	for (const oct_node *a = first_article(p); a != NULL;
	     a = next_article(p, x->a->next(a)), x->number++) {
		oct_str title = x->a->get_str(a, OCT_P_PART);
		char start[48];

		if (!oct_is(title, part.p)) {
			put_puts(x, "</ol>\n<h4><bdi>");
			put_text(x, title);
			snprintf(start, sizeof(start),
			    "</bdi></h4>\n<ol start=\"%u\">\n", x->number);
			put_puts(x, start);
		}
		part = title;
		put_entry(p, a);
	}
	put_puts(x, "</ol>\n");
}

/* --- the page --------------------------------------------------------------
 */

static int
is_any(const struct shown *s)
{
	return s != NULL;
}

static void
put_row(struct proof *p, const char *id, const char *what, size_t n)
{
	struct explain *x = &p->x;

	put_puts(x, "<tr><th scope=\"row\">");
	if (n > 0 && id != NULL) {
		put_puts(x, "<a href=\"#");
		put_puts(x, id);
		put_puts(x, "\">");
	}
	put_puts(x, what);
	put_puts(x, n > 0 && id != NULL ? "</a></th>" : "</th>");
	put_puts(x, "<td class=\"num\">");
	put_number(x, n);
	put_puts(x, "</td></tr>\n");
}

static void
put_summary(struct proof *p)
{
	proof_table(p, "What there is to look at", "What|How many");
	put_row(p, "contents", "Articles", p->n_articles);
	put_row(p, NULL, "Pictures", proof_count(p, is_any));
	put_row(p, "doubted", "Articles that may not be whole",
	    count_articles(p, 1));
	put_row(p, "lacking", "Articles that lack facts", count_articles(p, 0));
	put_row(p, "undescribed", "Pictures without a description",
	    proof_count(p, proof_lacks_words));
	put_row(p, "missing", "Pictures that are not at hand",
	    proof_count(p, proof_is_missing));
	put_row(
	    p, "low", "Pictures of few pixels", proof_count(p, proof_is_low));
	put_row(p, "away", "Links that leave the book", p->n_away);
	proof_table_end(p);
}

static oct_status
proof_write(void *inst, const oct_api *a, oct_job *j)
{
	struct proof p = { .x = { .a = a, .j = j } };
	oct_str title;

	(void)inst;
	proof_find(&p);
	if (a->status(j) != OCT_OK)
		return a->status(j);
	title = proof_title(&p, a->book(j));
	if (title.n == 0)
		title = proof_title(&p, first_article(&p));
	page_head(&p.x);
	put_puts(&p.x, "Proof of ");
	put_text(&p.x, title);
	page_body(&p.x);
	put_puts(&p.x,
	    "<header>\n<h1>Proof of the book</h1>\n</header>\n"
	    "<main id=\"main\" tabindex=\"-1\">\n<h2 dir=\"auto\">");
	put_text(&p.x, title);
	put_puts(&p.x, "</h2>\n");
	put_summary(&p);
	put_doubted(&p);
	put_lacking(&p);
	proof_undescribed(&p);
	proof_missing(&p);
	proof_low(&p);
	proof_away(&p);
	put_contents(&p);
	messages_write(&p.x);
	put_puts(&p.x, "</main>\n</body>\n</html>\n");
	return a->status(j);
}

static const char *const extensions[] = { "proof.html", NULL };
static const char *const media_types[] = { "text/html", NULL };

const oct_format proof_format = {
	.struct_size = sizeof(oct_format),
	.name = "proof",
	.summary = "a web page on what to look at before a book is shipped",
	.roles = OCT_WRITES,
	.media_types = media_types,
	.extensions = extensions,
	.write = proof_write,
};
