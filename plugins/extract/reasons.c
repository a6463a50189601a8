#include "reasons.h"

#include "dom.h"

/*
 * Parts of class and id words that name what an element is for.
 */
static const struct {
	uint32_t hash;
	struct named named;
} parts[] = {
	{ DOM_HASH("comment"), { DROP_COMMENTS, true } },
	{ DOM_HASH("comments"), { DROP_COMMENTS, true } },
	{ DOM_HASH("commentlist"), { DROP_COMMENTS, true } },
	{ DOM_HASH("commenting"), { DROP_COMMENTS, true } },
	{ DOM_HASH("disqus"), { DROP_COMMENTS, true } },
	{ DOM_HASH("respond"), { DROP_COMMENTS, true } },
	{ DOM_HASH("replies"), { DROP_COMMENTS, true } },
	{ DOM_HASH("discussion"), { DROP_COMMENTS, true } },
	{ DOM_HASH("share"), { DROP_SHARE, false } },
	{ DOM_HASH("sharing"), { DROP_SHARE, false } },
	{ DOM_HASH("sharedaddy"), { DROP_SHARE, false } },
	{ DOM_HASH("addtoany"), { DROP_SHARE, false } },
	{ DOM_HASH("social"), { DROP_SHARE, false } },
	{ DOM_HASH("ad"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("ads"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("advert"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("advertisement"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("adsbygoogle"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("sponsor"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("sponsored"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("promo"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("taboola"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("outbrain"), { DROP_ADVERTISEMENT, false } },
	{ DOM_HASH("cookie"), { DROP_CONSENT, false } },
	{ DOM_HASH("cookies"), { DROP_CONSENT, false } },
	{ DOM_HASH("consent"), { DROP_CONSENT, false } },
	{ DOM_HASH("gdpr"), { DROP_CONSENT, false } },
	{ DOM_HASH("onetrust"), { DROP_CONSENT, false } },
	{ DOM_HASH("cookiebot"), { DROP_CONSENT, false } },
	{ DOM_HASH("related"), { DROP_RELATED, true } },
	{ DOM_HASH("recommended"), { DROP_RELATED, true } },
	{ DOM_HASH("recommendations"), { DROP_RELATED, true } },
	{ DOM_HASH("recent"), { DROP_RELATED, false } },
	{ DOM_HASH("popular"), { DROP_RELATED, false } },
	{ DOM_HASH("trending"), { DROP_RELATED, false } },
	{ DOM_HASH("latest"), { DROP_RELATED, false } },
	{ DOM_HASH("readmore"), { DROP_RELATED, false } },
	{ DOM_HASH("teaser"), { DROP_RELATED, false } },
	{ DOM_HASH("teasers"), { DROP_RELATED, false } },
	{ DOM_HASH("modal"), { DROP_HIDDEN, true } },
	{ DOM_HASH("popup"), { DROP_HIDDEN, true } },
	{ DOM_HASH("lightbox"), { DROP_HIDDEN, true } },
	{ DOM_HASH("nav"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("navbar"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("navigation"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("menu"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("breadcrumb"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("breadcrumbs"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("pagination"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("pager"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("toc"), { DROP_NAVIGATION, false } },
	{ DOM_HASH("footer"), { DROP_FOOTER, false } },
	{ DOM_HASH("copyright"), { DROP_FOOTER, false } },
	{ DOM_HASH("header"), { DROP_HEADER, false } },
	{ DOM_HASH("masthead"), { DROP_HEADER, false } },
	{ DOM_HASH("newsletter"), { DROP_FORM, false } },
	{ DOM_HASH("subscribe"), { DROP_FORM, false } },
	{ DOM_HASH("signup"), { DROP_FORM, false } },
	{ DOM_HASH("login"), { DROP_FORM, false } },
	{ DOM_HASH("search"), { DROP_FORM, false } },
	{ DOM_HASH("byline"), { DROP_METADATA, false } },
	{ DOM_HASH("dateline"), { DROP_METADATA, false } },
	{ DOM_HASH("author"), { DROP_METADATA, false, true } },
	{ DOM_HASH("avatar"), { DROP_METADATA, false } },
	{ DOM_HASH("timestamp"), { DROP_METADATA, false } },
	{ DOM_HASH("creator"), { DROP_METADATA, false, true } },
	{ DOM_HASH("nickname"), { DROP_METADATA, false, true } },
	{ DOM_HASH("username"), { DROP_METADATA, false, true } },
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

struct named
reason_of_part(const struct reasons *reasons, uint32_t hash)
{
	uint8_t at = (uint8_t)(hash >> 24), i;

	for (; (i = reasons->slots[at]) != 0; at++)
		if (parts[i - 1].hash == hash)
			return parts[i - 1].named;
	return (struct named){ DROP_NOT, false, false };
}
