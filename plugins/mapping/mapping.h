/*
 * mapping.h -- from the compact DOM (dom.h) into the article model, through
 * the host's table (plugin.h).  The html reader maps the parts of a page that
 * are the article; the markdown readers map the HTML that stands in Markdown.
 *
 *	struct map *m = map_open(&(struct map_source){
 *	    .api = api, .job = job, .article = article, .dom = dom,
 *	    .skip = extraction.reason });
 *	map_node(m, root, api->part(article, OCT_BODY));
 *	map_notes(m);
 *	map_dropped(m, nav, OCT_REASON_NAVIGATION, "extract");
 *
 * What becomes what is said in octavo-article(5), "From HTML".  Whatever the
 * DOM, the tree that comes out is one that the host accepts: blocks inside of
 * inlines split those and open them anew, text that stands where only blocks
 * may gets a paragraph of its own, words are neither lost nor glued.
 *
 * Time and memory are linear in the DOM; nothing recurses.  All memory comes
 * from api->scratch() and goes with the job, so there is nothing to close.
 * Failures stick in the job (plugin.h): look at api->status() at the end.
 * Every function takes NULL for the map and does nothing then.
 *
 * Threads: a map belongs to the thread that runs its job.  The DOM is only
 * read.
 */
#ifndef MAPPING_H
#define MAPPING_H

#include <octavo/plugin.h>
#include <stdbool.h>
#include <stdint.h>

#include "dom.h"

/* --images */
enum map_images {
	MAP_IMAGES_EMBED, /* IMAGE, with a resource */
	MAP_IMAGES_LINK, /* a LINK to the image; its text is the description */
	MAP_IMAGES_DROP /* nothing; captions stay */
};

/*
 * What to map, and where to.  Zero is right where nothing is known.
 *
 * article	the ARTICLE whose NOTES and DROPPED are written to
 * skip		for each of dom->node_count a byte: not 0, and the node with all
 *		below it is left out by map_node() and map_children().  NULL:
 *		nothing is left out.  Kept by the caller; it must not change
 *		between map_open() and map_notes().
 * url		the page's own URL, if known: links to a place in it are seen
 *		to be internal
 * line		the line of the source at which line 1 of the DOM stands;
 *		0 means 1
 * places	for each node where in the source it stands (OCT_P_PLACE), and
 * scores	how likely it is content, 0..1000, -1 where nobody judged
 *		(OCT_P_SCORE); NULL: not said.  Kept by the caller, as skip
 * fragment	the DOM is a piece of a greater document, so links to and from
 *		the rest of it may exist: every id is kept, and "#id" is not
 *		checked.  Otherwise ids that nothing links to are left out, and
 *		links to ids that are not there become plain text.
 * blank_lines	lines of nothing but no-break spaces are kept: books part scenes
 *		by them, pages only make room
 */
struct map_source {
	const oct_api *api;
	oct_job *job;
	oct_node *article;
	const struct dom *dom;
	const uint8_t *skip;
	const uint32_t *places;
	const int16_t *scores;
	oct_str url;
	uint32_t line;
	bool fragment;
	bool blank_lines;
	enum map_images images;
};

struct map;

/* Reads the whole DOM once, for what must be known beforehand: the targets of
 * internal links, the notes and what refers to them, what tables and lists
 * hold.  NULL when memory is out; the job knows. */
struct map *map_open(const struct map_source *);

/* Maps the node `n` (an element, a text) with all below it, to the end of
 * `to`: a BODY or another node that holds blocks, flow or lines (article.h).
 * Inlines that are mapped into one that holds blocks get paragraphs. */
void map_node(struct map *, uint32_t n, oct_node *to);

/* The same without the node itself: what is in it. */
void map_children(struct map *, uint32_t n, oct_node *to);

/* Adds what the tag of one inline element stands for (EM for <i>, LINK for
 * <a href>) and returns the node that takes its contents; `to` where the tag
 * stands for nothing.  Its children are not mapped.  For readers that meet the
 * tags of an element one by one. */
oct_node *map_inline(struct map *, uint32_t n, oct_node *to);

/* The e-mail address that such a link hides from scrapers until a script runs
 * (Cloudflare's "/cdn-cgi/l/email-protection#..."), in scratch memory; empty
 * for other links. */
struct dom_str map_email_in(const oct_api *, oct_job *, struct dom_str href);

/* Adds the language that the article's paragraphs are written in, by their
 * words, and its direction, where no field says one, or where a thousand bytes
 * of them are of another: templates say "en". */
void map_guess_language(const oct_api *, oct_job *, oct_node *article);

/* Writes the notes that what was mapped refers to, in the order of their first
 * reference, to the article's NOTES, and settles the internal links.  To be
 * called once, when all of the article has been mapped. */
void map_notes(struct map *);

/* Adds a DROP to the article's DROPPED: why (OCT_REASON_*) and in which step
 * it was left out, its path ("html/body/div[2]/ul"), its line, and below it
 * what the node and all in it map to, whatever `skip` says; without ids, and
 * without notes that map_notes() has written.  Call it after map_notes().
 * Adds nothing where no text, image or embed would be in it. */
void
map_dropped(struct map *, uint32_t n, const char *reason, const char *step);

/* What the mapping so far has made nothing of: the greatest subtree after n (0:
 * the first) that has words a reader sees and none of them in the article; 0 at
 * the end.  To be called when all else has been mapped and dropped. */
uint32_t map_unsaid(struct map *, uint32_t n);

/* Adds a DROP with the words of such a subtree, whatever its elements mean. */
void map_dropped_words(
    struct map *, uint32_t n, const char *reason, const char *step);

#endif
