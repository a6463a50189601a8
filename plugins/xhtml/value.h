/*
 * value.h -- are these strings what a standard wants in their place?
 */
#ifndef XHTML_VALUE_H
#define XHTML_VALUE_H

#include "out.h"

/* Well-formed by RFC 5646 2.1 (grandfathered tags apart)? */
int value_is_language(oct_str);

/* A date of the Gregorian calendar, as exact as it was said: what was left
 * open is its least value. */
struct value_time {
	int year, month, day; /* 1..9999, 1..12, 1..31 */
	int hour, minute, second;
	int offset; /* minutes east of UTC; 0 if none was said */
};

/* Reads a year, month, date, or date and time in ISO 8601's extended format
 * as HTML narrows it; 0 if it is none. */
int value_time(oct_str, struct value_time *);

/* The same as seconds since 1970 in UTC. */
#define VALUE_NO_TIME INT64_MIN
int64_t value_seconds(oct_str);

/* One of the dates and times that HTML's datetime attribute takes: a year, a
 * month, a date, a time, or a date and time with or without an offset? */
int value_is_datetime(oct_str);

/* The link as a book may carry it: an absolute http, https or mailto URL
 * with everything percent-encoded that RFC 3986 wants so.  Empty for all
 * else.  In scratch memory, or the string itself. */
oct_str value_url(const oct_api *, oct_job *, oct_str);

/* Does it say what a picture shows?  Not if it is blank. */
int value_is_description(oct_str);

/* An XML name in ASCII without a colon, of at most 200 bytes? */
int value_is_name(oct_str);

#endif
