/* evidence.h -- how much the first bytes of a text look like Markdown. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

/* 0..40, or -1 for bytes that can't be; and how much like GitHub's dialect,
 * 0..10. */
int32_t evidence_of_markdown(const uint8_t *, size_t);
int32_t evidence_of_gfm(const uint8_t *, size_t);

#endif
