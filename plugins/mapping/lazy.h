/* lazy.h: the pictures of pages whose scripts would load them. */
#ifndef LAZY_H
#define LAZY_H

#include "srcset.h"

/* Offers what the attributes say that many scripts use; false: nothing. */
bool
map_lazy_offer(const struct dom *, uint32_t n, uint32_t width, struct choice *);

/* Where no file is known: offers what any attribute of data seems to name, or
 * else what the picture links to. */
void map_lazy_guess(const struct dom *, uint32_t n, struct choice *);

#endif
