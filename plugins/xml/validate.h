/* validate.h -- a document against octavo-article.rng; as oct_format.validate.
 */
#ifndef XML_VALIDATE_H
#define XML_VALIDATE_H

#include <octavo/plugin.h>

oct_status
xml_validate(void *inst, const oct_api *, oct_job *, const oct_input *);

#endif
