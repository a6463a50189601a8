/* hint.c: what classes say.  Words that many sites and tools share; compared
 * as hashes (dom.h), so that an element costs a few comparisons. */
#include "map.h"

static const struct {
	uint32_t hash, hint;
} words[] = {
	/* Captions, credits, asides, pictures that stand for something else. */
	{ DOM_HASH("caption"), HINT_CAPTION },
	{ DOM_HASH("wp-caption-text"), HINT_CAPTION },
	{ DOM_HASH("image-caption"), HINT_CAPTION },
	{ DOM_HASH("img-caption"), HINT_CAPTION },
	{ DOM_HASH("photo-caption"), HINT_CAPTION },
	{ DOM_HASH("picture-caption"), HINT_CAPTION },
	{ DOM_HASH("media-caption"), HINT_CAPTION },
	{ DOM_HASH("figure-caption"), HINT_CAPTION },
	{ DOM_HASH("caption-text"), HINT_CAPTION },
	{ DOM_HASH("captiontext"), HINT_CAPTION },
	{ DOM_HASH("image__caption"), HINT_CAPTION },
	{ DOM_HASH("media__caption"), HINT_CAPTION },
	{ DOM_HASH("figure__caption"), HINT_CAPTION },
	{ DOM_HASH("thumbcaption"), HINT_CAPTION },
	{ DOM_HASH("gallerytext"), HINT_CAPTION },
	{ DOM_HASH("imgcaption"), HINT_CAPTION },
	{ DOM_HASH("figcaption"), HINT_CAPTION },
	{ DOM_HASH("credit"), HINT_CREDIT },
	{ DOM_HASH("credits"), HINT_CREDIT },
	{ DOM_HASH("photo-credit"), HINT_CREDIT },
	{ DOM_HASH("photocredit"), HINT_CREDIT },
	{ DOM_HASH("photo_credit"), HINT_CREDIT },
	{ DOM_HASH("image-credit"), HINT_CREDIT },
	{ DOM_HASH("img-credit"), HINT_CREDIT },
	{ DOM_HASH("picture-credit"), HINT_CREDIT },
	{ DOM_HASH("media-credit"), HINT_CREDIT },
	{ DOM_HASH("caption-credit"), HINT_CREDIT },
	{ DOM_HASH("figure-credit"), HINT_CREDIT },
	{ DOM_HASH("image__credit"), HINT_CREDIT },
	{ DOM_HASH("caption__credit"), HINT_CREDIT },
	{ DOM_HASH("wp-media-credit"), HINT_CREDIT },
	{ DOM_HASH("wp-block-image-credits"), HINT_CREDIT },
	{ DOM_HASH("photographer"), HINT_CREDIT },
	{ DOM_HASH("photo-by"), HINT_CREDIT },
	{ DOM_HASH("fotocredit"), HINT_CREDIT },
	{ DOM_HASH("ee-fotocredit"), HINT_CREDIT },
	{ DOM_HASH("image-credit__text"), HINT_CREDIT },
	{ DOM_HASH("figure__credits"), HINT_CREDIT },
	{ DOM_HASH("figure__credit"), HINT_CREDIT },
	{ DOM_HASH("post-image-credits"), HINT_CREDIT },
	{ DOM_HASH("wp-credit"), HINT_CREDIT },
	{ DOM_HASH("image-copyright"), HINT_CREDIT },
	{ DOM_HASH("image-source"), HINT_CREDIT },
	{ DOM_HASH("note"), HINT_ASIDE_NOTE },
	{ DOM_HASH("notice"), HINT_ASIDE_NOTE },
	{ DOM_HASH("admonition"), HINT_ASIDE_NOTE },
	{ DOM_HASH("callout"), HINT_ASIDE_NOTE },
	{ DOM_HASH("alert"), HINT_ASIDE_NOTE },
	{ DOM_HASH("alert-info"), HINT_ASIDE_NOTE },
	{ DOM_HASH("markdown-alert"), HINT_ASIDE_NOTE },
	{ DOM_HASH("markdown-alert-note"), HINT_ASIDE_NOTE },
	{ DOM_HASH("admonition-note"), HINT_ASIDE_NOTE },
	{ DOM_HASH("callout-info"), HINT_ASIDE_NOTE },
	{ DOM_HASH("infobox-note"), HINT_ASIDE_NOTE },
	{ DOM_HASH("theme-admonition"), HINT_ASIDE_NOTE },
	{ DOM_HASH("seealso"), HINT_ASIDE_NOTE },
	{ DOM_HASH("tip"), HINT_ASIDE_TIP },
	{ DOM_HASH("hint"), HINT_ASIDE_TIP },
	{ DOM_HASH("alert-success"), HINT_ASIDE_TIP },
	{ DOM_HASH("callout-tip"), HINT_ASIDE_TIP },
	{ DOM_HASH("admonition-tip"), HINT_ASIDE_TIP },
	{ DOM_HASH("theme-admonition-tip"), HINT_ASIDE_TIP },
	{ DOM_HASH("markdown-alert-tip"), HINT_ASIDE_TIP },
	{ DOM_HASH("warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("caution"), HINT_ASIDE_WARNING },
	{ DOM_HASH("danger"), HINT_ASIDE_WARNING },
	{ DOM_HASH("attention"), HINT_ASIDE_WARNING },
	{ DOM_HASH("alert-warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("alert-danger"), HINT_ASIDE_WARNING },
	{ DOM_HASH("callout-warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("callout-danger"), HINT_ASIDE_WARNING },
	{ DOM_HASH("admonition-warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("theme-admonition-warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("theme-admonition-danger"), HINT_ASIDE_WARNING },
	{ DOM_HASH("markdown-alert-important"), HINT_ASIDE_WARNING },
	{ DOM_HASH("markdown-alert-caution"), HINT_ASIDE_WARNING },
	{ DOM_HASH("markdown-alert-warning"), HINT_ASIDE_WARNING },
	{ DOM_HASH("admonition-title"), HINT_ASIDE_TITLE },
	{ DOM_HASH("admonition-heading"), HINT_ASIDE_TITLE },
	{ DOM_HASH("alert-heading"), HINT_ASIDE_TITLE },
	{ DOM_HASH("alert-title"), HINT_ASIDE_TITLE },
	{ DOM_HASH("callout-title"), HINT_ASIDE_TITLE },
	{ DOM_HASH("callout-heading"), HINT_ASIDE_TITLE },
	{ DOM_HASH("markdown-alert-title"), HINT_ASIDE_TITLE },
	{ DOM_HASH("pullquote"), HINT_PULLQUOTE },
	{ DOM_HASH("pull-quote"), HINT_PULLQUOTE },
	{ DOM_HASH("pull_quote"), HINT_PULLQUOTE },
	{ DOM_HASH("article-pullquote"), HINT_PULLQUOTE },
	{ DOM_HASH("wp-block-pullquote"), HINT_PULLQUOTE },
	{ DOM_HASH("emoji"), HINT_EMOJI },
	{ DOM_HASH("wp-smiley"), HINT_EMOJI },
	{ DOM_HASH("smiley"), HINT_EMOJI },
	{ DOM_HASH("an1"), HINT_EMOJI },
	{ DOM_HASH("__cf_email__"), HINT_EMAIL },
	{ DOM_HASH("katex"), HINT_KATEX },
	{ DOM_HASH("katex-display"), HINT_DISPLAY_MATH },
	{ DOM_HASH("math"), HINT_TEX },
	{ DOM_HASH("arithmatex"), HINT_TEX },
	{ DOM_HASH("mathjax"), HINT_MATHJAX },
	{ DOM_HASH("mathjax_preview"), HINT_MATHJAX },
	{ DOM_HASH("mathjax_display"), HINT_MATHJAX },
	{ DOM_HASH("mathjax_svg"), HINT_MATHJAX },
	{ DOM_HASH("mathjax_svg_display"), HINT_MATHJAX },
	{ DOM_HASH("mathjax_chtml"), HINT_MATHJAX },
	{ DOM_HASH("mjx-chtml"), HINT_MATHJAX },
	{ DOM_HASH("mwe-math-fallback-image-inline"), HINT_MATH_IMAGE },
	{ DOM_HASH("mwe-math-fallback-image-display"), HINT_MATH_IMAGE },
	{ DOM_HASH("latex"), HINT_MATH_IMAGE },
	{ DOM_HASH("tex"), HINT_MATH_IMAGE },
	/* Notes. */
	{ DOM_HASH("footnote-backref"), HINT_BACKLINK },
	{ DOM_HASH("data-footnote-backref"), HINT_BACKLINK },
	{ DOM_HASH("reversefootnote"), HINT_BACKLINK },
	{ DOM_HASH("footnote-back"), HINT_BACKLINK },
	{ DOM_HASH("footnote-backlink"), HINT_BACKLINK },
	{ DOM_HASH("footnote-return"), HINT_BACKLINK },
	{ DOM_HASH("footnotebacklink"), HINT_BACKLINK },
	{ DOM_HASH("easy-footnote-to-top"), HINT_BACKLINK },
	{ DOM_HASH("mw-cite-backlink"), HINT_BACKLINK },
	{ DOM_HASH("backlink"), HINT_BACKLINK },
	{ DOM_HASH("fn-backref"), HINT_BACKLINK },
	{ DOM_HASH("footnote_backlink"), HINT_BACKLINK },
	{ DOM_HASH("footnote-ref"), HINT_NOTEREF },
	{ DOM_HASH("footnote-reference"), HINT_NOTEREF },
	{ DOM_HASH("footnote-anchor"), HINT_NOTEREF },
	{ DOM_HASH("footnote-link"), HINT_NOTEREF },
	{ DOM_HASH("footnote"), HINT_NOTEREF },
	{ DOM_HASH("footnoteref"), HINT_NOTEREF },
	{ DOM_HASH("fnref"), HINT_NOTEREF },
	{ DOM_HASH("noteref"), HINT_NOTEREF },
	{ DOM_HASH("easy-footnote"), HINT_NOTEREF },
	{ DOM_HASH("easy-footnote-margin-adjust"), HINT_NOTEREF },
	{ DOM_HASH("footnote_referrer"), HINT_NOTEREF },
	{ DOM_HASH("footnote_plugin_tooltip_text"), HINT_NOTEREF },
	{ DOM_HASH("sdfootnoteanc"), HINT_NOTEREF },
	{ DOM_HASH("sdendnoteanc"), HINT_NOTEREF },
	{ DOM_HASH("sidenote"), HINT_SIDENOTE },
	{ DOM_HASH("marginnote"), HINT_SIDENOTE },
	{ DOM_HASH("cite-accessibility-label"), HINT_JUMP },
	{ DOM_HASH("margin-toggle"), HINT_JUMP },
	{ DOM_HASH("easy-footnote-tooltip"), HINT_JUMP },
	/* Code, verse, embedded posts. */
	{ DOM_HASH("lineno"), HINT_LINE_NUMBER },
	{ DOM_HASH("linenos"), HINT_LINE_NUMBER },
	{ DOM_HASH("line-number"), HINT_LINE_NUMBER },
	{ DOM_HASH("line-numbers-rows"), HINT_LINE_NUMBER },
	{ DOM_HASH("linenumber"), HINT_LINE_NUMBER },
	{ DOM_HASH("linenumbers"), HINT_LINE_NUMBER },
	{ DOM_HASH("linenr"), HINT_LINE_NUMBER },
	{ DOM_HASH("linenodiv"), HINT_LINE_NUMBER },
	{ DOM_HASH("gutter"), HINT_LINE_NUMBER },
	{ DOM_HASH("gl"), HINT_LINE_NUMBER },
	{ DOM_HASH("ln"), HINT_LINE_NUMBER },
	{ DOM_HASH("lnt"), HINT_LINE_NUMBER },
	{ DOM_HASH("hljs-ln-numbers"), HINT_LINE_NUMBER },
	{ DOM_HASH("hljs-ln-n"), HINT_LINE_NUMBER },
	{ DOM_HASH("blob-num"), HINT_LINE_NUMBER },
	{ DOM_HASH("react-syntax-highlighter-line-number"), HINT_LINE_NUMBER },
	{ DOM_HASH("code-line-number"), HINT_LINE_NUMBER },
	{ DOM_HASH("rouge-gutter"), HINT_LINE_NUMBER },
	{ DOM_HASH("line"), HINT_CODE_LINE },
	{ DOM_HASH("code-line"), HINT_CODE_LINE },
	{ DOM_HASH("token-line"), HINT_CODE_LINE },
	{ DOM_HASH("hljs-ln-line"), HINT_CODE_LINE },
	{ DOM_HASH("view-line"), HINT_CODE_LINE },
	{ DOM_HASH("cm-line"), HINT_CODE_LINE },
	{ DOM_HASH("ec-line"), HINT_CODE_LINE },
	{ DOM_HASH("highlighttable"), HINT_CODE_TABLE },
	{ DOM_HASH("rouge-table"), HINT_CODE_TABLE },
	{ DOM_HASH("hljs-ln"), HINT_CODE_TABLE },
	{ DOM_HASH("lntable"), HINT_CODE_TABLE },
	{ DOM_HASH("code-table"), HINT_CODE_TABLE },
	{ DOM_HASH("js-file-line-container"), HINT_CODE_TABLE },
	{ DOM_HASH("crayon-table"), HINT_CODE_TABLE },
	{ DOM_HASH("verse"), HINT_VERSE },
	{ DOM_HASH("poem"), HINT_VERSE },
	{ DOM_HASH("preformatted"), HINT_VERSE },
	{ DOM_HASH("poetry"), HINT_VERSE },
	{ DOM_HASH("lyrics"), HINT_VERSE },
	{ DOM_HASH("wp-block-verse"), HINT_VERSE },
	{ DOM_HASH("twitter-tweet"), HINT_TWEET },
	{ DOM_HASH("twitter-video"), HINT_TWEET },
	{ DOM_HASH("instagram-media"), HINT_TWEET },
	{ DOM_HASH("tiktok-embed"), HINT_TWEET },
	{ DOM_HASH("bluesky-embed"), HINT_TWEET },
	{ DOM_HASH("katex-html"), HINT_HIDDEN_MATH },
};

enum {
	WORDS = sizeof(words) / sizeof(words[0]),
	SHIFT = 32 - 9 /* the index of a hash has 9 bits: HINT_INDEX */
};
_Static_assert(WORDS < 256, "an index is a byte");

void
map_hints_index(struct map *m)
{
	for (uint32_t i = 0; i < WORDS; i++) {
		uint32_t at = words[i].hash >> SHIFT;

		while (m->hint_index[at] != 0)
			at = (at + 1) % HINT_INDEX;
		m->hint_index[at] = (uint8_t)(i + 1);
	}
}

static uint32_t
hint_of(const struct map *m, uint32_t hash)
{
	uint32_t at = hash >> SHIFT, i;

	for (; (i = m->hint_index[at]) != 0; at = (at + 1) % HINT_INDEX)
		if (words[i - 1].hash == hash)
			return words[i - 1].hint;
	return 0;
}

uint32_t
map_hints_of(const struct map *m, uint32_t n)
{
	uint32_t count, hints = 0;
	const struct dom_token *token = dom_tokens(m->dom, n, &count);

	for (; count > 0; count--, token++)
		if (!token->is_id)
			hints |= hint_of(m, token->hash);
	return hints;
}
