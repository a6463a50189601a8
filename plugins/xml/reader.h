/*
 * reader.h -- the XML reader: takes what the writer wrote back into the same
 * model, and valid documents that people wrote.
 *
 * Anything that could fetch or expand is refused: a document type declaration
 * stops the reading, so there are no entities but the five of XML itself.
 * Elements of other namespaces, unknown names and misplaced elements are
 * passed over with a warning and what is in them is read.
 */
#ifndef XML_READER_H
#define XML_READER_H

#include <octavo/plugin.h>

/* oct_format.read.  OCT_EFORMAT: not well-formed, not this vocabulary, or a
 * document type declaration; OCT_ELIMIT: nested too deeply. */
oct_status xml_read(void *inst, const oct_api *, oct_job *, const oct_input *);

#endif /* XML_READER_H */
