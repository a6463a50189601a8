/* image.h -- what an image is, from its bytes. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stddef.h>
#include <stdint.h>

/* image.c: why the bytes can't be shown in a book, or NULL with the other
 * arguments set. */
const char *image_refusal(const uint8_t *, size_t, const char **media_type,
    const char **extension, int *animated);

#endif
