/*
 * node.h -- the article tree.  The functions behind oct_api (plugin.h has
 * their contracts) and what the core's own passes need besides.
 */
#ifndef NODE_H
#define NODE_H

#include <octavo/article.h>
#include <octavo/plugin.h>
#include <stdbool.h>

struct prop {
	struct prop *next;
	uint32_t key;
	uint32_t n, cap; /* bytes of a string, and room for more */
	union {
		const char *p;
		int64_t i;
	} v;
};

struct oct_node {
	uint32_t kind;
	uint32_t line;
	oct_node *parent, *first, *last, *next, *prev;
	struct prop *props;
};

oct_node *node_new(oct_job *, uint32_t kind);
void node_link(oct_node *, oct_node *parent, oct_node *before);
void node_unlink(oct_node *);
/* The next node in reading order below `root`; `skip` passes over what is
 * below `n`.  NULL at the end. */
oct_node *node_walk(const oct_node *root, const oct_node *n, bool skip);

const struct prop *node_prop(const oct_node *, uint32_t key);
oct_str node_str(const oct_node *, uint32_t key);
int64_t node_int(const oct_node *, uint32_t key, int64_t unset);
/* Appends cleaned text (plugin.h, add_text) to the node's OCT_P_TEXT. */
void node_append(oct_job *, oct_node *, const char *p, size_t n);
/* A copy of the string, cleaned, in the job's memory. */
oct_str node_clean(oct_job *, const char *p, size_t n);
/* Sets without checking the schema; `p` must live as long as the job. */
void node_set_str(oct_job *, oct_node *, uint32_t key, const char *p, size_t n);
void node_set_int(oct_job *, oct_node *, uint32_t key, int64_t);
void node_unset(oct_node *, uint32_t key);

oct_str node_text(oct_job *, const oct_node *);
/* The same of a heading as a title: without the labels of its notes. */
oct_str node_title(oct_job *, const oct_node *);

/* A book with its META; and an article with its parts, appended to it. */
oct_node *node_new_book(oct_job *);
oct_node *node_new_article(oct_job *, oct_node *book);
oct_node *node_part(const oct_node *, uint32_t kind);

/* normalise.c: makes an article what writers may rely on (plugin.h and
 * octavo-article(5)): white space collapsed, texts merged, empties dropped,
 * stray inlines wrapped, sections nested, heading gaps closed, ids unique,
 * notes resolved, metadata decided. */
void normalise_article(oct_job *, oct_node *article);

/* check.c: what normalise_article() promises, proved.  NULL, or a sentence
 * that names the first rule broken. */
const char *check_article(oct_job *, const oct_node *article);

/* outline.c */
const oct_entry *outline_article(oct_job *, const oct_node *article, size_t *n);

/* field.c: picks the winners among the fields of an article or book; an
 * article's language and direction become its own properties too. */
void fields_decide(oct_job *, oct_node *owner);
oct_node *field_add(oct_job *, oct_node *owner, uint32_t key, const char *,
    size_t, const char *from, int32_t weight);
/* Trims ASCII white space and folds runs of it, in place; the new length. */
size_t field_squeeze(char *, size_t n);
oct_node *field_first(const oct_node *owner, uint32_t key);
oct_node *field_next(const oct_node *);

#endif
