/*
 * check.h -- what the parts of the check share.
 *
 *	bookcheck.c	the order of the work
 *	said.c		messages, strings
 *	container.c	the zip, and the files in it
 *	package.c	container.xml and the package document
 *	package_facts.c	its metadata, and the manifest against the files
 *	nav.c		navigation document and NCX
 *	content.c	XHTML and SVG: a pass over each
 *	content_rules.c	what one element can break
 *	style.c		what style sheets refer to
 *	links.c		references to files, and into them
 *	xml.c		libxml2, safely
 */
#ifndef CHECK_H
#define CHECK_H

#include <octavo/plugin.h>
#include <octavo/sugar.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_OPS "http://www.idpf.org/2007/ops"
#define NS_OPF "http://www.idpf.org/2007/opf"
#define NS_DC "http://purl.org/dc/elements/1.1/"
#define NS_SVG "http://www.w3.org/2000/svg"
#define NS_MATHML "http://www.w3.org/1998/Math/MathML"
#define NS_XML "http://www.w3.org/XML/1998/namespace"
#define NS_XLINK "http://www.w3.org/1999/xlink"
#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"

/* What a content document makes use of, and its manifest item must say. */
enum {
	USES_SVG = 1,
	USES_MATHML = 2,
	USES_SCRIPT = 4,
	USES_REMOTE = 8,
	IS_NAV = 16,
	IS_COVER = 32
};

struct item {
	struct item *next;
	const char *id, *href, *media_type, *fallback;
	unsigned properties; /* of those above */
	struct entry *entry; /* NULL: not in the container */
	uint32_t spine; /* place in it, from 1; 0: not there */
	uint32_t line;
};

/* An id, by the file that it is in. */
struct anchor {
	struct anchor *next;
	const char *id;
	uint32_t order; /* of ids in the file */
};

/* One file of the container. */
struct entry {
	const char *name;
	zip_uint64_t index;
	size_t size;
	uint8_t *data; /* NULL: not loaded */
	struct item *item; /* NULL: not in the manifest */
	struct anchor **anchors; /* by hash, ANCHORS of them; content only */
	unsigned uses;
	bool apart; /* the guide says: cover, title page or contents */
	/* of a reader */
	bool taken; /* the host has its bytes */
	struct entry *article; /* the first file of the article it is in */
	struct notes *notes; /* those that are all there is in it; or NULL */
	uint32_t n_anchors;
};
#define ANCHORS 256

/* What a reference is for decides what it may point to. */
enum reference {
	REF_LINK, /* <a href>: to text */
	REF_NAV, /* in the contents */
	REF_RESOURCE /* an image, a style sheet */
};

/* A reference that is looked up when all files are known. */
struct link {
	struct link *next;
	struct entry *from;
	uint32_t line;
	enum reference kind;
	const char *href;
};

struct check {
	const oct_api *api;
	oct_job *job;
	const uint8_t *bytes; /* the container */
	size_t size;
	zip_t *zip;
	struct entry *entries; /* by name */
	size_t n_entries;
	struct entry *package, *nav, *ncx, *here; /* `here`: being looked at */
	struct item *items, **items_end;
	size_t n_items, n_spine;
	struct link *links, **links_end;
	struct package *facts; /* of the package document: package.h */
	struct content *content; /* the file being looked at: content.h */
	const char *identifier;
	const char *toc; /* spine's toc="", the NCX's id */
	unsigned errors, warnings;
	unsigned rules[64]; /* how often each was said, by hash */
	const char *source; /* of a reader: the book's name */
	bool quiet; /* a reader asks: errors go to `last`, the last of them */
	char last[800];
	char brief[32 << 10]; /* of keep_briefly() */
	size_t brief_n;
};

/* A message about the file `c->here`, at a line (0: none).  Of one rule the
 * first twenty are said. */
__attribute__((format(printf, 5, 6))) void found(struct check *,
    int32_t severity, const char *rule, uint32_t line, const char *fmt, ...);

/* A copy in the job's memory; "" for nothing. */
const char *keep(struct check *, const char *, size_t);
/* A copy that lives until the next element, or the next file. */
const char *keep_briefly(struct check *, const char *, size_t);

/* False: it is no container that can be opened.                  container.c */
bool container_open(struct check *);
struct entry *container_find(const struct check *, const char *name, size_t);
/* Unpacks; false, once said, for what can't be.  The data is there until
 * container_drop(). */
bool container_load(struct check *, struct entry *);
void container_drop(struct entry *);
/* Files that no manifest lists. */
void container_unlisted(struct check *);

/* False: there is none, and nothing more to look at.               package.c */
bool package_read(struct check *);
/* Of what the package says; once the content has been looked at. */
void package_facts(struct check *);
struct item *package_item(const struct check *, const char *id);

/* The entry that a href in the file `from` names, and its fragment; NULL.
 * Percent-encoding is undone.                                        links.c */
struct entry *href_target(struct check *, const struct entry *from,
    const char *href, const char **fragment);
/* Notes it, or says at once what is wrong with it by itself. */
void link_note(struct check *, enum reference, const char *href, uint32_t line);
void links_resolve(struct check *);
struct anchor *anchor_find(const struct entry *, const char *id);
struct anchor **anchor_slot(const struct entry *, const char *id);

void content_read(struct check *, struct entry *);
void nav_read(struct check *);
void style_read(struct check *, struct entry *);
void style_text(struct check *, const char *css, size_t, uint32_t line);

/* --- XML ------------------------------------------------------------------ */

struct tag {
	const char *name;
	const char *ns; /* "" for none */
	int n;
	const unsigned char **list; /* as libxml2 gives them */
	uint32_t line;
};

/* The value of an attribute, kept briefly; NULL without it.  ns: NULL for
 * none. */
const char *
tag_attr(struct check *, const struct tag *, const char *ns, const char *name);
/* The same, of no namespace, and for as long as the job. */
const char *tag_keep(struct check *, const struct tag *, const char *name);
bool tag_is(const struct tag *, const char *ns, const char *name);
/* Is the word among those of the list, parted by spaces? */
bool has_word(const char *list, const char *word);

struct xml_events {
	void (*open)(struct check *, void *, const struct tag *);
	void (*close)(struct check *, void *, uint32_t line);
	void (*text)(struct check *, void *, const char *, size_t);
	void (*doctype)(struct check *, void *, const char *name,
	    const char *public_id, const char *system_id);
};

/* Parses c->here, which is loaded; says if it isn't well-formed. */
bool xml_parse(struct check *, const struct xml_events *, void *data);

#endif
