/*
 * nearest.h -- the word that someone who mistyped one may have meant.
 */
#ifndef NEAREST_H
#define NEAREST_H

struct nearest {
	const char *word; /* what was typed; the caller sets it */
	const char *best; /* NULL: nothing offered is near */
	unsigned distance;
};

/* Takes a candidate into account; it must outlive the struct.  Near is: no
 * more than a third of the letters inserted, left out, exchanged or swapped
 * with a neighbour, or an abbreviation of at least three letters.  Of equals
 * the one offered first stays. */
void nearest_offer(struct nearest *, const char *candidate);

#endif
