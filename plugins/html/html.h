/*
 * html.h -- what the parts of the HTML reader say to one another.
 *
 * The reader goes through a page once, in this order; each part has files of
 * its own and sees nothing of the others but this header:
 *
 *	charset_read()   bytes -> UTF-8                       plugins/charset
 *	page_parse()     UTF-8 -> DOM                parse.c, plugins/dom
 *	page_settle()    what came late to its place          streamed.c
 *	rules_*()        what rules for the site say      rules*.c: in each step
 *	meta_collect()   DOM -> META, and struct page_facts   meta*.c
 *	extract_page()   DOM -> which nodes are the article   extract.c,
 *	                                                      plugins/extract
 *	map_*()          those nodes -> the model             plugins/mapping
 *	dropped_write()  the other nodes -> DROPPED           dropped.c
 *
 * The DOM is changed by none of the others but rules.  Memory comes from the
 * host's scratch() and goes with the job.  A failed allocation sticks in the
 * job: a part that gets NULL returns at once and leaves the rest to status().
 */
#ifndef HTML_H
#define HTML_H

#include <octavo/plugin.h>
#include <stdbool.h>

#include "decide.h"
#include "dom.h"
#include "reasons.h"

struct map; /* mapping.h */

/* Most nodes of one kind that the metadata step points at. */
#define FACT_NODES 8

/*
 * What the metadata step knows of the page that helps to find the article.
 * The node lists are 0-ended.
 */
struct page_facts {
	oct_str url; /* of the page, absolute, as far as known; "" */
	uint32_t title_node; /* the heading that shows the title; 0: none */
	/* Elements that hold nothing but a fact which META has now. */
	uint32_t byline[FACT_NODES + 1];
	uint32_t dateline[FACT_NODES + 1];
	uint32_t highlights[FACT_NODES + 1]; /* lists of story highlights */
};

/* One page on its way. */
struct page {
	const oct_api *api;
	oct_job *job;
	const struct dom *dom;
	oct_node *article;
	enum extract_mode mode;
	bool keep_ids; /* those that nothing in the page links to as well */
	bool keep_comments; /* --comments=keep */
	bool skip_json_ld; /* a rule says that it is wrong on this site */
	struct page_facts facts;
};

/* parse.c: the page's DOM, its limits reported as warnings and its parse errors
 * as notes; NULL after a failure, which the job then has.  And its tree as a
 * code block. */
struct dom *
page_parse(const oct_api *api, oct_job *job, const char *utf8, size_t len);
void page_dump(const struct page *page);

/* streamed.c: moves what the server sent late to where a script would, and says
 * how many parts.  Takes no memory; nothing gets deeper than the limit of the
 * DOM, and what would stays where it is.  A node may then follow ones of higher
 * numbers. */
unsigned page_settle(struct dom *d);

/* Which step dropped it: OCT_P_STEP. */
enum drop_step {
	STEP_NONE,
	STEP_SELECTOR, /* the user's selectors */
	STEP_RULE, /* rules for the site */
	STEP_METADATA, /* it says what META says */
	STEP_EXTRACT, /* it lies outside the article */
	STEP_CLEAN, /* it lies inside, but is none of it */
	STEP_COUNT
};

/*
 * Where the article is.
 *
 * The article is all below `roots`, in that order, but for the subtrees whose
 * top has a reason.  Everything else of the page is dropped: a node outside the
 * roots has its own reason, or else that of the nearest node around it, or else
 * DROP_BOILERPLATE.  So a reason is set on the top of what it is meant for, and
 * may be set inside and outside the roots.
 *
 * Roots are elements, disjoint, in the order of the document.
 */
struct extraction {
	uint8_t *reason; /* enum drop_reason for each of dom->node_count */
	uint8_t *step; /* enum drop_step, likewise */
	uint32_t *roots;
	size_t root_count; /* 0: the page has no article */
	bool chosen; /* the user or a rule chose the roots */
	bool prune; /* they did; what is named as none of the article
		and short goes from them */
	uint32_t *comments; /* the readers' discussion: elements, disjoint; they
		have the reason DROP_COMMENTS as well */
	size_t comment_count;
	int32_t confidence; /* 0..1000; -1: not said */
	int16_t *scores; /* by node, 0..1000, of the first block in it; -1:
		not judged.  NULL: nobody asks (--places) */
};

/*
 * Finds the article.  On entry reason and step are there, and zero but for
 * what --remove-selector and the metadata step have marked; these marks stay.
 * With --content-selector the roots are given too, and only cleaning is left
 * to do.  EXTRACT_NONE: one root, <body>, and only hidden parts are dropped.
 * Time and memory linear in the DOM.                              extract.c
 */
void extract_page(const struct page *, struct extraction *);

/*
 * A compact matcher of CSS selectors (Selectors Level 4, a part): lists, type,
 * *, #id, .class, [attr], [attr=v] with = ~= |= ^= $= *= and the flag i, the
 * combinators " " > + ~, :not(), :is(), :first-child, :last-child,
 * :nth-child(an+b), :empty.                                      selector.c
 */
struct selector;

/* Compiles; on an error NULL with *error naming what is not understood, or
 * NULL with *error NULL for lack of memory (the job has failed). */
struct selector *selector_compile(
    const oct_api *, oct_job *, const char *text, size_t n, const char **error);

/* Does it match the element?  Fastest when elements are asked for in the order
 * of the document; the sibling combinators look back at most 4096 elements. */
bool selector_matches(struct selector *, const struct dom *, uint32_t node);

/* The metadata of the page, into page->article's META and page->facts, and the
 * base of its links, to the host.                                  meta.c */
void meta_collect(struct page *, const oct_input *);

/* A DROP node in the article's DROPPED for each part that was left out: the
 * greatest subtrees that hold neither a root nor a reason of their own further
 * down.                                                         dropped.c */
void
dropped_write(const struct page *, const struct extraction *, struct map *);

#endif
