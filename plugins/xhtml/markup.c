#include "markup.h"

#include <unistr.h>

/* XML 1.0, production 2: no control characters, no U+FFFE and U+FFFF. */
static int
is_xml_text(const char *p, size_t n)
{
	if (u8_check((const uint8_t *)p, n) != NULL)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)p[i] < ' ' &&
			(p[i] == '\0' || strchr("\t\r\n", p[i]) == NULL)) ||
		    (n - i > 2 && memcmp(p + i, "\xef\xbf", 2) == 0 &&
			(unsigned char)p[i + 2] >= 0xbe))
			return 0;
	return 1;
}

void
markup_open(
    struct markup *m, const oct_api *api, oct_job *job, const void *p, size_t n)
{
	memset(m, 0, sizeof(*m));
	m->out = (struct out){ api, job, NULL, 0, 0 };
	m->p = p;
	m->end = m->p + n;
	m->bad = !is_xml_text(p, n);
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		m->p += 3;
}

static int
starts(const struct markup *m, const char *s)
{
	size_t n = strlen(s);

	return (size_t)(m->end - m->p) >= n && memcmp(m->p, s, n) == 0;
}

/* Moves behind the next `s`; the place where it stands, or NULL. */
static const char *
pass(struct markup *m, const char *s)
{
	size_t n = strlen(s);
	const char *at = memmem(m->p, (size_t)(m->end - m->p), s, n);

	if (at == NULL)
		m->bad = 1;
	else
		m->p = at + n;
	return at;
}

static void
pass_space(struct markup *m)
{
	while (m->p < m->end && strchr(" \t\r\n", *m->p) != NULL)
		m->p++;
}

static int
is_name_char(char c, int first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

static oct_str
copy(struct markup *m, const char *p, size_t n)
{
	out_put(&m->out, p, n);
	return out_keep(&m->out);
}

/* One part of a name; names beyond ASCII are of no vocabulary we write. */
static oct_str
read_name_part(struct markup *m)
{
	const char *start = m->p;

	while (m->p < m->end && is_name_char(*m->p, m->p == start))
		m->p++;
	if (m->p == start)
		m->bad = 1;
	return copy(m, start, (size_t)(m->p - start));
}

static struct markup_name
read_name(struct markup *m)
{
	struct markup_name name = { { "", 0 }, { "", 0 } };

	name.local = read_name_part(m);
	if (m->p < m->end && *m->p == ':') {
		m->p++;
		name.prefix = name.local;
		name.local = read_name_part(m);
	}
	return name;
}

/* XML 1.0, 4.6: the five entities that need no declaration. */
static uint32_t
named_character(const char *p, size_t n)
{
	static const struct {
		const char *name;
		uint32_t character;
	} entities[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (strlen(entities[i].name) == n &&
		    memcmp(p, entities[i].name, n) == 0)
			return entities[i].character;
	return 0;
}

/* "#65" or "#x41"; 0 for what is no number of an XML character. */
static uint32_t
numbered_character(const char *p, size_t n)
{
	uint32_t base = 10, c = 0;
	size_t i = 1;

	if (n > 1 && p[1] == 'x') {
		base = 16;
		i = 2;
	}
	if (n <= i || n > 9)
		return 0;
	for (; i < n; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *d = strchr(digits, p[i] | 32);

		if (d == NULL || (uint32_t)(d - digits) >= base)
			return 0;
		c = c * base + (uint32_t)(d - digits);
	}
	if ((c < ' ' && c != '\t' && c != '\n') || c > 0x10ffff ||
	    (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
		return 0;
	return c;
}

/* Character data or an attribute's value, with its references resolved. */
static oct_str
decode(struct markup *m, const char *p, size_t n)
{
	const char *end = p + n;
	uint8_t bytes[6];

	while (p < end) {
		const char *amp = memchr(p, '&', (size_t)(end - p)), *semicolon;
		uint32_t c;

		out_put(&m->out, p, (size_t)((amp ? amp : end) - p));
		if (amp == NULL)
			break;
		semicolon = memchr(amp, ';', (size_t)(end - amp));
		if (semicolon == NULL || semicolon - amp < 2) {
			m->bad = 1;
			break;
		}
		n = (size_t)(semicolon - amp) - 1;
		c = amp[1] == '#' ? numbered_character(amp + 1, n)
				  : named_character(amp + 1, n);
		m->bad |= c == 0;
		out_put(&m->out, (const char *)bytes,
		    (size_t)u8_uctomb(bytes, c, sizeof(bytes)));
		p = semicolon + 1;
	}
	return out_keep(&m->out);
}

static int
same_name(const struct markup_name *a, const struct markup_name *b)
{
	return strcmp(a->local.p, b->local.p) == 0 &&
	    strcmp(a->prefix.p, b->prefix.p) == 0;
}

static void
read_attribute(struct markup *m)
{
	struct markup_attr *a = &m->attrs[m->n_attrs];
	const char *start;
	char quote[2] = "";

	a->name = read_name(m);
	pass_space(m);
	if (m->p == m->end || *m->p++ != '=')
		m->bad = 1;
	pass_space(m);
	if (m->p == m->end || (*m->p != '"' && *m->p != '\''))
		m->bad = 1;
	if (m->bad)
		return;
	quote[0] = *m->p++;
	start = m->p;
	if (pass(m, quote) == NULL)
		return;
	a->value = decode(m, start, (size_t)(m->p - start) - 1);
	for (size_t i = 0; i < m->n_attrs; i++)
		m->bad |= same_name(&m->attrs[i].name, &a->name);
	m->n_attrs++;
}

static int
read_start(struct markup *m)
{
	m->p++;
	m->name = read_name(m);
	m->n_attrs = 0;
	for (;;) {
		pass_space(m);
		if (m->bad || m->p == m->end || *m->p == '/' || *m->p == '>')
			break;
		if (m->n_attrs == MARKUP_ATTRS)
			m->bad = 1;
		else
			read_attribute(m);
	}
	m->closing = starts(m, "/>");
	m->bad |= !m->closing && !starts(m, ">");
	m->bad |= m->depth == MARKUP_DEPTH || (m->depth == 0 && m->rooted);
	if (m->bad)
		return MARKUP_BAD;
	m->p += m->closing ? 2 : 1;
	m->rooted = 1;
	m->open[m->depth++] = m->name;
	return MARKUP_START;
}

static int
read_end(struct markup *m)
{
	m->p += 2;
	m->name = read_name(m);
	pass_space(m);
	m->bad |= m->depth == 0 || !starts(m, ">") ||
	    !same_name(&m->open[m->depth - 1], &m->name);
	if (m->bad)
		return MARKUP_BAD;
	m->p++;
	m->depth--;
	return MARKUP_END;
}

/* Text up to the next tag; outside of the root there is only white space. */
static int
read_text(struct markup *m)
{
	const char *start = m->p, *tag;

	tag = memchr(m->p, '<', (size_t)(m->end - m->p));
	m->p = tag != NULL ? tag : m->end;
	if (m->depth == 0) {
		m->bad |= strspn(start, " \t\r\n") < (size_t)(m->p - start);
		return 0;
	}
	m->text = decode(m, start, (size_t)(m->p - start));
	return 1;
}

static int
read_cdata(struct markup *m)
{
	const char *start = m->p + strlen("<![CDATA["), *close;

	close = pass(m, "]]>");
	if (close == NULL || m->depth == 0 || close < start)
		m->bad = 1;
	if (m->bad || close == start)
		return 0;
	m->text = copy(m, start, (size_t)(close - start));
	return 1;
}

/* <!DOCTYPE svg PUBLIC "..." "...">: named, never read. */
static void
pass_doctype(struct markup *m)
{
	const char *start = m->p;

	if (m->rooted || pass(m, ">") == NULL ||
	    memchr(start, '[', (size_t)(m->p - start)) != NULL)
		m->bad = 1;
}

int
markup_next(struct markup *m)
{
	if (m->closing && !m->bad) {
		m->closing = 0;
		m->name = m->open[--m->depth];
		return MARKUP_END;
	}
	while (!m->bad && m->p < m->end) {
		if (*m->p != '<') {
			if (read_text(m))
				return m->bad ? MARKUP_BAD : MARKUP_TEXT;
		} else if (starts(m, "<!--")) {
			m->p += 4;
			pass(m, "-->");
		} else if (starts(m, "<![CDATA[")) {
			if (read_cdata(m))
				return MARKUP_TEXT;
		} else if (starts(m, "<!DOCTYPE")) {
			pass_doctype(m);
		} else if (starts(m, "<?")) {
			pass(m, "?>");
		} else {
			return starts(m, "</") ? read_end(m) : read_start(m);
		}
	}
	return m->bad || m->depth > 0 || !m->rooted ? MARKUP_BAD : MARKUP_DONE;
}

void
markup_skip(struct markup *m)
{
	size_t depth = m->depth;
	int node;

	do
		node = markup_next(m);
	while (node != MARKUP_BAD && m->depth >= depth);
}

oct_str
markup_attr(const struct markup *m, const char *local)
{
	static const oct_str none = { "", 0 };

	for (size_t i = 0; i < m->n_attrs; i++)
		if (m->attrs[i].name.prefix.n == 0 &&
		    strcmp(m->attrs[i].name.local.p, local) == 0)
			return m->attrs[i].value;
	return none;
}
