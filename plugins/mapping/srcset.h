/* srcset.h: which of an image's files to take. */
#ifndef SRCSET_H
#define SRCSET_H

#include "dom.h"

/* The best file met so far.  Zero at the start. */
struct choice {
	struct dom_str url;
	uint32_t score; /* 0: none yet */
};

/* Offers one file: its width in pixels (0: unknown), its media type or "". */
void map_choice_offer(
    struct choice *, struct dom_str url, uint32_t width, struct dom_str type);

/* Offers all of a srcset (HTML 4.8.4.2.1).  `penalty`: they are made for some
 * other screen, taken only where there is nothing else. */
void map_choice_offer_set(
    struct choice *, struct dom_str srcset, struct dom_str type, bool penalty);

/* Is it the stand-in of a lazy image: a tiny data: URL, a blank? */
bool map_choice_is_placeholder(struct dom_str url);

#endif
