/* check.h -- --check: looks at documents that are there, and converts nothing.
 */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "args.h"

/* Checks each input by its format, which -t or its name says; returns the exit
 * code. */
int check_run(const struct args *);

#endif
