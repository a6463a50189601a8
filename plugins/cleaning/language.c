#include <string.h>

#include "cleaning.h"

/* The commonest words of a language that are rare in the others. */
static const struct {
	const char *tag, *words;
} languages[] = {
	{ "en",
	    " the of and to in is that for it was with as on by this are " },
	{ "de", " der die und das ist nicht von mit den ein zu eine auf dem " },
	{ "fr", " le la les des et est une dans pour que qui du pas sur " },
	{ "es", " el los las del que y una por con para se su como es " },
	{ "it", " il di che della per non sono gli con una del nel si anche " },
	{ "pt", " o os do da que uma para com em no ao dos foi mais " },
	{ "nl", " de het een van en niet op dat zijn voor met aan ook er " },
	{ "sv", " och att det som en av den inte med ett var f\xc3\xb6r " },
	{ "da", " og det at der en af den ikke til med er som har " },
	{ "pl", " nie si\xc4\x99 na w z jest do \xc5\xbc\x65 to przez o jak " },
	{ "cs", " a se je v na \xc5\xbe\x65 s z o do jako by \xc4\x8di " },
	{ "tr", " bir ve bu i\xc3\xa7in ile da de olarak daha \xc3\xa7ok " },
};
enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* Scripts that one language, by far, is written in. */
enum script {
	LATIN,
	CYRILLIC,
	GREEK,
	HEBREW,
	ARABIC,
	DEVANAGARI,
	THAI,
	KANA,
	HAN,
	HANGUL,
	SCRIPTS
};
static const char *const script_tags[SCRIPTS] = { NULL, "ru", "el", "he", "ar",
	"hi", "th", "ja", "zh", "ko" };

static enum script
script_of(const unsigned char *p)
{
	unsigned c = p[0] >= 0xe0
	    ? (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu)
	    : (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);

	return c < 0x370                ? LATIN
	    : c < 0x400                 ? GREEK
	    : c < 0x530                 ? CYRILLIC
	    : c >= 0x590 && c < 0x600   ? HEBREW
	    : c >= 0x600 && c < 0x700   ? ARABIC
	    : c >= 0x900 && c < 0x980   ? DEVANAGARI
	    : c >= 0xe00 && c < 0xe80   ? THAI
	    : c >= 0x3040 && c < 0x3100 ? KANA
	    : c >= 0x4e00 && c < 0xa000 ? HAN
	    : c >= 0xac00 && c < 0xd7b0 ? HANGUL
					: LATIN;
}

/* Characters of a script that are enough to go by. */
enum { ENOUGH = 10 };

/* Japanese mixes kana and Han; a tenth of kana tells it from Chinese. */
static const char *
guess_by_script(const char *text, size_t n)
{
	size_t counts[SCRIPTS] = { 0 }, letters = 0;
	enum script best = LATIN;

	for (size_t i = 0; i + 2 < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0xc3 && c < 0xf0)
			counts[script_of((const unsigned char *)text + i)]++;
		letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	}
	for (int s = CYRILLIC; s < SCRIPTS; s++)
		if (counts[s] > counts[best] || best == LATIN)
			best = (enum script)s;
	if (best == HAN && counts[KANA] * 10 > counts[HAN]) {
		best = KANA;
		counts[KANA] += counts[HAN];
	}
	return counts[best] >= ENOUGH && counts[best] > letters
	    ? script_tags[best]
	    : NULL;
}

static void
count_word(const char *word, size_t n, unsigned counts[LANGUAGES])
{
	char padded[16];

	if (n > sizeof(padded) - 3)
		return;
	padded[0] = padded[n + 1] = ' ';
	padded[n + 2] = '\0';
	for (size_t i = 0; i < n; i++)
		padded[i + 1] = word[i] >= 'A' && word[i] <= 'Z'
		    ? (char)(word[i] | 0x20)
		    : word[i];
	for (int i = 0; i < LANGUAGES; i++)
		counts[i] += strstr(languages[i].words, padded) != NULL;
}

const char *
guess_language(const char *text, size_t n)
{
	static const char edges[] = " \n\t.,;:!?()[]\"'";
	unsigned counts[LANGUAGES] = { 0 }, best = 0, second = 0, words = 0;
	const char *tag = guess_by_script(text, n);
	size_t start = 0;

	for (size_t i = 0; tag == NULL && i <= n; i++) {
		if (i < n && memchr(edges, text[i], sizeof(edges)) == NULL)
			continue;
		if (i > start) {
			count_word(text + start, i - start, counts);
			words++;
		}
		start = i + 1;
	}
	for (int i = 0; tag == NULL && i < LANGUAGES; i++) {
		if (counts[i] > counts[best]) {
			second = best;
			best = (unsigned)i;
		} else if (counts[i] > counts[second] || second == best) {
			second = (unsigned)i;
		}
	}
	if (tag != NULL)
		return tag;
	/* a tenth of all words, and half again as many as the next language */
	return counts[best] >= 5 && 10 * counts[best] >= words &&
		2 * counts[best] >= 3 * counts[second]
	    ? languages[best].tag
	    : NULL;
}
