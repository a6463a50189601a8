/* meta_hints.c -- what the classes and ids of a page's elements say of them. */
#include "meta_finds.h"

/* Parts of the words of class and id. */
static const struct {
	uint32_t hash;
	uint16_t says;
} hints[] = {
	{ DOM_HASH("about"), HINT_AUTHOR_NOT },
	{ DOM_HASH("account"), HINT_PERSON },
	{ DOM_HASH("article"), HINT_STORY },
	{ DOM_HASH("auteur"), HINT_AUTHOR },
	{ DOM_HASH("author"), HINT_AUTHOR },
	{ DOM_HASH("authors"), HINT_AUTHOR },
	{ DOM_HASH("autor"), HINT_AUTHOR },
	{ DOM_HASH("autore"), HINT_AUTHOR },
	{ DOM_HASH("avatar"), HINT_AUTHOR_NOT },
	{ DOM_HASH("bigusername"), HINT_AUTHOR },
	{ DOM_HASH("bio"), HINT_AUTHOR_NOT },
	{ DOM_HASH("byline"), HINT_AUTHOR },
	{ DOM_HASH("bylines"), HINT_AUTHOR },
	{ DOM_HASH("comment"), HINT_COMMENTS },
	{ DOM_HASH("commentlist"), HINT_COMMENTS },
	{ DOM_HASH("comments"), HINT_COMMENTS },
	{ DOM_HASH("contributor"), HINT_AUTHOR },
	{ DOM_HASH("created"), HINT_DATE },
	{ DOM_HASH("creator"), HINT_AUTHOR },
	{ DOM_HASH("data"), HINT_DATE },
	{ DOM_HASH("date"), HINT_DATE },
	{ DOM_HASH("dateline"), HINT_DATE },
	{ DOM_HASH("datetime"), HINT_DATE },
	{ DOM_HASH("datum"), HINT_DATE },
	{ DOM_HASH("desc"), HINT_AUTHOR_NOT },
	{ DOM_HASH("description"), HINT_AUTHOR_NOT },
	{ DOM_HASH("email"), HINT_AUTHOR_NOT },
	{ DOM_HASH("event"), HINT_DATE_NOT },
	{ DOM_HASH("events"), HINT_DATE_NOT },
	{ DOM_HASH("fecha"), HINT_DATE },
	{ DOM_HASH("fn"), HINT_NAME },
	{ DOM_HASH("follow"), HINT_AUTHOR_NOT },
	{ DOM_HASH("footer"), HINT_ELSEWHERE },
	{ DOM_HASH("heading"), HINT_AUTHOR_NOT },
	{ DOM_HASH("highlights"), HINT_HIGHLIGHTS },
	{ DOM_HASH("icon"), HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ DOM_HASH("image"), HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ DOM_HASH("img"), HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ DOM_HASH("job"), HINT_AUTHOR_NOT },
	{ DOM_HASH("keypoints"), HINT_HIGHLIGHTS | HINT_STORY },
	{ DOM_HASH("label"), HINT_AUTHOR_NOT },
	{ DOM_HASH("menu"), HINT_ELSEWHERE },
	{ DOM_HASH("modified"), HINT_DATE | HINT_MODIFIED },
	{ DOM_HASH("name"), HINT_NAME },
	{ DOM_HASH("names"), HINT_NAME },
	{ DOM_HASH("news"), HINT_STORY },
	{ DOM_HASH("newsletter"), HINT_ELSEWHERE },
	{ DOM_HASH("person"), HINT_PERSON },
	{ DOM_HASH("photo"), HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ DOM_HASH("popular"), HINT_ELSEWHERE },
	{ DOM_HASH("position"), HINT_AUTHOR_NOT },
	{ DOM_HASH("posted"), HINT_DATE },
	{ DOM_HASH("pubdate"), HINT_DATE },
	{ DOM_HASH("publication"), HINT_DATE },
	{ DOM_HASH("publish"), HINT_DATE },
	{ DOM_HASH("published"), HINT_DATE },
	{ DOM_HASH("reading"), HINT_DATE_NOT },
	{ DOM_HASH("recommendations"), HINT_ELSEWHERE },
	{ DOM_HASH("recommended"), HINT_ELSEWHERE },
	{ DOM_HASH("related"), HINT_ELSEWHERE },
	{ DOM_HASH("respond"), HINT_COMMENTS },
	{ DOM_HASH("review"), HINT_ELSEWHERE | HINT_REVIEW },
	{ DOM_HASH("reviews"), HINT_COMMENTS },
	{ DOM_HASH("role"), HINT_AUTHOR_NOT },
	{ DOM_HASH("sidebar"), HINT_ELSEWHERE },
	{ DOM_HASH("social"), HINT_AUTHOR_NOT | HINT_DATE_NOT },
	{ DOM_HASH("story"), HINT_STORY },
	{ DOM_HASH("storyhighlights"), HINT_HIGHLIGHTS | HINT_STORY },
	{ DOM_HASH("testimonial"), HINT_COMMENTS },
	{ DOM_HASH("testimonials"), HINT_COMMENTS },
	{ DOM_HASH("time"), HINT_DATE },
	{ DOM_HASH("timestamp"), HINT_DATE },
	{ DOM_HASH("trending"), HINT_ELSEWHERE },
	{ DOM_HASH("updated"), HINT_DATE | HINT_MODIFIED },
	{ DOM_HASH("user"), HINT_PERSON },
	{ DOM_HASH("username"), HINT_AUTHOR },
	{ DOM_HASH("writer"), HINT_AUTHOR },
};

#define HINTS (sizeof(hints) / sizeof(hints[0]))
_Static_assert(HINTS * 2 <= HINT_PARTS, "the table of parts is too full");

/* The slot of a part, or the free one where it belongs. */
static struct hint_memo *
part_slot(struct hint_memos *f, uint32_t hash)
{
	uint32_t i = hash % HINT_PARTS;

	while (f->parts[i].known && f->parts[i].hash != hash)
		i = (i + 1) % HINT_PARTS;
	return &f->parts[i];
}

void
hints_init(struct hint_memos *f)
{
	for (size_t i = 0; i < HINTS; i++)
		*part_slot(f, hints[i].hash) =
		    (struct hint_memo){ hints[i].hash, hints[i].says, true };
}

static uint16_t
hints_of_word(struct hint_memos *f, const struct dom_token *token)
{
	struct hint_memo *memo = &f->at[token->hash % HINT_MEMOS];
	struct dom_str rest = { token->p, token->n };
	uint32_t part;

	if (memo->known && memo->hash == token->hash)
		return memo->says;
	*memo = (struct hint_memo){ token->hash, 0, true };
	while (token->n <= 80 && dom_split_hash(&rest, &part))
		memo->says |= part_slot(f, part)->says;
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
