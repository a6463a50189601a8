/*
 * rules_format.h -- the reader of files of rules, which checks them.
 */
#ifndef RULES_FORMAT_H
#define RULES_FORMAT_H

#include <octavo/plugin.h>

extern const oct_format rules_format;

#endif
