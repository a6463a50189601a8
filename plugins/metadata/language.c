/* language.c -- language tags (BCP 47). */
#include "metadata.h"
#include "unicode.h"

#include <string.h>
#include <strings.h>

/* Names and three-letter codes (ISO 639-2) that pages give for a tag. */
static const char *const aliases[][2] = {
	{ "english", "en" },
	{ "eng", "en" },
	{ "deutsch", "de" },
	{ "german", "de" },
	{ "deu", "de" },
	{ "ger", "de" },
	{ "french", "fr" },
	{ "français", "fr" },
	{ "fra", "fr" },
	{ "fre", "fr" },
	{ "spanish", "es" },
	{ "español", "es" },
	{ "spa", "es" },
	{ "italian", "it" },
	{ "italiano", "it" },
	{ "ita", "it" },
	{ "portuguese", "pt" },
	{ "português", "pt" },
	{ "por", "pt" },
	{ "russian", "ru" },
	{ "rus", "ru" },
	{ "japanese", "ja" },
	{ "jpn", "ja" },
	{ "jp", "ja" },
	{ "chinese", "zh" },
	{ "chi", "zh" },
	{ "zho", "zh" },
	{ "cn", "zh" },
	{ "korean", "ko" },
	{ "kor", "ko" },
	{ "arabic", "ar" },
	{ "ara", "ar" },
	{ "dutch", "nl" },
	{ "nld", "nl" },
	{ "polish", "pl" },
	{ "pol", "pl" },
	{ "turkish", "tr" },
	{ "tur", "tr" },
	{ "swedish", "sv" },
	{ "swe", "sv" },
	{ "czech", "cs" },
	{ "ces", "cs" },
	{ "cze", "cs" },
	{ "cz", "cs" },
	{ "hebrew", "he" },
	{ "heb", "he" },
	{ "iw", "he" },
	{ "in", "id" },
};

static bool
is_alpha(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
all(const char *p, size_t n, bool (*test)(char))
{
	for (size_t i = 0; i < n; i++)
		if (!test(p[i]))
			return false;
	return n > 0;
}

static bool
is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* Case by RFC 5646, 2.1.1: four letters Title, two letters UPPER, but for the
 * first subtag and what follows a singleton. */
static void
put_subtag(char *out, const char *p, size_t n, bool plain)
{
	for (size_t i = 0; i < n; i++) {
		bool upper = !plain &&
		    ((n == 2) || (n == 4 && i == 0 && is_alpha(p[0])));
		char c = (char)(is_alpha(p[i]) ? p[i] | 0x20 : p[i]);

		out[i] = (char)(upper && is_alpha(c) ? c & ~0x20 : c);
	}
}

/* Is the subtag one that a tag may have at this place? */
static bool
fits(const char *p, size_t n, bool first)
{
	if (first)
		return n >= 2 && n <= 3 && all(p, n, is_alpha);
	return n >= 1 && n <= 8 && all(p, n, is_alnum);
}

static bool
put_tag(const char *tag, size_t n, char out[LANGUAGE_TEXT])
{
	size_t used = 0, len;
	bool singleton = false;

	for (size_t i = 0; i < n; i += len + 1) {
		for (len = 0;
		     i + len < n && tag[i + len] != '-' && tag[i + len] != '_';)
			len++;
		if (!fits(tag + i, len, used == 0))
			return false;
		if (used + len + 2 > LANGUAGE_TEXT)
			break;
		if (used > 0)
			out[used++] = '-';
		put_subtag(out + used, tag + i, len, used == 0 || singleton);
		used += len;
		singleton = singleton || len == 1;
	}
	out[used] = '\0';
	return used > 0;
}

bool
language_canonical(const char *tag, size_t n, char out[LANGUAGE_TEXT])
{
	char low[16];
	size_t len;

	while (n > 0 && (uint8_t)tag[0] <= ' ') {
		tag++;
		n--;
	}
	/* "en, fr" and "en;q=0.8": the first. */
	len = 0;
	while (len < n && (uint8_t)tag[len] > ' ' && tag[len] != ',' &&
	    tag[len] != ';' && tag[len] != '.')
		len++;
	n = len;
	out[0] = '\0';
	if (n >= 2 && n <= 11) {
		uni_fold(tag, n, low, sizeof(low));
		for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]);
		     i++)
			if (strcmp(low, aliases[i][0]) == 0) {
				memcpy(out, aliases[i][1], 3);
				return true;
			}
	}
	if (put_tag(tag, n, out))
		return true;
	out[0] = '\0';
	return false;
}

bool
language_is_rtl(const char *tag, size_t n)
{
	size_t len = 0;

	while (len < n && tag[len] != '-')
		len++;
	if (memmem(tag, n, "-Arab", 5) != NULL ||
	    memmem(tag, n, "-Hebr", 5) != NULL)
		return true;
	if (memmem(tag, n, "-Latn", 5) != NULL)
		return false;
	return (len == 2 || len == 3) &&
	    uni_listed("ar he fa ur yi dv ps sd ug ckb arc syr", tag, len);
}
