/*
 * collation.h -- texts in the order of a library's catalogue, the same on every
 * machine.
 */
#ifndef COLLATION_H
#define COLLATION_H

#include <octavo/plugin.h>

/* A string whose bytes compare as the text does in a catalogue: letters before
 * accents before case, numbers by value, punctuation as blanks.  With a
 * language its articles ("The", "l'") at the start don't count.  Of two texts
 * that differ in accents or case alone it is the same up to the first byte 1.
 * In scratch memory; "" on failure. */
const char *collate(const oct_api *, oct_job *, oct_str text, oct_str lang);

/* The same of a person, a FIELD: by OCT_P_FILE_AS, else with the last word of
 * the name first. */
const char *collate_person(const oct_api *, oct_job *, const oct_node *field);

#endif
