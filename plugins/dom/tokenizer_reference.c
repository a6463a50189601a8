/* Character references, 13.2.5.72 to 80. */
#include "references.h"
#include "tokenizer.h"

/* 13.2.5.80: what the numbers of C1 controls stand for, as windows-1252 has it;
 * 0: nothing else. */
static const uint16_t c1_controls[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E,
	0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

static const struct reference *
lookup(const char *p, size_t n, size_t readable)
{
	uint32_t hash = name_hash(name_words(p, n, readable), n);
	const struct reference *found =
	    &dom_references[name_slot(hash, dom_reference_slots, REFERENCE_BITS,
		dom_reference_factors, REFERENCE_FACTORS)];

	if (found->length != n ||
	    memcmp(dom_reference_pool + found->name, p, n) != 0)
		return NULL;
	return found;
}

/* The longest name of the list that [p, q) begins with and that counts without
 * a semicolon; with one it is looked up whole. */
static const struct reference *
lookup_legacy(const char *p, const char *q, size_t readable)
{
	size_t n = (size_t)(q - p) < LEGACY_MAX ? (size_t)(q - p) : LEGACY_MAX;
	const struct reference *found;

	for (; n >= LEGACY_MIN; n--) {
		found = lookup(p, n, readable);
		if (found != NULL && found->legacy)
			return found;
	}
	return NULL;
}

/* 13.2.5.73 Named character reference state; p is behind the ampersand. */
static struct dom_str
named(struct tokenizer *tk, const char *p, const char *end, bool in_attribute,
    const char **after)
{
	const struct reference *found = NULL;
	size_t readable = (size_t)(end - p);
	const char *q = p;

	while (q < end && (is_alpha(*q) || is_digit(*q)))
		q++;
	if (q < end && *q == ';' && q > p)
		found = lookup(p, (size_t)(q - p), readable);
	if (found != NULL) {
		*after = q + 1;
		return (struct dom_str){ found->utf8, found->bytes };
	}
	found = lookup_legacy(p, q, readable);
	if (found == NULL) {
		if (q < end && *q == ';' && q > p)
			token_error(tk, DOM_ERR_UNKNOWN_REFERENCE, q);
		return (struct dom_str){ NULL, 0 };
	}
	*after = p + found->length;

	/* "For historical reasons": &lang= in an address is no reference. */
	if (in_attribute && *after < end &&
	    (**after == '=' || is_alpha(**after) || is_digit(**after)))
		return (struct dom_str){ NULL, 0 };
	token_error(tk, DOM_ERR_MISSING_SEMICOLON, *after);
	return (struct dom_str){ found->utf8, found->bytes };
}

static uint32_t
hex_value(char c)
{
	if (is_digit(c))
		return (uint32_t)(c - '0');
	return is_alpha(c) ? (uint32_t)((c | 0x20) - 'a' + 10) : 16;
}

/* 13.2.5.80 Numeric character reference end state. */
static uint32_t
allowed_code(struct tokenizer *tk, uint32_t code, const char *at)
{
	if (code == 0) {
		token_error(tk, DOM_ERR_NULL_REFERENCE, at);
		return 0xFFFD;
	}
	if (code > 0x10FFFF) {
		token_error(tk, DOM_ERR_REFERENCE_OUTSIDE_UNICODE, at);
		return 0xFFFD;
	}
	if (code >= 0xD800 && code <= 0xDFFF) {
		token_error(tk, DOM_ERR_SURROGATE_REFERENCE, at);
		return 0xFFFD;
	}
	if ((code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE)
		token_error(tk, DOM_ERR_NONCHARACTER_REFERENCE, at);
	if (code == 0x0D || (code >= 0x7F && code <= 0x9F) ||
	    (code < 0x20 && code != '\t' && code != '\n' && code != '\f'))
		token_error(tk, DOM_ERR_CONTROL_REFERENCE, at);
	if (code >= 0x80 && code <= 0x9F && c1_controls[code - 0x80] != 0)
		return c1_controls[code - 0x80];
	return code;
}

static size_t
encode_utf8(uint32_t code, char *to)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* 13.2.5.75 to 79; p is behind the "&#". */
static struct dom_str
numeric(
    struct tokenizer *tk, const char *p, const char *end, const char **after)
{
	uint32_t base = p < end && (*p | 0x20) == 'x' ? 16 : 10, code = 0;
	const char *start = p += base == 16;
	char utf8[4];

	for (; p < end && hex_value(*p) < base; p++)
		if (code <= 0x10FFFF)
			code = code * base + hex_value(*p);
	if (p == start) {
		token_error(tk, DOM_ERR_ABSENCE_OF_DIGITS, p);
		return (struct dom_str){ NULL, 0 };
	}
	if (p < end && *p == ';')
		p++;
	else
		token_error(tk, DOM_ERR_MISSING_SEMICOLON, p);
	*after = p;
	code = allowed_code(tk, code, p);
	return dom_keep(tk->dom, utf8, encode_utf8(code, utf8));
}

/* 13.2.5.72 Character reference state. */
struct dom_str
tokenizer_reference(struct tokenizer *tk, const char *p, const char *end,
    bool in_attribute, const char **after)
{
	p++;
	if (p < end && *p == '#')
		return numeric(tk, p + 1, end, after);
	return named(tk, p, end, in_attribute, after);
}
