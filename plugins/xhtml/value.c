#include "value.h"

#include <ctype.h>
#include <strings.h>

static size_t
span(const char *p, int (*is)(int))
{
	size_t n = 0;

	while (p[n] != '\0' && (unsigned char)p[n] < 0x80 &&
	    is((unsigned char)p[n]))
		n++;
	return n;
}

/*
 * RFC 5646, 2.1: language ["-" extlang] ["-" script] ["-" region] *("-"
 * variant) *("-" extension) ["-" privateuse].  Subtags of the wrong place
 * are refused; a variant or a singleton given twice is too (2.2.5, 2.2.6).
 */
int
value_is_language(oct_str tag)
{
	const char *p = tag.p;
	size_t n = span(p, isalpha);
	int stage = 0; /* 1 script seen, 2 region, 3 variant, 4 singleton */

	if (tag.n > 35 || n < 2 || n > 3 || strlen(p) != tag.n)
		return 0;
	for (p += n; *p == '-'; p += n) {
		p++;
		n = span(p, isalnum);
		if (n == 0 || n > 8)
			return 0;
		if (stage == 4)
			return 0; /* nothing we write needs extensions */
		if (n == 3 && stage == 0 && span(p, isalpha) == n)
			continue; /* extlang */
		if (n == 4 && stage == 0 && span(p, isalpha) == n)
			stage = 1;
		else if (stage < 2 &&
		    ((n == 2 && span(p, isalpha) == n) ||
			(n == 3 && span(p, isdigit) == n)))
			stage = 2;
		else if (stage < 3 &&
		    (n >= 5 || (n == 4 && isdigit((unsigned char)*p))))
			stage = 3;
		else
			return 0;
	}
	return *p == '\0';
}

/* Reads exactly `digits` digits in lo..hi; NULL if they are not there. */
static const char *
number(const char *p, size_t digits, int lo, int hi, int *value)
{
	int v = 0;

	if (p == NULL || span(p, isdigit) < digits)
		return NULL;
	for (size_t i = 0; i < digits; i++)
		v = v * 10 + (p[i] - '0');
	*value = v;
	return v >= lo && v <= hi ? p + digits : NULL;
}

/* hh:mm[:ss[.s{1,3}]] */
static const char *
clock_time(const char *p, struct value_time *t)
{
	size_t n;

	p = number(p, 2, 0, 23, &t->hour);
	if (p == NULL || *p != ':')
		return NULL;
	p = number(p + 1, 2, 0, 59, &t->minute);
	if (p == NULL || *p != ':')
		return p;
	p = number(p + 1, 2, 0, 59, &t->second);
	if (p == NULL || *p != '.')
		return p;
	n = span(p + 1, isdigit);
	return n >= 1 && n <= 3 ? p + 1 + n : NULL;
}

/* Z or an offset; the end of the string is taken as none. */
static const char *
offset(const char *p, struct value_time *t)
{
	int hours = 0, minutes = 0, sign;

	if (p == NULL || *p == '\0')
		return p;
	if (*p == 'Z')
		return p + 1;
	if (*p != '+' && *p != '-')
		return NULL;
	sign = *p == '-' ? -1 : 1;
	p = number(p + 1, 2, 0, 23, &hours);
	if (p == NULL)
		return NULL;
	p = number(*p == ':' ? p + 1 : p, 2, 0, 59, &minutes);
	t->offset = sign * (hours * 60 + minutes);
	return p;
}

static int
days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int
value_time(oct_str s, struct value_time *t)
{
	const char *p;

	*t = (struct value_time){ .month = 1, .day = 1 };
	if (strlen(s.p) != s.n)
		return 0;
	p = number(s.p, 4, 1, 9999, &t->year);
	if (p == NULL || *p == '\0')
		return p != NULL;
	if (*p != '-' || (p = number(p + 1, 2, 1, 12, &t->month)) == NULL)
		return 0;
	if (*p == '\0')
		return 1;
	if (*p != '-')
		return 0;
	p = number(p + 1, 2, 1, days_in(t->year, t->month), &t->day);
	if (p == NULL || *p == '\0')
		return p != NULL;
	if (*p != 'T' && *p != ' ')
		return 0;
	p = offset(clock_time(p + 1, t), t);
	return p != NULL && *p == '\0';
}

/* Days from 1970-01-01 to a date of the Gregorian calendar: the year begins in
 * March, so that leap days end it. */
static int64_t
days_from_civil(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day;

	return 365 * y + y / 4 - y / 100 + y / 400 + of_year - 719469;
}

int64_t
value_seconds(oct_str iso)
{
	struct value_time t;

	if (!value_time(iso, &t))
		return VALUE_NO_TIME;
	return (days_from_civil(t.year, t.month, t.day) * 24 + t.hour) * 3600 +
	    (int64_t)(t.minute - t.offset) * 60 + t.second;
}

int
value_is_datetime(oct_str s)
{
	struct value_time t;
	const char *p;

	if (value_time(s, &t))
		return 1;
	p = clock_time(s.p, &t);
	return p != NULL && p == s.p + s.n;
}

/* The authority of an http URL: a name or an address, perhaps a port. */
static int
host_ok(const char *p, size_t n)
{
	size_t i = 0;
	int port = 0;

	for (; i < n && p[i] != ':'; i++)
		if (!isalnum((unsigned char)p[i]) &&
		    strchr("-._", p[i]) == NULL)
			return 0;
	if (i == 0 || p[0] == '.' || p[0] == '-')
		return 0;
	if (i == n)
		return 1;
	if (n - i > 6)
		return 0;
	for (i++; i < n && isdigit((unsigned char)p[i]); i++)
		port = port * 10 + (p[i] - '0');
	return i == n && port <= 65535;
}

/* May the character stand in a path, query or fragment as it is?  RFC 3986
 * 3.3 to 3.5: pchar, "/" and "?". */
static int
url_plain(unsigned char c)
{
	return isalnum(c) || (c < 0x80 && strchr("-._~!$&'()*+,;=:@/?", c));
}

static int
is_escape(const char *p)
{
	return p[0] == '%' && isxdigit((unsigned char)p[1]) &&
	    isxdigit((unsigned char)p[2]);
}

/* Encodes what may not stand in a URL as it is; only the first # may. */
static oct_str
encode(const oct_api *api, oct_job *job, oct_str url, size_t start)
{
	struct out o = { api, job, NULL, 0, 0 };
	int fragment = 0;

	out_put(&o, url.p, start);
	for (size_t i = start; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c == '#' && !fragment)
			fragment = 1;
		else if (!url_plain(c) && !is_escape(url.p + i)) {
			out_putf(&o, "%%%02X", c);
			continue;
		}
		out_put(&o, url.p + i, 1);
	}
	return out_keep(&o);
}

oct_str
value_url(const oct_api *api, oct_job *job, oct_str url)
{
	static const oct_str none = { "", 0 };
	size_t start, host, i;
	int fragment = 0;

	if (strlen(url.p) != url.n || url.n > 8000)
		return none;
	if (strncasecmp(url.p, "mailto:", 7) == 0) {
		start = 7;
		if (strchr(url.p, '@') == NULL)
			return none;
	} else {
		if (strncasecmp(url.p, "http://", 7) == 0)
			start = 7;
		else if (strncasecmp(url.p, "https://", 8) == 0)
			start = 8;
		else
			return none;
		host = strcspn(url.p + start, "/?#");
		if (!host_ok(url.p + start, host))
			return none;
		start += host;
	}
	for (i = start; i < url.n; i++) {
		if (url.p[i] == '#' && !fragment)
			fragment = 1;
		else if (!url_plain((unsigned char)url.p[i]) &&
		    !is_escape(url.p + i))
			return encode(api, job, url, start);
	}
	return url;
}

int
value_is_name(oct_str s)
{
	if (s.n == 0 || s.n > 200)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!isalpha(c) && c != '_' &&
		    (i == 0 || (!isdigit(c) && c != '-' && c != '.')))
			return 0;
	}
	return 1;
}

int
value_is_description(oct_str s)
{
	return strspn(s.p, " \t\n") < s.n;
}
