#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* What a character is to a count. */
enum kind {
	KIND_SPACE, /* and every mark that only parts words */
	KIND_COMMA,
	KIND_COLON,
	KIND_STOP,
	KIND_APOSTROPHE, /* inside a word it parts nothing */
	KIND_WIDE, /* stands for half a word */
	KIND_WIDE_FUNCTION,
	WORD_BIT = 0x40,
	KIND_LETTER = WORD_BIT,
	KIND_DIGIT = WORD_BIT | 1,
	KIND_CAPITAL = WORD_BIT | 2
};

/* Of ASCII, sixteen characters a row; no other byte is in a word here. */
#define S KIND_SPACE
#define L KIND_LETTER
#define U KIND_CAPITAL
#define D KIND_DIGIT
#define C KIND_COMMA
#define N KIND_COLON
#define P KIND_STOP
#define A KIND_APOSTROPHE
static const uint8_t ascii_kinds[256] = {
	/* clang-format off */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	S, P, S, S, S, S, S, A, S, S, S, S, C, S, P, S,
	D, D, D, D, D, D, D, D, D, D, N, C, S, S, S, P,
	S, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	U, U, U, U, U, U, U, U, U, U, U, S, S, S, S, L,
	S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, S, S, S, S, S,
	/* clang-format on */
};
#undef S
#undef L
#undef U
#undef D
#undef C
#undef N
#undef P
#undef A

/* The letters, small, and digits of ASCII; 0: no part of a word. */
static const uint8_t folded[256] = {
	/* clang-format off */
	['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
	['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
		'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
	['_'] = '_',
	['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
		'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
	/* clang-format on */
};

/* Particles that stand where other languages have function words. */
static bool
wide_function(uint32_t c)
{
	switch (c) {
	case 0x7684:
	case 0x662F:
	case 0x4E86:
	case 0x4E0D:
	case 0x5728:
	case 0x6709:
	case 0x548C:
	case 0x4E5F:
	case 0x4ED6:
	case 0x8FD9:
	case 0x4E3A:
	case 0x70BA:
	case 0x5C31:
	case 0x4EE5:
	case 0x6211: return true;
	}
	return c >= 0x3041 && c <= 0x3096; /* hiragana */
}

static enum kind
wide_kind(uint32_t c)
{
	switch (c) {
	case 0x3001:
	case 0xFF0C:
	case 0xFF1B:
	case 0x060C:
	case 0x061B:
	case 0x30FB: return KIND_COMMA;
	case 0x3002:
	case 0xFF01:
	case 0xFF0E:
	case 0xFF1F:
	case 0x06D4:
	case 0x061F:
	case 0x0964:
	case 0x2026: return KIND_STOP;
	case 0xFF1A: return KIND_COLON;
	case 0x2019: return KIND_APOSTROPHE;
	}
	if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00) ||
	    (c >= 0x3000 && c < 0x3040) || (c >= 0xFE10 && c < 0xFE70) ||
	    (c >= 0xFF00 && c < 0xFF10))
		return KIND_SPACE;
	if ((c >= 0x0E00 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800) ||
	    (c >= 0x3040 && c < 0xA000) || (c >= 0x20000 && c < 0x40000))
		return wide_function(c) ? KIND_WIDE_FUNCTION : KIND_WIDE;
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F) ||
	    (c >= 0xC0 && c <= 0xDE))
		return KIND_CAPITAL;
	return KIND_LETTER;
}

static void
say(struct text_scan *scan, uint32_t word)
{
	if (scan->said != NULL)
		scan->said->hash[scan->said->count++] = word;
}

static void
count_marks(struct text_counts *counts, uint8_t marks)
{
	counts->function_words += (marks & WORD_STOP) != 0;
	counts->title_words += (marks & WORD_TITLE) != 0;
	counts->about_words += (marks & WORD_ABOUT) != 0;
	counts->site_words += (marks & WORD_SITE) != 0;
	counts->we_words += (marks & WORD_WE) != 0;
}

static void
end_word(struct text_scan *scan)
{
	struct text_counts *counts = scan->counts;
	uint8_t marks = lexicon_marks(scan->lexicon, scan->word);

	if (scan->weights != NULL && counts->words < TEXT_WEIGHED)
		counts->weight += token_weight(scan->weights, scan->word);
	counts->words++;
	if (marks != 0)
		count_marks(counts, marks);
	counts->hash = (counts->hash ^ scan->word) * 0x9E3779B1u;
	counts->last = 'w';
	say(scan, scan->word);
	scan->word = LEXICON_SEED;
	scan->length = 0;
}

static void
take_wide(struct text_scan *scan, uint32_t c, bool function)
{
	struct text_counts *counts = scan->counts;

	if (scan->length != 0)
		end_word(scan);
	counts->letters++;
	counts->words += scan->wide++ % 2 == 0;
	counts->function_words += function;
	counts->hash = (counts->hash ^ c) * 0x9E3779B1u;
	counts->last = 'w';
	say(scan, c);
	if (counts->first == 0)
		counts->first = 'U';
}

/* What is not part of a word. */
static void
take_mark(struct text_scan *scan, enum kind kind)
{
	struct text_counts *counts = scan->counts;

	if (kind == KIND_APOSTROPHE && scan->length != 0)
		return;
	if (scan->length != 0)
		end_word(scan);
	counts->commas += kind == KIND_COMMA || kind == KIND_COLON;
	counts->stops += kind == KIND_STOP;
	if (kind == KIND_STOP || kind == KIND_COLON)
		counts->last = kind == KIND_STOP ? 's' : ':';
}

/* The first character of a word. */
static void
begin_word(struct text_counts *counts, enum kind kind)
{
	counts->upper += kind == KIND_CAPITAL;
	if (counts->first == 0)
		counts->first = kind == KIND_CAPITAL ? 'U'
		    : kind == KIND_DIGIT             ? 'd'
						     : 'l';
}

/* A letter of n bytes. */
static void
take_letter(struct text_scan *scan, enum kind kind, const uint8_t *p, size_t n)
{
	struct text_counts *counts = scan->counts;

	if (scan->length++ == 0)
		begin_word(counts, kind);
	counts->letters++;
	for (size_t i = 0; i < n; i++)
		scan->word = lexicon_hash(scan->word, p[i]);
}

/* One character of more than one byte; bytes that are not UTF-8 count as
 * letters. */
static size_t
take_long(struct text_scan *scan, const uint8_t *p, size_t n)
{
	size_t length = *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
	uint32_t c = *p & (0xFFu >> (length + 1));
	enum kind kind;

	if (*p < 0xC0 || length > n)
		length = 1;
	for (size_t i = 1; i < length; i++)
		c = c << 6 | (p[i] & 0x3Fu);
	kind = length == 1 ? KIND_LETTER : wide_kind(c);
	if (kind & WORD_BIT)
		take_letter(scan, kind, p, length);
	else if (kind >= KIND_WIDE)
		take_wide(scan, c, kind == KIND_WIDE_FUNCTION);
	else
		take_mark(scan, kind);
	return length;
}

static uint32_t
count_digits(const uint8_t *p, const uint8_t *end)
{
	uint32_t digits = 0;

	for (; p < end; p++)
		digits += *p <= '9';
	return digits;
}

/* A run of ASCII letters and digits: nearly all of most pages. */
static const uint8_t *
take_run(struct text_scan *scan, const uint8_t *p, const uint8_t *end)
{
	struct text_counts *counts = scan->counts;
	const uint8_t *start = p;
	uint32_t word = scan->word;
	uint8_t c, all = 0xff; /* what the bits of all have in common */

	if (scan->length == 0)
		begin_word(counts, (enum kind)ascii_kinds[*p]);
	while (p < end && (c = folded[*p]) != 0) {
		word = lexicon_hash(word, c);
		all &= c;
		p++;
	}
	scan->word = word;
	scan->length += (uint32_t)(p - start);
	counts->letters += (uint32_t)(p - start);
	if ((all & 0x40) == 0) /* that of letters, not of digits */
		counts->digits += count_digits(start, p);
	return p;
}

void
text_feed(struct text_scan *scan, const char *text, size_t n)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + n;

	while (p < end) {
		enum kind kind = (enum kind)ascii_kinds[*p];

		if (kind & WORD_BIT) {
			p = take_run(scan, p, end);
		} else if (*p >= 0x80) {
			p += take_long(scan, p, (size_t)(end - p));
		} else {
			if (kind != KIND_SPACE)
				take_mark(scan, kind);
			else if (scan->length != 0)
				end_word(scan);
			p++;
		}
	}
}

bool
text_said_room(struct text_said *said, size_t bytes)
{
	/* no two words without a byte between them, but for characters of
	 * three bytes; and the word that is not closed yet, before and after */
	size_t wanted = said->count + bytes / 2 + 2, room = said->room;
	uint32_t *grown;

	if (wanted <= room)
		return true;
	room = wanted > 2 * room ? wanted : 2 * room;
	if (room > UINT32_MAX ||
	    (grown = realloc(said->hash, room * sizeof *grown)) == NULL)
		return false;
	said->hash = grown;
	said->room = (uint32_t)room;
	return true;
}

bool
text_set_init(struct text_set *set, size_t n)
{
	uint32_t slots = 64;

	while (slots < 2 * n && slots < 1u << 30)
		slots *= 2;
	set->slots = calloc(slots, sizeof *set->slots);
	set->mask = slots - 1;
	return set->slots != NULL;
}

/* The triple that ends with a word, of which `seen` has the two before it. */
static inline uint32_t
next_triple(uint32_t seen[2], uint32_t word)
{
	uint32_t hash = ((seen[0] * 31 + seen[1]) * 31 + word) | 1;

	seen[0] = seen[1];
	seen[1] = word;
	return hash;
}

/* Where the hash is, or might be. */
static inline uint32_t *
set_slot(const struct text_set *set, uint32_t hash)
{
	uint32_t i = hash * 0x9E3779B1u >> 7 & set->mask;

	for (int probe = 0;
	     probe < PROBES && set->slots[i] != 0 && set->slots[i] != hash;
	     probe++)
		i = (i + 1) & set->mask;
	return &set->slots[i];
}

void
text_set_add(struct text_set *set, const uint32_t *words, uint32_t n)
{
	uint32_t seen[2] = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		uint32_t hash = next_triple(seen, words[i]);
		uint32_t *slot = set_slot(set, hash);

		if (*slot == 0)
			*slot = hash;
	}
}

uint32_t
text_set_count(const struct text_set *set, const uint32_t *words, uint32_t n)
{
	uint32_t known = 0, seen[2] = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		uint32_t hash = next_triple(seen, words[i]);

		known += *set_slot(set, hash) == hash;
	}
	return known;
}

void
text_begin(struct text_scan *scan, const struct lexicon *lexicon,
    struct text_counts *counts)
{
	memset(counts, 0, sizeof *counts);
	*scan = (struct text_scan){
		.lexicon = lexicon, .counts = counts, .word = LEXICON_SEED
	};
}

void
text_end(struct text_scan *scan)
{
	if (scan->length != 0)
		end_word(scan);
}

void
text_mark(struct lexicon *lexicon, const char *text, size_t n, uint8_t mark)
{
	uint32_t word = LEXICON_SEED, length = 0;

	for (size_t i = 0; i <= n; i++) {
		uint8_t c = i < n ? (uint8_t)text[i] : ' ';
		enum kind kind =
		    c < 0x80 ? (enum kind)ascii_kinds[c] : KIND_LETTER;

		if (kind & WORD_BIT) {
			word = lexicon_hash(word, c < 0x80 ? folded[c] : c);
			length++;
		} else if (kind != KIND_APOSTROPHE) {
			if (length > 1 &&
			    (lexicon_marks(lexicon, word) & WORD_STOP) == 0)
				lexicon_add(lexicon, word, mark);
			word = LEXICON_SEED;
			length = 0;
		}
	}
}

bool
text_learn(struct text_set *set, const char *text, size_t n)
{
	static const struct lexicon none;
	struct text_said said = { 0 };
	struct text_counts counts;
	struct text_scan scan;

	if (!text_said_room(&said, n))
		return false;
	text_begin(&scan, &none, &counts);
	scan.said = &said;
	text_feed(&scan, text, n);
	text_end(&scan);
	text_set_add(set, said.hash, said.count);
	free(said.hash);
	return true;
}
