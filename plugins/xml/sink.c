#include "sink.h"

#include <inttypes.h>

enum { MAX_INDENT = 32 }; /* levels; a deeper element stays in that column */

void
sink_puts(struct sink *s, const char *string)
{
	oct_puts(s->a, s->j, string);
}

void
sink_line(struct sink *s)
{
	static const char blanks[1 + 2 * MAX_INDENT + 1] =
	    "\n                                "
	    "                                ";
	size_t levels = (size_t)(s->depth < MAX_INDENT ? s->depth : MAX_INDENT);

	s->a->emit(s->j, blanks, 1 + 2 * levels);
}

static const char *
reference(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\t': return "&#9;";
	case '\n': return "&#10;";
	default: return "&#13;";
	}
}

static void
put_escaped(struct sink *s, oct_str string, const char *special)
{
	const char *p = string.p, *end = string.p + string.n;
	size_t run;

	while (p < end) {
		run = strcspn(p, special);
		s->a->emit(s->j, p, run);
		p += run;
		if (p < end)
			sink_puts(s, reference(*p++));
	}
}

void
sink_text(struct sink *s, oct_str text)
{
	put_escaped(s, text, "&<>\r");
}

static void
open_attr(struct sink *s, const char *name)
{
	sink_puts(s, " ");
	sink_puts(s, name);
	sink_puts(s, "=\"");
}

void
sink_attr(struct sink *s, const char *name, oct_str value)
{
	open_attr(s, name);
	put_escaped(s, value, "&<>\"\t\n\r");
	sink_puts(s, "\"");
}

void
sink_attr_int(struct sink *s, const char *name, int64_t value)
{
	char number[32];

	snprintf(number, sizeof(number), "%" PRId64 "\"", value);
	open_attr(s, name);
	sink_puts(s, number);
}

/* An id of the form r_*[0-9]+ (see sink.h). */
static int
is_reserved(oct_str id)
{
	size_t under, digits;

	if (id.n == 0 || id.p[0] != 'r')
		return 0;
	under = strspn(id.p + 1, "_");
	digits = strspn(id.p + 1 + under, "0123456789");
	return digits > 0 && 1 + under + digits == id.n;
}

static void
put_id(struct sink *s, oct_str id)
{
	sink_puts(s, s->prefix);
	if (is_reserved(id)) {
		sink_puts(s, "r_");
		id.p++;
		id.n--;
	}
	put_escaped(s, id, "&<>\"\t\n\r");
}

void
sink_attr_id(struct sink *s, const char *name, oct_str id)
{
	open_attr(s, name);
	put_id(s, id);
	sink_puts(s, "\"");
}

void
sink_attr_link(struct sink *s, const char *name, oct_str href)
{
	if (href.n < 2 || href.p[0] != '#') {
		sink_attr(s, name, href);
		return;
	}
	open_attr(s, name);
	sink_puts(s, "#");
	put_id(s, (oct_str){ href.p + 1, href.n - 1 });
	sink_puts(s, "\"");
}
