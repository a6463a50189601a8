/*
 * meta.h -- what the metadata files of the HTML reader share.
 *
 * Each source of metadata hands what it finds to one of the meta_add
 * functions, with the name of the origin and a weight (0..100) that says how
 * far to trust it; the host keeps all of them and picks.
 */
#ifndef META_H
#define META_H

#include <octavo/article.h>

#include "html.h"
#include "metadata.h"

#define META_SITES 8 /* names of the site that are kept */
#define META_HEADINGS 24 /* headings that are looked at for the title */
#define META_TAGS 1000 /* what a page has more of is noise */
#define META_TEXT 1024 /* bytes of a title, a name */
#define META_LONG 8192 /* bytes of a description */

/* Titles by their sources, in the order of meta_title.c's preference. */
struct meta_titles {
	struct dom_str document; /* <title> */
	struct dom_str open_graph; /* og:title, else twitter:title */
	struct dom_str structured; /* JSON-LD headline or name */
	uint32_t headings[META_HEADINGS]; /* <h1>, in order */
	size_t heading_count;
};

struct meta {
	struct page *page;
	const oct_input *input;
	struct meta_titles titles;
	struct dom_str title; /* the one that was chosen */
	struct dom_str sites[META_SITES];
	size_t site_count;
	struct date declared; /* the best date of publishing so far */
	int declared_weight; /* 0: none */
	enum date_order order; /* of dates in figures on this page */
	int tags; /* <meta> and rel= links read, of META_TAGS at most */
	bool is_article; /* by og:type or JSON-LD, as products are not */
	int graph_rank; /* of the JSON-LD object that was taken */
	/* As meta_head() met them; 0: none. */
	uint32_t script, last_script; /* of JSON-LD */
	uint32_t item; /* the first element with itemprop or property */
};

/* Text with references of HTML decoded (again: what is in an attribute or in
 * JSON is often escaped twice), tags left out, white space collapsed; cut at
 * `max` bytes.  Memory of the job; empty on failure. */
struct dom_str
meta_clean(const struct meta *, const char *, size_t n, size_t max);

/* The text in an element without scripts and the like, white space collapsed,
 * blocks parted by a space; empty when it has more than `max` bytes. */
struct dom_str meta_text(const struct meta *, uint32_t node, size_t max);

/* The same with " | " between blocks: "Ann Lee | Head of Ideas". */
struct dom_str meta_lines(const struct meta *, uint32_t node, size_t max);

/* Add a field; the value is cleaned.  NULL when there is nothing to add. */
oct_node *meta_add(struct meta *, uint32_t key, struct dom_str value,
    const char *from, int weight);
/* The same for a date (refused if it can't be read), a byline, a list parted
 * by commas, a URL (made absolute), a language. */
bool meta_add_date(struct meta *, uint32_t key, struct dom_str value,
    const char *from, int weight);
bool meta_add_authors(
    struct meta *, struct dom_str value, const char *from, int weight);
/* Who began a discussion: users choose their names as they like. */
void meta_add_poster(
    struct meta *, struct dom_str name, const char *from, int weight);
void meta_add_list(struct meta *, uint32_t key, struct dom_str value,
    const char *from, int weight);
void meta_add_url(struct meta *, uint32_t key, struct dom_str value,
    const char *from, int weight);
/* A link to another page, as it is and made absolute. */
void meta_add_link(struct meta *, uint32_t key, struct dom_str value,
    const char *from, int weight);
void meta_add_language(
    struct meta *, struct dom_str value, const char *from, int weight);
void meta_add_licence(
    struct meta *, struct dom_str url, const char *from, int weight);

/* A name of the site, to be cut off titles. */
void meta_site(struct meta *, struct dom_str name);

/* Is it such a name, or a domain?  As an author true of what the site
 * publishes, but seldom what is asked. */
bool meta_is_site(const struct meta *, const char *name);
/* Or one that the host is called after?                        meta_title.c */
bool meta_is_host(const struct meta *, struct dom_str name);
/* The weight of an author: less for bodies, the site, an editorial office. */
int meta_author_weight(const struct meta *, const char *name, int weight);

/* Of meta_collect() what tells one page from another.             meta.c */
void meta_scan(struct page *, const oct_input *);

/* <meta>, <link>, <title>, <html>: the head, wherever it stands; and notes
 * where the sources below are.                                  meta_head.c */
void meta_head(struct meta *);

/* Is it a <script type="application/ld+json">?                meta_jsonld.c */
bool meta_is_jsonld(const struct dom *, uint32_t node);
void meta_jsonld(struct meta *, uint32_t script);
/* What another script tells of the page to those who count visits. */
void meta_data_layer(struct meta *, uint32_t script);

/* Elements with itemprop, or with property outside of <meta>.  meta_items.c */
void meta_items(struct meta *);

/* Bylines, datelines, highlights, copyright lines that a reader sees; after
 * the title is known.                                        meta_visible.c */
void meta_visible(struct meta *);

/* Chooses the title and the heading that shows it.             meta_title.c */
void meta_title(struct meta *);

#endif
