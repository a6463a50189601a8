/*
 * reader.h -- the reader of plain text files, for what no other reader knows.
 *
 * Blank lines part paragraphs; lines that were broken to fit a width are
 * joined.  A first line that stands alone is the title.  Lines underlined with
 * "=", "-" or "~", quotes after ">", simple lists, indented text and lines of
 * stars are taken for what they look like, and nothing else is.
 */
#ifndef TEXT_READER_H
#define TEXT_READER_H

#include <octavo/plugin.h>

/* oct_format.bid */
int32_t text_bid(const uint8_t *head, size_t len);

/* oct_format.read */
oct_status text_read(void *inst, const oct_api *, oct_job *, const oct_input *);

#endif /* TEXT_READER_H */
