/*
 * writer.h -- the XML writer; octavo-article(5) describes what it writes.
 */
#ifndef XML_WRITER_H
#define XML_WRITER_H

#include <octavo/plugin.h>

/* oct_format.write */
oct_status xml_write(void *inst, const oct_api *, oct_job *);

#endif /* XML_WRITER_H */
