/*
 * byline.c -- who wrote it, from the line that says so.
 *
 * A byline is cut into parts at commas, "and" and the like; each part is a
 * name, the body that its bearer writes for, or something to pass over.
 */
#include "metadata.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

#define NAME_WORDS 8 /* more are a sentence */
#define PART_MAX 100 /* bytes */

/* "By": at the front, each language's. */
static const char labels[] =
    "by von par por di da door av af autor autor/in author authors autore "
    "autori auteur auteurs autora autores autorin autoren verfasser written "
    "posted published reported reporting story words text texte texto testo "
    "reporter writer created submitted contributed veröffentlicht erstellt "
    "geschrieben verfasst gepostet publié écrit publicado escrito pubblicato "
    "scritto gepubliceerd geschreven skriven "
    "автор текст от redaktion tekst skrevet skriven napsal szerző författare "
    "door: yazan forfatter kirjoittaja penulis oleh "
    "بقلم كتب كتبت الكاتب نویسنده מאת लेखक yazar";
/* Of those, the ones that names begin with as well. */
static const char weak_labels[] = "von di da par por door av af от oleh";

static const char conjunctions[] =
    "and und et y e och og en ve ja с и і with mit i";
/* What comes behind these is a place or a body, not a name. */
static const char asides[] =
    "for in at from für bei aus pour à para em em: special on via updated "
    "last published posted modified am le el on";

static const char credentials[] =
    "phd ph.d ph.d. md m.d. m.d mba jd rn rd rdn cpa cfp cfa dds dvm lcsw ma "
    "ba bs ms msc bsc mph esq esq. pharmd facp do dacvb vmd m.a. m.s. b.a. "
    "r.d. r.n. ldn cscs cpt lmft psyd dpt np pa-c ccrn fand dr. prof. dr prof";

static const char roles[] =
    "writer reporter editor correspondent contributor columnist staff "
    "producer journalist redakteur redakteurin redacteur rédacteur editors "
    "writers reporters contributors photographer photography author "
    "chief senior managing executive director expert specialist founder ceo "
    "president manager intern freelance associate korrespondent co-founder "
    "cofounder former head attorney lawyer dietitian nutritionist physician "
    "analyst strategist engineer officer projektleiter projektleiterin "
    "geschäftsführer geschäftsführerin";

static const char week_days[] =
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag "
    "mittwoch donnerstag freitag samstag sonntag";

/* Words that only the names of bodies have. */
static const char bodies[] =
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
	"date", "human", "log out", "logout", "abmelden", "anmelden" };

/* Those that name who is responsible, if not who it was. */
static const char *const desks[] = { "staff", "editors", "editorial team",
	"editorial staff", "the editors", "news desk", "newsroom", "web desk",
	"redaktion", "die redaktion", "redaktionsteam", "online-redaktion",
	"redacción", "redação", "rédaction", "la rédaction", "redazione",
	"la redazione", "redactie", "de redactie", "redaktionen", "redakcja",
	"redakce", "редакция", "編集部" };

struct slice {
	const char *p;
	size_t n;
};

struct words {
	struct slice at[NAME_WORDS + 1];
	size_t count; /* NAME_WORDS + 1: too many */
};

static struct slice
trim(struct slice s)
{
	static const char marks[] = " \t\r\n\f,;:|/-*.\"'";
	size_t len;

	while (s.n > 0) {
		uint32_t c = uni_char(s.p, s.p + s.n, &len);

		if (!uni_is_space(c) && c != 0x2022 && c != 0xb7 &&
		    c != 0x2013 && c != 0x2014 && c != 0x201c && c != 0x201d &&
		    (c >= 0x80 || strchr(marks, (int)c) == NULL))
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
		if (c == '.' && s.n > 1 && s.n < 64)
			break;
		if (!uni_is_space(c) && c != 0x2022 && c != 0xb7 &&
		    c != 0x2013 && c != 0x2014 && c != 0x201c && c != 0x201d &&
		    (c >= 0x80 || strchr(marks, (int)c) == NULL))
			break;
		s.n = last;
	}
	return s;
}

/* The next word of *rest, cut off it; empty at the end. */
static struct slice
next_word(struct slice *rest)
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

static void
split_words(struct slice s, struct words *w)
{
	struct slice word;

	for (w->count = 0; w->count <= NAME_WORDS; w->count++) {
		if ((word = next_word(&s)).n == 0)
			return;
		w->at[w->count] = word;
	}
}

static bool
listed(struct slice word, const char *list)
{
	char low[40];

	/* no list has a word that begins with a figure or a sign */
	return word.n < sizeof(low) - 4 && word.n > 0 &&
	    (uint8_t)word.p[0] >= 'A' &&
	    uni_listed(list, low, uni_fold(word.p, word.n, low, sizeof(low)));
}

static bool
has_word(const struct words *w, const char *list)
{
	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		if (listed(w->at[i], list))
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
	    (listed(s, labels) || listed(s, asides) ||
		listed(s, conjunctions) || listed(s, week_days) ||
		listed(s, "mon tue wed thu fri sat sun"));
}

bool
name_is_desk(const char *name, size_t n)
{
	return is_one_of(
	    (struct slice){ name, n }, desks, sizeof(desks) / sizeof(desks[0]));
}

static bool
names_nobody(struct slice s)
{
	return (is_no_name(s) && !name_is_desk(s.p, s.n)) ||
	    is_one_of(s, nobody, sizeof(nobody) / sizeof(nobody[0]));
}

static bool
starts_upper(struct slice word)
{
	size_t len;
	uint32_t c;

	if (word.n == 0)
		return false;
	c = uni_char(word.p, word.p + word.n, &len);
	return uni_is_upper(c) || uni_is_ideograph(c) ||
	    (uni_is_letter(c) && c >= 0x590); /* scripts without case */
}

static size_t
count_chars(struct slice s, size_t *letters)
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

/* Words in small letters that are no particles make a sentence: three of them
 * do, whatever else is there. */
static bool
is_small(struct slice word)
{
	size_t len;

	return uni_is_letter(uni_char(word.p, word.p + word.n, &len)) &&
	    !starts_upper(word) && !listed(word, particles);
}

static bool
is_sentence(const struct words *w)
{
	size_t small = 0;

	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		small += is_small(w->at[i]);
	return small > 2;
}

bool
name_is_plausible(const char *name, size_t n)
{
	struct slice s = trim((struct slice){ name, n });
	struct words w;
	struct date d;
	size_t chars, letters;

	if (s.n == 0 || s.n > PART_MAX || names_nobody(s) ||
	    memchr(s.p, '@', s.n) != NULL ||
	    memmem(s.p, s.n, "://", 3) != NULL ||
	    strcspn(s.p, "?!:<>{}[]=*%#") < s.n)
		return false;
	chars = count_chars(s, &letters);
	if (letters < 2 || letters * 2 < chars)
		return false;
	split_words(s, &w);
	return w.count <= NAME_WORDS && !has_word(&w, strangers) &&
	    !is_sentence(&w) && !date_parse(s.p, s.n, DATE_DAY_FIRST, &d);
}

/* For running text: each word a capital but for particles, two words at
 * least. */
static bool
is_written_as_name(const struct words *w)
{
	if (w->count < 2 || w->count > 5 || has_word(w, bodies) ||
	    has_word(w, roles))
		return false;
	for (size_t i = 0; i < w->count; i++)
		if (!starts_upper(w->at[i]) && !listed(w->at[i], particles))
			return false;
	return true;
}

static bool
is_role(const struct words *w)
{
	return w->count > 0 && w->count <= NAME_WORDS && has_word(w, roles);
}

/* "Head of Marketing" */
static bool
is_post(const struct words *w)
{
	return is_role(w) && listed(w->at[0], roles) &&
	    has_word(w, "of der des");
}

static bool
is_credentials(const struct words *w)
{
	for (size_t i = 0; i < w->count && i <= NAME_WORDS; i++)
		if (!listed(w->at[i], credentials))
			return false;
	return w->count > 0;
}

/* "CNN": capitals alone. */
static bool
is_acronym(struct slice s)
{
	size_t letters, upper = 0, len;

	if (count_chars(s, &letters) > 6 || letters < 2)
		return false;
	for (size_t i = 0; i < s.n; i += len)
		upper += uni_is_upper(uni_char(s.p + i, s.p + s.n, &len));
	return upper == letters;
}

static bool
is_body(struct slice s, const struct words *w)
{
	return has_word(w, bodies) || is_acronym(s) || listed(w->at[0], "the");
}

/* A word in capitals becomes one with a capital, "O'NEILL" one with two. */
static size_t
put_word(char *out, struct slice word, bool small)
{
	size_t used = 0, len;
	bool head = true;

	for (size_t i = 0; i < word.n; i += len) {
		uint32_t c = uni_char(word.p + i, word.p + word.n, &len);

		used += uni_put(out + used, small && !head ? uni_lower(c) : c);
		head = !uni_is_letter(c);
	}
	return used;
}

/* Copies with white space collapsed, names in capitals made small. */
static void
put_name(char out[BYLINE_TEXT], struct slice s, bool person)
{
	struct slice rest = s, word;
	bool small = person;
	size_t used = 0, letters;

	for (struct slice r = s; (word = next_word(&r)).n > 0;)
		for (size_t i = 0, len; i < word.n; i += len) {
			uint32_t c =
			    uni_char(word.p + i, word.p + word.n, &len);

			small = small && (!uni_is_letter(c) || uni_is_upper(c));
		}
	small = small && memchr(s.p, ' ', s.n) != NULL;
	while ((word = next_word(&rest)).n > 0) {
		if (used + word.n + 2 >= BYLINE_TEXT)
			break;
		if (used > 0)
			out[used++] = ' ';
		used += put_word(out + used, word,
		    small && count_chars(word, &letters) > 2 && letters > 2);
	}
	out[used] = '\0';
}

/* Takes "(Reuters)" off the end of a part. */
static struct slice
take_brackets(struct slice *part)
{
	struct slice in = { part->p, 0 };
	const char *open = memchr(part->p, '(', part->n);

	if (open == NULL || open == part->p || part->p[part->n - 1] != ')')
		return in; /* "Maria (Mia) Berg" is one name */
	in.p = open + 1;
	in.n = part->n - (size_t)(in.p - part->p);
	if (in.n > 0 && in.p[in.n - 1] == ')')
		in.n--;
	part->n = (size_t)(open - part->p);
	*part = trim(*part);
	return trim(in);
}

static void
add_affiliation(struct byline *b, struct slice s)
{
	for (size_t i = b->count; i-- > 0;) {
		if (b->people[i].affiliation[0] != '\0')
			break;
		put_name(b->people[i].affiliation, s, false);
	}
}

static void
add_person(struct byline *b, struct slice s)
{
	struct person *p = &b->people[b->count];

	if (b->count == BYLINE_PEOPLE)
		return;
	put_name(p->name, s, true);
	p->affiliation[0] = '\0';
	for (size_t i = 0; i < b->count; i++)
		if (strcmp(b->people[i].name, p->name) == 0)
			return;
	b->count++;
}

/* "Luke KimDecember 17", where the space went with the mark-up: up to the seam.
 */
static struct slice
cut_at_seam(struct slice part)
{
	static const char behind[] =
	    "january february march april may june july august september "
	    "october november december reviewed updated published posted";
	struct slice rest = part, word;
	size_t end;

	while ((word = next_word(&rest)).n > 0)
		for (size_t i = 3; i < word.n; i++) {
			if (word.p[i] < 'A' || word.p[i] > 'Z' ||
			    word.p[i - 1] < 'a' || word.p[i - 1] > 'z' ||
			    !listed((struct slice){ word.p + i, word.n - i },
				behind))
				continue;
			end = (size_t)(word.p + i - part.p);
			return (struct slice){ part.p, end };
		}
	return part;
}

/* "Ann Lee Senior Reporter", "Ann Lee Thursday": the words up to the first that
 * is of no name. */
static struct slice
cut_role(struct slice part, struct words *w)
{
	for (size_t i = 2; i < w->count && i <= NAME_WORDS; i++)
		if (listed(w->at[i], roles) || listed(w->at[i], week_days)) {
			part.n = (size_t)(w->at[i].p - part.p);
			part = trim(part);
			split_words(part, w);
			break;
		}
	return part;
}

/* "Online-Redakteurin Anna Berg": without the words in front that are of no
 * name, as long as a name is left. */
static struct slice
cut_front_role(struct slice part, struct words *w)
{
	static const char others[] =
	    "experte expertin rechtsanwalt rechtsanwältin autor autorin guest "
	    "gastautor gastautorin kolumnist kolumnistin professor";

	while (w->count > 2 && w->count <= NAME_WORDS) {
		struct slice word = w->at[0], left;
		const char *dash = memrchr(word.p, '-', word.n);

		if (dash != NULL) {
			word.n -= (size_t)(dash + 1 - word.p);
			word.p = dash + 1;
		}
		if (!listed(word, roles) && !listed(word, others))
			break;
		left.p = w->at[1].p;
		left.n = (size_t)(part.p + part.n - left.p);
		split_words(left, w);
		if (!is_written_as_name(w) || !starts_upper(w->at[0])) {
			split_words(part, w);
			break;
		}
		part = left;
	}
	return part;
}

/* `aside`: the part stood behind "for", a dash or in brackets. */
static void
add_part(struct byline *b, struct slice part, bool strict, bool aside)
{
	struct slice brackets;
	struct words w;

	part = cut_at_seam(trim(part));
	brackets = take_brackets(&part);
	split_words(part, &w);
	if (part.n == 0 || w.count > NAME_WORDS ||
	    !name_is_plausible(part.p, part.n))
		return;
	part = cut_front_role(cut_role(part, &w), &w);
	if (is_post(&w) ||
	    (b->count > 0 && (is_credentials(&w) || is_role(&w))))
		return;
	if (aside || (b->count > 0 && is_body(part, &w))) {
		if (is_body(part, &w))
			add_affiliation(b, part);
		return;
	}
	if (strict && !is_written_as_name(&w))
		return;
	add_person(b, part);
	split_words(brackets, &w);
	if (brackets.n > 0 && b->count > 0 && is_body(brackets, &w))
		put_name(b->people[b->count - 1].affiliation, brackets, false);
}

/* Is there, at word, the end of a part?  *aside: of the names altogether. */
static bool
ends_part(struct slice word, bool *aside)
{
	if (listed(word, conjunctions) && !starts_upper(word))
		return true;
	if ((listed(word, asides) && !starts_upper(word)) ||
	    (word.n == 1 && strchr("|-/", word.p[0]) != NULL) ||
	    (word.n == 3 &&
		(memcmp(word.p, "–", 3) == 0 || memcmp(word.p, "—", 3) == 0))) {
		*aside = true;
		return true;
	}
	return word.n == 1 && strchr("&+", word.p[0]) != NULL;
}

/* Bytes of the sign in the word that parts names there: commas of any script,
 * and what stands between a person and a body. */
static size_t
separator(struct slice word, size_t at)
{
	static const char *const wide[] = { "、", "，", "،", "／" };
	const char *p = word.p + at;

	if (*p == ',' || *p == ';')
		return 1;
	if (*p == '/')
		return word.n > 1;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (*p == *wide[i] && word.n - at >= strlen(wide[i]) &&
		    memcmp(p, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* Cuts the text into parts. */
static void
read_parts(struct slice text, bool strict, struct byline *b)
{
	struct slice word, part = { text.p, 0 };
	bool aside = false, next_aside;

	while ((word = next_word(&text)).n > 0) {
		size_t comma = 0, sign = 0;

		next_aside = aside;
		while (comma < word.n && (sign = separator(word, comma)) == 0)
			comma++;
		if (comma == word.n && !ends_part(word, &next_aside)) {
			part.n = (size_t)(word.p + word.n - part.p);
			continue;
		}
		/* "Ann Lee | and | Bo Ek" */
		if (part.n == 0)
			next_aside = aside && !listed(word, conjunctions);
		if (comma < word.n) {
			/* "Ann Lee/dpa": a body, as behind a dash. */
			next_aside = aside || word.p[comma] == '/' ||
			    memcmp(word.p + comma, "／", sign) == 0;
			part.n = (size_t)(word.p + comma - part.p);
			text.n += (size_t)(text.p - (word.p + comma + sign));
			text.p = word.p + comma + sign;
		}
		add_part(b, part, strict, aside);
		aside = next_aside;
		part = (struct slice){ text.p, 0 };
	}
	add_part(b, part, strict, aside);
}

/* "Kaufman, Jeff T.": one surname, given names behind a comma. */
static bool
read_surname_first(struct slice text, struct byline *b)
{
	const char *comma = memchr(text.p, ',', text.n);
	struct slice last, first;
	struct words w, v;
	char name[BYLINE_TEXT];
	int n;

	if (comma == NULL)
		return false;
	last = trim((struct slice){ text.p, (size_t)(comma - text.p) });
	first = trim(
	    (struct slice){ comma + 1, (size_t)(text.p + text.n - comma - 1) });
	split_words(last, &w);
	split_words(first, &v);
	if (w.count != 1 || v.count < 1 || v.count > 2 ||
	    memchr(first.p, ',', first.n) != NULL || is_credentials(&v) ||
	    is_role(&v) || is_body(first, &v) || !starts_upper(last) ||
	    !starts_upper(first) || has_word(&v, conjunctions))
		return false;
	n = snprintf(name, sizeof(name), "%.*s %.*s", (int)first.n, first.p,
	    (int)last.n, last.p);
	if (n < 0 || (size_t)n >= sizeof(name) ||
	    !name_is_plausible(name, (size_t)n))
		return false;
	add_person(b, (struct slice){ name, (size_t)n });
	return true;
}

/* "Article by": words that only another label behind makes one. */
static bool
leads_to_label(struct slice word, struct slice rest)
{
	struct slice next = next_word(&rest);

	if (listed(word, "a an the this ein eine un une uma um el la")) {
		word = next;
		next = next_word(&rest);
	}
	if (listed(next, "was") &&
	    listed(next_word(&rest), "written contributed"))
		next = next_word(&rest); /* "This post was written by" */
	if (!listed(next, "by von par por da di"))
		return false;
	return listed(word,
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
	    listed(word,
		"author authors autor autorin autoren auteur auteurs autore "
		"verfasser contributor contributors");
}

/* Past "Written by:" and its like.  *found: there was such a word that needs
 * nothing behind it. */
static struct slice
skip_labels(struct slice text, bool *found)
{
	struct slice rest = trim(text), word, left;
	struct words w;
	bool colon;

	*found = false;
	for (int i = 0; i < 6; i++) {
		left = rest;
		if ((word = next_word(&left)).n == 0)
			break;
		colon = word.p[word.n - 1] == ':' ||
		    (left.n > 0 && *left.p == ':') || is_field(word, left);
		while (word.n > 1 && strchr(":.", word.p[word.n - 1]) != NULL)
			word.n--;
		if (!listed(word, labels) && !(i > 0 && listed(word, "was")) &&
		    !(colon && listed(word, "contributor contributors")) &&
		    !leads_to_label(word, left))
			break;
		if (trim(left).n == 0)
			break; /* "Redaktion" */
		split_words(left, &w);
		if (listed(word, weak_labels) && w.count < 2 &&
		    starts_upper(word) && !names_nobody(trim(left)) &&
		    !name_is_desk(trim(left).p, trim(left).n))
			break;
		rest = trim(left);
		*found = colon || !listed(word, half_labels);
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

/* The names in "作者：王小明" and "記者王小明／台北報導", to the end of the
 * line or the date; empty: it is no such line. */
static struct slice
behind_wide_label(struct slice text)
{
	static const char *const wides[] = { "作者", "撰文", "文", "著者",
		"執筆者", "執筆", "筆者", "投稿者", "取材・文", "글쓴이",
		"작성자", "글" };
	static const char *const reporters[] = { "本报记者", "本報記者", "记者",
		"記者" };
	struct slice s = trim(text), name = { text.p, 0 };
	const char *end = s.p + s.n, *p;
	size_t n;

	if (s.n == 0 || (uint8_t)s.p[0] < 0xe3)
		return name;
	for (size_t i = 0; i < sizeof(wides) / sizeof(wides[0]); i++) {
		n = strlen(wides[i]);
		if (s.n > n && memcmp(s.p, wides[i], n) == 0 &&
		    (p = skip_wide_sign(s.p + n, end)) != NULL)
			return trim((struct slice){ p, (size_t)(end - p) });
	}
	for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++) {
		n = strlen(reporters[i]);
		if (s.n <= n || memcmp(s.p, reporters[i], n) != 0)
			continue;
		p = skip_wide_sign(s.p + n, end);
		p = p != NULL ? p : s.p + n;
		name = wide_name(trim((struct slice){ p, (size_t)(end - p) }));
		break;
	}
	return name;
}

/* The parts in front of a date and behind it; false: there is none. */
static bool
part_at_date(struct slice s, struct slice *front, struct slice *back)
{
	struct date d;
	size_t start, end;

	if (!date_find(s.p, s.n, DATE_DAY_FIRST, &d, &start, &end))
		return false;
	*front = trim((struct slice){ s.p, start });
	*back = trim((struct slice){ s.p + end, s.n - end });
	return true;
}

/* Without a date and what stands behind it; a date in front is cut off. */
static struct slice
cut_date(struct slice s)
{
	struct slice front, back, before;
	const char *blank;

	if (!part_at_date(s, &front, &back))
		return s;
	/* "David at December 16, 2025" */
	blank = memrchr(front.p, ' ', front.n);
	before.p = blank;
	before.n = blank != NULL ? (size_t)(front.p + front.n - blank) : 0;
	if (blank != NULL && listed(trim(before), "at on am le el"))
		front = trim((struct slice){ front.p, front.n - before.n });
	return front.n > 0 ? front : back;
}

/* For running text: "by ibby".  One word that is not one of the language. */
static bool
is_handle(struct slice s)
{
	static const char others[] =
	    "monday tuesday wednesday thursday friday saturday sunday now then "
	    "default far design hand topic category type name date price "
	    "region state us them one two three phone email mail car train "
	    "foot bus yourself itself myself himself herself adding using "
	    "clicking products brand size color colour rating";
	struct words w;

	split_words(s, &w);
	return w.count == 1 && s.n >= 3 && !listed(s, others) &&
	    !listed(s, bodies) && !listed(s, roles) &&
	    name_is_plausible(s.p, s.n);
}

static size_t
read_byline(struct slice text, bool strict, struct byline *out)
{
	if (!strict && !memchr(text.p, ' ', text.n) &&
	    name_is_plausible(text.p, text.n)) {
		add_person(out, text); /* a name of one word is kept whole */
		return out->count;
	}
	if (strict || !read_surname_first(text, out))
		read_parts(text, strict, out);
	return out->count;
}

static size_t
read_wide(struct slice text, struct byline *out)
{
	struct slice s = behind_wide_label(text);
	const char *edge = memchr(s.p, '|', s.n);

	if (edge != NULL)
		s.n = (size_t)(edge - s.p);
	if (s.n > 0)
		read_parts(cut_date(s), false, out);
	return out->count;
}

size_t
byline_parse(const char *text, size_t n, struct byline *out)
{
	struct slice s = { text, n }, back;
	bool found;

	out->count = 0;
	if (n > 600)
		return 0;
	if (read_wide(s, out) > 0)
		return out->count;
	s = skip_labels(s, &found);
	if (!part_at_date(s, &s, &back))
		back.n = 0;
	if (s.n > 0)
		read_byline(s, false, out);
	/* "Date: 24 June 2016 | Author: Ann Lee" */
	if (out->count == 0 && back.n > 0 &&
	    (s = skip_labels(back, &found)).n > 0)
		read_byline(cut_date(s), false, out);
	return out->count;
}

/* What stands behind a label and before a date; empty where there is none. */
static struct slice
behind_label(const char *text, size_t n)
{
	struct slice none = { text, 0 }, s = { text, n };
	bool found;

	if (n > 300)
		return none;
	s = skip_labels(s, &found);
	return found ? cut_date(s) : none;
}

size_t
byline_labelled(const char *text, size_t n, struct byline *out)
{
	struct slice s;

	out->count = 0;
	if (n <= 300 && read_wide((struct slice){ text, n }, out) > 0)
		return out->count;
	s = behind_label(text, n);
	if (s.n > 0 && is_handle(s))
		add_person(out, s);
	else if (s.n > 0)
		read_byline(s, true, out);
	return out->count;
}

size_t
byline_signed(const char *text, size_t n, struct byline *out)
{
	struct slice s = behind_label(text, n);
	const char *edge = memchr(s.p, '|', s.n);
	struct words w;

	out->count = 0;
	s.n = edge != NULL ? (size_t)(edge - s.p) : s.n;
	s = trim(s);
	split_words(s, &w);
	if (w.count == 0 || w.count > 5)
		return 0;
	for (size_t i = 0; i < w.count; i++)
		if (is_small(w.at[i]))
			return 0;
	if (name_is_plausible(s.p, s.n))
		add_person(out, s);
	return out->count;
}

bool
name_is_personal(const char *name, size_t n)
{
	struct words w;

	split_words((struct slice){ name, n }, &w);
	return is_written_as_name(&w);
}
