/* language.c: language tags (BCP 47), and the language of an article. */
#include <octavo/sugar.h>

#include <ctype.h>

#include "map.h"
#include "metadata.h"

bool
map_lang_same(struct dom_str a, struct dom_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	if (a.p == b.p && a.n == b.n)
		return true;
	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)a.p[i]) !=
		    tolower((unsigned char)b.p[i]))
			return false;
	if (n == 0 || a.n == b.n)
		return a.n == b.n;
	return (a.n > n ? a.p[n] : b.p[n]) == '-';
}

/* The case of one subtag, RFC 5646, 2.1.1: en-Latn-GB. */
static void
set_case(char *tag, size_t n, bool first)
{
	for (size_t i = 0; i < n; i++) {
		int c = (unsigned char)tag[i];
		bool upper = !first && (n == 2 || (n == 4 && i == 0));

		tag[i] = (char)(upper ? toupper(c) : tolower(c));
	}
}

void
map_lang_set(struct map *m, oct_node *node, struct dom_str lang)
{
	char tag[36] = "";
	size_t start = 0, i;

	if (lang.n < 2 || lang.n >= sizeof(tag) ||
	    !isalpha((unsigned char)lang.p[0]))
		return;
	for (i = 0; i < lang.n; i++) {
		tag[i] = lang.p[i];
		if (tag[i] == '_')
			tag[i] = '-';
		if (tag[i] != '-' && !isalnum((unsigned char)tag[i]))
			return;
	}
	for (i = 0; i <= lang.n; i++)
		if (i == lang.n || tag[i] == '-') {
			set_case(tag + start, i - start, start == 0);
			start = i + 1;
		}
	m->api->set_str(m->job, node, OCT_P_LANG, tag, lang.n);
}

/* Bytes of the article that are looked at; where it has so many, and they are
 * of another language than the page says, the page is wrong. */
enum {
	SAMPLE = 1000,
	LINE = 60 /* shorter paragraphs are items of a menu */
};

/* The first of its paragraphs, a space behind each. */
static size_t
sample(const oct_api *api, oct_job *job, oct_node *article, char text[SAMPLE])
{
	struct oct_walk w = oct_walk_start(api->part(article, OCT_BODY));
	size_t n = 0, more;

	while (n < SAMPLE && oct_walk_next(api, &w)) {
		oct_str s;

		if (!w.enter || api->kind(w.node) != OCT_P)
			continue;
		s = api->text_of(job, w.node);
		if (s.n < LINE)
			continue;
		more = s.n < SAMPLE - n ? s.n : SAMPLE - n;
		memcpy(text + n, s.p, more);
		n += more;
		if (n < SAMPLE)
			text[n++] = ' ';
	}
	return n;
}

/* Is the page wrong that says another language?  It must be one that a guess
 * would have found, and either half of the sample must have been written in the
 * language that is told: many quote at length. */
static bool
is_wrong(oct_str said, const char *tag, const char text[SAMPLE])
{
	size_t n = strcspn(said.p, "-");

	return language_is_guessed(said.p, n) &&
	    (n != strlen(tag) || memcmp(said.p, tag, n) != 0) &&
	    language_guess(text, SAMPLE / 2) == tag &&
	    language_guess(text + SAMPLE / 2, SAMPLE / 2) == tag;
}

void
map_guess_language(const oct_api *api, oct_job *job, oct_node *article)
{
	oct_node *field = api->field(article, OCT_M_LANGUAGE);
	oct_str said = api->get_str(field, OCT_P_TEXT);
	int weight = field != NULL ? 93 : 10;
	char text[SAMPLE];
	size_t n = sample(api, job, article, text);
	const char *tag = language_guess(text, n);

	if (tag == NULL ||
	    (field != NULL && (n < SAMPLE || !is_wrong(said, tag, text))))
		return;
	api->add_field(
	    job, article, OCT_M_LANGUAGE, tag, strlen(tag), "text", weight);
	if (language_is_rtl(tag, strlen(tag)))
		api->add_field(
		    job, article, OCT_M_DIRECTION, "rtl", 3, "text", weight);
}
