/*
 * phrases.c -- words by which page furniture gives itself away.  A phrase is
 * compared with the whole line, its beginning, or any part of it, in small
 * letters and without marks around it; only short lines are looked at.
 */
#include "clean.h"

enum { LONGEST = 700 }; /* bytes of a line worth looking at */

enum where { WHOLE, BEGINNING, ANYWHERE };

static const struct phrase {
	const char *text;
	enum where where;
	uint32_t says;
} phrases[] = {
	/* what comes after an article */
	{ "related articles", BEGINNING, SAYS_END },
	{ "related posts", BEGINNING, SAYS_END },
	{ "related stories", BEGINNING, SAYS_END },
	{ "related news", BEGINNING, SAYS_END },
	{ "related content", BEGINNING, SAYS_END },
	{ "related reading", BEGINNING, SAYS_END },
	{ "related topics", BEGINNING, SAYS_END },
	{ "related products", BEGINNING, SAYS_END },
	{ "you may also", BEGINNING, SAYS_END },
	{ "you might also", BEGINNING, SAYS_END },
	{ "if you liked this", BEGINNING, SAYS_END },
	{ "also in the news", WHOLE, SAYS_END },
	{ "more from", BEGINNING, SAYS_END },
	{ "more on", BEGINNING, SAYS_END },
	{ "more stories", BEGINNING, SAYS_END },
	{ "more articles", BEGINNING, SAYS_END },
	{ "more news", BEGINNING, SAYS_END },
	{ "more posts", BEGINNING, SAYS_END },
	{ "more like", BEGINNING, SAYS_END },
	{ "recommended for you", BEGINNING, SAYS_END },
	{ "recommended reading", BEGINNING, SAYS_END },
	{ "recommended articles", BEGINNING, SAYS_END },
	{ "recommended stories", BEGINNING, SAYS_END },
	{ "comment", WHOLE, SAYS_END },
	{ "comments", BEGINNING, SAYS_END },
	{ "leave a reply", BEGINNING, SAYS_END },
	{ "leave a comment", BEGINNING, SAYS_END },
	{ "leave a response", BEGINNING, SAYS_END },
	{ "post a comment", BEGINNING, SAYS_END },
	{ "join the discussion", BEGINNING, SAYS_END },
	{ "join the conversation", BEGINNING, SAYS_END },
	{ "join our mailing list", BEGINNING, SAYS_END },
	{ "share", WHOLE, SAYS_END },
	{ "share this", BEGINNING, SAYS_END },
	{ "share on", BEGINNING, SAYS_END },
	{ "share the", BEGINNING, SAYS_END },
	{ "share article", BEGINNING, SAYS_END },
	{ "share post", BEGINNING, SAYS_END },
	{ "share via", BEGINNING, SAYS_END },
	{ "about the author", BEGINNING, SAYS_END },
	{ "latest news", BEGINNING, SAYS_END },
	{ "latest posts", BEGINNING, SAYS_END },
	{ "latest articles", BEGINNING, SAYS_END },
	{ "latest stories", BEGINNING, SAYS_END },
	{ "recent posts", BEGINNING, SAYS_END },
	{ "recent articles", BEGINNING, SAYS_END },
	{ "recent news", BEGINNING, SAYS_END },
	{ "recent comments", BEGINNING, SAYS_END },
	{ "popular posts", WHOLE, SAYS_END },
	{ "popular articles", WHOLE, SAYS_END },
	{ "popular stories", WHOLE, SAYS_END },
	{ "trending", BEGINNING, SAYS_END },
	{ "most read", BEGINNING, SAYS_END },
	{ "most popular", BEGINNING, SAYS_END },
	{ "most viewed", BEGINNING, SAYS_END },
	{ "most recent", BEGINNING, SAYS_END },
	{ "sign up", BEGINNING, SAYS_END },
	{ "subscribe", WHOLE, SAYS_END },
	{ "subscribe to", BEGINNING, SAYS_END },
	{ "subscribe now", BEGINNING, SAYS_END },
	{ "newsletter", WHOLE, SAYS_END },
	{ "newsletter signup", WHOLE, SAYS_END },
	{ "get our newsletter", BEGINNING, SAYS_END },
	{ "get the latest", BEGINNING, SAYS_END },
	{ "follow us", BEGINNING, SAYS_END },
	{ "post navigation", WHOLE, SAYS_END },
	{ "keep reading", BEGINNING, SAYS_END },
	{ "up next", WHOLE, SAYS_END },
	{ "next article", WHOLE, SAYS_END },
	{ "next post", WHOLE, SAYS_END },
	{ "previous article", WHOLE, SAYS_END },
	{ "previous post", WHOLE, SAYS_END },
	{ "what to read next", WHOLE, SAYS_END },
	{ "top stories", WHOLE, SAYS_END },
	{ "editor's pick", BEGINNING, SAYS_END },
	{ "explore more", BEGINNING, SAYS_END },
	{ "similar posts", BEGINNING, SAYS_END },
	{ "similar articles", BEGINNING, SAYS_END },
	{ "other articles", BEGINNING, SAYS_END },
	{ "other posts", BEGINNING, SAYS_END },
	{ "support us", WHOLE, SAYS_END },
	{ "enjoyed this", BEGINNING, SAYS_END },
	{ "filed under", BEGINNING, SAYS_END },
	{ "posted in", BEGINNING, SAYS_END },
	{ "tags", WHOLE, SAYS_END },
	{ "tags:", BEGINNING, SAYS_END },
	{ "tagged", BEGINNING, SAYS_END },
	{ "categories", WHOLE, SAYS_END },
	{ "was this page helpful", BEGINNING, SAYS_END },
	{ "was this article helpful", BEGINNING, SAYS_END },
	{ "return to top", WHOLE, SAYS_END },
	{ "back to top", WHOLE, SAYS_END },

	/* headings of furniture wherever they stand */
	{ "related", WHOLE, SAYS_MENU },
	{ "read more", BEGINNING, SAYS_MENU },
	{ "read next", WHOLE, SAYS_MENU },
	{ "recommended", WHOLE, SAYS_MENU },
	{ "follow", BEGINNING, SAYS_MENU },
	{ "stay connected", BEGINNING, SAYS_MENU },
	{ "stay in touch", BEGINNING, SAYS_MENU },
	{ "contact", WHOLE, SAYS_MENU },
	{ "contact us", WHOLE, SAYS_MENU },
	{ "about us", WHOLE, SAYS_MENU },
	{ "archives", WHOLE, SAYS_MENU },
	{ "navigation", WHOLE, SAYS_MENU },
	{ "footer", BEGINNING, SAYS_MENU },
	{ "sponsored", BEGINNING, SAYS_MENU },
	{ "advertisement", WHOLE, SAYS_MENU },
	{ "quick links", WHOLE, SAYS_MENU },
	{ "useful links", WHOLE, SAYS_MENU },
	{ "legal", WHOLE, SAYS_MENU },
	{ "search", WHOLE, SAYS_MENU },
	{ "menu", WHOLE, SAYS_MENU },
	{ "primary navigation", WHOLE, SAYS_MENU },
	{ "section navigation", WHOLE, SAYS_MENU },
	{ "breadcrumb", WHOLE, SAYS_MENU },
	{ "privacy overview", WHOLE, SAYS_MENU },

	/* parts of pages */
	{ "skip to", BEGINNING, SAYS_FURNITURE },
	{ "all rights reserved", ANYWHERE, SAYS_FURNITURE | SAYS_COPYRIGHT },
	{ "\xc2\xa9", ANYWHERE, SAYS_FURNITURE | SAYS_COPYRIGHT },
	{ "copyright", BEGINNING, SAYS_FURNITURE | SAYS_COPYRIGHT },
	{ "privacy policy", ANYWHERE, SAYS_FURNITURE },
	{ "terms of use", ANYWHERE, SAYS_FURNITURE },
	{ "terms of service", ANYWHERE, SAYS_FURNITURE },
	{ "terms and conditions", WHOLE, SAYS_FURNITURE },
	{ "newsletter", ANYWHERE, SAYS_FURNITURE },
	{ "subscribe", ANYWHERE, SAYS_FURNITURE },
	{ "sign in", ANYWHERE, SAYS_FURNITURE },
	{ "log in", ANYWHERE, SAYS_FURNITURE },
	{ "login", ANYWHERE, SAYS_FURNITURE },
	{ "your email", ANYWHERE, SAYS_FURNITURE },
	{ "email address", ANYWHERE, SAYS_FURNITURE },
	{ "advertisement", BEGINNING, SAYS_FURNITURE },
	{ "loading", BEGINNING, SAYS_FURNITURE },
	{ "continue reading", ANYWHERE, SAYS_FURNITURE },
	{ "add to cart", ANYWHERE, SAYS_FURNITURE },
	{ "click here to", ANYWHERE, SAYS_FURNITURE },
	{ "your comment", ANYWHERE, SAYS_FURNITURE },
	{ "required fields", ANYWHERE, SAYS_FURNITURE },
	{ "powered by", BEGINNING, SAYS_FURNITURE },
	{ "min read", ANYWHERE, SAYS_FURNITURE },
	{ "minute read", ANYWHERE, SAYS_FURNITURE },
	{ "minutes read", ANYWHERE, SAYS_FURNITURE },
	{ "reply", WHOLE, SAYS_FURNITURE },

	/* what asks for something */
	{ "use cookies", ANYWHERE, SAYS_CONSENT },
	{ "uses cookies", ANYWHERE, SAYS_CONSENT },
	{ "using cookies", ANYWHERE, SAYS_CONSENT },
	{ "of cookies", ANYWHERE, SAYS_CONSENT },
	{ "cookies are", ANYWHERE, SAYS_CONSENT },
	{ "cookie consent", ANYWHERE, SAYS_CONSENT },
	{ "cookies help", ANYWHERE, SAYS_CONSENT },
	{ "cookie settings", ANYWHERE, SAYS_CONSENT },
	{ "cookie policy", ANYWHERE, SAYS_CONSENT },
	{ "your email address will not", ANYWHERE, SAYS_CONSENT },
	{ "save my name, email", ANYWHERE, SAYS_CONSENT },
	{ "official websites use", BEGINNING, SAYS_CONSENT },
	{ "secure .gov websites", BEGINNING, SAYS_CONSENT },

	{ "story highlights", WHOLE, SAYS_HIGHLIGHTS },
	{ "highlights", WHOLE, SAYS_HIGHLIGHTS },
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

static bool
matches(const struct phrase *p, const char *line, size_t n)
{
	size_t len = strlen(p->text);

	switch (p->where) {
	case WHOLE: return n == len && memcmp(line, p->text, n) == 0;
	case BEGINNING:
		return n >= len && memcmp(line, p->text, len) == 0 &&
		    (n == len || is_edge(line[len]) ||
			is_edge(p->text[len - 1]));
	case ANYWHERE: return memmem(line, n, p->text, len) != NULL;
	}
	return false;
}

uint32_t
clean_says(const char *text, size_t n)
{
	char line[LONGEST + 1];
	uint32_t says = 0;

	if (n > LONGEST)
		return 0;
	n = fold(text, n, line);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (matches(&phrases[i], line, n))
			says |= phrases[i].says;
	return says;
}
