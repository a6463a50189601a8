/* date_zone.c -- offsets from UTC, by figure and by name. */
#include "date_private.h"

#include <string.h>

/* Whose rule for summer time a name goes by. */
enum rule { FIXED, AMERICAN };

struct zone {
	const char *names; /* in lower case, parted by spaces */
	int16_t offset; /* minutes east of UTC, in winter */
	enum rule rule;
};

static const struct zone zones[] = {
	{ "z utc gmt wet", 0, FIXED },
	{ "et eastern", -5 * 60, AMERICAN },
	{ "ct central", -6 * 60, AMERICAN },
	{ "mt mountain", -7 * 60, AMERICAN },
	{ "pt pacific", -8 * 60, AMERICAN },
	{ "est", -5 * 60, FIXED },
	{ "edt", -4 * 60, FIXED },
	{ "cst", -6 * 60, FIXED },
	{ "cdt", -5 * 60, FIXED },
	{ "mst", -7 * 60, FIXED },
	{ "mdt", -6 * 60, FIXED },
	{ "pst", -8 * 60, FIXED },
	{ "pdt", -7 * 60, FIXED },
	{ "akst", -9 * 60, FIXED },
	{ "akdt", -8 * 60, FIXED },
	{ "hst", -10 * 60, FIXED },
	{ "ast", -4 * 60, FIXED },
	{ "adt", -3 * 60, FIXED },
	{ "nst", -(3 * 60 + 30), FIXED },
	{ "brt", -3 * 60, FIXED },
	{ "art", -3 * 60, FIXED },
	{ "bst west", 60, FIXED },
	{ "cet mez", 60, FIXED },
	{ "cest mesz", 2 * 60, FIXED },
	{ "eet", 2 * 60, FIXED },
	{ "eest", 3 * 60, FIXED },
	{ "sast cat", 2 * 60, FIXED },
	{ "msk eat trt", 3 * 60, FIXED },
	{ "pkt", 5 * 60, FIXED },
	{ "ist", 5 * 60 + 30, FIXED },
	{ "wib ict", 7 * 60, FIXED },
	{ "sgt hkt awst pht myt", 8 * 60, FIXED },
	{ "jst kst", 9 * 60, FIXED },
	{ "acst", 9 * 60 + 30, FIXED },
	{ "acdt", 10 * 60 + 30, FIXED },
	{ "aest", 10 * 60, FIXED },
	{ "aedt", 11 * 60, FIXED },
	{ "nzst", 12 * 60, FIXED },
	{ "nzdt", 13 * 60, FIXED },
};

/* The month's n-th Sunday (1..4), or its last for 5. */
static int
sunday(int year, int month, int n)
{
	/* 1 March of year 0 was a Wednesday. */
	int first = (int)((3 + day_number(year, month, 1)) % 7);
	int day = 1 + (7 - first) % 7 + 7 * (n - 1);

	return day > days_in_month(year, month) ? day - 7 : day;
}

/* Minutes from the start of the year, near enough to compare with. */
static int
moment(int month, int day, int hour, int minute)
{
	return ((month * 31 + day) * 24 + hour) * 60 + minute;
}

/* Is it summer time where the American rule holds?  Energy Policy Act of 2005
 * since 2007, Uniform Time Act before; the hour that comes twice counts as
 * summer. */
static bool
is_american_summer(const struct date *d)
{
	int now = moment(d->month, d->day, d->hour, d->minute);
	bool late = d->year < 2007;

	return now >= moment(late ? 4 : 3,
			  sunday(d->year, late ? 4 : 3, late ? 1 : 2), 2, 0) &&
	    now < moment(late ? 10 : 11,
		      sunday(d->year, late ? 10 : 11, late ? 5 : 1), 2, 0);
}

/* "+02:00", "-0400", "+2": minutes; returns the token after it, or i. */
static size_t
read_figures(const struct tokens *ts, size_t i, int16_t *offset)
{
	const struct token *t = &ts->at[i];
	int sign, hours, minutes = 0;
	size_t next = i + 2;

	if (!token_is(t, '+') && !token_is(t, '-'))
		return i;
	sign = token_is(t, '-') ? -1 : 1;
	if (t[1].kind != TOKEN_NUMBER || t[1].spaced)
		return i;
	hours = (int)t[1].value;
	if (t[1].digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (token_is(&t[2], ':') && t[3].kind == TOKEN_NUMBER &&
	    t[3].digits == 2) {
		minutes = (int)t[3].value;
		next = i + 4;
	} else if (t[1].digits > 2 || t[2].kind == TOKEN_NUMBER)
		return i; /* "-24 7 ..." of a sentence */
	if (hours > 14 || minutes > 59)
		return i;
	*offset = (int16_t)(sign * (hours * 60 + minutes));
	return next;
}

static const struct zone *
zone_find(const struct token *t)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (token_listed(t, zones[i].names))
			return &zones[i];
	return NULL;
}

/* A name is all of one letter run: the "Z" of "12:00Z", but no "Et" of a
 * French sentence, which is why a bare "et" must end the text or be followed by
 * a sign. */
static bool
is_name(const struct token *t)
{
	if (t->length > 2 || strcmp(t->word, "z") == 0)
		return true;
	return t[1].kind != TOKEN_NUMBER &&
	    (t[1].kind != TOKEN_WORD || t[1].length == 3);
}

size_t
zone_read(const struct tokens *ts, size_t i, struct date *d)
{
	const struct token *t = &ts->at[i];
	const struct zone *zone;
	size_t next;
	bool parens = token_is(t, '(');

	if ((next = read_figures(ts, i, &d->offset)) != i) {
		/* RFC 2822 says it again: "-0400 (EDT)" */
		if (token_is(&ts->at[next], '(') &&
		    zone_find(&ts->at[next + 1]) != NULL &&
		    token_is(&ts->at[next + 2], ')'))
			next += 3;
		return next;
	}
	if (parens)
		i++;
	if ((zone = zone_find(&ts->at[i])) == NULL || !is_name(&ts->at[i]))
		return parens ? i - 1 : i;
	d->offset = zone->offset;
	if (zone->rule == AMERICAN && is_american_summer(d))
		d->offset += 60;
	i++;
	while (token_listed(&ts->at[i], "time standard daylight"))
		i++;
	if (zone->offset == 0)
		i = read_figures(ts, i, &d->offset);
	return i + (parens && token_is(&ts->at[i], ')'));
}
