#include "vocabulary.h"
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	uint32_t kind;
	const char *name;
} kinds[] = {
	{ OCT_BOOK, "book" },
	{ OCT_ARTICLE, "article" },
	{ OCT_META, "meta" },
	{ OCT_BODY, "body" },
	{ OCT_NOTES, "notes" },
	{ OCT_DROPPED, "dropped" },
	{ OCT_NOTE, "note" },
	{ OCT_DROP, "block" },
	{ OCT_SECTION, "section" },
	{ OCT_HEADING, "heading" },
	{ OCT_P, "p" },
	{ OCT_LIST, "list" },
	{ OCT_ITEM, "item" },
	{ OCT_DEFLIST, "deflist" },
	{ OCT_TERM, "term" },
	{ OCT_DEFINITION, "definition" },
	{ OCT_QUOTE, "quote" },
	{ OCT_CODEBLOCK, "codeblock" },
	{ OCT_PRE, "pre" },
	{ OCT_RULE, "rule" },
	{ OCT_FIGURE, "figure" },
	{ OCT_CAPTION, "caption" },
	{ OCT_CREDIT, "credit" },
	{ OCT_TABLE, "table" },
	{ OCT_HEAD, "head" },
	{ OCT_ROW, "row" },
	{ OCT_CELL, "cell" },
	{ OCT_ASIDE, "aside" },
	{ OCT_MEDIA, "media" },
	{ OCT_MATHBLOCK, "mathblock" },
	{ OCT_TEXT, "text" },
	{ OCT_EM, "em" },
	{ OCT_STRONG, "strong" },
	{ OCT_U, "u" },
	{ OCT_DEL, "del" },
	{ OCT_INS, "ins" },
	{ OCT_MARK, "mark" },
	{ OCT_SMALL, "small" },
	{ OCT_SUP, "sup" },
	{ OCT_SUB, "sub" },
	{ OCT_CODE, "code" },
	{ OCT_KBD, "kbd" },
	{ OCT_Q, "q" },
	{ OCT_CITE, "cite" },
	{ OCT_ABBR, "abbr" },
	{ OCT_TIME, "time" },
	{ OCT_LINK, "link" },
	{ OCT_IMAGE, "image" },
	{ OCT_NOTEREF, "noteref" },
	{ OCT_RUBY, "ruby" },
	{ OCT_RT, "rt" },
	{ OCT_MATH, "math" },
	{ OCT_SPAN, "span" },
	{ OCT_BR, "br" },
	{ OCT_RAW, "raw" },
	{ OCT_RAWBLOCK, "raw" },
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
	{ OCT_P_FROM, "from" },
	{ OCT_P_WEIGHT, "weight" },
	{ OCT_P_LOST, "lost" },
	{ OCT_P_REASON, "reason" },
	{ OCT_P_STEP, "step" },
	{ OCT_P_PATH, "path" },
	{ OCT_P_CONFIDENCE, "confidence" },
	{ OCT_P_TOOL, "tool" },
	{ OCT_P_READER, "reader" },
	{ OCT_P_OPTIONS, "options" },
	{ OCT_P_MADE, "made" },
};

const char *
vocab_kind_name(uint32_t kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].kind == kind)
			return kinds[i].name;
	return NULL;
}

uint32_t
vocab_kind(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
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

int
vocab_prop_is_int(uint32_t prop)
{
	return prop >= 0x1000;
}
