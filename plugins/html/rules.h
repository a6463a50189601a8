/*
 * rules.h -- rules for sites (octavo-rules(5)): where on the pages of a site
 * title, body, author and date are, and what is none of the article.
 *
 *	rules_choose()    URL -> the rules of the page's host    rules_choose.c
 *	rules_parse()     the text of a file -> rules            rules_parse.c
 *	rules_rewrite()   find_string, replace_string            rules_text.c
 *	rules_open() ...  the rest, over the DOM                 rules_apply.c,
 *	                                                         rules_facts.c
 *
 * Expressions are evaluated by the plug-in that gives XPATH_EXTENSION; it is
 * asked for by the first page that has one.
 */
#ifndef RULES_H
#define RULES_H

#include "html.h"
#include "xpath.h"

#define RULES_FILES 8

enum rule_kind {
	RULE_IGNORED, /* known, but of no use to who never fetches a page */
	RULE_TITLE,
	RULE_BODY,
	RULE_AUTHOR,
	RULE_DATE,
	RULE_STRIP,
	RULE_STRIP_ID_OR_CLASS,
	RULE_STRIP_IMAGE_SRC,
	RULE_SINGLE_PAGE_LINK,
	RULE_NEXT_PAGE_LINK,
	RULE_IF_PAGE_CONTAINS,
	RULE_NATIVE_AD_CLUE,
	RULE_WRAP_IN,
	RULE_FIND_STRING,
	RULE_REPLACE_STRING,
	RULE_TEST_URL,
	RULE_TEST_CONTAINS,
	RULE_SRC_LAZY_LOAD_ATTR,
	RULE_PRUNE,
	RULE_AUTODETECT_ON_FAILURE,
	RULE_SKIP_JSON_LD,
	RULE_KINDS
};

struct rule {
	uint8_t kind;
	uint8_t file; /* number of rules.paths */
	uint32_t line;
	uint32_t condition; /* of a link: the if_page_contains; 0: none */
	oct_str value;
	oct_str argument; /* of wrap_in(TAG) */
};

struct rules {
	const oct_api *api;
	oct_job *job;
	struct rule *list; /* list[0] is none */
	size_t count, room;
	oct_str paths[RULES_FILES]; /* "": the input is the file itself */
	uint8_t file_count;
	uint8_t own_count; /* files of this very site: of the others, which
		many pages share, it is not said what matched nothing */
	bool trace; /* --trace-rules */
};

/* The name of a directive of that kind, as the files have it. */
const char *rule_name(enum rule_kind);

/* "PATH:LINE: ..." in a report with that code. */
void rules_report(const struct rules *, const struct rule *, int32_t severity,
    const char *code, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Adds the rules of a file, and reports what in it is wrong.  False without
 * memory; the job knows. */
bool rules_parse(struct rules *, oct_str path, oct_str bytes);

/* The last rule of that kind decides of those in the first file that has one;
 * `unset` where none has. */
bool rules_flag(const struct rules *, enum rule_kind, bool unset);

/* The rules for a page with that URL: of a file that --rules names, whatever
 * the URL; of a folder, those of the host and what they let come after them.
 * `dom` is looked at for what made the page.  NULL where there are none. */
struct rules *rules_choose(const struct page *, oct_str url);

/* The text with the strings replaced; NULL where there was nothing to replace.
 * Memory of the job. */
char *
rules_rewrite(const struct rules *, const char *text, size_t n, size_t *out);

/* Rules at work on a page. */
struct rules_run {
	struct page *page;
	struct dom *dom; /* the page's, to be changed */
	struct rules *rules;
	const struct xpath_api *xpath;
	struct xpath_page *open; /* NULL until an expression comes */
	bool lacking; /* there is no XPath to be had; it was said */
	struct extraction *x; /* from rules_strip() on */
};

void
rules_open(struct rules_run *, struct page *, struct dom *, struct rules *);
void rules_close(struct rules_run *);

/* Evaluates; false where the rule can't be, which was said. */
bool
rules_eval(struct rules_run *, const struct rule *, struct xpath_value *value);
/* Says how often the rule matched. */
void rules_matched(const struct rules_run *, const struct rule *, size_t times);

/* In this order: META and links to other pages, changes of the DOM, marks in
 * the extraction, the article's roots.  rules_body() says whether it found any;
 * `must` is set where there is no article then. */
void rules_facts(struct rules_run *, const oct_input *);
void rules_change(struct rules_run *);
void rules_strip(struct rules_run *, struct extraction *);
bool rules_body(struct rules_run *, bool *must);

/* Of a traced page: does the article hold what test_contains says? */
void rules_test(const struct rules_run *);

#endif
