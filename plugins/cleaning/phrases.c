/*
 * phrases.c -- words by which page furniture gives itself away.  A phrase is
 * compared with the whole line, its beginning, or any part of it that begins
 * with a word, in small letters and without marks around it; only short lines
 * are looked at.
 *
 * SAYS_END: what comes after an article; SAYS_MENU: headings of furniture
 * wherever they stand; SAYS_FURNITURE: parts of pages; SAYS_CONSENT: what asks
 * for something.
 */
#include "clean.h"

enum { LONGEST = 700 }; /* bytes of a line worth looking at */

enum where { WHOLE, BEGINNING, ANYWHERE };

static const struct phrase {
	const char *text;
	enum where where;
	uint32_t says;
} phrases[] = {
	/* clang-format off */
	{ "about the author", BEGINNING, SAYS_END },
	{ "about us", WHOLE, SAYS_MENU },
	{ "add to cart", ANYWHERE, SAYS_FURNITURE },
	{ "advertisement", WHOLE, SAYS_MENU },
	{ "advertisement", BEGINNING, SAYS_FURNITURE },
	{ "all rights reserved", ANYWHERE, SAYS_FURNITURE | SAYS_COPYRIGHT },
	{ "also in the news", WHOLE, SAYS_END },
	{ "archives", WHOLE, SAYS_MENU },
	{ "back to top", WHOLE, SAYS_END },
	{ "breadcrumb", WHOLE, SAYS_MENU },
	{ "categories", WHOLE, SAYS_END },
	{ "click here to", ANYWHERE, SAYS_FURNITURE },
	{ "comment", WHOLE, SAYS_END },
	{ "comments", BEGINNING, SAYS_END },
	{ "contact", WHOLE, SAYS_MENU },
	{ "contact us", WHOLE, SAYS_MENU },
	{ "continue reading", ANYWHERE, SAYS_FURNITURE },
	{ "cookie consent", ANYWHERE, SAYS_CONSENT },
	{ "cookie policy", ANYWHERE, SAYS_CONSENT },
	{ "cookie settings", ANYWHERE, SAYS_CONSENT },
	{ "cookies are", ANYWHERE, SAYS_CONSENT },
	{ "cookies help", ANYWHERE, SAYS_CONSENT },
	{ "copyright", BEGINNING, SAYS_FURNITURE | SAYS_COPYRIGHT },
	{ "editor's pick", BEGINNING, SAYS_END },
	{ "email address", ANYWHERE, SAYS_FURNITURE },
	{ "enjoyed this", BEGINNING, SAYS_END },
	{ "explore more", BEGINNING, SAYS_END },
	{ "filed under", BEGINNING, SAYS_END },
	{ "follow", BEGINNING, SAYS_MENU },
	{ "follow us", BEGINNING, SAYS_END },
	{ "footer", BEGINNING, SAYS_MENU },
	{ "get our newsletter", BEGINNING, SAYS_END },
	{ "get the latest", BEGINNING, SAYS_END },
	{ "highlights", WHOLE, SAYS_HIGHLIGHTS },
	{ "if you liked this", BEGINNING, SAYS_END },
	{ "join our mailing list", BEGINNING, SAYS_END },
	{ "join the conversation", BEGINNING, SAYS_END },
	{ "join the discussion", BEGINNING, SAYS_END },
	{ "keep reading", BEGINNING, SAYS_END },
	{ "latest articles", BEGINNING, SAYS_END },
	{ "latest news", BEGINNING, SAYS_END },
	{ "latest posts", BEGINNING, SAYS_END },
	{ "latest stories", BEGINNING, SAYS_END },
	{ "leave a comment", BEGINNING, SAYS_END | SAYS_FORM },
	{ "leave a reply", BEGINNING, SAYS_END | SAYS_FORM },
	{ "leave a response", BEGINNING, SAYS_END | SAYS_FORM },
	{ "legal", WHOLE, SAYS_MENU },
	{ "loading", BEGINNING, SAYS_FURNITURE },
	{ "log in", ANYWHERE, SAYS_FURNITURE },
	{ "login", ANYWHERE, SAYS_FURNITURE },
	{ "menu", WHOLE, SAYS_MENU },
	{ "min read", ANYWHERE, SAYS_FURNITURE },
	{ "minute read", ANYWHERE, SAYS_FURNITURE },
	{ "minutes read", ANYWHERE, SAYS_FURNITURE },
	{ "more articles", BEGINNING, SAYS_END },
	{ "more from", BEGINNING, SAYS_END },
	{ "more like", BEGINNING, SAYS_END },
	{ "more news", BEGINNING, SAYS_END },
	{ "more on", BEGINNING, SAYS_END },
	{ "more posts", BEGINNING, SAYS_END },
	{ "more stories", BEGINNING, SAYS_END },
	{ "most popular", BEGINNING, SAYS_END },
	{ "most read", BEGINNING, SAYS_END },
	{ "most recent", BEGINNING, SAYS_END },
	{ "most viewed", BEGINNING, SAYS_END },
	{ "navigation", WHOLE, SAYS_MENU },
	{ "newsletter", WHOLE, SAYS_END },
	{ "newsletter", ANYWHERE, SAYS_FURNITURE },
	{ "newsletter signup", WHOLE, SAYS_END },
	{ "next article", WHOLE, SAYS_END },
	{ "next post", WHOLE, SAYS_END },
	{ "of cookies", ANYWHERE, SAYS_CONSENT },
	{ "official websites use", BEGINNING, SAYS_CONSENT },
	{ "other articles", BEGINNING, SAYS_END },
	{ "other posts", BEGINNING, SAYS_END },
	{ "popular articles", WHOLE, SAYS_END },
	{ "popular posts", WHOLE, SAYS_END },
	{ "popular stories", WHOLE, SAYS_END },
	{ "post a comment", BEGINNING, SAYS_END | SAYS_FORM },
	{ "post navigation", WHOLE, SAYS_END },
	{ "posted in", BEGINNING, SAYS_END },
	{ "powered by", BEGINNING, SAYS_FURNITURE },
	{ "previous article", WHOLE, SAYS_END },
	{ "previous post", WHOLE, SAYS_END },
	{ "primary navigation", WHOLE, SAYS_MENU },
	{ "privacy overview", WHOLE, SAYS_MENU },
	{ "privacy policy", ANYWHERE, SAYS_FURNITURE },
	{ "quick links", WHOLE, SAYS_MENU },
	{ "read more", BEGINNING, SAYS_MENU },
	{ "read next", WHOLE, SAYS_MENU },
	{ "recent articles", BEGINNING, SAYS_END },
	{ "recent comments", BEGINNING, SAYS_END },
	{ "recent news", BEGINNING, SAYS_END },
	{ "recent posts", BEGINNING, SAYS_END },
	{ "recommended", WHOLE, SAYS_MENU },
	{ "recommended articles", BEGINNING, SAYS_END },
	{ "recommended for you", BEGINNING, SAYS_END },
	{ "recommended reading", BEGINNING, SAYS_END },
	{ "recommended stories", BEGINNING, SAYS_END },
	{ "related", WHOLE, SAYS_MENU },
	{ "related articles", BEGINNING, SAYS_END },
	{ "related content", BEGINNING, SAYS_END },
	{ "related news", BEGINNING, SAYS_END },
	{ "related posts", BEGINNING, SAYS_END },
	{ "related products", BEGINNING, SAYS_END },
	{ "related reading", BEGINNING, SAYS_END },
	{ "related stories", BEGINNING, SAYS_END },
	{ "related topics", BEGINNING, SAYS_END },
	{ "reply", WHOLE, SAYS_FURNITURE },
	{ "required fields", ANYWHERE, SAYS_FURNITURE },
	{ "return to top", WHOLE, SAYS_END },
	{ "save my name, email", ANYWHERE, SAYS_CONSENT },
	{ "search", WHOLE, SAYS_MENU },
	{ "section navigation", WHOLE, SAYS_MENU },
	{ "secure .gov websites", BEGINNING, SAYS_CONSENT },
	{ "share", WHOLE, SAYS_END },
	{ "share article", BEGINNING, SAYS_END },
	{ "share on", BEGINNING, SAYS_END },
	{ "share post", BEGINNING, SAYS_END },
	{ "share the", BEGINNING, SAYS_END },
	{ "share this", BEGINNING, SAYS_END },
	{ "share via", BEGINNING, SAYS_END },
	{ "sign in", ANYWHERE, SAYS_FURNITURE },
	{ "sign up", BEGINNING, SAYS_END },
	{ "similar articles", BEGINNING, SAYS_END },
	{ "similar posts", BEGINNING, SAYS_END },
	{ "skip to", BEGINNING, SAYS_FURNITURE },
	{ "sponsored", BEGINNING, SAYS_MENU },
	{ "stay connected", BEGINNING, SAYS_MENU },
	{ "stay in touch", BEGINNING, SAYS_MENU },
	{ "story highlights", WHOLE, SAYS_HIGHLIGHTS },
	{ "subscribe", WHOLE, SAYS_END },
	{ "subscribe", ANYWHERE, SAYS_FURNITURE },
	{ "subscribe now", BEGINNING, SAYS_END },
	{ "subscribe to", BEGINNING, SAYS_END },
	{ "support us", WHOLE, SAYS_END },
	{ "tagged", BEGINNING, SAYS_END },
	{ "tags", WHOLE, SAYS_END },
	{ "tags:", BEGINNING, SAYS_END },
	{ "terms and conditions", WHOLE, SAYS_FURNITURE },
	{ "terms of service", ANYWHERE, SAYS_FURNITURE },
	{ "terms of use", ANYWHERE, SAYS_FURNITURE },
	{ "top stories", WHOLE, SAYS_END },
	{ "trending", BEGINNING, SAYS_END },
	{ "up next", WHOLE, SAYS_END },
	{ "use cookies", ANYWHERE, SAYS_CONSENT },
	{ "useful links", WHOLE, SAYS_MENU },
	{ "uses cookies", ANYWHERE, SAYS_CONSENT },
	{ "using cookies", ANYWHERE, SAYS_CONSENT },
	{ "was this article helpful", BEGINNING, SAYS_END },
	{ "was this page helpful", BEGINNING, SAYS_END },
	{ "what to read next", WHOLE, SAYS_END },
	{ "you may also", BEGINNING, SAYS_END },
	{ "you might also", BEGINNING, SAYS_END },
	{ "your comment", ANYWHERE, SAYS_FURNITURE },
	{ "your email", ANYWHERE, SAYS_FURNITURE },
	{ "your email address will not", ANYWHERE, SAYS_CONSENT },
	{ "\xc2\xa9", ANYWHERE, SAYS_FURNITURE | SAYS_COPYRIGHT },
	/* clang-format on */
};

static bool
is_edge(char c)
{
	return (unsigned char)c < 0x80 && (c < '0' || c > '9') &&
	    ((c | 0x20) < 'a' || (c | 0x20) > 'z');
}

/* Small letters, single spaces, no marks at the ends.  "12 comments" and
 * "(12) comments" lose their number. */
static size_t
fold(const char *text, size_t n, char out[LONGEST + 1])
{
	size_t len = 0;

	while (n > 0 && is_edge(text[n - 1]))
		n--;
	while (n > 0 && (is_edge(*text) || (*text >= '0' && *text <= '9'))) {
		text++;
		n--;
	}
	for (size_t i = 0; i < n && len < LONGEST; i++) {
		char c = text[i];

		if (c == '\n' || c == '\t')
			c = ' ';
		if (c == ' ' && len > 0 && out[len - 1] == ' ')
			continue;
		out[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	out[len] = '\0';
	return len;
}

enum { PHRASES = sizeof(phrases) / sizeof(phrases[0]) };

/* The first phrase that begins with that byte or a greater one. */
static size_t
first_phrase(char c)
{
	size_t low = 0, high = PHRASES;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((unsigned char)*phrases[middle].text < (unsigned char)c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Does the phrase stand at that place of the line? */
static bool
matches(const struct phrase *p, const char *line, size_t n, size_t at)
{
	size_t len = strlen(p->text), end = at + len;

	if (end > n || memcmp(line + at, p->text, len) != 0)
		return false;
	switch (p->where) {
	case WHOLE: return at == 0 && end == n;
	case BEGINNING:
		return at == 0 &&
		    (end == n || is_edge(line[end]) || is_edge(line[end - 1]));
	case ANYWHERE: break;
	}
	return true;
}

uint32_t
clean_says(const char *text, size_t n)
{
	char line[LONGEST + 1] = "";
	uint32_t says = 0;

	if (n > LONGEST)
		return 0;
	n = fold(text, n, line);
	for (size_t at = 0; at < n; at++) {
		if (is_edge(line[at]) || (at > 0 && !is_edge(line[at - 1])))
			continue;
		for (size_t i = first_phrase(line[at]);
		     i < PHRASES && *phrases[i].text == line[at]; i++)
			if (matches(&phrases[i], line, n, at))
				says |= phrases[i].says;
	}
	return says;
}
