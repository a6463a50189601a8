/* byline_private.h -- what the files share that read names and bylines. */
#ifndef BYLINE_PRIVATE_H
#define BYLINE_PRIVATE_H

#include "metadata.h"

#define NAME_WORDS 8 /* more are a sentence */

struct slice {
	const char *p;
	size_t n;
};

struct words {
	struct slice at[NAME_WORDS + 1];
	size_t count; /* NAME_WORDS + 1: too many */
};

/*
 * Lists of words, parted by spaces, in small letters.                  name.c
 */
extern const char name_labels[]; /* "by" */
extern const char name_conjunctions[]; /* "and" */
extern const char name_asides[]; /* "for": a place or a body follows */
extern const char name_roles[]; /* "editor" */
extern const char name_bodies[]; /* "news", which only names of bodies have */
extern const char name_week_days[];

/* Without the white space and the marks around it. */
struct slice slice_trim(struct slice);
/* The next word of *rest, cut off it; empty at the end. */
struct slice slice_next_word(struct slice *rest);
size_t slice_chars(struct slice, size_t *letters);

void words_split(struct slice, struct words *);
bool word_listed(struct slice word, const char *list);
bool words_have(const struct words *, const char *list);
bool word_is_capital(struct slice word);
/* In small letters, and no particle of names such as "de". */
bool word_is_small(struct slice word);

/* For running text: each word a capital but for particles, two at least. */
bool words_are_name(const struct words *);
bool words_are_role(const struct words *);
bool words_are_post(const struct words *); /* "Head of Marketing" */
bool words_are_credentials(const struct words *); /* "MD PhD" */
bool words_are_body(struct slice, const struct words *); /* "CNN" */
/* "Admin", "By", "Sat". */
bool name_is_nobody(struct slice);

/*
 * What stands in front of names.                               byline_label.c
 */

/* Past "Written by:" and its like.  *found: there was such a word that needs
 * nothing behind it. */
struct slice byline_skip_labels(struct slice text, bool *found);

/* The names in "作者：王小明" and "記者王小明／台北報導", to the end of the
 * line; empty: it is no such line.  In running text a reporter's name needs a
 * sign or a space at one of its ends, for "記者協會" is a body. */
struct slice byline_behind_wide_label(struct slice text, bool running);

#endif
