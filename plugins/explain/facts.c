/* facts.c: the metadata with the candidates that lost, and the messages. */
#include <octavo/article.h>

#include "explain.h"
#include "vocabulary.h"

static void
put_value(struct explain *x, const oct_node *f)
{
	static const uint32_t more[] = { OCT_P_AFFILIATION, OCT_P_HREF };
	oct_str value = x->a->get_str(f, OCT_P_TEXT), s;

	put_puts(x, "<bdi>");
	put_text(x, value);
	put_puts(x, "</bdi>");
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
		s = x->a->get_str(f, more[i]);
		if (s.n == 0 || oct_is(s, value.p))
			continue;
		put_puts(x, " <span class=\"muted\"><bdi>");
		put_text(x, s);
		put_puts(x, "</bdi></span>");
	}
}

static void
put_field(struct explain *x, const oct_node *f, const char *name, bool first)
{
	bool lost = x->a->get_int(f, OCT_P_LOST, 0) != 0;
	oct_str from = x->a->get_str(f, OCT_P_FROM);

	put_puts(x, lost ? "<tr class=\"lost\">" : "<tr>");
	put_puts(x, first ? "<th scope=\"row\">" : "<td>");
	if (first)
		put_puts(x, name);
	put_puts(x, first ? "</th><td>" : "</td><td>");
	put_puts(x, lost ? "Lost" : "<strong>Won</strong>");
	put_puts(x, "</td><td class=\"value\">");
	put_value(x, f);
	put_puts(x, "</td><td>");
	if (from.n != 0)
		put_text(x, from);
	put_puts(x, "</td><td class=\"num\">");
	if (x->a->has(f, OCT_P_WEIGHT))
		put_number(x, (size_t)x->a->get_int(f, OCT_P_WEIGHT, 0));
	put_puts(x, "</td></tr>\n");
}

/* Those that won first; a pass for each key, which are few. */
static void
put_key(struct explain *x, const oct_node *meta, uint32_t key)
{
	const oct_api *a = x->a;
	bool first = true;

	for (int lost = 0; lost < 2; lost++)
		for (const oct_node *f = a->first(meta); f != NULL;
		     f = a->next(f)) {
			if (a->get_int(f, OCT_P_KEY, 0) != key ||
			    (a->get_int(f, OCT_P_LOST, 0) != 0) != lost)
				continue;
			if (first)
				put_puts(x, "<tbody>\n");
			put_field(x, f, vocab_key_name(key), first);
			first = false;
		}
	if (!first)
		put_puts(x, "</tbody>\n");
}

void
facts_write(struct explain *x)
{
	const oct_node *meta = x->a->part(x->article, OCT_META);

	if (x->a->first(meta) == NULL)
		return;
	put_puts(x, "<section aria-labelledby=\"");
	put_id(x, "facts");
	put_puts(x, "\">\n<h3 id=\"");
	put_id(x, "facts");
	put_puts(x,
	    "\">Metadata</h3>\n"
	    "<p>Each field with where it was found and how far that is "
	    "trusted, from 0 to 100. The heaviest won; the others were "
	    "candidates.</p>\n"
	    "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Metadata and its candidates\">"
	    "<table class=\"facts\"><thead><tr>"
	    "<th scope=\"col\">Field</th><th scope=\"col\">Result</th>"
	    "<th scope=\"col\">Value</th><th scope=\"col\">From</th>"
	    "<th scope=\"col\" class=\"num\">Weight</th></tr></thead>\n");
	for (uint32_t key = 1; vocab_key_name(key) != NULL; key++)
		put_key(x, meta, key);
	put_puts(x, "</table></div>\n</section>\n");
}

/*
 * Messages.
 */
static const char *
severity_word(int32_t severity)
{
	switch (severity) {
	case OCT_INFO: return "Note";
	case OCT_WARNING: return "Warning";
	case OCT_LOSS: return "Loss";
	default: return "Error";
	}
}

static void
put_message(struct explain *x, const oct_message *m)
{
	char where[40];

	put_puts(x, "<li class=\"");
	put_puts(x, m->severity >= OCT_LOSS ? "bad" : "");
	put_puts(x, "\"><strong>");
	put_puts(x, severity_word(m->severity));
	put_puts(x, "</strong> <span class=\"muted\">");
	put_text(x, (oct_str){ m->input, strlen(m->input) });
	if (m->line != 0) {
		snprintf(where, sizeof(where), "%sline %u",
		    m->input[0] != '\0' ? ", " : "", m->line);
		put_puts(x, where);
	}
	put_puts(x, "</span> ");
	put_text(x, (oct_str){ m->text, strlen(m->text) });
	put_puts(x, " <code>");
	put_text(x, (oct_str){ m->code, strlen(m->code) });
	put_puts(x, "</code></li>\n");
}

void
messages_write(struct explain *x)
{
	enum { SHOWN = 1000 };
	const oct_messages *said = x->a->extension(OCT_MESSAGES);
	oct_message m = { .struct_size = sizeof(m) };
	size_t n = 0;

	if (said == NULL || !said->nth(x->j, 0, &m))
		return;
	put_puts(x,
	    "<section aria-labelledby=\"messages\">\n"
	    "<h2 id=\"messages\">Messages</h2>\n<ul class=\"log\">\n");
	for (; n < SHOWN && said->nth(x->j, n, &m); n++)
		put_message(x, &m);
	if (n == SHOWN && said->nth(x->j, n, &m))
		put_puts(x, "<li>There are more; --log=FILE has all.</li>\n");
	put_puts(x, "</ul>\n</section>\n");
}
