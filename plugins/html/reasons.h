/*
 * reasons.h -- what an element is for, by the words its author gave it.
 *
 * These words decide nothing: they name the reason once an element goes.
 */
#ifndef HTML_REASONS_H
#define HTML_REASONS_H

#include <stdint.h>

#include "html.h"

/* By the dom_hash() of a part of a class or id; DROP_NOT: it names none. */
enum drop_reason reason_of_part(uint32_t hash);

#endif
