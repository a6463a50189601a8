/*
 * byline.c -- who wrote it, from the line that says so.
 *
 * A byline is cut into parts at commas, "and" and the like; each part is a
 * name, the body that its bearer writes for, or something to pass over.
 */
#include "byline_private.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

/* A word in capitals becomes one with a capital, "O'NEILL" one with two. */
static size_t
put_word(char *out, struct slice word, bool small)
{
	size_t used = 0, len;
	bool head = true;

	for (size_t i = 0; i < word.n; i += len) {
		uint32_t c = uni_char(word.p + i, word.p + word.n, &len);

		used += uni_put(out + used, small && !head ? uni_lower(c) : c);
		head = !uni_is_letter(c);
	}
	return used;
}

/* Copies with white space collapsed, names in capitals made small. */
static void
put_name(char out[BYLINE_TEXT], struct slice s, bool person)
{
	struct slice rest = s, word;
	bool small = person;
	size_t used = 0, letters;

	for (struct slice r = s; (word = slice_next_word(&r)).n > 0;)
		for (size_t i = 0, len; i < word.n; i += len) {
			uint32_t c =
			    uni_char(word.p + i, word.p + word.n, &len);

			small = small && (!uni_is_letter(c) || uni_is_upper(c));
		}
	small = small && memchr(s.p, ' ', s.n) != NULL;
	while ((word = slice_next_word(&rest)).n > 0) {
		if (used + word.n + 2 >= BYLINE_TEXT)
			break;
		if (used > 0)
			out[used++] = ' ';
		used += put_word(out + used, word,
		    small && slice_chars(word, &letters) > 2 && letters > 2);
	}
	out[used] = '\0';
}

/* Takes "(Reuters)" off the end of a part. */
static struct slice
take_brackets(struct slice *part)
{
	struct slice in = { part->p, 0 };
	const char *open = memchr(part->p, '(', part->n);

	if (open == NULL || open == part->p || part->p[part->n - 1] != ')')
		return in; /* "Maria (Mia) Berg" is one name */
	in.p = open + 1;
	in.n = part->n - (size_t)(in.p - part->p);
	if (in.n > 0 && in.p[in.n - 1] == ')')
		in.n--;
	part->n = (size_t)(open - part->p);
	*part = slice_trim(*part);
	return slice_trim(in);
}

static void
add_affiliation(struct byline *b, struct slice s)
{
	for (size_t i = b->count; i-- > 0;) {
		if (b->people[i].affiliation[0] != '\0')
			break;
		put_name(b->people[i].affiliation, s, false);
	}
}

static void
add_person(struct byline *b, struct slice s)
{
	struct person *p = &b->people[b->count];

	if (b->count == BYLINE_PEOPLE)
		return;
	put_name(p->name, s, true);
	p->affiliation[0] = '\0';
	for (size_t i = 0; i < b->count; i++)
		if (strcmp(b->people[i].name, p->name) == 0)
			return;
	b->count++;
}

/* "Luke KimDecember 17", where the space went with the mark-up: up to the seam.
 */
static struct slice
cut_at_seam(struct slice part)
{
	static const char behind[] =
	    "january february march april may june july august september "
	    "october november december reviewed updated published posted";
	struct slice rest = part, word;
	size_t end;

	while ((word = slice_next_word(&rest)).n > 0)
		for (size_t i = 3; i < word.n; i++) {
			if (word.p[i] < 'A' || word.p[i] > 'Z' ||
			    word.p[i - 1] < 'a' || word.p[i - 1] > 'z' ||
			    !word_listed(
				(struct slice){ word.p + i, word.n - i },
				behind))
				continue;
			end = (size_t)(word.p + i - part.p);
			return (struct slice){ part.p, end };
		}
	return part;
}

/* "Ann Lee Senior Reporter", "Ann Lee Thursday": the words up to the first that
 * is of no name. */
static struct slice
cut_role(struct slice part, struct words *w)
{
	for (size_t i = 2; i < w->count && i <= NAME_WORDS; i++)
		if (word_listed(w->at[i], name_roles) ||
		    word_listed(w->at[i], name_week_days)) {
			part.n = (size_t)(w->at[i].p - part.p);
			part = slice_trim(part);
			words_split(part, w);
			break;
		}
	return part;
}

/* "Online-Redakteurin Anna Berg": without the words in front that are of no
 * name, as long as a name is left. */
static struct slice
cut_front_role(struct slice part, struct words *w)
{
	static const char others[] =
	    "experte expertin rechtsanwalt rechtsanwältin autor autorin guest "
	    "gastautor gastautorin kolumnist kolumnistin professor";

	while (w->count > 2 && w->count <= NAME_WORDS) {
		struct slice word = w->at[0], left;
		const char *dash = memrchr(word.p, '-', word.n);

		if (dash != NULL) {
			word.n -= (size_t)(dash + 1 - word.p);
			word.p = dash + 1;
		}
		if (!word_listed(word, name_roles) &&
		    !word_listed(word, others))
			break;
		left.p = w->at[1].p;
		left.n = (size_t)(part.p + part.n - left.p);
		words_split(left, w);
		if (!words_are_name(w) || !word_is_capital(w->at[0])) {
			words_split(part, w);
			break;
		}
		part = left;
	}
	return part;
}

/* `aside`: the part stood behind "for", a dash or in brackets. */
static void
add_part(struct byline *b, struct slice part, bool strict, bool aside)
{
	struct slice brackets;
	struct words w;

	part = cut_at_seam(slice_trim(part));
	brackets = take_brackets(&part);
	words_split(part, &w);
	if (part.n == 0 || w.count > NAME_WORDS ||
	    !name_is_plausible(part.p, part.n))
		return;
	part = cut_front_role(cut_role(part, &w), &w);
	if (words_are_post(&w) ||
	    (b->count > 0 && (words_are_credentials(&w) || words_are_role(&w))))
		return;
	if (aside || (b->count > 0 && words_are_body(part, &w))) {
		if (words_are_body(part, &w))
			add_affiliation(b, part);
		return;
	}
	if (strict && !words_are_name(&w))
		return;
	add_person(b, part);
	words_split(brackets, &w);
	if (brackets.n > 0 && b->count > 0 && words_are_body(brackets, &w))
		put_name(b->people[b->count - 1].affiliation, brackets, false);
}

/* Is there, at word, the end of a part?  *aside: of the names altogether. */
static bool
ends_part(struct slice word, bool *aside)
{
	if (word_listed(word, name_conjunctions) && !word_is_capital(word))
		return true;
	if ((word_listed(word, name_asides) && !word_is_capital(word)) ||
	    (word.n == 1 && strchr("|-/", word.p[0]) != NULL) ||
	    (word.n == 3 &&
		(memcmp(word.p, "–", 3) == 0 || memcmp(word.p, "—", 3) == 0))) {
		*aside = true;
		return true;
	}
	return word.n == 1 && strchr("&+", word.p[0]) != NULL;
}

/* Bytes of the sign in the word that parts names there: commas of any script,
 * and what stands between a person and a body. */
static size_t
separator(struct slice word, size_t at)
{
	static const char *const wide[] = { "、", "，", "،", "／" };
	const char *p = word.p + at;

	if (*p == ',' || *p == ';')
		return 1;
	if (*p == '/')
		return word.n > 1;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (*p == *wide[i] && word.n - at >= strlen(wide[i]) &&
		    memcmp(p, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* Cuts the text into parts. */
static void
read_parts(struct slice text, bool strict, struct byline *b)
{
	struct slice word, part = { text.p, 0 };
	bool aside = false, next_aside;

	while ((word = slice_next_word(&text)).n > 0) {
		size_t comma = 0, sign = 0;

		next_aside = aside;
		while (comma < word.n && (sign = separator(word, comma)) == 0)
			comma++;
		if (comma == word.n && !ends_part(word, &next_aside)) {
			part.n = (size_t)(word.p + word.n - part.p);
			continue;
		}
		/* "Ann Lee | and | Bo Ek" */
		if (part.n == 0)
			next_aside =
			    aside && !word_listed(word, name_conjunctions);
		if (comma < word.n) {
			/* "Ann Lee/dpa": a body, as behind a dash. */
			next_aside = aside || word.p[comma] == '/' ||
			    memcmp(word.p + comma, "／", sign) == 0;
			part.n = (size_t)(word.p + comma - part.p);
			text.n += (size_t)(text.p - (word.p + comma + sign));
			text.p = word.p + comma + sign;
		}
		add_part(b, part, strict, aside);
		aside = next_aside;
		part = (struct slice){ text.p, 0 };
	}
	add_part(b, part, strict, aside);
}

/* "Kaufman, Jeff T.": one surname, given names behind a comma. */
static bool
read_surname_first(struct slice text, struct byline *b)
{
	const char *comma = memchr(text.p, ',', text.n);
	struct slice last, first;
	struct words w, v;
	char name[BYLINE_TEXT];
	int n;

	if (comma == NULL)
		return false;
	last = slice_trim((struct slice){ text.p, (size_t)(comma - text.p) });
	first = slice_trim(
	    (struct slice){ comma + 1, (size_t)(text.p + text.n - comma - 1) });
	words_split(last, &w);
	words_split(first, &v);
	if (w.count != 1 || v.count < 1 || v.count > 2 ||
	    memchr(first.p, ',', first.n) != NULL ||
	    words_are_credentials(&v) || words_are_role(&v) ||
	    words_are_body(first, &v) || !word_is_capital(last) ||
	    !word_is_capital(first) || words_have(&v, name_conjunctions))
		return false;
	n = snprintf(name, sizeof(name), "%.*s %.*s", (int)first.n, first.p,
	    (int)last.n, last.p);
	if (n < 0 || (size_t)n >= sizeof(name) ||
	    !name_is_plausible(name, (size_t)n))
		return false;
	add_person(b, (struct slice){ name, (size_t)n });
	return true;
}

/* The parts in front of a date and behind it; false: there is none. */
static bool
part_at_date(struct slice s, struct slice *front, struct slice *back)
{
	struct date d;
	size_t start, end;

	if (!date_find(s.p, s.n, DATE_DAY_FIRST, &d, &start, &end))
		return false;
	*front = slice_trim((struct slice){ s.p, start });
	*back = slice_trim((struct slice){ s.p + end, s.n - end });
	return true;
}

/* Without a date and what stands behind it; a date in front is cut off. */
static struct slice
cut_date(struct slice s)
{
	struct slice front, back, before;
	const char *blank;

	if (!part_at_date(s, &front, &back))
		return s;
	/* "David at December 16, 2025" */
	blank = memrchr(front.p, ' ', front.n);
	before.p = blank;
	before.n = blank != NULL ? (size_t)(front.p + front.n - blank) : 0;
	if (blank != NULL && word_listed(slice_trim(before), "at on am le el"))
		front =
		    slice_trim((struct slice){ front.p, front.n - before.n });
	return front.n > 0 ? front : back;
}

/* For running text: "by ibby".  One word that is not one of the language. */
static bool
is_handle(struct slice s)
{
	static const char others[] =
	    "monday tuesday wednesday thursday friday saturday sunday now then "
	    "default far design hand topic category type name date price "
	    "region state us them one two three phone email mail car train "
	    "foot bus yourself itself myself himself herself adding using "
	    "clicking products brand size color colour rating";
	struct words w;

	words_split(s, &w);
	return w.count == 1 && s.n >= 3 && !word_listed(s, others) &&
	    !word_listed(s, name_bodies) && !word_listed(s, name_roles) &&
	    name_is_plausible(s.p, s.n);
}

static size_t
read_byline(struct slice text, bool strict, struct byline *out)
{
	if (!strict && !memchr(text.p, ' ', text.n) &&
	    name_is_plausible(text.p, text.n)) {
		add_person(out, text); /* a name of one word is kept whole */
		return out->count;
	}
	if (strict || !read_surname_first(text, out))
		read_parts(text, strict, out);
	return out->count;
}

static size_t
read_wide(struct slice text, bool running, struct byline *out)
{
	struct slice s = byline_behind_wide_label(text, running);
	const char *edge = memchr(s.p, '|', s.n);

	if (edge != NULL)
		s.n = (size_t)(edge - s.p);
	if (s.n > 0)
		read_parts(cut_date(s), false, out);
	return out->count;
}

size_t
byline_parse(const char *text, size_t n, struct byline *out)
{
	struct slice s = { text, n }, back;
	bool found;

	out->count = 0;
	if (n > 600)
		return 0;
	if (read_wide(s, false, out) > 0)
		return out->count;
	s = byline_skip_labels(s, &found);
	if (!part_at_date(s, &s, &back))
		back.n = 0;
	if (s.n > 0)
		read_byline(s, false, out);
	/* "Date: 24 June 2016 | Author: Ann Lee" */
	if (out->count == 0 && back.n > 0 &&
	    (s = byline_skip_labels(back, &found)).n > 0)
		read_byline(cut_date(s), false, out);
	return out->count;
}

/* What stands behind a label and before a date; empty where there is none. */
static struct slice
behind_label(const char *text, size_t n)
{
	struct slice none = { text, 0 }, s = { text, n };
	bool found;

	if (n > 300)
		return none;
	s = byline_skip_labels(s, &found);
	return found ? cut_date(s) : none;
}

size_t
byline_labelled(const char *text, size_t n, struct byline *out)
{
	struct slice s;

	out->count = 0;
	if (n <= 300 && read_wide((struct slice){ text, n }, true, out) > 0)
		return out->count;
	s = behind_label(text, n);
	if (s.n > 0 && is_handle(s))
		add_person(out, s);
	else if (s.n > 0)
		read_byline(s, true, out);
	return out->count;
}

size_t
byline_signed(const char *text, size_t n, struct byline *out)
{
	struct slice s = behind_label(text, n);
	const char *edge = memchr(s.p, '|', s.n);
	struct words w;

	out->count = 0;
	s.n = edge != NULL ? (size_t)(edge - s.p) : s.n;
	s = slice_trim(s);
	words_split(s, &w);
	if (w.count == 0 || w.count > 5)
		return 0;
	for (size_t i = 0; i < w.count; i++)
		if (word_is_small(w.at[i]))
			return 0;
	if (name_is_plausible(s.p, s.n))
		add_person(out, s);
	return out->count;
}
