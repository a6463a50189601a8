/* What begins with "<!": comments, 13.2.5.41 to 52, and the way to the rest. */
#include "scan.h"
#include "tokenizer.h"

static void
comment_token(
    struct tokenizer *tk, const char *p, const char *q, const char *after)
{
	tk->token.type = TOKEN_COMMENT;
	tk->token.line = token_line(tk, tk->p);
	tk->token.text = token_replace_nulls(tk, p, q);
	tk->p = after;
}

/* 13.2.5.41 Bogus comment state: all up to the next '>'. */
void
tokenizer_bogus_comment(struct tokenizer *tk, const char *from)
{
	const char *q = scan_byte(from, tk->end, '>');

	comment_token(tk, from, q, q < tk->end ? q + 1 : q);
}

/* 13.2.5.46 to 49: "<!--" inside a comment is an error unless it ends there. */
static void
check_nested(struct tokenizer *tk, const char *p, const char *q)
{
	for (; (p = scan_byte(p, q, '<')) < q; p++)
		if (tk->end - p > 4 && memcmp(p, "<!--", 4) == 0 && p[4] != '>')
			token_error(tk, DOM_ERR_NESTED_COMMENT, p + 4);
}

/* 13.2.5.50 and 51: where the input ends, one or two dashes before it, or
 * "--!", are not part of the comment. */
static const char *
trim_unfinished(const char *p, const char *q)
{
	if (q - p >= 3 && memcmp(q - 3, "--!", 3) == 0)
		return q - 3;
	if (q - p >= 1 && q[-1] == '-')
		q--;
	if (q - p >= 1 && q[-1] == '-')
		q--;
	return q;
}

/* 13.2.5.43 to 52; p is behind the "<!--". */
static void
comment(struct tokenizer *tk, const char *p)
{
	const char *q = p, *end = tk->end;
	size_t dashes = p < end && *p == '-';

	if (p + dashes < end && p[dashes] == '>') {
		token_error(tk, DOM_ERR_ABRUPT_COMMENT, p + dashes);
		comment_token(tk, p, p, p + dashes + 1);
		return;
	}
	for (; (q = scan_byte(q, end, '-')) < end; q++) {
		if (end - q >= 3 && memcmp(q, "-->", 3) == 0) {
			comment_token(tk, p, q, q + 3);
			break;
		}
		if (end - q >= 4 && memcmp(q, "--!>", 4) == 0) {
			token_error(tk, DOM_ERR_INCORRECTLY_CLOSED_COMMENT, q);
			comment_token(tk, p, q, q + 4);
			break;
		}
	}
	if (tk->want_errors)
		check_nested(tk, p, q);
	if (q == end) {
		token_error(tk, DOM_ERR_EOF_IN_COMMENT, end);
		comment_token(tk, p, trim_unfinished(p, end), end);
	}
}

/* 13.2.5.42 Markup declaration open state; tk->p is the '<'. */
void
tokenizer_markup(struct tokenizer *tk)
{
	const char *p = tk->p + 2;

	if (tk->end - p >= 2 && memcmp(p, "--", 2) == 0) {
		comment(tk, p + 2);
	} else if (begins_with(p, tk->end, "doctype", 7)) {
		tokenizer_doctype(tk);
	} else if (tk->end - p >= 7 && memcmp(p, "[CDATA[", 7) == 0) {
		if (tk->cdata_allowed) {
			tk->p = p + 7;
			tk->content = CONTENT_CDATA;
			return;
		}
		token_error(tk, DOM_ERR_CDATA_IN_HTML, p + 7);
		tokenizer_bogus_comment(tk, p);
	} else {
		token_error(tk, DOM_ERR_INCORRECTLY_OPENED_COMMENT, p);
		tokenizer_bogus_comment(tk, p);
	}
}
