/* meta_hints.c -- what the classes and ids of a page's elements say of them. */
#include "meta_finds.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"

/* Parts of the words of class and id, in the order of strcmp(). */
struct hint {
	const char *word;
	uint16_t says;
};

static const struct hint hints[] = {
	{ "about", HINT_AUTHOR_NOT },
	{ "account", HINT_PERSON },
	{ "article", HINT_STORY },
	{ "auteur", HINT_AUTHOR },
	{ "author", HINT_AUTHOR },
	{ "authors", HINT_AUTHOR },
	{ "autor", HINT_AUTHOR },
	{ "autore", HINT_AUTHOR },
	{ "avatar", HINT_AUTHOR_NOT },
	{ "bigusername", HINT_AUTHOR },
	{ "bio", HINT_AUTHOR_NOT },
	{ "byline", HINT_AUTHOR },
	{ "bylines", HINT_AUTHOR },
	{ "comment", HINT_COMMENTS },
	{ "commentlist", HINT_COMMENTS },
	{ "comments", HINT_COMMENTS },
	{ "contributor", HINT_AUTHOR },
	{ "created", HINT_DATE },
	{ "creator", HINT_AUTHOR },
	{ "data", HINT_DATE },
	{ "date", HINT_DATE },
	{ "dateline", HINT_DATE },
	{ "datetime", HINT_DATE },
	{ "datum", HINT_DATE },
	{ "desc", HINT_AUTHOR_NOT },
	{ "description", HINT_AUTHOR_NOT },
	{ "email", HINT_AUTHOR_NOT },
	{ "event", HINT_DATE_NOT },
	{ "events", HINT_DATE_NOT },
	{ "fecha", HINT_DATE },
	{ "fn", HINT_NAME },
	{ "follow", HINT_AUTHOR_NOT },
	{ "footer", HINT_ELSEWHERE },
	{ "heading", HINT_AUTHOR_NOT },
	{ "highlights", HINT_HIGHLIGHTS },
	{ "icon", HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ "image", HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ "img", HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ "job", HINT_AUTHOR_NOT },
	{ "keypoints", HINT_HIGHLIGHTS | HINT_STORY },
	{ "label", HINT_AUTHOR_NOT },
	{ "menu", HINT_ELSEWHERE },
	{ "modified", HINT_DATE | HINT_MODIFIED },
	{ "name", HINT_NAME },
	{ "names", HINT_NAME },
	{ "news", HINT_STORY },
	{ "newsletter", HINT_ELSEWHERE },
	{ "person", HINT_PERSON },
	{ "photo", HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ "popular", HINT_ELSEWHERE },
	{ "position", HINT_AUTHOR_NOT },
	{ "posted", HINT_DATE },
	{ "pubdate", HINT_DATE },
	{ "publication", HINT_DATE },
	{ "publish", HINT_DATE },
	{ "published", HINT_DATE },
	{ "reading", HINT_DATE_NOT },
	{ "recommendations", HINT_ELSEWHERE },
	{ "recommended", HINT_ELSEWHERE },
	{ "related", HINT_ELSEWHERE },
	{ "respond", HINT_COMMENTS },
	{ "role", HINT_AUTHOR_NOT },
	{ "sidebar", HINT_ELSEWHERE },
	{ "social", HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ "story", HINT_STORY },
	{ "storyhighlights", HINT_HIGHLIGHTS | HINT_STORY },
	{ "time", HINT_DATE },
	{ "timestamp", HINT_DATE },
	{ "trending", HINT_ELSEWHERE },
	{ "updated", HINT_DATE | HINT_MODIFIED },
	{ "user", HINT_PERSON },
	{ "username", HINT_AUTHOR },
	{ "writer", HINT_AUTHOR },
};

static int
by_word(const void *word, const void *hint)
{
	return strcmp(word, ((const struct hint *)hint)->word);
}

static uint16_t
hint_of(struct dom_str part)
{
	char low[24];
	const struct hint *hint;

	if (part.n >= sizeof(low) - 4)
		return 0;
	uni_fold(part.p, part.n, low, sizeof(low));
	hint = bsearch(low, hints, sizeof(hints) / sizeof(hints[0]),
	    sizeof(hints[0]), by_word);
	return hint != NULL ? hint->says : 0;
}

static uint16_t
hints_of_word(struct hint_memos *f, const struct dom_token *token)
{
	struct hint_memo *memo = &f->at[token->hash % HINT_MEMOS];
	struct dom_str rest = { token->p, token->n }, part;

	if (memo->known && memo->hash == token->hash)
		return memo->says;
	*memo = (struct hint_memo){ token->hash, 0, true };
	while (token->n <= 80 && dom_split(&rest, &part))
		memo->says |= hint_of(part);
	return memo->says;
}

uint16_t
hints_of(struct hint_memos *f, const struct dom *d, uint32_t n)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(d, n, &count);
	uint16_t says = 0;

	for (; count > 0; count--, token++)
		says |= hints_of_word(f, token);
	return says;
}
