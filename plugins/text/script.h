/*
 * script.h -- superscripts and subscripts in plain text.
 */
#ifndef TEXT_SCRIPT_H
#define TEXT_SCRIPT_H

#include "grow.h"

/* Rewrites the end of a text, from `start`, as a superscript or subscript: in
 * Unicode's own where all of it has them ("10²"), else marked ("2^(n/2)").
 * Letters of ordinals ("19th"), notes and what is long stay as they are. */
void script_raise(struct text_buf *, size_t start, int is_sup);

#endif /* TEXT_SCRIPT_H */
