/*
 * address.h -- the page's own address, where the page says it.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "dom.h"

/* What the page declares: its canonical URL, else og:url; "" for neither. */
struct dom_str address_declared(const struct dom *);

/* What the comment of a browser says, with the field's origin; or "". */
struct dom_str address_in_comment(struct dom_str text, const char **from);

/* What the source seems to declare, without parsing it: good enough to look at
 * the page again. */
struct dom_str address_guess(const char *source, size_t n);

/* What the browser noted that saved the page; "" where none did. */
struct dom_str address_saved(const struct dom *);

#endif
