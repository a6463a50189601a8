/* email.c: addresses that Cloudflare hides behind "[email protected]" until a
 * script runs: in hexadecimal, each byte xored with the first. */
#include <string.h>

#include "map.h"

#define PAGE "/cdn-cgi/l/email-protection"

enum { HIDDEN = 2048 }; /* bytes; more than an address and its subject have */

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
decode(const oct_api *api, oct_job *job, struct dom_str hidden)
{
	struct dom_str none = { 0 };
	size_t n = hidden.n / 2, i;
	int key = n > 3 ? hex_byte(hidden.p) : -1, c;
	char *out;

	if (key < 0 || n > HIDDEN || hidden.n % 2 != 0 ||
	    (out = api->scratch(job, n)) == NULL)
		return none;
	for (i = 1; i < n; i++) {
		c = hex_byte(hidden.p + 2 * i) ^ key;
		if (c == '?')
			break; /* "?subject=" */
		if (c <= ' ' || c >= 0x7f)
			return none;
		out[i - 1] = (char)c;
	}
	if (memchr(out, '@', i - 1) == NULL)
		return none;
	return (struct dom_str){ out, i - 1 };
}

bool
map_is_email_page(struct dom_str href)
{
	return href.n != 0 &&
	    memmem(href.p, href.n, PAGE, sizeof(PAGE) - 1) != NULL;
}

struct dom_str
map_email_in(const oct_api *api, oct_job *job, struct dom_str href)
{
	const char *hash =
	    map_is_email_page(href) ? memchr(href.p, '#', href.n) : NULL;

	if (hash == NULL)
		return (struct dom_str){ 0 };
	return decode(api, job,
	    (struct dom_str){
		hash + 1, (size_t)(href.p + href.n - (hash + 1)) });
}

struct dom_str
map_email_of(struct map *m, uint32_t n)
{
	struct dom_str hidden = dom_attr(m->dom, n, DOM_ATTR_DATA_CFEMAIL);

	return hidden.n != 0
	    ? decode(m->api, m->job, hidden)
	    : map_email_in(m->api, m->job, dom_attr(m->dom, n, DOM_ATTR_HREF));
}

struct dom_str
map_email_shown(struct map *m, uint32_t n)
{
	const struct dom *d = m->dom;
	struct dom_str email = map_email_of(m, n), none = { 0 };
	bool stands_in = false;

	for (uint32_t c = n; email.n != 0 && (c = dom_walk(d, c, n)) != 0;) {
		struct dom_str text = dom_text(d, c);

		if (text.n != 0)
			stands_in |=
			    memmem(text.p, text.n, "protected", 9) != NULL;
	}
	if (!stands_in || m->facts[n].text > 40)
		return none;
	for (uint32_t c = n; (c = dom_walk(d, c, n)) != 0;)
		if (dom_type(d, c) == DOM_NODE_TEXT)
			map_say(m, c);
	return email;
}
