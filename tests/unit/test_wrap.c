/* Widths and line breaks of plain text. */
#include "test.h"
#include "width.h"
#include "wrap.h"

#include <stdlib.h>

/* A host with nothing but memory. */
static char memory[1 << 20];
static size_t used;

static void *
scratch(oct_job *j, size_t n)
{
	void *p = memory + used;

	(void)j;
	n = (n + 15) & ~(size_t)15;
	if (n > sizeof(memory) - used)
		return NULL;
	used += n;
	return p;
}

static const oct_api api = { .struct_size = sizeof(api), .scratch = scratch };

static char lines[4096];
static int too_wide;

static void
on_line(void *data, const char *p, size_t n, size_t columns)
{
	const size_t *limit = data;

	snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines), "%.*s|",
	    (int)n, p);
	CHECK_INT(columns, width_of(p, n));
	too_wide += columns > *limit;
}

/* The lines of a text, each ended by "|". */
static const char *
wrapped(size_t columns, const char *text, struct solid solid)
{
	struct wrap w = { .breaks.a = &api, .columns = columns };

	used = 0;
	lines[0] = '\0';
	too_wide = 0;
	w.line = on_line;
	w.data = &columns;
	wrap_text(&w, text, strlen(text), &solid, solid.end > 0);
	return lines;
}

static const struct solid none;

static void
widths(void)
{
	CHECK_INT(width_of("abc", 3), 3);
	CHECK_INT(width_of("", 0), 0);
#define WIDTH(s) width_of(s, strlen(s))
	CHECK_INT(WIDTH("漢字かな"), 8);
	CHECK_INT(WIDTH("ｶﾅ"), 2); /* halfwidth */
	CHECK_INT(WIDTH("ＡＢ"), 4); /* fullwidth */
	CHECK_INT(WIDTH("한글"), 4);
	CHECK_INT(WIDTH("e\xcc\x81"), 1); /* combining acute */
	CHECK_INT(WIDTH("שָׁלוֹם"), 4);
	CHECK_INT(WIDTH("\xe2\x80\x8b"), 0); /* zero width space */
	CHECK_INT(WIDTH("😀"), 2);
	CHECK_INT(WIDTH("👨‍👩‍👧‍👦"), 2); /* joined */
	CHECK_INT(WIDTH("👨‍👩‍👧‍👦x"), 3);
	CHECK_INT(WIDTH("👋🏽"), 2); /* skin tone */
	CHECK_INT(WIDTH("☺\xef\xb8\x8f"), 2); /* as an emoji */
	CHECK_INT(WIDTH("क्ष"), WIDTH("क") + WIDTH("ष"));
}

static void
fills(void)
{
	CHECK_STR(
	    wrapped(10, "one two three four", none), "one two|three four|");
	CHECK_STR(
	    wrapped(9, "one two three four", none), "one two|three|four|");
	/* marks that close hold to what stands before a blank, those that open
	 * to what follows, beside ASCII as beside what is not */
	CHECK_STR(wrapped(10, "un deux dix ! six", none), "un deux|dix ! six|");
	CHECK_STR(wrapped(11, "un d\u00e9fi dix ! six", none),
	    "un d\u00e9fi|dix ! six|");
	CHECK_STR(
	    wrapped(9, "one two ( three four", none), "one two|( three|four|");
	CHECK_STR(
	    wrapped(9, "one two (three) four", none), "one two|(three)|four|");
	CHECK_STR(wrapped(10, "", none), "|");
	CHECK_STR(wrapped(10, "a", none), "a|");
	CHECK_STR(wrapped(7, "one two", none), "one two|");
	CHECK_STR(wrapped(6, "one two", none), "one|two|");
	CHECK_STR(
	    wrapped(10, "one\ntwo three four\n", none), "one|two three|four||");
	CHECK_STR(wrapped(10, "  lead trail  ", none), "lead trail|");
	CHECK_STR(wrapped(SIZE_MAX, "one two three\nfour", none),
	    "one two three|four|");
	CHECK_INT(too_wide, 0);
}

/* A word that does not fit stands out, and the next one begins a line. */
static void
overlong(void)
{
	CHECK_STR(wrapped(5, "incomprehensible to me", none),
	    "incomprehensible|to me|");
	CHECK_INT(too_wide, 1);
	CHECK_STR(
	    wrapped(5, "a incomprehensible b", none), "a|incomprehensible|b|");
	CHECK_STR(wrapped(5, "incomprehensible", none), "incomprehensible|");
}

static void
solids(void)
{
	CHECK_STR(wrapped(12, "well-known fact", none), "well-known|fact|");
	CHECK_STR(wrapped(8, "well-known and/or", none), "well-known|and/or|");
	CHECK_STR(wrapped(8, "dark—and cold", none), "dark—and|cold|");
	CHECK_STR(wrapped(6, "dark—and cold", none), "dark—|and|cold|");
	CHECK_STR(wrapped(9, "one two\xc2\xa0", none), "one two|");
	CHECK_STR(
	    wrapped(8, "well-known", (struct solid){ 0, 10 }), "well-known|");
	CHECK_STR(wrapped(12, "at https://a.example/b/c-d?e=f now", none),
	    "at|https://a.example/b/c-d?e=f|now|");
	CHECK_STR(wrapped(6, "10\xc2\xa0km off", none), "10\xc2\xa0km|off|");
	CHECK_STR(
	    wrapped(8, "a [see 1] b", (struct solid){ 2, 9 }), "a|[see 1]|b|");
}

/* JIS X 4051 and UAX #14: no line begins with a full stop or a small kana, or
 * ends with an opening bracket. */
static void
ideographs(void)
{
	CHECK_STR(wrapped(6, "港の灯台は", none), "港の灯|台は|");
	CHECK_STR(wrapped(6, "港の灯。台は", none), "港の|灯。台|は|");
	CHECK_STR(wrapped(6, "港の「灯台」", none), "港の|「灯|台」|");
	CHECK_STR(wrapped(7, "港の灯台は", none), "港の灯|台は|");
	CHECK_STR(wrapped(6, "ab漢字cd", none), "ab漢字|cd|");
	CHECK_STR(wrapped(8, "등대는 매일 밤", none), "등대는|매일 밤|");
	CHECK_INT(too_wide, 0);
}

static void
measures(void)
{
	size_t natural, least;

	wrap_measure("one three", 9, &natural, &least);
	CHECK_INT(natural, 9);
	CHECK_INT(least, 5);
	wrap_measure("one\nseven x", 11, &natural, &least);
	CHECK_INT(natural, 7);
	CHECK_INT(least, 5);
	wrap_measure("漢字ab", 8, &natural, &least);
	CHECK_INT(natural, 6);
	CHECK_INT(least, 4);
	wrap_measure("", 0, &natural, &least);
	CHECK_INT(natural + least, 0);
}

/* A host out of memory gets no lines, and no crash. */
static void
without_memory(void)
{
	static char big[sizeof(memory) + 2];
	struct wrap w = { .breaks.a = &api, .columns = 10, .line = on_line };

	memset(big, 'a', sizeof(big) - 1);
	used = 0;
	lines[0] = '\0';
	wrap_text(&w, big, sizeof(big) - 1, NULL, 0);
	CHECK_STR(lines, "");
}

int
main(void)
{
	widths();
	fills();
	overlong();
	solids();
	ideographs();
	measures();
	without_memory();
	return test_done();
}
