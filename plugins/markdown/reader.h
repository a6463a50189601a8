/*
 * reader.h -- what the plug-ins commonmark and gfm give to the plug-in
 * markdown, as an extension each: the reader, which takes a while to load.
 */
#ifndef READER_H
#define READER_H

#include <octavo/plugin.h>

#define READER_COMMONMARK "octavo.commonmark/1"
#define READER_GFM "octavo.gfm/1"

struct markdown_reader {
	size_t struct_size;
	/* As oct_format.read, of either format. */
	oct_status (*read)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);
};

#endif
