#include <octavo/sugar.h>

#include "charset.h"
#include "cleaning.h"
#include "markdown.h"
#include "memory.h"

static enum map_images
images_wanted(const oct_api *api, const oct_options *options)
{
	oct_str s = api->opt_str(options, "images");

	return oct_is(s, "link") ? MAP_IMAGES_LINK
	    : oct_is(s, "drop")  ? MAP_IMAGES_DROP
				 : MAP_IMAGES_EMBED;
}

static enum extract_mode
cleaning_wanted(const oct_api *api, const oct_options *options)
{
	oct_str s = api->opt_str(options, "extract");

	return oct_is(s, "none")     ? EXTRACT_NONE
	    : oct_is(s, "precision") ? EXTRACT_PRECISION
	    : oct_is(s, "recall")    ? EXTRACT_RECALL
				     : EXTRACT_AUTO;
}

/* The only first-level heading of a document, where it is its first block and
 * not its last, is the title, which lives in META. */
static void
take_title(struct markdown *md)
{
	const oct_api *api = md->api;
	oct_node *first = api->first(api->part(md->article, OCT_BODY)), *n;
	oct_node *known = api->field(md->article, OCT_M_TITLE);
	oct_str title;

	if (api->kind(first) != OCT_HEADING ||
	    api->get_int(first, OCT_P_LEVEL, 0) != 1 ||
	    api->next(first) == NULL)
		return;
	for (n = api->next(first); n != NULL; n = api->next(n))
		if (api->kind(n) == OCT_HEADING &&
		    api->get_int(n, OCT_P_LEVEL, 0) == 1)
			return;
	title = api->text_of(md->job, first);
	if (title.n == 0 ||
	    (known != NULL &&
		!oct_is(api->get_str(known, OCT_P_TEXT), title.p)))
		return;
	api->add_field(
	    md->job, md->article, OCT_M_TITLE, title.p, title.n, "heading", 60);
	api->drop(md->job, first);
}

/* Numbers the nodes in their order. */
static void
note_places(struct markdown *md)
{
	struct oct_walk w = oct_walk_start(md->article);
	int64_t place = 0;

	while (oct_walk_next(md->api, &w)) {
		uint32_t kind = md->api->kind(w.node);

		if (w.enter &&
		    (kind & OCT_BLOCK || kind == OCT_NOTE || kind == OCT_DROP))
			md->api->set_int(md->job, w.node, OCT_P_PLACE, ++place);
	}
}

/* All that cmark does; memory_run() may leave it at any of its calls. */
static void
parse_and_map(void *arg)
{
	struct markdown *md = arg;
	cmark_node *root = dialect_parse(md->api, md->job, md->text, md->len);

	if (root != NULL)
		map_document(md, root);
}

static oct_status
fail_memory(struct markdown *md, oct_status status)
{
	md->api->fail(md->job, status, "markdown.memory",
	    status == OCT_ELIMIT
		? "the text takes more memory to read than 900 MiB; it is "
		  "refused"
		: "there was no memory to read the text");
	return md->api->status(md->job);
}

oct_status
markdown_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	const oct_options *options = api->options(job);
	struct markdown md = { .api = api, .job = job };
	struct charset_text text;
	oct_status status;

	(void)inst;
	if (charset_read(api, job, in, 0, &text) != OCT_OK)
		return api->status(job);
	md.article = api->add_article(job);
	md.text = text.p;
	md.len = text.n;
	md.images = images_wanted(api, options);
	front_read(&md);
	if (!limits_allow(&md))
		return api->status(job);
	status = memory_run(parse_and_map, &md);
	if (status != OCT_OK)
		return fail_memory(&md, status);
	if (api->opt_int(options, "places"))
		note_places(&md);
	places_note(&md);
	if (!clean_article(api, job, md.article, cleaning_wanted(api, options),
		oct_is(api->opt_str(options, "comments"), "keep")))
		take_title(&md);
	places_tell(&md);
	map_guess_language(api, job, md.article);
	return api->status(job);
}
