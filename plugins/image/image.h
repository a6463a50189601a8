/* image.h -- what an image is, from its bytes. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stddef.h>
#include <stdint.h>

struct image {
	const char *media_type, *extension; /* NULL, "": none of a book's */
	int animated;
	int is_foreign; /* an image, but of no type that books can have */
};

/* image.c: why the bytes can't be shown in a book, or NULL. */
const char *image_refusal(const uint8_t *, size_t, struct image *);

#endif
