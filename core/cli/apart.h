/*
 * apart.h -- one conversion in a process of its own, for --sandbox.
 */
#ifndef APART_H
#define APART_H

#include "args.h"

/* What convert_book() does, with a worker; returns the exit code. */
int apart_run(struct args *);

#endif
