/* html_reader.h -- reading HTML for other readers, as an extension. */
#ifndef HTML_READER_H
#define HTML_READER_H

#include <octavo/plugin.h>

#define HTML_EXTENSION "octavo.html/1"

struct html_reader {
	size_t struct_size;
	/* As oct_format.read of "html"; the options are those of the format
	 * that runs, as far as it has them.  inst is not NULL where ids are to
	 * stay that nothing in the page links to. */
	oct_status (*read)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);
};

#endif
