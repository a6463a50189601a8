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

/* raster.c */
struct decoder {
	GdkPixbufLoader *loader;
	int by_rows, rows; /* does it tell of each, and how many it told of */
	int animated;
};
/* Loads what decodes pictures that begin so: before the door closes. */
void decoder_open(struct decoder *, const uint8_t *, size_t);
GdkPixbuf *decoder_run(struct decoder *, const uint8_t *, size_t);
GdkPixbuf *raster_fit(GdkPixbuf *, uint32_t max_side);
void raster_write(struct work *, GdkPixbuf *, const char *type);
void raster_convert(struct work *);

/* main.c: gives up files, network and processes. */
void close_door(void);

/* cover.c */
void cover_draw(struct work *);
/* Loads the fonts, so that each child finds them loaded. */
void cover_prepare(void);

#endif
