/*
 * sniff.h -- the type and size of an image from its bytes.
 */
#ifndef SNIFF_H
#define SNIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct image {
	const char *media_type;
	uint32_t width, height; /* pixels; 0 when the bytes don't say */
	bool cut; /* the file ends before the image does */
};

/* PNG, JPEG, GIF, WebP, AVIF, BMP, TIFF and SVG; false for anything else. */
bool sniff_image(const uint8_t *, size_t, struct image *);

#endif
