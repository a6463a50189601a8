/*
 * work.h -- octavo-pictures, the program; private.
 *
 *	main.c		a process for each piece of work
 *	raster.c	bytes to pixels and back
 *	cover.c		covers
 *
 * What is asked for is done in a process that ends with it, so nothing is freed
 * and what fails ends the process with its outcome.
 */
#ifndef PICTURES_WORK_H
#define PICTURES_WORK_H

#include "../protocol.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

struct work {
	const struct request *request;
	const char *texts[TEXTS];
	const uint8_t *picture;
	struct reply *reply;
	int out; /* file for what is made */
};

_Noreturn void work_end(enum outcome);

/* raster.c: what sees a picture closes the door before. */
/* "png", "jpeg", or NULL for what suits the pixels. */
void raster_write(struct work *, GdkPixbuf *, const char *type);
void raster_convert(struct work *);

/* For a cover: scaled until it fills those pixels, what goes over cut at both
 * ends, most of it below; RGB, three bytes each. */
enum { PICTURE_WIDTH = 1000, PICTURE_HEIGHT = 820 };
void raster_crop(struct work *);

/* cover.c: w->picture is what raster_crop() made, or NULL.  It opens fonts, in
 * threads of Pango's, so this process keeps its door open; but it sees no bytes
 * of the picture. */
void cover_draw(struct work *);

#endif
