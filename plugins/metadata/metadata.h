/*
 * metadata.h -- facts in text: dates, names, languages, as people write them.
 *
 * Pure functions over strings.  They allocate nothing, keep nothing and may be
 * called from any thread; their time is linear in the text.  Text is UTF-8;
 * bytes that are not are passed over.  What is not certain is refused: a date
 * that could be a version number, a name that could be a department.
 */
#ifndef METADATA_H
#define METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- dates ---------------------------------------------------------------- */

#define DATE_NONE INT16_MIN /* a part that the source did not give */
#define DATE_TEXT 40 /* bytes that date_format() needs at most */

/* A date as exact as its source.  Parts are given from the left: a minute
 * needs an hour, an hour a day. */
struct date {
	int16_t year; /* 1..9999 */
	int16_t month, day; /* 1..; DATE_NONE */
	int16_t hour, minute, second; /* DATE_NONE; 60 is a leap second */
	int16_t offset; /* minutes east of UTC; DATE_NONE: not said */
};

/* How to read "3/4/2016".  date_order_of() goes by the language ("en-US" month
 * first; "hu", "ja" year first; all others day first; "en" and "" say
 * nothing: only a date that can be read in one way is then read). */
enum date_order { DATE_UNSURE, DATE_DAY_FIRST, DATE_MONTH_FIRST };
enum date_order date_order_of(const char *lang, size_t n);

/*
 * Reads a date that is all of the text but for white space, week days and
 * labels such as "Updated:": ISO 8601 in any precision, RFC 2822 and RFC 850,
 * dates in words of many languages ("24 juin 2016", "24. Juni 2016", "June
 * 24th, 2016", "2016年6月24日"), in figures ("24.06.2016", "24/6/16"), each
 * with a time ("11:45 PM ET", "23h45", "20.15 Uhr") before or behind.  A zone
 * that is named is resolved by its own rules for summer time: "ET" in June is
 * -04:00.  False: not a date, *out is unchanged.
 */
bool
date_parse(const char *text, size_t n, enum date_order order, struct date *out);

/*
 * Finds the first such date in running text; *start and *end, unless NULL,
 * are set to the bytes it covers.  More careful than date_parse(): there must
 * be a year of four digits, a day and a month.
 */
bool date_find(const char *text, size_t n, enum date_order order,
    struct date *out, size_t *start, size_t *end);

/* The date in a URL's path, "/2016/06/24/", "/2016-06-24-", "/20160624/". */
bool date_in_url(const char *url, size_t n, struct date *out);

/* ISO 8601 with the parts that there are: "2016", "2016-06-24",
 * "2016-06-24T23:45:00-04:00".  A time without seconds gets ":00", as XML
 * Schema's dateTime wants it.  Returns the length. */
size_t date_format(const struct date *, char out[DATE_TEXT]);

/* <0, 0, >0 by what both say; a part that one lacks counts as equal.  Offsets
 * are taken into account where both have one. */
int date_compare(const struct date *, const struct date *);

/* Days from a to b by the calendar, whatever the time; both need a day. */
int32_t date_days_between(const struct date *a, const struct date *b);

/* What a label in front of a date says of it, looking at the text before:
 * "Updated 11:45 PM ..." , "Veröffentlicht am". */
enum date_label { DATE_PLAIN, DATE_PUBLISHED, DATE_MODIFIED, DATE_OTHER };
enum date_label date_label_of(const char *text, size_t n);

/* --- names ---------------------------------------------------------------- */

#define BYLINE_PEOPLE 16 /* most people of one byline */
#define BYLINE_TEXT 128 /* bytes of a name, with its NUL */

struct person {
	char name[BYLINE_TEXT];
	char affiliation[BYLINE_TEXT]; /* "" when not said */
};

struct byline {
	struct person people[BYLINE_PEOPLE];
	size_t count;
};

/*
 * Reads a byline: "By James Griffiths, CNN", "Von Anna Berg und Jan Ott",
 * "Reported by ...", "Texte : ...", "作者：...", "記者...／", "بقلم ...".  Such
 * words are cut off, names in capitals are set in small letters, a name that
 * comes twice is taken once.  Refused, so that count may be 0: URLs, mail
 * addresses, @handles, dates, "Admin", sentences.
 *
 * byline_labelled() wants a word such as "By" in front: it is for running
 * text, where byline_parse() is for what is already known to name an author.
 * byline_signed() wants the word, too, and takes a body for whoever signed: it
 * is for the line under a title, "By the Example Team".
 */
size_t byline_parse(const char *text, size_t n, struct byline *out);
size_t byline_labelled(const char *text, size_t n, struct byline *out);
size_t byline_signed(const char *text, size_t n, struct byline *out);

/* Is it a label and no more, "Author:" or "Written by"?  The name stands beside
 * it or in the next line. */
bool byline_is_label(const char *text, size_t n);

/* Can this be the name of a person (or, loosely, of a body that writes)?  The
 * test of byline_parse() for one name. */
bool name_is_plausible(const char *name, size_t n);

/* Is it what an editorial office signs with: "Staff", "Redaktion"?  Better than
 * nothing, worse than any name. */
bool name_is_desk(const char *name, size_t n);

/* Does it look like the full name of a person: two to five words in capitals,
 * none of them such as "News" or "Editor"? */
bool name_is_personal(const char *name, size_t n);

/* --- languages ------------------------------------------------------------ */

#define LANGUAGE_TEXT 36 /* BCP 47, 4.4.1: longest tag, with its NUL */

/* The canonical form of a language tag (BCP 47, 2.1.1): "en_us" is "en-US",
 * "zh-hant-tw" "zh-Hant-TW".  "english", "fra" become "en", "fr".  False, and
 * an empty string, for what is no tag. */
bool language_canonical(const char *tag, size_t n, char out[LANGUAGE_TEXT]);

/* Is the language written from right to left by custom? */
bool language_is_rtl(const char *tag, size_t n);

/* The language of a text by its most frequent words or its script, as a BCP 47
 * tag; NULL where the text is too short or of none that are known. */
const char *language_guess(const char *text, size_t n);

/* Is the primary subtag that of a language which language_guess() knows by its
 * words? */
bool language_is_guessed(const char *tag, size_t n);

#endif
