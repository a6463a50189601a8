/* summary.c: how much was kept and dropped, and for what reasons; the legend of
 * the page as well. */
#include <octavo/article.h>

#include "explain.h"

static struct tally *
tally_of(struct explain *x, oct_str reason)
{
	for (size_t i = 0; i < x->tally_count; i++)
		if (oct_is(x->tallies[i].reason, reason.p))
			return &x->tallies[i];
	if (x->tally_count < TALLIES)
		x->tallies[x->tally_count++] =
		    (struct tally){ .reason = reason };
	return &x->tallies[x->tally_count - 1];
}

/* The kept first, then by words, most first; equal ones by name. */
static bool
comes_before(const struct tally *a, const struct tally *b)
{
	if (a->reason.n == 0 || b->reason.n == 0)
		return a->reason.n == 0 && b->reason.n != 0;
	return a->words != b->words ? a->words > b->words
				    : strcmp(a->reason.p, b->reason.p) < 0;
}

static size_t
count_all(struct explain *x)
{
	const oct_node *drop = NULL;
	size_t words = 0;

	x->tally_count = 0;
	tally_of(x, (oct_str){ "", 0 });
	for (size_t i = 0; i < x->count; i++) {
		const struct line *l = &x->lines[i];
		struct tally *t = tally_of(x,
		    l->drop != NULL ? x->a->get_str(l->drop, OCT_P_REASON)
				    : (oct_str){ "", 0 });

		t->words += l->words;
		t->blocks += i == 0 || drop != l->drop;
		words += l->words;
		drop = l->drop;
	}
	for (size_t i = 1; i < x->tally_count; i++)
		for (size_t k = i;
		     k > 0 && comes_before(&x->tallies[k], &x->tallies[k - 1]);
		     k--) {
			struct tally t = x->tallies[k];

			x->tallies[k] = x->tallies[k - 1];
			x->tallies[k - 1] = t;
		}
	return words;
}

static void
put_bar(struct explain *x, const char *group, size_t part, size_t all)
{
	char text[80];

	snprintf(text, sizeof(text),
	    "<td class=\"share\"><span class=\"bar %s\" style=\"width:%u%%\">"
	    "</span>",
	    group, all != 0 ? (unsigned)((part * 100 + all / 2) / all) : 0);
	put_puts(x, text);
	snprintf(text, sizeof(text), "%u\xc2\xa0%%</td></tr>\n",
	    all != 0 ? (unsigned)((part * 100 + all / 2) / all) : 0);
	put_puts(x, text);
}

static void
put_tally(struct explain *x, const struct tally *t, size_t all)
{
	const struct reason *r = reason_find(t->reason);
	const char *group = t->reason.n == 0 ? "kept"
	    : r != NULL                      ? r->group
					     : "other";

	put_puts(x, "<tr><th scope=\"row\"><span class=\"tag ");
	put_puts(x, group);
	put_puts(x, "\">");
	if (t->reason.n == 0)
		put_puts(x, "Kept");
	else if (r != NULL)
		put_puts(x, r->title);
	else
		put_text(x, t->reason);
	put_puts(x, "</span></th><td class=\"why\">");
	put_puts(x,
	    t->reason.n == 0 ? "the article, as every output has it"
		: r != NULL  ? r->meaning
			     : "a reason of another plug-in's");
	put_puts(x, "</td><td class=\"num\">");
	put_number(x, t->blocks);
	put_puts(x, "</td><td class=\"num\">");
	put_number(x, t->words);
	put_puts(x, "</td>");
	put_bar(x, group, t->words, all);
}

static void
put_confidence(struct explain *x)
{
	int64_t c = x->a->get_int(x->article, OCT_P_CONFIDENCE, -1);
	char bar[120];

	if (c < 0)
		return;
	put_puts(x, "<p class=\"sure\"><span class=\"figure\">");
	put_share(x, c);
	snprintf(bar, sizeof(bar),
	    "</span> <span class=\"gauge\"><span style=\"width:%d%%\"></span>"
	    "</span> ",
	    (int)(c > 1000 ? 100 : c / 10));
	put_puts(x, bar);
	put_puts(x,
	    "<span>Confidence, from 0 to 1, that this is the article "
	    "and all of it: ");
	put_puts(x,
	    c >= 800       ? "sure"
		: c >= 500 ? "fairly sure"
			   : "in doubt; a person should look");
	put_puts(x, ".</span></p>\n");
}

void
summary_write(struct explain *x)
{
	size_t all = count_all(x), kept = x->tallies[0].words;

	put_puts(x, "<section aria-labelledby=\"");
	put_id(x, "summary");
	put_puts(x, "\">\n<h3 id=\"");
	put_id(x, "summary");
	put_puts(x, "\">Summary</h3>\n");
	put_confidence(x);
	put_puts(x, "<p>Of ");
	put_count(x, all, "word", "words");
	put_puts(x, " in the source, ");
	put_number(x, kept);
	put_puts(x, " were kept and ");
	put_number(x, all - kept);
	put_puts(x,
	    " left out, each for a reason.</p>\n"
	    "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Words by reason\"><table class=\"summary\">"
	    "<thead><tr><th scope=\"col\">What became of it</th>"
	    "<th scope=\"col\">What that is</th>"
	    "<th scope=\"col\" class=\"num\">Passages</th>"
	    "<th scope=\"col\" class=\"num\">Words</th>"
	    "<th scope=\"col\">Share</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < x->tally_count; i++)
		put_tally(x, &x->tallies[i], all);
	put_puts(x, "</tbody></table></div>\n</section>\n");
}
