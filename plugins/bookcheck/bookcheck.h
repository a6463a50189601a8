/*
 * bookcheck.h -- looks at an EPUB, whoever made it, and reports what is wrong
 * with it; given to others as the extension "octavo.bookcheck/1".
 *
 * It checks what a book must be for shops and reading systems (EPUB 3.3, OCF,
 * EPUB Accessibility 1.1), as far as that can be seen in one pass over each
 * file: the container, the package document, navigation and NCX, the
 * well-formedness of text, ids and links, images, and what assistive
 * technology needs.  It does not know the content model of HTML, SVG, MathML
 * and CSS; that is EPUBCheck's.  Where EPUBCheck has the same rule, the code of
 * a message is EPUBCheck's ("RSC-012"), else it is of our own making
 * ("OCT-ALT").
 *
 * Nothing is written to disk, nothing outside the book is opened; a file that
 * unpacks to more than BOOKCHECK_FILE is refused unread.
 */
#ifndef BOOKCHECK_H
#define BOOKCHECK_H

#include <octavo/plugin.h>

#define BOOKCHECK_EXTENSION "octavo.bookcheck/1"
#define BOOKCHECK_FILE ((size_t)256 << 20)

struct bookcheck {
	size_t struct_size;
	/* As oct_format.validate. */
	oct_status (*validate)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);
};

#endif
