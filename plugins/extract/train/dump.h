/* dump.h -- what the two halves of dump share: pages of HTML, and Markdown. */
#ifndef DUMP_H
#define DUMP_H

#include "blocks.h"

/* With the tokens that the command line named. */
extern struct model dump_model;

/* How to print what depends on the source: the tokens of an element, each with
 * a tab before it, by dump_word(); the text of a block, by dump_text(). */
struct dump_source {
	void (*tokens)(const struct blocks *, const struct element *);
	void (*text)(const struct blocks *, const struct block *);
};

void dump_word(const char *p, size_t n);
void dump_text(const char *p, size_t n);
void dump_page(struct blocks *, const char *name, const struct dump_source *);
void dump_die(const char *what, const char *name);

/* dump_markdown.c */
void dump_markdown(const char *name);

#endif
