/*
 * wrap.h -- filling lines.  A line may break where UAX #14 lets it (so also
 * between ideographs, but not before their full stop), save within ASCII, where
 * only blanks part, between syllables of Korean, and inside of what the caller
 * says is solid.  A word longer than the line stands out of it; nothing is ever
 * split.
 */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "grow.h"

/* Bytes start..end of a text are not parted. */
struct solid {
	size_t start, end;
};

struct wrap {
	struct text_buf breaks; /* working memory, kept from text to text */
	size_t columns; /* of a line; SIZE_MAX: lines are not filled */
	void (*line)(void *data, const char *, size_t n, size_t columns);
	void *data;
};

/* Calls line() for each line of the text, in order, without the white space
 * at its ends.  A newline in the text always ends a line.  `solid` are in
 * order and apart.  Time and memory are linear in n. */
void wrap_text(struct wrap *, const char *text, size_t n, const struct solid *,
    size_t n_solid);

/* Columns of the widest line of a text that is not filled, and of its widest
 * part that can't be broken (as far as blanks and ideographs go). */
void wrap_measure(const char *text, size_t n, size_t *natural, size_t *least);

#endif /* TEXT_WRAP_H */
