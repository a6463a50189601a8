/* date_private.h -- what the date files share. */
#ifndef DATE_PRIVATE_H
#define DATE_PRIVATE_H

#include "metadata.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_TOKENS 48 /* a date that is longer is none */
#define DATE_WORD 40 /* bytes of a word; longer ones say nothing */

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_WORD, /* letters, in lower case */
	TOKEN_SIGN, /* anything else but white space */
	TOKEN_UNIT /* the sign that East Asian dates put behind a number */
};

/* Signs of TOKEN_UNIT; for a word of the forenoon or afternoon 'a', 'p'. */
enum {
	UNIT_YEAR = 'Y',
	UNIT_MONTH = 'M',
	UNIT_DAY = 'D',
	UNIT_HOUR = 'h',
	UNIT_MINUTE = 'm',
	UNIT_SECOND = 's',
	UNIT_AM = 'a',
	UNIT_PM = 'p'
};

struct token {
	enum token_kind kind;
	uint32_t value; /* number, up to 9 digits; the sign or unit */
	uint8_t digits, length; /* of the number, of the word */
	bool spaced; /* white space in front */
	size_t start, end; /* bytes of the text */
	char word[DATE_WORD];
};

/* A list that ends with TOKEN_END. */
struct tokens {
	struct token at[DATE_TOKENS + 1];
	size_t count;
};

/* Tokens of the text from `from`; what does not fit is left out. */
void tokens_read(
    struct tokens *, const char *text, size_t n, size_t from, size_t most);

bool token_is(const struct token *, uint32_t sign);
bool token_listed(const struct token *, const char *words);

struct month_name {
	const char *name; /* in lower case */
	uint8_t month;
	bool thai;
};

/* Sorted by their bytes; month_names.c, which make_months.py makes. */
extern const struct month_name month_names[];
extern const size_t month_names_count;

/* 1..12 for a word that names a month in some language; 0.  *thai is set for
 * Thai months, which go with Buddhist years. */
int month_of(const struct token *, bool *thai);

/* Reads a zone at token i ("ET", "+02:00", "GMT+2"); the date and time are
 * needed for summer time.  Returns the token after it, or i. */
size_t zone_read(const struct tokens *, size_t i, struct date *);

/* Reads a date with its time at token i.  Returns the token after it, or 0 for
 * none.  `strict`: a day, a month and a year of four digits. */
size_t date_read(const struct tokens *, size_t i, enum date_order, bool strict,
    struct date *);

bool date_is_valid(const struct date *);
int days_in_month(int year, int month);
/* Days since 1 March of year 0 of the proleptic Gregorian calendar. */
int32_t day_number(int year, int month, int day);

#endif
