/* reasons.c: the words for reasons and steps. */
#include <octavo/article.h>

#include "explain.h"

static const struct reason reasons[] = {
	{ OCT_REASON_NAVIGATION, "Navigation",
	    "menus, trails, lists of links to other pages", "frame" },
	{ OCT_REASON_HEADER, "Head of the page",
	    "what stands above every page of the site", "frame" },
	{ OCT_REASON_FOOTER, "Foot of the page",
	    "what stands below every page of the site", "frame" },
	{ OCT_REASON_RELATED, "Related pages",
	    "titles and teasers of other articles", "talk" },
	{ OCT_REASON_COMMENTS, "Comments", "the readers' discussion", "talk" },
	{ OCT_REASON_ADVERTISEMENT, "Advertisement", "what others paid for",
	    "sell" },
	{ OCT_REASON_SHARE, "Share buttons",
	    "ways to pass the page on or to follow the site", "sell" },
	{ OCT_REASON_CONSENT, "Consent", "notices on cookies and on privacy",
	    "sell" },
	{ OCT_REASON_FORM, "Forms and controls",
	    "fields, choices, buttons, subscriptions", "sell" },
	{ OCT_REASON_HIDDEN, "Hidden", "what the page does not show to readers",
	    "unseen" },
	{ OCT_REASON_MARKUP, "Mark-up",
	    "line numbers, a formula's second form, ways back from notes",
	    "unseen" },
	{ OCT_REASON_METADATA, "Metadata", "what the metadata says now",
	    "said" },
	{ OCT_REASON_REPEATED, "Repeated", "what the page says elsewhere",
	    "said" },
	{ OCT_REASON_BOILERPLATE, "Boilerplate",
	    "what reads as no part of the article", "other" },
	{ OCT_REASON_SELECTOR, "Selector", "what the user asked to leave out",
	    "other" },
};

const struct reason *
reason_find(oct_str name)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (oct_is(name, reasons[i].reason))
			return &reasons[i];
	return NULL;
}

const char *
reason_step(oct_str step)
{
	static const struct {
		const char *step, *does;
	} steps[] = {
		{ "extract", "it lies outside the article" },
		{ "clean", "it lies inside the article, but is none of it" },
		{ "metadata", "the metadata took it" },
		{ "selector", "a selector chose it" },
		{ "rule", "a rule for the site chose it" },
		{ "notes", "its notes went to the notes" },
		{ "map", "nothing stands for it in the article" },
		{ "front-matter", "the metadata has no place for it" },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (oct_is(step, steps[i].step))
			return steps[i].does;
	return NULL;
}
