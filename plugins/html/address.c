/* address.c -- which page it is, as the page says. */
#include "address.h"

#include <string.h>
#include <strings.h>

#include "meta.h"

static bool
is_absolute(struct dom_str url)
{
	return url.n > 8 &&
	    (strncasecmp(url.p, "http://", 7) == 0 ||
		strncasecmp(url.p, "https://", 8) == 0);
}

struct dom_str
address_declared(const struct dom *d)
{
	struct dom_str found = { "", 0 }, s;

	for (uint32_t n = DOM_ROOT; n != 0; n = dom_walk(d, n, DOM_ROOT)) {
		if (dom_is(d, n, DOM_BODY))
			break;
		s = dom_attr(d, n, DOM_ATTR_REL);
		if (dom_is(d, n, DOM_LINK) && s.n == 9 &&
		    strncasecmp(s.p, "canonical", 9) == 0 &&
		    is_absolute(dom_attr(d, n, DOM_ATTR_HREF)))
			return dom_attr(d, n, DOM_ATTR_HREF);
		if (dom_is(d, n, DOM_META) &&
		    dom_str_is(dom_attr(d, n, DOM_ATTR_PROPERTY), "og:url") &&
		    is_absolute(dom_attr(d, n, DOM_ATTR_CONTENT)))
			found = dom_attr(d, n, DOM_ATTR_CONTENT);
	}
	return found;
}

/* "saved from url=(0028)https://..." as browsers leave it in front of a page,
 * and SingleFile's "url: https://..." */
struct dom_str
address_in_comment(struct dom_str text, const char **from)
{
	static const char mark[] = "saved from url=(", own[] = "url: ";
	struct dom_str url = { "", 0 };
	const char *p = memmem(text.p, text.n, mark, sizeof(mark) - 1);
	const char *end = text.p + text.n;

	*from = "saved-from";
	if (p != NULL) {
		p = memchr(p, ')', (size_t)(end - p));
		p = p != NULL ? p + 1 : NULL;
	} else if (memmem(text.p, text.n, "SingleFile", 10) != NULL) {
		*from = "singlefile";
		p = memmem(text.p, text.n, own, sizeof(own) - 1);
		p = p != NULL ? p + sizeof(own) - 1 : NULL;
	}
	if (p == NULL)
		return url;
	url.p = p;
	while (p + url.n < end && (uint8_t)p[url.n] > ' ')
		url.n++;
	return is_absolute(url) ? url : (struct dom_str){ "", 0 };
}

struct dom_str
address_saved(const struct dom *d)
{
	const uint32_t around[] = { DOM_ROOT,
		dom_child(d, DOM_ROOT, DOM_HTML) };
	struct dom_str url = { "", 0 };
	const char *from;

	for (size_t i = 0; i < 2; i++)
		for (uint32_t n = dom_first(d, around[i]); n != 0 && url.n == 0;
		     n = dom_next(d, n))
			if (dom_type(d, n) == DOM_NODE_COMMENT)
				url = address_in_comment(dom_text(d, n), &from);
	return url;
}

/* The value behind href= or content= in the tag that has the word in it. */
static struct dom_str
value_near(const char *source, const char *end, const char *word)
{
	static const char *const names[] = { "href=", "content=" };
	struct dom_str none = { "", 0 }, url;
	const char *p =
	    memmem(source, (size_t)(end - source), word, strlen(word));
	const char *open, *close, *value;

	if (p == NULL)
		return none;
	open = memrchr(source, '<', (size_t)(p - source));
	close = memchr(p, '>', (size_t)(end - p));
	if (open == NULL || close == NULL)
		return none;
	for (size_t i = 0; i < 2; i++) {
		value = memmem(
		    open, (size_t)(close - open), names[i], strlen(names[i]));
		if (value == NULL)
			continue;
		value += strlen(names[i]);
		value += value < close && (*value == '"' || *value == '\'');
		url = (struct dom_str){ value, 0 };
		while (value + url.n < close &&
		    strchr("\"' >", value[url.n]) == NULL)
			url.n++;
		if (is_absolute(url))
			return url;
	}
	return none;
}

struct dom_str
address_guess(const char *source, size_t n)
{
	const char *from;
	struct dom_str url = address_in_comment(
	    (struct dom_str){ source, n < 2048 ? n : 2048 }, &from);

	if (url.n == 0)
		url = value_near(source, source + n, "canonical");
	return url.n != 0 ? url : value_near(source, source + n, "og:url");
}
