/*
 * block_features.h -- what is known of a block, as numbers for the forests.
 *
 * The order is the model's: model.c fits the list that stood here when it was
 * trained, and train/train.py reads the names from here.  Shares are 0..1,
 * counts are log2(1 + n), and -1 stands for what does not apply.
 */
#ifndef HTML_BLOCK_FEATURES_H
#define HTML_BLOCK_FEATURES_H

#include "blocks.h"

#define FEATURE_LIST(X)                                                        \
	/* its text */                                                         \
	X(WORDS)                                                               \
	X(WORD_LENGTH) X(LINK_SHARE) X(LINKS) X(COMMAS) X(STOPS)               \
	    X(FUNCTION_SHARE) X(DIGIT_SHARE) X(CAPITAL_SHARE) X(TITLE_SHARE)   \
		X(ABOUT_SHARE) X(KNOWN_SHARE) X(FIRST) X(LAST)                 \
		    X(REPEATED) /* its element and those around it */          \
	    X(LEAF_NAME) X(BOX_NAME) X(PARENT_NAME) X(LEAF_WEIGHT)             \
		X(BOX_WEIGHT) X(PARENT_WEIGHT) X(PATH_SUM) X(PATH_LEAST)       \
		    X(PATH_MOST) X(DEPTH) X(LINK) X(HIDDEN) X(NAV) X(HEADER)   \
			X(FOOTER) X(ASIDE) X(ARTICLE) X(MAIN) X(FORM)          \
			    X(CONTROL) X(TABLE) X(LIST) X(FIGURE) X(HEADING)   \
				X(QUOTE) X(CODE)                               \
				    X(DIALOG) /* what looks alike */           \
	    X(GROUP_BLOCKS) X(GROUP_WORDS) X(GROUP_MEAN) X(GROUP_LINK_SHARE)   \
		X(BOX_ALIKE) X(ITEM_ALIKE) X(ITEM_WORDS) X(ITEM_LEVEL)         \
		    X(ITEM_LINK_SHARE) /* neighbours: one and two before, one  \
					  and two after */                     \
	    X(WORDS_P1) X(WORDS_P2) X(WORDS_N1) X(WORDS_N2) X(LINK_SHARE_P1)   \
		X(LINK_SHARE_N1) X(NAME_P1) X(NAME_N1) X(SUM_P1)               \
		    X(SUM_N1) /* the 1st, 2nd, 3rd, 4th and 6th element around \
				 its own */                                    \
	    X(UP1_WORDS) X(UP1_LINK_SHARE) X(UP1_LONG) X(UP1_PAGE)             \
		X(UP2_WORDS) X(UP2_LINK_SHARE) X(UP2_LONG) X(UP2_PAGE)         \
		    X(UP3_WORDS) X(UP3_LINK_SHARE) X(UP3_LONG) X(UP3_PAGE) X(  \
			UP4_WORDS) X(UP4_LINK_SHARE) X(UP4_LONG) X(UP4_PAGE)   \
			X(UP6_WORDS) X(UP6_LINK_SHARE) X(UP6_LONG) X(          \
			    UP6_PAGE) /* where it stands, and on what page */  \
	    X(BLOCKS_BEFORE) X(WORDS_BEFORE) X(FROM_HEADING) X(FROM_HEADING_W) \
		X(PAGE_WORDS) X(PAGE_LINK_SHARE) X(PAGE_LONG) X(PAGE_BLOCKS)   \
		    X(PAGE_TYPE) X(PAGE_FUNCTION_SHARE)

/* The second forest sees the first one's scores as well. */
#define CONTEXT_LIST(X)                                                       \
	X(SCORE)                                                              \
	X(SCORE_P1) X(SCORE_P2) X(SCORE_P3) X(SCORE_N1) X(SCORE_N2)           \
	    X(SCORE_N3) X(SCORE_NEAR) X(SCORE_WIDE) X(SCORE_GROUP)            \
		X(SCORE_BOX) X(SCORE_UP1) X(SCORE_UP2) X(SCORE_UP3)           \
		    X(SCORE_UP4) X(SCORE_UP6) X(SCORE_ITEM) X(SCORE_ITEMS)    \
			X(IN_ROOT) X(TO_ROOT) X(ROOT_SCORE) X(CONTENT_BEFORE) \
			    X(CONTENT_AFTER) X(FROM_STRONG) X(TO_STRONG)      \
				X(CONTENT_PAGE) X(CONTENT_SHARE)

enum feature {
#define X(name) F_##name,
	FEATURE_LIST(X) LOCAL_FEATURES,
	CONTEXT_BEFORE_ = LOCAL_FEATURES - 1,
	CONTEXT_LIST(X)
#undef X
	    FEATURES
};

/* v[0 .. LOCAL_FEATURES - 1] of a block. */
void features_local(const struct blocks *page, uint32_t block, float *v);

/* What the scores of the first forest (block.score) say of the whole page. */
struct outlook {
	uint32_t root; /* the innermost element with most of the content */
	float content; /* words, weighed by score */
	uint32_t *strong; /* for each block: the last strong one up to it,
		then the next strong one from it on; 2 * (count + 1) */
};

/* Sums the scores up; false: out of memory.  outlook_free() either way. */
bool outlook_make(struct outlook *outlook, struct blocks *page);
void outlook_free(struct outlook *outlook);

/* v[LOCAL_FEATURES .. FEATURES - 1]. */
void features_context(const struct blocks *page, const struct outlook *outlook,
    uint32_t block, float *v);

#endif
