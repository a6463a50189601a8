#include "dataurl.h"

#include <string.h>
#include <strings.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
percent_decode(const char *p, size_t n, struct buf *out)
{
	const char *end = p + n, *mark;
	char c;

	for (; p < end; p++) {
		mark = memchr(p, '%', (size_t)(end - p));
		if (mark == NULL)
			mark = end;
		buf_put(out, p, (size_t)(mark - p));
		p = mark;
		if (p == end)
			return;
		c = *p;
		if (end - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
			c = (char)(hex(p[1]) << 4 | hex(p[2]));
			p += 2;
		}
		buf_put(out, &c, 1);
	}
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* RFC 4648, white space skipped, padding optional. */
static bool
base64_decode(const char *p, size_t n, struct buf *out)
{
	uint32_t bits = 0;
	int have = 0, v;
	char c;

	for (size_t i = 0; i < n && p[i] != '='; i++) {
		if ((v = base64_value(p[i])) < 0) {
			if (p[i] == '\0' || strchr(" \t\r\n\f", p[i]) == NULL)
				return false;
			continue;
		}
		bits = bits << 6 | (uint32_t)v;
		if ((have += 6) >= 8) {
			have -= 8;
			c = (char)(bits >> have);
			buf_put(out, &c, 1);
		}
	}
	return have < 6;
}

bool
dataurl_decode(const char *url, size_t n, struct buf *out)
{
	static const char mark[] = ";base64";
	const char *comma = memchr(url, ',', n);
	struct buf text = { 0 };
	size_t head;
	bool ok = true;

	if (comma == NULL || n < 5 || strncasecmp(url, "data:", 5) != 0)
		return false;
	head = (size_t)(comma - url);
	n -= head + 1;
	if (head < 5 + sizeof(mark) - 1 ||
	    strncasecmp(comma - (sizeof(mark) - 1), mark, sizeof(mark) - 1) !=
		0) {
		percent_decode(comma + 1, n, out);
		return true;
	}
	percent_decode(comma + 1, n, &text);
	if (text.status == OCT_OK)
		ok = base64_decode(text.p != NULL ? text.p : "", text.n, out);
	else
		out->status = text.status;
	buf_free(&text);
	return ok;
}
