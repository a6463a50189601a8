/*
 * read.h -- what the parts of the EPUB reader share.
 *
 *	reader.c	the plug-in; which files make which article
 *	contents.c	the table of contents: navigation document or NCX
 *	chapter.c	XHTML to HTML, for the reader of that
 *	notes.c		notes in a file of their own, to the articles they are
 *of masthead.c	title, byline and dates of an article that Octavo wrote facts.c
 *the package's metadata into META
 *
 * The container and the package document are read by plugins/bookcheck, which
 * keeps quiet about what is merely wrong; the text is read as HTML without
 * looking for an article: a book's text is the text.
 */
#ifndef READ_H
#define READ_H

#include "check.h"
#include "package.h"

/* A line of the contents. */
struct line {
	struct line *next;
	const char *title; /* of the line, and of the one of level 1 above */
	const char *part;
	const struct entry *entry; /* NULL: it leads nowhere */
	uint32_t level;
};

struct text {
	char *p;
	size_t n, cap;
};

/* A note: the block that has the id, or an anchor in it that has it. */
struct note {
	struct note *next;
	const char *id;
	struct notes *in;
	struct note *lead; /* the first with the same block, which has what
		follows; or itself */
	uint32_t block; /* which of the file's elements it is, from 1 */
	size_t from, to; /* in the file's text; to: 0 if it does not end */
	bool wanted; /* the article that is being read refers to it */
	struct note *next_wanted;
};

/* What a file of notes has. */
struct notes {
	struct text text; /* HTML */
	struct note *first, **end;
	struct note **by_id; /* in order of ids */
	size_t n;
	uint32_t elements;
	size_t spent; /* bytes that articles have of it */
	bool *used; /* by number of the element: an article has it */
};

/* One article's files, on their way into HTML. */
struct chapter {
	struct check *c;
	const struct html_reader *html;
	struct text body;
	const char *lang, *dir, *title, *part;
	struct entry *first; /* its first file; NULL: nothing yet */
	uint32_t files, lost; /* pictures that are not in the book */
	bool apart; /* the file says itself: cover, title page */
	bool all_notes; /* ... nothing but notes */
	struct notes *notes; /* where those of the file are noted; or NULL */
	const struct notes *rest; /* those that are used are left out; or NULL
				   */
	struct note *wanted, *wanted_last; /* in order of first reference */
	struct masthead {
		bool ours; /* Octavo wrote it */
		const char *section, *subtitle, *published, *modified;
		const char *canonical, *rights, *licence, *licence_href;
		const char *byline, *publisher, *location;
		struct text highlights; /* one a line */
	} head;
};

/* contents.c: in order; NULL where there are none. */
struct line *contents_read(struct check *);

/* chapter.c: adds the file to the article's HTML. */
void chapter_add(struct chapter *, struct entry *);
void text_put(struct text *, const char *, size_t);
void text_free(struct text *);

/* notes.c: finds the files of the spine that are nothing but notes. */
void notes_find(struct check *, struct entry *const *spine, size_t n);
/* Before the ids of notes, which stand in another article's text. */
#define NOTE_ID "note."
/* The note with that id, or NULL. */
struct note *notes_get(const struct notes *, const char *id);
/* The article refers to it; false if it can't have it. */
bool notes_want(struct chapter *, struct note *);
/* Adds those that it refers to. */
void notes_add(struct chapter *);
/* Is there more than headings? */
bool notes_are_left(const struct text *html);

/* masthead.c: takes an element of the header or footer of such an article;
 * `text` is all that is in it. */
void masthead_take(struct chapter *, const char *name, const char *class,
    const char *text, size_t n);
void masthead_link(struct chapter *, const char *href, const char *text);
/* With the words of the dateline before it. */
void masthead_time(
    struct chapter *, const char *datetime, const char *words, size_t n);
void masthead_write(const struct chapter *, oct_node *article);

/* facts.c */
void facts_article(struct check *, oct_node *article, bool alone);
void facts_book(struct check *);
void facts_cover(struct check *); /* the picture, for the book */
void facts_file_as(struct check *, oct_node *article);

#endif
