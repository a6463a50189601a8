/* language_guess.c -- the language of a text, by its words or its script. */
#include <string.h>

#include "metadata.h"

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
	{ "sv", " och att det som en av den inte med ett var för " },
	{ "da", " og det at der en af den ikke til med er som har " },
	{ "pl", " nie się na w z jest do że przez jak od dla po jako " },
	{ "cs", " se je v na že z do jako pro jsou který ale při také není " },
	{ "tr", " bir ve bu için ile da de olarak daha çok " },
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
	BENGALI,
	TAMIL,
	TELUGU,
	THAI,
	GEORGIAN,
	KANA,
	HAN,
	HANGUL,
	SCRIPTS
};
static const char *const script_tags[SCRIPTS] = { NULL, "ru", "el", "he", "ar",
	"hi", "bn", "ta", "te", "th", "ka", "ja", "zh", "ko" };

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
	    : c >= 0x980 && c < 0xa00   ? BENGALI
	    : c >= 0xb80 && c < 0xc00   ? TAMIL
	    : c >= 0xc00 && c < 0xc80   ? TELUGU
	    : c >= 0xe00 && c < 0xe80   ? THAI
	    : c >= 0x10a0 && c < 0x1100 ? GEORGIAN
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

/* All those words, by their hashes, and the languages that have them. */
struct known {
	uint32_t hash; /* 0: free */
	uint32_t languages; /* a bit for each */
};
enum { KNOWN = 512 }; /* three times as many as there are */

/* FNV-1a, of small letters. */
static inline uint32_t
hash_byte(uint32_t hash, char c)
{
	uint8_t byte = (uint8_t)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);

	return (hash ^ byte) * 0x01000193u;
}
#define SEED 0x811C9DC5u

static struct known *
slot_of(struct known *known, uint32_t hash)
{
	uint32_t i = hash % KNOWN;

	while (known[i].hash != 0 && known[i].hash != hash)
		i = (i + 1) % KNOWN;
	return &known[i];
}

static void
know_words(struct known *known)
{
	for (int i = 0; i < LANGUAGES; i++) {
		uint32_t hash = SEED;

		for (const char *p = languages[i].words + 1; *p != '\0'; p++) {
			struct known *slot;

			if (*p != ' ') {
				hash = hash_byte(hash, *p);
				continue;
			}
			slot = slot_of(known, hash);
			slot->hash = hash;
			slot->languages |= 1u << i;
			hash = SEED;
		}
	}
}

static bool
is_edge(char c)
{
	switch (c) {
	case ' ':
	case '\n':
	case '\t':
	case '.':
	case ',':
	case ';':
	case ':':
	case '!':
	case '?':
	case '(':
	case ')':
	case '[':
	case ']':
	case '"':
	case '\'': return true;
	}
	return false;
}

/* How many of the words each language has; how many there are. */
static unsigned
count_words(const char *text, size_t n, unsigned counts[LANGUAGES])
{
	struct known known[KNOWN] = { 0 };
	uint32_t hash = SEED, in;
	unsigned words = 0;

	know_words(known);
	for (size_t i = 0; i <= n; i++) {
		if (i < n && !is_edge(text[i])) {
			hash = hash_byte(hash, text[i]);
			continue;
		}
		if (hash == SEED)
			continue;
		in = slot_of(known, hash)->languages;
		for (int l = 0; in != 0; l++, in >>= 1)
			counts[l] += in & 1;
		words++;
		hash = SEED;
	}
	return words;
}

const char *
language_guess(const char *text, size_t n)
{
	unsigned counts[LANGUAGES] = { 0 }, best = 0, second = 0, words;
	const char *tag = guess_by_script(text, n);

	if (tag != NULL)
		return tag;
	words = count_words(text, n, counts);
	for (unsigned i = 1; i < LANGUAGES; i++) {
		if (counts[i] > counts[best]) {
			second = best;
			best = i;
		} else if (counts[i] > counts[second] || second == best) {
			second = i;
		}
	}
	/* a tenth of all words, and half again as many as the next language */
	return counts[best] >= 5 && 10 * counts[best] >= words &&
		2 * counts[best] >= 3 * counts[second]
	    ? languages[best].tag
	    : NULL;
}

bool
language_is_guessed(const char *tag, size_t n)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (strlen(languages[i].tag) == n &&
		    memcmp(languages[i].tag, tag, n) == 0)
			return true;
	return false;
}
