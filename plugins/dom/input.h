/* The input stream, 13.2.3.5, as far as it is not its decoding. */
#ifndef INPUT_H
#define INPUT_H

#include "dom_private.h"

/* The source with CR LF, and CR, made LF: itself if it has none, a copy in the
 * DOM's memory otherwise.  {NULL, 0} after a failure. */
struct dom_str dom_input_normalise(struct dom *d, const char *utf8, size_t len);

/* Reports characters that must not stand in any page. */
void dom_input_check(struct dom *d, const char *p, const char *end);

#endif
