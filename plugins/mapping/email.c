/* email.c: addresses that Cloudflare hides behind "[email protected]" until a
 * script runs: in hexadecimal, each byte xored with the first. */
#include <string.h>

#include "map.h"

#define PAGE "/cdn-cgi/l/email-protection"

enum { ADDRESS = 320 }; /* RFC 5321 allows 254, and there may be a subject */

static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *p =
	    c != '\0' ? strchr(digits, c | ('A' <= c ? 0x20 : 0)) : NULL;

	return p != NULL ? (int)(p - digits) : -1;
}

static int
hex_byte(const char *p)
{
	int high = hex_digit(p[0]), low = hex_digit(p[1]);

	return high >= 0 && low >= 0 ? high << 4 | low : -1;
}

static struct dom_str
decode(struct map *m, struct dom_str hidden)
{
	struct dom_str none = { 0 };
	size_t n = hidden.n / 2;
	int key = n > 3 ? hex_byte(hidden.p) : -1, c;
	char *out;

	if (key < 0 || n > ADDRESS || hidden.n % 2 != 0 ||
	    (out = m->api->scratch(m->job, n)) == NULL)
		return none;
	for (size_t i = 1; i < n; i++) {
		c = hex_byte(hidden.p + 2 * i) ^ key;
		if (c <= ' ' || c >= 0x7f)
			return none;
		out[i - 1] = (char)c;
	}
	if (memchr(out, '@', n - 1) == NULL)
		return none;
	return (struct dom_str){ out, n - 1 };
}

bool
map_is_email_page(struct dom_str href)
{
	return href.n != 0 &&
	    memmem(href.p, href.n, PAGE, sizeof(PAGE) - 1) != NULL;
}

struct dom_str
map_email_of(struct map *m, uint32_t n)
{
	struct dom_str hidden = dom_attr(m->dom, n, DOM_ATTR_DATA_CFEMAIL);
	struct dom_str href = dom_attr(m->dom, n, DOM_ATTR_HREF);
	const char *hash;

	if (hidden.n != 0)
		return decode(m, hidden);
	hash = map_is_email_page(href) ? memchr(href.p, '#', href.n) : NULL;
	if (hash == NULL)
		return (struct dom_str){ 0 };
	hidden.p = hash + 1;
	hidden.n = (size_t)(href.p + href.n - hidden.p);
	return decode(m, hidden);
}

bool
map_put_email(struct map *m, uint32_t n, struct dom_str email)
{
	const struct dom *d = m->dom;
	const char *subject = memchr(email.p, '?', email.n);
	bool stands_in = false;

	for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
		stands_in |= memmem(dom_text(d, c).p, dom_text(d, c).n,
				 "protected]", 10) != NULL;
	if (!stands_in || m->facts[n].text > 40)
		return false;
	for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
		if (dom_type(d, c) == DOM_NODE_TEXT)
			map_say(m, c);
	if (subject != NULL)
		email.n = (size_t)(subject - email.p);
	map_out_text(m, n, email);
	return true;
}
