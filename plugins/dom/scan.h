/*
 * Scans for the few bytes that end a run.  Each returns the first such byte in
 * [p, end), or end.  Sixteen bytes at a time with SSE2, which every x86-64 has,
 * eight at a time elsewhere.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What may begin a character that must not stand in a page: controls except for
 * tab and line feed, and the first bytes of C1 controls, surrogates and
 * noncharacters. */
static inline bool
scan_is_odd(uint8_t c)
{
	return (c < ' ' && c != '\n' && c != '\t') || c == 0x7F || c == 0xC2 ||
	    c == 0xED || c >= 0xEF;
}

#ifdef __SSE2__
#include <emmintrin.h>

static inline const char *
scan_block(const char *p, uint32_t mask)
{
	return p + __builtin_ctz(mask);
}

/* Any of three bytes; give one twice for two. */
static inline const char *
scan_any(const char *p, const char *end, char a, char b, char c)
{
	const __m128i va = _mm_set1_epi8(a), vb = _mm_set1_epi8(b);
	const __m128i vc = _mm_set1_epi8(c);

	for (; end - p >= 16; p += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(x, va),
		    _mm_or_si128(_mm_cmpeq_epi8(x, vb), _mm_cmpeq_epi8(x, vc)));
		uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);

		if (mask != 0)
			return scan_block(p, mask);
	}
	while (p < end && *p != a && *p != b && *p != c)
		p++;
	return p;
}

/* What may end a name in a tag, or needs a closer look there: bytes up to the
 * space, '/', '>', '=' and capitals. */
static inline const char *
scan_name(const char *p, const char *end)
{
	const __m128i space = _mm_set1_epi8(' ');
	const __m128i letters = _mm_set1_epi8(25);

	for (; end - p >= 16; p += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i capital = _mm_sub_epi8(x, _mm_set1_epi8('A'));
		__m128i hit = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(x, space), x),
			_mm_cmpeq_epi8(
			    _mm_min_epu8(capital, letters), capital)),
		    _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('>')),
			_mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('=')),
			    _mm_cmpeq_epi8(x, _mm_set1_epi8('/')))));
		uint32_t mask = (uint32_t)_mm_movemask_epi8(hit);

		if (mask != 0)
			return scan_block(p, mask);
	}
	while (p < end && (uint8_t)*p > ' ' && (*p < 'A' || *p > 'Z') &&
	    *p != '/' && *p != '>' && *p != '=')
		p++;
	return p;
}

static inline const char *
scan_odd(const char *p, const char *end)
{
	const __m128i control = _mm_set1_epi8(0x1F),
		      last = _mm_set1_epi8((char)0xEF);

	for (; end - p >= 16; p += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i blank =
		    _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\n')),
			_mm_cmpeq_epi8(x, _mm_set1_epi8('\t')));
		__m128i hit = _mm_andnot_si128(
		    blank, _mm_cmpeq_epi8(_mm_min_epu8(x, control), x));

		hit =
		    _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_max_epu8(x, last), x));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7F)));
		hit = _mm_or_si128(
		    hit, _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xC2)));
		hit = _mm_or_si128(
		    hit, _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xED)));
		if (_mm_movemask_epi8(hit) != 0)
			return scan_block(p, (uint32_t)_mm_movemask_epi8(hit));
	}
	while (p < end && !scan_is_odd((uint8_t)*p))
		p++;
	return p;
}

/* How many line feeds are in [p, end)? */
static inline uint32_t
scan_lines(const char *p, const char *end)
{
	const __m128i feed = _mm_set1_epi8('\n');
	uint32_t lines = 0;

	for (; end - p >= 16; p += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(x, feed));

		if (mask != 0)
			lines += (uint32_t)__builtin_popcount((unsigned)mask);
	}
	for (; p < end; p++)
		lines += *p == '\n';
	return lines;
}

#else

#define SCAN_ONES 0x0101010101010101u
#define SCAN_HIGH 0x8080808080808080u

/* The high bit of each byte of the word that is zero; bytes above the first of
 * them may be marked wrongly. */
static inline uint64_t
scan_zero(uint64_t word)
{
	return (word - SCAN_ONES) & ~word & SCAN_HIGH;
}

static inline const char *
scan_any(const char *p, const char *end, char a, char b, char c)
{
	uint64_t word;

	for (; end - p >= 8; p += 8) {
		memcpy(&word, p, 8);
		if ((scan_zero(word ^ (uint8_t)a * SCAN_ONES) |
			scan_zero(word ^ (uint8_t)b * SCAN_ONES) |
			scan_zero(word ^ (uint8_t)c * SCAN_ONES)) != 0)
			break;
	}
	while (p < end && *p != a && *p != b && *p != c)
		p++;
	return p;
}

static inline const char *
scan_name(const char *p, const char *end)
{
	while (p < end && (uint8_t)*p > ' ' && (*p < 'A' || *p > 'Z') &&
	    *p != '/' && *p != '>' && *p != '=')
		p++;
	return p;
}

static inline const char *
scan_odd(const char *p, const char *end)
{
	while (p < end && !scan_is_odd((uint8_t)*p))
		p++;
	return p;
}

static inline uint32_t
scan_lines(const char *p, const char *end)
{
	uint32_t lines = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

#endif

static inline const char *
scan_byte(const char *p, const char *end, char c)
{
	const char *found = memchr(p, c, (size_t)(end - p));

	return found != NULL ? found : end;
}

#endif
