/* Dates as pages write them. */
#include "metadata.h"
#include "test.h"

static void
check_parse(int line, const char *text, enum date_order order, const char *want)
{
	struct date d;
	char out[DATE_TEXT] = "no date";

	if (date_parse(text, strlen(text), order, &d))
		date_format(&d, out);
	test_mem(__FILE__, line, text, out, strlen(out), want);
}

#define PARSE(text, want) check_parse(__LINE__, text, DATE_UNSURE, want)
#define PARSE_US(text, want) check_parse(__LINE__, text, DATE_MONTH_FIRST, want)
#define PARSE_EU(text, want) check_parse(__LINE__, text, DATE_DAY_FIRST, want)

static void
test_standards(void)
{
	PARSE("2016", "2016");
	PARSE("2016-06", "2016-06");
	PARSE("2016-06-24", "2016-06-24");
	PARSE("2016-06-24T23:45", "2016-06-24T23:45:00");
	PARSE("2016-06-24T23:45Z", "2016-06-24T23:45:00Z");
	PARSE("2016-06-24T23:45:07.123Z", "2016-06-24T23:45:07Z");
	PARSE("2016-06-24T23:45:07+00:00", "2016-06-24T23:45:07Z");
	PARSE("2016-06-24T23:45:07-0400", "2016-06-24T23:45:07-04:00");
	PARSE("2016-06-24 23:45:07+05:30", "2016-06-24T23:45:07+05:30");
	PARSE("2016-06-24 23:45:07 +0200", "2016-06-24T23:45:07+02:00");
	PARSE("20160624", "2016-06-24");
	PARSE("20160624T234507Z", "2016-06-24T23:45:07Z");
	PARSE("Fri, 24 Jun 2016 23:45:07 -0400", "2016-06-24T23:45:07-04:00");
	PARSE("Fri, 24 Jun 2016 23:45:07 -0400 (EDT)",
	    "2016-06-24T23:45:07-04:00");
	PARSE("Fri, 24 Jun 2016 23:45:07 GMT", "2016-06-24T23:45:07Z");
	PARSE("Friday, 24-Jun-16 23:45:07 GMT", "2016-06-24T23:45:07Z");
	PARSE("Fri Jun 24 23:45:07 2016", "2016-06-24T23:45:07");
	PARSE("Fri Jun 24 23:45:07 EDT 2016", "2016-06-24T23:45:07-04:00");
	PARSE("Fri Jun 24 2016 23:45:07 GMT+0200 (CEST)",
	    "2016-06-24T23:45:07+02:00");
}

static void
test_zones(void)
{
	PARSE("Updated 11:45 PM ET, Fri June 24, 2016",
	    "2016-06-24T23:45:00-04:00");
	PARSE("11:45 PM ET, Fri January 24, 2014", "2014-01-24T23:45:00-05:00");
	PARSE("March 13, 2016 1:59 am ET", "2016-03-13T01:59:00-05:00");
	PARSE("March 13, 2016 3:00 am ET", "2016-03-13T03:00:00-04:00");
	PARSE("November 6, 2016 12:30 am ET", "2016-11-06T00:30:00-04:00");
	PARSE("November 6, 2016 2:30 am PT", "2016-11-06T02:30:00-08:00");
	PARSE("April 1, 2006 12:00 pm ET", "2006-04-01T12:00:00-05:00");
	PARSE("April 2, 2006 12:00 pm ET", "2006-04-02T12:00:00-04:00");
	PARSE("June 24, 2016 at 9:05 a.m. EST", "2016-06-24T09:05:00-05:00");
	PARSE("24 June 2016, 21:05 BST", "2016-06-24T21:05:00+01:00");
	PARSE("24 June 2016 21:05 CEST", "2016-06-24T21:05:00+02:00");
	PARSE("24 June 2016 9:05 AEST", "2016-06-24T09:05:00+10:00");
	PARSE(
	    "June 24, 2016 12:15 PM Eastern Time", "2016-06-24T12:15:00-04:00");
	PARSE("June 24, 2016 12:15 AM", "2016-06-24T00:15:00");
}

static void
test_languages(void)
{
	PARSE("June 24th, 2016", "2016-06-24");
	PARSE("the 24th of June, 2016", "2016-06-24");
	PARSE("24 juin 2016", "2016-06-24");
	PARSE("Publié le 24 juin 2016 à 23h45", "2016-06-24T23:45:00");
	PARSE("1er février 2016", "2016-02-01");
	PARSE("24. Juni 2016, 20.15 Uhr", "2016-06-24T20:15:00");
	PARSE("Freitag, 24. März 2016 um 8:05 Uhr", "2016-03-24T08:05:00");
	PARSE("24 de junio de 2016", "2016-06-24");
	PARSE("24 de junho de 2016 às 14h30", "2016-06-24T14:30:00");
	PARSE("24 giugno 2016", "2016-06-24");
	PARSE("vrijdag 24 juni 2016", "2016-06-24");
	PARSE("24 июня 2016 г.", "2016-06-24");
	PARSE("5 listopada 2016", "2016-11-05");
	PARSE("24 Haziran 2016", "2016-06-24");
	PARSE("2016. június 24.", "2016-06-24");
	PARSE("2016年6月24日", "2016-06-24");
	PARSE("2016年6月24日(金) 15時05分", "2016-06-24T15:05:00");
	PARSE("2016年6月24日 下午3:05", "2016-06-24T15:05:00");
	PARSE("2016년 6월 24일 오후 3시 5분", "2016-06-24T15:05:00");
	PARSE("２０１６年６月２４日", "2016-06-24");
	PARSE("24 يونيو 2016", "2016-06-24");
	PARSE("24 มิถุนายน 2559", "2016-06-24");
	PARSE("June 2016", "2016-06");
}

static void
test_figures(void)
{
	PARSE("24/06/2016", "2016-06-24");
	PARSE("06/24/2016", "2016-06-24");
	PARSE("4/3/2016", "no date");
	PARSE("3/3/2016", "2016-03-03");
	PARSE_US("4/3/2016", "2016-04-03");
	PARSE_EU("4/3/2016", "2016-03-04");
	PARSE("4.3.2016", "2016-03-04");
	PARSE("24.06.16", "2016-06-24");
	PARSE("2016/6/24 9:05", "2016-06-24T09:05:00");
	PARSE("24.06.2016 | 20:15", "2016-06-24T20:15:00");
}

static void
test_refusals(void)
{
	PARSE("", "no date");
	PARSE("5 days ago", "no date");
	PARSE("30 February 2016", "no date");
	PARSE("29 February 2015", "no date");
	PARSE("29 February 2016", "2016-02-29");
	PARSE("2016-13-01", "no date");
	PARSE("version 10.4.2", "no date");
	PARSE("192.168.1.10", "no date");
	PARSE("9999", "no date");
	PARSE("June 24", "no date");
	PARSE("2016-06-24T25:61", "2016-06-24");
}

static void
test_find(void)
{
	static const char text[] = "Room 2016 was free. It was on Friday, June "
				   "24, 2016 that they came.";
	static const char chinese[] = "本报讯2016年6月24日电";
	struct date d;
	char out[DATE_TEXT];
	size_t start, end;

	CHECK(date_find(text, strlen(text), DATE_UNSURE, &d, &start, &end));
	date_format(&d, out);
	CHECK_STR(out, "2016-06-24");
	CHECK_MEM(text + start, end - start, "June 24, 2016");
	CHECK(date_find(chinese, strlen(chinese), DATE_UNSURE, &d, NULL, NULL));
	date_format(&d, out);
	CHECK_STR(out, "2016-06-24");
	CHECK(!date_find(
	    "in June 2016 and after", 22, DATE_UNSURE, &d, NULL, NULL));
}

static void
check_url(int line, const char *url, const char *want)
{
	struct date d;
	char out[DATE_TEXT] = "no date";

	if (date_in_url(url, strlen(url), &d))
		date_format(&d, out);
	test_mem(__FILE__, line, url, out, strlen(out), want);
}

#define URL(url, want) check_url(__LINE__, url, want)

static void
test_urls(void)
{
	URL("https://a.example/2016/06/24/story.html", "2016-06-24");
	URL("https://a.example/2016/6/4/story", "2016-06-04");
	URL("https://a.example/world/2016/jun/24/story", "2016-06-24");
	URL("https://a.example/news-2016-06-24-story", "2016-06-24");
	URL("https://a.example/20160624/story", "2016-06-24");
	URL("https://a.example/2016/06/story", "2016-06");
	URL("https://a.example/story-12345678", "no date");
	URL("https://a.example/?d=/2016/06/24/", "no date");
	URL("https://a.example/2016/13/24/story", "no date");
}

static void
test_compare(void)
{
	struct date a, b;

	CHECK(date_parse("2016-06-24", 10, DATE_UNSURE, &a));
	CHECK(date_parse("2016-06", 7, DATE_UNSURE, &b));
	CHECK_INT(date_compare(&a, &b), 0);
	CHECK(date_parse("2016-06-25", 10, DATE_UNSURE, &b));
	CHECK(date_compare(&a, &b) < 0);
	CHECK(date_parse("2016-06-24T10:00Z", 17, DATE_UNSURE, &a));
	CHECK(date_parse("2016-06-24T11:00+02:00", 22, DATE_UNSURE, &b));
	CHECK(date_compare(&a, &b) > 0);
}

static void
test_labels(void)
{
	CHECK_INT(date_label_of("Updated ", 8), DATE_MODIFIED);
	CHECK_INT(date_label_of("Veröffentlicht am ", 19), DATE_PUBLISHED);
	CHECK_INT(date_label_of("最終更新日 ", 16), DATE_MODIFIED);
	CHECK_INT(date_label_of("Copyright ", 10), DATE_OTHER);
	CHECK_INT(date_label_of("", 0), DATE_PLAIN);
}

static void
test_language_tags(void)
{
	char tag[LANGUAGE_TEXT];

	CHECK(language_canonical("en_us", 5, tag));
	CHECK_STR(tag, "en-US");
	CHECK(language_canonical("ZH-hant-tw", 10, tag));
	CHECK_STR(tag, "zh-Hant-TW");
	CHECK(language_canonical("English", 7, tag));
	CHECK_STR(tag, "en");
	CHECK(language_canonical("en, fr", 6, tag));
	CHECK_STR(tag, "en");
	CHECK(!language_canonical("x", 1, tag));
	CHECK(!language_canonical("{{lang}}", 8, tag));
	CHECK_STR(tag, "");
	CHECK(language_is_rtl("ar-EG", 5));
	CHECK(language_is_rtl("he", 2));
	CHECK(!language_is_rtl("en", 2));
	CHECK(!language_is_rtl("ku-Latn", 7));
}

int
main(void)
{
	test_standards();
	test_zones();
	test_languages();
	test_figures();
	test_refusals();
	test_find();
	test_urls();
	test_compare();
	test_labels();
	test_language_tags();
	return test_done();
}
