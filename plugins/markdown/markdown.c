/*
 * markdown.c -- the two formats, and the choice between them; their readers are
 * loaded when there is something to read.
 */
#include "evidence.h"
#include "reader.h"

#include <stdio.h>

static const oct_option options[] = {
	{ "extract", "auto", "auto|none|precision|recall",
	    "how much of a page around the article is left out", OCT_OPT_CHOICE,
	    0 },
	{ "comments", "drop", "drop|keep",
	    "what becomes of the readers' discussion of an article",
	    OCT_OPT_CHOICE, 0 },
	{ "images", "embed", "embed|link|drop",
	    "what becomes of the article's images", OCT_OPT_CHOICE, 0 },
	{ "places", "false", NULL,
	    "note where in the source each block stood and how likely it is "
	    "the article, as -t explain shows it",
	    OCT_OPT_BOOL, OCT_OPT_ASIDE },
	{ 0 },
};

static const char *const extensions[] = { "markdown", "md", "mkd", "mdown",
	NULL };
static const char *const media_types[] = { "text/markdown", "text/x-markdown",
	NULL };

/* Evidence of Markdown.  Of a text that shows nothing of GitHub's dialect and
 * is short enough to have been seen whole, CommonMark is the plainer reading;
 * of a longer one the rest may have tables. */
static int32_t
commonmark_bid(const uint8_t *head, size_t len)
{
	int32_t bid = evidence_of_markdown(head, len);

	return bid > 0 && len < 4096 && evidence_of_gfm(head, len) == 0
	    ? bid + 1
	    : bid;
}

/* Evidence of Markdown, and of this dialect; a tie with CommonMark is broken
 * in favour of this, of which that is a part. */
static int32_t
gfm_bid(const uint8_t *head, size_t len)
{
	int32_t bid = evidence_of_markdown(head, len);

	return bid <= 0 ? bid
			: bid + evidence_of_gfm(head, len) + (len >= 4096);
}

static oct_status
read_by(const char *id, const oct_api *api, oct_job *job, const oct_input *in)
{
	const struct markdown_reader *reader = api->extension(id);
	char msg[120];

	if (reader != NULL)
		return reader->read(NULL, api, job, in);
	snprintf(
	    msg, sizeof(msg), "no plug-in gives %s, which would read it", id);
	api->fail(job, OCT_EPLUGIN, "markdown.reader", msg);
	return api->status(job);
}

static oct_status
commonmark_read(
    void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	(void)inst;
	return read_by(READER_COMMONMARK, api, job, in);
}

static oct_status
gfm_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	(void)inst;
	return read_by(READER_GFM, api, job, in);
}

static const oct_format commonmark = {
	.struct_size = sizeof(oct_format),
	.name = "commonmark",
	.summary = "Markdown as CommonMark 0.30 defines it",
	.roles = OCT_READS,
	.media_types = media_types,
	.extensions = extensions,
	.options = options,
	.bid = commonmark_bid,
	.read = commonmark_read,
};

static const oct_format gfm = {
	.struct_size = sizeof(oct_format),
	.name = "gfm",
	.summary = "Markdown in GitHub's dialect",
	.roles = OCT_READS,
	.media_types = media_types,
	.extensions = extensions,
	.options = options,
	.bid = gfm_bid,
	.read = gfm_read,
};

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(oct_plugin),
	.id = "org.octavo.markdown",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = (const oct_format *const[]){ &commonmark, &gfm, NULL },
};

OCT_PLUGIN_ENTRY(markdown)
{
	return &plugin;
}
