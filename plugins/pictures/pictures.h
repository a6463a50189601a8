/*
 * pictures.h -- pictures as e-books can show them, and covers.
 *
 * The plug-in of this folder gives it to others as an extension.  Decoding and
 * drawing are done by a program of its own, octavo-pictures, which begins when
 * it is first needed and does each piece of work in a process that may open
 * nothing: what a picture does to its decoder, it does not do to the caller.
 */
#ifndef PICTURES_H
#define PICTURES_H

#include <octavo/plugin.h>

#define PICTURES_EXTENSION "octavo.pictures/1"

/* A PNG or JPEG. */
struct picture_made {
	void *bytes; /* to be freed with free() */
	size_t size;
	uint32_t width, height;
	const char *media_type, *extension;
	int animated; /* the original was: this is its first frame */
};

struct cover_texts {
	const char *title; /* not empty */
	const char *author, *foot; /* lines below it, and at the end; or "" */
	const char *language; /* BCP 47, or "" */
};

struct pictures_api {
	size_t struct_size;

	/* Decodes any picture that this machine has a decoder for, turns it
	 * upright, scales it so that no side has more pixels than max_side (0:
	 * as it is) and packs it: as the type it has if that is PNG or JPEG,
	 * else as JPEG, or as PNG where JPEG would lose transparency or
	 * the edges of a drawing.  Of what moves it is the first frame.  The
	 * same bytes each time.  Takes 20 seconds at most.
	 *
	 * OCT_OK; OCT_ENOMEM; OCT_EPLUGIN if the program does not start, else
	 * OCT_EUNSUPPORTED, with *why as the end of a sentence that begins with
	 * the picture.  Without OCT_OK nothing is made.  [any] */
	oct_status (*convert)(const void *, size_t, uint32_t max_side,
	    struct picture_made *, const char **why);

	/* Draws a cover of 1000 by 1600 pixels: the picture above the title,
	 * or for NULL the title alone.  The same bytes each time with the same
	 * fonts.  Returns as convert().  [any] */
	oct_status (*cover)(const struct cover_texts *, const void *picture,
	    size_t, struct picture_made *, const char **why);
};

#endif
