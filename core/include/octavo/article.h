/*
 * octavo/article.h -- the numbers of the article model: kinds of node, their
 * properties, metadata keys, reasons.  Numbers only: the functions that build
 * and walk the tree are in plugin.h, the prose is in octavo-article(5).
 *
 * The tree of a job:
 *
 *	BOOK
 *	  META              FIELD*: of the book as a whole
 *	  ARTICLE*            what one reader found, one or more per input
 *	    META              FIELD*: title, authors, dates ... with origins
 *	    BODY              blocks: what a person came to read
 *	    NOTES             NOTE*: foot- and endnotes, referred to by NOTEREF
 *	    DROPPED           DROP*: what was left out, and why
 *
 * A number, once published, keeps its meaning for ever; new ones are added.
 * The class bits in the top byte tell a plug-in how to treat a kind that it
 * has never heard of: descend into a block on lines of its own, descend into
 * an inline in place, print the OCT_P_TEXT of a leaf.
 */
#ifndef OCT_ARTICLE_H
#define OCT_ARTICLE_H

#include <stdint.h>

#define OCT_BLOCK 0x01000000u /* stands on lines of its own */
#define OCT_INLINE 0x02000000u /* stands in a line of text */
#define OCT_LEAF 0x04000000u /* has no children; its text is a property */
#define OCT_PART 0x08000000u /* frame of the tree, made by the host */

/*
 * Kinds.  What may stand in what is checked by the host at each call:
 *
 * blocks   BODY SECTION QUOTE ASIDE NOTE DROP hold blocks.  An inline that is
 *          added to them is taken; normalising wraps runs of them in a P.
 * flow     ITEM CELL DEFINITION hold either blocks or inlines; where a reader
 *          mixes them, normalising wraps the runs of inlines in a P each.
 * lines    P HEADING TERM CAPTION CREDIT PRE and every inline that is no leaf
 *          hold inlines.
 * fixed    LIST holds ITEM; DEFLIST holds TERM and DEFINITION; TABLE holds one
 *          CAPTION, one HEAD and ROWs; HEAD holds ROW; ROW holds CELL; FIGURE
 *          holds blocks, IMAGE, one CAPTION and one CREDIT.
 */
enum {
	/* parts */
	OCT_BOOK = OCT_PART | 1,
	OCT_ARTICLE = OCT_PART | 2,
	OCT_META = OCT_PART | 3,
	OCT_BODY = OCT_PART | 4,
	OCT_NOTES = OCT_PART | 5,
	OCT_DROPPED = OCT_PART | 6,
	OCT_FIELD = OCT_PART | OCT_LEAF | 7, /* in META; see add_field */
	OCT_NOTE = OCT_PART | 8, /* in NOTES; needs OCT_P_ID */
	OCT_DROP = OCT_PART | 9, /* in DROPPED; one dropped block */

	/* blocks */
	OCT_SECTION = OCT_BLOCK | 1, /* made by normalising, never by readers */
	OCT_HEADING = OCT_BLOCK | 2, /* OCT_P_LEVEL 1..6 */
	OCT_P = OCT_BLOCK | 3,
	OCT_LIST = OCT_BLOCK | 4, /* OCT_P_ORDERED, OCT_P_START */
	OCT_ITEM = OCT_BLOCK | 5, /* OCT_P_CHECKED for a task */
	OCT_DEFLIST = OCT_BLOCK | 6,
	OCT_TERM = OCT_BLOCK | 7,
	OCT_DEFINITION = OCT_BLOCK | 8,
	OCT_QUOTE = OCT_BLOCK | 9, /* OCT_P_CITE_URL */
	OCT_CODEBLOCK = OCT_BLOCK | OCT_LEAF | 10, /* OCT_P_CODE_LANG, _TEXT */
	OCT_PRE = OCT_BLOCK | 11, /* verse, addresses: white space counts */
	OCT_RULE = OCT_BLOCK | OCT_LEAF | 12, /* a break of thought */
	OCT_FIGURE = OCT_BLOCK | 13,
	OCT_CAPTION = OCT_BLOCK | 14, /* of a FIGURE or a TABLE */
	OCT_CREDIT = OCT_BLOCK | 15, /* who made the picture */
	OCT_TABLE = OCT_BLOCK | 16,
	OCT_HEAD = OCT_BLOCK | 17, /* the header rows of a TABLE */
	OCT_ROW = OCT_BLOCK | 18,
	OCT_CELL =
	    OCT_BLOCK | 19, /* OCT_P_HEADER, _COLSPAN, _ROWSPAN, _ALIGN */
	OCT_ASIDE = OCT_BLOCK | 20, /* OCT_P_ROLE, one of OCT_ROLE_* */
	OCT_MEDIA = OCT_BLOCK | OCT_LEAF | 21, /* audio, video, embed:
		OCT_P_HREF, _TITLE, _MEDIA_TYPE, _ROLE, _RESOURCE (poster) */
	OCT_MATHBLOCK = OCT_BLOCK | OCT_LEAF | 22, /* _NOTATION, _TEXT, _ALT */
	OCT_RAWBLOCK = OCT_BLOCK | OCT_LEAF | 23, /* _FORMAT, _TEXT; written
	       by writers of that format alone */

	/* inlines */
	OCT_TEXT = OCT_INLINE | OCT_LEAF | 1, /* OCT_P_TEXT */
	OCT_EM = OCT_INLINE | 2,
	OCT_STRONG = OCT_INLINE | 3,
	OCT_U = OCT_INLINE | 4,
	OCT_DEL = OCT_INLINE | 5,
	OCT_INS = OCT_INLINE | 6,
	OCT_MARK = OCT_INLINE | 7,
	OCT_SMALL = OCT_INLINE | 8,
	OCT_SUP = OCT_INLINE | 9,
	OCT_SUB = OCT_INLINE | 10,
	OCT_CODE = OCT_INLINE | 11, /* white space counts, as in all code */
	OCT_KBD = OCT_INLINE | 12,
	OCT_Q = OCT_INLINE | 13,
	OCT_CITE = OCT_INLINE | 14,
	OCT_ABBR = OCT_INLINE | 15, /* OCT_P_TITLE: the long form */
	OCT_TIME = OCT_INLINE | 16, /* OCT_P_DATETIME */
	OCT_LINK = OCT_INLINE | 17, /* OCT_P_HREF: as resolve() gives it */
	OCT_IMAGE = OCT_INLINE | OCT_LEAF | 18, /* OCT_P_RESOURCE, _ALT, _TITLE,
		_WIDTH, _HEIGHT in CSS pixels as the source says them */
	OCT_NOTEREF = OCT_INLINE | OCT_LEAF | 19, /* OCT_P_REF, _TEXT (label) */
	OCT_RUBY = OCT_INLINE | 20, /* base text, then RT, and so on */
	OCT_RT = OCT_INLINE | 21, /* in RUBY */
	OCT_MATH = OCT_INLINE | OCT_LEAF | 22, /* _NOTATION, _TEXT, _ALT */
	OCT_SPAN = OCT_INLINE | 23, /* carries OCT_P_LANG, _DIR or _ID */
	OCT_BR = OCT_INLINE | OCT_LEAF | 24, /* a line break that counts */
	OCT_RAW = OCT_INLINE | OCT_LEAF | 25 /* OCT_P_FORMAT, OCT_P_TEXT */
};

/*
 * Properties.  Strings below 0x1000, integers from 0x1000.  A property that
 * the host does not know for a kind is refused (OCT_EBUG), those on any node
 * are always taken.
 */
enum {
	/* strings, on any node */
	OCT_P_ID = 1, /* unique in its article; an XML name without colon */
	OCT_P_LANG = 2, /* BCP 47 tag, in its canonical case */
	OCT_P_DIR = 3, /* "ltr" or "rtl" */

	/* strings */
	OCT_P_TEXT = 10, /* of leaves; a FIELD's value */
	OCT_P_HREF = 11, /* LINK, MEDIA; fields that carry a link */
	OCT_P_TITLE = 12,
	OCT_P_ALT = 13, /* "" (set, empty) marks a decorative image */
	OCT_P_CITE_URL = 14, /* QUOTE */
	OCT_P_CODE_LANG = 15, /* "c", "python": as in the source's class */
	OCT_P_ROLE = 16, /* ASIDE, MEDIA: OCT_ROLE_* below, by name */
	OCT_P_ALIGN = 17, /* CELL: "left", "center", "right" */
	OCT_P_MEDIA_TYPE = 18,
	OCT_P_NOTATION = 19, /* MATH: "tex" or "mathml" */
	OCT_P_FORMAT = 20, /* RAW */
	OCT_P_DATETIME = 21, /* TIME: as in HTML's datetime */
	OCT_P_REF = 22, /* NOTEREF: id of the NOTE */

	/* strings of FIELD */
	OCT_P_FROM = 30, /* origin: "json-ld", "opengraph", "text" ...; of BODY:
		"json-ld", "state" where it is from data in the page, not from
		its mark-up */
	OCT_P_AFFILIATION = 31, /* of an author */
	OCT_P_FILE_AS = 32, /* of an author: "Woolf, Virginia" */
	OCT_P_CAPTURED = 33, /* of source: when the page was scraped */
	OCT_P_DIGEST = 34, /* of source: "sha256:" and 64 hex digits */
	OCT_P_POSITION = 35, /* of series: "3", "2.1": which one of it */

	/* strings of DROP */
	OCT_P_REASON = 40, /* "navigation", "related", ...: OCT_REASON list */
	OCT_P_STEP = 41, /* which step dropped it: "clean", "extract" ... */
	OCT_P_PATH = 42, /* where in the source: "html/body/div[2]/ul" */

	/* strings of ARTICLE; the first three are set by the host */
	OCT_P_READER = 50,
	OCT_P_OPTIONS = 51,
	OCT_P_TOOL = 52,
	OCT_P_PART = 53, /* title of the part of the book that it is in; those
		that follow one another and have the same are one part */

	/* integers */
	OCT_P_LINE = 0x1000, /* on any node: line in the source, from 1 */
	OCT_P_COLUMN = 0x1001, /* on any node: column in bytes, from 1 */
	OCT_P_MADE = 0x1002, /* on any node: 1 = not in the source */
	OCT_P_LEVEL = 0x1003, /* HEADING 1..6 */
	OCT_P_ORDERED = 0x1004,
	OCT_P_START = 0x1005,
	OCT_P_CHECKED = 0x1006, /* ITEM: 0 open, 1 done; absent: no task */
	OCT_P_HEADER = 0x1007, /* CELL: 1 = header cell */
	OCT_P_COLSPAN = 0x1008, /* CELL: 1..1000 */
	OCT_P_ROWSPAN = 0x1009, /* CELL: 1..65534 */
	OCT_P_WIDTH = 0x100a,
	OCT_P_HEIGHT = 0x100b,
	OCT_P_RESOURCE = 0x100c, /* number that add_resource gave; never 0 */
	OCT_P_KEY = 0x100d, /* FIELD: OCT_M_*; set by add_field */
	OCT_P_WEIGHT = 0x100e, /* FIELD: how far to trust it, 0..100 */
	OCT_P_LOST = 0x100f, /* FIELD: 1 = a candidate that lost; by the host */
	OCT_P_CONFIDENCE = 0x1010, /* ARTICLE: 0..1000, thousandths */
	/* On any node, where a reader's option "places" asks for it: the order
	 * of the source (of two nodes of an input, the greater one comes later)
	 * and how likely the reader took what is there for the article, in
	 * thousandths. */
	OCT_P_PLACE = 0x1011,
	OCT_P_SCORE = 0x1012
};

/*
 * Metadata keys (of FIELD).  "one": one value wins, the others stay as
 * candidates that lost.  "many": all values of the best origin stand, those
 * of other origins that differ are candidates.
 */
enum {
	OCT_M_TITLE = 1, /* one */
	OCT_M_SUBTITLE = 2, /* one */
	OCT_M_AUTHOR = 3, /* many; a name; _AFFILIATION, _FILE_AS, _HREF,
		_ROLE */
	OCT_M_PUBLISHER = 4, /* one */
	OCT_M_SECTION = 5, /* one: the department of a newspaper */
	OCT_M_KEYWORD = 6, /* many */
	OCT_M_PUBLISHED = 7, /* one; ISO 8601, no more exact than the source */
	OCT_M_MODIFIED = 8, /* one; likewise */
	OCT_M_LANGUAGE = 9, /* one; BCP 47 */
	OCT_M_DESCRIPTION = 10, /* one */
	OCT_M_HIGHLIGHT = 11, /* many: summary points above an article */
	OCT_M_LOCATION = 12, /* one: the place of a dateline */
	OCT_M_RIGHTS = 13, /* one: the copyright line */
	OCT_M_LICENCE = 14, /* one; its name, OCT_P_HREF its URL */
	OCT_M_IDENTIFIER = 15, /* many: DOI, ISBN, URN */
	OCT_M_CANONICAL = 16, /* one: absolute URL */
	OCT_M_SOURCE = 17, /* one: URL or name of the input; by the host */
	OCT_M_IMAGE = 18, /* one: URL of the lead image; _RESOURCE */
	OCT_M_RELATED = 19, /* many: title; OCT_P_HREF */
	OCT_M_DIRECTION = 20, /* one: "ltr", "rtl" */
	OCT_M_NEXT_PAGE = 21, /* one: a link as the page has it, OCT_P_HREF made
		absolute: the page on which the article goes on */
	OCT_M_SINGLE_PAGE = 22, /* one: likewise: where all of it is */
	OCT_M_SERIES = 23, /* one: what it is a part of; OCT_P_POSITION */
	OCT_M_CONTRIBUTOR = 24 /* many: as author: who had a lesser part in it;
		of both OCT_P_ROLE is the MARC relator code, "trl"; an author's
		is "aut" where it is not said */
};

/* Roles (OCT_P_ROLE) of ASIDE ... */
#define OCT_ROLE_NOTE "note"
#define OCT_ROLE_TIP "tip"
#define OCT_ROLE_WARNING "warning"
#define OCT_ROLE_PULLQUOTE "pullquote"
#define OCT_ROLE_SUMMARY "summary"
#define OCT_ROLE_COMMENTS "comments" /* in no SECTION: of all the article */
/* ... and of MEDIA */
#define OCT_ROLE_AUDIO "audio"
#define OCT_ROLE_VIDEO "video"
#define OCT_ROLE_EMBED "embed"

/* Reasons (OCT_P_REASON) why a block was dropped. */
#define OCT_REASON_NAVIGATION "navigation"
#define OCT_REASON_HEADER "header"
#define OCT_REASON_FOOTER "footer"
#define OCT_REASON_RELATED "related"
#define OCT_REASON_COMMENTS "comments"
#define OCT_REASON_ADVERTISEMENT "advertisement"
#define OCT_REASON_SHARE "share"
#define OCT_REASON_CONSENT "consent"
#define OCT_REASON_HIDDEN "hidden"
#define OCT_REASON_FORM "form"
#define OCT_REASON_REPEATED "repeated"
#define OCT_REASON_METADATA "metadata" /* taken into META, said there */
#define OCT_REASON_BOILERPLATE "boilerplate"
#define OCT_REASON_SELECTOR "selector" /* --remove-selector, or a rule */
/* Words that serve the mark-up: line numbers of code, a formula's second form,
 * ways back from a note. */
#define OCT_REASON_MARKUP "markup"

#endif /* OCT_ARTICLE_H */
