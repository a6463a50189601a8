/*
 * read.h -- the state of one reading, shared by the reader's parts.
 */
#ifndef XML_READ_H
#define XML_READ_H

#include <octavo/sugar.h>
#include <stdlib.h>

/* An open element. */
struct frame {
	uint32_t what; /* a kind of node, or one of FACT_* (facts.h) */
	oct_node *node;
	int is_skipped; /* its tag counts for nothing; the rest is copied
		from the frame around it */
};

/* A node that refers to a resource, whose list comes after it. */
struct use {
	struct use *next;
	oct_node *node;
	const char *name;
	uint32_t line;
};

struct resource {
	struct resource *next;
	const char *name;
	uint32_t number;
};

/* The FIELD being read; add_field() makes the node when its text is known. */
struct fact {
	uint32_t key;
	int is_candidate;
	int64_t weight;
	uint32_t line;
	const char *resource; /* or NULL */
	const char *name; /* of an author, from <name>, or NULL */
	oct_str from, href;
	struct {
		uint32_t prop;
		oct_str value;
	} props[8];
	size_t n;
};

struct reader {
	const oct_api *a;
	oct_job *j;
	uint32_t line; /* of the tag being read */
	struct frame *frames;
	size_t depth, cap;
	struct {
		char *p;
		size_t n, cap;
	} text; /* since the last tag */
	oct_node *article; /* the one being read */
	oct_str part; /* title of the part of the book it is in, or "" */
	oct_str prefix; /* of its ids in a book: "a2-"; else "" */
	oct_str lang; /* of its start tag */
	int has_language; /* as metadata */
	oct_str base; /* URL of the article, or "" */
	oct_str section_id; /* for the heading that makes the section */
	struct fact fact;
	struct use *uses;
	struct resource *resources;
	size_t n_resources;
};

/* Appends to the text since the last tag; fails the job without memory. */
void text_add(struct reader *, const char *, size_t);

/* A copy in the job's memory, NUL-terminated; "" on failure. */
oct_str keep_str(struct reader *, oct_str);

#endif /* XML_READ_H */
