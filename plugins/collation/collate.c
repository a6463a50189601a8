#include "collation.h"

#include <octavo/sugar.h>
#include <stdlib.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { TEXT_MAX = 1000, DIGITS_MAX = 60 };

/* Letters that no decomposition takes apart, and what they are filed as. */
static const struct {
	ucs4_t letter;
	const char *as;
} filed[] = {
	{ 0xe6, "ae" },
	{ 0xf0, "d" },
	{ 0xf8, "o" },
	{ 0xfe, "th" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x142, "l" },
	{ 0x153, "oe" },
};

/* Words that libraries pass over at the start of a title, by language; those
 * without a blank are elided. */
static const struct {
	const char *lang, *words[9];
} passed_over[] = {
	{ "de", { "der ", "die ", "das ", "ein ", "eine " } },
	{ "en", { "the ", "a ", "an " } },
	{ "es", { "el ", "la ", "los ", "las ", "un ", "una " } },
	{ "fr", { "le ", "la ", "les ", "l'", "un ", "une " } },
	{ "it",
	    { "il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "un ", "una " } },
	{ "nl", { "de ", "het ", "een " } },
	{ "pt", { "o ", "a ", "os ", "as ", "um ", "uma " } },
};

/* How much of a folded text is an article of the language. */
static size_t
article_length(const char *text, oct_str lang)
{
	size_t n = strcspn(lang.p, "-");

	for (size_t i = 0; i < sizeof(passed_over) / sizeof(passed_over[0]);
	     i++) {
		if (n != 2 || strncasecmp(passed_over[i].lang, lang.p, 2) != 0)
			continue;
		for (size_t k = 0; k < 9 && passed_over[i].words[k] != NULL;
		     k++) {
			size_t len = strlen(passed_over[i].words[k]);

			if (strncmp(text, passed_over[i].words[k], len) == 0 &&
			    text[len] != '\0')
				return len;
		}
	}
	return 0;
}

struct key {
	char *p; /* room for what a text gives at most */
	size_t n;
	int blank; /* one is due */
	char digits[DIGITS_MAX + 1];
	size_t n_digits;
};

static void
put(struct key *k, const char *s, size_t n)
{
	if (k->blank && k->n > 0)
		k->p[k->n++] = ' ';
	k->blank = 0;
	memcpy(k->p + k->n, s, n);
	k->n += n;
}

/* Numbers by how many digits they have, then by these. */
static void
put_number(struct key *k)
{
	const char *p = k->digits;
	char head[2] = { '0', 0 };
	size_t n = k->n_digits;

	if (n == 0)
		return;
	for (; n > 1 && *p == '0'; p++)
		n--;
	head[1] = (char)('0' + n);
	put(k, head, 2);
	put(k, p, n);
	k->n_digits = 0;
}

static void
put_letter(struct key *k, ucs4_t c)
{
	uint8_t bytes[8];

	if (c >= 0x30a1 && c <= 0x30f6)
		c -= 0x60; /* katakana with the hiragana */
	for (size_t i = 0; i < sizeof(filed) / sizeof(filed[0]); i++)
		if (filed[i].letter == c) {
			put(k, filed[i].as, strlen(filed[i].as));
			return;
		}
	put(k, (const char *)bytes, (size_t)u8_uctomb(bytes, c, 8));
}

static void
put_character(struct key *k, ucs4_t c)
{
	int digit = uc_decimal_value(c);

	if (digit >= 0 && k->n_digits < DIGITS_MAX) {
		k->digits[k->n_digits++] = (char)('0' + digit);
		return;
	}
	if (uc_is_general_category(c, UC_CATEGORY_M) || c == '\'' ||
	    c == 0x2019)
		return;
	put_number(k);
	if (uc_is_general_category(c, UC_CATEGORY_L) || digit >= 0)
		put_letter(k, c);
	else
		k->blank = 1;
}

static void
put_folded(struct key *k, const uint8_t *p, size_t n)
{
	while (n > 0) {
		ucs4_t c;
		int len = u8_mbtouc(&c, p, n);

		put_character(k, c);
		p += len;
		n -= (size_t)len;
	}
	put_number(k);
}

/* Whole characters, no more than TEXT_MAX bytes. */
static size_t
cut(oct_str s)
{
	size_t n = s.n < TEXT_MAX ? s.n : TEXT_MAX;

	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

const char *
collate(const oct_api *a, oct_job *j, oct_str text, oct_str lang)
{
	size_t n = cut(text), len = 0, skip;
	uint8_t *folded = u8_casefold(
	    (const uint8_t *)text.p, n, NULL, UNINORM_NFKD, NULL, &len);
	struct key k = { .p = NULL };

	/* a letter of one byte gives two at most, a number three of one */
	if (folded != NULL)
		k.p = a->scratch(j, 3 * len + len + n + 8);
	if (k.p == NULL) {
		if (folded == NULL)
			a->fail(j, OCT_ENOMEM, "collation.memory",
			    "no memory for the order of titles");
		free(folded);
		return "";
	}
	skip = 0;
	if (len > 0 && memchr(folded, '\0', len) == NULL) {
		char start[16] = "";

		memcpy(start, folded, len < 15 ? len : 15);
		skip = article_length(start, lang);
	}
	put_folded(&k, folded + skip, len - skip);
	k.blank = 0;
	put(&k, "\1", 1);
	put(&k, (const char *)folded, len);
	put(&k, "\1", 1);
	put(&k, text.p, n);
	free(folded);
	return k.p;
}
