/* name.c -- words of names, and of what stands beside them in a byline. */
#include "byline_private.h"
#include "unicode.h"

#include <string.h>

#define PART_MAX 100 /* bytes of a name */

/* "By": at the front, each language's. */
const char name_labels[] =
    "by von par por di da door av af autor autor/in author authors autore "
    "autori auteur auteurs autora autores autorin autoren verfasser written "
    "posted published reported reporting story words text texte texto testo "
    "reporter writer created submitted contributed veröffentlicht erstellt "
    "geschrieben verfasst gepostet publié écrit publicado escrito pubblicato "
    "scritto gepubliceerd geschreven skriven "
    "автор текст от redaktion tekst skrevet skriven napsal szerző författare "
    "door: yazan forfatter kirjoittaja penulis oleh "
    "بقلم كتب كتبت الكاتب نویسنده מאת लेखक yazar";
const char name_conjunctions[] =
    "and und et y e och og en ve ja с и і with mit i";
/* What comes behind these is a place or a body, not a name. */
const char name_asides[] =
    "for in at from für bei aus pour à para em em: special on via updated "
    "last published posted modified am le el on";

static const char credentials[] =
    "phd ph.d ph.d. md m.d. m.d mba jd rn rd rdn cpa cfp cfa dds dvm lcsw ma "
    "ba bs ms msc bsc mph esq esq. pharmd facp do dacvb vmd m.a. m.s. b.a. "
    "r.d. r.n. ldn cscs cpt lmft psyd dpt np pa-c ccrn fand dr. prof. dr prof";

const char name_roles[] =
    "writer reporter editor correspondent contributor columnist staff "
    "producer journalist redakteur redakteurin redacteur rédacteur editors "
    "writers reporters contributors photographer photography author "
    "chief senior managing executive director expert specialist founder ceo "
    "president manager intern freelance associate korrespondent co-founder "
    "cofounder former head attorney lawyer dietitian nutritionist physician "
    "analyst strategist engineer officer projektleiter projektleiterin "
    "geschäftsführer geschäftsführerin";

const char name_week_days[] =
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag "
    "mittwoch donnerstag freitag samstag sonntag";

/* Words that only the names of bodies have. */
const char name_bodies[] =
    "news times post press cnn bbc afp ap reuters upi dpa magazine media "
    "network university college institute inc inc. ltd ltd. llc gmbh guardian "
    "journal tribune herald gazette daily today tv radio agency company team "
    "group blog agencies associated bureau chronicle review observer "
    "telegraph bloomberg usa npr pbs abc cbs nbc msnbc fox zeitung presse "
    "agence online center centre foundation association department "
    "newspapers service services digest magazin zeitschrift nachrichten "
    "agentur diario jornal revista giornale gazzetta health home development "
    "strategy marketing product products business technology";

/* Words that no name of an author has. */
static const char strangers[] =
    "comments comment read share views ago minutes minute subscribe login "
    "click updated follow more articles posts about reviews photo photos "
    "image courtesy copyright menu search sign register newsletter "
    "advertisement cookies privacy http https www not this that you "
    "bluesky mastodon cancel account contact bio biography profile full "
    "published posted veröffentlicht publicado vorlesen artikel kommentare "
    "teilen drucken alle leser "
    "is are was were edited reviewed checked modified verified "
    "his her";

/* Whole bylines that name nobody. */
static const char *const nobody[] = { "admin", "administrator", "editor",
	"editorial", "staff writer", "staff writers", "staff reporter",
	"webmaster", "guest", "guest author", "guest post", "guest contributor",
	"unknown", "anonymous", "author", "user", "root", "none", "null",
	"undefined", "n/a", "super user", "site admin", "administrador",
	"wordpress", "contributor", "author:", "default", "test", "moderator",
	"about the author", "posted by", "no author", "kein autor", "datum",
	"date", "human", "log in", "login", "log out", "logout", "sign in",
	"sign up", "abmelden", "anmelden" };

/* Those that name who is responsible, if not who it was. */
static const char *const desks[] = { "staff", "editors", "editorial team",
	"editorial staff", "the editors", "news desk", "newsroom", "web desk",
	"redaktion", "die redaktion", "redaktionsteam", "online-redaktion",
	"redacción", "redação", "rédaction", "la rédaction", "redazione",
	"la redazione", "redactie", "de redactie", "redaktionen", "redakcja",
	"redakce", "редакция", "編集部" };

/* What may stand around a name and is none of it. */
static bool
is_mark(uint32_t c)
{
	static const char marks[] = " \t\n\v\f\r,;:|/-*.\"'";

	if (c < 0x80)
		return strchr(marks, (int)c) != NULL;
	return uni_is_space(c) || c == 0x2022 || c == 0xb7 || c == 0x2013 ||
	    c == 0x2014 || c == 0x201c || c == 0x201d;
}

struct slice
slice_trim(struct slice s)
{
	size_t len;

	while (s.n > 0) {
		uint32_t c = uni_char(s.p, s.p + s.n, &len);

		if (!is_mark(c))
			break;
		s.p += len;
		s.n -= len;
	}
	while (s.n > 0) {
		size_t last = s.n - 1;
		uint32_t c;

		while (last > 0 && ((uint8_t)s.p[last] & 0xc0) == 0x80)
			last--;
		c = uni_char(s.p + last, s.p + s.n, &len);
		/* The dot of "Jr." and of initials stays. */
		if ((c == '.' && s.n > 1 && s.n < 64) || !is_mark(c))
			break;
		s.n = last;
	}
	return s;
}

struct slice
slice_next_word(struct slice *rest)
{
	const char *end = rest->p + rest->n, *p = rest->p;
	struct slice word;
	size_t len;

	while (p < end && uni_is_space(uni_char(p, end, &len)))
		p += len;
	word.p = p;
	while (p < end && !uni_is_space(uni_char(p, end, &len)))
		p += len;
	word.n = (size_t)(p - word.p);
	rest->p = p;
	rest->n = (size_t)(end - p);
	return word;
}

void
words_split(struct slice s, struct words *w)
{
	struct slice word;

	for (w->count = 0; w->count <= NAME_WORDS; w->count++) {
		if ((word = slice_next_word(&s)).n == 0)
			return;
		w->at[w->count] = word;
	}
}

bool
word_listed(struct slice word, const char *list)
{
	char low[40];

	/* no list has a word that begins with a figure or a sign */
	return word.n < sizeof(low) - 4 && word.n > 0 &&
	    (uint8_t)word.p[0] >= 'A' &&
	    uni_listed(list, low, uni_fold(word.p, word.n, low, sizeof(low)));
}

bool
words_have(const struct words *w, const char *list)
{
	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		if (word_listed(w->at[i], list))
			return true;
	return false;
}

static bool
is_one_of(struct slice s, const char *const *list, size_t count)
{
	char low[40];

	if (s.n >= sizeof(low) - 4)
		return false;
	uni_fold(s.p, s.n, low, sizeof(low));
	for (size_t i = 0; i < count; i++)
		if (strcmp(low, list[i]) == 0)
			return true;
	return false;
}

/* Of a word alone: "By", "on", "Sat". */
static bool
is_no_name(struct slice s)
{
	return memchr(s.p, ' ', s.n) == NULL &&
	    (word_listed(s, name_labels) || word_listed(s, name_asides) ||
		word_listed(s, name_conjunctions) ||
		word_listed(s, name_week_days) ||
		word_listed(s, "mon tue wed thu fri sat sun"));
}

bool
name_is_desk(const char *name, size_t n)
{
	return is_one_of(
	    (struct slice){ name, n }, desks, sizeof(desks) / sizeof(desks[0]));
}

bool
name_is_nobody(struct slice s)
{
	return (is_no_name(s) && !name_is_desk(s.p, s.n)) ||
	    is_one_of(s, nobody, sizeof(nobody) / sizeof(nobody[0]));
}

bool
word_is_capital(struct slice word)
{
	size_t len;
	uint32_t c;

	if (word.n == 0)
		return false;
	c = uni_char(word.p, word.p + word.n, &len);
	return uni_is_upper(c) || uni_is_ideograph(c) ||
	    (uni_is_letter(c) && c >= 0x590); /* scripts without case */
}

size_t
slice_chars(struct slice s, size_t *letters)
{
	size_t n = 0, len;

	*letters = 0;
	for (size_t i = 0; i < s.n; i += len, n++) {
		uint32_t c = uni_char(s.p + i, s.p + s.n, &len);

		*letters += uni_is_letter(c);
	}
	return n;
}

static const char particles[] =
    "de del della der den di da do dos das du la le van von zu zur ter ten bin "
    "ibn al el y e and";

bool
word_is_small(struct slice word)
{
	size_t len;

	return uni_is_letter(uni_char(word.p, word.p + word.n, &len)) &&
	    !word_is_capital(word) && !word_listed(word, particles);
}

/* Words in small letters that are no particles make a sentence: three of them
 * do, whatever else is there. */
static bool
is_sentence(const struct words *w)
{
	size_t small = 0;

	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		small += word_is_small(w->at[i]);
	return small > 2;
}

bool
name_is_plausible(const char *name, size_t n)
{
	struct slice s = slice_trim((struct slice){ name, n });
	struct words w;
	struct date d;
	size_t chars, letters;

	if (s.n == 0 || s.n > PART_MAX || name_is_nobody(s) ||
	    memchr(s.p, '@', s.n) != NULL ||
	    memmem(s.p, s.n, "://", 3) != NULL ||
	    memmem(s.p, s.n, "»", strlen("»")) != NULL || /* a path */
	    strcspn(s.p, "?!:<>{}[]=*%#") < s.n)
		return false;
	chars = slice_chars(s, &letters);
	if (letters < 2 || letters * 2 < chars)
		return false;
	words_split(s, &w);
	return w.count <= NAME_WORDS && !words_have(&w, strangers) &&
	    !is_sentence(&w) && !date_parse(s.p, s.n, DATE_DAY_FIRST, &d);
}

bool
words_are_name(const struct words *w)
{
	if (w->count < 2 || w->count > 5 || words_have(w, name_bodies) ||
	    words_have(w, name_roles))
		return false;
	for (size_t i = 0; i < w->count; i++)
		if (!word_is_capital(w->at[i]) &&
		    !word_listed(w->at[i], particles))
			return false;
	return true;
}

bool
words_are_role(const struct words *w)
{
	return w->count > 0 && w->count <= NAME_WORDS &&
	    words_have(w, name_roles);
}

bool
words_are_post(const struct words *w)
{
	return words_are_role(w) && word_listed(w->at[0], name_roles) &&
	    words_have(w, "of der des");
}

bool
words_are_credentials(const struct words *w)
{
	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		if (!word_listed(w->at[i], credentials))
			return false;
	return w->count > 0;
}

/* "CNN": capitals alone. */
static bool
is_acronym(struct slice s)
{
	size_t letters, upper = 0, len;

	if (slice_chars(s, &letters) > 6 || letters < 2)
		return false;
	for (size_t i = 0; i < s.n; i += len)
		upper += uni_is_upper(uni_char(s.p + i, s.p + s.n, &len));
	return upper == letters;
}

bool
words_are_body(struct slice s, const struct words *w)
{
	return words_have(w, name_bodies) || is_acronym(s) ||
	    word_listed(w->at[0], "the");
}

bool
name_is_personal(const char *name, size_t n)
{
	struct words w;

	words_split((struct slice){ name, n }, &w);
	return words_are_name(&w);
}
