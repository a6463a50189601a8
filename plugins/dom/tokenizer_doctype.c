/* 13.2.5.53 to 68: the document type declaration. */
#include "scan.h"
#include "tokenizer.h"

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

/* An error that makes the page one in quirks mode. */
static void
broken(struct tokenizer *tk, enum dom_error_code code, const char *at)
{
	token_error(tk, code, at);
	tk->token.force_quirks = true;
}

/* 13.2.5.68 Bogus DOCTYPE state. */
static const char *
bogus_doctype(struct tokenizer *tk, const char *p)
{
	const char *q = scan_byte(p, tk->end, '>');

	for (; (p = scan_byte(p, q, '\0')) < q; p++)
		token_error(tk, DOM_ERR_UNEXPECTED_NULL, p);
	return q < tk->end ? q + 1 : q;
}

static const char *
eof_in_doctype(struct tokenizer *tk)
{
	broken(tk, DOM_ERR_EOF_IN_DOCTYPE, tk->end);
	return tk->end;
}

/* 13.2.5.55 DOCTYPE name state. */
static const char *
doctype_name(struct tokenizer *tk, const char *p)
{
	const char *q = p;
	struct dom_str name;
	char *lower;

	while (q < tk->end && !is_space(*q) && *q != '>')
		q++;
	name = token_replace_nulls(tk, p, q);
	lower = dom_alloc(tk->dom, name.n);
	if (lower == NULL)
		return q;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = to_lower(name.p[i]);
	tk->token.doctype.name = (struct dom_str){ lower, name.n };
	return q;
}

/* 13.2.5.59/60/65/66 DOCTYPE identifier (quoted) states; p is behind the quote.
 * NULL: it did not end properly, and tk->p is where the declaration does. */
static const char *
identifier(struct tokenizer *tk, const char *p, char quote,
    enum dom_error_code abrupt, struct dom_str *id)
{
	const char *q = scan_any(p, tk->end, quote, '>', '>');

	*id = token_replace_nulls(tk, p, q);
	if (q < tk->end && *q == quote)
		return q + 1;
	if (q == tk->end) {
		tk->p = eof_in_doctype(tk);
	} else {
		broken(tk, abrupt, q);
		tk->p = q + 1;
	}
	return NULL;
}

/* 13.2.5.63 to 67; p is behind "SYSTEM", or is the quote behind a public
 * identifier.  Returns where the declaration ends. */
static const char *
system_identifier(struct tokenizer *tk, const char *p)
{
	char quote = *p;

	p = identifier(tk, p + 1, quote, DOM_ERR_ABRUPT_DOCTYPE_SYSTEM,
	    &tk->token.doctype.system_id);
	if (p == NULL)
		return tk->p;
	p = skip_space(p, tk->end);
	if (p == tk->end)
		return eof_in_doctype(tk);
	if (*p == '>')
		return p + 1;
	token_error(tk, DOM_ERR_CHARACTER_AFTER_DOCTYPE_SYSTEM, p);
	return bogus_doctype(tk, p);
}

/* 13.2.5.57/58 and 63/64: what may stand between a keyword and its quote. NULL:
 * there is no quote, and tk->p is where the declaration ends. */
static const char *
before_identifier(struct tokenizer *tk, const char *p,
    enum dom_error_code no_space, enum dom_error_code no_quote,
    enum dom_error_code missing)
{
	const char *q = skip_space(p, tk->end);

	if (q == tk->end) {
		tk->p = eof_in_doctype(tk);
		return NULL;
	}
	if (*q == '"' || *q == '\'') {
		if (q == p)
			token_error(tk, no_space, q);
		return q;
	}
	if (*q == '>') {
		broken(tk, missing, q);
		tk->p = q + 1;
	} else {
		broken(tk, no_quote, q);
		tk->p = bogus_doctype(tk, q);
	}
	return NULL;
}

/* 13.2.5.57 to 62; p is behind "PUBLIC". */
static const char *
public_identifier(struct tokenizer *tk, const char *p)
{
	const char *q;

	p = before_identifier(tk, p, DOM_ERR_MISSING_SPACE_AFTER_DOCTYPE_PUBLIC,
	    DOM_ERR_MISSING_QUOTE_DOCTYPE_PUBLIC,
	    DOM_ERR_MISSING_DOCTYPE_PUBLIC);
	if (p == NULL)
		return tk->p;
	p = identifier(tk, p + 1, *p, DOM_ERR_ABRUPT_DOCTYPE_PUBLIC,
	    &tk->token.doctype.public_id);
	if (p == NULL)
		return tk->p;
	q = skip_space(p, tk->end);
	if (q == tk->end)
		return eof_in_doctype(tk);
	if (*q == '>')
		return q + 1;
	if (*q == '"' || *q == '\'') {
		if (q == p)
			token_error(
			    tk, DOM_ERR_MISSING_SPACE_BETWEEN_DOCTYPE_IDS, q);
		return system_identifier(tk, q);
	}
	broken(tk, DOM_ERR_MISSING_QUOTE_DOCTYPE_SYSTEM, q);
	return bogus_doctype(tk, q);
}

/* 13.2.5.56 After DOCTYPE name state. */
static const char *
after_doctype_name(struct tokenizer *tk, const char *p)
{
	p = skip_space(p, tk->end);
	if (p == tk->end)
		return eof_in_doctype(tk);
	if (*p == '>')
		return p + 1;
	if (begins_with(p, tk->end, "public", 6))
		return public_identifier(tk, p + 6);
	if (begins_with(p, tk->end, "system", 6)) {
		p = before_identifier(tk, p + 6,
		    DOM_ERR_MISSING_SPACE_AFTER_DOCTYPE_SYSTEM,
		    DOM_ERR_MISSING_QUOTE_DOCTYPE_SYSTEM,
		    DOM_ERR_MISSING_DOCTYPE_SYSTEM);
		return p != NULL ? system_identifier(tk, p) : tk->p;
	}
	broken(tk, DOM_ERR_INVALID_SEQUENCE_AFTER_DOCTYPE_NAME, p);
	return bogus_doctype(tk, p);
}

/* 13.2.5.53 DOCTYPE, and 54 Before DOCTYPE name states; tk->p is the '<'. */
void
tokenizer_doctype(struct tokenizer *tk)
{
	const char *start = tk->p + strlen("<!doctype");
	const char *p = skip_space(start, tk->end);

	tk->token.line = token_line(tk, tk->p);
	tk->token.force_quirks = false;
	tk->token.doctype = (struct dom_doctype){ 0 };
	if (p == tk->end) {
		tk->p = eof_in_doctype(tk);
	} else if (*p == '>') {
		broken(tk, DOM_ERR_MISSING_DOCTYPE_NAME, p);
		tk->p = p + 1;
	} else {
		if (p == start)
			token_error(
			    tk, DOM_ERR_MISSING_SPACE_BEFORE_DOCTYPE_NAME, p);
		tk->p = after_doctype_name(tk, doctype_name(tk, p));
	}
	tk->token.type = TOKEN_DOCTYPE;
}
