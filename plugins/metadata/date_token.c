/* date_token.c -- the parts that dates are written with. */
#include "date_private.h"
#include "unicode.h"

#include <string.h>

/* Signs behind the numbers of Chinese, Japanese and Korean dates. */
static uint32_t
unit_of(uint32_t c)
{
	switch (c) {
	case 0x5e74: /* nian */
	case 0xb144: /* nyeon */ return UNIT_YEAR;
	case 0x6708: /* yue */
	case 0xc6d4: /* wol */ return UNIT_MONTH;
	case 0x65e5: /* ri */
	case 0x53f7: /* hao */
	case 0xc77c: /* il */ return UNIT_DAY;
	case 0x6642: /* shi */
	case 0x65f6:
	case 0x70b9: /* dian */
	case 0xc2dc: /* si */ return UNIT_HOUR;
	case 0x5206: /* fen */
	case 0xbd84: /* bun */ return UNIT_MINUTE;
	case 0x79d2: /* miao */
	case 0xcd08: /* cho */ return UNIT_SECOND;
	}
	return 0;
}

/* Forenoon and afternoon, two characters each. */
static uint32_t
half_day_of(uint32_t c, uint32_t next)
{
	if ((c == 0x5348 && next == 0x524d) ||
	    (c == 0x4e0a && next == 0x5348) || (c == 0xc624 && next == 0xc804))
		return UNIT_AM;
	if ((c == 0x5348 && next == 0x5f8c) ||
	    (c == 0x4e0b && next == 0x5348) || (c == 0xc624 && next == 0xd6c4))
		return UNIT_PM;
	return 0;
}

/* Dashes, slashes and colons of any kind, as their ASCII likeness. */
static uint32_t
plain_sign(uint32_t c)
{
	switch (c) {
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2212:
	case 0xff0d: return '-';
	case 0xff0e: return '.';
	case 0xff0f: return '/';
	case 0xff1a: return ':';
	case 0xff0c:
	case 0x060c:
	case 0x3001: return ',';
	case 0x2019: return '\'';
	}
	return c;
}

static const char *
read_number(struct token *t, const char *p, const char *end)
{
	size_t len;
	int digit;

	t->kind = TOKEN_NUMBER;
	for (; p < end; p += len) {
		if ((digit = uni_digit(uni_char(p, end, &len))) < 0)
			break;
		if (t->digits < 9)
			t->value = t->value * 10 + (uint32_t)digit;
		if (t->digits < 100)
			t->digits++;
	}
	return p;
}

static const char *
read_word(struct token *t, const char *p, const char *end)
{
	size_t len, n;
	uint32_t c;
	char small[4];
	bool fits = true;

	t->kind = TOKEN_WORD;
	for (; p < end; p += len) {
		c = uni_char(p, end, &len);
		if (!uni_is_letter(c) || uni_is_ideograph(c))
			break;
		n = uni_put(small, uni_lower(c));
		fits = fits && t->length + n < DATE_WORD;
		if (fits) {
			memcpy(t->word + t->length, small, n);
			t->length = (uint8_t)(t->length + n);
		}
	}
	if (!fits)
		t->length = 0;
	t->word[t->length] = '\0';
	return p;
}

static const char *
read_token(struct token *t, const char *p, const char *end)
{
	size_t len, next_len = 0;
	uint32_t c = uni_char(p, end, &len), next = 0;

	if (uni_digit(c) >= 0)
		return read_number(t, p, end);
	if (p + len < end)
		next = uni_char(p + len, end, &next_len);
	if ((t->value = half_day_of(c, next)) != 0) {
		t->kind = TOKEN_UNIT;
		return p + len + next_len;
	}
	if ((t->value = unit_of(c)) != 0)
		t->kind = TOKEN_UNIT;
	else if (uni_is_letter(c) && !uni_is_ideograph(c))
		return read_word(t, p, end);
	else {
		t->kind = TOKEN_SIGN;
		t->value = plain_sign(c);
	}
	return p + len;
}

void
tokens_read(
    struct tokens *ts, const char *text, size_t n, size_t from, size_t most)
{
	const char *p, *end;
	struct token *t = ts->at;
	size_t len;

	ts->count = 0;
	memset(t, 0, sizeof(*t));
	if (from >= n)
		return; /* an empty text may be NULL */
	p = text + from;
	end = text + n;
	while (p < end && ts->count < most && ts->count < DATE_TOKENS) {
		if (uni_is_space(uni_char(p, end, &len))) {
			t->spaced = true;
			p += len;
			continue;
		}
		t->start = (size_t)(p - text);
		p = read_token(t, p, end);
		t->end = (size_t)(p - text);
		ts->count++;
		t++;
		memset(t, 0, sizeof(*t));
	}
}

bool
token_is(const struct token *t, uint32_t sign)
{
	return (t->kind == TOKEN_SIGN || t->kind == TOKEN_UNIT) &&
	    t->value == sign;
}

bool
token_listed(const struct token *t, const char *words)
{
	return t->kind == TOKEN_WORD && uni_listed(words, t->word, t->length);
}
