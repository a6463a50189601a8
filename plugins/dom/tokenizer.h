/*
 * The tokenizer: 13.2.5 of the standard.  All of the input is in memory, so
 * that most of the standard's states are places in a function rather than
 * values of a variable; each function names those it stands for.
 */
#ifndef TOKENIZER_H
#define TOKENIZER_H

#include "dom_private.h"

enum token_type {
	TOKEN_EOF,
	TOKEN_TEXT,
	TOKEN_NULL, /* one U+0000, in text where the tree builder decides */
	TOKEN_START,
	TOKEN_END,
	TOKEN_COMMENT,
	TOKEN_DOCTYPE
};

/*
 * The attributes of a start tag lie behind the last ones the DOM has in use,
 * where the element will keep them: dom_take_attrs().
 */
struct token {
	enum token_type type;
	uint32_t line; /* where it begins */
	uint32_t name; /* of a tag */
	uint32_t attr_count;
	bool self_closing;
	bool force_quirks;
	struct dom_str text; /* of text or a comment: outlives the tokenizer */
	struct dom_doctype doctype;
};

/* The states that last longer than a token. */
enum content {
	CONTENT_DATA,
	CONTENT_RCDATA,
	CONTENT_RAWTEXT,
	CONTENT_SCRIPT,
	CONTENT_PLAINTEXT,
	CONTENT_CDATA
};

struct tokenizer {
	struct dom *dom;
	const char *p, *end;
	enum content content;
	bool cdata_allowed; /* the adjusted current node is foreign */
	bool want_errors;
	uint32_t raw_name; /* whose end tag ends RCDATA, RAWTEXT, script */
	const char *raw_end; /* where that is; NULL: not looked for yet */
	struct token token;

	const char *line_at; /* `line` is the line of this byte */
	uint32_t line;

	char *scratch;
	uint32_t scratch_room;

	/* stamps[name] == serial: this tag has the attribute already */
	uint32_t *stamps;
	uint32_t stamp_room, serial;
};

/* The input must have no CR: see dom_input_normalise(). */
void tokenizer_init(
    struct tokenizer *tk, struct dom *d, const char *input, size_t len);
void tokenizer_free(struct tokenizer *tk);

/* Reads the next token into tk->token.  TOKEN_EOF comes again and again. */
void tokenizer_next(struct tokenizer *tk);

/* What follows is content of the element `name`, as the tree builder knows. */
void tokenizer_enter(struct tokenizer *tk, enum content content, uint32_t name);

/*
 * Between the files of the tokenizer.
 */

static inline bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f';
}

static inline bool
is_alpha(char c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26;
}

static inline bool
is_digit(char c)
{
	return (uint8_t)(c - '0') < 10;
}

static inline char
to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

/* Writes U+FFFD; returns what is behind it. */
static inline char *
put_replacement(char *to)
{
	*to++ = '\xEF';
	*to++ = '\xBF';
	*to++ = '\xBD';
	return to;
}

/* Do the bytes at p begin with `lower`, whatever their case? */
static inline bool
begins_with(const char *p, const char *end, const char *lower, size_t n)
{
	if ((size_t)(end - p) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (to_lower(p[i]) != lower[i])
			return false;
	return true;
}

/* Is this the text, whatever the case of its letters? */
static inline bool
text_is(struct dom_str text, const char *lower)
{
	return text.p != NULL && text.n == strlen(lower) &&
	    begins_with(text.p, text.p + text.n, lower, text.n);
}

/* The line of a byte at or after the one last asked for. */
uint32_t token_line(struct tokenizer *tk, const char *at);

void
token_error(struct tokenizer *tk, enum dom_error_code code, const char *at);

/* A token of text, [p, q), after which the input goes on at q. */
void token_text(struct tokenizer *tk, const char *p, const char *q);

/* The characters with U+FFFD for U+0000, copied only if need be. */
struct dom_str
token_replace_nulls(struct tokenizer *tk, const char *p, const char *q);

/* The scratch buffer with room for n bytes; NULL after a failure. */
char *token_scratch(struct tokenizer *tk, size_t n);

/* False: the input ended inside the tag, and there is no token. */
bool tokenizer_tag(struct tokenizer *tk, bool is_end);

void tokenizer_markup(struct tokenizer *tk);
void tokenizer_bogus_comment(struct tokenizer *tk, const char *from);
void tokenizer_doctype(struct tokenizer *tk);
void tokenizer_raw(struct tokenizer *tk);
void tokenizer_cdata(struct tokenizer *tk);

/* A character reference, 13.2.5.72-80, at the ampersand p.  Its characters, and
 * in *after where the input goes on; {NULL, 0}: there is none, and the
 * ampersand is an ordinary character. */
struct dom_str tokenizer_reference(struct tokenizer *tk, const char *p,
    const char *end, bool in_attribute, const char **after);

#endif
