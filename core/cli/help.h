/*
 * help.h -- what the command says of itself.
 */
#ifndef HELP_H
#define HELP_H

#include "args.h"

/* --help[=GROUP|all|mdoc]; returns the exit code. */
int help_show(const struct args *);
/* --list-input-formats and its like. */
int help_list(const struct args *);
/* --completion=bash|zsh|fish: a script for the shell. */
int help_completion(const struct args *);

#endif
