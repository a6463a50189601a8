/* Text in which tags are not tags: RCDATA, RAWTEXT, script data and PLAINTEXT
 * (13.2.5.2 to 5 and 13.2.5.9 to 31), and CDATA sections (13.2.5.69 to 71). */
#include "scan.h"
#include "tokenizer.h"

/* Is "</name" at p, with something behind it that can end a tag's name?  The
 * standard's "appropriate end tag token". */
static bool
is_end_tag(const char *p, const char *end, struct dom_str name)
{
	if (end - p < 2 || p[1] != '/' || name.n == 0 ||
	    !begins_with(p + 2, end, name.p, name.n))
		return false;
	p += 2 + name.n;
	return p < end && (is_space(*p) || *p == '/' || *p == '>');
}

static const char *
find_end_tag(const char *p, const char *end, struct dom_str name)
{
	for (; (p = scan_byte(p, end, '<')) < end; p++)
		if (is_end_tag(p, end, name))
			break;
	return p;
}

/* Does a "<script" or "</script" at p count?  13.2.5.26 and 31, Script data
 * double escape start and end states. */
static bool
is_script_tag(const char *p, const char *end)
{
	if (!begins_with(p, end, "script", 6))
		return false;
	p += 6;
	return p < end && (is_space(*p) || *p == '/' || *p == '>');
}

/*
 * 13.2.5.4 and 15 to 31.  In a script, "<!--" begins text that is escaped until
 * "-->", and there "<script" begins text that is escaped twice, where
 * "</script" only ends that.
 */
static const char *
find_script_end(struct tokenizer *tk, const char *p, struct dom_str name)
{
	enum { PLAIN, ESCAPED, TWICE } state = PLAIN;
	const char *end = tk->end;

	while ((p = scan_any(p, end, '<', state == PLAIN ? '<' : '-', '<')) <
	    end) {
		if (*p == '-') {
			if (end - p >= 3 && memcmp(p, "-->", 3) == 0)
				state = PLAIN;
			p++;
		} else if (state != TWICE && is_end_tag(p, end, name)) {
			return p;
		} else if (state == PLAIN) {
			if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
				state = ESCAPED;
			p += state == PLAIN ? 1 : 2;
		} else if (state == ESCAPED) {
			if (is_script_tag(p + 1, end))
				state = TWICE;
			p++;
		} else {
			if (end - p > 1 && p[1] == '/' &&
			    is_script_tag(p + 2, end))
				state = ESCAPED;
			p++;
		}
	}
	if (state != PLAIN)
		token_error(tk, DOM_ERR_EOF_IN_SCRIPT_COMMENT, end);
	return end;
}

static const char *
find_raw_end(struct tokenizer *tk)
{
	struct dom_str name = dom_name_text(tk->dom, tk->raw_name);

	if (tk->content == CONTENT_PLAINTEXT)
		return tk->end;
	if (tk->content == CONTENT_SCRIPT)
		return find_script_end(tk, tk->p, name);
	return find_end_tag(tk->p, tk->end, name);
}

void
tokenizer_raw(struct tokenizer *tk)
{
	char reference = tk->content == CONTENT_RCDATA ? '&' : '\0';
	struct token *token = &tk->token;
	const char *p = tk->p, *after;

	if (tk->raw_end == NULL)
		tk->raw_end = find_raw_end(tk);
	if (p == tk->raw_end) {
		tk->content = CONTENT_DATA;
		return;
	}
	if (*p == '\0') {
		token_error(tk, DOM_ERR_UNEXPECTED_NULL, p);
		token_text(tk, p, p + 1);
		token->text = (struct dom_str){ "\xEF\xBF\xBD", 3 };
		return;
	}
	if (*p == reference) {
		struct dom_str text =
		    tokenizer_reference(tk, p, tk->raw_end, false, &after);

		token_text(tk, p, text.p != NULL ? after : p + 1);
		if (text.p != NULL)
			token->text = text;
		return;
	}
	token_text(tk, p, scan_any(p, tk->raw_end, '\0', reference, '\0'));
}

void
tokenizer_cdata(struct tokenizer *tk)
{
	const char *p = tk->p, *q = p;

	if (*p == '\0') {
		token_text(tk, p, p + 1);
		tk->token.type = TOKEN_NULL;
		return;
	}
	if (tk->end - p >= 3 && memcmp(p, "]]>", 3) == 0) {
		tk->p = p + 3;
		tk->content = CONTENT_DATA;
		return;
	}
	do
		q = scan_any(q + 1, tk->end, ']', '\0', '\0');
	while (q < tk->end && *q == ']' &&
	    (tk->end - q < 3 || memcmp(q, "]]>", 3) != 0));
	token_text(tk, p, q);
}
