#include "element.h"

#include <octavo/plugin.h>

#include "vocabulary.h"

#define ROW(kind) [VOCAB_INDEX(kind)]

static const struct element elements[VOCAB_KINDS] = {
	ROW(OCT_BODY) = { "body", CONTENT_BLOCKS, 0, { OCT_P_FROM } },
	ROW(OCT_NOTES) = { "notes", CONTENT_FIXED },
	ROW(OCT_NOTE) = { "note", CONTENT_BLOCKS },
	ROW(OCT_DROPPED) = { "dropped", CONTENT_FIXED },
	ROW(OCT_DROP) = { "block", CONTENT_BLOCKS, 0,
	    { OCT_P_REASON, OCT_P_STEP, OCT_P_PATH, OCT_P_LINE } },

	ROW(OCT_SECTION) = { "section", CONTENT_BLOCKS },
	ROW(OCT_HEADING) = { "heading", CONTENT_LINES, 0, { OCT_P_LEVEL } },
	ROW(OCT_P) = { "p", CONTENT_LINES },
	ROW(OCT_LIST) = { "list", CONTENT_FIXED, 0,
	    { OCT_P_ORDERED, OCT_P_START } },
	ROW(OCT_ITEM) = { "item", CONTENT_FLOW, 0, { OCT_P_CHECKED } },
	ROW(OCT_DEFLIST) = { "deflist", CONTENT_FIXED },
	ROW(OCT_TERM) = { "term", CONTENT_LINES },
	ROW(OCT_DEFINITION) = { "definition", CONTENT_FLOW },
	ROW(OCT_QUOTE) = { "quote", CONTENT_BLOCKS, 0, { OCT_P_CITE_URL } },
	ROW(OCT_CODEBLOCK) = { "codeblock", CONTENT_STRING, 1,
	    { OCT_P_CODE_LANG } },
	ROW(OCT_PRE) = { "pre", CONTENT_LINES, 1 },
	ROW(OCT_RULE) = { "rule", CONTENT_EMPTY },
	ROW(OCT_FIGURE) = { "figure", CONTENT_FIXED },
	ROW(OCT_CAPTION) = { "caption", CONTENT_LINES },
	ROW(OCT_CREDIT) = { "credit", CONTENT_LINES },
	ROW(OCT_TABLE) = { "table", CONTENT_FIXED },
	ROW(OCT_HEAD) = { "head", CONTENT_FIXED },
	ROW(OCT_ROW) = { "row", CONTENT_FIXED },
	ROW(OCT_CELL) = { "cell", CONTENT_FLOW, 0,
	    { OCT_P_HEADER, OCT_P_COLSPAN, OCT_P_ROWSPAN, OCT_P_ALIGN } },
	ROW(OCT_ASIDE) = { "aside", CONTENT_BLOCKS, 0, { OCT_P_ROLE } },
	ROW(OCT_MEDIA) = { "media", CONTENT_STRING, 0,
	    { OCT_P_ROLE, OCT_P_HREF, OCT_P_MEDIA_TYPE, OCT_P_RESOURCE,
		OCT_P_TITLE } },
	ROW(OCT_MATHBLOCK) = { "mathblock", CONTENT_STRING, 0,
	    { OCT_P_NOTATION, OCT_P_ALT } },
	ROW(OCT_RAWBLOCK) = { "raw", CONTENT_STRING, 0, { OCT_P_FORMAT } },

	ROW(OCT_EM) = { "em", CONTENT_LINES },
	ROW(OCT_STRONG) = { "strong", CONTENT_LINES },
	ROW(OCT_U) = { "u", CONTENT_LINES },
	ROW(OCT_DEL) = { "del", CONTENT_LINES },
	ROW(OCT_INS) = { "ins", CONTENT_LINES },
	ROW(OCT_MARK) = { "mark", CONTENT_LINES },
	ROW(OCT_SMALL) = { "small", CONTENT_LINES },
	ROW(OCT_SUP) = { "sup", CONTENT_LINES },
	ROW(OCT_SUB) = { "sub", CONTENT_LINES },
	ROW(OCT_CODE) = { "code", CONTENT_LINES, 0, { OCT_P_CODE_LANG } },
	ROW(OCT_KBD) = { "kbd", CONTENT_LINES },
	ROW(OCT_Q) = { "q", CONTENT_LINES, 0, { OCT_P_CITE_URL } },
	ROW(OCT_CITE) = { "cite", CONTENT_LINES },
	ROW(OCT_ABBR) = { "abbr", CONTENT_LINES, 0, { OCT_P_TITLE } },
	ROW(OCT_TIME) = { "time", CONTENT_LINES, 0, { OCT_P_DATETIME } },
	ROW(OCT_LINK) = { "link", CONTENT_LINES, 0,
	    { OCT_P_HREF, OCT_P_TITLE } },
	ROW(OCT_IMAGE) = { "image", CONTENT_EMPTY, 0,
	    { OCT_P_RESOURCE, OCT_P_HREF, OCT_P_ALT, OCT_P_TITLE, OCT_P_WIDTH,
		OCT_P_HEIGHT } },
	ROW(OCT_NOTEREF) = { "noteref", CONTENT_STRING, 0, { OCT_P_REF } },
	ROW(OCT_RUBY) = { "ruby", CONTENT_LINES },
	ROW(OCT_RT) = { "rt", CONTENT_LINES },
	ROW(OCT_MATH) = { "math", CONTENT_STRING, 0,
	    { OCT_P_NOTATION, OCT_P_ALT } },
	ROW(OCT_SPAN) = { "span", CONTENT_LINES },
	ROW(OCT_BR) = { "br", CONTENT_EMPTY },
	ROW(OCT_RAW) = { "raw", CONTENT_STRING, 0, { OCT_P_FORMAT } },
};

const struct element *
element_of(uint32_t kind)
{
	return &elements[vocab_index(kind)];
}

/* Blocks that stand only in the one that is made for them. */
static int
is_bound(uint32_t kind)
{
	switch (kind) {
	case OCT_ITEM:
	case OCT_TERM:
	case OCT_DEFINITION:
	case OCT_CAPTION:
	case OCT_CREDIT:
	case OCT_HEAD:
	case OCT_ROW:
	case OCT_CELL: return 1;
	default: return 0;
	}
}

static int
fixed_holds(uint32_t parent, uint32_t child)
{
	switch (parent) {
	case OCT_NOTES: return child == OCT_NOTE;
	case OCT_DROPPED: return child == OCT_DROP;
	case OCT_LIST: return child == OCT_ITEM;
	case OCT_DEFLIST: return child == OCT_TERM || child == OCT_DEFINITION;
	case OCT_TABLE:
		return child == OCT_CAPTION || child == OCT_HEAD ||
		    child == OCT_ROW;
	case OCT_HEAD: return child == OCT_ROW;
	case OCT_ROW: return child == OCT_CELL;
	case OCT_FIGURE:
		return child == OCT_CAPTION || child == OCT_CREDIT ||
		    child == OCT_IMAGE ||
		    (child & OCT_BLOCK && !is_bound(child));
	default: return 0;
	}
}

int
element_holds(uint32_t parent, uint32_t child)
{
	int is_block = child & OCT_BLOCK && !is_bound(child);
	int is_inline =
	    child & OCT_INLINE && (child != OCT_RT || parent == OCT_RUBY);

	switch (element_of(parent)->content) {
	case CONTENT_LINES: return is_inline;
	case CONTENT_FLOW:
	case CONTENT_BLOCKS: return is_block || is_inline;
	case CONTENT_FIXED: return fixed_holds(parent, child);
	default: return 0;
	}
}
