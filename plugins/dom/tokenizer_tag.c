/* Tags: names and attributes, 13.2.5.8 and 13.2.5.32 to 40. */
#include "scan.h"
#include "tokenizer.h"

/* Where a name ends that began at p: at white space, '/' or '>', that of an
 * attribute also at '='. */
static const char *
name_end(const char *p, const char *end, bool is_attribute, bool *plain)
{
	*plain = true;
	for (;; p++) {
		p = scan_name(p, end);
		if (p == end || is_space(*p) || *p == '/' || *p == '>')
			return p;
		if (*p == '=' && is_attribute)
			return p;
		if (*p != '=')
			*plain = false; /* a capital or a control character */
	}
}

/* The number of a name that has capitals, to be made small letters, or U+0000,
 * to become U+FFFD. */
static uint32_t
intern_odd_name(struct tokenizer *tk, const char *p, const char *q)
{
	size_t room = (size_t)(q - p) * 3;
	char *to = token_scratch(tk, room);

	if (to == NULL)
		return 0;
	for (; p < q; p++) {
		if (*p != '\0') {
			*to++ = to_lower(*p);
			continue;
		}
		token_error(tk, DOM_ERR_UNEXPECTED_NULL, p);
		to = put_replacement(to);
	}
	return dom_name_intern(
	    tk->dom, tk->scratch, (size_t)(to - tk->scratch));
}

static inline uint32_t
intern_name(struct tokenizer *tk, const char *p, const char *q, bool plain)
{
	size_t n = (size_t)(q - p);
	uint32_t name;

	if (!plain)
		return intern_odd_name(tk, p, q);
	name = dom_name_listed(p, n, (size_t)(tk->end - p));
	return name != 0 ? name : dom_name_intern_kept(tk->dom, p, n);
}

static bool
grow_stamps(struct tokenizer *tk, uint32_t name)
{
	uint32_t old = tk->stamp_room;
	uint32_t *grown = dom_grow(tk->dom, tk->stamps, &tk->stamp_room,
	    (size_t)name + DOM_NAMES, sizeof(*grown));

	if (grown == NULL)
		return false;
	memset(grown + old, 0, (tk->stamp_room - old) * sizeof(*grown));
	tk->stamps = grown;
	return true;
}

/* Has this tag the attribute already?  A stamp for each name, so that a tag of
 * many attributes costs no more than many tags of one. */
static inline bool
is_duplicate(struct tokenizer *tk, uint32_t name)
{
	if (name >= tk->stamp_room && !grow_stamps(tk, name))
		return true;
	if (tk->stamps[name] == tk->serial)
		return true;
	tk->stamps[name] = tk->serial;
	return false;
}

static void
add_attribute(
    struct tokenizer *tk, uint32_t name, struct dom_str value, const char *at)
{
	struct dom *d = tk->dom;
	uint32_t max = d->options.max_attrs, count = tk->token.attr_count;

	if (name == 0)
		return;
	if (is_duplicate(tk, name)) {
		token_error(tk, DOM_ERR_DUPLICATE_ATTRIBUTE, at);
		return;
	}
	if (max != 0 && count >= max) {
		dom_error(d, DOM_ERR_LIMIT_ATTRIBUTES, tk->token.line);
		return;
	}
	if (!dom_reserve_attrs(d, count + 1))
		return;
	d->attrs[d->attr_count + count] = (struct dom_attr){
		.value = value.p,
		.length = (uint32_t)value.n,
		.name = name,
	};
	tk->token.attr_count++;
}

/* A value with its character references and U+0000 replaced.  It stays a slice
 * as long as nothing has to be: most ampersands in addresses are just that. */
static struct dom_str
decode_value(struct tokenizer *tk, const char *p, const char *q)
{
	size_t room = (size_t)(q - p) * 3 + 8;
	const char *from = p, *stop, *after;
	char *out = NULL, *to = NULL;
	struct dom_str text;

	for (;; p = after) {
		stop = scan_any(p, q, '&', '\0', '\0');
		if (stop == q)
			break;
		after = stop + 1;
		if (*stop == '\0') {
			token_error(tk, DOM_ERR_UNEXPECTED_NULL, stop);
			text = (struct dom_str){ "\xEF\xBF\xBD", 3 };
		} else {
			text = tokenizer_reference(tk, stop, q, true, &after);
			if (text.p == NULL)
				continue;
		}
		if (out == NULL && (out = to = token_scratch(tk, room)) == NULL)
			return (struct dom_str){ "", 0 };
		memcpy(to, from, (size_t)(stop - from));
		to += stop - from;
		memcpy(to, text.p, text.n);
		to += text.n;
		from = after;
	}
	if (out == NULL)
		return (struct dom_str){ from, (size_t)(q - from) };
	memcpy(to, from, (size_t)(q - from));
	to += q - from;
	return dom_keep(tk->dom, out, (size_t)(to - out));
}

/* 13.2.5.36/37 Attribute value (quoted) states; p is behind the quote.  NULL:
 * no quote ends it. */
static inline const char *
quoted_value(
    struct tokenizer *tk, const char *p, char quote, struct dom_str *value)
{
	const char *q = scan_any(p, tk->end, quote, '&', '\0');

	*value = (struct dom_str){ p, (size_t)(q - p) };
	if (q == tk->end)
		return NULL;
	if (*q == quote)
		return q + 1;
	q = scan_byte(q, tk->end, quote);
	if (q == tk->end)
		return NULL;
	*value = decode_value(tk, p, q);
	return q + 1;
}

/* 13.2.5.38 Attribute value (unquoted) state. */
static const char *
unquoted_value(struct tokenizer *tk, const char *p, struct dom_str *value)
{
	const char *q = p;
	bool odd = false;

	for (; q < tk->end && !is_space(*q) && *q != '>'; q++) {
		if (*q == '&' || *q == '\0')
			odd = true;
		else if (*q == '"' || *q == '\'' || *q == '<' || *q == '=' ||
		    *q == '`')
			token_error(tk, DOM_ERR_CHARACTER_IN_UNQUOTED_VALUE, q);
	}
	if (q == tk->end)
		return NULL;
	*value = odd ? decode_value(tk, p, q)
		     : (struct dom_str){ p, (size_t)(q - p) };
	return q;
}

static inline const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

/* 13.2.5.35 Before attribute value, and 13.2.5.39 After attribute value
 * (quoted) states; p is behind the '='.  NULL: the input ended. */
static inline const char *
attribute_value(struct tokenizer *tk, const char *p, struct dom_str *value)
{
	p = skip_space(p, tk->end);
	if (p == tk->end)
		return NULL;
	if (*p == '>') {
		token_error(tk, DOM_ERR_MISSING_ATTRIBUTE_VALUE, p);
		return p;
	}
	if (*p != '"' && *p != '\'')
		return unquoted_value(tk, p, value);
	p = quoted_value(tk, p + 1, *p, value);
	if (p != NULL && p < tk->end && !is_space(*p) && *p != '/' && *p != '>')
		token_error(tk, DOM_ERR_MISSING_SPACE_BETWEEN_ATTRIBUTES, p);
	return p;
}

static void
check_attribute_name(struct tokenizer *tk, const char *p, const char *q)
{
	if (*p == '=')
		token_error(tk, DOM_ERR_EQUALS_BEFORE_ATTRIBUTE_NAME, p);
	for (; p < q; p++)
		if (*p == '"' || *p == '\'' || *p == '<')
			token_error(tk, DOM_ERR_CHARACTER_IN_ATTRIBUTE_NAME, p);
}

/* 13.2.5.33 Attribute name, and 13.2.5.34 After attribute name states.  Returns
 * where the next may begin; NULL: the input ended. */
static inline const char *
attribute(struct tokenizer *tk, const char *p)
{
	struct dom_str value = { "", 0 };
	bool plain;
	const char *q = name_end(p + (*p == '='), tk->end, true, &plain);
	const char *after = skip_space(q, tk->end);
	uint32_t name;

	if (tk->want_errors)
		check_attribute_name(tk, p, q);
	name = intern_name(tk, p, q, plain);
	if (after < tk->end && *after == '=') {
		after = attribute_value(tk, after + 1, &value);
		if (after == NULL)
			return NULL;
	}
	add_attribute(tk, name, value, q);
	return after;
}

/* 13.2.5.32 Before attribute name, and 13.2.5.40 Self-closing start tag states:
 * all up to and with the '>'.  NULL: the input ended. */
static const char *
attributes(struct tokenizer *tk, const char *p)
{
	for (;;) {
		p = skip_space(p, tk->end);
		if (p == tk->end)
			return NULL;
		if (*p == '>')
			return p + 1;
		if (*p != '/') {
			p = attribute(tk, p);
			if (p == NULL)
				return NULL;
			continue;
		}
		p++;
		if (p < tk->end && *p == '>') {
			tk->token.self_closing = true;
			return p + 1;
		}
		if (p < tk->end)
			token_error(tk, DOM_ERR_SOLIDUS_IN_TAG, p);
	}
}

static void
check_end_tag(struct tokenizer *tk)
{
	if (tk->token.attr_count > 0)
		token_error(tk, DOM_ERR_END_TAG_WITH_ATTRIBUTES, tk->p);
	if (tk->token.self_closing)
		token_error(tk, DOM_ERR_END_TAG_WITH_SOLIDUS, tk->p);
}

/* 13.2.5.8 Tag name state; tk->p is the '<', and a letter follows. */
bool
tokenizer_tag(struct tokenizer *tk, bool is_end)
{
	struct token *token = &tk->token;
	const char *p = tk->p + 1 + is_end, *q;
	bool plain;

	token->line = token_line(tk, tk->p);
	token->attr_count = 0;
	token->self_closing = false;
	q = name_end(p, tk->end, false, &plain);
	token->name = intern_name(tk, p, q, plain);
	if (q < tk->end && *q == '>') {
		tk->p = q + 1;
	} else {
		tk->serial++;
		tk->p = attributes(tk, q);
		if (tk->p == NULL) {
			tk->p = tk->end;
			token_error(tk, DOM_ERR_EOF_IN_TAG, tk->p);
			return false;
		}
	}
	token->type = is_end ? TOKEN_END : TOKEN_START;
	if (is_end)
		check_end_tag(tk);
	return true;
}
