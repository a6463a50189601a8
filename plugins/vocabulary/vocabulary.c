#include "vocabulary.h"
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	uint32_t kind;
	const char *name;
} kinds[VOCAB_KINDS] = {
#define KIND(kind, name) [VOCAB_INDEX(kind)] = { kind, name }
	KIND(OCT_BOOK, "book"),
	KIND(OCT_ARTICLE, "article"),
	KIND(OCT_META, "meta"),
	KIND(OCT_BODY, "body"),
	KIND(OCT_NOTES, "notes"),
	KIND(OCT_DROPPED, "dropped"),
	KIND(OCT_NOTE, "note"),
	KIND(OCT_DROP, "block"),
	KIND(OCT_SECTION, "section"),
	KIND(OCT_HEADING, "heading"),
	KIND(OCT_P, "p"),
	KIND(OCT_LIST, "list"),
	KIND(OCT_ITEM, "item"),
	KIND(OCT_DEFLIST, "deflist"),
	KIND(OCT_TERM, "term"),
	KIND(OCT_DEFINITION, "definition"),
	KIND(OCT_QUOTE, "quote"),
	KIND(OCT_CODEBLOCK, "codeblock"),
	KIND(OCT_PRE, "pre"),
	KIND(OCT_RULE, "rule"),
	KIND(OCT_FIGURE, "figure"),
	KIND(OCT_CAPTION, "caption"),
	KIND(OCT_CREDIT, "credit"),
	KIND(OCT_TABLE, "table"),
	KIND(OCT_HEAD, "head"),
	KIND(OCT_ROW, "row"),
	KIND(OCT_CELL, "cell"),
	KIND(OCT_ASIDE, "aside"),
	KIND(OCT_MEDIA, "media"),
	KIND(OCT_MATHBLOCK, "mathblock"),
	KIND(OCT_TEXT, "text"),
	KIND(OCT_EM, "em"),
	KIND(OCT_STRONG, "strong"),
	KIND(OCT_U, "u"),
	KIND(OCT_DEL, "del"),
	KIND(OCT_INS, "ins"),
	KIND(OCT_MARK, "mark"),
	KIND(OCT_SMALL, "small"),
	KIND(OCT_SUP, "sup"),
	KIND(OCT_SUB, "sub"),
	KIND(OCT_CODE, "code"),
	KIND(OCT_KBD, "kbd"),
	KIND(OCT_Q, "q"),
	KIND(OCT_CITE, "cite"),
	KIND(OCT_ABBR, "abbr"),
	KIND(OCT_TIME, "time"),
	KIND(OCT_LINK, "link"),
	KIND(OCT_IMAGE, "image"),
	KIND(OCT_NOTEREF, "noteref"),
	KIND(OCT_RUBY, "ruby"),
	KIND(OCT_RT, "rt"),
	KIND(OCT_MATH, "math"),
	KIND(OCT_SPAN, "span"),
	KIND(OCT_BR, "br"),
	KIND(OCT_RAW, "raw"),
	KIND(OCT_RAWBLOCK, "raw"),
#undef KIND
};

static const char *const keys[] = {
	[OCT_M_TITLE] = "title",
	[OCT_M_SUBTITLE] = "subtitle",
	[OCT_M_AUTHOR] = "author",
	[OCT_M_PUBLISHER] = "publisher",
	[OCT_M_SECTION] = "section",
	[OCT_M_KEYWORD] = "keyword",
	[OCT_M_PUBLISHED] = "published",
	[OCT_M_MODIFIED] = "modified",
	[OCT_M_LANGUAGE] = "language",
	[OCT_M_DESCRIPTION] = "description",
	[OCT_M_HIGHLIGHT] = "highlight",
	[OCT_M_LOCATION] = "location",
	[OCT_M_RIGHTS] = "rights",
	[OCT_M_LICENCE] = "licence",
	[OCT_M_IDENTIFIER] = "identifier",
	[OCT_M_CANONICAL] = "canonical",
	[OCT_M_SOURCE] = "source",
	[OCT_M_IMAGE] = "image",
	[OCT_M_RELATED] = "related",
	[OCT_M_DIRECTION] = "direction",
	[OCT_M_NEXT_PAGE] = "next-page",
	[OCT_M_SINGLE_PAGE] = "single-page",
	[OCT_M_SERIES] = "series",
	[OCT_M_CONTRIBUTOR] = "contributor",
};
static const struct vocab_prop props[] = {
	{ OCT_P_ID, "xml:id" },
	{ OCT_P_LANG, "xml:lang" },
	{ OCT_P_DIR, "dir" },
	{ OCT_P_KEY, "key" },
	{ OCT_P_LEVEL, "level" },
	{ OCT_P_ORDERED, "ordered" },
	{ OCT_P_START, "start" },
	{ OCT_P_CHECKED, "checked" },
	{ OCT_P_HEADER, "header" },
	{ OCT_P_COLSPAN, "colspan" },
	{ OCT_P_ROWSPAN, "rowspan" },
	{ OCT_P_ALIGN, "align" },
	{ OCT_P_ROLE, "role" },
	{ OCT_P_NOTATION, "notation" },
	{ OCT_P_FORMAT, "format" },
	{ OCT_P_CODE_LANG, "language" },
	{ OCT_P_DATETIME, "datetime" },
	{ OCT_P_REF, "ref" },
	{ OCT_P_RESOURCE, "resource" },
	{ OCT_P_HREF, "href" },
	{ OCT_P_CITE_URL, "cite" },
	{ OCT_P_MEDIA_TYPE, "media-type" },
	{ OCT_P_ALT, "alt" },
	{ OCT_P_TITLE, "title" },
	{ OCT_P_WIDTH, "width" },
	{ OCT_P_HEIGHT, "height" },
	{ OCT_P_AFFILIATION, "affiliation" },
	{ OCT_P_FILE_AS, "file-as" },
	{ OCT_P_CAPTURED, "captured" },
	{ OCT_P_DIGEST, "digest" },
	{ OCT_P_POSITION, "position" },
	{ OCT_P_FROM, "from" },
	{ OCT_P_WEIGHT, "weight" },
	{ OCT_P_LOST, "lost" },
	{ OCT_P_REASON, "reason" },
	{ OCT_P_STEP, "step" },
	{ OCT_P_PATH, "path" },
	{ OCT_P_PART, "part" },
	{ OCT_P_CONFIDENCE, "confidence" },
	{ OCT_P_TOOL, "tool" },
	{ OCT_P_READER, "reader" },
	{ OCT_P_OPTIONS, "options" },
	{ OCT_P_MADE, "made" },
};

size_t
vocab_index(uint32_t kind)
{
	size_t i = VOCAB_INDEX(kind);

	return i < VOCAB_KINDS && kinds[i].kind == kind ? i : 0;
}

const char *
vocab_kind_name(uint32_t kind)
{
	return kinds[vocab_index(kind)].name;
}

uint32_t
vocab_kind(const char *name)
{
	for (size_t i = 1; i < VOCAB_KINDS; i++)
		if (kinds[i].name != NULL && strcmp(kinds[i].name, name) == 0)
			return kinds[i].kind;
	return 0;
}

const char *
vocab_key_name(uint32_t key)
{
	return key < COUNT(keys) ? keys[key] : NULL;
}

uint32_t
vocab_key(const char *name)
{
	for (uint32_t i = 1; i < COUNT(keys); i++)
		if (strcmp(keys[i], name) == 0)
			return i;
	return 0;
}

const struct vocab_prop *
vocab_props(size_t *n)
{
	*n = COUNT(props);
	return props;
}

const char *
vocab_prop_name(uint32_t prop)
{
	for (size_t i = 0; i < COUNT(props); i++)
		if (props[i].prop == prop)
			return props[i].name;
	return NULL;
}

int
vocab_prop_is_int(uint32_t prop)
{
	return prop >= 0x1000;
}
