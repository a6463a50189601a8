/*
 * normalise.h -- the steps of normalise_article(), in the order they run.
 */
#ifndef NORMALISE_H
#define NORMALISE_H

#include "node.h"

/* The deepest tree that writers meet, counted from BODY: XML tools refuse
 * documents of a depth of 256. */
#define DEPTH_MAX 100

/* A walk that enters and leaves; what is below a node being left may go. */
struct walker {
	oct_node *root, *node;
	bool enter;
};
bool walker_next(struct walker *);

/* Post-order: the children before their parent.  Take the next node before
 * touching the one at hand. */
oct_node *post_first(oct_node *root);
oct_node *post_next(const oct_node *root, const oct_node *n);

/* Puts the children in the node's place.  Returns the first of them, or what
 * followed the node. */
oct_node *node_dissolve(oct_node *);

/* normalise_shape.c: depth bounded, inlines wrapped, links unnested. */
void normalise_shape(oct_job *, oct_node *root);
/* normalise_ids.c: references without a label to notes that are not there lead
 * nowhere, so that pruning takes them, and what held nothing else. */
void normalise_refs(oct_job *, oct_node *article);
/* normalise_shape.c: inlines that say nothing where they are, a STRONG in a
 * STRONG, leave their children in their place; normalise_shape() does it too.
 */
void normalise_idle(oct_node *root);
/* normalise_space.c: white space as HTML and CSS collapse it. */
void normalise_space(oct_job *, oct_node *root);
/* normalise_prune.c: does the node, whose children are pruned, say nothing? */
bool normalise_is_empty(const oct_node *);
/* normalise_prune.c: nothing empty is left, no rule that parts nothing; parts
 * of tables in order, lists that go on joined. */
void normalise_prune(oct_job *, oct_node *root);
/* normalise_section.c: the sections that are there already undone, their ids
 * back at their headings. */
void dissolve_sections(oct_job *, oct_node *body);
/* normalise_section.c: sections nested by headings, gaps closed. */
void normalise_sections(oct_job *, oct_node *body);
/* normalise_ids.c: unique ids, links and notes resolved; may leave texts that
 * touch. */
void normalise_ids(oct_job *, oct_node *article);

#endif
