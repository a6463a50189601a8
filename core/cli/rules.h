/*
 * rules.h -- looking after rules for sites: what there is, and what it does.
 */
#ifndef RULES_H
#define RULES_H

#include "args.h"

/* --list-rules: the files that --rules names, each with its host, what is in
 * it and what is wrong with it; returns the exit code. */
int rules_list(const struct args *);

/* --test-rules: what each rule does on the inputs, and whether the tests in
 * the files hold; returns the exit code. */
int rules_try(const struct args *);

#endif
