/* The data state, and what the states share. */
#include <stdlib.h>

#include "scan.h"
#include "tokenizer.h"

void
tokenizer_init(
    struct tokenizer *tk, struct dom *d, const char *input, size_t len)
{
	*tk = (struct tokenizer){
		.dom = d,
		.p = input,
		.end = input + len,
		.line_at = input,
		.line = 1,
		.want_errors = d->options.max_errors > 0,
	};
}

void
tokenizer_free(struct tokenizer *tk)
{
	dom_shed(tk->dom, tk->scratch, tk->scratch_room, 1);
	dom_shed(tk->dom, tk->stamps, tk->stamp_room, sizeof(*tk->stamps));
}

void
tokenizer_enter(struct tokenizer *tk, enum content content, uint32_t name)
{
	tk->content = content;
	tk->raw_name = name;
	tk->raw_end = NULL;
}

uint32_t
token_line(struct tokenizer *tk, const char *at)
{
	if (at > tk->line_at) {
		tk->line += scan_lines(tk->line_at, at);
		tk->line_at = at;
	}
	return tk->line;
}

void
token_error(struct tokenizer *tk, enum dom_error_code code, const char *at)
{
	if (tk->want_errors)
		dom_error(tk->dom, code, token_line(tk, at));
}

void
token_text(struct tokenizer *tk, const char *p, const char *q)
{
	tk->token.type = TOKEN_TEXT;
	tk->token.line = token_line(tk, p);
	tk->token.text = (struct dom_str){ p, (size_t)(q - p) };
	tk->p = q;
}

char *
token_scratch(struct tokenizer *tk, size_t n)
{
	char *grown;

	if (n <= tk->scratch_room)
		return tk->scratch;
	grown = dom_grow(tk->dom, tk->scratch, &tk->scratch_room, n, 1);
	if (grown != NULL)
		tk->scratch = grown;
	return grown;
}

struct dom_str
token_replace_nulls(struct tokenizer *tk, const char *p, const char *q)
{
	size_t count = 0;
	char *out, *to;

	for (const char *c = p; (c = scan_byte(c, q, '\0')) < q; c++) {
		token_error(tk, DOM_ERR_UNEXPECTED_NULL, c);
		count++;
	}
	if (count == 0)
		return (struct dom_str){ p, (size_t)(q - p) };
	out = to = dom_alloc(tk->dom, (size_t)(q - p) + 2 * count);
	if (out == NULL)
		return (struct dom_str){ p, 0 };
	for (; p < q; p++) {
		if (*p != '\0') {
			*to++ = *p;
			continue;
		}
		to = put_replacement(to);
	}
	return (struct dom_str){ out, (size_t)(to - out) };
}

/* 13.2.5.7 End tag open state; tk->p is the '<'. */
static bool
end_tag_open(struct tokenizer *tk)
{
	const char *p = tk->p + 2;

	if (p == tk->end) {
		token_error(tk, DOM_ERR_EOF_BEFORE_TAG_NAME, p);
		token_text(tk, tk->p, p);
		return true;
	}
	if (is_alpha(*p))
		return tokenizer_tag(tk, true);
	if (*p == '>') {
		token_error(tk, DOM_ERR_MISSING_END_TAG_NAME, p);
		tk->p = p + 1;
		return false;
	}
	token_error(tk, DOM_ERR_INVALID_FIRST_CHARACTER, p);
	tokenizer_bogus_comment(tk, p);
	return true;
}

/* A '<' that begins no tag is text, with what follows it. */
static void
literal_less_than(struct tokenizer *tk)
{
	const char *p = tk->p + 1;

	token_error(tk,
	    p == tk->end ? DOM_ERR_EOF_BEFORE_TAG_NAME
			 : DOM_ERR_INVALID_FIRST_CHARACTER,
	    p);
	token_text(tk, tk->p, scan_any(p, tk->end, '<', '&', '\0'));
}

/* 13.2.5.6 Tag open state; tk->p is the '<'.  False: it made no token. */
static bool
tag_open(struct tokenizer *tk)
{
	const char *p = tk->p + 1;

	if (p < tk->end) {
		if (is_alpha(*p))
			return tokenizer_tag(tk, false);
		if (*p == '/')
			return end_tag_open(tk);
		if (*p == '!') {
			tokenizer_markup(tk);
			return tk->token.type != TOKEN_EOF;
		}
		if (*p == '?') {
			token_error(tk, DOM_ERR_QUESTION_MARK, p);
			tokenizer_bogus_comment(tk, p);
			return true;
		}
	}
	literal_less_than(tk);
	return true;
}

/* 13.2.5.72 Character reference state, in text; tk->p is the '&'. */
static void
text_reference(struct tokenizer *tk)
{
	const char *after, *p = tk->p;
	struct dom_str text =
	    tokenizer_reference(tk, p, tk->end, false, &after);

	if (text.p != NULL) {
		token_text(tk, p, after);
		tk->token.text = text;
	} else if (tk->content == CONTENT_DATA) {
		token_text(tk, p, scan_any(p + 1, tk->end, '<', '&', '\0'));
	} else {
		token_text(tk, p, p + 1);
	}
}

/* 13.2.5.1 Data state.  False: nothing came of it. */
static bool
data(struct tokenizer *tk)
{
	const char *p = tk->p;

	switch (*p) {
	case '<': return tag_open(tk);
	case '&': text_reference(tk); return true;
	case '\0':
		token_error(tk, DOM_ERR_UNEXPECTED_NULL, p);
		token_text(tk, p, p + 1);
		tk->token.type = TOKEN_NULL;
		return true;
	default:
		token_text(tk, p, scan_any(p, tk->end, '<', '&', '\0'));
		return true;
	}
}

void
tokenizer_next(struct tokenizer *tk)
{
	struct token *token = &tk->token;

	token->type = TOKEN_EOF;
	while (tk->p < tk->end) {
		switch (tk->content) {
		case CONTENT_DATA:
			if (data(tk))
				return;
			break;
		case CONTENT_RCDATA:
		case CONTENT_RAWTEXT:
		case CONTENT_SCRIPT:
		case CONTENT_PLAINTEXT:
			tokenizer_raw(tk);
			if (token->type != TOKEN_EOF)
				return;
			break;
		case CONTENT_CDATA:
			tokenizer_cdata(tk);
			if (token->type != TOKEN_EOF)
				return;
			break;
		}
	}
	if (tk->content == CONTENT_CDATA)
		token_error(tk, DOM_ERR_EOF_IN_CDATA, tk->p);
	tk->content = CONTENT_DATA;
	token->type = TOKEN_EOF;
	token->line = token_line(tk, tk->end);
}
