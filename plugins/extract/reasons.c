#include "reasons.h"

#include "dom.h"

/*
 * Parts of class and id words that name what an element is for.
 */
static const struct {
	uint32_t hash;
	enum drop_reason reason;
} parts[] = {
	{ DOM_HASH("comment"), DROP_COMMENTS },
	{ DOM_HASH("comments"), DROP_COMMENTS },
	{ DOM_HASH("commentlist"), DROP_COMMENTS },
	{ DOM_HASH("commenting"), DROP_COMMENTS },
	{ DOM_HASH("disqus"), DROP_COMMENTS },
	{ DOM_HASH("respond"), DROP_COMMENTS },
	{ DOM_HASH("replies"), DROP_COMMENTS },
	{ DOM_HASH("discussion"), DROP_COMMENTS },
	{ DOM_HASH("share"), DROP_SHARE },
	{ DOM_HASH("sharing"), DROP_SHARE },
	{ DOM_HASH("sharedaddy"), DROP_SHARE },
	{ DOM_HASH("addtoany"), DROP_SHARE },
	{ DOM_HASH("social"), DROP_SHARE },
	{ DOM_HASH("ad"), DROP_ADVERTISEMENT },
	{ DOM_HASH("ads"), DROP_ADVERTISEMENT },
	{ DOM_HASH("advert"), DROP_ADVERTISEMENT },
	{ DOM_HASH("advertisement"), DROP_ADVERTISEMENT },
	{ DOM_HASH("adsbygoogle"), DROP_ADVERTISEMENT },
	{ DOM_HASH("sponsor"), DROP_ADVERTISEMENT },
	{ DOM_HASH("sponsored"), DROP_ADVERTISEMENT },
	{ DOM_HASH("promo"), DROP_ADVERTISEMENT },
	{ DOM_HASH("taboola"), DROP_ADVERTISEMENT },
	{ DOM_HASH("outbrain"), DROP_ADVERTISEMENT },
	{ DOM_HASH("cookie"), DROP_CONSENT },
	{ DOM_HASH("cookies"), DROP_CONSENT },
	{ DOM_HASH("consent"), DROP_CONSENT },
	{ DOM_HASH("gdpr"), DROP_CONSENT },
	{ DOM_HASH("onetrust"), DROP_CONSENT },
	{ DOM_HASH("cookiebot"), DROP_CONSENT },
	{ DOM_HASH("related"), DROP_RELATED },
	{ DOM_HASH("recommended"), DROP_RELATED },
	{ DOM_HASH("recommendations"), DROP_RELATED },
	{ DOM_HASH("recent"), DROP_RELATED },
	{ DOM_HASH("popular"), DROP_RELATED },
	{ DOM_HASH("trending"), DROP_RELATED },
	{ DOM_HASH("latest"), DROP_RELATED },
	{ DOM_HASH("readmore"), DROP_RELATED },
	{ DOM_HASH("teaser"), DROP_RELATED },
	{ DOM_HASH("teasers"), DROP_RELATED },
	{ DOM_HASH("nav"), DROP_NAVIGATION },
	{ DOM_HASH("navbar"), DROP_NAVIGATION },
	{ DOM_HASH("navigation"), DROP_NAVIGATION },
	{ DOM_HASH("menu"), DROP_NAVIGATION },
	{ DOM_HASH("breadcrumb"), DROP_NAVIGATION },
	{ DOM_HASH("breadcrumbs"), DROP_NAVIGATION },
	{ DOM_HASH("pagination"), DROP_NAVIGATION },
	{ DOM_HASH("pager"), DROP_NAVIGATION },
	{ DOM_HASH("toc"), DROP_NAVIGATION },
	{ DOM_HASH("footer"), DROP_FOOTER },
	{ DOM_HASH("copyright"), DROP_FOOTER },
	{ DOM_HASH("header"), DROP_HEADER },
	{ DOM_HASH("masthead"), DROP_HEADER },
	{ DOM_HASH("newsletter"), DROP_FORM },
	{ DOM_HASH("subscribe"), DROP_FORM },
	{ DOM_HASH("signup"), DROP_FORM },
	{ DOM_HASH("login"), DROP_FORM },
	{ DOM_HASH("search"), DROP_FORM },
	{ DOM_HASH("byline"), DROP_METADATA },
	{ DOM_HASH("dateline"), DROP_METADATA },
	{ DOM_HASH("author"), DROP_METADATA },
	{ DOM_HASH("timestamp"), DROP_METADATA },
};

enum { PARTS = sizeof parts / sizeof parts[0] };
_Static_assert(PARTS < 128, "the slots must stay half empty");

void
reasons_init(struct reasons *reasons)
{
	*reasons = (struct reasons){ { 0 } };
	for (size_t i = 0; i < PARTS; i++) {
		uint8_t at = (uint8_t)(parts[i].hash >> 24);

		while (reasons->slots[at] != 0)
			at++;
		reasons->slots[at] = (uint8_t)(i + 1);
	}
}

enum drop_reason
reason_of_part(const struct reasons *reasons, uint32_t hash)
{
	uint8_t at = (uint8_t)(hash >> 24), i;

	for (; (i = reasons->slots[at]) != 0; at++)
		if (parts[i - 1].hash == hash)
			return parts[i - 1].reason;
	return DROP_NOT;
}
