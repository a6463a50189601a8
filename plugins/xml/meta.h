/*
 * meta.h -- <meta> and <conversion>: the facts about an article, each with
 * its origin, and the candidates that lost.
 */
#ifndef XML_META_H
#define XML_META_H

#include "sink.h"

/* Writes the FIELDs of META, winners in the order of their keys, then the
 * candidates; nothing if there are none.  refs_collect() has run. */
void meta_write(struct sink *, const oct_node *meta);

/* Writes how the article came to be. */
void conversion_write(struct sink *, const oct_node *article);

#endif /* XML_META_H */
