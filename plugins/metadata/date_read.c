/*
 * date_read.c -- the shapes in which people and programs write dates.
 *
 * Each reader tries one shape at a token and returns the token after it, or 0.
 */
#include "date_private.h"

#include <string.h>

static const struct date unknown = { DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE,
	DATE_NONE, DATE_NONE, DATE_NONE };

/* What may stand between a date and its time. */
#define JOINERS                                                                \
	"t at on à a as às um im am le om kl klo klokka ore alle alla o в " \
	"u h las la les by from of ob od о saat pukul jam lúc at ob"
/* What may stand between a day, its month and its year. */
#define OF "of de del d di da den der dell"
#define ORDINALS "st nd rd th er ère ste de o º ª e ème έως го й tháng"

/* "June., of '16": signs and words between a month and what it needs. */
#define MONTH_REACH 6

static bool
is_number(const struct token *t, int min_digits, int max_digits)
{
	return t->kind == TOKEN_NUMBER && t->digits >= min_digits &&
	    t->digits <= max_digits;
}

static size_t
skip_sign(const struct tokens *ts, size_t i, const char *signs)
{
	const struct token *t = &ts->at[i];

	if (t->kind == TOKEN_SIGN && t->value < 0x80 && t->value != 0 &&
	    strchr(signs, (int)t->value) != NULL)
		return i + 1;
	return i;
}

static bool
set_year(const struct token *t, bool strict, struct date *d)
{
	if (t->kind != TOKEN_NUMBER)
		return false;
	if (t->digits == 4)
		d->year = (int16_t)t->value;
	else if (t->digits == 2 && !strict)
		d->year = (int16_t)(t->value + (t->value < 70 ? 2000 : 1900));
	else
		return false;
	return d->year >= 1500 && d->year <= 2100;
}

static void
set_part(int16_t *part, const struct token *t)
{
	*part = (int16_t)(t->value < 9999 ? t->value : 9999);
}

/* "2016-06-24", "2016/6/24", "2016.06.24.", "2016-06" */
static size_t
read_year_first(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	const struct token *t = &ts->at[i];
	uint32_t sign = t[1].value;

	if (!is_number(t, 4, 4) || !set_year(t, strict, d) ||
	    t[1].kind != TOKEN_SIGN ||
	    (sign != '-' && sign != '/' && sign != '.') ||
	    !is_number(&t[2], 1, 2))
		return 0;
	set_part(&d->month, &t[2]);
	if (token_is(&t[3], sign) && is_number(&t[4], 1, 2)) {
		set_part(&d->day, &t[4]);
		return i + 5;
	}
	return strict || sign == '.' ? 0 : i + 3;
}

/* "2016年6月24日" */
static size_t
read_units(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	const struct token *t = &ts->at[i];

	if (!is_number(t, 4, 4) || !set_year(t, strict, d) ||
	    !token_is(&t[1], UNIT_YEAR) || !is_number(&t[2], 1, 2) ||
	    !token_is(&t[3], UNIT_MONTH))
		return 0;
	set_part(&d->month, &t[2]);
	if (!is_number(&t[4], 1, 2) || !token_is(&t[5], UNIT_DAY))
		return strict ? 0 : i + 4;
	set_part(&d->day, &t[4]);
	return i + 6;
}

/* "20160624", "20160624T234507" */
static size_t
read_compact(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	const struct token *t = &ts->at[i];
	uint32_t v = t->value;

	if (strict || !is_number(t, 8, 8))
		return 0;
	d->year = (int16_t)(v / 10000);
	d->month = (int16_t)(v / 100 % 100);
	d->day = (int16_t)(v % 100);
	if (d->year < 1500 || d->year > 2100)
		return 0;
	if (!token_listed(&t[1], "t") || !is_number(&t[2], 6, 6) ||
	    t[2].value >= 240000 || t[2].value / 100 % 100 > 59)
		return i + 1;
	d->hour = (int16_t)(t[2].value / 10000);
	d->minute = (int16_t)(t[2].value / 100 % 100);
	d->second = (int16_t)(t[2].value % 100);
	return zone_read(ts, i + 3, d);
}

/* "24.06.2016", "6/24/2016", "24-06-16" */
static size_t
read_figures(const struct tokens *ts, size_t i, enum date_order order,
    bool strict, struct date *d)
{
	const struct token *t = &ts->at[i];
	uint32_t sign = t[1].value;
	bool month_first;

	if (!is_number(t, 1, 2) || t[1].kind != TOKEN_SIGN ||
	    (sign != '.' && sign != '/' && sign != '-') ||
	    !is_number(&t[2], 1, 2) || !token_is(&t[3], sign) ||
	    !set_year(&t[4], strict, d))
		return 0;
	month_first = sign != '.' && order == DATE_MONTH_FIRST;
	if (sign != '.' && order == DATE_UNSURE && t->value <= 12 &&
	    t[2].value <= 12 && t->value != t[2].value)
		return 0;
	if (t->value > 12)
		month_first = false;
	else if (t[2].value > 12)
		month_first = true;
	set_part(&d->month, month_first ? t : &t[2]);
	set_part(&d->day, month_first ? &t[2] : t);
	return i + 5;
}

static size_t
skip_after_day(const struct tokens *ts, size_t i)
{
	i = skip_sign(ts, i, ".");
	if (token_listed(&ts->at[i], ORDINALS) || token_is(&ts->at[i], 0xba) ||
	    token_is(&ts->at[i], 0xaa))
		i++;
	i = skip_sign(ts, i, ",.-/");
	if (token_listed(&ts->at[i], OF))
		i++;
	i = skip_sign(ts, i, "'");
	return i;
}

/* The year behind a month, with what may stand before it. */
static size_t
read_year(
    const struct tokens *ts, size_t i, bool strict, bool thai, struct date *d)
{
	bool short_year;

	i = skip_sign(ts, i, ".");
	i = skip_sign(ts, i, ",-/");
	if (token_listed(&ts->at[i], OF))
		i++;
	short_year = token_is(&ts->at[i], '\'');
	i = skip_sign(ts, i, "'");
	if (thai && is_number(&ts->at[i], 4, 4) && ts->at[i].value > 2400) {
		d->year = (int16_t)(ts->at[i].value - 543);
		return d->year < 2101 ? i + 1 : 0;
	}
	if (is_number(&ts->at[i], 2, 2) && token_is(&ts->at[i + 1], ':'))
		return 0; /* "24 June 16:45" */
	return set_year(&ts->at[i], strict && !short_year, d) ? i + 1 : 0;
}

/* "24 June 2016", "24. Juni 2016", "24 de junho de 2016", "24-Jun-16" */
static size_t
read_day_month(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	bool thai;
	int month;

	if (!is_number(&ts->at[i], 1, 2))
		return 0;
	set_part(&d->day, &ts->at[i]);
	i = skip_after_day(ts, i + 1);
	if ((month = month_of(&ts->at[i], &thai)) == 0)
		return 0;
	d->month = (int16_t)month;
	return read_year(ts, i + 1, strict, thai, d);
}

static size_t time_read(const struct tokens *, size_t, struct date *);

/* asctime(): "Jun 24 23:45:00 EDT 2016" */
static size_t
read_asctime(const struct tokens *ts, size_t i, struct date *d)
{
	size_t next = time_read(ts, i, d);
	size_t zone;

	if (next == 0)
		return 0;
	zone = zone_read(ts, next, d);
	return set_year(&ts->at[zone], true, d) ? zone + 1 : 0;
}

/* Is one of the next tokens a number, a day or a year?  Asked before a word is
 * looked for among the months of all languages. */
static bool
is_number_near(const struct tokens *ts, size_t i)
{
	for (size_t k = i + 1; k < ts->count && k <= i + MONTH_REACH; k++)
		if (ts->at[k].kind == TOKEN_NUMBER)
			return true;
	return false;
}

/* "June 24, 2016", "Jun 24th 2016"; not strict: "June 2016" */
static size_t
read_month_day(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	bool thai;
	int month;
	size_t next, year;

	if (!is_number_near(ts, i) ||
	    (month = month_of(&ts->at[i], &thai)) == 0)
		return 0;
	d->month = (int16_t)month;
	i = skip_sign(ts, i + 1, ".-/");
	if (is_number(&ts->at[i], 1, 2)) {
		set_part(&d->day, &ts->at[i]);
		next = skip_after_day(ts, i + 1);
		if ((year = read_year(ts, next, strict, thai, d)) != 0 ||
		    (year = read_asctime(ts, next, d)) != 0)
			return year;
		d->day = DATE_NONE;
		return 0;
	}
	return strict ? 0 : read_year(ts, i, true, thai, d);
}

/* "2016. június 24.", "2016 June 24" */
static size_t
read_year_month(const struct tokens *ts, size_t i, bool strict, struct date *d)
{
	bool thai;
	int month;

	if (!is_number(&ts->at[i], 4, 4) || !set_year(&ts->at[i], strict, d))
		return 0;
	i = skip_sign(ts, i + 1, ".,-/");
	if ((month = month_of(&ts->at[i], &thai)) == 0)
		return 0;
	d->month = (int16_t)month;
	i = skip_sign(ts, i + 1, ".-/");
	if (!is_number(&ts->at[i], 1, 2))
		return 0;
	set_part(&d->day, &ts->at[i]);
	return i + 1;
}

/* The date alone. */
static size_t
day_read(const struct tokens *ts, size_t i, enum date_order order, bool strict,
    struct date *d)
{
	static size_t (*const readers[])(const struct tokens *, size_t, bool,
	    struct date *) = { read_year_first, read_units, read_day_month,
		read_month_day, read_year_month, read_compact };
	size_t next;

	for (size_t r = 0; r < sizeof(readers) / sizeof(readers[0]); r++) {
		*d = unknown;
		if ((next = readers[r](ts, i, strict, d)) != 0 &&
		    date_is_valid(d))
			return next;
	}
	*d = unknown;
	next = read_figures(ts, i, order, strict, d);
	return next != 0 && date_is_valid(d) ? next : 0;
}

/* "am", "p.m."; returns the token after it, or i. */
static size_t
read_half_day(const struct tokens *ts, size_t i, bool *pm)
{
	const struct token *t = &ts->at[i];

	if (token_listed(t, "am pm")) {
		*pm = t->word[0] == 'p';
		return i + 1;
	}
	if (token_listed(t, "a p") && token_is(&t[1], '.') &&
	    token_listed(&t[2], "m")) {
		*pm = t->word[0] == 'p';
		return i + 3 + token_is(&t[3], '.');
	}
	return i;
}

/* ":45", ":00.123" behind an hour; returns the token after it. */
static size_t
read_minutes(const struct tokens *ts, size_t i, struct date *d)
{
	set_part(&d->minute, &ts->at[i + 1]);
	i += 2;
	if (!token_is(&ts->at[i], ':') || !is_number(&ts->at[i + 1], 2, 2))
		return i;
	set_part(&d->second, &ts->at[i + 1]);
	i += 2;
	if ((token_is(&ts->at[i], '.') || token_is(&ts->at[i], ',')) &&
	    !ts->at[i + 1].spaced && is_number(&ts->at[i + 1], 1, 99))
		i += 2;
	return i;
}

/* "15時45分", "3시 20분" */
static size_t
read_unit_time(const struct tokens *ts, size_t i, struct date *d)
{
	const struct token *t = &ts->at[i];

	set_part(&d->hour, t);
	if (!is_number(&t[2], 1, 2) || !token_is(&t[3], UNIT_MINUTE)) {
		d->minute = 0;
		return i + 2;
	}
	set_part(&d->minute, &t[2]);
	if (!is_number(&t[4], 1, 2) || !token_is(&t[5], UNIT_SECOND))
		return i + 4;
	set_part(&d->second, &t[4]);
	return i + 6;
}

/* The figures of a time: "23:45:00", "23h45", "20.15 Uhr", "11 pm". */
static size_t
read_clock(const struct tokens *ts, size_t i, struct date *d)
{
	const struct token *t = &ts->at[i];
	bool pm;

	if (!is_number(t, 1, 2))
		return 0;
	if (token_is(&t[1], UNIT_HOUR))
		return read_unit_time(ts, i, d);
	set_part(&d->hour, t);
	if (token_is(&t[1], ':') && is_number(&t[2], 2, 2))
		return read_minutes(ts, i + 1, d);
	if (token_listed(&t[1], "h u") && is_number(&t[2], 2, 2) &&
	    !t[2].spaced)
		return read_minutes(ts, i + 1, d);
	if (token_is(&t[1], '.') && is_number(&t[2], 2, 2) && !t[2].spaced &&
	    (token_listed(&t[3], "uhr h") ||
		read_half_day(ts, i + 3, &pm) != i + 3))
		return read_minutes(ts, i + 1, d);
	d->minute = 0;
	if (token_listed(&t[1], "h uhr"))
		return i + 1;
	return read_half_day(ts, i + 1, &pm) != i + 1 ? i + 1 : 0;
}

/* A time of day, without its zone. */
static size_t
time_read(const struct tokens *ts, size_t i, struct date *d)
{
	struct date at = *d;
	bool pm = false, half = false;
	size_t next;

	if (token_is(&ts->at[i], UNIT_AM) || token_is(&ts->at[i], UNIT_PM)) {
		half = true;
		pm = token_is(&ts->at[i], UNIT_PM);
		i++;
	}
	if ((i = read_clock(ts, i, &at)) == 0)
		return 0;
	if ((next = read_half_day(ts, i, &pm)) != i) {
		half = true;
		i = next;
	}
	if (token_listed(&ts->at[i], "uhr h hrs hours hours"))
		i++;
	if (half && at.hour <= 12)
		at.hour = (int16_t)(at.hour % 12 + (pm ? 12 : 0));
	if (at.hour > 23 || at.minute > 59 ||
	    (at.second != DATE_NONE && at.second > 60))
		return 0;
	*d = at;
	return i;
}

/* Signs and joining words between a date and a time. */
static size_t
skip_joiners(const struct tokens *ts, size_t i)
{
	for (int k = 0; k < 4; k++) {
		const struct token *t = &ts->at[i];

		if (skip_sign(ts, i, ",-|.@/;(") == i && !token_is(t, 0x2022) &&
		    !token_is(t, 0xb7) && !token_listed(t, JOINERS))
			break;
		i++;
	}
	return i;
}

/* "11:45 PM ET, Fri June 24, 2016": the zone can be told once the day is. */
static size_t
read_time_first(const struct tokens *ts, size_t i, enum date_order order,
    bool strict, struct date *d)
{
	struct date clock = unknown, ignored;
	size_t zone, after, next;

	if ((zone = time_read(ts, i, &clock)) == 0)
		return 0;
	ignored = clock;
	ignored.year = 2000;
	ignored.month = ignored.day = 1;
	after = skip_joiners(ts, zone_read(ts, zone, &ignored));
	if ((next = day_read(ts, after, order, strict, d)) == 0 &&
	    ts->at[after].kind == TOKEN_WORD) { /* the day of the week */
		after = skip_joiners(ts, after + 1);
		next = day_read(ts, after, order, strict, d);
	}
	if (next == 0 || d->day == DATE_NONE)
		return 0;
	d->hour = clock.hour;
	d->minute = clock.minute;
	d->second = clock.second;
	zone_read(ts, zone, d);
	return next;
}

size_t
date_read(const struct tokens *ts, size_t i, enum date_order order, bool strict,
    struct date *d)
{
	size_t next, at;

	if ((next = read_time_first(ts, i, order, strict, d)) != 0)
		return next;
	if ((next = day_read(ts, i, order, strict, d)) == 0 ||
	    d->day == DATE_NONE || d->hour != DATE_NONE)
		return next;
	/* The day of the week, in brackets: "2016年6月24日(金)". */
	at = next;
	if (token_is(&ts->at[at], '(') && token_is(&ts->at[at + 2], ')'))
		at += 3;
	if ((at = time_read(ts, skip_joiners(ts, at), d)) == 0)
		return next;
	return zone_read(ts, at, d);
}
