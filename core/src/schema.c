#include "schema.h"

#include <octavo/article.h>
#include <string.h>

/* A property as one bit of a row's set. */
#define BIT(prop)                                     \
	(1ull << ((prop) < 0x1000 ? (prop)-OCT_P_TEXT \
				  : (prop)-OCT_P_LEVEL + 44))

#define TEXT BIT(OCT_P_TEXT)
#define HREF BIT(OCT_P_HREF)
#define TITLE BIT(OCT_P_TITLE)
#define ALT BIT(OCT_P_ALT)
#define ROLE BIT(OCT_P_ROLE)
#define MATHS (TEXT | ALT | BIT(OCT_P_NOTATION))

struct row {
	const char *name;
	enum content content;
	uint64_t props;
};

#define NUMBER(kind) ((kind)&0xffffff)

static const struct row parts[] = {
	[NUMBER(OCT_BOOK)] = { "book", CONTENT_FIXED, 0 },
	[NUMBER(OCT_ARTICLE)] = { "article", CONTENT_FIXED,
	    BIT(OCT_P_READER) | BIT(OCT_P_OPTIONS) | BIT(OCT_P_TOOL) |
		BIT(OCT_P_CONFIDENCE) | BIT(OCT_P_PART) },
	[NUMBER(OCT_META)] = { "meta", CONTENT_FIXED, 0 },
	[NUMBER(OCT_BODY)] = { "body", CONTENT_BLOCKS, BIT(OCT_P_FROM) },
	[NUMBER(OCT_NOTES)] = { "notes", CONTENT_FIXED, 0 },
	[NUMBER(OCT_DROPPED)] = { "dropped", CONTENT_FIXED, 0 },
	[NUMBER(OCT_FIELD)] = { "field", CONTENT_NONE,
	    TEXT | HREF | BIT(OCT_P_FROM) | BIT(OCT_P_AFFILIATION) |
		BIT(OCT_P_FILE_AS) | BIT(OCT_P_CAPTURED) | BIT(OCT_P_DIGEST) |
		BIT(OCT_P_POSITION) | BIT(OCT_P_MEDIA_TYPE) | ROLE |
		BIT(OCT_P_KEY) | BIT(OCT_P_WEIGHT) | BIT(OCT_P_LOST) |
		BIT(OCT_P_RESOURCE) },
	[NUMBER(OCT_NOTE)] = { "note", CONTENT_BLOCKS, TEXT },
	[NUMBER(OCT_DROP)] = { "block", CONTENT_BLOCKS,
	    BIT(OCT_P_REASON) | BIT(OCT_P_STEP) | BIT(OCT_P_PATH) },
};

static const struct row blocks[] = {
	[NUMBER(OCT_SECTION)] = { "section", CONTENT_BLOCKS, 0 },
	[NUMBER(OCT_HEADING)] = { "heading", CONTENT_LINES, BIT(OCT_P_LEVEL) },
	[NUMBER(OCT_P)] = { "p", CONTENT_LINES, 0 },
	[NUMBER(OCT_LIST)] = { "list", CONTENT_FIXED,
	    BIT(OCT_P_ORDERED) | BIT(OCT_P_START) },
	[NUMBER(OCT_ITEM)] = { "item", CONTENT_FLOW, BIT(OCT_P_CHECKED) },
	[NUMBER(OCT_DEFLIST)] = { "deflist", CONTENT_FIXED, 0 },
	[NUMBER(OCT_TERM)] = { "term", CONTENT_LINES, 0 },
	[NUMBER(OCT_DEFINITION)] = { "definition", CONTENT_FLOW, 0 },
	[NUMBER(OCT_QUOTE)] = { "quote", CONTENT_BLOCKS, BIT(OCT_P_CITE_URL) },
	[NUMBER(OCT_CODEBLOCK)] = { "codeblock", CONTENT_NONE,
	    TEXT | BIT(OCT_P_CODE_LANG) },
	[NUMBER(OCT_PRE)] = { "pre", CONTENT_LINES, 0 },
	[NUMBER(OCT_RULE)] = { "rule", CONTENT_NONE, 0 },
	[NUMBER(OCT_FIGURE)] = { "figure", CONTENT_FIXED, 0 },
	[NUMBER(OCT_CAPTION)] = { "caption", CONTENT_LINES, 0 },
	[NUMBER(OCT_CREDIT)] = { "credit", CONTENT_LINES, 0 },
	[NUMBER(OCT_TABLE)] = { "table", CONTENT_FIXED, 0 },
	[NUMBER(OCT_HEAD)] = { "head", CONTENT_FIXED, 0 },
	[NUMBER(OCT_ROW)] = { "row", CONTENT_FIXED, 0 },
	[NUMBER(OCT_CELL)] = { "cell", CONTENT_FLOW,
	    BIT(OCT_P_HEADER) | BIT(OCT_P_COLSPAN) | BIT(OCT_P_ROWSPAN) |
		BIT(OCT_P_ALIGN) },
	[NUMBER(OCT_ASIDE)] = { "aside", CONTENT_BLOCKS, ROLE },
	[NUMBER(OCT_MEDIA)] = { "media", CONTENT_NONE,
	    TEXT | HREF | TITLE | ROLE | BIT(OCT_P_MEDIA_TYPE) |
		BIT(OCT_P_RESOURCE) },
	[NUMBER(OCT_MATHBLOCK)] = { "mathblock", CONTENT_NONE, MATHS },
	[NUMBER(OCT_RAWBLOCK)] = { "raw", CONTENT_NONE,
	    TEXT | BIT(OCT_P_FORMAT) },
};

static const struct row inlines[] = {
	[NUMBER(OCT_TEXT)] = { "text", CONTENT_NONE, TEXT },
	[NUMBER(OCT_EM)] = { "em", CONTENT_LINES, 0 },
	[NUMBER(OCT_STRONG)] = { "strong", CONTENT_LINES, 0 },
	[NUMBER(OCT_U)] = { "u", CONTENT_LINES, 0 },
	[NUMBER(OCT_DEL)] = { "del", CONTENT_LINES, 0 },
	[NUMBER(OCT_INS)] = { "ins", CONTENT_LINES, 0 },
	[NUMBER(OCT_MARK)] = { "mark", CONTENT_LINES, 0 },
	[NUMBER(OCT_SMALL)] = { "small", CONTENT_LINES, 0 },
	[NUMBER(OCT_SUP)] = { "sup", CONTENT_LINES, 0 },
	[NUMBER(OCT_SUB)] = { "sub", CONTENT_LINES, 0 },
	[NUMBER(OCT_CODE)] = { "code", CONTENT_LINES, BIT(OCT_P_CODE_LANG) },
	[NUMBER(OCT_KBD)] = { "kbd", CONTENT_LINES, 0 },
	[NUMBER(OCT_Q)] = { "q", CONTENT_LINES, BIT(OCT_P_CITE_URL) },
	[NUMBER(OCT_CITE)] = { "cite", CONTENT_LINES, 0 },
	[NUMBER(OCT_ABBR)] = { "abbr", CONTENT_LINES, TITLE },
	[NUMBER(OCT_TIME)] = { "time", CONTENT_LINES, BIT(OCT_P_DATETIME) },
	[NUMBER(OCT_LINK)] = { "link", CONTENT_LINES, HREF | TITLE },
	[NUMBER(OCT_IMAGE)] = { "image", CONTENT_NONE,
	    TITLE | ALT | HREF | BIT(OCT_P_WIDTH) | BIT(OCT_P_HEIGHT) |
		BIT(OCT_P_RESOURCE) },
	[NUMBER(OCT_NOTEREF)] = { "noteref", CONTENT_NONE,
	    TEXT | BIT(OCT_P_REF) },
	[NUMBER(OCT_RUBY)] = { "ruby", CONTENT_LINES, 0 },
	[NUMBER(OCT_RT)] = { "rt", CONTENT_LINES, 0 },
	[NUMBER(OCT_MATH)] = { "math", CONTENT_NONE, MATHS },
	[NUMBER(OCT_SPAN)] = { "span", CONTENT_LINES, 0 },
	[NUMBER(OCT_BR)] = { "br", CONTENT_NONE, 0 },
	[NUMBER(OCT_RAW)] = { "raw", CONTENT_NONE, TEXT | BIT(OCT_P_FORMAT) },
};

/* The children of kinds with fixed content, and only theirs. */
static const struct {
	uint32_t parent, child;
} pairs[] = {
	{ OCT_BOOK, OCT_META },
	{ OCT_BOOK, OCT_ARTICLE },
	{ OCT_ARTICLE, OCT_META },
	{ OCT_ARTICLE, OCT_BODY },
	{ OCT_ARTICLE, OCT_NOTES },
	{ OCT_ARTICLE, OCT_DROPPED },
	{ OCT_META, OCT_FIELD },
	{ OCT_NOTES, OCT_NOTE },
	{ OCT_DROPPED, OCT_DROP },
	{ OCT_LIST, OCT_ITEM },
	{ OCT_DEFLIST, OCT_TERM },
	{ OCT_DEFLIST, OCT_DEFINITION },
	{ OCT_TABLE, OCT_CAPTION },
	{ OCT_TABLE, OCT_HEAD },
	{ OCT_TABLE, OCT_ROW },
	{ OCT_HEAD, OCT_ROW },
	{ OCT_ROW, OCT_CELL },
	{ OCT_FIGURE, OCT_CAPTION },
	{ OCT_FIGURE, OCT_CREDIT },
	{ OCT_RUBY, OCT_RT },
};

static const struct {
	const char *name;
	uint32_t key;
	bool many;
} keys[] = {
	{ "title", OCT_M_TITLE, false },
	{ "subtitle", OCT_M_SUBTITLE, false },
	{ "author", OCT_M_AUTHOR, true },
	{ "publisher", OCT_M_PUBLISHER, false },
	{ "section", OCT_M_SECTION, false },
	{ "keyword", OCT_M_KEYWORD, true },
	{ "published", OCT_M_PUBLISHED, false },
	{ "modified", OCT_M_MODIFIED, false },
	{ "language", OCT_M_LANGUAGE, false },
	{ "description", OCT_M_DESCRIPTION, false },
	{ "highlight", OCT_M_HIGHLIGHT, true },
	{ "location", OCT_M_LOCATION, false },
	{ "rights", OCT_M_RIGHTS, false },
	{ "licence", OCT_M_LICENCE, false },
	{ "identifier", OCT_M_IDENTIFIER, true },
	{ "canonical", OCT_M_CANONICAL, false },
	{ "source", OCT_M_SOURCE, false },
	{ "image", OCT_M_IMAGE, false },
	{ "related", OCT_M_RELATED, true },
	{ "direction", OCT_M_DIRECTION, false },
	{ "next-page", OCT_M_NEXT_PAGE, false },
	{ "single-page", OCT_M_SINGLE_PAGE, false },
	{ "series", OCT_M_SERIES, false },
	{ "contributor", OCT_M_CONTRIBUTOR, true },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The row of a kind, or NULL for one from a later version. */
static const struct row *
row_of(uint32_t kind)
{
	const struct row *table, *row;
	size_t n;

	if (kind & OCT_PART) {
		table = parts;
		n = COUNT(parts);
	} else if (kind & OCT_BLOCK) {
		table = blocks;
		n = COUNT(blocks);
	} else {
		table = inlines;
		n = COUNT(inlines);
	}
	if (NUMBER(kind) >= n)
		return NULL;
	row = &table[NUMBER(kind)];
	return row->name != NULL ? row : NULL;
}

enum content
schema_content(uint32_t kind)
{
	const struct row *row = row_of(kind);

	if (row != NULL)
		return row->content;
	return kind & OCT_LEAF ? CONTENT_NONE
	    : kind & OCT_BLOCK ? CONTENT_FLOW
			       : CONTENT_LINES;
}

static bool
is_pair(uint32_t parent, uint32_t kind)
{
	size_t i;

	for (i = 0; i < COUNT(pairs); i++)
		if (pairs[i].child == kind && pairs[i].parent == parent)
			return true;
	return false;
}

/* Does the kind stand only where `pairs` says? */
static bool
is_fixed(uint32_t kind)
{
	size_t i;

	if (kind == OCT_TEXT || kind == OCT_P)
		return false; /* nearly all there are */
	for (i = 0; i < COUNT(pairs); i++)
		if (pairs[i].child == kind)
			return true;
	return false;
}

bool
schema_may_hold(uint32_t parent, uint32_t kind)
{
	switch (schema_content(parent)) {
	case CONTENT_NONE: return false;
	case CONTENT_FIXED:
		return is_pair(parent, kind) ||
		    (parent == OCT_FIGURE && !is_fixed(kind) &&
			(kind & OCT_BLOCK || kind == OCT_IMAGE));
	case CONTENT_LINES:
		return (kind & OCT_INLINE && kind != OCT_RT) ||
		    is_pair(parent, kind);
	case CONTENT_BLOCKS:
	case CONTENT_FLOW:
		return kind & (OCT_BLOCK | OCT_INLINE) && !is_fixed(kind);
	}
	return false;
}

bool
schema_may_have(uint32_t kind, uint32_t prop)
{
	const struct row *row = row_of(kind);

	if (prop <= OCT_P_DIR || (prop >= OCT_P_LINE && prop < OCT_P_LEVEL) ||
	    prop == OCT_P_PLACE || prop == OCT_P_SCORE)
		return true;
	if ((prop > OCT_P_PART && prop < 0x1000) || prop < OCT_P_TEXT ||
	    prop > OCT_P_CONFIDENCE)
		return false;
	return row == NULL || row->props & BIT(prop);
}

const char *
schema_kind_name(uint32_t kind)
{
	const struct row *row = row_of(kind);

	return row != NULL ? row->name : NULL;
}

uint32_t
schema_key(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return keys[i].key;
	return 0;
}

const char *
schema_key_name(uint32_t key)
{
	return key >= 1 && key <= COUNT(keys) ? keys[key - 1].name : NULL;
}

bool
schema_key_many(uint32_t key)
{
	return key >= 1 && key <= COUNT(keys) && keys[key - 1].many;
}
