/* byline_label.c -- what stands in front of the names of a byline: "By". */
#include "byline_private.h"
#include "unicode.h"

#include <string.h>
#include <strings.h>

/* Of the labels, the ones that names begin with as well. */
static const char weak_labels[] = "von di da par por door av af от oleh";

/* "Article by": words that only another label behind makes one. */
static bool
leads_to_label(struct slice word, struct slice rest)
{
	struct slice next = slice_next_word(&rest);

	if (word_listed(word, "a an the this ein eine un une uma um el la")) {
		word = next;
		next = slice_next_word(&rest);
	}
	if (word_listed(next, "was") &&
	    word_listed(slice_next_word(&rest), "written contributed"))
		next = slice_next_word(&rest); /* "This post was written by" */
	if (!word_listed(next, "by von par por da di"))
		return false;
	return word_listed(word,
	    "article post blog guide review opinion analysis interview "
	    "guest photos recipe column essay report story artikel "
	    "beitrag alles kommentar kolumne bericht essay interview "
	    "analyse rezension pressemitteilung rezept gastbeitrag "
	    "gastkommentar artículo columna articolo chronique tribune "
	    "recommended artigo coluna");
}

/* The "by" of "byAnn Lee", where the space went with the mark-up. */
static bool
is_glued(struct slice s)
{
	size_t len;

	return s.n > 4 && (s.p[0] | 0x20) == 'b' && s.p[1] == 'y' &&
	    uni_is_upper(uni_char(s.p + 2, s.p + s.n, &len));
}

/* Words that announce a name with a colon or "by" behind them; without, they
 * begin a heading: "Written communication". */
static const char half_labels[] =
    "written posted published reported reporting story words text texte texto "
    "testo writer created submitted contributed veröffentlicht erstellt "
    "geschrieben verfasst gepostet publié écrit publicado escrito pubblicato "
    "scritto gepubliceerd geschreven skriven текст tekst skrevet skriven "
    "author authors reporter كتب كتبت الكاتب نویسنده लेखक yazar";

/* "Author | Ann Lee", where the edge of a block is the colon. */
static bool
is_field(struct slice word, struct slice left)
{
	return left.n > 1 && left.p[0] == ' ' && left.p[1] == '|' &&
	    word_listed(word,
		"author authors autor autorin autoren auteur auteurs autore "
		"verfasser contributor contributors");
}

struct slice
byline_skip_labels(struct slice text, bool *found)
{
	struct slice rest = slice_trim(text), word, left;
	struct words w;
	bool colon;

	*found = false;
	for (int i = 0; i < 6; i++) {
		left = rest;
		if ((word = slice_next_word(&left)).n == 0)
			break;
		colon = word.p[word.n - 1] == ':' ||
		    (left.n > 0 && *left.p == ':') || is_field(word, left);
		while (word.n > 1 && strchr(":.", word.p[word.n - 1]) != NULL)
			word.n--;
		if (!word_listed(word, name_labels) &&
		    !(i > 0 && word_listed(word, "was")) &&
		    !(colon && word_listed(word, "contributor contributors")) &&
		    !leads_to_label(word, left))
			break;
		if (slice_trim(left).n == 0)
			break; /* "Redaktion" */
		words_split(left, &w);
		if (word_listed(word, weak_labels) && w.count < 2 &&
		    word_is_capital(word) &&
		    !name_is_nobody(slice_trim(left)) &&
		    !name_is_desk(slice_trim(left).p, slice_trim(left).n))
			break;
		rest = slice_trim(left);
		*found = colon || !word_listed(word, half_labels);
	}
	if (!*found && is_glued(rest)) {
		*found = true;
		rest.p += 2;
		rest.n -= 2;
	}
	return rest;
}

/* Where the sign behind a label of a script without spaces ends; NULL: there is
 * none. */
static const char *
skip_wide_sign(const char *p, const char *end)
{
	static const char *const signs[] = { ":", "：", "／", "/", "＝", "｜",
		"|" };

	while (p < end && *p == ' ')
		p++;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if ((size_t)(end - p) > strlen(signs[i]) &&
		    memcmp(p, signs[i], strlen(signs[i])) == 0)
			return p + strlen(signs[i]);
	return NULL;
}

/* A name of ideographs up to the sign or space behind it; empty where it is too
 * long for one of a reporter. */
static struct slice
wide_name(struct slice s)
{
	size_t len, chars = 0, n = 0;

	for (; n < s.n; n += len, chars++)
		if (!uni_is_ideograph(uni_char(s.p + n, s.p + s.n, &len)))
			break;
	return (struct slice){ s.p, chars >= 2 && chars <= 4 ? n : 0 };
}

struct slice
byline_behind_wide_label(struct slice text, bool running)
{
	static const char *const wides[] = { "作者", "撰文", "文", "著者",
		"執筆者", "執筆", "筆者", "投稿者", "取材・文", "글쓴이",
		"작성자", "글" };
	static const char *const reporters[] = { "本报记者", "本報記者", "记者",
		"記者" };
	struct slice s = slice_trim(text), names = { text.p, 0 }, name;
	const char *end = s.p + s.n, *p;
	size_t n;

	if (s.n == 0 || (uint8_t)s.p[0] < 0xe3)
		return names;
	for (size_t i = 0; i < sizeof(wides) / sizeof(wides[0]); i++) {
		n = strlen(wides[i]);
		if (s.n > n && memcmp(s.p, wides[i], n) == 0 &&
		    (p = skip_wide_sign(s.p + n, end)) != NULL) {
			s = names =
			    slice_trim((struct slice){ p, (size_t)(end - p) });
			running = false;
			break;
		}
	}
	for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++) {
		n = strlen(reporters[i]);
		if (s.n <= n || memcmp(s.p, reporters[i], n) != 0)
			continue;
		p = skip_wide_sign(s.p + n, end);
		p = p != NULL ? p : s.p + n;
		name = wide_name(
		    slice_trim((struct slice){ p, (size_t)(end - p) }));
		if (running && name.p == s.p + n &&
		    skip_wide_sign(name.p + name.n, end) == NULL)
			break;
		return name;
	}
	return names;
}

bool
byline_is_label(const char *text, size_t n)
{
	static const char *const alone[] = { "by", "written by", "words by",
		"author", "authors", "autor", "autorin", "autoren", "auteur",
		"auteurs", "autore", "verfasser", "contributor", "contributors",
		"von", "par" };
	struct slice s;

	if (n < 2 || n > 16 || strchr("abcpvw", text[0] | 0x20) == NULL)
		return false;
	s = slice_trim((struct slice){ text, n });
	for (size_t i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
		if (s.n == strlen(alone[i]) &&
		    strncasecmp(s.p, alone[i], s.n) == 0)
			return true;
	return false;
}
