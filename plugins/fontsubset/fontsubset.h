/*
 * fontsubset.h -- fonts cut down to the letters that a book has.  The plug-in
 * of this folder gives it to others as an extension, so that its library is
 * loaded only where a font is embedded.
 */
#ifndef FONTSUBSET_H
#define FONTSUBSET_H

#include <stddef.h>
#include <stdint.h>

#define FONTSUBSET_EXTENSION "octavo.fontsubset/1"

struct fontsubset_api {
	size_t struct_size;

	/* A TrueType or OpenType font with no more than the glyphs that these
	 * characters need, ligatures and other forms of theirs included; to be
	 * freed with free().  NULL if the bytes are no such font, or memory
	 * runs out.  [any] */
	void *(*cut)(const void *font, size_t size, const uint32_t *characters,
	    size_t n, size_t *cut_size);
};

#endif
