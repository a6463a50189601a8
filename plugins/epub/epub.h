/*
 * epub.h -- EPUB 3.3 from one article or from a book of several; private.
 *
 *	epub.c		the plug-in: options, the order of the work
 *	book.c		what the book is: articles, titles, languages, links
 *	name.c		names of files that stay
 *	division.c	the parts of a book, and their pages
 *	split.c		where an article is cut into files
 *	picture.c	resources to files, each content once
 *	svg.c css.c	cleaned of what runs or is fetched
 *	chapter.c	the XHTML of an article
 *	cover.c		the cover's picture: given, or made
 *	front.c		the pages of cover and title
 *	authors.c	index of authors
 *	nav.c		navigation document and NCX
 *	package.c	package document, accessibility metadata
 *	identity.c	UUID and dates
 *	font.c subset.c style.c	embedded fonts, style sheets
 *	container.c	the zip
 */
#ifndef EPUB_H
#define EPUB_H

#include "image.h"
#include "links/links.h"
#include "xhtml/xhtml.h"

/* One file of the container, below EPUB/. */
/* Bytes that were deflated (RFC 1951) before they came here. */
struct deflated {
	const unsigned char *p;
	size_t n;
	size_t size; /* of what they are made of */
	uint32_t crc; /* CRC-32 of that */
};

/* Of --epub-style; styles.c, which make_styles.py makes. */
struct style {
	const char *name;
	struct deflated sheet;
};
extern const struct style styles[];
extern const size_t n_styles;

struct file {
	struct file *next;
	oct_str name; /* "text/001.xhtml" */
	oct_str id; /* in the manifest */
	const char *media_type;
	const char *properties; /* of the manifest item, or NULL */
	const void *data; /* not of what is deflated */
	size_t size;
	const struct deflated *deflated; /* or NULL */
	int spine; /* 0: not in it */
	int stored; /* packed already: no deflate */
	int is_cuttable; /* a font that may be cut down */
};

struct article {
	const oct_node *node;
	oct_str origin, name; /* what it is named by, and the name */
	size_t copy; /* of how many others from there it comes after */
	const struct division *division; /* or NULL */
	oct_str title; /* never empty */
	int titled; /* the title is the article's own */
	oct_str lang, dir; /* lang is well-formed or "" */
	oct_str url; /* absolute, or "" */
	struct xhtml_index index;
	const oct_node **breaks; /* nodes that begin a file */
	size_t n_breaks;
	const oct_entry *outline;
	size_t n_outline;
	const struct words *words;
};

/* A part of the book: a run of its articles. */
struct division {
	oct_str title, name; /* name of the page, from EPUB/ */
	const struct article *first;
};

struct picture {
	uint32_t resource;
	oct_str url;
	uint8_t sha256[32];
	const char *media_type, *extension; /* NULL: nothing to show */
	const void *data;
	size_t size;
	uint32_t width, height; /* pixels; 0: not known */
	int animated;
	struct picture *same; /* the first one with these bytes */
	struct file *file; /* of that one; made when first used */
};

struct book {
	const oct_api *api;
	oct_job *job;
	const oct_options *options;
	struct out out; /* what is being written now */
	struct article *articles;
	size_t n_articles;
	struct division *divisions;
	size_t n_divisions;
	struct links links;
	struct picture *pictures; /* by resource */
	size_t n_pictures;
	struct file *files, **files_end; /* in order of the container */
	oct_str title, lang, dir;
	const struct words *words;
	struct xhtml_facts facts; /* of the book */
	int animated; /* some picture moves */
	oct_str sheets[32]; /* names of the style sheets, from EPUB/ */
	size_t n_sheets;
	int restyled; /* by the user */
	const struct file *cover; /* the cover's picture, or NULL */
	struct credit *credits; /* authors.c */
	size_t n_credits;
	/* names; "" if there is none */
	oct_str cover_page, title_page, nav, author_index;
	oct_str identifier; /* urn:uuid:... */
};

/* The first value of a field, "" if there is none. */
oct_str book_field(const struct book *, const oct_node *owner, uint32_t key);

/* book.c: finds out all that can be said before writing. */
void book_open(struct book *);
/* A file of the book, added at its end; NULL without memory. */
struct file *book_add(struct book *, oct_str name, const char *media_type,
    const void *data, size_t size);
/* The file that a part of an article goes to, from EPUB/. */
oct_str
book_part_name(const struct book *, const struct article *, uint32_t part);
/* Where the text begins: the first part, or the first article. */
oct_str book_start(const struct book *);
/* The language and direction of what is of the article's, where these are not
 * the book's, as attributes. */
void book_language(struct book *, const struct article *);
/* What a link of the article leads to: a place in the book, an address that
 * readers can open, or "". */
oct_str
book_link(struct book *, struct article *from, uint32_t part, oct_str href);

/* name.c: a name from an address or a title, for the copy-th of those with one
 * (0: the first); and the names of all articles. */
oct_str name_make(struct book *, oct_str from, size_t copy);
void names_give(struct book *);

/* division.c */
void divisions_open(struct book *);
void division_write(struct book *, const struct division *);

/* split.c */
void split_article(struct book *, struct article *);

/* picture.c */
void pictures_open(struct book *);
struct picture *picture_find(const struct book *, uint32_t resource);
/* The file with the picture in it; NULL if it can't be shown. */
struct file *picture_file(struct book *, struct picture *);
/* Finds out what the bytes are, and makes of them what a book can show;
 * media_type stays NULL where that can't be done, which is reported. */
void picture_examine(struct book *, struct picture *);

/* The picture is what was made instead of it; 0 if nothing was. */
struct picture_made;
int picture_take(
    struct book *, struct picture *, oct_status, struct picture_made *);

/* cover.c: puts the picture that was given into the book, or makes one. */
void cover_open(struct book *);

/* svg.c: the drawing without scripts and without what lies outside of it;
 * "" if the bytes are no such drawing. */
oct_str
svg_clean(const oct_api *, oct_job *, const void *, size_t, int *animated);

/* css.c: is it a list of plain declarations, or of plain rules? */
int css_is_declarations(const char *);
int css_is_rules(const char *);

/* The head of a content document up to <body>, and its end; the file starts
 * with an empty out.  `up` leads from the file to EPUB/: "" or "../". */
void page_begin(struct book *, oct_str title, oct_str lang, oct_str dir,
    const char *up, const char *body_attributes);
struct file *page_end(struct book *, oct_str name);

/* Each writes its files into the book. */
void styles_write(struct book *);
void fonts_write(struct book *);
void fonts_subset(struct book *); /* subset.c: once all else is written */
void front_write(struct book *);
void nav_write(struct book *);
void chapter_write(struct book *, struct article *);

/* authors.c: is there to be an index?  And its page. */
void authors_open(struct book *);
void authors_write(struct book *);

/* package.c: the package document and the NCX's twin facts. */
oct_str package_document(struct book *);
/* nav.c */
oct_str nav_ncx(struct book *);

/* identity.c */
oct_str identity_uuid(struct book *);
/* CCYY-MM-DDThh:mm:ssZ for dcterms:modified. */
oct_str identity_modified(struct book *);
/* The date as W3CDTF has it, cut to the day where it is no such; or "". */
oct_str identity_date(struct book *, oct_str iso);

/* container.c: packs the book and emits it. */
void container_write(struct book *, oct_str package);

/* font.c */
struct font {
	const char *media_type, *extension;
	oct_str family;
	int weight, italic;
	int is_cuttable;
};
/* 0 if the bytes are no font that EPUB knows. */
int font_examine(struct book *, const uint8_t *, size_t, struct font *);

#endif
