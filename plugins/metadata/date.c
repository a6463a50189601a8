/* date.c -- dates in strings. */
#include "date_private.h"
#include "metadata.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

int
days_in_month(int year, int month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int32_t
day_number(int year, int month, int day)
{
	int y = month < 3 ? year - 1 : year;
	int m = month < 3 ? month + 9 : month - 3;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
	    1;
}

bool
date_is_valid(const struct date *d)
{
	if (d->year < 1 || d->year > 9999)
		return false;
	if (d->month == DATE_NONE)
		return true;
	if (d->month < 1 || d->month > 12)
		return false;
	return d->day == DATE_NONE ||
	    (d->day >= 1 && d->day <= days_in_month(d->year, d->month));
}

enum date_order
date_order_of(const char *lang, size_t n)
{
	if (n < 2 || (n == 2 && strncasecmp(lang, "en", 2) == 0))
		return DATE_UNSURE;
	if (n >= 5 &&
	    (strncasecmp(lang, "en-us", 5) == 0 ||
		strncasecmp(lang, "en_us", 5) == 0 ||
		strncasecmp(lang, "en-ph", 5) == 0))
		return DATE_MONTH_FIRST;
	return DATE_DAY_FIRST;
}

/* Letters and figures outside the tokens from..to, as a count of words. */
static size_t
words_outside(const struct tokens *ts, size_t from, size_t to, size_t *numbers)
{
	size_t words = 0;

	*numbers = 0;
	for (size_t i = 0; i < ts->count; i++) {
		if (i >= from && i < to)
			continue;
		words += ts->at[i].kind == TOKEN_WORD;
		*numbers += ts->at[i].kind == TOKEN_NUMBER;
	}
	return words;
}

bool
date_parse(const char *text, size_t n, enum date_order order, struct date *out)
{
	struct tokens ts;
	struct date d;
	size_t next, words, numbers;

	if (n > 200)
		return false;
	tokens_read(&ts, text, n, 0, DATE_TOKENS);
	for (size_t i = 0; i < ts.count; i++) {
		if ((next = date_read(&ts, i, order, false, &d)) == 0)
			continue;
		words = words_outside(&ts, i, next, &numbers);
		if (words > (d.day != DATE_NONE ? 5 : 1) ||
		    numbers > (d.hour != DATE_NONE || i == 0 ? 2 : 0))
			continue;
		*out = d;
		return true;
	}
	if (ts.count != 1 || ts.at[0].digits != 4 || ts.at[0].value < 1500 ||
	    ts.at[0].value > 2100)
		return false;
	*out = (struct date){ (int16_t)ts.at[0].value, DATE_NONE, DATE_NONE,
		DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE };
	return true;
}

/* Every date of running text has a year: the next number of four digits that
 * could be one; its end, or 0. */
static size_t
find_year(const char *text, size_t n, size_t from)
{
	size_t run = 0;

	for (size_t i = from; i <= n; i++) {
		bool digit = i < n && text[i] >= '0' && text[i] <= '9';

		if (digit) {
			run++;
			continue;
		}
		if (run == 4 &&
		    (memcmp(text + i - 4, "19", 2) == 0 ||
			memcmp(text + i - 4, "20", 2) == 0 ||
			memcmp(text + i - 4, "25", 2) == 0))
			return i;
		run = 0;
	}
	return 0;
}

/* Reads around the year that ends at `end`, from the end of what was read
 * before. */
static bool
find_around(const char *text, size_t n, size_t before, size_t end,
    enum date_order order, struct date *out, size_t *start, size_t *stop)
{
	size_t from = end > before + 64 ? end - 64 : before;
	size_t to = n - end > 64 ? end + 64 : n, next;
	struct tokens ts;

	while (from < end && ((uint8_t)text[from] & 0xc0) == 0x80)
		from++;
	tokens_read(&ts, text, to, from, DATE_TOKENS);
	for (size_t i = 0; i < ts.count && ts.at[i].start < end; i++) {
		if ((next = date_read(&ts, i, order, true, out)) == 0 ||
		    ts.at[next - 1].end < end)
			continue;
		*start = ts.at[i].start;
		*stop = ts.at[next - 1].end;
		return true;
	}
	return false;
}

bool
date_find(const char *text, size_t n, enum date_order order, struct date *out,
    size_t *start, size_t *end)
{
	size_t before = 0, year = 0, from, to;
	struct date d;

	while ((year = find_year(text, n, year)) != 0) {
		if (find_around(text, n, before, year, order, &d, &from, &to)) {
			*out = d;
			if (start != NULL)
				*start = from;
			if (end != NULL)
				*end = to;
			return true;
		}
		before = year;
	}
	return false;
}

size_t
date_format(const struct date *d, char out[DATE_TEXT])
{
	size_t n = (size_t)snprintf(out, DATE_TEXT, "%04d", d->year);
	int away = d->offset < 0 ? -d->offset : d->offset;

	if (d->month != DATE_NONE)
		n +=
		    (size_t)snprintf(out + n, DATE_TEXT - n, "-%02d", d->month);
	if (d->month == DATE_NONE || d->day == DATE_NONE)
		return n;
	n += (size_t)snprintf(out + n, DATE_TEXT - n, "-%02d", d->day);
	if (d->hour == DATE_NONE)
		return n;
	n += (size_t)snprintf(out + n, DATE_TEXT - n, "T%02d:%02d:%02d",
	    d->hour, d->minute, d->second == DATE_NONE ? 0 : d->second);
	if (d->offset == 0)
		n += (size_t)snprintf(out + n, DATE_TEXT - n, "Z");
	else if (d->offset != DATE_NONE)
		n += (size_t)snprintf(out + n, DATE_TEXT - n, "%c%02d:%02d",
		    d->offset < 0 ? '-' : '+', away / 60, away % 60);
	return n;
}

/* Minutes since 1 March of year 0, with the offset taken off. */
static int64_t
date_minutes(const struct date *d, bool with_offset)
{
	return (int64_t)day_number(d->year, d->month, d->day) * 1440 +
	    (int64_t)d->hour * 60 + d->minute - (with_offset ? d->offset : 0);
}

int
date_compare(const struct date *a, const struct date *b)
{
	const int16_t pairs[][2] = { { a->year, b->year },
		{ a->month, b->month }, { a->day, b->day },
		{ a->hour, b->hour }, { a->minute, b->minute },
		{ a->second, b->second } };
	int64_t gap;

	if (a->offset != DATE_NONE && b->offset != DATE_NONE) {
		gap = date_minutes(a, true) - date_minutes(b, true);
		if (gap != 0)
			return gap < 0 ? -1 : 1;
		if (a->second == DATE_NONE || b->second == DATE_NONE)
			return 0;
		return (a->second > b->second) - (a->second < b->second);
	}
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (pairs[i][0] == DATE_NONE || pairs[i][1] == DATE_NONE)
			return 0;
		if (pairs[i][0] != pairs[i][1])
			return pairs[i][0] < pairs[i][1] ? -1 : 1;
	}
	return 0;
}

int32_t
date_days_between(const struct date *a, const struct date *b)
{
	return day_number(b->year, b->month, b->day) -
	    day_number(a->year, a->month, a->day);
}

/* Figures at p, exactly n of them; -1. */
static int
figures(const char *p, const char *end, int n)
{
	int value = 0;

	if (end - p < n)
		return -1;
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		value = value * 10 + (p[i] - '0');
	}
	return n < end - p && p[n] >= '0' && p[n] <= '9' ? -1 : value;
}

/* "06", "6" or "jun" at *p, which is moved past it; -1. */
static int
url_part(const char **p, const char *end, bool month)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may",
		"jun", "jul", "aug", "sep", "oct", "nov", "dec" };
	int value;

	if ((value = figures(*p, end, 2)) >= 0) {
		*p += 2;
		return value;
	}
	if ((value = figures(*p, end, 1)) >= 0) {
		*p += 1;
		return value;
	}
	if (!month || end - *p < 4 || (*p)[3] != '/')
		return -1;
	for (int i = 0; i < 12; i++)
		if (strncasecmp(*p, months[i], 3) == 0) {
			*p += 3;
			return i + 1;
		}
	return -1;
}

/* A date that begins with the year at p. */
static bool
url_date_at(const char *p, const char *end, struct date *d)
{
	int year = figures(p, end, 4), month, day;
	char sign;

	if (figures(p, end, 8) >= 0) {
		int all = figures(p, end, 8);

		*d = (struct date){ (int16_t)(all / 10000),
			(int16_t)(all / 100 % 100), (int16_t)(all % 100),
			DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE };
		return d->year >= 1990 && d->year <= 2100 && date_is_valid(d);
	}
	if (year < 1990 || year > 2100 || end - p < 7)
		return false;
	sign = p[4];
	if (sign != '/' && sign != '-' && sign != '_')
		return false;
	p += 5;
	if ((month = url_part(&p, end, true)) < 1 || p == end ||
	    (*p != sign && *p != '/'))
		return false;
	p++;
	day = url_part(&p, end, false);
	*d = (struct date){ (int16_t)year, (int16_t)month, (int16_t)day,
		DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE };
	if (day < 1 || (p < end && strchr("/-_.?T", *p) == NULL))
		d->day = DATE_NONE;
	return date_is_valid(d) && (d->day != DATE_NONE || sign == '/');
}

bool
date_in_url(const char *url, size_t n, struct date *out)
{
	const char *end = url + n, *p = memchr(url, '/', n);
	struct date d, best;
	bool found = false;

	for (; p != NULL && p + 1 < end; p++) {
		if (*p == '?' || *p == '#')
			break;
		if (strchr("/-_", *p) == NULL || p[1] < '1' || p[1] > '2' ||
		    !url_date_at(p + 1, end, &d))
			continue;
		if (!found || (best.day == DATE_NONE && d.day != DATE_NONE))
			best = d;
		found = true;
	}
	if (found)
		*out = best;
	return found;
}

enum date_label
date_label_of(const char *text, size_t n)
{
	static const char *const modified =
	    "updated update updates modified "
	    "edited revised aktualisiert aktualisierung geändert stand mis "
	    "jour modifié modifiée actualizado actualizada atualizado "
	    "atualizada aggiornato aggiornata aggiornamento bijgewerkt "
	    "gewijzigd uppdaterad oppdatert opdateret zaktualizowano "
	    "aktualizacja aktualizováno frissítve actualizat обновлено "
	    "обновлён изменено оновлено güncelleme güncellendi päivitetty "
	    "diperbarui";
	static const char *const published =
	    "published posted publish on "
	    "veröffentlicht erstellt publié publiée publicado publicada "
	    "pubblicato pubblicata gepubliceerd geplaatst publicerad publisert "
	    "publiceret opublikowano publikováno publicat опубликовано "
	    "опубліковано создано yayınlanma created written released "
	    "julkaistu date dated";
	static const char *const other =
	    "expires event events since born "
	    "copyright deadline starts start ends until joined accessed "
	    "retrieved birth founded registered";
	enum date_label label = DATE_PLAIN;
	struct tokens ts;

	tokens_read(&ts, text, n, n > 120 ? n - 120 : 0, DATE_TOKENS);
	for (size_t i = 0; i < ts.count; i++) {
		if (token_listed(&ts.at[i], modified))
			label = DATE_MODIFIED;
		else if (token_listed(&ts.at[i], other))
			label = DATE_OTHER;
		else if (token_listed(&ts.at[i], published))
			label = DATE_PUBLISHED;
	}
	if (label != DATE_PLAIN)
		return label;
	if (memmem(text, n, "更新", 6) != NULL ||
	    memmem(text, n, "수정", 6) != NULL)
		return DATE_MODIFIED;
	return DATE_PLAIN;
}
