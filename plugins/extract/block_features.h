/*
 * block_features.h -- what is known of a block, as numbers for the trees.
 *
 * The order is the model's: model.c fits the list that stood here when it was
 * trained, and train/train.py reads the names from here.  Shares are 0..1,
 * counts are log2(1 + n), and -1 stands for what does not apply.
 *
 * A block is judged twice.  The first judgement goes by the block itself and
 * what is around it; the second knows besides what the first one said of all
 * the blocks of the page: where the likely content lies, and how much of it.
 */
#ifndef EXTRACT_BLOCK_FEATURES_H
#define EXTRACT_BLOCK_FEATURES_H

#include <string.h>

#include "blocks.h"

enum feature {
	/* its text */
	F_WORDS,
	F_WORD_LENGTH,
	F_LINK_SHARE,
	F_LINKS,
	F_COMMAS,
	F_STOPS,
	F_FUNCTION_SHARE,
	F_DIGIT_SHARE,
	F_CAPITAL_SHARE,
	F_TITLE_SHARE,
	F_ABOUT_SHARE,
	F_SITE_SHARE,
	F_WE_SHARE,
	F_KNOWN_SHARE,
	F_FIRST,
	F_LAST,
	F_REPEATED,
	F_SAME,
	F_WEIGHT, /* of its words */
	F_WEIGHT_MEAN,
	F_WEIGHT_P1,
	F_WEIGHT_N1,
	F_HEADING_WEIGHT, /* of the heading before it */
	F_HEADING_BLOCKS, /* between that and it */
	F_HEADING_SUM, /* weight of that heading's path */

	/* its element, and those around it */
	F_LEAF_NAME,
	F_BOX_NAME,
	F_PARENT_NAME,
	F_LEAF_WEIGHT,
	F_BOX_WEIGHT,
	F_PARENT_WEIGHT,
	F_PATH_SUM,
	F_PATH_LEAST,
	F_PATH_MOST,
	F_DEPTH,
	F_LINK, /* from here on as the bits IN_* */
	F_HIDDEN,
	F_NAV,
	F_HEADER,
	F_FOOTER,
	F_ASIDE,
	F_ARTICLE,
	F_MAIN,
	F_FORM,
	F_CONTROL,
	F_TABLE,
	F_LIST,
	F_FIGURE,
	F_HEADING,
	F_QUOTE,
	F_CODE,
	F_DIALOG,

	/* what looks alike */
	F_GROUP_BLOCKS,
	F_GROUP_WORDS,
	F_GROUP_MEAN,
	F_GROUP_LINK_SHARE,
	F_BOX_ALIKE,
	F_ITEM_ALIKE,
	F_ITEM_WORDS,
	F_ITEM_LEVEL,
	F_ITEM_LINK_SHARE,

	/* neighbours: one and two before, one and two after */
	F_WORDS_P1,
	F_WORDS_P2,
	F_WORDS_N1,
	F_WORDS_N2,
	F_LINK_SHARE_P1,
	F_LINK_SHARE_N1,
	F_NAME_P1,
	F_NAME_N1,
	F_SUM_P1,
	F_SUM_N1,

	/* the 1st, 2nd, 3rd, 4th and 6th element around its own */
	F_UP1_WORDS,
	F_UP1_LINK_SHARE,
	F_UP1_LONG, /* share of its words that stand in long blocks */
	F_UP1_PAGE, /* and how many of all such it has */
	F_UP2_WORDS,
	F_UP2_LINK_SHARE,
	F_UP2_LONG,
	F_UP2_PAGE,
	F_UP3_WORDS,
	F_UP3_LINK_SHARE,
	F_UP3_LONG,
	F_UP3_PAGE,
	F_UP4_WORDS,
	F_UP4_LINK_SHARE,
	F_UP4_LONG,
	F_UP4_PAGE,
	F_UP6_WORDS,
	F_UP6_LINK_SHARE,
	F_UP6_LONG,
	F_UP6_PAGE,

	/* where it stands, and on what page */
	F_BLOCKS_BEFORE,
	F_WORDS_BEFORE,
	F_UP1_BEFORE, /* share of that element's words before it */
	F_UP2_BEFORE,
	F_UP4_BEFORE,
	F_PROSE_P, /* blocks since the last one of prose */
	F_PROSE_N,
	F_PROSE_LEVELS_P, /* up from that one to an element around both */
	F_PROSE_LEVELS_N,
	F_FROM_HEADING,
	F_FROM_HEADING_W,
	F_PAGE_WORDS,
	F_PAGE_LINK_SHARE,
	F_PAGE_LONG,
	F_PAGE_BLOCKS,
	F_PAGE_TYPE,
	F_PAGE_FUNCTION_SHARE,

	/* what its links are */
	F_LINK_WEIGHT,
	F_LINK_WEIGHT_MEAN,
	F_PICTURES,

	/* the 4 and the 12 blocks before it and after it */
	F_NEAR_WORDS_P,
	F_NEAR_LONG_P, /* share of their words that stand in long blocks */
	F_NEAR_LINK_SHARE_P,
	F_NEAR_WORDS_N,
	F_NEAR_LONG_N,
	F_NEAR_LINK_SHARE_N,
	F_FAR_WORDS_P,
	F_FAR_LONG_P,
	F_FAR_LINK_SHARE_P,
	F_FAR_WORDS_N,
	F_FAR_LONG_N,
	F_FAR_LINK_SHARE_N,
	F_LONG_BEFORE, /* share of the long blocks' words that are before it */

	/* what the page is */
	F_KIND_ARTICLE, /* by its tokens: how far behind the likeliest kind */
	F_KIND_SERVICE,
	F_KIND_PRODUCT,
	F_KIND_COLLECTION,
	F_KIND_FORUM,
	F_KIND_LISTING,
	F_KIND_DOCUMENTATION,

	/* context: by the guesses, the scores of the first judgement */
	F_GUESS, /* its own, as log-odds */
	F_GUESS_P1,
	F_GUESS_P2,
	F_GUESS_N1,
	F_GUESS_N2,
	F_NEAR, /* of the words of 7 blocks, that share is likely content */
	F_AROUND, /* of 17 */
	F_UP1_LIKELY, /* and of an element around its box: the 1st, 2nd ... */
	F_UP1_CONTENT, /* so much of the page's likely content is there */
	F_UP2_LIKELY,
	F_UP2_CONTENT,
	F_UP3_LIKELY,
	F_UP3_CONTENT,
	F_UP4_LIKELY,
	F_UP4_CONTENT,
	F_UP6_LIKELY,
	F_UP6_CONTENT,
	F_GROUP_LIKELY, /* blocks under the same path */
	F_GROUP_CONTENT,
	F_SECTION_LIKELY, /* from heading to heading */
	F_SECTION_WORDS,
	F_SECTION_P_LIKELY, /* the one before */
	F_SECTION_N_LIKELY,
	F_GUESS_HEADING,
	F_CONTENT_BEFORE, /* the share of it before the block */
	F_CONTENT, /* words of it */
	F_PAGE_LIKELY,
	F_LIKELY_P, /* blocks since the last likely one, and words between */
	F_LIKELY_P_WORDS,
	F_LIKELY_N,
	F_LIKELY_N_WORDS,
	FEATURES
};

#define FIRST_FEATURES F_GUESS /* how many the first judgement has */

/* A feature of several blocks, side by side, as the trees are asked.  Whoever
 * writes those of one block is given its place in the first row. */
#define FEATURE_LANES 16
typedef float feature_row[FEATURE_LANES];

/* Sets *v[0 .. FIRST_FEATURES - 1], but for those of the whole page. */
void block_features(const struct blocks *page, uint32_t block, feature_row *v);

/* Counts up the guesses; then, of any block, the other features. */
void context_prepare(struct blocks *page);
void
context_features(const struct blocks *page, uint32_t block, feature_row *v);

/* Those that are the same for all blocks of a page. */
void page_features(const struct blocks *page, feature_row *v);

static inline bool
feature_of_page(uint32_t f)
{
	return (f >= F_PAGE_WORDS && f <= F_PAGE_FUNCTION_SHARE) ||
	    (f >= F_KIND_ARTICLE && f <= F_KIND_DOCUMENTATION) ||
	    f == F_CONTENT || f == F_PAGE_LIKELY;
}

/* log2(1 + n), by straight lines between the powers of two: what the bits of a
 * float say if they are read as one number. */
static inline float
feature_log(uint32_t n)
{
	float power = (float)(n + 1);
	int32_t bits;

	if (n >= UINT32_MAX / 2)
		return 31;
	memcpy(&bits, &power, sizeof bits);
	return (float)(bits - (127 << 23)) / (1 << 23);
}

/* part / whole, 0..1; 0 for nothing of nothing. */
static inline float
feature_share(uint32_t part, uint32_t whole)
{
	return whole != 0 ? (float)part / (float)whole : 0;
}

/* Which elements around a block's box are looked at, counted from it. */
static const uint8_t feature_levels[] = { 1, 2, 3, 4, 6 };
#define FEATURE_LEVELS (sizeof feature_levels / sizeof feature_levels[0])

#endif
